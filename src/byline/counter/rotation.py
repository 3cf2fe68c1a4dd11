"""Rotation: the files that a log consists of, and what stands in them. A door: logs are read here."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from byline.counter.bookmark import HEAD

BLOCK = 1 << 17  # bytes that are looked at together, which stay near the processor
_LONGEST = 1 << 20  # bytes of a line; servers refuse requests that are far shorter


class _Opener(Protocol):
    def __call__(self, file: BinaryIO, /) -> object: ...


_PACKED: Mapping[str, _Opener] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
if sys.version_info >= (3, 14):
    from compression import zstd

    _PACKED = {**_PACKED, ".zst": zstd.open}
_DATE = r"[._-](?P<date>\d{4}[._-]?\d\d[._-]?\d\d)(?P<time>(?:[-_.T]?\d+)*)"
_PACKERS = "gz|bz2|xz|zst"
_ENDING = rf"(?P<ending>\.(?:{_PACKERS}))?"
_ADDED = re.compile(rf"(?:{_DATE}|\.(?P<number>\d{{1,3}}))?{_ENDING}")
"""What rotating adds to a name at its end, as in `access.log.2.gz`."""
_WITHIN = re.compile(rf"(?P<stem>.+?){_DATE}(?P<kind>\.(?!{_PACKERS})[a-z]+){_ENDING}")
"""A name into which rotating has put a date, as `access-20261123.log.gz`; a number there is part of another log's name."""
_DAMAGED = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


class LogFault(Exception):
    """A log cannot be read: it does not exist, or may not be."""

    def __init__(self, path: Path, system: OSError) -> None:
        super().__init__(str(system))
        self.path, self.system = path, system


class Moved(Exception):
    """A file has been rotated away between being found and being opened; look again."""


class Piece(NamedTuple):
    """A file of a log, as it was found. `head` is the beginning of its text."""

    path: Path
    inode: int
    size: int
    head: bytes

    @property
    def packed(self) -> bool:
        return self.path.suffix in _PACKED


class Block(NamedTuple):
    """Some whole lines. `end` is how far the text has been read with them, `long` how many lines were too long to be any."""

    lines: bytes
    end: int
    long: int


def log_of(path: Path) -> Path:
    """The log to which a file belongs: `access.log` for `access.log.2.gz` and `access-20261123.log`."""
    path = Path(os.path.realpath(path))
    if within := _WITHIN.fullmatch(path.name):
        return path.with_name(within["stem"] + within["kind"])
    for cut in range(1, len(path.name)):
        if path.name[cut] in "._-" and _ADDED.fullmatch(path.name, cut):
            return path.with_name(path.name[:cut])
    return path


def pieces(log: Path) -> list[Piece]:
    """The files of a log, the oldest first, each of them once. Raises LogFault if there are none, or one may not be read, and
    Moved if they are just being rotated.
    """
    try:
        names = _names(log)
        found = {piece.inode: piece for name in names if (piece := _piece(log.with_name(name)))}  # links are no files
        if _names(log) != names or any(_inode_of(one.path) != one.inode for one in found.values()):
            raise Moved
    except OSError as fault:
        raise LogFault(log, fault) from fault
    if not found:
        raise LogFault(log, FileNotFoundError(2, os.strerror(2)))
    return [*found.values()]


def _names(log: Path) -> list[str]:
    """The names of a log's files, the oldest first. Links that lead nowhere are none.

    While a file is being compressed, it stands there twice; then what is whole is the plain one.
    """
    found: dict[tuple[tuple[int, ...], str], list[str]] = {}
    for name in os.listdir(log.parent):
        match = _rotated(log.name, name)
        if match and (not match["ending"] or match["ending"] in _PACKED) and not _leads_nowhere(log.with_name(name)):
            found.setdefault((_age(match), name.removesuffix(match["ending"] or "")), []).append(name)
    return [min(found[key], key=len) for key in sorted(found)]


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def begins(piece: Piece, other: Piece) -> bool:
    """Whether all that stands in one file is the beginning of what stands in another, which then is a copy that went on.

    Raises Moved, LogFault, or EOFError where a compressed file is damaged.
    """
    with _opened(piece) as short, _opened(other) as long:
        while data := short.read(BLOCK):
            if _exactly(long, len(data)) != data:
                return False
    return True


