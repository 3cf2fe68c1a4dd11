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

_EVERY = "\"'„“”‚‘’«»‹›"
_RUN = re.compile(f"[\"'][{_EVERY}]*")
_OPENING = frozenset("([{")
_BEFORE_OPENING = _OPENING | frozenset("<–—-/=¿¡")
_LEFT_OUT = re.compile(  # what an apostrophe at the beginning of a word stands for
    r"'(?:n'|(?:s|n|ne|nen|nem|ner|tis|twas|til|em|cause)\b(?!['‘’])|\d\d(?:s|er|ern)\b)"
)

# Of each kind the mark that opens it is not looked for within it, so that many that never close take no longer.
_SPEECH = re.compile(
    "(?=[„“»«\"‚‘'])(?:"  # a look at the one character is quicker than at each of what follows
    '„[^„“”]*(?:[“”]|\\Z)|“[^“”„]*(?:”|\\Z)|»[^»«]*(?:«|\\Z)|«[^«»]*»|"[^"]*"'
    r"|‚[^‚‘]*‘|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))++’"
    rf"|(?<![\w'])(?!{_LEFT_OUT.pattern})'(?!\s)(?:[^']|(?<=\w)'(?=\w))++(?<!\s)'(?!\w))"
)


def unquoted(text: str) -> str:
    """The text, one paragraph or less, with what somebody said in it blotted out, character by character.

    Speech that goes on in the next paragraph has no mark at its end.
    """
    return _SPEECH.sub(lambda found: "\ufffc" * len(found[0]), text)


def quoted(text: str, language: str) -> str:
    """The text, one paragraph or less, with the quotes and apostrophes of its language.

    As it was typed in a language whose marks are not known here.
    """
    marks = MARKS.get(language)
    if marks is None or ('"' not in text and "'" not in text):
        return text
    put: dict[int, str] = {}  # what comes where
    doubles: list[int] = []  # what is open
    singles: list[int] = []
    last = 0, 0  # where the double quote that closed last begins and ends
    padded = f" {text} "
    for run in _RUN.finditer(padded):
        start, end = run.span()
        while padded[start - 1] in _EVERY:  # marks side by side have the same neighbours: what stands around them all
            start -= 1
        before, after = padded[start - 1], padded[end]
        follows, precedes = before.isalnum(), after.isalnum()
        opens = not follows and not after.isspace() and (before.isspace() or before in _BEFORE_OPENING)
        closes = (follows and not precedes) or not (follows or precedes or before.isspace() or before in _OPENING)
        for at in range(start, end):
            mark = padded[at]
            if mark == "'":
                if follows and precedes:
                    if end - start == 1 and not (before.isdigit() and after.isdigit()):
                        put[at] = APOSTROPHE
                elif not follows and _LEFT_OUT.match(padded, at):
                    put[at] = APOSTROPHE
                elif closes and singles:
                    put[singles.pop()], put[at] = marks[mark]
                elif opens:
                    singles.append(at)
                elif closes and before.isalpha():
                    put[at] = APOSTROPHE  # Hans' car
            elif mark == '"':
                if closes and doubles:
                    last = doubles.pop(), at
                    put[last[0]], put[at] = marks[mark]
                elif opens:
                    doubles.append(at)
                elif closes and padded[last[1] - 1].isdigit():  # "a 3" pipe": what seemed to close was inches
                    put[last[1]], put[at] = mark, marks[mark][1]
                    last = last[0], at
    pieces: list[str] = []
    done = 1
    for at in sorted(put):
        pieces += (padded[done:at], put[at])
        done = at + 1
    return "".join((*pieces, padded[done:-1]))
