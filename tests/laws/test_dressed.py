"""Law: a story comes out the same, whatever editors, office programs and upload boxes have done to its file.

Each dressing is what some program is known to do. Problems are told at the same lines and columns.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from chance import tries
from hypothesis import given, strategies as st
from portal import edition, page, picture

from byline.edition import Edition

FRONT = """\
---
title: "The pump: a love story"
date: 2026-05-01
authors: [ada, "ben"]
departments:
  - production
  - field-service
roles: [fitter]
topics: ["learning", Late shift]
image:
  src: "roof.png"
  alt: A wet roof
  credit: 'Ada Berg'
kind: interview
learned: 'Look up - then down.'
id: a
---
"""
BODY = """\
## It began

A pump  
is a *pump*.

- one
- two

  - within

1. first
2. second

![A roof](roof.png "It was wet"){credit="Ada Berg"}

::: interview
? Why

Because of [it](/people/adda/ "her").
:::

> Said [nobody](/people/nobody/)
"""  # noqa: W291  # two spaces end a line

Dress = Callable[[str], str]


def in_text(pattern: str, put: str | Callable[[re.Match[str]], str]) -> Dress:
    return lambda text: re.sub(pattern, put, text, flags=re.MULTILINE)


def quoted(marks: str) -> Dress:
    """Typographic marks in place of straight ones, also of single ones."""
    return in_text(r"([\"'])(.*?)\1(?=[,\]})]|$)", rf"{marks[0]}\2{marks[1]}")


FRONTS: dict[str, Dress] = {
    "fences as dashes": in_text("^---$", "—"),
    "fences as two kinds of dashes": in_text("^---$", "—-"),
    "fences with a space behind": in_text("^---$", "---\u00a0"),
    "fences of rich text": in_text(r"\A---$|^---$(?=\n\Z)", r"\\---"),
    "German quotes": quoted("„“"),
    "English quotes": quoted("“”"),
    "quotes of books": quoted("»«"),
    "French quotes": quoted("«»"),
    "only the first of two": quoted('„"'),
    "dashes in dates": in_text(r"(?<=\d)-(?=\d)", "\u2011"),
    "dashes in ids": in_text("field-service", "field\u2011service"),
    "dashes before items": in_text(r"^( *)- ", "\\1– "),
    "bullets before items": in_text(r"^( *)- ", "\\1• "),
    "spaces that do not break, behind colons": in_text(r"^( *[a-z]+): ", "\\1:\u00a0"),
    "narrow ones": in_text(r"^( *[a-z]+): ", "\\1:\u202f"),
    "before items": in_text(r"^  ", "\u00a0\u00a0"),
    "behind marks of items": in_text(r"^( *)- ", "\\1-\u00a0"),
    "between items": in_text(r", ", ",\u00a0"),
    "tabs before items": in_text(r"^  ", "\t\t"),
    "blanks at the end": in_text(r"(?<=[\w\]])$", " \u00a0"),
    "capital letters": in_text(r"^[a-z]", lambda found: found[0].upper()),
    "capital choices": in_text(r"interview", "Interview"),
    "no width behind an id": in_text(r"ada(?=,)", "ada\u200b"),
}
BODIES: dict[str, Dress] = {
    "spaces that do not break, behind marks": in_text(r"^( *(?:[->?]|#+|:::)) ", "\\1\u00a0"),
    "before marks": in_text(r"^  (?=-)", "\u00a0\u00a0"),
    "at the end": in_text(r"  $", "\u00a0\u00a0"),
    "in empty lines": in_text(r"^$", "\u00a0"),
    "no width in empty lines": in_text(r"^$", "\u200b"),
    "no width before lines": in_text(r"^(?=A|#)", "\u200b"),
    "bullets": in_text(r"^( *)- ", "\\1• "),
    "bullets of office programs": in_text(r"^- ", "\uf0b7\t"),
    "dashes with tabs": in_text(r"^- ", "–\t"),
    "German quotes": quoted("„“"),
    "English quotes": quoted("“”"),
    "no space behind marks of headings": in_text(r"^##[ \u00a0]", "##"),
    "tags of office programs": in_text(r"\*pump\*\.$", r"\g<0><o:p></o:p>"),
    "no line end at the end": lambda text: text.rstrip("\n"),
}
LINE_ENDS = ("\n", "\r\n", "\r", "\r\r\n")
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-8 with two marks": lambda text: codecs.BOM_UTF8 * 2 + text.encode(),
    "UTF-16": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16, the other way round": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
}


def made_of(data: bytes) -> Edition:
    return edition({"content/stories/2026/a.md": data, "content/stories/2026/roof.png": picture()})


CLEAN = made_of((FRONT + BODY).encode())


def compare(fronts: set[str], bodies: set[str], line_end: str, encoding: str) -> None:
    front, body = FRONT, BODY
    for name, dress in FRONTS.items():  # in their order, whatever was drawn first
        front = dress(front) if name in fronts else front
    for name, dress in BODIES.items():
        body = dress(body) if name in bodies else body
    made = made_of(ENCODINGS[encoding]((front + body).replace("\n", line_end)))
    told = [one for one in made.problems if one.rule != "quotes-not-shown"]
    assert told == list(CLEAN.problems), front + body
    assert page(made, "stories/2026/a/") == page(CLEAN, "stories/2026/a/")
    assert made.files == CLEAN.files


def test_a_dressed_story_comes_out_the_same_one_dressing_at_a_time() -> None:
    assert {one.rule for one in CLEAN.problems} == {"dead-link"}
    for name, dress in FRONTS.items():
        assert dress(FRONT) != FRONT, name
        compare({name}, set(), "\n", "UTF-8")
    for name, dress in BODIES.items():
        assert dress(BODY) != BODY, name
        compare(set(), {name}, "\n", "UTF-8")


@tries(20)
@given(
    st.sets(st.sampled_from([*FRONTS])),
    st.sets(st.sampled_from([*BODIES])),
    st.sampled_from(LINE_ENDS),
    st.sampled_from([*ENCODINGS]),
)
def test_a_dressed_story_comes_out_the_same(fronts: set[str], bodies: set[str], line_end: str, encoding: str) -> None:
    compare(fronts, bodies, line_end, encoding)
