"""YAML as nodes: every scalar stays the text that the author typed, and every node knows its place.

Duplicate keys, anchors, aliases, tags and merge keys are problems, so that a page of aliases cannot grow into
gigabytes and `NO`, `12:30` and `010` stay what they are. A text that is cut off by what YAML takes for a comment is told.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
import yaml

from byline.complaint import CUT, Complaint, complaint, no_pair
from byline.faircopy import front_matter, quoted_texts
from byline.keystroke import ZERO_WIDTH
from byline.problem import Place, Problem, problem
from byline.unseen import first_unseen, name, without_unseen

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times as fast; the events are the same

DEEPEST = 12  # levels of nesting; the deepest setting that exists needs four


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """A text; `plain` tells that it was not quoted."""

    text: str
    place: Place
    plain: bool = True


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """A list."""

    items: tuple[Node, ...]
    place: Place


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """Keys with values, in the author's order; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place


Node = Scalar | Sequence | Mapping


def is_empty(node: Node) -> bool:
    """Whether a value was left out: nothing stands there, or `~`, or `null`."""
    return isinstance(node, Scalar) and (not node.text.strip() or (node.plain and node.text in {"~", "null"}))


def text_in(node: Node) -> str:
    """The text that a node is, or that a mapping holds as its `id` (`{id: ada}`); may be empty."""
    if isinstance(node, Mapping):
        node = next((value for key, value in node.entries if key.text == "id"), node)
    return node.text if isinstance(node, Scalar) else ""


