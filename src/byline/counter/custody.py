"""Custody: those parts of the audit that ask how views are kept: without order and time, safely, and not too long. A door."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from byline.counter import service, trial
from byline.counter.clerk import Clerk
from byline.counter.finding import Audit, Finding
from byline.counter.gate import Gate
from byline.counter.inspection import write_ahead_free
from byline.counter.ledger import PROMISED, Ledger
from byline.counter.period import DAY, first_day, midnight, of_day
from byline.counter.policy import PLACE
from byline.counter.store import Row, total
from byline.counter.trial import CONNECTIONS, digest, unread

ORDERS = 4
KILLS = 3
ACKNOWLEDGED = 400  # views, before the service is killed for the first time
WAIT, WAITS = 0.05, 100  # seconds between two looks, and how many of these


def neither_order_nor_time_is_kept(what: Audit) -> Finding:
    names = [*what.stories][:20]
    traces = [
        asyncio.run(_counted_and_idle(what, what.scratch / f"trace-{seed}", trial.shuffled(names, seed)))
        for seed in range(ORDERS)
    ]
    is_hasty = what.policy.is_common and what.policy.push == "hourly"
    return Finding(
        "P4",
        all(traces) and len({*traces}) == 1 and not is_hasty and asyncio.run(_tidied_by_itself(what)),
        {"orders": str(ORDERS), "file": traces[0], **({"push": what.policy.push} if what.policy.is_common else {})},
    )


async def _counted_and_idle(what: Audit, path: Path, names: Sequence[str]) -> str:
    """Count one hit after the other, and let a while pass in which nobody reads: the digest of the file as it lies there
    then, or nothing if the journal or the file's time tells more.
    """
    clerk = Clerk(Ledger(path), what.policy, lambda: what.instant, lambda _: None)
    clerk.caps = what.caps
    for name in names:
        await clerk.count(name)
    await clerk.tidy(idle=True)
    begin = midnight(what.day, what.policy.zone)
    told = _told_at(path, begin)
    await clerk.close()
    with Ledger(path) as ledger:
        days = {row.period for row in ledger.views()}
        return told if days == {of_day(what.day)} and ledger.settings() == PROMISED else ""


async def _tidied_by_itself(what: Audit) -> bool:
    """Whether the service, left to itself, lets the file's time say nothing but the day: here its minutes end at once."""
    path = what.scratch / "tidied"
    late = what.instant.replace(second=59, microsecond=900_000)
    begin = midnight(what.day, what.policy.zone)
    trial.list_stories(what.edition, what.stories)
    box = msgspec.structs.replace(what.box, clock=lambda: late)
    async with service.gate(Ledger(path), box, lambda _: None) as gate:
        for _ in range(WAITS):
            if "audit/000" in gate.clerk.caps:
                break
            await asyncio.sleep(WAIT)
        await gate.clerk.count("audit/000")
        for _ in range(WAITS):
            if path.stat().st_mtime == begin:
                return True
            await asyncio.sleep(WAIT)
    return False


def _told_at(path: Path, begin: float) -> str:
    return digest(path) if _journal_is_empty(path) and path.stat().st_mtime == begin else ""


def _journal_is_empty(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    return write_ahead_free(path) and (not journal.exists() or journal.stat().st_size == 0)


class _Full(Ledger):
    """A ledger on a disk that is full."""

    def add(self, *_: object) -> None:
        raise sqlite3.OperationalError


async def _is_honest(what: Audit) -> bool:
    """Whether a view that could not be written down is not acknowledged."""
    answers: list[object] = []

    async def hear(message: MutableMapping[str, Any]) -> None:
        answers.append(message.get("status"))

    clerk = Clerk(_Full(what.scratch / "full"), what.policy, lambda: what.instant, lambda _: None)
    clerk.caps = what.caps
    headers = [(name.encode(), value.encode()) for name, value in trial.reader(0, what.policy.origin).headers]
    path = f"{what.policy.base_path}{PLACE}audit/000"
    await Gate(clerk, what.box)({"type": "http", "method": "POST", "path": path, "headers": headers}, unread, hear)
    await clerk.close()
    return answers[:1] == [503]


def what_is_acknowledged_is_kept(what: Audit) -> Finding:
    trial.list_stories(what.edition, dict.fromkeys(what.stories, 10**9))
    acknowledged = stored = 0
    good = asyncio.run(_is_honest(what))
    for number in range(KILLS):
        folder = what.scratch / f"kill-{number}"
        answered = until_killed(what, folder, ACKNOWLEDGED * (1 + number))
        ledger = Ledger(folder / trial.LEDGER)  # as after a new start
        found = total(ledger.views())
        good &= ledger.settings() == PROMISED
        good &= ACKNOWLEDGED <= answered <= found <= answered + CONNECTIONS and not ledger.faults()
        ledger.close()
        acknowledged, stored = acknowledged + answered, stored + found
    return Finding("P8", good, {"kills": str(KILLS), "acknowledged": str(acknowledged), "stored": str(stored)})


def until_killed(what: Audit, folder: Path, views: int) -> int:
    """How many views were acknowledged until the service died that was killed in the middle of its work, after so many."""
    names, heard = [*what.stories], 0
    with trial.serving(folder, what.box) as (port, child):

        def hear(answer: bytes) -> None:
            nonlocal heard
            heard += answer.startswith(b"HTTP/1.1 204")
            if heard == views:
                trial.kill(child)

        async def reads(number: int) -> None:
            path = f"{what.policy.base_path}{PLACE}{names[number]}"
            await trial.post(port, path, trial.reader(number, what.policy.origin), 10**6, hear)

        async def main() -> None:
            await asyncio.gather(*map(reads, range(CONNECTIONS)))

        asyncio.run(main())
    return heard


def nothing_is_kept_too_long(what: Audit) -> Finding:
    """A view for every day of three years; a clerk lives through the last forty of them; then what is left is measured."""
    path, now = what.scratch / "years", [what.instant - 40 * DAY]
    with Ledger(path) as ledger, ledger.writing():
        for age in range(3 * 366):
            ledger.add(of_day(what.day - age * DAY), {"audit/000": 1}, {"robot": 1})

    async def main() -> None:
        clerk = Clerk(Ledger(path), what.policy, lambda: now[0], lambda _: None)
        await clerk.tidy(idle=False)
        now[0] = what.instant
        await clerk.tidy(idle=False)
        await clerk.close()

    asyncio.run(main())
    with Ledger(path, make=False) as ledger:
        rows, refused = ledger.views(), ledger.refused()
    kinds = {_kind(row) for row in rows}
    oldest = {kind: max(_age(what, row) for row in rows if _kind(row) == kind) for kind in kinds}
    retention = what.policy.retention
    limits = {"day": 7 * retention.days, "week": 31 * retention.weeks, "month": 31 * retention.months}
    good = (
        all(oldest[kind] <= limits[kind] for kind in kinds)
        and total(rows) == max(oldest.values()) + 1  # one for each day: none is lost on the way
        and refused == [Row("robot", row.period, row.n) for row in rows]
    )
    return Finding(
        "P9", good, {f"oldest-{kind}": str(oldest[kind]) for kind in ("day", "week", "month") if kind in oldest}
    )


def _kind(row: Row) -> str:
    return "week" if "W" in row.period else "month" if len(row.period) == len("2026-11") else "day"


def _age(what: Audit, row: Row) -> int:
    """How many days ago a period began."""
    return (what.day - first_day(row.period)).days
