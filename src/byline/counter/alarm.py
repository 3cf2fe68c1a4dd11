"""The alarm: says once what is wrong, and says it again only after all was well in between.

A complaint for every failed batch would tell when views came, and fill the very disk that is full.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress


class Alarm:
    """What goes wrong in one place. It never raises: not being able to complain is no reason not to count."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._said = ""

    def ring(self, fault: Exception) -> None:
        """Something is wrong."""
        text = str(fault) or type(fault).__name__
        if text != self._said:
            self._said = text
            with suppress(Exception):
                self._say(text)

    def rest(self) -> None:
        """All is well."""
        self._said = ""
