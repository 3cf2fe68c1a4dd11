"""A published story: what a site knows of each, to put all of them in order. The text itself stays where it is.

Whatever is worked out for all stories (order, lists, counts, neighbours) needs no more than this, so that a build in which
few stories are others opens few texts.
"""

from __future__ import annotations

import datetime
import hashlib
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from byline import address
from byline.article import source_of
from byline.person import Person
from byline.story import Correction, Story, day_of, starts
from byline.words import minutes


class Published(msgspec.Struct, frozen=True, gc=False):
    """A story that readers may see. Terms are given by their ids, instants in seconds."""

    key: str
    path: str
    id: str
    language: str
    title: str
    reach: int  # how many people could read it; 0 if it does not say
    writers: tuple[str, ...]  # who wrote or told it, in the order of their ids
    tellers: tuple[str, ...]
    people: tuple[str, ...]  # everyone whom the portal credits
    departments: tuple[str, ...]
    roles: tuple[str, ...]
    topics: tuple[str, ...]
    topics_as_written: tuple[str, ...]
    series: tuple[str, ...]  # one or none
    part: int  # of the series
    reply_to: str
    translation_of: str
    aliases: tuple[str, ...]
    corrections: tuple[Correction, ...]  # that have been made by now
    wanted: int  # when it would appear, if no other did so in the same second
    appeared: int
    day: datetime.date  # that readers see
    draft: bool  # not published yet, and only seen in a preview with drafts
    face: bytes  # the digest of all else that other pages show of it
    links: tuple[str, ...]  # the addresses to which its text links
    pictures: tuple[str, ...]  # the pictures that it names, by their paths under `content/`

    @property
    def address(self) -> str:
        return f"stories/{self.key}/"

    @property
    def original(self) -> str:
        """The key of the story that this one translates; else its own."""
        return self.translation_of or self.key

    def looks_like(self, other: Published) -> bool:
        """Whether all pages but the story's own, and feeds, may show the one as they show the other."""
        own = {"links": other.links, "pictures": other.pictures, "reach": other.reach}
        return msgspec.structs.replace(self, **own) == other

    def stands_like(self, other: Published) -> bool:
        """Whether the one stands wherever the other does, on lists and beside stories, and at most reads otherwise there."""
        return msgspec.structs.replace(self, title=other.title, face=other.face).looks_like(other)


def publish(
    story: Story, people: Mapping[str, Person], now: datetime.datetime, zone: zoneinfo.ZoneInfo, *, draft: bool
) -> Published:
    """A story as readers may see it at the instant `now`."""
    front, body, series = story.front, story.body, story.front.series
    appeared = int(story.appeared(zone).timestamp())
    return Published(
        story.key,
        story.path,
        story.id,
        story.language,
        front.title,
        front.reach or 0,
        _shared(tuple(sorted({*front.authors, *front.told_by}))),
        _shared(story.tellers),
        _shared(story.people),
        _shared(departments_of(story, people)),
        _shared(roles_of(story, people)),
        _shared(tuple(dict.fromkeys(filter(None, map(address.slug, front.topics))))),
        _shared(front.topics),
        (series.id,) if series else (),
        series.part if series else 0,
        front.reply_to,
        front.translation_of,
        front.aliases,
        tuple(made for made in front.corrections if starts(made.date, zone) <= now),
        appeared,
        appeared,
        day_of(front.date, zone),
        draft,
        _face(story),
        tuple(dict.fromkeys(link.address for link in body.links)) if body.links else (),
        tuple(_pictures(story)) if front.image or body.pictures else (),
    )


@lru_cache(maxsize=10_000)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, once for all stories that have them: they take less room, and are sooner read from the stone."""
    return names


def in_parts(stories: Sequence[Published]) -> tuple[Published, ...]:
    """The stories of a series in the order of their parts."""
    return tuple(sorted(stories, key=lambda one: (one.part, one.key)))


def newer(stories: Sequence[Published], one: Published) -> int:
    """How many of the stories, the newest first, are newer than one that may be among them."""
    low, high = 0, len(stories)
    while low < high:
        middle = (low + high) // 2
        other = stories[middle]
        if other.appeared > one.appeared or (other.appeared == one.appeared and other.id > one.id):
            low = middle + 1
        else:
            high = middle
    return low


def distinct(stories: Sequence[Published]) -> list[Published]:
    """Stories that appeared at one instant are told apart by their ids, a second each.

    Subscribers' programs skip an item whose date equals an earlier one's.
    """
    made: list[Published] = []
    for one in sorted(stories, key=lambda one: (one.appeared, one.id)):
        next_free = made[-1].appeared + 1 if made else one.appeared
        made.append(one if one.appeared >= next_free else msgspec.structs.replace(one, appeared=next_free))
    return made


def _face(story: Story) -> bytes:
    front = story.front
    shown = (
        front.summary or story.body.excerpt,
        minutes(story.body.words, story.language),
        front.kind,
        (front.authors, front.told_by, front.helped_by),
        front.image,
    )
    return hashlib.sha256(msgspec.msgpack.encode(shown)).digest()[:16]


def _pictures(story: Story) -> Iterator[str]:
    uses = (
        source_of(story.front.image, story.path) if story.front.image else None,
        *(one.path for one in story.body.pictures),
    )
    yield from dict.fromkeys(filter(None, uses))


def departments_of(story: Story, people: Mapping[str, Person]) -> tuple[str, ...]:
    """The departments of a story: those that it names, else its tellers'."""
    return tuple(dict.fromkeys(story.front.departments)) or _of_tellers(story, people, "department")


def roles_of(story: Story, people: Mapping[str, Person]) -> tuple[str, ...]:
    """The roles of a story: those that it names, else its tellers'."""
    return tuple(dict.fromkeys(story.front.roles)) or _of_tellers(story, people, "role")


def _of_tellers(story: Story, people: Mapping[str, Person], field: str) -> tuple[str, ...]:
    """The tellers' departments or roles, where the story does not write out its own.

    Of those who do not want to be named it tells none: in a small department it would be as good as the name.
    """
    named = (people[name].front for name in story.tellers if name in people)
    given = (getattr(front, field) for front in named if front.show_as != "anonymous")
    return tuple(dict.fromkeys(filter(None, given)))
