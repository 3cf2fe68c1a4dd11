"""The common store, and how sums get there: exactly once, whatever is killed on the way."""

from __future__ import annotations

import datetime
import re
import sqlite3
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path

import msgspec
import postgres
import pytest
from desk import POLICY
from postgres import Server

from byline.counter import common as module
from byline.counter.common import Common
from byline.counter.policy import Retention
from byline.counter.push import push
from byline.counter.spool import Spool
from byline.counter.sql import statement
from byline.counter.store import Batch, Contents, Row, Unavailable, total

pytestmark = postgres.needed

TODAY = datetime.date(2026, 11, 25)
YESTERDAY = "2026-11-24"
HOURLY = msgspec.structs.replace(POLICY, push="hourly")


def spool(path: Path, views: dict[str, int], day: str = YESTERDAY) -> Spool:
    """A spool with views of a day, and two robots on it."""
    found = Spool(path)
    with found.writing():
        found.add(day, views, {"robot": 2})
    return found


def batch(number: int, views: Iterable[Row]) -> Batch:
    return Batch(number.to_bytes(16, "big"), Contents([*views], []))


def pushed(held: Spool, common: Common, caps: dict[str, int] | None = None) -> bool:
    return push(held, common, TODAY, POLICY, caps or {})


def test_the_sums_of_closed_days_are_handed_over(server: Server, tmp_path: Path) -> None:
    common = Common(server.address)
    with spool(tmp_path / "s", {"a": 5, "b": 1}) as held:
        with held.writing():
            held.add("2026-11-25", {"a": 3}, {})
        assert pushed(held, common)
        assert common.contents() == Contents(
            [Row("a", YESTERDAY, 5), Row("b", YESTERDAY, 1)], [Row("robot", YESTERDAY, 2)]
        )
        assert held.views() == [Row("a", "2026-11-25", 3)]
        assert not pushed(held, common)
        assert total(common.views()) == 6
        assert push(held, common, TODAY, HOURLY, {})
        assert total(common.views()) == 9


