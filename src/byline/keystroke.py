"""Keystrokes: characters as they were meant, for which programs have put others. Few lines, since every start needs them."""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces that do not break, or have a width of their own
ZERO = "\u200b\u200e\u200f\u2060\ufeff"  # spaces without a width, marks of direction
ZERO_WIDTH = f"{ZERO}\u00ad"
"""What nobody sees and some mean: at the ends of a value, and in ids, it goes."""
DASH = "\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"

_FENCE = re.compile(rf"[{WIDE}{ZERO}]*(?:[-{DASH}]{{2,}}|[\u2012-\u2015\u2e3a\u2e3b])[ \t{WIDE}{ZERO}]*\Z")
_EMPTY = re.compile(rf"[ \t{WIDE}{ZERO}]*\Z")
_DASHES = re.compile(f"[{DASH}]")
_ZEROS = re.compile(f"[{ZERO_WIDTH}]")


def with_line_feeds(text: str) -> str:
    """The text with one kind of line end; what is left where CRLF was made of CRLF is one line end, too."""
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_fence(line: str) -> bool:
    """Whether a line parts front matter from text: `---`, or the dashes that programs put for hyphens."""
    return line == "---" or (not line[:1].isalpha() and _FENCE.match(line) is not None)


def fences(lines: Sequence[str]) -> tuple[int, int]:
    r"""The lines that begin and end front matter, from 0; -1 for one that is not there.

    The first may stand below the mark of code that chats put around a whole file; behind a space, or as editors of
    rich text write it (`\---`), and then the last may, too.
    """
    start = next((number for number, line in enumerate(lines) if not is_empty(line)), 0)
    if lines[start].startswith("```"):
        start = next((number for number in range(start + 1, len(lines)) if not is_empty(lines[number])), start)
    is_one = is_fence if is_fence(lines[start]) else _is_typed_fence
    if not is_one(lines[start]):
        return -1, -1
    return start, next((number for number in range(start + 1, len(lines)) if is_one(lines[number])), -1)


def _is_typed_fence(line: str) -> bool:
    return is_fence(line.lstrip(" \t").removeprefix("\\"))


def is_empty(line: str) -> bool:
    """Whether nobody sees anything on a line."""
    return _EMPTY.match(line) is not None


def word(text: str) -> str:
    """Ids, dates or names as they were meant: no dash but the hyphen, and nothing that nobody sees."""
    return text if text.isascii() else _ZEROS.sub("", _DASHES.sub("-", text))
