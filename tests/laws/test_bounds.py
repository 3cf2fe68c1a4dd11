"""Law 4, the other half: no input takes for ever. Each of these once made some portal hang, and here it must end.

Nothing measures time; an input that hangs is seen because the run does not end.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from portal import CONFIG, edition, picture, story
from wellformed import faults

from byline.decode import decode
from byline.drawing import DEEPEST as DEEPEST_DRAWING
from byline.manuscript import LONGEST_LINE
from byline.markup import MOST_TAGS
from byline.node import DEEPEST as DEEPEST_YAML, compose
from byline.settings import Settings
from byline.tree import LARGEST_TEXT, look_through, read_all
from byline.typeset import LONGEST_PARAGRAPH, MOST_BRACKETS

pytestmark = pytest.mark.long

STORY = "content/stories/2026/a.md"
ERRORS = {
    "line-too-long", "paragraph-too-long", "too-many-brackets", "nested-too-deep", "yaml-too-deep", "yaml-syntax",
    "yaml-feature", "html-not-closed", "too-much-html", "table-too-large", "comment-cut", "wrong-type", "too-long", "out-of-range",
}  # fmt: skip


def comes_through(files: Mapping[str, str | bytes]) -> set[str]:
    """Refused with an error in the story, or set on a page without faults; the rules that were broken."""
    made = edition(files)
    errors = {one.rule for one in made.problems if one.severity.value == "error"}
    assert errors <= ERRORS, errors
    pages = {file.path: file.data.decode() for file in made.files if file.path.endswith(".html")}
    assert ("stories/2026/a/index.html" in pages) == (not errors)
    if not errors:
        assert faults(pages["stories/2026/a/index.html"]) == []
    return errors


def paragraphs(piece: str) -> str:
    """As many paragraphs of as many such pieces as a file may hold."""
    one = piece * ((LONGEST_PARAGRAPH - 200) // len(piece))
    return "\n\n".join([one] * (LARGEST_TEXT // (len(one.encode()) + 2) - 1))


RUNS = {
    "brackets": "[", "closing brackets": "]", "images": "![", "links": "[a](", "empty links": "[](", "references": "[a][b]", "stars": "*a ",
    "double stars": "*a **a", "underscores": "_a __a", "mixed emphasis": "***a", "tildes": "~~a", "backticks": "`", "growing code": "a`b``c```",
    "ampersands": "&", "entities": "&lt;&#", "less than": "<", "tags": "<b>", "closing tags": "</b>", "comments": "<!--", "instructions": "<?",
    "cdata": "<![CDATA[", "declarations": "<!A", "attributes": "<a b=", "backslashes": "\\", "addresses": "<a:", "mails": "a@b.c ", "quotes": "\"'",
    "braces": "{.a", "attributes after spans": "[a]{.b}", "footnotes": "[^1]", "colons": ":::", "exclamation marks": "!", "words": "word ",
    "wide letters": "𝔘", "hard breaks": "a  \n", "soft breaks": "a\n",
    "names with spaces": "[a](a ", "titles in other quotes": "[a](a “", "values in other quotes": "{a=“", "bullets": "•", "wide spaces": "\u00a0 ",
}  # fmt: skip


@pytest.mark.parametrize("piece", RUNS.values(), ids=RUNS.keys())
def test_one_paragraph_as_long_as_allowed(piece: str) -> None:
    comes_through({STORY: story(piece * ((LONGEST_PARAGRAPH - 1) // len(piece)))})


@pytest.mark.parametrize("piece", ["*a **a", "`", "<b>", "<!--", "a`b``c```", "&", "[^1]", "word ", "<a b="])
def test_a_whole_file_of_them(piece: str) -> None:
    comes_through({STORY: story(paragraphs(piece))})


BLOCKS = {
    "quotes": ">" * 10_000, "quotes with spaces": "> " * 9_000, "lists": "- " * 9_000, "numbers": "1. " * 6_000,
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(140)),
    "nested quotes": "\n".join(">" * depth + " a" for depth in range(1, 190)),
    "blocks in blocks": "".join("::: quote\n" for _ in range(2_000)),
    "longer and longer fences": "".join(":" * (3 + depth) + " interview\n" for depth in range(150)),
    "equal headings": "## A\n\n" * 30_000,
    "dead anchors": "".join(f"## h{number}\n\n[x](#hx{number})\n\n" for number in range(2_000)),
    "words' elements that stay open": ("<div>" + "".join(f"<p><b id={number}>" for number in range(99)) + "</div>\n\n") * 120,
    "many tables with short rows": ("|".join("a" * 100) + "\n" + "|".join("-" * 100) + "\n" + "b\n" * 195 + "\n") * 300,
    "words' elements in many paragraphs": ("<div><p>" + "".join(f"<b id={number}>" for number in range(30)) + "<p>x" * 2_400 + "</div>\n\n") * 12,
    "links that do not end": ("x ](a" + "a ." * 6_000 + "\n\n") * 12,
    "links of spaces": ("x ](a" + " " * 19_000 + "\n\n") * 12,
    "braces that do not end": ("[a](b){" + "=" * 19_000 + "\n\n") * 12,
    "unclosed boxes": "<div>\n\nText.\n\n" * 9_000,
    "numbered headings": "".join(f"## A {number % 3}\n\n" for number in range(15_000)),
    "definitions of references": "".join(f"[{number}]: x\n\n" for number in range(4_900)),
    "uses of a reference": "[a]: x\n\n" + "[a]\n\n" * 4_900,
    "definitions of footnotes": "".join(f"[^{number}]\n\n[^{number}]: x\n\n" for number in range(2_400)),
    "one footnote, many marks": "[^1]: x\n\n" + "[^1]\n\n" * 4_900,
    "a wide table": "|a" * 3_000 + "|\n" + "|-" * 3_000 + "|\n" + "|b" * 3_000 + "|\n",
    "a table with short rows": "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "b\n" * 6_000,
    "a long table": "|a|\n|-|\n" + "|b|\n" * 4_000,
    "rules": "***\n" * 40_000, "fences": "```\n" * 40_000, "deep code": " " * 19_000 + "a",
    "definition lists": "a\n: b\n\n" * 20_000, "list items": "- a\n\n" * 30_000,
    "questions": "::: interview\n" + "? Why?\n\nSo.\n\n" * 10_000 + ":::\n",
    "empty lines": "\n" * 250_000, "spaces": " " * 19_000, "tabs": "\t" * 19_000,
    "html blocks": "<p>a</p>\n\n" * 20_000, "open html blocks": "<div>\n\n" * 20_000,
    "nested images": "![" * 2_400 + "a" + "](x)" * 2_400,
    "nested links": "[" * 2_400 + "a" + "](x)" * 2_400,
    "nested emphasis": "*a " * 3_000 + "a*" * 3_000,
}  # fmt: skip


@pytest.mark.parametrize("body", BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks(body: str) -> None:
    comes_through({STORY: story(body)})


NESTED = [
    "b",
    "span",
    "q",
    "div",
    "blockquote",
    "ul><li",
    "table><tr><td",
    "details",
    "dl><dd",
    "a href=x",
    "svg",
    "math",
    "form",
    "p",
]


@pytest.mark.parametrize("tag", NESTED)
def test_html_nested_as_deeply_as_allowed(tag: str) -> None:
    comes_through({STORY: story(f"<div>{f'<{tag}>' * (MOST_TAGS // (tag.count('<') + 1) - 2)}a\n")})
    comes_through({STORY: story("a " + f"<{tag}>" * 900 + "\n")})


def test_beyond_the_bounds_a_story_is_refused() -> None:
    """Each bound is where its module says: one more is refused, and the problem says what."""
    line, paragraph = "a" * LONGEST_LINE, ("b" * 99 + "\n") * (LONGEST_PARAGRAPH // 100)
    cases = [
        (line[: LONGEST_PARAGRAPH - 1], line + "a", "line-too-long"),
        (paragraph[:-1], paragraph + "b", "paragraph-too-long"),
        ("[\n\n" * MOST_BRACKETS, "[\n\n" * (MOST_BRACKETS + 1), "too-many-brackets"),
        ("> " * 30 + "a", "> " * 60 + "a", "nested-too-deep"),
        ("<p>" * 400, "<b>" * (MOST_TAGS + 1), "too-much-html"),
    ]
    for within, beyond, rule in cases:
        assert comes_through({STORY: story(within)}) == set(), rule
        assert comes_through({STORY: story(beyond)}) == {rule}


YAML = {
    "deep lists": "x: " + "[" * 9_000, "deep mappings": "x: " + "{a: " * 4_000, "deep blocks": "\n".join(" " * depth + "a:" for depth in range(150)),
    "deep dashes": "x:\n  " + "- " * 9_000, "many keys": "".join(f"k{number}: 1\n" for number in range(20_000)),
    "many equal keys": "title: a\n" * 20_000, "many items": "topics: [" + "a, " * 6_000 + "a]",
    "aliases": "a: &a [x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]",
    "a long number": "reach: " + "9" * 19_000, "a long float": "image: {src: a, focus: [0." + "9" * 19_000 + ", 0]}", "a long date": "date: 2026-03-14" + "0" * 9_000,
    "a long title": "title: " + "a" * 19_000, "a long key": "a" * 19_000 + ": b", "a long scalar": "summary: |\n" + "  word word word\n" * 12_000,
    "question marks": "? " * 9_000, "colons": ": " * 9_000, "tags": "!a " * 6_000, "quotes": "title: '" + "'' " * 6_000 + "'", "percent": "%\n" * 9_000,
    "documents": "--- \n" * 3_000,
}  # fmt: skip


@pytest.mark.parametrize("front", YAML.values(), ids=YAML.keys())
def test_front_matter(front: str) -> None:
    made = edition({STORY: f"---\n{front}\n---\nText.\n"})
    assert all(one.rule for one in made.problems if one.place.path == STORY)
    assert not any(file.path.startswith("stories/2026/a/") for file in made.files)


@pytest.mark.parametrize("text", YAML.values(), ids=YAML.keys())
def test_settings(text: str) -> None:
    made = edition({"config.yaml": CONFIG + text})
    assert not made.sound
    assert {one.place.path for one in made.problems} == {"config.yaml"}


def test_yaml_within_its_depth_is_read() -> None:
    deep = "x: " + "[" * (DEEPEST_YAML - 1) + "]" * (DEEPEST_YAML - 1)
    node, problems = compose(deep, "config.yaml")
    assert node is not None
    assert problems == ()
    assert decode(node, Settings).problems


def drawn(inner: str, head: str = "") -> bytes:
    return f"{head}<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inner}</svg>".encode()


LAUGHS = "".join(f"<!ENTITY l{number} '{f'&l{number - 1};' * 10}'>" for number in range(1, 10))
DRAWINGS = {
    "billion laughs": drawn("<text>&l9;</text>", f"<!DOCTYPE svg [<!ENTITY l0 'ha'>{LAUGHS}]>"),
    "quadratic": drawn("<text>" + "&a;" * 5_000 + "</text>", f"<!DOCTYPE svg [<!ENTITY a '{'a' * 50_000}'>]>"),
    "deep": drawn("<g>" * 100_000 + "</g>" * 100_000),
    "not closed": drawn("<g>" * 100_000),
    "just too deep": drawn("<g>" * (DEEPEST_DRAWING + 1) + "</g>" * (DEEPEST_DRAWING + 1)),
    "many": drawn("<rect/>" * 200_000),
    "many attributes": drawn("<rect " + " ".join(f"a{number}='1'" for number in range(50_000)) + "/>"),
    "a long path": drawn(f"<path d='{'M0 0 ' * 200_000}'/>"),
    "a long style": drawn(f"<rect style='{'fill:red;' * 100_000}'/>"),
    "many url": drawn(f"<rect fill='{'url(' * 100_000}'/>"),
    "spaces": drawn(f"<rect style='{' ' * 300_000}'/>"),
    "letters": drawn(f"<rect style='{'a' * 300_000}'/>"),
    "a width that is none": b"<svg xmlns='http://www.w3.org/2000/svg' width='" + b"1" * 200_000 + b"x' height='1'/>",
    "a long view box": b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='" + b"1 " * 200_000 + b"'/>",
    "a long width": b"<svg xmlns='http://www.w3.org/2000/svg' width='" + b"1" * 200_000 + b"' height='1'/>",
}


@pytest.mark.parametrize("data", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_drawings(data: bytes) -> None:
    made = edition({STORY: story("![A](/pictures/x.svg)"), "content/pictures/x.svg": data})
    assert made.sound
    assert sum(len(file.data) for file in made.files if file.path.startswith("pictures/")) < 3_000_000


def test_files_larger_than_allowed_are_not_read(tmp_path: object) -> None:
    from pathlib import Path

    root = Path(str(tmp_path))
    (root / "content").mkdir()
    (root / "content" / "just.md").write_bytes(b"a" * LARGEST_TEXT)
    (root / "content" / "more.md").write_bytes(b"a" * (LARGEST_TEXT + 1))
    with (root / "content" / "huge.png").open("wb") as file:
        file.truncate(3 * 1024**3)  # a hole: it takes no room on the disk
    tree = read_all(look_through(root, "content"))
    assert [file.path for file in tree.files] == ["content/just.md"]
    assert [(one.place.path, one.rule) for one in tree.problems] == [
        ("content/huge.png", "file-too-large"),
        ("content/more.md", "file-too-large"),
    ]


def test_many_small_things() -> None:
    """A portal of many files is no problem either: links, terms and dates that are all the same."""
    files: dict[str, str | bytes] = {
        f"content/stories/2026/s{number}.md": story("[a](s0.md)", topics="[learning, quality]", date="2026-03-14 10:00")
        for number in range(400)
    }
    made = edition({**files, "content/pictures/p.png": picture()})
    assert made.sound
    assert made.counts.stories == 400


@pytest.mark.parametrize(
    "piece",
    ["\u00a0 ", "\t", "– ", ", \u00a0", "[\u00a0", "“a”, ", "’a", "a\u00a0: "],
    ids=["wide spaces", "tabs", "dashes", "commas", "brackets", "quotes", "single quotes", "keys"],
)
def test_a_long_line_of_what_office_programs_write(piece: str) -> None:
    long = piece * ((LONGEST_LINE - 10) // len(piece))
    for line in (f"title: {long}x", f"title: [{long}x", f"{long}x: y"):
        compose(f"{line}\n" * 6, STORY)
