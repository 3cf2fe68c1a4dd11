"""Experiments: those parts of the audit that let views be counted, by the real gate, clerk and service. A door."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import sqlite3
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from byline.counter import service, trial
from byline.counter.clerk import Clerk
from byline.counter.finding import STORIES, Audit, Finding
from byline.counter.gate import Gate
from byline.counter.hit import HEADERS
from byline.counter.inspection import write_ahead_free
from byline.counter.ledger import PROMISED, Ledger
from byline.counter.period import DAY, first_day, of_day
from byline.counter.policy import PLACE
from byline.counter.store import Row, total

HITS = 10_000
ORDERS = 4
CANARIES = 1_000
CONNECTIONS = 64
KILLS = 3
WAIT, WAITS = 0.05, 100  # seconds between two looks, and how many of these
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
        copies.add((_digest(copy), copy.stat().st_mode & 0o077))
        ledger.close()
    counted, digest = min(dumps)
    return Finding(
        "P1",
        len(dumps) == len(copies) == 1 and counted == HITS and min(copies)[1] == 0,
        {"hits": str(counted), "orders": str(ORDERS), "dump": digest, "copy": min(copies)[0]},
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
        if start in {(1 + seed) * CONNECTIONS * pause for pause in range(seed)}:
            await clerk.tidy(idle=True)  # as often as nobody reads for a while
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
    said = (folder / trial.LOG).read_bytes()
    ledger = Ledger(folder / trial.LEDGER, make=False)
    counted = total(ledger.views())
    ledger.close()
    files = ", ".join(sorted(path.name for path in folder.iterdir()))
    return Finding(
        "P2",
        not found and not said and counted == CANARIES,
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
    midnight = datetime.datetime.combine(what.day, datetime.time(), what.policy.zone).timestamp()
    told = _told_at(path, midnight)
    await clerk.close()
    with Ledger(path) as ledger:
        days = {row.period for row in ledger.views()}
        return told if days == {of_day(what.day)} and ledger.settings() == PROMISED else ""


async def _tidied_by_itself(what: Audit) -> bool:
    """Whether the service, left to itself, lets the file's time say nothing but the day: here its minutes end at once."""
    path = what.scratch / "tidied"
    late = what.instant.replace(second=59, microsecond=900_000)
    midnight = datetime.datetime.combine(what.day, datetime.time(), what.policy.zone).timestamp()
    trial.list_stories(what.edition, what.stories)
    box = msgspec.structs.replace(what.box, clock=lambda: late)
    async with service.gate(Ledger(path), box, lambda _: None) as gate:
        for _ in range(WAITS):
            if "audit/000" in gate.clerk.caps:
                break
            await asyncio.sleep(WAIT)
        await gate.clerk.count("audit/000")
        for _ in range(WAITS):
            if path.stat().st_mtime == midnight:
                return True
            await asyncio.sleep(WAIT)
    return False


def _told_at(path: Path, midnight: float) -> str:
    return _digest(path) if _journal_is_empty(path) and path.stat().st_mtime == midnight else ""


def _journal_is_empty(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    return write_ahead_free(path) and (not journal.exists() or journal.stat().st_size == 0)


def nothing_is_left_on_the_device(what: Audit) -> Finding:
    """Everything that the service answers, and the script: none of it leaves anything on the device."""
    folder, place = what.scratch / "device", f"{what.policy.base_path}{PLACE}"
    trial.list_stories(what.edition, what.stories)
    who = trial.reader(1, what.policy.origin)
    with trial.serving(folder, what.box) as (port, _):
        views = asyncio.run(trial.post(port, f"{place}audit/000", who, 3))
        paths = [f"{place}audit/000.gif", f"{place}for/p0/0/", f"{place}audit/000", "/"]
        others = [asyncio.run(trial.get(port, path, who)) for path in paths]
    words = [word for word in DEVICE if word.lower() in what.script.lower()]
    heads = {line.partition(b":")[0] for answer in others for line in answer.split(b"\r\n")[1:]} - {b""}
    good = (
        views == [b"HTTP/1.1 204 No Content\r\ncache-control: no-store\r\n\r\n"] * 3
        and heads <= {b"cache-control", b"content-type", b"content-length", b"transfer-encoding"}
        and all(b"cache-control: no-store\r\n" in answer for answer in others)
        and not words
    )
    script = hashlib.sha256(what.script.encode()).hexdigest()
    return Finding("P5", good, {"answer": " · ".join(b"".join(views).decode().split("\r\n")[:2]), "script": script})


def whoever_opts_out_is_not_counted(what: Audit) -> Finding:
    """Requests of readers who wish not to be counted, by script and as a picture; and what the script asks before it sends."""
    who = trial.reader(2, what.policy.origin)
    plain = [(name.encode(), value.encode()) for name, value in who.headers]
    place = f"{what.policy.base_path}{PLACE}audit/000"
    requests = [
        {"type": "http", "method": method, "path": f"{place}{ending}", "headers": [*plain, (name, b"1")]}
        for name in (b"dnt", b"sec-gpc")
        for method, ending in (("POST", ""), ("GET", ".gif"))
    ]
    path = what.scratch / "opted-out"

    async def main() -> None:
        clerk = Clerk(Ledger(path), what.policy, lambda: what.instant, lambda _: None)
        clerk.caps = what.caps
        gate = Gate(clerk, msgspec.structs.replace(what.box, policy=msgspec.structs.replace(what.policy, pixel=True)))
        for one in requests:
            await gate(one, _unread, _unsaid)
        await clerk.close()

    asyncio.run(main())
    with Ledger(path, make=False) as ledger:
        counted, refused = total(ledger.views()), total(ledger.refused())
    asks = all(word in what.script for word in ("doNotTrack", "globalPrivacyControl"))
    return Finding("P6", counted == 0 and refused == len(requests) and asks, {"hits": str(counted)})


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
    await Gate(clerk, what.box)({"type": "http", "method": "POST", "path": path, "headers": headers}, _unread, hear)
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


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
