from __future__ import annotations

import datetime
from collections import Counter

import msgspec
import pytest
from chance import tries
from desk import POLICY
from hypothesis import given, strategies as st

from byline.counter.counted import Story
from byline.counter.figure import by_week, of_stories, shown
from byline.counter.period import DAY, of_day
from byline.counter.policy import Policy
from byline.counter.store import Row
from byline.counter.total import usage

TODAY = datetime.date(2026, 11, 25)
PEOPLE = ("ada", "ben", "cem", "dora", "eva", "finn")
TO_ALL = msgspec.structs.replace(POLICY, show="everyone")


def a_story(
    name: str, reach: int = 100, people: tuple[str, ...] = PEOPLE, topics: tuple[str, ...] = ("pumps",)
) -> Story:
    day = datetime.date(2026, 3, 14)
    return Story(name, f"stories/{name}/", name, day, "en", reach, people, ("it",), topics)


@pytest.mark.parametrize(
    ("n", "threshold", "figure"),
    [
        (0, 10, 0),
        (9, 10, 0),
        (10, 10, 10),
        (14, 10, 10),
        (15, 10, 15),
        (123, 10, 120),
        (5, 5, 5),
        (13, 12, 0),
        (15, 12, 15),
    ],
)
def test_figures_are_rounded_and_none_is_below_the_threshold(n: int, threshold: int, figure: int) -> None:
    assert shown(n, msgspec.structs.replace(POLICY, threshold=threshold)) == figure


def test_today_is_not_told() -> None:
    rows = [Row("a", "2026-11-24", 20), Row("a", "2026-11-25", 500)]
    told = usage([a_story("a")], rows, TODAY, TO_ALL)
    assert told.stories == {"a": 20}
    assert told.until == TODAY - DAY


def test_stories_that_few_could_read_have_no_figure_and_are_in_no_total() -> None:
    told = usage([a_story("a", reach=19)], [Row("a", "2026-11-24", 50)], TODAY, TO_ALL)
    assert (told.stories, told.months, told.topics) == ({}, {}, {})


def test_a_story_that_is_gone_is_not_told() -> None:
    assert usage([], [Row("a", "2026-11-24", 50)], TODAY, TO_ALL).months == {}


def test_figures_of_stories_are_told_only_where_everyone_may_see_them() -> None:
    rows = [Row("a", "2026-11-24", 50)]
    assert usage([a_story("a")], rows, TODAY, TO_ALL).stories == {"a": 50}
    assert usage([a_story("a")], rows, TODAY, POLICY).stories == {}


def test_every_week_has_a_place_whether_anybody_came_or_not() -> None:
    rows = [Row("a", "2026-10", 90), Row("a", "2026-W45", 12), Row("a", "2026-11-09", 4), Row("a", "2026-11-15", 5)]
    story = msgspec.structs.replace(a_story("a"), day=datetime.date(2026, 10, 29))
    weeks = {"2026-W44": 0, "2026-W45": 10, "2026-W46": 0, "2026-W47": 0, "2026-W48": 0}
    assert by_week(story, rows, TODAY, POLICY) == weeks
    assert by_week(story, [], TODAY, POLICY) == dict.fromkeys(weeks, 0)
    assert by_week(msgspec.structs.replace(story, day=TODAY), [], TODAY, POLICY) == {}
    old = [*by_week(msgspec.structs.replace(story, day=datetime.date(2020, 1, 1)), [], TODAY, POLICY)]
    assert (old[0], old[-1], len(old)) == ("2025-W45", "2026-W48", 56)  # as long as weeks are kept


STORIES = st.builds(
    a_story,
    st.sampled_from("abcdef"),
    st.sampled_from([1, 19, 20, 400]),
    st.lists(st.sampled_from(PEOPLE), unique=True).map(tuple),
    st.lists(st.sampled_from(["pumps", "valves", "pipes"]), unique=True).map(tuple),
)
ROWS = st.builds(
    Row,
    st.sampled_from("abcdef"),
    st.integers(0, 500).map(lambda age: of_day(TODAY - age * DAY)),
    st.integers(1, 60),
)
POLICIES = st.builds(
    lambda threshold, show: msgspec.structs.replace(POLICY, threshold=threshold, show=show),
    st.integers(5, 17),
    st.sampled_from(["everyone", "authors", "off"]),
)


@tries(120)
@given(st.lists(STORIES, unique_by=lambda one: one.story), st.lists(ROWS, max_size=40), POLICIES)
def test_whatever_is_counted_nothing_is_told_that_may_not_be(
    stories: list[Story], rows: list[Row], policy: Policy
) -> None:
    told = usage(stories, rows, TODAY, policy)
    numbers = [
        n for part in (told.stories, told.months, told.departments, told.topics, told.languages) for n in part.values()
    ]
    assert all(n >= policy.threshold and n % 5 == 0 for n in numbers)
    assert told == usage(stories, [row for row in rows if row.period != of_day(TODAY)], TODAY, policy)
    reach = {one.story: one.reach for one in stories}
    assert all(reach[name] >= 20 for name in told.stories)
    assert [*told.stories] == sorted(told.stories)  # by name, never by number


@tries(200)
@given(st.lists(ROWS, max_size=40), ROWS)
def test_one_view_more_changes_a_figure_by_one_step_at_most(rows: list[Row], more: Row) -> None:
    stories = [a_story(name) for name in "abcdef"]
    before, after = (Counter(of_stories(stories, some, POLICY)) for some in (rows, [*rows, more._replace(n=1)]))
    changed = {name for name in "abcdef" if before[name] != after[name]}
    assert changed <= {more.name}
    assert all(after[name] - before[name] in {5, POLICY.threshold} for name in changed)
