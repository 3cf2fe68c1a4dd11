"""The command line: the door to the terminal, the clock and the environment."""

from __future__ import annotations

import datetime
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from byline.edition import Edition, Portal
    from byline.person import Person
    from byline.problem import Problem
    from byline.settings import Settings

GOOD, FAULTY, UNUSABLE = 0, 1, 2  # exit codes: all well; errors in the content; wrong usage or broken set-up

ROOT = click.option("--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="The portal's folder, if it is not this one.")
LANG = click.option("--lang", type=click.Choice(["de", "en"]), default=None, help="Language of the messages; by default the terminal's.")
NOW = click.option("--now", "now_text", metavar="TIME", default=None, help="Build as if it were this time, such as 2026-03-14T09:00.")
DRAFTS = click.option("--drafts", is_flag=True, help="Also show what is not finished, or not due yet.")
AUDIENCE = click.option("--audience", type=click.Choice(["intranet", "public"]), default="intranet", show_default=True, help="For whom: public leaves out what is for the intranet only.")
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


class Commands(click.Group):
    """The commands; without one, `build` runs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="byline", message="Byline %(version)s")
def main() -> None:
    """Byline turns a folder of stories into a portal for your colleagues.

    Stories are text files in content/stories, people are text files in content/people, and config.yaml names your
    departments and roles. Without a command, the portal is built into the folder public.
    """


@main.command()
@ROOT
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None, help="Where the portal goes.  [default: public]")
@DRAFTS
@NOW
@AUDIENCE
@STRICT
@click.option("--keep-going", is_flag=True, help="Leave stories with errors out and publish the rest; the exit code still says 1.")
@LANG
def build(root: Path, out: Path | None, drafts: bool, now_text: str | None, audience: str, strict: bool, keep_going: bool, lang: str | None) -> None:
    """Build the portal into the folder public.

    Readers see the old portal or the new one, never half of each. If there is an error, the old one stays.
    """
    from byline.edition import Wishes
    from byline.tree import OutputRefused, write_edition

    language = lang or _terminal_language()
    out = out or root / "public"
    _refuse_content_as_output(root, out)
    portal, edition = _make(root, now_text, Wishes(audience, drafts, strict, keep_going))
    _tell(edition.problems, portal, language, advice=False)
    if edition.sound:
        try:
            write_edition(out, edition.files)
        except OutputRefused as refused:
            _stop(str(refused))
    click.echo(_summary(edition, out, language))
    sys.exit(_exit_code(edition))


@main.command()
@ROOT
@click.argument("paths", nargs=-1, metavar="[FILES]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For people, or for programs.")
@NOW
@STRICT
@LANG
def check(root: Path, paths: tuple[str, ...], form: str, now_text: str | None, strict: bool, lang: str | None) -> None:
    """Find everything that is wrong, and write nothing.

    Name files or folders to hear only of them; they are checked together with all others.
    """
    from byline.edition import Wishes
    from byline.problem import Severity
    from byline.report import as_json

    language = lang or _terminal_language()
    portal, edition = _make(root, now_text, Wishes(strict=strict))
    problems = tuple(one for one in edition.problems if not paths or _among(one.place.path, paths, root))
    if form == "json":
        click.echo(as_json(problems, language))
    else:
        _tell(problems, portal, language, advice=True)
        click.echo(_counts(problems, language))
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(one.rule == "no-settings" for one in problems):
        sys.exit(UNUSABLE)
    sys.exit(FAULTY if any(one.severity in bad for one in problems) else GOOD)


@main.group()
def new() -> None:
    """Begin a new story, or add a person."""


@new.command("story")
@click.argument("title")
@ROOT
@click.option("--author", "authors", multiple=True, required=True, metavar="PERSON", help="Who writes it: a person's id, as in content/people. Can be given again.")
@click.option("--told-by", multiple=True, metavar="PERSON", help="Whose story it is, if somebody else writes it.")
@click.option("--language", default=None, metavar="CODE", help="de, en …; by default the portal's first.")
@click.option("--kind", type=click.Choice(["portrait", "interview", "day", "lesson", "project", "news"]), default=None, help="What kind of story.")
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="What it is about. Can be given again.")
@click.option("--pictures", is_flag=True, help="Make a folder for the story, so that its pictures can lie beside it.")
@NOW
@LANG
def new_story(
    title: str, root: Path, authors: tuple[str, ...], told_by: tuple[str, ...], language: str | None, kind: str | None, topics: tuple[str, ...], pictures: bool, now_text: str | None, lang: str | None
) -> None:
    """Begin a story: makes a file with everything filled in that is known.

    Example:  new story "The pump that sulked" --author colin-ashworth
    """
    from byline import skeleton

    spoken = lang or _terminal_language()
    settings, people = _known(root, spoken)
    credited = {name: _person(name, people, spoken) for name in (*authors, *told_by)}
    day = _now(now_text).astimezone(settings.zone).date() if now_text is None or _now(now_text).tzinfo else _now(now_text).date()
    path = skeleton.story_path(title, day, folder=pictures)
    text = skeleton.story(
        title, day, [credited[name] for name in authors], [credited[name] for name in told_by], language=language or settings.language, kind=kind or "", topics=topics
    )
    _write(root, path, text, title, spoken)


@new.command("person")
@click.argument("name")
@ROOT
@click.option("--role", default="", metavar="ROLE", help="A role's id, as in config.yaml.")
@click.option("--department", default="", metavar="DEPARTMENT", help="A department's id, as in config.yaml.")
@click.option("--language", default=None, metavar="CODE", help="The language of the person's own text; by default the portal's first.")
@LANG
def new_person(name: str, root: Path, role: str, department: str, language: str | None, lang: str | None) -> None:
    """Add a person: makes a file for a colleague.

    Example:  new person "Colin Ashworth" --role service-technician --department field-service
    """
    from byline import skeleton
    from byline.problem import Place, nearest, problem

    spoken = lang or _terminal_language()
    settings, _ = _known(root, spoken)
    for given, known, rule in ((role, settings.roles, "unknown-role"), (department, settings.departments, "unknown-department")):
        if given and given not in known:
            _refuse(problem(Place("config.yaml"), rule, guess=nearest(given, known), name=given), spoken)
    _write(root, skeleton.person_path(name), skeleton.person(name, role, department, language or settings.language), name, spoken)


def _make(root: Path, now_text: str | None, wishes: Any) -> tuple[Portal, Edition]:
    """Read the portal and make the edition, with progress on a terminal."""
    from byline.edition import make, read_portal

    gc.disable()  # one run makes values and ends; looking for circles among them would take a tenth of its time
    now = _now(now_text)
    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("…") as status:
            portal = read_portal(root)
            return portal, make(portal, now, wishes, lambda stage, count: status.update(f"{stage}: {count}"))
    portal = read_portal(root)
    return portal, make(portal, now, wishes)


def _now(text: str | None) -> datetime.datetime:
    """The instant of this edition: the one place where the clock is read. A given time without an offset is the portal's."""
    if text is None:
        return datetime.datetime.now(datetime.UTC)
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is not a time; write 2026-03-14T09:00", param_hint="--now") from None


def _terminal_language() -> str:
    """German on a German terminal, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "de" if value.lower().startswith("de") else "en"
    return "en"


def _tell(problems: tuple[Problem, ...], portal: Portal, language: str, *, advice: bool) -> None:
    from byline.report import PLAIN, TERMINAL, as_text

    if sys.stdout.isatty():
        sources = {file.path: file.data for file in (*portal.content.files, *portal.layouts.files)}
        if isinstance(portal.config, str):
            sources["config.yaml"] = portal.config.encode()
        click.echo(as_text(problems, language, sources, advice=advice, style=PLAIN if os.environ.get("NO_COLOR") else TERMINAL), nl=False)
    else:
        click.echo(as_text(problems, language, advice=advice), nl=False)


def _among(path: str, wanted: tuple[str, ...], root: Path) -> bool:
    """Whether a problem's path is one of the wanted files, or in one of the wanted folders."""
    full = (root / path).absolute()
    return any(full == Path(one).absolute() or Path(one).absolute() in full.parents for one in wanted)


def _refuse_content_as_output(root: Path, out: Path) -> None:
    here, target = root.resolve(), out.resolve()
    if target == here or target in here.parents or any(target == here / name or here / name in target.parents for name in ("content", "layouts", "assets", "src")):
        _stop(f"{out} holds the portal's sources; name another folder with --out")


def _stop(sentence: str) -> None:
    click.echo(f"byline: {sentence}", err=True)
    sys.exit(UNUSABLE)


def _refuse(found: Problem, language: str) -> None:
    from byline.report import line

    click.echo(line(found, language), err=True)
    sys.exit(FAULTY)


def _exit_code(edition: Edition) -> int:
    if any(one.rule == "no-settings" for one in edition.problems):
        return UNUSABLE
    return FAULTY if edition.errors or not edition.sound else GOOD


def _known(root: Path, language: str) -> tuple[Settings, dict[str, Person]]:
    """The settings and people of the portal, for new files; stops where the settings cannot be read."""
    from byline.edition import read_known, read_portal
    from byline.report import as_text

    settings, people, problems = read_known(read_portal(root))
    if settings is None:
        click.echo(as_text(problems, language, advice=False), nl=False)
        sys.exit(UNUSABLE)
    return settings, people


def _person(name: str, people: dict[str, Person], language: str) -> Person:
    from byline.problem import Place, nearest, problem

    if name not in people:
        _refuse(problem(Place("content/people"), "unknown-person", guess=nearest(name, people), name=name), language)
    return people[name]


def _write(root: Path, path: str, text: str, name: str, language: str) -> None:
    from byline.tree import write_new

    if not path:
        _stop(f"“{name}” gives no file name; use at least one letter or digit")
    try:
        written = write_new(root, path, text)
    except OSError as fault:
        _stop(f"{path}: {fault.strerror}")
    if not written:
        _stop(f"{path} exists already")
    click.echo({"de": f"{path} angelegt. Schreib los; `python build.py check {path}` sagt, ob alles stimmt.", "en": f"Made {path}. Write away; `python build.py check {path}` tells whether all is well."}[language])


def _summary(edition: Edition, out: Path, language: str) -> str:
    """The closing line of a build."""
    if not edition.sound:
        kept = {"de": f"Nicht veröffentlicht; {out} ist, wie es war.", "en": f"Not published; {out} is as it was."}[language]
        return f"{_counts(edition.problems, language)} {kept}"
    what = {
        "de": f"{edition.stories} Geschichten, {edition.people} Menschen, {edition.pages} Seiten, {edition.feeds} Feeds in {out}.",
        "en": f"{edition.stories} stories, {edition.people} people, {edition.pages} pages, {edition.feeds} feeds in {out}.",
    }[language]
    return f"{what} {_counts(edition.problems, language)}"


def _counts(problems: tuple[Problem, ...], language: str) -> str:
    from byline.problem import Severity

    number = {severity: sum(one.severity is severity for one in problems) for severity in Severity}
    if language == "de":
        return f"{number[Severity.ERROR]} Fehler, {number[Severity.WARNING]} Warnungen, {number[Severity.WITHHELD]} zurückgehalten."
    return f"{number[Severity.ERROR]} errors, {number[Severity.WARNING]} warnings, {number[Severity.WITHHELD]} withheld."
