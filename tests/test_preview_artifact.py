"""The preview of a contribution, as somebody gets it: packed by a forge, unpacked, and served below whatever path."""

from __future__ import annotations

import re
import secrets
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from chromium import launched, marks
from contributed import CONTRIBUTION, own_repository
from laid import write
from portal import story
from served import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.forge

ELSEWHERE = ("http://", "https://", "mailto:", "tel:")
NOT_FOUND = "404.html"  # which a web server shows at any address, so its links go out from the portal's own


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder around the unpacked preview of a contribution to the repository's own portal."""
    folder = tmp_path_factory.mktemp("artifact")
    portal = own_repository(folder / "portal")
    portal.begin()
    front = {"title": "Die neue", "id": "neu", "authors": "[ak]", "roles": "[machinist]"}
    new = story("Siehe [den Karton](karton-zu-leicht/index.md).\n", **front)
    first = story(title="Die erste", id="erste", authors="[quentin-vos]", roles="[machinist]")
    write(portal.folder, {"content/stories/2026/die-neue.md": new, "content/stories/2026/die-erste.md": first})
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == 1, done.stdout + done.stderr  # until somebody has made Quentin’s file
    preview = portal.review_folder / "preview"
    with zipfile.ZipFile(folder / "preview.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(preview.rglob("*")):
            if path.is_file() and not path.name.startswith("."):  # hidden files are left out
                packed.write(path, path.relative_to(preview))
    there = folder / "there"
    with zipfile.ZipFile(folder / "preview.zip") as packed:
        packed.extractall(there / secrets.token_hex(4) / "preview")
    (there / "404.html").write_text("Nothing here.")
    return there


class _References(HTMLParser):
    """Everything that a page names: other pages, pictures, scripts, style sheets; and the anchors on it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given["id"]} if "id" in given else set()
        self.found += [given[name] for name in ("href", "src", "data-to", "action", "poster") if name in given]
        self.found += [one.split()[0] for one in given.get("srcset", "").split(",") if one.strip()]
        if given.get("http-equiv") == "refresh":
            self.found.append(given["content"].partition("url=")[2])


def pages(unpacked: Path) -> dict[Path, _References]:
    (preview,) = unpacked.glob("*/preview")
    return {
        path: _References(path.read_text(encoding="utf-8"))
        for path in preview.rglob("*.html")
        if path.name != NOT_FOUND
    }


def test_every_link_of_every_page_resolves(unpacked: Path) -> None:
    every = pages(unpacked)
    assert len(every) > 200
    dead = []
    for path, page in every.items():
        base = "http://preview.example/" + str(path.relative_to(unpacked))
        for reference in page.found:
            if reference.lower().startswith(ELSEWHERE):
                continue
            target = urlsplit(urljoin(base, reference))
            inner = unquote(target.path).lstrip("/")
            file = unpacked / (inner + "index.html" if inner.endswith("/") else inner)
            if "/_v/" in target.path:
                continue  # where views are told, which nobody counts here
            anchor = unquote(target.fragment)
            if not file.is_file() or (anchor and file in every and anchor not in every[file].anchors):
                dead.append((str(path), reference))
    assert not dead


def test_links_lead_to_files_since_browsers_show_no_folders_from_a_disk(unpacked: Path) -> None:
    """And nothing is asked for with a digest, which they cannot compare there: pages would have no style."""
    to_folders = [
        (str(path), reference)
        for path, page in pages(unpacked).items()
        for reference in page.found
        if urlsplit(reference).path.endswith("/") and not reference.lower().startswith(ELSEWHERE)
    ]
    assert not to_folders
    assert not [path for path in pages(unpacked) if re.search('integrity="[^"]', path.read_text("utf-8"))]


def test_whoever_is_new_needs_one_file_to_see_their_story(unpacked: Path) -> None:
    """There is no file of Quentin Vos yet: the story is there all the same, and leads to his page and back."""
    (preview,) = unpacked.glob("*/preview")
    told, about = preview / "stories/2026/die-erste/index.html", preview / "people/quentin-vos/index.html"
    assert "../../../people/quentin-vos/index.html" in _References(told.read_text("utf-8")).found
    assert "Quentin Vos" in about.read_text("utf-8")
    assert "../../stories/2026/die-erste/index.html" in _References(about.read_text("utf-8")).found


@pytest.fixture(scope="module")
def address(unpacked: Path) -> Iterator[str]:
    (preview,) = unpacked.glob("*/preview")
    with serving(unpacked) as base:
        yield f"{base}{preview.relative_to(unpacked)}/"


class TestInABrowser:
    pytestmark = marks("artifact")

    @pytest.mark.parametrize("place", ["", "stories/2026/die-neue/", "people/quentin-vos/", "en/", "search/"])
    def test_a_page_loads_everything(self, address: str, place: str) -> None:
        failed: list[str] = []
        elsewhere: list[str] = []

        def note(route: Route) -> None:
            if not route.request.url.startswith(address):
                elsewhere.append(route.request.url)
                route.abort()
            else:
                route.continue_()

        with launched() as browser:
            page: Page = browser.new_page()
            page.route("**/*", note)
            page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
            page.on("requestfailed", lambda request: failed.append(request.url))
            page.goto(address + place, wait_until="networkidle")
            assert page.locator("h1").count() == 1
            page.close()
        assert (failed, elsewhere) == ([], [])

    def test_opened_from_a_disk_pages_look_right_and_lead_on(self, unpacked: Path) -> None:
        (preview,) = unpacked.glob("*/preview")
        failed: list[str] = []
        with launched() as browser:
            page: Page = browser.new_page()
            page.on("requestfailed", lambda request: failed.append(request.url))
            page.on("console", lambda told: failed.append(told.text) if told.type == "error" else None)
            page.goto((preview / "index.html").as_uri(), wait_until="networkidle")
            page.locator(".site-head nav a").last.click()  # to a list of pages
            page.wait_for_load_state("networkidle")  # what is left is given up, and that is no failure
            page.goto((preview / "stories/2026/die-erste/index.html").as_uri(), wait_until="networkidle")
            page.get_by_role("link", name="Quentin Vos").first.click()
            page.wait_for_load_state("networkidle")
            assert page.locator("h1").inner_text() == "Quentin Vos"
            assert page.url == (preview / "people/quentin-vos/index.html").as_uri()
            assert page.evaluate("document.styleSheets.length") == 1  # none if it was refused
            page.close()
        assert failed == []
