from __future__ import annotations

import datetime
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from chance import tries
from hypothesis import given, strategies as st

from byline.counter.ledger import Ledger, restore
from byline.counter.policy import Retention
from byline.counter.store import Row, total

DAY = "2026-11-25"


def entered(path: Path, *batches: list[str], refused: int = 0) -> Ledger:
    """A ledger into which these stories were written, one batch after the other."""
    ledger = Ledger(path)
    for batch in batches:
        with ledger.writing():
            ledger.add(DAY, Counter(batch), {"robot": refused} if refused else {})
    return ledger


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@tries(20)
@given(data=st.data(), hits=st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=60))
def test_whatever_the_order_the_copy_is_the_same(
    data: st.DataObject, hits: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    found = set()
    for number in range(2):
        shuffled = data.draw(st.permutations(hits))
        cut = data.draw(st.integers(0, len(hits)))
        ledger = entered(folder / f"{number}", *filter(None, (shuffled[:cut], shuffled[cut:])))
        ledger.copy(folder / f"{number}.copy")
        found.add((ledger.digest(), digest(folder / f"{number}.copy")))
        ledger.close()
    assert len(found) == 1


def test_it_holds_two_tables_and_no_more(tmp_path: Path) -> None:
    entered(tmp_path / "l", ["a"], refused=2).close()
    db = sqlite3.connect(tmp_path / "l")
    columns = {
        name: [column for _, column, *_ in db.execute(f"PRAGMA table_info({name})")]
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    }
    assert columns == {"views": ["story", "period", "n"], "refused": ["reason", "period", "n"]}


def test_after_every_commit_the_journal_is_empty_and_no_log_is_kept(tmp_path: Path) -> None:
    entered(tmp_path / "l", ["a"], ["b"])
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir() if path.name != "l"} == {"l-journal": 0}
    assert (tmp_path / "l").read_bytes()[18:20] == b"\1\1"  # the file's own note: no write-ahead log


def test_what_is_forgotten_is_overwritten(tmp_path: Path) -> None:
    ledger = entered(tmp_path / "l", ["a-story-that-nobody-should-find"])
    assert b"nobody-should-find" in (tmp_path / "l").read_bytes()
    ledger.fold(datetime.date(2029, 1, 1), Retention())
    assert b"nobody-should-find" not in (tmp_path / "l").read_bytes()


def test_rewriting_leaves_no_trace_of_the_order(tmp_path: Path) -> None:
    files = []
    for number, order in enumerate((["a", "b", "c", "d"], ["d", "c", "b", "a"])):
        ledger = entered(tmp_path / f"{number}", *([one] for one in order))
        before = (tmp_path / f"{number}").read_bytes()
        ledger.rewrite()
        ledger.close()
        files.append((before, (tmp_path / f"{number}").read_bytes()))
    assert files[0][0] != files[1][0]  # pages tell which row came first
    assert files[0][1] == files[1][1]


def test_times_of_files_say_only_when_the_day_began(tmp_path: Path) -> None:
    ledger = entered(tmp_path / "l", ["a"])
    ledger.blur(1_000_000.0)
    assert {path.stat().st_mtime for path in tmp_path.iterdir()} == {1_000_000.0}


def test_half_a_batch_is_none(tmp_path: Path) -> None:
    ledger = entered(tmp_path / "l", ["a"])
    with pytest.raises(sqlite3.IntegrityError), ledger.writing():
        ledger.add(DAY, {"a": 1, "b": 0}, {})
    assert ledger.views() == [Row("a", DAY, 1)]


def test_days_become_weeks_and_months_and_nothing(tmp_path: Path) -> None:
    ledger = entered(tmp_path / "l", ["a", "a", "b"], refused=1)
    with ledger.writing():
        ledger.add("2026-11-26", {"a": 1}, {"robot": 4})
    ledger.fold(datetime.date(2027, 3, 1), Retention())
    assert ledger.views() == [Row("a", "2026-W48", 3), Row("b", "2026-W48", 1)]
    ledger.fold(datetime.date(2028, 1, 1), Retention())
    assert (ledger.views(), ledger.refused()) == (
        [Row("a", "2026-11", 3), Row("b", "2026-11", 1)],
        [Row("robot", "2026-11", 5)],
    )
    ledger.fold(datetime.date(2029, 1, 1), Retention())
    assert ledger.dump() == ""


def test_only_the_service_may_read_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        ledger = entered(tmp_path / "deep" / "l", ["a"])
        ledger.copy(tmp_path / "copy")
    finally:
        os.umask(old)
    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "deep", tmp_path / "deep" / "l", tmp_path / "copy")]
    assert modes == [0o700, 0o600, 0o600]


def test_a_copy_is_restored_where_nothing_stands(tmp_path: Path) -> None:
    ledger = entered(tmp_path / "l", ["a", "b"], refused=3)
    ledger.copy(tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "new" / "l")
    assert Ledger(tmp_path / "new" / "l", make=False).dump() == ledger.dump()
    with pytest.raises(FileExistsError):
        restore(tmp_path / "copy", tmp_path / "l")
    with pytest.raises(FileExistsError):
        ledger.copy(tmp_path / "copy")


def test_what_is_no_ledger_is_not_restored(tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"no database at all, but some text that is long enough to be one" * 20)
    with pytest.raises(sqlite3.DatabaseError):
        restore(tmp_path / "copy", tmp_path / "l")
    assert not (tmp_path / "l").exists()


def test_another_database_is_not_restored(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "copy")
    db.execute("CREATE TABLE people (name)")
    db.close()
    with pytest.raises(sqlite3.Error):
        restore(tmp_path / "copy", tmp_path / "l")
    assert not (tmp_path / "l").exists()


def test_opening_it_once_more_leaves_locks_alone(tmp_path: Path) -> None:
    """A system forgets all locks of a process on a file when the process closes it somewhere."""
    attempt = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"

    def other_process() -> str:
        line = [sys.executable, "-c", attempt, str(tmp_path / "l")]
        return subprocess.run(line, stderr=subprocess.PIPE, text=True, check=False).stderr

    with Ledger(tmp_path / "l") as ledger:
        assert other_process() == ""
        with ledger.writing():
            Ledger(tmp_path / "l").close()
            assert "database is locked" in other_process()


def test_a_total_is_the_sum() -> None:
    assert total([Row("a", DAY, 2), Row("b", DAY, 3)]) == 5
