"""The darkroom: develops every picture that a text names, and lets out those that a page shows."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from urllib.parse import unquote

import msgspec

from byline import address
from byline.article import source_of
from byline.body import PictureUse
from byline.copydesk import FOLDER as CONTENT, Copy
from byline.front import Image
from byline.guess import nearest
from byline.memo import FORGETFUL, OUTCOMES, Memo
from byline.person import Person
from byline.picture import Picture, Print
from byline.problem import Place, Places, Problem, problem
from byline.reference import filed, is_attachment
from byline.signature import kind_named, refused
from byline.site import Site
from byline.story import Story
from byline.tree import File, Readable, Seal, Source, Tree, read_sealed
from byline.workers import Workers

FOLDER = "pictures"  # in the memo: a drawer for each picture, and one that tells which files they are of
INDEX = f"{FOLDER}/index"
SEVERAL = 2  # pictures; developing one takes seconds
MOST_COMPARED = 20  # missing pictures for which names much like theirs are looked for, which takes long


def untold(_count: int) -> None:
    """For those who do not want to know."""


Developed = tuple[Picture | None, tuple[Problem, ...]]


class _Negative(msgspec.Struct, frozen=True, gc=False):
    """A picture's file as it was when it was developed: its seal (None: not to be trusted) and the digest of its bytes."""

    seal: Seal | None
    digest: str


def develop_all(
    copy: Copy,
    content: Tree[Readable],
    workers: Workers,
    memo: Memo = FORGETFUL,
    clock: int = 0,
    known: Mapping[str, Picture] = MappingProxyType({}),
    tell: Callable[[int], None] = untold,
) -> tuple[dict[str, Picture], list[Problem]]:
    """The pictures that texts name, by their paths under `content/`, and which are missing, unusable or not needed.

    `clock` is the disk's time before the files were looked at; those that are `known` are not developed again.
    `tell` is told how many there are to develop, if there are any.
    """
    there = {filed(_inner(file.path)): file for file in content.files if address.is_picture(file.path)}
    uses = [use for use in _uses(copy) if use.named]
    named = {use.path: there[use.path] for use in uses if use.path in there}
    unknown = {path: file for path, file in named.items() if path not in known}
    developed = _develop(list(unknown.values()), workers, memo, clock, tell)
    fresh = {path: picture for path, (picture, _) in zip(unknown, developed, strict=True) if picture}
    pictures = {path: made for path in named if (made := known.get(path) or fresh.get(path))}
    found = [one for _, problems in developed for one in problems]
    missing = [use for use in uses if use.path not in pictures]
    if missing:
        paths, names = frozenset(filed(_inner(path)) for path in content.paths), _Names(there)
        found += [_fault(use, paths, names) for use in missing]
    if copy.whole:
        found += [problem(Place(file.path), "unused-picture") for path, file in there.items() if path not in named]
    return pictures, found


def _develop(
    files: list[Readable], workers: Workers, memo: Memo, clock: int, tell: Callable[[int], None]
) -> list[Developed]:
    """What comes of each picture, from the memo where its file is the same."""
    made_by = _codecs() if files else ""
    old: dict[str, _Negative] = memo.load(INDEX) or {}
    found: dict[str, Developed] = {}
    for file in files:
        negative = old.get(file.path)
        if negative and isinstance(file, Source) and negative.seal == file.seal:
            held: Developed | None = memo.load(_drawer(file.path, negative.digest, made_by), shut=True)
            if held:
                found[file.path] = held
    todo = [file for file in files if file.path not in found]
    if todo:
        memo.forget(OUTCOMES, ())  # as when articles are set
        tell(len(todo))
    made = workers.map(lambda file: _developed(file, memo, clock, made_by), todo, SEVERAL)
    for file, (negative, unkept) in zip(todo, made, strict=True):
        found[file.path] = unkept or memo.load(_drawer(file.path, negative.digest, made_by), shut=True) or _again(file)
    new = {file.path: negative for file, (negative, _) in zip(todo, made, strict=True) if negative.digest}
    index = {file.path: new.get(file.path) or old[file.path] for file in files if file.path in new or file.path in old}
    if index != old:
        memo.save(memo.drawer(INDEX), index)
    memo.forget(FOLDER, {INDEX, *(_drawer(path, one.digest, made_by) for path, one in index.items())})
    return [found[file.path] for file in files]


def _codecs() -> str:
    from byline.codec import codecs  # imported when there are pictures

    return codecs()


def _again(file: Readable) -> Developed:
    """What comes of a picture whose drawer has gone since it was put in its place: another build may have forgotten it."""
    data = file.read()
    if isinstance(data, Problem):
        return None, (data,)

    from byline.photo import develop  # imported when there is a picture to develop

    return develop(File(file.path, data))


