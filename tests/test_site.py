"""The site: orders, terms, translations, replies, and what stories take from the people who tell them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import pytest
from portal import CONFIG, NOW, STRINGS, person, portal, story

from byline.copydesk import read_copy
from byline.edition import setting
from byline.problem import Problem
from byline.settings import read_settings
from byline.site import Site, assemble
from byline.strings import read_words
from byline.workers import Workers


def site(
    files: Mapping[str, str | bytes], now: datetime.datetime = NOW, *, audience: str = "intranet", drafts: bool = False
) -> tuple[Site, tuple[Problem, ...]]:
    """The site of some files, with two people and the small portal's settings."""
    words, _ = read_words(
        {"en": STRINGS["layouts/strings/en.yaml"].decode(), "de": STRINGS["layouts/strings/de.yaml"].decode()}
    )
    settings = read_settings(CONFIG, ("en", "de")).settings
    assert settings is not None
    copy, _ = read_copy(portal(files).content, settings, words, setting(Workers()))
    return assemble(copy, settings, now.replace(tzinfo=settings.zone), audience=audience, drafts=drafts)


def keys(stories: Sequence[object]) -> list[str]:
    return [one.key for one in stories]  # type: ignore[attr-defined]  # published stories


def stories(**fronts: dict[str, str]) -> dict[str, str]:
    """Stories of 2026 by name, each with some lines of front matter."""
    return {f"content/stories/2026/{name}.md": story(**front) for name, front in fronts.items()}


def test_newest_first_and_equal_ones_by_id() -> None:
    made, _ = site(
        stories(
            a={"date": "2026-01-01 10:00"},
            b={"date": "2026-03-01 10:00"},
            c={"date": "2026-02-01 10:00", "id": "x"},
            d={"date": "2026-02-01 10:00", "id": "y"},
            e={"date": "2025-01-01", "publish_at": "2026-02-15 08:00"},
        )
    )
    assert keys(made.stories) == ["2026/b", "2026/e", "2026/d", "2026/c", "2026/a"]


def test_the_day_that_readers_see_is_the_written_one() -> None:
    made, _ = site(stories(a={"date": "2026-01-31 23:30", "publish_at": "2026-02-15 08:00"}))
    assert made.stories[0].day == datetime.date(2026, 1, 31)
    assert list(made.by_year) == [2026]


def test_terms_of_the_settings_and_of_stories() -> None:
    made, _ = site(
        stories(
            a={"topics": "[learning, Größe & Mut]"}, b={"topics": "[größe-und-mut, Groesse Mut]", "date": "2026-01-01"}
        )
    )
    assert list(made.by_term["topics"]) == ["groesse-mut", "groesse-und-mut", "learning", "quality"]
    assert keys(made.by_term["topics"]["groesse-mut"]) == ["2026/a", "2026/b"]
    assert made.term_name("topics", "groesse-mut", "en") == "Größe & Mut"  # as its newest story wrote it
    assert made.term_name("topics", "learning", "de") == "Lernen"
    assert made.by_term["topics"]["quality"] == ()
    assert made.term_text("topics", "groesse-mut").at("en") == ""


def test_a_topic_written_twice_counts_once() -> None:
    made, _ = site(stories(a={"topics": "[Learning, learning, LEARNING]"}))
    assert made.stories[0].topics == ("learning",)


@pytest.mark.parametrize(
    ("front", "departments", "roles"),
    [
        ({"departments": "[production]", "roles": "[fitter]", "authors": "[ben]"}, ("production",), ("fitter",)),
        ({"departments": "", "roles": "", "authors": "[ben]"}, ("field-service",), ("technician",)),
        (
            {"departments": "", "roles": "", "authors": "[ben, ada]"},
            ("field-service", "production"),
            ("technician", "fitter"),
        ),
        ({"departments": "", "roles": "", "authors": "[ada]", "told_by": "[ben]"}, ("field-service",), ("technician",)),
        ({"departments": "", "roles": "", "authors": "[cy]", "helped_by": "[ben]"}, (), ()),
        ({"departments": "", "roles": "[fitter]", "authors": "[ben, ben]"}, ("field-service",), ("fitter",)),
    ],
)
def test_departments_come_from_the_story_or_else_from_its_tellers(
    front: dict[str, str], departments: tuple[str, ...], roles: tuple[str, ...]
) -> None:
    made, _ = site({**stories(a=front), "content/people/cy.md": person()})
    assert made.stories[0].departments == departments
    assert made.stories[0].roles == roles


def test_every_part_in_a_story_counts_for_a_person() -> None:
    made, _ = site(
        stories(
            a={"authors": "[ada]"},
            b={"authors": "[ben]", "told_by": "[ada]", "date": "2026-03-01"},
            c={"authors": "[ben]", "helped_by": "[ada]", "date": "2026-02-01"},
            d={"authors": "[ben]", "image": "{src: x.png, alt: x, shows: [ada]}", "date": "2026-01-01"},
            e={"authors": "[ada]", "helped_by": "[ada]", "date": "2025-01-01"},
        )
    )
    assert keys(made.by_person["ada"]) == ["2026/a", "2026/b", "2026/c", "2026/d", "2026/e"]
    assert keys(made.by_person["ben"]) == ["2026/b", "2026/c", "2026/d"]


