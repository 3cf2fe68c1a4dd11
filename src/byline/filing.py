"""Filing: what a new text goes through on its way into a portal, and what it has to fit."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click
from msgspec.structs import replace

from byline.copydesk import Setter
from byline.edition import read_known
from byline.messages import said
from byline.pen import in_the_way, write_new
from byline.person import Person
from byline.portal import Portal
from byline.problem import Place, Problem, Severity
from byline.report import as_text
from byline.settings import Settings
from byline.terminal import refuse, stop
from byline.tree import File, Tree


def known(
    root: Path, portal: Portal, spoken: str, setter: Setter | None = None
) -> tuple[Settings, dict[str, Person], tuple[Problem, ...]]:
    """The settings and people of the portal, and its problems; stops where the settings cannot be read."""
    settings, people, problems = read_known(portal, setter)
    if settings is None:
        click.echo(as_text(problems, spoken, advice=False), nl=False)
        stop(said("no-portal", spoken, root=root))
    return settings, people, problems


def hand_in(root: Path, portal: Portal, path: str, text: str, name: str, spoken: str) -> None:
    """Write a new text that is called `name`, and say what to do next; stops where `check` would find an error in it at once,
    or its name gives no path.
    """
    if not path:
        stop(said("no-name", spoken, name=name))
    if there := in_the_way(root, path):
        stop(said("exists", spoken, path=there))
    _refuse_faulty(portal, path, text, spoken)
    put(root, path, text, spoken)
    where = quote(str(root / path))
    options = "" if root == Path() else f" --root {quote(str(root))}"
    click.echo(said("made", spoken, path=root / path, command=f"check{options} {where}"))


def put(folder: Path, path: str, text: str, spoken: str) -> None:
    """Write a new file; stops where there is one already, or the system refuses."""
    try:
        written = write_new(folder, path, text)
    except OSError as fault:
        stop(f"{folder / path}: {fault.strerror}")
    if not written:
        stop(said("exists", spoken, path=folder / path))


def _refuse_faulty(portal: Portal, path: str, text: str, spoken: str) -> None:
    """Refuse a text with an error of its own: a title that is too long, a topic that is none."""
    tried = replace(portal, content=Tree((*portal.content.files, File(path, text.encode()))))
    for found in read_known(tried)[2]:
        if found.place.path == path and found.severity is Severity.ERROR:
            refuse(replace(found, place=Place(path)), spoken)
