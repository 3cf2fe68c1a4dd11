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
from byline.problem import Place, Problem, Severity
from byline.unseen import without_unseen

DEEPEST = 20  # levels of lists and tables that are looked into

_YAML = re.compile(r"---[ \t]*+(?:yaml)?[ \t]*+\n(.*?)(?:^|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|(?<=\n))\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([\w.-]+)[ \t]*:(?:[ \t]+(.*))?\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)\Z")
_QUOTED = re.compile(r"([\"'])(.*)\1\Z")


class Preamble(msgspec.Struct, frozen=True):
    """A file split in two: its keys with their values, and the text, which begins on line `first_line`; and `whole`."""

    front: Mapping
    body: str
    first_line: int
    whole: str
    problems: tuple[Problem, ...] = ()


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
    if found := _YAML.match(text, start):
        front, problems = read_yaml(found[1], path, shift + 1)
    elif found := _TOML.match(text, start):
        front, problems = _toml(found[1], path, shift + 1)
    elif (end := _json_end(text)) > 0:
        front, problems = read_json(text[:end], path)
        return Preamble(front, text[end:].lstrip("\n"), _line(text, end + _gap(text[end:])), text, problems)
    else:
        return Preamble(Mapping((), Place(path, 1, 1)), text, 1, text)
    return Preamble(front, text[found.end() :], _line(text, found.end()), text, problems)


def read_data(path: str, data: bytes) -> tuple[Mapping, tuple[Problem, ...]]:
    """A file of settings or data, by its ending."""
    text = lines_of(data)
    ending = path.rpartition(".")[2].lower()
    if ending == "toml":
        return _toml(text, path, 1)
    return read_json(text, path) if ending == "json" else read_yaml(text.removeprefix("---\n"), path, 1)


def read_yaml(text: str, path: str, first_line: int) -> tuple[Mapping, tuple[Problem, ...]]:
    """A YAML mapping; where Byline's reader refuses it, what its lines tell one by one."""
    node, problems = compose(text, path, first_line)
    if isinstance(node, Mapping):
        return node, _milder(problems)
    return _by_lines(text, path, first_line), _milder(problems)


def read_json(text: str, path: str) -> tuple[Mapping, tuple[Problem, ...]]:
    """A JSON object."""
    try:
        return _as_mapping(json.loads(text), text, path, 1), ()
    except (ValueError, RecursionError):
        return read_yaml(text, path, 1)


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
    entries: dict[str, tuple[Scalar, Node]] = {}
    key = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if (pair := _PAIR.match(line)) and pair[1] not in entries:
            key = pair[1]
            entries[key] = (Scalar(key, Place(path, number, 1)), _bare(pair[2] or "", Place(path, number, 1)))
        elif key and (item := _ITEM.match(line)):
            name, before = entries[key]
            items = before.items if isinstance(before, Sequence) else ()
            entries[key] = (name, Sequence((*items, _bare(item[1], Place(path, number, 1))), before.place))
        elif key and line[:1] in {" ", "\t"} and line.strip():
            name, before = entries[key]
            if isinstance(before, Scalar):
                folded = "" if before.text in {">", "|", ">-", "|-"} else f"{before.text} "
                entries[key] = (name, Scalar(f"{folded}{line.strip()}", before.place))
    return Mapping(tuple(entries.values()), Place(path, first_line, 1))


def _bare(text: str, place: Place) -> Node:
    text = re.sub(r"\A(?:&[\w-]+|!+[\w:.,-]*)(?:[ \t]+|\Z)", "", text.strip())
    if text.startswith("[") and text.endswith("]"):
        return Sequence(tuple(_bare(one, place) for one in text[1:-1].split(",") if one.strip()), place)
    quoted = _QUOTED.match(text)
    return Scalar(quoted[2], place, plain=False) if quoted else Scalar(text, place)


def _as_mapping(value: Any, text: str, path: str, first_line: int) -> Mapping:
    node = _as_node(value, text, path, first_line, 0)
    return node if isinstance(node, Mapping) else Mapping((), Place(path, first_line, 1))


def _as_node(value: Any, text: str, path: str, line: int, depth: int) -> Node:
    """A value of JSON or TOML as a node; a key is looked up in the text, since these parsers tell no places."""
    place = Place(path, line, 1)
    if depth > DEEPEST:
        return Scalar("", place)
    if isinstance(value, dict):
        entries = []
        for key, one in value.items():
            found = (
                re.search(rf"^[ \t{{,\"']*{re.escape(key)}[\"']?[ \t]*[=:]", text, re.MULTILINE) if not depth else None
            )
            at = line + text.count("\n", 0, found.start()) if found else line
            entries.append((Scalar(without_unseen(key), Place(path, at, 1)), _as_node(one, text, path, at, depth + 1)))
        return Mapping(tuple(entries), place)
    if isinstance(value, list):
        return Sequence(tuple(_as_node(one, text, path, line, depth + 1) for one in value), place)
    return Scalar("" if value is None else without_unseen(_said(value)), place, plain=not isinstance(value, str))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
