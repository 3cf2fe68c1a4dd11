"""The newsroom: the last good edition, what is wrong with the latest attempt, and what has changed between two."""

from __future__ import annotations

import shutil  # noqa: TID251  # to take a folder away
from pathlib import Path

import pytest
from laid import lay_out, write
from portal import CONFIG, NOW, story

from byline.forwarding import moved
from byline.newsroom import Desk, Revision
from byline.problem import Severity
from byline.workers import Workers


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path, first=story("First.\n", title="First"), second=story(title="Second"))


@pytest.fixture
def room(root: Path) -> Desk:
    made = Desk(root, lambda: NOW, Workers())
    assert made.revise(None) == Revision(sound=True)
    return made


def text(room: Desk, path: str) -> str:
    return (room.file(path) or b"").decode()


def rules(room: Desk) -> list[str]:
    return [one.rule for one in room.problems if one.severity is not Severity.ADVICE]


def test_before_the_first_attempt_there_is_nothing(root: Path) -> None:
    room = Desk(root, lambda: NOW, Workers())
    assert (room.number, room.base_path, room.problems, room.styles, room.file("index.html")) == (0, "/", (), (), None)


def test_the_first_edition(room: Desk) -> None:
    assert (room.number, room.base_path, rules(room)) == (1, "/voices/", [])
    assert "First." in text(room, "stories/2026/first/index.html")
    assert room.file("stories/2026/none/index.html") is None
    assert [style.startswith("assets/style.") for style in room.styles] == [True]


def test_a_save_makes_the_next_edition(room: Desk, root: Path) -> None:
    lay_out(root, first=story("Changed.\n"))
    assert room.revise(frozenset({"content/stories/2026/first.md"})) == Revision(sound=True)
    assert room.number == 2
    assert "Changed." in text(room, "stories/2026/first/index.html")


def test_a_save_that_changes_nothing_makes_none(room: Desk, root: Path) -> None:
    lay_out(root, first=story("First.\n", title="First"))
    assert room.revise(None) == Revision(sound=True, changed=False)
    assert room.number == 1


def test_drafts_are_shown_and_marked(room: Desk, root: Path) -> None:
    lay_out(root, first=story("Not yet.\n", status="draft"), later=story(date="2030-01-01"))
    room.revise(None)
    assert "Not yet." in text(room, "stories/2026/first/index.html")
    assert "2026-03-14 draft" in text(room, "stories/2026/first/index.html")
    assert room.file("stories/2026/later/index.html") is not None


def test_what_is_withheld_all_the_same_is_told(room: Desk, root: Path) -> None:
    lay_out(root, first=story(expires_at="2026-04-01"))
    assert room.revise(None).sound
    assert rules(room) == ["withheld-expired"]


def test_a_broken_save_keeps_the_last_good_edition(room: Desk, root: Path) -> None:
    lay_out(root, first=story("Broken.\n", authors="[nobody]"))
    assert room.revise(None) == Revision(sound=False)
    assert room.number == 1
    assert "First." in text(room, "stories/2026/first/index.html")
    assert rules(room) == ["unknown-person"]
    assert b"[nobody]" in (room.source("content/stories/2026/first.md") or b"")
    assert room.revise(None) == Revision(sound=False, changed=False)


def test_taking_a_fault_back_takes_its_problems_back(room: Desk, root: Path) -> None:
    lay_out(root, first=story(authors="[nobody]"))
    room.revise(None)
    lay_out(root, first=story("First.\n", title="First"))
    assert room.revise(None).sound
    assert rules(room) == []


def test_a_portal_that_is_broken_from_the_start(root: Path) -> None:
    (root / "config.yaml").unlink()
    room = Desk(root, lambda: NOW, Workers())
    assert room.revise(None) == Revision(sound=False)
    assert (room.number, rules(room)) == (0, ["no-settings"])
    (root / "config.yaml").write_text(CONFIG)
    lay_out(root, first=story(authors="[nobody]"))
    assert not room.revise(None).sound
    assert (room.number, room.base_path) == (0, "/voices/")  # where it will be
    lay_out(root, first=story())
    assert room.revise(None).sound
    assert room.number == 1


def test_content_goes_and_comes_back(room: Desk, root: Path) -> None:
    shutil.move(root / "content", root / "aside")
    assert not room.revise(None).sound
    assert room.file("stories/2026/first/index.html") is not None
    shutil.move(root / "aside", root / "content")
    assert room.revise(None).sound


def test_settings_and_layouts_can_be_quoted(room: Desk, root: Path) -> None:
    assert room.source("config.yaml") == CONFIG.encode()
    (root / "layouts" / "home.html").write_text("{% if %}")
    assert not room.revise(None).sound
    assert rules(room) == ["layout-fault"]
    assert room.source("layouts/home.html") == b"{% if %}"


def test_a_change_of_style_alone_is_told(room: Desk, root: Path) -> None:
    before = room.styles
    write(root, {"assets/style.css": "body { color: red }\n"})
    assert room.revise(frozenset({"assets/style.css"})) == Revision(sound=True, styles_only=True)
    assert room.styles != before
    assert room.file(before[0]) is None


@pytest.mark.parametrize(
    "more",
    [
        {"content/stories/2026/first.md": story()},
        {"config.yaml": CONFIG.replace("en: Voices", "en: Choices")},
        {"layouts/home.html": "lead\n"},
        {"assets/print.css": "body {}"},
        {"assets/site.js": "0"},
    ],
)
def test_with_anything_else_it_is_more_than_style(room: Desk, root: Path, more: dict[str, str]) -> None:
    write(root, {"assets/style.css": "body { color: red }\n", **more})
    assert room.revise(None) == Revision(sound=True)


def test_style_is_compared_with_the_last_good_edition(room: Desk, root: Path) -> None:
    """A fault in between that is gone again is no reason to reload; a story that was changed with it is."""
    lay_out(root, first=story(authors="[nobody]"))
    room.revise(None)
    lay_out(root, first=story("First.\n", title="First"))
    write(root, {"assets/style.css": "body { color: red }\n"})
    assert room.revise(None).styles_only
    lay_out(root, first=story(authors="[nobody]"))
    room.revise(None)
    lay_out(root, first=story("Other.\n"))
    write(root, {"assets/style.css": "body { color: blue }\n"})
    assert not room.revise(None).styles_only


def test_a_renamed_story_is_found_again(room: Desk, root: Path) -> None:
    stories = root / "content" / "stories" / "2026"
    (stories / "first.md").rename(stories / "renamed.md")
    assert room.revise(None).moved == (("stories/2026/first/", "stories/2026/renamed/"),)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (["a/index.html"], ["b/index.html"], (("a/", "b/"),)),
        (["s/a/index.html", "s/b/index.html"], ["s/a/index.html", "s/c/index.html"], (("s/b/", "s/c/"),)),
        (["s/a/index.html"], ["t/a/index.html"], ()),  # another folder
        (["s/a/index.html", "s/b/index.html"], ["s/c/index.html"], ()),  # which of the two?
        (["s/a/index.html"], ["s/c/index.html", "s/d/index.html"], ()),
        (["s/a/index.html"], [], ()),
        (["a.xml"], ["b.xml"], ()),  # nobody looks at a feed
    ],
)
def test_what_went_where(before: list[str], after: list[str], found: tuple[tuple[str, str], ...]) -> None:
    assert moved(before, after) == found
