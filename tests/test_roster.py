"""The roster: people by everything by which somebody may call them; and the cast: who has which part in a story."""

from __future__ import annotations

import pytest
from staff import people

from byline.cast import cast_of
from byline.roster import find, guesser, is_slip
from byline.submission import read_submission

PEOPLE = people(
    ada="Ada Berg\nemail: a.berg@x.example",
    ak="Dr. Anna Kowalczyk, M.A.\nshow_as: initials",
    jo="Jörg Süß",
    leo1="Leo Lang\nemail: one@x.example",
    leo2="Leo Lang",
)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Ada Berg", ["ada"]),
        ("ada  berg", ["ada"]),
        ("@ada", ["ada"]),
        ("Berg, Ada", ["ada"]),
        ("Frau Ada Berg (Fertigung)", ["ada"]),
        ("A. B. <a.berg@x.example>", ["ada"]),
        ("Anna Kowalczyk", ["ak"]),
        ("Dr. Anna Kowalczyk, M.A.", ["ak"]),
        ("Joerg Suess", ["jo"]),
        ("JÖRG SÜSS", ["jo"]),
        ("Ada Berg, Jörg Süß", ["ada", "jo"]),
        ("Ada Berg, ada", ["ada"]),
        ("Leo Lang <one@x.example>", ["leo1"]),
    ],
)
def test_who_is_called_so(name: str, ids: list[str]) -> None:
    found = find((name,), PEOPLE)
    assert (list(found.people), found.unknown) == (ids, ())


IDS = ["ada", "anna-maria-kowalczyk", "jonas-kehl", "lena-vogt", "nadia-benali", "nadia-chebli", "wolfgang-schmitt"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("adda", "ada"),
        ("lena-voigt", "lena-vogt"),
        ("nadia-bneali", "nadia-benali"),
        ("benali-nadia", "nadia-benali"),
        ("nadiabenali", "nadia-benali"),
        ("anna-kowalczyk", "anna-maria-kowalczyk"),
        ("jonas-maria-kehl", "jonas-kehl"),
        ("kehl", "jonas-kehl"),  # the only one
        ("nadia", ""),  # two have the name
        ("olga-schmitt", ""),  # other people
        ("nadia-benedetti", ""),
        ("lena-vogel", ""),
        ("jona-kohl", ""),  # two letters
        ("", ""),
        ("-", ""),
    ],
)
def test_whose_id_was_meant(written: str, meant: str) -> None:
    assert guesser(IDS)(written) == meant
    assert guesser(reversed(IDS))(written) == meant


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("kehl", "kehll", True),
        ("kehl", "khel", True),
        ("kehl", "kohl", True),
        ("kehl", "ehl", False),  # Hanna and Anna are two,
        ("kehl", "kehl", False),
        ("kehl", "kohn", False),
        ("kehl", "lhek", False),
        ("", "k", False),
        ("", "", False),
    ],
)
def test_a_slip_is_one_letter(one: str, other: str, is_one: bool) -> None:
    assert (is_slip(one, other), is_slip(other, one)) == (is_one, is_one)


FIRST = (
    "anna ben carla david elif fatma georg hanna ivan jana karl lena mehmet nora olga paul rosa sven tina uwe".split()
)
LAST = (
    "becker braun fischer hartmann hoffmann kaya koch krause lange lehmann meyer neumann peters richter schmidt"
    " schneider schulz vogel wagner weber wolf yilmaz zimmermann"
).split()


def test_in_a_large_company_most_who_are_new_are_taken_for_new() -> None:
    """However many there are whose names are alike."""
    every = [f"{first}-{last}" for first in FIRST for last in LAST]
    staff, new = every[::2], every[1::2]
    meant = guesser(staff)
    assert sum(bool(meant(one)) for one in new) < len(new) / 20


@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        ("Ada Bergg", [("Ada Bergg", "ada")]),
        ("Leo Lang", [("Leo Lang", "")]),
        ("Nobody At All", [("Nobody At All", "")]),
        ("Ada Berg, Someone  Else", [("Someone Else", "")]),
        (",", []),
        ("水", [("水", "")]),
        ("Nobody At All <n.at.all@y.example>", [("Nobody At All", "")]),
        ("n.at.all@y.example", [("n.at.all@y.example", "")]),
    ],
)
def test_who_is_called_so_by_nobody_or_by_two(name: str, unknown: list[tuple[str, str]]) -> None:
    assert list(find((name,), PEOPLE).unknown) == unknown


@pytest.mark.parametrize(
    ("text", "authors", "told_by", "expected"),
    [
        ("By: Ada Berg", [], [], (("ada",), (), ())),
        ("By: Ada Berg\nTold by: Jörg Süß", [], [], (("ada",), ("jo",), ())),
        ("By: Ada Berg\nTold by: Ada Berg", [], [], (("ada",), (), ())),
        ("By: Ada Berg", ["jo"], [], (("jo",), ("ada",), ())),
        ("By: Ada Berg", ["ada"], [], (("ada",), (), ())),
        ("By: Ada Berg\nTold by: ak", ["jo"], [], (("jo",), ("ak",), ("ada",))),
        ("By: Ada Berg\nHelped by: ak", ["jo"], ["leo1"], (("jo",), ("leo1",), ("ada", "ak"))),
        ("Told by: Ada Berg", [], [], ((), ("ada",), ())),
    ],
)
def test_who_has_which_part(
    text: str, authors: list[str], told_by: list[str], expected: tuple[tuple[str, ...], ...]
) -> None:
    cast = cast_of(read_submission(text), PEOPLE, authors, told_by)
    assert (cast.authors, cast.told_by, cast.helped_by) == expected
    assert cast.strangers == ()


def test_strangers_keep_what_they_are_for() -> None:
    given = read_submission("By: Cy Dorn\nTold by: Ada Bergg\nHelped by: Eve")
    assert cast_of(given, PEOPLE, [], []).strangers == (
        ("name", "Cy Dorn", ""), ("told_by", "Ada Bergg", "ada"), ("helped_by", "Eve", ""),
    )  # fmt: skip
    assert cast_of(read_submission("By: Cy Dorn"), PEOPLE, ["jo"], []).strangers == (("told_by", "Cy Dorn", ""),)


@pytest.mark.parametrize(
    ("text", "told_by"),
    [("Told by: Ada Berg", []), ("Told by: Eve", []), ("", ["ada"])],
    ids=["known", "unknown", "asked for"],
)
def test_strangers_who_hand_in_what_somebody_else_tells_have_helped(text: str, told_by: list[str]) -> None:
    cast = cast_of(read_submission(f"By: Cy Dorn and Dee\n{text}"), PEOPLE, ["jo"], told_by)
    assert [use for use, name, _ in cast.strangers if name in {"Cy Dorn", "Dee"}] == ["helped_by", "helped_by"]
