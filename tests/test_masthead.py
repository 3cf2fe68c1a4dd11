"""The masthead: the portal's name and the ways through it, in each language."""

from __future__ import annotations

import pytest
from portal import CONFIG, edition, page, story

SHOWN = {
    "layouts/home.html": """\
title {{ masthead.title }}
text {{ masthead.description }}
home {{ masthead.home|link }}
base {{ masthead.base }}
subscribe {{ masthead.subscribe|link }}
logo {{ masthead.logo }}
{% for tag in masthead.navigation %}way {{ tag.address|link }} {{ tag.name }}
{% endfor %}
{% for tag in masthead.footer %}foot {{ tag.address|link }} {{ tag.name }}
{% endfor %}
"""
}
DESCRIBED = CONFIG.replace("  url:", "  description: {en: From us, de: Von uns}\n  url:")
PAGE = "---\ntitle: {}\n{}---\n"


def lines(files: dict[str, str], address: str = "") -> list[str]:
    return page(edition({**SHOWN, "config.yaml": DESCRIBED, **files}), address).splitlines()


def test_in_the_first_language() -> None:
    assert lines({})[:10] == [
        "title Voices",
        "text From us",
        "home ./",
        "base https://intranet.example/voices/",
        "subscribe ./subscribe/",
        "logo ",
        "way ./stories/ Stories",
        "way ./people/ People",
        "way ./departments/ Departments",
        "way ./topics/ Topics",
    ]


def test_in_another() -> None:
    found = lines({}, "de/")
    assert found[:3] == ["title Stimmen", "text Von uns", "home ../de/"]
    assert "subscribe ../de/subscribe/" in found
    assert "way ../de/people/ Menschen" in found


@pytest.mark.parametrize(
    ("series", "listed"), [(CONFIG, True), (CONFIG.partition("series:")[0] + "levels: {}\n", False)]
)
def test_series_are_listed_where_there_are_any(series: str, *, listed: bool) -> None:
    found = page(edition({**SHOWN, "config.yaml": series}), "")
    assert ("foot ./series/" in found) is listed
    assert "foot ./roles/" in found
    assert "foot ./archive/" in found


def test_plain_pages_by_their_order_then_title_in_their_language() -> None:
    found = lines(
        {
            "content/pages/imprint.md": PAGE.format("Imprint", "order: 200\n"),
            "content/pages/b.md": PAGE.format("B", ""),
            "content/pages/a.md": PAGE.format("A", ""),
            "content/pages/first.md": PAGE.format("Z first", "order: 1\n"),
            "content/pages/de/ueber.md": PAGE.format("Über", "language: de\n"),
        }
    )
    assert [line for line in found if line.startswith("foot ")][-4:] == [
        "foot ./first/ Z first",
        "foot ./a/ A",
        "foot ./b/ B",
        "foot ./imprint/ Imprint",
    ]
    assert not any("Über" in line for line in found)


def test_the_logo_by_its_published_name() -> None:
    config = CONFIG.replace("  url:", "  logo: assets/mark.svg\n  url:")
    files = {**SHOWN, "config.yaml": config, "assets/mark.svg": "<svg/>", "content/stories/2026/a.md": story()}
    made = edition(files)
    logo = next(line.removeprefix("logo ") for line in page(made, "").splitlines() if line.startswith("logo "))
    assert logo.startswith("assets/mark.")
    assert logo in {file.path for file in made.files}
