"""Sentences, German and English: `|` shows where one ends."""

from __future__ import annotations

import pytest

from byline.sentences import WORD, sentences

GERMAN = [
    "Ein Satz.| Noch einer!| Und einer?| Fertig",
    "Das war z. B. am 3. Mai, d. h. im Frühling.| Dann kam Dr. Vogt, vgl. Nr. 4.",
    "Sie wohnt im 2. Stock, er war beim 1. FC, und der 2. Weltkrieg war lange her.",
    "Ich trage 36.| Ich habe die Ärmel umgeschlagen.| Das war 2012.| Danach war Ruhe.",
    "„Halt!“ rief sie.| „Warum?“| „Weil …“ – er ging.",
    "Er sagte: |Komm mit; |es ist Zeit.",
    "Am Ende usw.| Dann etc.| Und Schluss.",
    "Das kostet ca. 3,50 Euro.| **Teuer!**| *Ja.*| (Nein.)| Gut.",
    "P. S. Am Automaten gibt es bzw. gab es Kakao.",
    "Kolleg:innen und 12:30 Uhr bleiben ganz.",
    "Was …?| Nichts.| Ach so!!!| Ja.",
]
ENGLISH = [
    "One. |Two! |Three? |Four",
    "Mr. Rudge met Dr. Vogt, e.g. at 9 a.m. in the U.S. Government office. |Then he left.",
    "It was No. 5. |No. |It was six. |So do I. |Then came tea etc. |Nobody drank it.",
    "It was 2012. |Then 3. |And then “fine.” |She left.",
    "“Stop!” she said. |“Why?” |Nobody knew.",
    "Here is what she wrote: |one; |two.",
]


@pytest.mark.parametrize(("language", "marked"), [*(("de", one) for one in GERMAN), *(("en", one) for one in ENGLISH)])
def test_sentences(language: str, marked: str) -> None:
    wanted = [one.strip() for one in marked.split("|")]
    text = marked.replace("|", "")
    assert [text[start:end].strip() for start, end in sentences(text, language)] == wanted


@pytest.mark.parametrize("text", ["", ".", "...", "a.b.c", "\n", ". . .", "A. " * 5])
def test_nothing_of_a_text_gets_lost(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentences(text, "de")) == text


def test_words() -> None:
    assert WORD.findall("Kolleg:innen, don’t – 3,5 Nord-Ost-Wind!") == ["Kolleg:innen", "don’t", "3,5", "Nord-Ost-Wind"]
