"""A trial: the real service in a process of its own, with invented readers, as the audit needs it. A door.

Readers are invented in the order of their numbers, so that every audit sends the same.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import msgspec

from byline.counter import service
from byline.counter.counted import NAME
from byline.counter.ledger import Ledger
from byline.counter.postbox import Postbox

LEDGER = "ledger.sqlite"
LOG = "log"
CONNECTIONS = 64  # of readers who come at the same time
_HURRY = 60  # seconds after which a trial is given up
_BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
)


class Reader(msgspec.Struct, frozen=True):
    """An invented reader, and all that a browser and a proxy would tell of them."""

    address: str
    headers: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]  # texts that are found nowhere else


def reader(number: int, origin: str) -> Reader:
    """One of the invented readers."""
    mark = (
        f"{int.from_bytes(hashlib.sha256(f'reader {number}'.encode()).digest()[:8]):020}"  # no word of a robot is in it
    )
    address = f"127.{1 + number % 250}.{number // 250 % 250}.{7 + number % 200}"
    name, agent = f"user-{mark}", f"{_BROWSERS[number % len(_BROWSERS)]} Mark/{mark}"
    headers = (
        ("host", origin.partition("://")[2]),
        ("origin", origin),
        ("user-agent", agent),
        ("accept-language", ("de-DE", "en-GB", "pl")[number % 3]),
        ("cookie", f"session={mark}"),
        ("authorization", f"Basic {base64.b64encode(f'{name}:x'.encode()).decode()}"),
        ("x-remote-user", name),
        ("x-forwarded-for", address),
        ("referer", f"{origin}/{mark}/"),
    )
    return Reader(address, headers, (address, mark))


def shuffled(items: Sequence[str], seed: int) -> list[str]:
    """The same items in another order, which the seed alone decides."""
    order = sorted(range(len(items)), key=lambda place: hashlib.sha256(f"{seed} {place}".encode()).digest())
    return [items[place] for place in order]


def list_stories(folder: Path, reaches: Mapping[str, int]) -> None:
    """Make an edition in which these stories are counted, each with its reach."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({"story": name, "reach": reach}, separators=(",", ":")) for name, reach in reaches.items())
    (folder / NAME).write_text("".join(f"{line}\n" for line in lines), "utf-8")


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="byline-audit-") as folder:
        yield Path(folder)


@contextmanager
def serving(folder: Path, box: Postbox) -> Iterator[tuple[int, int]]:
    """The service, with everything that it writes in a folder; its port, and the id of its process."""
    folder.mkdir(parents=True, exist_ok=True)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    child = os.fork()
    if child == 0:
        try:
            _redirected(folder)
            service.run(listener, Ledger(folder / LEDGER), box, sys.stderr.write)
        finally:
            os._exit(0)
    listener.close()
    try:
        yield port, child
    finally:
        os.kill(child, signal.SIGTERM)  # which nobody has waited for, so that the number is still its own
        os.waitpid(child, 0)


def kill(child: int) -> None:
    """Kill the service at once."""
    os.kill(child, signal.SIGKILL)


def _redirected(folder: Path) -> None:
    """All that this process says or puts aside goes into a folder."""
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout = sys.stderr = os.fdopen(log, "a", buffering=1)
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None  # which has been looked up before
    os.chdir(folder)


async def post(
    port: int, path: str, who: Reader, times: int = 1, hear: Callable[[bytes], object] = lambda _: None
) -> list[bytes]:
    """Send views over one connection; the answers, each with its head and nothing else, which are told at once as well."""
    out, into = await _connected(port, who)
    answers = []
    try:
        for _ in range(times):
            into.write(_request(path, who))
            answers.append(await asyncio.wait_for(out.readuntil(b"\r\n\r\n"), _HURRY))
            hear(answers[-1])
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the service is gone; what was answered counts
    finally:
        into.close()
    return answers


async def get(port: int, path: str, who: Reader) -> bytes:
    """The head of what the service answers to a question."""
    out, into = await _connected(port, who)
    try:
        into.write(_request(path, who, "GET"))
        return await asyncio.wait_for(out.readuntil(b"\r\n\r\n"), _HURRY)
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""  # it has hung up
    finally:
        into.close()


async def _connected(port: int, who: Reader) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        return await asyncio.open_connection("127.0.0.1", port, local_addr=(who.address, 0))
    except OSError:  # a system on which this machine has only one address
        return await asyncio.open_connection("127.0.0.1", port)


def _request(path: str, who: Reader, method: str = "POST") -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in who.headers)
    return f"{method} {path} HTTP/1.1\r\n{head}content-length: 0\r\n\r\n".encode()


def traces(folder: Path, marks: Sequence[str]) -> list[str]:
    """Which of these texts are anywhere in a folder's files, as they are, in hexadecimal or in base64, and where."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        lower = data.lower()
        for mark in marks:
            raw = mark.encode()
            if raw in data or raw.hex().encode() in lower or any(form in data for form in _in_base64(raw)):
                found.append(f"{path.name}: {mark}")
    return found


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """How a text reads in base64 at each of its three places, without the letters that its neighbours decide."""
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
        start, cut = (0, 2, 3)[shift], 0 if (len(raw) + shift) % 3 == 0 else 1
        yield text[start : len(text) - cut]


async def unread() -> NoReturn:
    """Where a gate would hear a body, which it does not look at."""
    raise LookupError


async def unsaid(_: object) -> None:
    """Where an answer goes to which nobody listens."""


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
