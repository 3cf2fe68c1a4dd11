"""Workers: a pure function over many values, on several processors, with the same answer whatever their number."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 150  # values; below that, starting workers costs more than they save
SLICES = 8  # for each worker: enough to even out, few enough to cost nothing

_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""What the forked workers do: they inherit it, so neither function nor values need to be sent."""


class WorkerLost(Exception):
    """A process was ended from outside, most often because the system ran out of memory."""


@dataclass(frozen=True, slots=True)
class Workers:
    """How many processes may work at once; one means this process alone."""

    number: int = 1

    def map(self, function: Callable[[T], R], values: Sequence[T], worth_it: int = WORTH_IT) -> list[R]:
        """The function's answers in the order of the values. Raises WorkerLost."""
        if self.number < 2 or len(values) < worth_it:
            return [function(value) for value in values]
        global _work  # noqa: PLW0603  # forked processes inherit memory, and this is the way to hand it to them
        _work = (function, values)
        step = max(1, len(values) // (self.number * SLICES))
        slices = [(start, start + step) for start in range(0, len(values), step)]
        try:
            with ProcessPoolExecutor(
                min(self.number, len(slices)), get_context("fork"), _follow, (os.getpid(),)
            ) as pool:
                parts = list(pool.map(_slice, slices))
        except BrokenProcessPool:
            raise WorkerLost from None
        finally:
            _work = None
        return [answer for part in parts for answer in part]


def _follow(leader: int) -> None:
    """A worker ends with the process that was started by hand, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG of Linux's prctl(2)
    if os.getppid() != leader:  # it has ended in this very instant, and nobody will tell
        os._exit(1)


def _slice(bounds: tuple[int, int]) -> list[Any]:
    if _work is None:  # never in a worker: it was forked while there was work
        return []
    function, values = _work
    return [function(value) for value in values[bounds[0] : bounds[1]]]


def processors() -> int:
    """How many processes this machine can run at once; one where it cannot fork."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))
