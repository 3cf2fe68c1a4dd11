"""What the preview serves after any saves is what a clean build makes of the same files, however it came about."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251  # a fixture would be shared by all examples
from typing import TYPE_CHECKING

from chance import tries
from hypothesis import given, strategies as st
from portal import picture
from test_touched import small  # noqa: F401  # short lists and small windows
from test_warm import (
    START,
    added,
    body,
    broken,
    config,
    deleted,
    front,
    laid_out,
    layouts,
    pages,
    people,
    pictures,
    renamed,
    ties,
    untied,
    usage,
    write,
)

from byline.desk import Desk
from byline.edition import Edition, make
from byline.newsroom import PREVIEWED
from byline.portal import read_portal
from byline.wishes import is_sound
from byline.workers import Workers

if TYPE_CHECKING:
    from random import Random  # noqa: TID251  # hypothesis's own, which it can repeat


def put_back(root: Path, files: dict[str, bytes]) -> None:
    """The files as they were."""
    for path in read(root).keys() - files:
        (root / path).unlink()
    for path, data in files.items():
        write(root, path, data)


EDITS: list[Callable[[Path, Random], None]] = [
    *(body, front, front, front, renamed, deleted, added, ties, ties, ties, broken),
]
OTHERS: list[Callable[[Path, Random], None]] = [people, pages, pictures, usage, layouts, config]


def read(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@tries(1, shrink=False)
@given(chance=st.randoms(use_true_random=False))
def test_what_came_late_is_in_no_other_edition_than_what_came_in_time(chance: Random) -> None:
    with TemporaryDirectory() as folder:
        root, now = Path(folder), START
        laid_out(root, chance)
        untied(root)
        write(root, "content/pictures/q.png", picture())
        room = Desk(root, lambda: now, Workers())
        room.revise(None)
        good = read(root)
        for _ in range(10):
            before = read(root)
            if room.problems and not is_sound(room.problems, PREVIEWED) and chance.random() < 0.8:
                put_back(root, good)
            else:
                for _ in range(chance.choice([1, 1, 1, 1, 2, 3])):
                    chance.choice(EDITS if chance.random() < 0.95 else OTHERS)(root, chance)
            after = read(root)
            now += datetime.timedelta(hours=chance.choice([0, 0, 0, 0, 0, 1, 30]))
            saved = frozenset(path for path in before.keys() | after if before.get(path) != after.get(path))
            room.revise(saved or None)
            clean = make(read_portal(root), now, PREVIEWED)
            good = after if clean.sound else good
            agrees(room, clean)
            if chance.random() < 0.5 and (look := room.unsettled()):
                room.settle(look())
                agrees(room, clean)
            if room.unsettled() is None:
                assert room.problems == clean.problems


def agrees(room: Desk, clean: Edition) -> None:
    """The preview serves just these files, if they may be published."""
    if clean.sound:
        assert room._forme
        files = {file.path: file.data for file in clean.files}
        assert {path: room.file(path) for path in files} == files
        assert [one for one in {*room._forme.paths} - files.keys() if not one.startswith("pictures/")] == []
