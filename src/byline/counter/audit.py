"""The audit: tries every part of the claim, with the real settings, on a scratch store and with the real service.

Of the real store it only reads. Each part tells what was done, with digests, so that two audits can be held side by side.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

import msgspec

from byline.counter import experiment, trial
from byline.counter.counted import Story
from byline.counter.figure import usage
from byline.counter.finding import Audit, Finding
from byline.counter.hit import HEADERS, Hit, hit_of
from byline.counter.ledger import Ledger, Row
from byline.counter.period import DAY, first_day, of_day
from byline.counter.policy import LEAST_REACH, STEP


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


PARTS: Mapping[str, Callable[[Audit], Finding]] = {
    "P1": experiment.readers_make_no_difference,
    "P2": experiment.nothing_personal_is_at_rest,
    "P3": _counting_hears_of_nobody,
    "P4": experiment.neither_order_nor_time_is_kept,
    "P5": experiment.nothing_is_left_on_the_device,
    "P6": _whoever_opts_out_is_not_counted,
    "P7": _nothing_exact_or_small_is_shown,
    "P8": experiment.what_is_acknowledged_is_kept,
    "P9": _nothing_is_kept_too_long,
    "real": _the_real_store_is_as_promised,
}


def audit(what: Audit, tell: Callable[[str], object]) -> Iterator[Finding]:
    """Every part, one after the other. `tell` is told before each."""
    for part, tried in PARTS.items():
        tell(part)
        yield tried(what)
