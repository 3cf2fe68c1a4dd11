"""Characters that nobody sees and that break things: taken out of everything that is read."""

from __future__ import annotations

import re

# Control characters but tab and line feed; line ends that only some programs know; those that turn the direction of
# text (CVE-2021-42574); surrogates, which a YAML escape can smuggle in; and Unicode's noncharacters, some of which
# stand for slots in set text.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Of these, what no XML may hold: a character reference (`&#12;`) can bring it back into text that was clean."""

LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Of these, what office programs put for the end of a line: a space stands for it, and nothing is lost."""


def first_unseen(text: str) -> re.Match[str] | None:
    """The first such character; None at once for nearly every text."""
    return None if text.isprintable() else UNSEEN.search(text)


def without_unseen(text: str) -> str:
    """The text without such characters; a line end becomes a space."""
    if first_unseen(text) is None:
        return text
    return UNSEEN.sub(lambda found: " " if found[0] in LINE_ENDS else "", text)


def name(character: str) -> str:
    """How such a character is called in a message: `U+202E`."""
    return f"U+{ord(character):04X}"
