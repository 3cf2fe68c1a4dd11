"""Law 6: a layout sees its page, the masthead and the words, and nothing else."""

from __future__ import annotations

import dataclasses

import jinja2
import pytest
from portal import DEFAULTS, LAYOUTS, edition, story

from byline.page import LAYOUTS as LAYOUT_OF, Masthead
from byline.render import presses
from byline.words import read_words

STORY = {"content/stories/2026/a.md": story()}
ENGLISH = "layouts/strings/en.yaml"


def environment() -> jinja2.Environment:
    raw = DEFAULTS[ENGLISH]
    assert isinstance(raw, bytes)
    words, _ = read_words({"en": raw.decode()})
    values = {field.name: () if "tuple" in str(field.type) else "" for field in dataclasses.fields(Masthead)}
    mastheads = {"en": Masthead(**values)}  # type: ignore[arg-type]  # empty ones will do
    return presses({}, words, mastheads)["en"].environment


def test_what_a_layout_can_name() -> None:
    assert sorted(environment().globals) == sorted(["t", "day", "listed", "language_name", "masthead", "asset", "once"])


def test_filters_are_jinjas_own_and_two_of_ours() -> None:
    assert set(environment().filters) - set(jinja2.Environment().filters) == {"link", "absolute"}  # noqa: S701  # renders nothing


def test_everything_is_escaped_and_nothing_undefined() -> None:
    made = environment()
    assert made.autoescape is True
    assert made.undefined is jinja2.StrictUndefined


@pytest.mark.parametrize(
    "name", ["site", "settings", "config", "stories", "people", "now", "pages", "edition", "range", "dict", "cycler"]
)
def test_the_rest_does_not_exist(name: str) -> None:
    made = edition({**STORY, "layouts/story.html": f"{{{{ {name} }}}}"})
    assert [(one.place.path, one.place.line, one.rule) for one in made.problems if one.severity.value == "error"] == [
        ("layouts/story.html", 1, "layout-fault")
    ]


def test_a_page_of_each_kind_has_its_layout() -> None:
    assert {f"layouts/{name}" for name in LAYOUT_OF.values()} == set(LAYOUTS) - {"layouts/parts.html"}


def test_a_page_does_not_hold_the_site() -> None:
    """No field of a page, however deep, is of a type that knows more than the page shows."""
    known = {"str", "int", "bool", "date", "NoneType"}
    todo: list[type] = [*LAYOUT_OF, Masthead]
    seen: set[type] = set()
    while todo:
        one = todo.pop()
        seen.add(one)
        assert one.__module__ in {"byline.page", "byline.piece"}, one
        todo += [kind for kind in kinds(one) if kind.__name__ not in known and kind not in seen]


def kinds(value: type) -> set[type]:
    """The types in a dataclass's fields, with those inside tuples and alternatives."""
    import typing

    found: set[type] = set()
    todo = list(typing.get_type_hints(value).values())
    while todo:
        one = todo.pop()
        if arguments := typing.get_args(one):
            todo += [argument for argument in arguments if argument is not Ellipsis]
        else:
            found.add(one)
    return found
