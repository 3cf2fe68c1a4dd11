"""Experiments: those parts of the audit that let views be counted, by the real gate, clerk and service. A door."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from byline.counter import trial
from byline.counter.clerk import Clerk
from byline.counter.finding import STORIES, Audit, Finding
from byline.counter.gate import Gate
from byline.counter.hit import HEADERS
from byline.counter.ledger import Ledger
from byline.counter.policy import PLACE
from byline.counter.store import total

HITS = 10_000
ORDERS = 4
CANARIES = 1_000
CONNECTIONS = 64
KILLS = 3
ACKNOWLEDGED = 400  # views, before the service is killed for the first time
DEVICE = ("cookie", "localStorage", "sessionStorage", "indexedDB", "caches", "serviceWorker", "canvas", "name=")
"""Words of a script that leaves something on the device."""


class Trap:
    """A value that must not be looked at, in whatever way. It is no bytes, so that nothing takes it for some."""

    def _snap(self, *_: object) -> NoReturn:
        raise LookupError

    __getattribute__ = __eq__ = __ne__ = __lt__ = __gt__ = __hash__ = __len__ = __bool__ = __iter__ = _snap
    __getitem__ = __contains__ = __bytes__ = __str__ = __repr__ = __format__ = __add__ = __radd__ = _snap


class _Scope(dict[str, Any]):
    """A request of which nothing can be asked but what the gate may know."""

    KNOWN = frozenset({"type", "method", "path", "headers"})

    def __getitem__(self, name: str) -> Any:
        if name not in self.KNOWN:
            raise LookupError
        return super().__getitem__(name)

    def _snap(self, *_: object) -> NoReturn:
        raise LookupError

    get = items = values = __iter__ = __or__ = copy = pop = setdefault = _snap


def counting_hears_of_nobody(what: Audit) -> Finding:
    """A request with a reader behind it goes through the gate; whoever asks for more than they may know is told."""
    who = trial.reader(0, what.policy.origin)
    headers = [(name.encode(), value.encode() if name.encode() in HEADERS else Trap()) for name, value in who.headers]
    place = f"{what.policy.base_path}{PLACE}audit/000"
    scope = {
        "type": "http",
        "method": "POST",
        "path": place,
        "headers": headers,
        "client": Trap(),
        "query_string": Trap(),
    }
    ledger = Ledger(what.scratch / "trap")

    async def main() -> None:
        clerk = Clerk(ledger, what.policy, lambda: what.instant, lambda _: None)
        clerk.caps = what.caps
        try:
            await Gate(clerk, what.box)(_Scope(scope), _unread, _unsaid)
        finally:
            await clerk.close()

    try:
        asyncio.run(main())
    except (LookupError, TypeError):
        return Finding("P3", good=False, facts={"headers": "?"})
    with Ledger(what.scratch / "trap", make=False) as kept:
        counted = total(kept.views())
    return Finding("P3", counted == 1, {"headers": ", ".join(sorted(name.decode() for name in HEADERS))})


async def _unread() -> NoReturn:
    raise LookupError


async def _unsaid(_: object) -> None:
    pass


def readers_make_no_difference(what: Audit) -> Finding:
    hits = [story for story in what.stories for _ in range(HITS // STORIES)]
    dumps, copies = set(), set()
    for seed in range(ORDERS):
        ledger = Ledger(what.scratch / f"order-{seed}")
        asyncio.run(_through_the_gate(what, ledger, trial.shuffled(hits, seed), seed))
        ledger = Ledger(what.scratch / f"order-{seed}")
        copy = what.scratch / f"order-{seed}.copy"
        ledger.copy(copy)
        dumps.add((total(ledger.views()), ledger.digest()))
        copies.add(_digest(copy))
        ledger.close()
    counted, digest = min(dumps)
    return Finding(
        "P1",
        len(dumps) == len(copies) == 1 and counted == HITS,
        {"hits": str(counted), "orders": str(ORDERS), "dump": digest, "copy": min(copies)},
    )


async def _through_the_gate(what: Audit, ledger: Ledger, hits: Sequence[str], seed: int) -> None:
    """Count hits in this order, each of another reader; who reads what is another matter with every seed."""
    clerk = Clerk(ledger, what.policy, lambda: what.instant, lambda _: None)
    clerk.caps = what.caps
    gate, origin, place = Gate(clerk, what.box), what.policy.origin, f"{what.policy.base_path}{PLACE}"

    async def one(number: int) -> None:
        who = trial.reader((number * 7919 + seed * 104729) % (10 ** (1 + seed)), origin)
        headers = [(name.encode(), value.encode()) for name, value in who.headers]
        await gate(
            {
                "type": "http",
                "method": "POST",
                "path": place + hits[number],
                "headers": headers,
                "client": (who.address, 1),
            },
            _unread,
            _unsaid,
        )

    for start in range(0, len(hits), CONNECTIONS):
        await asyncio.gather(*map(one, range(start, min(start + CONNECTIONS, len(hits)))))
    await clerk.close()


def nothing_personal_is_at_rest(what: Audit) -> Finding:
    folder = what.scratch / "canaries"
    trial.list_stories(what.edition, what.stories)
    readers = [trial.reader(number, what.policy.origin) for number in range(CANARIES)]
    names = [*what.stories]
    with trial.serving(folder, what.box) as (port, _):

        async def some(start: int) -> None:
            for number in range(start, CANARIES, CONNECTIONS):
                path = f"{what.policy.base_path}{PLACE}{names[number % STORIES]}"
                await trial.post(port, path, readers[number])

        async def every() -> None:
            await asyncio.gather(*map(some, range(CONNECTIONS)))

        asyncio.run(every())
        marks = [mark for one in readers for mark in one.marks]
        found = trial.traces(folder, marks)
    found += trial.traces(folder, marks)
    ledger = Ledger(folder / trial.LEDGER, make=False)
    counted = total(ledger.views())
    ledger.close()
    files = ", ".join(sorted(path.name for path in folder.iterdir()))
    return Finding(
        "P2",
        not found and counted == CANARIES,
        {"canaries": str(len(marks)), "hits": str(counted), "files": files, "traces": str(len(found))},
    )


def neither_order_nor_time_is_kept(what: Audit) -> Finding:
    names = [*what.stories][:20]
    traces = [
        asyncio.run(_counted_and_idle(what, what.scratch / f"trace-{seed}", trial.shuffled(names, seed)))
        for seed in range(ORDERS)
    ]
    is_hasty = what.policy.is_common and what.policy.push == "hourly"
    return Finding(
        "P4",
        all(traces) and len({*traces}) == 1 and not is_hasty,
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
    midnight = datetime.datetime.combine(what.today, datetime.time(), what.policy.zone).timestamp()
    told = _told_at(path, midnight)
    await clerk.close()
    return told


def _told_at(path: Path, midnight: float) -> str:
    return _digest(path) if _journal_is_empty(path) and path.stat().st_mtime == midnight else ""


def _journal_is_empty(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    write_ahead = path.read_bytes()[18:20] != b"\1\1" or path.with_name(f"{path.name}-wal").exists()
    return not write_ahead and (not journal.exists() or journal.stat().st_size == 0)


def nothing_is_left_on_the_device(what: Audit) -> Finding:
    folder = what.scratch / "device"
    trial.list_stories(what.edition, what.stories)
    with trial.serving(folder, what.box) as (port, _):
        path = f"{what.policy.base_path}{PLACE}audit/000"
        answers = asyncio.run(trial.post(port, path, trial.reader(1, what.policy.origin)))
    words = [word for word in DEVICE if word.lower() in what.script.lower()]
    good = answers == [b"HTTP/1.1 204 No Content\r\ncache-control: no-store\r\n\r\n"] and not words
    script = hashlib.sha256(what.script.encode()).hexdigest()
    return Finding("P5", good, {"answer": " · ".join(b"".join(answers).decode().split("\r\n")[:2]), "script": script})


def what_is_acknowledged_is_kept(what: Audit) -> Finding:
    trial.list_stories(what.edition, dict.fromkeys(what.stories, 10**9))
    acknowledged = stored = 0
    good = True
    for number in range(KILLS):
        folder = what.scratch / f"kill-{number}"
        answered = until_killed(what, folder, ACKNOWLEDGED * (1 + number))
        ledger = Ledger(folder / trial.LEDGER)  # as after a new start
        found = total(ledger.views())
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


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
