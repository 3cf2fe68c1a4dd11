"""One at a time: a lock that the system itself takes from a process that is killed. A door: it is a file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def take(folder: Path) -> int:
    """Lock a folder, which is made for that if need be; what unlocks it.

    Raises BlockingIOError if another process has it locked, and OSError where the system refuses.
    """
    while (lock := _taken(folder)) is None:
        pass
    return lock


def give_back(folder: Path, lock: int) -> None:
    """Unlock a folder. The folder goes, too, if nothing else is in it."""
    with suppress(OSError):
        _file(folder).unlink()
    os.close(lock)
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def turn(folder: Path, waiting: Callable[[], object]) -> Iterator[None]:
    """Our turn with a folder, which stays: whoever comes while another process has it hears so, and waits.

    Where the system cannot lock, or nothing can be written, nobody waits.
    """
    lock = -1
    with suppress(OSError):
        lock = os.open(_file(folder), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with suppress(OSError):  # nobody listens
                waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if lock >= 0:
            os.close(lock)


def _taken(folder: Path) -> int | None:
    """The lock, as an open file; None if whoever had it gave it back, and took the file along, in this very instant."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # for us alone: what it holds may not be published yet
    file = _file(folder)
    try:
        lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if file.exists() and os.path.samestat(file.stat(), os.fstat(lock)):
            return lock
    except BaseException:
        os.close(lock)
        raise
    os.close(lock)
    return None


def _file(folder: Path) -> Path:
    return folder / "lock"
