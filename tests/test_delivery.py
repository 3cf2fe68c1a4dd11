"""The door to what is published: what a new edition costs, what it leaves, and what it makes of whatever it finds."""

from __future__ import annotations

import errno
import os
import pickle
import resource
import shutil  # noqa: TID251  # to take folders away
import signal
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from watch import watching

from byline import twin, workers as at_work
from byline.changes import Changes
from byline.delivery import OutputRefused, begin, deliver, finish, put, standing
from byline.imprint import MARK
from byline.shift import WorkerLost
from byline.tree import File
from byline.twin import Put
from byline.workers import Workers

ALONE = Workers(1)
OLD = {"index.html": "home", "stories/a/index.html": "story a", "stories/b/index.html": "story b", "feed.xml": "feed"}
NEW = {"index.html": "home", "stories/a/index.html": "STORY A", "people/c/index.html": "person c", "feed.xml": "feed"}


def files(texts: dict[str, str]) -> list[File]:
    return [File(path, text.encode()) for path, text in texts.items()]


def publish(out: Path, texts: dict[str, str], workers: Workers = ALONE) -> Changes:
    return deliver(out, files(texts), workers)


def held(folder: Path) -> dict[str, str]:
    """All files in a folder but the mark."""
    return {
        str(file.relative_to(folder)): file.read_text()
        for file in folder.rglob("*")
        if file.is_file() and file.name != MARK
    }


def twin_of(out: Path) -> Path:
    return out.with_name(f".{out.name}-twin") / "edition"


