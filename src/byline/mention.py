"""A mention: names as somebody wrote them into a line, without what people write beside them that is nobody's.

Who is asked for a name answers `no, mine` or `by Ada Berg` as well, and adds a day, a place or a department.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import takewhile

from byline.kit import KITS, same

LONGEST_NAME, MOST_NAMES = 80, 20  # characters, and names in one line; what is longer was none

FEWEST_WORDS = 2  # of a name, for what stands before or behind it not to belong to it
PARTICLES = frozenset("von van vom zu zur de da di den der del la le el al bin ten ter".split())  # within a name

_LEADING = {"von", "by", "of"}
_BETWEEN_NAMES = re.compile(r"\s*(?:[;&\n•]|\bund\b|\band\b)\s*")
_END_OF_NAME = r"\)?(?=\s*(?:[,;&|/•\n]|\bund\b|\band\b|\Z))"
_IN = r"(?:in|im|aus|bei|at|from)\s+(?:(?:der|dem|den|the)\s+)?"
_NO_SMALL_WORD = r"[^\W_a-zß-öø-ÿ][\w./:-]*"
_WHEN_AND_WHERE = re.compile(
    r"(?:"
    r"\s*[,|–—(]\s*(?=\d)|\s*[,|–—]\s*(?:[^\W\d_][\w-]*,\s*)?(?=[^,]*\d)"  # `, 14.11.2026`; `, Celle, 14 May 2026`
    rf"|[\s,|–—(]+(?:(?:am|vom|on)\s+(?=[^,]*\d)|{_IN})"  # `on 14 May`; `in Halle 3`
    rf"){_NO_SMALL_WORD}(?:[\s,)]+{_NO_SMALL_WORD})*[\s,)]*\Z"  # and nothing else but numbers and words with capitals
)


def names_in(text: str) -> list[str]:
    """The names in a paragraph; none if it is too long to be a list of names."""
    found = [one for one in _BETWEEN_NAMES.split(text.strip()) if one] if len(text) <= MOST_NAMES * LONGEST_NAME else []
    return [] if any(len(one) > LONGEST_NAME for one in found) else [_without_by(one) for one in found]


def without_nobody(name: str) -> str:
    """A name without what stands beside it and is none: `Ada Berg, private`; empty if there is nothing else."""
    return ",".join(one for one in without_when(name).split(",") if not _is_nobody(one))


def without_when(names: str) -> str:
    """Names without a day and a place at their end; what stands behind one word may be the other part of the name."""
    bare = _WHEN_AND_WHERE.sub("", names)
    return bare if len(bare.split()) >= FEWEST_WORDS else names


def beside(terms: Iterable[str]) -> re.Pattern[str]:
    """A pattern for these words where they stand beside a name, or in place of one: departments, for example."""
    texts = sorted({r"\s+".join(map(re.escape, one.split())) for one in terms if one.strip()}, key=len, reverse=True)
    words = "|".join(texts) or r"(?!)"
    alone = rf"\A\s*(?:{words})\s*\Z"
    return re.compile(rf"{alone}|(?:\s*[,|/(–—]\s*|\s+-\s+|\s+{_IN})(?:{words}){_END_OF_NAME}", re.IGNORECASE)


def _without_by(name: str) -> str:
    """A name without what leads to it in an answer: `yes, by Ada Berg`. `von Berg` and `von Berg, Ada` may be whole names."""
    words = name.split()
    leading = list(takewhile(lambda word: _bare(word) in _said_of_nobody(), words))
    rest = words[len(leading) :]
    is_led = bool(leading) and leading[-1].casefold() in _LEADING
    is_whole = len(rest) < FEWEST_WORDS or rest[0].endswith(",") or rest[0].casefold() in PARTICLES
    return " ".join(rest) if is_led and not is_whole else name


def _is_nobody(part: str) -> bool:
    """Whether a text says of nobody who they are: `no`, `it is mine`, `archive`."""
    words = {_bare(word) for word in part.split()} - {""}
    return bool(words & _nobody()) and words <= _said_of_nobody()


def _bare(word: str) -> str:
    return same(word).strip(" .,:;!–—-()")


@cache
def _nobody() -> frozenset[str]:
    return frozenset(one for kit in KITS.values() for one in kit.nobody)


@cache
def _said_of_nobody() -> frozenset[str]:
    """All words of sentences in which nobody is named."""
    return _nobody() | {one for kit in KITS.values() for one in kit.around_nobody}
