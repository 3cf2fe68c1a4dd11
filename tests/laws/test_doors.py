"""Law 2: only the doors touch the world. Everything between them is a function of its arguments."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from portal import NOW, ROOT, picture, portal, story
from watch import watching

from byline.edition import make
from byline.wishes import Wishes

SOURCES = ROOT / "src" / "byline"
DOORS = {
    "ending",
    "tree",
    "pen",
    "twin",
    "delivery",
    "imprint",
    "indexer",
    "lock",
    "memo",
    "terminal",
    "shift",
    "workers",
    "watch",
    "preview",
    "serve",
    "listener",
    "counter/clerk",
    "counter/counted",
    "counter/ledger",
    "counter/spool",
    "counter/sql/__init__",
    "counter/common",
    "counter/courier",
    "counter/rotation",
    "counter/service",
    "counter/rehearsal",
    "counter/trial",
    "counter/inspection",
    "counter/anonymity",
    "counter/custody",
}

WORLDLY_MODULES = {
    "os", "shutil", "tempfile", "glob", "fileinput", "subprocess", "multiprocessing", "threading", "concurrent",
    "asyncio", "signal", "sqlite3", "asyncpg", "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "time", "random", "secrets",
    "uuid", "locale", "getpass", "pwd", "platform", "ctypes", "fcntl", "mmap", "importlib", "pkgutil", "logging",
}  # fmt: skip
WORLDLY_NAMES = {"open", "input", "print", "exec", "eval", "compile", "__import__", "globals", "breakpoint"}
WORLDLY_ATTRIBUTES = {
    "now", "today", "utcnow", "localtime", "environ", "getenv", "stdin", "stdout", "stderr", "argv", "getcwd", "cwd", "home",
    "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "rmdir", "unlink", "rename", "touch", "chmod",
    "iterdir", "rglob", "is_file", "is_dir", "is_symlink", "stat", "lstat", "expanduser", "resolve", "open_code",
    "symlink_to", "hardlink_to", "readlink", "samefile", "lchmod", "is_mount",
}  # fmt: skip
WORLDLY_CALLS = {"open", "exists", "absolute", "glob", "walk", "owner", "echo", "secho", "confirm", "prompt", "getchar"}
HARMLESS = {
    "photo": {".open()"},  # of bytes in memory
    "building": {".echo()"},  # a command's last word
    "owners": {".echo()"},
    "counting": {".echo()"},
    "assignment": {".echo()"},
    "filing": {".echo()"},
    "review": {".echo()"},
    "moving/arrival": {".echo()"},
    "editors": {".echo()"},
}


def worldly(source: str) -> list[str]:
    """Where a module reaches for files, the clock, the environment or processes."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found += [
            f"{node.lineno}: import {name}"  # type: ignore[attr-defined]  # only imports have names here
            for name in names
            if any(name == one or name.startswith(f"{one}.") for one in WORLDLY_MODULES)
        ]
        if isinstance(node, ast.Name) and node.id in WORLDLY_NAMES:
            found.append(f"{node.lineno}: {node.id}")
        if isinstance(node, ast.Attribute) and node.attr in WORLDLY_ATTRIBUTES:
            found.append(f"{node.lineno}: .{node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WORLDLY_CALLS:
            found.append(f"{node.lineno}: .{node.func.attr}()")
    return found


@pytest.mark.parametrize("file", sorted(SOURCES.rglob("*.py")), ids=lambda file: str(file.relative_to(SOURCES)))
def test_only_the_doors_touch_the_world(file: Path) -> None:
    found = worldly(file.read_text("utf-8"))
    name = str(file.relative_to(SOURCES).with_suffix(""))
    if name in DOORS:
        assert found, "this door leads nowhere; it can be bricked up"
    else:
        allowed = HARMLESS.get(name, set())
        assert [one for one in found if one.partition(": ")[2] not in allowed] == []


def test_what_is_let_through_is_there() -> None:
    for name, allowed in HARMLESS.items():
        found = {one.partition(": ")[2] for one in worldly((SOURCES / f"{name}.py").read_text("utf-8"))}
        assert allowed <= found, name


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "import os.path",
        "from os import environ",
        "from urllib.request import urlopen",
        "import time",
        "text = open('x').read()",
        "day = datetime.date.today()",
        "moment = datetime.datetime.now()",
        "text = Path('x').read_text()",
        "text = Path('x').open().read()",
        "there = Path('x').exists()",
        "place = Path('x').absolute()",
        "same = Path('x').samefile('y')",
        "click.echo('x')",
        "print(1)",
        "from multiprocessing import Pool",
    ],
)
def test_the_search_finds(line: str) -> None:
    assert worldly(line)


def test_making_an_edition_asks_nothing_of_the_system() -> None:
    files: dict[str, str | bytes] = {
        "content/stories/2026/a.md": story("![A](/pictures/p.png)\n"),
        "content/pictures/p.png": picture(),
    }
    make(portal(files), NOW, Wishes())  # what is imported on the way is imported now
    with watching() as watch:
        make(portal(files), NOW, Wishes())
    assert watch.changes == []
    assert watch.processes == []
    assert [path for path in watch.reads if path.startswith(str(ROOT / "content"))] == []


def test_the_watch_sees(tmp_path: Path) -> None:
    with watching() as watch:
        (tmp_path / "x").mkdir()
        (tmp_path / "x" / "y").write_text("z")
        (tmp_path / "x" / "y").read_text()
    assert len(watch.changes) == 2
    assert str(tmp_path / "x" / "y") in watch.reads
