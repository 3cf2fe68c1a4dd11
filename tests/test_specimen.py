"""What the stories of a change will look like."""

from __future__ import annotations

import pytest
from portal import CONFIG, Files, forme, person, story

from byline.comment import Beside, Next, Preview, comment
from byline.contribution import Contribution
from byline.specimen import previews
from byline.story import Story

A, B, C = (f"content/stories/2026/{name}.md" for name in "abc")

SHY = person("Dora Klein", show_as="anonymous", department="field-service", role="technician")
FIRST = person("Emil Groß", show_as="first", department="field-service", role="technician")
STORIES: Files = {
    "config.yaml": CONFIG,
    "content/people/dora.md": SHY,
    "content/people/emil.md": FIRST,
    A: story(id="a"),
    B: story(
        "Eins zwei drei.\n\n![Eine Pumpe](/p.png)\n",
        title="Die Pumpe",
        language="de",
        authors="[ada]",
        told_by="[dora, emil]",
        helped_by="[ben]",
        departments="",
        roles="",
        summary="Kurz.",
        lane="feature",
        status="draft",
        id="b",
    ),
    C: story(id="c", authors="[nora-neu]"),
}
NO_OTHERS: Files = {}


def shown_of(path: str, others: Files = NO_OTHERS, *, added: bool = True) -> Preview:
    made = forme({**STORIES, **others})
    stories = [one.answer[0] for one in made.setting.articles.values()]
    some = [one for one in stories if isinstance(one, Story) and one.path == path]
    change = Contribution(added=(path,), earlier_writers={"ada"}) if added else Contribution(changed=(path,))
    (shown,) = previews(made, some, {}, change, made.problems, "de")
    return shown


def test_what_a_story_will_look_like() -> None:
    """People are named as they want to be, and whoever tells a first story is welcome."""
    shown = shown_of(B)
    assert (shown.title, shown.summary, shown.words, shown.minutes, shown.pictures) == ("Die Pumpe", "Kurz.", 3, 1, 1)
    assert shown.language == "Deutsch"
    assert shown.told_by == ("einer Kollegin oder einem Kollegen", "Emil")
    assert (shown.written_by, shown.helped_by) == (("Ada Berg",), ("Ben Castor",))
    assert shown.departments == ("Außendienst",)  # Emil's
    assert shown.newcomers == ("Emil",)  # Ada has written another, and Dora does not want to be named
    assert shown.feature
    assert [one.rule for one in shown.withheld] == ["withheld-status"]


def test_whoever_corrects_an_old_story_is_no_newcomer() -> None:
    assert shown_of(A, added=False).newcomers == ()


def test_somebody_whom_the_portal_does_not_know_yet_is_welcome() -> None:
    """Their story has an error until somebody makes their file; it is shown all the same."""
    shown = shown_of(C)
    assert (shown.title, shown.told_by, shown.newcomers) == ("A story", ("Nora Neu",), ("Nora Neu",))


def test_their_name_is_said_as_they_write_it() -> None:
    """Alike in all stories of a change, however each of them writes it; a slip keeps its umlauts, too."""
    made = forme(
        {
            **STORIES,
            A: story(id="a", authors="[quirin-oez]"),
            B: story(id="b", authors="[Quirin Öz]", told_by="[Adä]"),
        }
    )
    stories = [one.answer[0] for one in made.setting.articles.values()]
    some = [one for one in stories if isinstance(one, Story) and one.path in {A, B}]
    first, second = previews(made, some, {}, Contribution(added=(A, B)), made.problems, "de")
    assert (first.told_by, first.newcomers) == (("Quirin Öz",), ("Quirin Öz",))
    assert (second.written_by, second.told_by, second.newcomers) == (("Quirin Öz",), ("Adä",), ("Quirin Öz",))


