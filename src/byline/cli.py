"""The command line: every command and option there is. What they need is imported when they run, so help is fast."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from byline.counting import counter, rehearsed
from byline.options import LANG, ROOT

if TYPE_CHECKING:
    from byline.memo import Memo
    from byline.outcome import Outcome
    from byline.tree import Look

NOW = click.option(
    "--now", "now_text", metavar="TIME", default=None, help="Build as if it were this time, such as 2026-03-14T09:00."
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    help="How many processes work at once; by default one for each processor.",
)


class Commands(click.Group):
    """The commands; without one, `build` runs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"-h", "--help", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from byline.terminal import interrupted

            interrupted()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="byline", message="Byline %(version)s")
def main() -> None:
    """Byline turns a folder of stories into a portal for your colleagues.

    Stories are text files in content/stories, people are text files in content/people, and config.yaml names your
    departments and roles. Without a command, the portal is built into the folder public.
    """


def run(name: str | None = None) -> NoReturn:
    """The command line as a process of its own, which is called by this name.

    One run makes values and ends; looking for circles among them would take a tenth of its time.
    """
    gc.disable()
    from byline.ending import end

    try:
        main(prog_name=name)
    except SystemExit as ended:
        end(ended.code if isinstance(ended.code, int) else 0)
    end(0)


@main.command()
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
    explain: bool,
) -> None:
    """Build the portal into the folder public.

    Readers see the old portal or the new one, never half of each. If there is an error, the old one stays.
    """
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
    wishes = Wishes(audience, drafts, strict, keep_going)
    memo, seen = _looked(root, language)
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


@main.command()
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
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Tell what has come since a check that wrote this file with --format json.",
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
    now_text: str | None,
    jobs: int | None,
    lang: str | None,
    *,
    strict: bool,
) -> None:
    """Find everything that is wrong, and write nothing.

    Name files or folders to hear only of them; they are still checked together with all others.
    """
    from byline.standing import set_ahead
    from byline.terminal import now, opened
    from byline.workers import Workers, processors

    spoken = opened(lang)
    instant, workers = now(now_text), Workers(jobs or processors(), guarded=True)
    memo, seen = _looked(root, spoken)
    ahead = set_ahead(seen.content, memo, workers, seen.clock)  # while all that follows is imported

    from byline.review import Asked, review

    asked = Asked(paths, form, baseline, strict, lang, spoken)
    review(root, asked, instant, workers, memo, seen, ahead)


@main.command()
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
    from byline.desk import Desk
    from byline.messages import said
    from byline.serve import run
    from byline.terminal import now, opened, stop
    from byline.tree import existing
    from byline.workers import Workers, processors

    gc.enable()  # a preview stays
    language = opened(lang)
    now(now_text)  # complains at once, if it is no time
    if existing(root) is None:
        stop(said("no-file", language, path=root))
    desk = Desk(root, lambda: now(now_text), Workers(jobs or processors(), guarded=True))
    run(root, desk, host, port, language, rehearsed(root, language))


main.add_command(counter)


@main.command()
@ROOT
@JOBS
@LANG
def codeowners(root: Path, jobs: int | None, lang: str | None) -> None:
    """Print the file CODEOWNERS for your forge: who is asked to look at which part of a change.

    Example:  codeowners > .github/CODEOWNERS
    """
    from byline.codeowners import codeowners
    from byline.edition import compose, setting
    from byline.memo import MemoSpoilt
    from byline.messages import said
    from byline.person import Person
    from byline.portal import read_portal
    from byline.shift import WorkerLost
    from byline.story import Story
    from byline.terminal import FAULTY, now, opened, progress, stop, tell
    from byline.tree import quoted
    from byline.wishes import Wishes
    from byline.workers import Workers, processors

    language = opened(lang)
    memo, seen = _looked(root, language)
    workers, show = Workers(jobs or processors(), guarded=True), progress(language)
    portal, set_up = read_portal(root, seen), setting(workers, memo, seen.clock)
    try:
        forme = compose(portal, now(None), Wishes(keep_going=True), set_up, workers, memo, show)
    except (WorkerLost, MemoSpoilt) as fault:
        stop(said(fault.reason, language))
    show("", 0)
    if not forme.edits:
        tell(forme.problems, partial(quoted, root), language, advice=False)
        sys.exit(FAULTY)
    forge = forme.site.settings.forge or stop(said("no-forge", language))
    values = tuple(forme.values)
    people = {one.id: one for one in values if isinstance(one, Person)}
    click.echo(codeowners(forge, (one for one in values if isinstance(one, Story)), people), nl=False)


@main.group()
def new() -> None:
    """Begin a new story, or add a person."""


