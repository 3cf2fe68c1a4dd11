"""A manuscript: a Markdown file as its author handed it in, split into front matter and body."""

from __future__ import annotations

import re

import msgspec

from byline import faircopy
from byline.keystroke import fences, is_empty
from byline.node import Mapping, Node, compose
from byline.problem import Place, Problem, problem
from byline.tree import File, as_text
from byline.unseen import LINE_ENDS, UNSEEN, first_unseen, name, without_unseen

LONGEST_LINE = 20_000  # characters

_SENTENCE = re.compile(r"(?![\s#\]}-]|[\w.-]+ *:(?:\s|\Z))(?:\S+ +){3}\S|\w+ [^:]+: ")


class Manuscript(msgspec.Struct, frozen=True):
    """Front matter as a mapping and the body as text; `first_line` is the line on which the body begins."""

    path: str
    front: Mapping
    body: str
    first_line: int


def read_manuscript(file: File) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """The manuscript in a file, or None with at least one error. What office programs make of it is forgiven (`faircopy`)."""
    text = as_text(file)
    if isinstance(text, Problem):
        return None, (text,)
    lines = text.split("\n")
    if len(max(lines, key=len)) <= LONGEST_LINE and "".join(lines).isprintable():
        return _split(file.path, lines, [], is_printable=True)
    found: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            found.append(problem(Place(file.path, number, LONGEST_LINE), "line-too-long", limit=LONGEST_LINE))
        if first_unseen(line):
            if unseen := next((one for one in UNSEEN.finditer(line) if one[0] not in LINE_ENDS), None):
                place = Place(file.path, number, unseen.start() + 1)
                found.append(problem(place, "control-characters", code=name(unseen[0])))
            lines[number - 1] = without_unseen(line)
    if any(one.rule == "line-too-long" for one in found):
        return None, tuple(found)
    return _split(file.path, lines, found, is_printable=False)


def _split(
    path: str, lines: list[str], found: list[Problem], *, is_printable: bool
) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    start, end = fences(lines)
    if start < 0:
        return None, (*found, problem(Place(path, 1, 1), "no-front-matter"))
    if end < 0:
        return None, (*found, problem(Place(path, start + 1, 1), "front-matter-not-closed"))
    if any(line.startswith("```") for line in lines[:start]):
        lines = _unwrapped(lines, end)
    front, problems = compose("\n".join(lines[start + 1 : end]) + "\n", path, start + 2)
    if begun := _text_begins(lines[:end], start, front, problems):
        return None, (*found, problem(Place(path, begun, 1), "front-matter-not-closed"))
    found += problems
    if front is None:
        return None, tuple(found)
    if not isinstance(front, Mapping):
        return None, (*found, problem(front.place, "mapping-expected", key=""))
    body = faircopy.body("\n".join(lines[end + 1 :]), is_printable=is_printable)
    return Manuscript(path, front, body, end + 2), tuple(found)


def _unwrapped(lines: list[str], end: int) -> list[str]:
    """The lines without the mark of code that ends a whole file, as it is copied from a chat, if it is not the text's."""
    marks = [number for number in range(end, len(lines)) if lines[number].startswith("```")]
    if len(marks) % 2 and all(map(is_empty, lines[marks[-1] + 1 :])):
        return [*lines[: marks[-1]], *[""] * (len(lines) - marks[-1])]
    return lines


def _text_begins(lines: list[str], start: int, front: Node | None, problems: tuple[Problem, ...]) -> int:
    """The line on which the text begins, where front matter runs into it up to a rule (`---`) that was meant as one.

    It is the first sentence after an empty line, and YAML takes it for a key, or can make nothing of it.
    """
    empty = next((number for number in range(start, len(lines)) if not lines[number].strip()), len(lines))
    begun = next((number for number in range(empty, len(lines)) if _SENTENCE.match(lines[number])), -1) + 1
    if isinstance(front, Mapping):
        return begun if any(key.place.line == begun for key, _ in front.entries) else 0
    return begun if problems and begun <= problems[-1].place.line else 0
