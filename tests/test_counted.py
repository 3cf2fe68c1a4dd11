"""What is counted: the list from which the counter works, and the pages that tell of views."""

from __future__ import annotations

import json
from typing import Any

import pytest
from portal import CONFIG, COUNTING, edition, forme, page, person, rules, story

A = "content/stories/2026/a.md"


def lines(files: dict[str, str], **wishes: Any) -> list[dict[str, Any]]:
    made = edition({"config.yaml": COUNTING, **files}, **wishes)
    text = page(made, "counted.jsonl")
    assert text.endswith("\n") or not text
    return [json.loads(line) for line in text.splitlines()]


def told(files: dict[str, str], **wishes: Any) -> list[str]:
    """The people of the story, and those who have a line of their own: the same."""
    found = lines(files, **wishes)
    people = [one["person"] for one in found if "person" in one]
    assert people == found[0]["people"]
    return people


def test_a_story_and_its_people() -> None:
    front = {"authors": "[ben, ada]", "told_by": "[cd, ada]", "helped_by": "[dee]", "topics": "[Größe, learning]"}
    files = {
        A: story(title="Grüße", language="sv", id="2026-x", date="2026-03-14T23:30Z", **front),
        "content/people/cd.md": person("Cy Dorn", show_as="initials", language="de", feedback_renewed="3"),
        "content/people/dee.md": person("Dee Ford"),
    }
    assert lines(files) == [
        {
            "story": "2026-x", "address": "stories/2026/a/", "title": "Grüße", "day": "2026-03-15", "language": "sv", "reach": 640,
            "people": ["ada", "ben", "cd"], "departments": ["production"], "topics": ["groesse", "learning"],
        },
        {"person": "ada", "name": "Ada Berg", "language": "en", "renewed": 0},
        {"person": "ben", "name": "Ben Castor", "language": "en", "renewed": 0},
        {"person": "cd", "name": "C. D.", "language": "de", "renewed": 3},
    ]  # fmt: skip


def test_the_list_is_in_the_order_of_ids() -> None:
    days = {"b": "2026-03-01", "a": "2026-03-03", "c": "2026-03-02"}
    files = {f"content/stories/2026/{name}.md": story(date=day, id=f"s-{name}") for name, day in days.items()}
    assert [one["story"] for one in lines(files)[:-1]] == ["s-a", "s-b", "s-c"]


def test_a_story_says_its_own_reach() -> None:
    assert lines({A: story(reach="40")})[0]["reach"] == 40


@pytest.mark.parametrize(
    "front", [{"show_as": "anonymous"}, {"status": "left"}, {"feedback": "false"}], ids=["anonymous", "left", "silent"]
)
def test_who_gets_no_page_is_nowhere_in_the_list(front: dict[str, str]) -> None:
    files = {
        A: story(authors="[ada, xy]", told_by="[xy]"),
        "content/people/xy.md": person("Xaver Yps", **front),
    }
    assert told(files) == ["ada"]


def test_it_says_whether_more_people_wrote_a_story_than_it_names() -> None:
    for front, others in (({"show_as": "anonymous"}, True), ({"feedback": "false"}, True), ({}, False)):
        found = lines({A: story(authors="[ada, xy]"), "content/people/xy.md": person("Xaver Yps", **front)})[0]
        assert found.get("others", False) == others


def test_only_what_is_published_is_counted() -> None:
    files = {
        A: story(),
        "content/stories/2026/b.md": story(status="draft"),
        "content/stories/2026/c.md": story(date="2026-07-01"),
        "content/stories/2026/d.md": story(status="withdrawn"),
    }
    for drafts in (False, True):
        made = edition({"config.yaml": COUNTING, **files}, drafts=drafts)
        assert [one["story"] for one in lines(files, drafts=drafts) if "story" in one] == ["2026/a"]
        assert "views ../../../_v/2026/a\n" in page(made, "stories/2026/a/")
    assert "views" not in page(made, "stories/2026/b/")


def test_without_a_counter_nothing_is_told() -> None:
    made = edition({A: story()})
    assert "counted.jsonl" not in {file.path for file in made.files}
    assert "views" not in page(made, "stories/2026/a/")


def test_nothing_is_counted_before_the_public() -> None:
    wanted = CONFIG + "counter: {reach: 640, pixel: true}\n"
    made = edition({"config.yaml": wanted, A: story(audience="public")}, audience="public")
    assert "counted.jsonl" not in {file.path for file in made.files}
    assert "_v/" not in page(made, "stories/2026/a/")


def test_a_picture_only_where_it_is_wanted() -> None:
    wanted = CONFIG + "counter: {reach: 640, pixel: true}\n"
    assert "pixel ../../../_v/2026/a.gif\n" in page(edition({"config.yaml": wanted, A: story()}), "stories/2026/a/")
    assert "pixel" not in page(edition({"config.yaml": COUNTING, A: story()}), "stories/2026/a/")


def test_old_addresses_tell_nothing() -> None:
    made = edition({"config.yaml": COUNTING, A: story(aliases="[/old/]", id="2026-a")})
    assert "_v/" not in page(made, "old/")


def test_nothing_else_takes_the_lists_place() -> None:
    files = {"config.yaml": COUNTING, A: story(aliases="[/counted.jsonl]")}
    assert "own-address" in rules(edition(files))
    assert "own-address" not in rules(edition({**files, "config.yaml": CONFIG}))


def test_the_list_is_no_page() -> None:
    made = edition({"config.yaml": COUNTING, A: story()})
    assert "counted" not in page(made, "sitemap.xml")
    assert made.counts.pages == edition({A: story()}).counts.pages
    assert "counted.jsonl" in forme({"config.yaml": COUNTING, A: story()}).ready
