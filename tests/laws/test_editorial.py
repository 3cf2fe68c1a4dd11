"""Law 4 for style: whatever stands in a story, something can be said of how it is written, at a place that there is."""

from __future__ import annotations

from chance import tries
from hypothesis import example, given, strategies as st
from written import PATH, style

from byline.messages import LANGUAGES, hint, sentence
from byline.problem import RULES, Place, Severity
from byline.settings import Avoided

PIECES = [
    "# A\n", "### B\n", "C\n===\n", "> ", "- ", "1. ", "\n", "\n\n", "  \n", "*", "**", "_", "`", "``", "```\n", "    ",
    "|a|b|\n|-|-|\n|c|", "[hier](b)", "[", "](", ")", "![a](b.png)", "[^1]", "\n\n[^1]: Note ", "<b>", "</b>", "<!--", "-->",
    "<div>\n", "&amp;", "&#1;", "\\", "\\*", "{lang=en}", "[x]{lang=en}", "<https://a.example>", "www.a.example", "a@b.example",
    "\n::: interview\n", "\n::: quote\n", "\n:::\n", "? Wer? ", "\nTerm\n: was\n",
    "Kolleg:innen ", "Kolleg*innen ", "Kolleg\\*innen ", "Kolleg/-in ", "KollegInnen ", "jede_r ", "Kolleginnen und Kollegen ",
    "Kolleg(inn)en ", "jede(r) ", "Kolleg·in ", ", liebe Kollegen ", "**Wer?**\n\n", "**Ada:** ", "'", "‚", "‘", "sagt ", "zu ",
    "du ", "Sie ", ", Ihnen ", "Ihr Öl ", "zeitnah ", "am Ende\ndes Tages ", "am ", "Ende ",
    ". ", "! ", "… ", ": ", "; ", "z. B. ", "am 3. Mai ", "„", "“", "”", "»", "«", '"', "’", "–", "\u00a0", "\u00ad", "İ", "ß", "😀",
    "Fortbildungsveranstaltungen ", "und so weiter " * 20, "a" * 300, "Wort " * 60,
]  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map("".join)
AVOID = tuple(Avoided(word=one) for one in ("zeitnah", "am Ende des Tages", "und", "*", " "))
OF_THE_WHOLE = {"hard-to-read", "hard-sentence"}


@tries(80)
@given(TEXT, st.sampled_from(["de", "en", "fr"]), st.sampled_from(["none", "pair", "colon", "star", "neutral"]))
@example("| a | zeitnah |\n|---|---|\n| zeitnah \\| zeitnah |", "de", "none")
@example("> zeitnah\nzeitnah", "de", "none")
@example("\tzeitnah\n- \tzeitnah", "de", "none")
def test_whatever_a_story_holds(text: str, language: str, gender: str) -> None:
    told = style(text, language, gender=gender, avoid=AVOID)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in told.problems:
        assert one.severity is RULES[one.rule] is Severity.ADVICE
        assert all(sentence(one, name) and hint(one, name) for name in LANGUAGES)
        assert one.place.path == PATH
        if one.place.line > 7:  # of the text: what is before is front matter
            assert 1 <= one.place.column <= len(lines[one.place.line - 8]) + 1
    for hard in told.hardest:
        assert hard.text
        assert hard.place.line > 7
    assert told == style(text, language, gender=gender, avoid=AVOID)


@tries(40)
@given(TEXT, st.sampled_from(["de", "en"]))
def test_a_clean_paragraph_changes_nothing_before_it(text: str, language: str) -> None:
    closed = text.count("`") == text.count("<") == text.count(":::") == 0  # else it may become part of what is open

    def told(written: str) -> list[tuple[Place, str]]:
        found = style(written, language, avoid=AVOID).problems
        return [(one.place, one.rule) for one in found if one.rule not in OF_THE_WHOLE]

    if closed:
        assert told(f"{text}\n\nHallo.\n") == told(f"{text}\n\n")
