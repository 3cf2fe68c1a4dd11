"""Plain pages: their address, their order, their versions."""

from __future__ import annotations

import pytest
from portal import edition, page, rules

from byline.article import House
from byline.body import Labels
from byline.plain import read_plain
from byline.tree import File

LABELS = {"en": Labels(table="Table", code="Code", footnotes="Notes", back="Back")}


@pytest.mark.parametrize(
    ("path", "address", "key"),
    [
        ("content/pages/about.md", "about/", "about"),
        ("content/pages/Über uns.md", "ueber-uns/", "ueber-uns"),
        ("content/pages/legal/imprint.md", "legal/imprint/", "legal/imprint"),
        ("content/pages/legal/index.md", "legal/", "legal"),
    ],
)
def test_addresses(path: str, address: str, key: str) -> None:
    made, problems = read_plain(File(path, b"---\ntitle: A\n---\n"), House("en", "https://intranet.example/", LABELS))
    assert problems == ()
    assert made is not None
    assert (made.address, made.key, made.language) == (address, key, "en")


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ("title: A\norder: -1\n", ""),
        ("title: A\norder: first\n", "wrong-type"),
        ("order: 1\n", "missing-key"),
        ("title: A\nauthors: [ada]\n", "unknown-key"),
        ("title: A\nlanguage: deutsch\n", "unknown-language"),
    ],
)
def test_front_matter(front: str, rule: str) -> None:
    file = File("content/pages/about.md", f"---\n{front}---\n".encode())
    _, problems = read_plain(file, House("en", "https://intranet.example/", LABELS))
    assert [one.rule for one in problems] == ([rule] if rule else [])


def test_order_then_title_in_each_language_of_its_own() -> None:
    made = edition(
        {
            "content/pages/z.md": "---\ntitle: Zebra\norder: 1\n---\n",
            "content/pages/b.md": "---\ntitle: Bear\n---\n",
            "content/pages/a.md": "---\ntitle: Cat\n---\n",
            "content/pages/c.md": "---\ntitle: Last\norder: 101\n---\n",
            "content/pages/d.md": "---\ntitle: Erste\nlanguage: de\norder: 0\n---\n",
        }
    )
    foot = [line for line in page(made, "").splitlines() if line.startswith("footer")]
    assert foot[-4:] == ["footer ./z/ Zebra", "footer ./b/ Bear", "footer ./a/ Cat", "footer ./c/ Last"]
    assert [line for line in page(made, "de/").splitlines() if line.startswith("footer")][-1] == "footer ../d/ Erste"


def test_versions_name_each_other() -> None:
    made = edition(
        {
            "content/pages/about.md": "---\ntitle: About\n---\n",
            "content/pages/ueber.md": "---\ntitle: Über\nlanguage: de\ntranslation_of: about\n---\n",
            "content/pages/other.md": "---\ntitle: Other\n---\n",
        }
    )
    assert rules(made) == []
    for here in ("about/", "ueber/"):
        versions = [line for line in page(made, here).splitlines() if line.startswith("version")]
        assert versions == ["version de ../ueber/", "version en ../about/"]
    assert "version" not in page(made, "other/")
