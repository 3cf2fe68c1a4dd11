"""A contact: what tells how somebody can be reached, a telephone number or a mail address, where a text holds one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

FEWEST_DIGITS = 7  # of a telephone number that no word tells

_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[^\W_][\w-]{0,62}){1,6}"
_CALLED = (
    r"\b(?:tel|fon|phone|telefon|fax|mobil|mobile|handy|durchwahl|extension|ext|whatsapp)(?:nummer|number|\snumber)?\b\.?:?"
    r"(?:\s(?:ist|is|lautet|unter|auf|at|on))?\s*\+?\(?\d[\d \t()/–-]{2,30}\d"
)
_NUMBER = (
    r"(?<![\w.,/@+-])(?<!\d )"
    r"(?:(?:\+|00)[1-9]\d{0,2}[ /().–-]{0,3}\d[\d /().–-]{4,30}\d|\(?0[1-9]\d{1,4}\)?[ /–-]{0,3}\d[\d /–-]{2,30}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})"
    r"(?![\w@])"
)
_CONTACT = re.compile(rf"(?P<mail>{_MAIL})|(?P<called>{_CALLED})|(?P<number>{_NUMBER})", re.IGNORECASE)
_DATE = re.compile(r"\d\d[/.–-]\d\d[/.–-]\d{4}")


def contacts(line: str, known: Container[str]) -> Iterator[str]:
    """The telephone numbers and mail addresses in a line, as they stand there; but for mail addresses that are `known`,
    in small letters. Days, times and numbers of parts are none.
    """
    for found in _CONTACT.finditer(line):
        digits = sum(letter.isdigit() for letter in found[0])
        if found["mail"]:
            is_one = found[0].casefold() not in known
        else:
            is_one = bool(found["called"]) or (digits >= FEWEST_DIGITS and not _DATE.match(found[0]))
        if is_one:
            yield found[0]