@new.command("story")
@click.argument("title", default="", required=False)
@ROOT
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="PERSON",
    help="Who writes it: a person's id, as in content/people. Can be given again.",
)
@click.option("--told-by", multiple=True, metavar="PERSON", help="Whose story it is, if somebody else writes it.")
@click.option("--language", metavar="CODE", help="de, en or another; by default the portal's first.")
@click.option(
    "--kind",
    type=click.Choice(["portrait", "interview", "day", "lesson", "project", "news"]),
    default=None,
    help="What kind of story.",
)
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="What it is about. Can be given again.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Make a draft of a form that was filled in, of a mail or of notes; - reads standard input.",
)
@click.option("--pictures", is_flag=True, help="Make a folder for the story, so that its pictures can lie beside it.")
@NOW
@LANG
def new_story(
    title: str,
    root: Path,
    authors: tuple[str, ...],
    told_by: tuple[str, ...],
    language: str | None,
    kind: str | None,
    topics: tuple[str, ...],
    source: Path | None,
    now_text: str | None,
    lang: str | None,
    *,
    pictures: bool,
) -> None:
    """Begin a story: makes a file with everything filled in that is known, and with questions that help to tell it.

    Example:  new story "The pump that sulked" --author colin-ashworth --kind lesson
    """
    from byline.begin import begin_draft, begin_story
    from byline.terminal import now, opened

    if not (source or title):
        raise click.UsageError("Missing argument 'TITLE'.")
    if not (source or authors):
        raise click.UsageError("Missing option '--author'.")
    begin = partial(begin_draft, root, source) if source else partial(begin_story, root)
    begin(
        title,
        now(now_text),
        authors=authors,
        told_by=told_by,
        language=language,
        kind=kind or "",
        topics=topics,
        pictures=pictures,
        spoken=opened(lang),
    )


@new.command("person")
@click.argument("name")
@ROOT
@click.option("--role", default="", metavar="ROLE", help="A role's id, as in config.yaml.")
@click.option("--department", default="", metavar="DEPARTMENT", help="A department's id, as in config.yaml.")
@click.option(
    "--language", metavar="CODE", help="The language of the person's own text; by default the portal's first."
)
@LANG
def new_person(name: str, root: Path, role: str, department: str, language: str | None, lang: str | None) -> None:
    """Add a person: makes a file for a colleague.

    Example:  new person "Colin Ashworth" --role service-technician --department field-service
    """
    from byline.begin import begin_person
    from byline.terminal import opened

    spoken = opened(lang)
    begin_person(root, name, role=role, department=department, language=language, spoken=spoken)


@main.command("import")
@click.argument("kind", metavar="KIND", type=click.Choice(["jekyll", "hugo", "eleventy", "pelican", "wordpress"]))
@click.argument("source", type=click.Path(path_type=Path))
@ROOT
@click.option("--site", "url", default="", metavar="URL", help="The blog's web address, if its files do not tell it.")
@click.option("--dry-run", is_flag=True, help="Tell everything, and write nothing.")
@LANG
def import_blog(kind: str, source: Path, root: Path, url: str, lang: str | None, *, dry_run: bool) -> None:
    """Take over a blog that was kept with another program.

    Posts become stories, authors people, and old addresses lead to the new ones. Nothing that is there is overwritten,
    and what could not be taken over is told with file and line. KIND is jekyll, hugo, eleventy, pelican or wordpress;
    SOURCE is the blog's folder, or WordPress's export.

    Example:  import jekyll ../our-blog
    """
    from byline.moving.arrival import move_in
    from byline.terminal import now, opened

    move_in(root, kind, source, url, opened(lang), now(None).date(), dry_run=dry_run)


@main.command("schema")
@click.argument(
    "kind", metavar="[KIND]", type=click.Choice(["story", "person", "page", "settings", "snippets"]), default="story"
)
@ROOT
@click.option(
    "--lang",
    type=click.Choice(["de", "en"]),
    default=None,
    help="Language of the descriptions; by default the portal's first.",
)
def print_schema(kind: str, root: Path, lang: str | None) -> None:
    """Print the JSON Schema of a story's front matter, or of a person, a page or the settings; or snippets for VS Code.

    Editors that read it complete keys and the ids of this portal, and tell what is wrong while you type.
    """
    from byline.editors import print_schema
    from byline.terminal import opened

    print_schema(root, kind, lang, opened(lang))


@main.command()
@ROOT
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Where the form goes: a folder in which there is none yet.",
)
@click.option("--app", default="", metavar="ID", help="The form's id as an application of GitLab or Forgejo.")
@click.option("--login", default="", metavar="URL", help="The address of a service that signs people in with GitHub.")
@click.option("--branch", default="", help="Into which the form writes; by default the branch that is published.")
@click.option("--local", default="", metavar="URL", help="Write through a server on this machine, to try the form.")
@click.option(
    "--lang", type=click.Choice(["de", "en"]), default=None, help="Language of the form; by default the portal's first."
)
def admin(root: Path, out: Path, app: str, login: str, branch: str, local: str, lang: str | None) -> None:
    """Make the form in the browser in which colleagues write stories, with Decap CMS.

    Decap's own script is missing then; `make admin` puts everything together.
    """
    from byline.decap import Entrance
    from byline.editors import write_form
    from byline.terminal import opened

    write_form(root, out, Entrance(app, login, branch, local), lang, opened(lang))


def _looked(root: Path, language: str) -> tuple[Memo, Look]:
    """What was made of this portal before, and how it lies there now. From here on no other command keeps anything."""
    from byline.lock import turn
    from byline.memo import FOLDER, Memo, engine
    from byline.messages import said
    from byline.terminal import warn
    from byline.tree import CONFIG, existing, look

    memo = Memo(root / FOLDER, engine())
    there = existing(root / CONFIG) is not None
    if there and memo.clock():  # where nothing can be kept, nobody has to wait
        click.get_current_context().with_resource(turn(root / FOLDER, lambda: warn(said("turn", language))))
    return memo, look(root, memo.clock() if there else 0)


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
