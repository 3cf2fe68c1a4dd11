"""The preview as a process: real sockets, real saves, and nothing written."""

from __future__ import annotations

import errno
import os
import shutil  # noqa: TID251  # to take folders away
import signal
import socket  # noqa: TID251  # to be a slow client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from laid import GENEROUS, Live, lay_out, serving, until, write
from portal import CONFIG, LAYOUTS, ROOT, story
from printed import run

from byline.counter.ledger import Ledger

PAGE = "/voices/stories/2026/first/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "portal", first=story("First.\n", title="First"))


@pytest.fixture
def live(root: Path) -> Iterator[Live]:
    with serving(root) as one:
        yield one


def shows(live: Live, words: str, path: str = PAGE) -> None:
    """Wait until a page holds some words. A page from before a save may come once: the system tells of it a little later."""
    until(lambda: words in live.get(path).text)


def test_it_says_where_it_is_and_how_things_stand(live: Live) -> None:
    assert "Edition 1: 0 errors, 0 warnings, 0 withheld.\n" in live.printed
    assert live.base == f"http://127.0.0.1:{live.port}/voices/"
    assert "First." in live.get(PAGE).text
    assert live.get("/").headers["location"] == "/voices/"


def test_nothing_is_written(root: Path, live: Live) -> None:
    before = sorted(root.rglob("*"))
    live.get(PAGE)
    (root / "content/stories/2026/first.md").write_text(story("Changed.\n"))
    shows(live, "Changed.")
    assert sorted(root.rglob("*")) == before


def test_saves_by_editors_that_replace_files(root: Path, live: Live) -> None:
    file = root / "content/stories/2026/first.md"
    for number in range(3):
        file.rename(file.with_name("first.md~"))  # as vim does
        file.write_text(story(f"Vim {number}.\n"))
        file.with_name("first.md~").unlink()
        shows(live, f"Vim {number}.")
        file.with_name(".first.md.tmp").write_text(story(f"Code {number}.\n"))  # as most others do
        file.with_name(".first.md.tmp").rename(file)
        shows(live, f"Code {number}.")


def test_a_half_written_file_does_no_harm(root: Path, live: Live) -> None:
    file = root / "content/stories/2026/first.md"
    text = story("Whole.\n")
    with file.open("w") as handle:
        handle.write(text[:30])
        handle.flush()
        assert "First." in live.get(PAGE).text  # the last good edition
        handle.write(text[30:])
    shows(live, "Whole.")


def test_renaming_and_drafts(root: Path, live: Live) -> None:
    stories = root / "content/stories/2026"
    (stories / "first.md").rename(stories / "second.md")
    until(lambda: live.get("/voices/stories/2026/second/").status == 200)
    assert live.get(PAGE).status == 404
    (stories / "draft.md").write_text(story("Not yet.\n", status="draft"))
    shows(live, "draft", "/voices/stories/2026/draft/")


def test_a_branch_switch_and_back(root: Path, live: Live) -> None:
    """A hundred files change, go and come at once, as with `git switch`."""
    stories = root / "content/stories/2026"
    for number in range(100):
        (stories / f"other-{number}.md").write_text(story(f"Branch {number}.\n"))
    (stories / "first.md").unlink()
    until(lambda: live.get(PAGE).status == 404)
    shows(live, "Branch 99.", "/voices/stories/2026/other-99/")
    for number in range(100):
        (stories / f"other-{number}.md").unlink()
    (stories / "first.md").write_text(story("Back.\n"))
    shows(live, "Back.")
    until(lambda: live.get("/voices/stories/2026/other-0/").status == 404)


def test_content_settings_and_layouts_break_and_are_mended(root: Path, live: Live) -> None:
    shutil.move(root / "content", root / "aside")
    shutil.move(root / "aside", root / "content")
    (root / "content/stories/2026/first.md").write_text(story("Again.\n"))
    shows(live, "Again.")
    shutil.rmtree(root / "content")
    assert "Again." in live.get(PAGE).text
    lay_out(root, first=story("Restored.\n"))
    shows(live, "Restored.")
    (root / "config.yaml").unlink()
    assert "Restored." in live.get(PAGE).text
    (root / "config.yaml").write_text(CONFIG)
    (root / "layouts/story.html").write_text("{% if %}")
    assert "Restored." in live.get(PAGE).text
    write(root, {"layouts/story.html": f"{LAYOUTS['layouts/story.html']}\nmended\n"})
    shows(live, "mended")


def test_a_portal_that_is_broken_at_the_start(tmp_path: Path) -> None:
    root = lay_out(tmp_path, first=story(authors="[nobody]"))
    with serving(root) as live:
        assert any("first.md:4:11 error unknown-person" in line for line in live.printed)
        got = live.get("/voices/")
        assert got.status == 503
        assert "first.md:4:11" in got.text
        lay_out(root, first=story("Mended.\n"))
        shows(live, "Mended.")


