"""The outcome of a build: its problems, whether it may be published, and how much there is of everything."""

from __future__ import annotations

import msgspec

from byline.changes import Changes
from byline.problem import Problem, Severity


class Counts(msgspec.Struct, frozen=True):
    """How much there is of everything, for the closing line."""

    stories: int = 0
    people: int = 0
    pages: int = 0
    feeds: int = 0


class Outcome(msgspec.Struct, frozen=True):
    """What came of a build. A sound one has been published, where that was wanted."""

    problems: tuple[Problem, ...]
    sound: bool
    counts: Counts = Counts()
    changes: Changes | None = None

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.problems)
