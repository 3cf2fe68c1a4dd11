"""Periods: the days, weeks and months for which views are kept. A day is the finest time there is.

They are written as ISO 8601 does: `2026-11-25`, `2026-W48`, `2026-11`. A week belongs to the month in which its Thursday
lies, as ISO has it for years; and so do its days, so that no view changes its month when days become weeks.
"""

from __future__ import annotations

import datetime

from byline.counter.policy import Retention

DAY = datetime.timedelta(days=1)
_THURSDAY = 3


def of_day(day: datetime.date) -> str:
    """The period of one day."""
    return day.isoformat()


def midnight(day: datetime.date, zone: datetime.tzinfo) -> float:
    """When a day begins, in seconds of the system's clock."""
    return datetime.datetime.combine(day, datetime.time(), zone).timestamp()


def week_of(day: datetime.date) -> str:
    """The week in which a day lies."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def month_of(period: str) -> str:
    """The month to which a day or a week belongs, or the month itself."""
    if len(period) == len("2026-11"):
        return period
    monday = _monday(first_day(period))
    return (monday + _THURSDAY * DAY).isoformat()[:7]


def first_day(period: str) -> datetime.date:
    """The day on which a period begins; a month begins with its first week."""
    if "W" in period:
        return datetime.date.fromisoformat(f"{period}-1")
    if len(period) == len("2026-11"):
        return _first_monday(datetime.date.fromisoformat(f"{period}-01"))
    return datetime.date.fromisoformat(period)


def last_day(period: str) -> datetime.date:
    """The day with which a period ends."""
    if "W" in period:
        return first_day(period) + 6 * DAY
    if len(period) == len("2026-11"):
        return _first_monday(_months_after(datetime.date.fromisoformat(f"{period}-01"), 1)) - DAY
    return first_day(period)


def kept(period: str, today: datetime.date, retention: Retention) -> str:
    """As what the views of a period are kept today: as they are, as a week's or a month's; empty if not any longer.

    Weeks and months are made, and months forgotten, as wholes, as soon as their first day is too old: so nothing is kept
    longer than promised, and much a little shorter.
    """
    month = month_of(period)
    if first_day(month) <= _months_after(today, -retention.months):
        return ""
    if first_day(month) <= _months_after(today, -retention.weeks):
        return month
    monday = _monday(first_day(period))
    if len(period) == len("2026-11-25") and monday <= today - retention.days * 7 * DAY:
        return week_of(monday)
    return period


def _monday(day: datetime.date) -> datetime.date:
    return day - day.weekday() * DAY


def _first_monday(first: datetime.date) -> datetime.date:
    """The Monday of the first week that belongs to the month that begins on this day."""
    monday = _monday(first)
    return monday if (monday + _THURSDAY * DAY) >= first else monday + 7 * DAY


def _months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)  # counted from 0
    last = (following - DAY).day
    return datetime.date(year, month + 1, min(day.day, last))
