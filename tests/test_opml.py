"""The list of all feeds, for readers that take a whole list at once."""

from __future__ import annotations

from lxml import etree  # type: ignore[import-untyped]
from portal import CONFIG, edition, person, story
from printed import BASE, own_edition

from byline.edition import Edition


def opml(made: Edition) -> etree._Element:
    return etree.fromstring({file.path: file.data for file in made.files}["feeds.opml"])


def outlines(made: Edition) -> dict[str, str]:
    """The title of each feed by its address."""
    return {
        str(one.get("xmlUrl")): str(one.get("text")) for one in opml(made).iter("outline") if one.get("type") == "rss"
    }


def test_every_feed_of_the_first_language_is_listed_once() -> None:
    made = own_edition()
    feeds = {BASE + file.path for file in made.files if file.path.endswith(".xml") and file.path != "sitemap.xml"}
    listed = [one.get("xmlUrl") for one in opml(made).iter("outline") if one.get("type") == "rss"]
    assert len(listed) == len(set(listed))
    assert set(listed) == {address for address in feeds if not address.startswith(f"{BASE}en/")}


def test_its_shape() -> None:
    root = opml(own_edition())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    title = root.find("head/title")
    assert title is not None
    assert title.text == "Hollerbach erzählt"
    groups = root.findall("body/outline")
    assert all(group.get("text") and len(group) for group in groups)
    for one in root.iter("outline"):
        if one.get("type") == "rss":
            assert one.get("title") == one.get("text") != ""


def test_hard_names_come_through() -> None:
    config = CONFIG.replace("{en: Voices, de: Stimmen}", """'A "B" & <C> ''D'''""")
    made = edition(
        {
            "config.yaml": config,
            "content/people/ada.md": person('"Ada \\"&\\" <Berg>"'),
            "content/stories/2026/a.md": story(topics="""['"x" & <y>']"""),
        }
    )
    title = opml(made).find("head/title")
    assert title is not None
    assert title.text == "A \"B\" & <C> 'D'"
    assert any('Ada "&" <Berg>' in name for name in outlines(made).values())
    assert any('"x" & <y>' in name for name in outlines(made).values())


def test_who_does_not_want_to_be_named_has_no_feed() -> None:
    made = edition(
        {
            "content/people/cy.md": person("Cy Dorn", show_as="anonymous"),
            "content/stories/2026/a.md": story(authors="[cy]"),
        }
    )
    assert not any("cy" in address or "Dorn" in title for address, title in outlines(made).items())
