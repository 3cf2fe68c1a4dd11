"""Names: which parts are the name's own, how much is shown, and what an address tells of the rest."""

from __future__ import annotations

import time

import pytest

from byline.name import guessed, hidden_parts, id_of, own_parts, several, shown_name, told_by


@pytest.mark.parametrize(
    ("name", "first", "initials"),
    [
        ("Anna Keller", "Anna", "A. K."),
        ("Anna Maria Keller", "Anna", "A. K."),
        ("  Anna   Keller ", "Anna", "A. K."),
        ("Anna-Lena Keller-Voss", "Anna-Lena", "A. K."),
        ("anna keller", "anna", "A. K."),
        ("Öznur Çelik", "Öznur", "Ö. Ç."),
        ("J. R.", "J.", "J. R."),
        ("M. A. Keller", "M.", "M. K."),
        ("Cher", "C.", "C."),
        ("Keller, Mira", "Mira", "M. K."),
        ("Keller, Dr. Mira", "Mira", "M. K."),
        ("Keller, Mira, M.A.", "Mira", "M. K."),
        # Titles before the name
        ("Dr. Anna Keller", "Anna", "A. K."),
        ("Dr Anna Keller", "Anna", "A. K."),
        ("Dr.Anna Keller", "Anna", "A. K."),
        ("Prof. Dr. Anna Keller", "Anna", "A. K."),
        ("Prof. Dr.-Ing. Karl Beck", "Karl", "K. B."),
        ("Prof. Dr.-Ing. habil. Karl Beck", "Karl", "K. B."),
        ("Prof. Dr. Dr. h. c. mult. Karl Beck", "Karl", "K. B."),
        ("Dr. h.c. Karl Beck", "Karl", "K. B."),
        ("Dr.-Ing. E. h. Karl Beck", "Karl", "K. B."),
        ("Dr. rer. nat. Karl Beck", "Karl", "K. B."),
        ("PD Dr. med. Karl Beck", "Karl", "K. B."),
        ("Univ.-Prof. Karl Beck", "Karl", "K. B."),
        ("Dipl.-Ing. Eva Lund", "Eva", "E. L."),
        ("Dipl.-Ing. (FH) Eva Lund", "Eva", "E. L."),
        ("Dipl. Ing. Eva Lund", "Eva", "E. L."),
        ("Dipl.Ing. Eva Lund", "Eva", "E. L."),
        ("Dipl.-Kfm. Karl Beck", "Karl", "K. B."),
        ("Dipl.-Wirtschaftsinf. (BA) Karl Beck", "Karl", "K. B."),
        ("Diplom-Kauffrau Eva Lund", "Eva", "E. L."),
        ("Mag. (FH) Eva Lund", "Eva", "E. L."),
        ("Mag.a Dr.in Eva Lund", "Eva", "E. L."),
        ("Frau Eva Lund", "Eva", "E. L."),
        # Degrees behind it
        ("Eva Lund, M.A.", "Eva", "E. L."),
        ("Eva Lund, M. A.", "Eva", "E. L."),
        ("Eva Lund, MA", "Eva", "E. L."),
        ("Eva Lund M.A.", "Eva", "E. L."),
        ("Eva Lund, B.Sc.", "Eva", "E. L."),
        ("Eva Lund, B. Sc.", "Eva", "E. L."),
        ("Eva Lund BSc", "Eva", "E. L."),
        ("Eva Lund, M.Sc., MBA", "Eva", "E. L."),
        ("Eva Lund, LL.M.", "Eva", "E. L."),
        ("Eva Lund LL. M.", "Eva", "E. L."),
        ("Eva Lund MBA", "Eva", "E. L."),
        ("Eva Lund, PhD", "Eva", "E. L."),
        ("Eva Lund, Ph.D.", "Eva", "E. L."),
        ("Eva Lund, Dipl.-Psych.", "Eva", "E. L."),
        ("Karl Beck jun.", "Karl", "K. B."),
        # What stands in brackets, and what is no part of a name
        ("Karl Beck (Betriebsrat)", "Karl", "K. B."),
        ("Karl Beck (Betriebsrat", "Karl", "K. B."),
        ("Karl (Kalle) Beck [extern]", "Karl", "K. B."),
        ("Karl – Beck", "Karl", "K. B."),
        ("Karl „Kalle“ Beck", "Karl", "K. B."),
        ("Eva 'Pim'", "Eva", "E. P."),
        # Particles stay in the name
        ("Anna von Berg", "Anna", "A. B."),
        ("Dr. Anna van der Berg", "Anna", "A. B."),
        ("von Berg, Anna", "Anna", "A. B."),
        ("Luca d'Angelo", "Luca", "L. D."),
        # Names that look like titles
        ("Phil Sen", "Phil", "P. S."),
        ("Jack Ma", "Jack", "J. M."),
        ("Mag Hon", "Mag", "M. H."),
        ("Ed D. Keller", "Ed", "E. K."),
        ("Pau-Li", "P.", "P."),
    ],
)
def test_names(name: str, first: str, initials: str) -> None:
    shown = {how: shown_name(name, how) for how in ("full", "first", "initials", "anonymous")}
    assert shown == {"full": " ".join(name.split()), "first": first, "initials": initials, "anonymous": ""}


