"""Dialogues: interviews that were typed, with and without marks, names and empty lines."""

from __future__ import annotations

import pytest

from byline.dialogue import LONGEST_QUESTION, Exchange, dialogue, is_first_question, is_interview, speakers_in

HELD = [("What happened?", "It fell."), ("And then?", "It was there.")]


def read(text: str) -> list[tuple[str, str]]:
    """The questions and answers of a text; what stands before the first question has an empty one."""
    return [(one.question, one.answer) for one in dialogue(text) if one != Exchange("", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Q: What happened?\nA: It fell.\nQ: And then?\nA: It was there.",
        "F: What happened?\nA: It fell.\nF: And then?\nA: It was there.",
        "Frage: What happened?\nAntwort: It fell.\nFrage: And then?\nAntwort: It was there.",
        "Frage 1: What happened?\nAntwort 1: It fell.\n\nFrage 2: And then?\nAntwort 2: It was there.",
        "**Q:** What happened?\n**A:** It fell.\n**Q: And then?**\nIt was there.",
        "  Q: What happened?\n  A: It fell.\n  Q: And then?\n  A: It was there.",
        "What happened?\nIt fell.\nAnd then?\nIt was there.",
        "What happened?\n\nIt fell.\nAnd then?\n\nIt was there.",
        "? What happened?\nIt fell.\n? And then?\nIt was there.",
        "Q: What\nhappened?\nA: It fell.\nAnd then?\nA: It was there.",
        "Redaktion: What happened?\nJonas: It fell.\nRedaktion: And then?\nJonas: It was there.",
        "**Ada Berg:** What happened?\n\n**Dr. Jo Süß:** It fell.\n\n**Ada Berg:** And then?\n\n**Dr. Jo Süß:** It was there.",
    ],
)
def test_an_interview_that_was_typed(text: str) -> None:
    assert read(text) == HELD


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Tell me\nA: it fell\non us\nQ: And?\nA: no", [("Tell me", "it fell\non us"), ("And?", "no")]),
        ("Q: Tell me.\nWhy not?\nA: Yes.", [("Tell me.", ""), ("Why not?", "Yes.")]),
        ("Q: Why?\nA: Why not?\nA: No.", [("Why?", "Why not?\nNo.")]),
        ("Why?\nIt fell.\nWho knew?\nQ: And?", [("Why?", "It fell.\nWho knew?"), ("And?", "")]),
        ("Why?\nIt fell.\nWho knew?", [("Why?", "It fell.\nWho knew?")]),
        ("Why?\nI asked myself\nwhether it was\nWhat then?\nNo.", [("Why?", "I asked myself\nwhether it was\nWhat then?\nNo.")]),
        ("Why?\nI thought.\nwas it so?\nNo.", [("Why?", "I thought.\nwas it so?\nNo.")]),
        ("There was but one\nanswer: no.", [("", "There was but one\nanswer: no.")]),
        ("That was the\nquestion: who?\nNobody.", [("", "That was the\nquestion: who?\nNobody.")]),
        ("x" * LONGEST_QUESTION + "?\nNo.", [("", "x" * LONGEST_QUESTION + "?\nNo.")]),
        ("**Q: Why?**\n**A: No.**", [("Why?", "**No.**")]),
        ("Q:\nNo.", [("", "Q:\nNo.")]),
        ("Note: it fell.\nNote: it was there.\nDate: May.", [("", "Note: it fell.\nNote: it was there.\nDate: May.")]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_a_question_and_what_belongs_to_an_answer(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**Nadia Benali:** How was the night?\n**Rolf Petersen:** Long.\n\nDid you not know?\n\nWell.\n\n**Nadia Benali:** And now?\n**Rolf Petersen:** Tea.",
            [("How was the night?", "Long.\n\nDid you not know?\n\nWell."), ("And now?", "Tea.")],
        ),
        (
            "F: Was it so?\nA: Yes.\n\nReally?\n\nYes, really.\nF: And?\nA: No.",
            [("Was it so?", "Yes.\n\nReally?\n\nYes, really."), ("And?", "No.")],
        ),
        ("Q: Was it so?\nYes.\n\nReally?\n\nYes.\n\nQ: And?\nNo.", [("Was it so?", "Yes.\n\nReally?\n\nYes."), ("And?", "No.")]),
        ("**Was it so?**\n\nYes.\n\nReally?\n\nYes.\n\n**And?**\n\nNo.", [("Was it so?", "Yes.\n\nReally?\n\nYes."), ("And?", "No.")]),
        ("## Was it so?\n\nYes.\n\nReally?\n\nYes.\n\n## And?\n\nNo.", [("Was it so?", "Yes.\n\nReally?\n\nYes."), ("And?", "No.")]),
        ("1. Was it so?\nYes. In\n3. Really?\n\nYes.\n\n**2) And?**\nNo.", [("Was it so?", "Yes. In\n3. Really?\n\nYes."), ("And?", "No.")]),
        ("Who does not wait?\n\nAda does.\n\nQ: Why?\nA: No.", [("", "Who does not wait?\n\nAda does."), ("Why?", "No.")]),
        ("Q: Was it so?\nA: Yes.\nReally?\nA: Yes.", [("Was it so?", "Yes."), ("Really?", "Yes.")]),
        ("**A night?**\n\nWhy?\n\nNo.\n\nAnd?\n\nTea.", [("A night?", ""), ("Why?", "No."), ("And?", "Tea.")]),
    ],
)  # fmt: skip
def test_where_speakers_are_marked_whoever_speaks_may_ask_as_well(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_where_several_answer_their_names_stay() -> None:
    text = "Us: Why?\nAda: No.\nBen: Yes.\nUs: And?\nBen: No.\nAda: Yes."
    assert read(text) == [("Why?", "Ada: No.\n\nBen: Yes."), ("And?", "Ben: No.\n\nAda: Yes.")]


def test_after_somebody_who_speaks_but_once_the_next_name_stays() -> None:
    text = "Us: Why?\nAda: No.\nKim O’Neil: Yes.\nAda: Never.\nUs: And?\nAda: No."
    assert read(text) == [("Why?", "No.\nKim O’Neil: Yes.\nAda: Never."), ("And?", "No.")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Us: Why?\nAda: No.\nUs: And?\nAda: No.", ["Us", "Ada"]),
        ("Ada: Come in.\nUs: Why?\nAda: No.\nUs: And?", ["Us", "Ada"]),
        ("Us: Hello.\nWhy?\nAda: No.\nUs: And?\nAda: No.", ["Us", "Ada"]),
        ("Us: Hello.\n\nWhy?\nAda: No.\nUs: So.\nAda: No.", [""]),
        ("Us: Why?\nAda: No.", [""]),
        ("Us: Tell.\nAda: No.\nUs: And?\nAda: No.\nUs: So.", ["Us", "Ada"]),
        ("Us: Tell.\nAda: No.\nUs: So.\nAda: No.", [""]),
        ("Q: Why?\nA: No.\nQ: And?\nA: No.", [""]),
        ("so: Why?\nbut: No.\nso: And?\nbut: No.", [""]),
    ],
)  # fmt: skip
def test_who_speaks(text: str, names: list[str]) -> None:
    speakers = speakers_in(text)
    assert [speakers.asker, *speakers.others] == names


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Us: Why?\nAda: No.\nUs: And?\nAda: No.", True),
        ("Us: Tell.\nAda: No.\nUs: And?\nAda: No.", False),
        ("Us: Hello.\nAda: Why?\nUs: No.\nAda: And?", True),
        ("Us: Who?\nAda: Why?\nUs: No.\nAda: And?", False),
        ("Us: Who?\nAda: I, why?\nUs: Tell.\nAda: No, you?\nUs: Go on.\nAda: No.", False),
        ("Q: Why?\n\nNo.\n\nQ: And?\n\nNo.", True),
        ("Why?\n\nNo.\n\nAnd?\n\nNo.", False),
        ("**Why?**\n\nNo.\n\n**And?**\n\nNo.", True),
        ("Rain fell.\n\n*Why?*\nNo.\n\n*And?*\nNo.", True),
        ("1. Why?\nNo.\n2. And?\nNo.", True),
        ("**1. Why?** No.\n\n**2. And?** No.", False),
        ("1. Why?\n2. And?\n3. Who?\n\nNobody knew.", False),
        ("## Why?\n\nNo.\n\n## And?\n\nNo.", False),
        ("**Why?**\n\nNo.", False),
        ("**Why?**\n\n**And?**", False),
    ],
)
def test_what_is_an_interview_beyond_doubt(text: str, *, sure: bool) -> None:
    assert is_interview(text) == sure


@pytest.mark.parametrize(
    ("line", "rest", "first"),
    [
        ("Why?", "No.\n\nAnd?\n\nNo.", True),
        ("Why?", "It rained.", False),
        ("Rain", "Why?\n\nNo.", False),
        ("**Why?**", "No.\n\n**And?**\n\nNo.", True),
        ("**Why?**", "No.\n\nAnd?\n\nNo.", False),
        ("**A night?**", "**Why?**\n\nNo.\n\n**And?**\n\nNo.", False),
        ("1. Why?", "No.\n\n12. And?\n\nNo.", True),
        ("## Why?", "No.\n\n## And?\n\nNo.", True),
        ("# Why?", "No.\n\n## And?\n\nNo.", False),
        ("**Why?**", "Q: How?\nA: No.\nQ: And?\nA: No.", False),
    ],
)
def test_which_first_line_is_a_question_and_no_title(line: str, rest: str, *, first: bool) -> None:
    assert is_first_question(line, rest) == first
