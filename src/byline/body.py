"""A body: a text that is ready to be set on a page, with what other rooms need to know of it.

A body is a function of the text alone. What only the other files can tell is left open: links into the portal stand
behind `address.ROOT`, and each picture has a slot, to be filled when the page is planned.
"""

from __future__ import annotations

import re

import msgspec

from byline.memo import Kept
from byline.piece import Heading
from byline.problem import Place

SLOT = "\ufdd1{}\ufdd2"  # where a picture goes; noncharacters, like ROOT
SLOTS = re.compile("\ufdd1(\\d+)\ufdd2")


class Labels(msgspec.Struct, frozen=True):
    """The few words that typesetting adds, in the language of the text."""

    table: str
    code: str
    footnotes: str
    back: str


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link into the portal."""

    address: str
    anchor: str
    place: Place


class PictureUse(msgspec.Struct, frozen=True, gc=False):
    """A picture in a text: its path under `content/` (None: it lies outside the portal), and what is said of it.

    One that is `wide` goes beyond the column of text, where there is room.
    """

    path: str | None
    named: str
    alt: str
    place: Place
    wide: bool = False


class Body(msgspec.Struct, frozen=True, gc=False):
    """A text that is ready to be set on a page. Of one that is kept in the memo, the HTML is read where it is needed."""

    html: str | Kept = ""
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    pictures: tuple[PictureUse, ...] = ()
    words: int = 0
    excerpt: str = ""
