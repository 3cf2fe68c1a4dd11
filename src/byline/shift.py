"""A shift: one piece of work, shared out among processes that can be ended when a value costs too much."""

from __future__ import annotations

import ctypes
import mmap
import os
import pickle
import select
import signal
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Generic, NoReturn, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")
G = TypeVar("G")

PATIENCE = 10  # how many times its seconds a value may take by the clock, since other programs may be at work, too
_ENDS = (signal.SIGINT, signal.SIGTERM)

LOOK = 0.25  # seconds between two looks at how long the workers have been at one value

_SIZE = struct.Struct("=Q")


class WorkerLost(Exception):
    """A process was ended from outside, most often because the system ran out of memory."""

    reason = "worker-lost"  # a key of `byline.messages`


class Limit(msgspec.Struct, Generic[T, R], frozen=True):
    """What one value may cost, and the answer for a value that would cost more.

    Whoever sets a limit is always served by a worker, since only a process of its own can be ended at any point.
    """

    seconds: float  # of processor time; ten times as many by the clock
    megabytes: int  # of memory, beyond what the worker had when it began
    instead: Callable[[T], R]


class Card:
    """A worker's time card, which its leader looks at: since when it is at a value, what processor time it had used by
    then, and which of its part that is (-1: none).

    Each number is written by itself, and as a whole: `struct.pack_into` would clear them first, and who looks in this
    instant would see a value that has lasted since the machine was started.
    """

    def __init__(self) -> None:
        self._numbers = memoryview(mmap.mmap(-1, 3 * 8)).cast("d")
        self.end()

    def begin(self, place: int) -> None:
        self.end()  # nobody is to see a value with the times of another
        self._numbers[0] = time.monotonic()
        self._numbers[1] = time.process_time()
        self._numbers[2] = place

    def end(self) -> None:
        self._numbers[2] = -1

    @property
    def place(self) -> int:
        return int(self._numbers[2])

    def read(self) -> tuple[float, float, int]:
        """The times in seconds, and the place."""
        place = self.place
        since, used = self._numbers[0], self._numbers[1]
        return since, used, place if place == self.place else -1


class _Worker(msgspec.Struct):
    """A process at work: where its orders go, where its answers come from, and what it is at."""

    pid: int
    orders: int
    answers: int
    card: Card
    part: int = 0
    heard: bytearray = msgspec.field(default_factory=bytearray)

    def order(self, part: int) -> None:
        self.part = part
        os.write(self.orders, _SIZE.pack(part))

    def end(self) -> None:
        os.close(self.orders)
        os.close(self.answers)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


