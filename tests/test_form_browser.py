"""The form in a real browser, with Decap's own local backend: what comes out of it is what `check` accepts."""

from __future__ import annotations

import os
import shutil  # noqa: TID251  # to look Node up
import socket  # noqa: TID251  # to find a free port
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import launched, marks
from click.testing import CliRunner
from laid import until, write
from portal import DEFAULTS, ROOT, edition, picture, story

from byline.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

DECAP = ROOT / ".venv/admin/node_modules"
pytestmark = [
    *marks("form"),
    pytest.mark.skipif(
        not DECAP.is_dir() and not os.environ.get("BYLINE_CI"),  # noqa: TID251
        reason="Decap is missing: `make browser` installs it where there is npm",
    ),
]

PATIENCE = 20_000  # milliseconds
API = "/api/v1"

FULL = """\
Vor sechs.

::: interview
? Wann hast du es gemerkt?

Beim dritten Anruf.[^1]
:::

![Ein Ring](ring.png "Der Riss"){.wide credit="Foto: Ben Castor"}

She said [ey up]{lang=en} and left.

[^1]: Um zehn.
"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves the form, and hands on what it asks of the repository, so that it needs no server but its own."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".yml": "text/yaml"}  # noqa: RUF012

    def __init__(self, *arguments: object, backend: int, **more: object) -> None:
        self.backend = backend
        super().__init__(*arguments, **more)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        connection = HTTPConnection("127.0.0.1", self.backend)
        connection.request("POST", self.path, data, {"Content-Type": "application/json"})
        told = connection.getresponse().read()
        connection.close()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Nothing: a test's output is its result."""


