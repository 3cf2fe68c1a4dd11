"""Replating: new plates between two editions, when only a few stories are others.

What a change does not reach stays as it is. The preview uses it, to be quick; what is wrong in other files because of the
change is told when there is time to look at everything.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from byline.channel import NAME
from byline.copydesk import Copy
from byline.darkroom import uses_of
from byline.edition import directories
from byline.forme import Forme
from byline.imposition import Imposition
from byline.leaf import aliases
from byline.linkcheck import check_links_of
from byline.listing import listed, lists, numbered_pages
from byline.namecheck import check_names
from byline.person import Person
from byline.picture import Picture
from byline.plan import Edit, revised_edits
from byline.problem import Problem, Severity, in_order
from byline.proof import proofread_alone
from byline.register import Register, entered
from byline.site import KINDS, Published, Site, admit
from byline.standing import Setting, Standing
from byline.stoppress import revised
from byline.story import Story, holds
from byline.tree import Readable, Tree
from byline.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Late:
    """What came late: articles that are new or others, with their files, and the paths of those that are gone."""

    articles: Mapping[str, Standing]
    files: Sequence[Readable]
    gone: frozenset[str]

    @property
    def paths(self) -> frozenset[str]:
        return self.gone | self.articles.keys()


@dataclass(frozen=True, slots=True)
class Replated:
    """A forme with what came late, its register, and the addresses that are gone and that have come with it."""

    forme: Forme
    register: Register
    gone: frozenset[str]
    come: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Change:
    """The stories that are others, as they were and as they are."""

    before: tuple[Story, ...]
    after: tuple[Story, ...]


def replated(forme: Forme, known: Register, late: Late, now: datetime.datetime, wishes: Wishes) -> Replated | None:
    """A sound forme with what came late; None if it needs a look at everything."""
    now = now if now.tzinfo else now.replace(tzinfo=forme.site.settings.zone)
    change = _change(forme, late)
    register = entered(known, change.before, change.after) if change else None
    if change is None or register is None or not forme.holds[0] <= now.timestamp() < forme.holds[1]:
        return None
    found, admitted = _read(forme, register, change, late, now, wishes)
    site = _site(forme, change, admitted)
    if site is None or any(one.severity is Severity.ERROR for one in found):
        return None
    edits = revised_edits(forme.edits, site)
    before, after = _published(forme.site, change.before), _published(site, change.after)
    gone, come = _moved(forme.site, edits, before, after)
    if _is_taken(forme, register, change, come):
        return None
    addresses = forme.addresses - gone if gone else forme.addresses
    addresses = addresses | come if come else addresses
    setting = Setting(_articles(forme, late), {})
    found += _links(site, register, change, addresses, setting)
    found += check_names(Copy(change.after, (*site.people.values(),), (), (), setting), Tree((*late.files,)))
    pages = Imposition(edits, forme.pictures_by_source, addresses)
    channels = next(iter(edits.values())).channels
    turns = holds(change.after, now, site.settings.zone)
    made = replace(
        forme,
        problems=_problems(forme, late, found),
        pages=pages,
        channels={channel.address: channel for channel in channels.every},
        pictures=_pictures(forme, after),
        ready={**forme.ready, **directories(pages.orders, edits)},
        addresses=addresses,
        edits=edits,
        setting=setting,
        instant=now,
        holds=(max(forme.holds[0], turns[0]), min(forme.holds[1], turns[1])),
    )
    return Replated(made, register, gone, come)


def _change(forme: Forme, late: Late) -> _Change | None:
    """The stories in question; None if something else is among them, or what could not be read."""
    articles = forme.setting.articles
    olds = [articles[path].answer[0] for path in late.paths if path in articles]
    news = [one.answer[0] for one in late.articles.values()]
    before = tuple(one for one in olds if isinstance(one, Story))
    after = tuple(one for one in news if isinstance(one, Story))
    pictures = [use for use in uses_of(after) if use.named]
    if (
        len(before) < len(olds)
        or len(after) < len(news)
        or any(use.path not in forme.pictures_by_source for use in pictures)
    ):
        return None
    return _Change(before, after)


def _read(
    forme: Forme, register: Register, change: _Change, late: Late, now: datetime.datetime, wishes: Wishes
) -> tuple[list[Problem], list[Published]]:
    """What is wrong with the new stories themselves, and those of them that readers may see."""
    site = forme.site
    found = [problem for one in late.articles.values() for problem in one.answer[1]]
    named = {name for one in change.after for name in (one.front.reply_to, one.front.translation_of)}
    there = {name for name in named if _is_story(forme, register, f"stories/{name}/", late)}
    admitted = []
    for story in change.after:
        found += proofread_alone(story, site.people.keys(), there, site.settings)
        one, told = admit(story, site.people, site.settings, now, audience=wishes.audience, drafts=wishes.drafts)
        found += told
        admitted += [one] if one else []
    return found, admitted


def _is_story(forme: Forme, register: Register, place: str, late: Late) -> bool:
    """Whether a story's own address is this one."""
    path = register.holder(place)
    article = late.articles.get(path) or forme.setting.articles.get(path)
    return article is not None and isinstance(article.answer[0], Story) and article.answer[0].address == place


