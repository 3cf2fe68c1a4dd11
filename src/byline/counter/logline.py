"""Log lines: what the log of a web server says of views. Of each line only day, story and refusal leave this room.

A view is the request that the script in the page sends, whatever the server answered: where no counter runs, that is 404
or 405. So what the script sees to (three seconds in sight, reloads, Do Not Track, Global Privacy Control) holds here, too.
Two kinds of lines are known by themselves:

- `… [23/Nov/2026:17:11:31 +0100] "POST /voices/_v/sound HTTP/1.1" 404 …`, as nginx and Apache write them (common, or
  combined, which tells robots by their names). No part of a request can be taken for one of these: servers write
  quotation marks within a field with a backslash before them, or as numbers.
- `2026-11-23 /voices/_v/sound`, and nothing else, from a server that has left out what must not count (`deploy/`). The
  day is that of the server's zone.
"""

from __future__ import annotations

import datetime
import re
import struct
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

import msgspec

from byline.counter.hit import Refusal, is_robot
from byline.counter.period import DAY, of_day
from byline.counter.policy import PLACE, Policy

_HEAD = re.compile(rb'([^ ]{10}) /|[^\n]*\[([^\n]{17}):\d\d ([+-]\d{4})\] "')
_LINE = rb'(?:^(.{10})|\[(.{14}:[0-5]\d):[0-6]\d (.{5})\] "POST)%s(?=(.*))'
"""A line that speaks of the counter, whose place is to be put in: day, or minute and offset; and what follows the place."""
_ASKED = re.compile(rb'([^ ]*) HTTP/[^"]+" (\d\d\d)(?: [^ ]+ "(?:[^"]*" (?="))?("?[^"]{0,1000}))?')
"""What follows the counter's place in a server's own line: path, status, and the program, which is what stands in the second
pair of quotation marks, with the mark before it; or else the beginning of the first pair."""
_STAMP = re.compile(r"(\d\d)/(\w{3})/(\d{4}):([01]\d|2[0-3]):([0-5]\d)")
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_AGAIN = frozenset({b"307", b"308", b"401"})
"""Answers after which a browser asks again, elsewhere or with a name: the view is counted where it is heard."""
_FIRST = "2000-01-01"  # days before are no days of a log
_KEPT = 16_384  # days of minutes, and verdicts, that are remembered
_HOUR = struct.Struct("x14s7x5s7x")
"""Hour and offset in what stands before the counter's place: `[23/Nov/2026:17:11:31 +0100] "POST`."""
_HEAD_SIZE = _HOUR.size
_FIXED = {0: b"[", 15: b":", 18: b":", 21: b" ", 27: b"]", 28: b" ", 29: b'"', 30: b"P", 31: b"O", 32: b"S", 33: b"T"}
_DIGITS = {16: b"012345", 17: b"0123456789", 19: b"0123456", 20: b"0123456789"}
_TORN = "torn"  # of an hour in which a day ends


class Verdict(msgspec.Struct, frozen=True, eq=False):
    """What a line says, whatever its day: a view of a story, or why it is none, or neither.

    There is one of each for a logbook, so that they are counted without being looked into.
    """

    story: str = ""
    refusal: str = ""


_NOTHING, _UNSOUND = Verdict(), Verdict()
_REFUSED = {reason: Verdict(refusal=reason) for reason in (Refusal.ROBOT, Refusal.UNKNOWN)}


class Tally(NamedTuple):
    """What some lines say, by day (`2026-11-23`); and how many lines could not be read: those that speak of the counter and
    make no sense, or all if none has a form that is known.
    """

    lines: int
    verdicts: Mapping[str, Sequence[Verdict]]  # one for each line that speaks of the counter
    unread: int


def _are_heads(heads: bytes, count: int = 1) -> bool:
    """Whether so many texts, one behind the other, all are what stands before the counter's place in a server's own line."""
    return (
        len(heads) == count * _HEAD_SIZE
        and all(heads[place::_HEAD_SIZE] == letter * count for place, letter in _FIXED.items())
        and not any(heads[place::_HEAD_SIZE].translate(None, digits) for place, digits in _DIGITS.items())
    )


