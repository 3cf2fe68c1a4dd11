"""Typesetting: the text of a manuscript becomes a body, safe HTML with what other rooms need to know of it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from byline.blocks import DEEPEST, parser
from byline.body import Body, Labels
from byline.compositor import Compositor
from byline.problem import Place, Problem, problem
from byline.sheet import Sheet

MOST_BRACKETS = 5_000  # "[": the parser looks ahead from each of them, 60 microseconds where none is closed
MOST_TOLD = 100  # problems of one rule in one text; whoever mends those will see the others
MOST_CELLS = 20_000  # of all tables of a text, those included that the parser adds to short rows
LONGEST_PARAGRAPH = 20_000  # characters; a parser of inline text takes time for each, and readers take more

_OPEN_QUOTE = re.compile(r"[ \t>]*>[ \t]*\Z")  # a last line that holds nothing but the signs of a quote
_DELIMITERS = re.compile(r"[\s>:|-]+\Z")


def typeset(
    text: str, *, path: str, first_line: int, base: str, labels: Labels, language: str
) -> tuple[Body, tuple[Problem, ...]]:
    """Set the Markdown `text` of the file `path` (under the portal's root, `content/…`), beginning on `first_line`.

    `base` is the portal's full address, `language` that of the text. Never raises, whatever the text.
    """
    if bounded := _bounded(text):
        line, rule, limit = bounded
        return Body(), (problem(Place(path, first_line + line - 1, 1), rule, limit=limit),)
    if text.count("[") > MOST_BRACKETS:
        return Body(), (problem(Place(path, first_line, 1), "too-many-brackets", limit=MOST_BRACKETS),)
    if _OPEN_QUOTE.match(text, text.rfind("\n") + 1):
        text += "\n"  # the parser's rule for blocks looks beyond the end of such a text
    sheet = Sheet(text, path, first_line, base, labels, language)
    env: dict[str, Any] = {"sheet": sheet}
    markdown = _markdown()
    tokens = markdown.parse(text, env)
    if deep := next((token for token in tokens if token.level >= DEEPEST - 1), None):
        line = deep.map[0] if deep.map else 0
        return Body(), (problem(Place(path, first_line + line, 1), "nested-too-deep", limit=DEEPEST),)
    sheet.look_over(tokens, env.get("footnotes", {}).get("refs", {}))
    try:
        html = markdown.renderer.render(tokens, markdown.options, env)
    except RecursionError:  # the last net; what is known to nest so deep is refused before
        return Body(), (problem(Place(path, first_line, 1), "nested-too-deep", limit=DEEPEST),)
    body = sheet.body(html)
    times: Counter[str] = Counter()
    told = []
    for one in sheet.problems:
        times[one.rule] += 1
        if times[one.rule] <= MOST_TOLD:
            told.append(one)
    return body, tuple(told)


@cache
def _markdown() -> MarkdownIt:
    markdown = parser()
    renderer = Compositor(markdown)
    renderer.rules = {**markdown.renderer.rules, **renderer.rules}  # type: ignore[attr-defined]  # the plugins' rules, then ours
    markdown.renderer = renderer
    return markdown


def _bounded(text: str) -> tuple[int, str, int] | None:
    """The line, from 1, of the first paragraph that is too long or table that is too large, with its rule and bound.

    Blank lines part paragraphs. A table has as many columns as its line of hyphens, and the parser fills up its rows.
    """
    if len(text) < LONGEST_PARAGRAPH and "|" not in text:
        return None
    length, columns, start, cells = 0, 0, 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            cells += columns * (number - start)
            length, columns, start = 0, 0, number + 1
            continue
        length += len(line) + 1
        if "|" in line and _DELIMITERS.match(line):
            columns = max(columns, line.count("|") + 1)
        if length > LONGEST_PARAGRAPH:
            return start, "paragraph-too-long", LONGEST_PARAGRAPH
        if cells + columns * (number - start) > MOST_CELLS:
            return start, "table-too-large", MOST_CELLS
    return None
