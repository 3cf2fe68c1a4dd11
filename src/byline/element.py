"""Elements: the tree of clean HTML, and what its elements are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import groupby

import msgspec

DEEPEST = 60  # levels of elements in one piece

PHRASES = frozenset(
    "a abbr b br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup u var".split()
)
"""What may stand in a line of text."""

EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
"""What shows another place's content; it becomes a link there."""

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements that never have an end."""

BLOCKS = frozenset(
    "blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td"
    " tfoot th thead tr ul".split()
)
RENAMED = {
    "strike": "s", "tt": "code", "time": "span", "i-frame": "iframe", "acronym": "abbr", "dir": "ul", "menu": "ul", "listing": "pre",
    **dict.fromkeys(("address", "article", "aside", "center", "fieldset", "footer", "header", "hgroup", "legend", "main",
                     "nav", "search", "section"), "div"),
}  # fmt: skip
"""Elements that have a plainer name, or of which only their being a block matters."""

_WITHOUT_WORDS = frozenset("ul ol dl table thead tbody tfoot tr details figure blockquote div".split())
"""Blocks that hold other blocks, in which the words are."""

_PARENTS = {"li": "ul", "dt": "dl", "dd": "dl"}
"""Elements that mean something only inside another, with the one that is put around them."""


class Element(msgspec.Struct, frozen=True):
    """An element with what is in it."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...]


Node = Element | str


class TooDeep(Exception):
    """More than `DEEPEST` levels of elements."""


def tree(cleaned: str) -> tuple[Node, ...]:
    """The tree of clean HTML. Raises TooDeep."""
    builder = _Builder()
    builder.feed(cleaned)
    builder.close()
    return tuple(builder.open[0][2])


def text(nodes: Iterable[Node]) -> str:
    """What readers see of a tree, as plain text."""
    return "".join(node if isinstance(node, str) else f" {text(node.children)} " if node.name in BLOCKS or node.name == "br"
                   else text(node.children) for node in nodes)  # fmt: skip


def adopted(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes, with items and terms that stand alone put into a list together."""
    for parent, group in groupby(nodes, lambda node: _PARENTS.get(node.name, "") if isinstance(node, Element) else ""):
        if parent:
            yield Element(parent, {}, tuple(group))
        else:
            for node in group:
                if isinstance(node, Element) and node.name in PHRASES and not is_line(node):
                    yield from adopted(_pushed_down(node))
                else:
                    yield node


def _pushed_down(phrase: Element) -> Iterator[Node]:
    """What stands in an element for words around blocks: the blocks, each with that element around its own words."""
    for in_line, group in groupby(filter(says, adopted(phrase.children)), is_line):
        if in_line:
            yield Element(phrase.name, phrase.attributes, tuple(group))
        else:
            yield from (_around_words(phrase, block) for block in group)


def _around_words(phrase: Element, node: Node) -> Node:
    """A block with an element for words around its words: around those of each item, cell and paragraph."""
    if isinstance(node, Element) and node.name in _WITHOUT_WORDS:
        inner = tuple(_around_words(phrase, child) for child in node.children)
    elif isinstance(node, Element) and node.name in BLOCKS:
        inner = (Element(phrase.name, phrase.attributes, node.children),) if node.children else ()
    else:
        return Element(phrase.name, phrase.attributes, (node,)) if says(node) else node
    return Element(node.name, node.attributes, inner)


def is_line(node: Node) -> bool:
    """Whether a node stands in a line of text."""
    if isinstance(node, str):
        return True
    if node.name in EMBEDS or node.name in VOID:
        return node.name != "hr"
    return node.name in PHRASES and all(map(is_line, node.children))


def is_a(node: Node, name: str) -> bool:
    return isinstance(node, Element) and node.name == name


def named(nodes: Iterable[Node], *names: str) -> list[Element]:
    return [node for node in nodes if isinstance(node, Element) and node.name in names]


def unwrapped(nodes: Iterable[Node], name: str) -> Iterator[Node]:
    """The nodes, with the contents of those of a name in their place."""
    for node in nodes:
        if isinstance(node, Element) and node.name == name:
            yield from node.children
        else:
            yield node


def says(node: Node) -> bool:
    """Whether there is anything to see of a node: more than space between elements."""
    return isinstance(node, Element) or bool(node.strip())


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
            self.open.append((tag, attributes, []))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open[-1][0]:
            name, attributes, children = self.open.pop()
            self.open[-1][2].append(Element(RENAMED.get(name, name), attributes, tuple(children)))

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)
