"""Stereotypes: a layout means what Jinja says it means, however it is compiled."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import jinja2
import pytest
from portal import edition, page, story
from printed import make_own

from byline.memo import Memo
from byline.page import Masthead
from byline.piece import Tag
from byline.render import presses
from byline.stereotype import Stereotype
from byline.words import Words

BASE = "[{% block main %}base{% endblock %}]"
PARTS = """\
{% macro row(one, look="plain") %}<{{ look }} {{ one }}>{% endmacro %}
{% macro odd(macro="m", missing="<", class=1) %}{{ macro }}{{ missing }}{{ class }}{% endmacro %}
{% macro around() %}({{ caller("<i>") }}){% endmacro %}
{% macro many() %}{{ varargs }} {{ kwargs["class"] }}{% endmacro %}
"""
IMPORT = '{% import "parts.html" as parts %}'
VALUES: dict[str, Any] = {
    "tag": Tag("<b> & \"c\" 'd'", "x/"),
    "day": datetime.date(2026, 3, 14),
    "texts": ("a", "<b>", "ü"),
    "names": {"name": "Ada", "class": "x"},
    "nothing": None,
}


def made(kind: type[jinja2.Environment], text: str) -> str:
    loader = jinja2.DictLoader({"page.html": text, "base.html": BASE, "parts.html": PARTS})
    environment = kind(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("page.html").render(VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "{{ tag.name }} {{ tag.name|upper }} {{ tag.name|safe }} {{ tag.name|e }} {{ day }} {{ 5 }} {{ nothing }}",
        "{{ '<' ~ tag.name }} {{ tag.name + '<' }} {{ [tag.name]|join('<') }} {{ tag.name.upper() }}",
        "{{ texts }} {{ texts[1] }} {{ texts[:2]|list }} {{ names['name'] }} {{ names.items()|list }}",
        "{% for one in texts %}{{ loop.index }}{{ loop.cycle('<', 'x') }}{{ one }}{% else %}none{% endfor %}",
        "{% for one in [1, [2, [3]]] recursive %}{{ loop(one) if one is iterable else one }}{% endfor %}",
        IMPORT + "{{ parts.row(tag.name) }} {{ parts.row('<', look='large') }} {{ parts.row(parts.row(1))|trim }}",
        IMPORT + "{{ parts.odd() }} {{ parts.odd(1, missing='>') }} {{ parts.row(look='<', one=texts[0]) }}",
        IMPORT + "{% macro own(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ own('<') }}{{ own('x', '&') }}",
        IMPORT + "{% call(text) parts.around() %}{{ text }} {{ tag.name }}{% endcall %}",
        IMPORT
        + "{{ parts.many(*texts) if nothing else parts.many(1, 2, class='<') }} {{ parts.many(*texts, **names) }}",
        '{% import "parts.html" as parts with context %}{{ parts.row(1) }}{% from "parts.html" import row %}{{ row(2) }}',
        '{% include "base.html" %}{% include ["no.html", "base.html"] %}{% include "no.html" ignore missing %}',
        '{% extends "base.html" if nothing is none else "no.html" %}{% block main %}{{ tag.name }}{% endblock %}',
        '{% extends "base.html" %}{% block main %}{{ super() }} {{ tag.name }}{% endblock %}',
        "{% set text %}<b>{{ tag.name }}</b>{% endset %}{{ text }}{{ text|length }}",
        "{% filter upper %}<b>{{ tag.name }}</b>{% endfilter %}",
        "{{ names.class if false else names['class'] }} {{ 1.5.real is defined }} {{ (1).real }} {{ 'x'.upper() }}",
        "{{ nowhere is defined }} {{ nowhere|default('<') }}",
    ],
)
def test_a_layout_gives_the_same_text(text: str) -> None:
    assert made(Stereotype, text) == made(jinja2.Environment, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ names.name }}", AttributeError),
        ("{{ tag.nope is defined }}", AttributeError),
        ("{{ tag.nope|default('x') }}", AttributeError),
        ("{{ nothing.x is defined }}", AttributeError),
        ('{% import "parts.html" as parts %}{{ parts.row.name }}', AttributeError),
        ("{% autoescape false %}{{ tag.name }}{% endautoescape %}", jinja2.TemplateSyntaxError),
    ],
)
def test_what_takes_jinjas_own_code_raises(text: str, fault: type[Exception]) -> None:
    made(jinja2.Environment, text)
    with pytest.raises(fault):
        made(Stereotype, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ {'a': '<'}.a }}", "&lt;"),
        ("{% autoescape false %}{{ '<b>' }}{% endautoescape %}{{ '<b>' }}", "<b>&lt;b&gt;"),
        ("{{ page.nope is defined }}", "False"),
        ("{{ page.nope|default('none') }}", "none"),
        ("{{ page.card.nope.deeper|default('none') if false else page.head.nope|default('x') }}", "x"),
        ("{% macro m(one) %}[{{ one.nope|default('x') }}]{% endmacro %}{{ once(m, page.card) }}", "[x]"),
    ],
)
def test_and_is_set_by_it(text: str, said: str) -> None:
    files = {"content/stories/2026/a.md": story(), "layouts/story.html": text}
    assert page(edition(files), "stories/2026/a/") == said


def test_no_layout_of_ours_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = jinja2.Environment.get_template

    def only_the_stereotype(environment: jinja2.Environment, name: str, *rest: Any) -> jinja2.Template:
        assert isinstance(environment, Stereotype), name
        return plain(environment, name, *rest)

    monkeypatch.setattr(jinja2.Environment, "get_template", only_the_stereotype)
    assert make_own().sound


def set_with(store: Memo, text: str) -> str:
    """What a layout of this text sets; its stereotype may be in the store."""
    masthead = Masthead("", "", "en", "", (), "", (), (), "", "", (), "")
    press = presses({"page.html": text}, {"en": Words("en", {})}, {"en": masthead}, store)["en"]
    return press.stereotype.get_template("page.html").render()


def test_a_stereotype_that_is_kept_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Memo(tmp_path, "engine")
    assert set_with(store, "{{ 1 + 1 }}") == "2"
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert set_with(store, "{{ 1 + 1 }}") == "2"


@pytest.mark.parametrize(("engine", "text", "said"), [("engine", "{{ 1 + 2 }}", "3"), ("another", "{{ 1 + 1 }}", "2")])
def test_one_of_another_text_or_engine_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, text: str, said: str
) -> None:
    assert set_with(Memo(tmp_path, "engine"), "{{ 1 + 1 }}") == "2"
    store = Memo(tmp_path, engine)
    with monkeypatch.context() as patch:
        patch.delattr(jinja2.Environment, "compile")
        with pytest.raises(AttributeError):
            set_with(store, text)
    assert set_with(store, text) == said
