"""A chat: what messengers and the transcripts of meetings note of who said what when, as an interview that was typed.

Teams and Slack put name and time above a message, WhatsApp and Zoom before it, WebVTT between marks. Times go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

_DAY = (
    r"(?:\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?|\d{4}-\d\d-\d\d|heute|gestern|today|yesterday"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{3})?(?:\s?[ap]\.?m\.?|\suhr)?"
_STAMP = rf"(?i:(?:{_DAY},?\s+(?:um\s|at\s)?)?{_TIME})"
_WORD = r"[^\W\d_][\w.’'-]{0,30}"
_NAME = rf"(?P<name>{_WORD}(?:,? {_WORD}){{0,3}}?(?: \([^()]{{1,40}}\))?)"
_FULL_NAME = _NAME.replace("{0,3}", "{1,3}")  # where nothing else tells it from other words
_BEFORE = [  # its words
    re.compile(one)
    for one in (
        rf"\[{_STAMP}\]\s*{_NAME}(?::\s*(?P<words>.*))?",
        rf"{_STAMP} [-–] {_NAME}:\s*(?P<words>.*)",
        rf"{_STAMP}\s+(?:From|Von)\s+{_NAME}(?:\s+(?:to|an)\s[^:]*)?\s*:\s*(?P<words>.*)",
        rf"<v(?:\.\w+)? {_NAME}>(?P<words>.*)",
    )
]
_ABOVE = re.compile(rf"{_FULL_NAME}(?:\s*[,|–-])?\s+[\[(]?{_STAMP}[\])]?:?")
_NAMED = re.compile(_FULL_NAME)
_ALONE = re.compile(_STAMP)
_CUE = re.compile(r"WEBVTT.*|[\d:.,]+ --> [\d:.,]+.*")
_LEFT_OUT = re.compile(
    r"<?(?:medien|media|bild|image|video|audio|sticker|gif)\w* (?:ausgeschlossen|weggelassen|omitted)>?", re.IGNORECASE
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
    lines = [line.replace("</v>", "") for line in text.split("\n") if not _CUE.fullmatch(line)]
    turns = list(_turns(lines))
    names = [turn.name for turn in turns if not turn.again]
    if not 1 < len(set(names)) < len(names):
        return text
    made = ["\n".join(lines[: turns[0].at]).strip("\n")]
    for turn, after in pairwise([*turns, _Turn(len(lines), 0, "", "")]):
        words = "\n".join([turn.words, *lines[turn.below : after.at]]).strip("\n")
        if words and not _LEFT_OUT.fullmatch(words):
            made.append(f"{turn.name}: {words}")
    return "\n\n".join(filter(None, made))


def _turns(lines: list[str]) -> Iterator[_Turn]:
    """Where somebody begins to speak. A time alone stands before the next message of the same speaker."""
    name = ""
    number = 0
    while number < len(lines):
        line, below = lines[number].strip(), number + 1
        before = next(filter(None, (one.fullmatch(line) for one in _BEFORE)), None)
        above = _ABOVE.fullmatch(line)
        if not (before or above) and below < len(lines) and _ALONE.fullmatch(lines[below].strip()):
            above, below = _NAMED.fullmatch(line), below + 1
        if (found := before or above) and found["name"][0].isupper():
            name = _as_one_says(found["name"])
            yield _Turn(number, below, name, (before["words"] or "") if before else "")
        elif name and _ALONE.fullmatch(line):
            below = number + 1
            yield _Turn(number, below, name, "", again=True)
        else:
            below = number + 1
        number = below


def _as_one_says(name: str) -> str:
    """A name without what programs add, the right way round: `Berg, Ada (External)` is `Ada Berg`."""
    last, _, first = name.partition(" (")[0].partition(", ")
    return f"{first} {last}".strip()
