"""Prose: what of a text is there to be read, passage by passage, with each character where its author typed it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from byline.blocks import parser
from byline.problem import Place

Kind = Literal["front", "paragraph", "heading", "cell"]
Voice = Literal["author", "speech", "quote"]

_AHEAD = 2_000  # characters between two pieces of prose in one line; the longest address that anybody writes
_KINDS: dict[str, Kind] = {"heading_open": "heading", "th_open": "cell", "td_open": "cell", "dt_open": "cell"}
_CELLS = ("th_open", "td_open")
_VOICES: dict[str, Voice] = {
    "blockquote_open": "quote",
    "container_quote_open": "quote",
    "container_interview_open": "speech",
}
_VOICES_END = frozenset(name.replace("_open", "_close") for name in _VOICES)
_NO_MARK = re.compile(r"[^\s*\\]")
_PIECES = re.compile(r"\w+|[^\w\s]")
_LINK_END = re.compile(r"\](?:\([^()\n]{0,500}\)|\[[^\]\n]{0,500}\])?")
_AUTOLINK_END = re.compile(">")
# Speech without a block of its own: a paragraph that is bold as a whole, **Ada:** with what she says, – and a dialogue.
_TURN = re.compile(r"[–—]|(\*\*|__)(?:(?:(?!\1).)+\1\s*\Z|[^*_\n]{1,60}(?::\1|\1:))", re.DOTALL)
_QUESTION = re.compile(r"(\*\*|__)(?:(?!\1).)+\?\1\s*(?:\n|\Z)", re.DOTALL)
_INTERVIEW = 2  # bold questions, from which on what follows them is taken for answers
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]+")


class LinkText(msgspec.Struct, frozen=True, gc=False):
    """The words that are a link, and where in their passage they begin."""

    text: str
    start: int


class Passage(msgspec.Struct, frozen=True, gc=False):
    r"""A paragraph, heading, cell of a table, or text of the front matter.

    `text` is what was `typed`, character by character; in it blanks stand for what is no prose of the story's language:
    code, addresses, HTML, pictures, the marks of Markdown (but for `*` and `\`, which also stand within words), and words
    that are said to be in another language. `lines` tells of each of its lines where it begins in the text, and its place;
    of a text of the front matter there is only one.
    """

    kind: Kind
    typed: str
    text: str
    path: str
    lines: tuple[tuple[int, int, int], ...]
    voice: Voice = "author"
    level: int = 0
    links: tuple[LinkText, ...] = ()

    def place(self, start: int) -> Place:
        """Where the character `start` of the text stands in the file."""
        begins, line, column = self.lines[bisect_right(self.lines, start, key=lambda one: one[0]) - 1]
        return Place(self.path, line, column if self.kind == "front" else column + start - begins)


def read_prose(text: str, path: str, first_line: int) -> tuple[Passage, ...]:
    """The passages of the Markdown `text`, which begins on `first_line` of the file `path`.

    The text must be one that `typeset` sets: it knows the bounds within which the parser stays quick.
    """
    tokens = _markdown().parse(f"{text}\n", {})  # the line end: see `typeset`
    return _heard(tuple(_passages(tokens, text.split("\n"), path, first_line)))


@cache
def _markdown() -> MarkdownIt:
    return parser()


def _passages(tokens: Sequence[Token], lines: Sequence[str], path: str, first_line: int) -> Iterator[Passage]:
    voices: list[Voice] = ["author"]
    reached = 0, 0  # line and column up to which cells of one row have been read
    for index, token in enumerate(tokens):
        kind = token.type
        if kind in _VOICES:
            voices.append(_VOICES[kind])
        elif kind in _VOICES_END:
            voices.pop()
        elif kind == "inline" and token.map and token.content:
            opening = tokens[index - 1]
            is_cell = opening.type in _CELLS
            text, links = _prose(token)
            begins: list[tuple[int, int, int]] = []
            start = 0
            for number, line in enumerate(token.content.split("\n"), token.map[0]):
                source = lines[number] if number < len(lines) else ""
                after = reached[1] if reached[0] == number else 0
                column = source.find(line, after) if is_cell else source.rfind(line)  # else marks stand before it alone
                begins.append((start, first_line + number, max(column, 0) + 1))
                reached = number, max(column, 0) + len(line)
                start += len(line) + 1
            yield Passage(
                _KINDS.get(opening.type, "paragraph"),
                token.content,
                text,
                path,
                tuple(begins),
                voices[-1],
                int(opening.tag[1]) if opening.type == "heading_open" else 0,
                links,
            )


def _heard(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The same passages; what their form alone says to be speech is that: turns, and what follows the questions."""
    is_interview = sum(_is(passage, _QUESTION) for passage in passages) >= _INTERVIEW
    heard: list[Passage] = []
    answers = False
    for passage in passages:
        answers = passage.kind != "heading" and (answers or (is_interview and _is(passage, _QUESTION)))
        is_answer = answers and passage.kind == "paragraph" and passage.voice == "author"
        is_speech = is_answer or _is(passage, _TURN)
        heard.append(msgspec.structs.replace(passage, voice="speech") if is_speech else passage)
    return tuple(heard)


def _is(passage: Passage, form: re.Pattern[str]) -> bool:
    """Whether a paragraph of the author's has this form; in lists, which do not begin a line, what is bold are terms."""
    is_own = passage.kind == "paragraph" and passage.voice == "author"
    return is_own and form.match(passage.typed) is not None and passage.place(0).column == 1


def _prose(inline: Token) -> tuple[str, tuple[LinkText, ...]]:
    """What of a line is prose, as it was typed, with blanks for the rest; and its links."""
    typed, children = inline.content, inline.children or ()
    if all(child.type in {"text", "softbreak"} for child in children):
        said = "\n".join([child.content for child in children if child.type == "text"])
        if said == typed:
            return _without_addresses(typed), ()
    made: list[str] = []
    links: list[LinkText] = []
    at = 0  # up to where `typed` has been looked through
    foreign = 0  # how many marks of another language, or addresses that are their own text, are around
    around: list[bool] = []  # of each span and link, whether it is one of these
    link: list[str] = []
    begun = -1  # where the link begins that is being read
    for child in children:
        kind = child.type
        if kind in {"link_open", "span_open"}:
            around.append(child.info == "auto" or "lang" in child.attrs)
            foreign += around[-1]
            if kind == "link_open":
                link, begun = [], -1
        elif kind in {"link_close", "span_close"}:
            foreign -= around.pop()
            end = (_AUTOLINK_END if child.info == "auto" else _LINK_END).search(typed, at, at + _AHEAD)
            made.append(" " * ((end.end() if end else at) - at))
            at = end.end() if end else at
            if kind == "link_close" and begun >= 0:
                links.append(LinkText("".join(link), begun))
        elif kind == "text" and not foreign:
            link.append(child.content)
            whole = typed.find(child.content, at, at + len(child.content) + _AHEAD)
            for piece in [child.content] if whole >= 0 else _PIECES.findall(child.content):
                start = typed.find(piece, at, at + len(piece) + _AHEAD)
                if start >= 0:
                    begun = begun if begun >= 0 else start
                    made += (_blank(typed[at:start]), piece)
                    at = start + len(piece)
        elif kind in {"softbreak", "code_inline", "image"}:
            link.append(" " if kind == "softbreak" else child.content)
    made.append(_blank(typed[at:]))
    return _without_addresses("".join(made)), tuple(links)


def _blank(gap: str) -> str:
    """What stands between two pieces of prose: marks stay, since `Kolleg*innen` may have been taken for emphasis."""
    return gap if not _NO_MARK.search(gap) else " " * len(gap)


def _without_addresses(text: str) -> str:
    """The text with blanks for addresses that are written out."""
    if "://" not in text and "@" not in text and "www." not in text:
        return text
    return _ADDRESS.sub(lambda found: " " * len(found[0]), text)
