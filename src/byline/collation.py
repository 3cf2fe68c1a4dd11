"""Collation: the last edition and the new one, held side by side, down to the single inputs by which they differ.

From any choice of these inputs, with all others as they were, a forme can be composed that never was: so what an input
has changed need not be guessed.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from byline.article import House
from byline.asset import Bygone
from byline.dateline import in_digits
from byline.edition import compose
from byline.forme import Forme
from byline.picture import Picture
from byline.portal import Portal
from byline.problem import Severity
from byline.provenance import Provenance, articles_of
from byline.settings import PATH as CONFIG
from byline.standing import Setting, Standing, set_others
from byline.story import Story
from byline.tree import CONTENT, USAGE, File, Readable, Tree
from byline.variant import (
    Chosen,
    How,
    Input,
    held,
    of_parts,
    of_values,
    of_wholes,
    parts,
    turns,
    values,
    whole,
    wholes,
)
from byline.wishes import SHAPING, Wishes
from byline.workers import Workers


class Collation(msgspec.Struct, frozen=True, dict=True):
    """The last edition, of which the provenance is known, and the new one, which was composed of a portal."""

    last: Provenance
    this: Provenance
    portal: Portal
    forme: Forme
    workers: Workers
    _in_house: dict[bytes, Mapping[str, Standing]] = {}  # today's articles, by the house

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """Everything by which the two differ, in order."""
        found = [*wholes(*self._pictures), *wholes(*self._assets), *self._wishes, *self._turned.values(), *self._days]
        for path in self.last.design.keys() | self.this.design.keys():
            found += self._of_design(path)
        for each in self._articles.values():
            found += each
        return tuple(sorted(found))

    def composed(self, chosen: Chosen) -> Forme:
        """The forme that would have come, if of all inputs only the chosen ones had changed."""
        if len(chosen) == len(self.inputs):
            return self.forme
        design = self._design(chosen)
        pictures, told = of_wholes(*self._pictures, chosen), design.pop(USAGE, None)
        return compose(
            Portal(
                design.pop(CONFIG).decode("utf-8", "replace"),
                self._content(chosen, pictures, told),
                Tree(tuple(File(path, text) for path, text in sorted(design.items()))),
                self._assets_as_files(chosen),
            ),
            self._instants[1],
            self._wishes_of(chosen),
            lambda files, house: self._setting(files, house, chosen),
            today=self._today_of(chosen),
            known={path.removeprefix(f"{CONTENT}/"): one for path, one in pictures.items() if one},
        )

    # settings, layouts and strings, and what the counter has told

    def _of_design(self, path: str) -> tuple[Input, ...]:
        old, new = self.last.design, self.this.design
        if path.endswith(".yaml") and path in old and path in new:
            return values(path, old[path], new[path])
        return () if old.get(path) == new.get(path) else (whole(path, old, new),)

    def _design(self, chosen: Chosen) -> dict[str, bytes]:
        old, new = self.last.design, self.this.design
        shared = {path for path in old.keys() & new.keys() if path.endswith(".yaml")}
        return {
            **of_wholes(old, new, chosen),
            **{path: of_values(path, old[path], new[path], chosen) for path in shared},
        }

    # assets, pictures and wishes

    @cached_property
    def _assets(self) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
        """The digests of assets then and now."""
        old, new = ({path: digest for path, (digest, _) in one.assets.items()} for one in (self.last, self.this))
        return old, new

    def _assets_as_files(self, chosen: Chosen) -> Tree[File]:
        today = {file.path: file for file in self.portal.assets.files}
        return Tree(
            tuple(
                today[path] if digest == self._assets[1].get(path) else Bygone(path, b"", self.last.assets[path][1])
                for path, digest in of_wholes(*self._assets, chosen).items()
            )
        )

    @cached_property
    def _pictures(self) -> tuple[Mapping[str, Picture | None], Mapping[str, Picture | None]]:
        """Pictures then and now; of one that no text named at one time, there is nothing to say but that it was there."""
        old, new = (
            {f"{CONTENT}/{path}": made for path, made in one.pictures.items()} for one in (self.last, self.this)
        )
        both = old.keys() & new.keys()
        return (
            old | {path: old[path] or new[path] for path in both},
            new | {path: new[path] or old[path] for path in both},
        )

    @property
    def _wishes(self) -> Iterator[Input]:
        old, new = self.last.wishes, self.this.wishes
        return (_option(name) for name in SHAPING if getattr(old, name) != getattr(new, name))

    def _wishes_of(self, chosen: Chosen) -> Wishes:
        new = {name: getattr(self.this.wishes, name) for name in SHAPING if _option(name) in chosen}
        return msgspec.structs.replace(self.last.wishes, **new)

    # articles

    @cached_property
    def _before(self) -> Mapping[str, Standing]:
        return articles_of(self.last, self.forme)

    @cached_property
    def _articles(self) -> dict[str, tuple[Input, ...]]:
        """For each article that is another, new or gone, what is different in it."""
        old, new = self.last.articles, self.this.articles
        paths = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
        return {path: self._of_article(path) for path in paths}

    def _of_article(self, path: str) -> tuple[Input, ...]:
        there = path in self.last.articles and path in self.this.articles
        old, new = self._before.get(path), self.forme.setting.articles.get(path)
        if there and old and new and _is_whole(old) and _is_whole(new):
            was, is_ = old.answer[0], new.answer[0]
            if was and is_:
                return tuple(parts(was, is_))
        return (whole(path, self.last.articles, self.this.articles),)

    def _content(self, chosen: Chosen, pictures: Mapping[str, Picture | None], told: bytes | None) -> Tree[Readable]:
        files: dict[str, Readable] = {file.path: file for file in self.portal.content.files}
        there = {path: self._is_there(path, chosen) for path in self._articles}
        there |= {path: path in pictures for each in self._pictures for path in each}
        for path, is_there in there.items():
            if not is_there:
                files.pop(path, None)
            elif path not in files:
                files[path] = File(path, b"")  # nobody reads it: what came of it is known
        files.pop(USAGE, None)
        if told is not None:
            files[USAGE] = File(USAGE, told)
        return Tree(tuple(files[path] for path in sorted(files)), self.portal.content.problems)

    def _is_there(self, path: str, chosen: Chosen) -> bool:
        change = whole(path, self.last.articles, self.this.articles)
        if change.how == "gone":
            return change not in chosen and path in self._before
        return change.how != "new" or change in chosen

    def _setting(self, files: Sequence[Readable], house: House, chosen: Chosen) -> Setting:
        today = self._today(house)
        return Setting({file.path: self._article(file.path, today, chosen, house) for file in files}, {}, house)

    def _today(self, house: House) -> Mapping[str, Standing]:
        """The articles in today's files, as this house sets them."""
        known = self.forme.setting
        if house == known.house:
            return known.articles
        if house.digest not in self._in_house:
            files = [file for file in self.portal.content.files if file.path in known.articles]
            self._in_house[house.digest] = set_others(files, house, {}, self.workers, 0)
        return self._in_house[house.digest]

    def _article(self, path: str, today: Mapping[str, Standing], chosen: Chosen, house: House) -> Standing:
        old, inputs = self._before.get(path), {*self._articles.get(path, ())}
        if old is None or (inputs and chosen >= inputs):
            made = today[path]
        elif not chosen & inputs:
            made = old
        else:
            made = _between(old, today[path], chosen, house.language)
        turn = self._turned.get(path)
        return self._earlier(made) if turn and (turn in chosen) is not self._forward else made

    # the passing of time

    @property
    def _forward(self) -> bool:
        return self.last.instant <= self.this.instant

    @cached_property
    def _instants(self) -> tuple[datetime.datetime, datetime.datetime]:
        """The two instants for which the editions are, the earlier one first."""
        first, second = sorted((self.last.instant, self.this.instant))
        return datetime.datetime.fromtimestamp(first, datetime.UTC), datetime.datetime.fromtimestamp(
            second, datetime.UTC
        )

    @property
    def _days(self) -> Iterator[Input]:
        """The day, if it is another: another person leads the home page."""
        last, this = (
            datetime.datetime.fromtimestamp(one.instant, datetime.UTC).astimezone(self._zone).date()
            for one in (self.last, self.this)
        )
        zones_may_differ = self.last.design[CONFIG] != self.this.design[CONFIG]
        if last != this or (zones_may_differ and self.last.instant != self.this.instant):
            yield Input("", how="day", fact=in_digits(this))

    def _today_of(self, chosen: Chosen) -> datetime.datetime:
        is_new = all(one in chosen for one in self._days)
        return datetime.datetime.fromtimestamp((self.this if is_new else self.last).instant, datetime.UTC)

    @cached_property
    def _turned(self) -> dict[str, Input]:
        """The stories that are seen otherwise from some moment between the two instants on, and the last such moment."""
        found = {}
        for path, one in (*self._before.items(), *self.forme.setting.articles.items()):
            story = one.answer[0]
            moments = turns(story.front, *self._instants, self._zone) if isinstance(story, Story) else []
            if moments:
                moment, name = moments[-1]
                how: How = "to-come" if not self._forward else "expired" if name == "expires_at" else "due"
                found[path] = Input(path, name, how, in_digits(moment))
        return found

    @property
    def _zone(self) -> zoneinfo.ZoneInfo:
        return self.forme.site.settings.zone

    def _earlier(self, article: Standing) -> Standing:
        story, problems = article.answer
        if not isinstance(story, Story):
            return article
        return msgspec.structs.replace(article, came=(held(story, *self._instants, self._zone), problems))


def _is_whole(article: Standing) -> bool:
    return not any(one.severity is Severity.ERROR for one in article.answer[1])


def _between(old: Standing, new: Standing, chosen: Chosen, language: str) -> Standing:
    """An article of which only some parts are new."""
    was, is_ = old.answer[0], new.answer[0]
    value = of_parts(was, is_, chosen, language) if was and is_ else is_
    return msgspec.structs.replace(new, came=(value, new.answer[1]))


def _option(wish: str) -> Input:
    """The option by which a wish is told."""
    return Input(f"--{wish.replace('_', '-')}")