def test_translations_know_each_other() -> None:
    made, _ = site(
        stories(
            a={},
            b={"language": "de", "translation_of": "2026/a"},
            c={"language": "fr", "translation_of": "2026/a", "date": "2026-01-01"},
            d={"date": "2025-01-01"},
        )
    )
    assert {key: sorted(keys(made.translations(one))) for key, one in made.by_key.items()} == {
        "2026/a": ["2026/b", "2026/c"],
        "2026/b": ["2026/a", "2026/c"],
        "2026/c": ["2026/a", "2026/b"],
        "2026/d": [],
    }
    assert made.languages == ("en", "de", "fr")


def test_translations_of_something_withheld_still_know_each_other() -> None:
    made, _ = site(
        stories(
            a={"status": "draft"},
            b={"language": "de", "translation_of": "2026/a"},
            c={"language": "fr", "translation_of": "2026/a"},
        )
    )
    assert keys(made.translations(made.by_key["2026/b"])) == ["2026/c"]


def test_replies_the_oldest_first() -> None:
    made, _ = site(
        stories(
            a={"date": "2026-01-01"},
            b={"reply_to": "2026/a", "date": "2026-01-03"},
            c={"reply_to": "2026/a", "date": "2026-01-02"},
            d={"reply_to": "2026/b", "date": "2026-01-04"},
            e={"reply_to": "2026/a", "status": "draft"},
        )
    )
    assert {key: keys(replies) for key, replies in made.replies.items()} == {
        "2026/a": ["2026/c", "2026/b"],
        "2026/b": ["2026/d"],
    }


def test_parts_of_a_series_in_order() -> None:
    made, _ = site(
        stories(
            a={"series": "{id: first-days, part: 10}"},
            b={"series": "{id: first-days, part: 2}"},
            c={"series": "{id: first-days, part: 1}", "date": "2026-04-01"},
            d={"series": "{id: first-days, part: 3}", "status": "review"},
        )
    )
    assert keys(made.parts["first-days"]) == ["2026/c", "2026/b", "2026/a"]


def test_people_by_the_names_they_show() -> None:
    people = {
        "content/people/zoe.md": person("Zoë Abt", show_as="full"),
        "content/people/o.md": person("Özlem Ay"),
        "content/people/x.md": person("Xaver Yps", show_as="anonymous"),
        "content/people/l.md": person("Lea Lux", status="left"),
        "content/people/i.md": person("Berta Zorn", show_as="initials"),
    }
    made, told = site(people)
    assert [one.id for one in made.shown_people] == ["ada", "i", "ben", "o", "zoe"]
    assert sorted((one.place.path, one.rule) for one in told) == [
        ("content/people/l.md", "withheld-left"),
        ("content/people/x.md", "withheld-anonymous"),
    ]


@pytest.mark.parametrize(
    ("front", "now", "audience", "drafts", "seen"),
    [
        ({}, "2026-06-01T00:00", "intranet", False, True),
        ({"status": "draft"}, "2026-06-01T00:00", "intranet", False, False),
        ({"status": "draft"}, "2026-06-01T00:00", "intranet", True, True),
        ({"status": "withdrawn"}, "2026-06-01T00:00", "intranet", True, False),
        ({"date": "2026-06-02"}, "2026-06-01T23:59", "intranet", False, False),
        ({"date": "2026-06-02"}, "2026-06-02T00:00", "intranet", False, True),
        ({"publish_at": "2026-06-02 07:00"}, "2026-06-02T06:59", "intranet", False, False),
        ({"publish_at": "2026-06-02 07:00"}, "2026-06-02T07:00", "intranet", False, True),
        ({"publish_at": "2026-06-02 07:00Z"}, "2026-06-02T08:59", "intranet", False, False),
        ({"publish_at": "2026-06-02 07:00Z"}, "2026-06-02T09:00", "intranet", False, True),
        ({"expires_at": "2026-06-02 07:00"}, "2026-06-02T06:59", "intranet", False, True),
        ({"expires_at": "2026-06-02 07:00"}, "2026-06-02T07:00", "intranet", False, False),
        ({"expires_at": "2026-06-02"}, "2026-06-02T07:00", "intranet", True, False),
        ({}, "2026-06-01T00:00", "public", False, False),
        ({"audience": "public"}, "2026-06-01T00:00", "public", False, True),
        ({"audience": "public"}, "2026-06-01T00:00", "intranet", False, True),
    ],
)
def test_what_readers_may_see(front: dict[str, str], now: str, audience: str, *, drafts: bool, seen: bool) -> None:
    made, told = site(stories(a=front), datetime.datetime.fromisoformat(now), audience=audience, drafts=drafts)
    assert (len(made.stories), len(told)) == ((1, 0) if seen else (0, 1))
    assert not seen or "2026/a" in made.by_key
