"""Causes: which of the inputs that are different has changed which file of the edition. Nothing is guessed.

An input has changed a file if the file would be another with this input alone new, or if it would not be what it is
with this input alone as it was. Where neither holds of any input, since several only matter together, the causes are
as few inputs as make the file what it is: none of them could be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Literal

import msgspec

from byline import record
from byline.changes import Changes
from byline.collation import Collation
from byline.forme import Forme
from byline.imprint import edition_of
from byline.indexing import keys
from byline.memo import PROVENANCES, Memo
from byline.messages import numbered, said
from byline.outcome import Outcome
from byline.portal import Portal
from byline.problem import Problem, Severity
from byline.provenance import Provenance, last
from byline.search import is_search, place_of
from byline.tree import ASSETS, CONTENT, File
from byline.variant import Input
from byline.workers import Workers

MOST = 30  # inputs that are tried each for itself; each takes two formes, and each forme as long as planning a build
SEVERAL = 4  # formes that are worth sharing out among workers

Missing = Literal["first", "engine", "unknown"]
"""Why it is not known what the last edition was made from: there is none, other programs have made it, or for no known reason."""


class Earlier(msgspec.Struct, frozen=True):
    """What is known of the edition that stands, before the next one takes its place."""

    provenance: Provenance | None
    plates: Mapping[str, bytes]
    missing: Missing = "unknown"


class Cause(msgspec.Struct, frozen=True):
    """Why a file is another. No inputs: somebody has changed the file itself. Not `sure`: it is one or more of these."""

    inputs: tuple[Input, ...]
    sure: bool = True


def earlier(memo: Memo, out: Path) -> Earlier:
    """What is known of the edition that stands in a folder."""
    provenance, plates = last(memo, out), plates_of(memo, out)
    if provenance and plates:
        return Earlier(provenance, plates)
    foreign = memo.is_unusable(memo.place(PROVENANCES, out))
    return Earlier(None, {}, "first" if not edition_of(out) else "engine" if foreign else "unknown")


def plates_of(memo: Memo, out: Path) -> Mapping[str, bytes]:
    """The keys of all files of the edition that stands in a folder, if they are known."""
    known = record.last(memo, out)
    return known.plates if known else {}


def causes(
    collation: Collation, old: Mapping[str, bytes], new: Mapping[str, bytes], changes: Changes
) -> dict[str, Cause]:
    """The cause of each change, by the paths of files; `old` and `new` are the keys of all files of the two editions."""
    paths = sorted((*changes.added, *changes.changed, *changes.removed))
    by_hand = {path: Cause(()) for path in paths if old.get(path) == new.get(path)}
    others = tuple(path for path in paths if path not in by_hand)
    groups = _groups(collation.inputs)
    if len(groups) == 1:
        return {**dict.fromkeys(others, Cause(tuple(groups))), **by_hand}
    return {**_Trials(collation, old, new, others, groups).causes(), **by_hand} if others else by_hand


def _groups(inputs: Sequence[Input]) -> dict[Input, frozenset[Input]]:
    """The inputs, by what they are told as: each for itself, by file or by folder, so that there are not too many."""
    kinds: tuple[Callable[[Input], Input], ...] = (lambda one: one, _file, _folder)
    for kind in kinds:
        found: dict[Input, set[Input]] = {}
        for one in inputs:
            found.setdefault(kind(one), set()).add(one)
        if len(found) <= MOST:
            break
    return {_counted(name, group): frozenset(group) for name, group in sorted(found.items())}


def _file(one: Input) -> Input:
    return one if one.how in {"new", "gone"} else Input(one.file)


def _folder(one: Input) -> Input:
    folders = one.file.split("/")[:-1][: 2 if one.file.startswith(f"{CONTENT}/") else 1]
    return Input("/".join((*folders, "")), how="files") if folders else Input(one.file)


def _counted(name: Input, group: Iterable[Input]) -> Input:
    return Input(name.file, how="files", fact=str(len({one.file for one in group}))) if name.how == "files" else name


class _Look(msgspec.Struct, frozen=True):
    """How a file would look in an edition that never was."""

    as_before: bool
    as_now: bool


_Looks = tuple[_Look, ...] | None
"""How the files would look; None if such an edition would have faults that neither of the two has, and tells nothing."""

_Trial = frozenset[Input]
"""The groups of which the inputs are new in a trial."""


class _Trials(msgspec.Struct, frozen=True, dict=True):
    """Editions that never were, each with a choice of what is new, and how the files look in them."""

    collation: Collation
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    paths: tuple[str, ...]
    groups: Mapping[Input, frozenset[Input]]
    _looks: dict[_Trial, _Looks] = {}
    _printed: dict[tuple[bool, str], File | Problem] = {}

    def causes(self) -> dict[str, Cause]:
        known = [self._is_known(path) for path in self.paths]  # and workers find the last edition composed
        alone = {one: _Trial((one,)) for one in self.groups}
        without = {one: _Trial(self.groups) - {one} for one in self.groups}
        self._try((*alone.values(), *without.values()))
        return {
            path: self._cause(index, alone, without) if known[index] else Cause((*self.groups,), sure=False)
            for index, path in enumerate(self.paths)
        }

    def _cause(self, index: int, alone: Mapping[Input, _Trial], without: Mapping[Input, _Trial]) -> Cause:
        def matters(one: Input) -> bool:
            with_it, without_it = self._looks[alone[one]], self._looks[without[one]]
            return bool((with_it and not with_it[index].as_before) or (without_it and not without_it[index].as_now))

        return Cause(tuple(filter(matters, self.groups)) or self._together(index))

    def _together(self, index: int) -> tuple[Input, ...]:
        """As few inputs as make a file what it is."""
        needed = _Trial(self.groups)
        for one in self.groups:
            self._try((needed - {one},))
            looks = self._looks[needed - {one}]
            if looks and looks[index].as_now:
                needed -= {one}
        return tuple(sorted(needed))

    def _try(self, trials: Iterable[_Trial]) -> None:
        todo = [one for one in dict.fromkeys(trials) if one not in self._looks]
        self._looks.update(zip(todo, self.collation.workers.map(self._tried, todo, SEVERAL), strict=True))

    def _tried(self, trial: _Trial) -> _Looks:
        forme = self.collation.composed(frozenset().union(*(self.groups[one] for one in trial)))
        if not _faults(forme) <= _faults(self._before) | _faults(self.collation.forme):
            return None
        return tuple(_Look(self._is(forme, path, now=False), self._is(forme, path, now=True)) for path in self.paths)

    @cached_property
    def _before(self) -> Forme:
        """The last edition, composed once more."""
        return self.collation.composed(frozenset())

    def _is_known(self, path: str) -> bool:
        """Whether the last edition, composed once more, has this file as it was."""
        return _is_plate(self._before, path, self.old)

    def _is(self, forme: Forme, path: str, *, now: bool) -> bool:
        """Whether a file of a forme is what it was, or what it is now: by its key, or else by its bytes."""
        if _is_plate(forme, path, self.new if now else self.old):
            return True
        edition = self.collation.forme if now else self._before
        if path not in forme or path not in edition:
            return False
        if (now, path) not in self._printed:
            self._printed[now, path] = edition.file(path)
        return forme.file(path) == self._printed[now, path]


def _is_plate(forme: Forme, path: str, plates: Mapping[str, bytes]) -> bool:
    """Whether a file of a forme is there and has this key, or is not there and has none. An asset's name is its key."""
    if is_search(path):
        return keys(forme).get(path) == plates.get(path)
    if path not in plates or path not in forme:
        return path not in plates and path not in forme
    return path.startswith(f"{ASSETS}/") or forme.plate(path).key == plates[path]


