"""Related stories: what to read next, preferably from another department, and why.

The reason for a portal of stories is that departments find what they share. So a story from elsewhere that shares a
topic or a role goes before one from next door that shares more.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from byline.site import Published, Site

HOW_MANY = 3
REACH = 12  # stories looked at before and after, in time, for each shared term: the cost stays linear
TOPIC, ROLE = 3, 2  # what a shared term of each kind counts
NEXT_DOOR = 1_000_000  # more than all terms together


@dataclass(frozen=True, slots=True)
class Related:
    """A story to read next, with the terms it shares and the department it comes from (empty: the same one)."""

    other: Published
    topics: tuple[str, ...]
    roles: tuple[str, ...]
    from_department: str


def related(one: Published, site: Site) -> tuple[Related, ...]:
    """Up to three stories, the most similar first within each group: other departments, then the same one.

    Similarity is three for each shared topic and two for each shared role; equal ones go by nearness in time, then by
    id, so the order is stable. Of a story and its translations, the one in the reader's language is taken.
    """
    left_out = {one.story.key, *(other.story.key for other in site.translations[one.story.key])}
    if one.story.front.reply_to:
        left_out.add(one.story.front.reply_to)  # it stands above the story already
    left_out |= {reply.story.key for reply in site.replies.get(one.story.key, ())}
    chosen: list[Published] = []
    for place in _ranked(one, site):
        candidate = site.stories[place]
        versions = site.translations[candidate.story.key]
        if candidate.story.key in left_out or any(other in chosen for other in (candidate, *versions)):
            continue
        if candidate.story.language != one.story.language:
            in_language = (other for other in versions if other.story.language == one.story.language)
            candidate = next((other for other in in_language if other.story.key not in left_out), candidate)
        chosen.append(candidate)
        if len(chosen) == HOW_MANY:
            break
    return tuple(_with_reason(one, other) for other in chosen)


def _ranked(one: Published, site: Site) -> Iterator[int]:
    """The places of stories that share a topic or a role, among the nearest in time, the most similar first."""
    here = site.positions[one.story.key]
    departments, topics, roles = (site.marks[kind] for kind in ("departments", "topics", "roles"))
    mine, my_topics, my_roles = departments[here], topics[here], roles[here]
    groups: dict[int, list[int]] = {}  # by what they share; only the first ones need to be put in order
    for place in _candidates(one, here, site):
        likeness = TOPIC * (topics[place] & my_topics).bit_count() + ROLE * (roles[place] & my_roles).bit_count()
        groups.setdefault(likeness - NEXT_DOOR if departments[place] & mine else likeness, []).append(place)
    for likeness in sorted(groups, reverse=True):
        yield from sorted(groups[likeness], key=lambda place: _distance(site.stories[place], one))


def _distance(other: Published, one: Published) -> tuple[datetime.timedelta, str]:
    """How far one story is from another in time: no third story that comes between them changes it."""
    return abs(other.appeared - one.appeared), other.story.id


def _candidates(one: Published, here: int, site: Site) -> set[int]:
    """The places of the stories nearest in time that share a topic or a role."""
    found: set[int] = set()
    for kind, names in (("topics", one.topics), ("roles", one.roles)):
        for name in names:
            places = site.places[kind][name]
            rank = bisect_left(places, here)
            found.update(places[max(0, rank - REACH) : rank + REACH + 1])
    return found


def _shared(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in some if name in others)


def _with_reason(one: Published, other: Published) -> Related:
    elsewhere = not _shared(one.departments, other.departments)
    department = other.departments[0] if elsewhere and other.departments else ""
    return Related(other, _shared(one.topics, other.topics), _shared(one.roles, other.roles), department)
