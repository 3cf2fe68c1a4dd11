"""Submissions: what was handed in, told apart."""

from __future__ import annotations

import pytest

from byline.kit import FORMS, KITS
from byline.mention import LONGEST_NAME
from byline.paste import plain
from byline.submission import LONGEST_LESSON, LONGEST_TITLE, Part, read_submission

MAIL = """\
Von: Berg, Ada <ada@x.example>
Gesendet: Montag, 1. Juni 2026 09:14
Betreff: AW: WG: Der Ring
Erzählt von:
Ben Castor

Hallo,

> 1. Was ist passiert?  Fang mittendrin an.
Es tropfte.

> **Was machst du seitdem anders?** Ich klopfe.

Gelernt: Klopf zuerst.

Gruß
Ada
"""


def test_a_mail_with_keys_and_questions() -> None:
    given = read_submission(MAIL)
    assert (given.form, given.language, given.title, given.learned) == ("", "de", "Der Ring", "Klopf zuerst.")
    assert given.names == (("name", "Berg, Ada <ada@x.example>"), ("told_by", "Ben Castor"))
    assert given.parts == (
        Part("", "Hallo,"),
        Part("happened", "Es tropfte."),
        Part("since", "Ich klopfe."),
    )
    assert given.notes == (("Gesendet", "Montag, 1. Juni 2026 09:14"),)


def test_the_same_with_other_line_ends() -> None:
    assert read_submission("\ufeff" + MAIL.replace("\n", "\r\n")) == read_submission(MAIL)


@pytest.mark.parametrize(
    ("text", "title", "parts"),
    [
        ("Rain\n\nIt rained.\n\nMore.", "Rain", ["It rained.\n\nMore."]),
        ("What rain?\n\nIt rained.", "What rain?", ["It rained."]),
        ("What rain?\n\nThis.\n\nAnd then?\n\nSun.", "", ["What rain?\n\nThis.\n\nAnd then?\n\nSun."]),
        ("Q: Rain\n\nA: Yes.", "", ["Q: Rain\n\nA: Yes."]),
        ("**What rain?**\n\nThis.\n\n**And then?**\n\nSun.", "", ["**What rain?**\n\nThis.\n\n**And then?**\n\nSun."]),
        ("# What rain?\n\nThis.\n\n## And then?\n\nSun.", "What rain?", ["This.\n\n## And then?\n\nSun."]),
        ("# Rain\n\nIt rained.", "Rain", ["It rained."]),
        ("It rained.\n\nMore.", "", ["It rained.\n\nMore."]),
        ("Rain", "", ["Rain"]),
        ("x" * 91 + "\n\nMore", "", ["x" * 91 + "\n\nMore"]),
        ("Title: Rain\nIt rained.", "Rain", ["It rained."]),
        ("Title: Rain\n\nTitle: Snow", "Rain", ["Snow"]),
        ("Rain\n\nTold by: Ada\n\nIt rained.", "Rain", ["It rained."]),
        ("Rain\nInterview mit: Ada\nIt rained.", "Rain", ["It rained."]),
        ("Rain\n\nTold by: Ada", "", ["Rain"]),
        ("It rained.\nTitle: none", "", ["It rained.\nTitle: none"]),
        ('Subject: Re: Fwd: "Rain"\n\nx', "Rain", ["x"]),
        ("Title: Was wäre: wenn\n\nx", "Was wäre: wenn", ["x"]),
        ("Subject: AW: Rain\n\n# Rain\n\nRain it was.\n\nRain", "Rain", ["Rain it was.\n\nRain"]),
        ("Subject: Re: Geschichte: Kaltes Wasser\n\nx", "Kaltes Wasser", ["x"]),
        ("Betreff: AW: story: Rain\n\nx", "Rain", ["x"]),
        ("Subject: Bitte herausnehmen\n\nx", "Bitte herausnehmen", ["x"]),
        ("Subject: Re: Snow\nTitle: Rain\n\nx", "Rain", ["x"]),
        ("Title: Rain\nSubject: Rain\n\nx", "Rain", ["x"]),
        ("x\n____\nSubject: Rain", "Rain", ["x\n____"]),
        ("Title: " + "x" * (LONGEST_TITLE + 1), "", ["x" * (LONGEST_TITLE + 1)]),
        ("x\n/confidential\n", "", ["x"]),
        ("", "", []),
        (" \n\u00a0\n", "", []),
    ],
)
def test_titles_of_notes(text: str, title: str, parts: list[str]) -> None:
    given = read_submission(text)
    assert (given.title, [part.text for part in given.parts]) == (title, parts)


