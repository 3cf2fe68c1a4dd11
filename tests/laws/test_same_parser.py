"""Law: what our own ways to the parser's rules make is what the parser itself makes, token by token and body by body.

`BYLINE_TRIES=1000` compares a hundred thousand texts and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from chance import tries
from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from portal import ROOT

from byline import node, typeset as room
from byline.blocks import SETTINGS, furnish, parser
from byline.body import Body, Labels
from byline.compositor import Compositor
from byline.problem import Problem

LABELS = Labels("Table", "Code", "Notes", "Back")

PIECES = (
    *"""a|b |Wort|x y|*|**|***|_|__|~|~~|~~~|`|``|[|]|](|(|)|[a](b)|[a](<b c> "d")|[a]|[a][a]|![|![p](q.png)|{.wide}|{lang=de}
{#x .y z=1}|{|}|<|<b>|</b>|<div>|</div>|<!-- c -->|<!--|<http://a.b>|<a@b.c>|<?x?>|<![CDATA[|&|&amp;|&#12;|&#35;|&lbrack;|\\|\\*|\\[|\\&|!|!!
#|# |## |##|#hash| |  |   |    |\t| \t|- |-|* |+ |1. |2) |10. |-\t|1.\t|> |>|>\t|---|***|___|===|=|--|- - -|```|~~~|```py|`````|::: quote
::: quote Wer Sonst|::: interview|::: other|:::|::::|? |?|[^1]|[^1]: |[^n]:|: |:|:   |~ |\r|\x0b|\x0c|\x00|\u00a0|\u2003|\u2028|\ufeff|é|ß|𝔘|„|“
—|😀|'|"|"t"|http://x.de/ä?b=c|/p/a%20b|../x.md|#anker|mailto:a@b.de|a.b-c_d|snake_case_word|5*3*2|*w*|**w**|_w_|__w__|*w*,|**w w**.|(*w*)
*a*b|a*b*|**a*|~~s~~|`c`|``c`d``|<span lang=de>|</span>|<p>|<script>|<pre>|%|$|@|+|.|2024. |1) """.replace("\n", "|").split("|"),
    "|", "| a | b |\n", "|---|---|\n", "|:-:|--:|\n", "a | b\n", "-|-\n", ":-", "[a]: b", "[a]: <c d> 'e'\n", "[^1]: Note\n    more\n",
    "Term\n", ": Def\n", "~ Def\n", "\r\n", "? Frage\n", "\\\n", "**w**\n", "\n", "\n", "\n\n", "\n\n", "\n- ", "\n  - ", "\n    ", "\n> ", "\n>\n",
    "\n1. ", "\n# ", "\n***\n", "\n:::\n", "\n\n: d\n", "\n    code\n", "\n\tcode\n", "\n  \n", "\n \t\n",
)  # fmt: skip
BLOCKS = (
    "- a\n- b\n", "1. a\n2. b\n", "- a\n\n- b\n", "- a\n  b\n", "7. A\n8. B\n\nText\n", "- **A:** b\n- C\n\n# D\n", "> a\n> b\n", "> a\nb\n",
    "| a | b |\n|---|:--|\n| c | d |\n", "one\ntwo\n\n", "# H\n\n", "Set\n===\n\n", "Set\n---\n\n", "```\ncode\n```\n", "    code\n\n", "Term\n: Def\n\n",
    "Term\n\n:   Def\n\n    more\n\n", "[^1]: Note *x*\n\n", "Text[^1] here\n\n", "::: quote Wer\nText\n:::\n\n", "![alt](b.png)\n\n",
    "::: interview\n\n? Frage\n\nAntwort\n\n? Noch\n\nJa\n:::\n\n", '![alt](b.png "cap"){.wide credit="X"}\n\n', "<div>\n\ntext\n\n</div>\n\n",
    "<b>x</b> y\n\n", '[x]: /y "z"\n\n', "[x] and [y][x]\n\n", "* * *\n\n", "a  \nb\\\nc\n\n", "**a**: *b*, `c` [d](e)\n\n", "Ä *b* c **d**\n**e**\n\n",
)  # fmt: skip

RUNS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@st.composite
def nested(draw: st.DrawFn) -> str:
    """Blocks, some of which stand in others."""
    text = ""
    for block in draw(st.lists(st.one_of(st.sampled_from(BLOCKS), RUNS), min_size=1, max_size=6)):
        mark = draw(st.sampled_from(("", "", "  ", "> ", "    ", "- ", "1. ", "\t", ": ", "[^1]: ")))
        again = mark if mark == "> " else " " * len(mark)
        text += "\n".join((again if number else mark) + line for number, line in enumerate(block.split("\n")))
    return text


@cache
def ours() -> MarkdownIt:
    return parser()


@cache
def library() -> MarkdownIt:
    """The parser as it comes, with the same plugins and rules, and tokens set as its own renderer sets them."""
    markdown = MarkdownIt(*SETTINGS)
    furnish(markdown)
    renderer = Plainly(markdown)
    renderer.rules = {**markdown.renderer.rules, **renderer.rules}  # type: ignore[attr-defined]  # as in `typeset`
    markdown.renderer = renderer
    return markdown


class Plainly(Compositor):
    def renderToken(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return RendererHTML.renderToken(self, tokens, idx, options, env)

    def plain(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        return "".join(self.token(tokens, index, options, env) for index in range(len(tokens)))


def parsed(markdown: MarkdownIt, text: str, deepest: int) -> object:
    """The tokens, and what later stages read of the environment."""
    env: dict[str, Any] = {}
    before, markdown.options["maxNesting"] = markdown.options["maxNesting"], deepest
    try:
        tokens = [token.as_dict() for token in markdown.parse(text, env)]
    finally:
        markdown.options["maxNesting"] = before
    return tokens, env.get("references"), env.get("footnotes", {}).get("refs", {})


def set_in_type(text: str) -> tuple[Body, tuple[Problem, ...]]:
    return room.typeset(
        text, path="content/stories/2026/a.md", first_line=9, base="https://a.example/", labels=LABELS, language="en"
    )


def compare(text: str, deepest: int = 40) -> None:
    """Both make the same of a text; there are a few on which the library gives up, and with it nothing can be compared."""
    try:
        tokens = parsed(library(), text, deepest)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(room, "_markdown", library)
            made = set_in_type(text)
    except IndexError:
        return
    assert parsed(ours(), text, deepest) == tokens
    assert set_in_type(text) == made


@tries(200)
@given(RUNS)
@example("**w** \n")
@example("![a](b)**&#35;**c**")
def test_in_lines(text: str) -> None:
    compare(text)


@tries(200)
@given(nested(), st.sampled_from((40, 40, 40, 2, 3, 5)))
def test_in_blocks(text: str, deepest: int) -> None:
    compare(text, deepest)


def test_where_the_library_gives_up() -> None:
    """At a table in a quote whose last line is empty but for the mark, and the last of the text."""
    text = "> | a |\n> |---|\n> | b |\n> "
    with pytest.raises(IndexError):
        parsed(library(), text, 40)
    assert set_in_type(text) == set_in_type(text + "\n")


FILES = [
    *ROOT.glob("content/**/*.md"),
    *ROOT.glob("tests/cases/markdown-*.txt"),
    *ROOT.glob("tests/cases/html-*.txt"),
    ROOT / "README.md",
]


@pytest.mark.parametrize("part", range(4))
def test_in_files(part: int) -> None:
    assert len(FILES) > 80
    for path in sorted(FILES)[part::4]:
        text = path.read_text("utf-8")
        compare(text)
        for paragraph in text.split("\n\n"):
            compare(paragraph)


@tries(200)
@given(st.from_regex(r"https?://[a-z0-9-]{1,5}(\.[a-z0-9-]{1,5})?(/[A-Za-z0-9/._~-]{0,9})?", fullmatch=True))
def test_addresses_that_are_shown_as_they_are(url: str) -> None:
    assert ours().normalizeLinkText(url) == MarkdownIt().normalizeLinkText(url)


# Front matter with one entry on each line


VALUES = (
    '"x y"', "[a]", '["a-b", "c"]', "[a b,c]", "[]", "words: here", "Am 23. Tag, am 30. wieder.", "2026-01-02", "12:30", "x #y", "x#y", "x:", "x:y",
    "null", "~", "-x", "'a'", '"a\\n"', "{a: b}", "ä„b“", "a\u00a0b", "a\ufeff", "a ", "a, b", "[a, , b]", '"a" b', "[a]]", "https://a.b/c?d#e", "!x", "a\tb",
    "{a: b, c: 1}", '{a: "b: c, d: e", src: ../x.jpg}', "{a: b, a: c}", "{a: b,c: d}", "{a:b}", "[/a/b.c, ../d]", "[.]", "{a: [b]}", "{}",
)  # fmt: skip
ENTRIES = st.tuples(
    st.sampled_from(("a", "title", "x_y", "null", "a-b", "b")),
    st.sampled_from((": ", ": ", ": ", ":", ":  ")),
    st.one_of(st.sampled_from(VALUES), st.lists(st.sampled_from(VALUES), max_size=3).map("".join)),
).map("".join)


@tries(300)
@given(
    st.lists(ENTRIES, min_size=1, max_size=4).map("\n".join), st.sampled_from(("", "\n", "\n\n", "\n  a\n", "\n# a\n"))
)
def test_entries_are_what_yaml_reads(text: str, end: str) -> None:
    made = node.compose(text + end, "content/a.md", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(node, "_simple", lambda *_: None)
        assert made == node.compose(text + end, "content/a.md", 2)
