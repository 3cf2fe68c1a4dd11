"""Problems as text and as JSON."""

from __future__ import annotations

import json

import pytest

from byline.baseline import Text, fingerprints
from byline.problem import Place, Problem, problem
from byline.report import TERMINAL, as_json, as_text, excerpt, line

AT = Place("content/stories/2026/a.md", 3, 9)


@pytest.mark.parametrize(
    ("found", "language", "expected"),
    [
        (
            problem(AT, "unknown-role", name="fiter", guess="fitter"),
            "en",
            "content/stories/2026/a.md:3:9 error unknown-role there is no role `fiter` (did you mean `fitter`?)",
        ),
        (
            problem(AT, "unknown-role", name="fiter", guess="fitter"),
            "de",
            "content/stories/2026/a.md:3:9 Fehler unknown-role die Rolle `fiter` gibt es nicht (gemeint: `fitter`?)",
        ),
        (
            problem(Place("a.md"), "withheld-expired", when="2026-01-01"),
            "en",
            "a.md:0:0 withheld withheld-expired no longer published since 2026-01-01",
        ),
    ],
)
def test_a_line(found: Problem, language: str, expected: str) -> None:
    assert line(found, language) == expected


@pytest.mark.parametrize("text", ["a\nb", "\x1b[31mred", "a\rb", "a\u202eb", "a\x07b", "a\u2028b"])
def test_nothing_in_a_line_steers_a_terminal(text: str) -> None:
    for style in ({}, TERMINAL):
        made = line(problem(Place("a.md", 1, 1), "unknown-role", name=text, guess=text), "en", style)
        for before, after in style.values():
            made = made.replace(before, "").replace(after, "")
        assert made.isprintable()


def test_colours_stand_around_the_severity_alone() -> None:
    made = line(problem(AT, "dead-link", target="/x/"), "en", TERMINAL)
    assert made.startswith("content/stories/2026/a.md:3:9 \x1b[33mwarning\x1b[0m dead-link the link to /x/")
    assert made.count("\x1b") == 2


def shown(data: bytes, row: int, column: int) -> str:
    return excerpt(problem(Place("a.md", row, column), "stray-file"), {"a.md": data})


@pytest.mark.parametrize(
    ("data", "row", "column", "expected"),
    [
        (b"one\ntwo\n", 2, 2, "    2 | two\n      |  ^\n"),
        (b"one\r\ntwo\r\n", 2, 1, "    2 | two\n      | ^\n"),
        ("\ufeffÄ: x\n".encode(), 1, 4, "    1 | Ä: x\n      |    ^\n"),
        (b"a\tb\x1b[0m", 1, 3, "    1 | a b [0m\n      |   ^\n"),
        (b"\xff\xff", 1, 1, "    1 | ��\n      | ^\n"),
        (b"one", 0, 0, ""),
        (b"one", 2, 1, ""),
    ],
)
def test_an_excerpt_marks_the_column(data: bytes, row: int, column: int, expected: str) -> None:
    assert shown(data, row, column) == expected


def test_an_excerpt_of_a_long_line_shows_the_place() -> None:
    text, mark = shown(b"x" * 500 + b"!" + b"y" * 500, 1, 501).splitlines()
    assert len(text) < 120
    assert text[mark.index("^")] == "!"


def test_a_file_that_is_not_there_has_no_excerpt() -> None:
    assert excerpt(problem(AT, "stray-file"), {}) == ""


def test_text_with_excerpts_but_none_for_what_is_withheld() -> None:
    sources = {"a.md": b"---\nstatus: draft\nrole: x\n"}
    found = [
        problem(Place("a.md", 2, 9), "withheld-status", status="draft"),
        problem(Place("a.md", 3, 7), "unknown-role", name="x"),
    ]
    assert as_text(found, "en", sources, advice=True) == (
        "a.md:2:9 withheld withheld-status not published, because its status is draft"
        " (set `status: published` when it is ready)\n"
        "a.md:3:7 error unknown-role there is no role `x` (roles are listed in config.yaml)\n"
        "    3 | role: x\n"
        "      |       ^\n"
    )


def test_advice_is_three_of_each_and_only_where_wanted() -> None:
    advice = [problem(Place(f"{name}.md", 2, 1), "no-id", line=f"id: {name}") for name in "abcde"]
    error = problem(Place("z.md", 1, 1), "no-front-matter")
    made = as_text([*advice, error], "en", advice=True).splitlines()
    assert [text.split(" ")[0] for text in made[:3]] == ["a.md:2:1", "b.md:2:1", "c.md:2:1"]
    assert made[3] == "    + 2 × no-id"
    assert as_text([*advice, error], "en", advice=False).splitlines() == made[4:]
    assert len(made) == 5
    assert "+" not in as_text(advice[:3], "en", advice=True)


def test_the_one_error_stands_last_and_a_long_report_is_summed_up() -> None:
    error, warning = "bad-choice", "dead-link"
    several = [problem(Place(f"{number}.md", 1, 1), warning, target="/x/") for number in range(70)]
    made = as_text([problem(Place("a.md", 1, 1), error, key="k", text="t", choices="c"), *several], "en", advice=False)
    assert " error bad-choice " in made.splitlines()[70]
    assert made.splitlines()[71:] == ["", "    70 × dead-link", "     1 × bad-choice"]


def test_nothing_is_nothing() -> None:
    assert as_text([], "en", advice=True) == ""
    assert json.loads(as_json([], {}, "en")) == {"problems": [], "texts": {}}


def test_json_holds_everything() -> None:
    found = [problem(AT, "bad-date", key="date", text='„"\n')]
    read = Text("01fe", "a", 1_767_225_600, ("ada",), ("production",))
    made = json.loads(as_json(found, {AT.path: read, "content/b.md": Text("62")}, "de"))
    assert made["texts"] == {
        "content/b.md": {"digest": "62"},
        "content/stories/2026/a.md": {
            "digest": "01fe",
            "id": "a",
            "appeared": 1_767_225_600,
            "writers": ["ada"],
            "departments": ["production"],
        },
    }
    assert made["problems"] == [
        {
            "path": "content/stories/2026/a.md",
            "line": 3,
            "column": 9,
            "severity": "error",
            "rule": "bad-date",
            "message": '„„"\n“ taugt nicht als Datum',
            "hint": "einen Tag, den es gibt, so schreiben: `2026-03-14` oder `2026-03-14 16:30`",
            "fingerprint": fingerprints(found)[0],
        }
    ]
