"""Charts: figures as bars, each as long as it is to the longest. Nothing here is put in order by its figures."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping

from byline.piece import Bar

LONGEST = 1000


def bars(figures: Mapping[str, int], names: Iterable[str], tag: Callable[[str], tuple[str, str]]) -> tuple[Bar, ...]:
    """The bars of those names that have a figure, in the order of the names. `tag` tells a name's words and its address."""
    most = max(figures.values(), default=0)
    return tuple(Bar(*tag(name), figures[name], _length(figures[name], most)) for name in names if figures.get(name, 0))


def columns(figures: Mapping[str, int], month: Callable[[datetime.date], str]) -> tuple[Bar, ...]:
    """The bars of months, from the first that has a figure to the last, but none more than a year before that; those between
    that have no figure are empty.

    `figures` are by `2026-11`, `month` tells the words for the month that begins on a day.
    """
    if not figures:
        return ()
    last, most = max(figures), max(figures.values())
    end = datetime.date.fromisoformat(f"{last}-01")
    first = max(min(figures), f"{end.year - 1}-{end.month:02}")
    begin = datetime.date.fromisoformat(f"{first}-01")
    found = []
    while (name := f"{begin:%Y-%m}") <= last:
        figure = figures.get(name, 0)
        found.append(Bar(month(begin), "", figure, _length(figure, most)))
        begin = (begin + datetime.timedelta(31)).replace(day=1)
    return tuple(found)


def _length(figure: int, most: int) -> int:
    return LONGEST * figure // most