def test_a_subject_that_is_not_the_title_is_for_the_editors() -> None:
    assert read_submission("Subject: Snow\nTitle: Rain\n\nx").notes == (("Subject of the mail", "Snow"),)
    assert read_submission("Subject: Fwd: Rain\nTitle: Rain\n\nx").notes == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By: Ada Berg", [("name", "Ada Berg")]),
        ("Autor:innen: Ada Berg und Ben Castor; Cy", [("name", "Ada Berg"), ("name", "Ben Castor"), ("name", "Cy")]),
        ("**Fotos:** Ada\nErzählt von: Ben", [("helped_by", "Ada"), ("told_by", "Ben")]),
        ("Told by:\nAda\nBen\n\nIt rained.", [("told_by", "Ada"), ("told_by", "Ben")]),
        ("By: " + "x" * (LONGEST_NAME + 1), []),
        ("By the way: no", []),
        ("Photos: Jonas Kehl, private", [("helped_by", "Jonas Kehl")]),
        ("Fotos: Jonas Kehl (Werk 2), Archiv und unbekannt", [("helped_by", "Jonas Kehl (Werk 2)")]),
        ("Photos: Private.", []),
        ("Helped by: Cy, nobody else", [("helped_by", "Cy")]),
        ("Mitgeholfen: niemand", []),
        ("1. Title: Rain\n2) By: Ada", [("name", "Ada")]),
    ],
)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    assert list(read_submission(text).names) == names


@pytest.mark.parametrize(
    ("text", "names", "parts"),
    [
        ("Rain\nvon Ada Berg und Jo van der Süß\n\nEs regnete.", [("name", "Ada Berg"), ("name", "Jo van der Süß")], ["Es regnete."]),
        ("Rain\n\n*By Dr. Ada Berg-Lang*\n\nIt rained.", [("name", "Dr. Ada Berg-Lang")], ["It rained."]),
        ("Title: Rain\n\nBy Ada Berg\n\nIt rained.", [("name", "Ada Berg")], ["It rained."]),
        ("Subject: Rain\n\nRain\nBy Ada Berg\n\nIt rained.", [("name", "Ada Berg")], ["It rained."]),
        (
            "Rain\nTold by Ben Castor, written by Ada Berg and photos by Cy Dorn\nIt rained.",
            [("told_by", "Ben Castor"), ("name", "Ada Berg"), ("helped_by", "Cy Dorn")],
            ["It rained."],
        ),
        ("A talk with Ben Castor\nwritten by Ada Berg\n\nIt rained.", [("name", "Ada Berg"), ("told_by", "Ben Castor")], ["It rained."]),
        ("Rain\n\nA story\n\nBy Ada Berg\n\nIt rained.", [("name", "Ada Berg")], ["A story", "It rained."]),
        ("Rain\nText: Ada Berg | Fotos: Cy Dorn\n\nEs regnete.", [("name", "Ada Berg"), ("helped_by", "Cy Dorn")], ["Es regnete."]),
        ("Rain\nText: das Wetter\n\nEs regnete.", [], ["Rain\nText: das Wetter\n\nEs regnete."]),
        ("Rain\nText von: Ada Berg, Fotos von: Cy Dorn\n\nEs regnete.", [("name", "Ada Berg"), ("helped_by", "Cy Dorn")], ["Es regnete."]),
        ("Rain\nvon hier bis Celle\n\nEs regnete.", [], ["Rain\nvon hier bis Celle\n\nEs regnete."]),
        ("Rain\n\nVon Hand\n\nEs regnete.", [], ["Von Hand\n\nEs regnete."]),
        ("Rain\n\nBy Ada Berg, who was there\n\nIt rained.", [], ["By Ada Berg, who was there\n\nIt rained."]),
        ("It rained.\n\nBy Ada Berg", [], ["It rained.\n\nBy Ada Berg"]),
        ("Interview mit Ben Castor, 14.11.2026\ngeführt von Ada Berg, 12. November 2026\n\nEs regnete.", [("name", "Ada Berg"), ("told_by", "Ben Castor")], ["Es regnete."]),
        ("Rain\nBy Ada Berg, Leeds\n\nIt rained.", [("name", "Ada Berg")], ["It rained."]),
        ("Rain\nBy Ada Berg, Celle\n\nIt rained.", [], ["Rain\nBy Ada Berg, Celle\n\nIt rained."]),
        ("Rain\n\nIt rained.\n\nBy Ada Berg", [], ["It rained.\n\nBy Ada Berg"]),
    ],
)  # fmt: skip
def test_bylines(text: str, names: list[tuple[str, str]], parts: list[str]) -> None:
    given = read_submission(text, terms=["Leeds"])
    assert (list(given.names), [part.text for part in given.parts]) == (names, parts)


