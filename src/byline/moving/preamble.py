"""The front matter of other programs: YAML, TOML or JSON, of which every value is read and none is decided yet.

Byline's own YAML is strict. A stranger's file that breaks its rules is still read, a line at a time, so that no post
is lost for a comma; what is wrong is told.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from typing import Any

import msgspec

from byline.node import Mapping, Node, Scalar, Sequence, compose
from byline.problem import Place, Problem, Severity, problem
from byline.tree import Readable
from byline.unseen import without_unseen

LARGEST_DATA = 2 * 1024 * 1024  # bytes of a file of settings or data
DEEPEST = 20  # levels of lists and tables that are looked into

_FENCED = re.compile(r"---[ \t]*+(\w*+)[ \t]*+\n(.*?)(?:^|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|(?<=\n))\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_OPEN = re.compile(r"(?:---|\+\+\+)[ \t]*\n[\w.-]+[ \t]*[:=]|\{\s*\"[^\"\n]*\"\s*:")
_PAIR = re.compile(r"[\"']?([\w.-]+)[\"']?[ \t]*:(?:[ \t]+(.*))?\Z")
_KEY = re.compile(r"[ \t{,\"']*+([^\"'=:]++)[\"']?+[ \t]*+[=:]")
_PART = re.compile(r"config/_default/(?!(?:hugo|config)\.)(\w+)\.\w+\Z", re.IGNORECASE)
_HIDES = re.compile(r"[ \t]+(?=[\"']?(?:draft|published|private|hidden|status)[\"']?[ \t]*:[ \t])", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)\Z")
_QUOTED = re.compile(r"([\"'])(.*)\1\Z")
_IN_QUOTES = r"\"(?:\\.|[^\"\\])*+\"|'(?:''|[^'])*+'"
_COMMENT = re.compile(rf"((?:\A|(?<=[\[{{,:]))[ \t]*+(?:{_IN_QUOTES}))|(?:\A|[ \t])#.*")
_EACH = re.compile(rf"[ \t]*+((?:{_IN_QUOTES})?+[^,]*+)(?:,|\Z)")
_ANCHOR = re.compile(r"(?<!\S)&([\w-]+)[ \t]+([^\n,\[\]{}]{1,99})$", re.MULTILINE)  # others could make gigabytes
_ALIAS = re.compile(r"(?<![^\s\[,])\*([\w-]+)(?=[ \t]*(?:[,\]#]|\Z))")
_BLOCKS = frozenset({">", "|", ">-", "|-"})


class Preamble(msgspec.Struct, frozen=True):
    """A file split in two: its keys with their values, and the text, which begins on line `first_line`; and `whole`."""

    front: Mapping
    body: str
    first_line: int
    whole: str
    problems: tuple[Problem, ...] = ()


def held(file: Readable, limit: int = LARGEST_DATA) -> bytes | Problem:
    """The bytes of a file of a blog, or why they cannot be read: whatever takes longer to look through, nobody has written."""
    data = file.read()
    if isinstance(data, bytes) and len(data) > limit:
        return problem(Place(file.path), "file-too-large", limit=limit // 1024)
    return data


def lines_of(data: bytes) -> str:
    """A stranger's bytes as text, with one kind of line ending."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what is no UTF-8 was written on Windows, most of the time
    return without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))


def read_preamble(path: str, data: bytes) -> Preamble:
    """The front matter at the beginning of a file; none is an empty mapping."""
    text = lines_of(data)
    start = len(text) - len(text.lstrip("\n"))  # some begin with empty lines
    shift = start + 1
    if found := _FENCED.match(text, start):
        front, problems = _in_language(found[1].lower(), found[2], path, shift)
    elif found := _TOML.match(text, start):
        front, problems = _toml(found[1], path, shift + 1)
    elif (end := _json_end(text)) > 0:
        front, problems = read_json(text[:end], path)
        return Preamble(front, text[end:].lstrip("\n"), _line(text, end + _gap(text[end:])), text, problems)
    else:
        place = Place(path, shift, 1)
        unclosed = (problem(place, "moved-unclosed"),) if _OPEN.match(text, start) else ()
        return Preamble(Mapping((), place), text, 1, text, unclosed)
    return Preamble(front, text[found.end() :], _line(text, found.end()), text, problems)


def _in_language(language: str, text: str, path: str, line: int) -> tuple[Mapping, tuple[Problem, ...]]:
    """What stands between lines of hyphens, of which that on `line` may name the language (11ty.dev/docs/data-frontmatter)."""
    if language in {"", "yaml", "yml"}:
        return read_yaml(text, path, line + 1)
    if language == "json":
        return read_json(text, path, line + 1)
    if language == "toml":
        return _toml(text, path, line + 1)
    return Mapping((), Place(path, line, 1)), (problem(Place(path, line, 1), "moved-script", language=language[:20]),)


def read_data(path: str, data: bytes) -> tuple[Mapping, tuple[Problem, ...]]:
    """A file of settings or data, by its ending. What Hugo's files beside the main one hold stands under the key by which
    they are called (gohugo.io/configuration/introduction/#configuration-directory).
    """
    text = lines_of(data)
    ending = path.rpartition(".")[2].lower()
    if ending == "toml":
        made, problems = _toml(text, path, 1)
    elif ending == "json":
        made, problems = read_json(text, path)
    else:
        made, problems = read_yaml(text.removeprefix("---\n"), path, 1)
    if (part := _PART.match(path)) and [key.text.lower() for key, _ in made.entries] != [part[1].lower()]:
        made = Mapping(((Scalar(part[1], made.place), made),), made.place)
    return made, problems


