"""The sitemap: every page that readers may find, with its versions in other languages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from byline.page import Page, StoryPage
from byline.tree import File

NAME = "sitemap.xml"


def sitemap(pages: Iterable[Page], base: str) -> File:
    """The sitemap of the pages that are listed, in the protocol of sitemaps.org with hreflang links."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    lines += [_entry(page, base) for page in pages if page.head.listed]
    return File(NAME, "\n".join([*lines, "</urlset>", ""]).encode())


def _entry(page: Page, base: str) -> str:
    changed = ""
    if isinstance(page, StoryPage):
        day = max((page.card.day, *(correction.day for correction in page.corrections)))
        changed = f"<lastmod>{day.isoformat()}</lastmod>"
    versions = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(base + place)}"/>'
        for language, place in page.head.alternates
    )
    return f"<url><loc>{escape(base + page.head.address)}</loc>{changed}{versions}</url>"
