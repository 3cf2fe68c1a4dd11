"""Drafts: what was handed in as a story that `check` accepts, with every word of it, whatever people paste."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings, strategies

from byline import skeleton
from byline.article import House, read_article
from byline.body import Labels
from byline.draft import draft, working_title
from byline.kit import KITS
from byline.problem import Severity
from byline.story import StoryFront
from byline.submission import read_submission
from byline.tree import File

KIT = KITS["en"]
HOUSE = House("en", "https://intranet.example/", {"en": Labels(table="T", code="C", footnotes="N", back="B")})
DAY = datetime.date(2026, 5, 30)


def body(text: str, kind: str = "") -> str:
    """The draft without what always stands at its end."""
    made, _, _ = draft(read_submission(text), kind, "en", []).rpartition("\n\n<!-- Before you hand it in")
    return made


def asked(*names: str) -> str:
    return "\n\n".join(f"<!-- ? {KIT.questions[name]} -->" for name in names)


def test_a_text_stands_as_it_is() -> None:
    assert body("It rained.\n\nThen it stopped.") == "It rained.\n\nThen it stopped."


def test_answers_stand_below_their_questions_which_readers_do_not_see() -> None:
    assert body(
        f"Hello.\n\n{KIT.questions['happened']}\nIt rained.\n\n{KIT.questions['cost']}\n\nMoney.", "lesson"
    ) == (
        f"Hello.\n\n<!-- {KIT.questions['happened']} -->\n\nIt rained.\n\n<!-- {KIT.questions['cost']} -->\n\nMoney.\n\n"
        + "\n\n".join(
            f"<!-- {KIT.questions[name]} -->" for name in ("thought", "earlier", "helped", "since", "open", "others")
        )
    )


def test_a_question_that_was_handed_in_without_an_answer_is_not_lost() -> None:
    assert (
        body(f"Hello.\n{KIT.questions['price']}\n\n{KIT.questions['price']}")
        == f"Hello.\n\n<!-- {KIT.questions['price']} -->"
    )


def test_questions_without_answers_stay_in_their_order() -> None:
    text = "\n".join(
        f"### {KIT.questions[name]}\n\n{answer}\n"
        for name, answer in (("cost", "_No response_"), ("since", "x"), ("open", ""))
    )
    others = [f"<!-- {KIT.questions[name]} -->" for name in ("happened", "thought", "earlier", "helped", "others")]
    cost, since, still = (f"<!-- {KIT.questions[name]} -->" for name in ("cost", "since", "open"))
    assert body(text) == f"{cost}\n\n{since}\n\nx\n\n{still}"
    assert body(text, "lesson") == "\n\n".join([cost, since, "x", still, *others])


def test_an_interview_begins_with_the_first_question_that_was_answered() -> None:
    text = f"{KIT.questions['moment']}\n\n{KIT.questions['cost']}\n\nWhy not?\n\nNo."
    assert body(text, "interview").startswith(
        f"::: interview\n\n{asked('moment')}\n\n? {KIT.questions['cost']}\n\nWhy not?\n\nNo.\n\n<!--"
    )
    assert body(f"Hello.\n\n{KIT.questions['moment']}\n", "interview").startswith(
        f"Hello.\n\n::: interview\n\n{asked('moment')}\n\n<!--"
    )
    assert "::: interview\n\n<!--" in body("Hello.\n\nNo question.", "interview")


INTERVIEW = f"""\
Ada stood at the gate.

? What was that?

A ring. Was it? It was.
Yes.

Q: And then?
A: Nothing.

**Why not?**

> Because.

{KIT.questions["why"]}

? I did not ask

I knew."""

HELD = f"""\
Ada stood at the gate.

::: interview

? What was that?

A ring. Was it? It was.
Yes.

? And then?

Nothing.

? Why not?

> Because.

? {KIT.questions["why"]}

?I did not ask

I knew.

{asked("moment", "expected", "wrong", "ear", "since", "advise", "unasked", "others")}

