"""Raw HTML in a manuscript: cleaned to an allow-list, and looked over for what its author should know.

The cleaner is nh3 (ammonia, on the browser's own parsing rules); what it lets through is well-formed, so that the
standard library's parser can make a tree of it (`element`), which `nesting` sets anew. nh3 cannot be interrupted, so
size is bounded first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape

import nh3
from babel.localedata import exists

from byline.element import BLOCKS, EMBEDS, PHRASES, RENAMED, VOID

MOST_TAGS = 5_000  # opening ones in one piece of raw HTML; nested as deeply as that, nh3 takes a tenth of a second
GROWTH = 4  # times as long as it was written, a piece may be when it has been cleaned
MOST_REOPENED = 30  # words' elements that nothing closes: browsers open them again in each block


_DROPPED_WITH_CONTENT = {
    "script", "style", "template", "noscript", "svg", "math", "select", "textarea", "canvas", "title", "datalist",
}  # fmt: skip
_SWALLOWING = _DROPPED_WITH_CONTENT | EMBEDS - {"embed"}
"""Elements of whose contents readers see nothing."""
_UNWRAPPED = frozenset(
    "basefont bdi bdo big blink body colgroup data font form frameset head html label marquee meter multicol nobr"
    " noembed noframes output picture progress rb rp rt rtc ruby slot".split()
)
"""Elements that go without a word, since all that matters is inside them."""

_CLOSED_BY_OTHERS = frozenset("p li dt dd td th tr thead tbody tfoot option colgroup".split())
"""Elements that end where the next one begins, so that they need no end of their own."""

_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""Elements that browsers open again in the next block when nothing has closed them."""

_OTHERS = frozenset(
    "area base button col dialog frame input link map meta optgroup option param source track wbr".split()
)

