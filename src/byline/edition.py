"""The edition: from a portal's files to the files of its site, with every problem on the way.

This is the conductor: the one module that knows the order. `make` is a function of its arguments alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import msgspec
from msgspec.structs import replace

from byline import address
from byline.asset import of_assets
from byline.claim import own_addresses, taken_addresses
from byline.copydesk import FOLDER as CONTENT, Setter, broken, read_copy, unsure
from byline.counted import NAME as COUNTED
from byline.darkroom import develop_all, shown
from byline.forme import Forme
from byline.furniture import directories, furnished
from byline.galley import Pictures
from byline.leaf import leaf_addresses, leaves
from byline.linkcheck import anchors_of, check_links
from byline.memo import FORGETFUL, Memo
from byline.namecheck import check_names
from byline.outcome import Counts
from byline.page import Order
from byline.person import Person
from byline.plan import OPML, edits, listings
from byline.portal import Portal
from byline.problem import Place, Problem, in_order, is_error, judged, problem
from byline.proof import BY_SETTINGS
from byline.settings import CheckedSettings, Settings, missing_settings, read_settings
from byline.site import assemble
from byline.sitemap import NAME as SITEMAP, ROBOTS
from byline.standing import Value, set_all
from byline.story import holds
from byline.strings import read_words
from byline.tree import File, Readable, Tree
from byline.usage import read_usage
from byline.wishes import Wishes, is_sound
from byline.words import Words
from byline.workers import Workers

ALONE = Workers()
NONE_DEVELOPED: Pictures = {}
NONE: frozenset[str] = frozenset()

Tell = Callable[[str, int], None]
"""Told of progress: the name of a stage, and how many things it has to do."""


def untold(_stage: str, _count: int) -> None:
    """For those who do not want to know."""


class Edition(msgspec.Struct, frozen=True):
    """The files of a site and all problems. `sound` tells whether the files may be published."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    counts: Counts
    sound: bool

    @property
    def errors(self) -> int:
        return sum(map(is_error, self.problems))


def setting(workers: Workers, memo: Memo = FORGETFUL, clock: int = 0) -> Setter:
    """Sets articles with a memo's help. `clock` is the disk's time before the content was looked at."""
    return lambda files, house: set_all(files, house, memo, workers, clock)


def make(portal: Portal, now: datetime.datetime, wishes: Wishes, workers: Workers = ALONE) -> Edition:
    """One edition of a portal, as readers may see it at the instant `now`, in memory. Never raises for what is in the portal."""
    forme = compose(portal, now, wishes, setting(workers), workers)
    made = [forme.file(path) for path in forme.paths]
    files = tuple(one for one in made if isinstance(one, File))
    problems = forme.told(one for one in made if isinstance(one, Problem))
    return Edition(files, problems, forme.counts(len(forme.paths)), is_sound(problems, wishes) and bool(files))


