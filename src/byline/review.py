"""A review: what comes of `check`, and the form in which it is said."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

import click
import msgspec

from byline.baseline import Baseline, read_baseline
from byline.contribution import Contribution, Since, contribution, counsel, since
from byline.forme import Forme
from byline.makeready import Ready, make_ready
from byline.memo import Memo, MemoSpoilt
from byline.messages import LANGUAGES, said
from byline.portal import Portal, read_portal
from byline.pressroom import proof
from byline.problem import Problem, Severity, in_order, is_error, judged
from byline.provenance import keep_former
from byline.record import proved
from byline.reviewers import reviewers_of
from byline.settings import read_settings
from byline.shift import WorkerLost
from byline.standing import STORIES, set_ahead
from byline.story import Story
from byline.style import Style
from byline.stylebook import styles
from byline.terminal import FAULTY, GOOD, UNUSABLE, counts, progress, stop, tell, unusable
from byline.tree import CONTENT, Look, existing, given, inner, quoted
from byline.wishes import Wishes
from byline.workers import Workers


class Asked(NamedTuple):
    """What is asked of a review."""

    paths: Sequence[Path]  # the files or folders to tell of; all if there are none
    form: str
    baseline: Path | None
    strict: bool
    language: str | None
    spoken: str  # the terminal's language


class Review(msgspec.Struct, frozen=True):
    """What was found: the problems that are told, and the stories that were looked at closely."""

    forme: Forme
    since: Since
    stories: tuple[Story, ...]
    styles: Mapping[str, Style]
    change: Contribution

    @property
    def problems(self) -> tuple[Problem, ...]:
        return in_order((*self.since.new, *self.since.old))


def review(root: Path, asked: Asked, now: datetime.datetime, workers: Workers, memo: Memo, seen: Look) -> NoReturn:
    """Look at the portal in the folder `root`, say what is wrong, and end."""
    spoken = asked.spoken
    wanted = _wanted(root, asked.paths, spoken)
    before = _before(asked.baseline, spoken) if asked.baseline else None
    ahead = set_ahead(seen.content, memo, workers, seen.clock)
    portal, out = read_portal(root, seen), root / "public"
    printed, show = proved(memo, out), progress(spoken)
    try:
        ready = make_ready(portal, now, Wishes(strict=asked.strict), printed, workers, memo, ahead, show)
        show("pages", len(ready.doubt.files if ready.doubt else ready.forme.paths))
        keep_former(memo, out, ready.forme)
        every = proof(ready, printed, workers, memo).problems
        found = _reviewed(ready, every, before, wanted, workers, memo)
        show("", 0)
        _say(found, asked.form, asked.language or _first_language(portal, spoken), partial(quoted, root))
    except (WorkerLost, MemoSpoilt) as fault:
        stop(said(fault.reason, spoken))
    if unusable(every):
        sys.exit(UNUSABLE)
    bad = {Severity.ERROR, Severity.WARNING} if asked.strict else {Severity.ERROR}
    sys.exit(FAULTY if any(one.severity in bad for one in found.since.new) else GOOD)


def _wanted(root: Path, paths: Sequence[Path], spoken: str) -> tuple[str, ...]:
    """The files and folders to tell of, as paths in the portal; empty for the portal's own folder."""
    found = []
    for path in paths:
        there = existing(root / path, path) or stop(said("no-file", spoken, path=path))
        place = inner(root, there)
        found.append(stop(said("elsewhere", spoken, path=there, root=root)) if place is None else place)
    return tuple(found)


def _before(path: Path, spoken: str) -> Baseline:
    data = given(path)
    if data is None:
        stop(said("no-file", spoken, path=path))
    return read_baseline(data) or stop(said("no-baseline", spoken, path=path))


def _first_language(portal: Portal, spoken: str) -> str:
    """The portal's first language, if messages exist in it."""
    text = portal.config if isinstance(portal.config, str) else ""
    first = read_settings(text, tuple(portal.strings)).settings.language
    return first if text and first in LANGUAGES else spoken


def _reviewed(
    ready: Ready,
    every: Sequence[Problem],
    before: Baseline | None,
    wanted: Sequence[str],
    workers: Workers,
    memo: Memo,
) -> Review:
    """All that is to be told. Stories are looked at closely that are new or others, or that are wanted."""
    forme, articles, digests = ready.forme, ready.forme.setting.articles, ready.forme.setting.digests
    change = contribution(digests, before) if before else None
    paths = [path for path in articles if path.startswith(STORIES) and _is_wanted(path, wanted)]
    values = (articles[path].answer[0] for path in sorted(paths) if change is None or path in change)
    stories = tuple(one for one in values if isinstance(one, Story))
    settings = forme.site.settings if forme.edits else None
    said_of: Mapping[str, Style] = {}
    if settings:
        files = {file.path: file for file in ready.portal.content.files}
        said_of = styles(stories, files, digests, settings.editorial, workers, memo)
    advice = judged(counsel(forme, stories, said_of, before), settings.rules if settings else {})
    problems = in_order((*every, *advice))
    told = since(problems, before, change) if before and change else Since(problems)
    return Review(
        forme,
        Since(_concerning(told.new, wanted), _concerning(told.old, wanted), told.left),
        stories,
        said_of,
        change or Contribution(changed=tuple(one.path for one in stories)),
    )


def _is_wanted(path: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(not one or path == one or path.startswith(f"{one}/") for one in wanted)


def _concerning(problems: Sequence[Problem], wanted: Sequence[str]) -> tuple[Problem, ...]:
    """The problems in wanted files, and those that keep all from being checked."""
    return tuple(
        one
        for one in problems
        if _is_wanted(one.place.path, wanted) or (is_error(one) and not one.place.path.startswith(f"{CONTENT}/"))
    )


def _say(found: Review, form: str, language: str, source: Callable[[str], bytes | None]) -> None:
    """Say what was found, in one of the forms that `check` knows."""
    problems = found.problems
    if form == "text":
        tell(problems, source, language, advice=True)
        click.echo(counts(problems, language, advice=True))
    elif form == "json":
        from byline.report import as_json

        site = found.forme.site.stories if found.forme.edits else ()
        appeared = {one.path: one.appeared for one in site}
        click.echo(as_json(problems, found.forme.setting.digests, appeared, language))
    elif form == "markdown":
        click.echo(_comment(found, language), nl=False)
    elif form == "github":
        from byline.annotation import as_github

        click.echo(as_github(problems, language) + counts(problems, language, advice=True))
    else:
        from byline.annotation import as_gitlab, as_sarif

        click.echo(as_gitlab(problems, language) if form == "gitlab" else as_sarif(problems, language))


def _comment(found: Review, language: str) -> str:
    """The comment under the change."""
    from byline.comment import Next, comment
    from byline.contribution import previews

    forge = found.forme.site.settings.forge if found.forme.edits else None
    coming = Next()
    if forge:
        site = found.forme.site
        some = (name for one in found.stories for name in reviewers_of(one, site.people, site.settings))
        coming = Next(tuple(dict.fromkeys((*forge.editors, *some))), forge.help.at(language))
    shown = tuple(previews(found.forme, found.stories, found.styles, found.change, found.problems, language))
    return comment(shown, found.change.removed, found.problems, found.since.left, coming, language)
