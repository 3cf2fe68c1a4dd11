"""Feeds, read by two readers that know nothing of us: feedparser as subscribers' programs do, and lxml to the letter."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from lxml import etree  # type: ignore[import-untyped]
from portal import CONFIG, NOW, edition, person, picture, story
from printed import make_own, own_edition
from wellformed import faults

from byline.channel import Channel
from byline.edition import Edition
from byline.feed import ITEMS, Feeds
from byline.tree import File

BASE = "https://intranet.example/voices/"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}

FULL = story(
    "Intro with a [link](../../people/ben.md), an [anchor](#s_end), a [page](https://a.example/x?a=1&b=2) and a note[^1].\n\n"
    "![A pump](/pictures/p.png)\n\n## End\n\n[^1]: The note.\n",
    title='"Q & A: <b>pumps</b> ]]> \\"now\\""',
    summary='"Short & <i>sweet</i> ]]>"',
    told_by="[ben]",
    authors="[ada, ben]",
    topics="[learning, Größe]",
    image="{src: /pictures/p.png, alt: 'A \"pump\" & <more>'}",
    date="2026-03-14 16:30",
    id="solar",
)
FILES: Mapping[str, str | bytes] = {
    "content/stories/2026/a.md": FULL,
    "content/stories/2026/b.md": story("Zwei.", title="Zwei", language="de", date="2026-03-15 08:00", authors="[ben]"),
    "content/stories/2025/c.md": story("", title="Three", date="2025-12-31", id="three"),
    "content/pictures/p.png": picture(),
}


def feed(made: Edition, path: str = "feed.xml") -> bytes:
    return {file.path: file.data for file in made.files}[path]


def items(made: Edition, path: str = "feed.xml") -> list[etree._Element]:
    return list(etree.fromstring(feed(made, path)).findall("channel/item"))


def text(element: etree._Element, path: str) -> str:
    found = element.find(path, NAMES)
    assert found is not None, path
    return found.text or ""


def ids(made: Edition, path: str = "feed.xml") -> list[str]:
    return [text(item, "guid") for item in items(made, path)]


def dates(made: Edition) -> dict[str, datetime.datetime]:
    return {text(item, "guid"): parsedate_to_datetime(text(item, "pubDate")) for item in items(made)}


@pytest.fixture(scope="module")
def made() -> Edition:
    return edition(FILES)


# The channel


def test_every_feed_is_sound_for_both_readers(made: Edition) -> None:
    feeds = [file for file in made.files if re.search(r"(^|/)feed(\.\w+)?\.xml$", file.path)]
    assert len(feeds) == made.counts.feeds > 10
    for file in feeds:
        read = feedparser.parse(file.data)
        assert not read.bozo, (file.path, read.get("bozo_exception"))
        assert read.version == "rss20"
        root = etree.fromstring(file.data)
        assert (root.tag, root.get("version")) == ("rss", "2.0")
        channel = root.find("channel")
        assert channel is not None
        myself = channel.findall("atom:link", NAMES)
        assert [(one.get("rel"), one.get("type"), one.get("href")) for one in myself] == [
            ("self", "application/rss+xml", BASE + file.path)
        ]
        page = "de/" if file.path == "feed.de.xml" else file.path.rpartition("feed.")[0]
        assert text(channel, "link") == BASE + page
        assert f"{page}index.html" in {one.path for one in made.files}
        for name in ("title", "description", "language", "lastBuildDate", "generator"):
            assert text(channel, name), (file.path, name)


@pytest.mark.parametrize(
    ("path", "title", "language", "stories"),
    [
        ("feed.xml", "Voices", "en", ["2026/b", "solar", "three"]),
        ("feed.en.xml", None, "en", ["solar", "three"]),
        ("feed.de.xml", None, "de", ["2026/b"]),
        ("people/ada/feed.xml", None, "en", ["solar", "three"]),
        ("de/people/ada/feed.xml", None, "de", ["solar", "three"]),
        ("departments/production/feed.xml", None, "en", ["2026/b", "solar", "three"]),
        ("departments/field-service/feed.xml", None, "en", []),
        ("topics/learning/feed.xml", None, "en", ["solar"]),
        ("topics/groesse/feed.xml", None, "en", ["solar"]),
        ("roles/fitter/feed.xml", None, "en", ["2026/b", "solar", "three"]),
        ("series/first-days/feed.xml", None, "en", []),
    ],
)
def test_which_stories_stand_where(
    made: Edition, path: str, title: str | None, language: str, stories: list[str]
) -> None:
    read = feedparser.parse(feed(made, path))
    assert read.feed.language == language
    assert title is None or read.feed.title == title
    assert ids(made, path) == stories


def test_a_channel_without_stories_is_a_channel() -> None:
    empty = edition()
    channel = etree.fromstring(feed(empty)).find("channel")
    assert channel is not None
    assert channel.findall("item") == []
    assert parsedate_to_datetime(text(channel, "lastBuildDate")).year == 2000


def test_the_build_date_comes_from_content(made: Edition) -> None:
    channel = etree.fromstring(feed(made)).find("channel")
    assert channel is not None
    assert (
        parsedate_to_datetime(text(channel, "lastBuildDate")).isoformat() == "2026-03-15T08:00:03+01:00"
    )  # the seconds are the id's
    corrected = edition(
        {**FILES, "content/stories/2026/d.md": story(corrections="[{date: 2026-04-01, text: Wrong.}]", id="d")}
    )
    channel = etree.fromstring(feed(corrected)).find("channel")
    assert channel is not None
    assert parsedate_to_datetime(text(channel, "lastBuildDate")).isoformat() == "2026-04-01T00:00:00+02:00"


def test_the_clock_changes_nothing(made: Edition) -> None:
    later = edition(FILES, now=NOW + datetime.timedelta(days=400))
    assert {file.path: file.data for file in made.files} == {file.path: file.data for file in later.files}


def test_a_feed_is_what_feedgen_writes_as_a_whole(made: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """However its items are put together."""

    def whole(feeds: Feeds, channel: Channel) -> File:
        return File(channel.address, feeds.written(channel, channel.stories[:ITEMS]) + b"\n")

    own = own_edition()
    monkeypatch.setattr(Feeds, "file", whole)
    for one, other in ((made, edition(FILES)), (own, make_own())):
        assert one.counts.feeds > 10
        assert {file.path: file.data for file in one.files} == {file.path: file.data for file in other.files}


# An item


def test_an_item_to_the_letter(made: Edition) -> None:
    item = items(made)[1]
    assert text(item, "title") == "Q & A: <b>pumps</b> ]]> “now”"
    assert text(item, "link") == f"{BASE}stories/2026/a/"
    assert text(item, "guid") == "solar"
    guid = item.find("guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"
    assert text(item, "description") == "Short & <i>sweet</i> ]]>"
    assert text(item, "pubDate") == "Sat, 14 Mar 2026 16:30:16 +0100"
    assert [one.text for one in item.findall("dc:creator", NAMES)] == ["Ada Berg", "Ben Castor"]
    assert item.find("author") is None
    assert [(one.text, one.get("domain")) for one in item.findall("category")] == [
        ("Production", f"{BASE}departments/"),
        ("Fitter", f"{BASE}roles/"),
        ("Learning", f"{BASE}topics/"),
        ("Größe", f"{BASE}topics/"),
    ]


def test_an_item_as_a_subscriber_reads_it(made: Edition) -> None:
    entry = feedparser.parse(feed(made)).entries[1]
    assert entry.id == "solar"
    assert entry.guidislink is False
    assert entry.link == f"{BASE}stories/2026/a/"
    assert "The note." in entry.content[0].value
    assert [one.name for one in entry.authors] == ["Ada Berg", "Ben Castor"]


def test_the_summary_stands_before_the_full_text(made: Edition) -> None:
    for item in items(made):
        order = [etree.QName(child).localname for child in item]
        assert order.index("description") < order.index("encoded")


def test_every_address_in_the_full_text_is_absolute(made: Edition) -> None:
    full = text(items(made)[1], "content:encoded")
    page = f"{BASE}stories/2026/a/"
    addresses = re.findall(r'(?:href|src)="([^"]*)"', full)
    assert faults(full) == []
    assert f"{BASE}people/ben/" in addresses
    assert f"{page}#s_end" in addresses
    assert {f"{page}#fn1", f"{page}#fnref1"} <= set(addresses)
    assert "https://a.example/x?a=1&amp;b=2" in addresses
    assert sum(address.startswith(f"{BASE}pictures/") for address in addresses) == 2
    assert [address for address in addresses if not address.startswith("https://")] == []
    assert 'alt="A &quot;pump&quot; &amp; &lt;more&gt;"' in full


def test_nobody_has_an_e_mail_address_in_a_feed() -> None:
    made = edition({**FILES, "content/people/ada.md": person("Ada Berg", email="ada@intranet.example")})
    assert not [file.path for file in made.files if file.path.endswith(".xml") and b"ada@" in file.data]


@pytest.mark.parametrize(
    ("show_as", "name"),
    [("full", "Ada Karin Berg"), ("first", "Ada"), ("initials", "A. B."), ("anonymous", "A colleague")],
)
def test_names_as_people_want_them(show_as: str, name: str) -> None:
    made = edition(
        {
            "content/stories/2026/a.md": story(authors="[ak]"),
            "content/people/ak.md": person("Ada Karin Berg", show_as=show_as),
        }
    )
    creators = [one.text for one in items(made)[0].findall("dc:creator", NAMES)]
    assert len(creators) == 1
    assert creators[0] == name or (show_as == "anonymous" and creators[0] and "Ada" not in creators[0])
    if show_as != "full":
        assert not [file.path for file in made.files if b"Karin" in file.data]


@pytest.mark.parametrize(
    "nasty",
    [
        '"]]>"',
        "'<![CDATA[x]]>'",
        '"a \\x07\\x0c\\uFFFE b"',
        '"\u202eevil"',
        "'&lt; &amp;lt; <script>alert(1)</script>'",
        '"\\t\\n a"',
        "'\U0001f600 𝔘'",
    ],
)
def test_nasty_texts_come_through(nasty: str) -> None:
    """In title, summary, body, alternative text and names: one odd story stops no feed."""
    plain = nasty.strip("\"'")
    made = edition(
        {
            "content/stories/2026/a.md": story(
                plain + "\n\n`]]>` &#12; <p>]]&gt; &#1;</p>\n", title=nasty, summary=nasty, learned=nasty
            ),
            "content/people/ada.md": person(nasty, plain),
        }
    )
    assert made.counts.stories == 1
    for file in made.files:
        if file.path.endswith((".xml", ".opml")):
            etree.fromstring(file.data)
    read = feedparser.parse(feed(made))
    assert not read.bozo
    assert faults(text(items(made)[0], "content:encoded")) == []


def test_a_story_without_a_text_has_an_item(made: Edition) -> None:
    item = items(made)[2]
    assert text(item, "description") == "Three"
    assert text(item, "content:encoded") == "Three"


# Dates and order


@pytest.mark.parametrize(
    ("front", "when"),
    [
        ({"date": "2026-03-14 16:30"}, "2026-03-14T16:30:00+01:00"),
        ({"date": "2026-03-14T16:30:05"}, "2026-03-14T16:30:05+01:00"),
        ({"date": "2026-03-14 16:30+00:00"}, "2026-03-14T17:30:00+01:00"),
        ({"date": "2026-03-14", "publish_at": "2026-03-20 07:00"}, "2026-03-20T07:00:00+01:00"),
        ({"date": "2026-05-14 16:30"}, "2026-05-14T16:30:00+02:00"),
    ],
)
def test_a_written_time_is_the_items_time(front: dict[str, str], when: str) -> None:
    (found,) = dates(edition({"content/stories/2026/a.md": story(**front)})).values()
    assert (found if ":05" in when else found.replace(second=0)).isoformat() == when


def test_stories_of_one_minute_keep_their_dates_when_another_joins_them() -> None:
    files = {f"content/stories/2026/s{number}.md": story(date="2026-03-14 16:30") for number in (3, 5, 8)}
    before = dates(edition(files))
    after = dates(edition({"content/stories/2026/s1.md": story(date="2026-03-14 16:30"), **files}))
    assert len(set(after.values())) == 4
    assert before.items() <= after.items()


def test_a_day_without_a_time_begins_at_nine() -> None:
    made = edition({f"content/stories/2026/s{number}.md": story(date="2026-03-14") for number in range(20)})
    found = dates(made)
    nine = datetime.datetime.fromisoformat("2026-03-14T09:00:00+01:00")
    assert all(datetime.timedelta() <= one - nine < datetime.timedelta(hours=1) for one in found.values())
    assert len(set(found.values())) == 20
    alone = edition({"content/stories/2026/s7.md": story(date="2026-03-14")})
    assert dates(alone)["2026/s7"] == found["2026/s7"], "other stories moved it"


def test_equal_times_are_told_apart_newest_first() -> None:
    same = {
        f"content/stories/2026/s{number}.md": story(date="2026-03-14 10:00", id=f"id-{number}") for number in range(5)
    }
    found = dates(edition(same))
    assert len(set(found.values())) == 5
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert found == dates(edition(dict(reversed(same.items()))))


def test_the_newest_thirty() -> None:
    many = {
        f"content/stories/2026/s{day:02}.md": story(date=f"2026-03-{day:02}", id=f"d{day:02}") for day in range(1, 32)
    }
    many["content/stories/2026/old.md"] = story(date="2025-01-01", id="old")
    assert ids(edition(many)) == [f"d{day:02}" for day in range(31, 1, -1)]


def test_identity_survives_a_move_and_a_new_title() -> None:
    one = edition({"content/stories/2026/a.md": story(id="for-ever")})
    other = edition({"content/stories/2025/z.md": story(title="New", id="for-ever")})
    assert ids(one) == ids(other) == ["for-ever"]


def test_identity_comes_from_the_first_old_address_where_no_id_is_written() -> None:
    assert ids(edition({"content/stories/2026/a.md": story(aliases="[/old/address/, /other/]")})) == ["old-address"]


def test_what_is_withheld_is_in_no_feed() -> None:
    canary = "CANARY-7f3"
    made = edition(
        {
            **FILES,
            "content/stories/2026/x.md": story(canary, title=canary, status="draft"),
            "content/stories/2026/y.md": story(canary, title=canary, date="2026-07-01"),
        }
    )
    assert not [file.path for file in made.files if canary.encode() in file.data]


def test_the_base_path_is_in_every_address() -> None:
    made = edition(
        {**FILES, "config.yaml": CONFIG.replace("https://intranet.example/voices/", "http://h.example:8080/a/b")}
    )
    for file in made.files:
        if file.path.endswith((".xml", ".opml")):
            own = re.findall(r"https?://h\.example[^\"<&]*", file.data.decode())
            assert own
            assert all(address.startswith("http://h.example:8080/a/b/") for address in own)
            assert b"intranet.example" not in file.data
