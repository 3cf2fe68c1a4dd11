"""Who owns what of the portal, printed as the file CODEOWNERS."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from byline.codeowners import codeowners
from byline.edition import compose, setting
from byline.memo import Memo, MemoSpoilt
from byline.messages import numbered, said
from byline.person import Person
from byline.portal import read_portal
from byline.shift import WorkerLost
from byline.standing import STORIES
from byline.story import Story
from byline.terminal import FAULTY, now, progress, stop, tell, warn
from byline.tree import Look, quoted
from byline.wishes import Wishes
from byline.workers import Workers


def print_codeowners(root: Path, workers: Workers, memo: Memo, seen: Look, spoken: str) -> None:
    """Print CODEOWNERS of the portal in the folder `root`; `spoken` is the language of messages."""
    show = progress(spoken)
    portal, set_up = read_portal(root, seen), setting(workers, memo, seen.clock)
    try:
        forme = compose(portal, now(None), Wishes(keep_going=True), set_up, workers, memo, show)
    except (WorkerLost, MemoSpoilt) as fault:
        stop(said(fault.reason, spoken))
    show("", 0)
    if not forme.edits:
        tell(forme.problems, partial(quoted, root), spoken, advice=False)
        sys.exit(FAULTY)
    forge = forme.site.settings.forge or stop(said("no-forge", spoken))
    values = tuple(forme.values)
    people = {one.id: one for one in values if isinstance(one, Person)}
    left_out = sum(path.startswith(STORIES) for path in forme.setting.articles) - sum(
        isinstance(one, Story) for one in values
    )
    if left_out:
        warn(said("owners-unknown", spoken, stories=numbered(left_out, "stories", spoken)))
    click.echo(codeowners(forge, (one for one in values if isinstance(one, Story)), people), nl=False)
