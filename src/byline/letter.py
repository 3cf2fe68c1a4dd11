"""A letter: a mail that was saved or pasted, without what is about how it travelled and what others had written before.

Signatures and correspondence hold names, addresses and words of people who handed nothing in, so they are left out of
the repository; who called for a draft is told how much that was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

import msgspec

from byline.signoff import NAMES, is_goodbye, own_signature, signature

SIGNATURE = "-- "  # the line above it (RFC 3676, section 4.3), whose space is all that tells it

MOST_HEADERS = 20  # lines
MOST_OF_QUESTION = 3  # lines of a question that was quoted
MOST_OF_GOODBYE, LONGEST_OF_GOODBYE = 4, 40  # filled lines, and characters of each below the first
LONGEST_ATTRIBUTION = 300  # characters of „Am … schrieb …:“, which may run over two lines

_SAVED = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:MIME-Version|Content-Type|Received):", re.IGNORECASE)
_HEADER = re.compile(
    r"[\s>*_]*(?:(?P<sender>von|from)|(?P<title>betreff|subject)|(?P<sent>gesendet(?: am)?|datum|sent|date)"
    r"|an|to|cc|bcc|kopie|antwort an|reply-to|priorität|wichtigkeit|importance|anlagen?|attachments?)"
    r"[*_]*\s*:[*_]*\s*(?P<value>.*)",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"\s*(?:wg|fwd?)\s*:", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:(?:,|und|and)? ?(?:hallo|hi|hey|moin|servus|liebe[rs]?|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|dear|hello|good (?:morning|afternoon))"
    rf"(?: zusammen| miteinander| an alle| alle| all| everyone| everybody| there|{NAMES}{{1,6}})?){{1,3}}[,!]",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:]\s*\Z")
_FROM_A_PHONE = re.compile(
    r"(?:von meine\w+ .{1,40}|diese nachricht wurde von .{1,40}) (?:gesendet|gesandt|verschickt)\.?"
    r"|(?:get|holen sie sich) outlook (?:for|für) (?:ios|android|mac)\b.{0,60}"
    r"|(?:sent|gesendet) (?:from|with|via|mit|von|über) .{0,40}\b(?:iphone|ipad|android|outlook|phone|smartphone|handy|galaxy|device|mail|app)\b.{0,40}",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s>]*-{2,} ?(?P<words>[^\W\d_][\w ]{0,60})-{2,}\Z")
_FORWARDED = re.compile(r"weitergeleitet|forwarded", re.IGNORECASE)
_OLDER = re.compile(r"weitergeleitet|forwarded|ursprüngliche|original", re.IGNORECASE)
_BEGUN = re.compile(r"[\s>]*(?:Am|On)\b")
_ATTRIBUTION = re.compile(r"[\s>]*(?:Am\b.*\bschrieb\b.*|On\b.*\bwrote|.*<[^<>\s]+@[^<>\s]+> (?:schrieb|wrote)\b.*):\Z")
_WHEN_OR_WHO = re.compile(r"\d:\d\d|\d\.\s?\d\d?\.|\S@\S")  # which stories do not say of letters
_QUOTED = re.compile(r"\s*>")
_QUOTES = re.compile(r"\A\s*(?:>\s*)*")


class Letter(msgspec.Struct, frozen=True):
    """What somebody wrote; `left_out` counts the filled lines of signatures and correspondence that were left out."""

    text: str
    left_out: int


class NoText(ValueError):
    """A saved mail without a plain text."""


def saved(data: bytes) -> str | None:
    """The text of a mail as programs save it (`.eml`), below its sender and subject; None if that is not what it is.

    Raises `NoText` where it is made of HTML alone, or in letters that nobody knows.
    """
    if not _SAVED.match(data):
        return None
    from email import message_from_bytes
    from email.policy import default

    mail = message_from_bytes(data, policy=default)
    text = mail.get_body(("plain",))
    try:
        words = text.get_content() if text else ""
    except LookupError:
        words = ""
    if not words.strip():
        raise NoText
    return f"From: {mail['From'] or ''}\nSubject: {mail['Subject'] or ''}\n\n{words}"


def unfolded(text: str, asks: Callable[[str], bool], senders: Iterable[str] = ()) -> Letter:
    """The letter in a text whose line ends are put right; a text that is no letter stays as it is.

    `asks` tells whether a line is a question that was sent, which may be quoted with the answer below it; `senders` are
    names of whoever may have written it, below which a signature may stand.
    """
    lines = text.split("\n")
    headers, rest = _opened(lines)
    own = _own(rest, asks, is_mail=bool(headers))
    signature = own_signature(own, senders)
    own = own[: signature.start] + own[signature.stop :]
    kept = [*headers, *_without_greetings(own)] if headers else own
    return Letter("\n".join(kept).strip("\n"), _filled(lines) - _filled(kept))


def _filled(lines: list[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _opened(lines: list[str]) -> tuple[list[str], list[str]]:
    """The headers that say who sent what, and the lines below them; of a letter that was passed on, those inside it."""
    at = end = number = 0
    passed_on = False
    while number < len(lines):
        if not (length := _headers(lines, number)):
            number += 1
            continue
        above = number - 1
        while above >= end and not lines[above].strip():
            above -= 1
        forwarded = above >= end and _tells_of_another(lines[above], _FORWARDED)
        if not (passed_on or forwarded or (end == 0 and above < 0)):
            break
        at, end = number, number + length
        found = [one for line in lines[at:end] if (one := _HEADER.match(line))]
        passed_on = any(one["title"] and _PASSED_ON.match(one["value"]) for one in found)
        number = end
    found = [one for line in lines[at:end] if (one := _HEADER.match(line))]
    told = [one[0] for one in found if (one["sender"] or one["title"] or one["sent"]) and one["value"]]
    return told, lines[end:]


def _headers(lines: list[str], first: int) -> int:
    """How many lines the headers have that begin on a line: at least two, one of which names the sender."""
    number, senders, count = first, 0, 0
    for number in range(first, min(first + MOST_HEADERS, len(lines))):
        if found := _HEADER.match(lines[number]):
            senders += bool(found["sender"])
            count += 1
        elif not count or not (lines[number][:1] == " " or lines[number - 1].endswith((";", ","))):
            break  # else more of the names in the line above
    else:
        number += 1
    return number - first if senders == 1 and count > 1 else 0


def _own(lines: list[str], asks: Callable[[str], bool], *, is_mail: bool) -> list[str]:
    """The lines without signatures and older letters; questions that were quoted stay, with what stands below them."""
    is_mail = is_mail or any(_QUOTED.match(line) and asks(line) for line in lines)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if line == SIGNATURE or (is_mail and line == SIGNATURE.rstrip()):
            break
        if signed := signature(lines, number):
            number = signed.stop
            continue
        if _headers(lines, number) or _tells_of_another(line, _OLDER):
            break
        if length := _attribution(lines, number):
            is_mail = True
            number = _first_quoted(lines, number + length, asks)
            continue
        if is_mail and not asks(line) and (length := _answered(lines, number)):
            question = " ".join(_QUOTES.sub("", one) for one in lines[number : number + length])
            kept += ["", question, ""]
            number += length
            continue
        is_quoted = is_mail and _QUOTED.match(line) and not asks(line)
        if not is_quoted and not _is_from_a_phone(lines, number):
            kept.append(line)
        number += 1
    return kept


def _without_greetings(lines: list[str]) -> list[str]:
    """The lines of a mail without the words to whoever got it, first and last; what stands below a name is no goodbye."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    greets = bool(filled) and _SALUTATION.fullmatch(lines[filled[0]].strip(" *_")) is not None
    last = filled[-MOST_OF_GOODBYE:]
    end = next((number for number in last if is_goodbye(lines[number])), len(lines))
    if any(len(lines[number]) > LONGEST_OF_GOODBYE or _ENDED.search(lines[number]) for number in last if number > end):
        end = len(lines)
    return [line for number, line in enumerate(lines[:end]) if not (greets and number == filled[0])]


