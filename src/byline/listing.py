"""Listings: a long list of stories on several pages, so numbered that a new story does not rewrite them all.

Page 1 holds the oldest stories and never changes. The first page that readers see holds the newest, between one
page's worth and just under two, and has the listing's own address.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from byline.published import Published
from byline.site import KINDS, Site

SIZE = 20  # stories on a page
STORIES = "stories/"
ARCHIVE = "archive/"


class Stretch(msgspec.Struct, frozen=True):
    """One page of a listing: its address, its stories, and the addresses of its neighbours (empty at the ends)."""

    address: str
    stories: tuple[Published, ...]
    newer: str
    older: str

    @property
    def first(self) -> bool:
        """Whether this is the page with the newest stories."""
        return not self.newer


def stretches(address: str, stories: tuple[Published, ...]) -> Iterator[Stretch]:
    """The pages of a listing at `address`, whose stories come newest first; at least one page, even without stories."""
    at = numbered_pages(address, len(stories))
    numbered = len(at)
    newest = len(stories) - numbered * SIZE
    yield Stretch(address, stories[:newest], "", at[-1] if at else "")
    for number in range(numbered, 0, -1):
        start = newest + (numbered - number) * SIZE
        yield Stretch(
            at[number - 1],
            stories[start : start + SIZE],
            at[number] if number < numbered else address,
            at[number - 2] if number > 1 else "",
        )


def numbered_pages(address: str, stories: int) -> list[str]:
    """The addresses of the pages of a listing of so many stories, beside its own; the oldest first."""
    return [f"{address}page/{number}/" for number in range(1, max(0, stories // SIZE - 1) + 1)]


def lists(one: Published) -> Iterator[str]:
    """The addresses of the lists on which a story stands."""
    yield STORIES
    yield f"{ARCHIVE}{one.day.year}/"
    yield from (f"{kind}/{name}/" for kind in KINDS for name in getattr(one, kind))
    yield from (f"people/{name}/" for name in one.people)


def listed(site: Site, place: str) -> tuple[Published, ...] | None:
    """The stories of the list at an address, the newest first; None if there is no such list."""
    kind, _, name = place.rstrip("/").partition("/")
    if kind == "stories":
        return site.stories
    if kind == "people":
        return site.by_person.get(name)
    return site.by_year.get(int(name)) if kind == "archive" else site.by_term[kind].get(name)
