"""The layouts that come with Byline: what they must say of people and stories, on small portals."""

from __future__ import annotations

import re

import pytest
from portal import CONFIG, edition, page, person, picture, repository, story

from byline.edition import Edition

SHIPPED = repository("layouts", "assets")
GERMAN = CONFIG.replace("languages: [en, de]", "languages: [de, en]")


def shipped(files: dict[str, str | bytes], *, drafts: bool = False) -> Edition:
    """A small portal in the layouts that come with Byline, without a fault."""
    made = edition({**SHIPPED, **files}, drafts=drafts)
    assert made.sound
    return made


def plain(html: str) -> str:
    """The text of a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# Whoever does not want to be named

NOBODY = person("Xaver Yps", show_as="anonymous")


def test_somebody_is_named_as_german_grammar_wants_it() -> None:
    made = shipped(
        {
            "config.yaml": GERMAN,
            "content/people/x.md": NOBODY,
            "content/people/y.md": NOBODY,
            "content/stories/2026/a.md": story(
                authors="[x]",
                told_by="[y]",
                helped_by="[ada, x]",
                language="de",
                image="{src: /pictures/p.png, alt: Halle, shows: [x]}",
            ),
            "content/pictures/p.png": picture(),
        }
    )
    text = plain(page(made, "stories/2026/a/"))
    assert "Erzählt von … einer Kollegin oder einem Kollegen" in text
    assert "Aufgeschrieben von einer Kollegin oder einem Kollegen" in text
    assert "Mitgeholfen haben Ada Berg und eine Kollegin oder ein Kollege" in text
    assert "Im Bild: eine Kollegin oder ein Kollege" in text
    assert "Von einer Kollegin oder einem Kollegen" in plain(page(made, "stories/"))
    assert "eine Kollegin oder ein Kollege</dc:creator>" in page(made, "feed.xml")


def test_nobodys_letters_stand_for_a_hidden_name() -> None:
    """The letters in place of a portrait are those of what is shown."""
    made = shipped(
        {
            "content/people/x.md": NOBODY,
            "content/people/mira.md": person("Mira Keller", show_as="first"),
            "content/people/vz.md": person("Dr.-Ing. Vera Zorn", show_as="initials"),
            "content/stories/2026/a.md": story(authors="[x, mira, vz]"),
        }
    )
    faces = re.findall(r'<svg class="portrait monogram".*?>([^<>]*)</text>', page(made, "stories/2026/a/"))
    assert faces[:3] == ["…", "M", "VZ"]
    assert not [file.path for file in made.files if re.search(rb">(MK|XY|DZ)<", file.data)]


# Marks


def test_people_of_an_agency_are_marked_wherever_they_are_named() -> None:
    made = shipped(
        {
            "content/people/agent.md": person("Gil Frey", kind="agency"),
            "content/stories/2026/a.md": story(authors="[agent]", helped_by="[agent]"),
        }
    )
    mark = '<span class="mark">agency</span>'
    assert page(made, "stories/2026/a/").count(mark) == page(made, "stories/2026/a/").count("Gil Frey</a>") == 2
    assert mark in page(made, "stories/")
    assert mark in page(made, "people/")
    assert mark in page(made, "")
    assert "<span>agency</span>" in page(made, "people/agent/")


def test_a_draft_is_marked_on_its_page_and_on_cards() -> None:
    files: dict[str, str | bytes] = {
        "content/stories/2026/a.md": story(title="Soon", date="2027-01-01"),
        "content/stories/2026/b.md": story(title="Now"),
    }
    made, mark = shipped(files, drafts=True), '<strong class="mark">Draft</strong>'
    assert mark in page(made, "stories/2026/a/")
    assert mark not in page(made, "stories/2026/b/").partition('class="band"')[0]
    assert page(made, "stories/").count(mark) == 1


def test_a_title_in_another_language_says_so() -> None:
    made = shipped(
        {
            "content/stories/2026/a.md": story(title="Auf dem Dach", summary="Es tropft.", language="de"),
            "content/stories/2026/b.md": story(title="On the roof", summary="It drips."),
        }
    )
    english, german = page(made, "stories/"), page(made, "de/stories/")
    for html, own, other in ((english, "On the roof", "Auf dem Dach"), (german, "Auf dem Dach", "On the roof")):
        language = "de" if html is english else "en"
        assert re.search(rf'<h\d class="card-title" lang="{language}"><a [^>]*>{other}</a>', html)
        assert re.search(rf'<h\d class="card-title"><a [^>]*>{own}</a>', html)
        assert html.count(f'<p class="card-summary" lang="{language}">') == 1


# Addresses


@pytest.mark.parametrize(
    ("place", "canonical"),
    [
        ("", ""),
        ("de/", "de/"),
        ("stories/2026/a/", "stories/2026/a/"),
        ("people/ada/", "people/ada/"),
        ("de/topics/", "de/topics/"),
        ("old/", "stories/2026/a/"),
    ],
)
def test_a_page_names_its_own_full_address(place: str, canonical: str) -> None:
    made = shipped({"content/stories/2026/a.md": story(aliases="[/old/]")})
    found = re.findall(r'<link rel="canonical" href="([^"]*)">', page(made, place))
    assert found == [f"https://intranet.example/voices/{canonical}"]


def test_the_page_for_not_found_has_no_address_of_its_own() -> None:
    assert "canonical" not in page(shipped({}), "404.html")


# A person, a series, the home page


def test_a_level_that_is_called_like_the_role_is_not_said_twice() -> None:
    config = CONFIG.replace("{en: Lead, de: Leitung}", "{en: Fitter, de: Meisterin}")
    made = shipped({"config.yaml": config, "content/people/cy.md": person(role="fitter", level="lead")})
    assert page(made, "people/cy/").count("Fitter") == 1
    assert "Schlosserin</a>, Meisterin</dd>" in page(made, "de/people/cy/")


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({"role": "fitter", "level": "lead"}, "Work Fitter , Lead"),
        ({"role": "fitter"}, "Work Fitter"),
        ({"level": "lead"}, "Work Lead"),
    ],
)
def test_a_persons_level_stands_beside_the_role(front: dict[str, str], said: str) -> None:
    text = plain(page(shipped({"content/people/cy.md": person(**front)}), "people/cy/"))
    assert f"Cy Dorn {said} " in text


def test_one_part_alone_is_not_counted() -> None:
    files: dict[str, str | bytes] = {"content/stories/2026/a.md": story(series="{id: first-days, part: 3}")}
    assert "Part 1 of" not in page(shipped(files), "stories/2026/a/")
    files["content/stories/2026/b.md"] = story(series="{id: first-days, part: 1}")
    assert "Part 2 of 2" in page(shipped(files), "stories/2026/a/")
    assert "Part 1 of 2" in page(shipped(files), "stories/2026/b/")


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_home_page_tells_how_many_stories_and_tellers_there_are(count: int) -> None:
    made = shipped({f"content/stories/2026/s{number}.md": story() for number in range(count)})
    assert f"{count} {'story' if count == 1 else 'stories'} by one person" in plain(page(made, ""))
