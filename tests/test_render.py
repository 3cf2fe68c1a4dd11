"""Rendering: a layout's fault is a problem with the layout's file and line, and what it sets is escaped."""

from __future__ import annotations

import pytest
from portal import LAYOUTS, PARTS, edition, page, picture, story

STORY = {"content/stories/2026/a.md": story(title="'A <b>& \"c\"</b>'")}
BAD = "\n{% macro bad() %}{{ nowhere }}{% endmacro %}\n"
START = '{% import "parts.html" as parts with context %}\n'


def faults(layouts: dict[str, str | None]) -> list[tuple[str, int, str, str]]:
    """Place, rule and reason of each error of a portal with these layouts."""
    made = edition({**STORY, **layouts})
    assert not made.sound
    found = [one for one in made.problems if one.severity.value == "error"]
    return [(one.place.path, one.place.line, one.rule, dict(one.facts).get("reason", "")) for one in found]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("one\n{{ pge.title }}\n", 2, "'pge' is undefined"),
        ("one\n\n{{ page.titel }}\n", 3, "has no attribute 'titel'"),
        ("{{ page.card.title.nope }}", 1, "has no attribute 'nope'"),
        ("a\n{% if page %}\n", 2, "Unexpected end of template"),
        ("a\n\n{{ page.title }\n", 3, "unexpected '}'"),
        ("a\n{% nonsense %}", 2, "unknown tag"),
        ("a\n{{ t('no_such_string') }}", 2, "no string “no_such_string”"),
        ("a\n{{ asset('no.css') }}", 2, "no.css"),
        ("a\n{% include 'no.html' %}", 2, "no.html"),
        ("a\n{{ page.head.title|nofilter }}", 2, "nofilter"),
        ("a\n{{ 1 / 0 }}", 2, "zero"),
        ("a\n{{ page.authors[7].name }}", 2, ""),
        ("a\n{{ page.head.title() }}", 2, "not callable"),
        ("a\n\n\n{{ page.head.title + 1 }}", 4, ""),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 1, "recursion"),
    ],
)
def test_a_fault_in_a_layout(text: str, line: int, reason: str) -> None:
    found = faults({"layouts/story.html": text})
    assert [one[:3] for one in found] == [("layouts/story.html", line, "layout-fault")]
    assert reason in found[0][3]


def test_a_fault_in_what_layouts_share_is_told_there() -> None:
    assert [
        one[:3]
        for one in faults({"layouts/story.html": START + "{{ parts.bad() }}", "layouts/parts.html": PARTS + BAD})
    ] == [("layouts/parts.html", PARTS.count("\n") + 2, "layout-fault")]


def test_a_missing_layout() -> None:
    found = faults({"layouts/story.html": None})
    assert [(path, rule) for path, _, rule, _ in found] == [("layouts/story.html", "layout-fault")]
    assert "there is no layout “story.html”" in found[0][3]


def test_a_fault_on_many_pages_is_told_once() -> None:
    stories = {f"content/stories/2026/s{number}.md": story() for number in range(8)}
    made = edition({**stories, "layouts/story.html": "\n{{ nowhere }}"})
    assert [one.rule for one in made.problems if one.severity.value == "error"] == ["layout-fault"]


def test_faults_in_several_layouts_are_told_in_one_run() -> None:
    found = faults(
        {"layouts/story.html": "{{ a }}", "layouts/home.html": "{{ b }}", "layouts/archive.html": "\n{% if %}"}
    )
    assert [one[:2] for one in found] == [
        ("layouts/archive.html", 2),
        ("layouts/home.html", 1),
        ("layouts/story.html", 1),
    ]


def test_a_broken_layout_publishes_nothing_even_when_going_on() -> None:
    made = edition({**STORY, "layouts/home.html": "{{ a }}"}, keep_going=True)
    assert not made.sound


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{{ page.head.title }}", "A &lt;b&gt;&amp; “c”&lt;/b&gt;"),
        ('<a title="{{ page.head.title }}">', '<a title="A &lt;b&gt;&amp; “c”&lt;/b&gt;">'),
        ("{{ page.head.address }}", "stories/2026/a/"),
        ("{{ page.head.address|link }}", "../../../stories/2026/a/"),
        ("{{ ''|link }}", "../../../"),
        ("{{ page.head.address|absolute }}", "https://intranet.example/voices/stories/2026/a/"),
        ("{{ day(page.card.day) }}", "14 March 2026"),
        ("{{ listed(['a', 'b', 'c']|list) }}", "a, b and c"),
        ("{{ language_name('de') }}", "German"),
        ("{{ t('people') }}", "People"),
        ("{{ page.authors|map(attribute='name')|join }}", "Ada Berg"),
    ],
)
def test_what_a_layout_can_do(text: str, html: str) -> None:
    assert page(edition({**STORY, "layouts/story.html": text}), "stories/2026/a/") == html


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", "./people/ada/"),
        ("subscribe/", "../people/ada/"),
        ("de/people/ben/", "../../../people/ada/"),
        ("404.html", "/voices/people/ada/"),
    ],
)
def test_links_are_relative_to_the_page(address: str, link: str) -> None:
    layouts = {name: "{{ 'people/ada/'|link }}" for name in LAYOUTS if name != "layouts/parts.html"}
    assert page(edition({**STORY, **layouts}), address) == link


def test_indentation_is_left_out_but_where_it_is_seen() -> None:
    for text, html in (
        ("<p>\n\t  <b>x\n    y</b>\n</p>", "<p>\n<b>x\ny</b>\n</p>"),
        ("<PRE>\n  x</PRE>", "<PRE>\n  x</PRE>"),
    ):
        assert page(edition({**STORY, "layouts/story.html": text}), "stories/2026/a/") == html


def test_a_fault_is_told_on_its_line_whatever_the_indentation() -> None:
    assert faults({"layouts/story.html": "\n\n   {{ nowhere }}"})[0][:2] == ("layouts/story.html", 3)


def test_once_makes_the_same_once_and_others_anew() -> None:
    text = (
        START
        + "{% macro m(one, look='x') %}[{{ one }} {{ look }}]{% endmacro %}"
        + "".join(f"{{{{ once(m, {values}) }}}}" for values in ("'a'", "'a'", "'b'", "'a', look='y'", "'<i>'", "'a'"))
    )
    assert page(edition({**STORY, "layouts/story.html": text}), "stories/2026/a/").strip() == (
        "[a x][a x][b x][a y][&lt;i&gt; x][a x]"
    )


def test_assets_have_names_that_change_with_them() -> None:
    text = {"layouts/home.html": "{{ asset('style.css')|link }}"}
    one, other = (page(edition({**text, "assets/style.css": css}), "") for css in ("a{}", "b{}"))
    assert one != other
    made = edition({**text, "assets/style.css": "a{}", "assets/fonts/x.woff2": picture()})
    paths = {file.path for file in made.files}
    assert one.removeprefix("./") in paths
    style = next(file for file in made.files if file.path == one.removeprefix("./"))
    assert style.data.startswith(b":root{color-scheme:light;--accent:#a33b20;--paper:#")
    assert style.data.endswith(b"}\na{}")
    assert [path for path in paths if path.startswith("assets/fonts/x.")]


def test_layouts_that_are_no_html_are_no_layouts() -> None:
    assert edition({**STORY, "layouts/notes.txt": "{% broken"}).sound
