"""Kinds: what the types of a shape say, worked out once and not for each value."""

from __future__ import annotations

import sys
import types
import typing
from functools import cache
from typing import Any

import msgspec


class Kind(msgspec.Struct, frozen=True):
    """A type as it is annotated, with its origin and its arguments, worked out; an optional one counts as what it holds."""

    wanted: Any
    origin: Any
    arguments: tuple[Any, ...]
    inner: tuple[Kind, ...]  # of what a collection holds
    meta: msgspec.Meta


class Field(msgspec.Struct, frozen=True):
    """A field of a shape."""

    name: str
    kind: Kind
    required: bool


@cache
def fields_of(shape: type[msgspec.Struct]) -> dict[str, Field]:
    """The fields of a shape by the key that authors write (`for` instead of `for_`)."""
    hints = typing.get_type_hints(shape, include_extras=True)
    return {
        field.encode_name: Field(field.name, kind_of(hints[field.name]), field.required)
        for field in msgspec.structs.fields(shape)
    }


def longest(shape: type[msgspec.Struct], key: str) -> int:
    """How many characters the text of a field may have."""
    return fields_of(shape)[key].kind.meta.max_length or sys.maxsize


def kind_of(wanted: Any) -> Kind:
    """The kind of a type."""
    origin, arguments = _origin(wanted)
    held = [one for one in arguments if one is not Ellipsis] if origin in {tuple, dict} else []
    return Kind(wanted, origin, arguments, tuple(map(kind_of, held)), _meta(wanted))


def _origin(wanted: Any) -> tuple[Any, tuple[Any, ...]]:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is typing.Annotated:
        return _origin(arguments[0])
    if origin in {typing.Union, types.UnionType} and type(None) in arguments:
        rest = tuple(one for one in arguments if one is not type(None))
        return _origin(rest[0]) if len(rest) == 1 else (origin, rest)
    return origin or wanted, arguments


def _meta(wanted: Any) -> msgspec.Meta:
    """What the annotation of a type says about its values, also of an optional one."""
    if typing.get_origin(wanted) is typing.Annotated:
        return next((one for one in wanted.__metadata__ if isinstance(one, msgspec.Meta)), msgspec.Meta())
    inner = (one for one in typing.get_args(wanted) if typing.get_origin(one) is typing.Annotated)
    return next(map(_meta, inner), msgspec.Meta())
