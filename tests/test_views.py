"""The script that tells of a view, in a real browser: when it speaks, when it is silent, and that no page waits for it."""

from __future__ import annotations

import gzip
import operator
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import CHROMIUM, QUIET, launched, marks
from laid import until
from portal import CONFIG, ROOT, edition, repository, story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = marks("browser")

STORY = "/voices/stories/2026/a/"
TOLD = "/voices/_v/2026-a"
FAR = 60_000  # milliseconds: much more than a view takes

# The clock of the tests takes away what a browser knows of its own navigation, as if it were a time.
KEPT = "const own = performance; window.keep = () => Object.defineProperty(window, 'performance', {value: own});"
SEEN = "document.dispatchEvent(new Event('visibilitychange'))"
HIDE = f"Object.defineProperty(document, 'hidden', {{value: true, configurable: true}}); {SEEN}"
SHOW = f"delete document.hidden; {SEEN}"

Answer = Callable[[BaseHTTPRequestHandler], None]


def status(code: int) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def refuse(request: BaseHTTPRequestHandler) -> None:
    """Hangs up without a word."""
    request.close_connection = True


@dataclass
class Site:
    """The portal's server, which counts as the counter would."""

    files: dict[str, bytes]
    answer: Answer
    told: list[str] = field(default_factory=list)
    base: str = ""

    def handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                data = site.files.get(self.path.removeprefix("/voices/") + "index.html" * self.path.endswith("/"))
                if data is None:
                    self.do_POST()
                    return
                self.send_response(200)
                kind = (
                    "text/javascript"
                    if self.path.endswith(".js")
                    else "text/css"
                    if self.path.endswith(".css")
                    else "text/html"
                )
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_POST(self) -> None:
                if "/_v/" in self.path:
                    site.told.append(f"{self.command} {self.path}")
                site.answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing: a test's output is its result."""

        return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up; nothing is wrong with that."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    shipped = repository("layouts", "assets")
    stories = {f"content/stories/2026/{name}.md": story(id=f"2026-{name}") for name in "ab"}
    made = edition({**shipped, **stories, "config.yaml": CONFIG + "counter: {reach: 640, pixel: true}\n"})
    site = Site({file.path: file.data for file in made.files}, status(204))
    server = _Server(("127.0.0.1", 0), site.handler())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.base = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Reader:
    """Somebody with a browser, of which the clock stands still until it is moved."""

    page: Page
    site: Site
    faults: list[str] = field(default_factory=list)

    def go(self, address: str = STORY) -> None:
        self.page.goto(self.site.base + address)

    def wait(self, milliseconds: int) -> None:
        self.page.clock.run_for(milliseconds)

    @property
    def sent(self) -> int:
        """How many views this page has sent."""
        return int(self.page.evaluate("window.sent"))


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    context = browser.new_context()
    made = Reader(context.new_page(), site)
    made.page.on("pageerror", lambda fault: made.faults.append(str(fault)))
    made.page.add_init_script(KEPT)
    made.page.clock.install(time=0)
    made.page.clock.pause_at(1000)
    made.page.add_init_script(
        "keep(); window.sent = 0; const beacon = navigator.sendBeacon.bind(navigator);"
        "navigator.sendBeacon = (...all) => { window.sent++; return beacon(...all); };"
    )
    yield made
    assert made.faults == []
    context.close()


def test_the_script_is_small() -> None:
    assert len(gzip.compress((ROOT / "assets/views.js").read_bytes(), 9, mtime=0)) <= 350


def test_one_view_after_three_seconds_and_no_more(reader: Reader, site: Site) -> None:
    reader.go()
    reader.wait(2900)
    assert reader.sent == 0
    reader.wait(200)
    assert reader.sent == 1
    until(lambda: site.told)
    reader.wait(FAR)
    reader.page.evaluate(HIDE)
    reader.page.evaluate(SHOW)
    reader.wait(FAR)
    assert reader.sent == 1
    assert site.told == [f"POST {TOLD}"]


def test_each_story_that_is_read_has_its_view(reader: Reader, site: Site) -> None:
    for name in "ab":
        reader.go(f"/voices/stories/2026/{name}/")
        reader.wait(FAR)
        until(partial(operator.contains, site.told, f"POST /voices/_v/2026-{name}"))


def test_no_other_page_tells_anything(reader: Reader) -> None:
    for address in ("/voices/", "/voices/people/ada/", "/voices/stories/"):
        reader.go(address)
        reader.wait(FAR)
        assert reader.sent == 0


@pytest.mark.parametrize(
    "wish", ["doNotTrack', {value: '1'", "globalPrivacyControl', {value: true"], ids=["do not track", "privacy control"]
)
def test_nothing_of_those_who_do_not_want_to_be_tracked(reader: Reader, wish: str) -> None:
    reader.page.add_init_script(f"Object.defineProperty(navigator, '{wish}}})")
    reader.go()
    reader.wait(FAR)
    assert reader.sent == 0


