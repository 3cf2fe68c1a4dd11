"""An address is a function of a file's path, and no two files want one: not even where upper and lower case are one."""

from __future__ import annotations

import unicodedata

import pytest
from chance import tries
from hypothesis import example, given, strategies as st
from portal import CONFIG, edition, person, picture, rules, story

from byline.address import file_of, join, of_file, old, slug, way_to_root
from byline.edition import Edition

PARTS = st.sampled_from(
    [
        "a",
        "A",
        "b",
        "ä",
        "ae",
        "Ä",
        "index",
        "INDEX",
        "feed",
        "page",
        "1",
        "2026",
        "de",
        "en",
        "people",
        "topics",
        "assets",
        "pictures",
        "404",
        "a.b",
        "a_b",
        "a-b",
        "ß",
        "ss",
    ]
)
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
ALIASES = st.lists(
    st.sampled_from(
        [
            "/Old/",
            "/old/",
            "/OLD",
            "/old.html",
            "/old.html/x/",
            "/a/",
            "/stories/2026/a/",
            "/Stories/2026/A/",
            "/people/ada/",
            "/index.html",
            "/",
            "/feed.xml",
            "/FEED.xml",
            "/assets/x/",
            "/Assets/x/",
            "/pictures/",
            "/de/",
            "/DE/",
            "/404.html",
            "/sitemap.xml",
            "/stories/page/1/",
            "/%6fld/",
            "/old/index.html",
            "/%C3%84/",
            "/a//b/",
            "/x/../y/",
        ]
    ),
    max_size=3,
    unique=True,
)


def unlike(made: Edition) -> None:
    """No two files of an edition have one path, one that differs in case only, or one inside another file."""
    seen: dict[str, str] = {}
    for file in made.files:
        folded = unicodedata.normalize("NFC", file.path).casefold()
        assert folded not in seen, f"{file.path} and {seen[folded]}"
        seen[folded] = file.path
    for path in seen:
        parts = path.split("/")
        assert not any("/".join(parts[:count]) in seen for count in range(1, len(parts))), path


@tries(60)
@given(
    st.lists(st.tuples(PATHS, ALIASES), max_size=4),
    st.lists(PATHS, max_size=2),
    st.lists(st.sampled_from(["cy", "dee", "Cy", "a-b"]), max_size=2),
)
@example([("2026/a", ["/Old/"]), ("2026/b", ["/old/"])], [], [])
@example([("2026/a", ["/old.html"]), ("2026/b", ["/OLD.html/x/"])], [], [])
@example([("2026/a", ["/Stories/2026/B/"]), ("2026/b", [])], [], [])
@example([("2026/a", ["/FEED.xml", "/Assets/x/", "/De/"])], [], [])
def test_no_two_files_have_one_path(stories: list[tuple[str, list[str]]], plains: list[str], people: list[str]) -> None:
    files: dict[str, str | bytes] = {"content/pictures/a.png": picture(), "content/pictures/A.png": picture(width=9)}
    for number, (path, aliases) in enumerate(stories):
        body = "![A](/pictures/a.png) ![A](/pictures/A.png)"
        files[f"content/stories/{path}.md"] = story(body, aliases=f"[{', '.join(aliases)}]", id=f"s{number}")
    files |= {f"content/pages/{path}.md": "---\ntitle: P\n---\n" for path in plains}
    files |= {f"content/people/{name}.md": person() for name in people}
    made = edition(files)
    if not made.errors:
        unlike(made)
        assert {
            f"{made_path}index.html" for made_path in map(of_file, (f"stories/{path}.md" for path, _ in stories))
        } <= {file.path for file in made.files}


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({"content/stories/2026/a.md": story(id="x"), "content/stories/2026/A.md": story(id="y")}, "same-address"),
        (
            {"content/stories/2026/a.md": story(id="x"), "content/stories/2026/a/index.md": story(id="y")},
            "same-address",
        ),
        ({"content/stories/2026/ä.md": story(id="x"), "content/stories/2026/ae.md": story(id="y")}, "same-address"),
        ({"content/pages/people.md": "---\ntitle: P\n---\n"}, "own-address"),
        (
            {"content/pages/stories/2026/a.md": "---\ntitle: P\n---\n", "content/stories/2026/a.md": story()},
            "same-address",
        ),
    ],
)
def test_two_files_that_want_one_address(files: dict[str, str], rule: str) -> None:
    made = edition(files)
    assert rule in rules(made)
    assert not made.sound


