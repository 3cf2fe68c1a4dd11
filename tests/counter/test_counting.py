"""The counter's commands, as their users meet them."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from desk import FIREFOX, listed
from laid import GENEROUS, NOW, lay_out
from portal import CONFIG, story
from weblog import Weblog, line

from byline.cli import main
from byline.counter import rotation
from byline.counter.ledger import Ledger

COUNTER = "counter: {reach: 100, show: everyone}\n"
SECRET = {"BYLINE_COUNTER_SECRET": "a secret that is long enough"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = lay_out(tmp_path / "portal", sound=story(id="sound"))
    (found / "config.yaml").write_text(CONFIG + COUNTER, "utf-8")
    assert call("build", "--root", found, "--now", NOW).exit_code == 0
    return found


def call(*arguments: str | Path, **environment: str) -> Result:
    """A command in this process. An exception that is not an exit is one that its user would see."""
    return CliRunner(env={"LC_ALL": "en_GB.UTF-8", "BYLINE_COUNTER_STORE": None, **environment}).invoke(
        main, [str(one) for one in arguments], catch_exceptions=False
    )


@contextmanager
def running(root: Path, *arguments: str | Path, room: int = 2**40) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service, as it is started on a server, and its address. No file of it can be larger than `room`, in bytes."""
    limits = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({room}, {room})); from byline.cli import run; run()"
    service = subprocess.Popen(
        [sys.executable, "-c", limits, "counter", "run", "--root", root, "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **SECRET},
    )
    try:
        assert service.stdout
        said = service.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said
        yield service, found[0]
    finally:
        service.kill()
        service.communicate()


def view(address: str, story: str) -> int:
    """What the service answers a browser that tells of a view."""
    place = urlsplit(address + story)
    connection = http.client.HTTPConnection(place.netloc, timeout=GENEROUS)
    connection.request("POST", place.path, headers={"User-Agent": FIREFOX, "Origin": "https://intranet.example"})
    status = connection.getresponse().status
    connection.close()
    return status


def counted(root: Path) -> dict[str, int]:
    with Ledger(root / ".counter" / "ledger.sqlite", make=False) as ledger:
        return {row.name: row.n for row in [*ledger.views(), *ledger.refused()]}


def test_it_counts_and_ends_when_it_is_told_to(root: Path) -> None:
    with running(root) as (service, address):
        assert [view(address, name) for name in ("sound", "sound", "unsound")] == [204, 204, 204]
        service.send_signal(signal.SIGTERM)
        assert service.wait() == 0
        assert service.communicate() == ("", "")
    assert counted(root) == {"sound": 2, "unknown": 1}


def test_it_does_not_begin_without_knowing_what_is_counted(root: Path) -> None:
    place = root / "public" / "counted.jsonl"
    for text in (None, "garbage", '{"story":"sound"}', '{"story":"sound","reach":"many"}'):
        place.unlink(missing_ok=True)
        if text is not None:
            place.write_text(text, "utf-8")
        told = call("counter", "run", "--root", root, "--port", "0")
        assert told.exit_code == 2
        assert "build the portal first" in told.stderr


def test_a_port_that_is_taken_is_told(root: Path) -> None:
    with running(root) as (_, address):
        told = call("counter", "run", "--root", root, "--port", str(urlsplit(address).port))
    assert (told.exit_code, "is taken" in told.stderr) == (2, True)


def test_what_was_acknowledged_outlives_a_kill(root: Path) -> None:
    with running(root) as (service, address):
        assert view(address, "sound") == 204
        service.kill()
    assert counted(root) == {"sound": 1}


def test_a_disk_that_is_full_loses_nothing_that_was_acknowledged(root: Path, tmp_path: Path) -> None:
    stories = [f"a-story-with-a-long-name-{number:04}" for number in range(400)]
    edition = listed(tmp_path / "edition", dict.fromkeys(stories, 100))
    with running(root, "--edition", edition, room=20_000) as (service, address):
        answers = {name: view(address, name) for name in stories}
        service.send_signal(signal.SIGTERM)
        assert service.wait() == 0
    assert set(answers.values()) == {204, 503}
    with Ledger(root / ".counter" / "ledger.sqlite") as ledger:
        assert ledger.faults() == []
        assert {row.name for row in ledger.views()} == {name for name, answer in answers.items() if answer == 204}


def test_a_backup_is_made_while_it_runs_and_is_restored(root: Path) -> None:
    copy = root / "copy"
    with running(root) as (_, address):
        view(address, "sound")
        made = call("counter", "backup", copy, "--root", root)
        assert made.exit_code == 0, made.output
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "exists" in call("counter", "backup", copy, "--root", root).stderr
    assert "exists" in call("counter", "restore", copy, "--root", root).stderr
    (root / ".counter" / "ledger.sqlite").unlink()
    assert call("counter", "restore", copy, "--root", root).exit_code == 0
    assert counted(root) == {"sound": 1}


def test_logs_are_counted_and_their_files_are_known_again(root: Path) -> None:
    log = Weblog(root / "logs")
    log.write(line("sound"), line("sound"), line("unsound"), line("sound", agent="curl/8"), "garbage\n")
    told = call("counter", "ingest", log.path, "--root", root)
    assert told.exit_code == 0
    assert told.stdout == "5 lines read, 2 views counted. Not counted: robot 1, unknown 1.\n"
    assert counted(root) == {"sound": 2, "robot": 1, "unknown": 1}
    log.rotate()
    log.pack()
    log.write(line("sound"))
    told = call("counter", "ingest", log.path, "--root", root, "--lang", "de")
    assert told.stdout == "1 Zeile gelesen, 1 Aufruf gezählt.\n"
    log.path.write_text(line("sound", 1))
    told = call("counter", "ingest", log.path, "--root", root)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "is not the log that was read last" in told.stderr
    log.path.write_text(line("sound", 24))
    assert call("counter", "ingest", log.path, "--root", root, "--anew").stdout.startswith(
        "6 lines read, 1 view counted."
    )


def test_logs_that_cannot_be_read_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Weblog(root / "logs")
    log.write(line("sound"), line("sound").replace("2026", "2006"))
    (log.path.parent / "access.log.1.gz").write_bytes(b"no archive")
    told = call("counter", "ingest", log.path, "--root", root)
    assert "access.log.1.gz is damaged" in told.stderr
    assert told.stdout == "2 lines read, 1 view counted. Older than numbers are kept: 1 view.\n"
    told = call("counter", "ingest", root / "nowhere.log", "--root", root)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "nowhere.log cannot be read (No such file or directory)" in told.stderr
    log.write(line("sound"))
    monkeypatch.setattr(rotation, "blocks", rotated_away)
    told = call("counter", "ingest", log.path, "--root", root)
    assert (told.exit_code, "or rotated" in told.stderr) == (2, True)
    (root / "public" / "counted.jsonl").unlink()
    assert "build the portal first" in call("counter", "ingest", log.path, "--root", root).stderr


def rotated_away(*_: object) -> Iterator[rotation.Block]:
    raise rotation.Moved


def test_figures_of_closed_days_are_exported(root: Path) -> None:
    with Ledger(root / ".counter" / "ledger.sqlite") as ledger, ledger.writing():
        ledger.add("2026-03-02", {"sound": 124}, {})
    told = call("counter", "export", "--root", root)
    assert told.stdout == "kind,name,views\nstories,sound,120\n"
    assert json.loads(call("counter", "export", "--root", root, "--format", "json").stdout)["stories"] == {"sound": 120}


def test_what_is_exported_stands_on_the_pages_of_the_next_edition(root: Path) -> None:
    with Ledger(root / ".counter" / "ledger.sqlite") as ledger, ledger.writing():
        ledger.add("2026-03-02", {"sound": 1_254}, {})
    told = call("counter", "export", "--root", root, "--format", "json").stdout
    (root / "content" / "usage.json").write_text(told, "utf-8")
    assert call("build", "--root", root, "--now", NOW).exit_code == 0
    assert "about 1,250\n" in (root / "public/stories/2026/sound/index.html").read_text("utf-8")
    assert (root / "public/usage/index.html").exists()


def test_an_author_gets_a_letter(root: Path) -> None:
    with Ledger(root / ".counter" / "ledger.sqlite") as ledger, ledger.writing():
        ledger.add("2026-03-02", {"sound": 124}, {})
    told = call("counter", "feedback", "ada", "--root", root, **SECRET).stdout
    assert "About 120 views" in told
    assert re.search(r"<https://intranet\.example/voices/_v/for/ada/[\w-]{27}/>", told)
    assert "nobody" in call("counter", "feedback", "nobody", "--root", root).stderr


def test_where_nothing_is_shown_nothing_is_told(root: Path) -> None:
    Ledger(root / ".counter" / "ledger.sqlite").close()
    (root / "config.yaml").write_text(CONFIG + "counter: {reach: 100, show: 'off'}\n", "utf-8")
    for command in (["export"], ["feedback", "ada"]):
        told = call("counter", *command, "--root", root)
        assert (told.exit_code, told.stdout) == (2, "")


@pytest.mark.parametrize("kind", ["notice", "facts", "agreement"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_papers_are_printed(root: Path, kind: str, language: str) -> None:
    told = call("counter", "notice", "--kind", kind, "--language", language, "--root", root)
    assert told.exit_code == 0
    assert told.stdout.startswith("# ")


@pytest.mark.parametrize(
    ("settings", "environment", "sentence"),
    [
        ("", {}, "config.yaml says nothing of a counter"),
        ("counter: {reach: 0}\n", {}, "out-of-range"),
        (COUNTER, {"BYLINE_COUNTER_SECRET": "short"}, "too short"),
        (COUNTER, {"BYLINE_COUNTER_STORE": "postgresql://db:port/voices"}, "cannot be understood"),
        (COUNTER, {"BYLINE_COUNTER_STORE": "/proc/nowhere/ledger"}, "cannot be opened"),
        ("counter: {reach: 10, secret: /nowhere/secret}\n", {}, "no file or folder /nowhere/secret"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    root: Path, settings: str, environment: dict[str, str], sentence: str
) -> None:
    (root / "config.yaml").write_text(CONFIG + settings, "utf-8")
    told = call("counter", "run", "--root", root, "--port", "0", **environment)
    assert told.exit_code != 0
    assert sentence in told.output
    assert "Traceback" not in told.output
