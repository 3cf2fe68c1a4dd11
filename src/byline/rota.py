"""The rota: whose turn it is to lead the home page.

Each day another department leads. A round has as many days as the settings name departments; in it go first those that
have not been heard for longest, by their newest stories from before the round began, so that nobody loses a turn because
others publish more. Departments that have told nothing yet have no turn; theirs go to the first of the others once more.
From round to round a department's people take turns, those who have told something most lately among them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import msgspec

from byline.published import Published
from byline.site import Site

PEOPLE = 6  # of a department who take turns
REACH = 60  # stories of a department among which they are looked for: the cost stays the same


class Turn(msgspec.Struct, frozen=True):
    """The story that leads, and the id of the person who does."""

    story: Published
    person: str


def turn(site: Site, language: str) -> Turn | None:
    """Whose turn it is today on the home page in one language; None where nobody who has a page has told a story."""
    days = max(1, len(site.settings.departments))
    number, place = divmod(site.day.toordinal(), days)
    begin = datetime.date.fromordinal(max(1, number * days))
    departments = {name: _turns(site, stories, name) for name, stories in site.by_term["departments"].items()}
    turns = {name: found for name, found in departments.items() if found} or {"": _turns(site, site.stories, "")}
    heard = {name: day for name, found in turns.items() if (day := _heard(found, begin) or _loud(site, name, begin))}
    order = sorted(heard, key=lambda name: (heard[name], name)) or sorted(turns)
    return _of_department(site, turns[order[place % len(order)]], number, language)


def _turns(site: Site, stories: Iterable[Published], department: str) -> list[Turn]:
    """The stories with which somebody of a department can lead, the newest first."""
    return [Turn(one, person) for one in _nearest(stories) if (person := _person(site, one, department))]


def _nearest(stories: Iterable[Published]) -> Iterator[Published]:
    for one, _ in zip(stories, range(REACH), strict=False):
        if not one.draft:
            yield one


def _person(site: Site, one: Published, department: str) -> str:
    """The first of those who tell a story who has a page, is no agency's, and belongs to the department or to none."""
    for person in (site.people[name] for name in one.tellers if name in site.people):
        belongs = not department or person.front.department in {department, ""}
        if belongs and person.has_page and person.front.kind == "employee":
            return person.id
    return ""


def _heard(turns: Iterable[Turn], begin: datetime.date) -> datetime.date | None:
    """When a department was last heard before a day; None if not at all."""
    return next((one.story.day for one in turns if one.story.day < begin), None)


def _loud(site: Site, name: str, begin: datetime.date) -> datetime.date | None:
    """The day itself for a department that has told more since then than is looked at; None for all others."""
    return begin if len(site.by_term["departments"].get(name, ())) > REACH else None


def _of_department(site: Site, turns: list[Turn], number: int, language: str) -> Turn | None:
    """The turn of one of a department's people in this round, in the reader's language where there is one."""
    told = [Turn(_version(site, one.story, language), one.person) for one in turns]
    told = [one for one in told if one.story.language == language] or told
    newest = {one.person: one for one in reversed(told)}  # of each person the newest, which comes last here
    people = [newest[person] for person in dict.fromkeys(one.person for one in told)][:PEOPLE]
    return people[number % len(people)] if people else None


def _version(site: Site, one: Published, language: str) -> Published:
    return next((other for other in site.versions(one) if other.language == language and not other.draft), one)