_ATTRIBUTES = {
    "*": {"lang", "id"}, "a": {"href", "title", "name"}, "abbr": {"title"}, "acronym": {"title"}, "img": {"src", "alt", "title"},
    "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "i-frame": {"src", "title"}, "span": {"class"},
    "video": {"src"}, "audio": {"src"}, "source": {"src"}, "embed": {"src"}, "object": {"data"},
}  # fmt: skip
_VALUES = {
    "start": re.compile(r"\d{1,6}\Z"),
    "colspan": re.compile(r"[2-9]\Z|[1-9]\d\Z"),
    "rowspan": re.compile(r"[2-9]\Z|[1-9]\d\Z"),
    "class": re.compile(r"(?:wide|small|decorative)\Z"),  # what Markdown's attributes may say
    "scope": re.compile(r"(?:row|col)(?:group)?\Z"),
}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4}){0,2}\Z")
# A character reference to what stands for pieces and slots; the parser of HTML would make the character itself of it.
_FORGED = re.compile(
    r"&#(?:[xX]0*[fF][dD][dDeE][0-9a-fA-F](?![0-9a-fA-F])|0*(?:649(?:7[6-9]|[89]\d)|6500[0-7])(?!\d));?"
)
_RAW_TEXT = {"iframe": "i-frame", "xmp": "pre", "noembed": "div", "noframes": "div", "plaintext": "pre"}
"""Elements whose contents browsers take for text, tags and all, with other names. None of them may reach the cleaner:
it would write such a text as it is.
"""
_HTML = PHRASES | EMBEDS | BLOCKS | RENAMED.keys() | _RAW_TEXT.keys() | _DROPPED_WITH_CONTENT | _UNWRAPPED | _OTHERS
_RAW_TEXT_TAG = re.compile(rf"<(/?)({'|'.join(_RAW_TEXT)})\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)")
_HREF = re.compile(r"\shref\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)
_OPENING = re.compile(r"<[a-zA-Z][^<>]*>")
_HANDLER = re.compile(r"\s(on[a-zA-Z]+)\s*=")
_DRAWN = re.compile(r"(</?(?:svg|math)\b[^>]*>)", re.IGNORECASE)


def safe(raw: str) -> str:
    """Clean HTML with its placeholders as text, and without comments and forged stand-ins."""
    return clean(with_placeholders(_renamed(_FORGED.sub("\ufffd", without_comments(raw)))))


def _renamed(raw: str) -> str:
    """The HTML without elements of raw text."""
    return _RAW_TEXT_TAG.sub(lambda found: f"<{found[1]}{_RAW_TEXT[found[2].lower()]}", raw)


def clean(raw: str) -> str:
    """Well-formed HTML that holds nothing but what is allowed."""
    return _cleaner().clean(raw)


def grew(raw: str, cleaned: str) -> bool:
    """Whether cleaning made a piece of raw HTML several times as long, since elements were opened again and again."""
    return len(cleaned) > 5_000 + GROWTH * len(raw)


def without_comments(raw: str) -> str:
    """The HTML without its comments; they go without a word, since skeletons hold advice in them."""
    return _COMMENT.sub("", raw)


def placeholders(raw: str) -> Iterator[str]:
    """What looks like a tag and is none, such as `<NAME>`: people write such words where something is to be filled in."""
    for outside, part in _parts(raw):
        yield from (name for _, name in _TAG.findall(part) if outside and _is_placeholder(name, raw))


def with_placeholders(raw: str) -> str:
    """The HTML with its placeholders as text."""

    def as_text(found: re.Match[str]) -> str:
        return f"&lt;{found[1]}{found[2]}" if _is_placeholder(found[2], raw) else found[0]

    return "".join(_TAG.sub(as_text, part) if outside else part for outside, part in _parts(raw))


def _is_placeholder(name: str, raw: str) -> bool:
    """Office programs have elements with a colon in their names, components some with a hyphen, which are closed."""
    if name.lower() in _HTML:
        return False
    if {"@", "."} & set(name) or name.lower() in {"http:", "https:"}:
        return True
    return ":" not in name and ("-" not in name or f"</{name}" not in raw)


def _parts(raw: str) -> Iterator[tuple[bool, str]]:
    """A piece of raw HTML in parts, outside and inside of drawings and formulas, whose elements are not HTML's."""
    depth = 0
    for part in _DRAWN.split(raw):
        if _DRAWN.fullmatch(part):
            depth = max(0, depth + (-1 if part.startswith("</") else 1))
        yield depth == 0, part


def hiding(raw: str) -> int:
    """How many more elements that are taken out with what is in them begin in a piece of raw HTML than end."""
    names = [(slash, name.lower()) for slash, name in _TAG.findall(without_comments(raw))]
    return sum(-1 if slash else 1 for slash, name in names if name in _DROPPED_WITH_CONTENT)


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


def too_many(raw: str) -> bool:
    """Whether there are more opening tags in a piece of raw HTML than may be, or more of those that browsers reopen in
    each block until they are closed, which takes quadratic time.
    """
    if raw.count("<") <= MOST_REOPENED:
        return False
    names = [(slash, name.lower()) for slash, name in _TAG.findall(raw)]
    reopened = sum(-1 if slash else 1 for slash, name in names if name in _FORMATTING)
    return reopened > MOST_REOPENED or sum(not slash for slash, _ in names) > MOST_TAGS


def not_closed(raw: str) -> str:
    """What begins in a piece of raw HTML, takes out what is in it, and does not end; or nothing."""
    if "<!--" in _COMMENT.sub(lambda found: "" if found[0].endswith("-->") else found[0], raw):
        return "<!--"
    opened = [name.lower() for slash, name in _TAG.findall(without_comments(raw)) if not slash]
    closed = [name.lower() for slash, name in _TAG.findall(without_comments(raw)) if slash]
    for name in dict.fromkeys(opened):
        if name in _SWALLOWING and opened.count(name) > closed.count(name):
            return f"<{name}>"
    return ""


def together(raws: Sequence[str | None], indented: Sequence[str | None]) -> tuple[dict[int, str], list[range]]:
    """Which blocks are raw HTML, by number, and which of them belong together: what one opens, a later one closes.

    `raws` are the blocks of raw HTML (None: another block). `indented` are those that Markdown takes for code, since
    they are indented; inside an element they are HTML if they begin with a tag.
    """
    html = {number: raw for number, raw in enumerate(raws) if raw is not None}
    opened: list[tuple[str, int]] = []
    count: Counter[str] = Counter()
    pairs = []
    for number, code in enumerate(indented):
        if code is not None and opened and _begins_with_tag(code):
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


def _begins_with_tag(code: str) -> bool:
    found = _TAG.match(code.lstrip())
    return found is not None and found[2].lower() in _HTML


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
    language, *more = tag.split("-")
    parts = [language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in more)]
    return _LANGUAGE.match(tag) is not None and exists("_".join(parts))


def _fitting(_tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None where it says what no browser would understand."""
    if name == "lang":
        return value if is_language(value) else None
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.match(value) else None


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*PHRASES, *EMBEDS, *BLOCKS, *RENAMED, "source"} - _RAW_TEXT.keys(),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=_fitting,
    )
