from __future__ import annotations

import datetime

import pytest
from chance import tries
from hypothesis import given, strategies as st

from byline.counter.period import DAY, first_day, kept, last_day, month_of, of_day, week_of
from byline.counter.policy import Retention

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31))
PROMISE = Retention()


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        ("2026-11-25", "2026-W48", "2026-11"),
        ("2026-12-31", "2026-W53", "2026-12"),  # a Thursday
        ("2027-01-01", "2026-W53", "2026-12"),  # of the week whose Thursday lies in December
        ("2027-01-03", "2026-W53", "2026-12"),
        ("2027-01-04", "2027-W01", "2027-01"),
        ("2026-06-29", "2026-W27", "2026-07"),  # a Monday whose Thursday is the 2nd of July
    ],
)
def test_a_day_belongs_to_its_week_and_month(day: str, week: str, month: str) -> None:
    assert (week_of(datetime.date.fromisoformat(day)), month_of(day), month_of(week)) == (week, month, month)


@pytest.mark.parametrize(
    ("period", "today", "becomes"),
    [
        ("2026-11-25", "2026-11-25", "2026-11-25"),
        ("2026-11-25", "2027-02-21", "2026-11-25"),  # the Monday of its week is 90 days old
        ("2026-11-25", "2027-02-22", "2026-W48"),  # 13 weeks
        ("2026-11-29", "2027-02-22", "2026-W48"),  # a Sunday goes with its week, a little early
        ("2026-W48", "2027-11-30", "2026-W48"),
        ("2026-W48", "2027-12-02", "2026-11"),  # 13 months after the 2nd of November, a Monday
        ("2026-11", "2028-12-01", "2026-11"),
        ("2026-11", "2028-12-02", ""),  # 25 months
        ("2026-11-25", "2030-01-01", ""),
    ],
)
def test_what_is_kept(period: str, today: str, becomes: str) -> None:
    assert kept(period, datetime.date.fromisoformat(today), PROMISE) == becomes


@tries(300)
@given(DAYS, st.integers(0, 900), st.integers(0, 900))
def test_keeping_in_steps_is_keeping_at_once(day: datetime.date, first: int, more: int) -> None:
    early, late = day + first * DAY, day + (first + more) * DAY
    step = kept(of_day(day), early, PROMISE)
    assert (kept(step, late, PROMISE) if step else "") == kept(of_day(day), late, PROMISE)


@tries(300)
@given(DAYS, st.integers(0, 900))
def test_nothing_is_kept_longer_or_finer_than_promised(day: datetime.date, age: int) -> None:
    found = kept(of_day(day), day + age * DAY, PROMISE)
    assert len(found) < len("2026-11-25") or age < 13 * 7
    assert "W" not in found or age < 13 * 31
    assert not found or age < 25 * 31
    assert not found or first_day(found) <= day <= last_day(found)


@tries(200)
@given(DAYS)
def test_a_view_never_changes_its_month(day: datetime.date) -> None:
    assert month_of(of_day(day)) == month_of(week_of(day))
    month = month_of(of_day(day))
    assert first_day(month) <= day <= last_day(month)
    assert (last_day(month) + DAY).weekday() == first_day(month).weekday() == 0


SHORTEST = Retention(1, 2, 2)


def test_today_is_always_kept_as_a_day() -> None:
    """However short the retention is: else the cap would begin anew, and views just acknowledged would be gone."""
    for age in range(3653):
        day = datetime.date(2026, 1, 1) + age * DAY
        assert kept(of_day(day), day, SHORTEST) == of_day(day)
