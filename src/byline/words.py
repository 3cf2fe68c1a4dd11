"""The portal's own words: its strings, with dates and plurals as each language has them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from functools import lru_cache

import msgspec
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from byline.body import Labels

FOLDER = "layouts/strings"

# Words a minute, read silently: Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading Performance"
# (2012), table 2. German words are longer than English ones, so fewer of them are read.
READING_SPEED = {
    "de": 179,
    "en": 228,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "it": 188,
    "nl": 202,
    "pl": 166,
    "pt": 181,
    "sl": 180,
    "sv": 199,
    "tr": 166,
}
OTHER_SPEED = 184  # the study's mean over its languages


class MissingString(KeyError):
    """A layout asks for a string that the language does not have."""


class Words(msgspec.Struct, frozen=True):
    """The strings of one language. A string is a text with `{places}`, or one text for each plural form."""

    language: str
    table: Mapping[str, str | Mapping[str, str]]

    def __call__(self, key: str, /, **values: object) -> str:
        """The string `key` with its places filled; `n` chooses the plural form. Raises MissingString."""
        text = self.table.get(key)
        if not values and isinstance(text, str):
            return text
        if text is None:
            raise MissingString(f"there is no string “{key}” in {self._where}")
        if not isinstance(text, str):
            text = text.get(_plural(int(str(values.get("n", 0))), self.language)) or text["other"]
        try:
            return text.format(**values) if values else text
        except (LookupError, ValueError, AttributeError) as fault:
            raise MissingString(f"the string “{key}” in {self._where} cannot be filled: {fault}") from None

    @property
    def _where(self) -> str:
        return f"{FOLDER}/{self.language}.yaml"

    def has(self, key: str) -> bool:
        return key in self.table

    def day(self, day: datetime.date) -> str:
        """A day in words: `14. März 2026`, `14 March 2026`."""
        return _day(day, self.language)

    def month(self, first: datetime.date) -> str:
        """The month that begins on a day, in words: `März 2026`, `March 2026`."""
        return _month(first, self.language)

    def number(self, number: int) -> str:
        """A number as it is written: `1.250`, `1,250`."""
        return _number(number, self.language)

    def listed(self, items: tuple[str, ...]) -> str:
        """Items as one would say them: `a, b und c`."""
        return _listed(self.language, *items) if items else ""

    def language_name(self, code: str) -> str:
        """The name of a language in this one: `Englisch`; the code itself where there is none."""
        return _language_name(code, self.language)

    def labels(self) -> Labels:
        """The few words the typesetter needs; empty ones where they are missing, so that texts can still be checked."""
        table, code, footnotes, back = (
            str(self.table.get(key, "")) for key in ("table", "code", "footnotes", "footnote_back")
        )
        return Labels(table, code, footnotes, back)


def minutes(words: int, language: str) -> int:
    """How long reading takes, in minutes, at least one."""
    return max(1, math.floor(words / READING_SPEED.get(language, OTHER_SPEED) + 0.5))


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)


# What Babel has said once is kept, as pages say the same days, numbers and names again and again.


@lru_cache(maxsize=10_000)
def _plural(number: int, language: str) -> str:
    return str(_locale(language).plural_form(number))


@lru_cache(maxsize=20_000)
def _day(day: datetime.date, language: str) -> str:
    return format_date(day, format="long", locale=_locale(language))


@lru_cache(maxsize=100)
def _month(first: datetime.date, language: str) -> str:
    return format_skeleton("yMMMM", first, locale=_locale(language))


@lru_cache(maxsize=1_000)
def _number(number: int, language: str) -> str:
    return format_decimal(number, locale=_locale(language))


@lru_cache(maxsize=20_000, typed=True)  # a safe text is no other text, though they are equal
def _listed(language: str, *items: str) -> str:
    return format_list(list(items), locale=_locale(language))


@lru_cache(maxsize=1_000)
def _language_name(code: str, language: str) -> str:
    try:
        return str(Locale.parse(code).get_language_name(language) or code)
    except (UnknownLocaleError, ValueError):
        return code
