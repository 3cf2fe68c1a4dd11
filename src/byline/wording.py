"""Wording: where a text has words that the house does not want to read, in whatever form they are inflected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_SHORTEST = 4  # letters of a word that is inflected here: `man` with an n is another word
_ENDINGS = {"de": "e[nrsm]?|n(?:en)?|ns|ern|s", "en": "e?[sd]|ing"}
_VERB = (
    "ieren?|ierst|iert|ierte[nrsmt]?|iertest|ieren(?:d|de[nrsm]?)"  # of German verbs those in -ieren, like most jargon
)


def unwanted(text: str, words: tuple[str, ...], language: str) -> Iterator[tuple[int, int, int]]:
    """Which of `words` stand in a German or English text, by their numbers, and where each begins and ends.

    Only whole words; a compound is another word. The letters' case does not matter.
    """
    lowered = text.lower()
    for number, (stem, pattern) in enumerate(_patterns(words, language)):
        if stem and stem in lowered:
            for found in pattern.finditer(text):
                yield number, found.start(), found.end()


@lru_cache(maxsize=8)
def _patterns(words: tuple[str, ...], language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Of each word what every text has in which it stands, in small letters, and its pattern; nothing of an empty one."""
    made = []
    for word in words:
        parts = [_inflected(part, language) for part in word.lower().split()]
        pattern = r"\s+".join(f"{re.escape(stem)}{endings}" for stem, endings in parts)
        made.append((parts[0][0] if parts else "", re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)))
    return made


def _inflected(word: str, language: str) -> tuple[str, str]:
    """A word's stem, and a pattern of what may follow it: `zeitnahe`, `Synergien`, `fokussiert`, `leveraging`.

    What changes within a word is not known: whoever does not want to read `Ansprüche` writes it down, too.
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return word, ""
    if language == "de" and word.endswith("ieren"):
        return word.removesuffix("ieren"), f"(?:{_VERB})"
    if language == "en" and word.endswith("e"):
        return word[:-1], "(?:e[sd]?|ing)"
    if language == "en" and word.endswith("y"):
        return word[:-1], "(?:y|ys|ying|ie[sd])"
    return word, f"(?:{_ENDINGS[language]})?"
