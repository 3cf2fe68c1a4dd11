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

from byline.counter import ledger as module
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
        ledger = Ledger(folder / f"{number}")
        for batch in filter(None, (shuffled[:cut], shuffled[cut:])):
            for _ in range(data.draw(st.integers(0, 2))):
                ledger.rewrite()  # nobody reads for a while
            with ledger.writing():
                ledger.add(DAY, Counter(batch), {})
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


def test_what_the_claim_rests_on_is_set(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l") as ledger:
        assert ledger.settings() == {"journal_mode": "truncate", "synchronous": "2", "secure_delete": "1"}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE hits (at, who)",
        "CREATE INDEX i ON views (n)",
        "CREATE TRIGGER t AFTER INSERT ON views BEGIN SELECT 1; END",
    ],
)
def test_what_does_not_belong_in_a_ledger_is_refused(statement: str, tmp_path: Path) -> None:
    entered(tmp_path / "l", ["a"]).close()
    db = sqlite3.connect(tmp_path / "l")
    db.execute(statement)
    db.close()
    with pytest.raises(sqlite3.DatabaseError, match="no ledger"):
        Ledger(tmp_path / "l")
    with pytest.raises(sqlite3.DatabaseError, match="no ledger"):
        restore(tmp_path / "l", tmp_path / "new")


def test_another_database_is_left_as_it_is(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "l")
    db.executescript("PRAGMA journal_mode = WAL; CREATE TABLE customers (name)")
    db.close()
    before = (tmp_path / "l").read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        Ledger(tmp_path / "l")
    assert (tmp_path / "l").read_bytes() == before


def test_a_copy_that_was_cut_short_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = entered(tmp_path / "l", ["a"])

    def cut(*_: object) -> None:
        raise OSError("cut short")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", cut)
        with pytest.raises(OSError, match="cut short"):
            ledger.copy(tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []
    (tmp_path / ".copy.part").write_text("of a copy that was killed")
    ledger.copy(tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy"]


def test_a_name_that_looks_like_an_address_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ledger = entered(tmp_path / "l", ["a"])
    ledger.copy(Path("file:copy"))
    assert {path.name for path in tmp_path.iterdir()} == {"l", "l-journal", "file:copy"}
    assert Path("file:copy").stat().st_mode & 0o077 == 0


def test_the_journal_beside_the_file_itself_is_blurred(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "l").symlink_to(tmp_path / "far" / "l")
    ledger = entered(tmp_path / "l", ["a"])
    ledger.blur(1_000_000.0)
    assert {path.stat().st_mtime for path in (tmp_path / "far").iterdir()} == {1_000_000.0}


def test_writing_by_somebody_else_is_noticed(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l") as ledger, Ledger(tmp_path / "l") as other:
        assert ledger.is_touched() in {True, False}
        for one, touched in ((ledger, False), (other, True), (ledger, False)):
            with one.writing():
                one.add(DAY, {"a": 1}, {})
            assert ledger.is_touched() == touched


def _order(data: bytes, names: list[str]) -> list[str]:
    """In which order these names seem to have been written: in a log of changes, by where each first stands; in a page,
    from its end, where the first row was put.
    """
    if data[:4] in {b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83"}:  # a write-ahead log
        frames = [data[start : start + 4120] for start in range(32, len(data), 4120)]
        return sorted(names, key=lambda name: next((n for n, one in enumerate(frames) if name.encode() in one), 10**6))
    return sorted(names, key=lambda name: -data.rfind(name.encode()))


@pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
def test_a_program_that_looks_for_the_order_of_views_finds_that_of_none(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does find it where a write-ahead log is kept, so it can look. Ours gives it the same answer whatever the order."""
    monkeypatch.setattr(module, "_PRAGMAS", (f"PRAGMA journal_mode = {mode}", *module._PRAGMAS[1:]))
    names = [f"story-{number:02}" for number in range(20)]
    orders = [names[7:] + names[:7], names[::-1], names[::2] + names[1::2]]
    found = []
    for number, order in enumerate(orders):
        (tmp_path / f"{number}").mkdir()
        ledger = entered(tmp_path / f"{number}" / "l", *([one] for one in order))
        if mode == "TRUNCATE":
            ledger.rewrite()
        files = sorted((tmp_path / f"{number}").iterdir(), key=lambda path: "-wal" not in path.name)
        found.append(next(_order(path.read_bytes(), names) for path in files))
        ledger.close()
    if mode == "WAL":
        assert found == orders  # twenty of twenty
    else:
        assert found[0] == found[1] == found[2]
