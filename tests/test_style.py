"""Style: what is told of how a story is written, and, as important, what is not."""

from __future__ import annotations

import pytest
from written import PATH, rules, style

from byline.gendering import forms
from byline.problem import Place
from byline.prose import read_prose
from byline.quotes import unquoted
from byline.salutation import salutations
from byline.settings import Avoided
from byline.style import LONGEST_PARAGRAPH, LONGEST_SENTENCE
from byline.wording import unwanted

OFFICE = (
    "Hinsichtlich der Durchführung von Fortbildungsveranstaltungen ist auf eine rechtzeitige Anmeldung durch die "
    "jeweiligen Vorgesetzten hinzuwirken. Die Inanspruchnahme der Leistungen erfolgt unter Zugrundelegung der geltenden "
    "Betriebsvereinbarung. Nach Beendigung der Veranstaltung obliegt die ordnungsgemäße Rückgabe der Unterlagen den "
    "Teilnehmenden. Eine Erstattung der Aufwendungen findet grundsätzlich nicht statt. Zuwiderhandlungen gegen die "
    "vorstehenden Regelungen können arbeitsrechtliche Konsequenzen nach sich ziehen."
)


# Prose: what is read, and where it stands


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("Ein `code` und [Ada](/people/ada/).", "Ein und Ada ."),
        ("Text <b>fett</b> <!-- still --> https://a.example/x ada@b.example Ende", "Text fett Ende"),
        ("![Bild](a.png) *kursiv* und **fett**", "*kursiv* und **fett**"),
        ("Das [sagt man]{lang=en} hier so.", "Das hier so."),
        ("Kolleg*innen und Techniker*innen", "Kolleg*innen und Techniker*innen"),
        (r"Kolleg\*innen &amp; Co. \*", r"Kolleg\*innen & Co. \*"),
        ("<https://a.example/x> [^1]\n\n[^1]: Note.", "Note."),
        ("<https://a.example/x>, a [Ada](/people/ada/) und <ada@b.example>", ", a Ada und"),
    ],
)
def test_what_is_read(markdown: str, read: str) -> None:
    said = " ".join(passage.text for passage in read_prose(markdown, PATH, 1))
    assert " ".join(said.split()) == read


MARKDOWN = """\
# Kopf *wort*

> - zitiert
>   wort

1. erst `x` [Link](/wort/) wort
   dann wort

| wort | wort |
|---|---|
| ein *wort* | wort |

Unten
wort
=====
"""


def test_every_character_is_where_it_was_typed() -> None:
    lines = MARKDOWN.split("\n")
    found = set()
    for passage in read_prose(MARKDOWN, PATH, 11):
        at = passage.text.lower().find("wort")
        while at >= 0:
            place = passage.place(at)
            assert lines[place.line - 11].lower()[place.column - 1 :].startswith("wort"), place
            found.add(place)
            at = passage.text.lower().find("wort", at + 1)
    assert len(found) == MARKDOWN.lower().count("wort") - 1  # one is an address


def test_speech_is_blotted_out() -> None:
    assert unquoted('Er: „Ja, ‚ja‘!“ – “no” »so« "x" und „bis zum Ende').replace("\ufffc", "") == "Er:  –    und "
    assert unquoted("‚Ja.‘ ‘No, don't’ 'geht's' und").replace("\ufffc", "") == "   und"
    for nothing in ('ein 3" Rohr', "5' lang und 3' breit", "Hans' Hut, 's ist Jens' Hut", "'offen", "die '68er' Feier"):
        assert unquoted(nothing) == nothing


# Of every language


def test_headings() -> None:
    assert rules("### Drei\n\n#### Vier\n\n## Zwei\n\n#### Vier\n", "fr") == ["heading-skips"]
    assert rules("# Eins\n\n## Zwei\n", "fr") == ["first-level-heading"]


def test_paragraphs_that_are_too_long() -> None:
    assert rules(f"{'a' * LONGEST_PARAGRAPH}\n\n> {'b' * LONGEST_PARAGRAPH}\n", "fr") == []
    assert rules("a " * LONGEST_PARAGRAPH, "fr") == ["wall-of-text"]


# Long and hard


def sentence(words: int) -> str:
    return "So" + " ein" * (words - 2) + " Ding."


@pytest.mark.parametrize("language", ["de", "en"])
def test_long_sentences(language: str) -> None:
    longest = LONGEST_SENTENCE[language]
    text = f"{sentence(longest)} {sentence(longest + 1)}\n\n> {sentence(60)}\n\n" + " Ada Berg" * 40 + " grüßen.\n"
    (found,) = (one for one in style(text, language).problems if one.rule == "long-sentence")
    assert dict(found.facts)["words"] == str(longest + 1)
    assert found.place == Place(PATH, 8, len(sentence(longest)) + 2)


