"""Anonymity: those parts of the audit that ask whether counting hears of readers, or leaves anything of them. A door."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any, NoReturn

import msgspec

from byline.counter import trial
from byline.counter.clerk import Clerk
from byline.counter.finding import STORIES, Audit, Finding
from byline.counter.gate import Gate
from byline.counter.hit import HEADERS
from byline.counter.ledger import Ledger
from byline.counter.policy import PLACE
from byline.counter.store import total
from byline.counter.trial import CONNECTIONS, digest, unread, unsaid

HITS = 10_000
ORDERS = 4
CANARIES = 1_000
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
            await Gate(clerk, what.box)(_Scope(scope), unread, unsaid)
        finally:
            await clerk.close()

    try:
        asyncio.run(main())
    except (LookupError, TypeError):
        return Finding("P3", good=False, facts={"headers": "?"})
    with Ledger(what.scratch / "trap", make=False) as kept:
        counted = total(kept.views())
    return Finding("P3", counted == 1, {"headers": ", ".join(sorted(name.decode() for name in HEADERS))})


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
        copies.add((digest(copy), copy.stat().st_mode & 0o077))
        ledger.close()
    counted, dump = min(dumps)
    return Finding(
        "P1",
        len(dumps) == len(copies) == 1 and counted == HITS and min(copies)[1] == 0,
        {"hits": str(counted), "orders": str(ORDERS), "dump": dump, "copy": min(copies)[0]},
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
            unread,
            unsaid,
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
            await gate(one, unread, unsaid)
        await clerk.close()

    asyncio.run(main())
    with Ledger(path, make=False) as ledger:
        counted, refused = total(ledger.views()), total(ledger.refused())
    asks = all(word in what.script for word in ("doNotTrack", "globalPrivacyControl"))
    return Finding("P6", counted == 0 and refused == len(requests) and asks, {"hits": str(counted)})
