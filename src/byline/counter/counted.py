"""What is counted: the stories of the published edition, as the build lists them in `counted.jsonl`. A door: it is read here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec

from byline.counter.policy import CAP

NAME = "counted.jsonl"
FAULTS = (OSError, UnicodeDecodeError, msgspec.DecodeError)
"""What is raised where the list is not there, or is no such list."""


class Story(msgspec.Struct, frozen=True):
    """A story that is counted, as readers know it. `people` are those who wrote and told it, and want to hear of it."""

    story: str
    address: str
    title: str
    day: datetime.date
    language: str
    reach: int
    people: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    others: bool = False  # whether there are more who wrote or told it


class Person(msgspec.Struct, frozen=True):
    """Somebody who hears how often their stories are viewed. `renewed` is how often their private address was replaced."""

    person: str
    name: str
    language: str
    renewed: int = 0


class _Reach(msgspec.Struct, frozen=True):
    story: str
    reach: int


_STARTS = (_STORIES, _PEOPLE) = (b'{"story"', b'{"person"')
_REACH = msgspec.json.Decoder(_Reach)
_STORY = msgspec.json.Decoder(Story)
_PERSON = msgspec.json.Decoder(Person)


Seal = tuple[int, int, int]
"""By what a list is known to be the same: its number, its time, its size."""


def seal(folder: Path) -> Seal:
    """What is different whenever the list of the edition in a folder is another. Raises OSError where there is none."""
    stat = (folder / NAME).stat()
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def caps(folder: Path) -> dict[str, int]:
    """How often each story of the edition in a folder can be counted on one day. Raises OSError and msgspec's errors."""
    found = (_REACH.decode(line) for line in _lines(folder, _STORIES))
    return {one.story: CAP * one.reach for one in found}


def stories(folder: Path, person: str = "") -> list[Story]:
    """The stories of the edition; only those of a person, if one is named."""
    named = msgspec.json.encode(person)
    found = (_STORY.decode(line) for line in _lines(folder, _STORIES) if not person or named in line)
    return [one for one in found if not person or person in one.people]


def people(folder: Path) -> dict[str, Person]:
    """Everyone who hears of their stories, by id."""
    found = (_PERSON.decode(line) for line in _lines(folder, _PEOPLE))
    return {one.person: one for one in found}


def _lines(folder: Path, start: bytes) -> Iterator[bytes]:
    """The lines of one kind, one at a time: ten thousand stories would take more room than counting them does."""
    with (folder / NAME).open("rb") as file:
        for line in file:
            if line.startswith(start):
                yield line
            elif not line.startswith(_STARTS):
                raise msgspec.DecodeError(f"{NAME} is damaged: {line[:40]!r}")
