"""The overlay: what browsers are told, with nothing in it that they would take for markup."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from byline.overlay import MOST, Stand, broken, counted, event, followed, listed, plain
from byline.problem import Place, Problem, problem

STAND = Stand("r1", attempt=3, number=2, since=1, sound=False, problems=())
FILE = "content/stories/2026/a.md"
ERROR = problem(Place(FILE, 2, 11), "unknown-person", name="<b>nobody", guess="ada")
WARNING = problem(Place(FILE, 3, 1), "dead-link", target="/x/")
WITHHELD = problem(Place(FILE, 1, 1), "withheld-status", status="withdrawn")
ADVICE = problem(Place(FILE, 1, 1), "no-id", line="id: 2026/a")
STANDING = problem(Place("content/people/ada.md", 1, 1), "withheld-left", name="Ada")


def source(path: str) -> bytes | None:
    return b"---\nauthors: [<b>nobody]\n[x](/x/)\n" if path == FILE else None


def test_a_problem_with_its_place_its_line_and_what_to_do() -> None:
    html = listed([ERROR], source, "en")
    assert f"<code>{FILE}:2:11</code>" in html
    assert "<strong>error</strong>" in html
    assert "nobody has the id <code>&lt;b&gt;nobody</code>" in html
    assert "did you mean <code>ada</code>?" in html
    assert "<pre>    2 | authors: [&lt;b&gt;nobody]\n      |           ^</pre>" in html


def test_in_german() -> None:
    html = listed([ERROR], source, "de")
    assert "<strong>Fehler</strong>" in html
    assert "gemeint: <code>ada</code>?" in html


def test_a_problem_of_a_file_as_such_has_no_line() -> None:
    html = listed([problem(Place("content"), "no-content")], source, "en")
    assert "<code>content</code>" in html
    assert "<pre>" not in html


def test_what_authors_and_file_names_hold_is_text() -> None:
    evil = '"><script>alert(1)</script>'
    found = problem(Place(f"content/{evil}.md", 1, 1), "unknown-person", name=evil, guess=evil)
    assert "<script" not in listed([found], lambda _: evil.encode(), "en")
    stand = replace(STAND, run=evil, problems=(found,))
    assert broken(stand, lambda _: evil.encode(), "en").count(b"<script") == 1  # the preview's own


@pytest.mark.parametrize(
    ("problems", "text"),
    [
        ([], ""),
        ([ADVICE, STANDING], ""),
        ([ERROR, WARNING, WARNING, WITHHELD, ADVICE], "1 error, 2 warnings, 1 withheld"),
    ],
)
def test_counting(problems: list[Problem], text: str) -> None:
    assert counted(problems, "en") == text


def test_advice_is_for_check_alone() -> None:
    assert listed([ADVICE, STANDING], source, "en") == ""


def test_the_worst_comes_first() -> None:
    html = listed([WITHHELD, WARNING, ERROR], source, "en")
    assert [name in html for name in ("error", "warning", "withheld")] == [True] * 3
    assert html.index('class="error"') < html.index('class="warning"') < html.index('class="withheld"')


def test_very_many_are_cut() -> None:
    many = [problem(Place(FILE, line, 1), "dead-link", target="/x/") for line in range(1, MOST + 8)]
    html = listed(many, source, "en")
    assert html.count("<li") == MOST
    assert "and 7 more" in html


def test_the_event_of_a_broken_attempt() -> None:
    told = json.loads(event(replace(STAND, problems=(ERROR, WARNING)), source, "en"))
    assert (told["run"], told["attempt"], told["number"], told["since"]) == ("r1", 3, 2, 1)
    assert "unknown" not in told["errors"]
    assert "nobody has the id" in told["errors"]
    assert "leads nowhere" in told["notes"]
    assert told["count"] == "1 error"


def test_the_event_of_a_good_edition() -> None:
    stand = replace(STAND, sound=True, problems=(WARNING,), styles=("/v/assets/style.0.css",), moved=(("/a/", "/b/"),))
    told = json.loads(event(stand, source, "de"))
    assert told["errors"] == ""
    assert told["count"] == "1 Warnung"
    assert (told["styles"], told["moved"]) == (["/v/assets/style.0.css"], {"/a/": "/b/"})
    assert told["words"]["close"] == "Schließen"


def test_an_event_is_one_line() -> None:
    assert "\n" not in event(replace(STAND, problems=(ERROR, WARNING)), source, "en")


def test_a_page_gets_the_script_in_its_head() -> None:
    page = followed(b"<html><head><title>T</title></head><body></head></body></html>", STAND, "page")
    head, _, rest = page.partition(b"</head>")
    assert b'<script src="/.byline/preview.js" defer' in head
    assert b'data-number="2"' in head
    assert b"<script" not in rest


def test_a_page_without_a_head_gets_it_at_its_end() -> None:
    assert followed(b"<p>Hello", STAND, "page").startswith(b"<p>Hello<script src")


def test_pages_of_the_preview_itself() -> None:
    page = broken(replace(STAND, problems=(ERROR,)), source, "de").decode()
    assert '<html lang="de"' in page
    assert 'data-kind="broken"' in page
    assert f"{FILE}:2:11" in page
    assert "<h1>A &amp; B</h1>" in plain("A & B", STAND, "en").decode()
