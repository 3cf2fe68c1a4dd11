"""Totals over several people's stories: what they tell, and that nothing else can be worked out from them."""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import combinations

import pytest
from chance import tries
from desk import POLICY
from hypothesis import given, strategies as st

from byline.counter.counted import Story
from byline.counter.period import DAY, of_day
from byline.counter.store import Row
from byline.counter.total import Usage, usage

TODAY = datetime.date(2026, 11, 25)
SIX = ("ada", "ben", "cem", "dora", "eva", "finn")
OCTOBER = "2026-10-14"


def a_story(
    name: str,
    *people: str,
    departments: tuple[str, ...] = ("it",),
    topics: tuple[str, ...] = ("pumps",),
    language: str = "en",
    day: datetime.date = datetime.date(2026, 3, 14),
    reach: int = 1000,
    others: bool = False,
) -> Story:
    return Story(name, f"stories/{name}/", name, day, language, reach, people or (name,), departments, topics, others)


def told(stories: list[Story], views: dict[str, int], day: str = OCTOBER, today: datetime.date = TODAY) -> Usage:
    return usage(stories, [Row(name, day, n) for name, n in views.items()], today, POLICY)


EACH = [a_story(name) for name in SIX]
EVENLY = dict.fromkeys(SIX, 21)


def test_months_that_are_over_are_told_and_everything_else_likewise() -> None:
    found = told(EACH, EVENLY)
    assert found.months == {"2026-10": 125}
    assert (found.departments, found.topics, found.languages) == ({"it": 125}, {"pumps": 125}, {"en": 125})


@pytest.mark.parametrize(
    ("today", "months"),
    [
        ("2026-11-01", {}),
        ("2026-11-02", {"2026-10": 125}),
        ("2026-11-25", {"2026-10": 125}),
    ],  # a month ends with its last week
)
def test_a_month_is_told_when_it_is_over(today: str, months: dict[str, int]) -> None:
    assert told(EACH, EVENLY, today=datetime.date.fromisoformat(today)).months == months


@pytest.mark.parametrize(
    ("stories", "views"),
    [
        (EACH[:4], EVENLY),  # four people
        ([a_story("a", *SIX)], {"a": 347}),  # one story, whoever wrote it
        (EACH, {**EVENLY, "ada": 500}),  # most of it is one person's
        (EACH, {"ada": 120, "ben": 120}),  # the others were not viewed
        (EACH, {**dict.fromkeys(SIX, 1), "ada": 120, "ben": 120}),  # or hardly, so that either would know the other's
        ([*EACH, a_story("more", "ada")], {**EVENLY, "more": 100}),  # with all of their stories
        ([*EACH, a_story("x", "ada", others=True)], {**EVENLY, "x": 500}),  # or somebody's who is not named
        ([a_story(name, others=True) for name in SIX], EVENLY),  # who may be one and the same
        (EACH, {}),
        ([a_story(name, reach=19) for name in SIX], EVENLY),
        ([a_story(name, day=datetime.date(2026, 11, 20)) for name in SIX], EVENLY),  # which were not there yet
    ],
    ids=[
        "four",
        "one-story",
        "one-person",
        "two-people",
        "nearly-two",
        "two-stories",
        "unnamed",
        "all-unnamed",
        "none",
        "few",
        "later",
    ],
)
def test_what_says_too_much_of_somebody_is_no_total(stories: list[Story], views: dict[str, int]) -> None:
    found = told(stories, views)
    assert (found.months, found.departments, found.topics, found.languages) == ({}, {}, {}, {})


def test_a_story_counts_for_everything_that_it_names() -> None:
    found = told([a_story(name, departments=("it", "hr"), topics=("pumps", "pipes")) for name in SIX], EVENLY)
    assert (found.departments, found.topics) == ({"hr": 125, "it": 125}, {"pipes": 125, "pumps": 125})


def test_what_two_have_in_common_cannot_be_worked_out() -> None:
    """Everything is about pumps or pipes, and one story about both."""
    one_topic = [a_story(f"{topic}-{name}", name, topics=(topic,)) for topic in ("pumps", "pipes") for name in SIX]
    both = a_story("both", "ada", topics=("pumps", "pipes"))
    views = {one.story: 20 for one in one_topic}
    assert told(one_topic, views).topics == {"pipes": 120, "pumps": 120}
    found = told([*one_topic, both], {**views, "both": 20})
    assert (found.months, len(found.topics)) == ({"2026-10": 260}, 1)


def other(kind: str, name: str, *people: str, prefix: str = "") -> list[Story]:
    """A story by each of some people, all with one term."""
    terms = {"departments": (name,), "topics": (name,)}
    own = {kind: name} if kind == "language" else {kind: terms[kind]}
    return [a_story(f"{prefix or name}-{one}", one, **own) for one in people]


