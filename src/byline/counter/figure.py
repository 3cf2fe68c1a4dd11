"""Figures: what may be shown of counts. Everything that leaves the ledger, but for a backup, goes through here.

Figures are of closed days only and rounded down, none is below the threshold, and stories that few people could read have
none. So one view more changes what is shown in one of five cases, and not before the day is over.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from byline.counter.counted import Story
from byline.counter.period import DAY, kept, last_day, week_of
from byline.counter.policy import LEAST_REACH, STEP, Policy
from byline.counter.store import Row

_OF_A_MONTH = len("2026-11")


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


def by_week(story: Story, rows: Iterable[Row], today: datetime.date, policy: Policy) -> dict[str, int]:
    """The figures of one story by week, from its first to that of yesterday; 0 where there is no number.

    All weeks stand there that would be kept as weeks, also those without a view: whether there was one must not be seen.
    `rows` are of closed days.
    """
    counts: Counter[str] = Counter()
    for row in rows:
        if len(row.period) > _OF_A_MONTH:
            counts[row.period if "W" in row.period else week_of(datetime.date.fromisoformat(row.period))] += row.n
    ages = range((today - DAY - story.day).days // 7 + 2)
    weeks = {week_of(max(today - DAY - age * 7 * DAY, story.day)) for age in ages} if story.day < today else set()
    there = sorted(week for week in weeks if "W" in kept(week, today, policy.retention))
    return {week: shown(counts[week], policy) for week in there}
