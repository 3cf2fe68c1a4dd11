"""The newsroom: what the preview asks of a portal that is being worked on. `desk` answers.

Only one thread at a time asks a newsroom.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from byline.problem import Problem
from byline.wishes import Wishes

PREVIEWED = Wishes(drafts=True)
"""Drafts are shown; with an error the last good edition stays."""

Changed = frozenset[str] | None
"""The paths in the portal that may have changed; None: any."""


class Revision(msgspec.Struct, frozen=True):
    """What came of looking at the portal again."""

    sound: bool  # there is a new good edition, or the last one still stands for what lies in the files
    changed: bool = True  # something is different from before: the edition, or the problems
    styles_only: bool = False  # pages that are open need new style sheets, and nothing else
    moved: tuple[tuple[str, str], ...] = ()  # addresses of pages that are gone, and where they seem to be now


class Findings(msgspec.Struct, frozen=True):
    """What a look at everything has found, when `turn` revisions had been made."""

    turn: int
    problems: tuple[Problem, ...]
    printed: tuple[Problem, ...]  # the same with what came up in printing


class Newsroom(Protocol):
    """What the preview needs to know of a portal that is being worked on."""

    @property
    def number(self) -> int:
        """How many good editions there have been; 0: none yet."""

    @property
    def base_path(self) -> str:
        """The path below which the good edition stands, or will stand, as `/voices/`; `/` while it is not known."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the latest attempt, good or not."""

    @property
    def styles(self) -> tuple[str, ...]:
        """The addresses of the good edition's style sheets."""

    def file(self, path: str) -> bytes | None:
        """A file of the last good edition by its path in the output; None if there is none."""

    def source(self, path: str) -> bytes | None:
        """A file of the portal as it was read for the latest attempt: what problems are about."""

    def revise(self, changed: Changed) -> Revision:
        """Read what may have changed, and make the next edition. Never raises for what is in the portal."""

    def unsettled(self) -> Callable[[], Findings | None] | None:
        """What prints every page with new layouts, in any thread; None if that has been done."""

    def unindexed(self) -> Callable[[], None] | None:
        """What makes the files of the search for the good edition, in any thread; None if they are there."""

    def settle(self, findings: Findings | None) -> Revision | None:
        """Take note of what such a look has found. None if that is nothing, or no longer so."""
