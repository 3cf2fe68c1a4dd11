"""Links to the forge: the addresses of each kind, and on which pages they stand."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import pytest
from portal import CONFIG, Files, edition, page, person, repository, story

from byline.forge import origin
from byline.settings import Forge

FORGE = "forge: {kind: github, url: https://git.example/voices/portal/, branch: main}\n"
FILES: Files = {"config.yaml": CONFIG + FORGE, "content/stories/2026/a.md": story()}


@pytest.mark.parametrize(
    ("kind", "edit", "suggest", "history"),
    [
        (
            "github",
            "https://git.example/voices/portal/edit/main/content/stories/2026/a.md",
            "https://git.example/voices/portal/issues/new?title=Title&body=Text",
            "https://git.example/voices/portal/commits/main/content/stories/2026/a.md",
        ),
        (
            "gitlab",
            "https://git.example/voices/portal/-/edit/main/content/stories/2026/a.md",
            "https://git.example/voices/portal/-/issues/new?issue%5Btitle%5D=Title&issue%5Bdescription%5D=Text",
            "https://git.example/voices/portal/-/commits/main/content/stories/2026/a.md",
        ),
        (
            "forgejo",
            "https://git.example/voices/portal/_edit/main/content/stories/2026/a.md",
            "https://git.example/voices/portal/issues/new?title=Title&body=Text",
            "https://git.example/voices/portal/commits/branch/main/content/stories/2026/a.md",
        ),
    ],
)
def test_the_addresses_of_each_forge(
    kind: Literal["github", "gitlab", "forgejo"], edit: str, suggest: str, history: str
) -> None:
    made = origin(
        Forge(kind=kind, url="https://git.example/voices/portal"), "content/stories/2026/a.md", "Title", "Text"
    )
    assert (made.edit, made.suggest, made.history) == (edit, suggest, history)


def test_names_that_are_no_addresses_are_encoded() -> None:
    """What a colleague calls a file, and a team its branch."""
    forge = Forge(kind="github", url="https://git.example/portal", branch="content/next #2")
    made = origin(forge, "content/stories/Über Öl & 100 %?.md", "Warum „A&B“ + 1 = #2?", "One\nTwo")
    assert made.edit == (
        "https://git.example/portal/edit/content/next%20%232/content/stories/%C3%9Cber%20%C3%96l%20%26%20100%20%25%3F.md"
    )
    assert dict(parse_qsl(urlsplit(made.suggest).query, strict_parsing=True)) == {
        "title": "Warum „A&B“ + 1 = #2?",
        "body": "One\nTwo",
    }
    assert "+" not in made.suggest


def test_a_suggestion_tells_the_page_and_its_file_in_the_words_of_the_page() -> None:
    made = edition({**FILES, "content/stories/2026/b.md": story(title="Öl", language="de")})
    queries = [
        dict(parse_qsl(urlsplit(re.findall(r"suggest (\S+)", page(made, address))[0].replace("&amp;", "&")).query))
        for address in ("stories/2026/a/", "stories/2026/b/")
    ]
    assert [query["title"] for query in queries] == ["Correction: A story", "Korrektur: Öl"]
    assert queries[0]["body"].endswith(
        "Page: https://intranet.example/voices/stories/2026/a/\nFile: content/stories/2026/a.md\n"
    )
    assert "Was stimmt nicht" in queries[1]["body"]


def test_people_and_plain_pages_have_them_too() -> None:
    made = edition({**FILES, "content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    assert "edit https://git.example/voices/portal/edit/main/content/people/ada.md" in page(made, "people/ada/")
    assert "edit https://git.example/voices/portal/edit/main/content/pages/about.md" in page(made, "about/")


@pytest.mark.parametrize("show_as", ["first", "initials"])
def test_nobody_is_led_to_a_file_that_tells_a_hidden_name(show_as: str) -> None:
    files = {
        **FILES,
        "content/people/x.md": person(show_as=show_as),
        "content/stories/2026/a.md": story(authors="[x]"),
    }
    made = edition(files)
    assert "git.example" not in page(made, "people/x/")
    assert "git.example" in page(made, "stories/2026/a/")


def test_without_a_forge_there_are_no_links() -> None:
    assert "edit" not in page(edition({**FILES, "config.yaml": CONFIG}), "stories/2026/a/")


def test_the_public_is_not_led_inside() -> None:
    files = {**FILES, "content/stories/2026/a.md": story(audience="public")}
    assert b"git.example" in b"".join(file.data for file in edition(files).files)
    assert b"git.example" not in b"".join(file.data for file in edition(files, audience="public").files)


def test_the_shipped_layouts_write_them_in_the_language_of_the_page() -> None:
    files = {**repository("layouts", "assets"), **FILES, "content/stories/2026/b.md": story(title="Öl", language="de")}
    made = edition(files)
    assert made.sound
    english, german = (page(made, f"stories/2026/{name}/") for name in ("a", "b"))
    assert "Edit this page" in english
    assert "Diese Seite bearbeiten" in german
    links = re.findall(r'<a rel="external nofollow" href="([^"]+)"', english)
    assert [link.partition("?")[0].removeprefix("https://git.example/voices/portal/") for link in links] == [
        "edit/main/content/stories/2026/a.md",
        "issues/new",
        "commits/main/content/stories/2026/a.md",
    ]
