"""Raw HTML in a manuscript: cleaned to an allow-list and read as a tree.

The cleaner is nh3 (ammonia, on the browser's own parsing rules); what it lets through is well-formed, so that the
standard library's parser can make a tree of it. `nesting` sets the tree anew. nh3 cannot be interrupted, so size is
bounded first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from html.parser import HTMLParser

import nh3
from babel.localedata import exists

MOST_TAGS = 5_000  # in one piece of raw HTML; nested as deeply as that, nh3 takes a tenth of a second
DEEPEST = 60  # levels of elements in one piece

PHRASES = frozenset(
    "a abbr b br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var".split()
)
"""What may stand in a line of text."""

EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
"""What shows another place's content; it becomes a link there."""

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements that never have an end."""

_BLOCKS = frozenset(
    "blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td"
    " tfoot th thead tr ul".split()
)
_RENAMED = {
    "strike": "s", "tt": "code", "acronym": "abbr", "dir": "ul", "menu": "ul", "listing": "pre", "xmp": "pre",
    **dict.fromkeys(("address", "article", "aside", "center", "fieldset", "footer", "header", "hgroup", "legend", "main",
                     "nav", "search", "section"), "div"),
}  # fmt: skip
"""Elements that have a plainer name, or of which only their being a block matters."""

_DROPPED_WITH_CONTENT = {
    "script", "style", "template", "noscript", "svg", "math", "select", "textarea", "canvas", "title", "datalist",
}  # fmt: skip
_UNWRAPPED = frozenset(
    "basefont bdi bdo big blink body colgroup data font form frameset head html label marquee meter multicol nobr"
    " noembed noframes output picture progress rb rp rt rtc ruby slot".split()
)
"""Elements that go without a word, since all that matters is inside them."""

_CLOSED_BY_OTHERS = frozenset("p li dt dd td th tr thead tbody tfoot option colgroup".split())
"""Elements that end where the next one begins, so that they need no end of their own."""

_WITHOUT_TEXT = frozenset("table thead tbody tfoot tr ul ol dl".split())
"""Elements directly in which neither text nor code can stand."""

_OTHERS = frozenset(
    "area base button col dialog frame input link map meta optgroup option param plaintext source track wbr".split()
)
_HTML = PHRASES | EMBEDS | _BLOCKS | _RENAMED.keys() | _DROPPED_WITH_CONTENT | _UNWRAPPED | _OTHERS

_ATTRIBUTES = {
    "*": {"lang", "id"}, "a": {"href", "title", "name"}, "abbr": {"title"}, "acronym": {"title"}, "img": {"src", "alt", "title"},
    "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "iframe": {"src", "title"},
    "video": {"src"}, "audio": {"src"}, "source": {"src"}, "embed": {"src"}, "object": {"data"},
}  # fmt: skip
_VALUES = {
    "start": re.compile(r"\d{1,6}\Z"),
    "colspan": re.compile(r"[2-9]\Z|[1-9]\d\Z"),
    "rowspan": re.compile(r"[2-9]\Z|[1-9]\d\Z"),
    "scope": re.compile(r"(?:row|col)(?:group)?\Z"),
}
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{2,8})*\Z")

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)")
_HREF = re.compile(r"\shref\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)
_OPENING = re.compile(r"<[a-zA-Z][^<>]*>")
_HANDLER = re.compile(r"\s(on[a-zA-Z]+)\s*=")
_DRAWN = re.compile(r"<(?:svg|math)\b", re.IGNORECASE)
_SWALLOWING = re.compile(r"<(script|style|textarea)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """An element with what is in it."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...]


Node = Element | str


class TooDeep(Exception):
    """More than `DEEPEST` levels of elements."""


def clean(raw: str) -> str:
    """Well-formed HTML that holds nothing but what is allowed."""
    return _cleaner().clean(raw)


def tree(cleaned: str) -> tuple[Node, ...]:
    """The tree of clean HTML. Raises TooDeep."""
    builder = _Builder()
    builder.feed(cleaned)
    builder.close()
    return tuple(builder.open[0][2])


def without_comments(raw: str) -> str:
    """The HTML without its comments; they go without a word, since skeletons hold advice in them."""
    return _COMMENT.sub("", raw)


def placeholders(raw: str) -> Iterator[str]:
    """What looks like a tag and is none, such as `<NAME>`: people write such words where something is to be filled in."""
    if _DRAWN.search(raw):  # drawings and formulas have elements of their own, and are taken out
        return
    for _, name in _TAG.findall(raw):
        if name.lower() not in _HTML and not {":", "-"} & set(name):  # office programs and components have such tags
            yield name


