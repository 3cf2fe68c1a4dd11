"""Usage: what the counter has told, on the pages that show it; and what becomes of a file that it has not written."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given, strategies as st
from portal import CONFIG, edition, page, story

from byline import counted
from byline.chart import LONGEST, columns
from byline.counter import policy
from byline.counter.total import Usage
from byline.counter.usage import as_json
from byline.edition import Edition

A = "content/stories/2026/a.md"
PATH = "content/usage.json"
TOLD: dict[str, Any] = {
    "version": 1,
    "until": "2026-05-31",
    "threshold": 10,
    "stories": {"2026-a": 1250},
    "months": {"2026-03": 100, "2026-05": 400},
    "departments": {"production": 1000, "field-service": 400, "closed": 30},
    "topics": {"learning": 15, "quality": 300},
    "languages": {"de": 50, "en": 200},
}


def built(show: str = "everyone", told: object = TOLD, front: dict[str, str] | None = None, **wishes: Any) -> Edition:
    text = told if isinstance(told, str | bytes) else json.dumps(told, indent=2)
    config = CONFIG + f"counter: {{reach: 640, show: {show}}}\n"
    stories = {A: story(id="2026-a", **(front or {})), "content/stories/2026/b.md": story(language="de")}
    return edition({"config.yaml": config, PATH: text, **stories}, **wishes)


def problems(made: Edition) -> list[str]:
    found = [one for one in made.problems if one.place.path == PATH]
    return [f"{one.place.line}:{one.place.column} {one.severity.value} {one.rule} {dict(one.facts)}" for one in found]


def test_a_story_says_how_often_it_was_viewed() -> None:
    assert "about 1,250\n" in page(built(), "stories/2026/a/")
    assert "about" not in page(built(), "stories/2026/b/")


def test_how_the_portal_is_read() -> None:
    text = page(built("authors"), "usage/")
    assert [line for line in text[text.index("\nfrom ") :].split("\n") if line] == [
        "from 10",
        "March 2026 100 250",
        "April 2026 0 0",
        "May 2026 400 1000",
        "departments: Field service <../departments/field-service/> 400 400;Production <../departments/production/> 1000 1000;",
        "topics: Learning <../topics/learning/> 15 50;Quality <../topics/quality/> 300 1000;",
        "languages: English <-> 200 1000;German <-> 50 250;",
    ]


def test_it_is_there_in_every_language_of_the_portal() -> None:
    text = page(built(), "de/usage/")
    assert "title Wie wir lesen" in text
    assert "März 2026 100 250" in text
    assert "Fertigung <../../de/departments/production/>" in text
    assert "footer ../de/usage/ Wie wir lesen" in page(built(), "de/")


@pytest.mark.parametrize(
    ("show", "wishes", "story_says", "page_is_there"),
    [
        ("everyone", {}, True, True),
        ("authors", {}, False, True),
        ("off", {}, False, False),
        ("everyone", {"audience": "public"}, False, False),
    ],
)
def test_the_settings_decide_who_sees_it(
    show: str, wishes: dict[str, str], story_says: bool, page_is_there: bool
) -> None:
    made = built(show, front={"audience": "public"}, **wishes)
    assert ("about" in page(made, "stories/2026/a/")) == story_says
    assert ("usage/index.html" in {file.path for file in made.files}) == page_is_there
    assert ("usage/ How we read" in page(made, "")) == page_is_there
    assert problems(made) == []


def test_without_a_file_or_a_counter_nothing_is_missing() -> None:
    for files in ({}, {PATH: json.dumps(TOLD)}):
        made = edition({**files, A: story(id="2026-a")})
        assert "usage/index.html" not in {file.path for file in made.files}
        assert "about" not in page(made, "stories/2026/a/")
        assert problems(made) == []


def test_a_threshold_that_was_raised_holds_at_once() -> None:
    config = CONFIG + "counter: {reach: 640, show: everyone, threshold: 300}\n"
    made = edition({"config.yaml": config, PATH: json.dumps(TOLD), A: story(id="2026-a")})
    text = page(made, "usage/")
    assert "from 300" in text
    assert "March" not in text
    assert "Learning" not in text
    assert "about 1,250" in page(made, "stories/2026/a/")


def test_a_story_for_few_has_no_figure() -> None:
    assert "about" not in page(built(front={"reach": "19"}), "stories/2026/a/")
    assert "about" in page(built(front={"reach": "20"}), "stories/2026/a/")
    assert counted.LEAST_REACH == policy.LEAST_REACH


def test_what_the_counter_writes_can_be_read() -> None:
    told = Usage(**{**TOLD, "until": datetime.date(2026, 5, 31)})
    assert problems(built(told=as_json(told))) == []
    empty = Usage(1, datetime.date(2026, 5, 31), 10, {}, {}, {}, {}, {})
    assert "from 10" in page(built(told=as_json(empty)), "usage/")


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ("", "1:1 warning usage-damaged {}"),
        ("{}", "1:1 warning usage-damaged {}"),
        ("[]", "1:1 warning usage-damaged {}"),
        ('{"version": 1,\n "until": soon}', "2:11 warning usage-damaged {}"),
        ('{"version": 1,\n "until": "2026', "2:16 warning usage-damaged {}"),
        (b'{"version": 1,\n "\xff": 1}', "2:3 warning usage-damaged {}"),
        ({**TOLD, "version": 2}, "1:1 warning usage-key {'key': 'version'}"),
        ({**TOLD, "until": "yesterday"}, "1:1 warning usage-key {'key': 'until'}"),
        ({**TOLD, "stories": {"2026-a": 123}}, "1:1 warning usage-key {'key': 'stories[...]'}"),
        ({**TOLD, "stories": {"2026-a": 0}}, "1:1 warning usage-key {'key': 'stories[...]'}"),
        ({**TOLD, "months": {"2026-13": 100}}, "1:1 warning usage-key {'key': 'months'}"),
        ({**TOLD, "months": {"0000-01": 100}}, "1:1 warning usage-key {'key': 'months'}"),
        ({**TOLD, "months": {"9999-12": 100}}, "1:1 warning usage-key {'key': 'months'}"),
        ({**TOLD, "months": {"2026-01": 10**20}}, "1:1 warning usage-key {'key': 'months[...]'}"),
        ({**TOLD, "months": {f"20{n:02}-01": 100 for n in range(13)}}, "1:1 warning usage-key {'key': 'months'}"),
        ({**TOLD, "threshold": 10**20}, "1:1 warning usage-key {'key': 'threshold'}"),
        ({**TOLD, "readers": {}}, "1:1 warning usage-damaged {}"),
    ],
)  # fmt: skip
def test_what_the_counter_has_not_written_is_told_and_not_shown(told: object, problem: str) -> None:
    made = built(told=told)
    assert made.sound
    assert problems(made) == [problem]
    assert "usage/index.html" not in {file.path for file in made.files}


def test_a_plain_page_cannot_take_its_place() -> None:
    plain = {"content/pages/usage.md": "---\ntitle: Usage\n---\n"}
    config = {"config.yaml": CONFIG + "counter: {reach: 640}\n", A: story()}
    assert "own-address" in {one.rule for one in edition({**config, **plain, PATH: json.dumps(TOLD)}).problems}
    assert "own-address" not in {one.rule for one in edition({**config, **plain}).problems}


def test_a_month_of_long_ago_does_not_make_a_long_chart() -> None:
    made = built(told={**TOLD, "months": {"1900-01": 100, "2026-05": 400}})
    assert page(made, "usage/").count(" 2025 ") + page(made, "usage/").count(" 2026 ") == 13
    assert "1900" not in page(made, "usage/")


MONTHS = st.integers(0, 11).map(lambda n: f"{2025 + (n + 5) // 12}-{(n + 5) % 12 + 1:02}")


@given(figures=st.dictionaries(MONTHS, st.integers(1, 10**9), max_size=12))
def test_columns_stand_for_every_month_and_lose_no_figure(figures: dict[str, int]) -> None:
    made = columns(figures, lambda day: f"{day:%Y-%m}")
    assert {bar.name: bar.views for bar in made if bar.views} == figures
    assert [bar.name for bar in made] == sorted({bar.name for bar in made})
    assert all(0 <= bar.length <= LONGEST for bar in made)
    if figures:
        assert max(bar.length for bar in made) == LONGEST
        span = [int(name[:4]) * 12 + int(name[5:]) for name in (min(figures), max(figures))]
        assert len(made) == span[1] - span[0] + 1