def identity(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file."""
    return {
        str(file.relative_to(folder)): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file() and file.name != MARK
    }


def times(folder: Path) -> dict[str, int]:
    return {str(one.relative_to(folder)): one.stat().st_mtime_ns for one in folder.rglob("*") if one.is_dir()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture
def published(out: Path) -> Path:
    """An output folder with a twin."""
    publish(out, NEW)
    publish(out, OLD)
    assert held(out) == held(twin_of(out)) == OLD
    return out


def in_another_process(work: Callable[[], object]) -> int:
    """Do this in a process of its own; its exit code, or the signal that ended it as a negative number."""
    child = os.fork()
    if not child:
        code = 1
        with suppress(BaseException):
            work()
            code = 0
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# What it costs, and what it leaves


def test_a_first_edition_has_no_twin(out: Path) -> None:
    assert publish(out, OLD) == Changes(added=tuple(sorted(OLD)))
    assert held(out) == OLD
    assert os.listdir(out.parent) == ["public"]


def test_changes_are_told_and_both_folders_hold_the_new_edition(out: Path) -> None:
    publish(out, OLD)
    for texts in (NEW, OLD, NEW):  # the first makes the twin, the others find it
        before = held(out)
        changes = publish(out, texts)
        assert changes == Changes(
            added=tuple(sorted(texts.keys() - before.keys())),
            changed=("stories/a/index.html",),
            removed=tuple(sorted(before.keys() - texts.keys())),
        )
        assert held(out) == held(twin_of(out)) == texts
        assert identity(out) == identity(twin_of(out))


@pytest.mark.parametrize("known", [True, False], ids=["with a twin", "without a twin"])
def test_files_with_the_same_bytes_keep_inode_and_time(published: Path, *, known: bool) -> None:
    if not known:
        shutil.rmtree(published.with_name(".public-twin"))
    before, folders = identity(published), times(published)
    publish(published, NEW)
    after = identity(published)
    same = {"index.html", "feed.xml"}
    assert {path for path in after if after[path] == before.get(path)} == same
    publish(published, {**NEW, "index.html": "a new home"})
    assert {path for path in identity(published) if identity(published)[path] == after[path]} == after.keys() - {
        "index.html"
    }
    assert times(published)["stories/a"] != folders["stories/a"]


def test_folders_in_which_nothing_changed_keep_their_times(out: Path) -> None:
    publish(out, OLD)
    before = times(out)
    for text in ("1", "2", "3"):
        publish(out, {**OLD, "feed.xml": text})
        assert times(out) == times(twin_of(out)) == before


def test_nothing_is_exchanged_if_nothing_differs(published: Path) -> None:
    before = (published.stat().st_ino, published.stat().st_mtime_ns, identity(published))
    assert publish(published, OLD).none
    assert (published.stat().st_ino, published.stat().st_mtime_ns, identity(published)) == before


def test_what_is_not_changed_is_not_touched(out: Path) -> None:
    many = {f"stories/{number}/index.html": str(number) for number in range(500)}
    publish(out, many)
    publish(out, {**many, "stories/7/index.html": "x"})
    with watching() as watch, begin(out) as delivery:
        done = {"stories/7/index.html": put(delivery.folder, File("stories/7/index.html", b"y"))}
        finish(delivery, done, ["stories/8/index.html"], "third")
    touched = [one for one in watch.changes if "/stories/" in one]
    assert len(touched) < 20
    assert all("/stories/7" in one or "/stories/8" in one for one in touched)
    assert held(out) == held(twin_of(out))


def test_new_files_are_on_their_way_to_the_disk_before_they_are_shown(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []

    def seen(top: str, paths: Iterable[str]) -> None:
        sent.append((sorted(paths), held(out)))
        right(top, paths)

    right = twin.send
    monkeypatch.setattr(twin, "send", seen)
    publish(out, OLD)
    publish(out, OLD)
    assert sent == []
    publish(out, NEW)
    assert sent == [([MARK, "people/c/index.html", "stories/a/index.html"], OLD)]
    assert held(out) == NEW


def test_a_system_that_cannot_be_asked_to_bring_them_there(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    publish(published, NEW)
    assert held(published) == held(twin_of(published)) == NEW


def test_while_it_is_being_completed_the_old_edition_stays(published: Path) -> None:
    with begin(published) as delivery:
        for file in files({**NEW, "index.html": "another home"}):
            put(delivery.folder, file)
        assert held(published) == OLD
    assert held(published) == held(twin_of(published)) == OLD  # and without `finish` nothing comes of it


def test_the_id_of_an_edition_is_told_to_the_next(out: Path) -> None:
    with begin(out) as delivery:
        assert (delivery.level, delivery.edition) == (False, "")
        put(delivery.folder, File("a", b"a"))
        finish(delivery, {"a": Put.ADDED}, (), "one")
    with begin(out) as delivery:
        assert (delivery.level, delivery.edition) == (True, "one")
        assert finish(delivery, {"a": put(delivery.folder, File("a", b"a"))}, (), "two").none
    with begin(out) as delivery:
        assert (delivery.level, delivery.edition) == (True, "two")


@pytest.mark.parametrize("mark", ["", "Made by Byline; replaced as a whole by every build.\n", "\x00\xff"])
def test_a_mark_without_an_id_means_an_unknown_edition(published: Path, mark: str) -> None:
    (published / MARK).write_text(mark)
    with begin(published) as delivery:
        assert (delivery.level, delivery.edition) == (True, "")
    assert publish(published, NEW).changed
    assert held(published) == NEW


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_modes_are_the_same_whatever_the_umask(out: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        publish(out, OLD)
        publish(out, NEW)
        publish(out, OLD)
    finally:
        os.umask(before)
    for folder in (out, twin_of(out)):
        for one in (folder, *folder.rglob("*")):
            assert oct(stat.S_IMODE(one.stat().st_mode)) == oct(0o755 if one.is_dir() else 0o644), one
    assert stat.S_IMODE(twin_of(out).parent.stat().st_mode) == 0o700  # what is not published yet is nobody else's


def test_workers_make_the_same_edition(out: Path) -> None:
    texts = [{f"{number % 40}/{number}/index.html": f"{text} {number}" for number in range(400)} for text in "ab"]
    for edition in (*texts, {**texts[1], "3/3/index.html": "c"}):
        publish(out, edition, Workers(2))
        assert held(out) == held(twin_of(out) if twin_of(out).exists() else out) == edition


# Shapes of paths


@pytest.mark.parametrize("workers", [ALONE, Workers(2)], ids=["alone", "two workers"])
def test_a_file_becomes_a_folder_and_a_folder_a_file(out: Path, workers: Workers) -> None:
    many = {f"x/{number}/index.html": "in a folder" for number in range(200)}
    editions: list[dict[str, str]] = [{"x": "a file", "y": "y"}, {**many, "y": "y"}]
    publish(out, editions[0])
    for edition in (editions[1], editions[0], editions[1]):
        before = held(out)
        changes = publish(out, edition, workers)
        assert set(changes.added) == edition.keys() - before.keys()
        assert set(changes.removed) == before.keys() - edition.keys()
        assert held(out) == held(twin_of(out)) == edition


def test_a_file_and_a_folder_of_one_name_are_refused(published: Path) -> None:
    for pair in ({"x": "x", "x/y/z": "z"}, {"x/y/z": "z", "x": "x"}):
        with pytest.raises(OutputRefused):
            publish(published, pair)
        assert held(published) == held(twin_of(published)) == OLD


def test_case_is_all_that_changes(out: Path) -> None:
    for texts in ({"A/Logo.svg": "x"}, {"a/logo.svg": "x"}, {"A/logo.svg": "x"}):
        publish(out, texts)
        assert held(out) == texts
    assert held(twin_of(out)) == texts


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ""])
def test_nothing_outside_is_taken_away(published: Path, path: str) -> None:
    (published.parent / "x").write_text("ours")
    with pytest.raises(OutputRefused), begin(published) as delivery:
        finish(delivery, {}, [path], "x")
    assert held(published) == OLD
    assert (published.parent / "x").read_text() == "ours"


# What others have done to the folders


def delete_file(out: Path) -> None:
    (out / "index.html").unlink()


def delete_folder(out: Path) -> None:
    shutil.rmtree(out / "stories")


def delete_deep(out: Path) -> None:
    (out / "stories" / "a" / "index.html").unlink()


def add_deep(out: Path) -> None:
    (out / "stories" / "a" / "own.html").write_text("own")


def write_into_a_file(out: Path) -> None:
    (out / "index.html").write_text("changed by hand")  # and in the twin, since it is the same file


def add_files(out: Path) -> None:
    (out / "own.html").write_text("own")
    (out / "own").mkdir()
    (out / "own" / "x").write_text("own")


def add_links(out: Path) -> None:
    (out / "link").symlink_to("/etc")
    (out / "feed.xml").unlink()
    (out / "feed.xml").symlink_to("index.html")


def link_a_folder(out: Path) -> None:
    elsewhere = out.parent / "elsewhere"
    (out / "stories").rename(elsewhere)
    (out / "stories").symlink_to(elsewhere)


def add_a_pipe(out: Path) -> None:
    os.mkfifo(out / "pipe")
    (out / "feed.xml").unlink()
    os.mkfifo(out / "feed.xml")


def take_the_twin(out: Path) -> None:
    shutil.rmtree(twin_of(out).parent)


def take_the_twins_folder(out: Path) -> None:
    shutil.rmtree(twin_of(out))


def spoil_the_twin(out: Path) -> None:
    (twin_of(out) / "feed.xml").unlink()
    (twin_of(out) / "left-over").write_text("left over")
    (twin_of(out).parent / "level").unlink()  # as of a build that was killed


def twin_is_a_file(out: Path) -> None:
    shutil.rmtree(twin_of(out))
    twin_of(out).write_text("")


def take_the_output(out: Path) -> None:
    shutil.rmtree(out)


def copy_the_output(out: Path) -> None:
    shutil.copytree(out, out.with_name("copy"))
    shutil.rmtree(out)
    out.with_name("copy").rename(out)


@pytest.mark.parametrize(
    "harm",
    [
        delete_file, delete_folder, delete_deep, write_into_a_file, add_files, add_deep, add_links, link_a_folder, add_a_pipe, take_the_twin,
        take_the_twins_folder, spoil_the_twin, twin_is_a_file, take_the_output, copy_the_output,
    ],
)  # fmt: skip
def test_whatever_was_done_to_the_folders_the_next_edition_is_right(
    published: Path, harm: Callable[[Path], None]
) -> None:
    harm(published)
    linked = held(published.parent / "elsewhere")
    publish(published, NEW)
    assert held(published) == NEW
    assert not any(one.is_symlink() for one in published.rglob("*"))
    publish(published, {**NEW, "feed.xml": "another feed"})
    assert held(published) == held(twin_of(published)) == {**NEW, "feed.xml": "another feed"}
    assert held(published.parent / "elsewhere") == linked


@pytest.mark.parametrize(
    "harm",
    [delete_file, delete_folder, delete_deep, write_into_a_file, add_files, add_deep, link_a_folder, take_the_output, spoil_the_twin],
)  # fmt: skip
def test_the_same_edition_again_mends_what_was_done(published: Path, harm: Callable[[Path], None]) -> None:
    harm(published)
    publish(published, OLD)
    assert held(published) == OLD


def test_another_folder_with_the_same_mark_is_not_taken_for_the_one_of_the_last_build(published: Path) -> None:
    copy_the_output(published)
    write_into_a_file(published)
    with begin(published) as delivery:
        assert held(delivery.folder) == held(published) == {**OLD, "index.html": "changed by hand"}


def test_a_link_that_nobody_looked_at_leads_nowhere(published: Path) -> None:
    """A build that puts only what has changed relies on what the last one noted."""
    outside = published.parent / "outside"
    outside.mkdir()
    shutil.rmtree(published / "stories" / "a")
    (published / "stories" / "a").symlink_to(outside)
    with begin(published) as delivery:
        changed = File("stories/a/index.html", b"changed")
        finish(delivery, {changed.path: put(delivery.folder, changed)}, (), "next")
    assert os.listdir(outside) == []
    assert held(published) == held(twin_of(published)) == {**OLD, "stories/a/index.html": "changed"}


def test_leftovers_of_the_first_version_are_swept(published: Path) -> None:
    beside = published.parent
    for name, mode, marked in [
        (".public-a1b2c3d4", 0o700, False),
        (".public-a_b2c3d5", 0o755, True),
        (".public-a_b2c3d5-old", 0o755, True),
        (".public-settings", 0o755, False),  # somebody's own, and so are the others
        (".public-notes", 0o700, True),
        (".other-a1b2c3d4", 0o700, True),
    ]:
        (beside / name).mkdir()
        (beside / name).chmod(mode)
        (beside / name / (MARK if marked else "withdrawn")).write_text("")
    (beside / ".public-0a1b2c3d").write_text("a file")
    publish(published, OLD)
    assert sorted(os.listdir(beside)) == [
        ".other-a1b2c3d4", ".public-0a1b2c3d", ".public-notes", ".public-settings", ".public-twin", "public",
    ]  # fmt: skip


def test_what_holds_the_folder_itself_sees_the_new_edition_too(published: Path) -> None:
    """A server that was started in the folder, or a container that has it mounted, holds the folder and not its name."""
    folder = os.open(published, os.O_RDONLY)
    for number in range(3):
        text = f"feed {number}"
        publish(published, {**OLD, "feed.xml": text})
        with open(os.open("feed.xml", os.O_RDONLY, dir_fd=folder)) as handle:
            assert handle.read() == text
    with begin(published) as delivery:
        put(delivery.folder, File("feed.xml", b"never published"))
    with open(os.open("feed.xml", os.O_RDONLY, dir_fd=folder)) as handle:
        assert handle.read() == text
    os.close(folder)


# Two at once, and ends of every kind


@pytest.fixture
def other(published: Path) -> Iterator[int]:
    """Another process, with a build at work."""
    ready, tell = os.pipe()
    child = os.fork()
    if not child:
        with begin(published) as delivery:
            put(delivery.folder, File("half.html", b"half"))
            os.write(tell, b"1")
            signal.pause()
    assert os.read(ready, 1) == b"1"
    yield child
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(ready)
    os.close(tell)


def test_two_builds_at_once(published: Path, other: int) -> None:
    with pytest.raises(OutputRefused) as refused:
        publish(published, NEW)
    assert (refused.value.reason, refused.value.path) == ("at-work", published)
    assert (twin_of(published) / "half.html").exists()  # it went on undisturbed
    publish(published.with_name("elsewhere"), NEW)
    os.kill(other, signal.SIGKILL)
    os.waitpid(other, 0)
    publish(published, NEW)
    assert held(published) == held(twin_of(published)) == NEW


def test_a_worker_that_is_killed_changes_nothing(published: Path) -> None:
    parent = os.getpid()

    def deal(number: int) -> Put:
        if number == 150 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return put(delivery.folder, File(f"{number}", b"x"))

    with pytest.raises(WorkerLost), begin(published) as delivery:
        Workers(2).map(deal, range(300))
    assert held(published) == held(twin_of(published)) == OLD


def test_a_build_whose_workers_are_at_it_is_killed(published: Path) -> None:
    def killed(at: int) -> None:
        builder = os.getpid()

        def deal(number: int) -> Put:
            if number == at:
                os.kill(builder, signal.SIGKILL)
            return put(delivery.folder, File(f"{number % 7}/{number}", b"withdrawn"))

        with begin(published) as delivery:
            Workers(2).map(deal, range(300))

    for at in (0, 100, 299):
        assert in_another_process(lambda at=at: killed(at)) == -signal.SIGKILL  # type: ignore[misc]
        assert held(published) == OLD
        for _ in range(500):
            try:
                publish(published, OLD)
                break
            except OutputRefused as refused:  # its workers are still dying
                assert refused.reason == "at-work"  # noqa: PT017
                time.sleep(0.02)
        assert held(published) == held(twin_of(published)) == OLD


def test_what_a_killed_build_has_put_is_not_taken_for_the_old_edition(published: Path) -> None:
    def killed() -> None:
        with begin(published) as delivery:
            put(delivery.folder, File("stories/a/index.html", b"withdrawn"))
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_another_process(killed) == -signal.SIGKILL
    assert held(twin_of(published))["stories/a/index.html"] == "withdrawn"
    with begin(published) as delivery:
        assert held(delivery.folder) == OLD


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_a_build_that_is_asked_to_end(published: Path, end: type[BaseException]) -> None:
    def ended() -> None:
        with begin(published) as delivery:
            put(delivery.folder, File("half.html", b"half"))
            raise end

    with pytest.raises(end):
        ended()
    assert held(published) == held(twin_of(published)) == OLD
    assert sorted(os.listdir(twin_of(published).parent)) == ["edition", "level"]


def test_who_works_aside_ends_with_a_build_that_is_given_up(published: Path) -> None:
    others, late = {*at_work._aside}, set[int]()

    def given_up() -> None:
        with begin(published):
            Workers.aside(signal.pause)
            late.update(at_work._aside - others)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        given_up()
    (process,) = late
    assert not Path(f"/proc/{process}").exists()
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


# What the system refuses


def test_a_file_that_finds_no_room(published: Path) -> None:
    big = {**NEW, "big.html": "x" * 100_000}

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        with pytest.raises(OutputRefused) as refused:
            publish(published, big)
        assert (refused.value.reason, refused.value.path) == ("not-written", published)

    assert in_another_process(full) == 0
    assert held(published) == held(twin_of(published)) == OLD


def as_nobody(work: Callable[[], object]) -> int:
    """Do this without the rights of whoever may do everything."""

    def demoted() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()

    return in_another_process(demoted)


@pytest.fixture
def anybodys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that belongs to nobody in particular and can be reached."""
    top = tmp_path_factory.mktemp("open")
    for one in (top, *top.parents[:3]):
        if one.stat().st_uid == os.geteuid():
            one.chmod(one.stat().st_mode | 0o711)
    if os.geteuid() == 0:
        os.chown(top, 65534, 65534)
    yield top
    for one in top.rglob("*"):
        if one.is_dir() and not one.is_symlink():
            one.chmod(0o755)


@pytest.mark.parametrize("name", [".", "public"], ids=["the folder around it", "the folder itself"])
def test_folders_that_cannot_be_written(anybodys: Path, name: str) -> None:
    out = anybodys / "public"

    def refused() -> None:
        publish(out, OLD)
        (anybodys / name).chmod(0o555)
        with pytest.raises(OutputRefused) as told:
            publish(out, NEW)
        assert (told.value.reason, told.value.system) == ("not-written", os.strerror(errno.EACCES))
        assert held(out) == OLD
        (anybodys / name).chmod(0o755)
        publish(out, NEW)
        assert held(out) == held(twin_of(out)) == NEW

    assert as_nobody(refused) == 0


def test_a_mounted_folder_is_refused_before_anything_else() -> None:
    mounted = next(path for path in (Path("/proc"), Path("/dev")) if os.path.ismount(path))
    with watching() as watch, pytest.raises(OutputRefused) as refused, begin(mounted):
        pass
    assert refused.value.reason == "mounted"
    assert watch.changes == []


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EXDEV])
def test_a_folder_that_cannot_be_moved(published: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """As a file that is bound to another place, which `ismount` does not see."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("byline.twin.swap", refuse)
    with pytest.raises(OutputRefused) as refused:
        publish(published, NEW)
    assert refused.value.reason == "mounted"
    assert held(published) == held(twin_of(published)) == OLD


def test_without_hard_links_files_are_copied_with_their_times(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    publish(out, OLD)
    first = identity(out)
    for texts in (NEW, OLD):
        publish(out, texts)
        assert held(out) == held(twin_of(out)) == texts
    assert identity(out)["index.html"][1] == first["index.html"][1]
    assert identity(out)["index.html"][0] != identity(twin_of(out))["index.html"][0]


def test_a_refusal_comes_whole_out_of_a_worker() -> None:
    refused = pickle.loads(pickle.dumps(OutputRefused("foreign", Path("x"), "why")))  # noqa: S301  # our own
    assert (refused.reason, refused.path, refused.system) == ("foreign", Path("x"), "why")


def test_what_stands_in_a_folder(published: Path, tmp_path: Path) -> None:
    assert standing(published) == OLD.keys()
    assert standing(tmp_path / "nowhere") == frozenset()


# The list of changes

CHANGES = Changes(added=("b", "ä/index.html"), changed=("a",), removed=("c",))


def test_the_list_is_in_the_order_of_the_paths() -> None:
    assert CHANGES.as_text() == "M a\nA b\nD c\nA ä/index.html\n"
    assert Changes().as_text() == ""
    assert Changes(added=("x\nD y",)).as_text() == "A x\\nD y\n"


def test_the_list_takes_the_place_of_an_older_one(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "changes"
    path.write_text("an older list")
    with open(path) as older:
        deliver(out, files(OLD), ALONE, path)
        assert older.read() == "an older list"
    assert path.read_text() == "".join(f"A {one}\n" for one in sorted(OLD))
    assert sorted(os.listdir(tmp_path)) == ["changes", "public"]


def test_the_list_goes_into_a_pipe(out: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    deliver(out, [File("a", b"a")], ALONE, tmp_path / "pipe")
    assert os.read(reader, 1000) == b"A a\n"
    os.close(reader)


def test_without_its_list_nothing_is_published(published: Path, tmp_path: Path) -> None:
    (tmp_path / "changes" / "x").mkdir(parents=True)
    for path in (tmp_path / "nowhere" / "changes", tmp_path / "changes"):
        with pytest.raises(OutputRefused) as refused:
            deliver(published, files(NEW), ALONE, path)
        assert (refused.value.reason, refused.value.path) == ("not-written", path)
        assert held(published) == held(twin_of(published)) == OLD
