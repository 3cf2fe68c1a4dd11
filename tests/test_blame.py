"""Which problems a change has to answer for."""

from __future__ import annotations

import pytest
from portal import Files, baseline, forme, person, story

from byline.baseline import Baseline, Text, fingerprints, read_baseline
from byline.blame import at_newcomers, renamed, since, summed_up
from byline.contribution import Contribution, contribution
from byline.forme import Forme
from byline.messages import hint
from byline.problem import Place, Problem, Severity, problem
from byline.report import as_json
from byline.story import Story

A, B, C, D = (f"content/stories/2026/{name}.md" for name in "abcd")
NORA = "content/people/nora.md"

ERROR = problem(Place(A, 4, 11), "unknown-person", name="adda")
LOWER = problem(Place(A, 9, 11), "unknown-person", name="adda")
ALT = problem(Place(A, 12, 3), "missing-alt", picture="x.jpg")


def test_what_was_there_before_is_left_out_and_its_errors_only_warn() -> None:
    told = since([LOWER, ALT], baseline(ERROR, ALT, a=1), Contribution(changed=(B,)))
    assert (told.new, told.left) == ((), 1)
    assert [(one.rule, one.severity, one.place.line) for one in told.old] == [("unknown-person", Severity.WARNING, 9)]


def test_of_what_has_changed_all_is_told_and_an_old_error_still_only_warns() -> None:
    told = since([LOWER, ALT], baseline(ERROR, ALT, a=1), Contribution(changed=(A,)))
    assert (told.new, [one.severity for one in told.old], told.left) == ((ALT,), [Severity.WARNING], 0)


def test_what_keeps_everything_from_being_made_is_never_old() -> None:
    found = problem(Place("config.yaml", 3, 1), "missing-key", key="url")
    assert since([found], baseline(found, a=1), Contribution()).new == (found,)


def test_what_a_change_does_to_other_files_is_told() -> None:
    """As when somebody is deleted whom other stories name."""
    told = since([ERROR], baseline(ALT, a=1), Contribution(removed=("content/people/adda.md",)))
    assert told.new == (ERROR,)


def test_the_second_fault_of_a_kind_is_new() -> None:
    more = problem(Place(A, 20, 3), "missing-alt", picture="x.jpg")
    assert since([ALT, more], baseline(ALT, a=1), Contribution()).new == (more,)
    assert len({*fingerprints([ALT, more])}) == 2


def test_a_fingerprint_knows_no_lines() -> None:
    """Not even one that another file's problem names: it would be another after every edit."""
    change = Contribution(removed=("content/people/adda.md",))
    first, second = (fingerprints([*summed_up([one], change)]) for one in (ERROR, LOWER))
    assert first == second


# Who was there keeps it


def checked(made: Forme) -> Baseline:
    """What a check says of a portal."""
    ids = {one.path: one.id for one in made.site.stories}
    texts = {path: Text(digest.hex(), ids.get(path, "")) for path, digest in made.setting.digests.items()}
    found = read_baseline(as_json(made.problems, texts, "en").encode())
    assert found
    return found


def id_in(made: Forme, path: str) -> str:
    one = made.setting.articles[path].answer[0]
    return one.id if isinstance(one, Story) else ""


def after(before: Files, change: Files) -> list[tuple[Problem, str]]:
    """The new problems after a change, each with its hint."""
    was, now = forme(before), forme({**before, **change})
    known = checked(was)
    made = contribution(now.setting.digests, known, lambda path: id_in(now, path))
    told = since([*at_newcomers(now.problems, known, made)], known, made).new
    return [(one, hint(one, "en")) for one in renamed(told, made)]


