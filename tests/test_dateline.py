"""Days and times as authors write them."""

from __future__ import annotations

import datetime
from datetime import UTC, date, timedelta, timezone

import pytest
from chance import tries
from hypothesis import given, strategies as st

from byline.dateline import Moment, in_digits, is_out_of_years, meant, moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("2026-3-4", date(2026, 3, 4)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-03-14 9:05", datetime.datetime.fromisoformat("2026-03-14T09:05")),
        ("2026-03-14T16:30", datetime.datetime.fromisoformat("2026-03-14T16:30")),
        ("2026-03-14 16:30:59", datetime.datetime.fromisoformat("2026-03-14T16:30:59")),
        ("2020-07-07T00:00:00.000Z", datetime.datetime(2020, 7, 7, tzinfo=UTC)),
        ("2026-03-14 16:30:59.123456", datetime.datetime.fromisoformat("2026-03-14T16:30:59")),
        ("2026-03-14 16:30.5", None),
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
    ("text", "expected"),
    [
        ("2014/09/25", "2014-09-25"),
        ("2014.10.01", "2014-10-01"),
        ("2014.1.9", "2014-01-09"),
        ("25.09.2014", "2014-09-25"),
        ("5.9.2014", "2014-09-05"),
        ("5. 9. 2014", "2014-09-05"),
        ("25.09.2014 16:30", "2014-09-25 16:30"),
        ("2014/09/25T16:30:00Z", "2014-09-25T16:30:00Z"),
        ("03/04/2014", ""),  # nobody knows which is the month
        ("25/09/2014", ""),
        ("31.02.2014", ""),
        ("09.25.2014", ""),
        ("25.09.1814", ""),
        ("25.09.14", ""),
        ("25.09.2014 in Leeds", ""),
        ("2026-02-30", ""),
        ("2026-03-14", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_what_was_meant(text: str, expected: str) -> None:
    assert meant(text) == expected


@tries(100)
@given(st.text("0123456789./- T:Z", max_size=20))
def test_what_was_meant_is_a_day_or_a_time(text: str) -> None:
    assert not meant(text) or moment(meant(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1800-05-01", True),
        ("2200-01-01 10:00", True),
        ("0026-03-14", True),
        ("1900-01-01", False),
        ("2026-02-29", False),
        ("1800-02-30", False),
        ("14.03.1800", False),
        ("1800", False),
        ("", False),
    ],
)
def test_only_the_year_is_wrong(text: str, *, expected: bool) -> None:
    assert is_out_of_years(text) is expected


@pytest.mark.parametrize("text", ["2026-03-14", "2026-03-14 16:30", "2026-03-14 16:30:59"])
def test_in_digits(text: str) -> None:
    found = moment(text)
    assert found is not None
    assert in_digits(found) == text
