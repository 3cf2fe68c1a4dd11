"""Days and times in the forms in which other programs write them."""

from __future__ import annotations

import datetime
import email.utils
import re
import zoneinfo

from byline.dateline import LAST_YEAR, Moment, moment

_FORMS = (
    "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%m/%d/%Y", "%B %d, %Y %H:%M", "%Y%m%d", "%d.%m.%Y",
)  # fmt: skip
_ZONED = re.compile(r"(.*\d)\s*(?:UTC|GMT)\Z")
_HOURS = re.compile(r"(.*\d)\s*([+-]\d\d)\Z")
_ORDINAL = re.compile(r"\b(\d\d?)\.(?=\s*+[^\W\d])")  # 24. Dec
_AROUND = re.compile(r"\A(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*+,?\s++|,?\s++\d\d?:\d\d(?::\d\d)?\Z", re.IGNORECASE)
"""The weekday before a day, and the time behind it."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DIGITS = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:(?:[Tt]|\s+)(\d\d?):(\d\d)(.*))?\Z")


def when(raw: str) -> Moment | None:
    """A day or a time, in the forms in which programs write them; None if it is none."""
    raw = raw.strip()
    if found := _ZONED.match(raw):
        raw = f"{found[1]}Z"
    elif ":" in raw and (found := _HOURS.match(raw)):
        raw = f"{found[1]}{found[2]}:00"
    if made := moment(raw):
        return made
    if found := _DIGITS.match(raw):
        year, month, day, hour, minute, rest = found.groups()
        written = f"{year}-{month:0>2}-{day:0>2}"
        return moment(f"{written} {hour}:{minute}{rest}" if hour else written) or moment(written)
    raw = _ORDINAL.sub(r"\1 ", raw)
    return _spelled(raw) or _mailed(raw) or _spelled(_AROUND.sub("", raw))


def _spelled(raw: str) -> Moment | None:
    """A day as people write it."""
    raw = " ".join(raw.split())
    for form in _FORMS:
        try:
            return moment(datetime.datetime.strptime(raw, form).date().isoformat())  # noqa: DTZ007  # only the day is taken
        except ValueError:
            continue
    return None


def _mailed(raw: str) -> Moment | None:
    """A time as mails and feeds write it."""
    try:
        return _in_years(email.utils.parsedate_to_datetime(raw))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def is_beyond(raw: str) -> bool:
    """Whether this cannot be read as a day, since its year lies beyond all in which stories are told, such as 9999."""
    return when(raw) is None and any(int(year) > LAST_YEAR for year in _YEAR.findall(raw))


def _in_years(made: datetime.datetime) -> Moment | None:
    return made if moment(made.date().isoformat()) else None


def in_zone(made: Moment | None, zone: str) -> Moment | None:
    """A time with the offset of the blog's time zone, where it has none of its own."""
    if not isinstance(made, datetime.datetime) or made.tzinfo or not zone:
        return made
    try:
        offset = made.replace(tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset()
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return made
    return made.replace(tzinfo=datetime.timezone(offset or datetime.timedelta()))


def on_clocks(made: Moment | None, zone: str) -> Moment | None:
    """A time with an offset as clocks in a time zone show it."""
    if not isinstance(made, datetime.datetime) or not made.tzinfo or not zone:
        return made
    try:
        return made.astimezone(zoneinfo.ZoneInfo(zone))
    except (ValueError, OSError, OverflowError, zoneinfo.ZoneInfoNotFoundError):
        return made
