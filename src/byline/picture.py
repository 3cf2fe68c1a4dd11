"""A picture, developed: what may be published of a photo or a drawing."""

from __future__ import annotations

import msgspec

from byline.memo import Kept
from byline.tree import File

FOLDER = "pictures/"


class Picture(msgspec.Struct, frozen=True, gc=False):
    """A picture that may be published: its address, the bytes of its file, and its size in pixels."""

    source: str
    address: str
    data: bytes | Kept
    width: int
    height: int

    @property
    def file(self) -> File:
        return File(self.address, self.data.read() if isinstance(self.data, Kept) else self.data)
