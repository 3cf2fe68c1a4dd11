"""The sitemap: what search engines may find, with the versions in other languages."""

from __future__ import annotations

from lxml import etree  # type: ignore[import-untyped]
from portal import CONFIG, edition, story
from printed import BASE, own_edition

from byline.edition import Edition

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(made: Edition) -> dict[str, etree._Element]:
    root = etree.fromstring({file.path: file.data for file in made.files}["sitemap.xml"])
    assert root.tag == "{{{}}}urlset".format(NAMES["s"])
    found = {str(url.findtext("s:loc", "", NAMES)): url for url in root.findall("s:url", NAMES)}
    assert len(found) == len(root), "an address twice"
    return found


def versions(entry: etree._Element) -> dict[str, str]:
    return {str(link.get("hreflang")): str(link.get("href")) for link in entry.findall("x:link", NAMES)}


def test_every_page_that_readers_find_is_listed() -> None:
    made = own_edition()
    pages = {BASE + file.path.removesuffix("index.html") for file in made.files if file.path.endswith("/index.html")}
    old = {address for address in pages if 'http-equiv="refresh"' in _page(made, address)}
    search = {f"{BASE}search/", f"{BASE}en/search/"}
    assert set(entries(made)) == (pages | {BASE}) - old - search
    assert f"{BASE}404.html" not in entries(made)


def _page(made: Edition, address: str) -> str:
    return next(file.data.decode() for file in made.files if file.path == address.removeprefix(BASE) + "index.html")


def test_versions_point_at_each_other() -> None:
    found = entries(own_edition())
    several = {address: versions(entry) for address, entry in found.items() if versions(entry)}
    assert several
    for address, others in several.items():
        assert address in others.values()
        for other in others.values():
            assert versions(found[other]) == others, (address, other)


def test_a_story_and_its_translation() -> None:
    made = edition(
        {
            "content/stories/2026/a.md": story(corrections="[{date: 2026-05-02, text: x}]"),
            "content/stories/2026/b.md": story(language="de", translation_of="2026/a"),
        }
    )
    base = "https://intranet.example/voices/"
    found = entries(made)
    pair = {"en": f"{base}stories/2026/a/", "de": f"{base}stories/2026/b/"}
    assert versions(found[pair["en"]]) == versions(found[pair["de"]]) == pair
    assert found[pair["en"]].findtext("s:lastmod", "", NAMES) == "2026-05-02"
    assert found[pair["de"]].findtext("s:lastmod", "", NAMES) == "2026-03-14"


def test_listings_in_both_languages() -> None:
    base = "https://intranet.example/voices/"
    found = entries(edition())
    assert versions(found[f"{base}departments/production/"]) == {
        "en": f"{base}departments/production/",
        "de": f"{base}de/departments/production/",
    }
    assert versions(found[base]) == {"en": base, "de": f"{base}de/"}


def test_nothing_withheld_nothing_old() -> None:
    made = edition(
        {
            "content/stories/2026/a.md": story(status="draft"),
            "content/stories/2026/b.md": story(aliases="[/old/, /old.html]"),
            "content/people/ben.md": "---\nname: Ben\nstatus: left\n---\n",
        }
    )
    found = "\n".join(entries(made))
    assert "stories/2026/b/" in found
    assert not [one for one in ("stories/2026/a/", "old", "people/ben", "404") if one in found]


def test_one_language_has_no_versions() -> None:
    made = edition({"config.yaml": CONFIG.replace("[en, de]", "[en]"), "content/stories/2026/a.md": story()})
    assert not any(versions(entry) for entry in entries(made).values())
