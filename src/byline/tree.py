"""The door to the files: a tree of files is read. New texts begin in `pen`; what is published goes through `delivery`.

Links inside these folders are never followed.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import mmap
import os
import stat
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Generic, Literal, TypeVar

import msgspec

from byline.keystroke import with_line_feeds
from byline.problem import Place, Problem, problem

CONFIG, CONTENT, LAYOUTS, ASSETS = "config.yaml", "content", "layouts", "assets"
"""What a portal consists of."""
PORTAL = (CONFIG, CONTENT, LAYOUTS, ASSETS)
USAGE = f"{CONTENT}/usage.json"  # what the counter tells, if it does

LARGEST_TEXT = 256 * 1024  # bytes of a Markdown file; the longest story worth reading has a tenth
RACY = 2_000_000_000  # nanoseconds; the coarsest clock of a file system in use, FAT's
LARGEST_PICTURE = 40 * 1024 * 1024  # bytes

_astray = mmap.mmap(-1, 1)  # of this process and its workers together

Reason = Literal["no-access", "folder", "no-file", "refused"]
"""Why a file cannot be read; `byline.messages` says each in words."""

_REASONS: dict[int | None, Reason] = {errno.EACCES: "no-access", errno.EPERM: "no-access", errno.EISDIR: "folder"}


class File(msgspec.Struct, frozen=True):
    """A path inside a tree, with forward slashes, and what the file holds."""

    path: str
    data: bytes

    def read(self) -> bytes | Problem:
        return self.data


class Seal(msgspec.Struct, frozen=True, gc=False):
    """By what a file is known again without being read: its size, when it changed, by two clocks, and its number."""

    size: int
    modified: int  # nanoseconds, as programs may set it
    changed: int  # nanoseconds, as only the system sets it
    inode: int

    @property
    def last(self) -> int:
        """When anything about the file last changed."""
        return max(self.modified, self.changed)

    def is_young(self, clock: int) -> bool:
        """Whether the file may have changed once more under this seal, since it was seen just after it had changed.

        `clock` is the disk's time before that. Git says the same of its index ("racy git").
        """
        return self.last + RACY >= clock


class Source(msgspec.Struct, frozen=True, gc=False):
    """A file of the portal that is read only when it is needed."""

    path: str
    where: str
    seal: Seal

    def read(self) -> bytes | Problem:
        """What it holds, or the problem that keeps it from being read."""
        return self.read_as_seen()[0]

    def read_as_seen(self) -> tuple[bytes | Problem, bool]:
        """The same, and whether it is still the file that the seal is of: it may have been replaced meanwhile."""
        found, seal = _read(self.where, self.path)
        if seal != self.seal:
            _astray[0] = True
        return found.data if isinstance(found, File) else found, seal == self.seal


Readable = File | Source
F_co = TypeVar("F_co", bound=Readable, covariant=True)


class Tree(msgspec.Struct, Generic[F_co], frozen=True):
    """The files of one folder in the order of their paths, and what could not be read."""

    files: tuple[F_co, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all files, also of those that could not be read."""
        return (*(file.path for file in self.files), *(one.place.path for one in self.problems))


def read_sealed(file: Readable, clock: int) -> tuple[bytes | Problem, Seal | None]:
    """What a file holds, and the seal by which it will be known to hold the same; None if that would be rash.

    So it is with a file that changed shortly before `clock`, the disk's time before it was seen, since it may have
    changed once more under the same seal; and with one that was replaced between being seen and being read.
    """
    if not isinstance(file, Source):
        return file.data, None
    data, as_seen = file.read_as_seen()
    return data, file.seal if as_seen and not file.seal.is_young(clock) else None


def look_at(root: Path, path: str) -> Source | None:
    """One file of the portal, not read yet; None if there is no such file."""
    try:
        about = os.lstat(root / path)
    except OSError:
        return None
    return Source(path, str(root / path), _seal(about)) if stat.S_ISREG(about.st_mode) else None


def is_there(root: Path, path: str) -> bool:
    """Whether anything lies at a path, also a link or what cannot be read."""
    return os.path.lexists(root / path)


def _seal(about: os.stat_result) -> Seal:
    return Seal(about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)


class Look(msgspec.Struct, frozen=True, dict=True):
    """All files of a portal, not read yet; and `clock`, the disk's time before they were looked at, in nanoseconds."""

    config: Source | None
    content: Tree[Readable]
    layouts: Tree[Readable]
    assets: Tree[Readable]
    clock: int

    @cached_property
    def seal(self) -> bytes:
        """What tells this portal from others without reading its files, but for the young ones."""
        trees = (self.content, self.layouts, self.assets)
        files = [(one.path, one.seal if isinstance(one, Source) else one) for tree in trees for one in tree.files]
        told = (self.config and self.config.seal, files, [tree.problems for tree in trees])
        return hashlib.sha256(msgspec.msgpack.encode(told)).digest()

    @property
    def young(self) -> tuple[str, ...]:
        """The paths of files that changed in the last two seconds: they may change once more under the same seal."""
        trees = (self.content, self.layouts, self.assets)
        files = (self.config, *(file for tree in trees for file in tree.files))
        return tuple(file.path for file in files if isinstance(file, Source) and file.seal.is_young(self.clock))


