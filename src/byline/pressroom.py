"""The pressroom: prints a forme into the folder that readers see, or for nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from byline.delivery import Delivery, begin, examine, finish, put, standing
from byline.forme import Forme
from byline.memo import EDITIONS, Memo
from byline.outcome import Outcome
from byline.problem import Problem
from byline.record import Record, filled, in_doubt, sketch
from byline.twin import Put
from byline.wishes import Wishes, is_sound
from byline.workers import WORTH_IT, Workers


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One file, printed: its key and what became of it, or the problem of its layout."""

    path: str
    key: bytes
    outcome: Put | Problem


def print_edition(
    forme: Forme, wishes: Wishes, out: Path, workers: Workers, memo: Memo, changed_list: Path | None = None
) -> Outcome:
    """Print a forme into the folder `out`, if it is sound. Raises OutputRefused and WorkerLost."""
    if not is_sound(forme.problems, wishes):
        return proof(forme, wishes, out, workers, memo)  # what layouts have to say is told in the same breath
    name = memo.place(EDITIONS, out)
    with begin(out) as delivery:
        old = _known(memo, name, delivery)
        if not old.edition:
            examine(delivery)  # it may hold anything
        new = sketch(forme)
        sheets = _print(forme, in_doubt(forme, old, new), old, workers, delivery)
        problems = forme.told(one.outcome for one in sheets if isinstance(one.outcome, Problem))
        if not is_sound(problems, wishes):
            return Outcome(problems, sound=False)
        before = old.plates.keys() if old.edition else standing(delivery.folder)
        keys = {path: key for path, key in old.plates.items() if path in forme} | {one.path: one.key for one in sheets}
        new = filled(new, keys)
        done = {one.path: one.outcome for one in sheets if isinstance(one.outcome, Put)}
        changes = finish(delivery, done, before - keys.keys(), new.edition, changed_list)
    if new != old:
        memo.save(memo.drawer(name), new)
    return Outcome(problems, sound=True, counts=forme.counts, changes=changes)


def proof(forme: Forme, wishes: Wishes, out: Path, workers: Workers, memo: Memo) -> Outcome:
    """Print a forme for nobody, to find what only comes up in printing. What stands in `out` has been printed before."""
    if not forme.paths:
        return Outcome(forme.problems, sound=False)
    old: Record = memo.load(memo.place(EDITIONS, out)) or Record()
    sheets = _print(forme, in_doubt(forme, old, sketch(forme)), old, workers)
    problems = forme.told(one.outcome for one in sheets if isinstance(one.outcome, Problem))
    return Outcome(problems, is_sound(problems, wishes), forme.counts)


def _print(
    forme: Forme, paths: Iterable[str], old: Record, workers: Workers, delivery: Delivery | None = None
) -> list[_Sheet]:
    """Print those of the files that are not what they were; into a delivery, if there is one."""
    folder = delivery.folder if delivery else None

    def sheet(path: str) -> _Sheet:
        plate = forme.plate(path)
        if old.plates.get(path) == plate.key:
            return _Sheet(path, plate.key, Put.SAME)
        file = plate.printed()
        if isinstance(file, Problem):
            return _Sheet(path, plate.key, file)
        return _Sheet(path, plate.key, put(folder, file) if folder else Put.SAME)

    todo = tuple(paths)
    if len(todo) >= WORTH_IT:
        forme.cast()
    feeds = [path for path in todo if path in forme.channels]
    others = [path for path in todo if path not in forme.channels]
    if len(todo) < WORTH_IT and feeds and workers.number > 1:
        printed = workers.aside(lambda: [sheet(path) for path in feeds])
        return [*map(sheet, others), *printed()]
    # One after the other: what feeds keep, the text of every story in them, nothing else needs.
    return [*workers.map(sheet, feeds), *workers.map(sheet, others)]


def _known(memo: Memo, name: str, delivery: Delivery) -> Record:
    """The record of the edition that stands; an empty one if it is not known."""
    found: Record | None = memo.load(name)
    return found if found and delivery.level and found.edition == delivery.edition else Record()
