"""The portal as it was read: everything a site is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from byline.problem import Problem
from byline.settings import PATH as CONFIG
from byline.tree import CONTENT, LAYOUTS, File, Look, Readable, Tree, as_text, look, read_all, read_text
from byline.words import FOLDER as STRINGS


class Portal(msgspec.Struct, frozen=True):
    """The settings, and the files of the three folders."""

    config: str | Problem | None
    content: Tree[Readable]
    layouts: Tree[File]
    assets: Tree[File]
    clock: int = 0  # the disk's time before it was looked at, in nanoseconds

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files, before anybody looks into them."""
        unread = (text for _, text in self._texts if isinstance(text, Problem))
        return (*self.content.problems, *self.layouts.problems, *self.assets.problems, *unread)

    @property
    def without_stories(self) -> Portal:
        """The same with no content but people: what is new is compared with them, and thousands of texts need not be read."""
        people = (file for file in self.content.files if file.path.startswith(f"{CONTENT}/people/"))
        return msgspec.structs.replace(self, content=Tree(tuple(people)))

    @property
    def layout_texts(self) -> dict[str, str]:
        """The layouts by their paths in their folder."""
        return {path.removeprefix(f"{LAYOUTS}/"): text for path, text in self._readable if path.endswith(".html")}

    @property
    def strings(self) -> Mapping[str, str]:
        """The texts of the portal's own words by language."""
        prefix, ending = f"{STRINGS}/", ".yaml"
        return {
            path.removeprefix(prefix).removesuffix(ending): text
            for path, text in self._readable
            if path.startswith(prefix) and path.endswith(ending)
        }

    @property
    def _texts(self) -> Iterator[tuple[str, str | Problem]]:
        return ((file.path, as_text(file)) for file in self.layouts.files if file.path.endswith((".html", ".yaml")))

    @property
    def _readable(self) -> Iterator[tuple[str, str]]:
        return ((path, text) for path, text in self._texts if isinstance(text, str))


def read_portal(root: Path, seen: Look | None = None) -> Portal:
    """The files of the portal in the folder `root`; of the texts only where they lie, if they have been looked at before."""
    seen = seen or look(root, 0)
    return Portal(read_text(root, CONFIG), seen.content, read_all(seen.layouts), read_all(seen.assets), seen.clock)
