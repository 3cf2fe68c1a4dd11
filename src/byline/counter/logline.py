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
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from byline.counter.hit import Refusal, is_robot
from byline.counter.period import DAY, of_day
from byline.counter.policy import PLACE, Policy

_HEAD = re.compile(rb'([^ ]{10}) /|[^\n]*\[([^\n]{17}):\d\d ([+-]\d{4})\] "')
_ASKED = re.compile(rb'([^ ]*) HTTP/[^"]+" (\d\d\d)(?: [^ ]+ "(?:[^"]*" (?="))?("?[^"]{0,1000}))?')
"""What follows the counter's place in a server's own line: path, status, and the program, which is what stands in the second
pair of quotation marks, with the mark before it; or else the beginning of the first pair."""
_DAY = len("2026-11-23")
_BEGINNINGS = frozenset({b"", b"\n"})  # of a line: what stands before its first letter
_STAMP = re.compile(r"(\d\d)/(\w{3})/(\d{4}):([01]\d|2[0-3]):([0-5]\d)")
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_AGAIN = frozenset({b"307", b"308", b"401"})
"""Answers after which a browser asks again, elsewhere or with a name: the view is counted where it is heard."""
_FIRST = "2000-01-01"  # days before are no days of a log
_KEPT = 16_384  # days of minutes, and verdicts, that are remembered
_HOURS, _MINUTES = struct.Struct("x14s7x5s7x"), struct.Struct("x17s4x5s7x")
"""What of a head says when it was: `[23/Nov/2026:17:11:31 +0100] "POST` is one."""
_HEAD_SIZE = _HOURS.size
_FIXED = {0: b"[", 15: b":", 18: b":", 21: b" ", 27: b"]", 28: b" ", 29: b'"', 30: b"P", 31: b"O", 32: b"S", 33: b"T"}
_DIGITS = {16: b"012345", 17: b"0123456789", 19: b"0123456", 20: b"0123456789"}
_TORN = "torn"  # of an hour in which a day ends


class Tally(NamedTuple):
    """What some lines say, by day (`2026-11-23`): views of stories, requests refused; and how many lines could not be
    read: those that speak of the counter and make no sense, or all if none has a form that is known.
    """

    lines: int
    views: Mapping[tuple[str, str], int]  # by day and story
    refused: Mapping[tuple[str, str], int]  # by day and reason
    unread: int


def _are_heads(heads: bytes, count: int = 1) -> bool:
    """Whether so many texts, one behind the other, all are what stands before the counter's place in a server's own line."""
    return (
        len(heads) == count * _HEAD_SIZE
        and all(heads[place::_HEAD_SIZE] == letter * count for place, letter in _FIXED.items())
        and not any(heads[place::_HEAD_SIZE].translate(None, digits) for place, digits in _DIGITS.items())
    )


class _Verdict(NamedTuple):
    """What a line says, whatever its day."""

    story: str = ""
    refusal: str = ""
    is_sound: bool = True  # and says nothing, if neither


class Logbook:
    """Knows what is counted, and by which rules; remembers nothing of lines but days of minutes, and verdicts on what
    follows the counter's place in a line: a path, a status and a program.
    """

    def __init__(self, policy: Policy, stories: Mapping[str, object], today: datetime.date) -> None:
        self._zone, self._pixel = policy.zone, policy.pixel
        self._latest = of_day(today + DAY)  # servers may be in a zone where it is tomorrow
        self._stories = {story.encode(): story for story in stories}
        place = policy.base_path + PLACE
        asked, plain = quote(place, safe="/%!$&'()*+,;=:@~").encode(), _written(unquote(place).encode())
        self._places = sorted({b" " + asked, b" " + plain})
        self._day = lru_cache(_KEPT)(self._day_of)
        self._verdict = lru_cache(_KEPT)(self._verdict_on)
        self._is_robot = lru_cache(_KEPT)(_is_robot)

    def tally(self, block: bytes) -> Tally:
        """What a block of whole lines says."""
        views: Counter[tuple[str, str]] = Counter()
        refused: Counter[tuple[str, str]] = Counter()
        bad = plain = 0
        for place in self._places:
            befores = block.split(place)  # most of a log is not about the counter, and is not looked at any further
            if len(befores) == 1:
                continue
            afters = [text[: text.find(b"\n")] for text in befores[1:]]
            del befores[-1]
            heads = b"".join([before[-_HEAD_SIZE:] for before in befores])
            others: Sequence[tuple[bytes, bytes]] = ()
            # They usually are, all of them, so that they need not be looked at one by one.
            if not _are_heads(heads, len(befores)):
                pairs = [*zip(befores, afters, strict=True)]
                others = [(before, after) for before, after in pairs if not _are_heads(before[-_HEAD_SIZE:])]
                afters = [after for before, after in pairs if _are_heads(before[-_HEAD_SIZE:])]
                heads = b"".join([one for before in befores if _are_heads(one := before[-_HEAD_SIZE:])])
            found = Counter(zip(self._days(heads), map(self._verdict, afters), strict=True))
            days = Counter(
                (self._plain_day(before[-_DAY:]), self._verdict(b"\n" + after))
                for before, after in others
                if before[-_DAY - 1 : -_DAY] in _BEGINNINGS and len(before) >= _DAY
            )
            plain += days.total()
            for (day, verdict), n in (*found.items(), *days.items()):
                if not day or not verdict.is_sound:
                    bad += n
                elif verdict.story:
                    views[day, verdict.story] += n
                elif verdict.refusal:
                    refused[day, verdict.refusal] += n
        lines = block.count(b"\n")
        foreign = 0 if plain or b'] "' in block else lines  # nothing of it is a server's own form, nor ours
        return Tally(lines, views, refused, bad + foreign)

    def _days(self, heads: bytes) -> list[str]:
        """The day of each head in the portal's zone. A whole hour is of one day nearly always, and looked up as that."""
        found = [*map(self._day, _HOURS.iter_unpack(heads))]
        if _TORN in found:
            minutes = _MINUTES.iter_unpack(heads)
            found = [self._day(minute) if day == _TORN else day for day, minute in zip(found, minutes, strict=True)]
        return found

    def _verdict_on(self, after: bytes) -> _Verdict:
        """What is to be thought of a line by what follows the counter's place; in our own form, behind a line break."""
        is_plain = after[:1] == b"\n"
        if is_plain:
            name = after[1:].removesuffix(b"\r")
        else:
            found = _ASKED.match(after)
            if not found:
                return _Verdict(is_sound=False)
            name, status, program = found.groups(b"")
            if status in _AGAIN:
                return _Verdict()
            if self._is_robot(program):
                return _Verdict(refusal=Refusal.ROBOT)
        story = self._story(name, plain=is_plain)
        return _Verdict(story=story) if story else _Verdict(refusal=Refusal.UNKNOWN)

    def first_day(self, head: bytes) -> str:
        """The day of the first line; empty if it has none that can be read."""
        found = _HEAD.match(head)
        if not found:
            return ""
        return self._plain_day(found[1]) if found[1] else self._day((found[2], found[3]))

    def _story(self, written: bytes, *, plain: bool) -> str | None:
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

    def _plain_day(self, written: bytes) -> str:
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


def _written(text: bytes) -> bytes:
    """How servers write what is no printable letter of ASCII."""
    return b"".join(bytes([one]) if 32 <= one < 127 else b"\\x%02X" % one for one in text)