def test_whose_name_is_written_a_letter_off_is_not_welcomed_as_somebody_new() -> None:
    assert shown_of(A, {A: story(authors="[adda]")}).newcomers == ()
    assert shown_of(A, {A: story(authors="[Adda Neu]")}).newcomers == ("Adda Neu",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Contribution(added=(A,)), "Neu: `{a}`|erscheint die Geschichte von selbst"),
        (Contribution(changed=(A,)), "Geändert: `{a}`|erscheint die Geschichte von selbst"),  # it was a draft
        (Contribution(changed=(A,), known_ids={A: "a"}), "Geändert: `{a}`|steht sie von selbst"),
        (
            Contribution(changed=(A,), moved={A: B}, known_ids={A: "a"}),
            "Umbenannt: `{a}`, bisher `{b}`|steht sie von selbst",
        ),
    ],
)
def test_only_what_readers_have_not_seen_is_said_to_appear(change: Contribution, expected: str) -> None:
    made = forme(STORIES)
    some = [one for one in (made.setting.articles[A].answer[0],) if isinstance(one, Story)]
    told = comment([*previews(made, some, {}, change, (), "de")], [], Beside(), Next(), "de")
    where, becomes = expected.format(a=A, b=B).split("|")
    assert f"\n\n{where}\n\n" in told
    assert f"Wird die Änderung angenommen, {becomes} im Portal.\n" in told


@pytest.mark.parametrize("wrong", [{}, {"authors": "[nora-neu]"}, {"departments": "[nonsense]"}])
@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({}, []),
        ({"corrections": "[{date: 2027-01-04, text: Later.}]"}, []),  # it is there, and its correction will be
        ({"status": "draft"}, ["withheld-status"]),
        ({"status": "withdrawn"}, ["withheld-withdrawn"]),
        ({"date": "2027-01-04"}, ["withheld-until"]),
        ({"publish_at": "2027-01-04 08:00"}, ["withheld-until"]),
        ({"expires_at": "2026-03-01"}, ["withheld-expired"]),
    ],
)
def test_what_becomes_of_a_story_does_not_depend_on_its_errors(
    front: dict[str, str], wrong: dict[str, str], expected: list[str]
) -> None:
    shown = shown_of(A, {A: story(id="a", **(front | wrong))})
    assert [shown.held] == (expected or [""])
    assert [one.rule for one in shown.withheld if "corrections" not in front] == expected


def test_what_cannot_be_read_is_shown_by_its_path_alone() -> None:
    made = forme({A: "---\ntitle: [\n---\n"})
    assert [*previews(made, [], {}, Contribution(added=(A,)), made.problems, "de")] == [Preview(path=A)]
    known = Contribution(changed=(A,), known_ids={A: "a"})
    assert [one.fate for one in previews(made, [], {}, known, made.problems, "de")] == ["comment-correct"]


@pytest.mark.parametrize(("front", "expected"), [({}, ""), ({"expires_at": "2026-12-24 18:00"}, "2026-12-24 18:00")])
def test_until_when_a_story_is_shown(front: dict[str, str], expected: str) -> None:
    assert shown_of(A, {A: story(id="a", **front)}).until == expected


@pytest.mark.parametrize(
    "old",
    [
        {"kind": "potrait"},  # which is an error
        {"status": "withdrawn"},
        {"expires_at": "2026-05-01"},
    ],
)
def test_whose_old_story_readers_do_not_see_is_no_newcomer(old: dict[str, str]) -> None:
    assert shown_of(C, {C: story(id="c", authors="[ben]")}).newcomers == ("Ben Castor",)
    others = {C: story(id="c", authors="[ben]"), B: story(id="b", authors="[ben]", **old)}
    assert shown_of(C, others).newcomers == ()
    begun = {**others, B: story(id="b", authors="[ben]", status="draft")}
    assert shown_of(C, begun).newcomers == ("Ben Castor",)  # who has told nothing yet


def test_whose_id_is_another_now_is_no_newcomer() -> None:
    made = forme({**STORIES, A: story(id="a", authors="[ben]"), C: story(id="c", authors="[ben]")})
    stories = [one.answer[0] for one in made.setting.articles.values()]
    change = Contribution(added=(C,), changed=(A,), known_ids={A: "a"}, earlier_writers={"benjamin"})
    some = [one for one in stories if isinstance(one, Story) and one.path == C]
    (shown, _) = previews(made, some, {}, change, made.problems, "de")
    assert shown.newcomers == ()


def test_of_a_name_that_two_people_have_neither_is_shown_nor_welcomed() -> None:
    two = {
        "content/people/cy-dorn.md": person("Cy Dorn", department="production"),
        "content/people/cy-dorn-2.md": person("Cy Dorn", department="field-service"),
    }
    shown = shown_of(A, {A: story(id="a", authors="[Cy Dorn]", departments=""), **two})
    assert (shown.told_by, shown.departments, shown.newcomers) == (("Cy Dorn",), (), ())
