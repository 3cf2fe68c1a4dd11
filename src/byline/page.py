"""Pages: the narrow values that layouts see, and nothing else. Their fields are the contract with designers.

Each kind of page is set by the layout of its name: `StoryPage` by `layouts/story.html`. Addresses are written from the
portal's root; in a layout the filter `link` makes them links.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import msgspec

from byline.piece import (
    Bar,
    Beside,
    Card,
    Choice,
    CorrectionNote,
    Counted,
    Credit,
    FeedGroup,
    Head,
    Heading,
    Origin,
    Part,
    SeriesNote,
    Shot,
    Tag,
)


class StoryPage(msgspec.Struct, frozen=True):
    """A story."""

    head: Head
    card: Card
    standfirst: str
    html: str
    language: str
    shot: Shot | None
    missing_shot: str
    authors: tuple[Credit, ...]
    told_by: tuple[Credit, ...]
    helped_by: tuple[Credit, ...]
    shown: tuple[Credit, ...]
    departments: tuple[Tag, ...]
    roles: tuple[Tag, ...]
    topics: tuple[Tag, ...]
    contents: tuple[Heading, ...]
    learned: str
    series: SeriesNote | None
    answers: Card | None
    replies: tuple[Card, ...]
    translations: tuple[Card, ...]
    corrections: tuple[CorrectionNote, ...]
    related: tuple[Beside, ...]
    counted: str  # where views are told; empty where none are counted
    pixel: str  # the picture that tells them without scripts, if wanted
    views: int  # how many there were, about; 0 where there is no number
    origin: Origin | None


class HomePage(msgspec.Struct, frozen=True):
    """The front page: a person and their story lead, the newest follow."""

    head: Head
    lead: Card | None
    person: Credit | None
    quote: str
    newest: tuple[Card, ...]
    departments: tuple[Counted, ...]
    topics: tuple[Counted, ...]
    stories: int
    people: int
    older: str


class ListingPage(msgspec.Struct, frozen=True):
    """A list of stories: a term's, a year's, or a page of the archive.

    `kind` is `departments`, `roles`, `topics`, `series`, `year` or `archive`; `newer` and `older` are the addresses of
    the neighbouring pages of the list, empty at its ends. `total` is known to the first page alone.
    """

    head: Head
    kind: str
    text: str
    total: int
    cards: tuple[Card, ...]
    first: bool
    newer: str
    older: str
    people: tuple[Credit, ...]


class PersonPage(msgspec.Struct, frozen=True):
    """A person: who they are, and every story they have a part in."""

    head: Head
    credit: Credit
    html: str
    language: str
    department: Tag | None
    role: Tag | None
    location: str
    level: str
    email: str
    links: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    topics: tuple[Tag, ...]
    parts: tuple[Part, ...]
    origin: Origin | None


class PeoplePage(msgspec.Struct, frozen=True):
    """Everyone who has a page, with the number of their stories, by department."""

    head: Head
    groups: tuple[tuple[Tag | None, tuple[tuple[Credit, int], ...]], ...]


class TermsPage(msgspec.Struct, frozen=True):
    """The index of departments, roles, topics or series."""

    head: Head
    kind: str
    terms: tuple[Counted, ...]


class ArchivePage(msgspec.Struct, frozen=True):
    """The index of the years."""

    head: Head
    years: tuple[Counted, ...]
    newest: str
    total: int


class PlainPage(msgspec.Struct, frozen=True):
    """A plain page of the portal's own."""

    head: Head
    html: str
    language: str
    origin: Origin | None


class UsagePage(msgspec.Struct, frozen=True):
    """How the portal is read: totals of views, none of which is anybody's own."""

    head: Head
    threshold: int
    months: tuple[Bar, ...]
    groups: tuple[tuple[str, tuple[Bar, ...]], ...]


class SubscribePage(msgspec.Struct, frozen=True):
    """Every feed, to be picked by person, department, topic, role, series or language."""

    head: Head
    groups: tuple[FeedGroup, ...]
    base: str
    opml: str


class SearchPage(msgspec.Struct, frozen=True):
    """The search: `indexes` are the languages of the stories, each with the address of its index."""

    head: Head
    indexes: tuple[tuple[str, str], ...]
    departments: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    years: tuple[int, ...]
    every: str  # a word that finds all stories
    archive: str


class NotFoundPage(msgspec.Struct, frozen=True):
    """What the web server shows where nothing is."""

    head: Head


class AliasPage(msgspec.Struct, frozen=True):
    """An old address, which sends readers on."""

    head: Head
    target: str


Page = (
    StoryPage
    | HomePage
    | ListingPage
    | PersonPage
    | PeoplePage
    | TermsPage
    | ArchivePage
    | PlainPage
    | UsagePage
    | SubscribePage
    | NotFoundPage
    | AliasPage
    | SearchPage
)


class Order(msgspec.Struct, frozen=True):
    """A page that is wanted: where it stands, in which of the portal's languages, and how its value is made.

    `versions` are the addresses of its versions by language, `changed` the day on which readers last saw it change;
    both are for the sitemap, in which it stands if it is `listed`.
    """

    address: str
    language: str
    page: Callable[[], Page]
    versions: tuple[tuple[str, str], ...] = ()
    changed: datetime.date | None = None
    listed: bool = True


LAYOUTS: dict[type[Page], str] = {
    StoryPage: "story.html",
    HomePage: "home.html",
    ListingPage: "listing.html",
    PersonPage: "person.html",
    PeoplePage: "people.html",
    TermsPage: "terms.html",
    ArchivePage: "archive.html",
    PlainPage: "plain.html",
    UsagePage: "usage.html",
    SubscribePage: "subscribe.html",
    NotFoundPage: "not_found.html",
    AliasPage: "alias.html",
    SearchPage: "search.html",
}


class Masthead(msgspec.Struct, frozen=True):
    """What stands on every page of one language: the portal's name and the ways through it."""

    title: str
    description: str
    language: str
    home: str
    homes: tuple[tuple[str, str], ...]  # the portal's languages, each with its home page
    base: str  # the portal's full address, for canonical links
    navigation: tuple[Tag, ...]
    footer: tuple[Tag, ...]
    subscribe: str
    logo: str  # the address of the logo's file, or an empty text
    assets: tuple[tuple[str, str, str], ...]  # each asset's own path, its address, and the digest that browsers check
    search: str
