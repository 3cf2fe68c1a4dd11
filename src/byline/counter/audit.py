"""The audit: tries every part of the claim, with the real settings, on a scratch store and with the real service.

Of the real store it only reads. Each part tells what was done, with digests, so that two audits can be held side by side.
"""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from byline.counter import experiment, trial
from byline.counter.common import Common
from byline.counter.counted import Person, Story
from byline.counter.feedback import letter
from byline.counter.finding import Audit, Finding
from byline.counter.hit import hit_of
from byline.counter.ledger import FAULTS, Ledger
from byline.counter.letter import as_feed, as_page, as_text
from byline.counter.period import DAY, first_day, last_day, of_day
from byline.counter.policy import LEAST_AUTHORS, LEAST_REACH, STEP, Policy
from byline.counter.sql import statement
from byline.counter.store import Row, Unavailable, total
from byline.counter.total import usage
from byline.counter.usage import KINDS, as_csv, as_json


def _whoever_opts_out_is_not_counted(what: Audit) -> Finding:
    who = trial.reader(2, what.policy.origin)
    plain = [(name.encode(), value.encode()) for name, value in who.headers]
    origin = what.policy.origin.encode()
    counted = [hit_of("audit/000", [*plain, (name, b"1")], origin).refusal is None for name in (b"dnt", b"sec-gpc")]
    asks = all(word in what.script for word in ("doNotTrack", "globalPrivacyControl"))
    return Finding("P6", not any(counted) and asks, {"hits": str(sum(counted))})


def _nothing_exact_or_small_is_shown(what: Audit) -> Finding:
    """Every count up to four times the threshold, each as a story of its own; totals that would say too much of somebody;
    and every output with and without a day that is not over, and views that are too few.
    """
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
    few = [Row(story.story, of_day(yesterday), policy.threshold - 1) for story in stories]
    some = [Row(story.story, of_day(yesterday - 9 * DAY), 4 * STEP * policy.threshold) for story in stories]
    one_more = [*some, *(Row(story.story, of_day(yesterday), 1) for story in stories)]
    good = (
        bool(figures)
        and all(n >= policy.threshold and n % STEP == 0 for n in figures)
        and _outputs(stories, rows, what.today, policy) == _outputs(stories, with_today, what.today, policy)
        and _outputs(stories, few, what.today, policy) == _outputs(stories, [], what.today, policy)
        and _outputs(stories, some, what.today, policy) == _outputs(stories, one_more, what.today, policy)
        and not _figures([one for one in stories if one.reach < LEAST_REACH], rows, what.today, policy)
        and _totals_say_nothing_of_one(what)
    )
    numbers = {"figures": str(len(figures)), "least": str(min(figures, default=0))}
    return Finding("P7", good, {"threshold": str(policy.threshold), **numbers})


def _totals_say_nothing_of_one(what: Audit) -> bool:
    """Whether a total is told of enough people, and of no fewer, none of whom has most of it or can be worked out."""
    policy, day = what.policy, what.today - 70 * DAY
    people = [f"p{number}" for number in range(LEAST_AUTHORS)]

    def told(parts: Sequence[tuple[Sequence[str], str, int]]) -> set[str]:
        """The topics that are told of stories by these people, on this topic, each with so many views."""
        stories = [
            Story(f"s{number}", "", "", day, "de", policy.reach + LEAST_REACH, tuple(who), (), (topic,))
            for number, (who, topic, _) in enumerate(parts)
        ]
        rows = [Row(f"s{number}", of_day(day), n) for number, (_, _, n) in enumerate(parts)]
        return {*usage(stories, rows, what.today, policy).topics}

    enough = [((one,), "a", 100) for one in people]
    alone, others = ((people[0],), "b", 100), [((one,), "c", 200) for one in people]
    return (
        told(enough) == {"a"}
        and not told(enough[1:])
        and not told([*enough, ((people[0],), "a", 900)])
        and not told([(people, "a", 900)])
        and told([*enough, alone, *others]) == {"c"}  # or "b" would be what is left of the month
    )


def _outputs(stories: Sequence[Story], rows: Sequence[Row], today: datetime.date, policy: Policy) -> list[str]:
    """Everything that anybody gets to see, as they get to see it."""
    told = usage(stories, rows, today, policy)
    heard = letter(Person("p0", "", "de"), stories, _by_story(stories, rows), today, policy)
    return [
        as_csv(told),
        as_json(told),
        as_page(heard, policy),
        as_text(heard, policy, ""),
        f"{as_feed(heard, policy, '')!r}",
    ]


def _figures(stories: Sequence[Story], rows: Sequence[Row], today: datetime.date, policy: Policy) -> list[int]:
    """Every number that anybody is shown: what is exported, and what one of the people hears of each story."""
    told = usage(stories, rows, today, policy)
    heard = letter(Person("p0", "", "de"), stories, _by_story(stories, rows), today, policy)
    every = [number for kind in KINDS for number in getattr(told, kind).values()]
    for note in heard.notes:
        every += [note.figure, *note.weeks.values()]
    every += [passed.figure for passed in heard.milestones]
    return [number for number in every if number]


