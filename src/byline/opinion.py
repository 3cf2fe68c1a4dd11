"""Opinions: what is said of a story's style (`style` says it), as values."""

from __future__ import annotations

import msgspec

from byline.problem import Place, Problem
from byline.readability import Grade


class HardSentence(msgspec.Struct, frozen=True):
    """A sentence that is hard to read, as readers see it, and its place."""

    text: str
    place: Place


class Style(msgspec.Struct, frozen=True):
    """What is to be said of a story's style.

    `readability` is None where a text is too short to tell, or in another language than German and English. `hardest`
    are the three sentences that are hardest to read, the hardest first, also of a story that reads easily.
    """

    problems: tuple[Problem, ...]
    readability: Grade | None
    hardest: tuple[HardSentence, ...]


UNSAID = Style((), None, ())
"""What is said of a story that could not be looked at."""
