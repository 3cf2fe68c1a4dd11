"""Ingest: counts views from the logs of a web server, where no service may run. Each line once, whatever happens to the logs.

How far they have been read is written in the same transaction as the counts. So it does not matter when this is ended, or
how files have been renamed, copied, cut and compressed in between. Where that cannot be known, nothing is counted, or it is
told that lines may be missing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from byline.counter import rotation
from byline.counter.bookmark import STRANGER, Found, Mark, marked, matched
from byline.counter.hit import Refusal
from byline.counter.ledger import FAULTS, Ledger
from byline.counter.logline import Logbook, Tally, Verdict
from byline.counter.period import DAY, first_day, kept, last_day, midnight
from byline.counter.policy import Policy
from byline.counter.rotation import Moved, Piece

_BATCH = 16 << 20  # bytes of a log that are written down at once
_TRIES = 10  # to find all files of a log in their places, while they are being rotated
_UNFINISHED = -1  # the size of a file that has not been read to its end


class Outcome(msgspec.Struct, frozen=True):
    """What came of reading logs. `refused` is by reason, `damaged` are compressed files of which the rest was passed over;
    of the logs in `gone` the file that was read last is not there any more, and nobody knows whether it had more lines.
    """

    lines: int
    views: int
    refused: Mapping[str, int]
    unread: int  # lines that could not be read
    forgotten: int  # views of days that are no longer kept
    damaged: tuple[Path, ...]
    gone: tuple[Path, ...]


class Unrecognised(Exception):
    """A log is not the one that was read before, or has become shorter. `day` is the last one that was read."""

    def __init__(self, log: Path, day: str) -> None:
        super().__init__(log)
        self.log, self.day = log, day


class Overtaken(Exception):
    """Somebody else is reading the same log."""

    def __init__(self, log: Path) -> None:
        super().__init__(log)
        self.log = log


def ingest(
    logs: Iterable[Path],
    ledger: Ledger,
    limits: Mapping[str, int],
    policy: Policy,
    today: datetime.date,
    *,
    anew: bool = False,
) -> Outcome:
    """Count what has come to some logs, and to their rotated files, since they were last read.

    `limits` are the stories that are counted, each with how often it can be on one day. With `anew`, a log that is not
    recognised is read from the day after the last one that was read. Raises Unrecognised, Overtaken, LogFault and FAULTS.
    """
    ledger.keep_bookmarks(today, policy.retention)
    ledger.fold(today, policy.retention)
    reading = _Reading(ledger, limits, policy, today)
    for log in dict.fromkeys(rotation.log_of(one) for one in logs):
        reading.read(log, anew=anew)
    if reading.wrote:
        with suppress(*FAULTS):  # while a service writes, too, it does this itself
            ledger.rewrite()
        ledger.blur(midnight(today, policy.zone))
    return reading.outcome()


class _Batch:
    """What has been read and is not written down yet."""

    def __init__(self, since: str) -> None:
        self.verdicts: dict[str, Counter[Verdict]] = {}  # by day
        self.lines = self.unread = 0
        self._since = since  # the day up to which nothing is counted again

    def add(self, tally: Tally, long: int) -> None:
        for day, verdicts in tally.verdicts.items():
            if day > self._since:
                self.verdicts.setdefault(day, Counter()).update(verdicts)
        self.lines += tally.lines + long
        self.unread += tally.unread + long


class _Reading:
    """Reads logs into a ledger, and sums up what came of it."""

    def __init__(self, ledger: Ledger, limits: Mapping[str, int], policy: Policy, today: datetime.date) -> None:
        self.wrote = False
        self._ledger, self._limits = ledger, limits
        self._book = Logbook(policy, limits, today)
        self._kept = cache(lambda day: kept(day, today, policy.retention))
        self._refused: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self._damaged: dict[Path, None] = {}  # in the order in which they were found, each once, also after a retry
        self._gone: dict[Path, None] = {}

    def outcome(self) -> Outcome:
        sums = self._sums
        refused = dict(sorted(self._refused.items()))
        return Outcome(
            lines=sums["lines"],
            views=sums["views"],
            refused=refused,
            unread=sums["unread"],
            forgotten=sums["forgotten"],
            damaged=tuple(self._damaged),
            gone=tuple(self._gone),
        )

    def read(self, log: Path, *, anew: bool) -> None:
        """Read what is new of a log. If its files are rotated meanwhile, go on from what has been written down."""
        for left in reversed(range(_TRIES)):
            try:
                self._read(log, anew=anew)
            except Moved:
                if not left:
                    raise Overtaken(log) from None
            else:
                return

    def _read(self, log: Path, *, anew: bool) -> None:
        known = day, marks = self._ledger.bookmarks(log)
        pieces, files = self._in_order(rotation.pieces(log))
        try:
            now, is_gone = _recognised(
                log, day, marks, files, lambda one, other: self._begins(pieces[one], pieces[other])
            )
            anew = False
        except Unrecognised:
            if not anew:
                raise
            now, is_gone = [marked(file, 0, _UNFINISHED) for file in files], False
        if is_gone:
            self._gone[log] = None
        batch, size = _Batch(day if anew else ""), 0
        for place, (piece, file) in enumerate(zip(pieces, files, strict=True)):
            if now[place] == STRANGER or (now[place].inode, now[place].size) == (file.inode, file.size):
                continue
            try:
                for block in rotation.blocks(piece, now[place].read):
                    batch.add(self._book.tally(block.lines), block.long)
                    size += block.end - now[place].read
                    now[place] = marked(file, block.end, _UNFINISHED)
                    if size >= _BATCH and not anew:  # which has nothing to go on from, and is written as a whole
                        known = self._write(log, known, now, batch)
                        batch, size = _Batch(""), 0
            except EOFError:
                self._damaged[piece.path] = None
            now[place] = marked(file, now[place].read, file.size)
        if now != marks or batch.lines:
            self._write(log, known, now, batch)

    def _in_order(self, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Found]]:
        """The files of a log, the oldest first: by the days of their first lines, if their names are of several kinds."""
        found = []
        day = ""
        for piece in pieces:
            first = self._book.first_day(piece.head)
            day = first or day
            found.append((day, piece, Found(piece.inode, piece.size, piece.head, first, piece.packed)))
        found.sort(key=lambda one: one[0])
        return [piece for _, piece, _ in found], [file for _, _, file in found]

    def _write(
        self, log: Path, known: tuple[str, list[Mark]], marks: list[Mark], batch: _Batch
    ) -> tuple[str, list[Mark]]:
        """Write down a batch, and how far the log has been read with it."""
        day = max(known[0], *batch.verdicts) if batch.verdicts else known[0]
        after = day, list(marks)
        with self._ledger.writing():
            if self._ledger.bookmarks(log) != known:
                raise Overtaken(log)
            views, refused = self._by_period(batch)
            for period in sorted(views.keys() | refused.keys()):
                self._ledger.add(period, views.get(period, {}), refused.get(period, {}))
            self._ledger.bookmark(log, *after)
        self.wrote = True
        self._sums.update(lines=batch.lines, unread=batch.unread)
        self._sums["views"] += sum(n for of_one in views.values() for n in of_one.values())
        self._sums["forgotten"] += sum(
            n
            for one, counts in batch.verdicts.items()
            if not self._kept(one)
            for verdict, n in counts.items()
            if verdict.story
        )
        for of_one in refused.values():
            self._refused.update(of_one)
        return after

    def _begins(self, piece: Piece, other: Piece) -> bool:
        """Whether a file is a copy of another, which went on. Where lines tell no time, others may be the same by chance."""
        if self._book.tells_no_time(piece.head) or not piece.head:
            return False
        with suppress(EOFError):
            return rotation.begins(piece, other)
        return False

    def _by_period(self, batch: _Batch) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
        """Views and refusals as they are kept today, by period. What is over a story's cap, as many days as a period has, is refused."""
        views: dict[str, Counter[str]] = {}
        refused: dict[str, Counter[str]] = {}
        for day, counts in batch.verdicts.items():
            if period := self._kept(day):
                for verdict, n in counts.items():
                    if verdict.story:
                        views.setdefault(period, Counter())[verdict.story] += n
                    elif verdict.refusal:
                        refused.setdefault(period, Counter())[verdict.refusal] += n
        for period, of_one in views.items():
            days = (last_day(period) - first_day(period)) // DAY + 1
            for story, n in of_one.items():
                over = n + self._ledger.views_in(story, period) - days * self._limits[story]
                if over > 0:
                    of_one[story] -= min(n, over)
                    refused.setdefault(period, Counter())[Refusal.CAPPED] += min(n, over)
        return {period: +counts for period, counts in views.items()}, refused