def blocks(piece: Piece, start: int) -> Iterator[Block]:
    """The text of a file from a place on, as far as its lines are whole: a last one without an end is not read.

    Raises Moved, LogFault, or EOFError where a compressed file is damaged.
    """
    with _opened(piece) as stream:
        stream.seek(start)
        left = None if piece.packed else piece.size - start  # what is written meanwhile waits for the next time
        end, rest = start, b""  # how far lines have been given out, and what comes after them
        lost = 0  # bytes of a line that is too long, which are not kept
        while data := stream.read(BLOCK if left is None else min(BLOCK, left)):
            left = None if left is None else left - len(data)
            if lost:
                cut = data.find(b"\n") + 1
                if not cut:
                    lost += len(data)
                    continue
                end, data, lost = end + lost + cut, data[cut:], 0
                yield Block(b"", end, 1)
            if cut := data.rfind(b"\n") + 1:
                lines = b"".join((rest, memoryview(data)[:cut]))
                end += len(lines)
                yield Block(lines, end, 0)
                rest = b""
            rest += data[cut:]
            if len(rest) > _LONGEST:
                lost, rest = len(rest), b""


def _rotated(log: str, name: str) -> re.Match[str] | None:
    """Whether a name is that of a log, or of one of its rotated files."""
    if name.startswith(log):
        return _ADDED.fullmatch(name, len(log))
    within = _WITHIN.fullmatch(name)
    return within if within and within["stem"] + within["kind"] == log else None


def _age(match: re.Match[str]) -> tuple[int, ...]:
    """What orders files, the oldest first: numbered ones, dated ones, and the one that is being written."""
    if match["date"]:
        return 1, int(re.sub(r"\D", "", match["date"])), *map(int, re.findall(r"\d+", match["time"]))
    number = match.groupdict().get("number")
    return (0, -int(number)) if number else (2,)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """So many bytes of a file, if it has them: a system may give fewer at a time."""
    data = b""
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    return data


def _piece(path: Path) -> Piece | None:
    """A file with its beginning; none where it is no file. Raises Moved where it has just gone."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return None
        piece = Piece(path, _inode(path, about), about.st_size, b"")
        with _opened(piece) as stream:
            return piece._replace(head=stream.read(HEAD))
    except FileNotFoundError:
        raise Moved from None
    except EOFError:
        return piece


def _inode_of(path: Path) -> int:
    try:
        return _inode(path, path.stat())
    except FileNotFoundError:
        raise Moved from None


def _inode(path: Path, about: os.stat_result) -> int:
    """The inode, as far as a database has room for it; of a compressed file with a minus."""
    return (about.st_ino & 0x7FFF_FFFF_FFFF_FFFF) * (-1 if path.suffix in _PACKED else 1)


@contextmanager
def _opened(piece: Piece) -> Iterator[BinaryIO]:
    """The text of a file. Raises Moved if it is another one by now, LogFault, or EOFError where it is damaged."""
    try:
        with piece.path.open("rb", buffering=0) as file:
            if _inode(piece.path, os.fstat(file.fileno())) != piece.inode:
                raise Moved
            if piece.packed:
                with cast("BinaryIO", _PACKED[piece.path.suffix](cast("BinaryIO", file))) as text:
                    yield text
            else:
                yield cast("BinaryIO", file)
    except FileNotFoundError:
        raise Moved from None
    except _DAMAGED as fault:
        raise EOFError from fault
    except OSError as fault:
        if piece.packed and fault.errno is None:  # as bz2 says that this is none
            raise EOFError from fault
        raise LogFault(piece.path, fault) from fault
