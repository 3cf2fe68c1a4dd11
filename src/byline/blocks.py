"""What Byline's Markdown knows beyond CommonMark: figures, pull quotes, interviews.

Each rule works on the parser's tokens and only renames or wraps them, so that nothing an author wrote can get lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from byline.destination import HELPERS
from byline.lines import Lines
from byline.phrases import Phrases

BLOCKS = ("quote", "interview")
ATTRIBUTES = ("class", "lang", "credit")
CLASSES = frozenset({"wide", "small", "decorative"})
DEEPEST = 40  # levels of quotes in lists in quotes

_NORMAL = re.compile(r"[A-Za-z0-9/:.#?&=+~_-]*\Z")  # an address that normalizing would not change, as most are
_AS_IT_IS = re.compile(
    r"https?://(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9/._~-]*)?\Z"
)  # likewise, as a text
_QUESTION = re.compile(r"\?[ \t]+")


SETTINGS = "commonmark", {"html": True, "xhtmlOut": False, "maxNesting": DEEPEST}


class Parser(MarkdownIt):
    """The library's parser with its rules, which are tried only where they may succeed."""

    inline: Phrases
    block: Lines

    def __init__(self) -> None:
        super().__init__(*SETTINGS)
        self.inline, self.block = Phrases(), Lines()
        self.configure(*SETTINGS)

    def settle(self) -> None:
        """Take over the rules when all are there.

        Those that go over the whole text have nothing to do in one without the characters that their work begins with.
        """
        self.inline.settle()
        self.block.settle()
        core = self.core.ruler
        for name, rule in zip(core.get_active_rules(), core.getRules(), strict=True):
            if name in WORKS_ON:
                core.at(name, _only_with(WORKS_ON[name], rule))


WORKS_ON = {
    "normalize": ("\r", "\0"),
    "footnote_tail": ("[^",),
    "text_join": ("\\", "&"),  # pieces of text that are no part of the text around: what was escaped
    "figure": ("![",),
    "interview": (":::",),
}
"""What has to stand in a text for a rule to change anything."""


def _only_with(marks: Sequence[str], rule: Callable[[StateCore], None]) -> Callable[[StateCore], None]:
    def only_with(state: StateCore) -> None:
        if any(mark in state.src for mark in marks):
            rule(state)

    return only_with


def parser() -> MarkdownIt:
    """The parser of Byline's Markdown."""
    markdown = Parser()
    furnish(markdown)
    markdown.settle()
    return markdown


def furnish(markdown: MarkdownIt) -> None:
    """CommonMark, tables, footnotes, definition lists, allow-listed attributes, and the rules of this module.

    The typographer stays off: its quotes take quadratic time. `quoting` puts in those of the text's language.
    """
    markdown.enable(["table", "strikethrough"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # typeset judges every address itself
    markdown.helpers = HELPERS  # type: ignore[assignment]  # of a module, only its names are asked for
    normalize = markdown.normalizeLink
    markdown.normalizeLink = lambda url: url if _NORMAL.match(url) else normalize(url)  # type: ignore[method-assign]
    as_text = markdown.normalizeLinkText
    markdown.normalizeLinkText = lambda link: link if _AS_IT_IS.match(link) else as_text(link)  # type: ignore[method-assign]
    footnote_plugin(markdown, inline=False)
    deflist_plugin(markdown)
    attrs_plugin(markdown, after=("image", "link_close", "span_close"), spans=True, allowed=ATTRIBUTES)
    for name in BLOCKS:
        container_plugin(markdown, name)
    markdown.core.ruler.push("figure", _figures)
    markdown.core.ruler.push("blank", _blanks)
    markdown.core.ruler.push("interview", _interviews)


def _figures(state: StateCore) -> None:
    """A picture that stands alone in a paragraph becomes a figure; its title is the caption."""
    tokens = state.tokens
    for index, inline in enumerate(tokens):
        if inline.type == "inline" and _alone(inline.children) and _frames(tokens, index):
            for token in (tokens[index - 1], tokens[index + 1]):
                token.type = token.type.replace("paragraph", "figure")
                token.tag, token.hidden = "figure", False
            inline.children = [child for child in inline.children or () if child.type == "image"]
            inline.children[0].meta["figure"] = True


def _frames(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is the whole of a paragraph; in a footnote, the way back stands behind the text."""
    types = [token.type for token in tokens[index - 1 : index + 2]]
    return types == ["paragraph_open", "inline", "paragraph_close"]


def _alone(children: Sequence[Token] | None) -> bool:
    return (
        children is not None
        and len([child for child in children if child.type == "image"]) == 1
        and all(child.type == "image" or (child.type == "text" and not child.content.strip()) for child in children)
    )


def _blanks(state: StateCore) -> None:
    """A paragraph of nothing but white space, written as a reference such as `&nbsp;`, is none."""
    tokens = state.tokens
    blank = {
        index
        for index, inline in enumerate(tokens)
        if inline.type == "inline" and _is_blank(inline.children) and _frames(tokens, index)
    }
    if blank:
        state.tokens = [token for index, token in enumerate(tokens) if blank.isdisjoint((index - 1, index, index + 1))]


def _is_blank(children: Sequence[Token] | None) -> bool:
    return all(
        child.type == "softbreak" or (child.type == "text" and not child.content.strip()) for child in children or ()
    )


def _interviews(state: StateCore) -> None:
    """In `::: interview`, a paragraph that begins with `? ` is a question; what follows, until the next, its answer."""
    made: list[Token] = []
    inside: list[tuple[int, bool]] = []  # for each open interview its level, and whether an answer is open
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "container_interview_open":
            inside.append((token.level, False))
        elif token.type == "container_interview_close":
            level, answering = inside.pop()
            if answering:
                made.append(_answer(-1, level))
        elif inside and token.level == inside[-1][0] + 1:
            level, answering = inside[-1]
            if token.type == "paragraph_open" and _take_question_mark(tokens[index + 1]):
                if answering:
                    made.append(_answer(-1, level))
                inside[-1] = (level, False)
                token.attrSet("class", "question")
                token.meta["question"] = True
            elif not (answering or is_comment(token)) and token.nesting >= 0 and not _closes_question(tokens, index):
                made.append(_answer(1, level))
                inside[-1] = (level, True)
        made.append(token)
    state.tokens = made


def _take_question_mark(inline: Token) -> bool:
    """Whether a paragraph's text begins with `? `; if so the mark is taken off."""
    children = inline.children or []
    first = children[0] if children else None
    if first is None or first.type != "text" or not (mark := _QUESTION.match(first.content)):
        return False
    asked = first.content[mark.end() :]
    if not asked.strip() and _is_blank(children[1:]):  # white space that is written as references
        return False
    first.content = asked
    return True


def _closes_question(tokens: Sequence[Token], index: int) -> bool:
    """Whether this token is still inside the question: its text."""
    return tokens[index].type == "inline" and bool(tokens[index - 1].meta.get("question"))


def is_comment(token: Token) -> bool:
    """Whether a block is a comment and nothing else: a question that was not asked, say."""
    text = token.content.strip() if token.type == "html_block" else ""
    return text.startswith("<!--") and text.find("-->") == len(text) - 3


def _answer(nesting: int, level: int) -> Token:
    token = Token("answer_open" if nesting > 0 else "answer_close", "div", nesting)  # type: ignore[arg-type]  # 1 or -1
    token.block, token.level = True, level + 1
    if nesting > 0:
        token.attrSet("class", "answer")
    return token
