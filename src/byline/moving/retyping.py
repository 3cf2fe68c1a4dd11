"""HTML retyped as Markdown, as far as Byline's stories need it.

It is cleaned first (`markup`), so that what arrives here is a sound tree. What Markdown has no word for loses its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from byline import markup
from byline.element import (
    EMBEDS,
    VOID,
    Element,
    Node,
    TooDeep,
    adopted,
    is_a,
    is_line,
    named,
    says,
    text,
    tree,
    unwrapped,
)
from byline.moving.tags import (
    code_in,
    fenced,
    in_brackets,
    is_in,
    leading,
    markdown_picture,
    outside_code,
    target,
    watched,
)

MOST_TAGS = 20_000  # in one text; nobody has written so many

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|~~|&(?=#?\w+;)")
_BEGINS = re.compile(r"^([ \t]*)(#{1,6}(?=\s|$)|[-+>](?=\s|$)|:{3,}|[:?](?= )|={2,}$|-{2,}$|\|)", re.MULTILINE)
_NUMBER = re.compile(r"^([ \t]*\d+)([.)])(?=\s)", re.MULTILINE)

_BLOCK = re.compile(
    r"(?:(?<=\n\n)|\A\n*) {0,3}</?(?:figure|blockquote|table|img|div|section|aside|center|p|h[1-6]|iframe|ul|ol|dl|hr|br)\b[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\(([^\s()]+)(?: \"([^\"]*)\")?\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]<>]+)\]\(([^\s()\"<>]+)\)")
_LINKED = re.compile(
    r"(?:(?<=\n\n)|\A)<a\b[^<>]*+>\s*+<img\b[^<>]*+>\s*+</a>[ \t]*+(?=\n[ \t]*+\n|\n?\Z)", re.IGNORECASE
)
_WIDGET = re.compile(
    r"<script\b[^<>]{0,300}?\bsrc=[\"']?(?:https?:)?//(?:platform\.twitter\.com|www\.instagram\.com|connect\.facebook\.net)/[^<>]{0,300}>\s*</script>",
    re.IGNORECASE,
)
"""What makes a quoted message of another network look like that network's own."""
_SPAN = re.compile(r"</?(?:span|font)\b[^<>]*>", re.IGNORECASE)
_LONE = re.compile(r"\s*</?(?:div|section|aside|center)\b[^<>]*>\s*", re.IGNORECASE)
_SPANNING = re.compile(r"(?:col|row)span|<(?:script|style|svg|form|details)\b", re.IGNORECASE)
_LISTING = re.compile(r"<pre\b[^<>]*+>(?:\s*+<code\b[^<>]*+>)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"\b(?:class=[^<>=]*?\b(?:lang(?:uage)?-|brush: ?)|lang=[\"']?)([\w+#-]+)", re.IGNORECASE)
_IN = "language-"
_UNCLOSED = frozenset({"p", "li", "tr", "td", "th"})


def retyped(html: str, *, breaks: bool = False) -> str:
    """HTML as Markdown. With `breaks`, an empty line ends a paragraph and another line end is one, as in WordPress."""
    if html.count("<") > MOST_TAGS:
        return re.sub(r"<[^<>]*>", "", html)
    try:
        nodes = tree(markup.safe(_LISTING.sub(_with_language, html)))
    except TooDeep:
        return re.sub(r"<[^<>]*>", "", html)
    return "\n\n".join(_Typist(breaks=breaks).blocks(nodes))


def _with_language(found: re.Match[str]) -> str:
    """The beginning of a listing with its language where the cleaner lets it pass, and never an id of its own."""
    said = _LANGUAGE.search(found[0])
    return f'<pre id="{_IN}{said[1].lower()}">' if said else "<pre>"


def retyped_blocks(text: str) -> str:
    """Markdown in which those blocks of HTML are retyped that stand between empty lines and are whole.

    Others may hold Markdown: they stay as they are, but for a `div` of which only the beginning or end stands there.
    What only looks of words goes.
    """
    text = outside_code(_SPAN, lambda _: "", outside_code(_WIDGET, lambda _: "", text))
    text = outside_code(_LINKED, lambda found: retyped(found[0]), text)
    code = code_in(text)

    def put(found: re.Match[str]) -> str:
        block = found[0]
        if is_in(code, found.start()) or _SPANNING.search(block):
            return block
        if _LONE.fullmatch(block):
            return ""
        opened, closed = (re.findall(form, block.lower()) for form in (r"<([a-z][a-z0-9]*)\b", r"</([a-z][a-z0-9]*)"))
        whole = sorted(one for one in opened if one not in VOID and one not in _UNCLOSED) == sorted(
            one for one in closed if one not in _UNCLOSED
        )
        return retyped(_LINK.sub(r'<a href="\2">\1</a>', _PICTURE.sub(_as_html, block))) if whole else block

    return _BLOCK.sub(put, text)


def _as_html(found: re.Match[str]) -> str:
    """A picture in Markdown that a template tag has left in HTML, as HTML."""
    alt = re.sub(r"\\(.)", r"\1", found[1]).replace('"', "&quot;")
    return f'<img src="{found[2]}" alt="{alt}" title="{found[3] or ""}">'


class _Typist:
    def __init__(self, *, breaks: bool) -> None:
        self.breaks = breaks

    def blocks(self, nodes: Iterable[Node]) -> list[str]:
        """The blocks of a run of nodes; words between blocks are paragraphs."""
        made: list[str] = []
        for in_line, group in groupby(adopted(nodes), is_line):
            if in_line:
                made += self.paragraphs(list(group))
            else:
                for node in group:
                    made += self.block(node) if isinstance(node, Element) else []
        return [one for one in made if one.strip()]

    def paragraphs(self, nodes: Sequence[Node]) -> list[str]:
        said = self.line(nodes).strip()
        parts = re.split(r"(?:\\\n|\s*\n){2,}", said)
        return [_begun(re.sub(r"^(?:\\\n)+|(?<!\\)(?:\\\n|\\)++$", "", one).strip(" \n")) for one in parts]

    def block(self, node: Element) -> list[str]:
        name = node.name
        if name in EMBEDS:
            return [self.embedded(node)]
        if name == "hr":
            return ["* * *"]
        if name == "pre":
            return [fenced(text(node.children), node.attributes.get("id", "").removeprefix(_IN))]
        if name in {"ul", "ol"} and not text(node.children).strip() and any(_inside(node, "img")):
            return [made for item in named(node.children, "li") for made in self.blocks(item.children)]
        if name in {"ul", "ol"}:
            return [self.items(node)]
        if name == "table":
            return self.table(node)
        if name == "figure":
            return self.figure(node)
        if name == "blockquote":
            inside = "\n\n".join(self.blocks(node.children))
            return [re.sub(r"^", "> ", inside, flags=re.MULTILINE).replace("> \n", ">\n")] if inside else []
        if name == "dl":
            return [self.terms(node)]
        if heading := re.fullmatch(r"h([1-6])", name):
            said = " ".join(self.line(node.children).replace("\\\n", " ").split())
            return [f"{'#' * max(2, int(heading[1]))} {said}"] if said else []
        if name == "summary":
            return [f"**{said}**"] if (said := self.line(node.children).strip()) else []
        return self.blocks(node.children)

    def items(self, node: Element) -> str:
        made = []
        for number, item in enumerate(named(node.children, "li"), int(node.attributes.get("start") or 1)):
            mark = f"{number}. " if node.name == "ol" else "- "
            inside = "\n\n".join(self.blocks(item.children))
            inside = re.sub(r"\n\n(?=[ ]*(?:- |\d+\. ))", "\n", inside)
            made.append(mark + inside.replace("\n", "\n" + " " * len(mark)))
        return re.sub(r"^[ ]+$", "", "\n".join(made), flags=re.MULTILINE)

    def terms(self, node: Element) -> str:
        made = ""
        for one in named(node.children, "dt", "dd"):
            said = "\n\n".join(self.blocks(one.children))
            made += f"\n{said}\n" if one.name == "dt" else ": " + said.replace("\n", "\n  ") + "\n"
        return made.strip()

    def table(self, node: Element) -> list[str]:
        rows = [row for row in _inside(node, "tr") if row.children]
        cells = [[self.cell(cell) for cell in named(row.children, "td", "th")] for row in rows]
        width = max((len(row) for row in cells), default=0)
        caption = [said for one in named(node.children, "caption") if (said := self.line(one.children).strip())]
        if not width:
            return caption
        lines = [f"| {' | '.join([*row, *([''] * (width - len(row)))])} |" for row in cells]
        return [*caption, "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])]

    def cell(self, node: Element) -> str:
        return " ".join(" ".join(self.blocks(node.children)).replace("\\\n", " ").split()).replace("|", "\\|")

    def figure(self, node: Element) -> list[str]:
        captions = [said for one in named(node.children, "figcaption") if (said := text(one.children).strip())]
        rest = [one for one in node.children if not is_a(one, "figcaption") and says(one)]
        pictures = list(_inside(node, "img"))
        if len(pictures) == 1 and not text(rest).strip():
            caption = captions[0] if captions else ""
            href = next((one.attributes.get("href", "") for one in _inside(node, "a") if any(_inside(one, "img"))), "")
            return [leading(shown, caption, href)] if (shown := _picture(pictures[0], caption)) else []
        return [*self.blocks(rest), *captions]

    def embedded(self, node: Element) -> str:
        src = node.attributes.get("src") or node.attributes.get("data", "")
        src = src or next((one.attributes.get("src", "") for one in named(node.children, "source")), "")
        src = f"https:{src}" if src.startswith("//") else src
        said = node.attributes.get("title") or src.partition("://")[2].partition("/")[0] or src
        return f"[{in_brackets(said)}]({watched(src)})" if src else ""

    def line(self, nodes: Iterable[Node]) -> str:
        return "".join(self.words(node) for node in nodes)

    def words(self, node: Node) -> str:
        if isinstance(node, str):
            return self.typed(node)
        name = node.name
        if name == "br":
            return "\\\n"
        if name == "img":
            return _picture(node, node.attributes.get("title", ""))
        if name in EMBEDS:
            return self.embedded(node)
        if name in {"code", "kbd", "samp"}:
            return _code(text(node.children))
        inside = self.line(unwrapped(node.children, name))
        if name == "a":
            return _linked(inside, node.attributes.get("href", ""))
        mark = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "del": "~~", "s": "~~"}.get(name)
        if name in {"sub", "sup"}:
            return f"<{name}>{inside}</{name}>"
        return _marked(inside, mark) if mark else f'"{inside}"' if name == "q" else inside

    def typed(self, words: str) -> str:
        """Text in which nothing means anything."""
        made = _SPECIAL.sub(lambda found: f"\\{found[0]}" if found[0] != "~~" else "\\~~", words.replace("\xa0", " "))
        if not self.breaks:
            return re.sub(r"\s+", " ", made)
        made = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", made))
        return re.sub(r"(?<!\n)\n(?!\n)", "\\\\\n", made) if made.strip() else made


def _inside(node: Element, name: str) -> Iterable[Element]:
    """All elements of a name in an element, however deep."""
    for one in node.children:
        if isinstance(one, Element):
            if one.name == name:
                yield one
            yield from _inside(one, name)


def _picture(node: Element, caption: str) -> str:
    src = node.attributes.get("src", "")
    return markdown_picture(src, node.attributes.get("alt", ""), caption) if src else ""


def _linked(inside: str, href: str) -> str:
    if not href or not inside.strip():
        return inside
    if inside.strip() == href and re.fullmatch(r"https?://[^\s<>\\]+", href):
        return f"<{href}>"
    before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    return f"{before}[{inside.strip()}]({target(href)}){after}"


def _marked(inside: str, mark: str) -> str:
    """Words between marks, which may not stand beside a space."""
    bare = inside.strip().removesuffix("\\").strip()
    if not bare or "\n\n" in bare:
        return inside
    start = inside.index(bare)
    return f"{inside[:start]}{mark}{bare}{mark}{inside[start + len(bare) :]}"


def _code(words: str) -> str:
    if not words.strip():
        return words
    longest = max((len(one) for one in re.findall(r"`+", words)), default=0)
    fence, pad = "`" * (longest + 1), " " if "`" in words else ""
    return f"{fence}{pad}{' '.join(words.split())}{pad}{fence}"


def _begun(paragraph: str) -> str:
    """A paragraph of which no line begins like a heading, a list or another block."""
    return _NUMBER.sub(r"\1\\\2", _BEGINS.sub(r"\1\\\2", paragraph))
