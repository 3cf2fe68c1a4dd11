"""Blogs that move in, for tests: what they become, and what is told of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import staff

from byline.messages import sentence
from byline.moving.arrival import KINDS
from byline.moving.unpacking import Unpacked, unpacked
from byline.settings import Settings
from byline.tree import File, Tree

TODAY = datetime.date(2026, 6, 1)


def moved(kind: str, files: Mapping[str, str | bytes], settings: Settings | None = None, /, **people: str) -> Unpacked:
    given = [File(path, data if isinstance(data, bytes) else data.encode()) for path, data in sorted(files.items())]
    return unpacked(KINDS[kind](Tree(tuple(given))), settings, staff.people(**people), TODAY)


def text(made: Unpacked, path: str) -> str:
    return {file.path: file.data.decode() for file in made.texts}[f"content/{path}"]


def body(made: Unpacked, path: str) -> str:
    return text(made, path).split("\n---\n\n", 1)[1].removesuffix("\n")


def told(made: Unpacked) -> list[str]:
    return [
        f"{one.place.path}:{one.place.line} {one.rule} {sentence(one, 'en').partition(';')[0]}" for one in made.problems
    ]
