"""The rota: every department gets its turn to lead the home page, and those not heard for long come first."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace
from portal import person, story
from test_site import site

from byline.rota import PEOPLE, turn
from byline.settings import Term
from byline.site import Site

MONDAY = datetime.date(2026, 6, 1)
AGENCY, NOBODY = person("Feather", kind="agency"), person("X", show_as="anonymous")

_PEOPLE = {f"p{number}": person(f"Person {number}") for number in range(9)}
_SOUND, _ = site(
    {
        "content/stories/2026/a.md": story(),
        "content/people/agency.md": AGENCY,
        "content/people/nobody.md": NOBODY,
        **{f"content/people/{name}.md": text for name, text in _PEOPLE.items()},
    }
)

Told = tuple[str, int, str, str]  # the department, days before that Monday, who tells, the language


def portal(stories: Sequence[Told], departments: str, today: datetime.date = MONDAY) -> Site:
    """The site of a company with departments of one letter each."""
    made = [
        replace(
            _SOUND.stories[0],
            key=f"2026/{index}",
            id=str(index),
            departments=(department,),
            tellers=(teller,),
            language=language,
            day=MONDAY - datetime.timedelta(days=days),
        )
        for index, (department, days, teller, language) in enumerate(stories)
    ]
    terms = {name: Term(name=_SOUND.settings.departments["production"].name) for name in departments}
    ordered = tuple(sorted(made, key=lambda one: (one.day, one.id), reverse=True))
    return Site(replace(_SOUND.settings, departments=terms), _SOUND.people, ordered, (), day=today)


def led(stories: Sequence[Told], departments: str, days: int, language: str = "en") -> list[tuple[str, str]]:
    """The department and the person that lead on each of some days from the beginning of a round on."""
    begin = MONDAY - datetime.timedelta(days=MONDAY.toordinal() % len(departments))
    found = []
    for day in range(days):
        one = turn(portal(stories, departments, begin + datetime.timedelta(days=day)), language)
        found.append((one.story.departments[0], one.person) if one else ("", ""))
    return found


@pytest.mark.parametrize(
    ("stories", "leads"),
    [
        ([], ["", "", ""]),
        ([("a", 9, "p1", "en")], ["a", "a", "a"]),  # nobody else has told anything yet
        ([("a", 9, "p1", "en"), ("b", 200, "p2", "en"), ("c", 30, "p3", "en")], ["b", "c", "a"]),
        (
            [("a", 9, "p1", "en"), ("b", 200, "p2", "en")],
            ["b", "a", "b"],
        ),  # c's day goes to who was not heard for longest
        ([("a", 9, "p1", "en"), ("a", 99, "p1", "en"), ("b", 50, "p2", "en")], ["b", "a", "b"]),
        ([("a", 9, "p1", "en"), ("b", 50, "agency", "en"), ("c", 70, "nobody", "en")], ["a", "a", "a"]),
        ([("a", 50, "p1", "en"), ("b", 40, "p2", "en"), ("b", -1, "p2", "en")], ["a", "b", "a"]),  # told since it began
    ],
)
def test_who_leads_in_a_round(stories: list[Told], leads: list[str]) -> None:
    assert [department for department, _ in led(stories, "abc", 3)] == leads


def test_the_people_of_a_department_take_turns_from_round_to_round() -> None:
    stories = [("a", 10 + number, f"p{number}", "en") for number in range(9)]
    people = [name for _, name in led([*stories, ("b", 5, "p0", "en")], "ab", 2 * 2 * PEOPLE)]
    assert Counter(people[::2]) == dict.fromkeys([f"p{number}" for number in range(PEOPLE)], 2)


def test_readers_get_their_own_language_where_a_department_has_it() -> None:
    stories = [("a", 9, "p1", "de"), ("a", 20, "p2", "en"), ("b", 5, "p3", "de")]
    assert led(stories, "ab", 2, "en") == [("a", "p2"), ("b", "p3")]
    assert led(stories, "ab", 2, "de") == [("a", "p1"), ("b", "p3")]


def test_where_there_are_no_departments_people_take_turns() -> None:
    made = portal([("a", 9, "p1", "en"), ("a", 12, "p2", "en")], "")
    bare = [replace(one, departments=()) for one in made.stories]
    days = [MONDAY + datetime.timedelta(days=day) for day in range(4)]
    found = [turn(replace(made, stories=tuple(bare), day=day), "en") for day in days]
    assert Counter(one.person for one in found if one) == {"p1": 2, "p2": 2}


def test_a_draft_does_not_lead() -> None:
    made = portal([("a", 9, "p1", "en")], "a")
    assert turn(replace(made, stories=(replace(made.stories[0], draft=True),)), "en") is None


DEPARTMENTS = "abcdefg"
STORIES = st.lists(
    st.tuples(st.sampled_from(DEPARTMENTS), st.integers(20, 900), st.sampled_from(sorted(_PEOPLE)), st.just("en")),
    min_size=1,
    max_size=30,
)


@given(STORIES)
def test_every_department_with_a_story_leads_in_each_round_and_none_much_more_often(stories: list[Told]) -> None:
    found = Counter(department for department, _ in led(stories, DEPARTMENTS, len(DEPARTMENTS)))
    assert found.keys() == {department for department, *_ in stories}
    assert max(found.values()) - min(found.values()) <= 1


@given(STORIES)
def test_those_not_heard_for_longest_come_first(stories: list[Told]) -> None:
    heard = {name: min(days for department, days, *_ in stories if department == name) for name, *_ in stories}
    leads = [department for department, _ in led(stories, DEPARTMENTS, len(heard))]
    assert [heard[name] for name in leads] == sorted(heard.values(), reverse=True)
