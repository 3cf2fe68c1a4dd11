"""Unchanged: whether the edition that stands is the one that would come of a build, decided without making anything.

That is so if every file of the portal has the same seal, and no story has become due or run out in between.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from byline.delivery import is_tidy
from byline.imprint import edition_of
from byline.memo import EDITIONS, OUTCOMES, Memo
from byline.outcome import Outcome
from byline.problem import Severity
from byline.tree import Look
from byline.wishes import Wishes

INDEX = f"{EDITIONS}/index"  # which editions stand where
PASSING = frozenset(
    {"too-costly", "unreadable-file"}
)  # what may be otherwise the next time, although no file is another


class Standstill(msgspec.Struct, frozen=True):
    """What came of the last build, and from what: as long as that stays the same, so does the outcome."""

    edition: str
    wishes: Wishes
    seal: bytes  # of the portal; empty: not to be trusted
    since: float  # the instants between which it holds, in seconds
    until: float
    outcome: Outcome


def unchanged(memo: Memo, out: Path, wishes: Wishes, seen: Look, instant: datetime.datetime) -> Outcome | None:
    """What came of the last build, if it would come of the next one, too; None if that must be found out.

    An instant without an offset is one in the portal's time zone, which only its settings tell.
    """
    if instant.tzinfo is None:
        return None
    last: Standstill | None = memo.load(memo.place(OUTCOMES, out))
    if last is None or (last.edition, last.wishes) != (edition_of(out), wishes) or not is_tidy(out):
        return None
    same = last.seal == seen.seal and last.since <= instant.timestamp() < last.until
    return last.outcome if last.seal and same else None


def remember(memo: Memo, out: Path, wishes: Wishes, seen: Look, holds: tuple[float, float], outcome: Outcome) -> None:
    """Keep what came of a build for the next one; `holds` are the instants between which nothing becomes due.

    What is kept of editions that stand no longer is forgotten: they may tell of what has been deleted since.
    """
    told = tuple(one for one in outcome.problems if one.severity is not Severity.ADVICE)
    kept = msgspec.structs.replace(outcome, problems=told, changes=None)
    seal = b"" if any(one.rule in PASSING for one in told) else seen.seal
    memo.save(memo.drawer(memo.place(OUTCOMES, out)), Standstill(edition_of(out), wishes, seal, *holds, kept))
    known: dict[str, str] = memo.load(INDEX) or {}
    every = {**known, memo.whole(out): edition_of(out)}
    stand = {path: edition for path, edition in every.items() if edition_of(Path(path)) == edition}
    if stand != known:
        memo.save(memo.drawer(INDEX), stand)
        for kind in (OUTCOMES, EDITIONS):
            memo.forget(kind, {INDEX, *(memo.place(kind, Path(path)) for path in stand)})
