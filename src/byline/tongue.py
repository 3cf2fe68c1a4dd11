"""The tongue of a text: German or English, by the words that stand in any text of these languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_LEAST = 5  # of these words
_AHEAD = 2  # times as many as of the other language's

_COMMONEST = {
    "de": frozenset("der das und nicht ist ein eine ich wir auf mit sich dem zu für es hatte von wie aber".split()),
    "en": frozenset("the and not is of to that it we you with for on this they have had what be from".split()),
}
"""Words without which hardly a sentence does, and none that both languages have."""


def language_of(texts: Iterable[str], languages: Sequence[str]) -> str:
    """Which of these languages texts are in; empty if that cannot be told of them."""
    words = [word for text in texts for word in re.findall(r"\w+", text.casefold())]
    count = {one: sum(word in common for word in words) for one, common in _COMMONEST.items()}
    most, other = sorted(count, key=count.__getitem__, reverse=True)
    return most if most in languages and count[most] >= max(_LEAST, _AHEAD * count[other] + 1) else ""
