"""The preview: answers browsers from the last good edition, and tells them when there is a new one.

A door: here are the event loop, and the one thread in which the newsroom works. Nothing is read from the disk because
somebody asks for it; what is no file of the edition is not found.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import ParamSpec, Protocol, TypeVar
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from byline.address import file_of
from byline.counted import NAME as COUNTED
from byline.messages import said
from byline.newsroom import Changed, Findings, Newsroom, Revision
from byline.overlay import EVENTS, SCRIPT, STYLE, Stand, broken, event, followed, plain
from byline.porter import Porter
from byline.problem import Severity
from byline.search import is_search

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE = 30.0  # seconds that a request waits for the edition that is being made
PAUSE = 0.6  # seconds without a change, after which there is time
PULSE = 15.0  # seconds between signs of life to a browser that listens
MISSING = "404.html"

TYPES = {
    "avif": "image/avif", "css": "text/css", "gif": "image/gif", "html": "text/html", "ico": "image/x-icon", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "js": "text/javascript", "json": "application/json", "jsonl": "application/jsonl", "opml": "application/xml", "png": "image/png", "svg": "image/svg+xml",
    "txt": "text/plain", "webp": "image/webp", "woff": "font/woff", "woff2": "font/woff2", "xml": "application/xml",
}  # fmt: skip
"""What files are by their endings: the same on every machine, and with `nosniff` nothing else."""

_TEXTS = ("text/", "application/json", "application/xml", "image/svg+xml")


def type_of(path: str) -> str:
    """The content type of a file."""
    kind = TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a path of the portal: a file, or another path to go to; and which kind of page it is."""

    path: str
    number: int  # of the edition in which it was looked up
    data: bytes = b""
    kind: str = "page"
    elsewhere: str = ""


