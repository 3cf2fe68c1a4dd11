"""Readability: syllables by rule, and the two formulas."""

from __future__ import annotations

import pytest

from byline.readability import counted, graded, readability

GERMAN = {
    1: "die sie Knie Haus Boot Zoo Mai 260 IT eins",
    2: "Bäume Auge neue Feuer Quelle Yoga Aue Ärztin gehen",
    3: "geeignet Maschine Theater Kollegen Ingenieur Radio Büroraum Ferien",
    4: "Familien Qualitäten Mitarbeiter Batterien",
    6: "Mitarbeiter:innen Geschäftsleitungssitzung",
}
ENGLISH = {
    1: "the made makes called red she don’t eye 260",
    2: "wanted places table people being useful statement nation agile",
    3: "media radio piano different agency serious",
    4: "experience",
}


@pytest.mark.parametrize(
    ("language", "number", "word"),
    [
        (language, number, word)
        for language, words in (("de", GERMAN), ("en", ENGLISH))
        for number, several in words.items()
        for word in several.split()
    ],
)
def test_syllables(language: str, number: int, word: str) -> None:
    assert counted(word, language) == (1, number)


def test_words_are_what_stands_between_blanks() -> None:
    assert counted("Da – „gut“, sagte … sie!", "de") == (4, 5)
    assert counted("", "de") == (0, 0)


def test_the_formulas() -> None:
    """100 words in 10 sentences, with 170 syllables in German and 130 in English."""
    assert readability(100, 10, 170, "de") == pytest.approx(180 - 10 - 58.5 * 1.7)
    assert readability(100, 10, 130, "en") == pytest.approx(206.835 - 10.15 - 84.6 * 1.3)


@pytest.mark.parametrize(("number", "word"), [(60, "easy"), (59.9, "medium"), (45, "medium"), (44.9, "hard")])
def test_numbers_in_words(number: float, word: str) -> None:
    assert graded(number) == word
