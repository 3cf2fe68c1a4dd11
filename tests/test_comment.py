"""The comment under a change."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from byline.comment import Next, Preview, comment, escaped, marked
from byline.problem import Place, Problem, problem

PUMP = Preview(
    path="content/stories/2026/pump.md",
    title="Die Pumpe, die schmollte",
    minutes=3,
    words=612,
    language="Deutsch",
    told_by=("Heike Brandt",),
    written_by=("Jonas Kehl", "Mira Keller"),
    departments=("Außendienst",),
    summary="Sie tat nichts, und das gründlich.",
    pictures=2,
    reading="medium",
    newcomers=("Heike Brandt",),
)
NOBODY = problem(Place(PUMP.path, 4, 11), "unknown-person", guess="heike-brandt", name="heike-brant")
ALT = problem(Place(PUMP.path, 19, 3), "missing-alt", picture="pump.jpg")
NO_ID = problem(Place(PUMP.path, 2, 1), "no-id", id="2026/pump")

GERMAN = """\
**Willkommen, Heike Brandt!** Das ist hier die erste Geschichte, und wir freuen uns darauf. Wenn etwas unklar ist, frag einfach unter dieser Änderung.

### Die Pumpe, die schmollte

> Sie tat nichts, und das gründlich.

Neu: `content/stories/2026/pump.md`

- 3 Min. Lesezeit, 612 Wörter, Sprache: Deutsch
- Erzählt von Heike Brandt
- Aufgeschrieben von Jonas Kehl und Mira Keller
- Abteilung: Außendienst
- Bilder: 2
- Liest sich mittelschwer

### Das sollte noch geändert werden

- `content/stories/2026/pump.md:19` Das Bild pump.jpg hat keine Beschreibung. {alt}

### Das könnte besser werden

- `content/stories/2026/pump.md:2` Noch keine feste Kennung: Feeds verlieren diese Geschichte, wenn die Datei umbenannt wird. Einfügen: id: 2026/pump.

12 Hinweise zu anderen Dateien gab es schon vorher; sie haben mit dieser Änderung nichts zu tun.

### Wie es weitergeht

1. Sieh dir die Vorschau an: So wird es im Portal aussehen.
2. `@redaktion`, `@aussendienst` lesen mit, in der Regel binnen zwei Arbeitstagen. Geändert wird nur, was du gutheißt.
3. Wird die Änderung angenommen, erscheint sie beim nächsten Bau des Portals von selbst.
4. Fragen? Durchwahl 1930
"""


def test_a_first_story_in_german() -> None:
    made = comment([PUMP], [], [ALT, NO_ID], 12, Next(("@redaktion", "@aussendienst"), "Durchwahl 1930"), "de")
    alt = made.partition("hat keine Beschreibung. ")[2].partition("\n")[0]
    assert made == GERMAN.replace("{alt}", alt)
    assert "`decorative: true`" in alt


def test_what_cannot_be_shown_is_named_by_its_file_and_what_must_change_comes_first() -> None:
    broken = Preview(path=PUMP.path, added=False)
    made = comment([broken], ["content/people/ed.md"], [NOBODY, ALT], 0, Next(), "en")
    assert made.splitlines()[:3] == [f"### `{PUMP.path}`", "", f"Changed: `{PUMP.path}`"]
    headings = [line for line in made.splitlines() if line.startswith("### ")]
    assert headings[1:] == [
        "### To be taken out",
        "### This must be changed",
        "### This should be changed",
        "### What happens next",
    ]
    assert f"- `{PUMP.path}:4` Nobody has the id `heike-brant`. Did you mean `heike-brandt`?\n" in made
    assert "1. Change what is listed above" in made


def test_all_is_well() -> None:
    assert "**All is well.**" in comment([PUMP], [], [NO_ID], 0, Next(), "en")
    assert "**All is well.**" not in comment([PUMP], [], [ALT], 0, Next(), "en")


def test_a_thousand_findings_are_no_thousand_lines() -> None:
    many = [problem(Place(PUMP.path, line, 1), "missing-alt", picture="x.png") for line in range(1, 1001)]
    made = comment([], [], many, 0, Next(), "en")
    assert made.count("x.png") == 30
    assert "- and 970 more" in made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die *Pumpe*", r"Die \*Pumpe\*"),
        ("<b>Hallo</b> & [x](y)", r"\<b\>Hallo\</b\> &amp; \[x\](y)"),
        ("@alle, bitte", "@<!-- -->alle, bitte"),
        ("two\n# lines", "two # lines"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
    ],
)
def test_contributors_texts_are_plain(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_messages_keep_what_they_quote_as_code() -> None:
    assert marked("set `status: published` *now*") == r"set `status: published` \*now\*"
    assert marked("one ` alone") == r"one \` alone"


LETTERS = st.text(st.sampled_from("ab \n#-+*_`[](){}<>!|~@&1.\\"), min_size=1, max_size=30)


@given(LETTERS.filter(str.strip))
def test_no_text_makes_markup(text: str) -> None:
    """A parser of Markdown makes one paragraph of it, in which the text stands as it was written."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"- {escaped(text)}")
    (inline,) = (token for token in tokens if token.type == "inline")
    assert [token.type for token in tokens if token.level == 3] == ["inline"]
    kinds = {child.type for child in inline.children or []}
    assert kinds <= {"text", "html_inline", "text_special"}, kinds
    shown = "".join(child.content for child in inline.children or [] if child.type != "html_inline")
    assert shown == " ".join(text.split())


@given(st.lists(LETTERS), LETTERS)
def test_whoever_writes_the_path_ends_no_code(names: list[str], path: str) -> None:
    found: list[Problem] = [problem(Place(path, 1, 1), "unknown-person", name=name) for name in names]
    made = comment([Preview(path=path)], [path], found, 0, Next(), "de")
    assert all(line.count("`") % 2 == 0 for line in made.splitlines() if not any("`" in name for name in names))
