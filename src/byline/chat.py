"""A chat: what messengers and the transcripts of meetings note of who said what when, as an interview that was typed.

Teams and Slack put name and time above a message, WhatsApp and Zoom before it, WebVTT between marks. Times go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

_DAY = (
    r"(?:\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?|\d{4}-\d\d-\d\d|heute|gestern|today|yesterday"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{3})?(?:\s?[ap]\.?m\.?|\suhr)?"
_DATED = rf"(?i:{_DAY},?\s+(?:um\s|at\s)?{_TIME})"
_STAMP = rf"(?:{_DATED}|(?i:{_TIME}))"
_WORD = r"[^\W\d_][\w.’'-]{0,30}"
_NAME = rf"(?P<name>{_WORD}(?:,? {_WORD}){{0,3}}?(?: \([^()]{{1,40}}\))?)"
_PARTICLE = r"(?:vo[nm]|van|de[rnl]?|d[aiu]|l[ae]|zu[mr]?|bin|al|el)\b"
_FULL_NAME = _NAME.replace("{0,3}", "{1,5}").replace(  # where nothing else tells it from other words
    ",? ", rf",? (?={_PARTICLE}|[^\W\d_a-zß-öø-ÿ])"
)
_ANY_NAME = r"(?P<name>[^\s:>\]]+(?:\s[^\s:>\]]+){0,9}?)"
_BEFORE = (  # its words
    r"\[STAMP\]\s*NAME:\s*(?P<words>.*)",
    r"STAMP [-–] NAME:\s*(?P<words>.*)",
    r"STAMP\s+(?:From|Von)\s+NAME(?:\s+(?:to|an)\s[^:]*)?\s*:\s*(?P<words>.*)",
    r"<v(?:\.\w+)? NAME>(?P<words>.*)",
)
_BRACKETED = re.compile(rf"\[{_STAMP}\]\s*{_NAME}(?P<words>)")
_NAMES_BEFORE = [re.compile(one.replace("STAMP", _STAMP).replace("NAME", _NAME)) for one in _BEFORE]
_ANY_BEFORE = [re.compile(one.replace("STAMP", _STAMP).replace("NAME", _ANY_NAME)) for one in _BEFORE]
_SAVED = re.compile(rf"\[?{_DATED}(?:\]| [-–])\s*{_ANY_NAME}:\s*(?P<words>.*)")  # as nothing but WhatsApp has it
_ABOVE = re.compile(rf"{_FULL_NAME}(?:\s*[,|–-])?\s+[\[(]?{_STAMP}[\])]?:?")
_NAMED = re.compile(_FULL_NAME)
_HANDLE = r"(?P<name>[~@]\s?[\w.-]{1,30}|[^\W\d_]\w{1,30}(?:[._]\w{2,30}){1,3})"  # as Slack has them: `kim.lee`
_HANDLE_ABOVE = re.compile(rf"{_HANDLE}\s+[\[(]?{_STAMP}[\])]?")
_HANDLED = re.compile(_HANDLE)
_NOTICE = re.compile(rf"{_DATED} [-–] .*")  # of the program itself: who came and went
_ALONE = re.compile(_STAMP)
_CUE = re.compile(r"[\d:.,]+ --> [\d:.,]+.*")
_IN_CUE = re.compile(rf"{_FULL_NAME}:\s+(?P<words>.*)")
_NUMBER = re.compile(r"\+?\(?\d[\d ()/–-]{4,}")
_LEFT_OUT = re.compile(
    r"<?(?:medien|media|bild|image|video|audio|sticker|gif)\w* (?:ausgeschlossen|weggelassen|omitted)>?"
    r"|diese nachricht wurde gelöscht\.?|this message was deleted\.?",
    re.IGNORECASE,
)


class _Turn(msgspec.Struct, frozen=True):
    """Who begins to speak on which line, and with which words; the others stand from the line `below` on."""

    at: int
    below: int
    name: str
    words: str
    again: bool = False  # below a time alone


def as_spoken(text: str) -> str:
    """A chat with a name before each message, and an empty line between them; any other text as it is.

    A chat is what at least two speak in, of whom one does so twice; times also stand above the hours of a day.
    """
    lines = list(_without_cues(text.split("\n")))
    turns = list(_turns(lines, sure=True))
    names = [turn.name for turn in turns if not turn.again]
    if not 1 < len(set(names)) < len(names):
        return text
    turns = list(_turns(lines, sure=False))
    made = ["\n".join(lines[: turns[0].at]).strip("\n")]
    for turn, after in pairwise([*turns, _Turn(len(lines), 0, "", "")]):
        words = "\n".join([turn.words, *lines[turn.below : after.at]]).strip("\n")
        if words and not _LEFT_OUT.fullmatch(words):
            made.append(f"{turn.name}: {words}" if turn.name else words)
    return "\n\n".join(filter(None, made))


def _without_cues(lines: Sequence[str]) -> Iterator[str]:
    """The lines without the marks of WebVTT, and the names in them as its own: Zoom writes them as text."""
    for number, line in enumerate(lines):
        above, below = (lines[at] if 0 <= at < len(lines) else "" for at in (number - 1, number + 1))
        is_id = not above.strip() and _CUE.fullmatch(below)
        if is_id or _CUE.fullmatch(line) or line.startswith("WEBVTT"):
            continue
        named = _IN_CUE.fullmatch(line) if _CUE.fullmatch(above) else None
        yield f"<v {named['name']}>{named['words']}" if named else line.replace("</v>", "")


def _turns(lines: Sequence[str], *, sure: bool) -> Iterator[_Turn]:
    """Where somebody begins to speak. A time alone stands before the next message of the same speaker.

    A text is known for a chat by those who have the names of people (`sure`); in one that is known, everybody speaks.
    """
    patterns = [*_NAMES_BEFORE, _BRACKETED, _SAVED] if sure else [*_ANY_BEFORE, _BRACKETED]
    is_saved = not sure and any(map(_SAVED.fullmatch, lines))
    name = ""
    nameless: dict[str, str] = {}
    number = 0
    while number < len(lines):
        line, below = lines[number].strip(), number + 1
        before = next(filter(None, (one.fullmatch(line) for one in patterns)), None)
        above = _ABOVE.fullmatch(line) or (None if sure else _HANDLE_ABOVE.fullmatch(line))
        if not (before or above) and below < len(lines) and _ALONE.fullmatch(lines[below].strip()):
            above = _NAMED.fullmatch(line) or (None if sure else _HANDLED.fullmatch(line))
            below += 1
        if (found := before or above) and (not sure or found.re is _SAVED or found["name"][0].isupper()):
            name = _as_one_says(found["name"]) or nameless.setdefault(found["name"], f"N. N. {len(nameless) + 1}")
            yield _Turn(number, below, name, (before["words"] or "") if before else "")
        elif name and _ALONE.fullmatch(line):
            below = number + 1
            yield _Turn(number, below, name, "", again=True)
        elif is_saved and _NOTICE.fullmatch(line):
            below = number + 1
            yield _Turn(number, below, "", "")
        else:
            below = number + 1
        number = below


def _as_one_says(name: str) -> str:
    """A name without what programs add, the right way round: `Berg, Ada (External)` is `Ada Berg`, `kim.lee` `Kim Lee`.

    Empty where there is none: a number is nobody's.
    """
    last, _, first = name.partition(" (")[0].partition(", ")
    words = re.findall(r"[\w.’'-]+", re.sub(r"^[\W\d_]+", "", _NUMBER.sub("", f"{first} {last}")))
    if words and words[0][0].islower():
        words = [part[0].upper() + part[1:] for word in words for part in re.split("[._]", word) if part]
    return " ".join(words[:6]) if words and words[0][0].isupper() else ""
