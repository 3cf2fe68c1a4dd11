from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import pytest

from byline.counter.ledger import Ledger
from byline.counter.policy import Retention
from byline.counter.spool import Spool
from byline.counter.store import Contents, Row

TODAY = datetime.date(2026, 11, 25)
YESTERDAY = "2026-11-24"


def counted(path: Path, **days: dict[str, int]) -> Spool:
    """A spool with these views, and a robot on each of the days."""
    spool = Spool(path)
    with spool.writing():
        for day, views in days.items():
            spool.add(day.replace("_", "-").removeprefix("d"), views, {"robot": 1})
    return spool


def test_days_that_are_over_are_packed_and_today_goes_on(tmp_path: Path) -> None:
    with counted(tmp_path / "s", d2026_11_23={"a": 1}, d2026_11_24={"b": 2, "a": 3}, d2026_11_25={"a": 4}) as spool:
        batch = spool.pack(TODAY, whole=False)
        assert batch
        assert batch.contents == Contents(
            [Row("a", "2026-11-23", 1), Row("a", YESTERDAY, 3), Row("b", YESTERDAY, 2)],
            [Row("robot", "2026-11-23", 1), Row("robot", YESTERDAY, 1)],
        )
        assert spool.views() == [Row("a", "2026-11-25", 4)]
        assert spool.packed() == batch


def test_the_whole_is_packed_if_that_is_wished(tmp_path: Path) -> None:
    with counted(tmp_path / "s", d2026_11_25={"a": 4}) as spool:
        assert spool.pack(TODAY, whole=False) is None
        batch = spool.pack(TODAY, whole=True)
        assert batch
        assert batch.contents.views == [Row("a", "2026-11-25", 4)]
        assert spool.dump() == ""


def test_what_waits_is_not_packed_anew(tmp_path: Path) -> None:
    with counted(tmp_path / "s", d2026_11_24={"a": 1}) as spool:
        batch = spool.pack(TODAY, whole=False)
        with spool.writing():
            spool.add(YESTERDAY, {"a": 5}, {})  # a view that was late
        assert spool.pack(TODAY, whole=False) == batch
    with Spool(tmp_path / "s") as spool:
        assert spool.packed() == batch
        spool.unpack()
        following = spool.pack(TODAY, whole=False)
        assert batch
        assert following
        assert (following.contents.views, following.name == batch.name) == ([Row("a", YESTERDAY, 5)], False)
        assert spool.last() == batch.name


def test_of_what_was_handed_over_nothing_but_the_last_name_is_left(tmp_path: Path) -> None:
    names = set()
    with Spool(tmp_path / "s") as spool:
        for day in range(1, 6):
            with spool.writing():
                spool.add(f"2026-11-{day:02}", {"a-story-that-can-be-found": 1}, {})
            batch = spool.pack(TODAY, whole=False)
            assert batch
            names.add(batch.name)
            spool.unpack()
            assert spool.last() == batch.name
        assert spool.packed() is None
    data = (tmp_path / "s").read_bytes()
    assert sum(name in data for name in names) == 1
    assert b"a-story-that-can-be-found" not in data
    assert {len(name) for name in names} == {16}


def test_what_waits_is_kept_no_longer_than_promised(tmp_path: Path) -> None:
    with counted(tmp_path / "s", d2026_11_23={"a": 1}, d2026_11_24={"a": 2}, d2023_01_01={"a": 9}) as spool:
        batch = spool.pack(TODAY, whole=False)
        spool.fold(TODAY + datetime.timedelta(weeks=14), Retention())
        folded = spool.packed()
        assert batch
        assert folded
        assert folded.name == batch.name
        assert folded.contents == Contents([Row("a", "2026-W48", 3)], [Row("robot", "2026-W48", 2)])
        spool.fold(TODAY + datetime.timedelta(weeks=150), Retention())
        folded = spool.packed()
        assert folded
        assert folded.contents == Contents([], [])


def test_packing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with counted(tmp_path / "s", d2026_11_23={"a": 1}, d2026_11_24={"a": 2}) as spool:
        before = spool.dump()
        monkeypatch.setattr("byline.counter.spool.os.urandom", lambda _: None)  # no name, after everything else is done
        with pytest.raises(sqlite3.Error):
            spool.pack(TODAY, whole=False)
        assert (spool.dump(), spool.packed()) == (before, None)


def test_a_spool_is_a_ledger_with_tables_that_tell_no_more(tmp_path: Path) -> None:
    counted(tmp_path / "s", d2026_11_24={"a": 1}).close()
    with Ledger(tmp_path / "s", make=False) as ledger:
        assert ledger.faults() == []
        assert ledger.views() == [Row("a", YESTERDAY, 1)]
    db = sqlite3.connect(tmp_path / "s")
    tables = {
        name: [column for _, column, *_ in db.execute(f"PRAGMA table_info({name})")]
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    db.close()
    assert tables == {
        "views": ["story", "period", "n"],
        "refused": ["reason", "period", "n"],
        "packed_views": ["story", "period", "n"],
        "packed_refused": ["reason", "period", "n"],
        "batch": ["name", "handed"],
    }
