"""Characters that nobody sees and that break things: taken out of everything that is read."""

from __future__ import annotations

import re

# Control characters but tab and line feed; those that turn the direction of text (CVE-2021-42574); surrogates, which
# a YAML escape can smuggle in; and Unicode's noncharacters, some of which stand for slots in set text.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def first_unseen(text: str) -> re.Match[str] | None:
    """The first such character; None at once for nearly every text."""
    return None if text.isprintable() else UNSEEN.search(text)


def name(character: str) -> str:
    """How such a character is called in a message: `U+202E`."""
    return f"U+{ord(character):04X}"
