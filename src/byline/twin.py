"""Two folders with the same files, as hard links: one is changed, the other stays as it is. A door: it writes files.

No file is ever written into, since the other folder holds it too: a new one takes its place. Files and folders can be
read by everybody, whatever the umask. Links and whatever else is neither file nor folder are not followed and not
copied. A path that leads out of its folder is an OSError, like everything that the system refuses.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum
from pathlib import Path

from byline.tree import File


class Put(Enum):
    """What became of a file that was put into a folder; the value is its letter in a list of changes."""

    ADDED = "A"
    CHANGED = "M"
    SAME = ""


def place(top: str, file: File) -> Put:
    """Make the folder `top` hold this file: one with the same bytes stays, with its times; anything else goes."""
    path = _within(top, file.path)
    try:
        create(path, file.data)
    except (FileNotFoundError, NotADirectoryError):  # making folders is half of the work, so workers do it
        make_folder(os.path.dirname(path))
        create(path, file.data)
    except FileExistsError:
        if _holds(path, file.data):
            return Put.SAME
        was_file = not _is_folder(path)
        clear(path)
        create(path, file.data)
        return Put.CHANGED if was_file else Put.ADDED
    return Put.ADDED


def create(path: str, data: bytes) -> None:
    """Write a file that is not there yet."""
    with open(path, "xb") as handle:
        os.fchmod(handle.fileno(), 0o644)
        handle.write(data)


def send(top: str, paths: Iterable[str]) -> None:
    """Let the system begin to bring these files to the disk, where it can be asked to; nobody waits for it.

    Left to itself it exchanges folders on the disk within seconds, and writes the files in them half a minute later: a
    power cut in between would leave empty ones. What has been begun is there before a later exchange (on ext4).
    """
    try:
        sync_file_range = ctypes.CDLL(None).sync_file_range
    except (OSError, AttributeError):
        return
    everything, begin = (ctypes.c_int64(0), ctypes.c_int64(0)), 2  # SYNC_FILE_RANGE_WRITE
    for path in paths:
        with open(f"{top}/{path}", "rb", 0) as handle:
            sync_file_range(handle.fileno(), *everything, begin)


def make_folder(path: str) -> None:
    """Make a folder with those above it, if it is not there; a file in its place goes. Several workers may be at it."""
    try:
        os.mkdir(path)
    except (FileNotFoundError, NotADirectoryError):
        make_folder(os.path.dirname(path))
        make_folder(path)
    except FileExistsError:
        if not _is_folder(path):
            with suppress(FileNotFoundError, IsADirectoryError):  # another worker was faster
                os.unlink(path)
            make_folder(path)
    else:
        os.chmod(path, 0o755)  # noqa: S103  # a web server, which is another user, must be able to read it


def folders_of(*files: str) -> set[str]:
    """The folders that these paths lead through."""
    folders: set[str] = set()
    for path in files:
        while (path := path.rpartition("/")[0]) and path not in folders:  # upwards, to where we were
            folders.add(path)
    return folders


def take_away(top: str, path: str) -> None:
    """Remove a file, if it is there, and the folders that are empty without it."""
    try:
        os.unlink(_within(top, path))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):  # what was put took its place
        return
    for folder in sorted(folders_of(path), reverse=True):  # from within
        try:
            os.rmdir(f"{top}/{folder}")
        except OSError:
            return  # it holds something else


def clear(path: str) -> None:
    """Take away whatever is there, if anything is."""
    if _is_folder(path):
        shutil.rmtree(path)
    else:
        with suppress(FileNotFoundError):
            os.unlink(path)


def paths(top: str) -> frozenset[str]:
    """The paths of all files in a folder; none if there is no such folder."""
    found: list[str] = []
    todo = [""] if _is_folder(top) else []
    while todo:
        folder = todo.pop()
        with os.scandir(f"{top}/{folder}") as entries:
            for one in entries:
                if one.is_dir(follow_symlinks=False):
                    todo.append(f"{folder}{one.name}/")
                else:
                    found.append(f"{folder}{one.name}")
    return frozenset(found)


def make_level(source: str, target: str) -> None:
    """Make the folder `target` hold exactly the files of `source`, whatever it holds now.

    Looks at every folder of both, and touches only what differs.
    """
    make_folder(target)
    with os.scandir(target) as entries:
        there = {one.name: one for one in entries}
    with os.scandir(source) as entries:
        for one in entries:
            path = f"{target}/{one.name}"
            if one.is_dir(follow_symlinks=False):
                there.pop(one.name, None)
                make_level(one.path, path)
            elif one.is_file(follow_symlinks=False):
                other = there.pop(one.name, None)
                if other is None:
                    _link(one.path, path)
                elif other.inode() != one.inode():
                    clear(path)
                    _link(one.path, path)
    for name in there:
        clear(f"{target}/{name}")
    _same_time(source, target)


def catch_up(source: str, target: str, changed: Iterable[str], removed: Iterable[str]) -> None:
    """Make the folder `target` hold what `source` holds, where only these paths differ."""
    changed, removed = tuple(changed), tuple(removed)
    for path in removed:
        take_away(target, path)
    folders = sorted(folders_of(*changed, *removed))  # from without
    for folder in folders:
        if os.path.islink(f"{target}/{folder}"):  # somebody put it there, and it leads elsewhere
            os.unlink(f"{target}/{folder}")
    for path in changed:
        goal = _within(target, path)
        clear(goal)
        make_folder(os.path.dirname(goal))
        _link(f"{source}/{path}", goal)
    for folder in (*folders, ""):
        with suppress(FileNotFoundError, NotADirectoryError):  # gone with its last file
            _same_time(f"{source}/{folder}", f"{target}/{folder}")


def swap(fresh: Path, out: Path, aside: Path) -> None:
    """Put `fresh` in the place of `out` and `out` in the place of `fresh`, in one step where the system can.

    Elsewhere in two renames, with `aside` as the name between; the first is undone if the second fails.
    """
    if _exchange(fresh, out):
        return
    try:
        out.rename(aside)
        fresh.rename(out)
    except BaseException:  # also when the process is asked to end
        if not out.exists():
            aside.rename(out)
        raise
    with suppress(OSError):  # the new edition stands
        aside.rename(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Linux's renameat2(2) with RENAME_EXCHANGE; False where the system or the file system lacks it."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _within(top: str, path: str) -> str:
    """The place of a path in a folder. A second wall: addresses are made of slugs, but the door looks too."""
    if not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise OSError(errno.EINVAL, "unsafe path", path)
    return f"{top}/{path}"


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _holds(path: str, data: bytes) -> bool:
    """Whether this is a file with exactly these bytes. One that cannot be read is none."""
    try:
        with open(
            path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
        ) as handle:
            return os.fstat(handle.fileno()).st_size == len(data) and handle.read() == data
    except OSError:
        return False


def _link(source: str, target: str) -> None:
    """Give a file a second place; a copy with its times, where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:  # there are many ways to refuse; what is no reason to copy, such as a full disk, refuses that too
        shutil.copy2(source, target)


def _same_time(source: str, target: str) -> None:
    """Folders, too, keep their times from edition to edition: tools that compare trees look at them."""
    times = os.stat(source)
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
