"""The plan: which pages there are, in which language and for whom, and which story leads."""

from __future__ import annotations

import re

import pytest
from portal import CONFIG, edition, page, person, picture, story
from printed import BASE, own_edition, own_pages

from byline.edition import Edition

FILES = {
    "content/stories/2026/a.md": story(
        topics="[learning]", series="{id: first-days, part: 1}", aliases="[/old/, /old.html]"
    ),
    "content/stories/2025/b.md": story(language="de", date="2025-06-01", topics="[Neues]", authors="[ben]"),
    "content/pages/about.md": "---\ntitle: About\n---\nAbout.\n",
    "content/pages/de/ueber.md": "---\ntitle: Über\nlanguage: de\ntranslation_of: about\n---\nÜber.\n",
}


def addresses(made: Edition) -> set[str]:
    return {file.path.removesuffix("index.html") for file in made.files if file.path.endswith(".html")}


LISTINGS = {
    "", "stories/", "people/", "departments/", "departments/production/", "departments/field-service/", "roles/", "roles/fitter/",
    "roles/technician/", "topics/", "topics/learning/", "topics/quality/", "topics/neues/", "series/", "series/first-days/",
    "archive/", "archive/2026/", "archive/2025/", "subscribe/", "search/", "people/ada/", "people/ben/",
}  # fmt: skip
ONCE = {"stories/2026/a/", "stories/2025/b/", "old/", "old.html", "about/", "de/ueber/", "404.html"}


def test_every_page_there_is() -> None:
    assert addresses(edition(FILES)) == LISTINGS | {f"de/{place}" for place in LISTINGS} | ONCE


def test_one_language_one_of_each() -> None:
    assert addresses(edition({**FILES, "config.yaml": CONFIG.replace("[en, de]", "[en]")})) == LISTINGS | ONCE


def test_the_first_language_stands_at_the_root() -> None:
    made = edition({**FILES, "config.yaml": CONFIG.replace("[en, de]", "[de, en]")})
    assert "title Stimmen" in page(made, "")
    assert "title Voices" in page(made, "en/")
    assert "de/" not in addresses(made)


def test_an_empty_portal_has_its_pages() -> None:
    made = edition()
    assert made.sound
    assert {"", "stories/", "topics/learning/", "archive/", "subscribe/", "people/ada/", "404.html"} <= addresses(made)
    assert not [one for one in addresses(made) if re.match(r"(de/)?archive/\d", one)]


def test_who_has_no_page() -> None:
    made = edition(
        {
            "content/people/l.md": person("Lea Lux", status="left"),
            "content/people/x.md": person("Xaver Yps", show_as="anonymous"),
            "content/people/i.md": person("Ina Zorn", show_as="initials"),
            "content/stories/2026/a.md": story(authors="[l, x, i]"),
        }
    )
    found = addresses(made)
    assert {"people/i/", "de/people/i/"} <= found
    assert not {"people/l/", "people/x/", "de/people/l/", "de/people/x/"} & found
    assert not [file.path for file in made.files if file.path.startswith(("people/l/", "people/x/"))]
    assert not [file.path for file in made.files if b"Yps" in file.data or b"Xaver" in file.data]
    assert "Lea Lux <-> left" in page(made, "stories/2026/a/")
    assert "(unnamed) <->" in page(made, "stories/2026/a/")


def test_versions_of_a_listing_name_each_other() -> None:
    made = edition(FILES)
    for place, way in (("topics/learning/", "../../"), ("de/topics/learning/", "../../../")):
        html = page(made, place)
        assert f"version en {way}topics/learning/\n" in html
        assert f"version de {way}de/topics/learning/\n" in html
    assert "version de ../de/ueber/" in page(made, "about/")
    assert "version" not in page(made, "stories/2026/a/")


def test_a_listing_shows_stories_of_every_language_marked() -> None:
    made = edition(FILES)
    for place in ("stories/", "de/stories/"):
        assert re.findall(r"\ncard \S+ \[(\w+)\]", page(made, place)) == ["en", "de"]


def test_an_old_address_leads_on() -> None:
    made = edition(FILES)
    assert "moved to ../stories/2026/a/" in page(made, "old/")
    assert "moved to ./stories/2026/a/" in page(made, "old.html")


def test_the_not_found_page_knows_the_base_path() -> None:
    """The server shows it at any address, so its links begin at the portal's path."""
    assert "home /voices/\n" in page(edition(FILES), "404.html")


# The story that leads


def led(files: dict[str, str | bytes], address: str = "") -> str:
    found = re.search(r"lead\s+card \S+ \[\w+\] (.*?) \|", page(edition(files), address))
    assert found
    return found[1]


NEWEST = {"title": "Newest", "date": "2026-05-01"}
OLDER = {"title": "Older", "date": "2026-04-01"}
NOBODY, AGENCY = person("X", show_as="anonymous"), person("Agency", kind="agency")


