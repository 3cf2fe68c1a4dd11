"""The tongue of a text: told where it is plain, and else left open."""

from __future__ import annotations

import pytest

from byline.tongue import language_of

GERMAN = "Es war ein Tag, wie ihn hier nicht jeder kennt. Ich hatte von der Pumpe gehört, und wir sind mit ihr los."
ENGLISH = "It was the day that nobody of us had planned. We went to the pump with what we had, and it is fine."


@pytest.mark.parametrize(
    ("texts", "languages", "expected"),
    [
        ([GERMAN], ["de", "en"], "de"),
        ([ENGLISH], ["de", "en"], "en"),
        (ENGLISH.split(","), ["de", "en"], "en"),
        ([ENGLISH], ["de", "fr"], ""),
        ([GERMAN, ENGLISH], ["de", "en"], ""),
        (["Die Pumpe: the pump and it is"], ["de", "en"], ""),
        (["Il pleut sur la ville."], ["de", "en", "fr"], ""),
        ([], ["de", "en"], ""),
    ],
)
def test_which_language_a_text_is_in(texts: list[str], languages: list[str], expected: str) -> None:
    assert language_of(texts, languages) == expected