def _answered(lines: list[str], number: int) -> int:
    """How many lines a quoted question has that begins here and is answered below the quotation; 0 if none does."""
    quoted = list(takewhile(_QUOTED.match, lines[number : number + MOST_OF_QUESTION + 1]))
    said = list(takewhile(bool, (_QUOTES.sub("", line) for line in quoted)))
    rest = range(number + len(said), len(lines))
    below = next((lines[at] for at in rest if _QUOTES.sub("", lines[at])), "")
    begins = number == 0 or not _QUOTED.match(lines[number - 1]) or not _QUOTES.sub("", lines[number - 1])
    asked = begins and 0 < len(said) <= MOST_OF_QUESTION and said[-1].endswith("?")
    return len(said) if asked and below and not _QUOTED.match(below) else 0


def _is_from_a_phone(lines: list[str], number: int) -> bool:
    """Whether a line is what a phone's mail program puts below a text."""
    above, below = lines[number - 1 : number] or [""], lines[number + 1 : number + 2] or [""]
    return not above[0].strip() and not below[0].strip() and _FROM_A_PHONE.fullmatch(lines[number].strip()) is not None


def _tells_of_another(line: str, kind: re.Pattern[str]) -> bool:
    """Whether a line says that below it stands another letter, of a kind."""
    found = _RULE.match(line)
    return found is not None and kind.search(found["words"]) is not None


def _attribution(lines: list[str], number: int) -> int:
    """How many lines say who wrote what follows: one or two, or none."""
    for length in (1, 2):
        said = " ".join(lines[number : number + length])
        if len(said) <= LONGEST_ATTRIBUTION and _ATTRIBUTION.match(said) and _WHEN_OR_WHO.search(said):
            return length
        if lines[number].endswith((".", "!", "?")) or not _BEGUN.match(lines[number]):
            break
    return 0


def _first_quoted(lines: list[str], start: int, asks: Callable[[str], bool]) -> int:
    """Where a quoted letter is to be read on: at its marks, or where it stands without them, at the first question."""
    first = next((number for number in range(start, len(lines)) if lines[number].strip()), len(lines))
    if first < len(lines) and _QUOTED.match(lines[first]):
        return first
    return next((number for number in range(first, len(lines)) if asks(lines[number])), len(lines))
