"""A person, and how far the portal may name them."""

from __future__ import annotations

import pytest
from portal import edition, page, person, picture, story

from byline.article import House
from byline.body import Labels
from byline.person import Person, read_person
from byline.problem import Problem
from byline.tree import File

LABELS = {"en": Labels(table="Table", code="Code", footnotes="Notes", back="Back")}


def read(text: str, path: str = "content/people/cy.md") -> tuple[Person, tuple[Problem, ...]]:
    made, problems = read_person(File(path, text.encode()), House("en", "https://intranet.example/", LABELS))
    assert made is not None
    return made, problems


@pytest.mark.parametrize(
    ("name", "show_as", "monogram", "hidden"),
    [
        ("Dr. Frieda Hollerbach", "full", "FH", ()),
        ("Anna Maria Keller", "full", "AK", ()),
        ("Cher", "full", "C", ()),
        ("Dr. Anna Maria Keller-Voss", "first", "A", ("Maria", "Keller", "Voss")),
        ("Keller, Anna", "initials", "AK", ("Anna", "Keller")),
        ("Anna Keller", "anonymous", "", ("Anna", "Keller")),
    ],
)
def test_the_monogram_is_of_what_is_shown(name: str, show_as: str, monogram: str, hidden: tuple[str, ...]) -> None:
    made, _ = read(person(name, show_as=show_as))
    assert (made.monogram, made.hidden) == (monogram, hidden)


@pytest.mark.parametrize(
    ("front", "has_page", "has_portrait"),
    [
        ({}, True, True),
        ({"show_as": "first"}, True, False),
        ({"show_as": "initials"}, True, False),
        ({"show_as": "anonymous"}, False, False),
        ({"status": "left"}, False, False),
        ({"status": "left", "show_as": "first"}, False, False),
    ],
)
def test_page_and_portrait(front: dict[str, str], has_page: bool, has_portrait: bool) -> None:
    made, _ = read(person(portrait="{src: cy.png}", **front))
    assert (made.has_page, made.has_portrait) == (has_page, has_portrait)


def test_without_a_picture_there_is_no_portrait() -> None:
    assert not read(person())[0].has_portrait


@pytest.mark.parametrize(
    ("path", "id_", "good"),
    [
        ("cy.md", "cy", True),
        ("cy/index.md", "cy", True),
        ("cy-2.md", "cy-2", True),
        ("Cy.md", "cy", False),
        ("cy dorn.md", "cy-dorn", False),
        ("jörg.md", "joerg", False),
        ("team/cy.md", "team/cy", False),
        ("cy_d.md", "cy-d", False),
    ],
)
def test_the_file_is_named_like_the_id(path: str, id_: str, good: bool) -> None:
    made, problems = read(person(), f"content/people/{path}")
    assert (made.id, made.address) == (id_, f"people/{id_}/")
    assert [one.rule for one in problems] == ([] if good else ["bad-id"])


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ({"kind": "agency"}, ""),
        ({"kind": "robot"}, "bad-choice"),
        ({"status": "gone"}, "bad-choice"),
        ({"show_as": "nickname"}, "bad-choice"),
        ({"languages": "[de, en]"}, ""),
        ({"languages": "[German]"}, "unknown-language"),
        ({"links": "[{title: Site, url: 'https://example.org/'}]"}, ""),
        ({"links": "[{url: 'https://example.org/'}]"}, "missing-key"),
        ({"consent": "[{for: portrait, scope: intranet, date: 2026-01-01, ref: HR-7}]"}, ""),
        ({"consent": "[{scope: intranet}]"}, "missing-key"),
        ({"role": "[fitter]"}, "text-expected"),
    ],
)
def test_front_matter(front: dict[str, str], rule: str) -> None:
    _, problems = read(person(**front))
    assert [one.rule for one in problems] == ([rule] if rule else [])


def test_the_name_is_needed_and_has_a_length() -> None:
    assert [one.rule for one in read(person(""))[1]] == ["missing-key"]
    assert [one.rule for one in read(person("x" * 121))[1]] == ["too-long"]
    assert read(person("x" * 120))[1] == ()


def test_what_consent_says_is_on_no_page() -> None:
    made = edition(
        {
            "content/people/cy.md": person(consent="[{for: portrait, scope: CANARY, ref: CANARY-7}]"),
            "content/stories/2026/a.md": story(authors="[cy]"),
        }
    )
    assert "Cy Dorn" in page(made, "people/cy/")
    assert [file.path for file in made.files if b"CANARY" in file.data] == []


def test_each_part_somebody_takes_is_told_once_and_the_nearest_first() -> None:
    made = edition(
        {
            "content/people/cy.md": person(),
            "content/stories/2026/a.md": story(title="Told", told_by="[cy]", authors="[ada]"),
            "content/stories/2026/b.md": story(title="Wrote", authors="[ada, cy]", helped_by="[cy]"),
            "content/stories/2026/c.md": story(title="Helped", helped_by="[cy]"),
            "content/stories/2026/d.md": story(title="Appears", image="{src: a.png, alt: A, shows: [cy]}"),
            "content/stories/2026/a.png": picture(),
        }
    )
    text = page(made, "people/cy/")
    heads = [line for line in text.splitlines() if line in {"told:", "wrote:", "helped:", "appears:"}]
    titles = [line.split("] ")[1].split(" |")[0] for line in text.splitlines() if line.startswith("card ../")]
    assert heads == ["told:", "wrote:", "helped:", "appears:"]
    assert titles == ["Told", "Wrote", "Helped", "Appears"]
