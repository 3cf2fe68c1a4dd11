"""The spool: the ledger of one of several machines, from which a common store is fed. A door, as the ledger is.

What is to be handed over is first packed into a batch with a name of its own, in one transaction; then handed over by that
name, perhaps more than once; then unpacked, in one transaction. Wherever this is cut short, nothing is lost, and the
common store knows what it has already.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from byline.counter.ledger import Ledger
from byline.counter.period import last_day
from byline.counter.policy import Retention
from byline.counter.sql import statement
from byline.counter.store import Batch, Contents, Row

_NAME = 16  # bytes of chance
_TABLES = ("views", "refused")


class Spool(Ledger):
    """An open spool. Beside the thread that counts, one more may pack and unpack, with the spool opened for itself."""

    def __init__(self, path: Path, *, make: bool = True) -> None:
        super().__init__(path, make=make)
        if make:
            self._db.executescript(statement("spool/create"))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """For as long as this lasts, nobody else hands over what is in this spool, such as a service that is just ending."""
        lock = os.open(f"{self._path}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def pack(self, today: datetime.date, *, whole: bool) -> Batch | None:
        """Pack what was counted on days that are over, or, if `whole`, all there is. None if that is nothing.

        If a batch waits already, it is this one: what may have arrived elsewhere does not change any more.
        """
        with self.writing():
            if not self._named(handed=False):
                periods = [period for (period,) in self._db.execute(statement("periods"))]
                wanted = sorted(period for period in periods if whole or last_day(period) < today)
                if not wanted:
                    return None
                for table in _TABLES:
                    self._db.execute(statement(f"spool/pack_{table}"), (json.dumps(wanted),))
                    self._db.execute(statement(f"forget_{table}"), (json.dumps(wanted),))
                self._db.execute(statement("spool/begin_batch"), (os.urandom(_NAME),))
        return self.packed()

    def packed(self) -> Batch | None:
        """The batch that waits, if there is one."""
        name = self._named(handed=False)
        if not name:
            return None
        return Batch(name, Contents(self._packed_rows("views"), self._packed_rows("refused")))

    def last(self) -> bytes:
        """The name of the batch that was handed over last; empty if there was none. Nobody will ask for it any more."""
        return self._named(handed=True)

    def unpack(self) -> None:
        """The batch has arrived: throw it away, and keep its name until the next one has arrived as well."""
        with self.writing():
            for table in _TABLES:
                self._db.execute(statement(f"spool/unpack_{table}"))
            self._db.execute(statement("spool/forget_batch"))
            self._db.execute(statement("spool/end_batch"))

    def fold(self, today: datetime.date, retention: Retention) -> None:
        """As in every ledger; also what waits, in case the common store is gone for long."""
        super().fold(today, retention)
        with self.writing():
            self._folded(today, retention, "spool/")

    def _named(self, *, handed: bool) -> bytes:
        row = self._db.execute(statement("spool/batch"), (handed,)).fetchone()
        return bytes(row[0]) if row else b""

    def _packed_rows(self, table: str) -> list[Row]:
        return [Row(*row) for row in self._db.execute(statement(f"spool/packed_{table}"))]