def test_a_text_from_an_office_is_hard() -> None:
    told = style(f"{OFFICE}\n\n{OFFICE}\n")
    assert told.readability == "hard"
    assert sorted(one.rule for one in told.problems) == [*["hard-sentence"] * 3, "hard-to-read"]
    assert told.hardest[0].text == OFFICE[: OFFICE.index(" Die")]


def test_an_easy_sentence_is_not_told_as_one_of_the_hardest() -> None:
    easy = "She sent them the same afternoon, without an invoice, and said that we could settle the money later."
    text = f"{easy}\n\n{'Documentation necessitates responsibility. ' * 12}\n\n{'It necessitates documentation. ' * 20}"
    told = style(text, "en")
    assert [one.rule for one in told.problems] == ["hard-to-read"]
    assert [one.text for one in told.hardest] == [easy]


def test_nobody_is_hard_to_read_for_being_thanked() -> None:
    names = "Dank an " + ", ".join(["Annemarie Hohenlohe-Waldenburg"] * 12) + "."
    assert "Dank" not in " ".join(one.text for one in style(f"{OFFICE}\n\n{names}\n\n{OFFICE}\n").hardest)


def test_what_is_told_like_a_story_is_easy() -> None:
    told = style("Ich ging in die Halle, und da stand sie, die alte Pumpe, und sang. Keiner hat gelacht. " * 8)
    assert (told.readability, told.problems) == ("easy", ())
    assert len(told.hardest) == 3  # for whoever wants to know


def test_a_hard_sentence_is_shown_as_it_is_read() -> None:
    text = r"Wer `build.py` startet, bekommt von *diesem* [Portal](/a/) und [allen][x][^1] eine Kolleg\*innen-Liste mit **Rand**."
    (shown,) = style(f"{text}\n\n[x]: /b/\n[^1]: Ja.\n").hardest
    assert shown.text == "Wer build.py startet, bekommt von diesem Portal und allen eine Kolleg*innen-Liste mit Rand."


def test_too_few_words_are_not_judged() -> None:
    assert (style(OFFICE).readability, style(OFFICE).problems) == (None, ())


# Words


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "[hier](/a/), [Hier klicken!](/a/), [mehr …](/a/)", 3),
        ("de", "[hier im Haus](/a/), [here](/a/), [Ada](/a/), `[hier](/a/)`", 0),
        ("de", "<https://a.example/x>, [hier](/a/), <ada@b.example>, [mehr](/a/)", 2),
        ("de", "[hier klicken, um mehr zu erfahren](/a/), [Klicken Sie bitte hier für Details](/a/), [Klick](/a/)", 3),
        ("de", "[Weitere Informationen](/a/), [mehr Infos](/a/), [an dieser Stelle](/a/), [Klickt hier!](/a/)", 4),
        ("de", "[Hier steht, wie man den Ring wechselt](/a/), [Klick für Klick zum Ring](/a/), [Klicks](/a/)", 0),
        ("en", "[here](/a/), [**click**\nhere](/a/), [Read more »](/a/)", 3),
        ("en", "[click here to read](/a/), [Please click this link](/a/), [Click to see more](/a/), [click](/a/)", 4),
        ("en", "[click tracks](/a/), [clicks](/a/), [Here is how the ring is changed](/a/)", 0),
        ("en", "[here is how](/a/), [hier](/a/), <https://here.example>", 0),
    ],
)
def test_links(language: str, text: str, told: int) -> None:
    assert rules(text, language).count("vague-link") == told


@pytest.mark.parametrize(
    ("language", "word", "yes", "no"),
    [
        ("de", "Synergie", "Synergie synergien SYNERGIEN", "Synergie-Effekt Synergieeffekt Energie"),
        ("de", "zeitnah", "zeitnah zeitnahe zeitnahen Zeitnahes", "zeitnaher-als"),
        ("de", "fokussieren", "fokussiere fokussiert fokussierten fokussierend", "Fokus refokussieren"),
        ("de", "man", "man Man", "Mann manne"),
        ("en", "leverage", "leverages leveraged leveraging", "lever leveraget"),
        ("en", "synergy", "synergies synergy", "synergetic"),
        ("en", "C++", "C++", "C c+"),
    ],
)
def test_words_to_avoid(language: str, word: str, yes: str, no: str) -> None:
    def told(text: str) -> list[str]:
        return [text[start:end] for _, start, end in unwanted(text, (word,), language)]

    assert told(yes) == yes.split()
    assert told(no) == []


def test_several_words_to_avoid() -> None:
    text = "Am Ende\ndes Tages. Am Ende. Des Tages."
    assert [text[start:end] for _, start, end in unwanted(text, ("", " ", "am Ende des Tages"), "de")] == [
        "Am Ende\ndes Tages"
    ]


