"""Whatever happens to a log between two readings: each line is counted once."""

from __future__ import annotations

import datetime
import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from chance import tries
from desk import POLICY
from hypothesis import given, strategies as st
from weblog import PACKERS, Weblog, line

from byline.counter import ingest as ingesting, rotation
from byline.counter.ingest import Outcome, Overtaken, Unrecognised, ingest
from byline.counter.ledger import Ledger
from byline.counter.policy import Policy
from byline.counter.rotation import LogFault
from byline.counter.store import Row, total

TODAY = datetime.date(2026, 11, 30)


def lies(ledger: Ledger) -> Path:
    """Where a ledger lies."""
    assert ledger._path
    return ledger._path


LIMITS = {"a": 10**6, "bb": 10**6, "ccc": 5}


@pytest.fixture
def log(tmp_path: Path) -> Weblog:
    return Weblog(tmp_path / "logs")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger") as found:
        yield found


def read(
    log: Weblog | Path, ledger: Ledger, today: datetime.date = TODAY, policy: Policy = POLICY, **how: Any
) -> Outcome:
    path = log.path if isinstance(log, Weblog) else log
    return ingest([path], ledger, LIMITS, policy, today, **how)


def at_once(log: Weblog, folder: Path) -> str:
    """What a ledger holds when all that was ever written is read at once, from one file."""
    whole = folder / "whole.log"
    whole.write_text(log.all)
    with Ledger(folder / "whole") as ledger:
        read(whole, ledger)
        return ledger.dump()


STEPS = st.one_of(
    st.tuples(
        st.just("write"), st.lists(st.tuples(st.sampled_from(["a", "bb", "ccc", "x"]), st.integers(0, 300)), max_size=4)
    ),
    st.tuples(st.just("begin"), st.sampled_from(["a", "bb"])),
    st.tuples(st.just("late"), st.sampled_from(["a", "bb"])),
    st.tuples(st.just("rotate"), st.booleans()),
    st.tuples(st.just("pack"), st.sampled_from(["gz", "bz2", "xz"])),
    st.tuples(st.just("drop"), st.none()),
    st.tuples(st.just("read"), st.none()),
)


