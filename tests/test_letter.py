"""Letters: of mails, what somebody wrote stays, and nothing of what others wrote before."""

from __future__ import annotations

import pytest

from byline.kit import KITS
from byline.letter import NoText, saved, unfolded
from byline.paste import plain
from byline.submission import Part, read_submission

WHAT = KITS["en"].questions["happened"]


def asks(line: str) -> bool:
    return line.endswith("?")


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        ("It rained.\n-- \nAda Berg\nTel. 1", "It rained.", 3),
        ("It rained.\n--\nIt stopped.", "It rained.\n--\nIt stopped.", 0),
        ("From: Ada\nSubject: Rain\n\nIt rained.\n--\nAda Berg", "From: Ada\nSubject: Rain\n\nIt rained.", 2),
        ("It rained.\n\nViele liebe Grüße\nAda\n\nAda Berg\nRain Ltd\nTel. +49 5141 1234\nPlease do not print.", "It rained.", 6),
        ("It rained.\n\nBest regards,\nAda\n\nMit freundlichem Gruß\n\n**Ada Berg**\nada@x.example", "It rained.", 5),
        ("It rained.\n\nKind regards\nAda | M: 07700 900123", "It rained.", 2),
        ("It rained.\n\nViele Grüße\nAda\n0170 1234567", "It rained.", 3),
        ("It rained.\n\nViele Grüße\nAda Berg\nRegen GmbH, (0211) 123-45", "It rained.", 3),
        ("It rained.\n\nViele Grüße\nAda\nRegen GmbH, Geschäftsführer: Kim Lee, Sitz Celle", "It rained.", 3),
        ("It rained.\n\nViele Grüße\nAda\nRegen GmbH, Sitz Celle, HRB 12345", "It rained.", 3),
        ("It rained.\n\nViele Grüße\nAda\nRegen GmbH, Celle\nAmtsgericht Celle", "It rained.", 4),
        ("Er schrieb:\nGruß Ada\nPumpe 017 012345 lief seit 01.05.2026.", "Er schrieb:\nGruß Ada\nPumpe 017 012345 lief seit 01.05.2026.", 0),
        ("She wrote:\n\nKind regards,\nMary Fisher\nFarms, www.fisher.example\n\nThat was all.", "She wrote:\n\nKind regards,\nMary Fisher\nFarms, www.fisher.example\n\nThat was all.", 0),
        ("Er ging.\n\nViele Grüße\nMehr nicht.\nAuf www.pumpe.example fand ich ihn.\n\nDann kam er.", "Er ging.\n\nViele Grüße\nMehr nicht.\nAuf www.pumpe.example fand ich ihn.\n\nDann kam er.", 0),
        ("It rained.\n\nViele Grüße\nAda\nTel. 0211 123456\n\nP.S. Kim was there, too.", "It rained.\n\n\nP.S. Kim was there, too.", 3),
        ("She wrote.\n\nKind regards\nAda\nwww.rain.example\n\nSo I took the van.", "She wrote.\n\n\nSo I took the van.", 3),
        ("It rained.\n\nGruß, Ada", "It rained.\n\nGruß, Ada", 0),
        ("Here it is.\n\nGruß Ada\n\nRain\n\n" + "It rained. " * 12 + "\n\nada@x.example", "Here it is.\n\nGruß Ada\n\nRain\n\n" + "It rained. " * 12 + "\n\nada@x.example", 0),
        ("Best of all, it rained.\nTel. 12345", "Best of all, it rained.\nTel. 12345", 0),
        ("It rained.\n\nVon meinem iPhone gesendet", "It rained.", 1),
        ("It rained.\n\nGet Outlook for iOS\n\nFrom: Lena\nTo: Ada\n\nHello.", "It rained.", 4),
        ("It rained.\n\nGesendet mit der GMX Mail App\n\nVon meinem Fenster sah es aus wie Schnee.", "It rained.\n\n\nVon meinem Fenster sah es aus wie Schnee.", 1),
        ("It rained.\nSent from my phone, it looked like snow", "It rained.\nSent from my phone, it looked like snow", 0),
        ("It rained.\n\nAm 25.11.2026 um 10:02 schrieb Lena Voss <l@x.example>:\n> Hello.\n>\n> Bye.", "It rained.", 4),
        ("It rained.\n\nAm 25.11. schrieb Lena Voss\n<l@x.example>:\n\nHello.\n\nBye.", "It rained.", 4),
        ("It rained.\n\nOn Mon, 1 Jun 2026, 09:14 Lena, <l@x.example>\nwrote:\n> Hello.\nI, too.", "It rained.\n\nI, too.", 3),
        ("> Lena Voss <l@x.example> wrote:\n> > What?\nRain.\n> Hello.", "> > What?\nRain.", 2),
        ("It rained.\n\nOn 1.6. l@x.example wrote:\nDear Ada\nWhat?\nRain.", "It rained.\n\nWhat?\nRain.", 2),
        ("> 1. What?\n> and why\nRain.", "> 1. What?\nRain.", 1),
        ("> Said nobody.\n\nIt rained.", "> Said nobody.\n\nIt rained.", 0),
        ("On 3 May 1990 my father wrote:\n\nIt rains.", "On 3 May 1990 my father wrote:\n\nIt rains.", 0),
        ("Am 3. Mai schrieb mir Frau Süß:\n\nEs regnet.", "Am 3. Mai schrieb mir Frau Süß:\n\nEs regnet.", 0),
        ("It rained.\n\n-----Ursprüngliche Nachricht-----\nVon: Lena\nAn: Ada\n\nHello.", "It rained.", 4),
        ("It rained.\n\n----- Original Message -----\nHello.", "It rained.", 2),
        ("It rained.\n\n**Von:** Lena\n**Gesendet:** heute\n**An:** Ada\n**Betreff:** x\n\nHello.", "It rained.", 5),
        ("It rained.\n\nFrom: Lena\nSent: today\nTo: Ada\nSubject: x\n\nHello.", "It rained.", 5),
        ("From: Ada\nTo: Lena <l@x.example>;\n Tom <t@x.example>\nCc: Cy\nSubject: Rain\n\nx", "From: Ada\nSubject: Rain\n\nx", 3),
        ("From: Tom\nSubject: FW: Rain\n\nLook!\n\nFrom: Ada\nTo: Tom\nSubject: Rain\n\nIt rained.", "From: Ada\nSubject: Rain\n\nIt rained.", 4),
        ("Look!\n\n---------- Forwarded message ---------\nFrom: Ada\nSubject: Rain\n\nIt rained.", "From: Ada\nSubject: Rain\n\nIt rained.", 2),
        ("From: Ada\nSubject: AW: WG: Rain\n\nIt rained.\n\nFrom: Lena\nSubject: WG: Rain\n\nHello.", "From: Ada\nSubject: AW: WG: Rain\n\nIt rained.", 3),
        ("It rained.\nFrom: there\nIt stopped.", "It rained.\nFrom: there\nIt stopped.", 0),
        ("", "", 0),
    ],
)  # fmt: skip
def test_what_is_left_of_a_letter(text: str, kept: str, left_out: int) -> None:
    letter = unfolded(text, asks)
    assert (letter.text, letter.left_out) == (kept, left_out)


