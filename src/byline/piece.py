"""Pieces of pages: cards, credits, tags and what else several kinds of page show. Part of the contract with designers."""

from __future__ import annotations

import datetime

import msgspec


class Tag(msgspec.Struct, frozen=True):
    """A name with the address of its page: a department, a role, a topic, a series, a year."""

    name: str
    address: str


class Counted(msgspec.Struct, frozen=True):
    """A tag with how many stories it has, and a sentence about it."""

    name: str
    address: str
    stories: int
    text: str = ""


class Choice(msgspec.Struct, frozen=True):
    """Something to filter by: the value in the address of a search, and its name."""

    value: str
    name: str


class Bar(msgspec.Struct, frozen=True):
    """A figure to be drawn: what it is of, and its length, in thousandths of the longest. No `views`: there is no number."""

    name: str
    address: str
    views: int
    length: int


class Ladder(msgspec.Struct, frozen=True):
    """A picture's files of one kind: their media type, and each one's address and width in pixels, the narrowest first."""

    type: str
    rungs: tuple[tuple[str, int], ...]


class Shot(msgspec.Struct, frozen=True):
    """A picture on a page.

    `address`, `width` and `height` (pixels) are those of the file that every program can show, `ladders` the files that
    browsers rather have, the best kind first. `focus` is the point to keep when the picture is cropped, in tenths from
    the left and the top.
    """

    address: str
    width: int
    height: int
    alt: str
    credit: str = ""
    focus: tuple[int, int] = (5, 5)
    ladders: tuple[Ladder, ...] = ()


class Credit(msgspec.Struct, frozen=True):
    """A person as the portal names them.

    No `name`: they do not want to be named. No `address`: they have no page. `monogram` stands in for a portrait.
    """

    name: str
    address: str
    monogram: str
    portrait: Shot | None
    role: str
    department: str
    agency: bool
    left: bool


class Card(msgspec.Struct, frozen=True):
    """The little that other pages tell of a story."""

    address: str
    title: str
    summary: str
    language: str
    day: datetime.date
    minutes: int
    kind: str
    people: tuple[Credit, ...]
    departments: tuple[Tag, ...]
    shot: Shot | None
    draft: bool


class Beside(msgspec.Struct, frozen=True):
    """A story to read next, with the reason: shared topics and roles by name, and the department it comes from."""

    card: Card
    topics: tuple[str, ...]
    roles: tuple[str, ...]
    department: str


class FeedLink(msgspec.Struct, frozen=True):
    """A feed, by its title and address."""

    title: str
    address: str


class Head(msgspec.Struct, frozen=True):
    """What every page says about itself. `alternates` are its versions by language, its own among them; `preview` is the
    picture with which other programs announce it.
    """

    address: str
    language: str
    title: str
    description: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    preview: Shot | None = None


class SeriesNote(msgspec.Struct, frozen=True):
    """Where a story stands in its series."""

    tag: Tag
    part: int
    parts: int
    before: Card | None
    after: Card | None


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading, as a line of a table of contents: its anchor, its level (2 to 6) and its plain text."""

    anchor: str
    level: int
    text: str


class CorrectionNote(msgspec.Struct, frozen=True):
    """What was put right, and when."""

    day: datetime.date
    text: str


class Origin(msgspec.Struct, frozen=True):
    """Where the text of a page comes from: full addresses at the forge, to edit it, to suggest something, and of its history."""

    edit: str
    suggest: str
    history: str


class FeedGroup(msgspec.Struct, frozen=True):
    """Feeds of one kind: `site`, `languages`, `departments`, `people`, `topics`, `roles` or `series`."""

    kind: str
    feeds: tuple[FeedLink, ...]


class Part(msgspec.Struct, frozen=True):
    """One of the ways in which a person takes part in stories: `told`, `wrote`, `helped` or `appears`."""

    how: str
    cards: tuple[Card, ...]
