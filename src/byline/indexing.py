"""Indexing: the files of the search, made beside the pages, and only of those shards in which something is different."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

import msgspec

from byline.canon import canonical
from byline.delivery import put
from byline.forme import Forme
from byline.indexer import SCRIPTS, NoIndex, indexed, machinery
from byline.memo import FORGETFUL, Kept, Memo
from byline.problem import Place, Problem, problem
from byline.search import ENTRY, FOLDER, Shard, entry, is_search, place_of, records, wasm
from byline.tree import File
from byline.twin import Put
from byline.workers import Workers

DRAWERS = "search"  # in the memo: a drawer for each shard
SEVERAL = 2  # shards


class Index(msgspec.Struct, frozen=True):
    """The files of the search: their keys, and what became of those that were put; or why there are none."""

    plates: Mapping[str, bytes] = {}
    done: Mapping[str, Put] = {}
    problems: tuple[Problem, ...] = ()


def index(forme: Forme, old: Mapping[str, bytes], folder: Path, workers: Workers, memo: Memo) -> Index:
    """Put into a folder what differs from the edition of which the keys are `old`. Raises OutputRefused and WorkerLost."""
    standing: dict[str, list[str]] = {}
    for path in filter(is_search, old):
        standing.setdefault(place_of(path), []).append(path)
    same = [one for one in forme.shards if any(old[path] == one.key for path in standing.get(one.place, ()))]
    plates = {path: old[path] for one in same for path in standing[one.place]}
    todo = [one for one in forme.shards if one not in same]
    done: dict[str, Put] = {}
    try:
        for one, files in zip(todo, workers.map(partial(_put, forme, folder, memo), todo, SEVERAL), strict=True):
            plates |= dict.fromkeys(files, one.key)
            done |= files
        for paths, key, made in common(forme, memo):
            plates |= dict.fromkeys(paths, key)
            if any(old.get(path) != key for path in paths):
                done |= {file.path: put(folder, file) for file in made()}
    except NoIndex as fault:
        return Index(problems=(no_index(fault),))
    memo.forget(DRAWERS, {name for one in forme.shards for name in (_drawer(one), _machine(one.language))})
    return Index(plates, done)


def no_index(fault: NoIndex) -> Problem:
    """What is told where Pagefind does not run."""
    return problem(Place(FOLDER), "no-index", reason=str(fault))


def files_of(forme: Forme, shard: Shard, memo: Memo) -> tuple[File, ...]:
    """A shard's files, from the memo if they are of the same records. Raises NoIndex."""
    held: tuple[tuple[str, Kept], ...] | None = memo.load(_drawer(shard))
    if held:
        return tuple(File(path, kept.read()) for path, kept in held)
    made = tuple(records(forme.site, shard.stories))
    names = {one.address: one.name for one in made}
    told = indexed(made, shard.language)
    try:
        files = canonical(told, _folder(shard.language), shard.number, shard.name, names)
    except (LookupError, TypeError, ValueError) as fault:  # another Pagefind, which writes its files otherwise
        raise NoIndex(f"Pagefind's files cannot be read: {fault}") from None
    drawer = memo.drawer(_drawer(shard))
    memo.save(drawer, tuple((file.path, drawer.keep(file.data)) for file in files))
    return files


Bundles = Mapping[str, tuple[bytes, tuple[File, ...]]]
"""The files of the search in memory: by shard, and by what a language's shards have in common, each with its key."""


def bundled(forme: Forme, before: Bundles) -> Bundles:
    """All files of the search, with those of `before` that are still right. Raises NoIndex."""
    made: dict[str, tuple[bytes, Callable[[], tuple[File, ...]]]] = {
        one.place: (one.key, partial(files_of, forme, one, FORGETFUL)) for one in forme.shards
    }
    made |= {paths[0]: (key, make) for paths, key, make in common(forme, FORGETFUL)}
    return {
        name: before[name] if name in before and before[name][0] == key else (key, make())
        for name, (key, make) in made.items()
    }


def keys(forme: Forme) -> dict[str, bytes]:
    """The key of each shard by its place, and that of each language's list of shards by its path."""
    lists = {path: key for paths, key, _ in common(forme, FORGETFUL) for path in paths}
    return {one.place: one.key for one in forme.shards} | lists


def common(forme: Forme, memo: Memo) -> Iterator[tuple[tuple[str, ...], bytes, Callable[[], tuple[File, ...]]]]:
    """What all shards of a language need: paths, a key, and what makes the files, which raises NoIndex."""
    for language, some in groupby(forme.shards, lambda one: one.language):
        shards = tuple(some)
        paths = tuple(_folder(language) + name for name in (*SCRIPTS, wasm(language), ENTRY))
        names = [one.name for one in shards]
        yield paths, hashlib.sha256(msgspec.msgpack.encode(names)).digest()[:16], partial(_common, shards, memo)


def _common(shards: Sequence[Shard], memo: Memo) -> tuple[File, ...]:
    language = shards[0].language
    made = _machinery(language, memo)
    named = entry(made.pop(ENTRY), shards)
    return (*(File(_folder(language) + path, data) for path, data in made.items()), named)


def _machinery(language: str, memo: Memo) -> dict[str, bytes]:
    """What searches in this language, from the memo if it has been asked for before: to start Pagefind takes time."""
    held: tuple[tuple[str, Kept], ...] | None = memo.load(_machine(language))
    if held:
        return {path: kept.read() for path, kept in held}
    made = machinery(language)
    drawer = memo.drawer(_machine(language))
    memo.save(drawer, tuple((path, drawer.keep(data)) for path, data in made.items()))
    return made


def _put(forme: Forme, folder: Path, memo: Memo, shard: Shard) -> dict[str, Put]:
    return {file.path: put(folder, file) for file in files_of(forme, shard, memo)}


def _folder(language: str) -> str:
    return f"{FOLDER}{language}/"


def _machine(language: str) -> str:
    return f"{DRAWERS}/{language}"


def _drawer(shard: Shard) -> str:
    return f"{DRAWERS}/{shard.language}-{shard.name}"
