"""The courier: goes between a machine and the common store, so that neither counting nor its clerk ever waits for that.

A door: here are threads. Sums are handed over when the day is over, and if that does not work, later; until then they stay
in the spool, and counting goes on.
"""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from byline.counter.common import Common
from byline.counter.ledger import FAULTS
from byline.counter.policy import Policy
from byline.counter.push import push
from byline.counter.spool import Spool
from byline.counter.store import Store

T = TypeVar("T")

ROUND = 60.0  # seconds between looks at the clock
_LONGEST = 32  # rounds between two tries, where one after the other fails


class Courier:
    """Belongs to the event loop in which it is asked; `complain` hears once why sums stay here, until they can go."""

    def __init__(
        self,
        spool: Path,
        common: Common,
        policy: Policy,
        now: Callable[[], datetime.datetime],
        complain: Callable[[Exception], object],
    ) -> None:
        self._spool = spool
        self._common = common
        self._policy = policy
        self._now = now
        self._complain = complain
        self._road = ThreadPoolExecutor(1, "road")
        self._desk = ThreadPoolExecutor(1, "desk")  # letters wait for each other, and not for sums
        self._done: tuple[datetime.date, int] | None = None  # the day, or hour, for which all has been handed over
        self._failed = 0  # how often, one after the other
        self._rest = 0  # rounds until the next try

    async def ask(self, question: Callable[[Store], T]) -> T:
        """What the common store says. Raises Unavailable."""
        return await asyncio.get_running_loop().run_in_executor(self._desk, question, self._common)

    async def rounds(self, caps: Callable[[], Mapping[str, int]], handed: Callable[[], Awaitable[object]]) -> None:
        """Go round, until this is cancelled. What has been handed over leaves traces in the spool, of which `handed` hears."""
        try:
            while True:
                if await self.round(caps()):
                    await handed()
                await asyncio.sleep(ROUND)
        finally:
            for room in (self._road, self._desk):
                room.shutdown(wait=False, cancel_futures=True)

    async def round(self, caps: Mapping[str, int]) -> bool:
        """Hand over what is due, if anything is. Whether there was anything, and it has arrived."""
        local = self._now().astimezone(self._policy.zone)
        due = (local.date(), local.hour if self._policy.push == "hourly" else 0)
        if due == self._done:
            return False
        if self._rest:
            self._rest -= 1
            return False
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._road, self._pushed, local.date(), caps)
        except FAULTS as fault:
            if not self._failed:
                self._complain(fault)
            self._rest = min(2**self._failed, _LONGEST) - 1
            self._failed += 1
            return False
        self._done, self._failed = due, 0
        return found

    def _pushed(self, today: datetime.date, caps: Mapping[str, int]) -> bool:
        with Spool(self._spool) as spool:
            return push(spool, self._common, today, self._policy, caps)
