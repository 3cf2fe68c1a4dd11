"""Readability: how easily a text is read, by the length of its sentences and of its words.

Flesch's formula for English: Rudolf Flesch, “A new readability yardstick”, Journal of Applied Psychology 32 (1948),
221-233. Amstad's for German: Toni Amstad, „Wie verständlich sind unsere Zeitungen?“, Zürich 1978. Amstad fitted Flesch's
to German words, which are longer; so both give a number on one scale, from about 0 to about 100, easier as it rises.
The Wiener Sachtextformeln (Bamberger and Vanecek 1984) give a school year, and were fitted to textbooks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

Grade = Literal["easy", "medium", "hard"]

FEWEST_WORDS = 100  # Flesch's samples had a hundred; of fewer, one sentence decides
EASY, MEDIUM = 60.0, 45.0  # Flesch: from 60 “plain English”; below 50 “difficult”, 30 “very difficult”

_FORMULAS = {"en": (206.835, 1.015, 84.6), "de": (180.0, 1.0, 58.5)}
_SYLLABLES = {
    # Diphthongs and long vowels; but „Fa-mi-li-en“, „ge-eig-net“.
    "de": re.compile(
        r"eau|ieu|ie(?!n\Z)|e(?=ei)|ee|aa|oo|[ae]i|[aäe]u|oi|ou|[aeo]y|(?<!q)u|[aeioäöüáéèêàâ]|y(?![aeou])"
    ),
    "en": re.compile(
        r"[aeiouy]+(?=ing\Z)|(?<![cgstx])i(?=[ao]|um|e(?:n[ct]|t))|[aiouy][aeiouy]*|e[aeiouy]+"  # go-ing, me-di-a, sci-ence
        r"|e(?!(?:[ds]|ly|ful|less|ness)?\Z)(?!(?<=[gkrstv]e)ments?\Z)"  # silent in “made”, “called”, “useful”, “statement”
        r"|(?<=[td])e(?=d\Z)|(?<=[sxzcgh])e(?=s\Z)|(?<=[bcdfgkpstz]l)e(?=[ds]?\Z)"  # but “wanted”, “places”, “table”
    ),
}


def _counter(pattern: re.Pattern[str]) -> Callable[[str], int]:
    @lru_cache(maxsize=1 << 15)  # most words come again and again
    def count(written: str) -> int:
        parts = re.findall(r"\w+(?:['’]\w+)*", written.lower())
        return sum([len(pattern.findall(part)) or 1 for part in parts])

    return count


_COUNTERS = {language: _counter(pattern) for language, pattern in _SYLLABLES.items()}


def counted(text: str, language: str) -> tuple[int, int]:
    """How many words a text has, that is what stands between blanks, and how many syllables these have.

    The syllables of a word are told by its vowels; each part of a compound has at least one, and so has a number. Vowels
    side by side are one syllable: in English all of them, in German those of a diphthong or of a long vowel.
    """
    syllables = list(map(_COUNTERS[language], text.split()))
    return len(syllables) - syllables.count(0), sum(syllables)


def readability(words: int, sentences: int, syllables: int, language: str) -> float:
    """Flesch's or Amstad's number for a text, or for a sentence of it; the counts are above zero."""
    most, per_word, per_syllable = _FORMULAS[language]
    return most - per_word * words / sentences - per_syllable * syllables / words


def graded(number: float) -> Grade:
    """The same in a word."""
    return "easy" if number >= EASY else "medium" if number >= MEDIUM else "hard"
