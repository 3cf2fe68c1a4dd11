"""Datelines: days and times as authors write them, and what they probably meant where they wrote them differently."""

from __future__ import annotations

import datetime
import re

Moment = datetime.datetime | datetime.date

FIRST_YEAR, LAST_YEAR = 1900, 2199

_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)\Z")
_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?\Z"
)  # fractions of seconds, which programs write, are dropped
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d\d?)[./-](\d\d?)(\D.*)?\Z")
_DAY_FIRST = re.compile(r"(\d\d?)\. ?(\d\d?)\. ?(\d{4})(\D.*)?\Z")  # with slashes nobody knows which is the month


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


def meant(text: str) -> str:
    """The same day or time as it ought to be written, where only its form is wrong and only one day can be meant."""
    if found := _YEAR_FIRST.match(text):
        year, month, day, rest = found.groups("")
    elif found := _DAY_FIRST.match(text):
        day, month, year, rest = found.groups("")
    else:
        return ""
    written = f"{year}-{month:0>2}-{day:0>2}{rest}"
    return written if written != text and moment(written) else ""


def is_out_of_years(text: str) -> bool:
    """Whether this would be a day or a time, were it not for the year."""
    year = text[:4]
    return year.isdecimal() and not FIRST_YEAR <= int(year) <= LAST_YEAR and moment(f"2000{text[4:]}") is not None


def in_digits(moment: Moment) -> str:
    """A day or a time as an author would write it: `2026-03-14`, `2026-03-14 16:30`."""
    if not isinstance(moment, datetime.datetime):
        return moment.isoformat()
    return moment.isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")