def with_placeholders(raw: str) -> str:
    """The HTML with its placeholders as text."""
    names = frozenset(placeholders(raw))
    return _TAG.sub(lambda found: f"&lt;{found[1]}{found[2]}" if found[2] in names else found[0], raw) if names else raw


def removed(raw: str) -> tuple[str, ...]:
    """The names of the tags and handlers that will be taken out, as they are written, each once."""
    gone = _DROPPED_WITH_CONTENT | _OTHERS - {"col", "source", "wbr"}
    tags = (name for slash, name in _TAG.findall(raw) if not slash and name.lower() in gone)
    handlers = (name for tag in _OPENING.findall(raw) for name in _HANDLER.findall(tag))
    return tuple(dict.fromkeys((*tags, *handlers)))


def links(raw: str) -> Iterator[str]:
    """Every address that a link in a piece of raw HTML names, as it is written."""
    for quoted in _HREF.findall(raw):
        yield unescape(quoted.strip("\"'"))


def not_closed(raw: str) -> str:
    """What is opened in a piece of raw HTML and swallows everything after it, since it is never closed; or nothing."""
    if "<!--" in _COMMENT.sub(lambda found: "" if found[0].endswith("-->") else found[0], raw):
        return "<!--"
    for name in dict.fromkeys(_SWALLOWING.findall(raw)):
        if not re.search(rf"</{name}\b", raw, re.IGNORECASE):
            return f"<{name}>"
    return ""


def together(raws: Sequence[str | None], indented: Sequence[str | None]) -> tuple[dict[int, str], list[range]]:
    """Which blocks are raw HTML, by number, and which of them belong together: what one opens, a later one closes.

    `raws` are the blocks of raw HTML (None: another block). `indented` are those that Markdown takes for code, since
    they are indented; directly in a table or a list, where no code can stand, they are HTML.
    """
    html = {number: raw for number, raw in enumerate(raws) if raw is not None}
    opened: list[tuple[str, int]] = []
    count: Counter[str] = Counter()
    pairs = []
    for number, code in enumerate(indented):
        if code is not None and opened and opened[-1][0] in _WITHOUT_TEXT:
            html[number] = code
        for slash, name in _TAG.findall(without_comments(html.get(number, ""))):
            tag = name.lower()
            if slash and count[tag]:
                begun = _close(tag, opened, count)
                pairs.append((begun, number))
            elif not slash and tag in _HTML and tag not in VOID and tag not in _CLOSED_BY_OTHERS:
                opened.append((tag, number))
                count[tag] += 1
    return html, _merged(pairs)


def _close(tag: str, opened: list[tuple[str, int]], count: Counter[str]) -> int:
    """Take the innermost element of a name off those that are open, and what is open in it; where it was opened."""
    while True:
        name, number = opened.pop()
        count[name] -= 1
        if name == tag:
            return number


def _merged(pairs: list[tuple[int, int]]) -> list[range]:
    """Ranges of several blocks, those that overlap made one."""
    merged: list[range] = []
    for first, last in sorted(pair for pair in pairs if pair[0] < pair[1]):
        if merged and first < merged[-1].stop:
            merged[-1] = range(merged[-1].start, max(merged[-1].stop, last + 1))
        else:
            merged.append(range(first, last + 1))
    return merged


def is_language(tag: str) -> bool:
    """Whether a text is the tag of a language that exists: `de`, `en-GB`."""
    found = _LANGUAGE.match(tag)
    return found is not None and exists(found[1].lower())


def _fitting(_tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None where it says what no browser would understand."""
    if name == "lang":
        return value if is_language(value) else None
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.match(value) else None


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*PHRASES, *EMBEDS, *_BLOCKS, *_RENAMED, "source"},
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=_fitting,
    )


class _Builder(HTMLParser):
    """Makes a tree of clean HTML; `open` holds the elements around, each with its children so far."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str], list[Node]]] = [("", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self.open) > DEEPEST:
            raise TooDeep
        attributes = {name: value or "" for name, value in attrs}
        if tag in VOID:
            self.open[-1][2].append(Element(tag, attributes, ()))
        else:
            self.open.append((_RENAMED.get(tag, tag), attributes, []))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            name, attributes, children = self.open.pop()
            self.open[-1][2].append(Element(name, attributes, tuple(children)))

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)
