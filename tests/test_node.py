"""YAML as nodes: the author's text, its place, and nothing that can grow."""

from __future__ import annotations

import pytest
import yaml
from chance import tries
from hypothesis import example, given, strategies as st

from byline import node as reader
from byline.messages import LANGUAGES
from byline.node import DEEPEST, Mapping, Node, Scalar, Sequence, compose
from byline.problem import Place

PATH = "content/stories/2026/a.md"


def bare(node: Node | None) -> object:
    """A node as plain values: what was not quoted stands as it is, what was quoted in a tuple of one."""
    if isinstance(node, Mapping):
        return {key.text: bare(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [bare(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text if node.plain else (node.text,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: NO", {"a": "NO"}),
        ("a: 12:30:45", {"a": "12:30:45"}),
        ("a: 010", {"a": "010"}),
        ("a: 2026-03-14", {"a": "2026-03-14"}),
        ("a: ~", {"a": "~"}),
        ("a:", {"a": ""}),
        ("a: 'NO'", {"a": ("NO",)}),
        ('a: "x\\ny"', {"a": ("x\ny",)}),
        ("a: [1, [b], {c: d}]", {"a": ["1", ["b"], {"c": "d"}]}),
        ("a: |\n  one\n  two\n", {"a": ("one\ntwo\n",)}),
        ("a: >-\n  one\n  two\n", {"a": ("one two",)}),
        ("1: a\ntrue: b\n", {"1": "a", "true": "b"}),
        ("'<<': a", {"<<": "a"}),
        ("a: b # why\n# nothing\n", {"a": "b"}),
        ("a: Äpfel 🍏", {"a": "Äpfel 🍏"}),
        ("", {}),
        ("# only a comment\n", {}),
        ("'just text'", ("just text",)),
        ("a:\u00a0b\nc:\u202f \u00a0[d]\n", {"a": "b", "c": ["d"]}),
        ("a:\n  - b:\u00a0c\u00a0d\n", {"a": [{"b": "c\u00a0d"}]}),
    ],
)
def test_text_stays_text(text: str, expected: object) -> None:
    node, problems = compose(text, PATH)
    assert bare(node) == expected
    assert problems == ()


def test_every_node_knows_its_place() -> None:
    node, _ = compose("title: A\nauthors: [ada,\n  ben]\nimage:\n  src: x\n", PATH, first_line=2)
    assert isinstance(node, Mapping)
    (_, title), (authors_key, authors), (_, image) = node.entries
    assert title.place == Place(PATH, 2, 8)
    assert authors_key.place == Place(PATH, 3, 1)
    assert isinstance(authors, Sequence)
    assert [item.place for item in authors.items] == [Place(PATH, 3, 11), Place(PATH, 4, 3)]
    assert isinstance(image, Mapping)
    assert image.entries[0][1].place == Place(PATH, 6, 8)


@pytest.mark.parametrize(
    ("text", "feature", "line"),
    [
        ("a: 1\nb: *x", "*x", 3),
        ("a: &x 1", "&x", 2),
        ("a: &x [1]", "&x", 2),
        ("&x a: 1", "&x", 2),
        ("a: !!int 1", "!!int", 2),
        ("a: !mine {}", "!mine", 2),
        ("a: ! x", "!", 2),
        ("a: 1\n--- \nb: 2", "---", 3),
    ],
)
def test_features_that_are_not_used_are_refused(text: str, feature: str, line: int) -> None:
    node, problems = compose(text, PATH, first_line=2)
    assert node is None
    (found,) = problems
    assert (found.rule, dict(found.facts), found.place.line) == ("yaml-feature", {"feature": feature}, line)


def test_a_merge_key_is_told_and_the_rest_is_read() -> None:
    node, problems = compose("<<: {a: 1}\nb: 2\n", PATH)
    assert bare(node) == {"b": "2"}
    assert [one.rule for one in problems] == ["yaml-feature"]


def test_the_first_of_equal_keys_counts_and_the_second_is_told() -> None:
    node, problems = compose("a: 1\nb: 2\na: 3\na: 4\n", PATH)
    assert bare(node) == {"a": "1", "b": "2"}
    assert [(one.rule, one.place.line, dict(one.facts)["first"]) for one in problems] == [
        ("duplicate-key", 3, "1"),
        ("duplicate-key", 4, "1"),
    ]


def test_equal_keys_in_different_mappings_are_two_things() -> None:
    assert compose("a: {x: 1}\nb: {x: 2}\n", PATH)[1] == ()


def test_nesting_is_bounded_where_the_rule_says() -> None:
    deepest = "[" * DEEPEST + "]" * DEEPEST
    assert compose(deepest, PATH)[1] == ()
    node, problems = compose(f"[{deepest}]", PATH)
    assert node is None
    assert [one.rule for one in problems] == ["yaml-too-deep"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "{[", "? "])
def test_nesting_without_end_is_told(opening: str) -> None:
    node, problems = compose(opening * 50_000, PATH)
    assert node is None
    assert [one.rule for one in problems] == ["yaml-too-deep"] or problems[0].rule == "text-expected"


@pytest.mark.parametrize(
    ("text", "rule", "line", "guess"),
    [
        ("title: The roof: a story", "yaml-syntax", 2, 'title: "The roof: a story"'),
        ("a: 1\ntitle: @home", "yaml-syntax", 3, 'title: "@home"'),
        ("title: %x", "yaml-syntax", 2, 'title: "%x"'),
        ("title: 'open", "yaml-syntax", 2, ""),
        ("a: [1, 2", "yaml-syntax", 2, ""),
        ("just text", "yaml-syntax", 2, ""),
        ('title: a\\b: "c"', "yaml-syntax", 2, "title: 'a\\b: \"c\"'"),
        ('title: it\'s: "c"', "yaml-syntax", 2, "title: 'it''s: \"c\"'"),
        ("a:\n  c: 0\n\tb: 1", "yaml-tab", 4, ""),
        ("a: 1\n b: 2", "yaml-syntax", 3, ""),
    ],
)
def test_faults_are_told_where_they_are(text: str, rule: str, line: int, guess: str) -> None:
    node, problems = compose(text + "\n", PATH, first_line=2)
    assert node is None or guess  # then it is read as it was meant
    (found,) = problems
    assert (found.rule, found.place.line, found.guess) == (rule, line, guess)


def test_one_slip_hides_no_other() -> None:
    """What was probably meant is read, to the end."""
    node, problems = compose("title: The roof: a story\nlearned: @home\nkind: day\n", PATH, first_line=2)
    assert [(one.rule, one.place.line) for one in problems] == [("yaml-syntax", 2), ("yaml-syntax", 3)]
    assert bare(node) == {"title": ("The roof: a story",), "learned": ("@home",), "kind": "day"}


def test_a_guess_can_be_read() -> None:
    _, (found,) = compose("title: The roof: a story", PATH)
    assert bare(compose(found.guess, PATH)[0]) == {"title": ("The roof: a story",)}


def test_characters_given_by_number_are_looked_at_too() -> None:
    node, problems = compose('a: "x\\0y\\u202Ez\\uFDD0"', PATH)
    assert bare(node) == {"a": ("xyz",)}
    assert [(one.rule, dict(one.facts)["code"]) for one in problems] == [("control-characters", "U+0000")]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: Halle #3 und @alle", 10),
        ("a: #1 im Werk", 4),
        ("a:\n- #1", 3),
        ("a: [b #c\n ]", 7),
        ("a:\n  b\n  c #d", 5),
    ],
)
def test_a_text_cut_off_by_a_comment_is_told(text: str, column: int) -> None:
    node, (found,) = compose(text, PATH)
    assert node is not None
    assert (found.rule, found.place.line, found.place.column) == (
        "cut-by-comment",
        text.count("\n", 0, text.index("#")) + 1,
        column,
    )


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c",
        "a: b#c",
        "#a\na: b",
        'a: "b #c"',
        "a: 'b' #c",
        "a: |\n  b #c\n",
        "a: b ## c",
        "a: b #",
        "a: # b\n  c",
    ],
)
def test_other_comments_are_not(text: str) -> None:
    assert compose(text, PATH)[1] == ()


SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            "\n \n  \n-\n- a\na:\na: \na: b\n--- \n...\n\t\n[\n]\n{\n}\n,\n: \n:\n#\n #b\n\"\n'\n\\\n\\x\n|\n> \n>\n&\n&a \n*\n*b*\n!\n!!\n"
            "!<\n!a!\n%\n%YAML 1.1\n%TAG \n@\n`\n? \n?\n<<: \nb c\n\u00a0\n\u2028\n\ufeff".split("\n")
        ),
        st.sampled_from(["\n", "\n  ", "\n- ", "\nb: ", ' "', " '"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@tries(400)
@given(SOUP)
@example('a: "\\')
@example("a: [b\n}")
@example("--- ")
@example("%YAML 1.1")
def test_every_reason_is_in_our_own_words(loader: str, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "Loader", getattr(yaml, loader))
        problems = compose(text, PATH)[1]
    for found in problems:
        reason = dict(found.facts).get("reason")
        if found.rule == "yaml-syntax":
            assert all(reason in language.reasons for language in LANGUAGES.values()), reason
        assert 1 <= found.place.line <= text.count("\n") + 1
        if found.guess:
            assert compose(found.guess, PATH)[1] == (), found.guess
