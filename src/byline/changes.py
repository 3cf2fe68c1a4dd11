"""Changes: the files by which an edition differs from the one before."""

from __future__ import annotations

import msgspec


class Changes(msgspec.Struct, frozen=True):
    """The paths of files, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        return not (self.added or self.changed or self.removed)

    def as_text(self) -> str:
        """One line for each file, in the order of their paths: `A path`, `M path` or `D path`.

        A line break in a path, which only the name of an asset can have, is written as a backslash with an n.
        """
        letters = (("A", self.added), ("M", self.changed), ("D", self.removed))
        lines = sorted((path.replace("\n", r"\n"), letter) for letter, paths in letters for path in paths)
        return "".join(f"{letter} {path}\n" for path, letter in lines)
