"""Every text says which language it is in, so that browsers hyphenate it and read it out as such."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import unescape
from html.parser import HTMLParser

import pytest
from extremes import edition_of
from printed import own_edition
from wellformed import VOID

from byline.edition import Edition


class _Said(HTMLParser):
    """What stands in the body of a page, with the language that it says it is in."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            around = self.open[-1][1] if self.open else ""
            self.open.append((tag, dict(attrs).get("lang") or around))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1][0] not in {"title", "script", "style"}:
            self.said.append((data.strip(), self.open[-1][1]))


def headlines(pages: Mapping[str, str]) -> dict[str, str]:
    """The headline of every story, with the language that its own page says of it."""
    told = {}
    for path, html in pages.items():
        if path.startswith("stories/2"):
            title = html.partition("<title>")[2].partition("</title>")[0].rpartition(" – ")[0]
            told[unescape(title)] = html.partition('<article class="story')[2].partition('lang="')[2].partition('"')[0]
    return told


@pytest.mark.parametrize("made", [own_edition, lambda: edition_of("extremes")], ids=["own", "extremes"])
def test_headlines_say_their_language_wherever_they_stand(made: Callable[[], Edition]) -> None:
    pages = {file.path: file.data.decode() for file in made().files if file.path.endswith(".html")}
    told = headlines(pages)
    assert {"de", "en"} <= set(told.values())
    elsewhere = 0
    for path, html in pages.items():
        if 'http-equiv="refresh"' in html:
            continue
        own = html.partition('<html lang="')[2].partition('"')[0]
        for text, language in _Said(html).said:
            if text in told:
                assert language == told[text], (path, text)
                elsewhere += language != own
    assert elsewhere > 5
