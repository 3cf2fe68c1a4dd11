"""A story: its identity, its people, when it appeared, and when readers may see it."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from portal import story

from byline.article import House
from byline.body import Labels
from byline.problem import Place
from byline.story import Story, read_story, starts, withheld
from byline.tree import File

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
LABELS = {
    "en": Labels(table="Table", code="Code", footnotes="Notes", back="Back"),
    "de": Labels(table="Tabelle", code="Code", footnotes="Fußnoten", back="Zurück"),
}


def at(text: str) -> datetime.datetime:
    """A time in Berlin, or with its own offset."""
    made = datetime.datetime.fromisoformat(text)
    return made if made.tzinfo else made.replace(tzinfo=BERLIN)


def read(text: str, path: str = "content/stories/2026/a.md", language: str = "en") -> Story:
    made, _ = read_story(File(path, text.encode()), House(language, "https://intranet.example/", LABELS))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("path", "key", "address"),
    [
        ("content/stories/2026/a.md", "2026/a", "stories/2026/a/"),
        ("content/stories/2026/a/index.md", "2026/a", "stories/2026/a/"),
        ("content/stories/2026/Süß & Heiß.md", "2026/suess-heiss", "stories/2026/suess-heiss/"),
        ("content/stories/a.md", "a", "stories/a/"),
    ],
)
def test_key_and_address_come_from_the_path(path: str, key: str, address: str) -> None:
    made = read(story(), path)
    assert (made.key, made.address, made.path) == (key, address, path)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"id": "mine"}, "mine"),
        ({"id": "mine", "aliases": "[/old/one.html]"}, "mine"),
        ({"aliases": "[/old/one.html, /old/two/]"}, "old-one-html"),
        ({}, "2026/a"),
    ],
)
def test_the_permanent_id(front: dict[str, str], expected: str) -> None:
    file = File("content/stories/2026/a.md", story(**front).encode())
    made, _ = read_story(file, House("en", "https://intranet.example/", LABELS))
    assert made is not None
    assert made.id == expected


@pytest.mark.parametrize(
    ("id_", "good"),
    [
        ("2026/solar-roof", True),
        ("a.b_c-d/e", True),
        ("A", False),
        ("a b", False),
        ("/a", False),
        ("a/", False),
        ("a--b", False),
        ("ä", False),
        ("x" * 201, False),
    ],
)
def test_ids(id_: str, good: bool) -> None:
    _, problems = read_story(
        File("content/stories/2026/a.md", story(id=id_).encode()), House("en", "https://intranet.example/", LABELS)
    )
    assert (problems == ()) == good


def test_language_is_the_portals_first_unless_it_says_otherwise() -> None:
    assert read(story(), language="de").language == "de"
    assert read(story(language="sv"), language="de").language == "sv"


def test_the_typesetters_words_are_in_the_storys_language_where_the_portal_speaks_it() -> None:
    table = "| a |\n|---|\n| b |\n"
    assert 'aria-label="Tabelle"' in str(read(story(table, language="de")).body.html)
    assert 'aria-label="Table"' in str(read(story(table, language="sv")).body.html)


@pytest.mark.parametrize(
    ("front", "tellers", "people"),
    [
        ({}, ("ada",), ("ada",)),
        ({"authors": "[ada, ben]"}, ("ada", "ben"), ("ada", "ben")),
        ({"told_by": "[cy]"}, ("cy",), ("cy", "ada")),
        (
            {"told_by": "[ada]", "helped_by": "[ben, ada]", "image": "{src: a.png, alt: A, shows: [dora, ben]}"},
            ("ada",),
            ("ada", "ben", "dora"),
        ),
    ],
)
def test_whose_story_it_is(front: dict[str, str], tellers: tuple[str, ...], people: tuple[str, ...]) -> None:
    made = read(story(**front))
    assert (made.tellers, made.people) == (tellers, people)


def test_no_authors_at_all_is_told_once() -> None:
    for authors in ("[]", ""):
        _, problems = read_story(
            File("content/stories/2026/a.md", story(id="a", authors=authors).encode()),
            House("en", "https://intranet.example/", LABELS),
        )
        assert [(one.rule, dict(one.facts)["key"]) for one in problems] == [("missing-key", "authors")]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"date": "2026-03-14 16:30"}, "2026-03-14T16:30:00+01:00"),
        ({"date": "2026-07-14 16:30"}, "2026-07-14T16:30:00+02:00"),
        ({"date": "2026-03-14 16:30 -05:00"}, "2026-03-14T16:30:00-05:00"),
        ({"date": "2026-03-14", "publish_at": "2026-03-20 08:00"}, "2026-03-20T08:00:00+01:00"),
        ({"date": "2026-03-14 23:00", "publish_at": "2026-03-20 08:00"}, "2026-03-20T08:00:00+01:00"),
    ],
)
def test_when_it_appeared(front: dict[str, str], expected: str) -> None:
    made = read(story(**front)).appeared(BERLIN)
    assert made.replace(second=0).isoformat() == expected
    assert made == read(story("Other words.", **front)).appeared(BERLIN)


def test_seconds_that_are_written_stay() -> None:
    assert read(story(date="2026-03-14 16:30:05")).appeared(BERLIN) == at("2026-03-14T16:30:05")


def test_a_day_alone_means_some_time_after_nine_that_only_the_id_decides() -> None:
    one = read(story(id="one", date="2026-03-14"))
    moved = read(story("Other words.", id="one", date="2026-03-14", title="B"), "content/stories/2027/b.md")
    other = read(story(id="other", date="2026-03-14"))
    assert at("2026-03-14T09:00") <= one.appeared(BERLIN) < at("2026-03-14T10:00")
    assert one.appeared(BERLIN) == moved.appeared(BERLIN)
    assert one.appeared(BERLIN) != other.appeared(BERLIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-14", "2026-03-14T00:00:00+01:00"),
        ("2026-07-14", "2026-07-14T00:00:00+02:00"),
        ("2026-03-14T10:00", "2026-03-14T10:00:00+01:00"),
        ("2026-03-14T10:00+05:00", "2026-03-14T10:00:00+05:00"),
    ],
)
def test_a_day_starts_at_midnight_in_the_portals_time_zone(text: str, expected: str) -> None:
    moment = datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)
    assert starts(moment, BERLIN).isoformat() == expected


NOON = "2026-06-01T12:00"


@pytest.mark.parametrize(
    ("front", "now", "audience", "drafts", "rule"),
    [
        ({}, NOON, "intranet", False, ""),
        # status
        ({"status": "published"}, NOON, "intranet", False, ""),
        ({"status": "idea"}, NOON, "intranet", False, "withheld-status"),
        ({"status": "draft"}, NOON, "intranet", False, "withheld-status"),
        ({"status": "review"}, NOON, "intranet", False, "withheld-status"),
        ({"status": "withdrawn"}, NOON, "intranet", False, "withheld-withdrawn"),
        ({"status": "idea"}, NOON, "intranet", True, ""),
        ({"status": "draft"}, NOON, "intranet", True, ""),
        ({"status": "review"}, NOON, "intranet", True, ""),
        ({"status": "withdrawn"}, NOON, "intranet", True, "withheld-withdrawn"),
        # audience
        ({"audience": "public"}, NOON, "intranet", False, ""),
        ({"audience": "public"}, NOON, "public", False, ""),
        ({"audience": "intranet"}, NOON, "public", False, "withheld-audience"),
        ({}, NOON, "public", False, "withheld-audience"),
        ({}, NOON, "public", True, "withheld-audience"),
        # from when on
        ({"date": "2026-06-01"}, "2026-06-01T00:00", "intranet", False, ""),
        ({"date": "2026-06-01"}, "2026-05-31T23:59:59", "intranet", False, "withheld-until"),
        ({"date": "2026-06-01"}, "2026-05-31T22:30+00:00", "intranet", False, ""),
        ({"date": "2026-06-01"}, "2026-05-31T23:59:59", "intranet", True, ""),
        ({"publish_at": "2026-06-01 12:00"}, "2026-06-01T11:59:59", "intranet", False, "withheld-until"),
        ({"publish_at": "2026-06-01 12:00"}, NOON, "intranet", False, ""),
        ({"publish_at": "2026-06-01 12:00 -02:00"}, "2026-06-01T15:59", "intranet", False, "withheld-until"),
        ({"publish_at": "2026-06-01 12:00 -02:00"}, "2026-06-01T16:00", "intranet", False, ""),
        # until when
        ({"expires_at": "2026-06-01 12:00"}, "2026-06-01T11:59:59", "intranet", False, ""),
        ({"expires_at": "2026-06-01 12:00"}, NOON, "intranet", False, "withheld-expired"),
        ({"expires_at": "2026-06-01"}, "2026-05-31T23:59:59", "intranet", False, ""),
        ({"expires_at": "2026-06-01"}, "2026-06-01T00:00", "intranet", False, "withheld-expired"),
        ({"expires_at": "2026-06-01"}, NOON, "intranet", True, "withheld-expired"),
    ],
)
def test_who_may_see_it_when(front: dict[str, str], now: str, audience: str, drafts: bool, rule: str) -> None:
    found = withheld(read(story(**front)), at(now), BERLIN, audience, drafts=drafts)
    assert (found.rule if found else "") == rule


def test_a_reason_stands_at_its_key() -> None:
    made = read(story(expires_at="2026-01-01"))
    found = withheld(made, at(NOON), BERLIN, "intranet", drafts=False)
    assert found is not None
    assert found.place == Place("content/stories/2026/a.md", 7, 13)
    assert dict(found.facts) == {"when": "2026-01-01"}


def test_what_is_broken_elsewhere_still_serves_to_check_the_rest() -> None:
    file = File("content/stories/2026/a.md", story(title="", reach="0").encode())
    made, problems = read_story(file, House("en", "https://intranet.example/", LABELS))
    assert made is not None
    assert made.front.authors == ("ada",)
    assert {"missing-key", "out-of-range"} <= {one.rule for one in problems}