def test_nothing_of_a_reload(reader: Reader) -> None:
    reader.go()
    reader.page.reload()
    reader.wait(FAR)
    assert reader.sent == 0


def test_nothing_of_going_back(reader: Reader) -> None:
    reader.go()
    reader.go("/voices/")
    reader.page.go_back()
    reader.wait(FAR)
    assert reader.page.url.endswith(STORY)
    assert reader.sent == 0


def test_nothing_of_a_page_that_comes_back_as_it_was(reader: Reader) -> None:
    """As from the browser's cache of pages, in which they stand still."""
    reader.go()
    reader.page.evaluate(f"dispatchEvent(new PageTransitionEvent('pagehide', {{persisted: true}})); {HIDE}")
    reader.page.evaluate(f"{SHOW}; dispatchEvent(new PageTransitionEvent('pageshow', {{persisted: true}}))")
    reader.wait(FAR)
    assert reader.sent == 0


def test_the_three_seconds_begin_anew_when_the_page_is_hidden(reader: Reader) -> None:
    reader.go()
    reader.wait(2900)
    reader.page.evaluate(HIDE)
    reader.wait(FAR)
    reader.page.evaluate(SHOW)
    reader.wait(2900)
    assert reader.sent == 0
    reader.wait(200)
    assert reader.sent == 1


def test_a_page_that_was_made_ready_ahead_counts_when_it_is_shown(reader: Reader) -> None:
    reader.page.add_init_script("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    reader.go()
    reader.wait(FAR)
    assert reader.sent == 0
    reader.page.evaluate(SHOW)
    reader.wait(FAR)
    assert reader.sent == 1


@pytest.mark.parametrize(
    "missing",
    [
        "navigator.sendBeacon = undefined",
        "navigator.sendBeacon = () => { throw new TypeError('no') }",
        "performance.getEntriesByType = undefined",
        "performance.getEntriesByType = () => []",
        "Object.defineProperty(document, 'currentScript', {value: null})",
    ],
)
def test_what_a_browser_lacks_breaks_nothing(reader: Reader, missing: str) -> None:
    reader.page.add_init_script(missing)
    reader.go()
    reader.wait(FAR)
    assert reader.sent == 0  # and no fault, which is looked at after every test
    assert reader.page.locator("h1").inner_text() == "A story"


def test_no_page_waits_for_a_counter_that_is_slow_wrong_or_gone(reader: Reader, site: Site) -> None:
    over = threading.Event()

    def hang(_: BaseHTTPRequestHandler) -> None:
        over.wait()

    for answer in (status(500), refuse, hang):
        site.answer, site.told[:] = answer, []
        reader.go("/voices/")
        reader.go()
        reader.wait(FAR)
        until(lambda: site.told)
        assert reader.page.evaluate("document.readyState") == "complete"
        reader.page.locator("header .brand a").click()
        assert reader.page.url == f"{site.base}/voices/"
    over.set()


def test_without_scripts_a_picture_tells(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.new_page().goto(site.base + STORY)
    until(lambda: site.told)
    assert site.told == [f"GET {TOLD}.gif"]
    context.close()


def profile_after(site: Site, folder: Path) -> dict[str, bytes]:
    """What a browser that has never been used has on the disk after a visit."""
    assert CHROMIUM
    visit = [*QUIET, "--headless", f"--user-data-dir={folder}", "--virtual-time-budget=10000", "--dump-dom"]
    subprocess.run([CHROMIUM, *visit, site.base + STORY], check=True, capture_output=True)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_stays_behind_in_the_browsers_profile(site: Site, tmp_path: Path) -> None:
    counted = profile_after(site, tmp_path / "counted")
    assert site.told == [f"POST {TOLD}"]
    (script,) = (path for path in site.files if path.startswith("assets/views."))
    del site.files[script]
    without = profile_after(site, tmp_path / "without")
    assert site.told == [f"POST {TOLD}"]

    assert [path for path, data in counted.items() if STORY.encode() in data]  # a visit can be seen, as of any page
    assert [path for path, data in counted.items() if TOLD.encode() in data] == []
    cookies = sqlite3.connect(tmp_path / "counted" / "Default" / "Cookies")
    assert cookies.execute("SELECT count(*) FROM cookies").fetchone() == (0,)
    kept = ("IndexedDB", "Local Storage", "Session Storage", "Service Worker", "CacheStorage", "databases")
    naming, naming_without = (
        {path: data.count(site.base.encode()) for path, data in found.items() if {*Path(path).parts} & {*kept}}
        for found in (counted, without)
    )
    assert naming == naming_without  # the browser may note which sites it has seen; of values there are none
