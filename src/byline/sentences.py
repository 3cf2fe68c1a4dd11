"""Sentences: where those of a German or English text begin and end, and the words in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r"\w+(?:[-'’:*/.,]\w+)*")
"""A word, also one with a hyphen, an apostrophe or the mark of a gender form in it; or a number, `3,5`."""

# A full stop may be followed by marks that close a quote, a bracket or emphasis; a sentence may begin with such marks.
_END = re.compile(
    r"[.!?…;:](?<![.!?…;:].)[.!?…;:]*+[\"“”»«’‘')\]*_]*+\s++(?=(?:[–—-]{1,3}\s)?[\"“”„»«‚‘'(\[*_]{0,4}(\w{0,12}))"
)
_OPENING = "(„“\"»«‚‘'*_["

_ABBREVIATIONS = {
    "de": frozenset(
        "abb abs abt anm art aufl bd bes bsp bzw ca co dipl dr engl etc evtl exkl fa fam fr frl geb gest ggf hl hr hrsg "
        "ing inkl jh kap max med mind min mio mrd nr orig phil prof rer sek sog st std str tel tsd usw vgl vs zit zzgl "
        "jan feb apr aug sept sep okt nov dez mo di mi do sa so".split()
    ),
    "en": frozenset(
        "mr mrs ms dr prof st jr sr vs no nos approx dept est fig inc ltd co corp gov sen rep gen col capt lt sgt vol "
        "jan feb apr aug sept sep oct nov dec mt rev hon".split()
    ),
}
_MAY_END = frozenset({"etc", "usw", "a.m", "p.m", "no", "so", "do", "mi", "di", "mo", "sa", "min", "max"})
"""Abbreviations that end sentences, or are words as well: before a capital letter they end one; a number may follow."""

_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")  # e.g, U.S, z.B

_MONTHS = frozenset("januar jänner februar märz april mai juni juli august september oktober november dezember".split())
_BEFORE_ORDINAL = frozenset(
    "der die das des dem den am im vom zum zur beim ein eine einen einem einer unser unsere unseren unserem mein meine "
    "meinen meinem sein seine seinen seinem ihr ihre ihren ihrem jeder jede jedes jeden jedem dieser diese".split()
)


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends in a passage in German (`de`) or English (`en`).

    As in Flesch's counting, a colon and a semicolon end one, too. What goes on with a small letter is the same sentence:
    „Halt!“ rief sie.
    """
    start = 0
    for end in _END.finditer(text):
        following = end[1]
        if following[:1].islower() and text[end.start()] not in ";:":
            continue
        if text[end.start()] == "." and _is_abbreviation(text, end.start(), following, language):
            continue
        yield start, end.end()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def _is_abbreviation(text: str, dot: int, following: str, language: str) -> bool:
    """Whether the full stop at `dot` belongs to the word before it, and what comes next to the same sentence."""
    before = text[max(0, dot - 40) : dot].split()
    if not before or text[dot - 1].isspace():
        return False
    word = before[-1].lstrip(_OPENING)
    if word.isdigit():
        return (
            language == "de"
            and len(word) < 3
            and (following.lower() in _MONTHS or (len(before) > 1 and before[-2].lower() in _BEFORE_ORDINAL))
        )
    if word.lower() in _MAY_END:
        return following.isdigit()
    return (
        (len(word) == 1 and word.isalpha() and word != "I")
        or _DOTTED.match(word) is not None
        or word.lower() in _ABBREVIATIONS[language]
    )
