"""Workers: a pure function over many values, on several processors, with the same answer whatever their number."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NoReturn, TypeVar

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


class Assistant:
    """A process that gets ready before it is known what for, and then does one piece of work after the other.

    Where there can be none, whoever asks does the work.
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        self._asked = 0
        self._heard: list[tuple[Exception | None, Any]] = []
        self._forks = hasattr(os, "fork")
        if not self._forks:
            return
        orders, self._orders = os.pipe()
        heard, answers = os.pipe()
        leader = os.getpid()
        with uninterrupted():
            pid = os.fork()
            if pid == 0:
                os.close(self._orders)
                os.close(heard)
                _serve(leader, orders, answers, prepare)
            _aside.add(pid)
        os.close(orders)
        os.close(answers)
        self._answers = open(heard, "rb", closefd=False)  # noqa: SIM115  # until the program ends

    def ask(self, work: Callable[[], R]) -> Callable[[], R]:
        """Give out a piece of work, which must be such that it can be sent; what is given back waits for the answer.

        That raises WorkerLost, and what the work raises.
        """
        if not self._forks:
            return work
        number = self._asked
        self._asked += 1
        with suppress(BrokenPipeError):  # whoever waits for the answer hears of its end
            say(self._orders, pickle.dumps(work, pickle.HIGHEST_PROTOCOL))

        def answer() -> R:
            while len(self._heard) <= number:
                self._heard.append(self._hear())
            fault, found = self._heard[number]
            if fault:
                raise fault
            return found  # type: ignore[no-any-return]

        return answer

    def _hear(self) -> tuple[Exception | None, Any]:
        with suppress(EOFError):
            return pickle.load(self._answers)  # type: ignore[no-any-return]  # noqa: S301  # our own process's
        raise WorkerLost

    def leave(self) -> None:
        """Let it go once it has done what it was asked."""
        if self._forks:
            os.close(self._orders)


def _serve(leader: int, orders: int, answers: int, prepare: Callable[[], object]) -> NoReturn:
    """An assistant's life."""
    try:
        follow(leader)
        prepare()
        with open(orders, "rb") as pipe, suppress(EOFError):
            while True:
                say(answers, _outcome(pickle.load(pipe)))  # noqa: S301  # our own process's
    except BaseException:  # noqa: BLE001  # nothing may run on in a copy of the process
        os._exit(1)
    os._exit(0)


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
        say(pipe, _outcome(work))
    except BaseException:  # noqa: BLE001  # nothing may run on in a copy of the process
        os._exit(1)
    os._exit(0)


def _outcome(work: Callable[[], object]) -> bytes:
    """What a piece of work raises, and what it gives back."""
    fault, found = None, None
    try:
        found = work()
    except Exception as raised:  # noqa: BLE001  # raised again where it is waited for
        fault = raised
    return pickle.dumps((fault, found), pickle.HIGHEST_PROTOCOL)


def processors() -> int:
    """How many processes this machine can run at once; one where it cannot fork."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))
