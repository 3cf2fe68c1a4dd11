"""Several machines and one common store, as their users meet them."""

from __future__ import annotations

import datetime
import http.client
import os
import re
import shutil  # noqa: TID251  # to make one portal two
import signal
import subprocess
import sys
import time
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import postgres
import pytest
from laid import GENEROUS, NOW, lay_out
from portal import CONFIG, story
from postgres import Server
from test_counting import COUNTER, SECRET, call, view

from byline.counter.common import Common
from byline.counter.ledger import Ledger
from byline.counter.spool import Spool
from byline.counter.store import Contents, Row, total

pytestmark = postgres.needed

SOME = Contents([Row("sound", "2026-03-02", 124)], [Row("robot", "2026-03-02", 3)])
DRIVER = """
import datetime, pathlib
from byline import terminal
from byline.cli import run
from byline.counter import courier
real, place = terminal.now, pathlib.Path({clock!r})
terminal.now = lambda text: real(text) - datetime.timedelta(days=int(place.read_text()))
courier.ROUND = 0.1
run()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = lay_out(tmp_path / "portal", sound=story(id="sound"))
    (found / "config.yaml").write_text(CONFIG + COUNTER, "utf-8")
    assert call("build", "--root", found, "--now", NOW).exit_code == 0
    return found


@contextmanager
def machine(root: Path, address: str, clock: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service on one of the machines, and its address. `clock` holds by how many days its clock is slow."""
    service = subprocess.Popen(
        [sys.executable, "-c", DRIVER.format(clock=str(clock)), "counter", "run", "--root", root, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "BYLINE_COUNTER_STORE": address, **SECRET,
        },
    )  # fmt: skip
    try:
        assert service.stdout
        said = service.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, service.communicate()
        yield service, found[0]
    finally:
        service.kill()
        service.communicate()


def set_back(clock: Path, days: int) -> None:
    """In one step, since services look at it all the time."""
    clock.with_suffix(".new").write_text(str(days), "utf-8")
    clock.with_suffix(".new").rename(clock)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + GENEROUS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def page(address: str) -> tuple[int, str]:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=GENEROUS)
    connection.request("GET", place.path)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_two_machines_count_into_one_store(root: Path, server: Server, tmp_path: Path) -> None:
    other, clock = tmp_path / "other", tmp_path / "clock"
    shutil.copytree(root, other)
    set_back(clock, 1)
    common, elsewhere = Common(server.address), {"BYLINE_COUNTER_STORE": server.address, **SECRET}
    with machine(root, server.address, clock) as (one, first), machine(other, server.address, clock) as (two, second):
        assert [view(place, "sound") for place in (first, second, second, first, second) * 4] == [204] * 20
        assert common.views() == []
        set_back(clock, 0)
        until(lambda: total(common.views()) == 20)
        assert len(common.views()) == 1

        told = call("counter", "export", "--root", other, **elsewhere)
        assert told.stdout == "kind,name,views\nstories,sound,20\n"
        told = call("counter", "feedback", "ada", "--root", root, **elsewhere)
        assert "bout 20 views" in told.stdout
        private = re.search(r"/_v/(for/\S+/)>", told.stdout)
        assert private
        for place in (first, second):
            status, text = page(place + private[1])
            assert (status, "bout 20 views" in text) == (200, True)

        server.kill()
        assert page(first + private[1])[0] == 503
        told = call("counter", "export", "--root", root, **elsewhere)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "the common store cannot be reached" in told.stderr
        assert [view(place, "sound") for place in (first, second)] == [204, 204]
        set_back(clock, -1)
        assert one.stderr
        said = one.stderr.readline()
        assert "the sums stay on this machine for now" in said
        assert postgres.PASSWORD not in said
        server.start()
        until(lambda: total(common.views()) == 22)
        for service in (one, two):
            service.send_signal(signal.SIGTERM)
            assert service.wait() == 0
    for portal in (root, other):
        with Spool(portal / ".counter" / "spool.sqlite") as spool:
            assert (spool.dump(), spool.packed(), spool.faults()) == ("", None, [])
        assert not (portal / ".counter" / "ledger.sqlite").exists()


