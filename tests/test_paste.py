"""What people paste: line ends, marks and quotes of programs go, words stay, and nothing gets out of its place."""

from __future__ import annotations

import pytest

from byline.paste import harmless, plain


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("\ufeffa\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\u200bb\u00adc\x00d", "abcd"),
        ("a  \n\u00a0\nb", "a\n\nb"),
        ("\n\na\n\n", "a"),
        ("> a\n>\n> > b", "a\n\n> b"),
        ("> a\nb", "> a\nb"),
        ("> > a\n>> b", "a\nb"),
        (">", ""),
        ("", ""),
    ],
)
def test_plain(pasted: str, expected: str) -> None:
    assert plain(pasted) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b> < d", r"a \<b>c\</b> < d"),
        ("<!-- a --> b", r"\<!-- a --> b"),
        ("<https://x.example/> and <a@x.example>", "<https://x.example/> and <a@x.example>"),
        ("`<b>` and ``a`<b>`` and `<b>", r"`<b>` and ``a`<b>`` and `\<b>"),
        ("```<b>`", r"```<b>`" + "\n```"),
        ("``` x\n<b>\n```\n<b>", "``` x\n<b>\n```\n" + r"\<b>"),
        ("```\n<b>\n~~~", "```\n<b>\n~~~\n```"),
        ('<img width="3" alt="A ring" src="https://x.example/1" />', "![A ring](https://x.example/1)"),
        ('<img src="https://x.example/1">', "![](https://x.example/1)"),
        ("::: interview\n a ::: b\n  ::::", "\\::: interview\n a ::: b\n  \\::::"),
        ("? Why\n> ? Why\na ? b\n?c", "?Why\n> ?Why\na ? b\n?c"),
        ("[Ada]: yes\n[^1]: note\n[a](b): c", "\\[Ada]: yes\n[^1]: note\n[a](b): c"),
        ("a\n---\nb\n===\n--", "a\n\n---\nb\n\n===\n\n--"),
        ("• a\n  ▪ b\n- c", "- a\n  - b\n- c"),
        ("a:\no   b\n§   c\n–   d", "a:\n- b\n- c\n- d"),
        ("a:\no b\no c", "a:\n- b\n- c"),
        ("a:\n– b\n– c\n\n– Yes.", "a:\n- b\n- c\n\n– Yes."),
        ("• a\n    o   b", "- a\n    - b"),
        ("a\no b\n§ 5 c\n§ 6 d", "a\no b\n§ 5 c\n§ 6 d"),
        ("```\n–   a\n```", "```\n–   a\n```"),
        ("      a\n    - b\n    1. c\n   d", "a\n    - b\n    1. c\n   d"),
    ],
)  # fmt: skip
def test_harmless(text: str, expected: str) -> None:
    assert harmless(text) == expected
