"""Phrases: what stands within a line, parsed as markdown-it-py does and with its rules, several times as fast.

The parser of the library tries each of its rules at each character that might mean something. Here the text is searched
for the next character that one of the rules begins with, and only those rules are tried, in the same order. Why the
tokens are the same is said at each place; `tests/laws/test_same_parser.py` compares them.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from byline.typecase import piece

FIRST = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "span": "[",
    "image": "!",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attr": "{",
}
"""The characters that each rule begins with: at any other it gives up. `text` takes what no rule begins with.

A rule that is not listed here is refused when the parser is made.
"""

_SPECIAL = re.compile(r"[\n\\`~*_\[!<&{]")
_STOP = re.compile(r"[\\`\[\]!<&{]")  # what may be skipped as one: marks of emphasis never are, line ends hide nothing
_PLAIN = r"[^\n\\`~*_\[\]<&{]"  # "!" begins something before a bracket only
_LINK = re.compile(rf"\[({_PLAIN}+)\]\(([^\x00-\x20\x7f()<\\&]+)\)")
_LETTER = "[0-9A-Za-zÀ-ÖØ-öø-ſ]"
_EMPHASIS = re.compile(rf"(\*\*?|__?)({_LETTER}(?:{_PLAIN}*{_LETTER})?)\1(?=[ \n.,;:?)]|\Z)")
_BEFORE = ' \n("'  # what may stand before emphasis: with a letter behind, the mark can only open
_BLANK = re.compile(r"[ \t]*")
_LINE_END = re.compile(r" *\n")


class Phrase(StateInline):
    """The state of parsing a line, with cheaper tokens."""

    def pushPending(self) -> Token:
        token = piece("text", "", 0, self.pendingLevel, self.pending)
        self.tokens.append(token)
        self._pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if self._pending_buffer or self._pending:
            self.pushPending()
        meta: dict[str, Any] | None = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = piece(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token

    def emphasize(self, found: re.Match[str]) -> None:
        """Set a phrase between stars or underscores that can be nothing else but emphasized.

        What begins it can only open (a space or a bracket stands before it, see `_BEFORE`, and a letter behind) and what
        ends it can only close (a letter stands before it, and a space or a mark behind), both have the same length, and
        no other marks stand between them or wait before them: so the two are a pair, and no other mark is any nearer.

        The library makes a piece of text of each mark first. Of the outer ones of `**` it leaves empty pieces, which
        become one with text beside them; spaces before the end of a line are no text.
        """
        marks, text = found.groups()
        if self._pending_buffer or self._pending:
            self.pushPending()
        tokens, level = self.tokens, self.level
        strong = len(marks) == 2
        name, tag = ("strong", "strong") if strong else ("em", "em")
        if strong and not (tokens and tokens[-1].type == "text"):
            tokens.append(piece("text", "", 0, level))
        opening, closing = piece(f"{name}_open", tag, 1, level), piece(f"{name}_close", tag, -1, level)
        opening.markup = closing.markup = marks
        tokens += (opening, piece("text", "", 0, level + 1, text), closing)
        self.pos = end = found.end()
        if strong and (end >= self.posMax or _LINE_END.match(self.src, end)):
            tokens.append(piece("text", "", 0, level))

    def link(self, text: str, href: str) -> None:
        """Set a link with plain text."""
        self.push("link_open", "a", 1).attrs = {"href": href}
        self.tokens.append(piece("text", "", 0, self.level, text))
        self.push("link_close", "a", -1)


def newline(state: StateInline, silent: bool) -> bool:
    """The library's rule for the end of a line, without a loop over the spaces before it and behind."""
    if not silent:
        pending = state.pending
        if pending.endswith(" "):
            state.pending = pending.rstrip(" ") if pending.endswith("  ") else pending[:-1]
        state.push("hardbreak" if pending.endswith("  ") else "softbreak", "br", 0)
    found = _BLANK.match(state.src, state.pos + 1, state.posMax)
    state.pos = found.end() if found else state.pos + 1
    return True


class Phrases(ParserInline):
    """The library's parser of lines, with its rules looked up by the character they begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler.at("newline", newline)
        self.rules: dict[str, tuple[RuleFuncInlineType, ...]] = {}

    def settle(self) -> None:
        """Take over the rules when all are there."""
        rules = list(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        self.rules = {
            character: tuple(rule for name, rule in rules if name != "text" and character in FIRST[name])
            for character in "".join(FIRST.values()) + "]"
        }

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """The tokens of a line. Where nothing special stands, the rule for text takes all, and no other has a turn.

        The rules that come after only pair marks and join the pieces of text that marks left: nothing without marks.
        """
        if not _SPECIAL.search(src):
            if src:
                tokens.append(piece("text", "", 0, 0, src))
            return tokens
        state = Phrase(src, md, env, tokens)
        self.tokenize(state)
        if state.delimiters or any(meta and meta["delimiters"] for meta in state.tokens_meta):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """The library tries all rules at each of the characters that end the rule for text, which are more than rules begin with.

        Where none succeeds, the character joins the text.
        """
        src, end, rules = state.src, state.posMax, self.rules
        search = _SPECIAL.search
        if state.level >= state.md.options["maxNesting"]:
            state.append_pending(src[state.pos : end])
            state.pos = end
        while (pos := state.pos) < end:
            found = search(src, pos, end)
            if found is None:
                state.append_pending(src[pos:end])
                state.pos = end
                break
            at = found.start()
            if at > pos:
                state.append_pending(src[pos:at])
                state.pos = at
            character = src[at]
            if isinstance(state, Phrase) and self.shortcut(state, character, at, end):
                continue
            for rule in rules[character]:
                if rule(state, False):
                    break
            else:
                state.append_pending(character)
                state.pos += 1
        if state.pending:
            state.pushPending()

    def shortcut(self, state: Phrase, character: str, at: int, end: int) -> bool:
        """Whether what begins here was of the kinds that nearly all links and emphasized words are, and is set."""
        if character in "*_":
            if (
                not state.delimiters
                and (at == 0 or state.src[at - 1] in _BEFORE)
                and (found := _EMPHASIS.match(state.src, at, end))
            ):
                state.emphasize(found)
                return True
        elif character == "[" and at + 1 not in state.cache and (found := _LINK.match(state.src, at, end)):
            state.link(found[1], state.md.normalizeLink(found[2]))
            state.pos = found.end()
            return True
        return False

    def skipToken(self, state: StateInline) -> None:
        """Go to the end of what begins here, without setting it.

        The library goes from one character that might mean something to the next; those that no rule takes when nothing
        is set, among them the marks of emphasis, are passed here in one go. Whoever skips looks for brackets only.
        """
        pos = state.pos
        if pos in state.cache:
            state.pos = state.cache[pos]
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax + 1
        else:
            found = _STOP.search(state.src, pos)
            at = found.start() if found else state.posMax
            if at > pos:
                state.pos = at
            else:
                state.level += 1
                if not any(rule(state, True) for rule in self.rules[state.src[pos]]):
                    state.pos += 1
                state.level -= 1
        state.cache[pos] = state.pos
