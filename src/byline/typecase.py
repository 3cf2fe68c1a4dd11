"""The typecase: from it come the parser's tokens, made without the detours of their own constructor.

A text has some two hundred tokens. The constructor of the parser takes half of its time for defaults that need not be
worked out again; what comes from here has the same class, the same fields and the same values.
"""

from __future__ import annotations

from typing import Literal

from markdown_it.token import Token

_new = Token.__new__


def piece(
    kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int, content: str = "", *, block: bool = False
) -> Token:
    """`Token(kind, tag, nesting, level=level, content=content, block=block)`."""
    token = _new(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = None
    token.level = level
    token.children = None
    token.content = content
    token.markup = token.info = ""
    token.meta = {}
    token.block = block
    token.hidden = False
    return token


def paragraph(text: str, begin: int, end: int, level: int, *, hidden: bool = False) -> tuple[Token, Token, Token]:
    """The tokens of a paragraph that stands on these lines."""
    opening = piece("paragraph_open", "p", 1, level, block=True)
    inline = piece("inline", "", 0, level + 1, text, block=True)
    closing = piece("paragraph_close", "p", -1, level, block=True)
    opening.map, inline.map, inline.children = [begin, end], [begin, end], []
    opening.hidden = closing.hidden = hidden
    return opening, inline, closing