def test_a_word_may_be_unwanted_in_one_language_alone() -> None:
    avoid = (Avoided(word="fit", language="de"), Avoided(word="handy", language="en"), Avoided(word="team"))
    assert [one.place.column for one in style("fit, handy, team", "de", avoid=avoid).problems] == [1, 13]
    assert [one.place.column for one in style("fit, handy, team", "en", avoid=avoid).problems] == [6, 13]


def test_what_somebody_said_is_left_alone() -> None:
    text = "„Zeitnah!“\n\n> zeitnah\n\n::: interview\n? Zeitnah?\n\nZeitnah.\n:::\n\n`zeitnah`, aber hier zeitnah.\n"
    (found,) = style(text, avoid=(Avoided(word="zeitnah"),)).problems
    assert found.place == Place(PATH, 18, 22)


# German


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kolleg:innen", "colon"),
        ("IT-Techniker:in", "colon"),
        ("jede:r", "colon"),
        ("Kolleg*innen", "star"),
        (r"Kolleg\*innen", "star"),
        ("Kolleg_innen", "underscore"),
        ("Mitarbeiter_in", "underscore"),
        ("Kolleg/-innen", "slash"),
        ("Schüler/innen", "slash"),
        ("Student·innen", "dot"),
        ("jede•r", "dot"),
        (r"jede\*r", "star"),
        ("Mitarbeiter(innen)", "brackets"),
        ("Kolleg(inn)en", "brackets"),
        ("Leiter(in)", "brackets"),
        ("jede(r)", "brackets"),
        ("eine(n)", "brackets"),
        ("KollegInnen", "capital"),
        ("MitarbeiterIn", "capital"),
        ("StudentIn", "capital"),
        ("ProfessorIn", "capital"),
        ("Kolleginnen und Kollegen", "pair"),
        ("Kollegen und Kolleginnen", "pair"),
        ("Ärztinnen\noder Ärzte", "pair"),
        ("Kundinnen/Kunden", "pair"),
        ("Kundin oder der Kunde", "pair"),
        ("Köchinnen & Köche", "pair"),
        ("Kolleginnen, liebe Kollegen", "pair"),
        ("Leserin, sehr geehrter Leser", "pair"),
        ("Kolleginnen und lieben Kollegen", "pair"),
        ("Bürgerinnen- und Bürgerrechte", "pair"),
    ],
)
def test_forms(text: str, kind: str) -> None:
    assert [(one.kind, one.text) for one in forms(f"Die {text} kamen.")] == [(kind, text.replace("\\", ""))]


@pytest.mark.parametrize(
    "text",
    [
        "LinkedIn, check_in, Check_in, user_in und x:int",
        "Martin und Martina, Merle und Merlin, Berlin und die Berliner",
        "Freundinnen und Bekannte, Arbeiterinnen und Maschinen, eine Lehrerin oder die Lehrerin, Spinnen und Spaß",
        "um 12:30, innen und außen, das Innenleben, Ziele: richtig",
        "https://a.example/innen",
        "CheckIn, LogIn, OptIn, die neue(n) Pumpe(n), das Foto(s), Martin, lieber Karl, Liebe Martina, lieber Martin",
        "Rinnen- und Rohre, Terminen- und Terminarten, Kolleginnen, Kollegen",
    ],
)
def test_what_is_no_form(text: str) -> None:
    assert list(forms(text)) == []


@pytest.mark.parametrize(("house", "told"), [("none", 1), ("colon", 2), ("star", 2), ("pair", 2), ("neutral", 3)])
def test_the_house_and_its_forms(house: str, told: int) -> None:
    found = style("Kolleg:innen, Kolleg*innen, Kolleginnen und Kollegen.", gender=house).problems
    assert [one.rule for one in found] == (["gender-forms-mixed"] if house == "none" else ["gender-form"] * told)


@pytest.mark.parametrize(
    ("text", "house", "guess"),
    [
        ("Kolleg*innen", "colon", "Kolleg:innen"),
        ("KollegInnen", "star", "Kolleg*innen"),
        ("Mitarbeiter/-in", "colon", "Mitarbeiter:in"),
        ("jede_r", "colon", "jede:r"),
        ("Kolleg(inn)en", "star", "Kolleg*innen"),
        ("jede(r)", "colon", "jede:r"),
        ("Kolleg*innen", "pair", ""),
        ("Kolleginnen und Kollegen", "colon", ""),
    ],
)
def test_another_sign_is_suggested_where_it_is_all_it_takes(text: str, house: str, guess: str) -> None:
    (found,) = style(text, gender=house).problems
    assert found.guess == guess


