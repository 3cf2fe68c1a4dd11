"""The newsroom: what is being previewed. It keeps the last good edition, and makes the next one when files change.

`Newsroom` says what the preview asks of it, so that an engine which sets only what changed can take the place of
`Plain`, which reads everything and makes the whole edition anew. Only one thread at a time asks a newsroom.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from byline.address import file_of
from byline.asset import FOLDER as ASSETS
from byline.edition import ALONE, Edition, Portal, Wishes, make, read_portal
from byline.problem import Problem
from byline.settings import PATH as CONFIG, read_settings
from byline.workers import WorkerLost, Workers

PREVIEWED = Wishes(drafts=True)
"""Drafts are shown; with an error the last good edition stays."""

Changed = frozenset[str] | None
"""The paths in the portal that may have changed; None: any."""

_INDEX = file_of("")


@dataclass(frozen=True, slots=True)
class Revision:
    """What came of looking at the portal again."""

    sound: bool  # there is a new good edition, or the last one still stands for what lies in the files
    changed: bool = True  # something is different from before: the edition, or the problems
    styles_only: bool = False  # pages that are open need new style sheets, and nothing else
    moved: tuple[tuple[str, str], ...] = ()  # addresses of pages that are gone, and where they seem to be now


class Newsroom(Protocol):
    """What the preview needs to know of a portal that is being worked on."""

    @property
    def number(self) -> int:
        """How many good editions there have been; 0: none yet."""

    @property
    def base_path(self) -> str:
        """The path below which the good edition stands, or will stand, as `/voices/`; `/` while it is not known."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the latest attempt, good or not."""

    @property
    def styles(self) -> tuple[str, ...]:
        """The addresses of the good edition's style sheets."""

    def file(self, path: str) -> bytes | None:
        """A file of the last good edition by its path in the output; None if there is none."""

    def source(self, path: str) -> bytes | None:
        """A file of the portal as it was read for the latest attempt: what problems are about."""

    def revise(self, changed: Changed) -> Revision:
        """Read what may have changed, and make the next edition. Never raises for what is in the portal."""


class Plain:
    """A newsroom that makes every edition from the ground up."""

    def __init__(self, root: Path, clock: Callable[[], datetime.datetime], workers: Workers) -> None:
        self.number = 0
        self.base_path = "/"
        self.problems: tuple[Problem, ...] = ()
        self.styles: tuple[str, ...] = ()
        self._root, self._clock, self._workers = root, clock, workers
        self._seen: Portal | None = None  # as it was read for the latest attempt
        self._good: Portal | None = None  # as it was read for the last good edition
        self._files: Mapping[str, bytes] = {}
        self._sources: Mapping[str, bytes] = {}

    def file(self, path: str) -> bytes | None:
        return self._files.get(path)

    def source(self, path: str) -> bytes | None:
        return self._sources.get(path)

    def revise(self, changed: Changed) -> Revision:  # noqa: ARG002  # this newsroom always reads everything
        portal = read_portal(self._root)
        if portal == self._seen:
            return Revision(sound=portal is self._good or portal == self._good, changed=False)
        now = self._clock()
        try:
            edition = make(portal, now, PREVIEWED, self._workers)
        except WorkerLost:
            edition = make(portal, now, PREVIEWED, ALONE)
        self._seen, self._sources = portal, sources(portal)
        self.problems = edition.problems
        if edition.sound:
            return self._publish(portal, edition)
        if not self.number:
            self.base_path = _base_path(portal)
        return Revision(sound=False)

    def _publish(self, portal: Portal, edition: Edition) -> Revision:
        before, files = self._files, {file.path: file.data for file in edition.files}
        revision = Revision(
            sound=True,
            styles_only=self._good is not None and _differ_in_styles_only(self._good, portal),
            moved=moved(before, files) if before else (),
        )
        self._files, self._good = files, portal
        self.styles = tuple(path for path in files if path.startswith(f"{ASSETS}/") and path.endswith(".css"))
        self.base_path = _base_path(portal)
        self.number += 1
        return revision


def moved(before: Iterable[str], after: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Addresses of pages that are gone, each with that of the page that came in its place, where only one can have.

    In one folder one page went and one came: somebody renamed a file.
    """
    old, new = _pages(before), _pages(after)
    gone, come = _by_folder(old - new), _by_folder(new - old)
    return tuple(
        sorted(
            (gone[folder][0], come[folder][0])
            for folder in gone.keys() & come
            if len(gone[folder]) == 1 == len(come[folder])
        )
    )


def _pages(paths: Iterable[str]) -> set[str]:
    return {path.removesuffix(_INDEX) for path in paths if path.endswith(f"/{_INDEX}")}


def _by_folder(addresses: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address in addresses:
        found.setdefault(address.rstrip("/").rpartition("/")[0], []).append(address)
    return found


def _differ_in_styles_only(one: Portal, other: Portal) -> bool:
    """Whether nothing but what style sheets hold differs between two portals."""
    return (one.config, one.content, one.layouts) == (other.config, other.content, other.layouts) and _but_styles(
        one
    ) == _but_styles(other)


def _but_styles(portal: Portal) -> tuple[object, ...]:
    """Of a portal's assets everything but what style sheets hold."""
    files = portal.assets.files
    return (portal.assets.problems, *(file.path if file.path.endswith(".css") else file for file in files))


def _base_path(portal: Portal) -> str:
    return read_settings(portal.config, ()).settings.base_path if isinstance(portal.config, str) else "/"


def sources(portal: Portal) -> dict[str, bytes]:
    """What may be quoted beside a problem: the texts of the portal by path."""
    found = {file.path: file.data for file in (*portal.content.files, *portal.layouts.files)}
    if isinstance(portal.config, str):
        found[CONFIG] = portal.config.encode()
    return found
