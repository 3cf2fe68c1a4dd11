"""The audit: tries every part of the claim, with the real settings, on a scratch store and with the real service.

Of the real store it only reads. Each part tells what was done, with digests, so that two audits can be held side by side.
"""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import msgspec

from byline.counter import experiment, trial
from byline.counter.counted import Person, Story
from byline.counter.feedback import letter
from byline.counter.figure import usage
from byline.counter.finding import Audit, Finding
from byline.counter.hit import HEADERS, Hit, hit_of
from byline.counter.ledger import FAULTS, Ledger, Row, total
from byline.counter.period import DAY, first_day, of_day
from byline.counter.policy import LEAST_AUTHORS, LEAST_REACH, STEP, Policy
from byline.counter.usage import KINDS


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
    """Every count up to four times the threshold, each as a story of its own; then the same with a day that is not over."""
    policy = msgspec.structs.replace(what.policy, show="everyone")
    yesterday, people = what.today - DAY, tuple(f"p{number}" for number in range(LEAST_AUTHORS))
    stories, rows = [], []
    for n in range(1, 4 * policy.threshold):
        for reach in (LEAST_REACH - 1, LEAST_REACH):
            name = f"audit/{n:03}/{reach}"
            stories.append(Story(name, name, name, yesterday - 9 * DAY, "de", reach, people, (f"d{n}",), (f"t{n}",)))
            rows.append(Row(name, of_day(yesterday), n))
            rows.append(Row(name, of_day(yesterday - 9 * DAY), n))
    figures = _figures(stories, rows, what.today, policy)
    with_today = [*rows, *(Row(story.story, of_day(what.today), 1000) for story in stories)]
    good = (
        bool(figures)
        and all(n >= policy.threshold and n % STEP == 0 for n in figures)
        and figures == _figures(stories, with_today, what.today, policy)
        and not _figures([one for one in stories if one.reach < LEAST_REACH], rows, what.today, policy)
    )
    numbers = {"figures": str(len(figures)), "least": str(min(figures, default=0))}
    return Finding("P7", good, {"threshold": str(policy.threshold), **numbers})


def _figures(stories: Sequence[Story], rows: Sequence[Row], today: datetime.date, policy: Policy) -> list[int]:
    """Every number that anybody is shown: what is exported, and what one of the people hears of each story."""
    told = usage(stories, rows, today, policy)
    by_story = {one.story: [row for row in rows if row.name == one.story] for one in stories}
    heard = letter(Person("p0", "", "de"), stories, by_story, today, policy)
    every = [number for kind in KINDS for number in getattr(told, kind).values()]
    for note in heard.notes:
        every += [note.figure, *note.weeks.values()]
    every += [passed.figure for passed in heard.milestones]
    return [number for number in every if number]


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
    good = (
        all(oldest[kind] <= limits[kind] for kind in kinds)
        and total(rows) == max(oldest.values()) + 1  # one for each day: none is lost on the way
        and ledger.refused() == [Row("robot", row.period, row.n) for row in rows]
    )
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
    try:
        return _looked_at(what.ledger) if what.ledger and what.ledger.exists() else _NO_STORE
    except FAULTS:
        return Finding("real", good=False, facts={"store": "unreadable"})


_NO_STORE = Finding("real", good=True, facts={"store": "none"})


def _looked_at(path: Path) -> Finding:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
        tables = {
            name: tuple(column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,)))
            for name in names
        }
        periods = [period for (period,) in db.execute("SELECT period FROM views UNION SELECT period FROM refused")]
        days = [day for (day,) in db.execute("SELECT day FROM logs")] if "logs" in tables else []
    finally:
        db.close()
    promised = {"views": ("story", "period", "n"), "refused": ("reason", "period", "n")}
    where_logs_are_read = {**promised, "logs": ("log", "place", "inode", "size", "read", "shape", "day")}
    good = (
        tables in (promised, where_logs_are_read)
        and all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for day in days)
        and _write_ahead_free(path)
        and path.stat().st_mode & 0o077 == 0
        and all(re.fullmatch(r"\d{4}-(\d\d(-\d\d)?|W\d\d)", period) for period in periods)
    )
    logs = {"logs": "logs-read"} if "logs" in tables else {}
    mode = f"{path.stat().st_mode & 0o777:o}"
    return Finding("real", good, {"tables": ", ".join(sorted(tables)), **logs, "mode": mode})


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


def audit(what: Audit) -> Iterator[Finding]:
    """Every part, one after the other."""
    return (tried(what) for tried in PARTS.values())
