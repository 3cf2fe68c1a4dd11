"""Figures: what may be shown of counts. Everything that leaves the ledger, but for a backup, goes through here.

Figures are of closed days only and rounded down, none is below the threshold, and stories that few people could read have
none. So one view more changes what is shown in one of five cases, and not before the day is over.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from byline.counter.counted import Story
from byline.counter.period import DAY, last_day, month_of, week_of
from byline.counter.policy import LEAST_AUTHORS, LEAST_REACH, STEP, Policy
from byline.counter.store import Row

YEAR = 12  # months, over which totals go
_OF_A_MONTH = len("2026-11")


class Usage(msgspec.Struct, frozen=True):
    """What may be told of how the portal is read, until the end of a day.

    `stories` are figures by story, where everyone may see them; all others are totals over several people's stories.
    """

    version: int
    until: datetime.date
    threshold: int
    stories: dict[str, int]
    months: dict[str, int]
    departments: dict[str, int]
    topics: dict[str, int]
    languages: dict[str, int]


def shown(n: int, policy: Policy) -> int:
    """The number that is shown for a count; 0 if none is."""
    rounded = n // STEP * STEP
    return rounded if rounded >= policy.threshold else 0


def closed(rows: Iterable[Row], today: datetime.date) -> list[Row]:
    """The counts of days that are over."""
    return [row for row in rows if last_day(row.period) < today]


def has_figures(story: Story) -> bool:
    """Whether so many people could read a story that a number tells nothing of any of them."""
    return story.reach >= LEAST_REACH


def of_stories(stories: Sequence[Story], rows: Iterable[Row], policy: Policy) -> dict[str, int]:
    """The figures of stories, by their ids, for those that have one. `rows` are of closed days."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.name] += row.n
    figures = {one.story: shown(counts[one.story], policy) for one in stories if has_figures(one)}
    return {name: figure for name, figure in sorted(figures.items()) if figure}


def by_week(rows: Iterable[Row], policy: Policy) -> dict[str, int]:
    """The figures of one story by week, the oldest first; 0 where there is no number. `rows` are of closed days."""
    counts: Counter[str] = Counter()
    for row in rows:
        if len(row.period) > _OF_A_MONTH:
            counts[row.period if "W" in row.period else week_of(datetime.date.fromisoformat(row.period))] += row.n
    return {week: shown(counts[week], policy) for week in sorted(counts)}


def usage(stories: Sequence[Story], rows: Sequence[Row], today: datetime.date, policy: Policy) -> Usage:
    """What may be told today of how the portal is read."""
    past = closed(rows, today)
    counted = {one.story: one for one in stories if has_figures(one)}
    known = [row for row in past if row.name in counted]
    months = _totals(known, counted, lambda row: [month_of(row.period)], policy, whole=False)
    latest = [*months][-YEAR:]
    recent = [row for row in known if month_of(row.period) in latest]

    def totals(terms: Callable[[Story], Sequence[str]]) -> dict[str, int]:
        return _totals(recent, counted, lambda row: terms(counted[row.name]), policy, whole=True)

    return Usage(
        version=1,
        until=today - DAY,
        threshold=policy.threshold,
        stories=of_stories(stories, past, policy) if policy.show == "everyone" else {},
        months={month: months[month] for month in latest},
        departments=totals(lambda one: one.departments),
        topics=totals(lambda one: one.topics),
        languages=totals(lambda one: [one.language]),
    )


def _totals(
    rows: Iterable[Row],
    stories: Mapping[str, Story],
    names: Callable[[Row], Sequence[str]],
    policy: Policy,
    *,
    whole: bool,
) -> dict[str, int]:
    """The totals that may be shown, by name: each is over the stories of several people.

    Where they make up a `whole` that is shown as well, one that is missing could be worked out from the others; so
    the smallest of these is left out, too.
    """
    counts: Counter[str] = Counter()
    people: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in names(row):
            counts[name] += row.n
            people[name].update(stories[row.name].people)
    figures = {name: shown(n, policy) for name, n in sorted(counts.items()) if len(people[name]) >= LEAST_AUTHORS}
    told = {name: figure for name, figure in figures.items() if figure}
    if whole and told and len(told) == len(counts) - 1:
        del told[min(told, key=lambda name: (told[name], name))]
    return told
