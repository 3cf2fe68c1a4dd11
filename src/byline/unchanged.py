"""Unchanged: whether the edition that stands is the one that would come of a build, decided without making anything.

That is so if every file of the portal has the same seal, and no story has become due or run out in between.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from byline.delivery import is_tidy
from byline.imprint import edition_of
from byline.memo import EDITIONS, OUTCOMES, PROVENANCES, STONES, Memo
from byline.outcome import Outcome
from byline.problem import Severity
from byline.tree import Look, Readable, as_seen
from byline.wishes import Wishes

FEW = 50  # texts that somebody may have saved just before
INDEX = f"{EDITIONS}/index"  # which editions stand where
PASSING = frozenset(["too-costly", "unreadable-file"])  # what may be otherwise the next time, with the same files


class Standstill(msgspec.Struct, frozen=True):
    """What came of the last build, and from what: as long as that stays the same, so does the outcome."""

    edition: str
    wishes: Wishes
    seal: bytes  # of the portal
    young: dict[str, bytes]  # the digests of files that a seal does not tell from what they may become
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
    if last.seal != seen.seal or not last.since <= instant.timestamp() < last.until:
        return None
    texts = {file.path: file for file in seen.content.files if file.path in last.young}
    same = all(_digest(texts[path]) == digest for path, digest in last.young.items())
    return last.outcome if same else None


def _digest(file: Readable) -> bytes:
    data = file.read()
    return hashlib.sha256(data).digest() if isinstance(data, bytes) else b""


def remember(
    memo: Memo,
    out: Path,
    wishes: Wishes,
    seen: Look,
    holds: tuple[float, float],
    texts: Mapping[str, bytes],
    outcome: Outcome,
) -> None:
    """Keep what came of a build for the next one.

    `holds` are the instants between which nothing becomes due, `texts` the digests of all articles by their paths.

    What is kept of editions that stand no longer is forgotten: they may tell of what has been deleted since.
    """
    told = tuple(one for one in outcome.problems if one.severity is not Severity.ADVICE)
    kept = msgspec.structs.replace(outcome, problems=told, changes=None)
    young = {path: texts.get(path, b"") for path in seen.young}
    passing = not as_seen() or any(one.rule in PASSING for one in told)
    if not passing and len(young) <= FEW and all(young.values()):  # else the next build had better look at everything
        last = Standstill(edition_of(out), wishes, seen.seal, young, *holds, kept)
        memo.save(memo.drawer(memo.place(OUTCOMES, out)), last)
    known: dict[str, str] = memo.load(INDEX) or {}
    every = {**known, memo.whole(out): edition_of(out)}
    stand = {path: edition for path, edition in every.items() if edition_of(Path(path)) == edition}
    for kind in (OUTCOMES, EDITIONS, PROVENANCES, STONES):
        memo.sweep(kind)
    if stand != known:
        memo.save(memo.drawer(INDEX), stand)
        for kind in (OUTCOMES, EDITIONS, PROVENANCES, STONES):
            memo.forget(kind, {INDEX, *(memo.place(kind, Path(path)) for path in stand)})
