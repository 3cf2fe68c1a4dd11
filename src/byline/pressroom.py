"""The pressroom: prints a forme into the folder that readers see, or for nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from byline.delivery import Delivery, begin, examine, finish, put, standing
from byline.forme import Forme
from byline.indexing import index
from byline.makeready import Ready
from byline.memo import EDITIONS, STONES, Memo
from byline.outcome import Outcome
from byline.problem import Problem, is_error
from byline.record import Doubt, Record, in_doubt, last, record
from byline.register import register
from byline.search import is_search
from byline.shift import WorkerLost
from byline.stone import laid, lying
from byline.twin import Put
from byline.wishes import is_sound
from byline.workers import WORTH_IT, Workers, dismiss

SEVERAL = 30  # feeds; each takes several times as long as a page


class _Sheet(msgspec.Struct, frozen=True):
    """One file, printed: its key and what became of it, or the problem of its layout."""

    path: str
    key: bytes
    outcome: Put | Problem


def print_edition(ready: Ready, out: Path, workers: Workers, memo: Memo, changed_list: Path | None = None) -> Outcome:
    """Print a forme into the folder `out`, if it is sound. Raises OutputRefused and WorkerLost."""
    forme, wishes = ready.forme, ready.wishes
    if not is_sound(forme.problems, wishes):  # what layouts have to say is told in the same breath
        return Outcome(forme.told(proof(ready, out, workers, memo)), sound=False)
    with begin(out) as delivery:
        old = (last(memo, out) if delivery.level else None) or Record()
        if not old.edition:
            examine(delivery)  # it may hold anything
        doubt = ready.doubt if ready.doubt and old.edition else in_doubt(forme, old, lying(memo, out, old.stone))
        stone = ""
        try:  # from the first process on: who is asked to end may be so while beginning another
            find = workers.aside(lambda: index(forme, old.plates, delivery.folder, workers, memo))
            lay = partial(str, ready.stone) if ready.stone else workers.aside(lambda: _lay(ready, out, memo))
            sheets = _print(forme, doubt.files, old, workers, delivery)
            with suppress(WorkerLost):  # then nothing lies there, and the next build looks at everything
                stone = lay()
            found = find()
        except BaseException:
            dismiss()
            memo.sweep(STONES)
            raise
        faults = (one.outcome for one in sheets if isinstance(one.outcome, Problem))
        problems = forme.told((*faults, *found.problems))
        if not is_sound(problems, wishes):
            return Outcome(problems, sound=False)
        before = old.plates.keys() if old.edition else standing(delivery.folder) if delivery.level else frozenset()
        keys = _plates(old, doubt) | {one.path: one.key for one in sheets}
        counts = forme.counts(len(keys))
        keys |= found.plates
        new = record(forme, stone, keys)
        done = {one.path: one.outcome for one in sheets if isinstance(one.outcome, Put)} | dict(found.done)
        changes = finish(delivery, done, before - keys.keys(), new.edition, changed_list)
    if new != old:
        memo.save(memo.drawer(memo.place(EDITIONS, out)), new)
    return Outcome(problems, sound=True, counts=counts, changes=changes)


def _lay(ready: Ready, out: Path, memo: Memo) -> str:
    """Lay a forme on the stone; gives back the id of the drawer."""
    drawer = memo.drawer(memo.place(STONES, out))
    new = laid(drawer.id, ready.forme, ready.portal, ready.register or register(ready.forme.values))
    return drawer.id if memo.save(drawer, new) else ""


def proof(ready: Ready, out: Path, workers: Workers, memo: Memo) -> tuple[Problem, ...]:
    """Print the pages of a forme for nobody, to find the faults of layouts, which only come up in printing. What stands
    in `out` has been printed before. No other file is set by a layout.

    If nothing but a few stories is different, and no page shows one of them because of an error, none is printed: pages
    that lack them nobody will ever see, and the layouts are those of the edition that stands.
    """
    forme = ready.forme
    if not forme.edits:
        return ()
    old = ready.record or last(memo, out) or Record()
    doubt = ready.doubt or in_doubt(forme, old, lying(memo, out, old.stone))
    lacks = ready.doubt and any(map(is_error, forme.problems)) and not _shows_a_change(forme, old)
    todo = [] if lacks else [path for path in doubt.files if path in forme.pages]
    sheets = _print(forme, todo, old, workers)
    faults = tuple(one.outcome for one in sheets if isinstance(one.outcome, Problem))
    if not ready.doubt and not any(map(is_error, (*forme.problems, *faults))):
        _keep_proof(ready, {**_plates(old, doubt), **{one.path: one.key for one in sheets}}, memo)
    return faults


def _shows_a_change(forme: Forme, old: Record) -> bool:
    """Whether a story has a page whose text is another than it was."""
    texts = forme.setting.digests
    return any(texts[one.path] != old.texts.get(one.path) for one in forme.site.stories)


def _keep_proof(ready: Ready, plates: Mapping[str, bytes], memo: Memo) -> None:
    """Keep what has been printed for nobody, so that the next time only what is different must be."""
    if memo.folder is not None:
        stone = _lay(ready, memo.folder, memo)
        kept = replace(record(ready.forme, stone, plates), edition="")  # there are no files that hold it
        memo.save(memo.drawer(memo.place(EDITIONS, memo.folder)), kept)


def _plates(old: Record, doubt: Doubt) -> dict[str, bytes]:
    """The keys of those files that stay."""
    return {path: key for path, key in old.plates.items() if path not in doubt.gone and not is_search(path)}


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
    return [*workers.map(sheet, feeds, SEVERAL), *workers.map(sheet, others)]
