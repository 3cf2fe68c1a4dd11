"""What somebody wants to add or change, as a reviewer wants to see it."""

from __future__ import annotations

import datetime

import pytest
from portal import CONFIG, Files, baseline, forme, person, story

from byline.baseline import Baseline, read_baseline
from byline.comment import Beside, Next, Preview, comment
from byline.contribution import Contribution, contribution, counsel, left_behind, previews
from byline.messages import hint
from byline.story import Story

A, B, C, D = (f"content/stories/2026/{name}.md" for name in "abcd")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({A: b"a"}, Contribution(removed=(B,))),
        ({B: b"b"}, Contribution(removed=(A,), known={A: "a"})),
        ({A: b"a", B: b"other"}, Contribution(changed=(B,))),
        ({A: b"other", B: b"b"}, Contribution(changed=(A,), known={A: "a"})),
        ({A: b"a", B: b"b", C: b"c"}, Contribution(added=(C,))),
        ({A: b"a", B: b"b", C: b"a"}, Contribution(added=(C,))),  # a copy
        ({A: b"a", C: b"b"}, Contribution(changed=(C,), moved={C: B})),  # a draft
        ({B: b"b", C: b"a", D: b"a"}, Contribution(added=(D,), changed=(C,), moved={C: A}, known={C: "a"})),
        ({C: b"", A: b"a", B: b""}, Contribution(added=(C,), changed=(B,))),
    ],
)
def test_what_has_become_of_the_texts(texts: dict[str, bytes], expected: Contribution) -> None:
    assert contribution(texts, baseline(a=1, b=0), lambda _: "new") == expected


def test_a_story_that_lies_elsewhere_has_changed() -> None:
    """Its id tells it, though its text is another, and so it is neither new nor gone."""
    found = contribution({A: b"a", C: b"other"}, baseline(a=1, b=1), {C: "b"}.__getitem__)
    assert found == Contribution(changed=(C,), moved={C: B}, known={C: "b"})


MOVED = Contribution(changed=(C,), moved={C: B}, known={C: "2026/b"})
ADDRESS, ID = "aliases: [/stories/2026/b/]", "id: 2026/b"


@pytest.mark.parametrize(
    ("front", "change", "expected"),
    [
        ({"id": "2026/b"}, MOVED, [ADDRESS]),
        ({"id": "2026/b", "aliases": "[/stories/2026/b/]"}, MOVED, []),
        ({"id": "2026/b", "aliases": "[/stories/2026/b]"}, MOVED, []),
        ({"id": "2026/b", "aliases": "[/x/]"}, MOVED, ["aliases: [/x/, /stories/2026/b/]"]),
        ({}, MOVED, [ADDRESS, ID]),
        ({"aliases": "[/stories/2026/b/]"}, MOVED, [ID]),
        ({"id": "mine"}, Contribution(changed=(C,), known={C: "2026/b"}), [ID]),
        ({"status": "withdrawn"}, MOVED, []),  # which nobody is to find
        ({}, Contribution(changed=(C,), moved={C: B}), []),  # a draft, which nobody would look for
        ({}, Contribution(added=(C,)), []),
    ],
)
def test_by_what_readers_know_a_story_they_still_find_it(
    front: dict[str, str], change: Contribution, expected: list[str]
) -> None:
    made = forme({C: story(**front)})
    one = made.setting.articles[C].answer[0]
    assert isinstance(one, Story)
    assert [dict(problem.facts)["line"] for problem in left_behind(made, [one], change)] == expected
    advised = {problem.rule for problem in counsel(made, [one], {}, baseline(b=1), change)}
    assert ("no-id" in advised) == (not front.keys() & {"id", "status"} and ID not in expected)  # it hears of one id


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Contribution(added=(C,)), ["no-id", "dated-back"]),
        (Contribution(added=(C,), removed=(B,)), ["no-id", "dated-back"]),  # a draft, which has no id to keep
        (Contribution(added=(C,), removed=(B,), known={B: "2026/b"}), []),
        (Contribution(changed=(C,), removed=(B,), known={B: "2026/b"}), ["no-id", "dated-back"]),
    ],
)
def test_what_may_have_been_renamed_and_rewritten_keeps_its_id_and_its_date(
    change: Contribution, expected: list[str]
) -> None:
    made = forme({C: story()})
    one = made.setting.articles[C].answer[0]
    assert isinstance(one, Story)
    assert [told.rule for told in counsel(made, [one], {}, baseline(b=NEWEST), change)] == expected


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [("", f"paste: `{ADDRESS}`"), ("[/x/]", "put `aliases: [/x/, /stories/2026/b/]` in the place of the list")],
)
def test_no_key_is_pasted_twice(aliases: str, expected: str) -> None:
    made = forme({C: story(id="2026/b", aliases=aliases)})
    one = made.setting.articles[C].answer[0]
    assert isinstance(one, Story)
    assert [hint(told, "en") for told in left_behind(made, [one], MOVED)] == [expected]


