"""Gendering: the forms with which German texts name women, men and everybody else at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

Kind = Literal["pair", "colon", "star", "underscore", "slash", "dot", "brackets", "capital"]

_SIGNS: dict[str, Kind] = {":": "colon", "*": "star", "_": "underscore", "/": "slash", "·": "dot", "•": "dot"}
_WRITTEN: dict[str, str] = {"colon": ":", "star": "*"}

_SHORT = re.compile(
    r"(?<=[a-zäöüß])\\?(?:(?:(?P<sign>[:*·•]|/-?|_)(?P<ending>innen|in)"  # Kolleg:innen, Kolleg\*in, Kolleg_innen, Kolleg/-innen
    r"|(?<=[e\\])(?P<small>[:*·•_/])(?P<letter>[rnms])"  # jede:r, eine*n
    r"|(?<=[a-zäöüß]{2})(?P<capital>Innen)|(?<=er|or|nt|st|eg)(?P<one>In))\b"  # KollegInnen, MitarbeiterIn; not LinkedIn
    r"|\((?P<bracketed>innen\)|in\)|inn\)en"  # Mitarbeiter(innen), Kolleg(inn)en
    r"|(?<=e\()r\)|(?:(?<=\b[Jj]ede\()|(?<=\b[Ee]ine\())[nms]\))(?!\w))"  # jede(r), eine(n); not „die neue(n) Pumpe(n)“
)
_HINTS = (":", "*", "_", "/", "·", "•", "(in", "e(", "Innen", "rIn", "tIn", "gIn")  # without one, there is no form
_STEM = re.compile(r"[A-Za-zÄÖÜäöüß-]{1,60}(?=\s?\Z)")
_DEAR = r"(?:lieb|wert|geehrt|verehrt|sehr\s(?:geehrt|verehrt))e[nr]?\s"
_JOINED = re.compile(  # Kolleginnen und Kollegen, die Kollegin oder der Kollege, liebe Kolleginnen, liebe Kollegen
    rf"[\s/,](?:(?<=/)\s?|(?<=,)\s(?={_DEAR})|(?:und|oder|wie|sowie|bzw\.|beziehungsweise|&(?:amp;)?)\s)"
    rf"(?P<article>(?:der|die|das|des|dem|den|eine?[mnrs]?|jede[mnrs]?|unsere?[mnrs]?)\s|{_DEAR})?"
    r"(?P<then>[A-ZÄÖÜ][a-zäöüß]{3,40})\b"
)
_ROUND = str.maketrans("äöü", "aou")


class Form(msgspec.Struct, frozen=True, gc=False):
    """A form as it was typed, its kind, where it begins, and what comes before its ending: `Kolleg` and `innen`."""

    kind: Kind
    text: str
    start: int
    stem: str = ""
    ending: str = ""

    def written(self, kind: str) -> str:
        """The same person or people in another kind of form; empty where that takes more than another sign."""
        return f"{self.stem}{_WRITTEN[kind]}{self.ending}" if self.stem and kind in _WRITTEN else ""


def forms(text: str) -> Iterator[Form]:
    """The forms in a text, first all that are written with a sign or a capital letter, then all pairs."""
    for found in _SHORT.finditer(text) if any(hint in text for hint in _HINTS) else ():
        before = _STEM.search(text, max(0, found.start() - 60), found.start())
        sign = found["sign"] or found["small"] or ""
        bracketed = (found["bracketed"] or "").replace(")", "")
        ending = found["ending"] or found["letter"] or found["capital"] or found["one"] or bracketed
        if before is None or not (before[0][0].isupper() or len(ending) == 1):
            continue  # what people are begins with a capital letter, but for „jede:r“
        if sign == "_" and ending == "in" and not before[0].endswith("er"):
            continue  # `Check_in`
        kind = _SIGNS[sign[0]] if sign else "brackets" if bracketed else "capital"
        yield Form(kind, before[0] + found[0].lstrip("\\"), before.start(), before[0], ending.lower())
    for found in _JOINED.finditer(text):
        before = _STEM.search(text, max(0, found.start() - 60), found.start())
        endings = ("innen", "innen-", "in") if found["article"] else ("innen", "innen-")
        for woman, man in ((before[0], found["then"]), (found["then"], before[0])) if before else ():
            ending = next((one for one in endings if woman.endswith(one)), "")
            if before and ending and _belong_together(woman.removesuffix(ending), man, ending == "innen-"):
                yield Form("pair", before[0] + found[0], before.start())


def _belong_together(stem: str, man: str, is_compound: bool) -> bool:
    """Whether `Kolleg` (of Kolleginnen) and `Kollegen` are forms of one word; `Martin` and `Martina` are two people.

    In a compound, as in „Bürgerinnen- und Bürgerrechte“, anything may follow.
    """
    stem, man = stem.lower().translate(_ROUND), man.lower().translate(_ROUND)
    is_short = is_compound or len(man) <= len(stem) + 3
    return len(stem) > 3 and man.startswith(stem) and is_short and not man.startswith(f"{stem}in")
