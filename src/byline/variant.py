"""Variants: files of which some parts are as they were, and others as they are.

An input is a file, or a part of one, that is different from before. What is made here of two versions takes the new
one where its input is among the chosen, and the old one everywhere else.
"""

from __future__ import annotations

import datetime
import json
import zoneinfo
from collections.abc import Iterator, Mapping, Set
from typing import Literal, TypeVar, cast

import msgspec

from byline import node
from byline.body import Body
from byline.dateline import Moment
from byline.person import Person
from byline.plain import Plain
from byline.story import Story, StoryFront, id_of, starts

V = TypeVar("V")
How = Literal["", "new", "gone", "text", "order", "due", "expired", "to-come", "day", "files"]


class Input(msgspec.Struct, frozen=True, order=True):
    """A file, or a part of it, that is different from before: `field`, where it is one.

    `how` says which part it is, if it is no field, or what has become of it; `fact` is what that needs to be told.
    """

    file: str
    field: str = ""
    how: How = ""
    fact: str = ""


Chosen = Set[Input]


# --- files that are taken as a whole


def wholes(old: Mapping[str, V], new: Mapping[str, V]) -> Iterator[Input]:
    """The files that are different, new or gone."""
    for path in old.keys() | new.keys():
        if path not in old or path not in new or old[path] != new[path]:
            yield whole(path, old, new)


def whole(path: str, old: Mapping[str, V], new: Mapping[str, V]) -> Input:
    return Input(path, how="new" if path not in old else "gone" if path not in new else "")


def of_wholes(old: Mapping[str, V], new: Mapping[str, V], chosen: Chosen) -> dict[str, V]:
    """The files, each from one side."""
    sides = {path: new if whole(path, old, new) in chosen else old for path in sorted(old.keys() | new.keys())}
    return {path: side[path] for path, side in sides.items() if path in side}


# --- settings and strings: YAML, of which every value is a part


_Way = tuple[str, ...]


def values(path: str, old: bytes, new: bytes) -> tuple[Input, ...]:
    """The values that are different in a YAML file, by the keys that lead to them; and their order, where it matters."""
    was, is_ = _leaves(old), _leaves(new)
    differing = [Input(path, ".".join(way)) for way in _merged(is_, was) if was.get(way) != is_.get(way)]
    reordered = [way for way in was if way in is_] != [way for way in is_ if way in was]
    return (*differing, Input(path, how="order")) if reordered else tuple(differing)


def of_values(path: str, old: bytes, new: bytes, chosen: Chosen) -> bytes:
    """The file, each value from one side."""
    parts = values(path, old, new)
    if not chosen & {*parts}:
        return old
    if chosen >= {*parts}:
        return new
    was, is_ = _leaves(old), _leaves(new)
    reordered = Input(path, how="order")
    first, second = (is_, was) if reordered not in parts or reordered in chosen else (was, is_)
    made: dict[str, object] = {}
    for way in _merged(first, second):
        side = is_ if Input(path, ".".join(way)) in chosen or was.get(way) == is_.get(way) else was
        if way in side:
            _put(made, way, side[way])
    return json.dumps(made, ensure_ascii=False).encode()  # which is YAML, too


def _leaves(text: bytes) -> dict[_Way, object]:
    """The values in a YAML text that are not themselves mappings, by the keys that lead to them."""
    found, _ = node.compose(text.decode("utf-8-sig", "replace"), "")
    return dict(_below(found, ())) if found else {}


def _below(found: node.Node, way: _Way) -> Iterator[tuple[_Way, object]]:
    if isinstance(found, node.Mapping):
        for key, value in found.entries:
            yield from _below(value, (*way, key.text))
    elif not node.is_empty(found):
        yield way, _bare(found)


def _bare(found: node.Node) -> object:
    if isinstance(found, node.Scalar):
        return found.text
    if isinstance(found, node.Sequence):
        return [_bare(one) for one in found.items]
    return {key.text: _bare(value) for key, value in found.entries}


def _merged(first: Mapping[_Way, object], second: Mapping[_Way, object]) -> list[_Way]:
    """The keys of both in the order of the first; those of the second alone behind what they stood behind."""
    found, before = list(first), -1
    for way in second:
        if way in first:
            before = found.index(way)
        else:
            before += 1
            found.insert(before, way)
    return found


def _put(made: dict[str, object], way: _Way, value: object) -> None:
    for key in way[:-1]:
        below = made.get(key)
        if not isinstance(below, dict):
            below = made[key] = {}
        made = below
    made[way[-1]] = value


# --- articles, of which every field of the front matter is a part, and the text


Article = Story | Person | Plain


def parts(old: Article, new: Article) -> Iterator[Input]:
    """What is different in an article. The language of a text is set with it, and goes with it."""
    path, text = new.path, _text(_body(old)) != _text(_body(new))
    for field in msgspec.structs.fields(new.front):
        if getattr(old.front, field.name) != getattr(new.front, field.name):
            both = field.name == "language" and text
            yield Input(path, field.encode_name, "text" if both else "")
            text = text and not both
    if text:
        yield Input(path, how="text")


def of_parts(old: Article, new: Article, chosen: Chosen, language: str) -> Article:
    """The article, each part from one side; `language` is that of articles that do not say their own."""
    path = new.path
    texts = {Input(path, how="text"), Input(path, "language", "text")}
    body = _body(new if chosen & texts else old)
    taken = {
        field.name: getattr(new.front, field.name)
        for field in msgspec.structs.fields(new.front)
        if chosen & {Input(path, field.encode_name), Input(path, field.encode_name, "text")}
    }
    front = msgspec.structs.replace(old.front, **taken)
    more: dict[str, object] = {"bio" if isinstance(new, Person) else "body": body}
    if isinstance(new, Story):
        more["id"] = id_of(cast("StoryFront", front), new.key)
    return msgspec.structs.replace(new, front=front, language=front.language or language, **more)


def _body(one: Article) -> Body:
    return one.bio if isinstance(one, Person) else one.body


def _text(body: Body) -> tuple[object, ...]:
    """What tells a text from others, wherever in its file it stands."""
    links = [(link.address, link.anchor) for link in body.links]
    pictures = [(use.path, use.named, use.alt) for use in body.pictures]
    return (str(body.html), body.headings, body.words, body.excerpt, links, pictures)


# --- the passing of time


def turns(
    front: StoryFront, since: datetime.datetime, until: datetime.datetime, zone: zoneinfo.ZoneInfo
) -> list[tuple[Moment, str]]:
    """The moments between two instants from which a story is seen otherwise, and the fields that name them, the latest last."""
    moments = [("date", front.date), ("publish_at", front.publish_at), ("expires_at", front.expires_at)]
    moments += [("corrections", one.date) for one in front.corrections]
    found = [(starts(moment, zone), moment, name) for name, moment in moments if moment]
    return [(moment, name) for start, moment, name in sorted(found, key=lambda one: one[0]) if since < start <= until]


def held(story: Story, since: datetime.datetime, until: datetime.datetime, zone: zoneinfo.ZoneInfo) -> Story:
    """The story as it is to be seen at the later of two instants, to look as it did at the earlier one."""
    front, turned = story.front, turns(story.front, since, until, zone)
    names = {name for _, name in turned}
    later = {moment for moment, name in turned if name == "corrections"}
    if names & {"date", "publish_at"} and front.status == "published":
        front = msgspec.structs.replace(front, status="draft")
    if "expires_at" in names:
        front = msgspec.structs.replace(front, expires_at=None)
    made = tuple(one for one in front.corrections if one.date not in later)
    return msgspec.structs.replace(story, front=msgspec.structs.replace(front, corrections=made))