class _Refused(Exception):
    """The text has no node; carries the problem that says why. Never leaves this module."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


def compose(text: str, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Problem, ...]]:
    """The node of a YAML text that begins on line `first_line` of the file `path`.

    No node comes with at least one problem; an empty text is an empty mapping. A line of which it is known how it was
    probably meant is told and read like that, so that one slip hides no other.
    """
    if simple := _simple(text, path, first_line):
        return simple, ()
    clean = without_unseen(text)
    told = [
        problem(Place(path, line + first_line, column + 1), "quotes-not-shown", guess=guess)
        for line, column, guess in quoted_texts(clean)
    ]
    lines = front_matter(clean).split("\n")
    for _ in range(MOST_MENDED):
        node, found = _parsed("\n".join(lines), path, first_line)
        told += found
        if node or not found or not found[-1].guess:
            break
        number = found[-1].place.line - first_line
        lines[number] = lines[number][: len(lines[number]) - len(lines[number].lstrip())] + found[-1].guess
    return node, tuple(dict.fromkeys(told))


def _parsed(text: str, path: str, first_line: int) -> tuple[Node | None, tuple[Problem, ...]]:
    """What the parser makes of a text; the problem that stopped it comes last."""
    reader = _Reader(text, path, first_line)
    try:
        node = reader.document()
    except _Refused as refused:
        return None, (*reader.problems, refused.problem)
    except yaml.MarkedYAMLError as fault:
        return None, (*reader.problems, reader.told(complaint(reader.lines, fault, reader.last, reader.brackets)))
    except yaml.YAMLError:  # a reader error: a character that YAML does not allow
        return None, (*reader.problems, problem(Place(path, first_line, 1), "yaml-syntax", reason="unreadable"))
    finally:
        reader.loader.dispose()
    return node, tuple(reader.problems)


MOST_MENDED = 10  # lines of one text

_KEY = r"[a-z_]{1,40}"
_QUOTED = r'"[^"\\]*"'
_WORD = r"[^\W_][\w./-]*"  # what cannot mean anything in brackets
_ITEM = rf"(?:{_QUOTED}|[./]*{_WORD}(?: {_WORD})*)"
_PAIR = rf"{_KEY}: {_ITEM}"
_REST = r"[^\W_][^:#]*(?:(?::(?=[^ ])|(?<! )#)[^:#]*)*(?<![: ])"
_ENTRY = re.compile(
    rf"({_KEY}): (?:({_QUOTED})|(\[(?:{_ITEM}(?:, ?{_ITEM})*)?\])|(\{{{_PAIR}(?:, ?{_PAIR})*\}})|({_REST}))"
)
_EACH_ITEM, _EACH_PAIR = re.compile(_ITEM), re.compile(rf"({_KEY}): ({_ITEM})")


def _simple(text: str, path: str, first_line: int) -> Mapping | None:
    """The node of a text that has nothing but one entry on each line, as most front matter has: then no YAML is asked.

    Each has a key and either a text in double quotes without escapes, or a list or mapping of such texts and of words,
    or a text that begins with a letter or digit and holds neither a colon before a space nor a `#` behind one. In all
    of these YAML reads what is written, and nothing can go on below, since every line begins with a key.
    """
    lines = text.removesuffix("\n").split("\n")
    if not "".join(lines).isprintable():
        return None
    entries: dict[str, tuple[Scalar, Node]] = {}
    for number, line in enumerate(lines, first_line):
        found = _ENTRY.fullmatch(line)
        if found is None or found[1] in entries:
            return None
        key, text, items, _, rest = found.groups()
        place = Place(path, number, len(key) + 3)
        value: Node
        if rest is not None:
            value = Scalar(rest, place)
        elif text is not None:
            value = Scalar(text[1:-1], place, plain=False)
        elif items is not None:
            value = Sequence(
                tuple(_item(one, 0, path, number) for one in _EACH_ITEM.finditer(line, found.start(3))), place
            )
        else:
            each = list(_EACH_PAIR.finditer(line, found.start(4)))
            made = {
                one[1]: (Scalar(one[1], Place(path, number, one.start() + 1)), _item(one, 2, path, number))
                for one in each
            }
            if len(made) < len(each):  # a key comes twice
                return None
            value = Mapping(tuple(made.values()), place)
        entries[key] = Scalar(key, Place(path, number, 1)), value
    return Mapping(tuple(entries.values()), Place(path, first_line, 1))


def _item(found: re.Match[str], group: int, path: str, line: int) -> Scalar:
    text, place = found[group], Place(path, line, found.start(group) + 1)
    return Scalar(text[1:-1], place, plain=False) if text.startswith('"') else Scalar(text, place)


class _Reader:
    """Builds nodes from the parser's events, so that depth and aliases are bounded before anything is built."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.loader = Loader(text)
        self.last: yaml.Event | None = None
        self.brackets: list[Any] = []  # the marks of those that are open

    def place(self, mark: Any) -> Place:  # libyaml's mark or PyYAML's own
        return self.at(mark.line, mark.column)

    def at(self, line: int, column: int) -> Place:
        return Place(self.path, line + self.first_line, column + 1)

    def next_event(self) -> yaml.Event:
        event: yaml.Event = self.loader.get_event()
        self.last = event
        return event

    def document(self) -> Node:
        next_event = self.next_event
        next_event()  # the stream's start
        event = next_event()
        if isinstance(event, yaml.StreamEndEvent):
            return Mapping((), Place(self.path, self.first_line, 1))
        node = self.node(next_event(), 0)
        next_event()  # the document's end
        after = next_event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Refused(problem(self.place(after.start_mark), "yaml-feature", feature="---"))
        if isinstance(node, Scalar) and node.plain:  # nothing that is read is one text without a key
            raise _Refused(self.told(no_pair(self.lines, node.place.line - self.first_line)))
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(problem(place, "yaml-feature", feature=f"*{event.anchor}"))
        if not isinstance(event, yaml.NodeEvent):  # the parser has no others here
            raise _Refused(problem(place, "yaml-syntax", reason="unreadable"))
        if event.anchor is not None:
            raise _Refused(problem(place, "yaml-feature", feature=f"&{event.anchor}"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _Refused(problem(place, "yaml-feature", feature=str(tag).replace("tag:yaml.org,2002:", "!!")))
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if depth >= DEEPEST:
            raise _Refused(problem(place, "yaml-too-deep", limit=DEEPEST))
        if bracketed := bool(event.flow_style):  # type: ignore[attr-defined]  # a collection's start
            self.brackets.append(event.start_mark)
        made = self.sequence(place, depth) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(place, depth)
        if bracketed:
            self.brackets.pop()
        return made

    def scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        text = event.value
        if unseen := first_unseen(text):  # a quoted text can hold any character by its number
            self.problems.append(problem(place, "control-characters", code=name(unseen[0])))
            text = without_unseen(text)
        if not event.style:
            self.look_for_comment(event.end_mark)
        if not text.isascii():
            text = text.strip(ZERO_WIDTH)
        return Scalar(text, place, not event.style)

    def look_for_comment(self, end: Any) -> None:
        """Whether a text is cut off by something that looks more like `#metoo` than like a comment."""
        line = self.lines[end.line] if end.line < len(self.lines) else ""  # the parser may count one line more
        if cut := CUT.match(line, end.column):
            self.problems.append(problem(self.at(end.line, cut.end()), "cut-by-comment"))

    def sequence(self, place: Place, depth: int) -> Sequence:
        items = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(tuple(items), place)

    def mapping(self, place: Place, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self.next_event(), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(self.next_event(), depth + 1)
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

    def told(self, found: Complaint) -> Problem:
        place = self.at(min(found.line, len(self.lines) - 1), found.column)
        if found.reason == "tab":
            return problem(place, "yaml-tab")
        return problem(place, "yaml-syntax", reason=found.reason, guess=found.guess)
