"""The plan: which pages the site has, in which order they are made, and what each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import msgspec
from msgspec.structs import replace

from byline import address
from byline.card import Cards
from byline.channel import NAME, Channels, channels, revised_channels
from byline.chart import bars, columns
from byline.galley import Pictures
from byline.listing import ARCHIVE, STORIES, Stretch, stretches
from byline.page import (
    ArchivePage,
    HomePage,
    ListingPage,
    NotFoundPage,
    Order,
    Page,
    PeoplePage,
    SearchPage,
    SubscribePage,
    TermsPage,
    UsagePage,
)
from byline.piece import Bar, Counted, Credit, Head, Tag
from byline.published import Published
from byline.rota import turn
from byline.search import EVERY, KINDS as FILTERS, SEARCH, choices, indexes
from byline.site import KINDS, Site
from byline.usage import Usage
from byline.words import Words

NEWEST = 12  # stories on the home page, beside the one that leads
OPML = "feeds.opml"
SUBSCRIBE = "subscribe/"
NOT_FOUND = "404.html"
USAGE = "usage/"


class Edit(msgspec.Struct, frozen=True):
    """One language of the portal, with what is needed to plan its pages."""

    site: Site
    words: Words
    cards: Cards
    channels: Channels

    def at(self, place: str) -> str:
        return self.cards.at(place)

    def head(self, place: str, title: str, description: str = "", feeds: tuple[str, ...] = ()) -> Head:
        """The head of a listing, which stands at `place` in every language of the portal."""
        wanted = (*(self.at(feed) for feed in feeds), NAME, f"feed.{self.words.language}.xml")
        return Head(
            self.at(place),
            self.words.language,
            title,
            description,
            self.versions(place),
            self.channels.links(wanted),
            self.cards.preview(),
        )

    def versions(self, place: str) -> tuple[tuple[str, str], ...]:
        """The addresses of a listing by language, where the portal has several."""
        settings = self.site.settings
        each = tuple((language, address.within(language, settings.language, place)) for language in settings.languages)
        return each if len(each) > 1 else ()

    def order(self, place: str, page: Callable[[], Page]) -> Order:
        """The order of a listing."""
        return Order(self.at(place), self.words.language, page, self.versions(place))


def edits(site: Site, words: Mapping[str, Words], pictures: Pictures) -> dict[str, Edit]:
    """The edits of a site by language."""
    feeds = channels(site, words)
    return {
        language: Edit(site, words[language], Cards(site, words[language], pictures), feeds)
        for language in site.settings.languages
    }


def revised_edits(edits: Mapping[str, Edit], site: Site) -> dict[str, Edit]:
    """The edits of a site from those of one that has a few other stories; `Cards` begin empty, so none is an old one."""
    first = next(iter(edits.values()))
    feeds = revised_channels(first.channels, first.site, site, {name: edit.words for name, edit in edits.items()})
    return {
        language: Edit(site, edit.words, Cards(site, edit.words, edit.cards.pictures), feeds)
        for language, edit in edits.items()
    }


def listings(edit: Edit) -> Iterator[Order]:
    """Every page of one language that lists stories, people, terms or feeds; all but stories, people and plain pages."""
    return (order for _, orders in sections(edit) for order in orders)


def sections(edit: Edit) -> Iterator[tuple[str, Iterable[Order]]]:
    """The same by sections: where each begins, and its pages, planned when they are asked for."""
    yield "", _single(edit, "", _home)
    yield STORIES, _listing(edit, STORIES, "archive", edit.words("stories"), edit.site.stories)
    yield "people/", _single(edit, "people/", _people)
    for kind in KINDS:
        if edit.site.by_term[kind] or kind != "series":
            yield f"{kind}/", _single(edit, f"{kind}/", partial(_terms, kind=kind))
        for name in edit.site.by_term[kind]:
            yield f"{kind}/{name}/", _term(edit, kind, name)
    yield ARCHIVE, _single(edit, ARCHIVE, _archive)
    for year, stories in edit.site.by_year.items():
        yield f"{ARCHIVE}{year}/", _listing(edit, f"{ARCHIVE}{year}/", "year", str(year), stories)
    yield SUBSCRIBE, _single(edit, SUBSCRIBE, _subscribe)
    yield SEARCH, (replace(edit.order(SEARCH, partial(_search, edit)), listed=False),)
    if edit.site.usage:
        yield USAGE, _single(edit, USAGE, partial(_usage, usage=edit.site.usage))
    if edit.words.language == edit.site.settings.language:
        yield NOT_FOUND, (Order(NOT_FOUND, edit.words.language, partial(_not_found, edit), listed=False),)


def _single(edit: Edit, place: str, page: Callable[[Edit], Page]) -> Iterator[Order]:
    """A section of one page."""
    yield edit.order(place, partial(page, edit))


def leading(edit: Edit) -> tuple[Published, Credit | None] | None:
    """The story that leads the home page, with its person: whose turn it is, or else the newest, with whoever has a page."""
    found = turn(edit.site, edit.words.language)
    if found:
        return found.story, edit.cards.credit(found.person)
    newest = next(iter(_newest(edit, None)), None)
    if newest is None:
        return None
    people = (person for person in edit.cards.credits(newest.tellers) if person.address)
    return newest, next(people, None)


def _home(edit: Edit) -> HomePage:
    site, cards = edit.site, edit.cards
    lead = leading(edit)
    newest = _newest(edit, lead[0] if lead else None)
    title = site.settings.site.title.at(edit.words.language)
    return HomePage(
        head=edit.head("", title, site.settings.site.description.at(edit.words.language)),
        lead=cards.card(lead[0]) if lead else None,
        person=lead[1] if lead else None,
        quote=site.texts[lead[0].path].front.learned if lead else "",
        newest=cards.cards(newest),
        departments=_counted(edit, "departments"),
        topics=tuple(sorted((one for one in _counted(edit, "topics") if one.stories), key=lambda one: -one.stories))[
            :16
        ],
        stories=len(site.stories),
        people=sum(bool(site.by_person[person.id]) for person in site.shown_people),
        older=edit.at(STORIES),
    )


def _newest(edit: Edit, lead: Published | None) -> tuple[Published, ...]:
    """The newest stories beside the leading one; of a story and its translations the one in the page's language."""
    site = edit.site
    told: set[str] = set()
    newest: list[Published] = []
    for one in site.stories:
        versions = (one, *site.translations(one))
        if lead in versions or not told.isdisjoint(other.key for other in versions):
            continue
        told.add(one.key)
        newest.append(next((other for other in versions if other.language == edit.words.language), one))
        if len(newest) == NEWEST:
            break
    return tuple(newest)


