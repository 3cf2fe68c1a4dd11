"""Beginning something new: a story or a person, as a file with everything filled in that is known."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
from msgspec.structs import replace

from byline import skeleton
from byline.edition import read_known
from byline.messages import said
from byline.person import Person
from byline.portal import Portal, read_portal
from byline.problem import Place, Severity, nearest, problem
from byline.report import as_text
from byline.settings import Settings
from byline.terminal import refuse, stop
from byline.tree import File, Tree, existing, write_new


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
    portal = _with_people(read_portal(root))
    settings, people = _known(root, portal, spoken)
    for name in (*authors, *told_by):
        if name not in people:
            place = Place("content/people")
            refuse(problem(place, "unknown-person", guess=nearest(name, people), name=name), spoken)
    day = (now.astimezone(settings.zone) if now.tzinfo else now).date()
    text = skeleton.story(
        title,
        day,
        [people[name] for name in authors],
        [people[name] for name in told_by],
        language=language or settings.language,
        kind=kind,
        topics=topics,
    )
    path = skeleton.story_path(title, day, folder=pictures)
    _write(root, portal, path, text, title, spoken)


def begin_person(root: Path, name: str, *, role: str, department: str, language: str | None, spoken: str) -> None:
    """Write a new person's file and say what to do next; `spoken` is the language of messages."""
    portal = _with_people(read_portal(root))
    settings, _ = _known(root, portal, spoken)
    text = skeleton.person(name, role, department, language or settings.language)
    _write(root, portal, skeleton.person_path(name), text, name, spoken)


def _with_people(portal: Portal) -> Portal:
    """The portal without its stories: what is new is compared with the people, and a thousand texts need not be read."""
    people = (file for file in portal.content.files if file.path.startswith("content/people/"))
    return replace(portal, content=Tree(tuple(people)))


def _refuse_faulty(portal: Portal, path: str, text: str, spoken: str) -> None:
    """Refuse a file in which `check` would find an error at once: a title that is too long, a topic that is none."""
    tried = replace(portal, content=Tree((*portal.content.files, File(path, text.encode()))))
    for found in read_known(tried)[2]:
        if found.place.path == path and found.severity is Severity.ERROR:
            refuse(msgspec.structs.replace(found, place=Place(path)), spoken)


def _known(root: Path, portal: Portal, spoken: str) -> tuple[Settings, dict[str, Person]]:
    """The settings and people of the portal; stops where the settings cannot be read."""
    settings, people, problems = read_known(portal)
    if settings is None:
        click.echo(as_text(problems, spoken, advice=False), nl=False)
        stop(said("no-portal", spoken, root=root))
    return settings, people


def _write(root: Path, portal: Portal, path: str, text: str, name: str, spoken: str) -> None:
    if not path:
        stop(said("no-name", spoken, name=name))
    stem = path.removesuffix("/index.md").removesuffix(".md")
    if there := existing(root / f"{stem}.md", root / stem / "index.md"):
        stop(said("exists", spoken, path=there))
    _refuse_faulty(portal, path, text, spoken)
    try:
        written = write_new(root, path, text)
    except OSError as fault:
        stop(f"{path}: {fault.strerror}")
    if not written:
        stop(said("exists", spoken, path=root / path))
    click.echo(said("made", spoken, path=root / path))
