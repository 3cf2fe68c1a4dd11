"""The gist: what a text says, as plain words; of a line, of a page, and its beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from html import unescape

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from byline import element, markup
from byline.body import SLOTS

EXCERPT = 200  # characters

_IN_WORDS = re.compile(  # the letters before tell at once of most other tags
    r"</?(?=[abcdeikmqsuv])(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var)\b[^>]*>"
)
_TAGS = re.compile(r"<[^>]*>")


def plain(tokens: Sequence[Token] | None) -> str:
    """What readers see of a line, as plain text. Of raw HTML in it that is what is left when it has been cleaned."""
    line = tokens or ()
    if any(token.type == "html_inline" for token in line):
        raw = "".join(token.content if token.type == "html_inline" else escapeHtml(plain([token])) for token in line)
        if markup.too_many(raw):
            return ""
        with suppress(element.TooDeep):
            return element.text(element.tree(markup.safe(raw)))
        return ""
    parts = []
    for token in line:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type == "image":
            parts.append(plain(token.children))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)


def words_of(html: str) -> str:
    """The words of set text, apart where a tag stands between them, unless it is one that stands within words."""
    return unescape(_TAGS.sub(" ", _IN_WORDS.sub("", SLOTS.sub("", html))))


def shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rpartition(" ")[0].rstrip(" ,;:–-") + " …"
