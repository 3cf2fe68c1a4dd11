"""A picture, developed: what may be published of a photo or a drawing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from byline.memo import Kept
from byline.tree import File

FOLDER = "pictures/"


class Print(msgspec.Struct, frozen=True, gc=False):
    """One file of a picture: where it is published, its bytes, and its size in pixels."""

    address: str
    data: bytes | Kept
    width: int
    height: int

    @property
    def file(self) -> File:
        return File(self.address, self.data.read() if isinstance(self.data, Kept) else self.data)


class Picture(msgspec.Struct, frozen=True, gc=False):
    """A picture that may be published, as several files.

    `fallback` is the one that every program can show. `ladders` are the prints that browsers choose from: for each kind
    of file, the best first, its media type and its prints, the narrowest first. A drawing needs none.
    """

    source: str
    fallback: Print
    ladders: tuple[tuple[str, tuple[Print, ...]], ...] = ()

    @property
    def address(self) -> str:
        return self.fallback.address

    @property
    def prints(self) -> tuple[Print, ...]:
        """All files."""
        return (self.fallback, *(one for _, rungs in self.ladders for one in rungs))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its files are published; what tells whether two pictures look the same on a page."""
        return tuple(one.address for one in self.prints)

    def holding(self, data: Callable[[Print], bytes | Kept]) -> Picture:
        """The same picture with something else in place of each print's bytes."""

        def other(one: Print) -> Print:
            return msgspec.structs.replace(one, data=data(one))

        ladders = tuple((kind, tuple(map(other, rungs))) for kind, rungs in self.ladders)
        return Picture(self.source, other(self.fallback), ladders)


def printed(ending: str, data: bytes, width: int, height: int) -> Print:
    """A print, named by the digest of its bytes alone, since a source's own name may tell whom a page hides."""
    return Print(f"{FOLDER}{hashlib.sha256(data).hexdigest()[:16]}{ending}", data, width, height)