def test_two_may_push_from_one_spool(server: Server, tmp_path: Path) -> None:
    """As when a service is still ending while the next one begins."""
    common, days = Common(server.address), [f"2026-11-{day:02}" for day in range(1, 5)]

    def service() -> None:
        with Spool(tmp_path / "s") as held:
            for day in days:
                with held.writing():
                    held.add(day, {"a": 1}, {})
                pushed(held, common)

    threads = [threading.Thread(target=service) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert common.views() == [Row("a", day, 2) for day in days]


def test_a_batch_is_added_once(server: Server) -> None:
    common = Common(server.address)
    found = [common.merge(batch(1, [Row("a", YESTERDAY, 5)]), b"", {}, TODAY, Retention()) for _ in range(3)]
    assert found == [True, False, False]
    assert common.views() == [Row("a", YESTERDAY, 5)]


def test_of_each_machine_one_name_is_kept(server: Server, tmp_path: Path) -> None:
    common = Common(server.address)
    for machine in "ab":
        for day in range(1, 3):
            with spool(tmp_path / machine, {"a": 1}, f"2026-11-{day:02}") as held:
                assert pushed(held, common)
                last = held.last()
    assert server.ask("byline", "SELECT count(*) FROM batch;") == "2"
    assert server.ask("byline", "SELECT encode(name, 'hex') FROM batch;").split()[-1] == last.hex()
    assert total(common.views()) == 4


def test_caps_hold_over_all_machines(server: Server, tmp_path: Path) -> None:
    common = Common(server.address)
    for machine in "abc":
        with spool(tmp_path / machine, {"a": 5, "b": 1}) as held:
            pushed(held, common, {"a": 12, "b": 12})
    assert common.views() == [Row("a", YESTERDAY, 12), Row("b", YESTERDAY, 3)]
    assert common.contents().refused == [Row("capped", YESTERDAY, 3), Row("robot", YESTERDAY, 6)]


def test_machines_may_push_at_once(server: Server, tmp_path: Path) -> None:
    common, complaints = Common(server.address), []

    def machine(number: int) -> None:
        try:
            for day in range(1, 3):
                with spool(
                    tmp_path / f"{number}", dict.fromkeys("abcdef"[number % 3 :], 5), f"2026-11-{day:02}"
                ) as held:
                    pushed(held, common, dict.fromkeys("abcdef", 15))
        except Exception as fault:  # noqa: BLE001  # in a thread nobody else would hear of it
            complaints.append(fault)

    threads = [threading.Thread(target=machine, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert complaints == []
    sent = 2 * 5 * (6 + 5 + 4 + 6)
    views, refused = common.contents()
    assert max(row.n for row in views) == 15
    assert total(views) + total(row for row in refused if row.name == "capped") == sent
    assert total(row for row in refused if row.name == "robot") == 16


# --- what is killed


@pytest.mark.parametrize("point", ["turn", "merge_refused", "periods"])
def test_a_server_that_is_killed_during_a_push_has_all_or_nothing(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    common = Common(server.address)

    def deadly(name: str) -> str:
        if name == f"common/{point}":
            server.kill()
        return statement(name)

    with spool(tmp_path / "s", {"a": 5, "b": 1}) as held:
        with monkeypatch.context() as patch:
            patch.setattr(module, "statement", deadly)
            with pytest.raises(Unavailable):
                pushed(held, common)
        with pytest.raises(Unavailable):
            pushed(held, common)
        server.start()
        assert common.dump() == ""
        with held.writing():
            held.add(YESTERDAY, {"a": 1}, {})  # counting goes on, and this came late
        assert pushed(held, common)
        assert common.views() == [Row("a", YESTERDAY, 6), Row("b", YESTERDAY, 1)]
        assert common.contents().refused == [Row("robot", YESTERDAY, 2)]
        assert held.faults() == []
        assert held.dump() == ""


def test_a_machine_that_never_heard_of_success_adds_nothing_twice(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = Common(server.address)
    with monkeypatch.context() as patch, spool(tmp_path / "s", {"a": 5}) as held:
        patch.setattr(Spool, "unpack", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pushed(held, common)
    with Spool(tmp_path / "s") as held:
        assert held.packed()
        assert pushed(held, common)
        assert held.packed() is None
        assert not pushed(held, common)
    assert common.views() == [Row("a", YESTERDAY, 5)]


def test_what_has_been_handed_over_outlives_a_kill_whatever_the_server_is_set_to(
    server: Server, tmp_path: Path
) -> None:
    common = Common(server.address)
    with spool(tmp_path / "s", {"a": 5}) as held:
        assert pushed(held, common)
    server.kill()
    server.start()
    assert common.views() == [Row("a", YESTERDAY, 5)]


# --- what PostgreSQL writes down by itself


def test_postgresqls_log_holds_one_commit_for_each_machine_and_day(server: Server, tmp_path: Path) -> None:
    common = Common(server.address)
    begin = server.ask("byline", "SELECT pg_current_wal_lsn();")
    for day in range(1, 4):
        for machine in "ab":
            with spool(tmp_path / machine, {f"story-{number}": 7 for number in range(50)}, f"2026-11-{day:02}") as held:
                pushed(held, common)
                pushed(held, common)  # as after a new start; there is nothing to do
        common.views()
        common.views_of_stories(["story-1"])
    end = server.ask("byline", "SELECT pg_current_wal_insert_lsn();")
    server.ask("byline", "SELECT pg_switch_wal();")
    told = server.call("pg_waldump", "-p", "data/pg_wal", "-s", begin, "-e", end)
    commits = set(re.findall(r"tx: +(\d+),.* desc: COMMIT (\d{4}-\S+ \S+)", told))
    wrote = {
        int(number) for number in re.findall(r"rmgr: Heap .* tx: +(\d+), .* desc: (?:INSERT|UPDATE|HOT_UPDATE)", told)
    }
    assert wrote == {int(number) for number, _ in commits}
    assert len(commits) == 6


def test_it_is_asked_as_seldom_in_the_table_of_rows(server: Server, tmp_path: Path) -> None:
    common = Common(server.address)
    for machine in "ab":
        for day in range(20, 25):
            with spool(tmp_path / machine, {f"only-{machine}": 2}, f"2026-11-{day}") as held:
                pushed(held, common)
    seen = common.look()
    assert (seen.machines, seen.commits) == (2, 10)
    assert seen.tables == {"views": ("story", "period", "n"), "refused": ("reason", "period", "n"), "batch": ("name",)}
    assert seen.readers == ("admin", "byline")
    assert (seen.superuser, seen.acting) == (False, ())


# --- the role, and what is said


@pytest.mark.parametrize(
    "attempt",
    [
        "CREATE TABLE visits (at timestamptz)",
        "ALTER TABLE views ADD COLUMN at timestamptz",
        "TRUNCATE views",
        "CREATE TEMPORARY TABLE visits (at timestamptz)",
        "COPY views TO '/dev/null'",
    ],
)
def test_the_role_has_few_rights(server: Server, attempt: str) -> None:
    with pytest.raises(Unavailable) as caught:
        Common(server.address)._asked(lambda connection: connection.execute(attempt))
    assert caught.value.kind == "rights"


def addresses(server: Server) -> dict[str, tuple[str, str]]:
    quoted = postgres.PASSWORD.replace("%", "%25").replace("/", "%2F")
    return {
        "wrong-password": (server.address.replace(quoted, "k4stanie-secret"), "away"),
        "no-database": (server.address.replace("/byline?", "/other?"), "away"),
        "nobody-there": (f"postgresql://byline:{quoted}@127.0.0.1:9/byline", "away"),
        "no-such-host": (f"postgresql://byline:{quoted}@db.invalid/byline", "away"),
        "slash-in-password": ("postgresql://byline:k4stanie/x@db.invalid/byline", "address"),
        "hash-in-password": ("postgresql://byline:k4stanie#x@db.invalid/byline", "address"),
        "no-port": ("postgresql://byline@db.invalid:k4stanie/byline", "address"),
        "nothing": ("postgresql://", "address"),
        "unknown-mode": (f"postgresql://byline:{quoted}@db.invalid/byline?sslmode=k4stanie", "address"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "wrong-password", "no-database", "nobody-there", "no-such-host", "slash-in-password", "hash-in-password", "no-port",
        "nothing", "unknown-mode",
    ],
)  # fmt: skip
def test_no_password_is_in_what_is_said(server: Server, name: str) -> None:
    address, kind = addresses(server)[name]
    with pytest.raises(Unavailable) as caught:
        Common(address).views()
    fault = caught.value
    assert fault.kind == kind
    assert "k4stanie" not in f"{fault!s}{fault!r}{fault.system}"
    shown = "".join(traceback.format_exception(fault))
    assert "k4stanie" not in re.sub(r"^  .*\n", "", shown, flags=re.MULTILINE)  # without the lines of this file


def test_missing_tables_and_rights_are_told_apart(server: Server) -> None:
    common = Common(server.address)
    try:
        server.ask("byline", "REVOKE ALL ON views FROM byline;")
        with pytest.raises(Unavailable, match="rights"):
            common.views()
        server.ask("byline", "ALTER TABLE views RENAME TO other;")
        with pytest.raises(Unavailable, match="bare"):
            common.views()
    finally:
        server.ask("byline", "ALTER TABLE IF EXISTS other RENAME TO views; GRANT ALL ON views TO byline;",
                   "REVOKE TRUNCATE, REFERENCES, TRIGGER ON views FROM byline;")  # fmt: skip


def test_what_is_written_down_in_the_documents_is_what_is_expected() -> None:
    for name in ("counter.md", "counter.de.md"):
        assert statement("common/create") in (postgres.DOCS / name).read_text("utf-8")


def test_a_spool_that_cannot_be_written_hands_over_nothing(server: Server, tmp_path: Path) -> None:
    common = Common(server.address)
    with spool(tmp_path / "s", {f"story-{number}": 1 for number in range(2000)}) as held:
        (pages,) = held._db.execute("PRAGMA page_count").fetchone()
        held._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.Error):
            pushed(held, common)
        assert common.dump() == ""
        assert total(held.views()) == 2000
