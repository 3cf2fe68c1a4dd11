"""Raw HTML in a manuscript: cleaned to an allow-list, well-formed afterwards, and never more than text and pictures.

The cleaner is nh3 (ammonia, on the browser's own parsing rules). It cannot be interrupted, so size is bounded first.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache

import nh3

MOST_TAGS = 2_000  # in one piece of raw HTML; nested as deeply as that, nh3 takes a few milliseconds

_PHRASES = {
    "a",
    "abbr",
    "b",
    "br",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "var",
}
_BLOCKS = _PHRASES | {
    "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "ol", "p", "pre", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "lang"}, "abbr": {"title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "q": {"lang"},
    "blockquote": {"lang"}, "p": {"lang"}, "span": {"lang"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
}  # fmt: skip
_DROPPED_WITH_CONTENT = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "template",
    "noscript",
    "svg",
    "math",
    "form",
    "select",
    "textarea",
    "video",
    "audio",
    "canvas",
}

_VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z"),
    "start": re.compile(r"\d{1,6}\Z"),
    "colspan": re.compile(r"[1-9]\d?\Z"),
    "rowspan": re.compile(r"[1-9]\d?\Z"),
    "scope": re.compile(r"(?:row|col)(?:group)?\Z"),
}
_AT_HOME = {"figcaption": ["figure"], "li": ["ul", "ol"], "dt": ["dl"], "dd": ["dl"], "summary": ["details"]}
"""Elements that mean something only inside another; alone they become plain blocks."""

_IMAGE = re.compile(r"<img((?:\s+[a-z]+=\"[^\"]*\")*)\s*/?>")
_LINK = re.compile(r"<a((?:\s+[a-z]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_TAG = re.compile(r"<[/!?\s]*\[?([a-zA-Z][\w:-]*)")

_OPENING = re.compile(r"<[a-zA-Z][^<>]*>")
_NAMED = re.compile(r"\s([a-zA-Z][\w:-]*)\s*=")

Attributes = dict[str, str]


def _fitting(_tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None where it says what no browser would understand."""
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.match(value) else None


@cache
def _cleaner(phrases: bool) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_PHRASES if phrases else _BLOCKS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=_fitting,
    )


def clean(raw: str, *, phrases: bool) -> str:
    """Well-formed HTML that holds nothing but what is allowed; `phrases` for what stands inside a paragraph."""
    cleaned = _cleaner(phrases).clean(raw)
    for child, parents in _AT_HOME.items():
        if f"<{child}" in cleaned and not any(f"<{parent}" in cleaned for parent in parents):
            cleaned = re.sub(rf"<(/?){child}\b[^>]*>", r"<\1div>", cleaned)
    return cleaned


def removed(raw: str, cleaned: str) -> str:
    """The names of the tags and attributes that cleaning took out, for a message: `script, onclick`."""
    before, after = _names(raw.lower()), frozenset(_names(cleaned))
    return ", ".join(dict.fromkeys(name for name in before if name not in after))


def _names(text: str) -> list[str]:
    """The names of all tags in a text and of their attributes."""
    attributes = (_NAMED.findall(tag) for tag in _OPENING.findall(text))
    return [*_TAG.findall(text), *(name for names in attributes for name in names)]


def with_links_and_pictures(
    cleaned: str, link: Callable[[Attributes], str], picture: Callable[[Attributes], str]
) -> str:
    """Cleaned HTML in which each opening link and each picture is replaced by what the functions make of it."""
    text = _IMAGE.sub(lambda found: picture(_attributes(found[1])), cleaned)
    return _LINK.sub(lambda found: link(_attributes(found[1])), text)


def _attributes(text: str) -> Attributes:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}
