"""The imprint: what tells which edition a folder holds, and whether its twin holds the same. A door: it is two files."""

from __future__ import annotations

from pathlib import Path

from byline import twin

MARK = ".byline-edition"  # in every output folder: only a folder that has it is ever replaced
_MARKED = "Made by Byline; replaced as a whole by every build.\n"


def mark(folder: Path, beside: Path, edition: str) -> None:
    """Mark a folder as holding this edition, in one step; `beside` is a folder for what is not finished."""
    fresh = beside / "mark"
    twin.clear(str(fresh))
    twin.create(str(fresh), f"{_MARKED}Edition {edition}\n".encode())
    fresh.replace(folder / MARK)


def edition_of(folder: Path) -> str:
    """The id of the edition in a folder; empty if no mark tells one."""
    try:
        text = (folder / MARK).read_text("utf-8", "replace")
    except OSError:
        return ""
    before, _, edition = text.removesuffix("\n").partition("Edition ")
    return edition if before == _MARKED else ""


def say_level(out: Path, folder: Path) -> None:
    """Note that the twin `folder` holds exactly what `out` does."""
    unsay_level(folder)
    twin.create(str(_note(folder)), _state(out, folder).encode())


def unsay_level(folder: Path) -> None:
    """Take that back, before anything is changed in the twin."""
    twin.clear(str(_note(folder)))


def is_level(out: Path, folder: Path) -> bool:
    """Whether that was noted, and the two folders are still the same ones, with nothing added to or taken from them."""
    try:
        return _note(folder).read_bytes() == _state(out, folder).encode()
    except OSError:
        return False


def _note(folder: Path) -> Path:
    return folder.with_name("level")


def _state(out: Path, folder: Path) -> str:
    """What tells two folders from all others, without a look at every file."""
    lines = [edition_of(out)]
    for one in (out, folder):
        told = one.stat()
        lines.append(f"{told.st_dev} {told.st_ino} {told.st_mtime_ns}")
    return "\n".join(lines)
