"""What is counted: where a story's views are told, and the list of stories and people that the counter works from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import quote

import msgspec

from byline.person import Person
from byline.published import Published
from byline.settings import CounterSettings
from byline.site import Site
from byline.tree import File

NAME = "counted.jsonl"
LEAST_REACH = 20  # stories that fewer people could read have no figure
FOLDER = "_v/"  # below the portal's root; the counter answers there, and no file stands in it


class CountedStory(msgspec.Struct, frozen=True, omit_defaults=True):
    """A story of the published edition, as the counter knows it."""

    story: str  # its permanent id
    address: str
    title: str
    day: datetime.date
    language: str
    reach: int  # how many people could read it
    people: tuple[str, ...]  # who wrote or told it, and gets to know its views
    departments: tuple[str, ...]
    topics: tuple[str, ...]
    others: bool = False  # whether more people wrote or told it, who do not want to know, or to be named


class CountedPerson(msgspec.Struct, frozen=True):
    """Somebody who gets to know the views of their stories, named as the portal names them."""

    person: str
    name: str
    language: str  # one of the portal's own
    renewed: int  # another number, another address of their private page


def views(site: Site, one: Published, ending: str = "") -> str:
    """Where views of a story are told; empty where none are counted, as in previews of what is not published yet."""
    return f"{FOLDER}{quote(one.id)}{ending}" if site.counter and not one.draft else ""


def pixel(site: Site, one: Published) -> str:
    """The picture that tells them for browsers without scripts, where the settings want it."""
    return views(site, one, ".gif") if site.counter and site.counter.pixel else ""


def figure(site: Site, one: Published) -> int:
    """How often a story was viewed, as everyone may see it; 0 where there is no number."""
    if site.usage is None or site.counter is None or (one.reach or site.counter.reach) < LEAST_REACH:
        return 0
    return site.usage.stories.get(one.id, 0)


def counted(site: Site, counter: CounterSettings) -> File:
    """The list as a file: a line for each story, then one for each of its people, in the order of their ids."""
    stories = counted_stories(site, site.stories, counter)
    people = sorted({name for one in stories for name in one.people})
    lines = [*stories, *(_person(site, site.people[name]) for name in people)]
    return File(NAME, msgspec.json.Encoder().encode_lines(lines))


def counted_stories(site: Site, stories: Iterable[Published], counter: CounterSettings) -> list[CountedStory]:
    """The lines of some of a site's stories."""
    told = {person.id for person in site.shown_people if person.front.feedback}
    return [
        CountedStory(
            one.id,
            one.address,
            one.title,
            one.day,
            one.language,
            one.reach or counter.reach,
            tuple(name for name in one.writers if name in told),
            one.departments,
            one.topics,
            others=not told.issuperset(one.writers),
        )
        for one in sorted(stories, key=lambda one: one.id)
        if not one.draft
    ]


def _person(site: Site, person: Person) -> CountedPerson:
    language = site.settings.shown_in(person.language)
    return CountedPerson(person.id, person.shown_name, language, person.front.feedback_renewed)
