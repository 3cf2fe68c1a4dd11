"""Moving in as a command: the blog is read, what is new is written, and everything that did not fit is told."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

import click
import msgspec

from byline.edition import read_known
from byline.messages import numbered, said
from byline.moving.blog import Blog, is_left
from byline.moving.eleventy import read_eleventy
from byline.moving.hugo import read_hugo
from byline.moving.inventory import MOVED, read_inventory, unpacked_beside
from byline.moving.jekyll import read_jekyll
from byline.moving.pelican import read_pelican
from byline.moving.reserved import read_forwarded
from byline.moving.unpacking import Unpacked, unpacked
from byline.moving.wordpress import read_wordpress
from byline.pen import add_lines, in_the_way, write_new
from byline.portal import Portal, read_portal
from byline.problem import Place, Problem, Severity, problem
from byline.proof import BY_SETTINGS
from byline.reference import is_web
from byline.report import as_text
from byline.settings import Settings, read_settings
from byline.terminal import FAULTY, GOOD, counts, stop, tell
from byline.tree import Readable, Tree, existing, is_among, look_at, look_through, quoted

KINDS: Mapping[str, Callable[[Tree[Readable]], Blog]] = {
    "jekyll": read_jekyll,
    "hugo": read_hugo,
    "eleventy": read_eleventy,
    "pelican": read_pelican,
    "wordpress": read_wordpress,
}
"""What reads each kind of blog."""

_HIDDEN = (".eleventyignore", ".gitignore")
"""Files of a blog that tell of which others there is no page."""

_BESIDE = ("wp-content", "uploads")
"""Folders beside a file of WordPress that may hold its pictures."""


def move_in(
    root: Path, kind: str, source: Path, url: str, language: str, today: datetime.date, *, dry_run: bool
) -> NoReturn:
    """Take a blog over into the portal at `root`. `url` is the blog's web address, where its files do not tell it."""
    if url and not is_web(url):
        stop(said("moved-url", language, url=url))
    if is_among(root, (source,)):
        stop(said("moved-around", language, source=source))
    portal = read_portal(root)
    settings = _settings(portal, root, language)
    files, folder = _files(source, language)
    blog = KINDS[kind](files)
    if not blog.posts:
        within = tuple(msgspec.structs.replace(one, place=_within(folder, one.place)) for one in blog.problems)
        tell(within, partial(quoted, Path()), language, advice=False)
        stop(said("moved-nothing", language, source=source, kind=kind))
    blog = msgspec.structs.replace(blog, url=url.rstrip("/")) if url else blog
    inventory = read_inventory(root, blog, folder.name)
    people = read_known(portal.without_stories)[1]
    gone = inventory.gone(root)
    forwarded = read_forwarded(portal.content.files, gone)
    unpack = partial(unpacked, blog, settings, people, today, inventory.mine, forwarded)
    made, beside = unpacked_beside(root, inventory, unpack)
    made = _without(made, gone)
    found = beside + [msgspec.structs.replace(one, place=_within(folder, one.place)) for one in made.problems]
    found += [msgspec.structs.replace(one, place=_within(folder, one.place)) for one in _unread(files, made)]
    found += _refused(portal, made, settings)
    new, same = 0, 0
    unlisted: list[str] = []
    for path, data in made.files():
        there, line = in_the_way(root, path), inventory.line(path, made)
        if there is None:
            new += 1
            if not dry_run:
                _write(root, path, data, language)
                _list(root, [line], language)  # at once: who knows whether the next is written
        elif quoted(root, path) == data:
            same += 1
            unlisted += [] if inventory.lists(path, made) else [line]
        else:
            found.append(problem(Place(path), "moved-there"))
    if not dry_run:
        _list(root, unlisted, language)
    tell(tuple(found), partial(quoted, Path()), language, advice=True)
    if gone:
        click.echo(said("moved-gone", language, files=numbered(len(gone), "files", language), list=MOVED))
    _sum_up(made, new, same, tuple(found), blog, settings, language, dry_run=dry_run)
    raise SystemExit(FAULTY if any(one.severity is Severity.ERROR for one in found) else GOOD)