def _counted(edit: Edit, kind: str) -> tuple[Counted, ...]:
    """The terms of a kind by name; those the settings name keep the settings' order when names are equal."""
    return tuple(
        sorted(
            (edit.cards.counted(kind, name) for name in edit.site.by_term[kind]), key=lambda one: address.slug(one.name)
        )
    )


def _listing(
    edit: Edit, place: str, kind: str, name: str, stories: tuple[Published, ...], text: str = "", *, feed: bool = False
) -> Iterator[Order]:
    def page(stretch: Stretch) -> ListingPage:
        number = stretch.address.rstrip("/").rpartition("/")[2]
        title = name if stretch.first else edit.words("older_page", name=name, page=number)
        return ListingPage(
            head=edit.head(stretch.address, title, text, (place + NAME,) if feed else ()),
            kind=kind,
            text=text,
            total=len(stories) if stretch.first else 0,  # else a new story would change every page of the list
            cards=edit.cards.cards(stretch.stories),
            first=stretch.first,
            newer=edit.at(stretch.newer) if stretch.newer else "",
            older=edit.at(stretch.older) if stretch.older else "",
            people=_voices(edit, stories) if stretch.first and kind in {"departments", "roles"} else (),
        )

    for stretch in stretches(place, stories):
        yield edit.order(stretch.address, partial(page, stretch))


