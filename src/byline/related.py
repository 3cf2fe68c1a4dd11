"""Related stories: what to read next, preferably from another department, and why.

The reason for a portal of stories is that departments find what they share. So a story from elsewhere that shares a
topic or a role goes before one from next door that shares more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from byline.published import Published, newer
from byline.site import Site

HOW_MANY = 3
REACH = 12  # stories looked at before and after, in time, for each shared term: the cost stays linear
TOPIC, ROLE = 3, 2  # what a shared term of each kind counts
NEXT_DOOR = 1_000_000  # more than all terms together


class Related(msgspec.Struct, frozen=True):
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
    left_out = {one.key, *(other.key for other in site.translations(one))}
    if one.reply_to:
        left_out.add(one.reply_to)  # it stands above the story already
    left_out |= {reply.key for reply in site.replies.get(one.key, ())}
    chosen: list[Published] = []
    for ranked in _ranked(one, site):
        candidate, versions = ranked, site.translations(ranked)
        if candidate.key in left_out or any(other in chosen for other in (candidate, *versions)):
            continue
        if candidate.language != one.language:
            in_language = (other for other in versions if other.language == one.language)
            candidate = next((other for other in in_language if other.key not in left_out), candidate)
        chosen.append(candidate)
        if len(chosen) == HOW_MANY:
            break
    return tuple(_with_reason(one, other) for other in chosen)


def _ranked(one: Published, site: Site) -> Iterator[Published]:
    """The stories that share a topic or a role, among the nearest in time, the most similar first."""
    departments, topics, roles = frozenset(one.departments), frozenset(one.topics), frozenset(one.roles)
    groups: dict[int, list[Published]] = {}  # by what they share; only the first ones need to be put in order
    for other in _candidates(one, site):
        likeness = TOPIC * len(topics.intersection(other.topics)) + ROLE * len(roles.intersection(other.roles))
        apart = departments.isdisjoint(other.departments)
        groups.setdefault(likeness if apart else likeness - NEXT_DOOR, []).append(other)
    for likeness in sorted(groups, reverse=True):
        yield from sorted(groups[likeness], key=lambda other: _distance(other, one))


def _distance(other: Published, one: Published) -> tuple[int, str]:
    """How far one story is from another in time: no third story that comes between them changes it."""
    return abs(other.appeared - one.appeared), other.id


def _candidates(one: Published, site: Site) -> Iterable[Published]:
    """The stories nearest in time that share a topic or a role, each once."""
    found: dict[int, Published] = {}  # by their identity, since a look at what they say takes longer
    for kind, names in (("topics", one.topics), ("roles", one.roles)):
        for name in names:
            stories = site.by_term[kind][name]
            rank = newer(stories, one)
            near = stories[max(0, rank - REACH) : rank + REACH + 1]
            found.update(zip(map(id, near), near, strict=True))
    return found.values()


def _shared(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in some if name in others)


def _with_reason(one: Published, other: Published) -> Related:
    elsewhere = not _shared(one.departments, other.departments)
    department = other.departments[0] if elsewhere and other.departments else ""
    return Related(other, _shared(one.topics, other.topics), _shared(one.roles, other.roles), department)
