"""Posters: the drawn pictures with which chats and other programs announce pages that have no photo.

A poster says who speaks, large, on a ground of the portal's accent; the title stands beside it in any case. So there is
one for each person, not one for each story, and one of the portal's own.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from byline.palette import Palette
from byline.picture import FOLDER
from byline.tree import File

if TYPE_CHECKING:
    from PIL import Image, ImageFont

WIDTH, HEIGHT = 800, 420  # the shape that Open Graph wants, 1.91 to 1
_MARGIN = 54
_SIZES = (104, 88, 72, 60, 48, 40, 32, 24)  # of the name: the first at which it fits into two lines
_SHADES = 16  # from the ground to the letters: four bits a pixel
_QUOTE, _RULE, _SOFT, _FULL = 2, 5, 12, 15  # how strong each part is


class Poster(msgspec.Struct, frozen=True):
    """What stands on a poster: a name, the portal's title, and the colours of ground and letters."""

    name: str
    title: str
    ground: str
    letters: str

    @property
    def address(self) -> str:
        """Where it is published: the digest of what stands on it, so that nobody needs to draw it to know."""
        return f"{FOLDER}{hashlib.sha256(msgspec.msgpack.encode(self)).hexdigest()[:16]}.png"

    @property
    def file(self) -> File:
        return File(self.address, drawn(self))


def poster(name: str, title: str, palette: Palette) -> Poster:
    """The poster of a person, or of the portal; a text for which the font has no letters is left out.

    Letters and their marks become one character each, as fonts have them.
    """
    name, title = (unicodedata.normalize("NFC", text) if can_be_drawn(text) else "" for text in (name, title))
    return Poster(name, title, palette.voice, palette.on_voice)


_LETTERS = re.compile(
    r"[\u0020-\u005f\u0061-\u007e\u00a0-\u00b3\u00b5-\u012b\u012e-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017f\u0192\u01cd-\u01dc\u01e6\u01e7"
    r"\u0218-\u021b\u0400-\u045f\u1e80-\u1e85\u1ea0-\u1ef9\u2010\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u20ac]*\Z"
)


def can_be_drawn(name: str) -> bool:
    """Whether the font has all letters of a name: those of European languages, in Latin and Cyrillic."""
    return _LETTERS.match(unicodedata.normalize("NFC", name)) is not None


def drawn(one: Poster) -> bytes:
    """A poster as PNG. The same on every machine with the same Pillow."""
    from PIL import Image, ImageDraw  # imported when there is a poster to draw

    shades = _background(one.title).copy()
    pen = ImageDraw.Draw(shades)
    lines, size = _set(one.name)
    for place, line in enumerate(reversed(lines)):
        at = (_MARGIN, HEIGHT - _MARGIN - round(place * size * 1.08))
        pen.text(at, line, font=_font(size), fill=_FULL, anchor="ls")
    made = Image.frombytes("P", shades.size, shades.tobytes())
    made.putpalette([*_palette(one.ground, one.letters)])
    out = io.BytesIO()
    made.save(out, "PNG", bits=4, compress_level=6)
    return out.getvalue()


@lru_cache(maxsize=8)
def _background(title: str) -> Image.Image:
    """What all posters of a portal have in common, in shades."""
    from PIL import Image, ImageDraw

    shades = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(shades)
    pen.text((WIDTH - 30, 330), "”", font=_font(620, "Semibold"), fill=_QUOTE, anchor="rm")
    pen.text((_MARGIN, 70), _shortened(title, 30), font=_font(30), fill=_SOFT, anchor="ls")
    pen.rectangle((_MARGIN, 92, WIDTH - _MARGIN, 94), fill=_RULE)
    return shades


def _set(name: str) -> tuple[list[str], int]:
    """A name in one or two lines, and the size of its letters."""
    for size in _SIZES:
        lines = _lines(name, size)
        if len(lines) <= 2 and all(_font(size).getlength(line) <= WIDTH - 2 * _MARGIN for line in lines):
            return lines, size
    return [_shortened(name, _SIZES[-1])], _SIZES[-1]


def _lines(name: str, size: int) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and _font(size).getlength(longer) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _shortened(text: str, size: int) -> str:
    """A text that fits into one line, cut where it does not."""
    text = " ".join(text.split())
    if _font(size).getlength(text) <= WIDTH - 2 * _MARGIN:
        return text
    while text and _font(size).getlength(f"{text}…") > WIDTH - 2 * _MARGIN:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=32)
def _font(size: int, weight: str = "") -> ImageFont.FreeTypeFont:
    """Source Serif, set without the layout engine that some systems have and others have not."""
    from font_source_serif_pro import font_files_ttf
    from PIL import ImageFont

    return ImageFont.truetype(font_files_ttf[f"SourceSerifPro{weight}"], size, layout_engine=ImageFont.Layout.BASIC)


def _palette(ground: str, letters: str) -> Iterator[int]:
    """Red, green and blue of each shade."""
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (ground, letters)]
    for shade in range(_SHADES):
        for low, high in zip(*ends, strict=True):
            yield round(low + (high - low) * shade / (_SHADES - 1))
