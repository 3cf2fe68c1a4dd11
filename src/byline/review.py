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
from msgspec.structs import replace

from byline.baseline import Baseline, Text
from byline.blame import Since, at_newcomers, renamed, since, summed_up
from byline.briefing import found_before
from byline.contribution import Contribution, concerned, contribution, counsel, left_behind
from byline.forme import Forme
from byline.makeready import Ready, make_ready
from byline.memo import Memo, MemoSpoilt
from byline.messages import LANGUAGES, said
from byline.opinion import Style
from byline.portal import read_portal
from byline.pressroom import proof
from byline.problem import Place, Problem, Severity, in_order, is_error, judged, problem
from byline.provenance import keep_former
from byline.record import proved
from byline.reviewers import reviewers_of
from byline.settings import read_settings
from byline.shift import WorkerLost
from byline.standing import STORIES, Setting, Standing
from byline.story import Story
from byline.stylebook import styles
from byline.terminal import FAULTY, GOOD, UNUSABLE, counts, progress, stop, tell, unusable
from byline.tree import CONTENT, Look, existing, given, inner, quoted
from byline.wishes import Wishes
from byline.workers import Assistant, Workers, dismiss


class Asked(NamedTuple):
    """What is asked of a review."""

    paths: Sequence[Path]  # the files or folders to tell of; all if there are none
    form: str
    baseline: Path | None
    refused: Path | None
    strict: bool
    language: str | None
    spoken: str  # the terminal's language


class Closely(msgspec.Struct, frozen=True):
    """What came of a close look at some stories. `change` is None where nothing is known of what was there before."""

    stories: tuple[Story, ...]
    styles: Mapping[str, Style]
    advice: tuple[Problem, ...]
    change: Contribution | None


class Review(msgspec.Struct, frozen=True):
    """What was found: the problems that are told, and what came of the close look."""

    forme: Forme
    since: Since
    close: Closely

    @property
    def problems(self) -> tuple[Problem, ...]:
        return in_order((*self.since.new, *self.since.old))


def review(
    root: Path,
    asked: Asked,
    now: datetime.datetime,
    workers: Workers,
    memo: Memo,
    seen: Look,
    ahead: Callable[[], Setting] | None,
    assistant: Assistant,
) -> NoReturn:
    """Look at the portal in the folder `root`, say what is wrong, and end.

    `ahead` waits for articles that are being set already, if there are any; the `assistant` is ready to read.
    """
    spoken, out, show = asked.spoken, root / "public", progress(asked.spoken)
    try:
        wanted = _wanted(root, asked.paths, spoken)
        refused = _refused(asked.refused, spoken) if asked.refused else ()
        portal, printed = read_portal(root, seen), proved(memo, out)
        ready = make_ready(portal, now, Wishes(strict=asked.strict), printed, workers, memo, ahead, show)
        show("pages", len(ready.doubt.files if ready.doubt else ready.forme.paths))
        layouts = workers.aside(lambda: _faults(ready, printed, out, workers, memo))  # and meanwhile here:
        before = found_before(asked.baseline, spoken) if asked.baseline else None
        close = _look_closely(ready, before, wanted, workers, memo, assistant)
        found = _reviewed(ready.forme, (*ready.forme.problems, *refused), close, before, wanted)
        if faults := layouts():  # which had time to be found meanwhile, and are rare
            found = _reviewed(ready.forme, (*ready.forme.told(faults), *refused), close, before, wanted)
        show("", 0)
        _say(found, asked.form, asked.language or _first_language(ready, spoken), partial(quoted, root))
    except (WorkerLost, MemoSpoilt) as fault:
        stop(said(fault.reason, spoken))
    finally:
        dismiss()
    if unusable(found.since.new):
        sys.exit(UNUSABLE)
    bad = {Severity.ERROR, Severity.WARNING} if asked.strict else {Severity.ERROR}
    sys.exit(FAULTY if any(one.severity in bad for one in found.since.new) else GOOD)


def _faults(ready: Ready, printed: Path, out: Path, workers: Workers, memo: Memo) -> tuple[Problem, ...]:
    """What only comes up in printing."""
    keep_former(memo, out, ready.forme)
    return proof(ready, printed, workers, memo)


def _wanted(root: Path, paths: Sequence[Path], spoken: str) -> tuple[str, ...]:
    """The files and folders to tell of, as paths in the portal; empty for the portal's own folder."""
    found = []
    for path in paths:
        there = existing(root / path, path) or stop(said("no-file", spoken, path=path))
        place = inner(root, there)
        found.append(stop(said("elsewhere", spoken, path=there, root=root)) if place is None else place)
    return tuple(found)


