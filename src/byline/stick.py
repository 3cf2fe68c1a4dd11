"""The composing stick: sets the parser's tokens one after the other, as its own renderer does, in half the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token


class Stick(RendererHTML):
    """Sets tokens by the rules of those who know more of them (`rules`), or else as tags."""

    def plain(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """Tokens one after the other."""
        sheet, rules, out = env["sheet"], self.rules, []
        for index, token in enumerate(tokens):
            if lines := token.map:
                sheet.span = lines[0], lines[1]
            kind = token.type
            if kind == "inline":
                line = token.children or ()
                if len(line) == 1 and line[0].type == "text":
                    out.append(escapeHtml(line[0].content))
                else:
                    out.append(self.renderInline(line, options, env))
            elif kind in rules:
                out.append(rules[kind](tokens, index, options, env))
            elif not token.hidden:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderToken(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A tag, as the library sets it; nearly all have no attributes, and few questions are left for those."""
        token = tokens[idx]
        if token.attrs or token.hidden or (token.block and token.nesting == 0):
            return super().renderToken(tokens, idx, options, env)
        if token.nesting < 0:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        if not token.block:
            return f"<{token.tag}>"
        before = "\n" if idx and tokens[idx - 1].hidden else ""
        inner = tokens[idx + 1] if idx + 1 < len(tokens) else None
        if inner and (inner.type == "inline" or inner.hidden or (inner.nesting < 0 and inner.tag == token.tag)):
            return f"{before}<{token.tag}>"
        return f"{before}<{token.tag}>\n"

    def token(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        env["sheet"].begin(token)
        if token.type == "inline":
            return self.renderInline(token.children or (), options, env)
        rule = self.rules.get(token.type, self.renderToken)
        return str(rule(tokens, index, options, env))

    def renderInline(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """A line of text."""
        rules, out = self.rules, []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                out.append(escapeHtml(token.content))
            elif kind in rules:
                out.append(rules[kind](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)
