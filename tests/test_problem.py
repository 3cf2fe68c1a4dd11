"""Problems: values in an order."""

from __future__ import annotations

import pytest

from byline.guess import nearest
from byline.problem import RULES, Place, Problem, Severity, in_order, problem


def test_a_problem_gets_its_severity_from_its_rule_and_keeps_facts_as_text() -> None:
    found = problem(Place("a.md", 3, 4), "too-long", key="title", limit=200, length=201, guess="shorter")
    assert found == Problem(
        Place("a.md", 3, 4),
        Severity.ERROR,
        "too-long",
        (("key", "title"), ("limit", "200"), ("length", "201")),
        "shorter",
    )


def test_a_rule_that_does_not_exist_cannot_be_told() -> None:
    with pytest.raises(KeyError):
        problem(Place("a.md"), "no-such-rule")


def test_order_is_by_path_then_line_then_column_then_rule_and_each_is_told_once() -> None:
    expected = [
        problem(Place("a.md"), "stray-file"),
        problem(Place("a.md", 2, 9), "bad-date", text="x"),
        problem(Place("a.md", 10, 1), "missing-key", key="a"),
        problem(Place("a.md", 10, 1), "missing-key", key="b"),
        problem(Place("a.md", 10, 1), "unknown-key", key="a"),
        problem(Place("a.md", 10, 2), "bad-date", text="x"),
        problem(Place("b.md", 1, 1), "no-front-matter"),
    ]
    assert list(in_order([*reversed(expected), *expected])) == expected


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("titel", ["title", "date", "topics"], "title"),
        ("Title", ["title", "date"], "title"),
        ("autors", ["authors", "aliases"], "authors"),
        ("field-servcie", ["field-service", "service"], "field-service"),
        ("xyz", ["title", "date"], ""),
        ("", ["title"], ""),
        ("title", [], ""),
    ],
)
def test_what_was_probably_meant(word: str, known: list[str], expected: str) -> None:
    assert nearest(word, known) == expected
    assert nearest(word, reversed(known)) == expected


def test_equally_near_words_are_chosen_the_same_way_every_time() -> None:
    known = ["part-b", "part-a", "part-c"]
    assert {nearest("part-x", known), nearest("part-x", sorted(known)), nearest("part-x", set(known))} == {"part-c"}


def test_rules_are_named_alike() -> None:
    assert [rule for rule in RULES if not rule.replace("-", "").isalnum() or rule != rule.lower()] == []
    assert {rule for rule, severity in RULES.items() if severity is Severity.WITHHELD} == {
        rule for rule in RULES if rule.startswith("withheld-")
    }
