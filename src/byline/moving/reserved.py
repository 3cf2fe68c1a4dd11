"""Addresses at which no story that moves in can be found: pages of the portal's own, and old ones of stories that it has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

import msgspec

from byline import address
from byline.moving import fields
from byline.moving.preamble import held, read_preamble
from byline.tree import CONTENT, Readable

_PAGES = frozenset(
    "stories/ people/ departments/ roles/ topics/ series/ archive/ subscribe/ search/ usage/".split()
    + "404.html feeds.opml sitemap.xml robots.txt counted.jsonl".split()
)
_YEAR = re.compile(r"archive/\d{4}/\Z")
_OF_SOMEBODY = re.compile(r"(?:people|departments|roles|topics|series)/([^/]+)/\Z")


def is_reserved(old: str, languages: Collection[str], ids: Collection[str]) -> bool:
    """Whether a page that the portal makes stands at an address in small letters, in one of its languages; `ids` are those
    of people and terms.
    """
    page = old.removesuffix("feed.xml")
    language, _, rest = page.partition("/")
    page = rest if language in languages else page
    found = _OF_SOMEBODY.match(page)
    return not page or page in _PAGES or bool(_YEAR.match(page)) or (found is not None and found[1] in ids)


class Forwarded(msgspec.Struct, frozen=True):
    """The old addresses that stories of the portal have, in small letters, each with the paths of these stories; the
    places at which nothing will be written, so that they lose nothing to anybody; and the addresses at which `texts` of
    the portal stand: stories, people and pages.
    """

    stories: Mapping[str, tuple[str, ...]] = {}
    gone: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    def other(self, old: str, path: str) -> str:
        """The story to which an address in small letters leads already; empty if it is free for the one at this path, or its own."""
        there = self.stories.get(old, ())
        own = address.of_file(path)  # whether the file lies in a folder of its own or not
        return "" if not there or path in self.gone or own in map(address.of_file, there) else there[0]


NOWHERE = Forwarded()
"""Those of a portal without stories."""


def read_forwarded(files: Iterable[Readable], gone: frozenset[str]) -> Forwarded:
    """Those in the files of a portal."""
    made: dict[str, tuple[str, ...]] = {}
    texts = [file for file in files if address.is_markdown(file.path)]
    for file in texts:
        if file.path.startswith(f"{CONTENT}/stories/"):
            data = held(file)
            front = read_preamble(file.path, data).front if isinstance(data, bytes) else None
            for old in map(address.old, fields.texts(front, "aliases") if front else ()):
                if old:
                    made[old.casefold()] = (*made.get(old.casefold(), ()), file.path)
    return Forwarded(made, gone, frozenset(address.of_file(file.path.removeprefix(f"{CONTENT}/")) for file in texts))
