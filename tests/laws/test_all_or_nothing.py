"""Law 7: readers see the old edition or the new one, never a mix; whatever fails on the way changes nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from watch import watching

from byline.delivery import OutputRefused, begin, deliver, finish, holds_sources, put, standing
from byline.imprint import MARK
from byline.tree import File
from byline.workers import Workers

ALONE = Workers(1)
Publish = Callable[[Path, tuple[File, ...]], object]


def all_of(out: Path, files: tuple[File, ...]) -> None:
    """A build that looks at every file."""
    deliver(out, files, ALONE)


def what_differs(out: Path, files: tuple[File, ...]) -> None:
    """A build that relies on what the last one noted."""
    with begin(out) as delivery:
        before = standing(out) if delivery.level else frozenset()
        held = {path: (out / path).read_bytes() for path in before}
        done = {file.path: put(delivery.folder, file) for file in files if held.get(file.path) != file.data}
        finish(delivery, done, before - {file.path for file in files}, "next")


PUBLISH = pytest.mark.parametrize("publish", [all_of, what_differs])
EXCHANGED = pytest.mark.parametrize("no_exchange", [False, True], ids=["exchanged", "in two steps"])
OLD = (File("index.html", b"old"), File("gone/index.html", b"old"), File("feed.xml", b"old"))
NEW = (File("index.html", b"new"), File("stories/2026/a/index.html", b"new"), File("assets/x.css", b"new"))


def held(folder: Path) -> dict[str, bytes]:
    """All files in a folder but the mark."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != MARK
    }


def wanted(files: tuple[File, ...]) -> dict[str, bytes]:
    return {file.path: file.data for file in sorted(files, key=lambda file: file.path)}


def left_of_old(out: Path) -> list[str]:
    """The files beside the output, and in it, that hold something of the old edition."""
    return [
        str(file.relative_to(out.parent))
        for file in out.parent.rglob("*")
        if file.is_file() and b"old" in file.read_bytes()
    ]


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@EXCHANGED
def test_an_edition_takes_the_place_of_the_old_one(tmp_path: Path, *, no_exchange: bool) -> None:
    out = tmp_path / "deep" / "public"
    deliver(out, OLD, ALONE)
    assert held(out) == wanted(OLD)
    with watching(no_exchange=no_exchange):
        deliver(out, NEW, ALONE)
    assert held(out) == wanted(NEW)
    assert left_of_old(out) == []


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "public"
    out.mkdir()
    deliver(out, NEW, ALONE)
    assert held(out) == wanted(NEW)


def changes(tmp_path: Path, *, no_exchange: bool) -> int:
    """How many changes to the disk a second edition makes."""
    out = tmp_path / "counted" / "public"
    deliver(out, OLD, ALONE)
    with watching(no_exchange=no_exchange) as watch:
        deliver(out, NEW, ALONE)
    return len(watch.changes)


def in_another_process(work: Callable[[], object]) -> int:
    """Do this in a process of its own; the signal that ended it, or 0."""
    child = os.fork()
    if not child:
        with suppress(BaseException):
            work()
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


@PUBLISH
@EXCHANGED
@pytest.mark.parametrize("full", [False, True], ids=["once", "from then on"])
def test_a_fault_at_any_step_leaves_the_old_edition_whole(
    tmp_path: Path, publish: Publish, *, no_exchange: bool, full: bool
) -> None:
    told: set[tuple[str, bool]] = set()
    refused = 0
    for step in range(changes(tmp_path, no_exchange=no_exchange)):
        out = tmp_path / f"step-{step}" / "public"
        publish(out, OLD)
        try:
            with watching(fail_at=step, full=full, no_exchange=no_exchange):
                publish(out, NEW)
        except OutputRefused as fault:
            refused += 1
            told.add((fault.reason, "space" in fault.system))
            assert held(out) == wanted(OLD), f"step {step}"
        else:  # the last steps only bring the twin level
            assert held(out) == wanted(NEW), f"step {step}"
            assert left_of_old(out) == [], f"step {step}"
        assert (out / MARK).is_file()
        publish(out, NEW)
        assert held(out) == wanted(NEW), f"step {step}"
        assert left_of_old(out) == [], f"step {step}"
    assert refused >= len(NEW) + 1
    assert told == {("not-written", True)}


@pytest.mark.long
@PUBLISH
@EXCHANGED
@pytest.mark.parametrize("builds", [1, 2], ids=["without a twin", "with a twin"])
def test_a_build_that_is_killed_at_any_step_leaves_a_whole_edition(
    tmp_path: Path, publish: Publish, *, no_exchange: bool, builds: int
) -> None:
    ends = set()
    for step in range(10_000):
        out = tmp_path / f"step-{step}" / "public"
        for number in range(builds):
            publish(out, (*OLD, File("number", b"old %d" % number)))
        before = held(out)

        def killed(out: Path = out, step: int = step) -> None:
            with watching(kill_at=step, no_exchange=no_exchange):
                publish(out, NEW)

        signalled = in_another_process(killed)
        if out.exists() or not no_exchange:  # between two renames there is none for an instant
            assert held(out) in (before, wanted(NEW)), f"step {step}"
            ends.add(held(out) == before)
        publish(out, NEW)
        assert held(out) == wanted(NEW), f"step {step}"
        assert left_of_old(out) == [], f"step {step}"
        if not signalled:
            break
    assert step > 20
    assert ends == {True, False}


