"""A sign-off: the goodbye of a letter, and below it, or below the sender's own name, how to reach them.

Most programs mark no signature, so it is known by what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, takewhile

MOST_BEFORE_CONTACT = 8  # filled lines of an unmarked signature, before the first that tells how to reach somebody
LONGEST_OF_SIGNATURE = 120  # characters of each of these
FEWEST_OF_PROSE = 2  # small words of a line that is a sentence, but for those that stand beside offices and numbers

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
_POSTSCRIPT = re.compile(r"[\s*_]*p\.? ?s\.?[*_]*(?:[:,\s]|\Z)", re.IGNORECASE)
_LEADS_ON = re.compile(r"[:?][\s*_]*\Z")
_SPEAKS = re.compile(r"\b(?:[Ii]ch|[Ww]ir|I(?!\.)|[Ww]e)\b|\A\s*(?:Er|Sie|Es|Du|Ihr|He|She|It|They|You)\b")
_SMALL = frozenset(
    "und and oder or für for der die das des dem den the im in of von vom van de zu zur to am an at bei mit auf on aus bis uhr"
    " tel fon telefon phone fax mobil mobile handy ext mail email web".split()
)
_ENDED = re.compile(r"[.!?…:]\s*\Z")
_MAIL = re.compile(r"[<(]?\S+@\S+[>)]?")
_BESIDE_A_NAME = re.compile(r"\s*[|,·•;/]\s*|\s+[–—-]\s+")


def is_goodbye(line: str) -> bool:
    """Whether a line says goodbye, and nothing else but where from and who; what ends with a full stop is a sentence."""
    return all(_GOODBYE.fullmatch(one.strip(" *_")) for one in line.split("/"))  # in two languages


def signature(lines: list[str], number: int) -> range:
    """The lines of a signature that begins on a line where somebody says goodbye, and below it, before anything else, how
    to reach them; none if there is none.

    A text that follows a goodbye, or a goodbye alone, is none, nor is what a colon leads to: it is quoted. A text below a
    signature, and a postscript, are no part of it.
    """
    if not is_goodbye(lines[number]) or _LEADS_ON.search("\n".join(lines[:number]).rstrip()):
        return range(0)
    end = _contact_below(lines, number)
    if not end or not all(map(_is_of_signature, lines[number + 1 : end + 1])):
        return range(0)
    return range(number, _end(lines, end + sum(1 for _ in takewhile(str.strip, lines[end:]))))


def own_signature(lines: list[str], senders: Iterable[str]) -> range:
    """The lines of a signature that begins with the sender's name, without a goodbye; none if there is none.

    It begins a paragraph, and below it stands nothing but notices that it is confidential, and what begins with P.S.
    Whoever is named in several places speaks in the text, and what follows a colon or a question belongs to it.
    """
    called = [words for name in senders if (words := _words(_MAIL.sub(" ", name)))]
    named = [number for number, line in enumerate(lines) if _is_name(line, called)]
    if not named or not _begins(lines, named[0]) or not _is_one([lines[at] for at in named], called):
        return range(0)
    between = sum(1 for line in lines[named[0] : named[-1]] if line.strip())
    end = _contact_below(lines, named[-1])
    if between >= len(named) or not end or not all(map(_is_of_signature, lines[named[-1] : end + 1])):
        return range(0)
    end = _end(lines, end)
    below = _paragraph(lines, end)
    return range(0) if below and not _POSTSCRIPT.match(lines[below.start]) else range(named[0], end)


def _end(lines: list[str], begun: int) -> int:
    """Where a signature ends that has begun above a line: more of it and notices may stand below."""
    end = begun + sum(1 for _ in takewhile(lambda line: line.strip() and _is_of_signature(line), lines[begun:]))
    while (below := _paragraph(lines, end)) and not _POSTSCRIPT.match(lines[below.start]):
        said = [lines[at] for at in below]
        is_more = all(map(_is_of_signature, said)) and any(map(_CONTACT.search, said))
        if not (is_more or _NOTICE.match(" ".join(said))):
            break
        end = below.stop
    return end


def _begins(lines: list[str], number: int) -> bool:
    """Whether a paragraph begins on a line, below a text that does not lead to it."""
    above = "\n".join(lines[:number])
    return bool(above.strip()) and not lines[number - 1].strip() and not _LEADS_ON.search(above)


def _is_one(named: list[str], called: list[frozenset[str]]) -> bool:
    """Whether all these lines name the same person: where several are named, it is a list of them."""
    return any(all(_is_name(line, [one]) for line in named) for one in called)


def _contact_below(lines: list[str], number: int) -> int:
    """The number of the first line that tells how to reach somebody, before anything but short lines; 0 if none does."""
    filled = (at for at in range(number + 1, len(lines)) if lines[at].strip())
    short = takewhile(lambda at: len(lines[at]) <= LONGEST_OF_SIGNATURE, islice(filled, MOST_BEFORE_CONTACT))
    return next((at for at in short if _CONTACT.search(lines[at])), 0)


def _is_of_signature(line: str) -> bool:
    """Whether a line is short, and no sentence and no heading."""
    if len(line) > LONGEST_OF_SIGNATURE or line.startswith("#") or _is_prose(line):
        return False
    return not _ENDED.search(line) or _CONTACT.search(line) is not None


def _is_prose(line: str) -> bool:
    """Whether somebody speaks in a line, who may well name a website: names, offices and numbers have few small words."""
    words = [one.strip(".,;:!?()*_") for one in line.split()]
    small = [one for one in words if len(one) > 1 and one.isalpha() and one.islower() and one not in _SMALL]
    return len(small) >= FEWEST_OF_PROSE or _SPEAKS.search(line) is not None


def _paragraph(lines: list[str], start: int) -> range:
    """The next paragraph from a line on; empty if nothing follows."""
    first = next((at for at in range(start, len(lines)) if lines[at].strip()), len(lines))
    return range(first, next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines)))


def _is_name(line: str, called: list[frozenset[str]]) -> bool:
    """Whether a line is the name of one of these, or a part of it, with no more beside it than titles or a department."""
    if not _is_of_signature(line):
        return False
    name, *besides = _BESIDE_A_NAME.split(line.strip(" *_"), maxsplit=1)
    goes_on = any(one[:1].islower() and not _CONTACT.search(one) for one in besides)
    words = _words(name)
    return bool(words) and not goes_on and any(words <= one for one in called)


def _words(name: str) -> frozenset[str]:
    """The words of a name, but for titles and initials: what is shortened."""
    return frozenset(word for one in name.casefold().split() if (word := one.strip(",")) and not word.endswith("."))
