"""The darkroom: develops every picture that a text names, and lets out those that a page shows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from byline import address
from byline.card import source_of
from byline.copydesk import FOLDER, Copy
from byline.picture import Picture, develop
from byline.problem import Place, Problem, nearest, problem
from byline.sheet import PictureUse
from byline.tree import File, Tree
from byline.workers import Workers

SEVERAL = 6  # pictures; developing one takes long enough that a few are worth sharing out

_PUBLISHED = re.compile(rb"pictures/[0-9a-f]{16}\.[a-z]+")


def develop_all(copy: Copy, content: Tree, workers: Workers) -> tuple[dict[str, Picture], list[Problem]]:
    """The pictures that texts name, by their paths under `content/`, and which are missing, unusable or not needed."""
    there = {file.path.removeprefix(f"{FOLDER}/"): file for file in content.files if address.is_picture(file.path)}
    found: list[Problem] = []
    named: dict[str, File] = {}
    for use in (use for use in _uses(copy) if use.named):
        if use.path is None:
            found.append(problem(use.place, "outside-picture", picture=use.named))
        elif use.path in there:
            named[use.path] = there[use.path]
        else:
            path = f"{FOLDER}/{use.path}"
            found.append(
                problem(use.place, "missing-picture", guess=_guess(use.path, there), picture=use.named, path=path)
            )
    if copy.whole:
        found += [problem(Place(file.path), "unused-picture") for path, file in there.items() if path not in named]
    pictures = {}
    for path, (picture, problems) in zip(named, workers.map(develop, list(named.values()), SEVERAL), strict=True):
        found += problems
        if picture:
            pictures[path] = picture
    return pictures, found


def shown(files: Iterable[File], pictures: Mapping[str, Picture]) -> Iterable[File]:
    """The pictures that a page shows: one that only something withheld names is not published."""
    by_path = {picture.address: picture.file for picture in pictures.values()}
    named = {path.decode() for file in files if file.path.endswith(".html") for path in _PUBLISHED.findall(file.data)}
    return (by_path[path] for path in sorted(named & by_path.keys()))


def _guess(path: str, there: Mapping[str, File]) -> str:
    """A picture of nearly the same name in the same folder, or of the same name in another."""
    folder, name = posixpath.split(path)
    beside = {
        posixpath.splitext(posixpath.basename(other))[0].lower(): other
        for other in there
        if posixpath.dirname(other) == folder
    }
    if near := nearest(posixpath.splitext(name)[0], beside):
        return posixpath.basename(beside[near])
    return next((f"/{other}" for other in there if posixpath.basename(other) == name), "")


def _uses(copy: Copy) -> Iterable[PictureUse]:
    """Every picture that is named anywhere."""
    for story in copy.stories:
        image = story.front.image
        if image:
            yield PictureUse(source_of(image, story.path), image.src, image.alt, story.places.at("image.src"))
        yield from story.body.pictures
    for person in copy.people:
        image = person.front.portrait
        if image:
            yield PictureUse(source_of(image, person.path), image.src, image.alt, person.places.at("portrait.src"))
        yield from person.bio.pictures
    for plain in copy.plains:
        yield from plain.body.pictures
