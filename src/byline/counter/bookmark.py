"""Bookmarks: how far each file of a log has been read, and by what it is known again once it has another name.

A log that is rotated is a row of files, the oldest first: new ones are added at the end, and old ones go. They are renamed,
compressed, or copied and cut to nothing; so neither name nor inode tells which is which, and the beginning of what stands
in them has to. Of that, a bookmark holds the shape, 16 bits, made of the first line's day and of where the first lines
end: it depends on how long lines are, and on nothing else in them. Whoever tries all readers and times finds the same
shape for every one whose line has the same length, so that it says nothing of who was there, or when.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

HEAD = 4096  # bytes of a file that its shape is made of
ALL = 2**62  # bytes that have been read of a file of which all has been
_SAME = 2 * HEAD  # points for the same shape, and one more for every byte that it was made of
_INODE = 3 * HEAD + 1  # points for the same inode
_RISEN = 4 * HEAD  # what it costs to take a file for one that was not there before, though a newer one was


class Mark(NamedTuple):
    """How far a file has been read: `read` bytes of its text, which is all that it has as long as it has this `size`."""

    inode: int  # of a compressed file with a minus: no file is compressed where it is
    size: int
    read: int
    shape: int


STRANGER = Mark(0, 0, ALL, 0)
"""Stands for a file that is nobody's: a copy, or one that somebody has altered. It is looked at anew each time."""


class Found(NamedTuple):
    """A file of a log as it is now. `head` is the beginning of its text, `day` its first line's (empty if unknown)."""

    inode: int
    size: int
    head: bytes
    day: str
    packed: bool  # compressed, so that `size` is not that of its text


def shape_of(head: bytes, day: str) -> int:
    """The shape of a file that begins so."""
    ends = ",".join(str(len(line)) for line in head.split(b"\n"))
    return zlib.crc32(f"{day} {ends}".encode()) & 0xFFFF


def marked(found: Found, read: int, size: int) -> Mark:
    """The bookmark of a file that has been read so far, by when it had a size."""
    return Mark(found.inode, size, read, shape_of(found.head[:read], found.day))


def matched(marks: Sequence[Mark], files: Sequence[Found], begins: Callable[[int, int], bool]) -> list[int | None]:
    """Which mark belongs to each file, both from the oldest on: its place, or none. `begins` tells whether all that stands in
    one file is what another begins with.

    A log may have been copied: and emptied, so that its new lines may look as the old ones did, or there were none yet; or
    not, and the copy is nothing but a copy. So the newest mark is that of the first file that nobody knows, that fits, and
    that is no mere beginning of one that is known.
    """
    places, newest = _aligned(marks, files), len(marks) - 1
    if newest not in places:
        return places
    at, fits = places.index(newest), [_fits(marks[newest], file) for file in files]
    before = max((place for place in range(at) if places[place] is not None), default=-1)
    own = next((n for n in range(at, len(files)) if fits[n] and _is_at_home(marks[newest], files[n])), at)
    known = {own, *(n for n in range(at) if places[n] is not None)}

    def is_mere_copy(place: int) -> bool:
        return any(begins(place, other) for other in known)

    first = next((n for n in range(before + 1, own) if fits[n] and not is_mere_copy(n)), own)
    return [newest if n == first else places[n] if n <= before else None for n in range(len(files))]


def _aligned(marks: Sequence[Mark], files: Sequence[Found]) -> list[int | None]:
    """Which mark seems to belong to each file, by shapes, inodes and order.

    Their order is kept. Of all ways to do so it is the one that has most for it: files that begin alike, in the same inode.
    An inode alone is no proof, since logs that are copied and then emptied keep theirs; but rotating adds no old files.
    """

    @cache
    def points(number: int, place: int) -> int | None:
        mark, file = marks[number], files[place]
        length = min(mark.read, HEAD)
        if mark == STRANGER:
            return 0
        if not _fits(mark, file):
            return None
        if not length and number < len(marks) - 1:
            return 1  # what has been rotated without a line will hardly get any; its inode was free for others
        return (_SAME + length if length else 1) + _INODE * _is_at_home(mark, file)

    best = [[0] * (len(files) + 1) for _ in range(len(marks) + 1)]  # for so many marks and files, from the oldest on
    for place in range(len(files) + 1):
        best[0][place] = -_RISEN * place
    for number in range(1, len(marks) + 1):
        for place in range(1, len(files) + 1):
            gained = points(number - 1, place - 1)
            best[number][place] = max(
                best[number - 1][place],
                best[number][place - 1] - _RISEN,
                *(() if gained is None else (best[number - 1][place - 1] + gained,)),
            )
    number = len(marks)
    place = max(range(len(files) + 1), key=lambda one: best[number][one])  # what comes after is new
    found: list[int | None] = [None] * len(files)
    while number and place:
        gained = points(number - 1, place - 1)
        if gained is not None and best[number][place] == best[number - 1][place - 1] + gained:
            number, place = number - 1, place - 1
            found[place] = None if marks[number] == STRANGER else number
        elif best[number][place] == best[number - 1][place]:
            number -= 1
        else:
            place -= 1
    return found


def _is_at_home(mark: Mark, file: Found) -> bool:
    """Whether a file lies where the one lay that was read. A compressed one never changes there."""
    return mark.inode == file.inode and (not file.packed or mark.size == file.size)


def _fits(mark: Mark, file: Found) -> bool:
    """Whether a file may be the one that was read so far."""
    length = min(mark.read, HEAD)
    return (
        mark != STRANGER
        and (file.packed or file.size >= mark.read)
        and (not length or shape_of(file.head[:length], file.day) == mark.shape)
    )
