"""The desk: the last good edition, what is wrong with the latest attempt, and what has changed between two."""

from __future__ import annotations

import datetime
import shutil  # noqa: TID251  # to take a folder away
from pathlib import Path

import pytest
from laid import lay_out, write
from portal import CONFIG, NOW, story

from byline.desk import Desk
from byline.edition import compose, setting
from byline.forwarding import moved
from byline.memo import Memo, engine
from byline.newsroom import PREVIEWED, Revision
from byline.portal import read_portal
from byline.problem import Severity
from byline.tree import look
from byline.workers import Workers

LATER = 10**19  # nanoseconds: every file is old enough to be trusted by its seal


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


def test_a_story_that_has_become_due_makes_the_next_edition(root: Path) -> None:
    """It is no draft any more, though no file has changed."""
    lay_out(root, later=story(date=f"{(NOW + datetime.timedelta(days=2)).date()}"))
    now = [NOW]
    room = Desk(root, lambda: now[0], Workers())
    room.revise(None)
    assert "draft" in text(room, "stories/2026/later/index.html")
    now[0] += datetime.timedelta(days=3)
    assert room.revise(None) == Revision(sound=True)
    assert "draft" not in text(room, "stories/2026/later/index.html")
    assert room.revise(None) == Revision(sound=True, changed=False)


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


def test_a_story_that_asks_for_the_address_of_the_list_that_comes_with_it(room: Desk, root: Path) -> None:
    lay_out(root, first=story(date="2025-03-01", aliases="[/archive/2025/]"))
    room.revise(frozenset({"content/stories/2026/first.md"}))
    assert "own-address" in rules(room)


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
        {"assets/subscribe.js": "0"},
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


FIRST, SECOND = "content/stories/2026/first.md", "content/stories/2026/second.md"


def settled(room: Desk) -> Revision | None:
    """What comes of a look at everything."""
    look = room.unsettled()
    return room.settle(look()) if look else None


@pytest.fixture
def proved(room: Desk) -> Desk:
    """A newsroom that has printed every page with the layouts."""
    assert settled(room) == Revision(sound=True, changed=False)
    assert room.unsettled() is None
    return room


def test_what_a_save_of_one_story_means_to_others_is_told_at_once(proved: Desk, root: Path) -> None:
    lay_out(root, second=story("[to](first.md)\n", title="Linked"))
    assert proved.revise(frozenset({SECOND})).sound
    (root / FIRST).unlink()
    assert proved.revise(frozenset({FIRST})) == Revision(sound=True)
    assert proved.file("stories/2026/first/index.html") is None
    assert "Linked" in text(proved, "index.html")
    assert "dead-link" in text(proved, "stories/2026/second/index.html")
    assert rules(proved) == ["dead-link"]
    assert proved.unsettled() is None
    lay_out(root, first=story("First again.\n", title="First"))
    assert proved.revise(frozenset({FIRST})) == Revision(sound=True)
    assert rules(proved) == []


def test_what_is_wrong_elsewhere_after_all_is_told(proved: Desk, root: Path) -> None:
    lay_out(root, second=story("[to](first.md#there)\n", title="Second", reply_to="2026/first"))
    proved.revise(frozenset({SECOND}))
    assert rules(proved) == ["dead-anchor"]  # in the saved file itself at once
    (root / FIRST).unlink()
    assert not proved.revise(frozenset({FIRST})).sound  # others name it, so this is no case for haste
    assert proved.unsettled() is None
    assert proved.file("stories/2026/first/index.html") is not None


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ({"id": "one"}, "same-id"),
        ({"aliases": "[/old/]"}, "same-address"),
        ({"aliases": "[/Topics/learning/]"}, "own-address"),
        ({"aliases": "[/feed.xml/x/]"}, "own-address"),
        ({"series": "{id: first-days, part: 1}"}, "same-part"),
        ({"authors": "[nobody]"}, "unknown-person"),
        ({"reply_to": "2026/none"}, "unknown-story"),
        ({"reply_to": "2026/second"}, "own-story"),
        ({"translation_of": "2026/first", "language": "en"}, "same-language"),
        ({"language": "zz"}, "unknown-language"),
    ],
)
def test_a_fault_in_what_is_saved_is_never_shown(root: Path, front: dict[str, str], rule: str) -> None:
    lay_out(root, first=story(id="one", aliases="[/old/]", series="{id: first-days, part: 1}"))
    room = Desk(root, lambda: NOW, Workers())
    assert room.revise(None).sound
    lay_out(root, second=story("Faulty.\n", **front))
    assert not room.revise(frozenset({SECOND})).sound
    assert rule in rules(room)
    assert "Faulty." not in text(room, "stories/2026/second/index.html")


def test_a_look_that_is_overtaken_is_dropped(proved: Desk, root: Path) -> None:
    path = root / "layouts" / "story.html"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    proved.revise(None)
    look = proved.unsettled()
    assert look
    findings = look()
    lay_out(root, first=story("And other.\n"))
    proved.revise(frozenset({FIRST}))
    assert proved.settle(findings) is None
    assert look() is None
    assert settled(proved) == Revision(sound=True, changed=False)


def test_a_saved_story_that_moves_is_found_again_at_once(proved: Desk, root: Path) -> None:
    (root / FIRST).rename(root / "content/stories/2026/renamed.md")
    found = proved.revise(frozenset({FIRST, "content/stories/2026/renamed.md"}))
    assert found.moved == (("stories/2026/first/", "stories/2026/renamed/"),)


def test_a_fault_of_a_layout_on_a_rare_page_is_told_when_there_is_time(proved: Desk, root: Path) -> None:
    lay_out(root, first=story("First.\n", title="First", learned="Look."))
    proved.revise(None)
    settled(proved)
    path = root / "layouts" / "story.html"
    rare = "{% if page.card.title == 'First' %}{{ page.none }}{% endif %}" + path.read_text("utf-8")
    path.write_text(rare, "utf-8")
    proved.revise(None)
    settled(proved)
    assert rules(proved) == ["layout-fault"]
    assert not proved.revise(None).sound
    path.write_text(rare.replace("page.none", "page.html"), "utf-8")
    assert proved.revise(None).sound
    assert settled(proved) == Revision(sound=True, changed=False)


def test_a_damaged_store_does_no_harm(root: Path) -> None:
    memo = Memo(root / ".byline", engine())
    compose(read_portal(root, look(root, LATER)), NOW, PREVIEWED, setting(Workers(), memo, LATER), Workers(), memo)
    for damage in (b"First.", b"StoryFront"):
        for drawer in (root / ".byline/articles").iterdir():
            drawer.write_bytes(drawer.read_bytes().replace(damage, damage.swapcase()))
        room = Desk(root, lambda: NOW, Workers())
        assert room.revise(None).sound
        assert "First." in text(room, "stories/2026/first/index.html")


def test_a_story_that_becomes_a_link_is_told(proved: Desk, root: Path) -> None:
    (root / FIRST).unlink()
    (root / FIRST).symlink_to(root / SECOND)
    proved.revise(frozenset({FIRST}))
    assert rules(proved) == ["link-not-followed"]
