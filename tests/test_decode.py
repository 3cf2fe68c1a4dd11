"""Nodes become typed values: each field for itself, each problem at its place."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
import pytest

from byline.dateline import Moment
from byline.decode import Decoded, decode
from byline.front import Text
from byline.node import compose
from byline.problem import Place, Places


class Inner(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    part: Annotated[int, msgspec.Meta(ge=1)] = 1
    for_: str = msgspec.field(name="for", default="")


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    title: Annotated[str, msgspec.Meta(max_length=10)] = "-"
    when: Moment | None = None
    day: date | None = None
    names: tuple[str, ...] = ()
    pair: tuple[float, float] = (0.5, 0.5)
    kind: Literal["news", "lesson"] | None = None
    flag: bool = False
    number: int | None = None
    inner: Inner | None = None
    several: tuple[Inner, ...] = ()
    named: dict[str, Inner] = {}
    text: Text = Text()
    code: Annotated[str, msgspec.Meta(pattern="^[a-z]+$", max_length=8, extra={"rule": "bad-id", "fact": "id"})] = ""
    mail: Annotated[str, msgspec.Meta(pattern="@", extra={"wanted": "a@b"})] | None = None
    share: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None


def read(text: str) -> Decoded[Shape]:
    node, problems = compose(text, "x.md")
    assert node is not None
    assert problems == ()
    return decode(node, Shape)


def told(found: Decoded[Shape]) -> list[tuple[str, int, int]]:
    return [(one.rule, one.place.line, one.place.column) for one in found.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: NO", Shape(title="NO")),
        ("title: 0x1F", Shape(title="0x1F")),
        ("title: '  a  '", Shape(title="a")),
        ("when: 2026-3-4", Shape(when=date(2026, 3, 4))),
        ("day: 2026-03-04", Shape(day=date(2026, 3, 4))),
        ("names: [a, 2, NO]", Shape(names=("a", "2", "NO"))),
        ("names: []", Shape()),
        ("pair: [0, 1]", Shape(pair=(0.0, 1.0))),
        ("kind: lesson", Shape(kind="lesson")),
        ("Kind: Lesson", Shape(kind="lesson")),
        ("flag: true", Shape(flag=True)),
        ("number: 7", Shape(number=7)),
        ("inner: {id: a, for: b}", Shape(inner=Inner(id="a", for_="b"))),
        ("several: [{id: a}, {id: b, part: 2}]", Shape(several=(Inner(id="a"), Inner(id="b", part=2)))),
        ("named: {a-b: {id: x}}", Shape(named={"a-b": Inner(id="x")})),
        ("text: Hallo", Shape(text=Text(every="Hallo"))),
        ("text: {de: Hallo, en: Hello}", Shape(text=Text(each=(("de", "Hallo"), ("en", "Hello"))))),
        ("title:\nnumber: ~\nkind: null", Shape()),
    ],
)
def test_values(text: str, expected: Shape) -> None:
    found = read(text)
    assert found.problems == ()
    assert found.value == expected


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "guess"),
    [
        ("titel: a", "unknown-key", 1, 1, "title"),
        ("zzz: a", "unknown-key", 1, 1, ""),
        ("title: [a]", "text-expected", 1, 8, ""),
        ("title: abcdefghijk", "too-long", 1, 8, ""),
        ("when: 2026-02-29", "bad-date", 1, 7, ""),
        ("day: 2026-02-28 10:00", "bad-date", 1, 6, ""),
        ("names: ada", "list-expected", 1, 8, "names: [ada]"),
        ("names: [a, [b]]", "text-expected", 1, 12, ""),
        ("names: {a: b}", "list-expected", 1, 8, ""),
        ("names: {id: ada}", "list-expected", 1, 8, "names: [ada]"),
        ("names: [{id: ada}]", "text-expected", 1, 9, "names: [ada]"),
        ("names: [{name: Ada}]", "text-expected", 1, 9, ""),
        ("names: ['']", "empty-item", 1, 9, ""),
        ("names: [a, ~]", "empty-item", 1, 12, ""),
        ("names: [a, null]", "empty-item", 1, 12, ""),
        ("names:\n-\n- a", "empty-item", 2, 2, ""),
        ("several: [{id: a}, '']", "empty-item", 1, 20, ""),
        ("inner: {id: a, part: -1}", "out-of-range", 1, 22, ""),
        ("when: 14.3.2026", "bad-date", 1, 7, "2026-03-14"),
        ("code: x y", "bad-id", 1, 7, ""),
        ("code: abcdefghi", "too-long", 1, 7, ""),
        ("mail: nobody", "wrong-type", 1, 7, ""),
        ("share: 1.5", "out-of-range", 1, 8, ""),
        ("share: -0.5", "out-of-range", 1, 8, ""),
        ("share: nan", "out-of-range", 1, 8, ""),
        ("title_alt: a", "unknown-key", 1, 1, ""),
        ("pair: [1]", "wrong-type", 1, 7, ""),
        ("pair: [1, 2, 3]", "wrong-type", 1, 7, ""),
        ("pair: [1, x]", "wrong-type", 1, 11, ""),
        ("kind: lessen", "bad-choice", 1, 7, "lesson"),
        ("flag: ja", "wrong-type", 1, 7, ""),
        ("number: seven", "wrong-type", 1, 9, ""),
        ("number: 007", "wrong-type", 1, 9, ""),
        ("number: 1.5", "wrong-type", 1, 9, ""),
        ("number: '7 '\ninner: {}", "missing-key", 2, 8, ""),
        ("inner: {id: a, part: 0}", "out-of-range", 1, 22, ""),
        ("inner: [a]", "mapping-expected", 1, 8, ""),
        ("named: {Field Service: {id: x}}", "bad-id", 1, 9, ""),
        ("named: [a]", "mapping-expected", 1, 8, ""),
        ("text: [a]", "text-expected", 1, 7, ""),
        ("text: {de: [a], en: b}", "text-expected", 1, 12, ""),
        ("text: {German: a, en: b}", "unknown-language", 1, 8, ""),
    ],
)
def test_one_problem_at_its_place(text: str, rule: str, line: int, column: int, guess: str) -> None:
    (found,) = read(text).problems
    assert (found.rule, found.place, found.guess) == (rule, Place("x.md", line, column), guess)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("pair: [0.5, 1, {a: b}]", {"key": "pair", "text": "[0.5, 1, …]", "wanted": "[0.5, 0.5]"}),
        ("code: x y", {"id": "x y"}),
        ("code: abcdefghi", {"key": "code", "limit": "8", "length": "9"}),
        ("mail: nobody", {"key": "mail", "text": "nobody", "wanted": "a@b"}),
        ("share: 1.5", {"key": "share", "text": "1.5", "limit": "≤ 1"}),
        ("inner: {id: a, part: 0}", {"key": "part", "text": "0", "limit": "≥ 1"}),
        ("when: 1800-05-01", {"text": "1800-05-01", "reason": "years", "first": "1900", "last": "2199"}),
        ("names: ['']", {"key": "names"}),
    ],
)
def test_what_is_told_about_a_value(text: str, facts: dict[str, str]) -> None:
    (found,) = read(text).problems
    assert dict(found.facts) == facts


def test_a_list_that_is_needed_needs_an_item() -> None:
    class Needed(msgspec.Struct, frozen=True, kw_only=True):
        names: tuple[str, ...]

    for text, places in (("names: []", [(1, 8)]), ("names: ['']", [(1, 9)]), ("{}", [(1, 1)])):
        node, _ = compose(text, "x.md")
        assert node is not None
        assert [(one.place.line, one.place.column) for one in decode(node, Needed).problems] == places


def test_everything_is_found_in_one_run() -> None:
    found = read("titel: a\nwhen: never\nseveral:\n  - {id: a, part: 0}\n  - {part: x}\n")
    assert told(found) == [
        ("unknown-key", 1, 1),
        ("bad-date", 2, 7),
        ("out-of-range", 4, 19),
        ("wrong-type", 5, 12),
        ("missing-key", 5, 5),
    ]


def test_a_sound_field_beside_a_broken_one_is_kept() -> None:
    assert read("title: fine\nnumber: seven").value == Shape(title="fine")


def test_a_key_left_empty_is_missing_where_it_is_needed() -> None:
    found = read("inner: {id: ~, part: 2}")
    assert told(found) == [("missing-key", 1, 8)]
    assert dict(found.problems[0].facts)["key"] == "id"


def test_what_is_no_mapping_has_no_value() -> None:
    node, _ = compose("[a]", "x.md")
    assert node is not None
    found = decode(node, Shape)
    assert found.value is None
    assert told(found) == [("mapping-expected", 1, 1)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (Text(every="a"), "de", "a"),
        (Text(each=(("en", "Hello"), ("de", "Hallo"))), "de", "Hallo"),
        (Text(each=(("en", "Hello"), ("de", "Hallo"))), "fr", "Hello"),
        (Text(), "de", ""),
    ],
)
def test_texts_by_language(text: Text, language: str, expected: str) -> None:
    assert text.at(language) == expected


def test_places_fall_back_to_what_is_around() -> None:
    start, series = Place("x", 2, 1), Place("x", 5, 9)
    places = Places(start, {"series": (series.line, series.column), "authors": (3, 10), "authors.1": (3, 16)})
    assert places.at("authors.1") == Place("x", 3, 16)
    assert places.at("authors.7") == Place("x", 3, 10)
    assert places.at("series.part") == series
    assert places.at("series.part.deeper") == series
    assert places.at("topics.0") == start
