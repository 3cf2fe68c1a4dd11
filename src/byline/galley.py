"""The galley: a body, with its pictures put in and its links into the portal looked after.

Links that lead nowhere lose their address, so that no page shows where something withheld would stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from html import escape

from byline import address
from byline.body import SLOTS, Body
from byline.picture import Picture, Print

Pictures = Mapping[str, Picture]

_EMPTY = re.compile(r"<figure[^>]*></figure>\n?")
_LINK = re.compile(f'<a href="{address.ROOT}([^"#]*)(#[^"]*)?"')


_NARROW = 600  # pixels; a photo that is narrower than the column is not made wider
_COLUMN = "min(38rem,100vw - 2.5rem)"  # how wide a picture stands in a text; the style sheet knows it, too
_WIDE = f"(min-width:78rem) 55rem,{_COLUMN}"


def fill(
    body: Body, pictures: Pictures, addresses: Set[str], way: Callable[[str], str], *, for_feed: bool = False
) -> str:
    """The body's HTML, ready for a page, or for feeds, whose readers know nothing of choosing among files.

    `way` gives an address in the reader's language, where there is one.
    """
    html = str(body.html)
    if body.pictures:
        html = _EMPTY.sub("", SLOTS.sub(lambda found: _slot(body, int(found[1]), pictures, for_feed), html))
    if body.links:
        html = _LINK.sub(lambda found: _link(way(found[1]), found[2] or "", addresses), html)
    return html


def _link(target: str, anchor: str, addresses: Set[str]) -> str:
    return f'<a href="{address.ROOT}{target}{anchor}"' if target in addresses else '<a class="dead-link"'


def _slot(body: Body, number: int, pictures: Pictures, for_feed: bool) -> str:
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
    file = picture.fallback
    img = f'<img src="{address.ROOT}{file.address}" width="{file.width}" height="{file.height}" alt="{escape(use.alt)}"'
    if for_feed:
        return f"{img}>"
    img += ' loading="lazy" decoding="async">'
    sizes = f"{file.width}px" if file.width < _NARROW else _WIDE if use.wide else _COLUMN
    sources = "".join(
        f'<source type="{kind}" srcset="{_srcset(rungs)}" sizes="{sizes}">' for kind, rungs in picture.ladders
    )
    return f"<picture>{sources}{img}</picture>" if sources else img


def _srcset(rungs: Iterable[Print]) -> str:
    return ", ".join(f"{address.ROOT}{one.address} {one.width}w" for one in rungs)
