"""The compositor: sets the parser's tokens as HTML, and notes on the sheet what it sets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from byline import element, markup
from byline.element import Node, is_line
from byline.front import credited
from byline.gist import plain
from byline.nesting import PIECE, Nesting, block_piece, framed
from byline.quotes import quoted
from byline.reference import Refused, read_link
from byline.sheet import Sheet
from byline.stick import Stick


class Compositor(Stick):
    """Sets tokens as HTML. A method named like a token's type is its rule; the run's sheet is in `env`."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """A run of blocks. Among raw HTML each block is set by itself, since what one opens another may close."""
        if env["sheet"].has_html and any(map(_has_html, tokens)):
            return self.flow(tokens, options, env)
        return self.plain(tokens, options, env)

    def flow(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """Blocks, some of which are raw HTML: those that belong together are cleaned as one."""
        blocks = _blocks(tokens)
        html, ranges = markup.together(
            [block[0].content if block[0].type == "html_block" else None for block in blocks],
            [block[0].content if block[0].type == "code_block" else None for block in blocks],
        )
        grouped = {number for one in ranges for number in one}
        alone = [range(number, number + 1) for number in range(len(blocks)) if number not in grouped]
        out = []
        for one in sorted((*ranges, *alone), key=lambda numbers: numbers.start):
            if len(one) > 1 or blocks[one.start][0].type == "html_block":
                out.append(self.raw([(html.get(number), blocks[number]) for number in one], options, env))
            else:
                out.append(self.block(blocks[one.start], options, env))
        return "".join(out)

    def block(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """One block with what is in it."""
        if len(tokens) == 1 or not any(map(_has_html, tokens)):
            return self.plain(tokens, options, env)
        first = tokens[0]
        env["sheet"].begin(first)
        if first.type == "paragraph_open" and not first.hidden:
            if len(tokens) > 3:  # the last one of a footnote, with the way back
                return framed(self.render(tokens[1:-1], options, env), self.renderAttrs(first))
            nodes, nesting = self.line(tokens[1].children or (), options, env)
            in_line = all(map(is_line, nodes))
            return nesting.paragraph(nodes, self.renderAttrs(first)) if in_line else nesting.flow(nodes)
        opening = self.token(tokens, 0, options, env)
        inner = self.render(tokens[1:-1], options, env)
        return opening + inner + self.token(tokens, len(tokens) - 1, options, env)

    def raw(self, blocks: Sequence[tuple[str | None, Sequence[Token]]], options: Any, env: Any) -> str:
        """Blocks that belong together: raw HTML, and between its pieces what Markdown made."""
        sheet: Sheet = env["sheet"]
        spans = [block[0].map or sheet.span for _, block in blocks]
        span = (spans[0][0], spans[-1][1])
        pieces: list[Sequence[Token]] = []
        text, hidden = "", 0
        for html, block in blocks:
            if html is not None:
                text += html
                hidden += markup.hiding(html)
            elif hidden <= 0:  # else it is taken out with what is around it
                text += block_piece(len(pieces))
                pieces.append(block)
        sheet.span = span

        def piece(number: int) -> str:
            made = self.block(pieces[number], options, env)
            sheet.span = span
            return made

        nodes = _tree(text, "".join(html or "" for html, _ in blocks), sheet)
        if nodes is None:
            return ""
        return Nesting(sheet, piece).flow(nodes)

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """A line of text. With raw HTML in it, it is cleaned as a whole, so that what opens also closes."""
        if env["sheet"].has_html and any(token.type == "html_inline" for token in tokens):
            nodes, nesting = self.line(tokens, options, env)
            return nesting.phrases(nodes)
        return super().renderInline(tokens, options, env)

    def line(self, tokens: Sequence[Token], options: Any, env: Any) -> tuple[tuple[Node, ...], Nesting]:
        """The tree of a line with raw HTML in it, and what sets it. Pictures and footnotes wait outside meanwhile."""
        out: list[str] = []
        waiting: list[str] = []
        for index, token in enumerate(tokens):
            if token.type == "html_inline":
                out.append(token.content)
            elif token.type == "link_open":
                out.append(f"<a{self.renderAttrs(token)}>")
            elif token.type in {"image", "footnote_ref", "footnote_anchor"}:
                out.append(PIECE.format(len(waiting)))
                waiting.append(self.rules.get(token.type, self.renderToken)(tokens, index, options, env))
            elif token.type in self.rules:
                out.append(self.rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        raw = "".join(token.content for token in tokens if token.type == "html_inline")
        return _tree("".join(out), raw, env["sheet"]) or (), Nesting(env["sheet"], waiting.__getitem__)

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        if idx + 1 == len(tokens) or _is_empty(tokens[idx + 1]):  # cut off, where a note begins within another
            return ""
        level, anchor = sheet.heading(int(tokens[idx].tag[1]), plain(tokens[idx + 1].children))
        return f'<h{level} id="{anchor}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        return "" if _is_empty(tokens[idx - 1]) else f"</h{sheet.headings[-1].level}>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        attributes = {name: str(value) for name, value in tokens[idx].attrs.items()}
        href = attributes["href"]
        language = attributes.get("lang", "")
        opening = sheet.link(href, quoted(attributes.get("title", ""), language or sheet.language), language)
        inside = list(takewhile(lambda token: token.type != "link_close", tokens[idx + 1 :]))
        if plain(inside).strip() or any(token.type not in {"text", "image"} for token in inside):
            return opening
        for token in inside:
            if token.type == "image":  # in a link, a picture says where it leads, so even an ornament needs words
                sheet.found(str(token.attrs.get("src", "")), "missing-alt", picture=str(token.attrs.get("src", "")))
                return opening
        return opening + escapeHtml(href)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        sheet: Sheet = env["sheet"]
        src, classes, title, credit = (str(token.attrs.get(name, "")) for name in ("src", "class", "title", "credit"))
        slot = sheet.picture(src, plain(token.children), classes, credit)
        maker, caption = (quoted(text, sheet.language) for text in (credited(credit), title))
        made_by = f' <span class="credit">{escapeHtml(maker)}</span>' if slot and maker else ""
        if not token.meta.get("figure"):
            return slot + made_by
        said = escapeHtml(caption) + made_by
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
        sheet: Sheet = env["sheet"]
        said_by = quoted(tokens[_opening(tokens, idx)].info.strip().partition(" ")[2].strip(), sheet.language)
        return "</blockquote>" + (f"<figcaption>{escapeHtml(said_by)}</figcaption>" if said_by else "") + "</figure>\n"

    def container_interview_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<div class="interview">\n'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        return sheet.table()

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        if not tokens[idx + 1].content:  # a heading that says nothing heads nothing
            return f"<td{_alignment(tokens[idx])}>"
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def th_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</th>\n" if tokens[idx - 1].content else "</td>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        return f'<pre role="group" aria-label="{escapeHtml(sheet.labels.code)}" tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'

    code_block = fence

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
        suffix = f"-{again}" if again else ""
        return f'<sup class="footnote-ref"><a href="#fn{number}" id="fnref{number}{suffix}">{number}</a></sup>'

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        return f'<section class="footnotes" aria-label="{escapeHtml(sheet.labels.footnotes)}">\n<ol>\n'

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<li id="fn{tokens[idx].meta["id"] + 1}">'

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
        suffix = f"-{again}" if again else ""
        return f' <a href="#fnref{number}{suffix}" class="footnote-back" aria-label="{escapeHtml(sheet.labels.back)} {number}{suffix}">↩</a>'


def _has_html(token: Token) -> bool:
    """Whether there is raw HTML in a token."""
    return token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ())


def _blocks(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The tokens of each block of a run."""
    blocks, begun, depth = [], 0, 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            blocks.append(tokens[begun : index + 1])
            begun = index + 1
    return blocks