def test_a_common_store_is_backed_up_and_restored(root: Path, server: Server, tmp_path: Path) -> None:
    common, elsewhere = Common(server.address), {"BYLINE_COUNTER_STORE": server.address}
    common.fill(SOME)
    for name in ("copy", "same"):
        assert call("counter", "backup", tmp_path / name, "--root", root, **elsewhere).exit_code == 0
    assert (tmp_path / "copy").read_bytes() == (tmp_path / "same").read_bytes()
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert "exists" in call("counter", "backup", tmp_path / "copy", "--root", root, **elsewhere).stderr
    assert call("counter", "restore", tmp_path / "copy", "--root", root).exit_code == 0  # for a machine alone
    with Ledger(root / ".counter" / "ledger.sqlite") as ledger:
        assert ledger.contents() == SOME
    with Ledger(tmp_path / "fresh") as ledger:
        ledger.fill(SOME)
        ledger.copy(tmp_path / "usual")
    assert (tmp_path / "usual").read_bytes() == (tmp_path / "copy").read_bytes()

    told = call("counter", "restore", tmp_path / "copy", "--root", root, **elsewhere)
    assert (told.exit_code, "is not empty" in told.stderr) == (2, True)
    server.empty()
    assert "Restored" in call("counter", "restore", tmp_path / "copy", "--root", root, **elsewhere).stdout
    assert common.contents() == SOME


def test_what_cannot_be_done_is_said_in_a_sentence(
    root: Path, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(command: str, address: str, language: str) -> str:
        told = call("counter", *command.split(), "--root", root, "--lang", language, BYLINE_COUNTER_STORE=address)
        assert told.exit_code == 2
        assert told.stderr.count("\n") == 1
        assert "tanie" not in told.output
        return told.stderr

    monkeypatch.chdir(tmp_path)
    Ledger(tmp_path / "full").close()
    for command in ("export", "feedback ada", "backup copy", "restore full"):
        away = "postgresql://byline:kastanie@127.0.0.1:9/byline"
        assert "cannot be reached" in said(command, away, "en")
        assert "ist nicht zu erreichen" in said(command, away, "de")
        unclear = "postgresql://byline:kas/tanie@db.invalid/byline"
        assert "cannot be understood" in said(command, unclear, "en")
        assert "ist nicht zu verstehen" in said(command, unclear, "de")
    server.ask("byline", "REVOKE SELECT ON views FROM byline;")
    try:
        assert "rights are missing" in said("export", server.address, "en")
        assert "fehlen Rechte" in said("export", server.address, "de")
        server.ask("byline", "ALTER TABLE views RENAME TO other;")
        assert "tables are missing" in said("export", server.address, "en")
        assert "fehlen die Tabellen" in said("export", server.address, "de")
    finally:
        server.ask("byline", "ALTER TABLE IF EXISTS other RENAME TO views; GRANT SELECT ON views TO byline;")
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    for language in ("en", "de"):
        assert "byline[postgresql]" in said("export", server.address, language)


def test_logs_are_counted_into_the_common_store_a_day_at_a_time(root: Path, server: Server, tmp_path: Path) -> None:
    """However often they are read; and with the server away, what was counted waits."""
    today = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Berlin")).date()  # noqa: TID251  # the command has no other clock
    log = tmp_path / "views.log"
    store = {"BYLINE_COUNTER_STORE": server.address}
    for age in (3, 1, 3, 0):
        with log.open("a") as file:
            file.write(f"{today - datetime.timedelta(age)} /voices/_v/sound\n")
        assert call("counter", "ingest", "--root", root, log, **store).exit_code == 0
    far = (today - datetime.timedelta(3)).isoformat()
    assert Common(server.address).views() == [Row("sound", far, 2)]
    with Spool(root / ".counter" / "spool.sqlite") as spool:
        assert [(row.name, row.n) for row in spool.views()] == [("sound", 1), ("sound", 1)]
    with log.open("a") as file:
        file.write(f"{far} /voices/_v/sound\n")
    told = call("counter", "ingest", "--root", root, log, BYLINE_COUNTER_STORE="postgresql://u:p@127.0.0.1:1/nowhere")
    assert (told.exit_code, told.stdout) == (0, "1 line read, 1 view counted.\n")
    assert "the sums stay on this machine for now" in told.stderr