def test_a_story_that_readers_know_is_not_deleted_unawares() -> None:
    """A draft is, which nobody would look for."""
    (told,) = left_behind(forme({}), [], Contribution(removed=(A, B), known={A: "mine"}))
    assert (told.place.path, told.rule) == (A, "story-gone")
    assert "`status: withdrawn`" in hint(told, "en")
    assert "paste `id: mine` and `aliases: [/stories/2026/a/]`" in hint(told, "en")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"status": "draft"}, ["story-hidden"]),
        ({"date": "2027-01-04"}, ["story-hidden"]),
        ({"publish_at": "2027-01-04 08:00", "authors": "[nobody]"}, ["story-hidden"]),
        ({"status": "withdrawn"}, []),  # a wish
        ({"expires_at": "2026-03-01"}, []),
        ({}, []),
    ],
)
def test_a_story_that_readers_know_is_not_hidden_unawares(front: dict[str, str], expected: list[str]) -> None:
    made = forme({A: story(id="a", **front)})
    stories = [one.answer[0] for one in made.setting.articles.values()]
    some = [one for one in stories if isinstance(one, Story)]
    known = Contribution(changed=(A,), known={A: "a"})
    assert [one.rule for one in left_behind(made, some, known)] == expected
    assert not [*left_behind(made, some, Contribution(changed=(A,)))]  # which nobody has seen yet


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"\xff", b'{"problems": [], "texts": []}', b'{"problems": [{}], "texts": {}}']
)
def test_what_is_no_baseline(data: bytes) -> None:
    assert read_baseline(data) is None


NEWEST = int(datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC).timestamp())


def dated(before: Baseline, **front: str) -> list[str]:
    """What a new story, or one that was a draft, hears of its date."""
    made = forme({A: story(id="a", **front)})
    stories = [one.answer[0] for one in made.setting.articles.values()]
    found = counsel(made, [one for one in stories if isinstance(one, Story)], {}, before, Contribution())
    return [f"{one.place.line}: {hint(one, 'en')}" for one in found if one.rule == "dated-back"]


PASTE = "3: leave the date, and paste below it: `publish_at: 2026-06-01 12:00`"


@pytest.mark.parametrize(
    ("before", "front", "expected"),
    [
        (baseline(b=NEWEST), {"date": "2026-03-14"}, [PASTE]),
        (baseline(b=NEWEST), {"date": "2026-04-02"}, []),
        (baseline(b=NEWEST), {"date": "2026-03-14", "publish_at": "2026-05-30 10:00"}, []),
        (
            baseline(b=NEWEST),
            {"date": "2026-03-14", "publish_at": "2026-03-30 10:00"},
            ["8: put `publish_at: 2026-06-01 12:00` in the place of this line"],
        ),
        (baseline(b=NEWEST), {"date": "2026-03-14", "status": "draft"}, []),  # it is told when it is to be published
        (baseline(b=NEWEST), {"date": "2026-03-14", "expires_at": "2026-05-01"}, []),  # it is over
        (baseline(b=NEWEST), {"date": "2026-03-14", "authors": "[nobody]"}, [PASTE]),  # together with its error
        (baseline(b=NEWEST), {"date": ""}, []),  # which is an error of its own
        (baseline(b=NEWEST, a=0), {"date": "2026-03-14"}, [PASTE]),  # it was a draft
        (baseline(b=NEWEST, a=NEWEST - 9), {"date": "2026-03-14"}, []),  # readers have seen it
        (baseline(), {"date": "2026-03-14"}, []),
    ],
)
def test_a_new_story_is_not_dated_before_the_newest(
    before: Baseline, front: dict[str, str], expected: list[str]
) -> None:
    assert dated(before, **front) == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"id": "mine"}, []),  # and its departments and roles are written out
        ({"id": "A b"}, []),  # which is an error of its own
        ({}, ["id: 2026/a"]),
        ({"aliases": "[/old/one.html]"}, ["id: old-one-html"]),
        ({"id": "mine", "departments": "", "roles": ""}, ["departments: [production]", "roles: [fitter]"]),
        ({"id": "mine", "roles": "", "told_by": "[ben, ada]"}, ["roles: [technician, fitter]"]),
        ({"id": "mine", "departments": "", "authors": "[nora-neu]"}, []),  # nobody knows where she works
        ({"id": "mine", "departments": "", "authors": "[dora]"}, []),  # who does not want it to be known
    ],
)
def test_what_a_story_leaves_to_its_place_and_its_people(front: dict[str, str], expected: list[str]) -> None:
    made = forme({A: story(**front), "content/people/dora.md": SHY})
    some = [one for one in (made.setting.articles[A].answer[0],) if isinstance(one, Story)]
    assert [dict(one.facts)["line"] for one in counsel(made, some, {}, None, Contribution())] == expected


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
    change = Contribution(added=(path,)) if added else Contribution(changed=(path,))
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
        (Contribution(changed=(A,), known={A: "a"}), "Geändert: `{a}`|steht sie von selbst"),
        (
            Contribution(changed=(A,), moved={A: B}, known={A: "a"}),
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
