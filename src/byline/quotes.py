"""Quotes: the marks that a text's language puts around what somebody said, in place of the straight ones that were typed.

A mark is put for a mark, so no text changes its length. What may be something else stays as it was typed: inches and
minutes, a quote that opens and does not close, a mark between two blanks.
"""

from __future__ import annotations

import re

MARKS = {
    "de": {'"': ("„", "“"), "'": ("‚", "‘")},
    "en": {'"': ("“", "”"), "'": ("‘", "’")},
    "es": {'"': ("«", "»"), "'": ("“", "”")},
    "it": {'"': ("«", "»"), "'": ("“", "”")},
    "nl": {'"': ("“", "”"), "'": ("‘", "’")},
    "pl": {'"': ("„", "”"), "'": ("‚", "’")},
}
"""By language, the marks that open and close in place of those that were typed."""

APOSTROPHE = "’"

_RUN = re.compile("[\"'„“”‚‘’«»‹›]+")  # marks side by side have the same neighbours: what stands around them all
_BEFORE_OPENING = frozenset("([{<–—-/=¿¡")
_LEFT_OUT = re.compile(  # what an apostrophe at the beginning of a word stands for
    r"'(?:n'|(?:s|n|ne|nen|nem|ner|tis|twas|til|em|cause)\b(?!['‘’])|\d\d(?:s|er|ern)\b)"
)


def quoted(text: str, language: str) -> str:
    """The text, one paragraph or less, with the quotes and apostrophes of its language.

    As it was typed in a language whose marks are not known here.
    """
    marks = MARKS.get(language)
    if marks is None or ('"' not in text and "'" not in text):
        return text
    made = list(text)
    opened: dict[str, list[int]] = {'"': [], "'": []}
    last: tuple[int, int] | None = None  # where the double quote that closed last begins and ends
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        opens = bool(after.strip()) and (not before.strip() or before in _BEFORE_OPENING)
        closes = bool(before.strip()) and before not in "([{" and not after.isalnum()
        for at in range(start, end):
            mark = text[at]
            if mark not in opened:
                continue
            waiting = opened[mark]
            if mark == "'" and _is_apostrophe(text, at, before, after, run[0]):
                made[at] = APOSTROPHE
            elif closes and waiting:
                begun = waiting.pop()
                made[begun], made[at] = marks[mark]
                if mark == '"':
                    last = begun, at
            elif opens:
                waiting.append(at)
            elif closes and mark == "'":
                if before.isalpha():
                    made[at] = APOSTROPHE  # Hans' car
            elif closes and last and text[last[1] - 1].isdigit():
                made[last[1]], made[at] = mark, marks[mark][1]  # "a 3" pipe": what seemed to close was inches
                last = last[0], at
    return "".join(made)


def _is_apostrophe(text: str, at: int, before: str, after: str, run: str) -> bool:
    """Whether a mark stands for letters that are left out, in a word or at its beginning."""
    if before.isalnum():
        return run == "'" and after.isalnum() and not (before.isdigit() and after.isdigit())
    return _LEFT_OUT.match(text, at) is not None