def _without(made: Unpacked, gone: Container[str]) -> Unpacked:
    """What comes of a blog without that which has been taken out of the portal since it moved in."""
    return msgspec.structs.replace(
        made,
        texts=tuple(file for file in made.texts if file.path not in gone),
        pictures=tuple(one for one in made.pictures if one[0] not in gone),
    )


def _settings(portal: Portal, root: Path, language: str) -> Settings | None:
    """The settings of the portal; None where there are none yet. Stops where there is no portal, or none that is sound."""
    if portal.config is None:
        return None if portal.strings else stop(said("no-portal", language, root=root))
    if isinstance(portal.config, Problem):
        click.echo(as_text([portal.config], language, advice=False), nl=False)
        stop(said("no-portal", language, root=root))
    checked = read_settings(portal.config, tuple(portal.strings))
    if not checked.sound:
        click.echo(as_text(checked.problems, language, advice=False), nl=False)
        stop(said("no-portal", language, root=root))
    return checked.settings


def _files(source: Path, language: str) -> tuple[Tree[Readable], Path]:
    """The files of the blog, and the folder in which their paths begin."""
    if file := look_at(source.parent, source.name):
        beside = [look_through(source.parent, name) for name in _BESIDE]
        return Tree((file, *(one for tree in beside for one in tree.files))), source.parent
    if existing(source) is None:
        stop(said("no-file", language, path=source))
    seen = look_through(source, "")
    hidden = [file for name in _HIDDEN if (file := look_at(source, name))]
    return Tree((*hidden, *seen.files), seen.problems), source


def _unread(files: Tree[Readable], made: Unpacked) -> list[Problem]:
    """What the system does not let us read of the blog, or what is only a link to it."""
    read = (file.read() for _, file in made.pictures)
    return [
        *(one for one in files.problems if not is_left(one.place.path)),
        *(one for one in read if isinstance(one, Problem)),
    ]


def _within(folder: Path, place: Place) -> Place:
    return msgspec.structs.replace(place, path=str(folder / place.path))


def _refused(portal: Portal, made: Unpacked, settings: Settings | None) -> list[Problem]:
    """Errors that `check` will find in the new texts, but for departments and roles that are still to be pasted.

    What the portal has already but people is left out, so that thousands of stories need not be read.
    """
    config = portal.config if settings else made.proposal
    new = {file.path for file in made.texts}
    people = portal.without_stories.content.files
    content = (*(file for file in people if file.path not in new), *made.texts)
    tried = msgspec.structs.replace(portal, config=config, content=Tree(tuple(sorted(content, key=_path))))
    _, _, problems = read_known(tried)
    return [
        one
        for one in problems
        if one.severity is Severity.ERROR and one.place.path in new and one.rule not in BY_SETTINGS
    ]


def _path(file: Readable) -> str:
    return file.path


def _list(root: Path, paths: Sequence[str], language: str) -> None:
    try:
        add_lines(root, MOVED, paths)
    except OSError as fault:
        stop(said("moved-stopped", language, path=MOVED, system=fault.strerror))


def _write(root: Path, path: str, data: bytes, language: str) -> None:
    try:
        write_new(root, path, data)
    except OSError as fault:
        stop(said("moved-stopped", language, path=path, system=fault.strerror))


def _sum_up(
    made: Unpacked,
    new: int,
    same: int,
    found: tuple[Problem, ...],
    blog: Blog,
    settings: Settings | None,
    language: str,
    *,
    dry_run: bool,
) -> None:
    """Say what came of it, and what is to be pasted into `config.yaml`."""
    numbers = {
        "stories": numbered(made.stories, "stories", language),
        "people": numbered(made.people, "people", language),
        "pictures": numbered(len(made.pictures), "pictures", language),
        "missing": made.missing,
    }
    click.echo(said("moved-found", language, **numbers))
    if made.outward:
        click.echo(said("moved-outward", language, links=numbered(made.outward, "links", language), url=blog.url))
    if made.remarks:
        click.echo(said("moved-remarks", language, remarks=numbered(made.remarks, "remarks", language)))
    name = "moved-would" if dry_run else "moved-written"
    click.echo(said(name, language, new=numbered(new, "files", language), same=same))
    click.echo(counts(found, language, advice=True))
    if made.proposal:
        click.echo("\n" + said("moved-block" if settings else "moved-config", language) + "\n")
        click.echo(made.proposal, nl=False)