def test_front_matter_is_read_as_keys_and_the_rest_of_it_is_for_the_editors() -> None:
    given = read_submission(
        "\ufeff---\r\ntitle: Rain: a story\r\nauthor: Ada Berg\r\ntold_by: [ben, Cy Dorn]\r\ntopics:\r\n  - learning\r\n"
        "seo: {index: no}\r\nempty:\r\n---\r\n\r\nIt rained.\r\n\r\n---\r\n\r\nStill.\r\n"
    )
    assert (given.title, given.is_story) == ("Rain: a story", False)
    assert given.names == (("name", "Ada Berg"), ("told_by", "ben"), ("told_by", "Cy Dorn"))
    assert given.notes == (("topics", "learning"), ("seo", "index: no"))
    assert given.parts == (Part("", "It rained.\n\n---\n\nStill."),)


@pytest.mark.parametrize(
    ("text", "is_story"),
    [
        ("---\ntitle: Rain\ndate: 2026-01-01\nauthors: [ada]\n---\nIt rained.", True),
        ("```yaml\n---\ntitle: Rain\ndate: 2026-01-01\nauthors: ada\nmood: wet\n---\nIt rained.\n```", True),
        ("---\ntitle: Rain\nauthors: [ada]\n---\nIt rained.", False),
        ("title: Rain\ndate: 2026-01-01\nauthors: ada\n\nIt rained.", False),
    ],
)
def test_a_story_needs_no_draft(text: str, *, is_story: bool) -> None:
    assert read_submission(text).is_story == is_story


@pytest.mark.parametrize(
    "text", ["---\nIt rained: a lot.\n---\nStill.", "---\nIt rained.\n---\nStill.", "---\nIt rained.", "---"]
)
def test_rules_alone_make_no_front_matter(text: str) -> None:
    assert [part.text for part in read_submission(text).parts] == [text]


def test_a_form_that_was_copied_from_a_browser() -> None:
    """It has lost what tells headings, and boxes that are ticked from those that are not."""
    kit = KITS["en"]
    yes, also = kit.options["asked"]
    answers = {
        "you": "Ada",
        "writer": kit.options["writer"][1],
        "whose": "No response",
        "happened": "Rain.",
        "asked": f"  {yes}\n  {also}",
    }
    given = read_submission("\n\n".join(f"{kit.questions[name]}\n{answer}" for name, answer in answers.items()))
    assert (given.form, given.names, given.by_another) == ("story", (("name", "Ada"),), True)
    assert (given.agreed, given.pending) == ((), (yes, also))


def test_where_pictures_are_from_is_for_the_editors() -> None:
    given = read_submission("Photos: Jonas Kehl, private\nFoto: Archiv\n\nIt rained.")
    assert given.notes == (("Photos", "Jonas Kehl, private"), ("Foto", "Archiv"))
    assert given.parts == (Part("", "It rained."),)


def test_what_stands_beside_a_name_is_for_the_editors() -> None:
    given = read_submission("Interview mit Ben Castor, 1.5.2026\ngeführt von Ada Berg, 2. Mai 2026\n\nErzählt: Cy Dorn, Leeds", terms=["Leeds"])  # fmt: skip
    assert given.notes == (("geführt von", "Ada Berg, 2. Mai 2026"), ("Erzählt", "Cy Dorn, Leeds"))


