"""The audit: tries every part of the claim, with the real settings, on a scratch store and with the real service.

Of the real store it only reads. Each part tells what was done, with digests, so that two audits can be held side by side.
"""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import json
import re
import signal
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import msgspec

from byline.counter import trial
from byline.counter.clerk import Clerk
from byline.counter.counted import Story
from byline.counter.figure import usage
from byline.counter.gate import PLACE, Gate
from byline.counter.hit import HEADERS, Hit, hit_of
from byline.counter.ledger import Ledger, Row, total
from byline.counter.period import DAY, first_day, of_day
from byline.counter.policy import LEAST_REACH, STEP, Policy

HITS = 10_000
STORIES = 200
ORDERS = 4
CANARIES = 1_000
CONNECTIONS = 64
KILLS = 3
DEVICE = ("cookie", "localStorage", "sessionStorage", "indexedDB", "caches", "serviceWorker", "canvas", "name=")
"""Words of a script that leaves something on the device."""


class Finding(msgspec.Struct, frozen=True):
    """What came of one part of the claim: whether it holds, and what was measured, by what it is called."""

    part: str
    good: bool
    facts: dict[str, str]


class Audit(msgspec.Struct, frozen=True):
    """What an audit is about. `scratch` is an empty folder, `script` what the pages' browsers run."""

    policy: Policy
    scratch: Path
    script: str
    now: datetime.datetime
    ledger: Path | None = None  # the real one, if there is one on this machine

    @property
    def stories(self) -> dict[str, int]:
        """Invented stories, with the real reach."""
        return {f"audit/{number:03}": max(self.policy.reach, LEAST_REACH) for number in range(STORIES)}

    @property
    def today(self) -> datetime.date:
        return self.now.astimezone(self.policy.zone).date()


def _readers_make_no_difference(what: Audit) -> Finding:
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
    clerk = Clerk(ledger, what.policy, lambda: what.now, lambda _: None)
    clerk.caps = {name: 3 * reach for name, reach in what.stories.items()}
    gate, origin, place = Gate(clerk, what.policy), what.policy.origin, f"{what.policy.base_path}{PLACE}"

    async def silent(_: object) -> None:
        pass

    async def none() -> NoReturn:
        raise AssertionError("a body was read")

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
            none,
            silent,
        )

    for start in range(0, len(hits), CONNECTIONS):
        await asyncio.gather(*map(one, range(start, min(start + CONNECTIONS, len(hits)))))
    await clerk.close()


def _nothing_personal_is_at_rest(what: Audit) -> Finding:
    folder, edition = what.scratch / "canaries", what.scratch / "edition"
    trial.list_stories(edition, what.stories)
    readers = [trial.reader(number, what.policy.origin) for number in range(CANARIES)]
    names = [*what.stories]
    with trial.serving(folder, what.policy, edition, lambda: what.now) as (port, _):

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


class _Trap(bytes):
    """A value that must not be looked at."""

    def __eq__(self, _: object) -> NoReturn:
        raise LookupError

    def __hash__(self) -> NoReturn:
        raise LookupError

    def __len__(self) -> NoReturn:
        raise LookupError


def _counting_hears_of_nobody(what: Audit) -> Finding:
    who = trial.reader(0, what.policy.origin)
    headers = [
        (name.encode(), value.encode() if name.encode() in HEADERS else _Trap(value.encode()))
        for name, value in who.headers
    ]
    try:
        hit: Hit | None = hit_of("audit/000", headers, what.policy.origin.encode())
    except LookupError:
        hit = None
    good = hit == Hit("audit/000", None) and Hit._fields == ("story", "refusal")
    return Finding("P3", good, {"headers": ", ".join(sorted(name.decode() for name in HEADERS))})


def _neither_order_nor_time_is_kept(what: Audit) -> Finding:
    names = [*what.stories][:20]
    files, good = set(), True
    for seed in range(ORDERS):
        path = what.scratch / f"trace-{seed}"
        asyncio.run(_counted_and_idle(what, path, trial.shuffled(names, seed)))
        files.add(_digest(path))
        good &= _journal_is_empty(path) and path.stat().st_mtime == _midnight(what)
    return Finding(
        "P4",
        good and len(files) == 1 and what.policy.push == "daily",
        {"orders": str(ORDERS), "file": min(files), "push": what.policy.push},
    )


