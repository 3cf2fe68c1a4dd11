"""The comment under a change."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from byline.comment import Beside, Next, Preview, comment, escaped, marked
from byline.problem import Place, Severity, problem

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
NO_ID = problem(Place(PUMP.path, 2, 1), "no-id", line="id: 2026/pump")
ROLES = problem(Place(PUMP.path, 2, 1), "departments-not-written", key="roles", line="roles: [fitter]")
DATED = problem(Place(PUMP.path, 3, 7), "dated-back", reason="dated-early", line="publish_at: 2026-06-01 12:00")

NEXT = Next(("@redaktion", "@aussendienst"), "in der Regel binnen zwei Arbeitstagen", "Durchwahl 1930")
GERMAN = """\
**Willkommen, Heike Brandt!** Schön, dass du hier zum ersten Mal erzählst. Wenn etwas unklar ist, frag einfach nach.

### Die Pumpe, die schmollte

> Sie tat nichts, und das gründlich.

Neu: `content/stories/2026/pump.md`

- 3 Min. Lesezeit, 612 Wörter, Sprache: Deutsch
- Von Heike Brandt
- Aufgeschrieben von Jonas Kehl und Mira Keller
- Abteilung: Außendienst
- Bilder: 2
- Liest sich mittelschwer

### Das sollte noch geändert werden

- `content/stories/2026/pump.md:19` Das Bild pump.jpg hat keine Beschreibung. {alt}

### Das könnte besser werden

- `content/stories/2026/pump.md:3` Seit diesem Datum ist schon eine andere Geschichte erschienen; wer das Portal als Feed abonniert hat, bekäme diese womöglich nie zu sehen. Das Datum lassen und darunter einfügen: `publish_at: 2026-06-01 12:00`.

### Darum kümmert sich die Redaktion

Du musst dafür nichts tun. Zwischen die Strichzeilen von `content/stories/2026/pump.md` kommt:

```yaml
id: 2026/pump
roles: [fitter]
```

Was schon vorher zu anderen Dateien zu sagen war, steht hier nicht (12 Hinweise).

### Wie es weitergeht

