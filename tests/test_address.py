"""Addresses as functions of paths."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given, strategies

from byline import address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Solar Roof", "solar-roof"),
        ("Über Öl & Straße", "ueber-oel-strasse"),
        ("U\u0308ber", "ueber"),
        ("ÆØÅ œuvre Łódź Đorđe ðú Þór ı", "aeoea-oeuvre-lodz-dorde-du-thor-i"),
        ("café déjà", "cafe-deja"),
        ("  --a__b--  ", "a-b"),
        ("1.000 m²", "1-000-m2"),
        ("ﬁne", "fine"),
        ("水", ""),
        ("!!!", ""),
        ("", ""),
        ("../../etc", "etc"),
        ("İstanbul", "istanbul"),
        ("K", "k"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert address.slug(text) == expected


@given(strategies.text())
def test_a_slug_is_safe_and_stays_what_it_is(text: str) -> None:
    made = address.slug(text)
    assert not set(made) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert address.slug(made) == made


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("stories/2026/solar-roof.md", "stories/2026/solar-roof/"),
        ("stories/2026/solar-roof/index.md", "stories/2026/solar-roof/"),
        ("stories/2026/solar-roof/INDEX.MD", "stories/2026/solar-roof/"),
        ("stories/2026/Solar Roof.MD", "stories/2026/solar-roof/"),
        ("stories/2026/v1.2 notes.md", "stories/2026/v1-2-notes/"),
        ("stories/index.md", "stories/index/"),
        ("people/ada.md", "people/ada/"),
        ("people/ada/index.md", "people/ada/"),
        ("pages/about.md", "about/"),
        ("pages/legal/imprint.md", "legal/imprint/"),
        ("pages/index.md", "index/"),
        ("stories/2026/!!!.md", ""),
        ("stories/水/a.md", ""),
        ("stories/2026/.md", ""),
    ],
)
def test_a_files_address(path: str, expected: str) -> None:
    assert address.of_file(path) == expected


@pytest.mark.parametrize(
    ("path", "long"),
    [
        (f"stories/2026/{'x' * address.LONGEST_PART}.md", False),
        (f"stories/2026/{'x' * (address.LONGEST_PART + 1)}.md", True),
        (f"stories/2026/{'ä' * (address.LONGEST_PART // 2 + 1)}.md", True),
        (f"stories/{'x' * (address.LONGEST_PART + 1)}/index.md", True),
        ("stories/2026/!!!.md", False),
    ],
)
def test_a_name_that_is_too_long_for_an_address(path: str, *, long: bool) -> None:
    assert address.is_too_long(path) is long
    assert bool(address.of_file(path)) is not (long or "!" in path)


@pytest.mark.parametrize(
    ("place", "file", "way"),
    [
        ("", "index.html", "./"),
        ("about/", "about/index.html", "../"),
        ("stories/2026/a/", "stories/2026/a/index.html", "../../../"),
        ("feed.xml", "feed.xml", "./"),
        ("people/ada/feed.xml", "people/ada/feed.xml", "../../"),
        ("2019/old.html", "2019/old.html", "../"),
    ],
)
def test_files_of_the_output_and_the_way_back(place: str, file: str, way: str) -> None:
    assert (address.file_of(place), address.way_to_root(place)) == (file, way)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(file), way)) == "."


@pytest.mark.parametrize(
    ("language", "place", "expected"),
    [("en", "people/", "people/"), ("de", "people/", "de/people/"), ("de", "", "de/")],
)
def test_languages(language: str, place: str, expected: str) -> None:
    assert address.within(language, "en", place) == expected


@pytest.mark.parametrize(
    ("page", "reference", "expected"),
    [
        ("stories/2026/a/", "../b/", "stories/2026/b/"),
        ("stories/2026/a/", "../../../people/ada/", "people/ada/"),
        ("stories/2026/a/", "../../..", ""),
        ("stories/2026/a/", "../../../..", None),
        ("stories/2026/a/", "../../../../x/../stories/", None),
        ("stories/2026/a/", "b", "stories/2026/a/b/"),
        ("stories/2026/a/", "./", "stories/2026/a/"),
        ("stories/2026/a/", "", "stories/2026/a/"),
        ("stories/2026/a/", "/people/ada", "people/ada/"),
        ("stories/2026/a/", "/people/ada/index.html", "people/ada/"),
        ("stories/2026/a/", "/index.html", ""),
        ("stories/2026/a/", "/feed.xml", "feed.xml"),
        ("stories/2026/a/", "/", ""),
        ("stories/2026/a/", "/..", None),
        ("stories/2026/a/", "//people//ada//", "people/ada/"),
        ("", "about/", "about/"),
    ],
)
def test_references_on_a_page(page: str, reference: str, expected: str | None) -> None:
    assert address.join(page, reference) == expected


@given(strategies.text(alphabet="ab./", max_size=20), strategies.sampled_from(["", "a/", "a/b/c/"]))
def test_no_reference_leaves_the_portal(reference: str, page: str) -> None:
    made = address.join(page, reference)
    assert made is None or not (made.startswith("/") or ".." in made.split("/"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/old/", "old/"),
        ("/old", "old/"),
        ("/2019/03/story.html", "2019/03/story.html"),
        ("/caf%C3%A9/", "café/"),
        ("/a/index.html", "a/"),
        ("/~ada/", "~ada/"),
        ("/", None),
        ("", None),
        ("old/", None),
        ("//host/x/", None),
        ("/a//b/", None),
        ("/../x/", None),
        ("/a/../x/", None),
        ("/%2e%2e/x/", None),
        ("/.git/", None),
        ("/a/.hidden", None),
        ("/assets/x.css", None),
        ("/pictures/x/", None),
        ("/assets", None),
        ("/_v/2026/x/", None),
        ("/a b/", None),
        ("/a?b=1", None),
        ("/a#b", None),
        ("/a%00b/", None),
        ("/a%0ab/", None),
        ("/" + "x" * 200, None),
        ("/x/\n", None),
    ],
)
def test_old_addresses(text: str, expected: str | None) -> None:
    assert address.old(text) == expected


@given(strategies.text(alphabet="/.%2eEfFaA0~-", max_size=30))
def test_an_old_address_stays_inside_the_output(text: str) -> None:
    made = address.old("/" + text)
    if made is not None:
        path = address.file_of(made)
        assert posixpath.normpath(path) == path
        assert not any(part.startswith(".") for part in path.split("/"))


@pytest.mark.parametrize(
    ("path", "markdown", "picture"),
    [
        ("a.md", True, False),
        ("A.MD", True, False),
        ("a.jpg", False, True),
        ("a.JPEG", False, True),
        ("a.svg", False, True),
        ("a.txt", False, False),
        ("md", False, False),
        ("a.md.bak", False, False),
    ],
)
def test_kinds_of_files(path: str, markdown: bool, picture: bool) -> None:
    assert (address.is_markdown(path), address.is_picture(path)) == (markdown, picture)