NOTICE = "Diese E-Mail enthält vertrauliche Informationen. Wenn du nicht gemeint bist,\nlösch diese Nachricht bitte."


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        ("It rained.\n\nAda Berg\nSales\nT +49 4321 555-123\nada@x.example", "It rained.", 4),
        ("It rained.\n\n**Dr. Ada Berg**\n\nSales\nada@x.example", "It rained.", 3),
        ("It rained.\n\nAda\n0170 1234567", "It rained.", 2),
        ("It rained.\n\nAda Berg\nTel. 12345\n\nAm 1.6. schrieb l@x.example:\n\nHello.\n\nAda Berg", "It rained.", 5),
        ("Es regnete.\n\nAda Berg\nLeiterin der Abteilung für technische Prüfung\nmobil 0170 1234567", "Es regnete.", 3),
        ("It rained.\nAda\n0170 1234567", None, 0),
        ("It rained.\n\nAda\n\ni. A. Ada M. Berg | Sales\nTel. 12345", "It rained.", 3),
        (f"Es regnete.\n\nAda Berg\nTel. 12345\n\n{NOTICE}", "Es regnete.", 4),
        (f"Es regnete.\n\nAda Berg\nTel. 12345\nSitz Celle\n\nRegen GmbH\nwww.x.example\n\n{NOTICE}\n\nP.S.: Es schneite.", "Es regnete.\n\n\nP.S.: Es schneite.", 7),
        ("It rained.\n\nAda Berg\nTel. 12345\n\nThe gate\n\nIt stood.", None, 0),
        ("Was sagte er?\nAda, du kommst zu spät, und die Pumpe steht. Also\nsuchte ich auf www.x.example\nund fand nichts.\n\nKarl half.", None, 0),
        ("Es regnete.\n\nAda, du kommst zu spät, und die Pumpe steht\nwww.x.example", None, 0),
        ("Es regnete.\n\nAda Berg, der Küchenchef, hat\nRezepte auf www.x.example", None, 0),
        ("Es regnete.\n\nAda Berg\nIch kam später. Die Seite www.x.example half mir, den Weg zu finden.", None, 0),
        ("Es regnete.\n\nAda Berg\nDie Seite www.x.example half allen, den Weg zu finden.", None, 0),
        ("Ada Berg, Entwicklung\nIch baue Tore und blogge auf www.x.example\n\nEs regnete.", None, 0),
        ("Ada Berg, Entwicklung\nTel. 12345\n\nEs regnete.", None, 0),
        ("So meldet ihr euch an:\n\nAda Berg | ada@x.example\nTel. 12345", None, 0),
        ("Wen fragen wir noch?\n\nAda Berg\nTel. 12345", None, 0),
        ("It rained.\n\nAda Berg\n\nShe stood at the gate.\nTel. 12345", None, 0),
        ("It rained.\n\nAda Berg\n\nThe end", None, 0),
        ("Ada Berg was there\nTel. 12345", None, 0),
        ("Ada Berg\nIt rained, a bit\nBen\nAnd?\nAda Berg\nCall 12345, ada@x.example", None, 0),
        ("It rained.\n\nBen Castor\nTel. 12345", None, 0),
    ],
)  # fmt: skip
def test_below_the_senders_own_name_stands_how_to_reach_them(text: str, kept: str | None, left_out: int) -> None:
    letter = unfolded(text, asks, ["Berg, Dr. Ada <ada@x.example>"])
    assert (letter.text, letter.left_out) == (text if kept is None else kept, left_out)


