"""The commands with which stories, people and whole blogs come in. What they need is imported when they run."""

from __future__ import annotations

from pathlib import Path

import click

from byline.options import BASELINE, JOBS, LANG, NOW, ROOT


@click.group()
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
    from byline.assignment import Asked, begin_draft, begin_story
    from byline.terminal import now, opened

    if not (source or title):
        raise click.UsageError("Missing argument 'TITLE'.")
    if not (source or authors):
        raise click.UsageError("Missing option '--author'.")
    instant, spoken = now(now_text), opened(lang)
    asked = Asked(title, instant, authors, told_by, language, kind or "", topics, pictures, spoken)
    if source:
        begin_draft(root, source, asked)
    else:
        begin_story(root, asked)


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
    from byline.assignment import begin_person
    from byline.terminal import opened

    spoken = opened(lang)
    begin_person(root, name, role=role, department=department, language=language, spoken=spoken)


@new.command("people")
@ROOT
@BASELINE
@JOBS
@LANG
def new_people(root: Path, baseline: Path | None, jobs: int | None, lang: str | None) -> None:
    """Add everybody whom stories name and who has no file yet, with the name as stories write it.

    For whoever sees a first story through: ask how the name should read before it appears.
    """
    from byline.assignment import begin_people
    from byline.briefing import found_before, looked
    from byline.terminal import opened
    from byline.workers import Workers, processors

    spoken = opened(lang)
    before = found_before(baseline, spoken) if baseline else None
    memo, seen = looked(root, spoken)
    begin_people(root, before, Workers(jobs or processors(), guarded=True), memo, seen, spoken)


@click.command("import")
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
