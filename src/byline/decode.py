"""Nodes become typed values: one decoder for front matter and settings.

The shape of a value is a frozen `msgspec.Struct`; each field is converted for itself, so that every problem of a file
is found in one run, each with its place. An empty value counts as left out.
"""

from __future__ import annotations

import datetime
import re
import typing
from contextlib import suppress
from typing import Any, Generic, TypeVar

import msgspec

from byline import synonym
from byline.dateline import FIRST_YEAR, LAST_YEAR, is_out_of_years, meant, moment
from byline.front import ID, LONGEST_ID, Text
from byline.keystroke import word
from byline.kind import Kind, fields_of
from byline.node import Mapping, Node, Scalar, Sequence, is_empty, text_in
from byline.problem import Place, Places, Problem, problem

S = TypeVar("S", bound=msgspec.Struct)

MOST_ITEMS = 100  # of a list; nobody thanks two hundred authors
LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_WHOLE = re.compile(r"[+-]?\d+\Z")


class Decoded(msgspec.Struct, Generic[S], frozen=True):
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


def _named(key: str, fields: typing.Mapping[str, object]) -> str:
    """The field of a key, for telephones capitalize the first word; else the key itself."""
    return key if key in fields else word(key).lower()


class _Nothing:
    """What a field is worth that could not be made."""


_NOTHING = _Nothing()


