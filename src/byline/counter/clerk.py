"""The clerk: writes views into the ledger, in one thread, a batch at a time, and says when they are safe.

While one batch is on its way to the disk, the next one fills (group commit); so a slow disk makes batches larger and not
the queue longer. Before it goes, those who have just been answered may ask again. A door: here are the event loop and the
thread.
"""

from __future__ import annotations

import asyncio
import datetime
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from byline.counter.alarm import Alarm
from byline.counter.hit import Refusal
from byline.counter.ledger import FAULTS, Ledger
from byline.counter.period import midnight, of_day
from byline.counter.policy import Policy

T = TypeVar("T")

TURNS = 4  # of the event loop: in the third, those who were answered are heard again; so batches are twice as large
HURRY = 1.0  # seconds after which refusals are written down, if no view has taken them along
IDLE = 30.0  # seconds without a view, after which the file is rewritten
REST = 60.0  # seconds for each full MiB of the file, before it is rewritten again: else a large one would always be written


class _Batch:
    """What is written at once, and who waits for it. It fills until it is on its way."""

    def __init__(self) -> None:
        self.stories: list[str] = []
        self.refused: Counter[str] = Counter()
        self.done = asyncio.Event()
        self.safe = False


class Clerk:
    """Belongs to the event loop in which it is asked; the ledger is touched in the clerk's own thread alone."""

    def __init__(
        self, ledger: Ledger, policy: Policy, now: Callable[[], datetime.datetime], complain: Callable[[str], object]
    ) -> None:
        self.caps: Mapping[str, int] = {}  # how often a story can be counted on one day
        self._ledger = ledger
        self._policy = policy
        self._now = now
        self._alarm, self._worry = Alarm(complain), Alarm(complain)  # of counting, and of keeping the file tidy
        self._room = ThreadPoolExecutor(1, "clerk")
        self._open = _Batch()
        self._writing: asyncio.Task[None] | None = None
        self._later: asyncio.TimerHandle | None = None
        self._day: datetime.date | None = None  # whose counts these are:
        self._today: dict[str, int] = {}
        self._last = 0.0  # when a batch was begun, by the loop's own clock, which has no date
        self._tidy = False  # whether the file has been rewritten since the last view
        self._rested = 0.0  # before this, a large file is not rewritten again; by a clock that has no date

    # what is asked in the loop

    async def count(self, story: str) -> bool:
        """Count a view. True once it is on the disk; False if it could not be written down."""
        batch = self._open
        batch.stories.append(story)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await batch.done.wait()
        return batch.safe

    def refuse(self, reason: Refusal) -> None:
        """Note that something was not counted. Nobody waits for it."""
        self._open.refused[reason] += 1
        if self._writing is None and self._later is None:
            self._later = asyncio.get_running_loop().call_later(HURRY, self._hurry)

    async def ask(self, question: Callable[[Ledger], T]) -> T:
        """What the ledger says, asked in the clerk's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._room, question, self._ledger)

    @property
    def idle(self) -> bool:
        """Whether nobody has read anything for a while."""
        return self._writing is None and asyncio.get_running_loop().time() - self._last > IDLE

    async def tidy(self, *, idle: bool) -> None:
        """What is to be done every minute: close the day when it is over, and leave no trace of when views came.

        While nobody reads, `idle`, the file is rewritten: its pages would tell which story was read first.
        """
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._room, self._tidied, idle)

    async def rewrite(self) -> None:
        """Leave no trace of what has been taken out of the file."""
        await asyncio.get_running_loop().run_in_executor(self._room, self._rewrite)

    async def close(self) -> None:
        """Write down what is still open, and close the ledger."""
        if self._later:
            self._later.cancel()
            self._hurry()
        if self._writing:
            await self._writing
        await asyncio.get_running_loop().run_in_executor(self._room, self._closed)
        self._room.shutdown()

    def _hurry(self) -> None:
        self._later = None
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._open.stories or self._open.refused:
                for _ in range(TURNS):
                    await asyncio.sleep(0)
                batch, self._open = self._open, _Batch()
                self._last = loop.time()
                try:
                    batch.safe = await loop.run_in_executor(self._room, self._tried, batch)
                finally:
                    batch.done.set()
                if not batch.safe:
                    self._open.refused.update(batch.refused)
                    if not self._open.stories:  # refusals alone are not tried again at once, nor for ever
                        self._later = self._later or loop.call_later(HURRY, self._hurry)
                        break
        finally:
            self._writing = None

    # what is done in the clerk's thread

    def _tried(self, batch: _Batch) -> bool:
        """Whether a batch is on the disk."""
        try:
            self._entered(batch)
        except Exception as fault:  # noqa: BLE001  # whatever it is, the next batch may go through
            self._alarm.ring(fault)
            return False
        self._alarm.rest()
        return True

    def _entered(self, batch: _Batch) -> None:
        today = self._turned()
        views, counts = Counter(batch.stories), {}
        refused = Counter(batch.refused)
        with self._ledger.writing():
            if self._ledger.is_touched():
                self._today = self._ledger.views_of(of_day(today))
            for story, wanted in views.items():
                counted = min(wanted, max(0, self.caps.get(story, 0) - self._today.get(story, 0)))
                if counted:
                    counts[story] = counted
                if counted < wanted:
                    refused[Refusal.CAPPED] += wanted - counted
            self._ledger.add(of_day(today), counts, refused)
        self._tidy = False
        for story, counted in counts.items():
            self._today[story] = self._today.get(story, 0) + counted

    def _turned(self) -> datetime.date:
        """Today; if it has just begun, the day before is closed."""
        today = self._now().astimezone(self._policy.zone).date()
        if today != self._day:
            self._ledger.fold(today, self._policy.retention)
            self._today = self._ledger.views_of(of_day(today))
            self._day = today
            self._rewrite()
        return today

    def _tidied(self, idle: bool) -> None:
        try:
            today = self._turned()
            if idle and not self._tidy and time.monotonic() >= self._rested:
                self._rewrite()
            self._ledger.blur(midnight(today, self._policy.zone))
        except Exception as fault:  # noqa: BLE001  # it is tried again in a minute
            self._worry.ring(fault)

    def _rewrite(self) -> None:
        """Not being able to, as on a full disk, is no reason not to count: it is tried again."""
        try:
            self._ledger.rewrite()
            self._tidy = True
            self._rested = time.monotonic() + REST * (self._ledger.size // 2**20)
            self._worry.rest()
        except FAULTS as fault:
            self._worry.ring(fault)

    def _closed(self) -> None:
        with suppress(Exception):
            self._rewrite()
            self._ledger.blur(midnight(self._turned(), self._policy.zone))
        self._ledger.close()
