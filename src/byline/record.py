"""The record: what is known of the edition that stands in a folder, and from it, what of the next one is in doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from byline.article import source_of
from byline.forme import Forme
from byline.imprint import edition_of
from byline.memo import EDITIONS, Memo
from byline.person import Person
from byline.picture import Picture
from byline.plain import Plain
from byline.problem import Problem
from byline.published import Published
from byline.search import is_search
from byline.standing import STORIES
from byline.stone import Stone
from byline.touched import touched


class Record(msgspec.Struct, frozen=True):
    """An edition by its id: the key of each file by its path; and what its forme was, beside what lies on the stone."""

    edition: str = ""
    plates: dict[str, bytes] = {}
    stone: str = ""  # the drawer of it
    texts: dict[str, bytes] = {}  # the digests of all articles by their paths
    rest: bytes = b""  # the digest of everything but stories
    problems: tuple[Problem, ...] = ()
    holds: tuple[float, float] = (0.0, 0.0)


class Doubt(NamedTuple):
    """The paths of those files of a forme that may differ from the edition that stands, or are new; and of those that are gone."""

    files: tuple[str, ...]
    gone: frozenset[str]


def last(memo: Memo, out: Path) -> Record | None:
    """The record of the edition that stands in a folder, if that is known."""
    found: Record | None = memo.load(memo.place(EDITIONS, out))
    return found if found and found.edition == edition_of(out) else None


def proved(memo: Memo, out: Path) -> Path:
    """The folder that stands for what a forme is held against that is printed for nobody: the store's own, if such a one
    has been kept, else that of the readers' edition.
    """
    return memo.folder if memo.folder and memo.holds(memo.place(EDITIONS, memo.folder)) else out


def record(forme: Forme, stone: str, plates: Mapping[str, bytes]) -> Record:
    """The record of a forme whose files have these keys."""
    edition = hashlib.sha256(msgspec.msgpack.encode(sorted(plates.items()))).hexdigest()[:32]
    return Record(edition, dict(plates), stone, forme.setting.digests, rest(forme), forme.problems, forme.holds)


def in_doubt(forme: Forme, old: Record, stone: Stone | None) -> Doubt:
    """What may have become of each file, by all that is known of the edition that stands."""
    reached = _reached(forme, old, stone) if stone else None
    gone = frozenset(path for path in old.plates if path not in forme and not is_search(path))
    if reached is None:
        return Doubt(forme.paths, gone)
    files = (path for path in (*forme.channels, *forme.pages) if path in reached or path not in old.plates)
    return Doubt((*files, *forme.pictures, *forme.posters, *forme.ready), gone)  # the last of which cost nothing


def _reached(forme: Forme, old: Record, stone: Stone) -> frozenset[str] | None:
    """The pages that a change of stories may reach; None if they are not all that has changed."""
    if rest(forme) != old.rest:
        return None
    texts, pictures = forme.setting.digests, forme.pictures_by_source
    olds, news = {one.key: one for one in stone.stories}, forme.site.by_key
    reframed = {
        one.key for one in stone.stories if one.pictures and _shots(one, stone.pictures) != _shots(one, pictures)
    }
    before = [
        msgspec.structs.replace(one, face=b"") if key in reframed else one
        for key, one in olds.items()
        if key in reframed or one != news.get(key) or old.texts.get(one.path) != texts.get(one.path)
    ]
    changed = {one.key for one in before} | (news.keys() - olds.keys())
    after = [news[key] for key in changed if key in news]
    return touched(forme.edits, before, after, forme.addresses ^ stone.addresses)


def _shots(one: Published, pictures: Mapping[str, Picture]) -> list[tuple[str, ...]]:
    """Where the pictures of a story are published."""
    return [made.addresses if (made := pictures.get(path)) else () for path in one.pictures]


def rest(forme: Forme) -> bytes:
    """The digest of everything but stories: settings and layouts, people, plain pages, their pictures, languages, usage."""
    others: tuple[Person | Plain, ...] = (*forme.site.people.values(), *forme.site.plains)
    articles = forme.setting.articles.items()
    files = sorted((path, one.digest) for path, one in articles if not path.startswith(STORIES))
    used = {use for one in others for use in _pictures(one)}
    shots = [(path, made.addresses) for path, made in sorted(forme.pictures_by_source.items()) if path in used]
    told = (forme.design, files, shots, forme.site.languages, forme.site.usage, sorted(forme.press_keys.items()))
    return hashlib.sha256(msgspec.msgpack.encode(told)).digest()


def _pictures(one: Person | Plain) -> Iterator[str]:
    """The pictures that a person or a plain page names, by their paths under `content/`."""
    if isinstance(one, Person):
        if one.front.portrait:
            yield source_of(one.front.portrait, one.path) or ""
        yield from (use.path or "" for use in one.bio.pictures)
    else:
        yield from (use.path or "" for use in one.body.pictures)
