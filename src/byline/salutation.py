"""Salutation: whether a German text says du or Sie to its readers."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

# Each begins with the letters by which such words are found quickly, and then looks back.
_DU = re.compile(r"[DdEe](?<!\w.)(?:(?<=[Dd])(?:u|ir|ich|ein(?:e[mnrs]?)?)|(?<=[Ee])u(?:ch|er|re[mnrs]?))\b")
# At the beginning of a sentence, and behind a colon, „Sie“ may be „sie“.
_SIE = re.compile(r"[SI](?<=[a-zäöüß,]\s.)(?:(?<=S)ie|(?<=I)(?:hnen|hre[mnrs]?|hr(?=\s+[A-ZÄÖÜ])))\b")
_NO_ADDRESS = re.compile(
    r"\b(?:per|beim?|das|dem|zum|vom|kein|statt)\s+(?:Du|du|Sie)\b"  # „wir sind per du“
    r"|\b[Ss]ag\w*(?:\s+\w+){0,3}\s+(?:[Dd]u|Sie)\s+(?=zu)"  # „alle sagten Sie zu dir“
    r"|\b(?:[Dd]u|Sie)\s+(?=zu\s+\w+\s+(?:ge)?sag)|\b[Zz]u[mr]?(?:\s+\w+){1,3}\s+(?:[Dd]u|Sie)\s+(?=(?:ge)?sag)"
    r"|\b[A-ZÉ]\w*\s+du\s+[A-Z]\w*"  # Cirque du Soleil
)
_SAYS = (
    r"\b(?:sag(?:te[nt]?|t)|mein(?:te[nt]?|t)|frag(?:te[nt]?|t)|rief(?:en)?|ruft|schrieb(?:en)?|h(?:eißt|ieß)"
    r"|(?:antwort|erklär|flüster|erwider|entgegn)e?te[nt]?)\b"
)
_SIGN = r"\b(?:Schild|Zettel|Plakat|Bildschirm|Tafel|Mail|Brief|Nachricht|Tür|Aushang)\b[^.!?…:]{0,80}\bst(?:and|eht|ehen)\b"
_REPORTED = re.compile(  # what others said is often quoted without marks: „Der Chef meinte nur: Machen Sie das.“
    rf"(?:{_SAYS}|{_SIGN})[^.!?…:]{{0,80}}:\s+[A-ZÄÖÜ][^.!?…]*"
    rf"|(?:(?<=[.!?…:])|\A)[^.!?…:]*,\s+{_SAYS}\s+(?:ich|er|sie|wir|[A-ZÄÖÜ]\w*|(?:der|die|mein\w*)\s+\w+)\s*[,.!?…][^.!?…]*"
)
_ABOUT_IT = re.compile(r"\b(?:ge)?(?:du|sie)z", re.IGNORECASE)  # who writes about saying du says neither


class Salutation(msgspec.Struct, frozen=True, gc=False):
    """A word that says du or Sie, and where it begins."""

    kind: Literal["du", "sie"]
    text: str
    start: int


def salutations(text: str) -> list[Salutation]:
    """Where a text, of which quoted speech is no part, says du or Sie; cautiously, since many of these words are others."""
    if not (_DU.search(text) or _SIE.search(text)) or _ABOUT_IT.search(text):
        return []
    for pattern in (_REPORTED, _NO_ADDRESS):
        text = pattern.sub(lambda found: "\ufffc" * len(found[0]), text)
    there = [
        *(Salutation("du", found[0], found.start()) for found in _DU.finditer(text)),
        *(Salutation("sie", found[0], found.start()) for found in _SIE.finditer(text)),
    ]
    return sorted(there, key=lambda one: one.start)
