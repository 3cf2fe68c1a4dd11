"""The memo: what was made before and is kept, so that it need not be made again. The door to the store in `.byline/`.

The store is a folder of drawers. A drawer is one file, written as a whole and put in its place in one step, so what it
no longer holds is nowhere in it. Nothing in the store is worth keeping but for the time it saves: a drawer that is
missing, damaged or of another engine is as good as empty.
"""

from __future__ import annotations

import enum
import hashlib
import io
import os
import pickle
import struct
import sys
import zlib
from collections.abc import Container
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

FOLDER = ".byline"
EDITIONS, OUTCOMES, PROVENANCES, STONES = "editions", "outcomes", "provenances", "stones"
"""What is kept of each folder that holds an edition."""
LEFT_OVER = "~"  # what the name of a drawer ends in that is being written

_HEAD = struct.Struct("=8sQQ32s")  # a mark, lengths of the file and of the value at its end, digest of engine and value
_MARK = b"Byline 1"
_open: dict[str, int] = {}
"""Drawers by their ids: what is kept in them can be read as long as this process lives, whoever replaces the file."""
_shut: dict[str, Path] = {}
"""Where others are found, of which there may be more than files can be open; nobody replaces them."""


class MemoSpoilt(Exception):
    """A text that is kept is not what it was, or is gone: the disk is damaged, or somebody is at work in the store."""

    reason = "memo-spoilt"  # a key of `byline.messages`


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A text that is kept in a drawer, and read only where it is needed."""

    drawer: str
    start: int
    length: int
    check: int  # by which damage is told

    def __str__(self) -> str:
        return self.read().decode()

    def read(self) -> bytes:
        if not self.length:  # a drawer without texts is not left open
            return b""
        try:
            if self.drawer in _open:
                text = os.pread(_open[self.drawer], self.length, self.start)
            else:
                with open(_shut[self.drawer], "rb") as file:
                    file.seek(self.start)
                    text = file.read(self.length)
        except (OSError, KeyError):
            raise MemoSpoilt from None
        if zlib.crc32(text) != self.check:
            raise MemoSpoilt
        return text


def opened(kept: Kept) -> Any:
    """A value that was kept as a text. Raises MemoSpoilt."""
    try:
        return _Unpickler(io.BytesIO(kept.read())).load()
    except _UNREADABLE:
        raise MemoSpoilt from None


class _Found(NamedTuple):
    """What a drawer says of itself, whether there are texts in it, and its value."""

    id: str
    texts: bool
    value: Any


class Drawer(msgspec.Struct):
    """A drawer that is being filled: texts first, then one value, which may name them."""

    name: str
    id: str
    texts: list[bytes]
    length: int = _HEAD.size

    def keep(self, text: bytes) -> Kept:
        kept = Kept(self.id, self.length, len(text), zlib.crc32(text))
        self.texts.append(text)
        self.length += len(text)
        return kept

    def keep_value(self, value: object) -> Kept:
        """Keep a value that is to be opened by itself."""
        return self.keep(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


class Memo(msgspec.Struct, frozen=True):
    """A store in a folder; without a folder nothing is kept. `engine` is the digest of what made the things in it.

    `own` is the user's own store, for what is run when it is used: who has a portal's store from somewhere else runs nothing.
    """

    folder: Path | None = None
    engine: str = ""
    own: Memo | None = None

    def drawer(self, name: str) -> Drawer:
        """A new drawer, to take the place of the one of this name."""
        return Drawer(name, os.urandom(8).hex(), [])

    @staticmethod
    def place(kind: str, path: Path) -> str:
        """The name of the drawer, in a folder of the store, for what is kept about a folder anywhere."""
        return f"{kind}/{hashlib.sha256(Memo.whole(path).encode()).hexdigest()[:16]}"

    @staticmethod
    def whole(path: Path) -> str:
        """A path by which a folder is found again from anywhere."""
        return str(path.absolute())

    def load(self, name: str, *, shut: bool = False) -> Any | None:
        """The value in a drawer, or None. A drawer that is never replaced by another of its name may be `shut`."""
        if self.folder is None:
            return None
        try:
            handle = os.open(self.folder / name, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return None
        found = self._found(handle)
        if found and found.texts and not shut and found.id not in _open:
            _open[found.id] = handle
        else:
            os.close(handle)
        if found and shut:
            _shut[found.id] = self.folder / name
        return found.value if found else None

    def holds(self, name: str) -> bool:
        """Whether there is a drawer of this name, whatever can be had from it."""
        return self.folder is not None and os.path.exists(self.folder / name)

    def is_unusable(self, name: str) -> bool:
        """Whether there is a drawer of this name, from which nothing can be had: it is another engine's, or damaged."""
        return self.holds(name) and self.load(name) is None

    def save(self, drawer: Drawer, value: object) -> bool:
        """Put a drawer in its place; False where the system does not let us."""
        if self.folder is None:
            return False
        said = pickle.dumps((drawer.id, value), pickle.HIGHEST_PROTOCOL)
        head = _HEAD.pack(_MARK, drawer.length + len(said), len(said), self._digest(said))
        place = self.folder / drawer.name
        half = f"{place}.{drawer.id}{LEFT_OVER}"
        try:
            _own(self.folder)
            _own(place.parent)
            with open(half, "wb", opener=_private) as file:
                file.writelines((head, *drawer.texts, said))
            os.replace(half, place)
        except OSError:
            return False
        finally:  # also when the process is asked to end
            with suppress(OSError):
                os.unlink(half)
        return True

    def forget(self, folder: str, names: Container[str]) -> None:
        """Remove all drawers of a folder in the store but these, and what a killed process left half written."""
        if self.folder is None:
            return
        there: list[str] = []
        with suppress(OSError):
            there = os.listdir(self.folder / folder)
        for name in there:
            if f"{folder}/{name}" not in names:
                with suppress(OSError):  # one that does not go is no reason to leave the others
                    os.unlink(self.folder / folder / name)

    def sweep(self, folder: str) -> None:
        """Remove what has been left half written in a folder of the store."""
        if self.folder is not None:
            for half in (self.folder / folder).glob(f"*{LEFT_OVER}"):
                half.unlink(missing_ok=True)

    def clock(self) -> int:
        """The time by the clock of the disk on which the store lies, in nanoseconds; 0 where nothing can be written."""
        if self.folder is None:
            return 0
        try:
            _own(self.folder)
            touched = self.folder / f"clock{LEFT_OVER}"
            touched.touch(0o600)
            return touched.stat().st_mtime_ns
        except OSError:
            return 0

    def _digest(self, said: bytes) -> bytes:
        """With the engine in it, so that what another one wrote is not even unpickled: it may know other classes."""
        return hashlib.sha256(self.engine.encode() + said).digest()

    def _found(self, handle: int) -> _Found | None:
        """What is in a drawer; None if it is not whole, or another engine's."""
        try:
            mark, length, size, digest = _HEAD.unpack(os.pread(handle, _HEAD.size, 0))
            if mark != _MARK or os.fstat(handle).st_size != length or size > length:
                return None
            said = os.pread(handle, size, length - size)
            if self._digest(said) != digest:
                return None
            id_, value = _Unpickler(io.BytesIO(said)).load()
        except (OSError, struct.error, *_UNREADABLE):
            return None
        return _Found(id_, length - size > _HEAD.size, value)


