"""Feeds: each channel as RSS 2.0. The only module that knows feedgen.

An item's summary stands before its full text, since some readers keep only the last of the two; names stand in
`dc:creator`, since RSS's own `author` wants an e-mail address; and its identity is the story's permanent id, so a
story that moves or is retitled is not shown to subscribers again. Dates come from content, never from the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from byline import address
from byline.channel import Channel
from byline.page import StoryPage
from byline.piece import FeedGroup
from byline.plan import OPML
from byline.site import Published
from byline.story import starts
from byline.tree import File

ITEMS = 30  # of the newest stories in each feed
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # of a site without a story


@dataclass(frozen=True, slots=True)
class Feeds:
    """Writes the feeds of one edition; each story's item is made once and used in all of them."""

    base: str
    pages: Mapping[str, StoryPage]  # by address
    unnamed: Mapping[str, str]  # by language: what those are called who do not want to be named
    _items: dict[str, FeedEntry] = field(default_factory=dict)

    def file(self, channel: Channel) -> File:
        """The feed of a channel."""
        stories = channel.stories[:ITEMS]
        feed = FeedGenerator()
        feed.load_extension("dc", atom=False, rss=True)
        feed.title(channel.title)
        feed.description(channel.description)
        feed.link(href=self.base + channel.address, rel="self", type="application/rss+xml")
        feed.link(href=self.base + channel.page, rel="alternate")  # the last link that is not `self` is the channel's
        feed.language(channel.language)
        feed.generator("Byline")
        feed.lastBuildDate(max((self.changed(one) for one in stories), default=LONG_AGO))
        for one in stories:
            feed.add_entry(self.item(one), order="append")
        text: bytes = feed.rss_str(pretty=False)
        return File(channel.address, text + b"\n")

    def changed(self, one: Published) -> datetime.datetime:
        """When a story last changed for its readers: it appeared, or was corrected."""
        zone = one.appeared.tzinfo
        corrected = (starts(correction.date, zone) for correction in one.story.front.corrections) if zone else ()  # type: ignore[arg-type]
        return max(one.appeared, *corrected) if one.story.front.corrections else one.appeared

    def item(self, one: Published) -> FeedEntry:
        """A story's item."""
        if one.story.key not in self._items:
            self._items[one.story.key] = self._item(one, self.pages[one.story.address])
        return self._items[one.story.key]

    def _item(self, one: Published, page: StoryPage) -> FeedEntry:
        item = FeedEntry()
        item.load_extension("dc", atom=False, rss=True)
        item.title(page.card.title)
        item.link(href=self.base + page.card.address)
        item.guid(one.story.id, permalink=False)
        item.description(page.card.summary or page.card.title)
        item.content(self.full_text(page))
        item.pubDate(one.appeared)
        item.dc.dc_creator([credit.name or self.unnamed[page.head.language] for credit in page.authors])
        item.category(
            [
                {
                    "term": tag.name,
                    "label": tag.name,
                    "scheme": self.base + tag.address.rpartition("/")[0].rpartition("/")[0] + "/",
                }
                for tag in (*page.departments, *page.roles, *page.topics)
            ]
        )
        return item

    def full_text(self, page: StoryPage) -> str:
        """The whole story for feed readers, with absolute addresses only."""
        lead = ""
        if page.shot:
            alt = escape(page.shot.alt)
            lead = f'<p><img src="{self.base}{page.shot.address}" width="{page.shot.width}" height="{page.shot.height}" alt="{alt}"></p>\n'
        text = page.html.replace(address.ROOT, self.base).replace(
            '<a href="#', f'<a href="{self.base}{page.card.address}#'
        )
        return lead + text if lead + text.strip() else page.card.title


def opml(title: str, groups: tuple[FeedGroup, ...], names: Mapping[str, str], base: str) -> File:
    """All feeds of one language as OPML 2.0, for readers that take a whole list at once; `names` are the groups'."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{escape(title)}</title></head>", "<body>"]
    for group in groups:
        lines.append(f'<outline text="{escape(names[group.kind])}">')
        for feed in group.feeds:
            said, place = escape(feed.title), escape(base + feed.address)
            lines.append(f'<outline type="rss" text="{said}" title="{said}" xmlUrl="{place}"/>')
        lines.append("</outline>")
    return File(OPML, "\n".join([*lines, "</body>", "</opml>", ""]).encode())
