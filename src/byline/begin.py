"""Beginning something new: a story or a person, as a file with everything filled in that is known."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from byline import skeleton
from byline.decode import LANGUAGE
from byline.edition import read_known, read_portal
from byline.messages import said
from byline.person import Person
from byline.problem import Place, nearest, problem
from byline.report import as_text
from byline.settings import Settings
from byline.terminal import refuse, stop
from byline.tree import existing, write_new


def begin_story(
    root: Path,
    title: str,
    now: datetime.datetime,
    *,
    authors: Sequence[str],
    told_by: Sequence[str],
    language: str | None,
    kind: str,
    topics: Sequence[str],
    pictures: bool,
    spoken: str,
) -> None:
    """Write a new story's file and say what to do next; `spoken` is the language of messages."""
    settings, people = _known(root, spoken)
    for name in (*authors, *told_by):
        if name not in people:
            place = Place("content/people")
            refuse(problem(place, "unknown-person", guess=nearest(name, people), name=name), spoken)
    _refuse_language(language, spoken)
    day = (now.astimezone(settings.zone) if now.tzinfo else now).date()
    text = skeleton.story(
        title,
        day,
        [people[name] for name in authors],
        [people[name] for name in told_by],
        language=language or people[authors[0]].language,
        kind=kind,
        topics=topics,
    )
    _write(root, skeleton.story_path(title, day, folder=pictures), text, title, spoken)


def begin_person(root: Path, name: str, *, role: str, department: str, language: str | None, spoken: str) -> None:
    """Write a new person's file and say what to do next; `spoken` is the language of messages."""
    _refuse_language(language, spoken)
    settings, _ = _known(root, spoken)
    for given, known, rule in (
        (role, settings.roles, "unknown-role"),
        (department, settings.departments, "unknown-department"),
    ):
        if given and given not in known:
            refuse(problem(Place("config.yaml"), rule, guess=nearest(given, known), name=given), spoken)
    text = skeleton.person(name, role, department, language or settings.language)
    _write(root, skeleton.person_path(name), text, name, spoken)


def _refuse_language(language: str | None, spoken: str) -> None:
    if language is not None and not LANGUAGE.match(language):
        refuse(problem(Place("--language"), "unknown-language", language=language), spoken)


def _known(root: Path, spoken: str) -> tuple[Settings, dict[str, Person]]:
    """The settings and people of the portal; stops where the settings cannot be read."""
    settings, people, problems = read_known(read_portal(root))
    if settings is None:
        click.echo(as_text(problems, spoken, advice=False), nl=False)
        stop(said("no-portal", spoken, root=root))
    return settings, people


def _write(root: Path, path: str, text: str, name: str, spoken: str) -> None:
    if not path:
        stop(said("no-name", spoken, name=name))
    stem = path.removesuffix("/index.md").removesuffix(".md")
    if there := existing(root / f"{stem}.md", root / stem / "index.md"):
        stop(said("exists", spoken, path=there))
    try:
        written = write_new(root, path, text)
    except OSError as fault:
        stop(f"{path}: {fault.strerror}")
    if not written:
        stop(said("exists", spoken, path=root / path))
    click.echo(said("made", spoken, path=root / path))
