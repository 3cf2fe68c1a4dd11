"""The inventory: what has moved into a portal so far, and from which blog; no two blogs share a place in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import msgspec

from byline.moving.blog import Blog
from byline.moving.unpacking import Unpacked
from byline.pen import in_the_way
from byline.problem import Place, Problem, problem
from byline.reference import is_web
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

    def lists(self, path: str, made: Unpacked) -> bool:
        """Whether a path is listed already, by whatever name of the blog."""
        return self.line(path, made) in self.lines or self.mine.get(path, "") == made.origins.get(path)

    def gone(self, root: Path) -> frozenset[str]:
        """What moved in and is not there any more: it has been taken out, or has another name."""
        return frozenset(path for path in (*self.mine, *self.common) if in_the_way(root, path) is None)


def read_inventory(root: Path, blog: Blog, folder: str) -> Inventory:
    """What has moved into the portal at `root`, as this blog sees it. It is listed by its address, else by its title, else
    by the name of its `folder`; and what is listed by another name is its own, too, where it was called so before.
    """
    name = blog.url or blog.title or folder
    lines = frozenset((quoted(root, MOVED) or b"").decode("utf-8", "replace").splitlines())
    parts = [line.split("\t") for line in sorted(lines)]
    listed: dict[str, dict[str, str]] = {}
    for path, *origin in parts:
        if len(origin) == 2:
            listed.setdefault(origin[0], {})[path] = origin[1]
    own = listed.pop(name, {})
    inner = {*(post.path for post in blog.posts), *(file.path for file in blog.files.files)}
    former: dict[str, str] = {}
    for other, places in listed.items():
        there = {path: origin for path, origin in places.items() if origin in inner}
        if _is_former(other, name, places, there):
            former |= there
        elif not (is_web(other) and is_web(name)):  # in doubt, what was taken out stays out
            former |= {path: origin for path, origin in there.items() if in_the_way(root, path) is None}
    again = own.values()
    mine = {path: origin for path, origin in former.items() if origin not in again} | own
    others = frozenset(path for path, *origin in parts if origin) - mine.keys()
    common = frozenset(path for path, *_ in parts) - mine.keys() - others
    return Inventory(name, lines, mine, others, common)


def _is_former(other: str, name: str, places: Collection[str], there: Collection[str]) -> bool:
    """Whether a blog that is listed by another name is the one with this name: by its address, if both have one; else
    where several and at least half of its stories, by their `places`, are `there` in this one.
    """
    if is_web(other) and is_web(name):
        return _bare(other) == _bare(name)
    had, has = (sum(path.startswith(_STORIES) for path in paths) for paths in (places, there))
    return has > 1 and 2 * has >= had


def _bare(url: str) -> str:
    """An address without what changes when a blog stays the same: `https://www.Blog.example/` is `blog.example`."""
    return url.lower().partition("://")[2].removeprefix("www.").rstrip("/")


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
    """The places of stories and pictures that a colleague's or another blog's have, or had before these were renamed; and
    those that something else of this blog has, whether it has gone there or comes from another blog with this address.
    """
    pictures = {path for path, _ in made.pictures}
    return frozenset(
        path
        for path, data in made.files()
        if (path in pictures or path.startswith(_STORIES))
        and path not in inventory.common
        and not inventory.lists(path, made)
        and (path in inventory.others if in_the_way(root, path) is None else quoted(root, path) != data)
    )