class Shift(msgspec.Struct, Generic[T, R, G]):
    """One piece of work shared out among workers. They are forked, so nothing needs to be sent to them but numbers."""

    function: Callable[[T], R]
    parts: Sequence[Sequence[T]]
    gather: Callable[[int, list[R]], G]
    limit: Limit[T, R] | None
    todo: list[int]  # the last one first
    workers: dict[int, _Worker] = {}  # by where their answers come from
    given_up: set[tuple[int, int]] = msgspec.field(default_factory=set)  # part and place of values that cost too much

    def run(self, number: int) -> Iterator[tuple[int, G]]:
        """What comes of each part, by its number, as it comes."""
        try:
            while self.todo or self.workers:
                while self.todo and len(self.workers) < number:
                    self._hire()
                listening = select.poll()  # select(2) knows no more than 1024 open files
                for one in self.workers:
                    listening.register(one, select.POLLIN)
                for one, _ in listening.poll(LOOK * 1000 if self.limit else None):
                    yield from self._listen(self.workers[one])
                if self.limit:
                    for worker in [*self.workers.values()]:
                        self._hurry(worker, self.limit)
        finally:
            for worker in self.workers.values():
                worker.end()

    def _hire(self) -> None:
        order_read, order_write = os.pipe()
        answer_read, answer_write = os.pipe()
        card = Card()
        leader = os.getpid()
        with uninterrupted():
            pid = os.fork()
            if pid == 0:
                for other in self.workers.values():  # else a worker would keep the others' pipes open
                    os.close(other.orders)
                    os.close(other.answers)
                os.close(order_write)
                os.close(answer_read)
                self._work(leader, order_read, answer_write, card)
            worker = self.workers[answer_read] = _Worker(pid, order_write, answer_read, card)
        os.close(order_read)
        os.close(answer_write)
        worker.order(self.todo.pop())

    def _listen(self, worker: _Worker) -> Iterator[tuple[int, G]]:
        """What a worker answers, once it has said all of it; then its next part, or its end."""
        heard = os.read(worker.answers, 1 << 20)
        if not heard:
            if self.limit and (place := worker.card.place) >= 0:  # it fell over one value
                self._give_up(worker, place)
                return
            raise WorkerLost
        worker.heard += heard
        if len(worker.heard) < _SIZE.size or len(worker.heard) < _SIZE.size + _SIZE.unpack_from(worker.heard)[0]:
            return
        fault, answer = pickle.loads(memoryview(worker.heard)[_SIZE.size :])  # noqa: S301  # our own process's
        if fault:
            raise fault
        yield worker.part, answer
        worker.heard = bytearray()
        if self.todo:
            worker.order(self.todo.pop())
        else:
            del self.workers[worker.answers]
            worker.end()

    def _hurry(self, worker: _Worker, limit: Limit[T, R]) -> None:
        """End a worker that has been at one value for too long."""
        since, used, place = worker.card.read()
        waited = time.monotonic() - since
        if place >= 0 and waited >= limit.seconds:
            worked = _used(worker.pid) - used
            if worked >= limit.seconds or waited >= limit.seconds * PATIENCE:
                self._give_up(worker, place)

    def _give_up(self, worker: _Worker, place: int) -> None:
        """Another worker begins the part again, and leaves out the value at this place, at which this one was seen."""
        del self.workers[worker.answers]
        worker.end()
        self.given_up.add((worker.part, place))
        self.todo.append(worker.part)

    def _work(self, leader: int, orders: int, answers: int, card: Card) -> NoReturn:
        """A worker's life."""
        try:
            follow(leader)
            while order := os.read(orders, _SIZE.size):
                fault, made = None, None
                try:
                    made = self._part(_SIZE.unpack(order)[0], card)
                except Exception as raised:  # noqa: BLE001  # raised again where the work was given out
                    fault = raised
                said = pickle.dumps((fault, made), pickle.HIGHEST_PROTOCOL)
                say(answers, _SIZE.pack(len(said)) + said)
        except BaseException:  # noqa: BLE001  # nothing may run on in a copy of the process
            os._exit(1)
        os._exit(0)

    def _part(self, number: int, card: Card) -> G:
        limit, values = self.limit, self.parts[number]
        if limit is None:
            return self.gather(number, [self.function(value) for value in values])
        found = []
        for place, value in enumerate(values):
            card.begin(place)
            try:
                with _memory(limit.megabytes):
                    over = (number, place) in self.given_up
                    found.append(limit.instead(value) if over else self.function(value))
            except MemoryError:
                found.append(limit.instead(value))
        card.end()
        return self.gather(number, found)


def _used(pid: int) -> float:
    """The processor time that a process has used, in seconds; as good as endless where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as told:
            fields = told.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return float("inf")


@contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """A bound on how much more memory this process may take; none where the system does not tell how much it has."""
    from resource import RLIMIT_DATA, getrlimit, setrlimit

    before = getrlimit(RLIMIT_DATA)
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as pages:
        now = int(pages.read().split()[5]) * mmap.PAGESIZE
        setrlimit(RLIMIT_DATA, (now + megabytes * 1_000_000, before[1]))
    try:
        yield
    finally:
        setrlimit(RLIMIT_DATA, before)


def say(answers: int, said: bytes) -> None:
    rest = memoryview(said)
    while rest:
        rest = rest[os.write(answers, rest) :]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C and TERM wait: in a process that forks until it knows whom it has to end, in the new one until it follows."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def follow(leader: int) -> None:
    """A worker ends with the process that was started by hand, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG of Linux's prctl(2)
    if os.getppid() != leader:  # it has ended in this very instant, and nobody will tell
        os._exit(1)
