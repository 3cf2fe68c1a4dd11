"""The forme: pages, feeds and files, locked up and ready for the press. Each is made only when it is printed.

So a worker prints a file without anyone keeping the others in memory, and a preview prints only what somebody looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from byline import address
from byline.channel import Channel
from byline.feed import Feeds
from byline.page import Order, StoryPage
from byline.picture import Picture
from byline.plan import Edit
from byline.problem import Problem, in_order
from byline.render import Press, render
from byline.site import Site
from byline.tree import File


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything, for the closing line."""

    stories: int = 0
    people: int = 0
    pages: int = 0
    feeds: int = 0


@dataclass(frozen=True)
class Forme:
    """What is to be printed, by its path in the output, and the problems found on the way; nothing where they forbid it."""

    problems: tuple[Problem, ...]
    pages: Mapping[str, Order] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    ready: Mapping[str, File] = field(default_factory=dict)
    presses: Mapping[str, Press] = field(default_factory=dict)
    base: str = ""  # the portal's full address, and the path in it
    base_path: str = ""
    edits: Mapping[str, Edit] = field(default_factory=dict)
    unnamed: Mapping[str, str] = field(default_factory=dict)  # by language: what those are called who want no name
    counts: Counts = Counts()

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of all files."""
        return (*self.channels, *self.pages, *self.pictures, *self.ready)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all pages and feeds."""
        return frozenset((*(order.address for order in self.pages.values()), *self.channels))

    @property
    def site(self) -> Site:
        """What is published, if anything can be printed."""
        return next(iter(self.edits.values())).site

    @cached_property
    def _feeds(self) -> Feeds:
        return Feeds(self.base, _StoryPages(self.pages), self.unnamed)

    def file(self, path: str) -> File | Problem:
        """One of the files, or the problem of its layout. Raises KeyError where there is none."""
        if path in self.pages:
            order = self.pages[path]
            return render(self.presses[order.language], order.page(), self.base_path)
        if path in self.channels:
            return self._feeds.file(self.channels[path])
        return self.pictures[path].file if path in self.pictures else self.ready[path]

    def told(self, more: Iterable[Problem]) -> tuple[Problem, ...]:
        """All problems, with those that came up in printing; each fault of a layout once."""
        return in_order((*self.problems, *{one.place: one for one in reversed([*more])}.values()))


@dataclass(frozen=True, slots=True)
class _StoryPages(Mapping[str, StoryPage]):
    """The pages of stories by their addresses, each made when it is asked for."""

    pages: Mapping[str, Order]

    def __getitem__(self, place: str) -> StoryPage:
        page = self.pages[address.file_of(place)].page()
        if not isinstance(page, StoryPage):
            raise KeyError(place)
        return page

    def __iter__(self) -> Iterator[str]:
        return (order.address for order in self.pages.values())

    def __len__(self) -> int:
        return len(self.pages)