@dataclass
class Desk:
    """Somebody who writes in the form, and the folder in which it ends up."""

    root: Path
    address: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def opens(self, place: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#/collections/{place}")

    def picks(self, key: str, name: str) -> None:
        """Choose somebody from a list."""
        self.page.locator(f"[id^={key}-field]").first.click()
        self.page.get_by_text(name, exact=True).last.click()

    def writes(self, text: str) -> None:
        """Write at the end of the text."""
        self.page.locator("[data-slate-editor=true]").first.click(position={"x": 20, "y": 20})
        self.page.wait_for_timeout(500)  # Decap moves the caret once more
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text, delay=20)
        self.page.wait_for_timeout(500)  # Decap takes a text over a moment after the last key

    def publishes(self, button: str, now: str, path: str) -> str:
        """Hand it in; what then stands in the file, of whose path a part may be any (`*`)."""
        before = self.text(path)
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.get_by_text(now, exact=True).first.click()
        until(lambda: self.text(path) != before)
        return self.text(path)

    def text(self, path: str) -> str:
        return "".join(found.read_text("utf-8") for found in self.root.glob(path))

    @property
    def files(self) -> dict[str, bytes]:
        found = (path for path in (self.root / "content").rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found}

    def found(self, path: str) -> set[str]:
        """What `check` finds in a file, but for advice on what only editors know."""
        problems = edition(self.files, drafts=True).problems
        return {one.rule for one in problems if one.place.path == path} - {"departments-not-written"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@contextmanager
def backend(root: Path) -> Iterator[int]:
    """Decap's local backend, which writes into a folder; its port."""
    node = shutil.which("node")
    assert node, "no Node: install the Debian packages `nodejs` and `npm`"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    settings = {"PORT": str(port), "BIND_HOST": "127.0.0.1", "GIT_REPO_DIRECTORY": str(root), "MODE": "fs"}
    process = subprocess.Popen(
        [node, DECAP / "decap-server/dist/index.js"],
        env={"PATH": os.environ["PATH"], **settings},  # noqa: TID251
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: _listens(port))
        yield port
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest.fixture(params=["de", "en"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    language = request.param
    root, form = tmp_path / "portal", tmp_path / "form"
    full = {
        "content/stories/2026/full/index.md": story(
            FULL, id="full", image="{src: ring.png, alt: Ring, credit: none, focus: [0.2, 0.3]}"
        ),
        "content/stories/2026/full/ring.png": picture(),
    }
    write(root, {**DEFAULTS, **full})
    made = CliRunner().invoke(
        main, ["admin", "--root", str(root), "--out", str(form), "--local", API, "--lang", language]
    )
    assert made.exit_code == 0, made.output
    for script in (DECAP / "decap-cms/dist").glob("*decap-cms.js"):
        (form / script.name).symlink_to(script)
    with backend(root) as port:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(form), backend=port))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        page = browser.new_page(viewport={"width": 1200, "height": 2400})
        page.set_default_timeout(PATIENCE)
        here = Desk(root, f"http://127.0.0.1:{server.server_port}/", page)
        _listen(here)
        page.goto(here.address)
        page.get_by_role("button", name="Login").click()
        page.get_by_role("heading", name="Geschichten" if language == "de" else "Stories").wait_for()
        yield here
        page.close()
        server.shutdown()
        server.server_close()
        thread.join()
    assert here.complaints == []


def _listen(desk: Desk) -> None:
    """Whatever the browser complains of, and whatever it asks of another server, is a fault."""

    def asked(request: Request) -> None:
        if not request.url.startswith((desk.address, "data:", "blob:")):
            desk.complaints.append(request.url)

    def told(message: ConsoleMessage) -> None:
        if message.type == "error":
            desk.complaints.append(message.text)

    desk.page.on("request", asked)
    desk.page.on("console", told)
    desk.page.on("pageerror", lambda fault: desk.complaints.append(str(fault)))


@pytest.mark.parametrize("desk", ["de"], indirect=True)
def test_a_story_from_the_form_is_what_check_accepts(desk: Desk, tmp_path: Path) -> None:
    photo = tmp_path / "Prüfstand Foto.JPG"
    photo.write_bytes(picture("JPEG", 640, 480))
    page = desk.page
    desk.opens("stories/new")
    page.get_by_label("Überschrift").fill("Über den Prüfstand: „größer“")
    desk.picks("authors", "Ada Berg")
    desk.picks("kind", "Gespräch")
    desk.picks("topics", "Qualität")
    desk.writes("Es war fünf vor sechs, und es regnete.")
    page.get_by_role("button", name="Wähle ein Bild").first.click()
    page.set_input_files("input[type=file]", photo)
    page.get_by_role("button", name="Ausgewähltes Element verwenden").click()
    page.get_by_label("Was das Bild zeigt").fill("Ein Prüfstand: drei Meter hoch")
    page.get_by_label("Bildnachweis").fill("Foto: Ben Castor")
    page.get_by_label("Datum").first.fill("2026-05-01")
    text = desk.publishes(
        "Veröffentlichen", "Jetzt veröffentlichen", "content/stories/2026/ueber-den-pruefstand-groesser-????/index.md"
    )
    folder = next(desk.root.glob("content/stories/2026/ueber-*"))
    assert text == (
        "---\n"
        'title: "Über den Prüfstand: „größer“"\n'
        "authors:\n  - ada\n"
        'image:\n  src: prufstand-foto.jpg\n  alt: "Ein Prüfstand: drei Meter hoch"\n  credit: "Foto: Ben Castor"\n'
        "kind: interview\n"
        "topics:\n  - quality\n"
        "date: 2026-05-01\n"
        "status: draft\n"
        f"id: {folder.name}\n"
        "---\n"
        "Es war fünf vor sechs, und es regnete.\n"
    )  # what nobody filled in is not there
    until((folder / "prufstand-foto.jpg").is_file)  # which is written after the text
    assert desk.found(f"content/stories/2026/{folder.name}/index.md") == set()


@pytest.mark.parametrize("desk", ["en"], indirect=True)
@pytest.mark.parametrize(("title", "name"), [("The pump", "the-pump"), ("日本", "story")])
def test_two_stories_of_one_title_are_two(desk: Desk, title: str, name: str) -> None:
    for _ in range(2):
        desk.opens("stories/new")
        desk.page.get_by_label("Headline").fill(title)
        desk.picks("authors", "Ada Berg")
        desk.writes("It was five to six.")
        desk.publishes("Publish", "Publish now", f"content/stories/*/{name}-*/*.md")
    paths = [path for path in desk.files if f"/{name}-" in path]
    assert [path.count("/") for path in paths] == [4, 4]
    assert [Path(path).name for path in paths] == ["index.md", "index.md"]
    assert [desk.found(path) for path in paths] == [set(), set()]


@pytest.mark.parametrize("desk", ["en"], indirect=True)
def test_what_the_form_does_not_know_stays_in_the_file(desk: Desk) -> None:
    desk.opens("stories/entries/2026/full/index")
    desk.page.get_by_label("Headline").fill("A story, told again")
    desk.writes("Twice.")
    text = desk.publishes("Publish", "Publish now", "content/stories/2026/full/index.md")
    front, _, body = text.removeprefix("---\n").partition("---\n")
    assert "title: A story, told again\n" in front
    assert "  focus:\n    - 0.2\n    - 0.3\n" in front
    assert body.count("Twice.") == 1
    assert body.replace("Twice.", "").strip() == FULL.strip()
    assert desk.found("content/stories/2026/full/index.md") == set()


@pytest.mark.parametrize("desk", ["en"], indirect=True)
def test_a_person_from_the_form_is_what_check_accepts(desk: Desk) -> None:
    desk.opens("people/new")
    desk.page.get_by_label("Name", exact=True).first.fill("Jürgen Groß")
    desk.picks("role", "Technician")
    desk.picks("department", "Field service")
    desk.writes("Ask me about pumps.")
    text = desk.publishes("Publish", "Publish now", "content/people/jurgen-gross.md")
    assert "name: Jürgen Groß\nrole: technician\ndepartment: field-service\n" in text
    assert desk.found("content/people/jurgen-gross.md") == set()
