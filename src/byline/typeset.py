"""Typesetting: the text of a manuscript becomes a body, safe HTML with what other rooms need to know of it.

A body is a function of the text alone. What only the other files can tell is left open: links into the portal stand
behind `address.ROOT`, and each picture has a slot, to be filled when the page is planned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from byline import address, markup
from byline.blocks import CLASSES, DEEPEST, parser
from byline.problem import Place, Problem, problem
from byline.reference import ANCHOR, Inside, Outside, Refused, read_link, read_picture

LONGEST_PARAGRAPH = 20_000  # characters; a parser of inline text takes time for each, and readers take more
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
class Heading:
    """A heading, for the table of contents: its anchor, its level (2 to 6) and its plain text."""

    anchor: str
    level: int
    text: str


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
    wide: bool
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


def typeset(text: str, *, path: str, first_line: int, base: str, labels: Labels) -> tuple[Body, tuple[Problem, ...]]:
    """Set the Markdown `text` of the file `path` (under the portal's root, `content/…`), beginning on `first_line`.

    `base` is the portal's full address. Never raises, whatever the text.
    """
    sheet = _Sheet(text, path, first_line, base, labels)
    if too_long := _too_long(text):
        return Body(), (problem(Place(path, first_line + too_long, 1), "paragraph-too-long", limit=LONGEST_PARAGRAPH),)
    env: dict[str, Any] = {"sheet": sheet}
    markdown = _markdown()
    tokens = markdown.parse(text, env)
    for token in tokens:
        if token.level >= DEEPEST - 1:
            line = token.map[0] if token.map else 0
            return Body(), (problem(Place(path, first_line + line, 1), "nested-too-deep", limit=DEEPEST),)
    sheet.look_over(tokens)
    html = markdown.renderer.render(tokens, markdown.options, env)
    body = Body(
        html=html,
        headings=tuple(sheet.headings),
        anchors=frozenset(sheet.anchors),
        links=tuple(sheet.links),
        pictures=tuple(sheet.pictures),
        words=sheet.words,
        excerpt=sheet.excerpt,
    )
    return body, tuple(sheet.problems)


@cache
def _markdown() -> MarkdownIt:
    markdown = parser()
    renderer = _Renderer(markdown)
    renderer.rules = {**markdown.renderer.rules, **renderer.rules}  # type: ignore[attr-defined]  # the plugins' rules, then ours
    markdown.renderer = renderer
    return markdown


def _too_long(text: str) -> int | None:
    """The line of the first paragraph that is longer than allowed, or None. Blank lines part paragraphs."""
    length, start = 0, 0
    for number, line in enumerate(text.split("\n")):
        length = length + len(line) + 1 if line.strip() else 0
        start = start if length else number + 1
        if length > LONGEST_PARAGRAPH:
            return start
    return None


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


class _Sheet:
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
                if not self.excerpt and tokens[index - 1].type == "paragraph_open" and token.level == 1:
                    self.excerpt = _shortened(plain(token.children))
                if token.content.startswith(":::"):
                    self.found(":::", "unknown-block", name=token.content[3:].split("\n")[0].strip())
                for child in token.children or ():
                    self.attributes(child)
            elif token.type.startswith("container_") and token.nesting == 1:
                if (
                    token.map
                    and self.lines[min(token.map[1], len(self.lines) - 1)].strip() != ":::"
                    and self.lines[token.map[1] - 1].strip() != ":::"
                ):
                    self.found(":::", "block-not-closed", name=token.info.strip())
                if token.type == "container_interview_open" and not tokens[index + 1].meta.get("question"):
                    self.found(":::", "question-expected")

    def attributes(self, token: Token) -> None:
        """Only the allow-listed attributes and classes stay."""
        for name in token.meta.get("insecure_attrs", ()):
            self.found(name, "attribute-refused", name=name)
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

    def found(self, text: str, rule: str, **facts: object) -> None:
        self.problems.append(problem(self.place(text), rule, **facts))

    def heading(self, level: int, text: str) -> str:
        """The heading's anchor: from its words, told apart by a number where the same words come again."""
        wanted = ANCHOR + (address.slug(text) or "section")
        anchor, number = wanted, self.anchors.get(wanted, 0)
        while anchor in self.anchors:
            number += 1
            anchor = f"{wanted}-{number + 1}"
        self.anchors[wanted] = number
        self.anchors[anchor] = 0
        self.headings.append(Heading(anchor, level, text))
        return anchor

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
        place = self.place(src)
        if not alt and "decorative" not in classes:
            self.problems.append(problem(place, "missing-alt", picture=src))
        self.pictures.append(PictureUse(read_picture(src, self.file), src, alt, "wide" in classes, place))
        return SLOT.format(len(self.pictures) - 1)

    def raw(self, text: str, *, phrases: bool) -> str:
        """Raw HTML, cleaned; comments go without a word, since skeletons hold advice in them."""
        spoken = re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL)
        if text.count("<") > markup.MOST_TAGS:
            self.found("<", "nested-too-deep", limit=markup.MOST_TAGS)
            return ""
        cleaned = markup.clean(spoken, phrases=phrases)
        if gone := markup.removed(spoken, cleaned):
            self.found("<", "cleaned-html", tags=gone)
        elif "<" in re.sub(r"</?(?:a|em|strong|del|br|code)\b[^>]*>|<sup class", "", spoken):
            self.found("<", "raw-html")
        return markup.with_links_and_pictures(
            cleaned,
            link=lambda attributes: self.link(attributes["href"]) if attributes.get("href") else "<a>",
            picture=lambda attributes: self.picture(attributes.get("src", ""), attributes.get("alt", ""), ""),
        )


