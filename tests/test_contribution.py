"""What somebody wants to add or change, as a reviewer wants to see it."""

from __future__ import annotations

import datetime

import pytest
from portal import CONFIG, Files, forme, person, story

from byline.baseline import Baseline, fingerprints, read_baseline
from byline.comment import Preview
from byline.contribution import Contribution, contribution, counsel, previews, since
from byline.problem import Place, Problem, Severity, problem
from byline.report import as_json
from byline.story import Story

A, B, C = (f"content/stories/2026/{name}.md" for name in "abc")


def baseline(*problems: Problem, **appeared: int) -> Baseline:
    """What an earlier check said of stories by their names; 0 for one that no reader saw."""
    paths = {f"content/stories/2026/{name}.md": at for name, at in appeared.items()}
    texts = dict.fromkeys(paths, b"\x01")
    made = read_baseline(as_json(problems, texts, {path: at for path, at in paths.items() if at}, "en").encode())
    assert made
    return made


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({A: b"\x01"}, Contribution(removed=(B,))),
        ({A: b"\x01", B: b"\x02"}, Contribution(changed=(B,))),
        ({A: b"\x01", B: b"\x01", C: b"\x07"}, Contribution(added=(C,))),
        ({C: b"", A: b"\x01", B: b""}, Contribution(added=(C,), changed=(B,))),
    ],
)
def test_what_has_become_of_the_texts(texts: dict[str, bytes], expected: Contribution) -> None:
    assert contribution(texts, baseline(a=1, b=0)) == expected


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"\xff", b'{"problems": [], "texts": []}', b'{"problems": [{}], "texts": {}}']
)
def test_what_is_no_baseline(data: bytes) -> None:
    assert read_baseline(data) is None


ERROR = problem(Place(A, 4, 11), "unknown-person", name="adda")
LOWER = problem(Place(A, 9, 11), "unknown-person", name="adda")
ALT = problem(Place(A, 12, 3), "missing-alt", picture="x.jpg")


def test_what_was_there_before_is_left_out_and_its_errors_only_warn() -> None:
    told = since([LOWER, ALT], baseline(ERROR, ALT, a=1), Contribution(changed=(B,)))
    assert (told.new, told.left) == ((), 1)
    assert [(one.rule, one.severity, one.place.line) for one in told.old] == [("unknown-person", Severity.WARNING, 9)]


def test_in_what_has_changed_everything_is_told() -> None:
    told = since([LOWER, ALT], baseline(ERROR, ALT, a=1), Contribution(changed=(A,)))
    assert (told.new, told.old, told.left) == ((LOWER, ALT), (), 0)


def test_what_a_change_does_to_other_files_is_told() -> None:
    """As when somebody is deleted whom other stories name."""
    told = since([ERROR], baseline(ALT, a=1), Contribution(removed=("content/people/adda.md",)))
    assert told.new == (ERROR,)


def test_the_second_fault_of_a_kind_is_new() -> None:
    more = problem(Place(A, 20, 3), "missing-alt", picture="x.jpg")
    assert since([ALT, more], baseline(ALT, a=1), Contribution()).new == (more,)
    assert len({*fingerprints([ALT, more])}) == 2


NEWEST = int(datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC).timestamp())


def dated(before: Baseline, **front: str) -> list[str]:
    """What a new story, or one that was a draft, hears of its date."""
    made = forme({A: story(id="a", **front)})
    stories = [one.answer[0] for one in made.setting.articles.values()]
    found = counsel(made, [one for one in stories if isinstance(one, Story)], {}, before)
    return [f"{one.place.line}: {dict(one.facts)['line']}" for one in found if one.rule == "dated-back"]


@pytest.mark.parametrize(
    ("before", "front", "expected"),
    [
        (baseline(b=NEWEST), {"date": "2026-03-14"}, ["3: publish_at: 2026-06-01 12:00"]),
        (baseline(b=NEWEST), {"date": "2026-04-02"}, []),
        (baseline(b=NEWEST), {"date": "2026-03-14", "publish_at": "2026-05-30 10:00"}, []),
        (baseline(b=NEWEST), {"date": "2026-03-14", "status": "draft"}, []),  # it is told when it is to be published
        (baseline(b=NEWEST, a=0), {"date": "2026-03-14"}, ["3: publish_at: 2026-06-01 12:00"]),  # it was a draft
        (baseline(b=NEWEST, a=NEWEST - 9), {"date": "2026-03-14"}, []),  # readers have seen it
        (baseline(), {"date": "2026-03-14"}, []),
    ],
)
def test_a_new_story_is_not_dated_before_the_newest(
    before: Baseline, front: dict[str, str], expected: list[str]
) -> None:
    assert dated(before, **front) == expected


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
    C: story(id="c", authors="[nobody]"),
}


def shown_of(path: str) -> Preview:
    made = forme(STORIES)
    stories = [one.answer[0] for one in made.setting.articles.values()]
    some = [one for one in stories if isinstance(one, Story) and one.path == path]
    (shown,) = previews(made, some, {}, Contribution(added=(path,)), made.problems, "de")
    return shown


def test_what_a_story_will_look_like() -> None:
    """People are named as they want to be, and whoever tells a first story is welcome."""
    shown = shown_of(B)
    assert (shown.title, shown.summary, shown.words, shown.minutes, shown.pictures) == ("Die Pumpe", "Kurz.", 3, 1, 1)
    assert shown.language == "Deutsch"
    assert shown.told_by == ("eine Kollegin oder ein Kollege", "Emil")
    assert (shown.written_by, shown.helped_by) == (("Ada Berg",), ("Ben Castor",))
    assert shown.newcomers == shown.told_by  # Ada has written another
    assert shown.feature
    assert [one.rule for one in shown.withheld] == ["withheld-status"]


def test_what_has_an_error_is_shown_by_its_path_alone() -> None:
    assert shown_of(C) == Preview(path=C)
