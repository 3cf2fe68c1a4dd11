"""Standing type: articles as they were set before, kept in the memo and used again as long as their files are the same.

The bytes of a file decide. Its seal only saves reading it again, and not where the file changed so short before it was
read that it may have changed once more under the same seal; git does likewise with its index ("racy git").
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial

import msgspec

from byline.article import House, get_parsers, readable
from byline.body import Body
from byline.memo import OUTCOMES, Drawer, Kept, Memo, opened
from byline.person import Person, read_person
from byline.plain import Plain, read_plain
from byline.problem import Place, Problem, problem
from byline.shift import Limit
from byline.story import Story, read_story
from byline.tree import File, Readable, Seal, Source, Tree, read_sealed
from byline.workers import Assistant, Workers

Value = Story | Person | Plain
Answer = tuple[Value | None, tuple[Problem, ...]]

DRAWERS = 64
FOLDER = "articles"
HOUSE = f"{FOLDER}/house"
FEW = 50  # articles; with more that are late, looking at everything costs no more
STORIES = "content/stories/"
SECONDS, MEGABYTES = 5, 500  # what setting one article may cost


class Standing(msgspec.Struct, frozen=True, gc=False):
    """One article as it was set: the file's seal (None: not to be trusted), the digest of its bytes, and what came of it."""

    seal: Seal | None
    digest: bytes
    came: Answer | Kept  # of one that is filed, in a drawer

    @property
    def answer(self) -> Answer:
        """What came of it; of one that is filed, it is read anew each time."""
        return opened(self.came) if isinstance(self.came, Kept) else self.came

    def filed(self, drawer: Drawer) -> Standing:
        """The same in a drawer, with its HTML beside it."""
        value, problems = self.answer
        if value:
            value = _with_html(value, drawer.keep(str(_body(value).html).encode()))
        return Standing(self.seal, self.digest, drawer.keep_value((value, problems)))


def _body(value: Value) -> Body:
    return value.bio if isinstance(value, Person) else value.body


def _with_html(value: Value, html: str | Kept) -> Value:
    """The same value with its HTML elsewhere."""
    body = msgspec.structs.replace(_body(value), html=html)
    if isinstance(value, Person):
        return msgspec.structs.replace(value, bio=body)
    return msgspec.structs.replace(value, body=body)


class Setting(msgspec.Struct, frozen=True, dict=True):
    """All articles of a portal by the paths of their files; and `before` those that the drawers held and that are now others, or gone.

    `house` is the one for which they are set.
    """

    articles: Mapping[str, Standing]
    before: Mapping[str, Standing]
    house: House = House()

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """The digests of the files' bytes; empty of what could not be read or set."""
        return {path: one.digest for path, one in self.articles.items()}


NOTHING_SET = Setting({}, {})


@dataclass(frozen=True, slots=True)
class Texts(Mapping[str, Story]):
    """The stories among the articles of a setting, by their paths; each is read once."""

    setting: Setting
    _read: dict[str, Story] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Story:
        if path not in self._read:
            story = self.setting.articles[path].answer[0]
            if not isinstance(story, Story):
                raise KeyError(path)
            self._read[path] = story
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return (path for path in self.setting.articles if path.startswith(STORIES))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def set_all(files: Sequence[Readable], house: House, memo: Memo, workers: Workers, clock: int) -> Setting:
    """The article in each file. `clock` is the disk's time before the files were looked at."""
    if memo.folder is not None:
        return _Cabinet(house, memo, workers, clock).setting(files)
    return Setting(set_others(files, house, {}, workers, clock), {}, house)


def set_ahead(
    content: Tree[Readable], memo: Memo, workers: Workers, clock: int, assistant: Assistant | None = None
) -> Callable[[], Setting] | None:
    """Begin to set the few articles that are others, for the house for which all were set before. The `assistant` does it, or
    else one who comes just for that.

    What is given back waits for it. None if the house is not known, or more articles are others.
    """
    house: House | None = memo.load(HOUSE)
    return _Cabinet(house, memo, workers, clock).begun(readable(content, []), assistant) if house else None


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
    """All articles that the memo holds. They stay at hand, whoever replaces its drawers."""
    cabinet = _Cabinet(house, memo, Workers(), 0)
    return {path: one for number in range(DRAWERS) for path, one in cabinet.load(number).items()}


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
    came = old.came if old and old.digest == digest else _set(File(file.path, data), house)
    return Standing(seal, digest, came)


def _set(file: File, house: House) -> Answer:
    """What a file is, by the folder in which it lies."""
    folder = file.path.split("/")[1]
    if folder == "stories":
        return read_story(file, house)
    return read_person(file, house) if folder == "people" else read_plain(file, house)


