"""Related stories: what to read next, preferably from another department, and why.

The reason for a portal of stories is that departments find what they share. So a story from elsewhere that shares a
topic or a role goes before one from next door that shares more.
"""

from __future__ import annotations

from dataclasses import dataclass

from byline.site import Published, Site

HOW_MANY = 3
REACH = 12  # stories looked at before and after, in time, for each shared term: the cost stays linear
TOPIC, ROLE = 3, 2  # what a shared term of each kind counts


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
    position = site.positions[one.story.key]
    left_out = {one.story.key, *(other.story.key for other in site.translations[one.story.key])}
    if one.story.front.reply_to:
        left_out.add(one.story.front.reply_to)  # it stands above the story already
    left_out |= {reply.story.key for reply in site.replies.get(one.story.key, ())}
    departments, topics, roles = map(frozenset, (one.departments, one.topics, one.roles))

    def rank(other: Published) -> tuple[bool, int, int, str]:
        likeness = TOPIC * len(topics.intersection(other.topics)) + ROLE * len(roles.intersection(other.roles))
        nextdoor = not departments.isdisjoint(other.departments)
        return (nextdoor, -likeness, abs(site.positions[other.story.key] - position), other.story.id)

    ranked = sorted((other for key, other in _candidates(one, site).items() if key not in left_out), key=rank)
    chosen: list[Published] = []
    for candidate in ranked:
        versions = site.translations[candidate.story.key]
        if any(other in chosen for other in versions):
            continue
        better = next(
            (
                other
                for other in versions
                if other.story.language == one.story.language and other.story.key not in left_out
            ),
            None,
        )
        chosen.append(better if better and candidate.story.language != one.story.language else candidate)
        if len(chosen) == HOW_MANY:
            break
    return tuple(_with_reason(one, other) for other in chosen)


def _candidates(one: Published, site: Site) -> dict[str, Published]:
    """The stories nearest in time that share a topic or a role, by their keys."""
    found: dict[str, Published] = {}
    for kind, names in (("topics", one.topics), ("roles", one.roles)):
        for name in names:
            stories, here = site.by_term[kind][name], site.ranks[kind][name][one.story.key]
            for other in stories[max(0, here - REACH) : here + REACH + 1]:
                found[other.story.key] = other
    return found


def _shared(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in some if name in others)


def _with_reason(one: Published, other: Published) -> Related:
    elsewhere = not _shared(one.departments, other.departments)
    department = other.departments[0] if elsewhere and other.departments else ""
    return Related(other, _shared(one.topics, other.topics), _shared(one.roles, other.roles), department)
