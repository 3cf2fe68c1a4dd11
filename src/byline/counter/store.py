"""The store: what a ledger and a common store have in common, and what one hands to the other."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

import msgspec

from byline.counter.hit import Refusal
from byline.counter.policy import Retention

_DAY = len("2026-11-25")


class Row(NamedTuple):
    """How often a story was viewed in a period, or how often a request was refused for a reason."""

    name: str
    period: str
    n: int


class Contents(NamedTuple):
    """All that is stored, at one instant: views in order of stories and periods, refusals in order of reasons and periods."""

    views: Sequence[Row]
    refused: Sequence[Row]


class Batch(msgspec.Struct, frozen=True):
    """Sums that a machine hands over as a whole, by a name that no other batch has and that tells nothing."""

    name: bytes
    contents: Contents


class Unavailable(ConnectionError):
    """A common store cannot be asked. `kind` says why, `system` in the system's words; the address is in neither, since
    it may hold a password.
    """

    def __init__(self, kind: Literal["away", "address", "library", "bare", "rights"], system: str = "") -> None:
        super().__init__(f"{kind}: {system}" if system else kind)
        self.kind = kind
        self.system = system


class Store(Protocol):
    """What can be asked of either store, and done to it. Raises Unavailable, or what the ledger's `FAULTS` are."""

    def contents(self) -> Contents:
        """Everything, at one instant."""

    def views(self) -> list[Row]:
        """All views, in order of stories and periods."""

    def views_of_stories(self, stories: Sequence[str]) -> dict[str, list[Row]]:
        """The views of some stories, in order of periods; nothing of a story is an empty list."""

    def fill(self, contents: Contents) -> None:
        """Put in what another store held, all of it or nothing. Raises FileExistsError where anything is in there."""

    def fold(self, today: datetime.date, retention: Retention) -> None:
        """Make weeks of old days and months of old weeks, and forget what is too old."""

    def dump(self) -> str:
        """Everything that is stored, in one form and order only."""
        views, refused = self.contents()
        rows = [*(("views", *row) for row in views), *(("refused", *row) for row in refused)]
        return "".join(f"{kind}\t{name}\t{period}\t{n}\n" for kind, name, period, n in rows)

    def digest(self) -> str:
        """The SHA-256 of the canonical dump."""
        return hashlib.sha256(self.dump().encode()).hexdigest()


def total(rows: Iterable[Row]) -> int:
    """The sum of some counts."""
    return sum(row.n for row in rows)


def capped(arriving: Contents, held: Mapping[tuple[str, str], int], caps: Mapping[str, int]) -> Contents:
    """What of an arriving batch is counted: of a story's day at most what its cap leaves beside what is `held` already, by
    story and day. The rest is among the refusals.

    A story that is no longer published has no cap; the machine that counted it kept to the one it had.
    """
    views, refused = [], Counter({(row.name, row.period): row.n for row in arriving.refused})
    for row in arriving.views:
        n = row.n
        if len(row.period) == _DAY and row.name in caps:
            n = min(n, max(0, caps[row.name] - held.get((row.name, row.period), 0)))
        if n:
            views.append(row._replace(n=n))
        if n < row.n:
            refused[Refusal.CAPPED.value, row.period] += row.n - n
    return Contents(views, [Row(*key, n) for key, n in sorted(refused.items())])