@tries(120)
@given(steps=st.lists(STEPS, max_size=25), copying=st.booleans(), plain=st.booleans(), within=st.booleans())
def test_the_same_is_counted_as_from_one_file(
    steps: list[tuple[str, Any]], copying: bool, plain: bool, within: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("log")
    log, day = Weblog(folder / "logs", within=within), 1
    times = (f"12:{number // 60:02}:{number % 60:02}" for number in count())

    def one(story: str, length: int = 8) -> str:
        return line(story, day, plain=plain, address="1" * length, time=next(times))

    with Ledger(folder / "ledger") as ledger:
        for step, what in steps:
            if step == "write":
                log.write(*(one(story, length) for story, length in what))
            elif step == "begin":
                log.begin(one(what))
            elif step == "late" and not copying and log.newest.exists():
                log.write(one(what), late=True)
            elif step == "rotate":
                log.rotate(copying=copying)
                if what or (copying and plain):  # without times, a copy cannot be told from the same views once more
                    day += 1
            elif step == "pack":
                log.pack(what)
            elif step == "drop":
                log.finish()
                read(log, ledger)
                log.drop()
                day += 1  # if nothing is left that was read, what there is of the same day is not counted, and that is said
            elif step == "read":
                read(log, ledger)
        log.finish()
        read(log, ledger)
        assert ledger.dump() == at_once(log, folder)
        assert read(log, ledger).lines == 0


# --- what is done to files, one by one


def test_late_lines_in_a_file_that_was_renamed_are_read(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a"))
    read(log, ledger)
    log.rotate()
    log.write(line("bb"))
    log.write(line("a"), late=True)
    assert read(log, ledger).views == 2
    log.write(line("a"), late=True)
    log.pack()
    assert read(log, ledger).views == 1
    assert ledger.views() == [Row("a", "2026-11-23", 3), Row("bb", "2026-11-23", 1)]


def test_a_log_may_be_copied_and_emptied_more_than_once_a_day(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a", time="09:00:00"))
    read(log, ledger)
    for hour in (10, 11, 12):  # whose lines are as long as those before, and so leave the same bookmark
        log.write(line("bb", time=f"{hour}:00:00"))
        log.rotate(copying=True)
        log.write(line("a", time=f"{hour}:30:00"), line("a", time=f"{hour}:30:01"))
        read(log, ledger)
    log.rotate(copying=True)
    assert read(log, ledger).lines == 0  # now there is a bookmark of an empty file
    log.write(line("a", time="13:00:00"))
    log.rotate(copying=True)
    log.pack()
    log.write(line("a", time="14:00:00"))
    assert read(log, ledger).views == 2
    assert total(ledger.views()) == log.all.count("\n") == 12


def test_a_copy_that_somebody_makes_is_not_counted(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a", time="09:00:00"))
    read(log, ledger)
    (log.path.parent / "access.log.1").write_bytes(log.path.read_bytes())
    log.write(line("a", time="09:00:01"))
    assert read(log, ledger).views == 1


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("when", ["at first", "later"])
def test_a_copy_that_is_made_before_the_log_is_emptied_is_counted_once(
    log: Weblog, ledger: Ledger, packed: bool, when: str
) -> None:
    log.write(*(line("a", time=f"09:00:0{n}") for n in range(3)))
    if when == "later":
        read(log, ledger)
    log.write(line("bb", time="09:30:00"))
    copy = log.path.parent / "access.log.1"
    copy.write_bytes(log.path.read_bytes())
    read(log, ledger)  # between copying and emptying
    log.path.write_bytes(b"")
    if packed:
        log.pack()
    for hour in range(10, 13):
        log.write(line("a", time=f"{hour}:00:00"))
        read(log, ledger)
    assert total(ledger.views()) == 7


def test_copies_of_old_files_are_not_counted(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a", time="09:00:00"))
    log.rotate()
    log.write(line("a", time="10:00:00"))
    read(log, ledger)
    (log.path.parent / "access.log-20261123").write_bytes(log.newest.read_bytes())
    (log.path.parent / "access.log-20261124.gz").write_bytes(gzip.compress(log.path.read_bytes()))
    log.write(line("a", time="10:00:01"))
    assert read(log, ledger).views == 1
    log.write(line("a", time="10:00:02"))
    assert read(log, ledger).views == 1


def test_where_lines_tell_no_time_they_may_be_the_same_after_a_copy(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a", plain=True))
    read(log, ledger)
    log.rotate(copying=True)
    log.write(line("a", plain=True), *[line("bb", plain=True)] * 3)
    read(log, ledger)
    assert total(ledger.views()) == 5


def test_names_of_another_kind_are_no_obstacle(log: Weblog, ledger: Ledger) -> None:
    (log.path.parent / "access.log-20261122").write_text(line("a", 22) * 2)
    log.write(line("a", 23, address="10.0.0.10"))
    assert read(log, ledger).views == 3
    for day in (24, 25):
        log.rotate()
        log.write(line("bb", day))
        assert read(log, ledger).views == 1


@pytest.mark.parametrize("link", [os.link, os.symlink])
@pytest.mark.parametrize("name", ["access-{}.log", "access.log.{}"])
def test_a_link_to_the_file_that_is_written_is_not_another(log: Weblog, ledger: Ledger, link: Any, name: str) -> None:
    for day in (21, 22):
        dated = log.path.parent / name.format(f"202611{day}")
        dated.write_text(line("a", day) * 3)
        log.path.unlink()
        link(dated, log.path)
        assert read(log, ledger).views == 3


@pytest.mark.parametrize("other", ["site.443.log", "site.1.log", "site.old.log", "site_log", "site.example.log"])
def test_logs_with_names_that_are_alike_are_two(tmp_path: Path, ledger: Ledger, other: str) -> None:
    (tmp_path / "site.log").write_text(line("a") * 3)
    assert read(tmp_path / "site.log", ledger).views == 3
    log = tmp_path / other
    log.write_text(line("bb") * 2)
    assert read(log, ledger).views == 2
    log.rename(tmp_path / f"{other}.1")
    log.write_text(line("bb", time="13:00:00"))
    assert read(log, ledger).views == 1
    assert read(tmp_path / "site.log", ledger).lines == 0


@pytest.mark.parametrize("when", ["before", "while"])
def test_files_that_move_while_they_are_looked_for_are_looked_for_again(
    log: Weblog, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    for hour in (9, 10):
        log.write(*[line("a", time=f"{hour:02}:00:00")] * 5)
        log.rotate()
    found = rotation._piece

    def slow(path: Path) -> Any:
        if path == (log.newest if when == "while" else log.path.with_name("access.log.2")):
            monkeypatch.setattr(rotation, "_piece", found)
            log.rotate()
            log.pack()
        return found(path)

    monkeypatch.setattr(rotation, "_piece", slow)
    assert read(log, ledger).views == 10


def test_a_file_that_is_altered_while_the_log_is_empty_is_not_counted_again(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a"), line("a"))
    log.rotate()
    read(log, ledger)
    old = log.path.parent / "access.log.1"
    old.rename(log.path.parent / "x")
    old.write_text(line("a", address="removed-address"))
    log.write(line("bb"))
    with pytest.raises(Unrecognised):
        read(log, ledger)


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_a_file_that_was_read_plain_is_known_when_it_is_compressed(log: Weblog, ledger: Ledger, ending: str) -> None:
    log.write(*[line("a")] * 3)
    assert read(log, ledger).views == 3
    log.rotate()
    log.pack(ending)
    assert read(log, ledger).lines == 0
    log.rotate()
    log.rotate()
    assert read(log, ledger).lines == 0


@pytest.mark.parametrize(
    "names",
    [
        ["access.log-20261121.gz", "access.log-20261122", "access.log"],
        ["access.log-2026-11-21", "access.log-2026-11-22.xz", "access.log"],
        ["access.log.20261121", "access.log.20261122", "access.log"],
        ["access.log-2026112109.gz", "access.log-2026112110.gz", "access.log"],
        ["access.log.10.gz", "access.log.2.gz", "access.log"],
        ["access.log-20261123.2", "access.log-20261123.10", "access.log"],
        ["access.log.1", "access.log.0", "access.log"],
        ["access.log.1.gz"],
        ["access-20261121.log.gz", "access_20261122.log", "access.log"],
        ["access.2026-11-21.log"],
        ["access-20261121.log", "access.log-20261121.gz", "access.log"],
        ["access.log.2026.11.21.xz", "access.2026.11.22.log", "access.log"],
        ["access.log.1", "access.log"],
    ],
)
def test_rotated_files_are_found_the_oldest_first(tmp_path: Path, ledger: Ledger, names: list[str]) -> None:
    for number, name in enumerate(names):
        text = line("a", 20 + number).encode()
        pack = PACKERS.get(name.rpartition(".")[2], bytes)
        (tmp_path / name).write_bytes(pack(text))
    for other in (
        "access.log.old",
        "access.1.log",
        "access.older.log",
        "access-1.log",
        "access.log.swp",
        "error.log",
        "access.log~",
        "other-access.log.1",
    ):
        (tmp_path / other).write_text(line("a"))
    (tmp_path / "access.log.7").mkdir()
    assert [one.path.name for one in rotation.pieces(tmp_path / "access.log")] == names
    assert read(tmp_path / names[0], ledger).views == len(names)  # whichever of them is named
    assert read(tmp_path / "access.log", ledger).lines == 0


def test_files_of_one_log_are_read_once_however_many_are_named(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a"))
    log.rotate()
    log.write(line("bb"))
    files = [log.path, *log.path.parent.iterdir()]
    assert ingest(files, ledger, LIMITS, POLICY, TODAY).views == 2


def test_while_a_file_is_being_compressed_it_is_read_once(log: Weblog, ledger: Ledger) -> None:
    log.write(*[line("a")] * 9)
    log.rotate()
    whole = (log.path.parent / "access.log.1").read_bytes()
    (log.path.parent / "access.log.1.gz").write_bytes(gzip.compress(whole)[:40])
    assert read(log, ledger).views == 9
    log.pack()
    assert read(log, ledger).lines == 0


def test_a_damaged_file_is_read_as_far_as_it_goes_and_told_once(log: Weblog, ledger: Ledger) -> None:
    log.write(*[line("a", address=f"10.0.{n}.{n * 7 % 256}") for n in range(20_000)])
    log.rotate()
    log.pack()
    log.write(line("bb"))
    packed = log.path.parent / "access.log.1.gz"
    whole = packed.read_bytes()
    packed.write_bytes(whole[: len(whole) * 9 // 10])
    came = read(log, ledger)
    assert came.damaged == (packed,)
    assert 10_000 < came.views < 20_000
    assert read(log, ledger).damaged == ()
    packed.write_bytes(whole)
    read(log, ledger)
    assert total(ledger.views()) == 20_001


def test_a_file_that_is_no_archive_is_told(log: Weblog, ledger: Ledger) -> None:
    for ending in ("gz", "bz2", "xz"):
        (log.path.parent / f"access.log.{len(ending)}.{ending}").write_text("no archive at all\n")
    assert len(read(log, ledger).damaged) == 2  # .2 is there twice


def test_a_line_without_an_end_waits(log: Weblog, ledger: Ledger) -> None:
    log.begin(line("a"))
    assert read(log, ledger).lines == 0
    log.finish()
    assert read(log, ledger).views == 1


def test_lines_that_are_too_long_are_passed_over(log: Weblog, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BLOCK", 400)
    monkeypatch.setattr(rotation, "_LONGEST", 500)
    log.write(line("a"), "x" * 3_000 + "\n", line("bb"), "y" * 5_000)
    came = read(log, ledger)
    assert (came.lines, came.views, came.unread) == (3, 2, 1)
    log.write("\n", line("a"))
    assert read(log, ledger).views == 1


def test_memory_does_not_grow_with_lines(log: Weblog, ledger: Ledger) -> None:
    with log.path.open("wb") as file:
        file.truncate(200 << 20)  # one line of 200 MB, most of it a hole
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + line("a").encode())
    tracemalloc.start()
    came = read(log, ledger)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (came.views, came.unread) == (1, 1)
    assert peak < 20 << 20


# --- what cannot be known


def test_a_log_that_has_become_shorter_is_not_counted_again(log: Weblog, ledger: Ledger) -> None:
    log.write(*[line("a")] * 3)
    read(log, ledger)
    log.path.write_text(line("a") * 2)
    with pytest.raises(Unrecognised) as told:
        read(log, ledger)
    assert (told.value.log, told.value.day) == (log.path, "2026-11-23")
    assert total(ledger.views()) == 3


def test_another_log_in_its_place_is_not_counted(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a"))
    read(log, ledger)
    log.path.write_text(line("a", address="something.else") * 2)
    with pytest.raises(Unrecognised):
        read(log, ledger)


def test_beginning_anew_loses_nothing_of_a_log_that_is_known(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a"))
    assert read(log, ledger, anew=True).views == 1
    log.write(line("a"), line("a"))
    assert read(log, ledger, anew=True).views == 2
    assert read(log, ledger).views == 0


def test_a_log_is_one_by_whatever_name(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a"))
    other = log.path.with_name("other.log")
    other.symlink_to(log.path)
    folder = log.path.parent.with_name("elsewhere")
    folder.symlink_to(log.path.parent)
    assert [read(one, ledger).views for one in (log, other, folder / log.path.name)] == [1, 0, 0]


def test_beginning_anew_counts_what_comes_after_the_last_day(log: Weblog, ledger: Ledger) -> None:
    log.write(*[line("a")] * 3, line("x"))
    read(log, ledger)
    log.path.write_text(line("bb", 22) + line("bb", 23) + line("bb", 24) + line("x", 22))
    assert read(log, ledger, anew=True).views == 1
    assert ledger.views() == [Row("a", "2026-11-23", 3), Row("bb", "2026-11-24", 1)]
    assert ledger.refused() == [Row("unknown", "2026-11-23", 1)]
    log.write(line("bb", 24))
    assert read(log, ledger).views == 1


def test_files_that_went_unread_are_no_obstacle(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a", 20))
    read(log, ledger)
    log.rotate()
    log.write(line("a", 21))
    log.rotate()
    log.drop()
    log.drop()
    log.write(line("a", 22))
    came = read(log, ledger)
    assert (came.views, came.gone) == (1, (log.path,))  # and it is said, since some may have been lost
    assert read(log, ledger).gone == ()
    assert [row.period for row in ledger.views()] == ["2026-11-20", "2026-11-22"]


def test_older_files_that_somebody_has_altered_are_not_counted_again(log: Weblog, ledger: Ledger) -> None:
    log.write(line("a", 20))
    log.rotate()
    log.write(line("a", 21))
    read(log, ledger)
    old = log.path.parent / "access.log.1"
    altered = log.path.parent / "altered"
    altered.write_text(line("a", 20, address="removed-address"))
    altered.replace(old)
    for _ in range(3):
        log.write(line("a", 22))
        assert read(log, ledger).views == 1
        log.rotate()
    log.pack()
    assert read(log, ledger).lines == 0


def test_a_log_that_is_not_there_is_told(tmp_path: Path, ledger: Ledger) -> None:
    for path in (tmp_path / "access.log", tmp_path / "nowhere" / "access.log", tmp_path):
        with pytest.raises(LogFault):
            read(path, ledger)


# --- rules


def test_what_is_over_the_cap_is_refused_whenever_it_is_read(log: Weblog, ledger: Ledger) -> None:
    with ledger.writing():
        ledger.add("2026-11-23", {"ccc": 2}, {})  # counted by a service
    log.write(*[line("ccc")] * 2)
    read(log, ledger)
    log.write(*[line("ccc")] * 4)
    assert read(log, ledger).refused == {"capped": 3}
    assert ledger.views() == [Row("ccc", "2026-11-23", 5)]
    log.write(line("ccc"), line("ccc", 24))
    assert read(log, ledger).refused == {"capped": 1}


def test_days_that_became_weeks_are_counted_there_and_old_ones_not_at_all(log: Weblog, ledger: Ledger) -> None:
    log.write(*[line("ccc", day) for day in range(23, 30) for _ in range(6)], line("x"), line("x"))
    came = read(log, ledger, datetime.date(2027, 4, 1))
    assert came.refused == {"capped": 7, "unknown": 2}
    assert ledger.views() == [Row("ccc", "2026-W48", 35)]
    log.write(line("ccc"))
    assert read(log, ledger, datetime.date(2027, 4, 1)).refused == {"capped": 1}
    came = read(log, ledger, datetime.date(2030, 1, 1))  # the bookmark is forgotten, too, so all is read again
    assert (came.views, came.forgotten) == (0, 43)
    assert ledger.dump() == ""


def test_reading_logs_folds_as_a_service_does(log: Weblog, ledger: Ledger) -> None:
    with ledger.writing():
        ledger.add("2026-11-23", {"a": 2}, {})
    read(log, ledger, datetime.date(2027, 4, 1))
    assert ledger.views() == [Row("a", "2026-W48", 2)]


def test_bookmarks_of_days_that_are_forgotten_are_too(log: Weblog, ledger: Ledger, tmp_path: Path) -> None:
    log.write(line("a"))
    read(log, ledger)
    other = Weblog(tmp_path / "other")
    read(other, ledger, datetime.date(2030, 1, 1))
    assert ledger.bookmarks(log.path) == ("", [])


# --- what a ledger holds of logs


def test_a_bookmark_tells_nothing_of_what_stands_in_a_line(log: Weblog, tmp_path: Path) -> None:
    found = set()
    for number, address in enumerate(["10.0.0.7", "10.9.3.1", "99.9.9.9"]):
        log.path.write_text(line("a", address=address, agent="Mozilla/5.0 (A)".replace("A", address[0])) * 3)
        with Ledger(tmp_path / f"l{number}") as ledger:
            read(log, ledger)
            found.add((ledger.dump(), *ledger.bookmarks(log.path)[1]))
    assert len(found) == 1


def test_only_ledgers_into_which_logs_are_read_have_a_third_table(log: Weblog, ledger: Ledger) -> None:
    db = sqlite3.connect(lies(ledger))
    names = "SELECT name FROM sqlite_schema ORDER BY name"
    assert db.execute(names).fetchall() == [("refused",), ("views",)]
    read(log, ledger)
    assert db.execute(names).fetchall() == [("logs",), ("refused",), ("views",)]
    db.close()


def test_no_trace_of_readers_and_of_the_time_is_left(log: Weblog, ledger: Ledger) -> None:
    log.write(*[line("a", address="198.51.100.77", agent="Mozilla/5.0 Canary")] * 50)
    read(log, ledger)
    files = list(lies(ledger).parent.glob("ledger*"))
    data = b"".join(file.read_bytes() for file in files)
    assert not [word for word in (b"198.51.100.77", b"Canary", b"12:00") if word in data]
    midnight = datetime.datetime.combine(TODAY, datetime.time(), POLICY.zone).timestamp()
    assert {file.stat().st_mtime for file in files} == {midnight}


# --- two at once, and none


def test_what_somebody_else_has_read_meanwhile_is_not_counted_twice(
    log: Weblog, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.write(*[line("a")] * 3)
    found = rotation.blocks

    def slow(*what: Any) -> Any:
        monkeypatch.setattr(rotation, "blocks", found)
        with Ledger(lies(ledger)) as other:
            read(log, other)
        return found(*what)

    monkeypatch.setattr(rotation, "blocks", slow)
    with pytest.raises(Overtaken):
        read(log, ledger)
    assert total(ledger.views()) == 3


def test_a_service_may_write_meanwhile(log: Weblog, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "_BATCH", 500)
    monkeypatch.setattr(rotation, "BLOCK", 500)
    log.write(*[line("a")] * 200)
    done = threading.Event()

    def serve() -> int:
        counted = 0
        with Ledger(lies(ledger)) as own:
            while not done.wait(0.002) or not counted:
                with own.writing():
                    own.add("2026-11-23", {"a": 1}, {})
                counted += 1
        return counted

    with ThreadPoolExecutor(1) as room:
        service = room.submit(serve)
        try:
            read(log, ledger)
        finally:
            done.set()
    assert total(ledger.views()) == 200 + service.result()


def test_files_that_are_rotated_while_they_are_read_are_looked_for_again(
    log: Weblog, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.write(*[line("a")] * 3)
    log.rotate()
    log.write(line("bb"))
    found = rotation.blocks

    def meanwhile(*what: Any) -> Any:
        monkeypatch.setattr(rotation, "blocks", found)
        log.rotate()
        log.write(line("a"))
        return found(*what)

    monkeypatch.setattr(rotation, "blocks", meanwhile)
    assert read(log, ledger).views == 5


def test_after_kills_it_goes_on_and_counts_each_line_once(log: Weblog, ledger: Ledger) -> None:
    log.write(*[line("a", address="1" * (n % 50)) for n in range(100_000)])
    program = (
        "import datetime, sys; from pathlib import Path; from desk import POLICY; import byline.counter.ingest as i;"
        "from byline.counter.ledger import Ledger; i._BATCH = 1 << 20;"
        "print('on', flush=True); ledger = Ledger(Path(sys.argv[1]));"
        "i.ingest([Path(sys.argv[2])], ledger, {'a': 10**6}, POLICY, datetime.date(2026, 11, 30))"
    )
    for number in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", program, lies(ledger), log.path],
            env={"PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
        )
        with child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(0.02 * (number + 1))
            child.send_signal(signal.SIGKILL)
    assert ledger.faults() == []
    read(log, ledger)
    assert total(ledger.views()) == 100_000
