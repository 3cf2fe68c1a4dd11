"""The watch: which changes matter, what belongs together, and what the system really tells."""

from __future__ import annotations

import errno
import logging
import shutil  # noqa: TID251  # to take folders away
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from laid import until

from byline import watch
from byline.watch import LONGEST, MOST, QUIET, Change, Gathering, Watch, of_event

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.mark.parametrize(
    ("kind", "path", "change"),
    [
        ("modified", "content/stories/2026/a.md", {"content/stories/2026/a.md"}),
        ("created", "layouts/home.html", {"layouts/home.html"}),
        ("deleted", "assets/style.css", {"assets/style.css"}),
        ("closed", "config.yaml", {"config.yaml"}),
        ("modified", "README.md", set()),
        ("modified", "content.md", set()),
        ("modified", "public/index.html", set()),
        ("created", "content/stories/2026/.a.md.swp", set()),
        ("created", "content/stories/2026/a.md~", set()),
        ("created", "content/~$a.md", set()),
        ("modified", "content/.git/index", set()),
    ],
)
def test_which_files_matter(kind: str, path: str, change: set[str]) -> None:
    assert of_event(kind, (path,), folder=False) == frozenset(change)


def test_a_renamed_file_is_two() -> None:
    paths = ("content/.a.md.tmp", "content/a.md")
    assert of_event("moved", paths, folder=False) == frozenset({"content/a.md"})
    assert of_event("moved", ("content/a.md", "content/b.md"), folder=False) == frozenset(
        {"content/a.md", "content/b.md"}
    )


@pytest.mark.parametrize(
    ("kind", "path", "change"),
    [
        ("created", "content/stories/2027", None),
        ("deleted", "content", None),
        ("moved", "assets", None),
        ("modified", "content/stories", set()),  # only says that a file in it has changed, which is told as well
        ("created", "public", set()),
        ("deleted", ".git", set()),
        ("deleted", ".", set()),
    ],
)
def test_folders_mean_that_anything_may_have_changed(kind: str, path: str, change: set[str] | None) -> None:
    assert of_event(kind, (path,), folder=True) == change


def test_a_gathering_ends_after_a_short_quiet_time() -> None:
    one = Gathering(frozenset({"a"}), 10.0, 10.0)
    assert one.due == 10.0 + QUIET
    two = one.joined(frozenset({"b"}), 10.02)
    assert (two.change, two.due) == (frozenset({"a", "b"}), 10.02 + QUIET)


def test_a_gathering_does_not_last_for_ever() -> None:
    one = Gathering(frozenset({"a"}), 10.0, 10.0)
    for step in range(1, 100):
        one = one.joined(frozenset({"a"}), 10.0 + step / 100)
    assert one.due == 10.0 + LONGEST


def test_a_gathering_of_very_many_is_of_anything() -> None:
    one = Gathering(frozenset({"a"}), 0, 0)
    for number in range(MOST - 1):
        one = one.joined(frozenset({str(number)}), 0)
    assert one.change is not None
    one = one.joined(frozenset({"z"}), 0)
    assert one.change is None
    assert one.joined(frozenset({"a"}), 0).change is None
    assert Gathering(frozenset({"a"}), 0, 0).joined(None, 0).change is None


class Heard:
    """What the watch tells, until it is asked for."""

    def __init__(self) -> None:
        self.touches = 0
        self.polled = 0
        self.changes: list[Change] = []

    def touched(self) -> None:
        self.touches += 1

    def polls(self) -> None:
        self.polled += 1

    def changed(self, paths: Change) -> None:
        self.changes.append(paths)

    def expect(self, change: Change) -> None:
        """Wait until something is told that covers this."""
        until(lambda: any(one is None or (change is not None and change <= one) for one in self.changes))
        until(lambda: self.touches == len(self.changes))
        self.changes.clear()
        self.touches = 0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content/stories/2026", "layouts", "public"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/stories/2026/a.md").write_text("a")
    (tmp_path / "config.yaml").write_text("version: 1\n")
    return tmp_path


@pytest.fixture
def watching(root: Path) -> Iterator[Callable[[], tuple[Watch, Heard]]]:
    started: list[Watch] = []

    def start() -> tuple[Watch, Heard]:
        heard = Heard()
        started.append(Watch(root, heard))
        started[-1].start()
        return started[-1], heard

    yield start
    for one in started:
        one.stop()