def _refused(path: Path, spoken: str) -> tuple[Problem, ...]:
    """The files that were not taken, of which another program tells."""
    data = given(path)
    if data is None:
        stop(said("no-file", spoken, path=path))
    lines = (line.partition("\t") for line in data.decode("utf-8", "replace").splitlines() if line)
    return tuple(problem(Place(file), "not-taken", reason=reason) for file, _, reason in lines)


def _first_language(ready: Ready, spoken: str) -> str:
    """The portal's first language, if messages exist in it."""
    if ready.forme.edits:
        first = ready.forme.site.settings.language
        return first if first in LANGUAGES else spoken
    text = ready.portal.config if isinstance(ready.portal.config, str) else ""
    first = read_settings(text, tuple(ready.portal.strings)).settings.language
    return first if text and first in LANGUAGES else spoken


def _look_closely(
    ready: Ready,
    before: Baseline | None,
    wanted: Sequence[str],
    workers: Workers,
    memo: Memo,
    assistant: Assistant,
) -> Closely:
    """A close look at the stories that are new or others, or that are wanted."""
    forme, articles, digests = ready.forme, ready.forme.setting.articles, ready.forme.setting.digests
    is_set = bool(articles) or not ready.portal.content.files  # else nobody can tell what has become of them
    change = contribution(digests, before, lambda path: _id(articles, path)) if before and is_set else None
    paths = [path for path in articles if path.startswith(STORIES) and _is_wanted(path, wanted)]
    values = (articles[path].answer[0] for path in sorted(paths) if change is None or path in change)
    stories = tuple(one for one in values if isinstance(one, Story))
    if not forme.edits:
        return Closely(stories, {}, tuple(counsel(forme, stories, {}, before, change or Contribution())), change)
    settings = forme.site.settings
    files = {file.path: file for file in ready.portal.content.files}
    said_of = styles(stories, files, digests, settings.editorial, workers, memo, assistant)
    told = change or Contribution()
    advice = (*counsel(forme, stories, said_of, before, told), *left_behind(forme, stories, told))
    return Closely(stories, said_of, tuple(judged(advice, settings.rules)), change)


def _id(articles: Mapping[str, Standing], path: str) -> str:
    """The id of the story in a file; empty if there is none."""
    one = articles[path].answer[0]
    return one.id if isinstance(one, Story) else ""


def _reviewed(
    forme: Forme, every: Sequence[Problem], close: Closely, before: Baseline | None, wanted: Sequence[str]
) -> Review:
    """All that is to be told."""
    problems = in_order((*every, *close.advice))
    if before is None or close.change is None:
        return Review(forme, Since(_concerning(problems, wanted)), close)
    problems = in_order(at_newcomers(problems, before, close.change))
    told = since(_concerning(problems, wanted), before, close.change)
    new = tuple(summed_up(renamed(told.new, close.change), close.change))
    change = close.change.of(lambda path: _is_wanted(path, wanted))
    return Review(forme, replace(told, new=new), replace(close, change=change))


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

        click.echo(as_json(problems, _texts(found.forme), language))
    elif form == "markdown":
        click.echo(_comment(found, language), nl=False)
    elif form == "github":
        from byline.annotation import as_github

        click.echo(as_github(problems, language) + counts(problems, language, advice=True))
    else:
        from byline.annotation import as_gitlab, as_sarif

        click.echo(as_gitlab(problems, language) if form == "gitlab" else as_sarif(problems, language))


def _texts(forme: Forme) -> dict[str, Text]:
    """The texts of the portal, as the next check is to know them."""
    made = {path: Text(digest.hex()) for path, digest in forme.setting.digests.items()}
    for one in forme.site.stories if forme.edits else ():
        made[one.path] = Text(made[one.path].digest, one.id, one.appeared, one.writers, one.departments)
    for who in forme.site.people.values() if forme.edits else ():
        made[who.path] = Text(made[who.path].digest, departments=tuple(filter(None, [who.front.department])))
    return made


def _comment(found: Review, language: str) -> str:
    """The comment under the change."""
    from byline.comment import Beside, Next, comment
    from byline.specimen import previews

    forme, close = found.forme, found.close
    change = close.change or Contribution(changed=tuple(one.path for one in close.stories))
    forge = forme.site.settings.forge if forme.edits else None
    coming = Next()
    if forge:
        who = reviewers_of(concerned(forme, close.stories, change), forge)
        coming = Next(who, forge.answer.at(language), forge.help.at(language), forge.kind)
    own, others = found.since.new, (*change.added, *change.changed)
    shown = tuple(previews(forme, close.stories, close.styles, change, own, language))
    beside = Beside(
        tuple(path for path in others if not path.startswith(STORIES)),
        change.removed,
        found.since.old,
        found.since.left,
    )
    return comment(shown, own, beside, coming, language)
