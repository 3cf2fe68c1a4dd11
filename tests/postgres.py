"""A real PostgreSQL of our own, set up as the documentation says, for tests and measurements. It listens on no network."""

from __future__ import annotations

import os
import pwd
import re
import shutil  # noqa: TID251  # to give a folder away
import signal
import subprocess
import tempfile  # noqa: TID251  # sockets need short paths, and its user must be let in
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
MISSING = "no PostgreSQL: install the Debian package `postgresql` to run the tests of the common store"
PASSWORD = "k4stanie/%" + "z" * 8  # with what has to be quoted in an address
needed = pytest.mark.skipif(not BINARIES and not os.environ.get("BYLINE_CI"), reason=MISSING)  # noqa: TID251

_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "16MB",
    "max_connections": "20",
    "min_wal_size": "4MB",
    "synchronous_commit": "off",  # as some set it; what is handed over must be on the disk all the same
    "wal_writer_delay": "10s",
    "autovacuum": "off",  # whose commits would stand among those that are looked at
}


class Server:
    """A server, in a folder that belongs to its user."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        self._process: subprocess.Popen[bytes] | None = None
        if self._user:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self.call(
            "initdb",
            "-D",
            "data",
            "-U",
            "admin",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "--wal-segsize=1",
        )
        (folder / "data" / "pg_hba.conf").write_text("local all byline scram-sha-256\nlocal all admin trust\n", "utf-8")
        self.start()
        self.ask("postgres", *documented(DOCS / "counter.md"))

    @property
    def address(self) -> str:
        """Of the database, as the role that the documentation makes."""
        quoted = PASSWORD.replace("%", "%25").replace("/", "%2F")
        return f"postgresql://byline:{quoted}@/byline?host={self.folder}"

    def call(self, program: str, *arguments: str, text: str = "") -> str:
        """What one of PostgreSQL's programs says."""
        assert BINARIES, MISSING
        return subprocess.run(
            [*self._user, BINARIES / program, *arguments],
            cwd=self.folder,
            input=text,
            check=True,
            capture_output=True,
            text=True,
            env={"PATH": os.defpath, "LC_ALL": "C", "PGOPTIONS": "-c synchronous_commit=on"},
        ).stdout

    def ask(self, database: str, *statements: str) -> str:
        """What the administrator's statements give."""
        line = ["-h", str(self.folder), "-U", "admin", "-d", database, "-XqAt", "-v", "ON_ERROR_STOP=1"]
        return self.call("psql", *line, text="\n".join(statements)).strip()

    def start(self) -> None:
        """Begin, after a kill too, and wait until questions are answered."""
        assert BINARIES, MISSING
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*self._user, BINARIES / "postgres", "-D", "data", "-k", self.folder, *settings],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env={"PATH": os.defpath, "LC_ALL": "C"},
            )
        for _ in range(600):
            with suppress(subprocess.CalledProcessError):
                self.ask("postgres", "SELECT 1;")
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text("utf-8")[-2000:])

    def kill(self) -> None:
        """Kill all of its processes at once."""
        if not self._process:
            return
        main = self._process.pid
        os.kill(main, signal.SIGSTOP)  # nobody is begun any more
        children = Path(f"/proc/{main}/task/{main}/children").read_text("ascii").split()
        for one in (*map(int, children), main):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self._process.wait()
        self._process = None
        while any(_lives(one) for one in children):
            time.sleep(0.005)

    @contextmanager
    def held(self) -> Iterator[None]:
        """For as long as this lasts, somebody else has the turn, and does nothing with it."""
        line = [*self._user, BINARIES / "psql", "-h", self.folder, "-U", "admin", "-d", "byline", "-XqAt"]  # type: ignore[operator]
        with subprocess.Popen(line, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdin
            assert other.stdout
            other.stdin.write("BEGIN; LOCK TABLE batch; SELECT 'it is locked';\n")
            other.stdin.flush()
            assert other.stdout.readline() == "it is locked\n"
            yield

    def empty(self) -> None:
        """As it was in the beginning."""
        if not self._process:
            self.start()
        self.ask("byline", "DELETE FROM views; DELETE FROM refused; DELETE FROM batch;")


def _lives(child: str) -> bool:
    """Whether a process is there still, and not only its entry in the table."""
    try:
        return Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def documented(document: Path) -> list[str]:
    """The statements with which an administrator sets up a common store, as a document prints them."""
    (block,) = re.findall(r"^```sql\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    found = re.sub(r"PASSWORD '[^']+'", f"PASSWORD '{PASSWORD}'", block)
    assert found != block
    return found.splitlines()


@contextmanager
def running() -> Iterator[Server]:
    """A server, and its folder, until this ends."""
    folder = Path(tempfile.mkdtemp(prefix="byline-pg-"))
    try:
        server = Server(folder)
        try:
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder)
