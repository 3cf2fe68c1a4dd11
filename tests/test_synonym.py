"""Other words for keys lead to keys that there are."""

from __future__ import annotations

import typing

import msgspec
import pytest

from byline.person import PersonFront
from byline.settings import Forge
from byline.story import StoryFront
from byline.synonym import SYNONYMS, meant

STORY, PERSON = (
    tuple(field.encode_name for field in msgspec.structs.fields(shape)) for shape in (StoryFront, PersonFront)
)


FORGES = typing.get_args(typing.get_type_hints(Forge)["kind"])


def test_synonyms_are_of_keys_and_choices_that_exist_and_in_lower_case() -> None:
    assert SYNONYMS.keys() <= {*STORY, *PERSON, *FORGES}
    assert [word for words in SYNONYMS.values() for word in words if word != word.lower()] == []


def test_which_choice_was_meant() -> None:
    assert [meant(word, FORGES) for word in ("gitea", "Codeberg", "git-hub", "svn")] == [
        "forgejo",
        "forgejo",
        "github",
        "",
    ]


@pytest.mark.parametrize(
    ("word", "of_story", "of_person"),
    [
        ("tags", "topics", ""),
        ("Abteilung", "departments", "department"),
        ("Rolle", "roles", "role"),
        ("foto", "image", "portrait"),
        ("e-mail", "", "email"),
        ("lang", "language", "language"),
        ("titel", "title", ""),
        ("titles", "title", ""),
        ("sumary", "summary", ""),
        ("image_alt", "", ""),
        ("series_part", "", ""),
        ("layout", "", ""),
        ("", "", ""),
    ],
)
def test_which_key_was_meant(word: str, of_story: str, of_person: str) -> None:
    assert (meant(word, STORY), meant(word, PERSON)) == (of_story, of_person)
