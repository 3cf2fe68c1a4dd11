"""Totals: what may be told of the views of several people's stories together, so that nobody's own number is told.

Statistical offices have the same task with tables, and these rules are theirs (A. Hundepool and others, "Statistical
Disclosure Control", 2012, chapter 4): enough people behind each cell, nobody who makes up most of it, and no cell that
is left out but follows from others by subtraction. It is decided once for each month, when the month is over.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import combinations
from typing import NamedTuple

import msgspec

from byline.counter.counted import Story
from byline.counter.figure import closed, has_figures, of_stories, shown
from byline.counter.period import DAY, last_day, month_of
from byline.counter.policy import LEAST_AUTHORS, Policy
from byline.counter.store import Row

YEAR = 12  # months, over which totals go


class Usage(msgspec.Struct, frozen=True):
    """What may be told of how the portal is read.

    `stories` are figures by story until the end of the day `until`, where everyone may see them; all others are totals
    over several people's stories, and over months that are over.
    """

    version: int
    until: datetime.date
    threshold: int
    stories: dict[str, int]
    months: dict[str, int]
    departments: dict[str, int]
    topics: dict[str, int]
    languages: dict[str, int]


class _Cell(NamedTuple):
    """Of which a total is made, in one month: a department, a topic or a language; or everything, without a name."""

    kind: str
    name: str = ""


_ALL = _Cell("months")
_KINDS = ("departments", "topics", "languages")

_Stories = frozenset[str]


def usage(stories: Sequence[Story], rows: Sequence[Row], today: datetime.date, policy: Policy) -> Usage:
    """What may be told today of how the portal is read."""
    past = closed(rows, today)
    known = {one.story: one for one in stories if has_figures(one)}
    months: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in past:
        if row.name in known:
            months[month_of(row.period)][row.name] += row.n
    over = sorted(month for month in months if last_day(month) < today)[-YEAR:]
    totals: dict[str, Counter[str]] = {kind: Counter() for kind in (_ALL.kind, *_KINDS)}
    for month in over:
        there = [one for one in known.values() if one.day <= last_day(month)]
        for cell, n in _told(there, months[month]):
            totals[cell.kind][cell.name or month] += n

    def figures(kind: str) -> dict[str, int]:
        found = {name: shown(n, policy) for name, n in sorted(totals[kind].items())}
        return {name: figure for name, figure in found.items() if figure}

    return Usage(
        version=1,
        until=today - DAY,
        threshold=policy.threshold,
        stories=of_stories(stories, past, policy) if policy.show == "everyone" else {},
        months=figures("months"),
        departments=figures("departments"),
        topics=figures("topics"),
        languages=figures("languages"),
    )


def _told(stories: Sequence[Story], counts: Mapping[str, int]) -> Iterator[tuple[_Cell, int]]:
    """The cells of a month that may be told, each with its views. `stories` are those that were there by its end."""
    cells: defaultdict[_Cell, set[str]] = defaultdict(set)
    for one in stories:
        for cell in (_ALL, *_cells_of(one)):
            cells[cell].add(one.story)
    held = {cell: frozenset(names) for cell, names in sorted(cells.items())}
    is_safe = partial(_is_safe, {one.story: one for one in stories}, counts)
    for cell in _kept_apart(held, counts, is_safe):
        yield cell, _views(held[cell], counts)


def _cells_of(story: Story) -> Iterator[_Cell]:
    """Where a story counts: for each of its departments and topics, and for its language."""
    for kind, names in zip(_KINDS, (story.departments, story.topics, (story.language,)), strict=True):
        yield from (_Cell(kind, name) for name in dict.fromkeys(names))


def _is_safe(stories: Mapping[str, Story], counts: Mapping[str, int], names: _Stories) -> bool:
    """Whether there are several people behind these stories whose views add up, no one's make up more than half of them, and
    the two who have most leave enough for neither to know the other's number (the p% rule, with 20).

    Whoever the list does not name is taken for one single person who wrote all such stories, and adds to no number.
    """
    shares: Counter[str] = Counter()
    for name in names:
        if n := counts.get(name, 0):
            shares.update(dict.fromkeys(stories[name].people, n))
            if stories[name].others:
                shares[""] += n
    people = len(shares) - ("" in shares)
    if people < LEAST_AUTHORS:
        return False
    (first, most), (second, _) = shares.most_common(2)
    rest = sum(
        counts.get(name, 0)
        for name in names
        if not {first, second} & {*stories[name].people, *([""] if stories[name].others else [])}
    )
    return 2 * most <= _views(names, counts) and 5 * rest >= most


def _kept_apart(
    cells: Mapping[_Cell, _Stories], counts: Mapping[str, int], is_safe: Callable[[_Stories], bool]
) -> Set[_Cell]:
    """The safe cells, without as many as it takes for no unsafe number to follow from those that are told."""
    told = {cell for cell, names in cells.items() if is_safe(names)}
    todo = sorted(told)
    while todo:
        whole = todo.pop()
        for kind in _KINDS if whole in told else ():
            parts = {cell for cell in told - {whole} if cell.kind == kind and cells[cell] <= cells[whole]}
            if any(not is_safe(names) for names in _follow(cells[whole], [cells[cell] for cell in parts])):
                told.discard(min(parts, key=lambda cell: (_views(cells[cell], counts), cell)))
                todo = sorted(told)
                break
    return told


def _follow(whole: _Stories, parts: Sequence[_Stories]) -> Iterator[_Stories]:
    """The stories whose number follows from that of a whole and those of its parts: what is left of it without them, and
    what two that make up all of it have in common.
    """
    if parts and (rest := whole.difference(*parts)):
        yield rest
    for one, other in combinations(parts, 2):
        if (common := one & other) and one | other == whole:
            yield common


def _views(names: _Stories, counts: Mapping[str, int]) -> int:
    return sum(counts.get(name, 0) for name in names)
