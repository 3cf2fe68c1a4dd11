"""Kits: the same questions in German and English, and skeletons of which readers see nothing."""

from __future__ import annotations

import re
from typing import get_args

import msgspec
import pytest
from portal import ROOT, edition, rules

from byline.kit import FORMS, KINDS, KITS, Use, comment, skeleton
from byline.story import StoryFront

LANGUAGES = list(KITS)


def test_the_languages_have_the_same_words() -> None:
    german, english = KITS["de"], KITS["en"]
    assert list(german.questions) == list(english.questions)
    assert list(german.hints) == list(english.hints)
    assert {name: len(options) for name, options in german.options.items()} == {
        name: len(options) for name, options in english.options.items()
    }
    for name in ("advice", "pictures", "forms", "notes", "keys"):
        assert list(getattr(german, name)) == list(getattr(english, name)), name
    texts = [(german.questions[name], english.questions[name]) for name in german.questions]
    assert [one for one, other in texts if one == other] == []


def test_every_question_is_asked_somewhere() -> None:
    asked = {name for names in KINDS.values() for name in names} | {
        field.name for fields in FORMS.values() for field in fields
    }
    assert asked == set(KITS["en"].questions)
    assert KITS["en"].hints.keys() <= asked
    assert set(KITS["en"].advice) == set(KITS["en"].pictures) == {"", *KINDS}
    assert set(KITS["en"].options) == {
        field.name for fields in FORMS.values() for field in fields if field.shape in {"choice", "boxes"}
    }
    assert set(KITS["en"].keys) <= set(get_args(Use))


def test_kinds_are_those_of_stories_but_for_news() -> None:
    (hint,) = (field.type for field in msgspec.structs.fields(StoryFront) if field.name == "kind")
    assert {*KINDS, "news", ""} == {
        choice for one in get_args(hint) for choice in get_args(one) or (one,) if choice is not type(None)
    } | {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_is_asked_twice(language: str) -> None:
    kit = KITS[language]
    texts = [text.casefold() for text in kit.questions.values()]
    keys = [key for keys in kit.keys.values() for key in keys]
    assert len(set(texts)) == len(texts)
    assert len(set(keys)) == len(keys)
    assert all(len(KINDS[kind]) >= 8 for kind in KINDS)
    assert all(text[-1] in "?." and text == " ".join(text.split()) for text in kit.questions.values())


@pytest.mark.parametrize("language", [*LANGUAGES, "fr"])
@pytest.mark.parametrize("kind", [*KINDS, "news", ""])
def test_of_a_skeleton_readers_see_nothing(kind: str, language: str) -> None:
    text = f"---\ntitle: T\ndate: 2026-05-30\nauthors: [ada]\ndepartments: [production]\nroles: [fitter]\nid: x\n---\n\n{skeleton(kind, language)}\n"
    made = edition({"content/stories/2026/x.md": text})
    assert rules(made) == []
    (page,) = (file.data.decode() for file in made.files if file.path == "stories/2026/x/index.html")
    words = KITS[language if language in KITS else "en"]
    shown = [
        one
        for one in (*words.questions.values(), *words.advice[kind if kind in KINDS else ""].split("\n"))
        if one in page
    ]
    assert shown == []
    if kind in KINDS:
        assert [name for name in KINDS[kind] if words.questions[name] not in text] == []


def test_an_interview_of_which_questions_were_asked() -> None:
    body = skeleton("interview", "en")
    asked = body.replace(f"<!-- ? {KITS['en'].questions['why']} -->", f"? {KITS['en'].questions['why']}\n\nBecause.")
    assert asked != body
    text = f"---\ntitle: T\ndate: 2026-05-30\nauthors: [ada]\ndepartments: [production]\nroles: [fitter]\nid: x\n---\n\n{asked}\n"
    made = edition({"content/stories/2026/x.md": text})
    assert rules(made) == []
    (page,) = (file.data.decode() for file in made.files if file.path == "stories/2026/x/index.html")
    assert f'<p class="question">{KITS["en"].questions["why"]}</p>\n<div class="answer">\n<p>Because.</p>' in page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "<!-- a -->"),
        ("a --> b", "<!-- a –> b -->"),
        ("a\n\n  b --\n---", "<!-- a\n     b –\n     –- -->"),
        ("-->", "<!-- –> -->"),
    ],
)
def test_nothing_gets_out_of_a_comment(text: str, expected: str) -> None:
    assert comment(text) == expected
    assert expected.count("-->") == 1


def test_keys_are_documented() -> None:
    text = (ROOT / "docs/kits.md").read_text("utf-8")
    table = text.partition("| For | English | German |")[2].partition("\n\n")[0]
    for column, language in ((2, "en"), (3, "de")):
        told = [re.findall("`([^`]+)`", row.split("|")[column].casefold()) for row in table.splitlines()[2:]]
        assert told == [list(keys) for keys in KITS[language].keys.values()]


def test_kinds_and_forms_are_documented() -> None:
    text = (ROOT / "docs/kits.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)[:5] == [
        "interview",
        "portrait",
        "day",
        "lesson",
        "project",
    ]
    assert set(KINDS) == {"interview", "portrait", "day", "lesson", "project"}
    for form in FORMS:
        assert f"\n| {KITS['en'].forms[form][0]} / {KITS['de'].forms[form][0]} |" in text
