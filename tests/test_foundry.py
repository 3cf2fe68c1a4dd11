"""The foundry: what was cast ahead makes the same pages, and no other layout is taken for it."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest
from portal import edition, page, story
from printed import make_own, own_pages, own_portal

from byline import foundry
from byline.foundry import begin
from byline.render import cast_all
from byline.stereotype import Stereotype
from byline.workers import Workers

FILES = {"content/stories/2026/a.md": story()}


@pytest.fixture(autouse=True)
def _empty_stock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foundry, "_stock", {})


def casts_nothing(*_: object, **__: object) -> NoReturn:
    raise AssertionError("it was cast once more")


def test_the_same_pages_and_nothing_is_cast_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = own_pages()
    begin(lambda: cast_all(own_portal().layout_texts), Workers(2))()
    monkeypatch.setattr(Stereotype, "_generate", casts_nothing)
    made = make_own()
    assert {one.path: one.data.decode() for one in made.files if one.path.endswith(".html")} == expected


def test_a_layout_that_was_changed_meanwhile_is_cast_anew() -> None:
    begin(lambda: cast_all({"story.html": "old {{ page.card.title }}"}), Workers(2))()
    assert (
        page(edition(FILES | {"layouts/story.html": "new {{ page.card.title }}"}), "stories/2026/a/") == "new A story"
    )


def test_what_depends_on_settings_is_no_part_of_what_is_cast() -> None:
    layout = "{{ 'x/'|absolute }}"
    begin(lambda: cast_all({"story.html": layout}), Workers(2))()
    assert page(edition(FILES | {"layouts/story.html": layout}), "stories/2026/a/") == (
        "https://intranet.example/voices/x/"
    )


@pytest.mark.parametrize("text", ["{% if page %}", "{% autoescape false %}{% endautoescape %}", "{{ " + "(" * 900])
def test_what_cannot_be_cast_is_left_out(text: str) -> None:
    assert [*cast_all({"odd.html": text})] == []


def test_if_the_process_is_lost_pages_are_set_all_the_same() -> None:
    begin(lambda: os._exit(1), Workers(2))()
    assert page(edition(FILES | {"layouts/story.html": "{{ page.card.title }}"}), "stories/2026/a/") == "A story"


def test_where_one_process_works_nothing_is_begun() -> None:
    begin(casts_nothing, Workers(1))()