class _Verdicts(dict[bytes, Verdict]):
    """The verdict on what stands in a line, made when it is first asked for."""

    def __init__(self, made: Callable[[bytes], Verdict]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, words: bytes) -> Verdict:
        if len(self) >= _KEPT:
            self.clear()
        self[words] = verdict = self._made(words)
        return verdict


class Logbook:
    """Knows what is counted, and by which rules; remembers nothing of lines but days of minutes, and verdicts on what
    follows the counter's place in a line, in memory, for as long as it reads.
    """

    def __init__(self, policy: Policy, stories: Mapping[str, object], today: datetime.date) -> None:
        self._zone, self._pixel = policy.zone, policy.pixel
        self._latest = of_day(today + DAY)  # servers may be in a zone where it is tomorrow
        self._stories = {story.encode(): Verdict(story=story) for story in stories}
        place = policy.base_path + PLACE
        asked, plain = quote(place, safe="/%!$&'()*+,;=:@~").encode(), unquote(place).encode()
        places = {b" " + one for one in (asked, _written(plain, b"\\x%02X"), _written(plain, b"\\x%02x"))}
        self._forms = {one: re.compile(_LINE % re.escape(one)) for one in sorted(places)}
        self._day = lru_cache(_KEPT)(self._day_of)
        self._plain_day = lru_cache(_KEPT)(self._plain_day_of)
        self._verdict_of = _Verdicts(self._verdict_on).__getitem__
        self._is_robot = lru_cache(_KEPT)(_is_robot)

    def tally(self, block: bytes) -> Tally:
        """What a block of whole lines says."""
        verdicts: dict[str, list[Verdict]] = {}
        for place, form in self._forms.items():
            if place in block:  # most of a log is not about the counter, and is not looked at any further
                for day, given in (self._at_once(block, place) or self._by_line(block, place, form)).items():
                    verdicts.setdefault(day, []).extend(given)
        lines = block.count(b"\n")
        if not verdicts and b'] "' not in block:  # nothing of it is a server's own form, nor ours
            return Tally(lines, verdicts, lines)
        unread = sum(given.count(_UNSOUND) if day else len(given) for day, given in verdicts.items())
        return Tally(lines, {day: given for day, given in verdicts.items() if day}, unread)

    def _at_once(self, block: bytes, place: bytes) -> dict[str, list[Verdict]] | None:
        """The verdicts, if all are of one day and on lines that are a server's own: they nearly always are."""
        first = block.find(place)
        if not _are_heads(block[max(first - _HEAD_SIZE, 0) : first]):
            return None
        befores = block.split(place)
        afters = [text[: text.find(b"\n")] for text in befores[1:]]
        del befores[-1]
        heads = b"".join([before[-_HEAD_SIZE:] for before in befores])
        if not _are_heads(heads, len(befores)):
            return None
        day, *more = {self._day(hour) for hour in set(_HOUR.iter_unpack(heads))}
        return None if more or day == _TORN else {day: [*map(self._verdict_of, afters)]}

    def _by_line(self, block: bytes, place: bytes, form: re.Pattern[bytes]) -> dict[str, list[Verdict]]:
        """The verdicts on any lines. Those that are the same, as many in our own form are, are looked at once."""
        verdicts: dict[str, list[Verdict]] = {}
        for line, n in Counter(block.split(b"\n")).items():
            for found in form.finditer(line) if place in line else ():
                written, minute, offset, after = found.groups()
                if written is None:
                    day, verdict = self._day((minute, offset)), self._verdict_of(after)
                else:
                    day, verdict = self._plain_day(written), self._verdict_of(b"\n" + after)
                verdicts.setdefault(day, []).extend([verdict] * n)
        return verdicts

    def _verdict_on(self, after: bytes) -> Verdict:
        """What is to be thought of a line by what follows the counter's place; in our own form, behind a line break."""
        is_plain = after[:1] == b"\n"
        if is_plain:
            name = after[1:].removesuffix(b"\r")
        else:
            found = _ASKED.match(after)
            if not found:
                return _UNSOUND
            name, status, program = found.groups(b"")
            if status in _AGAIN:
                return _NOTHING
            if self._is_robot(program):
                return _REFUSED[Refusal.ROBOT]
        return self._story(name, plain=is_plain) or _REFUSED[Refusal.UNKNOWN]

    def first_day(self, head: bytes) -> str:
        """The day of the first line; empty if it has none that can be read."""
        found = _HEAD.match(head)
        if not found:
            return ""
        return self._plain_day(found[1]) if found[1] else self._day((found[2], found[3]))

    def tells_no_time(self, head: bytes) -> bool:
        """Whether the first line is in our own form, so that it may be the same as any other of its day."""
        found = _HEAD.match(head)
        return bool(found and found[1])

    def _story(self, written: bytes, *, plain: bool) -> Verdict | None:
        """The story of a path below the counter's place or, for browsers without scripts, of a picture's."""
        if story := self._stories.get(written):
            return story
        name = _read(written) if plain else unquote(_read(written.partition(b"?")[0]))
        names = (name, name.removesuffix(".gif")) if plain and self._pixel else (name,)
        return next((story for one in names if (story := self._stories.get(one.encode()))), None)

    def _day_of(self, stamp: tuple[bytes, bytes]) -> str:
        """The day in the portal's zone of `23/Nov/2026:17:11` and `+0100`; or of `23/Nov/2026:17`, if that is one day.

        Empty if a log cannot have lines of it.
        """
        text, offset = (one.decode("latin-1") for one in stamp)
        ends = [text] if text.count(":") > 1 else [f"{text}:00", f"{text}:59"]
        try:
            days = {of_day(self._date(one, offset)) for one in ends}
        except (ValueError, OverflowError):
            return ""
        return self._possible(days.pop()) if len(days) == 1 else _TORN

    def _plain_day_of(self, written: bytes) -> str:
        """The same of `2026-11-23`."""
        try:
            return self._possible(of_day(datetime.date.fromisoformat(written.decode("latin-1"))))
        except ValueError:
            return ""

    def _possible(self, day: str) -> str:
        return day if _FIRST <= day <= self._latest else ""

    def _date(self, minute: str, offset: str) -> datetime.date:
        """In the portal's zone. Raises ValueError if there is no such minute, or OverflowError."""
        found = _STAMP.fullmatch(minute)
        if not found:
            raise ValueError(minute)
        day, month, year, hour, most = found.groups()
        away = datetime.timedelta(hours=int(offset[1:3]), minutes=int(offset[3:])) * (-1 if offset[0] == "-" else 1)
        there = datetime.timezone(away)
        moment = datetime.datetime(int(year), _MONTHS.get(month, 0), int(day), int(hour), int(most), tzinfo=there)
        return moment.astimezone(self._zone).date()


def _is_robot(agent: bytes) -> bool:
    """Whether a program is a robot, by its name behind a quotation mark. Where none is logged, nobody can tell.

    No browser has quotation marks in its name, or in the address of a page that it has come from.
    """
    return bool(agent) and (agent[:1] != b'"' or agent.endswith(b"\\") or is_robot(agent[1:]))


def _read(written: bytes) -> str:
    """What a server has meant by what it wrote, as `x22` behind a backslash for a quotation mark."""
    if b"\\" in written:
        written = re.sub(rb"\\x([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), written)
    return written.decode("utf-8", "replace")


def _written(text: bytes, number: bytes) -> bytes:
    """How a server writes what is no printable letter of ASCII: each byte as a number."""
    return b"".join(bytes([one]) if 32 <= one < 127 else number % one for one in text)
