"""What tests of the counter have in common: a policy, an edition's list, and a clerk at work."""

from __future__ import annotations

import datetime
import json
import zoneinfo
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from byline.counter.clerk import Clerk
from byline.counter.counted import NAME
from byline.counter.ledger import Ledger
from byline.counter.policy import Policy
from byline.counter.postbox import Postbox

POLICY = Policy(
    title={"en": "Voices", "de": "Stimmen"},
    languages=("en", "de"),
    origin="https://intranet.example",
    base_path="/voices/",
    zone=zoneinfo.ZoneInfo("Europe/Berlin"),
    reach=100,
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOON = datetime.datetime(2026, 11, 25, 11, 0, tzinfo=datetime.UTC)
TODAY = "2026-11-25"


def listed(folder: Path, reaches: Mapping[str, int]) -> Path:
    """An edition that holds these stories, each with its reach."""
    folder.mkdir(exist_ok=True)
    facts = {"title": "A story", "day": "2026-03-14", "language": "en"}
    lines = [{"story": name, "address": f"stories/{name}/", **facts, "reach": reach} for name, reach in reaches.items()]
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    (folder / NAME).write_text(text, "utf-8")
    return folder


class Clock:
    """A clock that somebody sets."""

    def __init__(self, instant: datetime.datetime = NOON) -> None:
        self.instant = instant

    def __call__(self) -> datetime.datetime:
        return self.instant


def box(folder: Path, policy: Policy = POLICY, secret: bytes = b"") -> Postbox:
    """What letters are written from: the edition in a folder, at noon."""
    return Postbox(policy, folder, secret, lambda: NOON)


@asynccontextmanager
async def clerk_at(
    path: Path, caps: Mapping[str, int], clock: Clock | None = None, policy: Policy = POLICY
) -> AsyncIterator[Clerk]:
    """A clerk with a ledger in a file. Its complaints are in `complaints`."""
    complaints: list[str] = []
    clerk = Clerk(Ledger(path), policy, clock or Clock(), complaints.append)
    clerk.caps = caps
    try:
        yield clerk
    finally:
        await clerk.close()