def test_what_a_build_that_is_killed_between_two_renames_leaves_is_put_back(tmp_path: Path) -> None:
    out = tmp_path / "public"
    deliver(out, OLD, ALONE)
    (tmp_path / ".public-twin").mkdir()
    out.rename(tmp_path / ".public-twin" / "old")
    with begin(out):
        assert held(out) == wanted(OLD)
    deliver(out, NEW, ALONE)
    assert left_of_old(out) == []


def test_a_fault_in_the_first_edition_leaves_nothing(tmp_path: Path) -> None:
    with watching(fail_at=6), pytest.raises(OutputRefused):
        deliver(tmp_path / "public", NEW, ALONE)
    assert os.listdir(tmp_path) == []


def test_a_fault_in_a_worker_is_a_fault(tmp_path: Path) -> None:
    out = tmp_path / "public"
    deliver(out, OLD, ALONE)
    many = [File(f"{number}/index.html", b"new") for number in range(400)]
    folder_in_the_way = File("7/index.html/x", b"")
    with pytest.raises(OutputRefused):
        deliver(out, [*many, folder_in_the_way], Workers(2))
    assert held(out) == wanted(OLD)
    assert sorted(os.listdir(tmp_path)) == [".public-twin", "public"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda out: (out.mkdir(), (out / "thesis.tex").write_text("years of work")), "foreign"),
        (lambda out: (out.mkdir(), (out / "folder").mkdir()), "foreign"),
        (lambda out: out.write_text("a file"), "no-folder"),
        (lambda out: ((out.parent / "real").mkdir(), out.symlink_to(out.parent / "real")), "no-folder"),
        (lambda out: out.symlink_to(out.parent / "nowhere"), "no-folder"),
        (lambda out: (out.parent / "public").symlink_to("/etc/hostname"), "no-folder"),
    ],
    ids=["files", "folders", "a file", "a link to a folder", "a link to nowhere", "a link to a file"],
)
def test_what_byline_did_not_write_is_never_replaced(tmp_path: Path, make: object, reason: str) -> None:
    out = tmp_path / "public"
    make(out)  # type: ignore[operator]
    before = sorted(
        (str(path), path.is_symlink() or path.is_dir() or path.read_bytes()) for path in tmp_path.rglob("*")
    )
    with pytest.raises(OutputRefused) as refused:
        deliver(out, NEW, ALONE)
    assert refused.value.reason == reason
    after = sorted((str(path), path.is_symlink() or path.is_dir() or path.read_bytes()) for path in tmp_path.rglob("*"))
    assert before == after


def test_a_parent_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputRefused) as refused:
        deliver(tmp_path / "file" / "public", NEW, ALONE)
    assert refused.value.reason == "not-written"


@pytest.mark.parametrize("path", ["../evil.html", "a/../../evil.html", "/evil-4f1c.html", "a//b", "./a"])
def test_no_path_leads_out_of_the_edition(tmp_path: Path, path: str) -> None:
    """A second wall: addresses are made of slugs, but the door looks too."""
    out = tmp_path / "a" / "b" / "public"
    with pytest.raises((OutputRefused, ValueError)):
        deliver(out, [*NEW, File(path, b"evil")], ALONE)
    assert not any(file.is_file() for file in tmp_path.rglob("*"))


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_web_server_can_read_every_file(tmp_path: Path, mask: int) -> None:
    out = tmp_path / "public"
    with umask(mask):
        deliver(out, NEW, ALONE)
    modes = {str(path.relative_to(tmp_path)): stat.S_IMODE(path.stat().st_mode) for path in [out, *out.rglob("*")]}
    assert {path: oct(mode) for path, mode in modes.items() if not mode & stat.S_IROTH} == {}
    assert {
        path: oct(mode) for path, mode in modes.items() if (tmp_path / path).is_dir() and mode & 0o7777 != 0o755
    } == {}


@pytest.mark.parametrize(
    ("out", "danger"),
    [
        ("public", False), ("../elsewhere", False), ("content", True), ("content/stories", True), ("layouts", True), ("assets/x", True),
        ("src", True), (".git", True), (".", True), ("..", True), ("content/../public", False), ("public/../content", True), ("contents", False),
    ],
)  # fmt: skip
def test_the_sources_are_in_no_danger(tmp_path: Path, out: str, *, danger: bool) -> None:
    root = tmp_path / "portal"
    root.mkdir()
    assert holds_sources(root, root / out) is danger