:::"""


def test_an_interview_of_notes() -> None:
    assert body(INTERVIEW, "interview") == HELD


def test_what_is_for_the_editors_cannot_get_out_of_its_comment() -> None:
    made = draft(read_submission("Sent: --> today\n\nx"), "", "en", [("Note", "a\n\n---\ntitle: b -->")])
    assert made.startswith(
        "<!-- For the editors; none of this is published.\n     Note: a –- title: b –>\n     Sent: –> today -->\n\nx\n\n<!--"
    )


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (f"### {KIT.questions['you']}\nAda\n\n### {KIT.questions['about']}\nRain", "Ada Berg", "A talk with Ada Berg"),
        (f"### {KIT.questions['you']}\nA\n\n### {KIT.questions['about']}\nRain", "", "Rain"),
        ("one two three four five six seven.", "Ada Berg", "one two three four five six …"),
        ("Short.", "", "Short."),
        ("> Short.", "", "Short."),
        ("By: Ada", "", ""),
    ],
)
def test_a_working_title(text: str, name: str, expected: str) -> None:
    assert working_title(read_submission(text), "", "en", name) == expected


def test_an_interview_is_called_after_its_first_question() -> None:
    given = read_submission("It rained.\n\nAda Berg: What fell?\nBen: Rain.\nAda Berg: And then?\nBen: Snow.")
    assert working_title(given, "interview", "en", "") == "What fell?"
    assert working_title(given, "day", "en", "") == "What fell?"


# Whatever people paste

LINES = [
    "", "", " ", "words here", "Und? Dann?", "---", "- - -", "===", "--", "-->", "<!--", "<!-- a -->", "<div>", "</p>", "<script>x", "<b", "<!DOCTYPE x>",
    "<?php", "<![CDATA[", "```", "~~~ x", "`", "``a`", "    code", "\tcode", ":::", "::: interview", "::: quote Ada", ":::: x", "? Why", "?", "> ? no", ">", "> a",
    "# Title", "### Who are you?", "title: x", "By: Ada Berg", "Told by:", "status: published", "[a]: b", "[^1]: note", "[^1]", "![](x.png)", "{.x}", "[x]{y=z}",
    "| a | b |", "|---|---|", ": term", "- item", "  - inner", "• bullet", "1. one", "***", "\u202eturned", "\u00a0", "a\u200bb", "*", "_", "\\", "&lt;x&gt;", "&#0;", "$x$",
    *KIT.questions.values(), *(f"### {one}" for one in KIT.questions.values()), "- [x] I do", "- [ ] I do", "_a_", "Q: why", "A: so",
]  # fmt: skip
FORMS_OWN = {
    word.casefold()
    for kit in KITS.values()
    for text in (*kit.questions.values(), *(key for keys in kit.keys.values() for key in keys))
    for word in re.findall(r"[A-Za-z]{2,}", text)
}


@settings(deadline=None)
@given(
    strategies.lists(strategies.sampled_from(LINES) | strategies.text(max_size=20), max_size=30),
    strategies.sampled_from(["", "interview", "lesson"]),
)
def test_every_draft_is_sound_and_holds_every_word(lines: list[str], kind: str) -> None:
    text = "\n".join(lines)
    handed_in = read_submission(text)
    made = skeleton.story(
        handed_in.title if skeleton.id_of(handed_in.title) else f"T {handed_in.title}", DAY, [], [], language="en", kind=kind, topics=[], learned=handed_in.learned,
        body=draft(handed_in, kind, "en", handed_in.names),
    ).replace("authors: []", "authors: [ada]")  # fmt: skip
    article, found = read_article(File("content/stories/2026/t.md", made.encode()), StoryFront, HOUSE)
    assert article is not None
    assert [one for one in found if one.severity is Severity.ERROR] == []
    words = {word for word in re.findall(r"[A-Za-z]{2,}", text) if word.casefold() not in FORMS_OWN}
    assert [word for word in words if word not in made] == []
    assert article.front.status == "draft"
    assert article.front.learned == handed_in.learned


@pytest.mark.parametrize("kind", ["", "interview"])
def test_a_draft_reads_on_after_each_answer(kind: str) -> None:
    """Whatever one answer holds, the question after it is a comment, or a question, and no part of the answer."""
    for line in LINES:
        if any(question in line for question in KIT.questions.values()):
            continue
        made = body(f"{KIT.questions['wrong']}\n{line}\nx\n{line}\n{KIT.questions['since']}\nLAST", kind)
        text = f"---\ntitle: T\ndate: 2026-05-30\nauthors: [ada]\n---\n{made}\n"
        article, _ = read_article(File("content/stories/2026/t.md", text.encode()), StoryFront, HOUSE)
        assert article is not None
        html = str(article.body.html)
        assert "<p>LAST</p>" in html, line
        assert (f'<p class="question">{KIT.questions["since"]}</p>' in html) == (kind == "interview"), line
        assert (KIT.questions["since"] in html) == (kind == "interview"), line