class Beside(Protocol):
    """An application that answers beside the preview, as the counter does."""

    place: str  # the path below which it answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    def publish(self, data: bytes) -> None:
        """Hear which stories there are now."""

    def letter(self) -> tuple[str, str]:
        """The name of somebody whose own page can be looked at, and the page's path; empty if there is nobody."""


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell after an attempt, made while the newsroom was at hand."""

    stand: Stand
    base_path: str = "/"
    event: str = ""
    broken: bytes = b""  # the page that is shown while there is no edition
    sources: Mapping[str, bytes] = field(default_factory=dict)  # the files that problems are about
    counted: bytes = b""  # the list of what is counted, if anything is


class Preview:
    """What is on show, and who waits for it. Lives in the event loop's thread; the newsroom is asked in one of its own."""

    def __init__(
        self, newsroom: Newsroom, language: str, run: str, client: tuple[bytes, bytes], tell: Callable[[News], None]
    ) -> None:
        self.newsroom = newsroom
        self.language = language
        self._client = client
        self._tell = tell
        self._room = ThreadPoolExecutor(1, "newsroom")
        self._aside = ThreadPoolExecutor(1, "aside")  # waits for what is looked at in the meantime
        self._search = ThreadPoolExecutor(1, "search")  # makes its files, once somebody wants to search
        self._indexing: Future[None] | None = None
        self._news = News(Stand(run, 0, 0, 0, sound=False, problems=()))
        self._begun = 0  # changes that have begun; each is told when all that belongs to it is known
        self._told = 0  # changes that have been told
        self._done = 0  # changes that the newsroom has seen
        self._pending: Changed = frozenset()
        self._wake = asyncio.Event()
        self._next = asyncio.Event()  # set, and replaced, after every attempt

    def app(self, host: str, beside: Beside | None = None) -> Starlette:
        """What a web server runs; `beside` it another application may answer below a path of its own."""
        return Starlette(
            routes=[
                *([Route(f"{beside.place}{{path:path}}", beside)] if beside else []),
                Route(EVENTS, self._listen),
                Route(SCRIPT, lambda _: Response(self._client[0], media_type="text/javascript")),
                Route(STYLE, lambda _: Response(self._client[1], media_type="text/css")),
                Route("/{path:path}", self._show),
            ],
            middleware=[Middleware(Porter, host, self.language, beside.place if beside else "")],
        )

    # what the watch tells

    def touched(self) -> None:
        """Something has changed, and will be told: from now on the edition on show is an old one."""
        self._begun += 1

    def changed(self, paths: Changed) -> None:
        """These paths have changed."""
        self._told += 1
        self._pending = None if self._pending is None or paths is None else self._pending | paths
        self._wake.set()

    async def keep_up(self) -> None:
        """Make one edition after the other, for ever."""
        async with asyncio.TaskGroup() as settling:
            await self._keep_up(settling)

    async def _keep_up(self, settling: asyncio.TaskGroup) -> None:
        untold = False
        while True:
            await self._quiet(settling)
            self._wake.clear()
            paths, told, self._pending = self._pending, self._told, frozenset()
            revision, news = await self._asked(self._revise, self._news.stand, paths)
            # What is wrong while files are still changing, as with a branch that is being switched, may be no fault.
            moot = not revision.sound and self._begun > told
            if not moot and (revision.changed or untold):
                self._announce(news)
            untold = moot
            self._done = told
            self._turn()
            await asyncio.sleep(0)  # whoever has waited for this edition comes before the next one is begun

    async def _quiet(self, settling: asyncio.TaskGroup) -> None:
        """Wait for changes; in a pause, begin to look at what the last revision took on trust."""
        try:
            async with asyncio.timeout(PAUSE):
                await self._wake.wait()
        except TimeoutError:
            settling.create_task(self._settle())
            await self._wake.wait()

    async def _settle(self) -> None:
        """Look at what the last revision took on trust, and tell what is wrong; nobody waits for it."""
        look = await self._asked(self.newsroom.unsettled)
        if look:
            findings = await asyncio.get_running_loop().run_in_executor(self._aside, look)
            news = await self._asked(self._settled, self._news.stand, findings)
            if news:
                self._announce(news)
                self._turn()

    def _announce(self, news: News) -> None:
        self._news = news
        self._tell(news)

    def _turn(self) -> None:
        """Wake everybody who waits for the next attempt."""
        self._next.set()
        self._next = asyncio.Event()

    async def _asked(self, question: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """The newsroom's answer, from its own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._room, partial(question, *arguments, **named))

    # what is done in the newsroom's thread

    def _settled(self, before: Stand, findings: Findings | None) -> News | None:
        revision = self.newsroom.settle(findings)
        return self._news_of(before, revision) if revision and revision.changed else None

    def _revise(self, before: Stand, paths: Changed) -> tuple[Revision, News]:
        revision = self.newsroom.revise(paths)
        return revision, self._news_of(before, revision)

    def _news_of(self, before: Stand, revision: Revision) -> News:
        room = self.newsroom
        base, number = room.base_path, room.number
        stand = replace(
            before,
            attempt=before.attempt + 1,
            number=number,
            since=before.since if number == before.number or revision.styles_only else number,
            sound=revision.sound,
            problems=tuple(one for one in room.problems if one.severity is not Severity.ADVICE),
            styles=tuple(base + path for path in room.styles),
            moved=tuple((base + old, base + new) for old, new in revision.moved),
        )
        page = b"" if number else broken(stand, room.source, self.language)
        paths_of_problems = {one.place.path for one in stand.problems}
        sources = {path: data for path in paths_of_problems if (data := room.source(path)) is not None}
        counted = room.file(COUNTED) if number else None
        return News(stand, base, event(stand, room.source, self.language), page, sources, counted or b"")

    def _find(self, path: str) -> Found | None:
        """What stands at a path, as it was asked for; None if there is no edition yet."""
        room = self.newsroom
        if room.number == 0:
            return None
        number, base = room.number, unquote(room.base_path)
        if path == "/" != base or f"{path}/" == base:
            return Found(path, number, elsewhere=room.base_path)
        if path.startswith(base):
            inner = path.removeprefix(base)
            if (data := room.file(file_of(inner))) is not None:
                return Found(file_of(inner), number, data)
            if is_search(inner) and (work := room.unindexed()):
                if self._indexing is None or self._indexing.done():
                    self._indexing = self._search.submit(work)
                return Found(inner, number, kind="making")
            if inner and room.file(file_of(f"{inner}/")) is not None:
                return Found(inner, number, elsewhere=f"{room.base_path}{quote(inner)}/")
        return Found(MISSING, number, room.file(MISSING) or b"", "missing")

    # what browsers ask for

    async def _show(self, request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._seen(self._begun)
                found = await self._asked(self._find, request.scope["path"])
        except TimeoutError:
            page = plain(said("page-busy", self.language), self._news.stand, self.language)
            return Response(page, 503, {"Retry-After": "5"}, type_of(MISSING))
        if found is None:
            return Response(self._news.broken, 503, media_type=type_of(MISSING))
        if found.elsewhere:
            query = request.scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{found.elsewhere}{'?' if query else ''}{query}")
        if found.kind == "making":  # the search page asks again
            return Response(status_code=202)
        stand = replace(self._news.stand, number=found.number)
        data = followed(found.data, stand, found.kind) if found.path.endswith(".html") else found.data
        return Response(data, 404 if found.kind == "missing" else 200, media_type=type_of(found.path))

    async def _seen(self, change: int) -> None:
        """Wait until the newsroom has seen this change, but for none that begins later."""
        while self._done < change:
            await self._next.wait()

    async def _listen(self, _: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        """How things stand, at once and whenever it changes; and now and then a sign of life."""
        yield "retry: 500\n\n"
        told = ""
        while True:
            if self._news.event != told:
                told = self._news.event
                yield f"data: {told}\n\n"
            try:
                async with asyncio.timeout(PULSE):
                    await self._next.wait()
            except TimeoutError:
                yield ":\n\n"