def test_where_several_senders_are_named_it_is_a_list_of_them() -> None:
    text = "Meldet euch.\n\nAda Berg | ada@x.example\nBen Castor | ben@x.example\nwww.x.example"
    assert unfolded(text, asks, ["Ada Berg", "Ben Castor"]).text == text


def test_a_signature_without_a_goodbye_is_known_by_the_name_that_was_given() -> None:
    below = "\n\nEs fror.\n\nAda Berg\nVertrieb\nT +49 4321 555-123\n"
    for text in (
        f"Titel: Das Tor\nVon: Ada Berg{below}",
        f"Das Tor\nvon Ada Berg{below}",
        f"---\nauthor: Ada Berg\n---\nDas Tor{below}",
    ):
        given = read_submission(text)
        assert (given.title, given.parts, given.left_out) == ("Das Tor", (Part("", "Es fror."),), 3)
    assert read_submission(f"Das Tor{below}", writers=["Ada Berg"]).left_out == 3
    assert read_submission(f"Das Tor{below}").left_out == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hallo Lena,\n\nes regnete.\n\nViele Grüße\nAda", "es regnete."),
        ("Dear Lena Voss,\nIt rained.\nAll the best,\nAda\nRain department", "It rained."),
        ("It rained.\nGruß Ada", "It rained."),
        ("Hallo Lena, es regnete. Immer.", "Hallo Lena, es regnete. Immer."),
        ("Hi! It rained.", "Hi! It rained."),
        ("It rained.\n\nGruß Ada\n\nP.S.: It snowed.", "It rained.\n\nGruß Ada\n\nP.S.: It snowed."),
        ("Anbei.\n\nGruß Ada\n\nRain\n\nIt rained.", "Anbei.\n\nGruß Ada\n\nRain\n\nIt rained."),
        ("Gruß Ada", ""),
        ("Sehr geehrte Frau Dr. Voss, lieber Ben,\nes regnete.\n\nLG aus Celle, Ada Berg", "es regnete."),
        ("Liebe Kolleginnen und Kollegen!\nEs regnete.\n\nViele Grüße in die Runde\neure Ada", "Es regnete."),
        ("Hallo zusammen,\nes regnete.\n\nMit freundlichen Grüßen / Kind regards\nAda", "es regnete."),
    ],
)
def test_words_to_whoever_got_a_mail_are_no_part_of_a_story(text: str, kept: str) -> None:
    head = "From: Ada\nSubject: Rain\n\n"
    assert unfolded(head + text, asks).text.replace("\n\n\n", "\n\n") == (head + kept).strip("\n")
    assert unfolded(text, asks).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Hallo zusammen, ich bin Nadia und repariere seit 2019 Pumpen\nin Halle drei. Gestern fiel eine aus.\n\nSeitdem grüßen mich alle in Halle drei.",
        "Liebe auf den ersten Blick war es nicht,\nund es regnete.",
        "Liebe auf den ersten Blick,\ndas war es nicht.",
        "Es regnete.\n\nBest decision.",
        "It rained.\n\nBest decision",
        "It rained.\n\nMany people send their thanks",
        "Es regnete.\n\nSeitdem grüßen mich alle",
        "Es regnete.\n\nViele Grüße, das war der letzte Satz, den ich von ihm las",
    ],
)  # fmt: skip
def test_a_sentence_that_begins_like_a_greeting_stays(text: str) -> None:
    head = "From: Ada\nSubject: Rain\n\n"
    assert unfolded(head + text, asks).text == head + text


