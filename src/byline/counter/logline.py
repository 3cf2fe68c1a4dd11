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
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from operator import add
from typing import NamedTuple
from urllib.parse import quote, unquote

from byline.counter.hit import Refusal, is_robot
from byline.counter.period import DAY, of_day
from byline.counter.policy import PLACE, Policy

_LINE = (
    rb" %(place)s(?:"
    rb'(?<=\[([^\n]{17}):\d\d ([+-]\d{4})\] "POST %(place)s)([^ ]*)'  # minute, offset, path
    rb'(?: HTTP/[^"]+" (\d\d\d)'  # status
    rb'(?: [^ ]+ "(?:[^"]*" (?="))?("?[^"]{0,1000}))?)?'  # program
    rb"|(?<=^([^\n]{10}) %(place)s)([^\n]*))"  # or day, path
)
"""A line from the counter's place on. It is made to be fast: what stands before the place is looked at only when it has been
found, since most lines of a log are not about the counter; and whatever lasts until one letter is looked for by that alone.
So a line that was cut short may seem to go on in the next one; of that, nothing is taken to be a request. The program is
what stands in the second pair of quotation marks, with the mark before it; or else the beginning of the first pair."""
_HEAD = re.compile(rb'([^ ]{10}) /|[^\n]*\[([^\n]{17}):\d\d ([+-]\d{4})\] "')
_STAMP = re.compile(r"(\d\d)/(\w{3})/(\d{4}):([01]\d|2[0-3]):([0-5]\d)")
_MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_AGAIN = frozenset({b"307", b"308", b"401"})
"""Answers after which a browser asks again, elsewhere or with a name: the view is counted where it is heard."""
_FIRST = "2000-01-01"  # days before are no days of a log
_KEPT = 4096  # minutes, and names of programs, whose days and verdicts are remembered


class Tally(NamedTuple):
    """What some lines say, by day (`2026-11-23`): views of stories, requests refused; and how many lines could not be read."""

    lines: int
    views: Mapping[tuple[str, str], int]  # by day and story
    refused: Mapping[tuple[str, str], int]  # by day and reason
    unread: int


class Logbook:
    """Knows what is counted, and by which rules; remembers nothing of lines but days of minutes and verdicts on programs."""

    def __init__(self, policy: Policy, stories: Mapping[str, object], today: datetime.date) -> None:
        self._zone, self._pixel = policy.zone, policy.pixel
        self._latest = of_day(today + DAY)  # servers may be in a zone where it is tomorrow
        self._stories = {story.encode(): story for story in stories}
        place = policy.base_path + PLACE
        asked, plain = quote(place, safe="/%!$&'()*+,;=:@~").encode(), _written(unquote(place).encode())
        self._lines = [re.compile(_LINE % {b"place": re.escape(one)}, re.MULTILINE) for one in sorted({asked, plain})]
        self._day = lru_cache(_KEPT)(self._day_of)
        self._is_robot = lru_cache(_KEPT)(_is_robot)

    def tally(self, block: bytes) -> Tally:
        """What a block of whole lines says."""
        views: Counter[tuple[str, str]] = Counter()
        refused: Counter[tuple[str, str]] = Counter()
        bad = plain = 0
        for pattern in self._lines:
            found = pattern.findall(block)
            if not found:
                continue
            minutes, offsets, paths, statuses, agents, days, names = zip(*found, strict=True)
            alike = Counter(
                zip(
                    map(self._day, minutes, offsets, days),
                    map(self._is_robot, agents),
                    statuses,
                    map(bool, days),
                    map(add, paths, names),
                    strict=True,
                )
            )  # so that what follows is done for each kind of line only
            for (day, robot, status, is_plain, name), n in alike.items():
                if is_plain:
                    plain += n
                elif status in _AGAIN:
                    continue
                if not day or not (status or is_plain):
                    bad += n
                elif robot:
                    refused[day, Refusal.ROBOT] += n
                elif story := self._story(name, plain=is_plain):
                    views[day, story] += n
                else:
                    refused[day, Refusal.UNKNOWN] += n
        lines = block.count(b"\n")
        others = lines - plain - block.count(b'] "')  # which stands once in each line of a server's own form
        return Tally(lines, views, refused, bad + max(0, others))

    def first_day(self, head: bytes) -> str:
        """The day of the first line; empty if it has none that can be read."""
        found = _HEAD.match(head)
        return self._day(found[2] or b"", found[3] or b"", found[1] or b"") if found else ""

    def _story(self, written: bytes, *, plain: bool) -> str | None:
        """The story of a path below the counter's place or, for browsers without scripts, of a picture's."""
        if story := self._stories.get(written):
            return story
        name = _read(written) if plain else unquote(_read(written.partition(b"?")[0]))
        names = (name, name.removesuffix(".gif")) if plain and self._pixel else (name,)
        return next((story for one in names if (story := self._stories.get(one.encode()))), None)

    def _day_of(self, minute: bytes, offset: bytes, day: bytes) -> str:
        """The day in the portal's zone of `23/Nov/2026:17:11` and `+0100`, or of `2026-11-23`.

        Empty if a log cannot have lines of it.
        """
        try:
            date = datetime.date.fromisoformat(day.decode()) if day else self._date(minute.decode(), offset.decode())
        except (ValueError, OverflowError):
            return ""
        return of_day(date) if _FIRST <= of_day(date) <= self._latest else ""

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
