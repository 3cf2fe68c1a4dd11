"""Nodes become typed values: one decoder for front matter and settings.

The shape of a value is a frozen `msgspec.Struct`; each field is converted for itself, so that every problem of a file
is found in one run, each with its place. An empty value counts as left out.
"""

from __future__ import annotations

import datetime
import re
import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from byline.node import Mapping, Node, Scalar, Sequence
from byline.problem import Place, Problem, nearest, problem

S = TypeVar("S", bound=msgspec.Struct)

Moment = datetime.datetime | datetime.date

FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_ITEMS = 100  # of a list; nobody thanks two hundred authors
LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
LONGEST_ID = 80  # characters; a name of a file on any disk
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)\Z")
_TIME = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d)(?::(\d\d))?\s*(Z|[+-]\d\d:?\d\d)?\Z")


class Text(msgspec.Struct, frozen=True):
    """What people read: one text for every language, or one for each."""

    every: str = ""
    each: tuple[tuple[str, str], ...] = ()

    def at(self, language: str) -> str:
        """The text in `language`; where that is missing, the first there is."""
        return dict(self.each).get(language) or self.every or (self.each[0][1] if self.each else "")


@dataclass(frozen=True, slots=True)
class Places:
    """Where each field of a decoded value stands, by its path in the value: `authors.0`, `series.part`."""

    start: Place
    fields: typing.Mapping[str, Place]

    def at(self, field: str) -> Place:
        """The place of a field; of the nearest one around it, where the field itself is not written out."""
        while field not in self.fields and "." in field:
            field = field.rpartition(".")[0]
        return self.fields.get(field, self.start)


@dataclass(frozen=True, slots=True)
class Decoded(Generic[S]):
    """A value with its places and what was found on the way.

    The value is None only where there is no mapping at all. With an error among the problems, the fields that could
    not be made hold fillers: such a value serves to check the other fields against other files, and nothing else.
    """

    value: S | None
    places: Places
    problems: tuple[Problem, ...]


def decode(node: Node, shape: type[S]) -> Decoded[S]:
    """Decode a mapping into `shape`."""
    decoder = _Decoder()
    value = decoder.struct(node, shape, "")
    return Decoded(value, Places(node.place, decoder.places), tuple(decoder.problems))


def moment(text: str) -> Moment | None:
    """A day (`2026-03-14`) or a day with a time (`2026-03-14 16:30`, seconds and offset optional), or None.

    Years run from 1900 to 2199: before that nobody told stories here, and a slip of the finger is likelier.
    """
    if not f"{FIRST_YEAR}" <= text[:4] <= f"{LAST_YEAR}":
        return None
    try:
        if day := _DAY.match(text):
            return datetime.date(*map(int, day.groups()))
        if time := _TIME.match(text):
            *numbers, seconds, offset = time.groups()
            zone = datetime.datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo if offset else None
            return datetime.datetime(*map(int, numbers), int(seconds or 0), tzinfo=zone)  # type: ignore[arg-type, misc]  # five numbers
    except ValueError:  # such a day or time does not exist
        return None
    return None


def in_digits(moment: Moment) -> str:
    """A day or a time as an author would write it: `2026-03-14`, `2026-03-14 16:30`."""
    if not isinstance(moment, datetime.datetime):
        return moment.isoformat()
    return moment.isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    type: Any
    required: bool


@cache
def _fields(shape: type[msgspec.Struct]) -> dict[str, _Field]:
    """The fields of a shape by the key that authors write (`for` instead of `for_`)."""
    hints = typing.get_type_hints(shape, include_extras=True)
    return {
        field.encode_name: _Field(field.name, hints[field.name], field.required)
        for field in msgspec.structs.fields(shape)
    }


