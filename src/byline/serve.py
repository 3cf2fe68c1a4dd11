"""The preview server: a web server, the watch and the preview, put together until Ctrl-C.

A door: here a web server runs, and the process ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import NoReturn

import uvicorn

from byline.listener import listening
from byline.messages import said
from byline.newsroom import Changed, Newsroom
from byline.porter import EVERY_ADDRESS, is_loopback
from byline.preview import Beside, News, Preview
from byline.problem import Problem
from byline.terminal import GOOD, counts, say, tell, warn
from byline.tree import read_text
from byline.watch import Watch

CLIENT = Path(__file__).parent / "client"


class _Relay:
    """Brings what the watch tells in its thread into the event loop's."""

    def __init__(self, preview: Preview) -> None:
        self._preview, self._loop = preview, asyncio.get_running_loop()

    def polls(self) -> None:
        warn(said("preview-polls", self._preview.language))

    def touched(self) -> None:
        self._loop.call_soon_threadsafe(self._preview.touched)

    def changed(self, paths: Changed) -> None:
        self._loop.call_soon_threadsafe(self._preview.changed, paths)


class _Narrator:
    """Says in the terminal what comes of every attempt."""

    def __init__(self, address: str, language: str, beside: Beside | None) -> None:
        self._address, self._language, self._beside = address, language, beside
        self._counted = b""
        self._told: tuple[Problem, ...] | None = None

    def __call__(self, news: News) -> None:
        stand, first = news.stand, self._told is None
        if stand.problems != self._told:
            self._told = stand.problems
            tell(stand.problems, news.sources.get, self._language, advice=False)
        word = "edition" if stand.sound else "kept" if stand.number else "none"
        say(f"{said(f'preview-{word}', self._language, number=stand.number)} {counts(stand.problems, self._language)}")
        if first:
            say(said("preview-at", self._language, address=f"{self._address}{news.base_path}"))
        if self._beside and news.counted != self._counted:
            self._publish(self._beside, news.counted)

    def _publish(self, beside: Beside, counted: bytes) -> None:
        first, self._counted = not self._counted, counted
        beside.publish(counted)
        name, path = beside.letter()
        if first:
            say(said("preview-counts", self._language))
        if first and name:
            say(said("preview-letter", self._language, name=name, address=f"{self._address}{path}"))


Companion = Callable[[], AbstractAsyncContextManager[Beside | None]]
"""What makes an application that answers beside the preview, for as long as it does."""


def run(root: Path, newsroom: Newsroom, host: str, port: int, language: str, companion: Companion) -> NoReturn:
    """Serve the preview of the portal at `root` until somebody ends it."""
    listener = listening(host, port, language)
    if not is_loopback(host):
        warn(said("preview-open", language, host=host))
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        asyncio.run(_serve(root, newsroom, listener, host, language, companion))
    os._exit(GOOD)  # at once: an edition that is just being made, and browsers that listen, are not waited for


async def _serve(
    root: Path, newsroom: Newsroom, listener: socket.socket, host: str, language: str, companion: Companion
) -> None:
    async with companion() as beside:
        await _serve_beside(root, newsroom, listener, host, language, beside)


async def _serve_beside(
    root: Path, newsroom: Newsroom, listener: socket.socket, host: str, language: str, beside: Beside | None
) -> None:
    name = "localhost" if host in EVERY_ADDRESS else f"[{host}]" if ":" in host else host
    narrator = _Narrator(f"http://{name}:{listener.getsockname()[1]}", language, beside)
    preview = Preview(
        newsroom, language, f"{time.time_ns():x}", (_client("preview.js"), _client("preview.css")), narrator
    )
    watch = Watch(root, _Relay(preview))
    watch.start()
    preview.touched()
    preview.changed(None)
    config = uvicorn.Config(
        preview.app(host, beside),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,  # nobody stands between the browser and this machine who could say who asks
        server_header=False,
        timeout_graceful_shutdown=0,  # browsers listen for ever, and slow ones are not waited for
    )
    tasks = (asyncio.create_task(uvicorn.Server(config).serve([listener])), asyncio.create_task(preview.keep_up()))
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


def _client(name: str) -> bytes:
    """A file that browsers get beside the portal's."""
    text = read_text(CLIENT, name)
    return text.encode() if isinstance(text, str) else b""
