"""Findings: what an audit is about, and what came of each of its parts."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from byline.counter.policy import CAP, LEAST_REACH, Policy
from byline.counter.postbox import Postbox

STORIES = 200  # that are invented


class Finding(msgspec.Struct, frozen=True):
    """What came of one part of the claim: whether it holds (None: it could not be tried), and what was measured, by what
    it is called.
    """

    part: str
    good: bool | None
    facts: dict[str, str]


class Audit(msgspec.Struct, frozen=True):
    """What an audit is about. `scratch` is an empty folder, `script` what the pages' browsers run."""

    policy: Policy
    scratch: Path
    script: str
    instant: datetime.datetime
    ledger: Path | None = None  # the real one, if there is one on this machine

    @property
    def stories(self) -> dict[str, int]:
        """Invented stories, with the real reach."""
        return {f"audit/{number:03}": max(self.policy.reach, LEAST_REACH) for number in range(STORIES)}

    @property
    def caps(self) -> dict[str, int]:
        """How often each of them can be counted on one day."""
        return {name: CAP * reach for name, reach in self.stories.items()}

    @property
    def edition(self) -> Path:
        """The folder in which they are listed."""
        return self.scratch / "edition"

    @property
    def box(self) -> Postbox:
        """What a service for them is made from."""
        return Postbox(self.policy, self.edition, b"", lambda: self.instant)

    @property
    def day(self) -> datetime.date:
        """On which it is held."""
        return self.instant.astimezone(self.policy.zone).date()