# Functions of the path


@pytest.mark.parametrize(
    ("path", "address", "file"),
    [
        ("stories/2026/solar-roof.md", "stories/2026/solar-roof/", "stories/2026/solar-roof/index.html"),
        ("stories/2026/solar-roof/index.md", "stories/2026/solar-roof/", "stories/2026/solar-roof/index.html"),
        (
            "stories/2026/Über Öl & Größe.md",
            "stories/2026/ueber-oel-groesse/",
            "stories/2026/ueber-oel-groesse/index.html",
        ),
        ("people/ada.md", "people/ada/", "people/ada/index.html"),
        ("pages/about.md", "about/", "about/index.html"),
        ("pages/en/about.md", "en/about/", "en/about/index.html"),
        ("stories/2026/...md", "", "index.html"),
    ],
)
def test_a_path_gives_an_address(path: str, address: str, file: str) -> None:
    assert of_file(path) == address
    assert file_of(address) == file


@tries(200)
@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["stories", "people", "pages"]))
def test_an_address_is_safe_on_every_system(folder: str, name: str, kind: str) -> None:
    """Letters a to z, digits and hyphens only, whatever the file is called, and the same in every spelling of Unicode."""
    path = f"{kind}/{folder.replace('/', '')}/{name.replace('/', '')}.md"
    made = of_file(path)
    parts = made.rstrip("/").split("/") if made else []
    assert all(part == slug(part) != "" for part in parts)
    assert made == of_file(unicodedata.normalize("NFC", path))
    assert made == "" or (made.endswith("/") and not made.startswith("/"))


@tries(200)
@given(
    st.lists(st.sampled_from(["..", ".", "a", "b", "", "index.html", "c.xml"]), max_size=8).map("/".join),
    st.sampled_from(["", "/"]),
)
def test_a_reference_never_leaves_the_portal(reference: str, root: str) -> None:
    made = join("stories/2026/a/", root + reference)
    assert made is None or (not ({"..", "."} & set(made.split("/"))) and not made.startswith("/"))


@tries(200)
@given(st.text(alphabet="/.%2eE5cC0fFaAx\\~-_:?#é", max_size=24).map(lambda text: "/" + text))
@example("/%2e%2e/%2e%2e/etc/passwd")
@example("/..%2f..%2fetc/")
@example("/a%00b/")
def test_an_old_address_never_leaves_the_portal(text: str) -> None:
    made = old(text)
    if made is not None:
        parts = file_of(made).split("/")
        assert not any(part in {"", ".", ".."} or part.startswith(".") for part in parts), made
        assert all(part.isprintable() and "\\" not in part for part in parts)


@pytest.mark.parametrize(
    ("address", "way"),
    [("", "./"), ("about/", "../"), ("stories/2026/a/", "../../../"), ("feed.xml", "./"), ("de/feed.xml", "../")],
)
def test_the_way_to_the_root(address: str, way: str) -> None:
    assert way_to_root(address) == way


def test_paths_alone_decide() -> None:
    """Titles, dates and other files do not move a story."""
    one = edition({"content/stories/2026/a.md": story()})
    other = edition(
        {
            "config.yaml": CONFIG.replace("Voices", "Other"),
            "content/stories/2026/a.md": story(title="Quite another", date="2025-01-01", id="z"),
            "content/stories/2025/b.md": story(title="A story"),
        }
    )
    for made in (one, other):
        assert "stories/2026/a/index.html" in {file.path for file in made.files}