def _faults(forme: Forme) -> set[tuple[str, str]]:
    return {(one.rule, one.place.path) for one in forme.problems if one.severity is Severity.ERROR}


# --- in words


def explanation(
    before: Earlier,
    made_from: Provenance,
    portal: Portal,
    forme: Forme,
    outcome: Outcome,
    memo: Memo,
    out: Path,
    workers: Workers,
    language: str,
) -> str:
    """What has changed each file of the edition that now stands, and is made from this; raises WorkerLost."""
    plates, changes = plates_of(memo, out), outcome.changes
    if not changes or changes.none:
        return said("explained-nothing", language)
    if not before.provenance or not plates:
        return said(f"explained-{before.missing}", language, out=out)
    collation = Collation(before.provenance, made_from, portal, forme, workers)
    old, new = by_shard(before.plates), by_shard(plates)
    changes = shards_changed(changes, old, new)
    return "\n".join(told(causes(collation, old, new, changes), changes, out, language))


def by_shard(plates: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The keys of all files, of which those of a shard of the search stand as one."""
    return {place_of(path) if is_search(path) else path: key for path, key in plates.items()}


def shards_changed(changes: Changes, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Changes:
    """Changes with shards instead of their files, of which few are called as before; `old` and `new` are `by_shard`."""
    every = (*changes.added, *changes.changed, *changes.removed)
    places = sorted({place_of(path) for path in every if is_search(path)})
    added, changed, removed = (
        [path for path in some if not is_search(path)] for some in (changes.added, changes.changed, changes.removed)
    )
    return Changes(
        (*added, *(one for one in places if one not in old)),
        (*changed, *(one for one in places if one in old and one in new)),
        (*removed, *(one for one in places if one not in new)),
    )


def told(found: Mapping[str, Cause], changes: Changes, out: Path, language: str) -> Iterator[str]:
    """A line for each file that is another, in the order of their paths."""
    added, removed = frozenset(changes.added), frozenset(changes.removed)
    for path, cause in sorted(found.items(), key=lambda one: one[0]):
        state = "added" if path in added else "removed" if path in removed else "changed"
        line = f"{said(f'file-{state}', language, path=path)} ← {_reason(cause, out, language)}"
        yield line.replace("\n", r"\n")  # which only the name of an asset can have


def _reason(cause: Cause, out: Path, language: str) -> str:
    if not cause.inputs:
        return said("cause-hand" if cause.sure else "cause-unknown", language, out=out)
    inputs = "; ".join(
        _file_with_parts(file, [*group], language) for file, group in groupby(cause.inputs, lambda one: one.file)
    )
    return inputs if cause.sure else said("cause-unsure", language, inputs=inputs)


def _file_with_parts(file: str, inputs: Iterable[Input], language: str) -> str:
    parts = [_part(one, language) for one in sorted(inputs, key=lambda one: (not one.field, one))]
    return f"{file} {', '.join(parts)}".strip()


def _part(one: Input, language: str) -> str:
    """How an input is named behind its file."""
    if not one.how:
        return one.field
    if one.how == "files":
        return f"({numbered(int(one.fact), 'files', language)})"
    how = said(f"input-{one.how}", language, fact=one.fact)
    return f"{one.field}, {how}" if one.field and one.how == "text" else f"{one.field} {how}".strip()
