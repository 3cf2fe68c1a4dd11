"""Usage: what the counter tells of how the portal is read, in a file that is an input like content.

`byline counter export --format json` writes it. Its figures are of closed days, rounded, and none is below the
threshold; so is what pages show of them, since nothing else comes in here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from byline.problem import Place, Problem, problem
from byline.settings import LEAST_THRESHOLD, CounterSettings
from byline.tree import USAGE, Readable, Tree

YEAR = 12  # months that the counter tells at most
MOST = 10**12  # views, which nobody will ever have

_Figure = Annotated[int, msgspec.Meta(ge=LEAST_THRESHOLD, le=MOST, multiple_of=5)]
_Month = Annotated[str, msgspec.Meta(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
_BYTE = re.compile(r"\(byte (\d+)\)")
_KEY = re.compile(r"`\$\.?(.*?)`$")


class Usage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Figures of views until the end of a day: of stories by their ids, and totals over several people's stories."""

    version: Literal[1]
    until: datetime.date
    threshold: Annotated[int, msgspec.Meta(ge=LEAST_THRESHOLD, le=MOST)]
    stories: Mapping[str, _Figure]
    months: Annotated[Mapping[_Month, _Figure], msgspec.Meta(max_length=YEAR)]
    departments: Mapping[str, _Figure]
    topics: Mapping[str, _Figure]
    languages: Mapping[str, _Figure]


_USAGE = msgspec.json.Decoder(Usage)


def read_usage(content: Tree[Readable]) -> tuple[Usage | None, tuple[Problem, ...]]:
    """The usage that lies in the content, if any, and what is wrong with it."""
    file = next((file for file in content.files if file.path == USAGE), None)
    data = file.read() if file else None
    if data is None or isinstance(data, Problem):
        return None, (data,) if data else ()
    try:
        return _USAGE.decode(data.decode()), ()
    except UnicodeDecodeError as fault:
        return None, (_damaged(data, fault.start, ""),)
    except msgspec.ValidationError as fault:
        key = _KEY.search(str(fault))
        return None, (_damaged(data, 0, key.group(1) if key else ""),)
    except msgspec.DecodeError as fault:
        byte = _BYTE.search(str(fault))
        return None, (_damaged(data, int(byte.group(1)) if byte else len(data), ""),)


def told(usage: Usage | None, counter: CounterSettings | None) -> Usage | None:
    """What of it the settings let people see: the file may be older than they are."""
    if usage is None or counter is None or counter.show == "off":
        return None

    def large(figures: Mapping[str, int]) -> dict[str, int]:
        return {name: figure for name, figure in figures.items() if figure >= counter.threshold}

    return replace(
        usage,
        threshold=max(usage.threshold, counter.threshold),
        stories=large(usage.stories) if counter.show == "everyone" else {},
        months=large(usage.months),
        departments=large(usage.departments),
        topics=large(usage.topics),
        languages=large(usage.languages),
    )


def _damaged(data: bytes, start: int, key: str) -> Problem:
    """What cannot be read: from a byte on, or the value of a key."""
    before = data[:start]
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    place = Place(USAGE, before.count(b"\n") + 1, column)
    return problem(place, "usage-key", key=key) if key else problem(place, "usage-damaged")
