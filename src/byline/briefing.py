"""The briefing: what a command is told that looks at the whole portal. Commands that keep something come in one at a time."""

from __future__ import annotations

from pathlib import Path

import click

from byline.baseline import Baseline, read_baseline
from byline.lock import turn
from byline.memo import FOLDER, Memo, store_of
from byline.messages import said
from byline.terminal import cache_folder, stop, warn
from byline.tree import CONFIG, Look, existing, given, look


def looked(root: Path, language: str) -> tuple[Memo, Look]:
    """What was made of this portal before, and how it lies there now. From here on no other command keeps anything."""
    memo = store_of(root, cache_folder())
    there = existing(root / CONFIG) is not None
    if there and memo.clock():  # where nothing can be kept, nobody has to wait
        click.get_current_context().with_resource(turn(root / FOLDER, lambda: warn(said("turn", language))))
    return memo, look(root, memo.clock() if there else 0)


def found_before(path: Path, language: str) -> Baseline:
    """What the check found that wrote this file with `--format json`; stops where it is another file, or none."""
    data = given(path)
    if data is None:
        stop(said("no-file", language, path=path))
    return read_baseline(data) or stop(said("no-baseline", language, path=path))
