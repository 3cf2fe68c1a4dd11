"""Addresses that the portal needs for pages of its own, so that no story can be found there."""

from __future__ import annotations

import re
from collections.abc import Collection

_PAGES = frozenset(
    "stories/ people/ departments/ roles/ topics/ series/ archive/ subscribe/ search/ usage/".split()
    + "404.html feeds.opml sitemap.xml robots.txt counted.jsonl".split()
)
_YEAR = re.compile(r"archive/\d{4}/\Z")
_OF_SOMEBODY = re.compile(r"(?:people|departments|roles|topics|series)/([^/]+)/\Z")


def is_reserved(old: str, languages: Collection[str], ids: Collection[str]) -> bool:
    """Whether a page of the portal's stands at an address, in one of its languages; `ids` are those of people and terms."""
    page = old.removesuffix("feed.xml")
    language, _, rest = page.partition("/")
    page = rest if language in languages else page
    found = _OF_SOMEBODY.match(page)
    return not page or page in _PAGES or bool(_YEAR.match(page)) or (found is not None and found[1] in ids)
