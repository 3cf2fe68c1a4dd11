"""The compositor: sets the parser's tokens as HTML, and notes on the sheet what it sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from byline.sheet import Sheet, plain


class Compositor(RendererHTML):
    """Sets tokens as HTML. A method named like a token's type is its rule; the run's sheet is in `env`."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
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
        sheet: Sheet = env["sheet"]
        out, waiting = [], []
        for index, token in enumerate(tokens):
            if token.type == "link_open":
                out.append(sheet.unset_link(str(token.attrs["href"])))
            elif token.type in {"image", "footnote_ref", "footnote_anchor"}:
                waiting.append(self.rules.get(token.type, self.renderToken)(tokens, index, options, env))
                out.append(f"\ufdd3{len(waiting) - 1}\ufdd4")
            elif token.type in self.rules:
                out.append(self.rules[token.type](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        cleaned = sheet.raw("".join(out), phrases=True)
        return re.sub("\ufdd3(\\d+)\ufdd4", lambda found: "".join(waiting[int(found[1]) :][:1]), cleaned)

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return tokens[idx].content

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        return sheet.raw(tokens[idx].content, phrases=False)

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        if _is_empty(tokens[idx + 1]):
            return ""
        level, anchor = sheet.heading(int(tokens[idx].tag[1]), plain(tokens[idx + 1].children))
        return f'<h{level} id="{anchor}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        return "" if _is_empty(tokens[idx - 1]) else f"</h{sheet.headings[-1].level}>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        sheet: Sheet = env["sheet"]
        opening = sheet.link(str(tokens[idx].attrs["href"]))
        title, language = tokens[idx].attrs.get("title"), tokens[idx].attrs.get("lang")
        extra = (f' title="{escapeHtml(str(title))}"' if title else "") + (
            f' lang="{escapeHtml(str(language))}"' if language else ""
        )
        return opening[:-1] + extra + ">"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        sheet: Sheet = env["sheet"]
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
        sheet: Sheet = env["sheet"]
        return f'<div class="table" role="group" aria-label="{escapeHtml(sheet.labels.table)}" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

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
    style = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="{style}"' if style in {"left", "right", "center"} else ""
