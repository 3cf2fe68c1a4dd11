"""A contact: what tells how somebody can be reached, a telephone number or a mail address, where a text holds one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

FEWEST_DIGITS = 7  # of a telephone number that no word tells
MOST_DIGITS_OF_HOURS = 8  # „0630 1415 Uhr“
LONGEST_BEFORE = 80  # characters before a number in which stands what it counts

_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[^\W_][\w-]{0,62}){1,6}"
_CALLED = (
    r"\b(?:tel|fon|phone|telefon|fax|mobil|mobile|handy|durchwahl|extension|ext|whatsapp)(?:nummer|number|\snumber|[ .-]{1,2}(?:nr|no))?\b\.?:?"
    r"(?:\s(?:ist|is|lautet|unter|auf|at|on))?\s*\+?\(?\d[\d \t()/–-]{2,30}\d"
)
_NUMBER = (
    r"(?<![\w.,/@+-])(?<!\d )"
    r"(?:(?:\+|00)[1-9]\d{0,2}[ /().–-]{0,3}\d[\d /().–-]{4,30}\d|\(?0[1-9]\d{1,4}\)?[ /–-]{0,3}\d[\d /–-]{2,30}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})"
    r"(?![\w@])"
)
_CONTACT = re.compile(rf"(?P<mail>{_MAIL})|(?P<called>{_CALLED})|(?P<number>{_NUMBER})", re.IGNORECASE)
_DAY_OR_HOURS = re.compile(r"\d\d[/.–-]\d\d[/.–-]\d{4}|\d{4} [–-] \d{4}\Z")
_YEAR_OR_ALWAYS = re.compile(
    r"(?!durchwahl|ext|.*(?:nummer|number))[^\W\d]+(?:\s[^\W\d]+)?\s+(?:(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?|24\s?/\s?7)",
    re.IGNORECASE,
)
_AMOUNT_AFTER = re.compile(r"\s?(?:euro?\b|€|£|\$)", re.IGNORECASE)
_HOURS_AFTER = re.compile(r"\s?uhr\b", re.IGNORECASE)
_COUNTED_BEFORE = re.compile(
    r"(?:\b(?:\w{0,30}teil|artikel|(?<!in )chargen?|serien?|gtin|ean|rechnung|auftrag|part|item|batch|serial|invoice)(?:s?[ -]?(?:nr|nummer|number|no))?"
    r"|\b(?:\w{0,30}teile?|artikel|material|bestell|zeichnungs?|sach|kunden|inventar|serien|rechnungs|auftrags|chargen)[ -]?(?:nr|nummern?)"
    r"|\b(?:order|customer|drawing|material|parts?)[ -](?:numbers?|no)"
    r"|(?<!eine |ihre |your |nter | der )\b(?:nr|no)(?=\.)|[€£$])\.?[\s:#]*(?:\d[\d /.-]{3,20}(?:,|und|and|&)\s){0,3}\Z",
    re.IGNORECASE,
)


def contacts(line: str, known: Container[str]) -> Iterator[str]:
    """The telephone numbers and mail addresses in a line, as they stand there; but for mail addresses that are `known`,
    in small letters. Days, years, hours, amounts and numbers of parts are none.
    """
    for found in _CONTACT.finditer(line):
        is_one = found[0].casefold() not in known if found["mail"] else _is_number(found, line)
        if is_one:
            yield found[0]


def _is_number(found: re.Match[str], line: str) -> bool:
    """Whether what looks like a telephone number is one, by what it is and by what stands beside it."""
    digits = sum(letter.isdigit() for letter in found[0])
    if _AMOUNT_AFTER.match(line, found.end()):
        return False
    if digits <= MOST_DIGITS_OF_HOURS and _HOURS_AFTER.match(line, found.end()):
        return False
    if found["called"]:
        return not _YEAR_OR_ALWAYS.fullmatch(found[0])
    before = line[max(0, found.start() - LONGEST_BEFORE) : found.start()]
    return digits >= FEWEST_DIGITS and not _DAY_OR_HOURS.match(found[0]) and not _COUNTED_BEFORE.search(before)
