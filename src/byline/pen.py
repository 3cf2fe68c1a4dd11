"""The door through which new files come into a portal: as a whole or not at all, and never in the place of another."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from byline import address
from byline.tree import existing


def in_the_way(root: Path, path: str) -> Path | None:
    """What lies where a file is to come, or in another form that a text may have (`roof.md`, `roof.MD`, `roof/index.md`)."""
    stem = path.removesuffix("/index.md").removesuffix(".md")
    forms = (
        [root / f"{stem}{end}" for end in (".md", ".MD", "/index.md", "/index.MD")] if address.is_markdown(path) else ()
    )
    return existing(root / path, *forms)


def write_new(root: Path, path: str, text: str | bytes) -> bool:
    """Write a new file with the folders it needs; False if there is one already. Raises OSError.

    It is there as a whole or not at all: it is written beside its place, where no tree sees it. Only where a file can
    have no second name, it grows in its place.
    """
    target = root / path
    aside = target.with_name(f".{os.getpid()}~")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        aside.write_bytes(text.encode() if isinstance(text, str) else text)
        return _put(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _put(aside: Path, target: Path) -> bool:
    """Give a file its place; False if something is there."""
    try:
        os.link(aside, target)  # which, unlike renaming, never takes the place of something
    except FileExistsError:
        return False
    except OSError:  # some disks know no second names
        return _copy(aside, target)
    return True


def _copy(aside: Path, target: Path) -> bool:
    """Write a file once more, in its place; False if something is there. What cannot be finished is taken away."""
    data = aside.read_bytes()
    try:
        with open(target, "xb") as handle:
            try:
                handle.write(data)
                handle.flush()
            except BaseException:
                target.unlink()
                raise
    except FileExistsError:
        return False
    return True


def add_lines(root: Path, path: str, lines: Sequence[str]) -> None:
    """Write lines at the end of a text file, which is made if there is none. Raises OSError.

    They begin on a new line, even where an editor has taken the last line its end.
    """
    with open(root / path, "a+b") as handle:
        if handle.tell():
            handle.seek(-1, os.SEEK_END)
            handle.write(b"" if handle.read() == b"\n" else b"\n")
        handle.writelines(f"{line}\n".encode() for line in lines)
