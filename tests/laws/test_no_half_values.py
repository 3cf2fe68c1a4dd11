"""Law 5: a value is complete when it is made, and nobody changes it afterwards."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cached_property

import msgspec
import pytest

import byline


def classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(byline.__path__, "byline."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and one.__module__ == module.name:
                yield one


CLASSES = sorted(set(classes()), key=lambda one: (one.__module__, one.__name__))
AT_WORK = {
    "byline.memo.Drawer",
    "byline.shift.Shift",
    "byline.shift._Worker",
}  # at the doors: no values, but tools
TABLES = [one for one in CLASSES if dataclasses.is_dataclass(one)]  # what a Struct cannot be
VALUES = [
    one for one in CLASSES if issubclass(one, msgspec.Struct) and f"{one.__module__}.{one.__name__}" not in AT_WORK
]


def name(one: type) -> str:
    return f"{one.__module__}.{one.__name__}"


@pytest.mark.parametrize("value", VALUES, ids=name)
def test_every_value_is_frozen_and_slotted(value: type[msgspec.Struct]) -> None:
    assert value.__struct_config__.frozen
    caches = any(isinstance(one, cached_property) for one in vars(value).values())
    assert value.__struct_config__.dict == caches, "slots, or cached properties, which need a __dict__"


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_every_other_value_is_frozen_and_slotted(table: type) -> None:
    assert table.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(table)


@pytest.mark.parametrize(
    "value", [one for one in VALUES if one.__module__ in {"byline.page", "byline.piece"}], ids=name
)
def test_pages_hold_no_set_and_no_mapping(value: type) -> None:
    """What a page shows has an order; a set has none, and a mapping's would be an accident."""
    for field in msgspec.structs.fields(value):
        assert not any(word in str(field.type).lower() for word in ("set[", "dict[", "mapping[", "list[")), field.name


def test_they_are_found() -> None:
    assert {"Site", "StoryPage", "Edition", "Card", "Story", "StoryFront"} <= {one.__name__ for one in VALUES}
    assert {"Imposition", "Texts"} <= {one.__name__ for one in TABLES}
    assert {name(one) for one in CLASSES} > AT_WORK