def test_one_kind_of_forms_is_nobody_elses_business() -> None:
    assert rules("Kolleg:innen und Techniker:innen und jede:r.") == []
    assert rules("Kolleg:innen und Kolleg*innen", "en") == []


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Wenn du magst, gib mir deine Hand.", ["du", "deine"]),
        ("Wir bitten Sie, dass Sie Ihr Öl mitbringen.", ["Sie", "Sie", "Ihr"]),
        ("Sie kam. Und dann: Sie ging. Ihre Hand.", []),
        ("Der Cirque du Soleil; die Regel „das Du“, per Du.", []),
        ("Wir duzen uns, und du weißt das, auch Sie.", []),
        ("Reduziert, direkt, dichter, diese.", []),
        ("Damals sagten alle Sie zu dir.", ["dir"]),
        ("Der Chef meinte nur: Machen Sie das. Und du machst es.", ["du"]),
        ("Es heißt immer: Haben Sie schon neu gestartet? Dann gehst du.", ["du"]),
        ("Auf dem Schild stand: Bitte tragen Sie einen Helm, danke. Wir danken Ihnen.", ["Ihnen"]),
        ("Klar, sagte ich, das machen wir für Sie. Wir bitten dich.", ["dich"]),
        ("Auf meinem Bildschirm stand nur noch: Wenden Sie sich an Ihren Rat. Und du?", ["du"]),
        ("Das mache ich für Sie, sagte Karl.", []),
        ("Was du brauchst, steht im Plan, und wenn Sie Fragen haben, steht dort eine Nummer.", ["du", "Sie"]),
        ("Die Kanne stand schon da, und wenn Sie wollen, bekommen Sie Kaffee.", ["Sie", "Sie"]),
        ("Karl sagt dir, wo der Spind ist, und wenn Sie Fragen haben, melden Sie sich.", ["dir", "Sie", "Sie"]),
        ("Du fängst um sechs an. Mein Rat: Bringen Sie Schuhe mit.", ["Du", "Sie"]),
        ("Wir sagen, was Sie tun können, und fragen Sie danach.", ["Sie", "Sie"]),
        ("Ob man Du zu ihm sagt? Zum Chef wird wieder Sie gesagt.", []),
        ("Wir freuen uns, wenn Sie zu uns kommen.", ["Sie"]),
    ],
)
def test_salutations(text: str, there: list[str]) -> None:
    assert [one.text for one in salutations(text)] == there


MIXED = "Wenn du kommst, bring Öl, denn du weißt ja. Wir danken Ihnen."


def test_du_and_sie() -> None:
    (found,) = style(MIXED).problems
    assert (found.rule, found.place) == ("du-and-sie", Place(PATH, 8, MIXED.index("Ihnen") + 1))


@pytest.mark.parametrize(
    "text",
    [
        "Du sagst: „Wir danken Ihnen.“ Und du gehst.",
        "Du gehst.\n\n::: interview\n? Wer sind Sie, und was haben Sie getan?\n\nUnd du?\n:::\n",
        "Du gehst.\n\n> Wir danken Ihnen.\n",
        "Du gehst.\n\n**Und wem danken Sie?**\n\nAllen.\n",
        "**Wie geht es Ihnen?**\n\nGut, wissen Sie.\n\n**Und wem danken Sie?**\nDir, wenn du magst.\n\n## Du\n\nDu gehst.\n",
        "Du gehst.\n\n**Ada Berg:** Was sagen Sie?\n\n__Ben__: Dass Sie es wissen.\n",
        "Du gehst.\n\n– Ach, wissen Sie.\n\n—Was wollen Sie?\n",
        "Du sagst: 'Ich weiß, geht's Ihnen gut?' Und du gehst.",
        "Du sagst: ‚Wir danken Ihnen.‘ Und ich: ‘Kommen Sie!’",
    ],
)
def test_who_is_not_called_du_or_sie_by_the_story(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "**Du gehst**, und wir danken Ihnen **sehr.**\n",
        "**Was tust du?**\n\nDu gehst, und wir danken Ihnen.\n",  # one question makes no interview
        "**Was?**\n\n**Wer?**\n\nAda.\n\n## Danach\n\nDu gehst, und wir danken Ihnen.\n",
        "- **Du:** Wer hier Öl holt.\n- **Wir:** Wir danken Ihnen, wenn du gehst.\n",  # a list of terms
        "Du gehst in Hans' Halle, und 's ist schön. Wir danken Ihnen für Jens' Öl.",
    ],
)
def test_who_is_called_du_and_sie_by_the_story(text: str) -> None:
    assert rules(text) == ["du-and-sie"]


def test_an_interview_and_another_language_may_have_both() -> None:
    assert rules(MIXED, "de", "kind: interview") == []
    assert rules(MIXED, "en") == []