def look(root: Path, clock: int) -> Look:
    """Look at the portal at `root`."""
    _astray[0] = False
    content, layouts, assets = (look_through(root, name) for name in (CONTENT, LAYOUTS, ASSETS))
    return Look(look_at(root, CONFIG), content, layouts, assets, clock)


def as_seen() -> bool:
    """Whether every file that was read since the last look, also by workers, was the one that had been looked at."""
    return not _astray[0]


def look_through(root: Path, name: str) -> Tree[Readable]:
    """Everything below the folder `name` of the portal at `root`; paths begin with `name`. No folder: no files. Without
    a name, everything below `root`.

    Nothing is read yet. Hidden files and folders, and what editors leave behind (`story.md~`), are passed over.
    """
    files: list[Source] = []
    problems: list[Problem] = []
    todo = [name] if os.path.isdir(root / name) else []
    while todo:
        folder = todo.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=attrgetter("name"))
        except OSError as fault:
            problems.append(_unreadable(folder, fault))
            continue
        for entry in entries:
            name = entry.name
            if name.startswith((".", "~$")) or name.endswith("~"):
                continue
            path = f"{folder}/{_printable(name)}" if folder else _printable(name)
            if entry.is_file(follow_symlinks=False):
                files.append(Source(path, entry.path, _seal(entry.stat(follow_symlinks=False))))
            elif entry.is_symlink():
                problems.append(problem(Place(path), "link-not-followed"))
            elif entry.is_dir():
                todo.append(path)
            else:
                problems.append(_unreadable(path))
    return Tree(tuple(sorted(files, key=attrgetter("path"))), tuple(problems))


def read_all(found: Tree[Readable]) -> Tree[File]:
    """The same files, read."""
    files: list[File] = []
    problems = [*found.problems]
    for source in found.files:
        data = source.read()
        if isinstance(data, bytes):
            files.append(File(source.path, data))
        else:
            problems.append(data)
    return Tree(tuple(files), tuple(problems))


def read_text(root: Path, path: str) -> str | Problem | None:
    """One text file of the portal, the problem that keeps it from being read, or None if there is none."""
    if not os.path.exists(root / path):
        return None
    found, _ = _read(root / path, path)
    return as_text(found) if isinstance(found, File) else found


def quoted(root: Path, path: str) -> bytes | None:
    """A file of the portal, to be quoted beside a problem; None if it cannot be read."""
    found, _ = _read(root / path, path)
    return found.data if isinstance(found, File) else None


def given(path: Path) -> bytes | None:
    """A file that somebody names to a command; None if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def decoded(data: bytes, errors: str = "strict") -> str:
    """Bytes as text with line feeds and without a byte order mark: UTF-8, or UTF-16 if the mark says so.

    `errors` are those of `bytes.decode`; UnicodeDecodeError if they are strict.
    """
    coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    return with_line_feeds(data.decode(coding, errors).lstrip("\ufeff"))


def as_text(file: File) -> str | Problem:
    """What a file holds, as text with line feeds, or the place at which it stops being UTF-8."""
    try:
        return decoded(file.data)
    except UnicodeDecodeError as fault:
        before = file.data[: fault.start] if fault.encoding == "utf-8" else b""  # else it is damaged, wherever
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return problem(Place(file.path, before.count(b"\n") + 1, column), "not-utf8")


def _printable(name: str) -> str:
    """A file name without the stand-ins Python uses for bytes that are no text."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read(source: str | Path, path: str) -> tuple[File | Problem, Seal | None]:
    """A file, and its seal once it has been read."""
    limit = LARGEST_TEXT if path.lower().endswith((".md", ".yaml")) else LARGEST_PICTURE
    try:
        with open(source, "rb") as handle:
            data = handle.read(limit + 1)
            seal = _seal(os.fstat(handle.fileno()))
    except OSError as fault:
        return _unreadable(path, fault), None
    if len(data) > limit:
        return problem(Place(path), "file-too-large", limit=limit // 1024), seal
    return File(path, data), seal


def _unreadable(path: str, fault: OSError | None = None) -> Problem:
    """The problem of what the system does not let us read, or of what is no file at all."""
    reason: Reason = _REASONS.get(fault.errno, "refused") if fault else "no-file"
    return problem(Place(path), "unreadable-file", reason=reason)


def existing(*paths: Path) -> Path | None:
    """The first of these files or folders that there is."""
    return next((path for path in paths if os.path.exists(path)), None)


def inner(root: Path, path: Path) -> str | None:
    """Where a file or folder lies in the portal, such as `content/stories`; None if it lies elsewhere."""
    full, start = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    return full.relative_to(start).as_posix().removeprefix(".") if full.is_relative_to(start) else None


def is_among(path: Path, wanted: Sequence[Path]) -> bool:
    """Whether a file is one of the wanted ones, or in one of the wanted folders."""
    full = Path(os.path.realpath(path))
    return any(full.is_relative_to(os.path.realpath(one)) for one in wanted)
