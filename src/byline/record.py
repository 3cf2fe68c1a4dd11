"""The record: what is known of the edition that stands in a folder, and from it, what of the next one is in doubt."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

import msgspec

from byline.card import source_of
from byline.forme import Forme
from byline.galley import Pictures
from byline.person import Person
from byline.plain import Plain
from byline.site import Published, publish
from byline.standing import Standing
from byline.story import Story
from byline.touched import touched


class Record(msgspec.Struct, frozen=True):
    """An edition by its id: the key of each file by its path, a mark of each story by its key, and of everything else."""

    edition: str = ""
    plates: dict[str, bytes] = {}
    stories: dict[str, tuple[bytes, int]] = {}  # with the second at which it appeared
    rest: bytes = b""
    addresses: frozenset[str] = frozenset()


def sketch(forme: Forme) -> Record:
    """What can be recorded of a forme before it is printed."""
    return Record(stories=_marks(forme), rest=_rest(forme), addresses=forme.addresses)


def filled(new: Record, plates: Mapping[str, bytes]) -> Record:
    """The record of a forme whose files have these keys."""
    edition = hashlib.sha256(msgspec.msgpack.encode(sorted(plates.items()))).hexdigest()[:32]
    return msgspec.structs.replace(new, edition=edition, plates=dict(plates))


def in_doubt(forme: Forme, old: Record, new: Record) -> tuple[str, ...]:
    """The paths of those files of a forme that may differ from the edition of a record, or are new."""
    reached = _reached(forme, old, new)
    if reached is None:
        return forme.paths
    fixed = (*forme.pictures, *forme.ready)  # whose keys cost nothing
    return (*(path for path in (*forme.channels, *forme.pages) if path in reached or path not in old.plates), *fixed)


def _reached(forme: Forme, old: Record, new: Record) -> frozenset[str] | None:
    """The pages that a change of stories may reach; None if they are not all that has changed."""
    if new.rest != old.rest:
        return None
    marks = new.stories
    changed = {key for key in {**marks, **old.stories} if marks.get(key) != old.stories.get(key)}
    before = [_was(forme, key, *old.stories[key]) for key in changed if key in old.stories]
    if None in before:
        return None
    now = [forme.site.by_key[key] for key in changed if key in marks]
    return touched(forme.edits, [one for one in before if one], now, new.addresses ^ old.addresses)


def _was(forme: Forme, key: str, mark: bytes, appeared: int) -> Published | None:
    """A story as it was in the edition of a record, if that is still known."""
    setting = forme.setting
    path = next((path for path, one in {**setting.before, **setting.articles}.items() if _key(one) == key), "")
    article = setting.before.get(path) or setting.articles.get(path)
    story = article.answer[0] if article else None
    if article is None or not isinstance(story, Story):
        return None
    zone = forme.site.settings.zone
    for draft in (False, True):
        one = publish(story, forme.site.people, forme.instant, zone, draft=draft)
        one = replace(one, appeared=datetime.datetime.fromtimestamp(appeared, zone))
        if (
            all(person in forme.site.people for person in story.people)
            and _mark(one, article.digest, forme.pictures_by_source) == mark
        ):
            return one
    return None


def _key(article: Standing) -> str | None:
    value = article.answer[0]
    return value.key if isinstance(value, Story) else None


def _marks(forme: Forme) -> dict[str, tuple[bytes, int]]:
    """What tells each story from others that it might be, and when it appeared."""
    articles, pictures = forme.setting.articles, forme.pictures_by_source
    return {
        one.story.key: (_mark(one, articles[one.story.path].digest, pictures), int(one.appeared.timestamp()))
        for one in forme.site.stories
    }


def _mark(one: Published, digest: bytes, pictures: Pictures) -> bytes:
    """The digest of a story as readers may see it: of its file, and of what other files and the day add to it."""
    front, path = one.story.front, one.story.path  # from which links and pictures are found
    uses = (source_of(front.image, path) if front.image else None, *(use.path for use in one.story.body.pictures))
    shots = [made.address if (made := pictures.get(use or "")) else "" for use in uses]
    added = (str(one.day), one.draft, one.departments, one.roles, one.topics, len(front.corrections))
    told = (path, digest, *added, shots)
    return hashlib.sha256(msgspec.msgpack.encode(told)).digest()[:16]


def _rest(forme: Forme) -> bytes:
    """The digest of everything but stories: settings and layouts, people, plain pages, their pictures, languages."""
    others: tuple[Person | Plain, ...] = (*forme.site.people.values(), *forme.site.plains)
    files = [
        (path, one.digest)
        for path, one in sorted(forme.setting.articles.items())
        if not path.startswith("content/stories/")
    ]
    used = {use for one in others for use in _pictures(one)}
    shots = [(path, made.address) for path, made in sorted(forme.pictures_by_source.items()) if path in used]
    told = (forme.house, files, shots, forme.site.languages, sorted(forme.press_keys.items()))
    return hashlib.sha256(msgspec.msgpack.encode(told)).digest()


def _pictures(one: Person | Plain) -> Iterator[str]:
    """The pictures that a person or a plain page names, by their paths under `content/`."""
    if isinstance(one, Person):
        if one.front.portrait:
            yield source_of(one.front.portrait, one.path) or ""
        yield from (use.path or "" for use in one.bio.pictures)
    else:
        yield from (use.path or "" for use in one.body.pictures)
