"""Lines: blocks of text, parsed as markdown-it-py does and with its rules, several times as fast.

The parser of the library tries each of its rules at each line, and again each of those that may end a paragraph, a quote
or an item. Here a rule is tried only where the line begins with a character that the rule begins with. Why the tokens
are the same is said at each place; `tests/laws/test_same_parser.py` compares them.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from byline.grid import table
from byline.typecase import paragraph, piece

FIRST = {
    "container_quote": ":",
    "container_interview": ":",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "deflist": ":~",  # where it ends something; it begins with any line, and is tried with paragraphs
}
"""The characters that each rule begins with, behind a line's indentation: at any other it gives up.

A rule that is listed neither here nor in `_ANY` is refused when the parser is made.
"""

_ANY = ("table", "code", "lheading", "deflist", "paragraph")  # begin with any character; `Lines` knows when to try them
_RULERS = ("|", ":", "--", "-|", "-:")

_ITEM = r"(?:[*_]{1,2}|[\"„“(`])?[A-Za-zÀ-ÖØ-öø-ÿ].*"  # a line that can be nothing else than the text of a paragraph
_BEHIND = r"(?=\n\n+[^ \t\n*+0-9-]|\n*\Z)"  # an empty line, and then nothing that could be a part of the list
_BULLETS = re.compile(rf"([-*+]) {_ITEM}(?:\n\1 {_ITEM})*{_BEHIND}")
_NUMBERS = re.compile(rf"[0-9]{{1,9}}([.)]) {_ITEM}(?:\n[0-9]{{1,9}}\1 {_ITEM})*{_BEHIND}")


class Column(StateBlock):
    """The state of parsing blocks, with cheaper tokens, and lines found by the interpreter's own means."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):  # no line of its own
            lines.pop()
        count = len(lines)
        begins = list(accumulate([len(line) + 1 for line in lines], initial=0))
        self.tShift, self.sCount = [0] * (count + 1), [0] * (count + 1)
        for number, line in enumerate(lines):
            if line[:1] in {" ", "\t"}:
                width = self.tShift[number] = len(line) - len(line.lstrip(" \t"))
                self.sCount[number] = len(line[:width].expandtabs(4))
        self.eMarks = [*[begin - 1 for begin in begins[1:]], len(src)]  # one more than there are lines
        self.bMarks = [*begins[:count], len(src)]
        self.bsCount = [0] * (count + 1)
        self.lineMax = count

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
        token = piece(ttype, tag, nesting, self.level, block=True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class _Rules(Ruler[RuleFuncBlockType]):
    """The rules, of which those that end something (the chains with a name) are tried as one."""

    def __init__(self) -> None:
        super().__init__()
        self.ends: dict[str, list[RuleFuncBlockType]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:
        if not chainName:
            return super().getRules()
        if chainName not in self.ends:
            named = self.named(chainName)
            self.ends[chainName] = [_ending(named)]
        return self.ends[chainName]

    def named(self, chain: str = "") -> dict[str, RuleFuncBlockType]:
        """The rules of a chain by their names, in their order."""
        return {rule.name: rule.fn for rule in self.__rules__ if rule.enabled and (not chain or chain in rule.alt)}


def _by_first(rules: dict[str, RuleFuncBlockType]) -> dict[str, tuple[RuleFuncBlockType, ...]]:
    """The rules that may succeed, for each character that a line begins with."""
    return {
        character: tuple(rule for name, rule in rules.items() if character in FIRST[name])
        for character in "".join(FIRST.values())
    }


def _ending(rules: dict[str, RuleFuncBlockType]) -> RuleFuncBlockType:
    """One rule for all those by which something ends.

    The order does not matter, since none of them sets anything: it only matters whether one succeeds.
    """
    table = rules.pop("table", None)
    by_first = _by_first(rules)

    def ending(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        for rule in by_first.get(state.src[at : at + 1], ()):
            if rule(state, line, end, silent):
                return True
        return table is not None and _heads_table(state, line, end) and table(state, line, end, silent)

    return ending


def _heads_table(state: StateBlock, line: int, end: int) -> bool:
    """Whether a table may begin: the line below has to begin as a line of hyphens may, and as no item of a list does."""
    if line + 2 > end:
        return False
    return state.src.startswith(_RULERS, state.bMarks[line + 1] + state.tShift[line + 1])


def _cut(state: StateBlock, begin: int, end: int) -> str:
    """The text of lines, as a paragraph has it: `mdTrim(state.getLines(begin, end, state.blkIndent, False))`.

    Where there is no tab in a line's indentation, and it is no deeper than what is around, all of it is cut off.
    """
    cut = []
    for line in range(begin, end):
        start, shift = state.bMarks[line], state.tShift[line]
        if shift > state.blkIndent or (shift and "\t" in state.src[start : start + shift]):
            return mdTrim(state.getLines(begin, end, state.blkIndent, False))
        cut.append(state.src[start + shift : state.eMarks[line]])
    return mdTrim("\n".join(cut) if len(cut) > 1 else cut[0])


class Lines(ParserBlock):
    """The library's parser of blocks, with its rules looked up by the character they begin with."""

    ruler: _Rules

    def __init__(self) -> None:
        super().__init__()
        rules, self.ruler = self.ruler.__rules__, _Rules()
        self.ruler.__rules__ = rules
        self.ruler.at("table", table, {"alt": ["paragraph", "reference"]})

    def settle(self) -> None:
        """Take over the rules when all are there."""
        rules = self.ruler.named()
        self.table, self.code, self.lheading, self.deflist, _ = map(rules.pop, _ANY)
        self.by_first = _by_first(rules)
        self.ends = self.ruler.getRules("paragraph")[0]

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:
        if not src:
            return None
        state = Column(src, md, env, outTokens)
        self.tokenize(state, 0, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        """The library's loop, with a shorter way to the rule that succeeds."""
        line, most = startLine, state.md.options["maxNesting"]
        empty_lines = False
        begins, shifts, ends, columns = state.bMarks, state.tShift, state.eMarks, state.sCount
        by_first, src = self.by_first, state.src
        while line < endLine:
            while line < state.lineMax and begins[line] + shifts[line] >= ends[line]:
                line += 1
            state.line = line
            if line >= endLine or columns[line] < state.blkIndent:
                break
            if state.level >= most:
                state.line = endLine
                break
            if columns[line] - state.blkIndent >= 4:
                self.code(state, line, endLine, False)
            elif not (_heads_table(state, line, endLine) and self.table(state, line, endLine, False)):
                character = src[begins[line] + shifts[line]]
                if not (character in "-*+123456789" and not state.level and self.items(state, line)):
                    for rule in by_first.get(character, ()):
                        if rule(state, line, endLine, False):
                            break
                    else:
                        self.words(state, line, endLine)
            state.tight = not empty_lines
            line = state.line
            if line - 1 < endLine and begins[line - 1] + shifts[line - 1] >= ends[line - 1]:
                empty_lines = True
            if line < endLine and begins[line] + shifts[line] >= ends[line]:
                empty_lines = True
                line += 1
                state.line = line

    def items(self, state: StateBlock, line: int) -> bool:
        """A list as nearly all are: in nothing else, a line of words for each item, then an empty line and no item.

        The library parses each item as a text of its own, which here can only be a paragraph, since the line below
        belongs to the list and not to the item, or is empty; and there is none between items, so that paragraphs are
        hidden. The last item reaches to what comes next.
        """
        at, level = state.bMarks[line], state.level
        found = None if state.sCount[line] else _BULLETS.match(state.src, at) or _NUMBERS.match(state.src, at)
        if not found or level + 2 >= state.md.options["maxNesting"]:
            return False
        mark, texts = found[1], found[0].split("\n")
        last = line + len(texts)
        state.line = next((below for below in range(last, state.lineMax) if not state.isEmpty(below)), state.lineMax)
        numbered = mark in ".)"
        opening = state.push("ordered_list_open", "ol", 1) if numbered else state.push("bullet_list_open", "ul", 1)
        opening.map, opening.markup = [line, state.line], mark
        for below, text in enumerate(texts, line):
            number, _, words = text.partition(f"{mark} ")
            if numbered and below == line and int(number) != 1:
                opening.attrs = {"start": int(number)}
            item = state.push("list_item_open", "li", 1)
            item.map, item.markup, item.info = [below, below + 1 if below + 1 < last else state.line], mark, number
            state.tokens += paragraph(mdTrim(words), below, below + 1, level + 2, hidden=True)
            state.push("list_item_close", "li", -1).markup = mark
        closing = state.push("ordered_list_close", "ol", -1) if numbered else state.push("bullet_list_close", "ul", -1)
        closing.markup = mark
        return True

    def words(self, state: StateBlock, line: int, end: int) -> None:
        """A line that nothing else begins with: the rest of the rules, in their order.

        That is a heading by the line below it, a term with its definition, a paragraph. The library looks for the end
        of the first and then of the last, by the same questions; the answers only differ where there are lines behind
        `end`. A line with an empty one below can be no heading.
        """
        below, before = line + 1, state.parentType
        state.parentType = "paragraph"  # the rule for headings leaves it so
        if below < state.lineMax and not state.isEmpty(below):
            below, underlined = self.reach(state, line, end)
            if underlined:
                state.parentType = before
                self.lheading(state, line, end, False)
                return
        if self.defines(state, line, end) and self.deflist(state, line, end, False):
            return
        if end < state.lineMax:
            below, _ = self.reach(state, line, state.lineMax, heading=False)
        state.line = below
        state.tokens += paragraph(_cut(state, line, below), line, below, state.level)

    def reach(self, state: StateBlock, line: int, end: int, *, heading: bool = True) -> tuple[int, bool]:
        """The line behind a paragraph that begins on `line`, or else the one that makes a heading of it."""
        src, indent, ends = state.src, state.blkIndent, self.ends
        for below in range(line + 1, end):
            at, columns = state.bMarks[below] + state.tShift[below], state.sCount[below]
            if at >= state.eMarks[below]:
                return below, False
            if columns - indent > 3:  # would be code elsewhere
                continue
            mark = src[at]
            if (
                mark in "-="
                and heading
                and columns >= indent
                and not src[at : state.eMarks[below]].rstrip(" \t").strip(mark)
            ):
                return below, True
            if columns >= 0 and ends(state, below, end, True):  # below zero, a quote has looked at it
                return below, False
        return max(line + 1, end), False

    def defines(self, state: StateBlock, line: int, end: int) -> bool:
        """Whether a definition may stand below a line, or behind one empty line."""
        below = line + 1
        if below < end and state.isEmpty(below):
            below += 1
        if below >= end:
            return False
        at = state.bMarks[below] + state.tShift[below]
        return state.src[at : at + 1] in {":", "~"}
