"""The preview as an application: addresses, headers, waiting, and news; without a network."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from laid import lay_out, until, write
from portal import CONFIG, NOW, story

from byline import preview
from byline.desk import Desk
from byline.newsroom import Findings, Revision
from byline.preview import News, Preview, type_of
from byline.problem import Problem
from byline.workers import Workers


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    text: str


Ask = Callable[..., Awaitable[Got]]


def scope(path: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
    raw, _, query = path.partition("?")
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": raw,
        "raw_path": raw.encode(), "query_string": query.encode(), "root_path": "", "server": ("127.0.0.1", 8000),
        "headers": [(name.encode(), text.encode()) for name, text in {"host": "localhost:8000", **headers}.items()],
    }  # fmt: skip


async def ask(app: Any, path: str, method: str = "GET", **headers: str) -> Got:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope(path, method, headers), receive, send)
    start = sent[0]
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return Got(start["status"], {name.decode(): text.decode() for name, text in start["headers"]}, body.decode())


class Slow:
    """A newsroom whose editions take until they are let go."""

    def __init__(self) -> None:
        self.number = 0
        self.base_path = "/"
        self.problems: tuple[Problem, ...] = ()
        self.styles: tuple[str, ...] = ()
        self.begun = threading.Event()
        self.go = threading.Event()
        self.seen: list[frozenset[str] | None] = []

    def file(self, path: str) -> bytes | None:
        return f"<p>edition {self.number}".encode() if path == "index.html" else None

    def source(self, path: str) -> bytes | None:
        raise AssertionError(path)

    def unindexed(self) -> Callable[[], None] | None:
        return None

    def unsettled(self) -> Callable[[], None] | None:
        return None

    def settle(self, findings: Findings | None) -> None:
        raise AssertionError(findings)

    def revise(self, changed: frozenset[str] | None) -> Revision:
        self.seen.append(changed)
        self.begun.set()
        assert self.go.wait(60)
        self.number += 1
        return Revision(sound=True)


@asynccontextmanager
async def opened(
    room: Desk | Slow, tell: Callable[[News], None] = lambda _: None
) -> AsyncIterator[tuple[Preview, Any]]:
    """A preview that keeps up, before its first edition."""
    one = Preview(room, "en", "r1", (b"script", b"style"), tell)
    keeper = asyncio.create_task(one.keep_up())
    yield one, one.app("127.0.0.1")
    keeper.cancel()
    await asyncio.gather(keeper, return_exceptions=True)


def save(one: Preview, *paths: str) -> None:
    """What the watch tells of a save."""
    one.touched()
    one.changed(frozenset(paths) or None)


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 60))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path, first=story("First.\n", title="First"))


def visited(root: Path, *requests: tuple[str, str, dict[str, str]]) -> list[Got]:
    """What comes of requests to the portal in a folder."""
    found: list[Got] = []

    async def scenario() -> None:
        async with opened(Desk(root, lambda: NOW, Workers())) as (one, app):
            save(one)
            found.extend([await ask(app, path, method, **headers) for path, method, headers in requests])

    run(scenario())
    return found


def visit(root: Path, *paths: str) -> list[Got]:
    return visited(root, *((path, "GET", {}) for path in paths))


# Addresses


@pytest.mark.parametrize(
    ("path", "status", "where"),
    [
        ("/", 307, "/voices/"),
        ("/voices", 307, "/voices/"),
        ("/voices/", 200, ""),
        ("/voices/index.html", 200, ""),
        ("/voices/stories/2026/first/", 200, ""),
        ("/voices/stories/2026/first", 307, "/voices/stories/2026/first/"),
        ("/voices/stories/2026/first?a=1&b=2", 307, "/voices/stories/2026/first/?a=1&b=2"),
        ("/voices/stories/2026/none/", 404, ""),
        ("/stories/2026/first/", 404, ""),
        ("/voices//stories/2026/first/", 404, ""),
        ("/voicesstories/2026/first/", 404, ""),
        ("//evil.example", 404, ""),
        ("/voices//evil.example/..", 404, ""),
        ("/voices/../config.yaml", 404, ""),
        ("/voices/../../../../etc/passwd", 404, ""),
        ("/../../etc/passwd", 404, ""),
        ("/config.yaml", 404, ""),
        ("/voices/config.yaml", 404, ""),
        ("/voices/content/stories/2026/first.md", 404, ""),
        ("/voices/.byline/preview.js", 404, ""),
        ("/voices/feed.xml", 200, ""),
        ("/.byline/preview.js", 200, ""),
        ("/.byline/preview.css", 200, ""),
        ("/.byline/", 404, ""),
        ("/.byline/../config.yaml", 404, ""),
        ("/voices/\x00", 404, ""),
    ],
)
def test_only_what_was_built_is_found(root: Path, path: str, status: int, where: str) -> None:
    got = visit(root, path)[0]
    assert (got.status, got.headers.get("location", "")) == (status, where)


def test_what_is_not_found_shows_the_editions_own_page(root: Path) -> None:
    got = visit(root, "/voices/none/")[0]
    assert "home /voices/" in got.text
    assert 'data-kind="missing"' in got.text


def test_a_portal_at_the_root(root: Path) -> None:
    write(root, {"config.yaml": CONFIG.replace("example/voices/", "example/")})
    home, page, evil = visit(root, "/", "/stories/2026/first/", "//evil.example/")
    assert (home.status, page.status, evil.status) == (200, 200, 404)


def test_a_base_path_with_other_letters(root: Path) -> None:
    write(root, {"config.yaml": CONFIG.replace("example/voices/", "example/geh%C3%B6rt/")})
    start, page, way = visit(root, "/", "/gehört/stories/2026/first/", "/gehört/stories/2026/first")
    assert (start.status, start.headers["location"]) == (307, "/geh%C3%B6rt/")
    assert page.status == 200
    assert way.headers["location"] == "/geh%C3%B6rt/stories/2026/first/"


def test_an_old_address_with_other_letters(root: Path) -> None:
    lay_out(root, first=story(aliases="[/früher/]"))
    assert visit(root, "/voices/früher")[0].headers["location"] == "/voices/fr%C3%BCher/"


# Headers


@pytest.mark.parametrize("path", ["/", "/voices/", "/voices/none/", "/.byline/preview.js", "/voices/feed.xml"])
def test_every_answer_says_the_same_for_safety(root: Path, path: str) -> None:
    good = visited(root, (path, "GET", {}), (path, "GET", {"host": "evil.example"}), (path, "PUT", {}))
    for got in good:
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["cache-control"] == "no-store"
        assert got.headers["referrer-policy"] == "same-origin"
        assert "default-src 'self'" in got.headers["content-security-policy"]
        assert "unsafe-inline" not in got.headers["content-security-policy"].partition("style-src")[0]
    assert [got.status for got in good[1:]] == [421, 405]


def test_nothing_of_the_portal_is_in_a_refusal(root: Path) -> None:
    for got in visited(
        root, ("/voices/", "GET", {"host": "evil.example"}), ("/voices/", "GET", {"origin": "https://evil.example"})
    ):
        assert got.status in {421, 403}
        assert "address" not in got.text
        assert got.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/style.0123456789ab.css", "text/css; charset=utf-8"),
        ("assets/subscribe.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.JPG", "image/jpeg"),
        ("a.png", "image/png"),
        ("a.exe", "application/octet-stream"),
        ("none", "application/octet-stream"),
    ],
)
def test_content_types(path: str, kind: str) -> None:
    assert type_of(path) == kind


def test_only_pages_get_the_script(root: Path) -> None:
    page, feed = visit(root, "/voices/stories/2026/first/", "/voices/feed.xml")
    assert page.text.count("/.byline/preview.js") == 1
    assert "/.byline/" not in feed.text


def test_head_has_the_same_headers(root: Path) -> None:
    got, head = visited(root, ("/voices/", "GET", {}), ("/voices/", "HEAD", {}))
    assert (head.status, head.headers) == (got.status, got.headers)


# Waiting


def test_a_request_during_an_edition_waits_for_it() -> None:
    async def scenario() -> None:
        room = Slow()
        async with opened(room) as (one, app):
            room.go.set()
            save(one)
            assert "edition 1" in (await ask(app, "/")).text
            room.go.clear()
            room.begun.clear()
            save(one, "content/a.md")
            await asyncio.to_thread(room.begun.wait)
            waiting = asyncio.create_task(ask(app, "/"))
            await asyncio.sleep(0.05)
            assert not waiting.done()
            room.go.set()
            assert "edition 2" in (await waiting).text

    run(scenario())


def test_nobody_waits_for_a_look_at_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    looks, looked = threading.Event(), threading.Event()

    class Looking(Slow):
        def unsettled(self) -> Callable[[], None]:
            def look() -> None:
                looks.set()
                assert looked.wait(60)

            return look

        def settle(self, findings: Findings | None) -> None:
            assert findings is None

    async def scenario() -> None:
        room = Looking()
        room.go.set()
        async with opened(room) as (one, app):
            save(one)
            await ask(app, "/")
            await asyncio.to_thread(looks.wait)
            assert "edition 1" in (await ask(app, "/")).text
            save(one, "content/a.md")
            assert "edition 2" in (await ask(app, "/")).text
            looked.set()

    monkeypatch.setattr(preview, "PAUSE", 0.01)
    run(scenario())


def test_a_request_between_a_change_and_its_edition_waits_too() -> None:
    async def scenario() -> None:
        room = Slow()
        room.go.set()
        async with opened(room) as (one, app):
            save(one)
            await ask(app, "/")
            one.touched()
            waiting = asyncio.create_task(ask(app, "/"))
            await asyncio.sleep(0.05)
            assert not waiting.done()
            one.changed(frozenset({"content/a.md"}))
            assert "edition 2" in (await waiting).text

    run(scenario())


def test_a_change_during_an_edition_makes_another_before_anybody_is_answered() -> None:
    async def scenario() -> None:
        room = Slow()
        async with opened(room) as (one, app):
            save(one)
            await asyncio.to_thread(room.begun.wait)
            save(one, "content/a.md")
            save(one, "content/b.md")
            room.go.set()
            assert "edition 2" in (await ask(app, "/")).text
            assert room.seen == [None, {"content/a.md", "content/b.md"}]

    run(scenario())


def test_a_request_does_not_wait_for_what_begins_later() -> None:
    """Somebody copies pictures for a minute; whoever asks meanwhile gets what there was when they asked."""

    async def scenario() -> None:
        room = Slow()
        room.go.set()
        async with opened(room) as (one, app):
            save(one)
            await ask(app, "/")
            one.touched()
            waiting = asyncio.create_task(ask(app, "/"))
            await asyncio.sleep(0)
            one.changed(frozenset({"content/a.md"}))
            one.touched()  # and never told
            assert "edition 2" in (await waiting).text

    run(scenario())


def test_what_is_wrong_while_files_still_change_is_not_told(root: Path) -> None:
    async def scenario() -> None:
        told: list[News] = []
        async with opened(Desk(root, lambda: NOW, Workers()), told.append) as (one, app):
            save(one)
            await ask(app, "/voices/")
            lay_out(root, first=story(authors="[nobody]"))
            save(one, "content/stories/2026/first.md")
            waiting = asyncio.create_task(ask(app, "/voices/"))
            await asyncio.sleep(0)
            one.touched()
            await waiting
            assert [news.stand.sound for news in told] == [True]
            one.changed(frozenset({"content/stories/2026/first.md"}))  # nothing has come of it, so it was a fault
            await ask(app, "/voices/")
            assert [news.stand.sound for news in told] == [True, False]

    run(scenario())


def test_anything_swallows_single_paths() -> None:
    async def scenario() -> None:
        room = Slow()
        room.go.set()
        async with opened(room) as (one, app):
            save(one, "content/a.md")
            save(one)
            save(one, "content/b.md")
            await ask(app, "/")
            assert room.seen == [None]

    run(scenario())


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        room = Slow()
        async with opened(room) as (one, app):
            save(one)
            got = await ask(app, "/")
            assert (got.status, got.headers["retry-after"]) == (503, "5")
            assert "still being made" in got.text
            assert "/.byline/preview.js" in got.text
            room.go.set()

    monkeypatch.setattr(preview, "PATIENCE", 0.05)
    run(scenario())


# Without an edition


def test_before_the_first_good_edition_every_page_tells_why(root: Path) -> None:
    broken = lay_out(root, first=story(authors="[nobody]"))
    for got in visit(broken, "/", "/voices/", "/voices/stories/2026/first/"):
        assert got.status == 503
        assert "content/stories/2026/first.md:4:11" in got.text
        assert "nobody has the id" in got.text
        assert 'data-kind="broken"' in got.text


# News


def test_news_come_at_once_and_with_every_attempt(root: Path) -> None:
    async def scenario() -> None:
        heard: list[dict[str, Any]] = []
        listening = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: dict[str, Any]) -> None:
            lines = message.get("body", b"").decode().splitlines()
            heard.extend(json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))
            if message["type"] == "http.response.start":
                assert (b"content-type", b"text/event-stream; charset=utf-8") in message["headers"]
                listening.set()

        async with opened(Desk(root, lambda: NOW, Workers())) as (one, app):
            save(one)
            await ask(app, "/voices/")
            listener = asyncio.create_task(app(scope("/.byline/events", "GET", {}), receive, send))
            await listening.wait()
            await asyncio.to_thread(until, lambda: len(heard) == 1)
            write(root, {"assets/style.css": "body { color: red }\n"})
            save(one, "assets/style.css")
            await asyncio.to_thread(until, lambda: len(heard) == 2)
            lay_out(root, first=story(authors="[nobody]"))
            save(one, "content/stories/2026/first.md")
            await asyncio.to_thread(until, lambda: len(heard) == 3)
            save(one, "content/stories/2026/first.md")  # nothing is different, so nothing is told
            await ask(app, "/voices/")
            lay_out(root, first=story("New.\n"))
            save(one, "content/stories/2026/first.md")
            await asyncio.to_thread(until, lambda: len(heard) == 4)
            listener.cancel()
        assert [(one["attempt"], one["number"], one["since"]) for one in heard] == [
            (1, 1, 1),
            (2, 2, 1),
            (3, 2, 1),
            (4, 3, 3),
        ]
        assert [bool(one["errors"]) for one in heard] == [False, False, True, False]
        assert heard[0]["styles"] != heard[1]["styles"]
        assert heard[0]["styles"][0].startswith("/voices/assets/style.")

    run(scenario())


def test_signs_of_life(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        beats = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: dict[str, Any]) -> None:
            if message.get("body") == b":\n\n":
                beats.set()

        async with opened(Desk(root, lambda: NOW, Workers())) as (_, app):
            listener = asyncio.create_task(app(scope("/.byline/events", "GET", {}), receive, send))
            await beats.wait()
            listener.cancel()

    monkeypatch.setattr(preview, "PULSE", 0.01)
    run(scenario())