@pytest.mark.parametrize("kind", ["departments", "topics", "language"])
def test_what_is_left_out_cannot_be_worked_out(kind: str) -> None:
    stories = [*other(kind, "aa", *SIX), *other(kind, "bb", *SIX), *other(kind, "cc", "ada")]
    views = {one.story: 20 for one in stories} | {"bb-ada": 10}
    found = told(stories, views)
    assert found.months == {"2026-10": 250}
    part = found.languages if kind == "language" else getattr(found, kind)
    assert part == {"aa": 120}  # with "bb" as well, 20 would be left for "cc"


def test_nor_by_what_lies_within_another_kind() -> None:
    """All of the pumps is English; what is left of English is Ada's."""
    stories = [
        *other("topics", "pumps", *SIX),
        a_story("a", "ada", topics=("pipes",)),
        *(a_story(f"d-{one}", one, language="de", topics=("x",)) for one in SIX),
    ]
    found = told(stories, {one.story: 20 for one in stories})
    assert "en" in found.languages
    assert "pumps" not in found.topics


def test_twelve_months_are_told() -> None:
    rows = [Row(name, f"{2025 + n // 12}-{n % 12 + 1:02}", 20) for name in SIX for n in range(23)]
    old = [a_story(name, day=datetime.date(2024, 1, 1)) for name in SIX]
    found = usage(old, rows, datetime.date(2026, 12, 15), POLICY)
    assert (min(found.months), max(found.months), len(found.months)) == ("2025-12", "2026-11", 12)
    assert found.languages == {"en": 1440}


NAMES = "abcdefghijkl"
STORIES = st.lists(
    st.builds(
        lambda name, people, department, topic, language, others: a_story(
            name, *people, departments=(department,), topics=tuple(topic), language=language, others=others
        ),
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(SIX), min_size=1, max_size=3, unique=True),
        st.sampled_from(["it", "hr", "qm"]),
        st.lists(st.sampled_from(["pumps", "pipes", "valves"]), min_size=1, max_size=2, unique=True),
        st.sampled_from(["de", "en"]),
        st.integers(0, 9).map(lambda n: n == 0),
    ),
    min_size=6,
    max_size=12,
    unique_by=lambda one: one.story,
)
VIEWS = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 90), min_size=4)


def parts(one: Story) -> dict[str, tuple[str, ...]]:
    return {"departments": one.departments, "topics": one.topics, "languages": (one.language,)}


def is_safe(stories: list[Story], views: dict[str, int]) -> bool:
    """The rule, said once more and in other words."""
    everything = sum(views.get(one.story, 0) for one in stories)
    people = {name for one in stories if views.get(one.story) for name in one.people}
    of = {name: sum(views.get(one.story, 0) for one in stories if name in one.people) for name in people}
    of["?"] = sum(views.get(one.story, 0) for one in stories if one.others)
    return len(people) >= 5 and everything > 0 and all(2 * own <= everything for own in of.values())


@tries(120)
@given(STORIES, VIEWS)
def test_neither_a_total_nor_what_is_left_of_one_says_too_much(stories: list[Story], views: dict[str, int]) -> None:
    found = told(stories, views)
    sets: dict[tuple[str, str], list[Story]] = {("months", "2026-10"): stories} if found.months else {}
    for kind in ("departments", "topics", "languages"):
        for name in getattr(found, kind):
            sets[kind, name] = [one for one in stories if name in parts(one)[kind]]
    assert all(is_safe(held, views) for held in sets.values())
    for kind in ("departments", "topics", "languages"):
        cells = {name: held for (of, name), held in sets.items() if of == kind}
        for whole in sets.values():
            inside = [held for held in cells.values() if all(one in whole for one in held) and held != whole]
            for size in range(1, len(inside) + 1):
                for some in combinations(inside, size):
                    rest = [one for one in whole if not any(one in held for held in some)]
                    assert size < len(inside) or not rest or is_safe(rest, views)
            for one, other in combinations(inside, 2):
                common = [story for story in one if story in other]
                assert not common or any(story not in [*one, *other] for story in whole) or is_safe(common, views)


@tries(80)
@given(STORIES, VIEWS, st.integers(1, 24))
def test_days_that_are_not_over_with_their_month_change_no_total(
    stories: list[Story], views: dict[str, int], age: int
) -> None:
    rows = [Row(name, OCTOBER, n) for name, n in views.items()]
    more = [Row(one.story, of_day(TODAY - (age - 1) * DAY), 500) for one in stories]
    assert usage(stories, rows, TODAY, POLICY) == usage(stories, [*rows, *more], TODAY, POLICY)


@tries(80)
@given(STORIES, VIEWS)
def test_totals_are_rounded_and_in_the_order_of_names(stories: list[Story], views: dict[str, int]) -> None:
    found = told(stories, views)
    for kind in ("months", "departments", "topics", "languages"):
        figures = getattr(found, kind)
        assert [*figures] == sorted(figures)
        assert all(n >= POLICY.threshold and n % 5 == 0 for n in figures.values())
    counts = Counter(views)
    assert sum(found.months.values()) <= sum(counts[one.story] for one in stories)
