"""The darkroom: develops every picture that a text names, and lets out those that a page shows."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Set

from byline import address
from byline.body import PictureUse
from byline.card import source_of
from byline.copydesk import FOLDER, Copy
from byline.decode import Places
from byline.front import Image
from byline.person import Person
from byline.picture import Picture, develop
from byline.problem import Place, Problem, nearest, problem
from byline.site import Site
from byline.story import Story
from byline.tree import File, Readable, Tree
from byline.workers import Workers

SEVERAL = 6  # pictures; developing one takes long enough that a few are worth sharing out
MOST_COMPARED = 20  # missing pictures for which names much like theirs are looked for, which takes long


def develop_all(
    copy: Copy, content: Tree[Readable], workers: Workers, known: Mapping[str, Picture]
) -> tuple[dict[str, Picture], list[Problem]]:
    """The pictures that texts name, by their paths under `content/`, and which are missing, unusable or not needed.

    Those that are `known` are not developed again.
    """
    there = {_inner(file.path): file for file in content.files if address.is_picture(file.path)}
    uses = [use for use in _uses(copy) if use.named]
    named = {use.path: there[use.path] for use in uses if use.path in there}
    unknown = {path: file for path, file in named.items() if path not in known}
    developed = workers.map(_developed, list(unknown.values()), SEVERAL)
    fresh = {path: picture for path, (picture, _) in zip(unknown, developed, strict=True) if picture}
    pictures = {path: made for path in named if (made := known.get(path) or fresh.get(path))}
    found = [one for _, problems in developed for one in problems]
    paths = frozenset(_inner(path) for path in content.paths)
    names = _Names(there)
    found += [_fault(use, paths, names) for use in uses if use.path not in pictures]
    if copy.whole:
        found += [problem(Place(file.path), "unused-picture") for path, file in there.items() if path not in named]
    return pictures, found


def _developed(file: Readable) -> tuple[Picture | None, tuple[Problem, ...]]:
    data = file.read()
    return (None, (data,)) if isinstance(data, Problem) else develop(File(file.path, data))


def _inner(path: str) -> str:
    return path.removeprefix(f"{FOLDER}/")


def _fault(use: PictureUse, known: Set[str], names: _Names) -> Problem:
    """Why a text cannot show a picture that it names; `known` are the paths of all files, whatever they hold."""
    path = f"{FOLDER}/{use.path}"
    if use.path is None:
        return problem(use.place, "outside-picture", picture=use.named)
    if use.path not in known:
        return problem(use.place, "missing-picture", guess=names.guess(use.path), path=path)
    if not address.is_picture(use.path):
        return problem(use.place, "picture-kind", path=path)
    return problem(use.place, "picture-not-shown", path=path)


def shown(site: Site, pictures: Mapping[str, Picture]) -> tuple[Picture, ...]:
    """The pictures of what is published: one that only something withheld names is not published."""
    stories = _of_stories(one.story for one in site.stories)
    people = _of_people(person for person in site.shown_people)
    uses = (*stories, *people, *(use for plain in site.plains for use in plain.body.pictures))
    found = {made.address: made for use in uses if (made := pictures.get(use.path or ""))}
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
    yield from _of_stories(copy.stories)
    for person in copy.people:
        yield from _lead(person.front.portrait, person.path, person.places, "portrait")
        yield from person.bio.pictures
    for plain in copy.plains:
        yield from plain.body.pictures


def _of_stories(stories: Iterable[Story]) -> Iterator[PictureUse]:
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
