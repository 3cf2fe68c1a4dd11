"""Unchanged: a build that would change nothing does nothing, and says what it said; any change is seen."""

from __future__ import annotations

import datetime
import os
import shutil  # noqa: TID251  # to take an edition away
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from laid import GENEROUS, lay_out, until, write
from portal import picture, story

from byline import pressroom, standing, tree
from byline.makeready import make_ready
from byline.memo import LEFT_OVER, STONES, Memo
from byline.outcome import Outcome
from byline.portal import read_portal
from byline.pressroom import print_edition
from byline.standing import set_ahead
from byline.tree import Seal, look
from byline.unchanged import remember, unchanged
from byline.wishes import Wishes
from byline.workers import Workers

NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
WISHES = Wishes()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tree, "RACY", -(10**18))  # files are old enough to be trusted
    later = story(publish_at="2026-06-01 18:00")
    lay_out(
        tmp_path,
        sound=story("![A](/pictures/p.png)\n[gone](gone.md)\n"),
        later=later,
        early=story(expires_at="2026-06-02"),
    )
    return write(tmp_path, {"content/pictures/p.png": picture()})


def build(
    root: Path,
    now: datetime.datetime = NOON,
    wishes: Wishes = WISHES,
    engine: str = "one",
    meanwhile: Callable[[], object] = tuple,
) -> tuple[Outcome, bool]:
    """What comes of a build, and whether it was known without building."""
    memo, out = Memo(root / ".byline", engine), root / "public"
    seen = look(root, memo.clock())
    if known := unchanged(memo, out, wishes, seen, now):
        return known, True
    meanwhile()
    workers = Workers()
    ready = make_ready(
        read_portal(root, seen), now, wishes, out, workers, memo, set_ahead(seen.content, memo, workers, seen.clock)
    )
    outcome = print_edition(ready, out, workers, memo)
    if outcome.sound:
        forme = ready.forme
        remember(memo, out, wishes, seen, forme.holds, forme.setting.digests, outcome)
    return outcome, False


def test_who_is_asked_to_end_while_beginning_work_aside_leaves_nothing_half_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half, aside = root / f".byline/{STONES}/half{LEFT_OVER}", Workers.aside

    def lay(*_: object) -> str:
        half.parent.mkdir(exist_ok=True)
        half.touch()
        time.sleep(GENEROUS)
        return ""

    def ended(work: Callable[[], object]) -> Callable[[], object]:
        answer = aside(work)
        begun.append(work)
        if len(begun) == 2:
            until(half.exists)
            raise KeyboardInterrupt
        return answer

    begun: list[object] = []
    monkeypatch.setattr(pressroom, "_lay", lay)
    monkeypatch.setattr(Workers, "aside", staticmethod(ended))
    with pytest.raises(KeyboardInterrupt):
        build(root)
    assert len(begun) == 2
    assert not half.exists()


