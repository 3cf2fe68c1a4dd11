"""The desk: it keeps the last good edition of a portal on the disk, and makes the next one when files change."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from byline.address import file_of
from byline.article import House, get_parsers
from byline.asset import FOLDER as ASSETS
from byline.copydesk import is_story
from byline.edition import ALONE, compose
from byline.forme import Forme
from byline.forwarding import moved
from byline.indexer import NoIndex
from byline.indexing import Bundles, bundled, no_index
from byline.memo import MemoSpoilt, store_of
from byline.newsroom import PREVIEWED, Changed, Findings, Revision
from byline.portal import Portal, read_portal
from byline.problem import Problem, in_order
from byline.register import register
from byline.replate import Late, replated
from byline.search import ENTRY, is_search
from byline.settings import read_settings
from byline.shift import WorkerLost
from byline.standing import Setting, Standing, kept, set_others
from byline.tree import File, Readable, is_there, look, look_at, quoted
from byline.usage import Usage
from byline.wishes import is_sound
from byline.workers import Workers

FEW = 5  # stories that somebody saves at once by hand


class _State(msgspec.Struct, frozen=True):
    """What tells two attempts apart."""

    design: tuple[object, ...]  # settings and layouts
    assets: tuple[File, ...]
    setting: Setting
    pictures: Mapping[str, tuple[str, ...]]  # where each is published
    usage: Usage | None
    problems: tuple[Problem, ...]

    def is_like(self, other: _State) -> bool:
        return self.is_but_styles(other) and (self.assets, self.problems) == (other.assets, other.problems)

    def is_but_styles(self, other: _State) -> bool:
        """Whether all is the same but what style sheets hold."""
        return self._but_styles == other._but_styles

    @property
    def _but_styles(self) -> tuple[object, ...]:
        others = [file.path if file.path.endswith(".css") else file for file in self.assets]
        return (self.design, others, self.setting.digests, self.pictures, self.usage)


def _design(portal: Portal) -> tuple[object, ...]:
    return (portal.config, portal.layouts)


def _state(portal: Portal, forme: Forme) -> _State:
    return _State(
        _design(portal),
        portal.assets.files,
        forme.setting,
        {path: one.addresses for path, one in forme.pictures_by_source.items()},
        forme.site.usage if forme.edits else None,
        forme.problems,
    )


class _Index(msgspec.Struct, frozen=True, dict=True):
    """The files of the search, and the edition of which they are; they take the place of older ones as a whole."""

    forme: Forme | None
    bundles: Bundles

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        return {file.path: file.data for _, files in self.bundles.values() for file in files}


class Desk:
    """The newsroom of a portal that lies on the disk. Pages are set when somebody asks for them."""

    def __init__(
        self, root: Path, clock: Callable[[], datetime.datetime], workers: Workers, caches: Path | None = None
    ) -> None:
        self.number = 0
        self.base_path = "/"
        self.problems: tuple[Problem, ...] = ()
        self.styles: tuple[str, ...] = ()
        get_parsers()  # once for all the processes that will set a story
        self._root, self._clock, self._workers = root, clock, workers
        self._memo = store_of(root, caches)  # articles are read from it once; pictures are kept in it
        self._articles: dict[bytes, Mapping[str, Standing]] = {}  # as they were last set, by the house
        self._kept = True  # whether what the memo holds can be read
        self._good: _State | None = None  # of the last good edition
        self._forme: Forme | None = None  # of the last good edition
        self._state: _State | None = None  # of the latest attempt
        self._sound = False
        self._house: House | None = None
        self._register = register(())  # of the good edition
        self._index = _Index(None, {})  # of the good edition, or of one before
        self._proved: tuple[object, ...] = ()  # the settings and layouts with which every page has been printed
        self._unproved = False  # whether not every page has been printed with the layouts of the last revision
        self._turn = 0  # how many revisions there have been

    def file(self, path: str) -> bytes | None:
        if is_search(path):
            return None if path.endswith(ENTRY) and self.unindexed() else self._index.files.get(path)
        if self._forme is None or path not in self._forme:
            return None
        try:
            made = self._forme.file(path)
        except MemoSpoilt:
            self._forget()
            return self.file(path)
        if isinstance(made, Problem):
            self.problems = in_order((*self.problems, made))
            return None
        return made.data

    def source(self, path: str) -> bytes | None:
        return quoted(self._root, path)

    def revise(self, changed: Changed) -> Revision:
        self._turn += 1
        try:
            return self._hastily(changed) or self._thoroughly()
        except MemoSpoilt:
            return self._forget()

    def unsettled(self) -> Callable[[], Findings | None] | None:
        return partial(self._found, self._turn) if self._unproved else None

    def unindexed(self) -> Callable[[], None] | None:
        forme = self._forme
        return partial(self._indexed, forme) if forme and forme is not self._index.forme else None

    def _indexed(self, forme: Forme) -> None:
        """Make the files of the search for an edition, of which most are those of the one before."""
        try:
            self._index = _Index(forme, bundled(forme, self._index.bundles))
        except NoIndex as fault:
            self._index = _Index(forme, {})
            self.problems = in_order((*self.problems, no_index(fault)))
        except MemoSpoilt:  # the next look at a page finds that, too
            self._index = _Index(None, {})

    def settle(self, findings: Findings | None) -> Revision | None:
        if findings is None or findings.turn != self._turn or self._state is None:
            return None
        self._unproved = False
        told, self.problems = self.problems, findings.printed
        self._sound = self._sound and is_sound(self.problems, PREVIEWED)
        self._state = replace(self._state, problems=findings.problems)
        self._proved = self._state.design if self._sound else self._proved
        return Revision(sound=self._sound, changed=told != self.problems)

    def _forget(self) -> Revision:
        """Make everything anew, without what the memo holds: it is damaged."""
        self._articles, self._kept, self._state = {}, False, None
        return self._thoroughly()

    def _found(self, turn: int) -> Findings | None:
        """All problems, as a look at everything finds them; None if meanwhile something has changed, or it came to nothing."""
        if turn != self._turn:
            return None
        with suppress(WorkerLost, MemoSpoilt):
            return self._workers.aside(lambda: self._findings(turn))()
        return None

    def _findings(self, turn: int) -> Findings:
        portal = self._portal()
        forme = self._composed(portal, ALONE)
        return Findings(turn, forme.problems, _printed(forme, forme.paths))

    def _portal(self) -> Portal:
        return read_portal(self._root, look(self._root, self._memo.clock()))

    def _thoroughly(self) -> Revision:
        """Look at everything."""
        portal = self._portal()
        self._unproved = designed = self._proved != _design(portal)
        try:
            forme = self._composed(portal, self._workers)
        except WorkerLost:
            forme = self._composed(portal, ALONE)
        state = _state(portal, forme)
        if self._state and state.is_like(self._state) and not (self._sound and self._is_overdue(forme)):
            return Revision(sound=self._sound, changed=False)
        self._state = state
        self.problems = _printed(forme, _samples(forme)) if designed else forme.problems
        self._sound = bool(forme.paths) and is_sound(self.problems, PREVIEWED)
        if self._sound:
            return self._publish(forme, state)
        if not self.number:
            self.base_path = _base_path(portal)
        return Revision(sound=False)

    def _is_overdue(self, forme: Forme) -> bool:
        """Whether a story has become due or run out since the good edition, as seen from a later one."""
        shown = self._forme
        return shown is not None and not shown.holds[0] <= forme.instant.timestamp() < shown.holds[1]

    def _composed(self, portal: Portal, workers: Workers) -> Forme:
        def setter(files: Sequence[Readable], house: House) -> Setting:
            self._house = house
            known = self._articles.get(house.digest) or (kept(house, self._memo) if self._kept else {})
            articles = set_others(files, house, known, workers, portal.clock)
            self._articles = {house.digest: articles}
            return Setting(articles, {}, house)

        return compose(portal, self._clock(), PREVIEWED, setter, workers, self._memo)

    def _publish(self, forme: Forme, state: _State) -> Revision:
        before, files = self._forme.paths if self._forme else (), forme.paths
        revision = Revision(
            sound=True,
            styles_only=self._good is not None and self._good.is_but_styles(state) and not self._is_overdue(forme),
            moved=moved(before, files) if before else (),
        )
        self._forme, self._good = forme, state
        self._register = register(forme.values)
        self.styles = tuple(path for path in files if path.startswith(f"{ASSETS}/") and path.endswith(".css"))
        self.base_path = forme.base_path
        self.number += 1
        return revision

    def _hastily(self, changed: Changed) -> Revision | None:
        """A quick look at a few stories; None if more may have changed, or it needs a look at everything."""
        late = self._late(changed) if changed and len(changed) <= FEW and self._sound else None
        if late is None or self._forme is None or self._state is None:
            return None
        made = replated(self._forme, self._register, late, self._clock(), PREVIEWED)
        if made is None or not is_sound(made.forme.problems, PREVIEWED):
            return None
        if not late.paths:
            return Revision(sound=True, changed=False)
        self._forme, self._register, self.problems = made.forme, made.register, made.forme.problems
        self._articles = dict.fromkeys(self._articles, late.setting.articles)
        self._state = self._good = replace(self._state, setting=late.setting, problems=self.problems)
        self.number += 1
        return Revision(sound=True, moved=moved(map(file_of, made.gone), map(file_of, made.come)))

    def _late(self, changed: Iterable[str]) -> Late | None:
        """What lies at these paths, as far as it was not known; None if not all of them are stories' files, or gone."""
        if self._house is None or not all(map(is_story, changed)):
            return None
        seen = {path: look_at(self._root, path) for path in sorted(changed)}
        if any(one is None and is_there(self._root, path) for path, one in seen.items()):
            return None  # a link, or something else that is no file; that must be told
        sources = [one for one in seen.values() if one]
        known = self._articles[self._house.digest]
        news = set_others(sources, self._house, known, self._workers, 0)
        others = {path: one for path, one in news.items() if path not in known or known[path].digest != one.digest}
        gone = {path for path, one in seen.items() if one is None and path in known}
        articles = {**known, **others}
        for path in gone:
            del articles[path]
        files = [one for one in sources if one.path in others]
        return Late(frozenset(gone | others.keys()), Setting(articles, {}, self._house), files)


def _samples(forme: Forme) -> Iterable[str]:
    """One page of each kind, by where it stands: they tell most faults of layouts, and all others are printed in a pause."""
    kinds: dict[tuple[object, ...], str] = {}
    for path, order in forme.pages.items():
        inner = order.address.removeprefix(forme.edits[order.language].at(""))
        kinds.setdefault((order.language, inner.count("/"), inner.partition("/")[0] if order.listed else ""), path)
    return kinds.values()


def _printed(forme: Forme, paths: Iterable[str]) -> tuple[Problem, ...]:
    """All problems, also those that come up in printing these files."""
    return forme.told(one for path in paths if (one := _fault(forme, path)))


def _fault(forme: Forme, path: str) -> Problem | None:
    made = forme.file(path)
    return made if isinstance(made, Problem) else None


def _base_path(portal: Portal) -> str:
    return read_settings(portal.config, ()).settings.base_path if isinstance(portal.config, str) else "/"
