"""Standing type: articles as they were set before, kept in the memo and used again as long as their files are the same.

The bytes of a file decide. Its seal only saves reading it again, and not where the file changed so short before it was
read that it may have changed once more under the same seal; git does likewise with its index ("racy git").
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from byline.article import House
from byline.body import Body
from byline.memo import OUTCOMES, Kept, Memo, MemoSpoilt
from byline.person import Person, read_person
from byline.plain import Plain, read_plain
from byline.problem import Place, Problem, problem
from byline.shift import Limit
from byline.story import Story, read_story
from byline.tree import File, Readable, Seal, Source, read_sealed
from byline.workers import Workers

Value = Story | Person | Plain
Answer = tuple[Value | None, tuple[Problem, ...]]

DRAWERS = 64
FOLDER = "articles"
SECONDS, MEGABYTES = 5, 500  # what setting one article may cost


class Standing(msgspec.Struct, frozen=True, gc=False):
    """One article as it was set: the file's seal (None: not to be trusted), the digest of its bytes, and what came of it."""

    seal: Seal | None
    digest: bytes
    answer: Answer


@dataclass(frozen=True, slots=True)
class Setting:
    """All articles of a portal by the paths of their files; and `before` those that the drawers held and that are now others, or gone.

    `house` is the digest of the house for which they are set.
    """

    articles: Mapping[str, Standing]
    before: Mapping[str, Standing]
    house: bytes = b""

    @property
    def digests(self) -> dict[str, bytes]:
        """The digests of the files' bytes; empty of what could not be read or set."""
        return {path: one.digest for path, one in self.articles.items()}


NOTHING_SET = Setting({}, {})


def set_all(files: Sequence[Readable], house: House, memo: Memo, workers: Workers, clock: int) -> Setting:
    """The article in each file. `clock` is the disk's time before the files were looked at."""
    if memo.folder is not None:
        return _Cabinet(house, memo, workers, clock).setting(files)
    return Setting(set_others(files, house, {}, workers, clock), {}, house.digest)


def set_others(
    files: Sequence[Readable], house: House, known: Mapping[str, Standing], workers: Workers, clock: int
) -> dict[str, Standing]:
    """The article in each file, taken from the known ones where the file is the same."""
    todo = [(file, known.get(file.path)) for file in files if not _is_known(file, known.get(file.path))]
    size = max(1, len(todo) // DRAWERS)
    parts = [todo[start : start + size] for start in range(0, len(todo), size)]
    made = workers.gather(lambda one: _set_anew(one, house, clock), parts, lambda _number, part: part, limit=_LIMIT)
    found = dict(zip((file.path for file, _ in todo), (one for part in made for one in part), strict=True))
    return {file.path: found.get(file.path) or known[file.path] for file in files}


def kept(house: House, memo: Memo) -> dict[str, Standing]:
    """All articles that the memo holds, with their HTML at hand, for somebody who stays longer than its drawers."""
    cabinet = _Cabinet(house, memo, Workers(), 0)
    found: dict[str, Standing] = {}
    for number in range(DRAWERS):
        with suppress(MemoSpoilt):  # what is damaged is set anew
            found |= {path: with_html(one, lambda body: str(body.html)) for path, one in cabinet.load(number).items()}
    return found


_Pair = tuple[Readable, Standing | None]
"""A file, and what came of it before."""


def _too_costly(pair: _Pair) -> Standing:
    told = problem(Place(pair[0].path), "too-costly", seconds=SECONDS, megabytes=MEGABYTES)
    return Standing(None, b"", (None, (told,)))


_LIMIT = Limit(SECONDS, MEGABYTES, _too_costly)


def _is_known(file: Readable, old: Standing | None) -> bool:
    """Whether a file is the one of which something was set before, as far as its seal tells."""
    return isinstance(file, Source) and old is not None and old.seal == file.seal


def _set_anew(pair: _Pair, house: House, clock: int) -> Standing:
    """An article from before, if its file is still the same; else it is set."""
    file, old = pair
    if old and _is_known(file, old):
        return old
    data, seal = read_sealed(file, clock)
    if isinstance(data, Problem):
        return Standing(None, b"", (None, (data,)))
    digest = hashlib.sha256(data).digest()
    answer = old.answer if old and old.digest == digest else _set(File(file.path, data), house)
    return Standing(seal, digest, answer)


def _set(file: File, house: House) -> Answer:
    """What a file is, by the folder in which it lies."""
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
        held: dict[int, tuple[bytes, Mapping[str, Standing]]] = {
            number: self.memo.load(_name(number)) or (b"", {}) for number in by_drawer
        }
        old = {number: articles if of == self.house.digest else {} for number, (of, articles) in held.items()}
        todo = [number for number, inside in by_drawer.items() if not _is_level(inside, old[number])]
        parts = [[(file, old[number].get(file.path)) for file in by_drawer[number]] for number in todo]
        if todo:
            self.memo.forget(OUTCOMES, ())  # what is put into drawers now is no longer what those builds left there
        unkept = self.workers.gather(
            lambda pair: _set_anew(pair, self.house, self.clock),
            parts,
            lambda part, found: self.put(todo[part], parts[part], found),
            limit=_LIMIT,
        )
        new = {**old, **{number: self.load(number) for number in todo}}
        articles = {path: one for drawer in new.values() for path, one in drawer.items()}
        for rest in unkept:
            articles |= rest
        # A drawer that was just put in its place and is not whole all the same: the disk is at fault, the text is not.
        wanted = {file.path: articles.get(file.path) or _set_anew((file, None), self.house, 0) for file in files}
        before = {
            path: one for number in todo for path, one in held[number][1].items() if not _is_same(one, wanted.get(path))
        }
        self.memo.forget(FOLDER, {_name(number) for number, inside in by_drawer.items() if inside})
        return Setting(wanted, before, self.house.digest)

    def load(self, number: int) -> Mapping[str, Standing]:
        found = self.memo.load(_name(number))
        return found[1] if found and found[0] == self.house.digest else {}

    def put(self, number: int, part: list[_Pair], found: list[Standing]) -> dict[str, Standing]:
        """Keep the articles of a drawer; gives back those that could not be kept."""
        drawer = self.memo.drawer(_name(number))
        by_path = {file.path: one for (file, _), one in zip(part, found, strict=True)}
        articles = {
            path: with_html(one, lambda body: drawer.keep(str(body.html).encode()))
            for path, one in by_path.items()
            if one.digest
        }
        saved = self.memo.save(drawer, (self.house.digest, articles))
        return {path: one for path, one in by_path.items() if not (saved and one.digest)}


def _is_level(files: Sequence[Readable], drawer: Mapping[str, Standing]) -> bool:
    """Whether a drawer holds exactly these files, as far as their seals tell."""
    return len(files) == len(drawer) and all(_is_known(file, drawer.get(file.path)) for file in files)


def _is_same(one: Standing, other: Standing | None) -> bool:
    return other is not None and one.digest == other.digest


def _name(number: int) -> str:
    return f"{FOLDER}/{number:02x}"


def with_html(one: Standing, html: Callable[[Body], str | Kept]) -> Standing:
    """The same article with its HTML elsewhere."""
    value, problems = one.answer
    if value is None:
        return one
    field = "bio" if isinstance(value, Person) else "body"
    body: Body = getattr(value, field)
    moved = msgspec.structs.replace(value, **{field: msgspec.structs.replace(body, html=html(body))})
    return msgspec.structs.replace(one, answer=(moved, problems))