FORGETFUL = Memo()


def store_of(root: Path, caches: Path | None) -> Memo:
    """The store of the portal in a folder; `caches` is where this user's programs keep what they can make anew."""
    made_by = engine()
    return Memo(root / FOLDER, made_by, own_store(caches, made_by))


def own_store(folder: Path | None, engine: str) -> Memo:
    """A store in a folder that is this user's, and that nobody else can look into; where there can be none, a forgetful one."""
    if folder is None or not hasattr(os, "geteuid"):
        return FORGETFUL
    with suppress(OSError):
        _own(folder)
        found = folder.stat()
        if found.st_uid == os.geteuid() and not found.st_mode & 0o077:  # not so for root in somebody's home
            return Memo(folder, engine)
    return FORGETFUL


def engine() -> str:
    """The digest of everything that makes things, but content and settings: our own sources, the libraries, Python."""
    here = os.path.dirname(__file__)
    digest = hashlib.sha256(sys.version.encode())
    digest.update("\0".join(_libraries()).encode())
    for folder in (here, f"{here}/messages"):
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                with open(f"{folder}/{name}", "rb") as file:
                    digest.update(name.encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def _libraries() -> list[str]:
    """The libraries that Python finds, by the names of what their installers noted, which hold the versions.

    They may lie in several folders: what is compiled apart from what is not, or the system's beneath a portal's own.
    """
    found: list[str] = []
    for folder in sys.path:
        with suppress(OSError):  # Python names folders that need not be there
            found += sorted(name for name in os.listdir(folder or ".") if name.endswith(_NOTED))
    return found


_NOTED = (".dist-info", ".egg-info")


def _own(folder: Path) -> None:
    """Make a folder of the store, if need be, into which nobody else can look: drafts are in it, too."""
    folder.mkdir(0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o777 != 0o700:  # it has been there for long, or the umask takes too much
        with suppress(OSError):  # there are file systems without owners
            folder.chmod(0o700)


def _private(path: str, flags: int) -> int:
    """The same for a file."""
    return os.open(path, flags | os.O_CLOEXEC, 0o600)


class _Unpickler(pickle.Unpickler):
    """Reads values and nothing else, so that a store from a stranger cannot run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _classes:
            _classes[module, name] = self._class(module, name)
        return _classes[module, name]

    def _class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.partition(".")[0] in _KNOWN else None
        if isinstance(found, type) and (
            found.__module__ == "datetime"
            or found is frozenset
            or (found.__module__.startswith("byline.") and issubclass(found, msgspec.Struct | enum.Enum | tuple))
        ):
            return found
        if (module, name) == ("msgspec._utils", "rebuild"):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


_KNOWN = {"byline", "datetime", "builtins", "msgspec"}
_UNREADABLE = (
    ValueError,
    ImportError,
    pickle.UnpicklingError,
    TypeError,
    AttributeError,
    EOFError,
    KeyError,
    IndexError,
)
_classes: dict[tuple[str, str], Any] = {}
"""Those that values are made of, as they were found."""
