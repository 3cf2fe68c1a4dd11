"""A sign-off: the goodbye of a letter, and below it, or below the sender's own name, how to reach them.

Most programs mark no signature, so it is known by what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

MOST_BEFORE_CONTACT = (
    8  # filled lines of a signature that nobody marked, before the first that tells how to reach somebody
)
LONGEST_OF_SIGNATURE = 120  # characters of each of these

NAMES = r"(?:(?: (?:und|and|&|von|van|de|deine?|euer|eure|ihre?)){0,2} (?-i:[^\W\d_a-zß-öø-ÿ])[\w.’'*:-]*)"  # each with a capital letter
_GOODBYE = re.compile(
    r"(?:(?:(?:\w+ ){0,4}(?:(?-i:G)r(?:u|ü|ue)(?:ß|ss)en|gr(?:u|ü|ue)(?:ß|ss)e?)|lg|vg|mfg|bg)(?: (?:aus|vo[nm]|an|ins?|nach|und)\b[^,.:]{0,30})?"
    r"|(?:(?:with|my|(?:kind|warm)(?:est)?|best|many|thanks|and) ){1,4}(?:regards|wishes|thanks)"
    rf"|best|regards|cheers|yours(?: \w+)?|sincerely|all the best)[,!]*{NAMES}{{0,4}}[,!]*",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:tel|fon|phone|telefon|fax|mobil|mobile|handy|durchwahl|ext|\b[tmpfe])\b\s*[.:]?[\s.:]*[+(]?\d[\d\s()/.–-]{3,}|\S+@\S+\.\w|\bwww\.|https?://"
    r"|\+\d\d[\d\s()/–-]{6,}|(?:\A|[|,;·•])\s*\(?0\d{1,4}\)?[ /–-]{0,3}\d[\d /–-]{3,}(?:\Z|[|,;·•])"
    r"|\bhr[ab]\s?\d|(?:\A|[|,;:·•])\s*amtsgericht\s|\bgeschäftsführ[\w*/:]*:(?=\s)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?=.*\b(?:e-?mail|nachricht|message|communication)\b).*"
    r"(?:vertraulich|rechtlich geschützt|irrtümlich|confidential|privileged|intended (?:only|solely|recipient)|in error)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:]\s*\Z")
_MAIL = re.compile(r"[<(]?\S+@\S+[>)]?")
_BESIDE_A_NAME = re.compile(r"\s*[|,·•;/]\s*|\s+[–—-]\s+")


def is_goodbye(line: str) -> bool:
    """Whether a line says goodbye, and nothing else but where from and who; what ends with a full stop is a sentence."""
    return all(_GOODBYE.fullmatch(one.strip(" *_")) for one in line.split("/"))  # in two languages


def signs(lines: list[str], number: int) -> bool:
    """Whether somebody says goodbye on a line, and below it, before anything else, how to reach them.

    Most programs mark no signature. A text that follows a goodbye, or a goodbye alone, is none.
    """
    return is_goodbye(lines[number]) and _contact_below(lines, number) > 0


def own_signature(lines: list[str], senders: Iterable[str]) -> range:
    """The lines of a signature that begins with the sender's name, without a goodbye; none if there is none.

    It ends with the last paragraph that tells how to reach them, or that all of it is confidential. Whoever is named in
    several places speaks in the text.
    """
    called = [words for name in senders if (words := _words(_MAIL.sub(" ", name)))]
    named = [number for number, line in enumerate(lines) if _is_name(line, called)]
    above = sum(1 for line in lines[named[0] : named[-1]] if line.strip()) if named else 0
    end = _contact_below(lines, named[-1]) if named else 0
    if above >= len(named) or not end or not all(map(_is_of_signature, lines[named[-1] : end + 1])):
        return range(0)
    end += sum(1 for _ in takewhile(lambda line: line.strip() and _is_of_signature(line), lines[end:]))
    while below := _paragraph(lines, end):
        said = [lines[at] for at in below]
        is_more = all(map(_is_of_signature, said)) and any(map(_CONTACT.search, said))
        if not (is_more or _NOTICE.match(" ".join(said))):
            break
        end = below.stop
    return range(named[0], end)


def _contact_below(lines: list[str], number: int) -> int:
    """The number of the first line that tells how to reach somebody, before anything but short lines; 0 if none does."""
    filled = (at for at in range(number + 1, len(lines)) if lines[at].strip())
    short = takewhile(lambda at: len(lines[at]) <= LONGEST_OF_SIGNATURE, islice(filled, MOST_BEFORE_CONTACT))
    return next((at for at in short if _CONTACT.search(lines[at])), 0)


def _is_of_signature(line: str) -> bool:
    """Whether a line is short, and no sentence and no heading."""
    is_other = line.startswith("#") or (_ENDED.search(line) and not _CONTACT.search(line))
    return len(line) <= LONGEST_OF_SIGNATURE and not is_other


def _paragraph(lines: list[str], start: int) -> range:
    """The next paragraph from a line on; empty if nothing follows."""
    first = next((at for at in range(start, len(lines)) if lines[at].strip()), len(lines))
    return range(first, next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines)))


def _is_name(line: str, called: list[frozenset[str]]) -> bool:
    """Whether a line is the name of one of these, or a part of it, with no more beside it than titles or a department."""
    if len(line) > LONGEST_OF_SIGNATURE:
        return False
    words = _words(_BESIDE_A_NAME.split(line.strip(" *_"), maxsplit=1)[0])
    return bool(words) and any(words <= one for one in called)


def _words(name: str) -> frozenset[str]:
    """The words of a name, but for titles and initials: what is shortened."""
    return frozenset(word for one in name.casefold().split() if (word := one.strip(",")) and not word.endswith("."))
