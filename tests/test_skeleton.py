"""Skeletons: what they write is read back without a problem."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, strategies
from portal import edition, rules, story

from byline import node, skeleton
from byline.article import House
from byline.body import Labels
from byline.person import Person, read_person
from byline.tree import File

DAY = datetime.date(2026, 5, 30)
LABELS = {"en": Labels(table="Table", code="Code", footnotes="Notes", back="Back")}


def someone(name: str, front: str = "role: fitter\ndepartment: production\n") -> Person:
    file = File(f"content/people/{name}.md", f"---\nname: {name.title()}\n{front}---\n".encode())
    made, _ = read_person(file, House("en", "https://intranet.example/", LABELS))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("title", "folder", "expected"),
    [
        ("Rain on the roof", False, "content/stories/2026/rain-on-the-roof.md"),
        ("Rain on the roof", True, "content/stories/2026/rain-on-the-roof/index.md"),
        ("Über Öl: ein Gespräch", False, "content/stories/2026/ueber-oel-ein-gespraech.md"),
        ("x" * 59 + " yes", False, f"content/stories/2026/{'x' * 59}.md"),
        ("../../../etc/passwd", False, "content/stories/2026/etc-passwd.md"),
        ("水", False, ""),
        ("", True, ""),
    ],
)
def test_where_a_story_goes(title: str, folder: bool, expected: str) -> None:
    assert skeleton.story_path(title, DAY, folder=folder) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ada Berg", "content/people/ada-berg.md"), ("Jörg Süß", "content/people/joerg-suess.md"), ("!", "")],
)
def test_where_a_person_goes(name: str, expected: str) -> None:
    assert skeleton.person_path(name) == expected


def test_a_new_story() -> None:
    ada, ben = someone("ada"), someone("ben", "role: technician\ndepartment: field-service\n")
    made = skeleton.story(
        "Rain: a story", DAY, [ada], [ben, ada], language="en", kind="interview", topics=["learning", "rain"]
    )
    assert made.startswith(
        "---\n"
        'title: "Rain: a story"\n'
        "date: 2026-05-30\n"
        "authors: [ada]\n"
        "told_by: [ben, ada]\n"
        "departments: [field-service, production]\n"
        "roles: [technician, fitter]\n"
        "topics: [learning, rain]\n"
        "language: en\n"
        "summary:\n"
        "kind: interview\n"
        "learned:\n"
        "status: draft\n"
        "id: 2026-rain-a-story\n"
        "---\n\n<!-- The interview."
    )


def test_what_people_do_who_do_not_want_to_be_named_is_not_written() -> None:
    ada = someone("ada")
    ben = someone("ben", "role: technician\ndepartment: field-service\nshow_as: anonymous\n")
    for authors, told_by in (([ben], []), ([ada], [ben])):
        text = skeleton.story("Rain", DAY, authors, told_by, language="en", kind="", topics=[])
        assert "\ndepartments: []\nroles: []\n" in text
        files = {"content/people/ben.md": "---\nname: Ben\n---\n", "content/stories/2026/rain.md": text}
        assert rules(edition(files)) == ["withheld-status"]
    text = skeleton.story("Rain", DAY, [ada, ben], [], language="en", kind="", topics=[])
    assert "\ndepartments: [production]\nroles: [fitter]\n" in text


@pytest.mark.parametrize(
    "title", ["Rain: a story", "NO", '"Quoted"', "# Hash", "[x]", "{{ x }}", "12:30", "- a", "@b", "a #b", "'"]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_new_story_is_sound_and_a_draft(title: str, language: str) -> None:
    path = skeleton.story_path(title, DAY, folder=False) or "content/stories/2026/x.md"
    text = skeleton.story(title, DAY, [someone("ada")], [], language=language, kind="", topics=["learning"])
    if path.endswith("/x.md"):
        text = text.replace("id: 2026-\n", "id: 2026-x\n")  # a title without a letter has no path either
    assert rules(edition({path: text})) == ["withheld-status"]
    assert rules(edition({path: text.replace("status: draft", "status: published")})) == []


def test_a_new_story_says_nothing_before_its_author_does() -> None:
    text = skeleton.story("Rain", DAY, [someone("ada")], [], language="en", kind="", topics=[])
    made = edition({"content/stories/2026/rain.md": text.replace("status: draft", "status: published")})
    assert [file.path for file in made.files if b"Begin in the middle" in file.data] == []


@pytest.mark.parametrize("name", ["Cy Dorn", "NO", "Ó: Briain", "yes", "'", "Dr. C. Ø. Ångström", "null", "7of9"])
def test_a_new_person_is_sound(name: str) -> None:
    text = skeleton.person(name, "fitter", "production", "en")
    path = skeleton.person_path(name) or "content/people/x.md"
    assert "\nlanguage: en\n" in text
    files = {path: text, "content/stories/2026/a.md": story(id="a")}
    assert rules(edition(files)) == []


@given(strategies.text(max_size=30))
def test_a_scalar_is_read_back_as_it_was(text: str) -> None:
    printable = "".join(character for character in text if character.isprintable()).strip()
    if not printable:
        return
    made, problems = node.compose(f"key: {skeleton.scalar(printable)}", "x")
    assert problems == ()
    assert isinstance(made, node.Mapping)
    value = made.entries[0][1]
    assert isinstance(value, node.Scalar)
    assert value.text == printable
    assert value.text != "null" or not value.plain
