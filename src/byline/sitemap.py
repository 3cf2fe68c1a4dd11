"""The sitemap: every page that readers may find, with its versions in other languages; and who may look for them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from byline.page import Order
from byline.tree import File

NAME = "sitemap.xml"
ROBOTS = "robots.txt"


def sitemap(orders: Iterable[Order], base: str) -> File:
    """The sitemap of the pages that are listed, in the protocol of sitemaps.org with hreflang links."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    lines += [_entry(one, base) for one in orders if one.listed]
    return File(NAME, "\n".join([*lines, "</urlset>", ""]).encode())


def robots(base: str) -> File:
    """What tells programs that everything may be found, and where the sitemap is (RFC 9309)."""
    return File(ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {base}{NAME}\n".encode())


def _entry(one: Order, base: str) -> str:
    changed = f"<lastmod>{one.changed.isoformat()}</lastmod>" if one.changed else ""
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(base + place)}"/>'
        for language, place in one.versions
    )
    return f"<url><loc>{escape(base + one.address)}</loc>{changed}{versions}</url>"
