"""The newsroom: what is being previewed. It keeps the last good edition, and makes the next one when files change.

`Newsroom` says what the preview asks of it, and `Desk` answers. Only one thread at a time asks a newsroom.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from byline.address import file_of, is_markdown
from byline.article import House
from byline.asset import FOLDER as ASSETS
from byline.copydesk import FOLDER as CONTENT
from byline.edition import ALONE, Portal, compose, read_portal
from byline.forme import Forme
from byline.memo import FOLDER as MEMO, Memo, engine
from byline.problem import Problem, in_order
from byline.replate import replated
from byline.settings import read_settings
from byline.standing import Setting, Standing, kept, set_others
from byline.tree import File, Readable, look, look_at, quoted
from byline.wishes import Wishes, is_sound
from byline.workers import WorkerLost, Workers

PREVIEWED = Wishes(drafts=True, advice=False)
"""Drafts are shown; with an error the last good edition stays."""

Changed = frozenset[str] | None
"""The paths in the portal that may have changed; None: any."""

_INDEX = file_of("")
STORIES = f"{CONTENT}/stories/"
FEW = 5  # stories that somebody saves at once by hand


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

    def settle(self) -> Revision | None:
        """When there is time: look at all that the last revision took on trust. None if that is nothing."""


@dataclass(frozen=True, slots=True)
class _State:
    """What tells two attempts apart."""

    design: tuple[object, ...]  # settings and layouts
    assets: tuple[File, ...]
    texts: Mapping[str, bytes]  # the digests of articles, by their paths
    pictures: Mapping[str, str]  # where each is published
    problems: tuple[Problem, ...]

    @property
    def but_styles(self) -> tuple[object, ...]:
        """Everything but what style sheets hold."""
        others = [file.path if file.path.endswith(".css") else file for file in self.assets]
        return (self.design, others, self.texts, self.pictures)


def _state(portal: Portal, forme: Forme) -> _State:
    return _State(
        (portal.config, portal.layouts),
        portal.assets.files,
        {path: one.digest for path, one in forme.setting.articles.items()},
        {path: one.address for path, one in forme.pictures_by_source.items()},
        forme.problems,
    )


class Desk:
    """The newsroom of a portal that lies on the disk. Pages are set when somebody asks for them."""

    def __init__(self, root: Path, clock: Callable[[], datetime.datetime], workers: Workers) -> None:
        self.number = 0
        self.base_path = "/"
        self.problems: tuple[Problem, ...] = ()
        self.styles: tuple[str, ...] = ()
        self._root, self._clock, self._workers = root, clock, workers
        self._memo = Memo(root / MEMO, engine())  # read once, and never written: what it keeps is a build's
        self._articles: dict[bytes, Mapping[str, Standing]] = {}  # as they were last set, by the house
        self._seen: Portal | None = None  # as it was read for the latest attempt
        self._good: _State | None = None  # of the last good edition
        self._forme: Forme | None = None  # of the last good edition
        self._state: _State | None = None  # of the latest attempt
        self._sound = False
        self._house: House | None = None
        self._hasty = False  # whether the last revision was a quick one

    def file(self, path: str) -> bytes | None:
        if self._forme is None or path not in self._forme:
            return None
        made = self._forme.file(path)
        if isinstance(made, Problem):
            self.problems = in_order((*self.problems, made))
            return None
        return made.data

    def source(self, path: str) -> bytes | None:
        return quoted(self._root, path)

    def revise(self, changed: Changed) -> Revision:
        return self._hastily(changed) or self._thoroughly()

    def settle(self) -> Revision | None:
        return self._thoroughly(again=True) if self._hasty else None

    def _thoroughly(self, *, again: bool = False) -> Revision:
        """Look at everything; `again` at an edition that has been made in haste."""
        self._hasty = False
        portal = read_portal(self._root, look(self._root, self._memo.clock()))
        now = self._clock()
        try:
            forme = self._composed(portal, now, self._workers)
        except WorkerLost:
            forme = self._composed(portal, now, ALONE)
        state = _state(portal, forme)
        if state == self._state:
            self._seen = portal
            return Revision(sound=self._sound, changed=False)
        designed = self._state is None or self._state.design != state.design
        self._seen, self._state, told = portal, state, self.problems
        self.problems = self._proof(forme) if designed else forme.problems
        self._sound = bool(forme.paths) and is_sound(self.problems, PREVIEWED)
        if self._sound:
            revision = self._publish(forme, state)
            if again:
                self.number -= 1
                return replace(revision, changed=told != self.problems)
            return revision
        if not self.number:
            self.base_path = _base_path(portal)
        return Revision(sound=False)

    def _composed(self, portal: Portal, now: datetime.datetime, workers: Workers) -> Forme:
        def setter(files: Sequence[Readable], house: House) -> Setting:
            self._house = house
            known = self._articles.get(house.digest) or kept(house, self._memo)
            articles = set_others(files, house, known, workers, portal.clock)
            self._articles = {house.digest: articles}
            return Setting(articles, {})

        return compose(portal, now, PREVIEWED, setter, workers, self._memo)

    def _proof(self, forme: Forme) -> tuple[Problem, ...]:
        """All problems, also those that come up only in printing: the layouts are new."""
        made = self._workers.map(lambda path: _fault(forme, path), forme.paths)
        return forme.told(one for one in made if one)

    def _publish(self, forme: Forme, state: _State) -> Revision:
        before, files = self._forme.paths if self._forme else (), forme.paths
        revision = Revision(
            sound=True,
            styles_only=self._good is not None and self._good.but_styles == state.but_styles,
            moved=moved(before, files) if before else (),
        )
        self._forme, self._good = forme, state
        self.styles = tuple(path for path in files if path.startswith(f"{ASSETS}/") and path.endswith(".css"))
        self.base_path = forme.base_path
        self.number += 1
        return revision

    def _hastily(self, changed: Changed) -> Revision | None:
        """A quick look at a few stories of which only the text is another; None if more may have changed."""
        if not changed or len(changed) > FEW or self._forme is None or self._house is None or not self._sound:
            return None
        files = [
            look_at(self._root, path) for path in sorted(changed) if path.startswith(STORIES) and is_markdown(path)
        ]
        sources = [file for file in files if file is not None]
        if len(sources) < len(changed):
            return None
        known = self._articles[self._house.digest]
        new = set_others(sources, self._house, known, self._workers, 0)
        others = {path: one for path, one in new.items() if path not in known or known[path].digest != one.digest}
        forme = replated(self._forme, others)
        if forme is None:
            return None
        self._hasty = True
        if not others:
            return Revision(sound=True, changed=False)
        self._articles = {self._house.digest: {**known, **others}}
        self._forme, self.problems = forme, forme.problems
        self.number += 1
        return Revision(sound=True)


def _fault(forme: Forme, path: str) -> Problem | None:
    made = forme.file(path)
    return made if isinstance(made, Problem) else None


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


def _base_path(portal: Portal) -> str:
    return read_settings(portal.config, ()).settings.base_path if isinstance(portal.config, str) else "/"
