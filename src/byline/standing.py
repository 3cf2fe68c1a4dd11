"""Standing type: articles as they were set before, kept in the memo and used again as long as their files are the same.

The bytes of a file decide. Its seal only saves reading it again, and not where the file changed so short before it was
read that it may have changed once more under the same seal; git does likewise with its index ("racy git").
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from byline.article import House
from byline.memo import Drawer, Kept, Memo
from byline.person import Person, read_person
from byline.plain import Plain, read_plain
from byline.problem import Place, Problem, problem
from byline.story import Story, read_story
from byline.tree import File, Readable, Seal, Source
from byline.workers import Limit, Workers

T = TypeVar("T")

Value = Story | Person | Plain
Answer = tuple[Value | None, tuple[Problem, ...]]

DRAWERS = 64
FOLDER = "articles"
SECONDS, MEGABYTES = 5, 500  # what setting one article may cost
RACY = 2_000_000_000  # nanoseconds; the coarsest clock of a file system in use, FAT's


class Standing(msgspec.Struct, frozen=True, gc=False):
    """One article as it was set: the file's seal (None: not to be trusted), the digest of its bytes, and what came of it."""

    seal: Seal | None
    digest: bytes
    answer: Answer


@dataclass(frozen=True, slots=True)
class Setting:
    """All articles of a portal by the paths of their files; and `before` those that the drawers held and that are now others, or gone."""

    articles: Mapping[str, Standing]
    before: Mapping[str, Standing]


NOTHING_SET = Setting({}, {})


def set_all(files: Sequence[Readable], house: House, memo: Memo, workers: Workers, clock: int) -> Setting:
    """The article in each file. `clock` is the disk's time before the files were looked at."""
    if memo.folder is not None:
        return _Cabinet(house, memo, workers, clock).setting(files)
    size = max(1, len(files) // 64)
    parts = [files[start : start + size] for start in range(0, len(files), size)]
    found = workers.gather(lambda file: _fresh(file, house), parts, lambda _number, part: part, limit=_limit(_path))
    articles = [article for part in found for article in part]
    return Setting({file.path: article for file, article in zip(files, articles, strict=True)}, {})


def _fresh(file: Readable, house: House) -> Standing:
    """An article, set without a look at what was before."""
    data = file.read()
    if isinstance(data, Problem):
        return Standing(None, b"", (None, (data,)))
    return Standing(None, hashlib.sha256(data).digest(), _set(File(file.path, data), house))


def _path(file: Readable) -> str:
    return file.path


def _limit(path: Callable[[T], str]) -> Limit[T, Standing]:
    """What setting one article may cost."""

    def instead(value: T) -> Standing:
        told = problem(Place(path(value)), "too-costly", seconds=SECONDS, megabytes=MEGABYTES)
        return Standing(None, b"", (None, (told,)))

    return Limit(SECONDS, MEGABYTES, instead)


def _set(file: File, house: House) -> Answer:
    folder = file.path.split("/")[1]
    if folder == "stories":
        return read_story(file, house)
    return read_person(file, house) if folder == "people" else read_plain(file, house)


@dataclass(frozen=True, slots=True)
class _Cabinet:
    """The drawers with all articles of a portal. Each article has its drawer by its path."""

    house: House
    memo: Memo
    workers: Workers
    clock: int

    def setting(self, files: Sequence[Readable]) -> Setting:
        by_drawer: dict[int, list[Readable]] = {number: [] for number in range(DRAWERS)}
        for file in files:
            by_drawer[zlib.crc32(file.path.encode()) % DRAWERS].append(file)
        old = {number: self.load(number) for number in by_drawer}
        todo = [number for number, inside in by_drawer.items() if not _is_level(inside, old[number])]
        parts = [[(file, old[number].get(file.path)) for file in by_drawer[number]] for number in todo]
        limit: Limit[tuple[Readable, Standing | None], Standing] = _limit(lambda one: one[0].path)
        unkept = self.workers.gather(
            lambda one: self.set(*one), parts, lambda part, found: self.put(todo[part], parts[part], found), limit=limit
        )
        new = {**old, **{number: self.load(number) for number in todo}}
        articles = {path: one for drawer in new.values() for path, one in drawer.items()}
        for rest in unkept:
            articles |= rest
        # A drawer that was just put in its place and is not whole all the same: the disk is at fault, the text is not.
        wanted = {file.path: articles.get(file.path) or _fresh(file, self.house) for file in files}
        before = {
            path: one for number in todo for path, one in old[number].items() if not _is_same(one, wanted.get(path))
        }
        return Setting(wanted, before)

    def load(self, number: int) -> Mapping[str, Standing]:
        found = self.memo.load(_name(number))
        return found[1] if found and found[0] == self.house.digest else {}

    def set(self, file: Readable, old: Standing | None) -> Standing:
        """An article from the drawer, if it is still the same; else it is set."""
        seal = file.seal if isinstance(file, Source) else None
        if old and seal and old.seal == seal:
            return old
        if seal and seal.last + RACY >= self.clock:
            seal = None
        data = file.read()
        if isinstance(data, Problem):
            return Standing(None, b"", (None, (data,)))
        digest = hashlib.sha256(data).digest()
        if old and old.digest == digest:
            return Standing(seal, digest, old.answer)
        return Standing(seal, digest, _set(File(file.path, data), self.house))

    def put(
        self, number: int, part: list[tuple[Readable, Standing | None]], found: list[Standing]
    ) -> dict[str, Standing]:
        """Keep the articles of a drawer; gives back those that could not be kept."""
        drawer = self.memo.drawer(_name(number))
        by_path = {file.path: one for (file, _), one in zip(part, found, strict=True)}
        kept = {
            path: msgspec.structs.replace(one, answer=_stored(one.answer, drawer))
            for path, one in by_path.items()
            if one.digest
        }
        saved = self.memo.save(drawer, (self.house.digest, kept))
        return {path: one for path, one in by_path.items() if not (saved and one.digest)}


def _is_level(files: Sequence[Readable], drawer: Mapping[str, Standing]) -> bool:
    """Whether a drawer holds exactly these files, as far as their seals tell."""
    return len(files) == len(drawer) and all(
        isinstance(file, Source) and (old := drawer.get(file.path)) is not None and old.seal == file.seal
        for file in files
    )


def _is_same(one: Standing, other: Standing | None) -> bool:
    return other is not None and one.digest == other.digest


def _name(number: int) -> str:
    return f"{FOLDER}/{number:02x}"


def _stored(answer: Answer, drawer: Drawer) -> Answer:
    """The same with its HTML put in a drawer."""
    value, problems = answer
    if value is None:
        return answer
    field = "bio" if isinstance(value, Person) else "body"
    body = getattr(value, field)
    kept: Kept = drawer.keep(str(body.html).encode())
    return msgspec.structs.replace(value, **{field: msgspec.structs.replace(body, html=kept)}), problems
