"""Standing type: what was set before is used again, as long as the file is the same; what is gone is nowhere."""

from __future__ import annotations

import os
import shutil  # noqa: TID251  # to make another branch
import time
from pathlib import Path

import pytest
from portal import story

from byline import standing
from byline.article import House
from byline.body import Labels
from byline.memo import Memo, MemoSpoilt
from byline.problem import Problem
from byline.shift import Limit
from byline.standing import Answer, set_all
from byline.story import Story
from byline.tree import File, look_through
from byline.workers import Workers

HOUSE = House("en", "https://intranet.example/", {"en": Labels("Table", "Code", "Notes", "Back")})
LATER = 10**19  # nanoseconds: every file is old enough to be trusted by its seal
HERE = Workers(1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    stories = tmp_path / "content" / "stories"
    stories.mkdir(parents=True)
    for number in range(12):
        (stories / f"s{number}.md").write_text(story(f"Body number {number}.\n"))
    return tmp_path


def memo(root: Path, engine: str = "one") -> Memo:
    return Memo(root / ".byline", engine)


def read(root: Path, clock: int = LATER, house: House = HOUSE, engine: str = "one") -> dict[str, Answer]:
    files = look_through(root, "content").files
    articles = set_all(files, house, memo(root, engine), HERE, clock).articles
    return {path: one.answer for path, one in articles.items()}


def texts(answers: dict[str, Answer]) -> dict[str, str]:
    return {path: str(value.body.html) for path, (value, _) in answers.items() if isinstance(value, Story)}


def count(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of articles that are set from now on, instead of being taken from the drawers."""
    paths: list[str] = []
    right = standing._set

    def counted(file: File, house: House) -> Answer:
        paths.append(file.path)
        return right(file, house)

    monkeypatch.setattr(standing, "_set", counted)
    return paths


def test_an_article_is_set_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = texts(read(root))
    assert first["content/stories/s3.md"] == "<p>Body number 3.</p>\n"
    again = count(monkeypatch)
    assert texts(read(root)) == first
    assert again == []


def test_what_changed_is_set_anew_and_nothing_else(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(root)
    again = count(monkeypatch)
    (root / "content/stories/s3.md").write_text(story("Another body.\n"))
    (root / "content/stories/new.md").write_text(story("A new one.\n"))
    found = texts(read(root))
    assert found["content/stories/s3.md"] == "<p>Another body.</p>\n"
    assert len(found) == 13
    assert sorted(again) == ["content/stories/new.md", "content/stories/s3.md"]


def test_times_alone_change_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = texts(read(root))
    again = count(monkeypatch)
    for file in (root / "content/stories").iterdir():
        os.utime(file, (0, 0))
    assert texts(read(root)) == first
    assert again == []


def test_a_change_under_the_same_times_is_seen(root: Path) -> None:
    """As many bytes, within one tick of the clock by which the file was read: the bytes are looked at again."""
    file = root / "content/stories/s3.md"
    read(root, clock=file.stat().st_ctime_ns + 1)
    before = file.stat()
    file.write_text(file.read_text().replace("number 3", "number 4"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert texts(read(root, clock=before.st_ctime_ns + 1))["content/stories/s3.md"] == "<p>Body number 4.</p>\n"


def test_a_seal_that_only_the_system_sets_is_looked_at_too(root: Path) -> None:
    file = root / "content/stories/s3.md"
    read(root)
    before = file.stat()
    time.sleep(0.02)  # a tick of the file system's clock
    file.write_text(file.read_text().replace("number 3", "number 4"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert texts(read(root))["content/stories/s3.md"] == "<p>Body number 4.</p>\n"


def test_what_takes_a_files_place_before_it_is_read_is_never_kept_under_its_seal(root: Path) -> None:
    content, other = root / "content", root / "other"
    shutil.copytree(content, other)
    (other / "stories/s3.md").write_text(story("Body of another branch.\n"))
    seen = look_through(root, "content").files
    content.rename(root / "aside")  # what lies in the folder keeps its seal
    other.rename(content)
    made = set_all(seen, HOUSE, memo(root), HERE, LATER).articles["content/stories/s3.md"]
    assert texts({"s3": made.answer}) == {"s3": "<p>Body of another branch.</p>\n"}
    content.rename(other)
    (root / "aside").rename(content)
    assert texts(read(root))["content/stories/s3.md"] == "<p>Body number 3.</p>\n"


@pytest.mark.parametrize(
    ("house", "engine"),
    [
        (House("de", HOUSE.base, {**HOUSE.labels, "de": HOUSE.labels["en"]}), "one"),
        (House("en", "https://elsewhere.example/", HOUSE.labels), "one"),
        (House("en", HOUSE.base, {"en": Labels("Other", "Code", "Notes", "Back")}), "one"),
        (HOUSE, "two"),
    ],
    ids=["language", "address", "words", "engine"],
)
def test_another_house_or_engine_sets_everything_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch, house: House, engine: str
) -> None:
    read(root)
    again = count(monkeypatch)
    read(root, house=house, engine=engine)
    assert len(again) == 12


def held(root: Path, canary: bytes) -> list[Path]:
    """The files of the store in which something stands."""
    return [path for path in (root / ".byline").rglob("*") if path.is_file() and canary in path.read_bytes()]


def test_what_is_deleted_or_rewritten_leaves_no_trace(root: Path) -> None:
    canary = b"xylophone"
    for name in ("s3", "s4"):
        (root / f"content/stories/{name}.md").write_text(story("A xylophone.\n", title="xylophone"))
    read(root)
    assert held(root, canary)
    (root / "content/stories/s3.md").unlink()
    (root / "content/stories/s4.md").write_text(story())
    read(root)
    assert held(root, canary) == []


def test_what_is_deleted_leaves_no_trace_after_another_engine_either(root: Path) -> None:
    """A drawer in which nothing lies any longer is not looked into by whoever cannot read it."""
    read(root)
    for file in (root / "content/stories").iterdir():
        file.unlink()
    read(root, engine="two")
    assert held(root, b"Body number") == []


def test_what_a_killed_process_left_half_written_goes(root: Path) -> None:
    read(root)
    half = root / ".byline/articles/3e.0123456789abcdef~"
    half.write_bytes(b"xylophone")
    read(root)
    assert not half.exists()


@pytest.mark.parametrize("cut", [0, 3, 30, 200, -1])
def test_a_damaged_drawer_is_as_good_as_none(root: Path, cut: int) -> None:
    first = texts(read(root))
    for drawer in (root / ".byline/articles").iterdir():
        drawer.write_bytes(drawer.read_bytes()[:cut])
    assert texts(read(root)) == first


def test_a_drawer_that_is_nothing_but_noise_is_as_good_as_none(root: Path) -> None:
    first = texts(read(root))
    for drawer in (root / ".byline/articles").iterdir():
        drawer.write_bytes(b"\xff" * drawer.stat().st_size)
    assert texts(read(root)) == first


def test_what_another_engine_wrote_is_not_looked_into(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold values of classes that are no longer there."""

    def find_class(*names: object) -> None:
        raise AssertionError(names)

    read(root)
    monkeypatch.setattr("byline.memo._Unpickler.find_class", find_class)
    drawers = os.listdir(root / ".byline/articles")
    assert {memo(root, "two").load(f"articles/{name}") for name in drawers} == {None}


def test_a_drawer_from_a_stranger_runs_nothing(root: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(root / "bomb"),)

    first = texts(read(root))
    store = memo(root)
    for drawer in os.listdir(root / ".byline/articles"):
        assert store.save(store.drawer(f"articles/{drawer}"), (HOUSE.digest, Bomb()))
    assert texts(read(root)) == first
    assert not (root / "bomb").exists()


def test_without_a_place_to_write_everything_is_set_all_the_same(root: Path) -> None:
    (root / ".byline").write_text("a file where the store would be")
    assert len(texts(read(root))) == 12


def test_what_costs_too_much_is_told_and_tried_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(file: File, house: House) -> Answer:
        while file.path.endswith("s3.md"):
            pass
        return right(file, house)

    right = standing._set
    monkeypatch.setattr(standing, "_set", slow)
    monkeypatch.setattr(standing, "_LIMIT", Limit(0.3, 500, standing._too_costly))
    files = look_through(root, "content").files
    articles = set_all(files, HOUSE, memo(root), Workers(1, guarded=True), LATER).articles
    answers = [one.answer for one in articles.values()]
    told: list[Problem] = [one for value, problems in answers if value is None for one in problems]
    assert [(one.place.path, one.rule) for one in told] == [("content/stories/s3.md", "too-costly")]
    monkeypatch.undo()
    assert texts(read(root))["content/stories/s3.md"] == "<p>Body number 3.</p>\n"


@pytest.mark.parametrize("damage", [(b"<p>Body", b"<p>Baby"), (b"StoryFront", b"StoryFrond")], ids=["text", "article"])
def test_what_is_damaged_is_never_taken_for_the_right_thing(root: Path, damage: tuple[bytes, bytes]) -> None:
    read(root)
    for drawer in (root / ".byline/articles").iterdir():
        drawer.write_bytes(drawer.read_bytes().replace(*damage))
    with pytest.raises(MemoSpoilt):
        texts(read(root))
