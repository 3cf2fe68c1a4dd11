"""The inventory: what has moved into a portal so far, and from which blog; no two blogs share a place in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from byline.moving.blog import Blog
from byline.moving.unpacking import Unpacked
from byline.pen import in_the_way
from byline.problem import Place, Problem, problem
from byline.tree import CONTENT, quoted

MOVED = ".moved-in"
"""Where a portal keeps the paths of what moved in: who takes one of these files out, or renames it, does not want it back.
Behind tabs stand the name of its blog, and which file it was there, so that it keeps its place.
"""

_STORIES = f"{CONTENT}/stories/"


class Inventory(msgspec.Struct, frozen=True):
    """What the list says to the blog that it calls `blog`: by its places in the portal, where each thing of `mine` is in that
    blog; the places that `others` have or had; and those of people, whom blogs have in common, and of what is listed
    without a blog.
    """

    blog: str
    lines: frozenset[str]
    mine: Mapping[str, str]
    others: frozenset[str]
    common: frozenset[str]

    def line(self, path: str, made: Unpacked) -> str:
        """What is listed of a path."""
        origin = (self.blog, made.origins.get(path, ""))
        return "\t".join((path, *origin)) if origin[1] and "".join(origin).isprintable() else path

    def gone(self, root: Path) -> frozenset[str]:
        """What moved in and is not there any more: it has been taken out, or has another name."""
        return frozenset(path for path in (*self.mine, *self.common) if in_the_way(root, path) is None)


def name_of(blog: Blog, folder: str) -> str:
    """What a blog is called in the list, the same at each import; the name of its folder, if it says nothing of itself."""
    return blog.url or blog.title or folder


def read_inventory(root: Path, blog: str) -> Inventory:
    """What has moved into the portal at `root`, as the blog with this name sees it."""
    lines = frozenset((quoted(root, MOVED) or b"").decode("utf-8", "replace").splitlines())
    parts = [line.split("\t") for line in sorted(lines)]
    mine = {path: origin[-1] for path, *origin in parts if origin[:-1] == [blog]}
    others = frozenset(path for path, *origin in parts if origin) - mine.keys()
    common = frozenset(path for path, *_ in parts) - mine.keys() - others
    return Inventory(blog, lines, mine, others, common)


def unpacked_beside(
    root: Path, inventory: Inventory, unpack: Callable[[frozenset[str]], Unpacked]
) -> tuple[Unpacked, list[Problem]]:
    """What comes of a blog, at places that nobody else has, and what had to give way. `unpack` is told the taken places."""
    first = made = unpack(frozenset())
    taken = frozenset[str]()
    while more := _taken(root, inventory, made):  # the name with a number may be somebody's, too
        taken |= more
        made = unpack(taken)
    stories = [(one.path, other.path) for one, other in zip(first.texts, made.texts, strict=True)]
    places = {file.path: place for place, file in made.pictures}
    pictures = [(place, places[file.path]) for place, file in first.pictures]
    return made, [
        problem(Place(place), "moved-beside", place=other)
        for place, other in sorted((*stories, *pictures))
        if place in taken
    ]


def _taken(root: Path, inventory: Inventory, made: Unpacked) -> frozenset[str]:
    """The places of stories and pictures that a colleague's or another blog's have, or had before these were renamed."""
    pictures = {path for path, _ in made.pictures}
    own = inventory.mine.keys() | inventory.common
    return frozenset(
        path
        for path, data in made.files()
        if (path in pictures or path.startswith(_STORIES))
        and path not in own
        and (path in inventory.others if in_the_way(root, path) is None else quoted(root, path) != data)
    )
