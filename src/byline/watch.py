"""The door to watchdog: tells when files of a portal change, gathered into one set of paths after a short quiet time.

Whatever is not certain (folders that come and go, hundreds of files at once as when branches are switched, changes that
the system lost) is told as None: anything may have changed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from byline.asset import FOLDER as ASSETS
from byline.copydesk import FOLDER as CONTENT
from byline.render import FOLDER as LAYOUTS
from byline.settings import PATH as CONFIG

if sys.platform == "linux":
    from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

    # How long the first half of a renaming waits for the second, and with it all that comes after. Nobody needs them
    # together here, and half a second, as it is set, would be felt at every save of an editor that replaces files.
    InotifyMoveEventGrouper.delay = 0.02

FOLDERS = (CONTENT, LAYOUTS, ASSETS)

QUIET = 0.03  # seconds without a change, after which somebody has finished saving
LONGEST = 0.15  # seconds after the first change, at which is told what there is
MOST = 200  # paths; more at once is no longer somebody who writes

Change = frozenset[str] | None
"""Paths inside the portal that changed; none at all if it does not matter here; None if anything may have changed."""

_NOTHING: Change = frozenset()

# Opening and closing after reading are left out: the newsroom itself reads.
_WANTED: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileAttribEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip


class Hearer(Protocol):
    """Who is told. `touched` comes with the first change; `changed` follows when all that belongs to it is known."""

    def touched(self) -> None: ...

    def changed(self, paths: Change) -> None: ...

    def polls(self) -> None:
        """From now on files are looked at twice a second, since the system has no more watches to give."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Changes that belong together, and when the first and the last of them came."""

    change: Change
    first: float
    last: float

    @property
    def due(self) -> float:
        """When it is to be told."""
        return min(self.last + QUIET, self.first + LONGEST)

    def joined(self, change: Change, moment: float) -> Gathering:
        """With another change."""
        both = None if self.change is None or change is None else self.change | change
        return Gathering(None if both is not None and len(both) > MOST else both, self.first, moment)


def of_event(kind: str, paths: tuple[str, ...], *, folder: bool) -> Change:
    """What an event means for a portal, given the paths inside it."""
    own = frozenset(path for path in paths if _matters(path))
    if not folder:
        return own
    return None if own and kind != "modified" else _NOTHING  # that a folder was modified tells nothing new


def _matters(path: str) -> bool:
    """Whether the portal is made from what lies at this path; hidden files and what editors leave are passed over."""
    parts = path.split("/")
    if any(part.startswith((".", "~$")) or part.endswith("~") for part in parts):
        return False
    return path == CONFIG or parts[0] in FOLDERS


class Watch:
    """Watches a portal's folders in threads of its own, from `start` until `stop`."""

    def __init__(self, root: Path, hearer: Hearer) -> None:
        self._root = os.path.realpath(root)
        self._hearer = hearer
        self._changes: queue.SimpleQueue[Change] = queue.SimpleQueue()
        self._observer: BaseObserver | None = None
        self._polls = False

    def start(self) -> None:
        """Watch; changes made after this are heard of."""
        self._observe()
        logger = logging.getLogger("watchdog")
        logger.propagate = False
        logger.addHandler(_Lost(self._changes.put))
        threading.Thread(target=self._gather, daemon=True, name="gather").start()

    def _gather(self) -> None:
        while True:
            change = self._changes.get()
            self._hearer.touched()
            gathering = Gathering(change, time.monotonic(), time.monotonic())
            while (rest := gathering.due - time.monotonic()) > 0:
                with contextlib.suppress(queue.Empty):
                    gathering = gathering.joined(self._changes.get(timeout=rest), time.monotonic())
            if gathering.change is None:  # folders may have come that are not watched yet
                self._observe()
            self._hearer.changed(gathering.change)

    def _observe(self) -> None:
        """Watch all folders there are, anew."""
        self.stop()
        if not self._polls:
            try:
                self._observer = self._watching(Observer())
            except OSError:
                self._polls = True
                self._hearer.polls()
        if self._polls:
            self._observer = self._watching(PollingObserver(timeout=0.5))

    def _watching(self, observer: BaseObserver) -> BaseObserver:
        observer.start()
        # The portal's folder comes last: where watches run out below another one, only this one says so.
        for name in (*FOLDERS, ""):
            folder = os.path.realpath(os.path.join(self._root, name))
            try:
                observer.schedule(
                    _Handler(folder, name, self._changes.put), folder, recursive=bool(name), event_filter=_WANTED
                )
            except (FileNotFoundError, NotADirectoryError, PermissionError):
                continue  # the portal's folder is watched, and tells when it comes
            except OSError:
                observer.stop()
                raise
        return observer

    def stop(self) -> None:
        """Watch no longer."""
        if self._observer is not None:
            self._observer.stop()


class _Handler(FileSystemEventHandler):
    """Hears of one folder of the portal."""

    def __init__(self, folder: str, name: str, tell: Callable[[Change], None]) -> None:
        self._folder, self._name, self._tell = folder, name, tell

    def dispatch(self, event: FileSystemEvent) -> None:
        paths = tuple(self._inside(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)
        change = of_event(event.event_type, paths, folder=event.is_directory)
        if change is None or change:
            self._tell(change)

    def _inside(self, path: str) -> str:
        """A path in the watched folder, as one in the portal."""
        return os.path.normpath(os.path.join(self._name, os.path.relpath(path, self._folder))).replace(os.sep, "/")


class _Lost(logging.Handler):
    """Hears from watchdog itself that the system has lost changes."""

    def __init__(self, tell: Callable[[Change], None]) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage():
            self._tell(None)