def compose(
    portal: Portal,
    now: datetime.datetime,
    wishes: Wishes,
    setter: Setter,
    workers: Workers = ALONE,
    memo: Memo = FORGETFUL,
    tell: Tell = untold,
    known: Pictures = NONE_DEVELOPED,
    today: datetime.datetime | None = None,
) -> Forme:
    """Everything that is to be printed of a portal, as readers may see it at the instant `now`, and what is wrong with it.

    Pictures that are `known` are not developed again. `today` is an instant of the day whose turn it is, if that is
    not the day of `now`.
    """
    found: list[Problem] = [*portal.problems]
    strings = portal.strings
    words, of_words = read_words(strings)
    found += of_words
    usage, of_usage = read_usage(portal.content)
    found += of_usage
    found += of_assets(portal.assets)
    checked = _settings(portal, tuple(strings), found)
    if checked is None:
        return Forme(in_order(found))
    settings = checked.settings
    if not portal.content.files and not portal.content.problems:
        found.append(problem(Place(CONTENT), "no-content"))
    if not checked.sound or any(map(is_error, of_words)):
        found += _of_content(portal.content, checked, words, setter, workers)
        return Forme(in_order(judged(found, settings.rules)))

    if now.tzinfo is None:
        now = now.replace(tzinfo=settings.zone)
    tell("read", len(portal.content.files))
    copy, of_copy = read_copy(portal.content, settings, words, setter)
    found += of_copy
    pictures, of_pictures = develop_all(
        copy, portal.content, workers, memo, portal.clock, known, partial(tell, "pictures")
    )
    found += of_pictures
    found = [*judged(found, settings.rules)]
    doubtful = tuple(unsure(copy, broken(found)))
    left_out = broken(found) | {one.place.path for one in doubtful}
    if wishes.keep_going:
        found += doubtful

    tell("plan", len(copy.stories))
    while True:
        site, of_site = assemble(
            copy.without(left_out), settings, now, audience=wishes.audience, drafts=wishes.drafts, usage=usage
        )
        site = replace(site, day=today.astimezone(settings.zone).date()) if today else site
        by_language = edits(site, words, pictures)
        lists = tuple(order for edit in by_language.values() for order in listings(edit))
        channels = next(iter(by_language.values())).channels
        named = (SITEMAP, ROBOTS, OPML, *((COUNTED,) if site.counter else ()))
        own = (*(order.address for order in lists), *(channel.address for channel in channels.every), *named)
        taken = own_addresses(taken_addresses(own, copy.wanted), copy.claims)
        found += taken
        if broken(taken) <= left_out:
            break
        left_out |= broken(taken)  # whoever claims what the portal needs is left out like what is broken otherwise
    found += of_site
    addresses = frozenset((*own, *leaf_addresses(by_language)))
    values: tuple[Value, ...] = (*copy.stories, *copy.people, *copy.plains)
    anchors = {one.address: anchors_of(one) for one in values}
    found += check_links(values, site, addresses, copy.addresses.__contains__, lambda place: anchors.get(place, NONE))
    found += check_names(copy, portal.content)

    orders = (*lists, *leaves(by_language, pictures, addresses))
    bare = furnished(portal, wishes, by_language, memo)
    return replace(
        bare,
        problems=in_order(judged(found, settings.rules)),
        pages=_by_path(orders),
        channels={channel.address: channel for channel in channels.every},
        pictures={one.address: one for one in shown(site, pictures)},
        ready={**bare.ready, **directories(lambda: orders, by_language)},
        addresses=addresses,
        setting=copy.setting,
        pictures_by_source=pictures,
        instant=now,
        holds=holds(copy.stories, now, settings.zone),
    )


def _by_path(orders: Iterable[Order]) -> dict[str, Order]:
    """The pages by their files. The portal's own come first, and no old address takes their place."""
    found: dict[str, Order] = {}
    for order in orders:
        found.setdefault(address.file_of(order.address), order)
    return found


def _settings(portal: Portal, strings: tuple[str, ...], found: list[Problem]) -> CheckedSettings | None:
    """The settings; None if there are none that could be read at all."""
    if not isinstance(portal.config, str):
        found.append(portal.config or missing_settings())
        return None
    checked = read_settings(portal.config, strings)
    found += checked.problems
    logo = checked.settings.site.logo
    if logo and checked.places and logo not in {file.path for file in portal.assets.files}:
        found.append(problem(checked.places.at("site.logo"), "missing-asset", path=logo, key="site.logo"))
    return checked


def _of_content(
    content: Tree[Readable], checked: CheckedSettings, words: Mapping[str, Words], setter: Setter, workers: Workers
) -> Iterator[Problem]:
    """What can be told of the content where the settings or the portal's own words have a fault."""
    copy, of_copy = read_copy(content, checked.settings, _padded(words, checked.settings), setter)
    _, of_pictures = develop_all(copy, content, workers)
    for one in (*of_copy, *of_pictures):
        if one.rule not in BY_SETTINGS:  # what is wrong in the settings may be one of the terms
            yield one


def _padded(words: Mapping[str, Words], settings: Settings) -> dict[str, Words]:
    """The words of all languages, without any where the portal lacks them."""
    return {one: words.get(one, Words(one, {})) for one in (*settings.languages, *words)}


def read_known(
    portal: Portal, setter: Setter | None = None
) -> tuple[Settings | None, dict[str, Person], tuple[Problem, ...]]:
    """The settings and the people of a portal, and what is wrong with its texts: what a new file needs to know."""
    found: list[Problem] = []
    strings = portal.strings
    words, _ = read_words(strings)
    checked = _settings(portal, tuple(strings), found)
    if checked is None or not checked.sound:
        return None, {}, in_order(found)
    copy, of_copy = read_copy(
        portal.content, checked.settings, _padded(words, checked.settings), setter or setting(ALONE)
    )
    found += of_copy
    return checked.settings, {person.id: person for person in copy.people}, in_order(found)
