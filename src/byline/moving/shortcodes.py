"""WordPress's shortcodes: what stands between square brackets in a post is put in its place, and what nobody knows is told.

Nothing is carried out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape

import msgspec

from byline.address import is_picture
from byline.moving.blog import Source
from byline.moving.tags import FILMS, Arguments, arguments, film
from byline.problem import Place, Problem, problem

_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b([^\[\]]*+)\]((?:(?!\[(?:wp_)?caption\b).)*?)\[/(?:wp_)?caption\]", re.DOTALL
)
_GALLERY = re.compile(r"\[gallery\b([^\[\]]*+)\]")
_EMBED = re.compile(r"\[embed\b[^\[\]]*+\]\s*+(https?://[^\s\[<]++)\s*+\[/embed\]")
_BARE = re.compile(r"^([ \t]*)(https?://[^\s<>\"]+)(?=[ \t]*$)", re.MULTILINE)
_BLOCK_EMBED = re.compile(r"<div class=\"wp-block-embed__wrapper\">\s*(https?://[^\s<]+)\s*</div>")
_MEDIA = re.compile(r"\[(?:audio|video)(\s[^\[\]]*+)?+\](?:\s*+\[/(?:audio|video)\])?")
_LISTING = re.compile(
    r"\[(?:code|sourcecode)\b([^\[\]]*+)\]((?:(?!\[(?:code|sourcecode)\b).)*?)\[/(?:code|sourcecode)\]", re.DOTALL
)
_SHORTCODE = re.compile(
    r"(?<!\[)\[(/?)([a-zA-Z][\w-]{2,40}+)"
    r"((?:\s++(?:[\w-]++\s*+=\s*+(?:\"[^\"\[\]]*+\"|'[^'\[\]]*+'|[^\s\[\]]++)|[\w./:?&-]++))*+)\s*+/?\](?![(:])"
)
_BUILDERS = ("vc_", "et_pb_", "fusion_")
"""Beginnings of the names that WPBakery, Divi and Avada give the parts of a page."""
_LOOKS = re.compile(r"css|style|class|font|admin")
"""Arguments that no reader sees."""
_CLOSED = re.compile(r"\[/([\w-]++)\]")
_IMAGE = re.compile(r"(?:<a\b[^<>]*+>\s*+)?+<img\b[^<>]*+>(?:\s*+</a>)?+", re.IGNORECASE)


class Upload(msgspec.Struct, frozen=True):
    """A file of WordPress's: its web address, what it shows, and the post for which it was uploaded."""

    url: str
    alt: str
    parent: str


def without_shortcodes(
    html: str, source: Source, uploads: Mapping[str, Upload], post: str
) -> tuple[str, tuple[Problem, ...]]:
    """The HTML of the post with the id `post`, which has this source, with what its shortcodes show, and those of which
    only the words could be kept.
    """
    found: list[Problem] = []
    first: dict[str, tuple[Place, str]] = {}
    number: Counter[str] = Counter()
    closed = frozenset(_CLOSED.findall(html))

    def caption(one: re.Match[str]) -> str:
        image = _IMAGE.search(one[2])
        if not image:
            return one[2]
        said = one[2].replace(image[0], "").strip() or arguments(one[1]).named.get("caption", "")
        return f"\n\n<figure>{image[0]}<figcaption>{said}</figcaption></figure>\n\n"

    def gallery(one: re.Match[str]) -> str:
        ids = [id_.strip() for id_ in arguments(one[1]).named.get("ids", "").split(",") if id_.strip()]
        named = [uploads[id_] for id_ in ids if id_ in uploads]
        own = [upload for upload in uploads.values() if upload.parent == post and is_picture(upload.url)]
        shown = named if ids else own
        if not shown:
            found.append(problem(source.place(one[0]), "moved-tag", tag=one[0][:80], spots=1))
        return "".join(map(_figure, shown))

    def listing(one: re.Match[str]) -> str:
        given = arguments(one[1]).named
        language = given.get("language") or given.get("lang", "")
        return f'<pre class="language-{_attribute(language)}">{_escaped(one[2])}</pre>'

    def media(one: re.Match[str]) -> str:
        src = next((value for value in arguments(one[1] or "").all if "//" in value), "")
        return f'<a href="{_attribute(src)}">{_attribute(src.rpartition("/")[2])}</a>' if src else ""

    def other(one: re.Match[str]) -> str:
        close, name, rest = one.groups()
        gap = "\n\n" if html.startswith("[", one.end()) else ""  # what touches are parts of a page
        if close:
            return gap if name in number else one[0]
        given = arguments(rest)
        if any(name.lower() == known for known in FILMS) and (link := film(name, given)):
            title, url = link[1:-1].split("](")
            return f'<a href="{url}">{title}</a>'
        if "=" not in rest and name not in closed and not name.startswith(_BUILDERS):
            return one[0]  # words in brackets
        pictures = _figures(given, uploads)
        number[name] += not pictures
        if not pictures:
            first.setdefault(name, (source.place(one[0]), one[0][:80]))
        words = (*given.others, *(value for key, value in given.named.items() if not _LOOKS.search(key)))
        return "".join(f"{value} " for value in words if " " in value.strip()) + (pictures or gap)

    html = _BLOCK_EMBED.sub(r'<p><a href="\1">\1</a></p>', html)
    html = _LISTING.sub(listing, html)
    html = _EMBED.sub(r'<a href="\1">\1</a>', _GALLERY.sub(gallery, _CAPTION.sub(caption, html)))
    html = _BARE.sub(r'\1<a href="\2">\2</a>', _MEDIA.sub(media, html))
    made = _SHORTCODE.sub(other, html)
    found += [problem(place, "moved-tag", tag=tag, spots=number[name]) for name, (place, tag) in first.items()]
    return made, tuple(found)


def _figures(given: Arguments, uploads: Mapping[str, Upload]) -> str:
    """The pictures that a tag shows, by their ids or addresses; empty if none."""
    said = ",".join(given.named.get(key, "") for key in ("image", "images", "src")).split(",")
    alt = given.named.get("alt", "")
    shown = (uploads.get(one.strip()) or Upload(one.strip(), alt, "") for one in said)
    return "".join(_figure(one) for one in shown if is_picture(one.url))


def _figure(one: Upload) -> str:
    return f'\n\n<figure><img src="{_attribute(one.url)}" alt="{_attribute(one.alt)}"></figure>\n\n'


def _escaped(listing: str) -> str:
    """A listing as HTML: one of WordPress's editors keeps it as it was typed, the other has escaped it already."""
    return escape(listing, quote=False) if "<" in listing and "&lt;" not in listing else listing


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