@pytest.mark.parametrize("name", ["  ", ",", "(FH)", "–", "Dr.", "Prof. Dr.", "M.A.", "Dipl.-Ing. (FH)"])
@pytest.mark.parametrize("how", ["first", "initials", "anonymous"])
def test_nothing_but_titles_is_no_name(name: str, how: str) -> None:
    assert shown_name(name, how) == ""
    assert hidden_parts(name, how) == ()
    assert told_by("dr-ma-fh", name, how) == ""


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anna van der Berg", ["Anna", "van", "der", "Berg"]),
        ("Lund, Eva Maria", ["Eva", "Maria", "Lund"]),
        ("Prof. Dr.-Ing. Karl Beck (Betriebsrat)", ["Karl", "Beck"]),
    ],
)
def test_a_names_own_parts(name: str, parts: list[str]) -> None:
    assert own_parts(name) == parts


@pytest.mark.parametrize(
    ("name", "show_as", "hidden"),
    [
        ("Anna Keller", "full", ()),
        ("Dr. Anna Maria Keller-Voss", "first", ("Maria", "Keller", "Voss")),
        ("Keller, Anna", "initials", ("Anna", "Keller")),
        ("Anna Keller", "anonymous", ("Anna", "Keller")),
        ("Anna van der Berg", "first", ("Berg",)),
        ("Duong Le", "first", ("Le",)),
        ("Phil Beck, M.A.", "initials", ("Phil", "Beck")),
        ("Anna „Anni“ Beck", "first", ("Anni", "Beck")),
    ],
)
def test_what_is_hidden(name: str, show_as: str, hidden: tuple[str, ...]) -> None:
    assert hidden_parts(name, show_as) == hidden


@pytest.mark.parametrize(
    ("id_", "name", "show_as", "tells"),
    [
        ("anna-keller", "Anna Keller", "full", ""),
        ("anna-keller", "Anna Keller", "anonymous", ""),
        ("anna-keller", "Anna Keller", "first", "keller"),
        ("anna-keller", "Anna Keller", "initials", "anna"),
        ("anna", "Anna Keller", "initials", "anna"),
        ("anna-maria", "Anna Maria Keller", "first", "maria"),
        # However it is spelt
        ("a-mueller", "Anna Müller", "first", "mueller"),
        ("jorg-muller", "Jörg Müller", "first", "muller"),
        ("muller", "Eva Müller", "initials", "muller"),
        ("muller", "Eva Mueller", "initials", "muller"),
        ("sorensen", "Eva Sørensen", "first", "sorensen"),
        ("soerensen", "Eva Sørensen", "first", "soerensen"),
        ("gross", "Eva Groß", "first", "gross"),
        ("gros-7", "Eva Groß", "first", "gros"),
        ("aaberg", "Eva Åberg", "first", "aaberg"),
        ("aberg", "Eva Åberg", "first", "aberg"),
        ("aberg", "Eva Aaberg", "first", "aberg"),
        ("sussmuller", "Eva Süßmüller", "first", "sussmuller"),
        ("celik", "Öznur Çelik", "first", "celik"),
        ("obrien", "Eva O’Brien", "first", "obrien"),
        # Written together
        ("annanoll", "Anna Noll", "first", "noll"),
        ("annanoll2", "Anna Noll", "first", "noll"),
        ("nollanna", "Anna Noll", "initials", "anna"),
        ("anoll", "Anna Noll", "first", "noll"),
        ("team-annanoll", "Anna Noll", "first", "noll"),
        ("macleod", "Mac Leod", "first", "leod"),
        ("liwu", "Li Wu", "first", "wu"),
        ("pauli", "Eva Pau-Li", "initials", "pau"),
        ("pauli", "Eva Pau-Li", "first", "pau"),
        ("xkellerx", "Anna Keller", "first", "keller"),
        # What tells nothing
        ("mk", "Mira Keller", "initials", ""),
        ("mk7", "Mira Keller", "initials", ""),
        ("ak-2", "Anna Keller", "initials", ""),
        ("anna", "Anna Keller", "first", ""),
        ("anna-k", "Anna K.", "first", ""),
        ("anna2", "Anna Noll", "first", ""),
        ("annak", "Anna Keller", "first", ""),
        ("annabel", "Anna Keller", "initials", ""),
        ("grinder-7", "Anna Keller", "initials", ""),
        ("knoll", "Anna Noll", "first", ""),
        ("wulf", "Li Wu", "first", ""),
        ("lilo-wulf", "Li Wu", "initials", ""),
        ("ali", "Anna Li", "first", ""),
        ("alw", "Anna Li Wu", "initials", ""),
        ("vonda-7", "Anna von Berg", "initials", ""),
    ],
)
def test_what_an_address_tells(id_: str, name: str, show_as: str, tells: str) -> None:
    assert told_by(id_, name, show_as) == tells