@pytest.mark.parametrize(
    ("quoted", "kept"),
    [
        ("> Dear Ada,\n>\n> what does Ben\n> say?\n>\nAsk him!", "what does Ben say?\n\nAsk him!"),
        ("> > What does Ben say?\n\nAsk him!\n\n> And Cy?\n\n> Thanks", "What does Ben say?\n\nAsk him!"),
        ("> Dear Ada,\n> how are you?\n> Lena\nFine.\n> Any news?", "Fine."),
    ],
)
def test_a_question_that_was_quoted_stays_above_its_answer(quoted: str, kept: str) -> None:
    letter = unfolded(f"Am 1.6. schrieb l@x.example:\n{quoted}", lambda _: False)
    assert [one for one in letter.text.split("\n") if one] == [one for one in kept.split("\n") if one]


def test_a_mail_that_an_editor_passed_on() -> None:
    given = read_submission(
        "Von: Lena Voss <l@x.example>\nGesendet: heute\nAn: Redaktion <r@x.example>\nBetreff: WG: Regen\n\nSchaut mal.\n\n"
        "Von: Priya Nair <p@x.example>\nGesendet: gestern\nAn: Lena Voss <l@x.example>\nBetreff: AW: Regen\n\nEs regnete.\n\n-- \nPriya Nair\n"
    )
    assert (given.title, given.names, given.parts) == (
        "Regen", (("name", "Priya Nair <p@x.example>"),), (Part("", "Es regnete."),),
    )  # fmt: skip
    assert given.notes == (("Gesendet", "gestern"),)


def test_answers_below_questions_that_were_quoted() -> None:
    given = read_submission(
        f"Rain.\n\nOn 1 Jun 2026 at 09:14, Lena <l@x.example> wrote:\n> Dear Ada,\n> 1. {WHAT}\n\nIt rained.\n\n> Bye, Lena"
    )
    assert given.parts == (Part("", "Rain."), Part("happened", "It rained."))


MAIL = b"""\
Received: from x.example\r
From: =?utf-8?q?J=C3=B6rg_S=C3=BC=C3=9F?= <j@x.example>\r
To: Lena <l@x.example>\r
Subject: =?utf-8?b?UmVnZW4gw7xiZXJhbGw=?=\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
\r
Es regnete =FCber=\r
all.\r
--b\r
Content-Type: text/html\r
\r
<p>No</p>\r
--b--\r
"""


def test_a_mail_that_was_saved() -> None:
    text = saved(MAIL)
    assert text is not None
    given = read_submission(text)
    assert (given.title, given.named("name"), given.parts) == (
        "Regen überall", ("Jörg Süß <j@x.example>",), (Part("", "Es regnete überall."),),
    )  # fmt: skip


@pytest.mark.parametrize("data", [b"Title: Rain\n\nContent-Type: none", b"", b"From: Ada\nSubject: Rain\n\nx"])
def test_other_texts_are_no_saved_mails(data: bytes) -> None:
    assert saved(data) is None


@pytest.mark.parametrize(
    "data", [MAIL.replace(b"text/plain", b"text/html"), MAIL.replace(b"iso-8859-1", b"klingon"), b"MIME-Version: 1.0\n"]
)
def test_a_saved_mail_without_text(data: bytes) -> None:
    with pytest.raises(NoText):
        saved(data)


def test_line_ends_and_marks_of_programs_change_nothing() -> None:
    text = "It rained.\r\n-- \r\nAda"
    assert unfolded(plain(text), asks).left_out == 2
