"""The grid: the parser's rule for tables, with each line looked at as a whole instead of character by character."""

from __future__ import annotations

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit
from markdown_it.token import Token

from byline.typecase import piece

_RULER = re.compile(r"(?:[|:-][|:-]|[|:][ \t])[|: \t-]*")  # "- " would begin a list
_COLUMN = re.compile(r"(:?)-+(:?)")
_ALIGNED = {(":", ":"): "center", ("", ":"): "right", (":", ""): "left", ("", ""): ""}


def table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A line with bars, below it one of hyphens with as many columns, and the lines that follow.

    The questions are the library's, and their order, but that `|` is looked for first: none of them changes anything.
    """
    below = line + 1
    if below >= end or state.sCount[below] < state.blkIndent or state.is_code_block(below):
        return False
    head = _text(state, line)
    if "|" not in head or not (aligned := _alignments(_text(state, below))) or state.is_code_block(line):
        return False
    names = _cells(mdTrim(head))
    if len(names) != len(aligned):
        return False
    if silent:
        return True
    before, state.parentType = state.parentType, "table"
    whole = state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1).map = [line, below]
    _row(state, "th", names, aligned, line)
    state.push("thead_close", "thead", -1)
    first = below = line + 2
    body: Token | None = None
    missing = 0
    ends = state.md.block.ruler.getRules("blockquote")
    while below < end:
        if state.sCount[below] < state.blkIndent or any(rule(state, below, end, True) for rule in ends):
            break
        text = mdTrim(_text(state, below))
        if not text or state.is_code_block(below):
            break
        cells = _cells(text)
        missing += len(aligned) - len(cells)
        if missing > MAX_AUTOCOMPLETED_CELLS:
            break
        if below == first:
            body = state.push("tbody_open", "tbody", 1)
        _row(state, "td", cells, aligned, below)
        below += 1
    if body:
        state.push("tbody_close", "tbody", -1)
        body.map = [first, below]
    state.push("table_close", "table", -1)
    whole.map = [line, below]
    state.parentType = before
    state.line = below
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _alignments(ruler: str) -> list[str]:
    """How each column is aligned; nothing if this is no line of hyphens."""
    if not _RULER.fullmatch(ruler):
        return []
    columns = [mdTrim(column) for column in ruler.split("|")]
    first, last = 0 if columns[0] else 1, len(columns) if columns[-1] else -1
    found = [_COLUMN.fullmatch(column) for column in columns[first:last]]
    return [_ALIGNED[one[1], one[2]] for one in found if one] if all(found) else []


def _cells(text: str) -> list[str]:
    """The cells of a row; a bar at its beginning or end has none before or behind it."""
    cells = escapedSplit(text) if "\\" in text else text.split("|")
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


def _row(state: StateBlock, tag: str, cells: list[str], aligned: list[str], line: int) -> None:
    """A row with as many cells as there are columns."""
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    level, tokens = state.level, state.tokens
    for number, alignment in enumerate(aligned):
        text = mdTrim(cells[number]) if number < len(cells) else ""
        opening = piece(f"{tag}_open", tag, 1, level, block=True)
        inline = piece("inline", "", 0, level + 1, text, block=True)
        inline.map, inline.children = [line, line + 1], []
        if alignment:
            opening.attrs = {"style": f"text-align:{alignment}"}
        tokens += (opening, inline, piece(f"{tag}_close", tag, -1, level, block=True))
    state.push("tr_close", "tr", -1)
