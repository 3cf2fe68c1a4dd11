"""A file becomes front matter and body."""

from __future__ import annotations

import pytest

from byline.manuscript import LONGEST_LINE, read_manuscript
from byline.node import Mapping, Scalar
from byline.tree import File

PATH = "content/stories/2026/a.md"


@pytest.mark.parametrize(
    ("text", "title", "body", "first_line"),
    [
        ("---\ntitle: A\n---\nBody\n", "A", "Body\n", 4),
        ("---\r\ntitle: A\r\n---\r\nBody\r\nmore\r\n", "A", "Body\nmore\n", 4),
        ("---\rtitle: A\r---\rBody\r", "A", "Body\n", 4),
        ("---\r\r\ntitle: A\r\r\n---\r\r\nBody\r\r\n", "A", "Body\n", 4),
        ("\ufeff---\ntitle: A\n---\nBody", "A", "Body", 4),
        ("\n\u200b\n---\ntitle: A\n---\nBody", "A", "Body", 6),
        ("----\ntitle: A\n--\nBody", "A", "Body", 4),
        ("—\ntitle: A\n–--\nBody", "A", "Body", 4),
        ("--- \ntitle: A\n---\t \nBody", "A", "Body", 4),
        ("---\ntitle: A\n---", "A", "", 4),
        ("---\ntitle: A\n---\n\n\nBody", "A", "\n\nBody", 4),
        ("---\ntitle: A\n---\nOne\n---\nTwo", "A", "One\n---\nTwo", 4),
        ("---\ntitle: A --- B\n---\n", "A --- B", "", 4),
        ("---\n# why\ntitle: A\n---\nBody", "A", "Body", 5),
    ],
)
def test_front_matter_and_body(text: str, title: str, body: str, first_line: int) -> None:
    made, problems = read_manuscript(File(PATH, text.encode()))
    assert problems == ()
    assert made is not None
    assert isinstance(made.front, Mapping)
    key, value = made.front.entries[0]
    assert isinstance(value, Scalar)
    assert (key.text, value.text, made.body, made.first_line) == ("title", title, body, first_line)


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        (b"", "no-front-matter", 1, 1),
        (b"Body", "no-front-matter", 1, 1),
        (b"-\ntitle: A\n-\n", "no-front-matter", 1, 1),
        (b"\n---\ntitle: A\n", "front-matter-not-closed", 2, 1),
        (b"---\ntitle: A\n", "front-matter-not-closed", 1, 1),
        (b"---", "front-matter-not-closed", 1, 1),
        (b"---\ntitle: A\n ---\nBody", "front-matter-not-closed", 1, 1),
        (b"---\n- a\n---\n", "mapping-expected", 2, 1),
        (b"---\ntext\n---\n", "yaml-syntax", 2, 1),
        (b"---\n'text'\n---\n", "mapping-expected", 2, 1),
        (b"---\ntitle: A\n\nIt was five to six.\n\n---\nB", "front-matter-not-closed", 4, 1),
        (b"---\ntitle: A\n\nOne word: and it goes on\n---\nB", "front-matter-not-closed", 4, 1),
        (b"---\n\nNo front matter at all.\n\n---\nB", "front-matter-not-closed", 3, 1),
        (b"---\ntitle: [A\n\nIt was five to six.\n\n---\nB", "yaml-syntax", 2, 8),
        (b"---\ntitle: A\n\nauthors [ada]\n---\nB", "yaml-syntax", 4, 1),
        (b"---\ntitle: Gr" + b"\xfcn\n---\n", "not-utf8", 2, 10),
        ("---\ntitle: ÄÖ".encode() + b"\xff\n---\n", "not-utf8", 2, 10),
        (b"\xff\xfe-\x00-\x00-\x00", "front-matter-not-closed", 1, 1),
        (b"\xff\xfe-\x00-\x00-\x00\x00\xd8", "not-utf8", 1, 1),
        (b"---\ntitle: A\n---\n" + b"x" * (LONGEST_LINE + 1), "line-too-long", 4, LONGEST_LINE),
    ],
)
def test_what_is_no_manuscript(data: bytes, rule: str, line: int, column: int) -> None:
    made, problems = read_manuscript(File(PATH, data))
    assert made is None
    (found,) = problems
    assert (found.rule, found.place.line, found.place.column) == (rule, line, column)


def test_the_longest_line_is_read() -> None:
    made, problems = read_manuscript(File(PATH, b"---\ntitle: A\n---\n" + b"x" * LONGEST_LINE))
    assert problems == ()
    assert made is not None


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("0000", "abc"),
        ("0007", "abc"),
        ("001B", "abc"),
        ("007F", "abc"),
        ("0086", "abc"),
        ("202A", "abc"),
        ("202E", "abc"),
        ("2066", "abc"),
        ("2069", "abc"),
        ("FDD0", "abc"),
        ("FFFF", "abc"),
    ],
)
def test_characters_that_nobody_sees_are_taken_out(code: str, left: str) -> None:
    made, problems = read_manuscript(File(PATH, f"---\ntitle: A\n---\nab{chr(int(code, 16))}c\n".encode()))
    assert made is not None
    assert made.body == left + "\n"
    assert [(one.rule, one.place.line, one.place.column, one.facts) for one in problems] == [
        ("control-characters", 4, 3, (("code", f"U+{code}"),))
    ]


@pytest.mark.parametrize("code", ["000B", "000C", "0085", "2028", "2029"])
def test_line_ends_of_some_programs_become_spaces(code: str) -> None:
    text = f"---\ntitle: A\n---\nab{chr(int(code, 16))}c\u202ed\n"
    made, problems = read_manuscript(File(PATH, text.encode()))
    assert made is not None
    assert made.body == "ab cd\n"
    assert [(one.place.column, one.facts) for one in problems] == [(5, (("code", "U+202E"),))]


@pytest.mark.parametrize("code", ["0009", "00A0", "00AD", "200B", "200D", "200E", "FEFF", "1F527", "E000"])
def test_other_characters_stay(code: str) -> None:
    text = f"ab{chr(int(code, 16))}c"
    made, problems = read_manuscript(File(PATH, f"---\ntitle: A\n---\n{text}\n".encode()))
    assert made is not None
    assert (made.body, problems) == (text + "\n", ())