class _Decoder:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.places: dict[str, tuple[int, int]] = {}

    def found(self, place: Place, rule: str, *, guess: str = "", **facts: object) -> _Nothing:
        self.problems.append(problem(place, rule, guess=guess, **facts))
        return _NOTHING

    def note(self, where: str, node: Node) -> None:
        self.places[where] = (node.place.line, node.place.column)

    def struct(self, node: Node, shape: type[S], path: str) -> S | None:
        if not isinstance(node, Mapping):
            of, guess = path.rpartition(".")[2], ""
            if isinstance(node, Scalar) and "src" in fields_of(shape):
                guess = f'{of}: {{src: {node.text}, alt: "…"}}'
            self.found(node.place, "mapping-expected", guess=guess, key=of)
            return None
        fields, values = fields_of(shape), {}
        filled = {_named(key.text, fields) for key, value in node.entries if not is_empty(value)}
        for key, value in node.entries:
            name = _named(key.text, fields)
            field = fields.get(name)
            if field is None or field.name in values:
                guess = synonym.meant(key.text, fields)
                self.found(key.place, "unknown-key", guess=guess, key=key.text, known=", ".join(fields))
                name, field = guess, fields.get(guess)
                if field is None or field.name in values or guess in filled or field.kind.origin is typing.Literal:
                    continue  # else it is read as what was meant, so that what is wrong with it is told in the same breath
            where = f"{path}.{name}" if path else name
            self.note(where, value)
            if is_empty(value):
                continue
            values[field.name] = self.value(value, field.kind, where)
            if field.required and isinstance(value, Sequence) and not value.items:
                self.found(value.place, "missing-key", key=where)
        for key_text, field in fields.items():
            if field.required and values.get(field.name, _NOTHING) is _NOTHING:
                if field.name not in values:
                    self.found(node.place, "missing-key", key=key_text)
                values[field.name] = _filler(field.kind)
        return shape(**{name: made for name, made in values.items() if made is not _NOTHING})

    def value(self, node: Node, kind: Kind, path: str) -> Any:
        origin = kind.origin
        if origin is Text:
            return self.text(node, path)
        if isinstance(origin, type) and issubclass(origin, msgspec.Struct):
            made = self.struct(node, origin, path)
            return _NOTHING if made is None else made
        if origin is tuple:
            return self.sequence(node, kind, path)
        if origin is dict:
            return self.mapping(node, kind.inner[1], path)
        key = path.rstrip(".0123456789").rpartition(".")[2]  # of an item, the list's
        if not isinstance(node, Scalar):
            text = text_in(node)
            guess = f"{key}: [{text}]" if text and not path.endswith(key) else ""
            return self.found(node.place, "text-expected", guess=guess, key=key)
        return self.scalar(node, kind, key, path)

    def sequence(self, node: Node, kind: Kind, path: str) -> Any:
        key = path.rpartition(".")[2]
        if not isinstance(node, Sequence):
            text = text_in(node)
            guess = f"{key}: [{text}]" if text else ""
            self.found(node.place, "list-expected", guess=guess, key=key)
            if not isinstance(node, Scalar):
                return _NOTHING
            # Read as it was probably meant, so that what is wrong with the items is told in the same breath.
            node = Sequence(
                tuple(Scalar(one.strip(), node.place) for one in text.split(",") if one.strip()), node.place
            )
        exact = None if kind.arguments[-1] is Ellipsis else len(kind.arguments)
        if exact is not None and len(node.items) != exact:
            text = ", ".join(text_in(item) or "…" for item in node.items)
            wanted = ", ".join("0.5" for _ in range(exact))
            return self.found(node.place, "wrong-type", key=key, text=f"[{text}]", wanted=f"[{wanted}]")
        if len(node.items) > MOST_ITEMS:
            return self.found(node.place, "too-many-items", key=key, limit=MOST_ITEMS)
        made = []
        for index, item in enumerate(node.items):
            where = f"{path}.{index}"
            self.note(where, item)
            if is_empty(item):
                self.found(item.place, "empty-item", key=key)
            else:
                made.append(self.value(item, kind.inner[0 if exact is None else index], where))
        return tuple(one for one in made if one is not _NOTHING)

    def mapping(self, node: Node, kind: Kind, path: str) -> Any:
        if not isinstance(node, Mapping):
            return self.found(node.place, "mapping-expected", key=path.rpartition(".")[2])
        made = {}
        for key, value in node.entries:
            where = f"{path}.{key.text}"
            self.note(where, key)
            if not ID.match(key.text) or len(key.text) > LONGEST_ID:
                self.found(key.place, "bad-id", id=key.text)
            made[key.text] = self.value(value, kind, where)
        return {key: one for key, one in made.items() if one is not _NOTHING}

    def text(self, node: Node, path: str) -> Any:
        """One text, or a mapping of language to text."""
        if isinstance(node, Scalar):
            return Text(every=node.text)
        if isinstance(node, Sequence):
            return self.found(node.place, "text-expected", key=path.rpartition(".")[2])
        each, before = [], len(self.problems)
        for key, value in node.entries:
            self.note(f"{path}.{key.text}", value)
            if not LANGUAGE.match(key.text):
                self.found(key.place, "unknown-language", language=key.text)
            elif isinstance(value, Scalar) and value.text.strip():
                each.append((key.text, value.text))
            elif not isinstance(value, Scalar):
                self.found(value.place, "text-expected", key=key.text)
        if not each:
            return _NOTHING if len(self.problems) > before else self.found(node.place, "missing-key", key=path)
        return Text(each=tuple(each))

    def scalar(self, node: Scalar, kind: Kind, key: str, path: str) -> Any:
        origin, arguments = kind.origin, kind.arguments
        text = node.text.strip()
        if origin is typing.Literal:
            if (folded := text.lower()) in arguments:
                return folded
            return self.found(
                node.place,
                "bad-choice",
                guess=synonym.meant(text, arguments),
                key=key,
                text=text,
                choices=", ".join(arguments),
            )
        if datetime.date in arguments or origin is datetime.date:
            made = moment(word(text))
            if made is None or (origin is datetime.date and isinstance(made, datetime.datetime)):
                if is_out_of_years(text):
                    return self.found(
                        node.place, "bad-date", text=text, reason="years", first=FIRST_YEAR, last=LAST_YEAR
                    )
                return self.found(node.place, "bad-date", guess=meant(text), text=text)
            return made
        if not text.isascii() and (kind.meta.pattern or path[-1:].isdigit()) and ID.match(word(text)):
            text = word(text)
        if origin is not int or _WHOLE.match(text):  # msgspec takes 4.000 for 4
            with suppress(msgspec.ValidationError):
                return msgspec.convert(text, kind.wanted, strict=False)
        return self.refused(node.place, kind, key, text)

    def refused(self, place: Place, kind: Kind, key: str, text: str) -> _Nothing:
        """What msgspec refused, by what the type says of itself: its length, the rule of its pattern, its bounds."""
        origin, meta = kind.origin, kind.meta
        extra = meta.extra or {}
        if meta.max_length is not None and len(text) > meta.max_length:
            return self.found(place, "too-long", key=key, limit=meta.max_length, length=len(text))
        if "rule" in extra:
            return self.found(place, extra["rule"], **{extra["fact"]: text})
        if origin in {int, float} and (limit := _limit(text, origin, meta)):
            return self.found(place, "out-of-range", key=key, text=text, limit=limit)
        plain = {bool: "true / false", int: "1, 2, 3 …", float: "0.5"}.get(origin, extra.get("wanted", "text"))
        return self.found(place, "wrong-type", key=key, text=text, wanted=plain)


def _limit(text: str, origin: type, meta: msgspec.Meta) -> str:
    """Which bound a number breaks; empty if it breaks none, or is no number."""
    try:
        number: float = msgspec.convert(text, origin, strict=False)
    except msgspec.ValidationError:
        return ""
    if meta.ge is not None and not number >= meta.ge:  # not a number is not larger, either
        return f"≥ {meta.ge}"
    return f"≤ {meta.le}" if meta.le is not None and not number <= meta.le else ""


def _filler(kind: Kind) -> Any:
    """Stands in a required field of a value that has an error; never reaches a page."""
    origin = kind.origin
    if origin is str:
        return ""
    if origin is typing.Literal:
        return kind.arguments[0]
    if origin is tuple:
        return ()
    if origin is dict:
        return {}
    if origin is Text:
        return Text()
    if isinstance(origin, type) and issubclass(origin, msgspec.Struct):
        return origin(**{field.name: _filler(field.kind) for field in fields_of(origin).values() if field.required})
    return datetime.date.min if datetime.date in typing.get_args(kind.wanted) or origin is datetime.date else 0
