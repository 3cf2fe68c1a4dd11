"""Newcomers: whom stories name and who has no file yet, and the file that is made for them."""

from __future__ import annotations

import pytest
from portal import edition, page, rules, story

from byline.newcomer import files
from byline.problem import Place, Problem, problem

A = "content/stories/2026/a.md"


def nobody(name: str, guess: str = "") -> Problem:
    return problem(Place(A, 4, 11), "unknown-person", guess=guess, name=name)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (nobody("nadia-benali"), {"content/people/nadia-benali.md": "---\nname: Nadia Benali\n---\n"}),
        (nobody("adda", guess="ada"), {}),  # a slip
        (nobody("Nadia Benali"), {}),  # no id
        (nobody("../../etc/passwd"), {}),
        (nobody("a" * 81), {}),
        (problem(Place(A), "unknown-role", name="nadia-benali"), {}),
    ],
)
def test_who_is_new_and_what_file_they_need(one: Problem, expected: dict[str, str]) -> None:
    assert files([one, one]) == expected


def test_who_has_lost_their_file_is_not_new() -> None:
    assert files([nobody("ada"), nobody("bo")], {"content/people/ada.md"}).keys() == {"content/people/bo.md"}


@pytest.mark.parametrize("name", ["nadia-benali", "index", "null", "true", "007", "no", "x" * 80])
def test_with_the_file_their_story_is_sound(name: str) -> None:
    """Whatever the id, the file is one that `check` accepts."""
    texts = {A: story(authors=f'["{name}"]', id="a")}
    (told,) = edition(texts).problems
    made = edition({**texts, **files([told])})
    assert rules(made) == []
    assert f"/people/{name}/>" in page(made, "stories/2026/a/")