def test_whoever_says_that_a_story_is_their_own_tells_it() -> None:
    kit = KITS["de"]
    answers = {"you": "Ada Berg, Vertrieb", "writer": kit.options["writer"][1], "whose": "Nein, meine eigene", "happened": "Regen."}  # fmt: skip
    given = read_submission("\n\n".join(f"### {kit.questions[name]}\n\n{answer}" for name, answer in answers.items()), "", ["Vertrieb"])  # fmt: skip
    assert (given.names, given.by_another) == ((("name", "Ada Berg"),), True)
    assert given.notes == ((kit.questions["you"], "Ada Berg, Vertrieb"), (kit.questions["whose"], "Nein, meine eigene"))


def test_what_is_too_long_for_its_key_stays_a_text() -> None:
    long = "word " * 70
    assert len(long) > LONGEST_LESSON
    given = read_submission(f"Was können andere daraus mitnehmen, in einem Satz?\n{long}")
    assert (given.learned, given.parts) == ("", (Part("learned", long.strip()),))


def test_what_follows_a_name_is_not_one() -> None:
    given = read_submission(
        "### Wer bist du?\n\nAda Berg\n\nEs war Montag.\n\n### Was ist passiert? Fang mittendrin an.\n\nAlles."
    )
    assert given.names == (("name", "Ada Berg"),)
    assert given.parts == (Part("", "Es war Montag."), Part("happened", "Alles."))


@pytest.mark.parametrize(
    "text",
    [
        "It was dark.\nWho are you? she asked.",
        "Who are you? she asked.",
        "We asked: What happened? Begin in the middle.",
        "It rained. What did it cost: time, money, sleep? Nothing.",
        "It rained.\nWhat did it cost: time, money, sleep? Nothing.",
        "It rained.\nFrom: there",
    ],
)
def test_prose_may_ask_what_forms_ask(text: str) -> None:
    given = read_submission(f"By: Ada\n\n{text}")
    assert (given.names, given.parts) == ((("name", "Ada"),), (Part("", text),))


def test_questions_and_answers_without_empty_lines() -> None:
    given = read_submission("What happened? Begin in the middle.\nRain.\nWhat did it cost: time, money, sleep?\nSleep.")
    assert given.parts == (Part("happened", "Rain."), Part("cost", "Sleep."))


def test_answers_behind_their_questions_in_a_list() -> None:
    given = read_submission("Wer bist du? Ada Berg\nWas ist passiert? Fang mittendrin an. Regen.\nWas machst du seitdem anders? Nichts.")  # fmt: skip
    assert given.names == (("name", "Ada Berg"),)
    assert given.parts == (Part("happened", "Regen."), Part("since", "Nichts."))


def test_a_heading_above_a_form_is_the_title() -> None:
    kit = KITS["en"].questions
    fields = "\n\n".join(f"### {kit[field.name]}\n\nx" for field in FORMS["story"] if field.required)
    assert read_submission(f"# Rain\n\n{fields}").title == "Rain"
    assert read_submission(f"Rain\n\n{fields}").title == ""


def test_a_field_with_a_dash_is_empty() -> None:
    given = read_submission("### Was ist passiert? Fang mittendrin an.\n\nRegen.\n\n### Was machst du seitdem anders?\n\n-")  # fmt: skip
    assert given.parts == (Part("happened", "Regen."), Part("since", ""))


def test_headings_and_comments_of_ones_own_stay() -> None:
    given = read_submission("### What happened? Begin in the middle.\n\n### Then\n\n<!-- mine -->\n\n<!-- Notes will do, and spelling does not matter. -->\nIt rained.")  # fmt: skip
    assert given.parts == (Part("happened", "### Then\n\n<!-- mine -->\n\n\nIt rained."),)


@pytest.mark.parametrize("language", KITS)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_known_by_its_required_fields(form: str, language: str) -> None:
    questions = KITS[language].questions
    required = [f"### {questions[field.name]}\n\nx" for field in FORMS[form] if field.required]
    given = read_submission("\n\n".join(required))
    assert (given.form, given.language) == (form, language)
    if len(required) > 1:
        assert read_submission("\n\n".join(required[1:])).form != form


@pytest.mark.parametrize("language", KITS)
def test_every_question_is_known_again(language: str) -> None:
    for name, question in KITS[language].questions.items():
        for text in (question, f"## {question}", f"> 2) *{question.upper()}*", question.replace(" ", "\u00a0")):
            assert name in read_submission(f"{text}\n\nAnswer").answered, text
        assert plain(question) == question