def _shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:–-") + " …"


class _Renderer(RendererHTML):
    """Sets tokens as HTML. A method named like a token's type is its rule; the run's sheet is in `env`."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        out = []
        for index, token in enumerate(tokens):
            if token.map:
                sheet.span = (token.map[0], token.map[1])
            if token.type == "inline":
                out.append(self.renderInline(token.children or (), options, env))
            elif token.type in self.rules:
                out.append(self.rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """Text with raw HTML in it is cleaned as a whole, so that what opens also closes.

        Its links and pictures are set after cleaning, its footnotes wait outside.
        """
        if not any(token.type == "html_inline" for token in tokens):
            return super().renderInline(tokens, options, env)
        sheet: _Sheet = env["sheet"]
        out, waiting = [], []
        for index, token in enumerate(tokens):
            if token.type == "link_open":
                out.append(sheet.unset_link(str(token.attrs["href"])))
            elif token.type in {"image", "footnote_ref", "footnote_anchor", "span_open"}:
                waiting.append(self.rules.get(token.type, self.renderToken)(tokens, index, options, env))
                out.append(f"\ufdd3{len(waiting) - 1}\ufdd4")
            elif token.type in self.rules:
                out.append(self.rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        cleaned = sheet.raw("".join(out), phrases=True)
        return re.sub("\ufdd3(\\d+)\ufdd4", lambda found: waiting[int(found[1])], cleaned)

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return tokens[idx].content

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        return sheet.raw(tokens[idx].content, phrases=False)

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        level = max(2, int(tokens[idx].tag[1]))  # the first level is the story's title
        anchor = sheet.heading(level, plain(tokens[idx + 1].children))
        return f'<h{level} id="{anchor}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"</h{max(2, int(tokens[idx].tag[1]))}>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        opening = sheet.link(str(tokens[idx].attrs["href"]))
        title, language = tokens[idx].attrs.get("title"), tokens[idx].attrs.get("lang")
        extra = (f' title="{escapeHtml(str(title))}"' if title else "") + (
            f' lang="{escapeHtml(str(language))}"' if language else ""
        )
        return opening[:-1] + extra + ">"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        sheet: _Sheet = env["sheet"]
        slot = sheet.picture(str(token.attrs.get("src", "")), plain(token.children), str(token.attrs.get("class", "")))
        if not token.meta.get("figure"):
            return slot
        caption, credit = str(token.attrs.get("title", "")), str(token.attrs.get("credit", ""))
        said = escapeHtml(caption) + (f' <span class="credit">{escapeHtml(credit)}</span>' if credit else "")
        return slot + (f"<figcaption>{said.strip()}</figcaption>" if said else "")

    def figure_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        classes = (
            str((tokens[idx + 1].children or [Token("", "", 0)])[0].attrs.get("class", ""))
            .replace("decorative", "")
            .strip()
        )
        return f'<figure class="{escapeHtml(classes)}">' if classes else "<figure>"

    def container_quote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<figure class="pull-quote"><blockquote>\n'

    def container_quote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        said_by = tokens[_opening(tokens, idx)].info.strip().partition(" ")[2].strip()
        return "</blockquote>" + (f"<figcaption>{escapeHtml(said_by)}</figcaption>" if said_by else "") + "</figure>\n"

    def container_interview_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<div class="interview">\n'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        return f'<div class="table" role="region" aria-label="{escapeHtml(sheet.labels.table)}" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        return f'<pre role="region" aria-label="{escapeHtml(sheet.labels.code)}" tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'

    code_block = fence

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
        suffix = f"-{again}" if again else ""
        return f'<sup class="footnote-ref"><a href="#fn{number}" id="fnref{number}{suffix}">{number}</a></sup>'

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        return f'<section class="footnotes" aria-label="{escapeHtml(sheet.labels.footnotes)}">\n<ol>\n'

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<li id="fn{tokens[idx].meta["id"] + 1}">'

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: _Sheet = env["sheet"]
        number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
        suffix = f"-{again}" if again else ""
        return f' <a href="#fnref{number}{suffix}" class="footnote-back" aria-label="{escapeHtml(sheet.labels.back)} {number}{suffix}">↩</a>'


def _opening(tokens: Sequence[Token], closing: int) -> int:
    """The index of the token that opens what the one at `closing` closes."""
    index = closing - 1
    while (
        tokens[index].level != tokens[closing].level
        or tokens[index].nesting != 1
        or tokens[index].type != tokens[closing].type.replace("_close", "_open")
    ):
        index -= 1
    return index


def _alignment(token: Token) -> str:
    """The alignment of a table's cell as a class; an inline style would need a weaker content security policy."""
    style = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="{style}"' if style in {"left", "right", "center"} else ""
