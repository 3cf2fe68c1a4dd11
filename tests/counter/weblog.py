"""A web server's log that is written, rotated and compressed, for tests of reading it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Callable
from pathlib import Path

from desk import FIREFOX

PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def line(
    story: str,
    day: int = 23,
    *,
    plain: bool = False,
    agent: str = FIREFOX,
    address: str = "10.0.0.7",
    time: str = "12:00:00",
) -> str:
    """A view of a story on a day of November 2026, as a server writes it down."""
    if plain:
        return f"2026-11-{day:02} /voices/_v/{story}\n"
    return f'{address} - - [{day:02}/Nov/2026:{time} +0100] "POST /voices/_v/{story} HTTP/1.1" 404 153 "-" "{agent}"\n'


_LAST = 20261231  # days before it, for names


class Weblog:
    """The files of a log, and everything that was ever written to it."""

    def __init__(self, folder: Path, *, within: bool = False) -> None:
        """Rotating puts a number at the end of the name, or a date `within` it."""
        folder.mkdir(parents=True, exist_ok=True)
        self._within = within
        self.path = folder / "access.log"
        self.path.touch()
        self.all = ""
        self._rest = ""

    def write(self, *lines: str, late: bool = False) -> None:
        """Lines are written; `late`, by a process that still has the file open that was rotated last."""
        with (self.newest if late else self.path).open("a") as file:
            if not late:
                file.write(self._rest)
                self._rest = ""
            file.write("".join(lines))
        self.all += "".join(lines)

    def begin(self, text: str) -> None:
        """A part of a line is written; the rest follows with what is written next."""
        self.finish()
        half = len(text) // 2
        with self.path.open("a") as file:
            file.write(text[:half])
        self._rest = text[half:]
        self.all += text

    def finish(self) -> None:
        self.write()

    def rotate(self, *, copying: bool = False) -> None:
        """The files are rotated as logrotate does, by names or by copies."""
        self.finish()
        for old in sorted(self.rotated, reverse=True):
            for file in self._all_of(old):
                file.rename(self._numbered(old + 1, file.name.removeprefix(self._numbered(old).name)))
        if copying:
            self._numbered(1).write_bytes(self.path.read_bytes())
            self.path.write_bytes(b"")
        else:
            self.path.rename(self._numbered(1))
            self.path.touch()

    def pack(self, ending: str = "gz") -> None:
        """The newest rotated file that is not compressed is, and so gets another inode."""
        plain = [number for number in self.rotated if self._numbered(number).exists()]
        if plain:
            file = self._numbered(min(plain))
            self._numbered(min(plain), f".{ending}").write_bytes(PACKERS[ending](file.read_bytes()))
            file.unlink()

    def drop(self) -> None:
        """The oldest rotated file is deleted."""
        if self.rotated:
            for file in self._all_of(max(self.rotated)):
                file.unlink()

    @property
    def newest(self) -> Path:
        """Where the file is that was rotated last, if it is not compressed."""
        return self._numbered(1)

    @property
    def rotated(self) -> list[int]:
        """The numbers of the rotated files."""
        names = (file.name for file in self.path.parent.iterdir())
        found = {int(match[1]) for name in names if (match := re.search(r"[.-](\d+)", name))}
        return sorted(_LAST - number if self._within else number for number in found)

    def _all_of(self, number: int) -> list[Path]:
        return [*self.path.parent.glob(f"{self._numbered(number).name}*")]

    def _numbered(self, number: int, ending: str = "") -> Path:
        name = f"access-{_LAST - number}.log" if self._within else f"access.log.{number}"
        return self.path.with_name(f"{name}{ending}")
