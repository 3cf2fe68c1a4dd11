"""Stop press: the site with a few stories that came late, without putting all others in order again.

The answer equals what `assemble` makes of the same stories, with everything that a site works out from them: copies of
dictionaries and tuples cost little, and what is looked at one by one are only the stories that are others.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeVar

from byline.site import KINDS, Published, Site, in_parts, newer

K = TypeVar("K", str, int)
Stories = tuple[Published, ...]

SECOND = datetime.timedelta(seconds=1)


def revised(site: Site, before: Sequence[Published], after: Sequence[Published]) -> Site | None:
    """The site with the stories `after`, as they are published, in the place of `before`, which are some of its own.

    None where stories appear so close to each other that some may have to give way by a second.
    """
    olds = {one.story.key: one for one in before}
    staying = [replace(one, appeared=olds[one.story.key].appeared) for one in after if _stays(one, olds, site)]
    kept = {one.story.key for one in staying}
    if any(one.story.key not in kept and _may_push(one, site.stories) for one in before):
        return None
    stories = _with(_without(site.stories, before), staying)
    coming = [one for one in after if one.story.key not in kept]
    for one in coming:
        if not _is_free(one, stories):
            return None
        stories = _with(stories, [one])
    made = replace(site, stories=stories)
    vars(made).update(_worked_out(site, before, (*staying, *coming)))
    return made


def _stays(one: Published, olds: Mapping[str, Published], site: Site) -> bool:
    """Whether a story keeps its place in time, and with it the second by which it gives way to others."""
    old, zone = olds.get(one.story.key), site.settings.zone
    return old is not None and old.story.id == one.story.id and old.story.appeared(zone) == one.appeared


def _may_push(one: Published, stories: Stories) -> bool:
    """Whether the next story may appear later only because of this one."""
    place = newer(stories, one)
    return place > 0 and stories[place - 1].appeared - one.appeared <= SECOND


def _is_free(one: Published, stories: Stories) -> bool:
    """Whether no other story appears within a second of this one."""
    place = newer(stories, one)
    return all(abs(other.appeared - one.appeared) >= SECOND for other in stories[max(0, place - 1) : place + 1])


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

    changed = (*before, *after)
    by_term = {
        kind: dict(sorted(patched(site.by_term[kind], lambda one: getattr(one, kind), site.terms(kind).keys()).items()))  # noqa: B023  # used at once
        for kind in KINDS
    }
    series = {name for one in changed for name in one.series} & by_term["series"].keys()
    parts = {
        name: in_parts(by_term["series"][name]) if name in series else site.parts[name] for name in by_term["series"]
    }
    versions = patched(site.versions, _original)
    gone = {one.story.key for one in before}
    translations, by_key = dict(site.translations), dict(site.by_key)
    for key in gone:
        del translations[key], by_key[key]
    by_key |= {one.story.key: one for one in after}
    for name in {name for one in changed for name in _original(one)} & versions.keys():
        translations |= {
            one.story.key: tuple(each for each in versions[name] if each is not one) for one in versions[name]
        }
    newest_first = {key: stories[::-1] for key, stories in site.replies.items()}
    replies = patched(newest_first, lambda one: filter(None, [one.story.front.reply_to]))
    found: dict[str, object] = {
        "by_key": by_key,
        "by_term": by_term,
        "by_person": patched(site.by_person, lambda one: one.story.people, site.people.keys()),
        "by_year": dict(sorted(patched(site.by_year, lambda one: [one.day.year]).items(), reverse=True)),
        "by_language": patched(site.by_language, lambda one: [one.story.language]),
        "versions": versions,
        "translations": translations,
        "replies": {key: stories[::-1] for key, stories in replies.items()},
        "parts": parts,
        "plain_versions": site.plain_versions,
    }
    if site.audience != "public":  # where people have a page without a story, too
        found["shown_people"] = site.shown_people
    return found


def _original(one: Published) -> tuple[str]:
    """The story that this one translates; else itself."""
    return (one.story.front.translation_of or one.story.key,)