def test_no_name_takes_long() -> None:
    """Parts that overlap could be put together in more ways than anyone can try."""
    name, started = "a aa aaa aaaa aaaaa".ljust(120, "a"), time.perf_counter()
    assert told_by("a" * 118 + "-b", name, "first")
    assert not told_by("a" * 80 + "b", "b " + "ax xa aax " * 11, "first")
    assert shown_name("M." * 60, "initials")
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("nadia-benali", "Nadia Benali"),
        ("anna-von-berg", "Anna von Berg"),
        ("jan-van-der-meer", "Jan van der Meer"),
        ("omar-bin-said", "Omar bin Said"),
        ("kim-2nd", "Kim 2nd"),
        ("la-toya-do", "La Toya Do"),
        ("ada.lund", "Ada Lund"),
        ("quirin-öz", "Quirin Öz"),
        ("Quirin-Öz", "Quirin Öz"),
        ("quirin-o\u0308z", "Quirin Öz"),
        ("fiona-McLeod", "fiona McLeod"),  # whoever types capitals has seen to them
        ("Ada  VON Berg", "Ada VON Berg"),
        ("李", "李"),
    ],
)
def test_an_id_suggests_a_name(id_: str, expected: str) -> None:
    assert guessed(id_) == expected


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("nadia-benali", "nadia-benali"),
        ("dr-nadia-benali", "dr-nadia-benali"),  # an id stays as it is
        ("Nadia  Benali", "nadia-benali"),
        ("NADIA-BENALI", "nadia-benali"),
        ("@nadia-benali", "nadia-benali"),
        ("Prof. Dr. Karl von Berg", "karl-von-berg"),
        ("Benali, Dr. Nadia", "nadia-benali"),
        ("Nadia Benali (IT)", "nadia-benali"),
        ("Nadia Benali <n.benali@firm.example>", "nadia-benali"),
        ("/people/nadia-benali/", "nadia-benali"),
        ("content/people/nadia-benali.md", "nadia-benali"),
        ("Nadia-Benali.MD", "nadia-benali"),
        ("Sean O'Brien", "sean-o-brien"),
        ("Sean O’Brien", "sean-o-brien"),
        ("Jürgen Müller–Lüdenscheidt", "juergen-mueller-luedenscheidt"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("Karl von Berg, M.A.", "karl-von-berg"),
        ("von Berg, Karl", "karl-von-berg"),
        ("Jonas Kehl sen.", "jonas-kehl-sen"),
        ("Nadia Benali (mit Jonas Kehl)", "nadia-benali-mit-jonas-kehl"),
        ("Klaus Weber, Marketing", "klaus-weber-marketing"),
        ("Dr.", "dr"),
        ("n.benali@firm.example", ""),
        ("Иван Петров", ""),
        ("/", ""),
        ("", ""),
    ],
)
def test_the_id_for_which_a_name_stands(name: str, id_: str) -> None:
    assert id_of(name) == id_


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nadia Benali", ["Nadia Benali"]),
        ("Nadia Benali und Jonas Kehl", ["Nadia Benali", "Jonas Kehl"]),
        ("Nadia Benali / Jonas Kehl", ["Nadia Benali", "Jonas Kehl"]),
        ("Nadia Benali + Jonas Kehl; Ada", ["Nadia Benali", "Jonas Kehl", "Ada"]),
        ("Nadia Benali, Jonas Kehl (Fotos)", ["Nadia Benali", "Jonas Kehl (Fotos)"]),
        ("Benali, Nadia", ["Benali, Nadia"]),
        ("Klaus Weber, M.A.", ["Klaus Weber, M.A."]),
        ("Karl von und zu Berg", ["Karl von und zu Berg"]),
        ("content/people/ada.md", ["content/people/ada.md"]),
        (" ; ", []),
    ],
)
def test_names_in_one_place(text: str, names: list[str]) -> None:
    assert several(text) == names
