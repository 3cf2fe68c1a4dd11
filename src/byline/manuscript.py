"""A manuscript: a Markdown file as its author handed it in, split into front matter and body."""

from __future__ import annotations

import re

import msgspec

from byline.node import Mapping, Node, compose
from byline.problem import Place, Problem, problem
from byline.tree import File, as_text
from byline.unseen import first_unseen, name, without_unseen

LONGEST_LINE = 20_000  # characters

_FENCE = re.compile(r"---[ \t]*\Z")
_SENTENCE = re.compile(r"(?![\s#\]}-]|[\w.-]+ *:(?:\s|\Z))(?:\S+ +){3}\S|\w+ [^:]+: ")


class Manuscript(msgspec.Struct, frozen=True):
    """Front matter as a node and the body as text; `first_line` is the line on which the body begins."""

    path: str
    front: Node
    body: str
    first_line: int


def read_manuscript(file: File) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """The manuscript in a file, or None with at least one error. Every kind of line ending counts as one."""
    text = as_text(file)
    if isinstance(text, Problem):
        return None, (text,)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if len(max(lines, key=len)) <= LONGEST_LINE and "".join(lines).isprintable():
        return _split(file.path, lines, [])
    found: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            found.append(problem(Place(file.path, number, LONGEST_LINE), "line-too-long", limit=LONGEST_LINE))
        if unseen := first_unseen(line):
            found.append(
                problem(Place(file.path, number, unseen.start() + 1), "control-characters", code=name(unseen[0]))
            )
            lines[number - 1] = without_unseen(line)
    if any(one.rule == "line-too-long" for one in found):
        return None, tuple(found)
    return _split(file.path, lines, found)


def _split(path: str, lines: list[str], found: list[Problem]) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    if not _FENCE.match(lines[0]):
        return None, (*found, problem(Place(path, 1, 1), "no-front-matter"))
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.match(line)), 0)
    if not end:
        return None, (*found, problem(Place(path, 1, 1), "front-matter-not-closed"))
    front, problems = compose("\n".join(lines[1:end]) + "\n", path, 2)
    if begun := _text_begins(lines[:end], front, problems):
        return None, (*found, problem(Place(path, begun, 1), "front-matter-not-closed"))
    found += problems
    if front is None:
        return None, tuple(found)
    if not isinstance(front, Mapping):
        return None, (*found, problem(front.place, "mapping-expected", key=""))
    return Manuscript(path, front, "\n".join(lines[end + 1 :]), end + 2), tuple(found)


def _text_begins(lines: list[str], front: Node | None, problems: tuple[Problem, ...]) -> int:
    """The line on which the text begins, where front matter runs into it up to a rule (`---`) that was meant as one.

    It is the first sentence after an empty line, and YAML takes it for a key, or can make nothing of it.
    """
    empty = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    begun = next((number for number in range(empty, len(lines)) if _SENTENCE.match(lines[number])), -1) + 1
    if isinstance(front, Mapping):
        return begun if any(key.place.line == begun for key, _ in front.entries) else 0
    return begun if problems and begun <= problems[-1].place.line else 0
