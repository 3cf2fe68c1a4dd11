"""Nodes become typed values: each field for itself, each problem at its place."""

from __future__ import annotations

import datetime
from datetime import UTC, date, timedelta, timezone
from typing import Annotated, Literal

import msgspec
import pytest

from byline.decode import Decoded, Moment, Places, Text, decode, moment
from byline.node import compose
from byline.problem import Place


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
        ("pair: [1]", "wrong-type", 1, 7, ""),
        ("pair: [1, 2, 3]", "wrong-type", 1, 7, ""),
        ("pair: [1, x]", "wrong-type", 1, 11, ""),
        ("kind: lessen", "bad-choice", 1, 7, "lesson"),
        ("kind: Lesson", "bad-choice", 1, 7, "lesson"),
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
    assert dict(found.problems[0].facts)["key"] == "inner.id"


def test_what_is_no_mapping_has_no_value() -> None:
    node, _ = compose("[a]", "x.md")
    assert node is not None
    found = decode(node, Shape)
    assert found.value is None
    assert told(found) == [("mapping-expected", 1, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("2026-3-4", date(2026, 3, 4)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-03-14 9:05", datetime.datetime.fromisoformat("2026-03-14T09:05")),
        ("2026-03-14T16:30", datetime.datetime.fromisoformat("2026-03-14T16:30")),
        ("2026-03-14 16:30:59", datetime.datetime.fromisoformat("2026-03-14T16:30:59")),
        ("2026-03-14T16:30Z", datetime.datetime(2026, 3, 14, 16, 30, tzinfo=UTC)),
        ("2026-03-14 16:30 +02:00", datetime.datetime(2026, 3, 14, 16, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-03-14T16:30-0530", datetime.datetime(2026, 3, 14, 16, 30, tzinfo=timezone(-timedelta(hours=5.5)))),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("1899-12-31", None),
        ("2200-01-01", None),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("2026-03-14 24:00", None),
        ("2026-03-14 16:60", None),
        ("2026-03-14 16", None),
        ("2026-03-14 16:30 +25:00", None),
        ("26-03-14", None),
        ("14.03.2026", None),
        ("2026-03", None),
        ("2026", None),
        ("20260314", None),
        ("2026-03-14 evening", None),
        ("２０２６-03-14", None),
        ("2026-03-14\n", None),
        ("", None),
    ],
)
def test_moments(text: str, expected: Moment | None) -> None:
    assert moment(text) == expected


def test_a_moment_keeps_its_offset() -> None:
    found = moment("2026-03-14 16:30 +02:00")
    assert isinstance(found, datetime.datetime)
    assert found.utcoffset() == timedelta(hours=2)


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
    places = Places(start, {"series": series, "authors": Place("x", 3, 10), "authors.1": Place("x", 3, 16)})
    assert places.at("authors.1") == Place("x", 3, 16)
    assert places.at("authors.7") == Place("x", 3, 10)
    assert places.at("series.part") == series
    assert places.at("series.part.deeper") == series
    assert places.at("topics.0") == start