def _kind(wanted: Any) -> tuple[Any, tuple[Any, ...]]:
    """The origin and the arguments of a type; an optional one counts as what it holds."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is typing.Annotated:
        return _kind(arguments[0])
    if origin in {typing.Union, types.UnionType} and type(None) in arguments:
        rest = tuple(one for one in arguments if one is not type(None))
        return _kind(rest[0]) if len(rest) == 1 else (origin, rest)
    return origin or wanted, arguments


class _Nothing:
    """What a field is worth that could not be made."""


_NOTHING = _Nothing()


class _Decoder:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}

    def found(self, place: Place, rule: str, *, guess: str = "", **facts: object) -> _Nothing:
        self.problems.append(problem(place, rule, guess=guess, **facts))
        return _NOTHING

    def struct(self, node: Node, shape: type[S], path: str) -> S | None:
        if not isinstance(node, Mapping):
            name, guess = path.rpartition(".")[2], ""
            if isinstance(node, Scalar) and "src" in _fields(shape):
                guess = f'{name}: {{src: {node.text}, alt: "…"}}'
            self.found(node.place, "mapping-expected", guess=guess, key=name)
            return None
        fields, values = _fields(shape), {}
        for key, value in node.entries:
            field = fields.get(key.text)
            if field is None:
                self.found(
                    key.place, "unknown-key", guess=nearest(key.text, fields), key=key.text, known=", ".join(fields)
                )
                continue
            where = f"{path}.{key.text}" if path else key.text
            self.places[where] = value.place
            if isinstance(value, Scalar) and (not value.text.strip() or (value.plain and value.text in {"~", "null"})):
                continue
            made = self.value(value, field.type, where)
            values[field.name] = made
        for key_text, field in fields.items():
            if field.required and values.get(field.name, _NOTHING) is _NOTHING:
                if field.name not in values:
                    self.found(node.place, "missing-key", key=f"{path}.{key_text}" if path else key_text)
                values[field.name] = _filler(field.type)
        return shape(**{name: made for name, made in values.items() if made is not _NOTHING})

    def value(self, node: Node, wanted: Any, path: str) -> Any:
        origin, arguments = _kind(wanted)
        if origin is Text:
            return self.text(node, path)
        if isinstance(origin, type) and issubclass(origin, msgspec.Struct):
            made = self.struct(node, origin, path)
            return _NOTHING if made is None else made
        if origin is tuple:
            return self.sequence(node, arguments, path)
        if origin is dict:
            return self.mapping(node, arguments[1], path)
        key = path.rstrip(".0123456789").rpartition(".")[2]  # of an item, the list's
        if not isinstance(node, Scalar):
            return self.found(node.place, "text-expected", key=key)
        return self.scalar(node, wanted, key)

    def sequence(self, node: Node, arguments: tuple[Any, ...], path: str) -> Any:
        key = path.rpartition(".")[2]
        if not isinstance(node, Sequence):
            guess = f"{key}: [{node.text}]" if isinstance(node, Scalar) else ""
            return self.found(node.place, "list-expected", guess=guess, key=key)
        exact = None if arguments[-1] is Ellipsis else len(arguments)
        if exact is not None and len(node.items) != exact:
            return self.found(
                node.place, "wrong-type", key=key, text="…", wanted="[" + ", ".join("0.5" for _ in range(exact)) + "]"
            )
        if len(node.items) > MOST_ITEMS:
            return self.found(node.place, "too-many-items", key=key, limit=MOST_ITEMS)
        made = []
        for index, item in enumerate(node.items):
            where = f"{path}.{index}"
            self.places[where] = item.place
            made.append(self.value(item, arguments[0 if exact is None else index], where))
        return tuple(one for one in made if one is not _NOTHING)

    def mapping(self, node: Node, wanted: Any, path: str) -> Any:
        if not isinstance(node, Mapping):
            return self.found(node.place, "mapping-expected", key=path.rpartition(".")[2])
        made = {}
        for key, value in node.entries:
            where = f"{path}.{key.text}"
            self.places[where] = key.place
            if not ID.match(key.text) or len(key.text) > LONGEST_ID:
                self.found(key.place, "bad-id", id=key.text)
            made[key.text] = self.value(value, wanted, where)
        return {key: one for key, one in made.items() if one is not _NOTHING}

    def text(self, node: Node, path: str) -> Any:
        """One text, or a mapping of language to text."""
        if isinstance(node, Scalar):
            return Text(every=node.text)
        if isinstance(node, Sequence):
            return self.found(node.place, "text-expected", key=path.rpartition(".")[2])
        each, before = [], len(self.problems)
        for key, value in node.entries:
            self.places[f"{path}.{key.text}"] = value.place
            if not LANGUAGE.match(key.text):
                self.found(key.place, "unknown-language", language=key.text)
            elif isinstance(value, Scalar) and value.text.strip():
                each.append((key.text, value.text))
            elif not isinstance(value, Scalar):
                self.found(value.place, "text-expected", key=key.text)
        if not each:
            return _NOTHING if len(self.problems) > before else self.found(node.place, "missing-key", key=path)
        return Text(each=tuple(each))

    def scalar(self, node: Scalar, wanted: Any, key: str) -> Any:
        origin, arguments = _kind(wanted)
        text = node.text.strip()
        if origin is typing.Literal:
            if text in arguments:
                return text
            return self.found(
                node.place,
                "bad-choice",
                guess=nearest(text, arguments),
                key=key,
                text=text,
                choices=", ".join(arguments),
            )
        if datetime.date in arguments or origin is datetime.date:
            made = moment(text)
            if made is None or (origin is datetime.date and isinstance(made, datetime.datetime)):
                return self.found(node.place, "bad-date", key=key, text=text)
            return made
        try:
            return msgspec.convert(text, wanted, strict=False)
        except msgspec.ValidationError as refused:
            return self.refused(node.place, str(refused), origin, key, text)

    def refused(self, place: Place, reason: str, origin: Any, key: str, text: str) -> _Nothing:
        """What msgspec refused, in one of our own rules."""
        if "regex" in reason and "{2,3}" in reason:
            return self.found(place, "unknown-language", language=text)
        if "regex" in reason and "@" in reason:
            return self.found(place, "wrong-type", key=key, text=text, wanted="ada@firm.example")
        if "regex" in reason:
            return self.found(place, "bad-id", id=text)
        if limit := re.search(r"length <= (\d+)", reason):
            return self.found(place, "too-long", key=key, limit=limit[1], length=len(text))
        if limit := re.search(r"([<>]=) ([\d-]+)", reason):
            return self.found(
                place, "out-of-range", key=key, text=text, limit=f"{'≤' if limit[1] == '<=' else '≥'} {limit[2]}"
            )
        plain = {bool: "true / false", int: "1, 2, 3 …", float: "0.5"}.get(origin, "text")
        return self.found(place, "wrong-type", key=key, text=text, wanted=plain)


def _filler(wanted: Any) -> Any:
    """Stands in a required field of a value that has an error; never reaches a page."""
    origin, _ = _kind(wanted)
    if origin is str:
        return ""
    if origin is tuple:
        return ()
    if origin is dict:
        return {}
    if origin is Text:
        return Text()
    if isinstance(origin, type) and issubclass(origin, msgspec.Struct):
        return origin(**{field.name: _filler(field.type) for field in _fields(origin).values() if field.required})
    return datetime.date.min if datetime.date in typing.get_args(wanted) or origin is datetime.date else 0