1. Sieh dir die Vorschau an: So wird es im Portal aussehen.
2. Wer mitliest, in der Regel binnen zwei Arbeitstagen: `@redaktion` und `@aussendienst`. Geändert wird nur, was du gutheißt.
3. Wird die Änderung angenommen, erscheint die Geschichte von selbst im Portal.
4. Fragen? Durchwahl 1930
"""


def test_a_first_story_in_german() -> None:
    made = comment([PUMP], [ALT, NO_ID, ROLES, DATED], Beside(left=12), NEXT, "de")
    alt = made.partition("hat keine Beschreibung. ")[2].partition("\n")[0]
    assert made == GERMAN.replace("{alt}", alt)
    assert "`decorative: true`" in alt


@pytest.mark.parametrize(
    ("newcomers", "expected"),
    [
        (("Ben Kurz",), "Willkommen, Ben Kurz!** Schön, dass du hier zum ersten Mal erzählst. Wenn etwas unklar ist, frag"),
        (("Ben Kurz", "Ada Lang"), "Willkommen, Ben Kurz und Ada Lang!** Schön, dass ihr hier zum ersten Mal erzählt. Wenn etwas unklar ist, fragt"),
    ],
)  # fmt: skip
def test_one_is_welcomed_as_one_and_two_as_two(newcomers: tuple[str, ...], expected: str) -> None:
    stories = [msgspec.structs.replace(PUMP, newcomers=(name,)) for name in newcomers]
    assert comment(stories, [], Beside(), Next(), "de").startswith(f"**{expected} einfach nach.\n")


@pytest.mark.parametrize(
    ("coming", "expected"),
    [
        (Next(), "One of the editors will read it. Nothing"),
        (Next(answer="by *Friday*"), r"One of the editors will read it, by \*Friday\*. Nothing"),
        (Next(("@a",), "by Friday"), "Who will read it, by Friday: `@a`. Nothing"),
        (Next(("@a",)), "Who will read it: `@a`. Nothing"),
    ],
)
def test_when_there_is_an_answer_is_for_the_house_to_promise(coming: Next, expected: str) -> None:
    assert f"2. {expected} is changed unless you agree.\n" in comment([PUMP], [], Beside(), coming, "en")


@pytest.mark.parametrize(
    ("forge", "stories", "expected"),
    [
        ("", 1, "Sieh dir die Vorschau an: So wird es im Portal aussehen."),
        ("github", 1, "Entpack es und öffne darin `preview/stories/2026/pump/index.html`."),
        ("gitlab", 1, "auf „View exposed artifact“ und öffne `preview/stories/2026/pump/index.html`."),
        ("forgejo", 2, "lad bei „Artifacts“ `review` herunter. Entpack es und öffne darin `preview/index.html`."),
    ],
)
def test_where_the_preview_is_is_said(forge: str, stories: int, expected: str) -> None:
    pump = msgspec.structs.replace(PUMP, address="stories/2026/pump/")
    (look,) = re.findall("^1. (.*)$", comment([pump] * stories, [], Beside(), Next(forge=forge), "de"), re.MULTILINE)
    assert look.endswith(expected)


def test_what_cannot_be_shown_is_named_by_its_file_and_what_must_change_comes_first() -> None:
    broken = Preview(path=PUMP.path, added=False)
    made = comment([broken], [NOBODY, ALT], Beside(removed=("content/people/ed.md",)), Next(), "en")
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


def test_the_file_of_somebody_new_is_ready_to_be_pasted() -> None:
    """And nobody is asked to mend what is for the editors to do."""
    new = problem(Place(PUMP.path, 4, 11), "unknown-person", name="nadia-benali")
    made = comment([PUMP], [new, new], Beside(), Next(), "en")
    assert made.count("### Who has no file yet") == 1
    assert "`content/people/nadia-benali.md`\n\n```markdown\n---\nname: Nadia Benali\n---\n```\n\n" in made
    assert "1. Look at the preview" in made
    both = comment([PUMP], [new, NOBODY], Beside(), Next(), "en")
    assert both.count("```markdown") == 1  # a slip is nobody new
    assert "1. Change what is listed above" in both
    lost = comment([PUMP], [new], Beside(removed=("content/people/nadia-benali.md",)), Next(), "en")
    assert "Who has no file yet" not in lost
    assert "1. Change what is listed above" in lost


def test_all_is_well() -> None:
    assert "**All is well.**" in comment([PUMP], [NO_ID], Beside(), Next(), "en")
    assert "**All is well.**" not in comment([PUMP], [ALT], Beside(), Next(), "en")


def test_a_thousand_findings_are_no_thousand_lines() -> None:
    many = [problem(Place(PUMP.path, line, 1), "missing-alt", picture="x.png") for line in range(1, 1001)]
    made = comment([], many, Beside(), Next(), "en")
    assert made.count("x.png") == 30
    assert "- and 970 more" in made


def held(rule: str, title: str = PUMP.title, *, is_known: bool = False, **facts: str) -> Preview:
    """A story that a rule withholds; none does if it has no name."""
    told = (problem(Place(PUMP.path, 8, 9), rule, **facts),) if rule else ()
    return msgspec.structs.replace(PUMP, title=title, withheld=told, held=rule, is_known=is_known)


DRAFT = held("withheld-status", "Begun", status="review")
APPEARS = "Once the change is accepted, the story appears in the portal by itself."
APPEAR = "Once the change is accepted, the stories appear in the portal by themselves."


@pytest.mark.parametrize(
    ("preview", "expected"),
    [
        (PUMP, APPEARS),
        (DRAFT, "It is still a draft. When the story is done, change the line with `status` to"),
        (held("withheld-until", key="date", when="2026-12-01"), f"{APPEARS[:-1]}, as soon as the day has come"),
        (held("", is_known=True), "Once the change is accepted, it is in the portal by itself."),
        (held("withheld-withdrawn", is_known=True), "Once the change is accepted, the story is gone from the portal"),
        (
            held("withheld-expired", is_known=True, when="2026-02-01"),
            "Once the change is accepted, the story is gone from",
        ),
        (held("withheld-withdrawn"), "Even once the change is accepted, the story is not in the portal"),
        (
            held("withheld-expired", when="2026-02-01"),
            "Even once the change is accepted, the story is not in the portal",
        ),
        (
            held("withheld-status", is_known=True, status="draft"),
            "The story has appeared already. Once the change is accepted, it is gone from the portal until it says",
        ),
        (
            held("withheld-until", is_known=True, key="date", when="2027-01-01"),
            "The story has appeared already. Once the change is accepted, it is gone from the portal until the day",
        ),
    ],
)
def test_what_becomes_of_a_story_is_what_is_said_of_it(preview: Preview, expected: str) -> None:
    made = comment([preview], [], Beside(), Next(), "en")
    assert f". {expected}" in made
    assert (APPEARS in made) == (expected == APPEARS)


def test_whoever_is_taken_out_hears_nothing_of_publishing() -> None:
    made = comment([held("withheld-withdrawn", is_known=True)], [], Beside(), Next(), "de")
    assert "- Nicht veröffentlicht, weil sie zurückgezogen ist.\n" in made
    assert "`status: published`" not in made
    assert "Sieh dir die Vorschau an" not in made  # where it is gone already


def test_of_stories_with_different_fates_each_is_named() -> None:
    made = comment([PUMP, DRAFT, held("", "A [2]")], [], Beside(), Next(), "en")
    assert rf"3. “{PUMP.title}” and “A \[2\]”: {APPEAR}" in made
    assert "4. “Begun”: It is still a draft." in made
    many = comment([DRAFT, *[PUMP] * 9], [], Beside(), Next(), "en")
    assert f", “{PUMP.title}” and 4 more: {APPEAR}" in many


@pytest.mark.parametrize("is_known", [False, True])
@pytest.mark.parametrize("rule", ["", "withheld-status", "withheld-until", "withheld-withdrawn", "withheld-expired"])
def test_of_several_stories_nothing_is_said_as_of_one(rule: str, *, is_known: bool) -> None:
    one = held(rule, is_known=is_known, status="draft", key="date", when="2026-12-01")
    german, english = (comment([one, one], [], Beside(), Next(), language) for language in ("de", "en"))
    assert "ie Geschichte " not in german.partition("### Wie es weitergeht")[2]
    assert "the story is" not in english.partition("### What happens next")[2]
    assert "the story appears" not in english


def test_a_draft_is_told_once_how_it_is_published() -> None:
    told = comment([held("withheld-status", status="draft")], [], Beside(), Next(), "de")
    assert told.count("`status") == 2  # the line, and what is to stand in it
    assert "- Nicht veröffentlicht, weil der Status draft ist.\n" in told


def test_until_when_a_story_is_shown_is_told() -> None:
    until = msgspec.structs.replace(PUMP, until="2026-12-24")
    assert "- Wird ab 2026-12-24 nicht mehr gezeigt\n" in comment([until], [], Beside(), Next(), "de")
    over = msgspec.structs.replace(held("withheld-expired", when="2026-02-01"), until="2026-02-01")
    assert "Wird ab" not in comment([over], [], Beside(), Next(), "de")


MISSING = "Until then, a story with an error is missing from the preview."


@pytest.mark.parametrize(
    ("rules", "steps"),
    [
        ((), ["Look"]),
        (("no-id",), ["Change", "Look"]),  # which `check` alone knows
        (("missing-alt",), ["Change"]),
        (("no-id", "missing-alt"), ["Change"]),
    ],
)
def test_only_an_error_that_builds_know_keeps_a_story_out_of_the_preview(
    rules: tuple[str, ...], steps: list[str]
) -> None:
    """Each portal says which rules are errors."""
    weighed = [msgspec.structs.replace(one, severity=Severity.ERROR) for one in (NO_ID, ALT) if one.rule in rules]
    made = comment([PUMP], weighed, Beside(), Next(), "en")
    assert re.findall(r"^\d\. (Change|Look)", made, re.MULTILINE) == steps
    assert (MISSING in made) == (steps == ["Change"])


def test_which_of_two_that_claim_the_same_the_preview_has_is_not_said() -> None:
    """It goes by their days, and the comment by who was there."""
    same = problem(Place(PUMP.path, 7), "same-id", name="pump", other="content/stories/2026/old.md", first=7)
    other = msgspec.structs.replace(PUMP, path="content/stories/2026/other.md", address="stories/2026/other/")
    made = [comment(some, [same], Beside(), Next(forge="gitlab"), "en") for some in ([PUMP], [PUMP, other])]
    assert [re.findall(r"^\d\. (Change|Look)", one, re.MULTILINE) for one in made] == [["Change"], ["Change", "Look"]]
    assert "preview/stories/2026/other/index.html" in made[1]  # whose page the preview has for certain
    assert MISSING not in "".join(made)
    key = problem(Place(PUMP.path, 2), "unknown-key", key="titel", known="title")
    assert MISSING in comment([PUMP], [same, key], Beside(), Next(), "en")  # which no preview has


def test_only_a_story_of_somebody_who_has_no_file_yet_waits_for_it() -> None:
    other = msgspec.structs.replace(PUMP, path="content/stories/2026/other.md", title="Other")
    new = problem(Place(PUMP.path, 4, 11), "unknown-person", name="nadia-benali")
    made = comment([PUMP, other], [new], Beside(), Next(), "en")
    assert f"“{PUMP.title}”: Once everybody who is named in it has a file and the change is accepted" in made
    assert f"“Other”: {APPEARS}" in made
    both = comment([PUMP, PUMP], [new], Beside(), Next(), "en")
    assert "3. Once everybody who is named in them has a file and the change is accepted, the stories are" in both
    draft = held("withheld-status", status="draft")
    assert "\n3. It is still a draft." in comment([draft], [new], Beside(), Next(), "en")


def test_what_was_so_before_is_told_apart() -> None:
    made = comment([PUMP], [NO_ID], Beside(others=("content/people/ed.md",), old=(ALT,)), Next(), "en")
    assert "### Also changed\n\n- `content/people/ed.md`\n" in made
    assert "### This was so before, and you need not change it\n\n- `content/stories/2026/pump.md:19`" in made
    assert "**All is well.**" in made


def test_forges_take_the_comment_of_a_thousand_stories() -> None:
    made = comment([PUMP] * 1000, [ALT] * 1000, Beside(("x.md",) * 1000, ("y.md",) * 1000), Next(), "de")
    assert "und 980 weitere Geschichten" in made
    assert len(made) < 65_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die *Pumpe*", r"Die \*Pumpe\*"),
        ("<b>Hallo</b> & [x](y)", r"\<b\>Hallo\</b\> &amp; \[x\](y)"),
        ("@alle, bitte", "@<!-- -->alle, bitte"),
        ("closes #4, !12 and GH-3", "closes #<!-- -->4, !<!-- -->12 and GH-<!-- -->3"),
        ("https://evil.example www.evil.example", "https:<!-- -->//evil.example www<!-- -->.evil.example"),
        (":tada: for $x$", ":<!-- -->tada: for $<!-- -->x$"),
        ("back\u202ewards", "back?wards"),
        ("two\n# lines", "two # lines"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
    ],
)
def test_contributors_texts_are_plain(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_messages_keep_what_they_quote_as_code() -> None:
    assert marked("set `status: published` *now*") == r"set `status: published` \*now\*"
    assert marked("one ` alone") == "one ' alone"


LETTERS = st.text(st.sampled_from("ab \n#-+*_`[](){}<>!|~@&1.\\:/$"), min_size=1, max_size=30)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def inline(markdown: str) -> list[Token]:
    (found,) = (token for token in MARKDOWN.parse(f"- {markdown}") if token.type == "inline")
    return found.children or []


@given(LETTERS.filter(str.strip))
def test_no_text_makes_markup(text: str) -> None:
    """A parser of Markdown makes one paragraph of it, in which the text stands as it was written."""
    parts = inline(escaped(text))
    assert {one.type for one in parts} <= {"text", "html_inline", "text_special"}
    assert {one.content for one in parts if one.type == "html_inline"} <= {"<!-- -->"}
    shown = "".join(one.content for one in parts if one.type != "html_inline")
    assert shown == " ".join(text.split()).replace("`", "'")


EVIL = "a` X `` P ` Q `` ![x](https://evil.example/x.png) @boss ` z `b"


@given(LETTERS | st.just(EVIL) | st.just("``@boss <img src=x>"), LETTERS)
@example(EVIL, "a.md")
def test_no_fact_ends_the_code_in_which_it_is_quoted(name: str, path: str) -> None:
    found = [
        problem(Place(path, 1, 1), "unknown-key", key=name, known="title"),
        problem(Place(path, 1, 1), "unknown-person", guess=name, name=name),
    ]
    made = comment([Preview(path=path)], found, Beside(removed=(path,)), Next(), "de")
    for line in filter(None, made.splitlines()):
        parts = inline(line.removeprefix("### ").removeprefix("- ").removeprefix("1. "))
        assert {one.type for one in parts} <= {"text", "html_inline", "text_special", "code_inline"}
        assert {one.content for one in parts if one.type == "html_inline"} <= {"<!-- -->"}
        assert "@b" not in "".join(one.content if one.type == "text" else "\0" for one in parts)