def _recognised(
    log: Path, day: str, marks: Sequence[Mark], files: Sequence[Found], begins: Callable[[int, int], bool]
) -> tuple[list[Mark], bool]:
    """How far each file of a log has been read by now, and whether the one that was read last is gone. Raises Unrecognised.
    `begins` tells whether one file is the beginning of another.

    What was read last is there, whatever it is called; or all that is there begins later, and nobody has read it. A file
    before one that is known was there when that one was written, and has been read: somebody has altered it since.
    """
    places = matched(marks, files, begins)
    sure = [
        place
        for file, place in zip(files, places, strict=True)
        if place is not None and (marks[place].read or marks[place].inode == file.inode)
    ]
    newest = max((number for number, mark in enumerate(marks) if mark.read), default=-1)
    first = next((file.day for file in files if file.head), None)
    is_gone = max(sure, default=-1) < newest
    if is_gone and (sure or (first is not None and first <= day)):
        raise Unrecognised(log, day)
    last = max((number for number, place in enumerate(places) if place is not None), default=-1)
    now = [
        marks[place]
        if place is not None
        else STRANGER
        if number < last or (number < len(files) - 1 and begins(number, len(files) - 1))
        else marked(file, 0, _UNFINISHED)
        for number, (file, place) in enumerate(zip(files, places, strict=True))
    ]
    return now, is_gone
