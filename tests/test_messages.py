"""What problems say: every rule in German and in English, with the same facts; and no rule that nobody uses."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from typing import get_args

import pytest
from portal import ROOT

from byline import drawing, tree
from byline.messages import LANGUAGES, hint, said, sentence, severity
from byline.problem import RULES, Place, Severity, problem

SOURCES = sorted((ROOT / "src" / "byline").rglob("*.py"))


def places(text: str) -> set[str]:
    """The names of the facts that a sentence mentions."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, set[str], str]]:
    """Every call in the sources that tells a rule by its name: the rule, the facts it gives, and where."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name not in {"problem", "found"}:
                continue
            for argument in node.args:
                if isinstance(argument, ast.Constant) and argument.value in RULES:
                    facts = {keyword.arg for keyword in node.keywords if keyword.arg} - {"guess"}
                    yield str(argument.value), facts, f"{path.name}:{node.lineno}"


def test_the_languages_say_the_same_things() -> None:
    assert set(LANGUAGES) == {"de", "en"}
    for language in LANGUAGES.values():
        assert list(language.rules) == list(RULES)
        assert list(language.severities) == [one.value for one in Severity]
        assert language.sentences.keys() == LANGUAGES["en"].sentences.keys()
        assert places(language.did_you_mean) == {"guess"}


def test_reasons_and_what_to_do_about_them_are_in_both_languages() -> None:
    german, english = LANGUAGES["de"], LANGUAGES["en"]
    assert english.reasons.keys() <= german.reasons.keys()
    assert english.advice.keys() == german.advice.keys()
    for text in (
        *english.reasons.values(),
        *english.advice.values(),
        *german.reasons.values(),
        *german.advice.values(),
    ):
        assert text == text.strip()
        assert not text.endswith(".")
    for key in english.advice:
        assert places(english.advice[key]) == places(german.advice[key])


def test_every_reason_of_our_own_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCES if path.parent.name != "messages")
    assert [one for one in {**LANGUAGES["en"].reasons, **LANGUAGES["en"].advice} if f'"{one}"' not in text] == []


def test_a_reason_may_have_advice_of_its_own() -> None:
    place = Place("a.md", 1, 1)
    found = problem(place, "bad-date", text="1800-05-01", reason="years", first=1900, last=2199)
    assert hint(found, "en") == "years run from 1900 to 2199"
    assert (
        hint(problem(place, "bad-date", text="x"), "en")
        == "write a day that exists, as `2026-03-14` or `2026-03-14 16:30`"
    )
    assert hint(problem(place, "yaml-syntax", reason="brace"), "en") == "put `}` after the last pair"
    assert hint(problem(place, "yaml-syntax", reason="space", guess="a: b"), "en") == "did you mean `a: b`?"


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_in_both_languages(rule: str) -> None:
    (german, german_hint), (english, english_hint) = (LANGUAGES[language].rules[rule] for language in ("de", "en"))
    assert german
    assert english
    assert german != english
    assert places(german) == places(english)
    assert places(german_hint) == places(english_hint)
    assert bool(german_hint) == bool(english_hint)
    assert english_hint or RULES[rule] is Severity.WITHHELD, "say what to do about it"
    for text in (german, german_hint, english, english_hint):
        assert text == text.strip()
        assert not text.endswith("."), "sentences stand in a line with others"


@pytest.mark.parametrize("name", LANGUAGES["en"].sentences)
def test_a_sentence_in_both_languages(name: str) -> None:
    german, english = (LANGUAGES[language].sentences[name] for language in ("de", "en"))
    assert german
    assert english
    assert places(german) == places(english)


_CODE, _FACT = re.compile(r"`[^`]+`"), re.compile(r"(?<!\{)\{\w+\}(?!\})")


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_to_be_typed_stands_between_marks(language: str) -> None:
    """So that nobody copies the full stop that follows it, and no forge takes it for Markdown."""
    spoken = LANGUAGES[language]
    hints = {rule: text for rule, (_, text) in spoken.rules.items()} | spoken.advice
    bare = {name: _FACT.sub("", _CODE.sub("", text)) for name, text in hints.items()}
    assert {name: text for name, text in bare.items() if re.search(r"[\[\]{}<>#=%\\`]|:::|---|: \w+:", text)} == {}


REASONS = (*get_args(drawing.Reason), *get_args(tree.Reason))


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_reason_is_said_in_words(reason: str, language: str) -> None:
    rule = "drawing-refused" if reason in get_args(drawing.Reason) else "unreadable-file"
    said_so = LANGUAGES[language].reasons[reason]
    assert said_so != reason
    assert sentence(problem(Place("a"), rule, reason=reason), language).endswith(f": {said_so}")


def test_the_languages_have_the_same_reasons_and_no_text_twice() -> None:
    german, english = LANGUAGES["de"].reasons, LANGUAGES["en"].reasons
    assert list(german) == list(english)
    assert [reason for reason in german if german[reason] == english[reason]] == []


def test_every_rule_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCES if path.parent.name != "messages")
    unused = [rule for rule in RULES if len(re.findall(f'"{rule}"', text)) < 2]  # once in the table of rules
    assert unused == []


def test_every_sentence_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCES if path.parent.name != "messages")
    families = re.findall(r"[\"']([a-z]+-)\{", text)  # `f"stage-{name}"`
    unused = [
        name
        for name in LANGUAGES["en"].sentences
        if not re.search(f"[\"']{name}[\"']", text) and not name.startswith(tuple(families))
    ]
    assert unused == []


def test_every_call_gives_the_facts_that_its_sentence_mentions() -> None:
    lacking = {}
    for rule, facts, where in calls():
        sentence_, hint_ = LANGUAGES["en"].rules[rule]
        if missing := (places(sentence_) | places(hint_)) - facts:
            lacking[where] = (rule, missing)
    assert lacking == {}


def test_the_calls_are_found() -> None:
    assert len({rule for rule, _, _ in calls()}) > len(RULES) // 2


def test_every_rule_is_documented_with_its_severity_and_no_other_is() -> None:
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    documented = re.findall(r"^### ([\w-]+)\n\n\*(\w+)\.\*", text, re.MULTILINE)
    assert dict(documented) == {rule: severity.value.capitalize() for rule, severity in RULES.items()}


def test_a_guess_takes_the_place_of_the_advice() -> None:
    place = Place("a.md", 1, 1)
    found = problem(place, "unknown-role", name="fiter", guess="fitter")
    assert sentence(found, "en") == "there is no role `fiter`"
    assert hint(found, "en") == "did you mean `fitter`?"
    assert hint(found, "de") == "gemeint: `fitter`?"
    assert hint(problem(place, "unknown-role", name="pilot"), "en") == "roles are listed in config.yaml"


@pytest.mark.parametrize("name", ["{0}", "{name}", "{", "%s", "{name.__class__}"])
def test_what_authors_write_is_no_template(name: str) -> None:
    found = problem(Place("a.md", 1, 1), "unknown-role", name=name, guess=name)
    assert sentence(found, "en") == f"there is no role `{name}`"
    assert hint(found, "en") == f"did you mean `{name}`?"


def test_severities_have_names() -> None:
    found = problem(Place("a.md"), "dead-link", target="/x/")
    assert [severity(found, language) for language in ("en", "de")] == ["warning", "Warnung"]


def test_what_commands_say() -> None:
    assert said("exists", "en", path="a.md") == "a.md exists already"
    assert said("exists", "de", path="a.md") == "a.md gibt es schon"
