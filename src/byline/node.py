"""YAML as nodes: every scalar stays the text that the author typed, and every node knows its place.

Duplicate keys, anchors, aliases, tags and merge keys are problems, so that a page of aliases cannot grow into
gigabytes and `NO`, `12:30` and `010` stay what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from byline.problem import Place, Problem, problem
from byline.unseen import first_unseen, name, without_unseen

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast; the events are the same

DEEPEST = 12  # levels of nesting; the deepest setting that exists needs four


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `plain` tells that it was not quoted."""

    text: str
    place: Place
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the author's order; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    """The text has no node; carries the problem that says why. Never leaves this module."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


def compose(text: str, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Problem, ...]]:
    """The node of a YAML text that begins on line `first_line` of the file `path`.

    No node comes with at least one problem; an empty text is an empty mapping.
    """
    reader = _Reader(without_unseen(text.replace("\r\n", "\n")), path, first_line)
    try:
        node = reader.document()
    except _Refused as refused:
        return None, (*reader.problems, refused.problem)
    except yaml.MarkedYAMLError as fault:
        return None, (*reader.problems, reader.syntax_problem(fault))
    except yaml.YAMLError as fault:  # a reader error: a character that YAML does not allow
        return None, (
            *reader.problems,
            problem(Place(path, first_line, 1), "yaml-syntax", reason=str(fault).splitlines()[0]),
        )
    finally:
        reader.loader.dispose()
    return node, tuple(reader.problems)


class _Reader:
    """Builds nodes from the parser's events, so that depth and aliases are bounded before anything is built."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.loader = Loader(text)

    def place(self, mark: Any) -> Place:  # libyaml's mark or PyYAML's own
        if mark is None:
            return Place(self.path, self.first_line, 1)
        return Place(self.path, mark.line + self.first_line, mark.column + 1)

    def document(self) -> Node:
        next_event = self.loader.get_event
        next_event()  # the stream's start
        event = next_event()
        if isinstance(event, yaml.StreamEndEvent):
            return Mapping((), Place(self.path, self.first_line, 1))
        node = self.node(next_event(), 0)
        next_event()  # the document's end
        after = next_event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Refused(problem(self.place(after.start_mark), "yaml-feature", feature="---"))
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(problem(place, "yaml-feature", feature=f"*{event.anchor}"))
        if not isinstance(event, yaml.NodeEvent):  # the parser has no others here
            raise _Refused(problem(place, "yaml-syntax", reason=type(event).__name__))
        if event.anchor is not None:
            raise _Refused(problem(place, "yaml-feature", feature=f"&{event.anchor}"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _Refused(problem(place, "yaml-feature", feature=str(tag).replace("tag:yaml.org,2002:", "!!")))
        if isinstance(event, yaml.ScalarEvent):
            text = event.value
            if unseen := first_unseen(text):  # a quoted text can hold any character by its number
                self.problems.append(problem(place, "control-characters", code=name(unseen[0])))
                text = without_unseen(text)
            return Scalar(text, place, not event.style)
        if depth >= DEEPEST:
            raise _Refused(problem(place, "yaml-too-deep", limit=DEEPEST))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
                items.append(self.node(event, depth + 1))
            return Sequence(tuple(items), place)
        return self.mapping(place, depth)

    def mapping(self, place: Place, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(self.loader.get_event(), depth + 1)
            if not isinstance(key, Scalar):
                self.problems.append(problem(key.place, "text-expected", key="?"))
            elif key.text == "<<" and key.plain:
                self.problems.append(problem(key.place, "yaml-feature", feature="<<"))
            elif key.text in entries:
                first = entries[key.text][0].place.line
                self.problems.append(problem(key.place, "duplicate-key", key=key.text, first=first))
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), place)

    def syntax_problem(self, fault: yaml.MarkedYAMLError) -> Problem:
        """The parser's complaint in the author's words: most often a text with a colon that wants quotes."""
        mark = fault.problem_mark or fault.context_mark
        place = self.place(mark) if mark else Place(self.path, self.first_line, 1)
        lines = self.text.splitlines()
        line = lines[place.line - self.first_line] if 0 <= place.line - self.first_line < len(lines) else ""
        key, colon, value = line.partition(":")
        wants_quotes = (
            bool(colon)
            and value.strip()[:1] not in {"", '"', "'"}
            and (": " in value or value.strip()[:1] in "@`%&*!|>#{}[],?-")
        )
        guess = f'{key.strip()}: "{value.strip()}"' if wants_quotes and '"' not in value else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return problem(place, "yaml-tab")
        return problem(place, "yaml-syntax", reason=fault.problem or "not readable as YAML", guess=guess)
