"""A guess: which of some words was meant by one that is none of them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable


def nearest(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """The known word that was probably meant, or an empty text (Ratcliff and Obershelp's similarity, at least `likeness`).

    A word with something before the known one is no slip: `unpublished` and `inactive` mean the opposite.
    """
    found = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=likeness)
    return found[0] if found and (word.lower() == found[0] or not word.lower().endswith(found[0])) else ""


def guesser(known: Iterable[str], most: int = 30) -> Callable[[str], str]:
    """`nearest` for many words: each is looked up once, and only so many are, since a look at thousands takes time."""
    among = tuple(known)
    made: dict[str, str] = {}

    def guess(word: str) -> str:
        if word not in made and len(made) < most:
            made[word] = nearest(word, among)
        return made.get(word, "")

    return guess
