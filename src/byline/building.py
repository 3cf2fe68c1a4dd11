"""The commands that make editions, or look at what would come of one. What they need is imported when they run."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from byline.options import BASELINE, JOBS, LANG, NOW, ROOT, STRICT

if TYPE_CHECKING:
    from byline.outcome import Outcome


@click.command()
@ROOT
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where the portal goes; by default public."
)
@click.option("--drafts", is_flag=True, help="Also show what is not finished, or not due yet.")
@NOW
@click.option(
    "--audience",
    type=click.Choice(["intranet", "public"]),
    default="intranet",
    show_default=True,
    help="For whom: public leaves out what is for the intranet only.",
)
@STRICT
@click.option(
    "--keep-going", is_flag=True, help="Leave out what has errors and publish the rest; the exit code still says 1."
)
@click.option(
    "--from-disk", is_flag=True, help="Make pages that a browser can open from a folder, without a web server."
)
@click.option(
    "--changed-list",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write which files were added (A), changed (M) and removed (D) into this file.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Tell for each file that is another which of the inputs has changed it; takes longer.",
)
@JOBS
@LANG
def build(
    root: Path,
    out: Path | None,
    now_text: str | None,
    audience: str,
    changed_list: Path | None,
    jobs: int | None,
    lang: str | None,
    *,
    drafts: bool,
    strict: bool,
    keep_going: bool,
    from_disk: bool,
    explain: bool,
) -> None:
    """Build the portal into the folder public.

    Readers see the old portal or the new one, never half of each. If there is an error, the old one stays.
    """
    from byline.briefing import looked
    from byline.delivery import OutputRefused, holds_sources
    from byline.memo import MemoSpoilt
    from byline.messages import said
    from byline.shift import WorkerLost
    from byline.terminal import now, opened, progress, stop
    from byline.tree import PORTAL, is_among
    from byline.unchanged import remember, unchanged
    from byline.wishes import Wishes
    from byline.workers import Workers, processors

    language = opened(lang)
    out = out or root / "public"
    if holds_sources(root, out):
        stop(said("sources", language, out=out))
    if changed_list and is_among(changed_list, (out,)):
        stop(said("list-inside", language, path=changed_list, out=out))
    if changed_list and is_among(changed_list, [root / name for name in PORTAL]):
        stop(said("list-among-sources", language, path=changed_list))
    workers = Workers(jobs or processors(), guarded=True)
    wishes = Wishes(audience, drafts, strict, keep_going, from_disk)
    memo, seen = looked(root, language)
    instant = now(now_text)
    if not changed_list and (outcome := unchanged(memo, out, wishes, seen, instant)):
        nothing = said("explained-nothing", language) if explain else ""
        _tell(outcome, root, out, language, nothing)  # and nothing else has been imported

    from byline.standing import set_ahead

    ahead = set_ahead(seen.content, memo, workers, seen.clock)  # while all that follows is imported

    from byline.makeready import make_ready
    from byline.portal import read_portal
    from byline.pressroom import print_edition
    from byline.provenance import keep, keep_former

    portal = read_portal(root, seen)
    before = None
    if explain:
        from byline.cause import earlier

        before = earlier(memo, out)
    tell = progress(language)
    try:
        ready = make_ready(portal, instant, wishes, out, workers, memo, ahead, tell)
        forme = ready.forme
        tell("pages", len(ready.doubt.files if ready.doubt else forme.paths))
        outcome = print_edition(ready, out, workers, memo, changed_list)
    except OutputRefused as refused:
        stop(said(refused.reason, language, out=refused.path, system=refused.system))
    except (WorkerLost, MemoSpoilt) as fault:
        stop(said(fault.reason, language))
    if not outcome.sound:
        with suppress(MemoSpoilt):  # only --explain would have liked to know
            keep_former(memo, out, forme)
        _tell(outcome, root, out, language)
    remember(memo, out, wishes, seen, forme.holds, forme.setting.digests, outcome)
    made_from = keep(memo, out, portal, forme, wishes)
    why = ""
    if before:
        from byline.cause import explanation

        try:
            why = explanation(before, made_from, portal, forme, outcome, memo, out, workers, language)
        except (WorkerLost, MemoSpoilt) as fault:
            stop(said(fault.reason, language))
    _tell(outcome, root, out, language, why)


@click.command()
@ROOT
@click.argument("paths", nargs=-1, metavar="[FILES]", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif", "markdown"]),
    default="text",
    show_default=True,
    help="For people, for programs, as annotations of a forge, or as a comment under a change.",
)
@BASELINE
@click.option(
    "--refused",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also tell of files that were not taken: each has a line in this file, with its path, a tab and the reason.",
)
@NOW
@STRICT
@JOBS
@click.option(
    "--lang",
    type=click.Choice(["de", "en"]),
    default=None,
    help="Language of the messages; by default the portal's first.",
)
def check(
    root: Path,
    paths: tuple[Path, ...],
    form: str,
    baseline: Path | None,
    refused: Path | None,
    now_text: str | None,
    jobs: int | None,
    lang: str | None,
    *,
    strict: bool,
) -> None:
    """Find everything that is wrong, and write nothing.

    Name files or folders to hear only of them; they are still checked together with all others.
    """
    from byline.terminal import now, opened
    from byline.workers import Assistant, Workers, processors

    spoken = opened(lang)
    instant, workers = now(now_text), Workers(jobs or processors(), guarded=True)
    assistant = Assistant(_get_readers)  # who has imported the parsers when there is something to read

    from byline.briefing import looked
    from byline.standing import set_ahead

    memo, seen = looked(root, spoken)
    ahead = set_ahead(seen.content, memo, workers, seen.clock, assistant)  # while all that follows is imported

    from byline.review import Asked, review

    asked = Asked(paths, form, baseline, refused, strict, lang, spoken)
    review(root, asked, instant, workers, memo, seen, ahead, assistant)


def _get_readers() -> None:
    from byline.stylebook import get_readers

    get_readers()


@click.command()
@ROOT
@click.option("--host", default="127.0.0.1", help="Where to listen; by default 127.0.0.1, which only you can reach.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="By default 8000; 0 takes any that is free.")
@NOW
@JOBS
@LANG
def serve(root: Path, host: str, port: int, now_text: str | None, jobs: int | None, lang: str | None) -> None:
    """Show the portal in your browser, with drafts, and anew whenever you save a file.

    If something is wrong, the last good edition stays, and the browser tells what and where. Nothing is written.
    """
    from byline.counting import rehearsed
    from byline.desk import Desk
    from byline.messages import said
    from byline.serve import run
    from byline.terminal import cache_folder, now, opened, stop
    from byline.tree import existing
    from byline.workers import Workers, processors

    gc.enable()  # a preview stays
    language = opened(lang)
    now(now_text)  # complains at once, if it is no time
    if existing(root) is None:
        stop(said("no-file", language, path=root))
    desk = Desk(root, lambda: now(now_text), Workers(jobs or processors(), guarded=True), cache_folder())
    run(root, desk, host, port, language, rehearsed(root, language))


def _tell(outcome: Outcome, root: Path, out: Path, language: str, why: str = "") -> NoReturn:
    """Say what came of a build, and why, and end."""
    from byline.terminal import exit_code, progress, summary, tell
    from byline.tree import quoted

    progress(language)("", 0)
    tell(outcome.problems, partial(quoted, root), language, advice=False)
    if why:
        click.echo(why)
    click.echo(summary(outcome, out, language))
    sys.exit(exit_code(outcome))
