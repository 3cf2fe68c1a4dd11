"""Feeds: each channel as RSS 2.0. The only module that knows feedgen.

An item's summary stands before its full text, since some readers keep only the last of the two; names stand in
`dc:creator`, since RSS's own `author` wants an e-mail address; and its identity is the story's permanent id, so a
story that moves or is retitled is not shown to subscribers again. Dates come from content, never from the clock.

A story's item is the same in every feed, so feedgen writes it once, into the first one, and the others get its bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from byline import address
from byline.channel import Channel, Item
from byline.piece import FeedGroup
from byline.plan import OPML
from byline.published import Published
from byline.story import starts
from byline.tree import File

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry

ITEMS = 30  # of the newest stories in each feed
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # of a site without a story
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
ITEM, END = b"<item>", b"</channel></rss>"  # as feedgen writes them; a text has no tags that are not escaped


class Feeds(msgspec.Struct, frozen=True):
    """Writes the feeds of one edition; each story's item is written once and stands in all of them."""

    base: str
    zone: zoneinfo.ZoneInfo
    item: Callable[[Published], Item]
    unnamed: Mapping[str, str]  # by language: what those are called who do not want to be named
    _items: dict[str, bytes] = {}
    _told: dict[str, Item] = {}  # until it is written
    _digests: dict[str, bytes] = {}

    def file(self, channel: Channel) -> File:
        """The feed of a channel."""
        stories = channel.stories[:ITEMS]
        new = [one for one in stories if one.key not in self._items]
        head, *items = self.written(channel, new).removesuffix(END).split(ITEM)
        self._items.update(zip((one.key for one in new), items, strict=True))
        return File(channel.address, ITEM.join([head, *(self._items[one.key] for one in stories)]) + END + b"\n")

    def value(self, channel: Channel) -> tuple[object, ...]:
        """Everything that the file of a channel depends on."""
        stories = channel.stories[:ITEMS]
        about = (channel.address, channel.title, channel.description, channel.language, channel.page, self.base)
        return (about, [self.digest(one) for one in stories], max(map(self.changed, stories), default=LONG_AGO))

    def digest(self, one: Published) -> bytes:
        """The digest of all that a story's item depends on."""
        if one.key not in self._digests:
            item = self._told[one.key] = self.item(one)
            value = msgspec.msgpack.encode((one.id, one.appeared, item, self.unnamed))
            self._digests[one.key] = hashlib.sha256(value).digest()
        return self._digests[one.key]

    def written(self, channel: Channel, stories: Iterable[Published]) -> bytes:
        """The feed of a channel with the items of these stories, as feedgen writes it."""
        from feedgen.feed import FeedGenerator  # not before it is needed, since it takes a while

        feed = FeedGenerator()
        feed.register_extension("creators", _Creators, _Creators, atom=False, rss=True)
        feed.title(channel.title)
        feed.description(channel.description)
        feed.link(href=self.base + channel.address, rel="self", type="application/rss+xml")
        feed.link(href=self.base + channel.page, rel="alternate")  # the last link that is not `self` is the channel's
        feed.language(channel.language)
        feed.generator("Byline")
        feed.lastBuildDate(max(map(self.changed, channel.stories[:ITEMS]), default=LONG_AGO))
        for one in stories:
            told = self._told.pop(one.key, None) or self.item(one)
            self.fill(feed.add_entry(order="append"), one, told)
        text: bytes = feed.rss_str(pretty=False)
        return text

    def changed(self, one: Published) -> datetime.datetime:
        """When a story last changed for its readers: it appeared, or was corrected."""
        return max([self.appeared(one), *(starts(correction.date, self.zone) for correction in one.corrections)])

    def appeared(self, one: Published) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(one.appeared, self.zone)

    def fill(self, entry: FeedEntry, one: Published, item: Item) -> None:
        """Puts a story into an entry."""
        entry.title(item.title)
        entry.link(href=self.base + item.address)
        entry.guid(one.id, permalink=False)
        entry.description(item.summary or item.title)
        entry.content(self.full_text(item))
        entry.pubDate(self.appeared(one))
        entry.creators.names = [credit.name or self.unnamed[item.language] for credit in item.authors]
        entry.category(
            [
                {
                    "term": tag.name,
                    "scheme": self.base + tag.address.rpartition("/")[0].rpartition("/")[0] + "/",
                }
                for tag in item.tags
            ]
        )

    def full_text(self, item: Item) -> str:
        """The whole story for feed readers, with absolute addresses only."""
        lead = ""
        if item.shot:
            shot, credit = item.shot, escape(item.shot.credit)
            img = f'<img src="{self.base}{shot.address}" width="{shot.width}" height="{shot.height}" alt="{escape(shot.alt)}">'
            lead = f"<figure>{img}<figcaption>{credit}</figcaption></figure>\n" if credit else f"<p>{img}</p>\n"
        text = item.html.replace(address.ROOT, self.base).replace('<a href="#', f'<a href="{self.base}{item.address}#')
        return lead + text if lead + text.strip() else item.title


class _Creators:
    """An extension of feedgen: `dc:creator`, as its own for Dublin Core writes it, which looks for 14 other elements."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DUBLIN_CORE}

    def extend_rss(self, item: Any) -> None:
        from feedgen.util import xml_elem

        for name in self.names:
            xml_elem(f"{{{DUBLIN_CORE}}}creator", item).text = name


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
