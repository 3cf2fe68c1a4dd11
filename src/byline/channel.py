"""Channels: which feeds there are, and which of them belong to which page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from byline import address
from byline.piece import Credit, FeedGroup, FeedLink, Shot, Tag
from byline.published import Published
from byline.site import KINDS, Site
from byline.words import Words

NAME = "feed.xml"


class Channel(msgspec.Struct, frozen=True):
    """A feed: where it is, whose stories it tells (all of them, newest first), and in which language it presents itself.

    `group` is what it is picked by on the subscribe page: `site`, `languages`, `people` or a kind of term.
    """

    address: str
    group: str
    title: str
    description: str
    language: str
    page: str  # the address of the page that it belongs to
    stories: tuple[Published, ...]


class Item(msgspec.Struct, frozen=True):
    """What feeds tell of a story; `html` is as on its page, `language` that of the portal's words on it."""

    address: str
    title: str
    summary: str
    html: str
    shot: Shot | None
    authors: tuple[Credit, ...]
    tags: tuple[Tag, ...]
    language: str


class Channels(msgspec.Struct, frozen=True):
    """All feeds of a site, in the order in which they are made, and the link to each by its address."""

    every: tuple[Channel, ...]
    by_address: Mapping[str, FeedLink]

    def links(self, addresses: Iterable[str]) -> tuple[FeedLink, ...]:
        """The feeds at these addresses, each once, as far as there are any."""
        return tuple(self.by_address[one] for one in dict.fromkeys(addresses) if one in self.by_address)

    def groups(self, language: str) -> tuple[FeedGroup, ...]:
        """The feeds that present themselves in one language, to be picked from. The site's own stand in every language."""
        found: dict[str, list[FeedLink]] = {
            group: [] for group in ("site", "languages", "departments", "people", "topics", "roles", "series")
        }
        for channel in self.every:
            if channel.language == language or channel.group in {"site", "languages"}:
                found[channel.group].append(self.by_address[channel.address])
        for group, links in found.items():
            if group not in {"site", "languages"}:
                links.sort(key=lambda link: address.slug(link.title))
        return tuple(FeedGroup(group, tuple(links)) for group, links in found.items() if links)


def channels(site: Site, words: Mapping[str, Words]) -> Channels:
    """Every feed of the site: its own, each story language's, and one beside each listing that has a feed."""
    every = (
        *_of_site(site, words),
        *(channel for language in site.settings.languages for channel in _of_listings(site, words[language])),
    )
    return Channels(every, {channel.address: FeedLink(channel.title, channel.address) for channel in every})


def revised_channels(old: Channels, before: Site, after: Site, words: Mapping[str, Words]) -> Channels:
    """The same for a site that has a few other stories than the one of these channels."""
    if _names(before, words) != _names(after, words):
        return channels(after, words)
    every = []
    for channel in old.every:
        stories = _told(channel, after)
        every.append(channel if stories is channel.stories else replace(channel, stories=stories))
    return Channels(tuple(every), old.by_address)


def _names(site: Site, words: Mapping[str, Words]) -> tuple[object, ...]:
    """What channels are called by, as far as stories decide: languages, and terms."""
    called = [
        (kind, name, site.term_name(kind, name, one)) for kind in KINDS for name in site.by_term[kind] for one in words
    ]
    return (site.languages, called)


def _told(channel: Channel, site: Site) -> tuple[Published, ...]:
    """The stories that a channel tells."""
    if channel.group == "site":
        return site.stories
    if channel.group == "languages":
        return site.by_language[channel.language]
    name = channel.page.rstrip("/").rpartition("/")[2]
    return site.by_person[name] if channel.group == "people" else site.by_term[channel.group][name]


def _of_site(site: Site, words: Mapping[str, Words]) -> Iterator[Channel]:
    settings = site.settings
    first = settings.language
    title, description = settings.site.title.at(first), settings.site.description.at(first)
    yield Channel(NAME, "site", title, description or title, first, "", site.stories)
    for language in site.languages:
        shown = settings.shown_in(language)
        name = words[shown](
            "feed_language", site=settings.site.title.at(shown), language=words[shown].language_name(language)
        )
        home = address.within(shown, first, "")
        yield Channel(
            f"feed.{language}.xml",
            "languages",
            name,
            settings.site.description.at(shown) or name,
            language,
            home,
            site.by_language[language],
        )


def _of_listings(site: Site, words: Words) -> Iterator[Channel]:
    first, language = site.settings.language, words.language
    title = site.settings.site.title.at(language)
    for person in site.shown_people:
        page = address.within(language, first, person.address)
        name = words("feed_person", site=title, name=person.shown_name)
        yield Channel(
            page + NAME,
            "people",
            name,
            words("feed_person_text", name=person.shown_name),
            language,
            page,
            site.by_person[person.id],
        )
    for kind in KINDS:
        for term, stories in site.by_term[kind].items():
            page = address.within(language, first, f"{kind}/{term}/")
            called = site.term_name(kind, term, language)
            text = site.term_text(kind, term).at(language) or words(f"feed_{kind}_text", name=called)
            yield Channel(page + NAME, kind, words("feed_term", site=title, name=called), text, language, page, stories)