async def _counted_and_idle(what: Audit, path: Path, names: Sequence[str]) -> None:
    """One hit after the other, and then a minute in which nobody reads; the files are left as they are."""
    ledger = Ledger(path)
    clerk = Clerk(ledger, what.policy, lambda: what.now, lambda _: None)
    clerk.caps = {name: 3 * reach for name, reach in what.stories.items()}
    for name in names:
        await clerk.count(name)
    await clerk.tidy(idle=True)
    ledger.close()


def _journal_is_empty(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    write_ahead = path.read_bytes()[18:20] != b"\1\1" or path.with_name(f"{path.name}-wal").exists()
    return not write_ahead and (not journal.exists() or journal.stat().st_size == 0)


def _midnight(what: Audit) -> float:
    return datetime.datetime.combine(what.today, datetime.time(), what.policy.zone).timestamp()


def _nothing_is_left_on_the_device(what: Audit) -> Finding:
    folder, edition = what.scratch / "device", what.scratch / "edition"
    trial.list_stories(edition, what.stories)
    with trial.serving(folder, what.policy, edition, lambda: what.now) as (port, _):
        path = f"{what.policy.base_path}{PLACE}audit/000"
        answers = asyncio.run(trial.post(port, path, trial.reader(1, what.policy.origin)))
    words = [word for word in DEVICE if word.lower() in what.script.lower()]
    good = answers == [b"HTTP/1.1 204 No Content\r\ncache-control: no-store\r\n\r\n"] and not words
    script = hashlib.sha256(what.script.encode()).hexdigest()
    return Finding("P5", good, {"answer": " · ".join(b"".join(answers).decode().split("\r\n")[:2]), "script": script})


def _whoever_opts_out_is_not_counted(what: Audit) -> Finding:
    who = trial.reader(2, what.policy.origin)
    plain = [(name.encode(), value.encode()) for name, value in who.headers]
    origin = what.policy.origin.encode()
    counted = [hit_of("audit/000", [*plain, (name, b"1")], origin).refusal is None for name in (b"dnt", b"sec-gpc")]
    asks = all(word in what.script for word in ("doNotTrack", "globalPrivacyControl"))
    return Finding("P6", not any(counted) and asks, {"hits": str(sum(counted))})


def _nothing_exact_or_small_is_shown(what: Audit) -> Finding:
    """Every count up to four times the threshold, each as a story of its own; and a day that is not over."""
    policy = msgspec.structs.replace(what.policy, show="everyone")
    people = tuple(f"p{number}" for number in range(5))
    stories, rows = [], []
    for n in range(1, 4 * policy.threshold):
        name = f"audit/{n:03}"
        for reach in (LEAST_REACH - 1, LEAST_REACH):
            one = f"{name}/{reach}"
            stories.append(Story(one, one, one, what.today, "de", reach, people, (f"d{n}",), (f"t{n}",)))
            rows.append(Row(one, of_day(what.today - DAY), n))
    told = usage(stories, rows, what.today, policy)
    open_day = [Row(row.name, of_day(what.today), 1000) for row in rows]
    unmoved = usage(stories, rows + open_day, what.today, policy) == told
    numbers = [int(n) for n in re.findall(r":(\d+)", _figures_of(told))]
    small_reach = [name for name in told.stories if name.endswith(f"/{LEAST_REACH - 1}")]
    good = (
        all(n >= policy.threshold and n % STEP == 0 for n in numbers) and unmoved and not small_reach and bool(numbers)
    )
    return Finding(
        "P7",
        good,
        {"threshold": str(policy.threshold), "figures": str(len(numbers)), "least": str(min(numbers, default=0))},
    )


def _figures_of(told: object) -> str:
    """All numbers that a reader of these figures finds, as JSON, but for those that are none."""
    figures = {name: part for name, part in msgspec.to_builtins(told).items() if isinstance(part, dict)}
    return json.dumps(figures, separators=(",", ":"))


def _what_is_acknowledged_is_kept(what: Audit) -> Finding:
    edition = what.scratch / "edition"
    trial.list_stories(edition, dict.fromkeys(what.stories, 10**9))
    acknowledged = stored = extra = 0
    good = True
    for number in range(KILLS):
        folder = what.scratch / f"kill-{number}"
        answered = _until_killed(what, folder, edition, 0.3 + number / 10)
        ledger = Ledger(folder / trial.LEDGER)  # as after a new start
        found = total(ledger.views())
        good &= answered <= found <= answered + CONNECTIONS and not ledger.faults() and answered > 0
        ledger.close()
        acknowledged, stored, extra = acknowledged + answered, stored + found, extra + found - answered
    return Finding("P8", good, {"kills": str(KILLS), "acknowledged": str(acknowledged), "stored": str(stored)})


def _until_killed(what: Audit, folder: Path, edition: Path, seconds: float) -> int:
    """How many views were acknowledged before the service was killed in the middle of its work."""
    names = [*what.stories]
    with trial.serving(folder, what.policy, edition, lambda: what.now) as (port, child):

        async def reads(number: int) -> int:
            path = f"{what.policy.base_path}{PLACE}{names[number]}"
            return sum(
                answer.startswith(b"HTTP/1.1 204")
                for answer in await trial.post(port, path, trial.reader(number, what.policy.origin), 10**6)
            )

        async def main() -> int:
            asyncio.get_running_loop().call_later(seconds, trial.end, child, signal.SIGKILL)
            return sum(await asyncio.gather(*map(reads, range(CONNECTIONS))))

        return asyncio.run(main())


def _nothing_is_kept_too_long(what: Audit) -> Finding:
    """A view for every day of three years, folded today; then what is left is measured."""
    retention = what.policy.retention
    ledger = Ledger(what.scratch / "years")
    with ledger.writing():
        for age in range(3 * 366):
            ledger.add(of_day(what.today - age * DAY), {"audit/000": 1}, {"robot": 1})
    ledger.fold(what.today, retention)
    rows = ledger.views()
    kinds = {_kind(row) for row in rows}
    oldest = {kind: max(_age(what, row) for row in rows if _kind(row) == kind) for kind in kinds}
    limits = {"day": 7 * retention.days, "week": 31 * retention.weeks, "month": 31 * retention.months}
    good = all(oldest[kind] <= limits[kind] for kind in kinds) and ledger.refused() == [
        Row("robot", row.period, row.n) for row in rows
    ]
    ledger.close()
    return Finding(
        "P9", good, {f"oldest-{kind}": str(oldest[kind]) for kind in ("day", "week", "month") if kind in oldest}
    )


def _kind(row: Row) -> str:
    return "week" if "W" in row.period else "month" if len(row.period) == len("2026-11") else "day"


def _age(what: Audit, row: Row) -> int:
    """How many days ago a period began."""
    return (what.today - first_day(row.period)).days


def _the_real_store_is_as_promised(what: Audit) -> Finding:
    """The real ledger, which is only read: its tables, its journal, and who may read it."""
    path = what.ledger
    if path is None or not path.exists():
        return Finding("real", good=True, facts={"store": "none"})
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
        tables = {
            name: tuple(column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,)))
            for name in names
        }
        periods = [period for (period,) in db.execute("SELECT period FROM views UNION SELECT period FROM refused")]
    finally:
        db.close()
    promised = {"views": ("story", "period", "n"), "refused": ("reason", "period", "n")}
    good = (
        {name: tables.get(name) for name in promised} == promised
        and _write_ahead_free(path)
        and path.stat().st_mode & 0o077 == 0
        and all(re.fullmatch(r"\d{4}-(\d\d(-\d\d)?|W\d\d)", period) for period in periods)
    )
    return Finding("real", good, {"tables": ", ".join(sorted(tables)), "mode": f"{path.stat().st_mode & 0o777:o}"})


def _write_ahead_free(path: Path) -> bool:
    """Whether the file is kept without a write-ahead log. Its journal may hold something while a view is just written."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\1\1" and not path.with_name(f"{path.name}-wal").exists()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


PARTS: Mapping[str, Callable[[Audit], Finding]] = {
    "P1": _readers_make_no_difference,
    "P2": _nothing_personal_is_at_rest,
    "P3": _counting_hears_of_nobody,
    "P4": _neither_order_nor_time_is_kept,
    "P5": _nothing_is_left_on_the_device,
    "P6": _whoever_opts_out_is_not_counted,
    "P7": _nothing_exact_or_small_is_shown,
    "P8": _what_is_acknowledged_is_kept,
    "P9": _nothing_is_kept_too_long,
    "real": _the_real_store_is_as_promised,
}


def audit(what: Audit, tell: Callable[[str], object]) -> Iterator[Finding]:
    """Every part, one after the other. `tell` is told before each."""
    for part, tried in PARTS.items():
        tell(part)
        yield tried(what)
