"""What somebody wants to add or change, as a reviewer wants to see it."""

from __future__ import annotations

import datetime

import pytest
from portal import baseline, forme, person, story

from byline.baseline import Baseline, Text, read_baseline
from byline.contribution import Contribution, concerned, contribution, counsel, left_behind
from byline.messages import hint
from byline.story import Story

A, B, C, D = (f"content/stories/2026/{name}.md" for name in "abcd")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({A: b"a"}, Contribution(removed=(B,))),
        ({B: b"b"}, Contribution(removed=(A,), known_ids={A: "a"})),
        ({A: b"a", B: b"other"}, Contribution(changed=(B,))),
        ({A: b"other", B: b"b"}, Contribution(changed=(A,), known_ids={A: "a"})),
        ({A: b"a", B: b"b", C: b"c"}, Contribution(added=(C,))),
        ({A: b"a", B: b"b", C: b"a"}, Contribution(added=(C,))),  # a copy
        ({A: b"a", C: b"b"}, Contribution(changed=(C,), moved={C: B})),  # a draft
        ({B: b"b", C: b"a", D: b"a"}, Contribution(added=(D,), changed=(C,), moved={C: A}, known_ids={C: "a"})),
        ({C: b"", A: b"a", B: b""}, Contribution(added=(C,), changed=(B,))),
    ],
)
def test_what_has_become_of_the_texts(texts: dict[str, bytes], expected: Contribution) -> None:
    assert contribution(texts, baseline(a=1, b=0), lambda _: "new") == expected


def test_a_story_that_lies_elsewhere_has_changed() -> None:
    """Its id tells it, though its text is another, and so it is neither new nor gone."""
    found = contribution({A: b"a", C: b"other"}, baseline(a=1, b=1), {C: "b"}.__getitem__)
    assert found == Contribution(changed=(C,), moved={C: B}, known_ids={C: "b"})


MOVED = Contribution(changed=(C,), moved={C: B}, known_ids={C: "2026/b"})
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
        ({"id": "mine"}, Contribution(changed=(C,), known_ids={C: "2026/b"}), [ID]),
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
        (Contribution(added=(C,), removed=(B,), known_ids={B: "2026/b"}), []),
        (Contribution(changed=(C,), removed=(B,), known_ids={B: "2026/b"}), ["no-id", "dated-back"]),
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
    (told,) = left_behind(forme({}), [], Contribution(removed=(A, B), known_ids={A: "mine"}))
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
    known = Contribution(changed=(A,), known_ids={A: "a"})
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
    made = forme({A: story(**{"id": "a", **front})})
    stories = [one.answer[0] for one in made.setting.articles.values()]
    known = {path: one.id for path, one in before.texts.items() if path == A and one.appeared}
    change = Contribution(changed=(A,), known_ids=known)
    found = counsel(made, [one for one in stories if isinstance(one, Story)], {}, before, change)
    return [f"{one.place.line}: {hint(one, 'en')}" for one in found if one.rule == "dated-back"]


PASTE = "3: leave the date, and paste below it: `publish_at: 2026-06-01 12:00`"


@pytest.mark.parametrize(
    ("before", "front", "expected"),
    [
        (baseline(b=NEWEST), {"date": "2026-03-14"}, [PASTE]),
        (baseline(b=NEWEST), {"date": "2026-04-02"}, []),
        (baseline(b=NEWEST), {"date": "2026-03-14", "id": "b"}, [PASTE]),  # begun as a copy: together with that error
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


TWO_OF_A_NAME = {
    "content/people/cy-dorn.md": person("Cy Dorn", department="production", role="fitter"),
    "content/people/cy-dorn-2.md": person("Cy Dorn", department="field-service", role="technician"),
}


@pytest.mark.parametrize(
    ("front", "advised", "departments"),
    [
        ({"authors": "[Cy Dorn]"}, [], ()),
        ({"authors": "[cy-dorn]"}, ["departments: [production]", "roles: [fitter]"], ("production",)),
        ({"authors": "[Cy Dorn, ada]"}, [], ("production",)),  # hers
        ({"authors": "[Cy Dorn]", "told_by": "[ben]"}, ["departments: [field-service]", "roles: [technician]"], ("field-service",)),
        ({"authors": "[Cy Dorn]", "departments": "[field-service]", "roles": "[fitter]"}, [], ("field-service",)),
    ],
)  # fmt: skip
def test_nothing_is_drawn_from_a_name_that_two_people_have(
    front: dict[str, str], advised: list[str], departments: tuple[str, ...]
) -> None:
    made = forme({A: story(**{"id": "a", "departments": "", "roles": "", **front}), **TWO_OF_A_NAME})
    some = [one for one in (made.setting.articles[A].answer[0],) if isinstance(one, Story)]
    assert [dict(one.facts)["line"] for one in counsel(made, some, {}, None, Contribution())] == advised
    assert concerned(made, some, Contribution(added=(A,))) == departments


def test_a_change_has_to_do_with_the_departments_of_all_that_it_touches() -> None:
    """As CODEOWNERS has it: with those of stories and people, as they are and as they were, also if they are gone."""
    cy = "content/people/cy.md"
    known = {path: Text(digest.hex()) for path, digest in forme().setting.digests.items()}
    gone = {B: Text("62", "b", 1, ("ben",), ("field-service",)), D: Text("64")}
    before = Baseline({**known, **gone, cy: Text("63", departments=("sales",))}, ())
    made = forme({A: story(departments="[production]", id="a"), cy: person(department="assembly")})
    change = contribution(made.setting.digests, before, lambda _: "")
    some = [one for one in (made.setting.articles[A].answer[0],) if isinstance(one, Story)]
    assert concerned(made, some, change) == ("production", "assembly", "sales", "field-service")
    only = change.of(lambda path: path == A)
    assert concerned(made, some, only) == ("production",)
