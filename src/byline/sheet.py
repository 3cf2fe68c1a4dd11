"""The sheet: what typesetting gathers while a text is set, and the body that it becomes.

A body is a function of the text alone. What only the other files can tell is left open: links into the portal stand
behind `address.ROOT`, and each picture has a slot, to be filled when the page is planned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.token import Token

from byline import address, markup
from byline.blocks import CLASSES
from byline.piece import Heading
from byline.problem import Place, Problem, problem
from byline.reference import ANCHOR, Inside, Outside, Refused, read_link, read_picture
from byline.unseen import CONTROL, without_unseen

EXCERPT = 200  # characters

SLOT = "\ufdd1{}\ufdd2"  # where a picture goes; noncharacters, like ROOT
SLOTS = re.compile("\ufdd1(\\d+)\ufdd2")


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words that typesetting adds, in the language of the text."""

    table: str
    code: str
    footnotes: str
    back: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link into the portal."""

    address: str
    anchor: str
    place: Place


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture in a text: its path under `content/` (None: it lies outside the portal), and what is said of it."""

    path: str | None
    named: str
    alt: str
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """A text that is ready to be set on a page."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    pictures: tuple[PictureUse, ...] = ()
    words: int = 0
    excerpt: str = ""


def plain(tokens: Sequence[Token] | None) -> str:
    """Inline tokens as plain text."""
    parts = []
    for token in tokens or ():
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type == "image":
            parts.append(plain(token.children))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)


class Sheet:
    """Gathers, during one run of the renderer, what the body will hold beside its HTML."""

    def __init__(self, text: str, path: str, first_line: int, base: str, labels: Labels) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.file = path.removeprefix("content/")
        self.page = address.of_file(self.file)
        self.first_line = first_line
        self.base = base
        self.labels = labels
        self.headings: list[Heading] = []
        self.anchors: dict[str, int] = {}
        self.levels: list[tuple[int, int]] = [(0, 1)]  # of the headings around: as marked, and as shown
        self.links: list[Link] = []
        self.pictures: list[PictureUse] = []
        self.problems: list[Problem] = []
        self.words = 0
        self.excerpt = ""
        self.span = (0, 0)  # the lines of the block that is being set

    def look_over(self, tokens: Sequence[Token]) -> None:
        """One walk before setting: words, excerpt, blocks that nobody knows or nobody closed, attributes refused."""
        for index, token in enumerate(tokens):
            if token.map:
                self.span = (token.map[0], token.map[1])
            if token.type == "inline":
                self.words += len(token.content.split())
                if (
                    not self.excerpt
                    and tokens[index - 1].type == "paragraph_open"
                    and token.level == 1
                    and not _raw(token)
                ):
                    self.excerpt = _shortened(plain(token.children))
                if token.content.startswith(":::") and (name := token.content.lstrip(":").split("\n")[0].strip()):
                    self.found(":::", "unknown-block", name=name)
                for child in token.children or ():
                    if child.meta or child.attrs:
                        self.attributes(child)
            elif token.type.startswith("container_") and token.nesting == 1:
                if token.map and not any(
                    _BLOCK_END.match(line) for line in self.lines[token.map[1] - 1 : token.map[1] + 1]
                ):
                    self.found(":::", "block-not-closed", name=token.info.strip())
                if token.type == "container_interview_open" and not tokens[index + 1].meta.get("question"):
                    self.found(":::", "question-expected")

    def attributes(self, token: Token) -> None:
        """Only the allow-listed attributes and classes stay."""
        for name in token.meta.get("insecure_attrs", ()):
            self.found(name, "attribute-refused", name=name)
        fitting = {
            "class": True,
            "lang": bool(_LANGUAGE.match(str(token.attrs.get("lang", "")))),
            "credit": token.type == "image",
        }
        for name in [name for name in token.attrs if not fitting.get(name, True)]:
            self.found(name, "attribute-refused", name=name)
            token.attrs = {key: value for key, value in token.attrs.items() if key != name}
        classes = str(token.attrs.get("class", "")).split()
        if classes:
            kept = [name for name in classes if name in CLASSES]
            for name in classes:
                if name not in CLASSES:
                    self.found(f".{name}", "attribute-refused", name=f".{name}")
            token.attrs = (
                {**token.attrs, "class": " ".join(kept)}
                if kept
                else {key: value for key, value in token.attrs.items() if key != "class"}
            )

    def place(self, text: str) -> Place:
        """Where `text` stands in the block that is being set; the block's beginning if it is not found as written."""
        start, end = self.span
        for number in range(start, min(end, len(self.lines))):
            if (column := self.lines[number].find(text)) >= 0:
                return Place(self.path, self.first_line + number, column + 1)
        return Place(self.path, self.first_line + start, 1)

    def found(self, text: str, rule: str, **facts: str | int) -> None:
        facts_as_text = {name: str(fact) for name, fact in facts.items()}
        self.problems.append(problem(self.place(text), rule, guess="", **facts_as_text))

    def heading(self, level: int, text: str) -> tuple[int, str]:
        """A heading's level on the page, and its anchor.

        The page's first level is the title, and none is skipped: what is one step below another in the text, however
        many marks it has, is one step below it on the page. The anchor comes from the heading's words, told apart by a
        number where the same words come again.
        """
        while self.levels[-1][0] >= level:
            self.levels.pop()
        shown = min(self.levels[-1][1] + 1, 6)
        self.levels.append((level, shown))
        wanted = ANCHOR + (address.slug(text) or "section")
        anchor, number = wanted, self.anchors.get(wanted, 0)
        while anchor in self.anchors:
            number += 1
            anchor = f"{wanted}-{number + 1}"
        self.anchors[wanted] = number
        self.anchors[anchor] = 0
        self.headings.append(Heading(anchor, shown, without_unseen(text)))
        return shown, anchor

    def link(self, href: str) -> str:
        """The opening tag of a link."""
        reference = read_link(href, self.file, self.page, self.base)
        if isinstance(reference, Inside):
            self.links.append(Link(reference.address, reference.anchor, self.place(href)))
            anchor = f"#{reference.anchor}" if reference.anchor else ""
            return f'<a href="{address.ROOT}{escapeHtml(reference.address + anchor)}">'
        if isinstance(reference, Outside):
            kind = ' class="external" rel="external noopener"' if reference.url.lower().startswith("http") else ""
            return f'<a href="{escapeHtml(reference.url)}"{kind}>'
        self.found(href, "link-refused", target=reference.reason)
        return '<a class="dead-link">'

    def unset_link(self, href: str) -> str:
        """The opening tag of a link as written, to be set after cleaning; one that cleaning would strip is told here."""
        if isinstance(read_link(href, self.file, self.page, self.base), Refused):
            return self.link(href)
        return f'<a href="{escapeHtml(href)}">'

    def picture(self, src: str, alt: str, classes: str) -> str:
        """The slot of a picture."""
        if not src:
            return ""
        place, alt = self.place(src), without_unseen(alt)
        if not alt and "decorative" not in classes:
            self.problems.append(problem(place, "missing-alt", picture=src))
        self.pictures.append(PictureUse(read_picture(src, self.file), src, alt, place))
        return SLOT.format(len(self.pictures) - 1)

    def raw(self, text: str, *, phrases: bool) -> str:
        """Raw HTML, cleaned; comments go without a word, since skeletons hold advice in them."""
        spoken = re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL)
        if text.count("<") > markup.MOST_TAGS:
            self.found("<", "nested-too-deep", limit=markup.MOST_TAGS)
            return ""
        spoken = _FORGED.sub("\ufffd", spoken)
        cleaned = markup.clean(spoken, phrases=phrases)
        if gone := markup.removed(spoken, cleaned):
            self.found("<", "cleaned-html", tags=gone)
        elif "<" in re.sub(r"</?(?:a|em|strong|del|br|code)\b[^>]*>|<sup class", "", spoken):
            self.found("<", "raw-html")
        return markup.with_links_and_pictures(
            _HEADING.sub(lambda found: self.raw_heading(int(found[1]), found[2]), cleaned),
            link=lambda attributes: self.link(attributes["href"]) if attributes.get("href") else "<a>",
            picture=lambda attributes: self.picture(attributes.get("src", ""), attributes.get("alt", ""), ""),
        )

    def raw_heading(self, level: int, inner: str) -> str:
        """A heading in cleaned HTML, with its level and anchor like any other."""
        shown, anchor = self.heading(level, unescapeAll(_TAGS.sub("", inner)))
        return f'<h{shown} id="{anchor}">{inner}</h{shown}>'

    def body(self, html: str) -> Body:
        """The body that the text became."""
        html = CONTROL.sub("", html)
        return Body(
            html=html,
            headings=tuple(self.headings),
            anchors=frozenset(self.anchors),
            links=tuple(self.links),
            pictures=tuple(self.pictures),
            words=self.words,
            excerpt=without_unseen(self.excerpt),
        )


# A character reference to what stands for slots; the parser of HTML would turn it into the character itself.
_FORGED = re.compile(r"&#(?:[xX]0*[fF][dD][dDeE][0-9a-fA-F]|0*6(?:49[7-9]\d|50[0-2]\d));?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_BLOCK_END = re.compile(r"[>\s]*:::+\s*\Z")
_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


def _raw(token: Token) -> bool:
    """Whether there is raw HTML in a paragraph, some of which may be taken out."""
    return any(child.type == "html_inline" for child in token.children or ())


def _shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:–-") + " …"
