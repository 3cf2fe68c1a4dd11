"""Listings: a long list of stories on several pages, so numbered that a new story does not rewrite them all.

Page 1 holds the oldest stories and never changes. The first page that readers see holds the newest, between one
page's worth and just under two, and has the listing's own address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from byline.site import Published

SIZE = 20  # stories on a page


@dataclass(frozen=True, slots=True)
class Stretch:
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
    numbered = max(0, len(stories) // SIZE - 1)
    at = [f"{address}page/{number}/" for number in range(1, numbered + 1)]
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
