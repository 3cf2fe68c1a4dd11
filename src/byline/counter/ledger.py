"""The ledger: how often each story was viewed on each day, in one file. A door: here the store is read and written.

Its journal is cut to nothing after every commit, and what is deleted is overwritten; a write-ahead log would keep the
order of all views (https://www.sqlite.org/wal.html). Every statement is a file in `sql/`.
"""

from __future__ import annotations

import datetime
import errno
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Self

from byline.counter.bookmark import Mark
from byline.counter.period import kept
from byline.counter.policy import Retention
from byline.counter.sql import statement
from byline.counter.store import Contents, Row, Store

FAULTS = (sqlite3.Error, OSError)
"""What is raised where a ledger cannot be read or written: no room, no right, no ledger."""

_PRAGMAS = (
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)
PROMISED = {"journal_mode": "truncate", "synchronous": "2", "secure_delete": "1"}
"""Of these settings the claim depends; 2 is FULL."""

_NO_COOKIE = "PRAGMA schema_version = 1"  # which would tell how often the file has been rewritten
_PATIENCE = 5.0  # seconds to wait for another process, such as a backup


class Thing(NamedTuple):
    """A table, index, view or trigger, and the statement that made it."""

    name: str
    sql: str


class Ledger(Store):
    """An open ledger. One thread writes; others open it for themselves."""

    def __init__(self, path: Path | None, *, make: bool = True) -> None:
        """Open the ledger in a file, which is made if need be. Raises sqlite3.Error, or OSError, where that is impossible.

        Without a file, it is in memory, and gone when it is closed.
        """
        self._path = path = path.resolve() if path else None  # a journal lies beside the file itself
        if path and make:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):  # one that is there is not opened here: to close it would undo its locks
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        self._version = 0
        # Also where it is only read: what a crash has left is put right then.
        self._db = sqlite3.connect(
            f"{path.as_uri()}?mode=rw" if path else ":memory:",
            uri=True,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            self._refuse_strangers()
            if make:
                for pragma in _PRAGMAS:
                    self._db.execute(pragma)
                self._db.executescript(statement("create"))
        except BaseException:
            self._db.close()
            raise

    def _refuse_strangers(self) -> None:
        """Raises sqlite3.DatabaseError where anything is in the file that does not belong in a ledger."""
        if strangers := self.schema() - known():
            raise sqlite3.DatabaseError(f"it is no ledger, since it holds {min(strangers).name}")

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All of it is written, or nothing. What is written inside is on the disk when this ends."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def add(self, period: str, views: Mapping[str, int], refused: Mapping[str, int]) -> None:
        """Add to the counts of a period. In name order, so that the file tells as little as it can of any other."""
        for table, counts in (("views", views), ("refused", refused)):
            if counts:
                self._add(table, period, counts)

    def _add(self, table: str, period: str, counts: Mapping[str, int]) -> None:
        rows = json.dumps(dict(sorted(counts.items())), ensure_ascii=False)
        self._db.execute(statement(f"add_{table}"), (rows, period))

    def views_of(self, period: str) -> dict[str, int]:
        """How often each story was viewed in one period."""
        return dict(self._db.execute(statement("views_of"), (period,)))

    def views(self) -> list[Row]:
        """All views, in order of stories and periods."""
        return [Row(*row) for row in self._db.execute(statement("views"))]

    def views_of_stories(self, stories: Sequence[str]) -> dict[str, list[Row]]:
        """The views of some stories, in order of periods."""
        return {
            story: [Row(*row) for row in self._db.execute(statement("views_of_story"), (story,))] for story in stories
        }

    def refused(self) -> list[Row]:
        """What was not counted, in order of reasons and periods."""
        return [Row(*row) for row in self._db.execute(statement("refused"))]

    def contents(self) -> Contents:
        """Everything, at one instant."""
        self._db.execute("BEGIN")
        try:
            return Contents(self.views(), self.refused())
        finally:
            self._db.execute("COMMIT")

    def fill(self, contents: Contents) -> None:
        """Put in what another store held. Raises FileExistsError where anything is in there."""
        with self.writing():
            if self._db.execute(statement("periods")).fetchone():
                raise FileExistsError(self._path)
            for table, rows in zip(("views", "refused"), contents, strict=True):
                for period, some in groupby(sorted(rows, key=lambda row: row.period), lambda row: row.period):
                    self._add(table, period, {row.name: row.n for row in some})

    def fold(self, today: datetime.date, retention: Retention) -> None:
        """Make weeks of old days and months of old weeks, and forget what is too old."""
        with self.writing():
            self._folded(today, retention, "")

    def _folded(self, today: datetime.date, retention: Retention, folder: str) -> None:
        """Fold the tables whose statements stand in a folder."""
        periods = [period for (period,) in self._db.execute(statement(f"{folder}periods"))]
        becomes = {period: target for period in periods if (target := kept(period, today, retention)) != period}
        if becomes:
            for table in ("views", "refused"):
                self._db.execute(statement(f"{folder}fold_{table}"), (json.dumps(becomes),))
                self._db.execute(statement(f"{folder}forget_{table}"), (json.dumps([*becomes]),))

    def is_touched(self) -> bool:
        """Whether somebody else has written since this was asked last."""
        version = int(self._db.execute("PRAGMA data_version").fetchone()[0])
        touched, self._version = version != self._version, version
        return touched

    def schema(self) -> frozenset[Thing]:
        """Every table, index, view and trigger there is."""
        return frozenset(Thing(*row) for row in self._db.execute(statement("schema")))

    def settings(self) -> dict[str, str]:
        """How the file is written: the settings on which the claim rests."""
        return {name: str(self._db.execute(f"PRAGMA {name}").fetchone()[0]) for name in PROMISED}

    def views_in(self, story: str, period: str) -> int:
        """How often one story was viewed in one period."""
        found = self._db.execute(statement("view_of"), (story, period)).fetchone()
        return found[0] if found else 0

    def keep_bookmarks(self, today: datetime.date, retention: Retention) -> None:
        """Make room for bookmarks, which only ledgers have into which logs are read; forget those of logs of days that are."""
        self._db.executescript(statement("create_logs"))
        with self.writing():
            for log, day in self._db.execute(statement("logs")).fetchall():
                if day and not kept(day, today, retention):
                    self._db.execute(statement("forget_marks"), (log,))

    def bookmarks(self, log: Path) -> tuple[str, list[Mark]]:
        """Up to which day a log has been read (empty if none), and how far each of its files, the oldest first."""
        rows = self._db.execute(statement("marks"), (os.fsencode(log).decode("utf-8", "backslashreplace"),)).fetchall()
        return max((day for day, *_ in rows), default=""), [Mark(*row) for _, *row in rows]

    def bookmark(self, log: Path, day: str, marks: Iterable[Mark]) -> None:
        """Note how far a log has been read."""
        name = os.fsencode(log).decode("utf-8", "backslashreplace")
        self._db.execute(statement("forget_marks"), (name,))
        self._db.executemany(statement("add_mark"), [(name, place, *mark, day) for place, mark in enumerate(marks)])

    @property
    def size(self) -> int:
        """Of the file, in bytes."""
        return int(self._db.execute(statement("size")).fetchone()[0])

    def rewrite(self) -> None:
        """Write the whole file anew, so that its pages no longer tell in which order anything came."""
        self._db.execute("PRAGMA temp_store = FILE")  # or all of it would be in memory at once
        try:
            self._db.execute("VACUUM")
        finally:
            self._db.execute("PRAGMA temp_store = MEMORY")

    def blur(self, midnight: float) -> None:
        """Let the files say that they were last changed when the day began, instead of when the last view came."""
        for ending in ("", "-journal"):
            with suppress(FileNotFoundError):
                os.utime(f"{self._path}{ending}", (midnight, midnight))

    def copy(self, target: Path) -> None:
        """A copy without history, for the service's user alone. Raises FileExistsError where something stands already.

        It is there as a whole or not at all.
        """
        target = target.absolute()
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        try:
            self._db.execute("VACUUM INTO ?", (str(part),))
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                copy.execute("PRAGMA journal_mode = MEMORY")
                copy.execute(_NO_COOKIE)
            _sync(part)
            os.link(part, target)
        finally:
            part.unlink(missing_ok=True)
        _sync(target.parent)

    def faults(self) -> list[str]:
        """What the database itself finds wrong with the file; nothing if all is well."""
        return [line for (line,) in self._db.execute("PRAGMA integrity_check") if line != "ok"]


def _sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def known() -> frozenset[Thing]:
    """All that can be in a ledger: counts, how far logs have been read, and what waits for a common store."""
    with closing(sqlite3.connect(":memory:")) as db:
        for name in ("create", "create_logs", "spool/create"):
            db.executescript(statement(name))
        return frozenset(Thing(*row) for row in db.execute(statement("schema")))


def restore(source: Path, target: Path) -> None:
    """Put a copy where a ledger is to be.

    Raises FileExistsError where one stands already, which may hold newer counts, and sqlite3.Error if the source is none.
    """
    with Ledger(source, make=False) as copy:
        _sound(copy)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy.copy(target)


def held(source: Path) -> Contents:
    """What a copy holds. Raises sqlite3.Error if it is none."""
    with Ledger(source, make=False) as copy:
        return _sound(copy)


def write_out(contents: Contents, target: Path) -> None:
    """Make the copy that a ledger with these contents would give. Raises FileExistsError where something stands already."""
    with Ledger(None) as ledger:
        ledger.fill(contents)
        ledger.copy(target)


def _sound(copy: Ledger) -> Contents:
    """What a copy holds, which only a ledger can tell."""
    contents = copy.contents()
    if faults := copy.faults():
        raise sqlite3.DatabaseError(faults[0])
    return contents
