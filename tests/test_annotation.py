"""Problems as forges show them beside the lines of a change."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, strategies as st

from byline.annotation import as_github, as_gitlab, as_sarif
from byline.baseline import fingerprints
from byline.problem import Place, Problem, problem

STORY = "content/stories/2026/a, b: 100 %.md"
ALT = problem(Place(STORY, 9, 3), "missing-alt", picture="pump.jpg")
NOBODY = problem(Place("content/stories/2026/b.md", 4, 11), "unknown-person", guess="ada", name="adda")
STRAY = problem(Place("content/plan.docx"), "stray-file")
WITHHELD = problem(Place("content/stories/2026/b.md", 8, 9), "withheld-status", status="draft")
ADVICE = problem(Place("content/stories/2026/b.md", 2, 1), "no-id", line="id: 2026/b")
EVERY = [ALT, ADVICE, WITHHELD, NOBODY, STRAY]


def test_github_gets_commands_the_worst_first() -> None:
    assert [line.partition("::")[2].partition(" (")[0] for line in as_github(EVERY, "en").splitlines()] == [
        "error file=content/stories/2026/b.md,line=4,col=11,title=unknown-person::nobody has the id `adda`",
        "warning file=content/stories/2026/a%2C b%3A 100 %25.md,line=9,col=3,title=missing-alt::the picture pump.jpg has no description",
        "warning file=content/plan.docx,title=stray-file::this file is neither Markdown nor a picture and was left out",
        "notice file=content/stories/2026/b.md,line=8,col=9,title=withheld-status::not published, because its status is draft",
        "notice file=content/stories/2026/b.md,line=2,col=1,title=no-id::no `id` yet by which this story is known again: when its file is renamed, feeds show it as new once more",
    ]
    assert as_github([NOBODY], "de").endswith("::niemand hat die Kennung `adda` (gemeint: `ada`?)\n")


@given(st.text(), st.text())
def test_no_text_ends_a_command_of_github(path: str, name: str) -> None:
    made = as_github([problem(Place(path, 1, 1), "unknown-person", name=name)], "de")
    assert made.count("\n") == 1
    assert "\r" not in made
    assert made.startswith("::error file=")
    named, message = made.removeprefix("::error ").removesuffix("\n").split("::", 1)
    assert [one.partition("=")[0] for one in named.split(",")] == ["file", "line", "col", "title"]
    assert message.startswith("niemand hat die Kennung ")


def test_gitlab_gets_a_report() -> None:
    assert json.loads(as_gitlab([NOBODY, STRAY], "de")) == [
        {
            "description": "niemand hat die Kennung `adda` (gemeint: `ada`?)",
            "check_name": "unknown-person",
            "fingerprint": fingerprints([NOBODY])[0],
            "severity": "critical",
            "location": {"path": "content/stories/2026/b.md", "lines": {"begin": 4}},
        },
        {
            "description": json.loads(as_gitlab([STRAY], "de"))[0]["description"],
            "check_name": "stray-file",
            "fingerprint": fingerprints([STRAY])[0],
            "severity": "minor",
            "location": {"path": "content/plan.docx", "lines": {"begin": 1}},
        },
    ]


def test_sarif_tells_a_rule_without_the_facts_of_a_place() -> None:
    rule = json.loads(as_sarif([ALT], "en"))["runs"][0]["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"] == "the picture … has no description"
    assert rule["help"]["text"].endswith("an ornament is marked `{.decorative}` or `decorative: true`")


def test_sarif_names_rules_and_places() -> None:
    made = json.loads(as_sarif([ALT, NOBODY, ADVICE, STRAY], "en"))
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["missing-alt", "no-id", "stray-file", "unknown-person"]
    results: list[dict[str, Any]] = run["results"]
    assert [(one["ruleId"], rules[one["ruleIndex"]]["id"], one["level"]) for one in results] == [
        ("missing-alt", "missing-alt", "warning"),
        ("unknown-person", "unknown-person", "error"),
        ("no-id", "no-id", "note"),
        ("stray-file", "stray-file", "warning"),
    ]
    assert results[0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/stories/2026/a%2C%20b%3A%20100%20%25.md"},
                "region": {"startLine": 9, "startColumn": 3},
            }
        }
    ]
    assert results[3]["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "content/plan.docx"}}}]
    assert results[1]["message"]["text"] == "nobody has the id `adda` (did you mean `ada`?)"


def moved(one: Problem, lines: int) -> Problem:
    return problem(Place(one.place.path, one.place.line + lines, one.place.column), one.rule, **dict(one.facts))


def test_a_fingerprint_does_not_tell_lines() -> None:
    assert fingerprints([moved(ALT, 7)]) == fingerprints([ALT])
    twice = problem(Place(STORY, 9, 1), "duplicate-key", key="title", first=2)
    later = problem(Place(STORY, 12, 1), "duplicate-key", key="title", first=5)
    assert fingerprints([twice]) == fingerprints([later])


def test_a_fingerprint_tells_the_same_fault_twice_apart() -> None:
    marks = fingerprints([ALT, moved(ALT, 5), NOBODY])
    assert len({*marks}) == 3
    assert fingerprints([ALT, NOBODY, moved(ALT, 5)]) == [marks[0], marks[2], marks[1]]