def _tree(text: str, raw: str, sheet: Sheet) -> tuple[element.Node, ...] | None:
    """The tree of a text with raw HTML in it, and on the sheet what is to be told of it; None if it is refused.

    `raw` is what its author wrote of it as HTML.
    """
    if markup.too_many(raw):
        sheet.found("<", "too-much-html")
        return None
    if begun := markup.not_closed(raw):
        cut = begun == "<!--" and not raw.lstrip().startswith(begun)
        sheet.found(begun.rstrip(">"), "comment-cut" if cut else "html-not-closed", **({} if cut else {"tag": begun}))
    spoken = markup.without_comments(raw)
    names = list(dict.fromkeys(markup.placeholders(spoken)))
    for name in names:
        sheet.found(f"<{name}", "unknown-tag", tag=f"<{name}>")
    if gone := markup.removed(spoken):
        first = gone[0] if gone[0].lower().startswith("on") else f"<{gone[0]}"
        sheet.found(first, "cleaned-html", tags=", ".join(gone))
    elif spoken.count("<") > len(names):
        sheet.tell_html()
    for href in markup.links(markup.without_comments(text)):
        reference = read_link(href, sheet.file, sheet.page, sheet.base)
        if isinstance(reference, Refused):
            sheet.refuse(href, reference)
    try:
        cleaned = markup.safe(text)
        if markup.grew(text, cleaned):
            sheet.found("<", "too-much-html")
            return None
        return element.tree(cleaned)
    except element.TooDeep:
        sheet.found("<", "nested-too-deep", limit=element.DEEPEST)
        return None


def _is_empty(inline: Token) -> bool:
    """Whether a heading says nothing; it would only puzzle those who hear the page."""
    return not plain(inline.children).strip()


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
    if not token.attrs:
        return ""
    style = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="{style}"' if style in {"left", "right", "center"} else ""
