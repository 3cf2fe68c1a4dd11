"""Quoting: the tokens of a line of text get the quotes of their language, over everything that stands out in the line."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from byline.quotes import quoted

_THING = "\ufffc"  # what stands in a line without being text: code, a picture, words in another language
_BREAKS = ("softbreak", "hardbreak")
_THINGS = ("code_inline", "image", "footnote_ref", "footnote_anchor")


class _Words:
    """Words of one language that belong together, with the tokens that hold them and what stands between."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.parts: list[Token | str] = []

    def quote(self) -> None:
        said = "".join([part if isinstance(part, str) else part.content for part in self.parts])
        made, at = quoted(said, self.language), 0
        for part in self.parts:
            if isinstance(part, str):
                at += len(part)
            else:
                begin, at = at, at + len(part.content)
                part.content = made[begin:at]


def quote(tokens: Sequence[Token], language: str) -> None:
    """Put the quotes of `language` into the tokens of a line; in a span or link that names another, those of that.

    Code, addresses and the texts of pictures stay as they were typed, and so does a line with raw HTML in it.
    """
    words = _Words(language)
    every, around = [words], []  # all words, and those around a span
    is_address = False
    for token in tokens:
        kind = token.type
        if kind == "text":
            words.parts.append(_THING if is_address else token)
        elif kind in {"link_open", "span_open"}:
            is_address = token.info == "auto"
            around.append(words)
            if named := str(token.attrs.get("lang", "")):
                words.parts.append(_THING)
                words = _Words(named)
                every.append(words)
        elif kind in {"link_close", "span_close"}:
            is_address = False
            words = around.pop()
        elif kind in _BREAKS:
            words.parts.append("\n")
        elif kind in _THINGS:
            words.parts.append(_THING)
        elif kind == "html_inline":
            return
    for one in every:
        one.quote()
