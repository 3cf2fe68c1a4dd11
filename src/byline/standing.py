"""Standing type: articles as they were set before, kept in the memo and used again as long as their files are the same.

The bytes of a file decide. Its seal only saves reading it again, and not where the file changed so short before it was
read that it may have changed once more under the same seal; git does likewise with its index ("racy git").
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from byline.article import House
from byline.memo import Drawer, Kept, Memo
from byline.person import Person, read_person
from byline.plain import Plain, read_plain
from byline.problem import Place, Problem, problem
from byline.story import Story, read_story
from byline.tree import File, Readable, Seal, Source
from byline.workers import Limit, Workers

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


Drawers = Mapping[int, Mapping[str, Standing]]


def set_all(files: Sequence[Readable], house: House, memo: Memo, workers: Workers, clock: int) -> list[Answer]:
    """The article in each file, and what is wrong with it. `clock` is the disk's time before the files were looked at."""
    limit = Limit(SECONDS, MEGABYTES, _too_costly)
    if memo.folder is None:
        size = max(1, len(files) // 64)
        parts = [files[start : start + size] for start in range(0, len(files), size)]
        found = workers.gather(lambda file: set_article(file, house), parts, lambda _number, part: part, limit=limit)
        return [answer for part in found for answer in part]
    return _Cabinet(files, house, memo, workers, clock).answers()


def set_article(file: Readable, house: House) -> Answer:
    """What a file is, by the folder in which it lies."""
    data = file.read()
    if isinstance(data, Problem):
        return None, (data,)
    return _set(File(file.path, data), house)


def _set(file: File, house: House) -> Answer:
    folder = file.path.split("/")[1]
    if folder == "stories":
        return read_story(file, house)
    return read_person(file, house) if folder == "people" else read_plain(file, house)


def _too_costly(file: Readable) -> Answer:
    return None, (problem(Place(file.path), "too-costly", seconds=SECONDS, megabytes=MEGABYTES),)


@dataclass(frozen=True, slots=True)
class _Cabinet:
    """The drawers with all articles of a portal. Each article has its drawer by its path."""

    files: Sequence[Readable]
    house: House
    memo: Memo
    workers: Workers
    clock: int

    def answers(self) -> list[Answer]:
        by_drawer: dict[int, list[Readable]] = {number: [] for number in range(DRAWERS)}
        for file in self.files:
            by_drawer[zlib.crc32(file.path.encode()) % DRAWERS].append(file)
        drawers = {number: self.load(number) for number in by_drawer}
        todo = [
            number
            for number, files in by_drawer.items()
            if len(files) != len(drawers[number]) or not all(_is_known(file, drawers[number]) for file in files)
        ]
        parts = [[(file, drawers[number].get(file.path)) for file in by_drawer[number]] for number in todo]
        limit: Limit[tuple[Readable, Standing | None], Standing] = Limit(
            SECONDS, MEGABYTES, lambda one: Standing(None, b"", _too_costly(one[0]))
        )
        made = self.workers.gather(
            lambda one: self.set(*one), parts, lambda part, found: self.put(todo[part], parts[part], found), limit=limit
        )
        drawers |= {number: self.load(number) for number in todo}
        answers = {path: one.answer for drawer in drawers.values() for path, one in drawer.items()}
        for unkept in made:
            answers |= unkept
        # A drawer that was just put in its place and is not whole all the same: the disk is at fault, the text is not.
        return [answers.get(file.path) or set_article(file, self.house) for file in self.files]

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
    ) -> dict[str, Answer]:
        """Keep the articles of a drawer; gives back those that could not be kept."""
        drawer = self.memo.drawer(_name(number))
        by_path = {file.path: one for (file, _), one in zip(part, found, strict=True)}
        kept = {
            path: msgspec.structs.replace(one, answer=_stored(one.answer, drawer))
            for path, one in by_path.items()
            if one.digest
        }
        saved = self.memo.save(drawer, (self.house.digest, kept))
        return {path: one.answer for path, one in by_path.items() if not (saved and one.digest)}


def _is_known(file: Readable, drawer: Mapping[str, Standing]) -> bool:
    old = drawer.get(file.path)
    return old is not None and isinstance(file, Source) and old.seal == file.seal


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