def _developed(file: Readable, memo: Memo, clock: int, made_by: str) -> tuple[_Negative, Developed | None]:
    """Develop a picture, unless the memo has the one that was made of the same bytes; gives back what it cannot keep."""
    data, seal = read_sealed(file, clock)
    if isinstance(data, Problem):
        return _Negative(None, ""), (None, (data,))
    digest = hashlib.sha256(data).hexdigest()
    negative = _Negative(seal, digest)
    name = _drawer(file.path, digest, made_by)
    if memo.load(name, shut=True):
        return negative, None

    from byline.photo import develop  # as above

    picture, problems = develop(File(file.path, data))
    drawer = memo.drawer(name)
    kept = picture and picture.holding(lambda one: drawer.keep(one.file.data))
    return negative, None if memo.save(drawer, (kept, problems)) else (picture, problems)


def _drawer(path: str, digest: str, made_by: str) -> str:
    """The drawer for a picture, by its file and what developed it: other codecs give other bytes."""
    return f"{FOLDER}/{hashlib.sha256(f'{path} {digest} {made_by}'.encode()).hexdigest()[:32]}"


def _inner(path: str) -> str:
    return path.removeprefix(f"{CONTENT}/")


def _fault(use: PictureUse, known: Set[str], names: _Names) -> Problem:
    """Why a text cannot show a picture that it names; `known` are the paths of all files, whatever they hold."""
    path = f"{CONTENT}/{use.path}"
    if is_attachment(use.named):
        return problem(use.place, "picture-on-forge", picture=use.named)
    if use.path is None:
        inside = unquote(use.named.partition(f"/{CONTENT}/")[2].partition("?")[0])  # of its page on a forge
        return problem(use.place, "outside-picture", guess=f"/{inside}" if inside in known else "", picture=use.named)
    if use.path not in known:
        return problem(use.place, "missing-picture", guess=names.guess(use.path), path=path)
    if not address.is_picture(use.path):
        return refused(use.place, path, kind_named(path))
    return problem(use.place, "picture-not-shown", path=path)


def shown(site: Site, pictures: Mapping[str, Picture]) -> tuple[Print, ...]:
    """The files of the pictures of what is published: a picture that only something withheld names is not published."""
    named = {path for one in site.stories for path in one.pictures}
    named |= {use.path or "" for use in _of_people(site.shown_people)}
    named |= {use.path or "" for plain in site.plains for use in plain.body.pictures}
    found = {one.address: one for path in named if (made := pictures.get(path)) for one in made.prints}
    return tuple(found[path] for path in sorted(found))


class _Names:
    """The names of all pictures, to tell which was probably meant by one that there is not."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.beside: dict[str, dict[str, str]] = {}  # in each folder, the names by what stands before their endings
        self.folders: dict[str, str] = {}  # a folder for each name
        self.compared = 0
        for path in paths:
            folder, name = posixpath.split(path)
            self.beside.setdefault(folder, {})[_stem(name)] = name
            self.folders.setdefault(name, folder)

    def guess(self, path: str) -> str:
        """The same name with other letters or another ending, the same in another folder, or one much like it."""
        folder, name = posixpath.split(path)
        beside, stem = self.beside.get(folder, {}), _stem(name)
        if stem in beside:
            return beside[stem]
        if name in self.folders:
            return "/" + posixpath.join(self.folders[name], name)
        if not beside or self.compared == MOST_COMPARED:
            return ""
        self.compared += 1
        near = nearest(stem, beside)
        return beside[near] if near else ""


def _stem(name: str) -> str:
    return posixpath.splitext(name)[0].lower()


def _uses(copy: Copy) -> Iterable[PictureUse]:
    """Every picture that is named anywhere."""
    yield from uses_of(copy.stories)
    for person in copy.people:
        yield from _lead(person.front.portrait, person.path, person.places, "portrait")
        yield from person.bio.pictures
    for plain in copy.plains:
        yield from plain.body.pictures


def uses_of(stories: Iterable[Story]) -> Iterator[PictureUse]:
    """The pictures that stories name."""
    for story in stories:
        yield from _lead(story.front.image, story.path, story.places, "image")
        yield from story.body.pictures


def _of_people(people: Iterable[Person]) -> Iterator[PictureUse]:
    """The pictures on the pages of people."""
    for person in people:
        if person.has_portrait:
            yield from _lead(person.front.portrait, person.path, person.places, "portrait")
        yield from person.bio.pictures


def _lead(image: Image | None, path: str, places: Places, key: str) -> Iterator[PictureUse]:
    if image:
        yield PictureUse(source_of(image, path), image.src, image.alt, places.at(f"{key}.src"))
