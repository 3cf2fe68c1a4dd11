"""The common store: the sums of several machines, in PostgreSQL. A door: here it is read and written.

It is asked seldom, once a day and machine and for a letter now and then, so each question has a connection and an event
loop of its own, and whoever asks waits. What it is asked within the service, threads ask that keep nobody waiting.
"""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit

import msgspec

from byline.counter.period import kept
from byline.counter.policy import Retention
from byline.counter.sql import statement
from byline.counter.store import Batch, Contents, Row, Store, Unavailable, capped

if TYPE_CHECKING:
    from asyncpg import Connection

T = TypeVar("T")

_GREETING = 5.0  # seconds in which it must let us in
_PATIENCE = 30.0  # seconds for each statement


class Look(msgspec.Struct, frozen=True):
    """What an audit sees of a common store: its tables with their columns, those of them that do something of their own
    when they are written, who may read them, how many commits and machines have left something, and the periods.
    """

    tables: dict[str, tuple[str, ...]]
    acting: tuple[str, ...]
    readers: tuple[str, ...]
    commits: int
    machines: int
    superuser: bool
    periods: tuple[str, ...]


class Common(Store):
    """A common store by its address. It may be asked from several threads; each has a connection of its own."""

    def __init__(self, address: str) -> None:
        """Raises Unavailable where the address cannot be understood, or the library is not there."""
        self._address = address
        _understood(address)
        try:
            import asyncpg  # noqa: F401  # an extra; whether it is there is better known at once
        except ImportError as fault:
            raise Unavailable("library") from fault

    def contents(self) -> Contents:
        async def read(connection: Connection) -> Contents:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                views, refused = await _rows(connection, "views"), await _rows(connection, "refused")
            return Contents(views, refused)

        return self._asked(read)

    def views(self) -> list[Row]:
        return self._asked(lambda connection: _rows(connection, "views"))

    def views_of_stories(self, stories: Sequence[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {story: [] for story in stories}
        for row in self._asked(lambda connection: _rows(connection, "views_of_stories", [*stories])):
            found[row.name].append(row)
        return found

    def fill(self, contents: Contents) -> None:
        async def put(connection: Connection) -> None:
            async with connection.transaction():
                await connection.execute(statement("common/turn"))
                if await connection.fetch(statement("common/periods")):
                    raise FileExistsError
                await _add(connection, contents)

        self._asked(put)

    def fold(self, today: datetime.date, retention: Retention) -> None:
        async def folded(connection: Connection) -> None:
            async with connection.transaction():
                await connection.execute(statement("common/turn"))
                await _fold(connection, today, retention)

        self._asked(folded)

    def merge(
        self, batch: Batch, last: bytes, caps: Mapping[str, int], today: datetime.date, retention: Retention
    ) -> bool:
        """Add a batch, unless it is there already; fold what is due; and forget the name of the machine's `last` batch,
        which is not handed over again. All in one transaction. Whether anything was added.
        """

        async def merged(connection: Connection) -> bool:
            async with connection.transaction():
                await connection.execute(statement("common/turn"))
                if not await connection.fetch(statement("common/add_batch"), batch.name):
                    return False
                await connection.execute(statement("common/forget_batch"), last)
                named = sorted({row.name for row in batch.contents.views})
                held = {(row.name, row.period): row.n for row in await _rows(connection, "views_of_stories", named)}
                await _add(connection, capped(batch.contents, held, caps))
                await _fold(connection, today, retention)
            return True

        return self._asked(merged)

    def look(self) -> Look:
        """What an audit sees; it only reads."""

        async def seen(connection: Connection) -> Look:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                tables = await connection.fetch(statement("common/tables"))
                readers = await connection.fetch(statement("common/readers"))
                (traces,) = await connection.fetch(statement("common/traces"))
                periods = await connection.fetch(statement("common/periods"))
            return Look(
                tables={one["name"]: tuple(one["columns"]) for one in tables},
                acting=tuple(one["name"] for one in tables if one["acts"]),
                readers=tuple(one["name"] for one in readers),
                commits=traces["commits"],
                machines=traces["machines"],
                superuser=traces["superuser"],
                periods=tuple(sorted(one["period"] for one in periods)),
            )

        return self._asked(seen)

    def _asked(self, question: Callable[[Connection], Awaitable[T]]) -> T:
        import asyncpg

        async def asked() -> T:
            connection = await asyncpg.connect(
                self._address,
                timeout=_GREETING,
                command_timeout=_PATIENCE,
                statement_cache_size=0,  # there may be a pool in between
                server_settings={"application_name": "byline"},
            )
            try:
                return await question(connection)
            finally:
                try:
                    await connection.close(timeout=_GREETING)
                except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                    connection.terminate()  # what was asked has been answered, or has failed for a reason of its own

        with _plainly(self._address), asyncio.Runner() as runner:
            return runner.run(asked())


async def _rows(connection: Connection, name: str, *values: object) -> list[Row]:
    return [Row(*row) for row in await connection.fetch(statement(f"common/{name}"), *values)]


async def _add(connection: Connection, contents: Contents) -> None:
    for table, rows in (("views", contents.views), ("refused", contents.refused)):
        names, periods, numbers = [one.name for one in rows], [one.period for one in rows], [one.n for one in rows]
        await connection.execute(statement(f"common/merge_{table}"), names, periods, numbers)


async def _fold(connection: Connection, today: datetime.date, retention: Retention) -> None:
    for row in await connection.fetch(statement("common/periods")):
        period = row["period"]
        target = kept(period, today, retention)
        if target == period:
            continue
        for table in ("views", "refused"):
            if target:
                await connection.execute(statement(f"common/fold_{table}"), period, target)
            await connection.execute(statement(f"common/forget_{table}"), period)


@contextmanager
def _plainly(address: str) -> Iterator[None]:
    """Whatever goes wrong is Unavailable, without a word of the address."""
    import asyncpg

    try:
        yield
    except FileExistsError:
        raise
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError):
        raise Unavailable("bare") from None
    except asyncpg.InsufficientPrivilegeError as fault:
        raise Unavailable("rights", _without_secrets(str(fault), address)) from None
    except TimeoutError:
        raise Unavailable("away", "timeout") from None
    except (OSError, asyncpg.PostgresError) as fault:
        raise Unavailable("away", _without_secrets(str(fault), address)) from None
    except (asyncpg.InterfaceError, asyncpg.InternalClientError) as fault:
        if "certificate" in str(fault):
            raise Unavailable("away", _without_secrets(str(fault), address)) from None
        if isinstance(fault, asyncpg.ClientConfigurationError):
            raise Unavailable("address") from None
        raise Unavailable("away", type(fault).__name__) from None
    except ValueError as fault:
        if "certificate" in str(fault):
            raise Unavailable("away", _without_secrets(str(fault), address)) from None
        raise Unavailable("address") from None


def _understood(address: str) -> None:
    """Raises Unavailable if an address is none; a password with a slash or a hash in it is often why."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  # which is looked at only now
    except ValueError:
        raise Unavailable("address") from None
    if not parts.path.strip("/") and "dbname=" not in parts.query:
        raise Unavailable("address")


def _without_secrets(text: str, address: str) -> str:
    """What a system says, with what may be a password left out."""
    secret = address.partition("://")[2].rpartition("@")[0].partition(":")[2]
    for one in {secret, unquote(secret), *urlsplit(address).query.partition("password=")[2].split("&")[:1]} - {""}:
        text = text.replace(one, "…")
    return text
