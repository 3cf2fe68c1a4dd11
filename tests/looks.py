"""Pictures of every kind of page, for the eyes of whoever changes a layout: `make looks OUT=FOLDER`.

This portal and the portal of extremes, in each language, at three widths, light and dark, each in a file whose name says
what it shows: `extremes-story-vierzig-de-360-dark.png`.
"""

from __future__ import annotations

import sys
import tempfile  # noqa: TID251  # what is served while it is looked at
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from chromium import launched
from extremes import STORIES_TO_SEE, edition_of
from printed import own_edition
from served import kinds, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from byline.edition import Edition

WIDTHS = (360, 1024, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_SEEN = """() => Promise.all([...document.images].map(one => {
    one.loading = "eager";
    return one.decode().catch(() => null);
}))"""
TALLEST = 6_000  # pixels; below, long pages only go on


def shown(made: Edition) -> Iterator[tuple[str, str]]:
    """The names of what is looked at in an edition, with the addresses."""
    pages = {file.path: file.data.decode() for file in made.files if file.path.endswith(".html")}
    for language, code in (("de", ""), ("en", "en")):
        for kind, address in kinds(pages, code).items():
            yield f"{kind.replace(' ', '-')}-{language}", address
    for key in STORIES_TO_SEE:
        if f"stories/2026/{key}/index.html" in pages:
            yield f"story-{key}", f"stories/2026/{key}/"


def look(browser: Browser, name: str, made: Edition, out: Path) -> None:
    """Take the pictures of one edition."""
    with tempfile.TemporaryDirectory() as folder, served(made.files, Path(folder)) as base:
        for width, scheme in product(WIDTHS, SCHEMES):
            page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
            page.emulate_media(color_scheme=scheme)
            for what, address in shown(made):
                page.goto(base + address)
                page.evaluate(_SEEN)
                height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                page.screenshot(
                    path=out / f"{name}-{what}-{width}-{scheme}.png",
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": width, "height": height},
                )
            page.close()
            print(f"{name}, {width} px, {scheme}")


if __name__ == "__main__":
    where = Path(sys.argv[1])
    where.mkdir(parents=True, exist_ok=True)
    with launched() as opened:
        for portal, printed in {"own": own_edition(), "extremes": edition_of("extremes"), "single": edition_of("single")}.items():  # fmt: skip
            look(opened, portal, printed, where)
