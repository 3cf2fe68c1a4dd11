"""Stop press: the site with a few stories that came late, without putting all others in order again.

The answer equals what `assemble` makes of the same stories, with everything that a site works out from them: copies of
dictionaries and tuples cost little, and what is looked at one by one are only the stories that are others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import TypeVar

from msgspec.structs import replace

from byline.published import Published, in_parts, newer
from byline.site import KINDS, Site
from byline.story import Story

K = TypeVar("K", str, int)
Stories = tuple[Published, ...]

WORKED_OUT = (
    "by_key",
    "by_term",
    "by_person",
    "by_year",
    "by_language",
    "translated",
    "replies",
    "parts",
    "plain_versions",
    "shown_people",
)
"""What a site keeps once it has worked it out."""


def revised(
    site: Site, before: Sequence[Published], after: Sequence[Published], texts: Mapping[str, Story]
) -> Site | None:
    """The site with the stories `after`, as they are published, in the place of `before`, which are some of its own.

    None where stories appear so close to each other that some may have to give way by a second.
    """
    olds = {one.key: one for one in before}
    staying = [replace(one, appeared=olds[one.key].appeared) for one in after if _stays(one, olds)]
    same = {one.key for one in staying if one == olds[one.key]}
    before, staying = ([one for one in some if one.key not in same] for some in (before, staying))
    kept = {one.key for one in staying}
    if any(one.key not in kept and _may_push(one, site.stories) for one in before):
        return None
    stories = _with(_without(site.stories, before), staying)
    coming = [one for one in after if one.key not in kept | same]
    for one in coming:
        if not _is_free(one, stories):
            return None
        stories = _with(stories, [one])
    made = replace(site, stories=stories, texts=texts)
    vars(made).update(_worked_out(site, before, (*staying, *coming)))
    return made


def _stays(one: Published, olds: Mapping[str, Published]) -> bool:
    """Whether a story keeps its place in time, and with it the second by which it gives way to others."""
    old = olds.get(one.key)
    return old is not None and (old.id, old.wanted) == (one.id, one.wanted)


def _may_push(one: Published, stories: Stories) -> bool:
    """Whether the next story may appear later only because of this one."""
    place = newer(stories, one)
    return place > 0 and stories[place - 1].appeared - one.appeared <= 1


def _is_free(one: Published, stories: Stories) -> bool:
    """Whether no other story appears within a second of this one."""
    place = newer(stories, one)
    return all(abs(other.appeared - one.appeared) >= 1 for other in stories[max(0, place - 1) : place + 1])


def _without(stories: Stories, some: Iterable[Published]) -> Stories:
    for one in some:
        place = newer(stories, one)
        stories = (*stories[:place], *stories[place + 1 :])
    return stories


def _with(stories: Stories, some: Iterable[Published]) -> Stories:
    for one in some:
        place = newer(stories, one)
        stories = (*stories[:place], one, *stories[place:])
    return stories


def _worked_out(site: Site, before: Sequence[Published], after: Sequence[Published]) -> dict[str, object]:
    """What a site keeps once it has worked it out."""
    changed = (*before, *after)
    if not changed:
        return {name: getattr(site, name) for name in WORKED_OUT}

    def patched(
        old: Mapping[K, Stories], names: Callable[[Published], Iterable[K]], lasting: Set[K] = frozenset()
    ) -> dict[K, Stories]:
        """Lists by their names; those without a story are gone, unless they are to last."""
        made = dict(old)
        for one in before:
            for name in names(one):
                made[name] = _without(made[name], [one])
        for one in after:
            for name in names(one):
                made[name] = _with(made.get(name, ()), [one])
        for name in {name for one in before for name in names(one)} - lasting:
            if not made[name]:
                del made[name]
        return made

    by_term = {
        kind: dict(sorted(patched(site.by_term[kind], lambda one: getattr(one, kind), site.terms(kind).keys()).items()))  # noqa: B023  # used at once
        for kind in KINDS
    }
    series = {name for one in changed for name in one.series} & by_term["series"].keys()
    parts = {
        name: in_parts(by_term["series"][name]) if name in series else site.parts[name] for name in by_term["series"]
    }
    by_key = {**site.by_key, **{one.key: one for one in after}}
    for key in {one.key for one in before} - {one.key for one in after}:
        del by_key[key]
    newest_first = {key: stories[::-1] for key, stories in site.replies.items()}
    replies = patched(newest_first, lambda one: filter(None, [one.reply_to]))
    found: dict[str, object] = {
        "by_key": by_key,
        "by_term": by_term,
        "by_person": patched(site.by_person, lambda one: one.people, site.people.keys()),
        "by_year": dict(sorted(patched(site.by_year, lambda one: [one.day.year]).items(), reverse=True)),
        "by_language": patched(site.by_language, lambda one: [one.language]),
        "translated": _translated(site, by_key, changed),
        "replies": {key: stories[::-1] for key, stories in replies.items()},
        "parts": parts,
        "plain_versions": site.plain_versions,
    }
    if site.audience != "public":  # where people have a page without a story, too
        found["shown_people"] = site.shown_people
    return found


def _translated(site: Site, by_key: Mapping[str, Published], changed: Sequence[Published]) -> dict[str, Stories]:
    """The groups of translations, of which only those of the changed stories are put together anew."""
    made = dict(site.translated)
    for name in {one.original for one in changed}:
        keys = {name, *(one.key for one in (*made.pop(name, ()), *changed))}
        group = [by_key[key] for key in keys if key in by_key and by_key[key].original == name]
        if any(one.translation_of for one in group):
            made[name] = _with((), group)
    return made