@pytest.mark.parametrize(
    ("newest", "older", "leads"),
    [
        (NEWEST, OLDER, "Newest"),
        ({**NEWEST, "language": "de"}, OLDER, "Older"),  # the page's language
        (NEWEST, {**OLDER, "image": "{src: /pictures/p.png, alt: A}"}, "Newest"),  # a picture is not needed
        ({**NEWEST, "authors": "[x]"}, OLDER, "Older"),  # nobody with a page
        ({**NEWEST, "authors": "[agency]"}, OLDER, "Older"),  # an agency is no colleague
        ({**NEWEST, "authors": "[x]", "image": "{src: /pictures/p.png, alt: A}"}, {**OLDER, "language": "de"}, "Older"),
    ],
)  # fmt: skip
def test_which_story_leads(newest: dict[str, str], older: dict[str, str], leads: str) -> None:
    files: dict[str, str | bytes] = {
        "content/stories/2026/n.md": story(**newest),
        "content/stories/2026/o.md": story(**older),
        "content/people/x.md": NOBODY,
        "content/people/agency.md": AGENCY,
        "content/pictures/p.png": picture(),
    }
    assert led(files) == leads


@pytest.mark.parametrize(
    ("tellers", "person"),
    [
        ("[agency, ben, ada]", "Ben Castor <./people/ben/>"),
        ("[x, ben]", "Ben Castor <./people/ben/>"),
        ("[agency, x]", "Agency <./people/agency/>"),
    ],
)
def test_the_person_who_leads_is_an_employee_if_there_is_one(tellers: str, person: str) -> None:
    files: dict[str, str | bytes] = {
        "content/stories/2026/a.md": story(authors=tellers, departments="[field-service]"),
        "content/people/x.md": NOBODY,
        "content/people/agency.md": AGENCY,
    }
    assert f"person {person};" in page(edition(files), "")


def test_an_old_story_does_not_lead_whatever_it_has() -> None:
    files: dict[str, str | bytes] = {
        f"content/stories/2026/s{day}.md": story(title=f"Day {day}", date=f"2026-05-{day:02}") for day in range(1, 14)
    }
    files["content/stories/2026/s1.md"] = story(title="Old", date="2026-01-01", image="{src: /pictures/p.png, alt: A}")
    files["content/pictures/p.png"] = picture()
    assert led(files) == "Day 13"


def test_the_leading_story_is_not_repeated_below() -> None:
    cards = re.findall(r"card (\S+) \[", page(edition(FILES), ""))
    assert sorted(cards) == ["./stories/2025/b/", "./stories/2026/a/"]


# Autodiscovery, on the repository's own portal


FEED = re.compile(r'<link rel="alternate" type="application/rss\+xml" title="([^"]*)" href="([^"]*)">')


def offered(path: str, html: str) -> set[str]:
    """The addresses of the feeds that a page offers to browsers and feed readers."""
    folder = path.rpartition("/")[0]
    depth = folder.count("/") + bool(folder)
    found = set()
    for _, href in FEED.findall(html):
        way, rest = re.match(r"(\./|/erzaehlt/|(?:\.\./)*)(.*)", href).groups()  # type: ignore[union-attr]  # always matches
        assert way in {"../" * depth or "./", "/erzaehlt/"}, (path, href)
        found.add(rest)
    return found


def test_every_page_offers_the_feeds_that_belong_to_it() -> None:
    feeds = {file.path for file in own_edition().files if file.path.endswith(".xml")}
    for path, html in own_pages().items():
        if 'http-equiv="refresh"' in html or path == "404.html":
            continue
        found = offered(path, html)
        language = "en" if path.startswith("en/") else "de"
        assert found <= feeds, path
        assert "feed.xml" in found, path
        beside = path.replace("index.html", "feed.xml")
        listing = re.match(r"((?:en/)?(?:people|departments|roles|topics|series)/[^/]+/)", path)
        if listing:
            assert f"{listing[1]}feed.xml" in found, path
        else:
            assert beside not in feeds - {"feed.xml"}, path
        if not path.startswith("stories/2"):
            assert "feed.de.xml" in found or "feed.en.xml" in found, path
            assert not path.endswith("index.html") or f"feed.{language}.xml" in found or "pages" in path, path


def test_a_story_offers_the_feeds_of_its_people_and_terms() -> None:
    made = edition(FILES)
    html = page(made, "stories/2026/a/")
    for place in (
        "people/ada/",
        "departments/production/",
        "roles/fitter/",
        "topics/learning/",
        "series/first-days/",
        "",
    ):
        assert f"feed ../../../{place}feed.xml " in html, place
    assert "feed ../../../feed.en.xml" in html
    german = page(made, "stories/2025/b/")
    assert "feed ../../../de/people/ben/feed.xml" in german
    assert "feed ../../../feed.de.xml" in german


def test_no_page_offers_a_feed_twice() -> None:
    for path, html in own_pages().items():
        addresses = [address for _, address in FEED.findall(html)]
        assert len(addresses) == len(set(addresses)), path


def test_the_subscribe_page_lists_every_feed_of_its_language() -> None:
    feeds = {
        BASE + file.path
        for file in own_edition().files
        if file.path.endswith("feed.xml") or re.fullmatch(r"feed\.\w+\.xml", file.path)
    }
    german, english = own_pages()["subscribe/index.html"], own_pages()["en/subscribe/index.html"]
    shown = {
        language: set(re.findall(r"<code>(.*?)</code>", html)) for language, html in (("de", german), ("en", english))
    }
    assert shown["de"] | shown["en"] == feeds
    own = {f"{BASE}feed.xml", f"{BASE}feed.de.xml", f"{BASE}feed.en.xml"}
    assert shown["de"] & shown["en"] == own
