"""Quotes: what was typed, in which language, and what comes of it."""

from __future__ import annotations

import pytest
from chance import tries
from hypothesis import given, strategies as st

from byline.quotes import MARKS, quoted

CASES = [
    # Quotes of each language, outer and inner
    ("de", """Sie sagte: "Das ist 'gut' so." """, """Sie sagte: „Das ist ‚gut‘ so.“ """),
    ("en", """She said: "That is 'fine' now." """, """She said: “That is ‘fine’ now.” """),
    ("es", """Dijo: "Es 'bueno'". """, """Dijo: «Es “bueno”». """),
    ("it", """Disse: "È 'buono'". """, """Disse: «È “buono”». """),
    ("nl", """Ze zei: "Het is 'goed'." """, """Ze zei: “Het is ‘goed’.” """),
    ("pl", """Powiedziała: "To jest 'dobre'". """, """Powiedziała: „To jest ‚dobre’”. """),
    ("fr", """Elle dit: "L'eau" """, """Elle dit: "L'eau" """),
    # Beside other signs
    ("de", '("Ja") – "Nein"–"Doch", "Oh"! "5 Euro"; "…"', "(„Ja“) – „Nein“–„Doch“, „Oh“! „5 Euro“; „…“"),
    ("de", '''das "Wir"-Gefühl; "'Ja', sagte er."''', "das „Wir“-Gefühl; „‚Ja‘, sagte er.“"),
    ("en", '"Number 1" and "2"', "“Number 1” and “2”"),
    ("en", 'over\n"two\nlines"', "over\n“two\nlines”"),
    ("en", '"It is "quoted" twice"', "“It is “quoted” twice”"),
    # Apostrophes
    ("en", "don't, it's the dogs' and James' bowl", "don’t, it’s the dogs’ and James’ bowl"),
    ("en", "rock 'n' roll in the '90s, 'tis true", "rock ’n’ roll in the ’90s, ’tis true"),
    ("de", "'s ist Hans' Auto, hat'n Dach, geht's? Die '68er", "’s ist Hans’ Auto, hat’n Dach, geht’s? Die ’68er"),
    ("en", "'Don't,' she said", "‘Don’t,’ she said"),
    # Inches, feet and minutes
    ("de", """ein 3" Rohr, 5' lang, 6'2" hoch""", """ein 3" Rohr, 5' lang, 6'2" hoch"""),
    ("de", '"Ein 3" Rohr", sagte er, "und ein 5" Rohr"', '„Ein 3" Rohr“, sagte er, „und ein 5" Rohr“'),
    # Nothing that tells which
    ("de", '"Offen bleibt', '"Offen bleibt'),
    ("de", 'und zu" geht es', 'und zu" geht es'),
    ("de", """ein " allein, "" leer, 'offen""", """ein " allein, "" leer, 'offen"""),
    ("de", 'mitten"drin', 'mitten"drin'),
    # What is right already
    ("de", "„Ja“, sagt’s ‚und‘ »geht«", "„Ja“, sagt’s ‚und‘ »geht«"),
    ("en", '“Yes” and "no"', "“Yes” and “no”"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "typed", "wanted"), CASES)
def test_quotes(language: str, typed: str, wanted: str) -> None:
    assert quoted(typed, language) == wanted


TYPED = st.text(st.sampled_from("""ab1n s.,-(„“”‚‘’«»"""), max_size=4)
TEXTS = st.lists(st.one_of(TYPED, st.sampled_from(['"', "'", '"', "'", "'em", "'n'", "'68er"])), max_size=14).map(
    "".join
)


@tries(500)
@given(st.one_of(TEXTS, st.text()), st.sampled_from([*MARKS, "fr"]))
def test_only_marks_change_and_only_once(text: str, language: str) -> None:
    made = quoted(text, language)
    assert quoted(made, language) == made
    assert len(made) == len(text)
    assert all(new == old or (old in "\"'" and new in "„“”‚‘’«»") for old, new in zip(text, made, strict=True))
