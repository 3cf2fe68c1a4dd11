"""The forme: pages, feeds and files, locked up and ready for the press. Each is made only when it is printed.

So a worker prints a file without anyone keeping the others in memory, and a preview prints only what somebody looks at.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from byline.channel import Channel, Item
from byline.feed import LONG_AGO, Feeds
from byline.galley import Pictures
from byline.leaf import item
from byline.outcome import Counts
from byline.page import Order, Page
from byline.picture import Print
from byline.plan import Edit
from byline.poster import Poster
from byline.problem import Problem, in_order
from byline.published import Published
from byline.search import Shard, shards
from byline.site import Site
from byline.standing import NOTHING_SET, Setting, Value
from byline.tree import File

if TYPE_CHECKING:
    from byline.render import Press


class Plate(msgspec.Struct, frozen=True):
    """A file that can be printed, and what it will be: equal keys, equal bytes."""

    key: bytes
    printed: Callable[[], File | Problem]


def _digest(value: object) -> bytes:
    """The digest of a value that consists of nothing but texts, numbers, days and tuples of them."""
    return hashlib.sha256(msgspec.msgpack.encode(value)).digest()[:16]


class Forme(msgspec.Struct, frozen=True, dict=True):
    """What is to be printed, by its path in the output, and the problems found on the way; nothing where they forbid it."""

    problems: tuple[Problem, ...]
    pages: Mapping[str, Order] = {}
    channels: Mapping[str, Channel] = {}
    pictures: Mapping[str, Print] = {}
    ready: Mapping[str, Callable[[], File]] = {}
    prepare: Callable[[], Mapping[str, Press]] = dict
    press_keys: Mapping[str, bytes] = {}  # the digest of what pages get from each press
    addresses: frozenset[str] = frozenset()  # at which something stands
    base: str = ""  # the portal's full address, and the path in it
    base_path: str = ""
    edits: Mapping[str, Edit] = {}
    setting: Setting = NOTHING_SET
    pictures_by_source: Pictures = {}
    instant: datetime.datetime = LONG_AGO  # for which it is made
    holds: tuple[float, float] = (0.0, 0.0)  # between which it would be the same, in seconds
    design: bytes = b""  # the digest of settings, layouts, assets and wishes
    unnamed: Mapping[str, str] = {}  # by language: what those are called who want no name

    def counts(self, files: int) -> Counts:
        """How much there is, if anything can be printed; `files` is the number of all files."""
        if not self.edits:
            return Counts()
        pages = files - len(self.channels) - len(self.pictures) - len(self.posters) - len(self.ready)
        return Counts(len(self.site.stories), len(self.site.shown_people), pages, len(self.channels))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of all files."""
        return (*self.channels, *self.pages, *self.pictures, *self.posters, *self.ready)

    def __contains__(self, path: str) -> bool:
        return (
            path in self.pages
            or path in self.channels
            or path in self.pictures
            or path in self.ready
            or path in self.posters
        )

    @cached_property
    def posters(self) -> Mapping[str, Poster]:
        """The pictures that are drawn, by their paths."""
        return {one.address: one for edit in self.edits.values() for one in edit.cards.posters()}

    @property
    def site(self) -> Site:
        """What is published, if anything can be printed."""
        return next(iter(self.edits.values())).site

    @cached_property
    def shards(self) -> tuple[Shard, ...]:
        """The shards of the search, which has files of its own (`byline.indexing`)."""
        return shards(self.site, self.setting.digests) if self.edits else ()

    @property
    def values(self) -> Iterator[Value]:
        """All articles that are sound, withheld ones among them."""
        return chain(self.site.texts.values(), self.site.people.values(), self.site.plains)

    @property
    def presses(self) -> Mapping[str, Press]:
        """The presses by language. Whoever has pages to print needs them, and nobody else."""
        return self.prepare()

    def cast(self) -> None:
        """Make all layouts ready, before many pages are printed by several processes."""
        from byline.render import cast

        cast(self.presses)

    @cached_property
    def _feeds(self) -> Feeds:
        return Feeds(self.base, self.site.settings.zone, self._item, self.unnamed)

    def _item(self, one: Published) -> Item:
        edit = self.edits[self.site.settings.shown_in(one.language)]
        return item(edit, one, self.pictures_by_source, self.addresses)

    def file(self, path: str) -> File | Problem:
        """One of the files, or the problem of its layout. Raises KeyError where there is none."""
        return self.plate(path).printed()

    def plate(self, path: str) -> Plate:
        """What is needed to print one of the files. Raises KeyError where there is none."""
        if path in self.pages:
            order = self.pages[path]
            page = order.page()
            key = (self.press_keys[order.language], type(page).__name__, page, self.base_path)
            return Plate(_digest(key), lambda: self._rendered(order.language, page))
        if path in self.channels:
            channel = self.channels[path]
            return Plate(_digest(self._feeds.value(channel)), partial(self._feeds.file, channel))
        if path in self.pictures:
            made = self.pictures[path]
            return Plate(_digest(path), lambda: made.file)  # which its digest names
        if path in self.posters:
            poster = self.posters[path]
            return Plate(_digest(poster), lambda: poster.file)
        file = self.ready[path]()
        return Plate(_digest(file.data), lambda: file)

    def _rendered(self, language: str, page: Page) -> File | Problem:
        from byline.render import render  # imported when there is a page to set

        return render(self.presses[language], page, self.base_path)

    def told(self, more: Iterable[Problem]) -> tuple[Problem, ...]:
        """All problems, with those that came up in printing; each fault of a layout once."""
        first = {one.place: one for one in sorted(more, key=lambda one: one.sort_key, reverse=True)}
        return in_order((*self.problems, *first.values()))