def _by_story(stories: Sequence[Story], rows: Sequence[Row]) -> dict[str, list[Row]]:
    return {one.story: [row for row in rows if row.name == one.story] for one in stories}


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
        return _looked_at(what, what.ledger) if what.ledger and what.ledger.exists() else _NO_STORE
    except FAULTS:
        return Finding("real", good=False, facts={"store": "unreadable"})


_COUNTS = {"views": ("story", "period", "n"), "refused": ("reason", "period", "n")}
_PACKED = {"packed_views": _COUNTS["views"], "packed_refused": _COUNTS["refused"], "batch": ("name", "handed")}
_NO_STORE = Finding("real", good=True, facts={"store": "none"})


def _looked_at(what: Audit, path: Path) -> Finding:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
        tables = {
            name: tuple(column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,)))
            for name in names
        }
        periods = [period for (period,) in db.execute("SELECT period FROM views UNION SELECT period FROM refused")]
        packed = [*db.execute(statement("spool/periods"))] if "packed_views" in tables else []
        days = [day for (day,) in db.execute("SELECT day FROM logs")] if "logs" in tables else []
    finally:
        db.close()
    promised = {**_COUNTS, **(_PACKED if what.policy.is_common else {})}
    where_logs_are_read = {**promised, "logs": ("log", "place", "inode", "size", "read", "shape", "day")}
    good = (
        tables in (promised, where_logs_are_read)
        and all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for day in days)
        and _write_ahead_free(path)
        and path.stat().st_mode & 0o077 == 0
        and all(_is_period(period) for period in periods)
    )
    logs = {"logs": "logs-read"} if "logs" in tables else {}
    facts = {"tables": ", ".join(sorted(tables)), **logs, "mode": f"{path.stat().st_mode & 0o777:o}"}
    if what.policy.is_common and good:
        closed = {period for period in periods if last_day(period) < what.today} | {period for (period,) in packed}
        facts["waiting"] = str(len(closed))
    return Finding("real", good, facts)


def _the_common_store_is_as_promised(what: Audit) -> Finding:
    """The common store, which is only read: its tables, who may read them, and how often something was written.

    Each commit leaves its mark on what it wrote, as long as nothing else has been written there since. So there can be no
    more marks than each machine has handed over sums since the oldest of them.
    """
    try:
        seen = Common(what.policy.store).look()
    except Unavailable as fault:
        return Finding("common", good=False, facts={"reached": fault.kind})
    if not all(_is_period(period) for period in seen.periods):
        return Finding("common", good=False, facts={"tables": ", ".join(seen.tables)})
    days = 1 + max(((what.today - first_day(period)).days for period in seen.periods), default=0)
    most = max(1, seen.machines) * days * (1 if what.policy.push == "daily" else 24)
    still_open = sum(last_day(period) >= what.today for period in seen.periods)
    good = (
        seen.tables == {**_COUNTS, "batch": ("name",)}
        and not seen.acting
        and "PUBLIC" not in seen.readers
        and not seen.superuser
        and seen.commits <= most
        and (still_open == 0 or what.policy.push == "hourly")
    )
    facts = {
        "tables": ", ".join(seen.tables),
        "readers": ", ".join(seen.readers),
        "machines": str(seen.machines),
        "commits": f"{seen.commits} ≤ {most}" if seen.commits <= most else f"{seen.commits} > {most}",
        "open": str(still_open),
    }
    if seen.superuser:
        facts["account"] = "superuser"
    if seen.acting:
        facts["acting"] = ", ".join(seen.acting)
    return Finding("common", good, facts)


def _is_period(text: str) -> bool:
    return re.fullmatch(r"\d{4}-(\d\d(-\d\d)?|W\d\d)", text) is not None


def _write_ahead_free(path: Path) -> bool:
    """Whether the file is kept without a write-ahead log. Its journal may hold something while a view is just written."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\1\1" and not path.with_name(f"{path.name}-wal").exists()


PARTS: Mapping[str, Callable[[Audit], Finding]] = {
    "P1": experiment.readers_make_no_difference,
    "P2": experiment.nothing_personal_is_at_rest,
    "P3": experiment.counting_hears_of_nobody,
    "P4": experiment.neither_order_nor_time_is_kept,
    "P5": experiment.nothing_is_left_on_the_device,
    "P6": _whoever_opts_out_is_not_counted,
    "P7": _nothing_exact_or_small_is_shown,
    "P8": experiment.what_is_acknowledged_is_kept,
    "P9": _nothing_is_kept_too_long,
    "real": _the_real_store_is_as_promised,
    "common": _the_common_store_is_as_promised,
}


def audit(what: Audit) -> Iterator[Finding]:
    """Every part, one after the other; that of a common store, where there is one."""
    return (tried(what) for part, tried in PARTS.items() if part != "common" or what.policy.is_common)
