"""Typesetting: the text of a manuscript becomes a body, safe HTML with what other rooms need to know of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from byline.blocks import DEEPEST, parser
from byline.compositor import Compositor
from byline.problem import Place, Problem, problem
from byline.sheet import Body, Labels, Sheet

MOST_BRACKETS = 5_000  # "[": the parser looks ahead from each of them, 60 microseconds where none is closed
LONGEST_PARAGRAPH = 20_000  # characters; a parser of inline text takes time for each, and readers take more


def typeset(text: str, *, path: str, first_line: int, base: str, labels: Labels) -> tuple[Body, tuple[Problem, ...]]:
    """Set the Markdown `text` of the file `path` (under the portal's root, `content/…`), beginning on `first_line`.

    `base` is the portal's full address. Never raises, whatever the text.
    """
    if too_long := _too_long(text):
        return Body(), (
            problem(Place(path, first_line + too_long - 1, 1), "paragraph-too-long", limit=LONGEST_PARAGRAPH),
        )
    if text.count("[") > MOST_BRACKETS:
        return Body(), (problem(Place(path, first_line, 1), "too-many-brackets", limit=MOST_BRACKETS),)
    sheet = Sheet(text, path, first_line, base, labels)
    env: dict[str, Any] = {"sheet": sheet}
    markdown = _markdown()
    tokens = markdown.parse(text, env)
    for token in tokens:
        if token.level >= DEEPEST - 1:
            line = token.map[0] if token.map else 0
            return Body(), (problem(Place(path, first_line + line, 1), "nested-too-deep", limit=DEEPEST),)
    sheet.look_over(tokens)
    body = sheet.body(markdown.renderer.render(tokens, markdown.options, env))
    return body, tuple(sheet.problems)


@cache
def _markdown() -> MarkdownIt:
    markdown = parser()
    renderer = Compositor(markdown)
    renderer.rules = {**markdown.renderer.rules, **renderer.rules}  # type: ignore[attr-defined]  # the plugins' rules, then ours
    markdown.renderer = renderer
    return markdown


def _too_long(text: str) -> int:
    """The line, from 1, of the first paragraph that is longer than allowed, or 0. Blank lines part paragraphs."""
    length, start = 0, 1
    for number, line in enumerate(text.split("\n"), 1):
        length = length + len(line) + 1 if line.strip() else 0
        start = start if length else number + 1
        if length > LONGEST_PARAGRAPH:
            return start
    return 0
