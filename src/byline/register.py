"""The register: what each file claims and names, and so what it means to others.

With it, a new text is held against all others at once, without a look at each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from byline import address
from byline.article import source_of
from byline.front import Image
from byline.person import Person
from byline.plain import Plain
from byline.standing import Value
from byline.story import Story

W = TypeVar("W")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One file: its address, what only one file can have, and what it names of others."""

    key: str  # of a story
    address: str
    claims: tuple[str, ...]
    reply_to: str
    translation_of: str
    links: tuple[str, ...]  # the addresses to which it links
    pictures: tuple[str, ...]  # by their paths under `content/`

    @property
    def names(self) -> tuple[str, ...]:
        """The stories that it answers or translates."""
        return tuple(filter(None, (self.reply_to, self.translation_of)))


Words = Callable[[Entry], tuple[str, ...]]
"""What stands in an entry."""


class Register(msgspec.Struct, frozen=True):
    """The entries of all files of a portal that has no error in any of them, by their paths; and each of their words by itself."""

    entries: Mapping[str, Entry]
    claims: Mapping[str, str]  # the path of the file that has it
    named: Mapping[str, tuple[str, ...]]  # the paths of the stories that answer or translate a story, by its key
    linked: Mapping[str, tuple[str, ...]]  # the paths of the files that link to an address
    shown: Mapping[str, tuple[str, ...]]  # the paths of the files that name a picture

    def has(self, place: str) -> bool:
        """Whether a file asks for this address."""
        return _at(place) in self.claims

    def holder(self, place: str) -> str:
        """The path of the file that has this address as its own; empty if there is none."""
        path = self.claims.get(_at(place), "")
        return path if path and self.entries[path].address == place else ""


def register(values: Iterable[Value]) -> Register:
    """The register of these stories, people and plain pages."""
    entries = {one.path: _entry(one) for one in values}
    return Register(
        entries,
        {claim: path for path, one in entries.items() for claim in one.claims},
        _by_word(entries, lambda one: one.names),
        _by_word(entries, lambda one: one.links),
        _by_word(entries, lambda one: one.pictures),
    )


def entered(old: Register, gone: Iterable[str], come: Sequence[Value]) -> Register | None:
    """The register with some values in the place of what these paths had.

    None if they claim what another file has, or others name what is there no longer.
    """
    news = {one.path: _entry(one) for one in come}
    paths = {*gone, *news}
    olds = {path: old.entries[path] for path in paths if path in old.entries}
    claimed = [claim for one in news.values() for claim in {*one.claims}]
    if len({*claimed}) < len(claimed) or any(
        old.claims[claim] not in paths for claim in claimed if claim in old.claims
    ):
        return None
    made = Register(
        _patched(old.entries, olds, news),
        _patched(
            old.claims,
            {claim for one in olds.values() for claim in one.claims},
            {claim: path for path, one in news.items() for claim in one.claims},
        ),
        _moved(old.named, olds, news, lambda one: one.names),
        _moved(old.linked, olds, news, lambda one: one.links),
        _moved(old.shown, olds, news, lambda one: one.pictures),
    )
    if all(getattr(made, name) is getattr(old, name) for name in made.__struct_fields__):
        return old
    lost = {one.key for one in olds.values()} - {one.key for one in news.values()}
    unshown = {picture for one in olds.values() for picture in one.pictures if picture not in made.shown}
    if unshown or any(key in made.named for key in lost) or any(_is_chained(made, one) for one in news.values()):
        return None
    return made


def _patched(old: Mapping[str, W], gone: Iterable[str], come: Mapping[str, W]) -> Mapping[str, W]:
    """A mapping without some names and with others; the same one if that comes to nothing."""
    lost = [name for name in gone if name not in come]
    news = {name: value for name, value in come.items() if old.get(name) != value}
    if not lost and not news:
        return old
    made = {**old, **news}
    for name in lost:
        del made[name]
    return made


def _by_word(entries: Mapping[str, Entry], words: Words) -> dict[str, tuple[str, ...]]:
    """The paths of the entries in which a word stands, in order, by the word."""
    found: dict[str, list[str]] = {}
    for path in sorted(path for path, one in entries.items() if words(one)):
        for word in words(entries[path]):
            found.setdefault(word, []).append(path)
    return {word: tuple(paths) for word, paths in found.items()}


def _moved(
    old: Mapping[str, tuple[str, ...]], olds: Mapping[str, Entry], news: Mapping[str, Entry], words: Words
) -> Mapping[str, tuple[str, ...]]:
    """The same after some entries have come in the place of others."""
    were, are = _by_word(olds, words), _by_word(news, words)
    if were == are:
        return old
    paths = {word: {*old.get(word, ())} - {*were.get(word, ())} | {*are.get(word, ())} for word in {*were, *are}}
    return _patched(old, were, {word: tuple(sorted(some)) for word, some in paths.items() if some})


def _is_chained(made: Register, one: Entry) -> bool:
    """Whether a story translates one that is a translation itself, or is translated although it is one."""
    original = made.entries.get(made.holder(f"stories/{one.translation_of}/"))
    return bool(one.translation_of) and (one.key in made.named or bool(original and original.translation_of))


def _entry(one: Value) -> Entry:
    body, image = (one.bio, one.front.portrait) if isinstance(one, Person) else (one.body, _lead(one))
    lead = source_of(image, one.path) if image else None
    return Entry(
        one.key if isinstance(one, Story) else "",
        one.address,
        tuple(_claims(one)),
        one.front.reply_to if isinstance(one, Story) else "",
        one.front.translation_of if isinstance(one, Story) else "",
        tuple({link.address: None for link in body.links}),
        tuple({path: None for path in (lead, *(use.path for use in body.pictures)) if path}),
    )


def _lead(one: Story | Plain) -> Image | None:
    return one.front.image if isinstance(one, Story) else None


def _claims(one: Value) -> Iterator[str]:
    """What only one file can have; on many disks, names that differ only in case are one."""
    yield _at(one.address)
    if isinstance(one, Story):
        yield f"id {one.id.casefold()}"
        yield f"version {one.language} {one.front.translation_of or one.key}"
        if series := one.front.series:
            yield f"part {series.id.casefold()} {series.part} {one.language}"
        yield from (_at(made) for made in map(address.old, one.front.aliases) if made)


def _at(place: str) -> str:
    return place.casefold()  # which has a slash or a full stop, and no space
