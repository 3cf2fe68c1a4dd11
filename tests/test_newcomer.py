"""Newcomers: whom stories name and who has no file yet, and the file that is made for them."""

from __future__ import annotations

import pytest
from portal import edition, page, rules, story

from byline.newcomer import files
from byline.problem import Place, Problem, problem

A = "content/stories/2026/a.md"


def nobody(name: str, guess: str = "", **called: str) -> Problem:
    return problem(Place(A, 4, 11), "unknown-person", guess=guess, name=name, **called)


def file(name: str, written: str) -> dict[str, str]:
    return {f"content/people/{name}.md": f"---\nname: {written}\n---\n"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (nobody("nadia-benali"), file("nadia-benali", "Nadia Benali")),
        (nobody("quirin-oez", called="Quirin Öz"), file("quirin-oez", "Quirin Öz")),
        (nobody("ed-berg-it", called='Ed # "Ed": Berg, IT'), file("ed-berg-it", r'"Ed # \"Ed\": Berg, IT"')),
        (nobody("ed-berg", called="Ed Berg" + "!" * 120), file("ed-berg", "Ed Berg")),  # longer than names may be
        (nobody("adda", guess="ada"), {}),  # a slip
        (nobody("Nadia Benali"), {}),  # no id
        (nobody("yes"), {}),  # what stands there by mistake
        (nobody("42"), {}),
        (nobody("kim@firm.example", called="kim@firm.example"), {}),
        (nobody("nadia-benali-mit-jonas-kehl", called="Nadia Benali (mit Jonas Kehl)"), {}),
        (nobody("petra-lang", called="Petra Lang", reason="ask-who"), {}),  # who wants that hidden
        (nobody("../../etc/passwd"), {}),
        (nobody("a" * 81), {}),
        (problem(Place(A), "unknown-role", name="nadia-benali"), {}),
    ],
)
def test_who_is_new_and_what_file_they_need(one: Problem, expected: dict[str, str]) -> None:
    assert files([one, one]) == expected


OEZ, UPPER, PLAIN = "Quirin Öz", "QUIRIN ÖZ", "Quirin Oez"


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [(["", OEZ], OEZ), ([PLAIN, OEZ], OEZ), ([OEZ, PLAIN], OEZ), ([UPPER, OEZ], UPPER), (["", PLAIN], PLAIN)],
)
def test_of_several_spellings_the_first_counts_that_says_more_than_the_id(spellings: list[str], expected: str) -> None:
    told = [nobody("quirin-oez", called=one) if one else nobody("quirin-oez") for one in spellings]
    assert files(told) == file("quirin-oez", expected)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Quirin Öz", "Quirin Öz"),
        ("Quirin  ÖZ", "Quirin ÖZ"),
        ("'Öz, Quirin (IT)'", "Quirin Öz"),
        ("'Quirin: #1 – Öz'", "Quirin: #1 – Öz"),
    ],
)
def test_a_name_is_kept_as_it_is_written(written: str, name: str) -> None:
    """From the story to the person's page, which shows it."""
    texts = {A: story(authors=f"[{written}]", id="a")}
    (told,) = edition(texts).problems
    made = edition({**texts, **files([told])})
    assert rules(made) == []
    assert f"authors {name} <" in page(made, "stories/2026/a/")


def test_who_has_lost_their_file_is_not_new() -> None:
    assert files([nobody("ada"), nobody("bo")], {"content/people/ada.md"}).keys() == {"content/people/bo.md"}


@pytest.mark.parametrize("name", ["nadia-benali", "index", "x" * 80])
def test_with_the_file_their_story_is_sound(name: str) -> None:
    """Whatever the id, the file is one that `check` accepts."""
    texts = {A: story(authors=f'["{name}"]', id="a")}
    (told,) = edition(texts).problems
    made = edition({**texts, **files([told])})
    assert rules(made) == []
    assert f"/people/{name}/>" in page(made, "stories/2026/a/")