OLD = story(id="mine")
EARLY = {"date": "2026-03-01"}
PART = {"series": "{id: first-days, part: 1}"}


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        ({B: OLD}, {A: story(id="mine", **EARLY)}, [(A, 7, "same-id", B)]),
        ({B: OLD}, {C: story(id="mine")}, [(C, 7, "same-id", B)]),
        ({B: OLD}, {C: story(id="mine", **EARLY), D: OLD}, [(C, 7, "same-id", B), (D, 7, "same-id", B)]),
        ({A: story(id="a", **EARLY), B: OLD}, {A: story(id="mine", **EARLY)}, [(A, 7, "same-id", B)]),
        # both are in the change, and readers know the one by it
        ({A: story(id="a", **EARLY), B: OLD}, {A: story(id="mine", **EARLY), B: OLD + "More."}, [(A, 7, "same-id", B)]),
        # renamed, and still known by it
        ({B: OLD}, {B: None, C: OLD, A: story(id="mine", **EARLY)}, [(A, 7, "same-id", C)]),
        ({B: OLD}, {"content/stories/2026/B.md": story(id="b", **EARLY)}, [("content/stories/2026/B.md", 2, "same-address", B)]),
        ({B: story(id="b", aliases="[/people/nora/]")}, {NORA: person("Nora")}, [(NORA, 2, "same-address", B)]),
        ({B: story(id="b", **PART)}, {A: story(id="a", **EARLY, **PART)}, [(A, 8, "same-part", B)]),
        (
            {B: OLD, C: story(id="c", language="de", translation_of="2026/b")},
            {A: story(id="a", language="de", translation_of="2026/b")},
            [(A, 8, "same-language", C)],
        ),
        # what was so before is nobody's news, and whoever comes third is told of the first
        ({B: OLD, C: OLD}, {C: OLD + "More."}, []),
        ({A: story(id="a", **PART), B: story(id="b", **PART)}, {A: story("More.", id="a", **PART)}, []),
        ({B: OLD, C: OLD}, {A: story(id="mine", **EARLY)}, [(A, 7, "same-id", B)]),
    ],
)  # fmt: skip
def test_whoever_was_there_keeps_what_a_newcomer_claims(
    before: Files, change: Files, expected: list[tuple[str, int, str, str]]
) -> None:
    """Whatever the date of the newcomer is."""
    told = [one for one, _ in after(before, change)]
    assert [(one.place.path, one.place.line, one.rule, dict(one.facts)["other"]) for one in told] == expected


def test_a_link_to_whoever_keeps_it_leads_there() -> None:
    before = {B: OLD, D: story("[There](/stories/2026/b/) and [there](/stories/2026/b/#part).", id="d")}
    assert [one.rule for one, _ in after(before, {A: story(id="mine", **EARLY)})] == ["same-id"]
    gone = {A: story(id="mine", **EARLY), B: OLD.replace("id: mine", "status: draft")}
    assert [one.rule for one, _ in after(before, gone)].count("link-to-withheld") == 2


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ({"authors": "[nobody]"}, ["unknown-person"]),
        ({"status": "draft"}, ["link-to-withheld", "withheld-status"]),
    ],
)
def test_a_link_to_a_story_that_has_an_error_is_not_told_as_well(broken: dict[str, str], expected: list[str]) -> None:
    before = {B: OLD, D: story("[There](/stories/2026/b/).", id="d")}
    told = [one.rule for one, _ in after(before, {B: story(id="mine", **broken)})]
    assert sorted(told) == expected


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        ({B: OLD}, {B: None, C: OLD}, [(D, "it is called `2026/c` now")]),
        ({B: OLD}, {B: None}, [(D, "a story is named by its path in content/stories: `2026/solar-roof`")]),
    ],
)
def test_whoever_names_a_story_that_was_moved_is_told_its_new_name(
    before: Files, change: Files, expected: list[tuple[str, str]]
) -> None:
    translation = {D: story(id="d", language="de", translation_of="2026/b")}
    told = after({**before, **translation}, change)
    assert [(one.place.path, what) for one, what in told if one.rule == "unknown-story"] == expected