def _site(forme: Forme, change: _Change, admitted: Sequence[Published]) -> Site | None:
    """The site with the new stories; None where they may change what stands on every page."""
    site = revised(forme.site, _published(forme.site, change.before), admitted)
    if site is None or any(bool(site.by_term[kind]) != bool(forme.site.by_term[kind]) for kind in KINDS):
        return None
    return site


def _published(site: Site, stories: Iterable[Story]) -> list[Published]:
    """Those of the stories that readers may see."""
    return [site.by_key[one.key] for one in stories if one.key in site.by_key]


def _moved(
    old: Site, edits: Mapping[str, Edit], before: Sequence[Published], after: Sequence[Published]
) -> tuple[frozenset[str], frozenset[str]]:
    """The addresses that are there no longer, and those that were not there before."""
    new = next(iter(edits.values())).site
    were, are = {*_own(before)}, {*_own(after)}
    for place in {place for one in (*before, *after) for place in lists(one) if not place.startswith("people/")}:
        was, is_ = listed(old, place), listed(new, place)
        if (was and len(was)) != (is_ and len(is_)):
            for edit in edits.values():
                were |= {*_pages(edit, place, was)}
                are |= {*_pages(edit, place, is_)}
    were |= {f"feed.{language}.xml" for language in old.languages}
    are |= {f"feed.{language}.xml" for language in new.languages}
    return frozenset(were - are), frozenset(are - were)


def _own(stories: Sequence[Published]) -> Iterator[str]:
    """The addresses of stories, old ones among them."""
    for one in stories:
        yield one.story.address
        yield from aliases(one.story.front.aliases)


def _pages(edit: Edit, place: str, stories: tuple[Published, ...] | None) -> Iterator[str]:
    """The addresses of a list in one language, if there is one; and of its feed, if it has one."""
    if stories is not None:
        yield edit.at(place)
        yield from map(edit.at, numbered_pages(place, len(stories)))
        if place.startswith(KINDS):
            yield edit.at(place + NAME)


def _is_taken(forme: Forme, register: Register, change: _Change, come: Set[str]) -> bool:
    """Whether a file may ask for an address that the portal needs, or one inside another's file."""
    stories, former = ({one.address for one in some} for some in (change.after, change.before))
    every, old = (
        {made for one in some for made in aliases(one.front.aliases)} for some in (change.after, change.before)
    )
    new = every - old
    if any("." in one for one in new):  # files, or what may stand inside them
        return True
    if new and not {one.casefold() for one in new}.isdisjoint({one.casefold() for one in forme.addresses}):
        return True
    own = come - stories - every
    files = tuple(f"at {one.casefold()}/" for one in own if not one.endswith("/"))
    return (
        not forme.addresses.isdisjoint(stories - former)
        or any(register.has(one) for one in own)
        or (bool(files) and any(claim.startswith(files) for claim in register.claims))
    )


def _articles(forme: Forme, late: Late) -> dict[str, Standing]:
    articles = {**forme.setting.articles, **late.articles}
    for path in late.gone:
        articles.pop(path, None)
    return articles


def _links(site: Site, register: Register, change: _Change, addresses: Set[str], setting: Setting) -> Iterator[Problem]:
    """What is wrong with the links of the new stories."""
    anchors: dict[str, Set[str]] = {}
    for place in {link.address for story in change.after for link in story.body.links}:
        article = setting.articles.get(register.holder(place))
        value = article.answer[0] if article else None
        if value is not None and value.address == place:
            anchors[place] = (value.bio if isinstance(value, Person) else value.body).anchors
    return check_links_of(change.after, site, anchors, addresses)


def _pictures(forme: Forme, after: Iterable[Published]) -> Mapping[str, Picture]:
    """The pictures that are let out; those that no page shows any longer stay, which does no harm to a preview."""
    used = [forme.pictures_by_source[use.path] for use in uses_of(one.story for one in after) if use.path and use.named]
    return {**forme.pictures, **{picture.address: picture for picture in used}}


def _problems(forme: Forme, late: Late, found: Sequence[Problem]) -> tuple[Problem, ...]:
    """All problems, with those of the changed files in the place of the ones that these had."""
    problems = [*forme.problems]
    for path in late.paths:
        start = bisect_left(problems, path, key=lambda one: one.place.path)
        end = bisect_right(problems, path, key=lambda one: one.place.path)
        problems[start:end] = in_order(one for one in found if one.place.path == path)
    return tuple(problems)
