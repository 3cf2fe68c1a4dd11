"""Workers: a pure function over many values, on several processors, with the same answer whatever their number."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn, TypeVar

import msgspec

from byline.shift import Limit, Shift, WorkerLost, follow, say, uninterrupted

T = TypeVar("T")
R = TypeVar("R")
G = TypeVar("G")

WORTH_IT = 150  # values; below that, starting workers costs more than they save
SLICES = 16  # for each worker: enough to even out, few enough to cost nothing

_aside: set[int] = set()
"""Processes at work aside whose answers have not been heard."""


class Workers(msgspec.Struct, frozen=True):
    """How many processes may work at once; one means this process alone, but for what has a limit.

    `guarded` says whether limits are kept, for which even a single value needs a process of its own.
    """

    number: int = 1
    guarded: bool = False

    def map(self, function: Callable[[T], R], values: Sequence[T], worth_it: int = WORTH_IT) -> list[R]:
        """The function's answers in the order of the values. Raises WorkerLost, and what the function raises."""
        step = max(1, len(values) // (self.number * SLICES))
        parts = [values[start : start + step] for start in range(0, len(values), step)]
        answers = self.gather(function, parts, lambda _number, found: found, worth_it)
        return [answer for part in answers for answer in part]

    @staticmethod
    def aside(work: Callable[[], R]) -> Callable[[], R]:
        """Begin a piece of work in a process of its own, where there can be one; what is given back waits for the answer.

        That raises WorkerLost, and what the work raises.
        """
        if not hasattr(os, "fork"):
            return work
        read, write = os.pipe()
        leader = os.getpid()
        with uninterrupted():
            pid = os.fork()
            if pid == 0:
                os.close(read)
                _answer(leader, write, work)
            _aside.add(pid)
        os.close(write)

        def answer() -> R:
            with open(read, "rb") as pipe:
                said = pipe.read()
            _aside.discard(pid)
            os.waitpid(pid, 0)
            if not said:
                raise WorkerLost
            fault, found = pickle.loads(said)  # noqa: S301  # our own process's
            if fault:
                raise fault
            return found  # type: ignore[no-any-return]

        return answer

    @classmethod
    def standby(cls, prepare: Callable[[], object], work: Callable[[T], R]) -> Callable[[T], Callable[[], R]]:
        """Begin to prepare for a piece of work, in a process of its own, before it is known what the work is about.

        What is given back is to be told that, and gives back what waits for the answer.
        """
        if not hasattr(os, "fork"):
            return lambda order: lambda: work(order)
        read, write = os.pipe()

        def wait() -> R:
            os.close(write)
            prepare()
            with open(read, "rb") as pipe:
                return work(pickle.loads(pipe.read()))  # noqa: S301  # our own process's

        answer = cls.aside(wait)
        os.close(read)

        def tell(order: T) -> Callable[[], R]:
            with suppress(BrokenPipeError), open(write, "wb") as pipe:  # whoever waits for the answer hears of its end
                pickle.dump(order, pipe, pickle.HIGHEST_PROTOCOL)
            return answer

        return tell

    def gather(
        self,
        function: Callable[[T], R],
        parts: Sequence[Sequence[T]],
        gather: Callable[[int, list[R]], G],
        worth_it: int = WORTH_IT,
        limit: Limit[T, R] | None = None,
    ) -> list[G]:
        """For each part what `gather` makes of its number and the function's answers to its values.

        Both run in the same process. Raises WorkerLost, and what they raise.
        """
        total = sum(map(len, parts))
        limit = limit if self.guarded else None
        number = min(self.number if total >= worth_it else 1, len(parts))
        if not total or (limit is None and number < 2) or not hasattr(os, "fork"):
            return [gather(number, [function(value) for value in part]) for number, part in enumerate(parts)]
        shift = Shift(function, parts, gather, limit, list(range(len(parts)))[::-1])
        answers = dict(shift.run(number))
        return [answers[index] for index in range(len(parts))]


def dismiss() -> None:
    """End all who work aside, since nobody waits for their answers any longer."""
    while _aside:
        pid = _aside.pop()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _answer(leader: int, pipe: int, work: Callable[[], object]) -> NoReturn:
    """The life of a process that does one piece of work."""
    try:
        follow(leader)
        fault, found = None, None
        try:
            found = work()
        except Exception as raised:  # noqa: BLE001  # raised again where it is waited for
            fault = raised
        say(pipe, pickle.dumps((fault, found), pickle.HIGHEST_PROTOCOL))
    except BaseException:  # noqa: BLE001  # nothing may run on in a copy of the process
        os._exit(1)
    os._exit(0)


def processors() -> int:
    """How many processes this machine can run at once; one where it cannot fork."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))