def _voices(edit: Edit, stories: tuple[Published, ...]) -> tuple[Credit, ...]:
    """Those who told these stories and have a page, each once, the latest first."""
    names = dict.fromkeys(name for one in stories for name in one.tellers)
    return tuple(credit for credit in edit.cards.credits(tuple(names)) if credit.address)[:12]


def _term(edit: Edit, kind: str, name: str) -> Iterator[Order]:
    stories = edit.site.parts[name] if kind == "series" else edit.site.by_term[kind][name]
    text = edit.site.term_text(kind, name).at(edit.words.language)
    yield from _listing(
        edit, f"{kind}/{name}/", kind, edit.site.term_name(kind, name, edit.words.language), stories, text, feed=True
    )


def _terms(edit: Edit, kind: str) -> TermsPage:
    return TermsPage(edit.head(f"{kind}/", edit.words(kind), edit.words(f"{kind}_text")), kind, _counted(edit, kind))


def _people(edit: Edit) -> PeoplePage:
    """Everyone with a page, by department in the settings' order; those without one, such as an agency's, at the end."""
    groups: dict[str, list[tuple[Credit, int]]] = {name: [] for name in (*edit.site.settings.departments, "")}
    for person in edit.site.shown_people:
        groups.setdefault(person.front.department, []).append(
            (edit.cards.credit(person.id), len(edit.site.by_person[person.id]))
        )
    tagged: list[tuple[Tag | None, tuple[tuple[Credit, int], ...]]] = [
        (edit.cards.tag("departments", name) if name else None, tuple(group)) for name, group in groups.items() if group
    ]
    return PeoplePage(
        edit.head("people/", edit.words("people"), edit.words("people_text")),
        tuple(tagged),
    )


def _archive(edit: Edit) -> ArchivePage:
    years = tuple(
        Counted(str(year), edit.at(f"{ARCHIVE}{year}/"), len(stories))
        for year, stories in sorted(edit.site.by_year.items(), reverse=True)
    )
    return ArchivePage(
        edit.head(ARCHIVE, edit.words("archive"), edit.words("archive_text")),
        years,
        edit.at(STORIES),
        len(edit.site.stories),
    )


def _not_found(edit: Edit) -> NotFoundPage:
    feeds = edit.channels.links((NAME, f"feed.{edit.words.language}.xml"))
    return NotFoundPage(Head(NOT_FOUND, edit.words.language, edit.words("not_found"), feeds=feeds))


def _subscribe(edit: Edit) -> SubscribePage:
    head = edit.head(SUBSCRIBE, edit.words("subscribe"), edit.words("subscribe_text"))
    return SubscribePage(head, edit.channels.groups(edit.words.language), edit.site.settings.base, OPML)


def _search(edit: Edit) -> SearchPage:
    site, language = edit.site, edit.words.language
    departments, roles, topics = (choices(site, kind, language) for kind in FILTERS)
    head = edit.head(SEARCH, edit.words("search"))
    years = tuple(site.by_year)
    return SearchPage(head, indexes(site), departments, roles, topics, years, EVERY, edit.at(ARCHIVE))


def _usage(edit: Edit, usage: Usage) -> UsagePage:
    """Totals by months, and by terms in the order of their names: what is read more does not stand before what is read less."""

    def terms(kind: str, figures: Mapping[str, int]) -> tuple[Bar, ...]:
        tags = {name: edit.cards.tag(kind, name) for name in figures if name in edit.site.by_term[kind]}
        names = sorted(tags, key=lambda name: (address.slug(tags[name].name), name))
        return bars(figures, names, lambda name: (tags[name].name, tags[name].address))

    groups = (
        ("departments", terms("departments", usage.departments)),
        ("topics", terms("topics", usage.topics)),
        ("languages", bars(usage.languages, edit.site.languages, lambda code: (edit.words.language_name(code), ""))),
    )
    return UsagePage(
        edit.head(USAGE, edit.words("usage"), edit.words("usage_text")),
        usage.threshold,
        columns(usage.months, edit.words.month),
        tuple((kind, group) for kind, group in groups if group),
    )
