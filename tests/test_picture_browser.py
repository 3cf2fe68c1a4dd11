"""Pictures in a real browser: which file it loads, that nothing moves while it does, and what is left of a crop."""

from __future__ import annotations

import io
import re
import time  # pictures are to come late
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from chromium import launched, marks
from PIL import Image
from portal import CONFIG, Files, edition, person, repository, story

from byline.preview import TYPES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = marks("browser")

BASE = "https://intranet.example/voices/"
UNSEEN = (
    0.01  # a browser with too much to do paints the masthead before it has read its end; up to 0.1 is good, says Google
)
SHIFTS = """
    window.shift = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) window.shift += one.value; })
        .observe({ type: "layout-shift", buffered: true });
"""


def jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def photo(width: int, height: int) -> bytes:
    return jpeg(Image.effect_noise((width // 8, height // 8), 60).convert("RGB").resize((width, height)))


def halves(width: int, height: int) -> bytes:
    """Red on the left, blue on the right."""
    made = Image.new("RGB", (width, height), "#0000c0")
    made.paste("#c00000", (0, 0, width // 2, height))
    return jpeg(made)


FILES: Files = {
    **repository("layouts", "assets"),
    "config.yaml": CONFIG,
    "content/pictures/lead.jpg": photo(2600, 1500),
    "content/pictures/column.jpg": photo(1300, 900),
    "content/pictures/face.jpg": photo(800, 1000),
    "content/pictures/halves.jpg": halves(1600, 400),
    "content/people/ada.md": person(
        "Ada Berg", "Text.", role="fitter", department="production",
        portrait="{src: /pictures/face.jpg, alt: Ada, credit: none}",
    ),
    "content/stories/2026/a.md": story(
        "\n\n".join(["A paragraph of a few words. " * 30, "![Column](/pictures/column.jpg){credit=none}"] * 3)
        + "\n\n![Wide](/pictures/lead.jpg){.wide credit=none}\n",
        date="2026-05-03", image="{src: /pictures/lead.jpg, alt: Lead, credit: none}",
    ),
    "content/stories/2026/left.md": story(
        date="2026-05-02", title="Left", image="{src: /pictures/halves.jpg, alt: L, credit: none, focus: [0, 0.5]}"
    ),
    "content/stories/2026/right.md": story(
        date="2026-05-01", title="Right", image="{src: /pictures/halves.jpg, alt: R, credit: none, focus: [1, 0.5]}"
    ),
    "content/people/ben.md": person("Ben Castor", role="technician", department="field-service"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    made = edition(FILES)
    assert made.sound
    return {file.path: file.data for file in made.files}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


class Reader:
    """A page in the browser, to which pictures come late."""

    def __init__(self, browser: Browser, site: dict[str, bytes], width: int) -> None:
        self.site, self.loaded = site, list[str]()
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900})
        self.page.add_init_script(SHIFTS)
        self.page.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(BASE)
        path += "index.html" if path.endswith("/") or not path else ""
        if path.startswith("pictures/"):
            self.loaded.append(path)
            time.sleep(0.05)
        if path in self.site:
            route.fulfill(body=self.site[path], content_type=TYPES[path.rpartition(".")[2]])
        else:
            route.abort()

    def read(self, address: str) -> None:
        """Go through a page to its end, until all pictures are there."""
        self.page.goto(BASE + address)
        height = self.page.evaluate("document.documentElement.scrollHeight")
        for at in range(0, height, 600):
            self.page.evaluate(f"scrollTo(0, {at})")
            self.page.wait_for_load_state("networkidle")

    def shown(self, alt: str) -> tuple[str, int]:
        """The kind of file that is shown, and its width as the page says it."""
        found: Any = self.page.locator(f"img[alt={alt}]").first.evaluate(
            "img => [img.currentSrc, img.parentNode.innerHTML]"
        )
        source, html = str(found[0]).rpartition("/")[2], str(found[1])
        width = re.search(re.escape(source) + r" (\d+)w", html)
        assert width, (source, html)
        return source.rpartition(".")[2], int(width[1])


@pytest.mark.parametrize(
    ("width", "lead", "column", "wide"), [(360, 480, 480, 480), (1280, 1440, 960, 960), (1920, 1440, 960, 960)]
)
def test_it_loads_avif_as_wide_as_it_needs(
    browser: Browser, site: dict[str, bytes], width: int, lead: int, column: int, wide: int
) -> None:
    reader = Reader(browser, site, width)
    reader.read("stories/2026/a/")
    assert [reader.shown(alt) for alt in ("Lead", "Column", "Wide")] == [
        ("avif", lead), ("avif", column), ("avif", wide)]  # fmt: skip
    assert {path.rpartition(".")[2] for path in reader.loaded} == {"avif"}
    reader.page.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", ["", "stories/", "stories/2026/a/", "people/", "people/ada/", "topics/"])
def test_nothing_moves_while_pictures_come(browser: Browser, site: dict[str, bytes], address: str, width: int) -> None:
    reader = Reader(browser, site, width)
    reader.read(address)
    assert reader.page.evaluate("shift") < UNSEEN
    assert all(path.endswith((".avif", ".svg")) for path in reader.loaded)
    reader.page.close()


def test_without_their_sizes_they_would_move(browser: Browser, site: dict[str, bytes]) -> None:
    """So that the test above can fail."""
    path = "stories/2026/a/index.html"
    html = re.sub(rb' width="\d+" height="\d+"', b"", site[path])
    reader = Reader(browser, {**site, path: html}, 1280)
    reader.read("stories/2026/a/")
    assert reader.page.evaluate("shift") > UNSEEN
    reader.page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_of_a_crop_the_point_that_matters_is_left(browser: Browser, site: dict[str, bytes], width: int) -> None:
    """The picture is four times as wide as high, the cards are not: of either half, one fills a card."""
    reader = Reader(browser, site, width)
    reader.read("stories/")
    for title, colour in (("Left", (192, 0, 0)), ("Right", (0, 0, 192))):
        card = reader.page.locator("article", has=reader.page.get_by_role("link", name=title, exact=True))
        shot = Image.open(io.BytesIO(card.locator(".card-picture").screenshot())).convert("RGB")
        for at in (0.05, 0.5, 0.9):
            pixel = shot.getpixel((int(shot.width * at), shot.height // 2))
            assert isinstance(pixel, tuple)
            assert all(abs(one - other) < 30 for one, other in zip(pixel, colour, strict=True)), (title, at, pixel)
    reader.page.close()