def read_yaml(text: str, path: str, first_line: int) -> tuple[Mapping, tuple[Problem, ...]]:
    """A YAML mapping; where Byline's reader refuses it, what its lines tell one by one."""
    node, problems = compose(text, path, first_line)
    if isinstance(node, Mapping):
        return node, _milder(problems)
    return _by_lines(text, path, first_line), _milder(problems)


def read_json(text: str, path: str, first_line: int = 1) -> tuple[Mapping, tuple[Problem, ...]]:
    """A JSON object."""
    try:
        return _as_mapping(json.loads(text), text, path, first_line), ()
    except (ValueError, RecursionError):
        return read_yaml(text, path, first_line)


def _toml(text: str, path: str, first_line: int) -> tuple[Mapping, tuple[Problem, ...]]:
    try:
        return _as_mapping(tomllib.loads(text), text, path, first_line), ()
    except (ValueError, RecursionError):
        pairs = re.sub(r"^([ \t]*[\w.-]+[ \t]*)=", r"\1:", text, flags=re.MULTILINE)
        return read_yaml(pairs, path, first_line)


def _milder(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """A stranger's faults keep nothing from being imported."""
    return tuple(msgspec.structs.replace(one, severity=Severity.WARNING) for one in problems)


def _json_end(text: str) -> int:
    """Where the JSON object ends with which a text begins; 0 if it begins with none."""
    if not text.startswith("{") or text[1:2] in {"%", "{", "#"}:
        return 0
    try:
        return json.JSONDecoder().raw_decode(text)[1]
    except (ValueError, RecursionError):
        return 0


def _gap(text: str) -> int:
    return len(text) - len(text.lstrip("\n"))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _by_lines(text: str, path: str, first_line: int) -> Mapping:
    """The keys that stand at the beginning of lines, with the text or the list of texts that follows each."""
    said: dict[str, tuple[Place, list[str], list[Node]]] = {}  # the lines of a text, and the items of a list
    anchors = {name: _uncommented(value) for name, value in _ANCHOR.findall(text)}
    key = ""
    for number, line in enumerate(text.split("\n"), first_line):
        place = Place(path, number, 1)
        if indent := _HIDES.match(line):
            line = line[indent.end() :]  # noqa: PLW2901  # the same line; what hides a post is not overlooked for its blanks
        line = _ALIAS.sub(lambda alias: anchors.get(alias[1], alias[0]), line)  # noqa: PLW2901  # what it stands for
        if (pair := _PAIR.match(line)) and pair[1] not in said:
            key = pair[1]
            said[key] = (place, [_uncommented(pair[2] or "")], [])
        elif key and (item := _ITEM.match(line)):
            said[key][2].append(_bare(_uncommented(item[1]), place))
        elif key and line[:1] in {" ", "\t"} and line.strip():
            said[key][1].append(line.strip())
    entries = tuple((Scalar(key, place), _folded(lines, items, place)) for key, (place, lines, items) in said.items())
    return Mapping(entries, Place(path, first_line, 1))


def _folded(lines: list[str], items: list[Node], place: Place) -> Node:
    """What stands behind a key and below it: a list, or a text on several lines."""
    first = _bare(lines[0], place)
    if isinstance(first, Sequence) or items:
        return Sequence((*(first.items if isinstance(first, Sequence) else ()), *items), place)
    if not isinstance(first, Scalar) or not lines[1:]:
        return first
    if first.text in _BLOCKS:
        return Scalar(" ".join(lines[1:]), place)
    return Scalar(" ".join(filter(None, [first.text, *map(_uncommented, lines[1:])])), place)


def _uncommented(text: str) -> str:
    """A value without the remark behind it, which begins with `#` after a space, and not between quotes."""
    return _COMMENT.sub(lambda found: found[1] or "", text.strip()).rstrip()


def _bare(text: str, place: Place, depth: int = 0) -> Node:
    text = re.sub(r"\A(?:&[\w-]+|!+[\w:.,-]*)(?:[ \t]+|\Z)", "", text.strip())
    if text.startswith("[") and text.endswith("]") and depth < DEEPEST:
        return Sequence(tuple(_bare(one, place, depth + 1) for one in _EACH.findall(text[1:-1]) if one.strip()), place)
    quoted = _QUOTED.match(text)
    return Scalar(quoted[2], place, plain=False) if quoted else Scalar(text, place)


def _as_mapping(value: Any, text: str, path: str, first_line: int) -> Mapping:
    """A value of JSON or TOML as a node; where a key stands is looked up in the text, since these parsers do not tell."""
    start = Place(path, first_line, 1)
    if not isinstance(value, dict):
        return Mapping((), start)
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        if found := _KEY.match(line):
            lines.setdefault(found[1].rstrip(), number)
    places = {key: Place(path, lines.get(key, first_line), 1) for key in value}
    return Mapping(
        tuple((Scalar(without_unseen(key), place), _as_node(value[key], place, 1)) for key, place in places.items()),
        start,
    )


def _as_node(value: Any, place: Place, depth: int) -> Node:
    if depth > DEEPEST:
        return Scalar("", place)
    if isinstance(value, dict):
        return Mapping(
            tuple((Scalar(without_unseen(key), place), _as_node(one, place, depth + 1)) for key, one in value.items()),
            place,
        )
    if isinstance(value, list):
        return Sequence(tuple(_as_node(one, place, depth + 1) for one in value), place)
    return Scalar("" if value is None else without_unseen(_said(value)), place, plain=not isinstance(value, str))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
