"""The sitemap: every page that readers may find, with its versions in other languages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from byline.page import Order
from byline.tree import File

NAME = "sitemap.xml"


def sitemap(orders: Iterable[Order], base: str) -> File:
    """The sitemap of the pages that are listed, in the protocol of sitemaps.org with hreflang links."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    lines += [_entry(one, base) for one in orders if one.listed]
    return File(NAME, "\n".join([*lines, "</urlset>", ""]).encode())


def _entry(one: Order, base: str) -> str:
    changed = f"<lastmod>{one.changed.isoformat()}</lastmod>" if one.changed else ""
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(base + place)}"/>'
        for language, place in one.versions
    )
    return f"<url><loc>{escape(base + one.address)}</loc>{changed}{versions}</url>"