def test_nothing_has_changed(root: Path) -> None:
    first, known = build(root)
    assert (first.sound, known) == (True, False)
    times = {path: path.stat().st_mtime_ns for path in (root / "public").rglob("*")}
    again, known = build(root, NOON + datetime.timedelta(hours=1))
    assert known
    assert (again.problems, again.counts, again.sound) == (first.problems, first.counts, True)
    assert [one.rule for one in again.problems if one.rule == "dead-link"]
    assert {path: path.stat().st_mtime_ns for path in (root / "public").rglob("*")} == times


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: lay_out(root, sound=story("Other.\n")),
    "the same text, written again": lambda root: os.utime(root / "content/stories/2026/sound.md", (1, 1)),
    "a new text": lambda root: lay_out(root, new=story()),
    "a text that is gone": lambda root: (root / "content/stories/2026/sound.md").unlink(),
    "a picture": lambda root: write(root, {"content/pictures/p.png": picture(colour="#20a33b")}),
    "a layout": lambda root: write(root, {"layouts/plain.html": "other"}),
    "an asset": lambda root: write(root, {"assets/style.css": "p {}"}),
    "the settings": lambda root: (root / "config.yaml").write_text((root / "config.yaml").read_text() + "\n"),
    "no settings": lambda root: (root / "config.yaml").unlink(),
    "a link": lambda root: (root / "content/link.md").symlink_to("/etc/hostname"),
    "no edition": lambda root: shutil.rmtree(root / "public"),
    "another edition": lambda root: (root / "public/.byline-edition").write_text("other"),
    "no memo": lambda root: shutil.rmtree(root / ".byline"),
    "what a killed build left beside the edition": lambda root: write(
        root, {".public-twin/edition/draft.html": "draft"}
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(root: Path, change: str) -> None:
    build(root)
    CHANGES[change](root)
    assert build(root)[1] is False


@pytest.mark.parametrize(
    ("hours", "known"), [(0, True), (3.9, True), (4, False), (9.9, False), (10, False), (-24 * 365, False)]
)
def test_a_story_that_becomes_due_or_runs_out_is_seen(root: Path, hours: float, *, known: bool) -> None:
    """One is due at 18:00 in Berlin, which is four hours on; one runs out when the day does."""
    build(root)
    assert build(root, NOON + datetime.timedelta(hours=hours))[1] is known


def test_a_time_without_an_offset_is_the_portals_and_not_the_machines(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        build(root, datetime.datetime(2026, 6, 1, 17, 50))  # noqa: DTZ001
        assert build(root, datetime.datetime(2026, 6, 1, 18, 10))[1] is False  # noqa: DTZ001  # one is due at 18:00
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("wishes", [Wishes(drafts=True), Wishes("public"), Wishes(strict=True)])
def test_other_wishes_are_seen(root: Path, wishes: Wishes) -> None:
    build(root)
    assert build(root, wishes=wishes)[1] is False


def test_another_engine_is_seen(root: Path) -> None:
    build(root)
    assert build(root, engine="two")[1] is False


def test_files_that_changed_just_now_are_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may change again under the same seal: texts are read, and of other files nothing is taken for granted."""
    monkeypatch.setattr(tree, "RACY", 2_000_000_000)
    monkeypatch.setattr(tree, "_seal", lambda about: Seal(about.st_size, about.st_mtime_ns, 0, about.st_ino))
    for file in root.rglob("*"):
        os.utime(file, (1, 1))
    text = root / "content/stories/2026/sound.md"
    text.write_text(text.read_text() + "More.\n")
    assert [build(root)[1], build(root)[1]] == [False, True]
    before = text.stat()
    text.write_text(text.read_text().replace("More.", "Less."))
    os.utime(text, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [build(root)[1], build(root)[1]] == [False, True]
    (root / "layouts/plain.html").write_text("other")
    assert [build(root)[1], build(root)[1]] == [False, False]


def exchange(one: Path, other: Path) -> None:
    """Files that are moved with their folder keep their seals."""
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


@pytest.mark.parametrize(
    "file",
    ["content/stories/2026/sound.md", "content/pictures/p.png", "layouts/plain.html", "layouts/strings/en.yaml", "assets/style.css"],
)  # fmt: skip
def test_what_was_read_of_another_file_than_the_one_seen_is_taken_for_nothing(root: Path, file: str) -> None:
    write(root, {"assets/style.css": "p {}"})
    folder, other = root / file.partition("/")[0], root / "other"
    shutil.copytree(folder, other)
    inner = other / file.partition("/")[2]
    changed = picture(colour="#20a33b") if file.endswith(".png") else inner.read_bytes() + b"\n"
    inner.write_bytes(changed)
    build(root, meanwhile=lambda: exchange(folder, other))
    exchange(folder, other)
    assert [build(root)[1], build(root)[1]] == [False, True]


def test_what_cost_too_much_is_tried_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = Wishes(keep_going=True)
    lay_out(root, slow=story())
    with monkeypatch.context() as patch:
        patch.setattr(standing, "_set_anew", lambda pair, *_: standing._too_costly(pair))
        first, _ = build(root, wishes=wishes)
        assert (first.sound, {one.rule for one in first.problems}) == (True, {"too-costly"})
    again, known = build(root, wishes=wishes)
    assert (known, again.errors) == (False, 0)


def test_a_build_with_errors_is_never_taken_for_granted(root: Path) -> None:
    build(root)
    lay_out(root, sound=story(authors="[nobody]"))
    assert [build(root)[1], build(root)[1]] == [False, False]


def held(root: Path, canary: str) -> list[str]:
    """The drawers in which something stands."""
    found = (path for path in (root / ".byline").rglob("*") if path.is_file() and canary.encode() in path.read_bytes())
    return sorted(str(path.relative_to(root / ".byline")) for path in found)


def test_what_is_kept_of_an_edition_that_is_gone_is_forgotten(root: Path) -> None:
    """It would still tell of what has been deleted since."""
    lay_out(root, xylophone=story("[gone](gone.md)\n"))
    build(root)
    shutil.move(root / "public", root / "elsewhere")
    (root / "content/stories/2026/xylophone.md").unlink()
    assert held(root, "xylophone")
    build(root)
    assert held(root, "xylophone") == []


def test_what_was_only_checked_and_is_gone_is_forgotten(root: Path) -> None:
    """The portal is that of the last edition once more, but more has been kept of it in between."""
    build(root)
    write(root, {"content/stories/2026/xylophone.md": story("A xylophone.\n", authors="[nobody]")})
    assert not build(root)[0].sound
    assert held(root, "A xylophone")
    (root / "content/stories/2026/xylophone.md").unlink()
    build(root)
    assert held(root, "A xylophone") == []