class _Job(msgspec.Struct, frozen=True):
    """What is to be set: the files, the articles that the drawers held for this house, and all that those held which are not level."""

    files: Sequence[Readable]
    old: Mapping[int, Mapping[str, Standing]]
    held: Mapping[int, Mapping[str, Standing]]
    todo: Sequence[int]  # the drawers that are not level
    parts: Sequence[list[_Pair]]  # the files for each of these
    names: frozenset[str]  # of all drawers that are needed

    def inside(self) -> list[Readable]:
        """The files in the drawers that are not level."""
        return [file for part in self.parts for file, _ in part]


class _Cabinet(msgspec.Struct, frozen=True):
    """The drawers with all articles of a portal. Each article has its drawer by its path."""

    house: House
    memo: Memo
    workers: Workers
    clock: int

    def setting(self, files: Sequence[Readable]) -> Setting:
        job = self._job(files)
        return self._done(job, self._set(job))

    def begun(self, files: Sequence[Readable], assistant: Assistant | None) -> Callable[[], Setting] | None:
        """The same by an assistant, unless there is much to set."""
        setter = assistant or Assistant(get_parsers)
        job = self._job(files)
        late = sum(not _is_known(file, old) for part in job.parts for file, old in part)
        unkept = setter.ask(partial(self._set_in, job.inside(), job.todo)) if late <= FEW else None
        if setter is not assistant:
            setter.leave()
        return cache(lambda: self._done(job, unkept())) if unkept else None

    def _job(self, files: Sequence[Readable], numbers: Sequence[int] = range(DRAWERS)) -> _Job:
        by_drawer: dict[int, list[Readable]] = {number: [] for number in numbers}
        for file in files:
            number = zlib.crc32(file.path.encode()) % DRAWERS
            if number in by_drawer:
                by_drawer[number].append(file)
        held: dict[int, tuple[bytes, Mapping[str, Standing]]] = {
            number: self.memo.load(_name(number)) or (b"", {}) for number in by_drawer
        }
        old = {number: articles if of == self.house.digest else {} for number, (of, articles) in held.items()}
        todo = [number for number, inside in by_drawer.items() if not _is_level(inside, old[number])]
        parts = [[(file, old[number].get(file.path)) for file in by_drawer[number]] for number in todo]
        names = frozenset([HOUSE, *(_name(number) for number, inside in by_drawer.items() if inside)])
        return _Job(files, old, {number: held[number][1] for number in todo}, todo, parts, names)

    def _set_in(self, files: Sequence[Readable], numbers: Sequence[int]) -> list[dict[str, Standing]]:
        return self._set(self._job(files, numbers))

    def _set(self, job: _Job) -> list[dict[str, Standing]]:
        """Set and keep the articles of the drawers that are not level; gives back those that could not be kept."""
        if job.todo:
            self.memo.forget(OUTCOMES, ())  # what is put into drawers now is no longer what those builds left there
        return self.workers.gather(
            lambda pair: _set_anew(pair, self.house, self.clock),
            job.parts,
            lambda part, found: self.put(job.todo[part], job.parts[part], found),
            limit=_LIMIT,
        )

    def _done(self, job: _Job, unkept: Sequence[Mapping[str, Standing]]) -> Setting:
        new = {**job.old, **{number: self.load(number) for number in job.todo}}
        articles = {path: one for drawer in new.values() for path, one in drawer.items()}
        for rest in unkept:
            articles |= rest
        # A drawer that was just put in its place and is not whole all the same: the disk is at fault, the text is not.
        wanted = {file.path: articles.get(file.path) or _set_anew((file, None), self.house, 0) for file in job.files}
        before = {
            path: one
            for drawer in job.held.values()
            for path, one in drawer.items()
            if not _is_same(one, wanted.get(path))
        }
        self.memo.forget(FOLDER, job.names)
        if self.memo.load(HOUSE) != self.house:
            self.memo.save(self.memo.drawer(HOUSE), self.house)
        return Setting(wanted, before, self.house)

    def load(self, number: int) -> Mapping[str, Standing]:
        found = self.memo.load(_name(number))
        return found[1] if found and found[0] == self.house.digest else {}

    def put(self, number: int, part: list[_Pair], found: list[Standing]) -> dict[str, Standing]:
        """Keep the articles of a drawer; gives back those that could not be kept."""
        drawer = self.memo.drawer(_name(number))
        by_path = {file.path: one for (file, _), one in zip(part, found, strict=True)}
        articles = {path: one.filed(drawer) for path, one in by_path.items() if one.digest}
        saved = self.memo.save(drawer, (self.house.digest, articles))
        return {path: one for path, one in by_path.items() if not (saved and one.digest)}


def _is_level(files: Sequence[Readable], drawer: Mapping[str, Standing]) -> bool:
    """Whether a drawer holds exactly these files, as far as their seals tell."""
    return len(files) == len(drawer) and all(_is_known(file, drawer.get(file.path)) for file in files)


def _is_same(one: Standing, other: Standing | None) -> bool:
    return other is not None and one.digest == other.digest


def _name(number: int) -> str:
    return f"{FOLDER}/{number:02x}"
