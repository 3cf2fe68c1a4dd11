"""A rehearsal: the counter beside a preview, on a store that is gone afterwards. A door: the store is made here."""

from __future__ import annotations

import datetime
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from byline.counter import counted, service
from byline.counter.gate import Gate, Receive, Scope, Send
from byline.counter.ledger import Ledger
from byline.counter.policy import PLACE, Policy
from byline.counter.postbox import Postbox


class Rehearsal:
    """What a preview passes on: requests below `place`, and each new edition's list of what is counted."""

    def __init__(self, gate: Gate, box: Postbox) -> None:
        self._gate, self._box = gate, box
        self.place = f"{box.policy.base_path}{PLACE}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._gate(scope, receive, send)

    def publish(self, data: bytes) -> None:
        """From now on, these stories are counted."""
        (self._box.edition / counted.NAME).write_bytes(data)
        self._gate.clerk.caps = counted.caps(self._box.edition)
        self._gate.people = counted.people(self._box.edition)

    def letter(self) -> tuple[str, str]:
        """The name of somebody who would hear of their stories, and the path of their page; empty if there is nobody."""
        person = next(iter(counted.people(self._box.edition).values()), None)
        if person is None:
            return "", ""
        return person.name, self._box.address(person).removeprefix(self._box.policy.origin)


@asynccontextmanager
async def rehearsal(
    policy: Policy, clock: Callable[[], datetime.datetime], complain: service.Tell
) -> AsyncIterator[Rehearsal]:
    """The counter, until the preview ends."""
    with tempfile.TemporaryDirectory(prefix="byline-counter-") as name:
        folder = Path(name)
        (folder / counted.NAME).touch()
        box = Postbox(policy, folder, secrets.token_bytes(), clock)
        async with service.gate(Ledger(folder / "ledger.sqlite"), box, complain) as gate:
            yield Rehearsal(gate, box)