def test_sixty_slow_clients_do_not_stop_it(live: Live) -> None:
    """Some send their headers letter by letter, some read nothing of what they asked for, some listen for news."""
    with ExitStack() as stack:
        asked = (
            b"GET /voices/ HTTP/1.1\r\nHost: loc",
            b"GET /voices/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20,
            b"GET /.byline/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"",
        )
        slow = [
            stack.enter_context(socket.create_connection(("127.0.0.1", live.port), timeout=GENEROUS)) for _ in range(60)
        ]
        for number, one in enumerate(slow):
            one.sendall(asked[number % len(asked)])
        for step in range(5):
            for number, one in enumerate(slow):
                if number % len(asked) == 0:
                    one.sendall(b"alhost"[step : step + 1])
                elif number % len(asked) < 3:
                    assert len(one.recv(1)) == 1
            assert "First." in live.get(PAGE).text


def test_names_and_origins_of_strangers_are_refused(live: Live) -> None:
    assert live.get("/voices/", Host="evil.example").status == 421
    assert live.get("/voices/", Host=f"evil.example:{live.port}").status == 421
    assert live.get("/voices/", Origin="https://evil.example").status == 403
    assert live.get("/.byline/events", Host="evil.example").status == 421
    assert live.get("/voices/", Host=f"localhost:{live.port}").status == 200
    assert live.get("/voices/", "POST").status == 405


def test_it_cannot_be_led_out_of_the_portal(live: Live) -> None:
    for path in (
        "/voices/../../config.yaml",
        "/voices/%2e%2e/%2e%2e/config.yaml",
        "/voices/..%2fconfig.yaml",
        "//etc/passwd",
    ):
        got = live.get(path)
        assert got.status == 404, path
        assert "version: 1" not in got.text


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_while_browsers_listen(live: Live, how: signal.Signals) -> None:
    with socket.create_connection(("127.0.0.1", live.port)) as listener:
        listener.sendall(b"GET /.byline/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200" in listener.recv(100)
        live.process.send_signal(how)
        assert live.process.wait(GENEROUS) == 0


def test_a_port_that_is_taken(root: Path, live: Live) -> None:
    done = run("serve", "--root", root, "--port", str(live.port), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"byline: port {live.port} on 127.0.0.1 is taken; name another one with --port\n"


def test_a_host_that_is_not_this_machine(root: Path) -> None:
    done = run("serve", "--root", root, "--host", "192.0.2.1", "--port", "0", "--lang", "de")
    assert done.returncode == 2
    assert (
        done.stderr
        == f"byline: auf 192.0.2.1, Port 0, lässt sich nicht lauschen ({os.strerror(errno.EADDRNOTAVAIL)})\n"
    )


def test_another_host_than_loopback_is_warned_of(root: Path) -> None:
    with serving(root, "--host", "0.0.0.0") as live:  # noqa: S104  # this is what is warned of
        assert "byline: on 0.0.0.0, others may be able to read the preview too, with all its drafts\n" in live.printed
        assert live.get("/voices/", Host="192.0.2.1").status == 200
        assert live.get("/voices/", Host="evil.example").status == 421


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = run("serve", "--root", tmp_path / "none", "--lang", "en")
    assert done.returncode == 2
    assert "there is no file or folder" in done.stderr


def test_other_commands_do_not_load_a_web_server() -> None:
    code = "import sys; from byline import assignment, cli, edition, terminal; print({'starlette', 'uvicorn', 'watchdog', 'asyncio'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "set()\n"


def test_views_are_counted_on_a_store_that_is_gone_afterwards(root: Path) -> None:
    (root / "config.yaml").write_text(CONFIG + "counter: {reach: 400}\n")
    folder = Path("/tmp")  # noqa: S108  # where the preview puts its own things aside
    left = set(folder.glob("byline-counter-*"))
    browser = {"User-Agent": "Mozilla/5.0", "Sec-Fetch-Site": "same-origin"}
    with serving(root) as live:
        answers = [live.get(f"/voices/_v/{story}", "POST", **browser) for story in ("2026/first", "2026/unknown")]
        assert [(one.status, one.headers["cache-control"], one.text) for one in answers] == [(204, "no-store", "")] * 2
        assert live.get("/voices/_v/for/ada/guessed/").status == 404
        (store,) = set(folder.glob("byline-counter-*")) - left
        with Ledger(store / "ledger.sqlite", make=False) as ledger:
            assert [(row.name, row.n) for row in ledger.views()] == [("2026/first", 1)]
        live.process.send_signal(signal.SIGINT)
        live.process.wait(GENEROUS)
        assert not store.exists()
