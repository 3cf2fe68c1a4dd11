"""The baseline: what an earlier check found, and of which texts, so that the next one tells what has come since.

It is what `check --format json` has written, most often of the branch from which the portal is published.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from byline.problem import Problem

_OF_A_MOMENT = frozenset({"first", "line", "where"})  # facts that tell a line, or an hour


class Text(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A text that was there: the digest of its bytes; of a story that readers saw, its id, when it appeared, in seconds, and
    who told or wrote it; of such a story and of a person, the departments.
    """

    digest: str
    id: str = ""
    appeared: int = 0
    writers: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


class _Found(msgspec.Struct, frozen=True, gc=False):
    """A problem that there was."""

    fingerprint: str


class Baseline(msgspec.Struct, frozen=True, dict=True):
    """The texts by their paths, and the problems, of an earlier check."""

    texts: dict[str, Text]
    problems: tuple[_Found, ...]

    @property
    def writers(self) -> frozenset[str]:
        """The ids of all who had told or written a story that readers saw."""
        return frozenset(name for one in self.texts.values() for name in one.writers)

    @property
    def newest(self) -> int:
        """When the newest story appeared, in seconds; 0 if there was none."""
        return max((one.appeared for one in self.texts.values()), default=0)

    @cached_property
    def _marks(self) -> frozenset[str]:
        return frozenset(one.fingerprint for one in self.problems)

    def compared(self, problems: Sequence[Problem]) -> Iterator[tuple[Problem, bool]]:
        """Each problem, and whether there was the same before."""
        return ((one, mark in self._marks) for one, mark in zip(problems, fingerprints(problems), strict=True))


def read_baseline(data: bytes) -> Baseline | None:
    """The baseline in what `check --format json` wrote; None if it is something else."""
    try:
        return msgspec.json.decode(data, type=Baseline)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def fingerprints(problems: Iterable[Problem]) -> list[str]:
    """What tells each problem from all others, and stays the same if only lines above it come or go."""
    times: Counter[tuple[object, ...]] = Counter()
    made = []
    for one in problems:
        facts = tuple(fact for fact in one.facts if fact[0] not in _OF_A_MOMENT)
        told = (one.place.path, one.rule, facts)
        times[told] += 1
        made.append(hashlib.sha256(repr((*told, times[told])).encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return made
