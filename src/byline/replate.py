"""Replating: new plates between two editions, when only a few stories are others.

What a change does not reach stays as it is. The outcome is what composing everything anew would give, down to the last
problem in other files (`tests/laws/test_late.py`).
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec
from msgspec.structs import replace

from byline.address import of_file
from byline.channel import NAME
from byline.copydesk import Copy, is_story
from byline.darkroom import shown, uses_of
from byline.forme import Forme
from byline.furniture import directories
from byline.imposition import Imposition
from byline.leaf import aliases
from byline.linkcheck import RULES, anchors_of, check_links
from byline.listing import listed, lists, numbered_pages
from byline.namecheck import check_names
from byline.picture import Print
from byline.plan import Edit, revised_edits
from byline.problem import Problem, in_order, is_error, judged
from byline.proof import proofread_late
from byline.published import Published
from byline.register import Register, entered
from byline.site import KINDS, Site, admit
from byline.standing import Setting, Texts, Value
from byline.stoppress import revised
from byline.story import Story, holds
from byline.tree import CONTENT, Readable, Tree
from byline.wishes import Wishes


class Late(msgspec.Struct, frozen=True):
    """What came late: the paths of stories that are new, others or gone; all articles, and the files of the late ones."""

    paths: frozenset[str]
    setting: Setting
    files: Sequence[Readable]


class Replated(msgspec.Struct, frozen=True):
    """A forme with what came late, its register, and the addresses that are gone and that have come with it."""

    forme: Forme
    register: Register
    before: tuple[Published, ...]  # the stories as they were, and as they are
    after: tuple[Published, ...]
    gone: frozenset[str]
    come: frozenset[str]


class _Change(msgspec.Struct, frozen=True):
    """The stories that are late, as they are now, and those of them that readers have seen, as they were.

    Some may be files in which no story could be read.
    """

    after: tuple[Story, ...]
    before: tuple[Published, ...]
    whole: bool


def replated(forme: Forme, known: Register, late: Late, now: datetime.datetime, wishes: Wishes) -> Replated | None:
    """What composing it anew would give for a sound forme with what came late; None if it needs a look at everything.

    A late story with an error is left out, and the forme is not sound.
    """
    now = now if now.tzinfo else now.replace(tzinfo=forme.site.settings.zone)
    change = _change(forme, known, late)
    register = entered(known, late.paths, change.after) if change else None
    if change is None or register is None or not forme.holds[0] <= now.timestamp() < forme.holds[1]:
        return None
    found, admitted = _read(forme, register, late, now, wishes)
    site = _site(forme, change, admitted, Texts(late.setting))
    if site is None:
        return None
    edits = revised_edits(forme.edits, site)
    after = tuple(site.by_key[one.key] for one in admitted)
    gone, come = _moved(forme.site, edits, change.before, after)
    if _is_taken(forme, register, change, come) or _is_listed(change, after, edits):
        return None
    addresses = forme.addresses - gone if gone else forme.addresses
    addresses = addresses | come if come else addresses
    named = check_names(Copy(change.after, (*site.people.values(),), (), (), late.setting), Tree((*late.files,)))
    linking = _linking(forme, known, register, late, gone | come)
    links = _links(site, register, linking | {one.path for one in change.after}, addresses, late.setting)
    found += judged((*named, *links), site.settings.rules)
    if wishes.keep_going and any(map(is_error, found)):
        return None
    pages = Imposition(edits, forme.pictures_by_source, addresses)
    channels = next(iter(edits.values())).channels
    turns = holds(change.after, now, site.settings.zone)
    made = replace(
        forme,
        problems=_problems(forme, change, late.paths, linking, found),
        pages=pages,
        channels={channel.address: channel for channel in channels.every},
        pictures=_pictures(forme, site, (*change.before, *after)),
        ready={**forme.ready, **directories(pages.orders, edits)},
        addresses=addresses,
        edits=edits,
        setting=late.setting,
        instant=now,
        holds=(max(forme.holds[0], turns[0]), min(forme.holds[1], turns[1])),
    )
    return Replated(made, register, change.before, after, gone, come)


def _change(forme: Forme, known: Register, late: Late) -> _Change | None:
    """The stories in question; None if something else is among them, or is new in the darkroom, or named a picture that
    is missing: for how many of these a guess is made depends on all texts. None, too, if a file cannot be read that is
    named by others. (A picture that nothing shows any longer is `entered`'s to see.)
    """
    articles = late.setting.articles
    olds = [known.entries[path] for path in sorted(late.paths) if path in known.entries]
    news = [articles[path].answer[0] for path in sorted(late.paths) if path in articles]
    after = tuple(one for one in news if isinstance(one, Story))
    unread = [path for path in sorted(late.paths) if path in articles and articles[path].answer[0] is None]
    pictures = {path for one in olds for path in one.pictures} | {use.path for use in uses_of(after) if use.named}
    if not all(one.key for one in olds) or not pictures <= forme.pictures_by_source.keys():
        return None
    if any(_is_named(known, path) for path in unread):
        return None
    before = tuple(forme.site.by_key[one.key] for one in olds if one.key in forme.site.by_key)
    return _Change(after, before, whole=not unread)


def _is_named(known: Register, path: str) -> bool:
    """Whether other files link to the address of a file, answer it, or claim the address."""
    place = of_file(path.removeprefix(f"{CONTENT}/"))
    holder = known.claims.get(place.casefold(), path)
    key = place.removeprefix("stories/").rstrip("/")
    return holder != path or place in known.linked or key in known.named


def _read(
    forme: Forme, register: Register, late: Late, now: datetime.datetime, wishes: Wishes
) -> tuple[list[Problem], list[Published]]:
    """What is wrong with the new stories themselves, and those of them that readers may see."""
    site, articles = forme.site, late.setting.articles
    settings, found, admitted = site.settings, [], []
    answers = [articles[path].answer for path in sorted(late.paths & articles.keys())]
    stories = [story for story, _ in answers if isinstance(story, Story)]
    of_others = proofread_late(stories, site.people.values(), _keys(stories, register, articles), settings)
    for story, problems in answers:
        told = [*judged(problems, settings.rules)]
        if isinstance(story, Story):
            told += judged([one for one in of_others if one.place.path == story.path], settings.rules)
            if not any(map(is_error, told)):
                one, of_one = admit(story, site.people, settings, now, audience=wishes.audience, drafts=wishes.drafts)
                told += judged(of_one, settings.rules)
                admitted += [one] if one else []
        found += told
    return found, admitted


def _keys(stories: Iterable[Story], register: Register, paths: Iterable[str]) -> Set[str]:
    """The keys of the stories that these name; of all in these paths, where one is not there and a guess has to be made."""
    named = {*filter(None, (name for one in stories for name in (one.front.reply_to, one.front.translation_of)))}
    if all(register.holder(f"stories/{name}/") for name in named):
        return named
    places = (of_file(path.removeprefix(f"{CONTENT}/")) for path in paths if is_story(path))
    return {place.removeprefix("stories/").rstrip("/") for place in places}


def _site(forme: Forme, change: _Change, admitted: Sequence[Published], texts: Texts) -> Site | None:
    """The site with the new stories; None where they may change what stands on every page, or who has a page."""
    site = revised(forme.site, change.before, admitted, texts)
    if site is None or any(bool(site.by_term[kind]) != bool(forme.site.by_term[kind]) for kind in KINDS):
        return None
    return site if site.shown_people == forme.site.shown_people else None


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
        yield one.address
        yield from aliases(one.aliases)


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
    every = {made for one in change.after for made in aliases(one.front.aliases)}
    new = every - {made for one in change.before for made in aliases(one.aliases)}
    if any("." in one for one in new):  # files, or what may stand inside them
        return True
    if new and not {one.casefold() for one in new}.isdisjoint({one.casefold() for one in forme.addresses}):
        return True
    own = come - stories - every
    files = tuple(f"{one.casefold()}/" for one in own if not one.endswith("/"))
    return (
        not forme.addresses.isdisjoint(stories - former)
        or any(register.has(one) for one in own)
        or (bool(files) and any(claim.startswith(files) for claim in register.claims))
    )


def _is_listed(change: _Change, after: Sequence[Published], edits: Mapping[str, Edit]) -> bool:
    """Whether a file asks for an address at which the new stories are listed, as `archive/2025/` once there is one of that year."""
    wanted = {made.casefold() for one in change.after for made in aliases(one.front.aliases)}
    return bool(wanted) and any(
        edit.at(place).casefold() in wanted for one in after for place in lists(one) for edit in edits.values()
    )


def _linking(forme: Forme, known: Register, register: Register, late: Late, moved: Set[str]) -> frozenset[str]:
    """The files of others of which the links may be right or wrong now, and were not: those to a late story, or to an
    address that has come or is gone. What a dead link may have meant is guessed from all addresses.
    """
    entries = [held[path] for held in (known.entries, register.entries) for path in late.paths if path in held]
    places = moved | {one.address for one in entries}
    found = {path for place in places for path in register.linked.get(place, ())}
    if moved:
        found |= {one.place.path for one in forme.problems if one.rule == "dead-link"}
    return frozenset(found - late.paths)


def _links(site: Site, register: Register, paths: Set[str], addresses: Set[str], setting: Setting) -> Iterator[Problem]:
    """What is wrong with the links of the files at these paths."""

    def value(path: str) -> Iterator[Value]:
        found = setting.articles[path].answer[0] if path in setting.articles else None
        return iter([found] if found else [])

    def anchors(place: str) -> Set[str]:
        return next(map(anchors_of, value(register.holder(place))), frozenset())

    values = [one for path in sorted(paths) for one in value(path)]
    return check_links(values, site, addresses, lambda place: bool(register.holder(place)), anchors)


def _pictures(forme: Forme, site: Site, late: Sequence[Published]) -> Mapping[str, Print]:
    """The pictures that are let out."""
    if not any(one.pictures for one in late):
        return forme.pictures
    return {one.address: one for one in shown(site, forme.pictures_by_source)}


def _problems(
    forme: Forme, change: _Change, late: Set[str], linking: Set[str], found: Sequence[Problem]
) -> tuple[Problem, ...]:
    """All problems, with those of the late files in the place of the ones that these had, and of links in others likewise.

    Whether a picture is named is not known where a file could not be read.
    """
    told = [one for one in forme.problems if change.whole or one.rule != "unused-picture"]
    news: dict[str, list[Problem]] = {path: [] for path in (*late, *linking)}
    for one in found:
        news[one.place.path].append(one)
    for path, own in news.items():
        start = bisect_left(told, path, key=lambda one: one.place.path)
        end = bisect_right(told, path, key=lambda one: one.place.path)
        stays = [one for one in told[start:end] if path in linking and one.rule not in RULES]
        told[start:end] = in_order((*stays, *own))
    return tuple(told)