A = frozenset({"content/stories/2026/a.md"})


def test_saves_of_every_kind_are_heard(root: Path, watching: Callable[[], tuple[Watch, Heard]]) -> None:
    _, heard = watching()
    assert heard.polled == 0
    file = root / "content/stories/2026/a.md"
    file.write_text("b")
    heard.expect(A)
    file.rename(file.with_name("a.md~"))  # as vim does
    file.write_text("c")
    file.with_name("a.md~").unlink()
    heard.expect(A)
    file.with_name(".a.tmp").write_text("d")  # as most others do
    file.with_name(".a.tmp").rename(file)
    heard.expect(A)
    file.unlink()
    heard.expect(A)
    (root / "config.yaml").write_text("version: 1\n\n")
    heard.expect(frozenset({"config.yaml"}))


def test_reading_and_the_rest_of_the_folder_are_not_heard(
    root: Path, watching: Callable[[], tuple[Watch, Heard]]
) -> None:
    _, heard = watching()
    (root / "content/stories/2026/a.md").read_text()
    (root / "public/index.html").write_text("x")
    (root / "public").rename(root / "public-old")
    (root / "content/stories/2026/.hidden").write_text("x")
    (root / "config.yaml").write_text("version: 1\n\n")
    heard.expect(frozenset({"config.yaml"}))
    assert (heard.changes, heard.touches) == ([], 0)


def test_folders_that_come_and_go_are_watched_anew(root: Path, watching: Callable[[], tuple[Watch, Heard]]) -> None:
    _, heard = watching()
    shutil.rmtree(root / "content")
    heard.expect(None)
    (root / "content/stories/2027").mkdir(parents=True)
    heard.expect(None)
    (root / "content/stories/2027/b.md").write_text("b")
    heard.expect(frozenset({"content/stories/2027/b.md"}))
    (root / "assets").mkdir()
    heard.expect(None)
    (root / "assets/style.css").write_text("b")
    heard.expect(frozenset({"assets/style.css"}))


def test_a_folder_that_is_a_link_is_watched(root: Path, watching: Callable[[], tuple[Watch, Heard]]) -> None:
    (root / "elsewhere").mkdir()
    (root / "assets").symlink_to(root / "elsewhere")
    _, heard = watching()
    (root / "elsewhere/style.css").write_text("b")
    heard.expect(frozenset({"assets/style.css"}))


def test_a_branch_switch_may_have_changed_anything(root: Path, watching: Callable[[], tuple[Watch, Heard]]) -> None:
    _, heard = watching()
    for number in range(3 * MOST):
        (root / f"content/stories/2026/{number}.md").write_text("x")
    heard.expect(None)


def test_what_the_system_lost_may_be_anything(watching: Callable[[], tuple[Watch, Heard]]) -> None:
    _, heard = watching()
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
    heard.expect(None)
    logging.getLogger("watchdog.observers.inotify").error("something else")
    assert heard.changes == []


def test_without_watches_files_are_looked_at_instead(
    root: Path, watching: Callable[[], tuple[Watch, Heard]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(watch, "Observer", refuse)
    _, heard = watching()
    assert heard.polled == 1
    (root / "content/stories/2026/a.md").write_text("longer")
    heard.expect(A)


def test_watches_that_run_out_on_the_way_are_noticed(
    root: Path, watching: Callable[[], tuple[Watch, Heard]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own limit cannot be lowered here; what its refusal does can be."""
    observer: Any = getattr(watch, "Observer")  # noqa: B009  # watchdog's, and not this module's to give
    schedule = observer.schedule

    def run_out(self: object, handler: object, path: str, **options: object) -> object:
        if path == str(root):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return schedule(self, handler, path, **options)

    monkeypatch.setattr(observer, "schedule", run_out)
    _, heard = watching()
    assert heard.polled == 1
    (root / "config.yaml").write_text("longer than before")
    heard.expect(frozenset({"config.yaml"}))


def test_the_watch_keeps_no_process_alive(watching: Callable[[], tuple[Watch, Heard]]) -> None:
    before = set(threading.enumerate())
    watching()
    assert [one.name for one in set(threading.enumerate()) - before if not one.daemon] == []
