"""Nesting: the tree of raw HTML set anew, so that each element stands where HTML lets it stand.

What people paste from elsewhere is seldom valid: text in lists, headings in links, tables without rows. Here every
element is written by what it means, and where it cannot stand its contents do. No text is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from itertools import groupby

from markdown_it.common.normalize_url import normalizeLink

from byline.body import SLOTS
from byline.element import EMBEDS, PHRASES, Element, Node, adopted, is_a, is_line, named, says, unwrapped
from byline.sheet import Sheet

PIECE = "\ufdd3{}\ufdd4"  # stands in raw HTML for what Markdown made; noncharacters, like ROOT
_PIECE = re.compile("\ufdd3(\\d+)\ufdd4")

_TAGS = re.compile("<[^>]*>")
_BLOCK_TAGS = re.compile(
    r"</?(?:p|h[1-6]|div|section|blockquote|ul|ol|li|dl|dt|dd|figure|figcaption|details|summary|pre|hr|table|caption"
    r"|thead|tbody|tfoot|tr|th|td)\b[^>]*>"
)
_ANCHORS = re.compile(r'<span id="[^"]*"></span>')
_LINKS = re.compile(r"</?a\b[^>]*>")
_LIST_OF_TERMS = re.compile(r"(?:(?:dt )+(?:dd )+)+\Z")


def block_piece(number: int) -> str:
    """The stand-in, among blocks of raw HTML, for a block that Markdown made."""
    return f"<div>{PIECE.format(number)}</div>"


class Nesting:
    """Writes trees onto a sheet; `piece` sets what a stand-in stands for."""

    def __init__(self, sheet: Sheet, piece: Callable[[int], str]) -> None:
        self.sheet = sheet
        self.piece = piece

    def flow(self, nodes: Iterable[Node], *, bare: bool = False) -> str:
        """Blocks; words among them become paragraphs, or stay as they are where `bare`."""
        out = []
        for in_line, group in groupby(adopted(nodes), is_line):
            if not in_line:
                out += [self.block(node) for node in group if isinstance(node, Element)]
            elif bare:
                out.append(self.phrases(group))
            else:
                out.append(self.paragraph(group))
        return "".join(out)

    def paragraph(self, nodes: Iterable[Node], attributes: str = "") -> str:
        return framed(self.phrases(nodes), attributes)

    def block(self, element: Element) -> str:
        """One block."""
        name, children = element.name, element.children
        if (
            name == "div"
            and len(children) == 1
            and isinstance(children[0], str)
            and (stands := _PIECE.fullmatch(children[0]))
        ):
            return self.piece(int(stands[1]))
        if name == "hr":
            return "<hr>\n"
        if re.fullmatch("h[1-6]", name):
            return self.heading(element)
        if name in {"p", "figcaption", "caption", "summary"}:
            return self.paragraph(children, self.attributes(element))
        if name in {"ul", "ol"}:
            return self.items(element)
        if name == "dl":
            return self.terms(element)
        if name == "table":
            return self.table(element)
        if name == "figure":
            return self.with_caption(element)
        if name == "details":
            return self.with_summary(element)
        if name == "pre":
            inner = self.phrases(children, breaks="\n")
            label = escape(self.sheet.labels.code)
            attributes = self.attributes(element)
            return (
                f'<pre role="group" aria-label="{label}" tabindex="0"{attributes}>{inner}</pre>\n'
                if inner.strip()
                else ""
            )
        if name == "blockquote":
            inner = self.flow(children)
            return f"<blockquote{self.attributes(element)}>\n{inner}</blockquote>\n" if inner else ""
        inner, attributes = self.flow(children), self.attributes(element)
        return f"<div{attributes}>\n{inner}</div>\n" if attributes and inner else inner

    def heading(self, element: Element) -> str:
        inner = self.phrases(element.children, breaks=" ").strip()
        if not _shows(SLOTS.sub("", inner)):
            return framed(inner)
        said = unescape(_TAGS.sub("", inner))
        level, anchor = self.sheet.heading(int(element.name[1]), said, element.attributes.get("id", ""))
        lang = f' lang="{element.attributes["lang"]}"' if element.attributes.get("lang") else ""
        return f'<h{level} id="{anchor}"{lang}>{inner}</h{level}>\n'

    def items(self, element: Element) -> str:
        """A list. What stands in it beside its items becomes one, a list the end of the item before."""
        items: list[tuple[str, list[Node]]] = []
        for child in element.children:
            if isinstance(child, Element) and child.name == "li":
                items.append((self.attributes(child), list(child.children)))
            elif isinstance(child, Element) and child.name in {"ul", "ol"} and items:
                items[-1][1].append(child)
            elif says(child):
                items.append(("", [child]))
        inner = "".join(
            f"<li{attributes}>{text}</li>\n"
            for attributes, item in items
            if (text := self.flow(item, bare=True).strip())
        )
        return f"<{element.name}{self.attributes(element, 'start')}>\n{inner}</{element.name}>\n" if inner else ""

    def terms(self, element: Element) -> str:
        """A list of definitions; one in which a term or a definition is missing becomes paragraphs."""
        parts = [child for child in unwrapped(element.children, "div") if says(child)]
        names = "".join(f"{part.name} " if isinstance(part, Element) else "- " for part in parts)
        if not _LIST_OF_TERMS.match(names):
            return "".join(self.flow(part.children if isinstance(part, Element) else [part]) for part in parts)
        inner = "".join(
            f"<dt>{self.phrases(part.children)}</dt>\n"
            if part.name == "dt"
            else f"<dd>{self.flow(part.children, bare=True)}</dd>\n"
            for part in parts
            if isinstance(part, Element)
        )
        return f"<dl>\n{inner}</dl>\n"

    def table(self, element: Element) -> str:
        """A table in a box that scrolls, like Markdown's; its head first, its foot last, without empty rows."""
        caption = "".join(
            f"<caption>{text}</caption>\n"
            for child in named(element.children, "caption")[:1]
            if (text := self.phrases(child.children).strip())
        )
        parts = []
        for part in ("thead", "tbody", "tfoot"):
            rows = [row for group in named(element.children, part) for row in named(group.children, "tr")]
            inner = "".join(f"<tr>\n{cells}</tr>\n" for row in rows if (cells := self.cells(row)))
            parts.append(f"<{part}>\n{inner}</{part}>\n" if inner else "")
        more = self.flow(named(element.children, "caption")[1:])
        if not any(parts):
            return caption and self.flow(named(element.children, "caption")[:1]) + more
        return self.sheet.table() + caption + "".join(parts) + "</table></div>\n" + more

    def cells(self, row: Element) -> str:
        made = []
        for cell in named(row.children, "th", "td"):
            if cell.name == "th" and (said := self.phrases(cell.children).strip()):
                attributes = self.attributes(cell, "colspan", "rowspan", "scope")
                scope = (
                    ""
                    if "scope" in cell.attributes
                    else ' scope="row"'
                    if named(row.children, "td")
                    else ' scope="col"'
                )
                made.append(f"<th{attributes}{scope}>{said}</th>\n")
            else:  # also a heading that says nothing, since it heads nothing
                inner = self.flow(cell.children, bare=True).strip()
                made.append(f"<td{self.attributes(cell, 'colspan', 'rowspan')}>{inner}</td>\n")
        return "".join(made)

    def with_caption(self, element: Element) -> str:
        inner = self.flow((child for child in element.children if not is_a(child, "figcaption")), bare=True).strip()
        captions = (self.phrases(caption.children).strip() for caption in named(element.children, "figcaption"))
        said = "<br>".join(filter(None, captions))
        if not inner:
            return f"<p>{said}</p>\n" if said else ""
        caption = f"<figcaption>{said}</figcaption>" if said else ""
        return f"<figure{self.attributes(element)}>{inner}{caption}</figure>\n"

    def with_summary(self, element: Element) -> str:
        """What opens at a click; without a summary there is nothing to click, and it stands open."""
        first = next((number for number, child in enumerate(element.children) if is_a(child, "summary")), -1)
        summary = element.children[first : first + 1] if first >= 0 else ()
        said = self.phrases(child for one in summary if isinstance(one, Element) for child in one.children).strip()
        inner = self.flow(child for number, child in enumerate(element.children) if number != first)
        opening = f"<details{self.attributes(element)}>\n<summary>{said}</summary>\n"
        return f"{opening}{inner}</details>\n" if said else inner

    def phrases(self, nodes: Iterable[Node], breaks: str = "<br>") -> str:
        """Words in a line; where a block cannot stand among them, its contents do, set apart by `breaks`."""
        lines: list[str] = [""]
        for node in nodes:
            if isinstance(node, str):
                lines[-1] += _PIECE.sub(lambda found: self.words(int(found[1])), escape(node, quote=False))
            elif node.name in PHRASES or node.name in EMBEDS:
                lines[-1] += self.phrase(node, breaks)
            else:
                lines += [self.phrases(node.children, breaks), ""]
        return breaks.join(line for line in lines if line.strip()) if len(lines) > 1 else lines[0]

    def words(self, number: int) -> str:
        """What a stand-in in a line stands for; of a block, its words."""
        return _BLOCK_TAGS.sub(" ", self.piece(number)).strip()

    def phrase(self, element: Element, breaks: str) -> str:
        name, attributes = element.name, element.attributes
        if name == "br":
            return "<br>" if breaks == "<br>" else breaks
        if name == "img" and not attributes.get("src"):  # an address that nothing may be loaded from
            return escape(attributes.get("alt", ""), quote=False)
        if name == "img":
            alt = attributes.get("alt")
            return self.sheet.picture(attributes.get("src", ""), alt or "", "decorative" if alt == "" else "")
        if name in EMBEDS:
            return self.embed(element)
        inner = self.phrases(element.children, breaks)
        anchor = self.attributes(element)
        if name == "a" and attributes.get("href"):
            href = normalizeLink(attributes["href"])
            inner = _LINKS.sub("", inner)  # no link stands in another
            if not _shows(inner):
                return f"<span{anchor}></span>" if anchor else ""
            return self.sheet.link(href, attributes.get("title", ""))[:-1] + anchor + ">" + inner + "</a>"
        title = f' title="{escape(attributes["title"])}"' if name == "abbr" and attributes.get("title") else ""
        if name == "span" and attributes.get("class"):
            anchor += f' class="{attributes["class"]}"'
        if name in {"a", "span"}:
            return f"<span{anchor}>{inner}</span>" if anchor else inner
        return f"<{name}{title}{anchor}>{inner}</{name}>" if inner or anchor else ""

    def embed(self, element: Element) -> str:
        """What would show another place's content, as a link to that place."""
        sources = (element.attributes, *(child.attributes for child in named(element.children, "source")))
        url = next((found for one in sources for key in ("src", "data") if (found := one.get(key))), "")
        if not url:
            return ""
        url = f"https:{url}" if url.startswith("//") else url
        if "://" in url:
            self.sheet.found(f"<{element.name}", "embed-linked", tag=element.name, url=url)
        return self.sheet.link(url) + escape(element.attributes.get("title") or url.partition("://")[2] or url) + "</a>"

    def attributes(self, element: Element, *names: str) -> str:
        """The attributes that stay: language, anchor, and those named."""
        given = element.attributes
        anchor = self.sheet.anchor(given.get("id") or given.get("name", ""))
        kept = {"id": anchor, "lang": given.get("lang", ""), **{name: given.get(name, "") for name in names}}
        return "".join(f' {name}="{escape(value)}"' for name, value in kept.items() if value)


def framed(line: str, attributes: str = "") -> str:
    """A line as a paragraph; a picture alone as a figure; nothing as nothing."""
    inner = line.strip()
    if not _shows(inner):
        return "".join(_ANCHORS.findall(inner))
    tag = "figure" if SLOTS.fullmatch(inner) else "p"
    return f"<{tag}{attributes}>{inner}</{tag}>\n"


def _shows(html: str) -> bool:
    """Whether there is anything to see of a line: a word or a picture."""
    return bool(_TAGS.sub("", html).strip())
