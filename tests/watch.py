"""A watch over what Python asks of the system: which files are opened, made and renamed, and a fault at one of them.

Audit hooks see every such call, whoever makes it, before it happens.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

CHANGES = frozenset(
    ["os.mkdir", "os.rename", "os.chmod", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"]
)
PROCESSES = ("subprocess.", "os.fork", "os.exec", "os.posix_spawn", "os.system", "socket.")


@dataclass
class Watch:
    """What was asked for while the watch lasted; the change with the number `fail_at` fails as on a full disk."""

    fail_at: int = -1
    kill_at: int = -1  # before this change the process is killed
    full: bool = False  # from the failing change on, everything fails that needs room
    no_exchange: bool = False  # as on a system whose library cannot be asked to exchange two folders
    reads: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    processes: list[str] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            self.opened(str(arguments[0]), arguments[2])
        elif event in CHANGES:
            self.changed(f"{event} {arguments[0]}")
        elif event == "ctypes.dlopen" and self.no_exchange:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        elif event.startswith(PROCESSES):
            self.processes.append(event)

    def opened(self, path: str, flags: object) -> None:
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
            self.changed(f"write {path}")
        else:
            self.reads.append(path)

    def changed(self, what: str) -> None:
        self.changes.append(what)
        number = len(self.changes) - 1
        if number == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        needs_room = not what.startswith(("os.remove", "os.rmdir", "os.chmod", "os.rename"))
        if number == self.fail_at or (self.full and needs_room and number > self.fail_at):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


_watching: list[Watch] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    for watch in _watching:
        watch.hear(event, arguments)


sys.addaudithook(_hear)  # for ever: hooks cannot be taken off; without a watch it does nothing


@contextmanager
def watching(*, fail_at: int = -1, kill_at: int = -1, full: bool = False, no_exchange: bool = False) -> Iterator[Watch]:
    """Watch what happens in this process until the end of the block."""
    watch = Watch(fail_at, kill_at, full, no_exchange)
    _watching.append(watch)
    try:
        yield watch
    finally:
        _watching.remove(watch)
