"""Mentions: names as people write them into a line, and what they write beside them."""

from __future__ import annotations

import pytest

from byline.mention import LONGEST_NAME, MOST_NAMES, beside, names_in, without_nobody

TERMS = beside(["Vertrieb", "sales", "Haus & Küche", "House and kitchen"])


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Jürgen Möller", ["Jürgen Möller"]),
        ("von Jürgen Möller", ["Jürgen Möller"]),
        ("Von Jürgen Möller", ["Jürgen Möller"]),
        ("Ja, von Jürgen Möller", ["Jürgen Möller"]),
        ("Ja von Jürgen Möller.", ["Jürgen Möller."]),
        ("Das ist die Geschichte von Jürgen Möller und Ada Berg", ["Jürgen Möller", "Ada Berg"]),
        ("Yes, by Ada Berg", ["Ada Berg"]),
        ("It's the story of Ada Berg", ["Ada Berg"]),
        ("Ada Berg and Ben Castor; Cy", ["Ada Berg", "Ben Castor", "Cy"]),
        ("von Berg", ["von Berg"]),
        ("von Berg, Ada", ["von Berg, Ada"]),
        ("von der Süß, Jo", ["von der Süß, Jo"]),
        ("Ada von Berg", ["Ada von Berg"]),
        ("Ja Young Kim", ["Ja Young Kim"]),
        ("Das, Ravi", ["Das, Ravi"]),
        ("x" * (LONGEST_NAME + 1), []),
        ("Ada Berg und " * MOST_NAMES * 8, []),
    ],
)
def test_names_in_a_line(answer: str, names: list[str]) -> None:
    assert [one for name in names_in(answer) if (one := without_nobody(name))] == names


@pytest.mark.parametrize(
    "answer",
    [
        "nein", "Nein.", "Nein, meine eigene", "Nein meine eigene", "Nein, es ist meine", "nein – das ist meine Geschichte", "meine", "Von mir selbst",
        "ja", "Ich selbst", "trifft nicht zu", "niemand", "Niemand sonst", "keine", "Nein, von niemandem",
        "No", "no.", "No, mine", "No, it’s mine", "No, it's my own story", "Mine", "My own", "Me", "nobody else", "no one", "not applicable",
        "does not apply", "Yes", "Private.", "Archiv",
    ],
)  # fmt: skip
def test_yes_no_and_mine_name_nobody(answer: str) -> None:
    assert [one for name in names_in(answer) if (one := without_nobody(name))] == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Rolf Petersen, 14.11.2026", "Rolf Petersen"),
        ("Rolf Petersen (14.11.2026)", "Rolf Petersen"),
        ("Rolf Petersen am 14. November 2026", "Rolf Petersen"),
        ("Karin Maier, 12. November 2026", "Karin Maier"),
        ("Ada Berg, November 12, 2026", "Ada Berg"),
        ("Ada Berg | 2026-11-12", "Ada Berg"),
        ("Rolf Petersen, Altenbruck, 14.11.2026", "Rolf Petersen"),
        ("Rolf Petersen, Freitag, 14.11.2026", "Rolf Petersen"),
        ("Rolf Petersen, Altenbruck im November 2026", "Rolf Petersen, Altenbruck"),
        ("Rolf Petersen in Halle 3", "Rolf Petersen"),
        ("Rolf Petersen, in der Küche", "Rolf Petersen"),
        ("Ada Berg, Ben Castor, 14.11.2026", "Ada Berg, Ben Castor"),
        ("Jonas Kehl (Werk 2)", "Jonas Kehl (Werk 2)"),
        ("Karl vom Berg", "Karl vom Berg"),
        ("Berg, Ada 2", "Berg, Ada 2"),
        ("Ada Berg, 1" + "A" * 60 + "!", "Ada Berg, 1" + "A" * 60 + "!"),
        ("Berg, Ada <ada1@x.example>", "Berg, Ada <ada1@x.example>"),
        ("Ada Berg, die 3 Tage wartete", "Ada Berg, die 3 Tage wartete"),
    ],
)
def test_days_and_places_beside_a_name_are_none(line: str, name: str) -> None:
    assert without_nobody(line) == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Nora Neu, Vertrieb", ["Nora Neu"]),
        ("Nora Neu (Vertrieb)", ["Nora Neu"]),
        ("Nora Neu aus dem Vertrieb und Ada Berg", ["Nora Neu", "Ada Berg"]),
        ("Nora Neu, sales; Ada Berg", ["Nora Neu", "Ada Berg"]),
        ("Nora Neu, Haus & Küche", ["Nora Neu"]),
        ("Nora Neu, house and kitchen & Ada Berg", ["Nora Neu", "Ada Berg"]),
        ("Vertrieb", []),
        ("Vertrieb, Ada", ["Vertrieb, Ada"]),
        ("Nora Vertrieb", ["Nora Vertrieb"]),
        ("Nora Neu, Vertriebler", ["Nora Neu, Vertriebler"]),
    ],
)
def test_what_the_portal_calls_otherwise_is_nobodys_name(line: str, names: list[str]) -> None:
    assert names_in(TERMS.sub("", line)) == names
    assert names_in(beside([]).sub("", line)) == names_in(line)
