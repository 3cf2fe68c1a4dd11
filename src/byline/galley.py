"""The galley: a body, with its pictures put in and its links into the portal looked after.

Links that lead nowhere lose their address, so that no page shows where something withheld would stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from html import escape

from byline import address
from byline.body import SLOTS, Body
from byline.picture import Picture

Pictures = Mapping[str, Picture]

_EMPTY = re.compile(r"<figure[^>]*></figure>\n?")
_LINK = re.compile(f'<a href="{address.ROOT}([^"#]*)(#[^"]*)?"')


def fill(body: Body, pictures: Pictures, addresses: Set[str], way: Callable[[str], str]) -> str:
    """The body's HTML, ready for a page. `way` gives an address in the reader's language, where there is one."""
    html = str(body.html)
    if body.pictures:
        html = _EMPTY.sub("", SLOTS.sub(lambda found: _picture(body, int(found[1]), pictures), html))
    if body.links:
        html = _LINK.sub(lambda found: _link(way(found[1]), found[2] or "", addresses), html)
    return html


def _link(target: str, anchor: str, addresses: Set[str]) -> str:
    return f'<a href="{address.ROOT}{target}{anchor}"' if target in addresses else '<a class="dead-link"'


def _picture(body: Body, number: int, pictures: Pictures) -> str:
    if number >= len(body.pictures):  # a forged slot; typesetting lets none through, and this is the second wall
        return ""
    use = body.pictures[number]
    picture = pictures.get(use.path or "")
    if picture is None:
        return (
            f'<span class="missing-picture" role="img" aria-label="{escape(use.alt)}">{escape(use.alt)}</span>'
            if use.alt
            else ""
        )
    return f'<img src="{address.ROOT}{picture.address}" width="{picture.width}" height="{picture.height}" alt="{escape(use.alt)}" loading="lazy" decoding="async">'
