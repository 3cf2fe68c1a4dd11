"""Complaints: what the YAML parser finds wrong, in the author's words and where the author went wrong.

The parser notices a mistake where it can no longer go on, which is often some lines later, and says so in words about
itself. Here the mistake is looked for in the lines; of the parser's sentence only a few words are used. Lines and
columns are counted from 0, as the parser does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
import yaml

CUT = re.compile(r"\s+(?=#[^\s#])")
"""What stands between a text and a comment that was hardly meant as one, since a space after the # is missing."""

_COMMENT = re.compile(r"(?<=\s)#[^\s#]")
_PAIR = re.compile(r":(?:\s|\Z)")
_KEY_AND_VALUE = re.compile(r"\s*((?:- +)*[\w.-]+) *: +(.*\S)")
_NO_SPACE = re.compile(r"\s*([\w.-]+):(?!//)(\S.*)")
_SIMPLE = re.compile(r"\w[\w .,/-]*|\[[\w ,-]*\]\s*")  # a value that needs no quotes

_SPECIAL = re.compile(
    r"cannot start|alphabetic|mapping keys|line break|chomping|indentation indicator|tag|'>'|URI|anchor|directive"
)


class Complaint(msgspec.Struct, frozen=True):
    """What is wrong (a key of the messages' reasons), where, and the line as it was probably meant."""

    reason: str
    line: int
    column: int
    guess: str = ""


def complaint(lines: Sequence[str], fault: yaml.MarkedYAMLError, last: Any, brackets: Sequence[Any]) -> Complaint:
    """The complaint behind a parser's fault; `last` is the last event before it, `brackets` the marks of those open."""
    at = fault.problem_mark or fault.context_mark
    if at is None:
        return Complaint("unreadable", 0, 0)
    begun, said = fault.context_mark or at, fault.problem or ""
    line = _line(lines, at.line)
    if quote := _open_quote(lines, fault, last):
        return quote
    if "\t" in line[: _indent(line)]:
        return Complaint("tab", at.line, at.column)
    if brackets and _ended(lines, brackets[-1], at):
        return _open_bracket(lines, brackets[-1])
    if re.search("escape|hex", said):
        return Complaint("escape", at.line, max(0, line.rfind("\\", 0, at.column + 1)), _in_quotes(line))
    if "expected ':'" in said:
        return no_pair(lines, begun.line)
    if "mapping values" in said or line[at.column : at.column + 1] == ":":
        return _colon(lines, at) if line[: at.column].strip() else no_pair(lines, at.line)
    if "sequence entries" in said:
        return Complaint("hyphen", at.line, at.column)
    if "node content" in said and brackets:
        return Complaint("comma", at.line, at.column)
    if "node content" in said or _SPECIAL.search(said):
        return Complaint("special", begun.line, begun.column, _in_quotes(_line(lines, begun.line)))
    if re.search("expected (key|<block end>|'-'|',')|document start", said):
        return _going_on(lines, at, last)
    return Complaint("unreadable", at.line, at.column)


def no_pair(lines: Sequence[str], number: int) -> Complaint:
    """A line that is no `key: value`; perhaps only the space is missing."""
    line = _line(lines, number)
    if found := _NO_SPACE.match(line):
        meant = f"{found[1]}: {found[2].rstrip()}"
        return Complaint("space", number, found.end(1), meant if _SIMPLE.fullmatch(found[2]) else _in_quotes(meant))
    return Complaint("pair", number, _indent(line))


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_quoted(event: yaml.Event | None) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.style in {"'", '"'}


def _open_quote(lines: Sequence[str], fault: yaml.MarkedYAMLError, last: Any) -> Complaint | None:
    """A quotation mark that is never closed, or only by the next one, some keys later."""
    if _is_quoted(last):
        start, end = last.start_mark, last.end_mark
        if any(_PAIR.search(line) for line in lines[start.line + 1 : end.line + 1]):
            return Complaint("quote", start.line, start.column)
    start = fault.context_mark
    if start is not None and "quoted" in (fault.context or "") and "unexpected" in (fault.problem or ""):
        return Complaint("quote", start.line, start.column)
    return None


def _ended(lines: Sequence[str], bracket: Any, at: Any) -> bool:
    """Whether the lines that could close a bracket have ended: here begins what is beside it or around it, or nothing."""
    line = _line(lines, at.line)
    if line[at.column : at.column + 1] in {"]", "}"}:  # the other kind, or it would have been closed
        return {"[": "]", "{": "}"}[lines[bracket.line][bracket.column]] != line[at.column]
    return at.line > bracket.line and _indent(line) <= _indent(lines[bracket.line])


def _open_bracket(lines: Sequence[str], bracket: Any) -> Complaint:
    line = lines[bracket.line]
    if found := _COMMENT.search(line, bracket.column):
        return Complaint("comment", bracket.line, found.start())
    return Complaint("bracket" if line[bracket.column] == "[" else "brace", bracket.line, bracket.column)


def _colon(lines: Sequence[str], at: Any) -> Complaint:
    """A colon where none may stand. If it is the first of its line, a text from above goes on into that line."""
    line = _line(lines, at.line)
    if _PAIR.search(line[: at.column]):
        return Complaint("colon", at.line, at.column, _in_quotes(line))
    start = at.line
    while start and lines[start - 1].strip() and not _PAIR.search(lines[start - 1]):
        start -= 1
    above = lines[start - 1] if start else ""
    if start < at.line and not (_KEY_AND_VALUE.match(above) and _indent(lines[start]) > _indent(above)):
        return no_pair(lines, start)
    if above and _indent(line) > _indent(above):
        return Complaint("continued", at.line, _indent(line))
    return Complaint("colon", at.line, at.column)


def _going_on(lines: Sequence[str], at: Any, last: Any) -> Complaint:
    """Something stands where a new key, or a new item, ought to begin."""
    line = _line(lines, at.line)
    dots = [number for number in range(at.line) if lines[number].rstrip() == "..."]
    if dots:
        return Complaint("dots", dots[0], 0)
    if last is not None and last.end_mark.line == at.line and last.end_mark.column:
        closing = line[last.end_mark.column - 1]
        if _is_quoted(last) or (isinstance(last, yaml.CollectionEndEvent) and closing in "]}"):
            return Complaint(
                "after-bracket" if closing in "]}" else "after-quote", at.line, at.column, _in_quotes(line)
            )
    if line.lstrip().startswith("- "):
        return Complaint("item", at.line, _indent(line))
    if _PAIR.search(line):
        return Complaint("indent", at.line, _indent(line))
    return no_pair(lines, at.line)


def _are_a_pair(text: str) -> bool:
    """Whether the first and the last quotation mark of a text belong together: `"Hallo "du" da"`, not `"Ja" und "Nein"`."""
    inner, mark = text[1:-1], re.escape(text[0])
    opening, closing = re.search(rf"(?<!\w){mark}\w", inner), re.search(rf"\w{mark}(?!\w)", inner)
    return closing is None or (opening is not None and opening.start() < closing.start())


def _in_quotes(line: str) -> str:
    """The line with its value in quotes; empty where the value is a list or a mapping, or there is none."""
    found = _KEY_AND_VALUE.match(line)
    if not found or (found[2][0] + found[2][-1]) in {"[]", "{}"}:
        return ""
    key, text = found.groups()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" and _are_a_pair(text):
        text = text[1:-1]
    return f'{key}: "{text}"' if not {'"', "\\"} & set(text) else "{}: '{}'".format(key, text.replace("'", "''"))
