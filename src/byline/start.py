"""How commands begin that look at the whole portal: with what was made of it before, and one at a time."""

from __future__ import annotations

from pathlib import Path

import click

from byline.lock import turn
from byline.memo import FOLDER, Memo, engine
from byline.messages import said
from byline.terminal import warn
from byline.tree import CONFIG, Look, existing, look


def looked(root: Path, language: str) -> tuple[Memo, Look]:
    """What was made of this portal before, and how it lies there now. From here on no other command keeps anything."""
    memo = Memo(root / FOLDER, engine())
    there = existing(root / CONFIG) is not None
    if there and memo.clock():  # where nothing can be kept, nobody has to wait
        click.get_current_context().with_resource(turn(root / FOLDER, lambda: warn(said("turn", language))))
    return memo, look(root, memo.clock() if there else 0)
