"""Portals on the disk, and the preview of one as a process of its own."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal import DEFAULTS, ROOT, repository

from byline import memo

NOW = "2026-06-01T12:00"
GENEROUS = 60.0  # seconds; nothing here is timed, and only what never comes takes so long


def write(root: Path, files: Mapping[str, object]) -> Path:
    """Files of a portal by path: texts or bytes."""
    for path, text in files.items():
        assert isinstance(text, str | bytes)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def lay_out(root: Path, **stories: str) -> Path:
    """The small portal on the disk, with stories of 2026 by name."""
    return write(root, {**DEFAULTS, **{f"content/stories/2026/{name}.md": text for name, text in stories.items()}})


def dressed(root: Path, **stories: str) -> Path:
    """The same with the repository's own layouts and style."""
    lay_out(root, **stories)
    return write(root, repository("layouts", "assets"))


def close_drawers() -> None:
    """What a command that ends gives back: the drawers of the store that it has open. Tests run many in one process."""
    for handle in memo._open.values():
        os.close(handle)
    memo._open.clear()


def until(holds: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + GENEROUS
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Live:
    """A preview that runs."""

    process: subprocess.Popen[str]
    port: int
    base: str  # the address of the portal's home page
    printed: list[str]

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """What comes of a request for a path of this server."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=GENEROUS)
        connection.request(method, path, headers=headers)
        got = connection.getresponse()
        answer = Answer(got.status, {name.lower(): text for name, text in got.getheaders()}, got.read().decode())
        connection.close()
        return answer


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[Live]:
    """The preview of a portal, until the end of the block."""
    process = subprocess.Popen(
        [
            *(sys.executable, ROOT / "build.py", "serve", "--root", root),
            *("--port", "0", "--now", NOW, "--jobs", "1", "--lang", "en", *arguments),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout
        printed = []
        for line in process.stdout:
            printed.append(line)
            if found := re.match(r"Preview: (http://[^/]+:(\d+)/\S*)", line):
                break
        else:
            raise AssertionError("".join(printed))
        yield Live(process, int(found[2]), found[1], printed)
    finally:
        process.kill()
        process.communicate()
