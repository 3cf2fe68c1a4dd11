"""Law 3: the same tree gives the same bytes, wherever and however it is built."""

from __future__ import annotations

import hashlib
import os
import shutil  # noqa: TID251  # to take the memo away
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files as of_package
from pathlib import Path

import pytest
from portal import COUNTING, ROOT, person, picture, repository, story
from printed import run

OWN = {**repository("content", "layouts", "assets"), "config.yaml": (ROOT / "config.yaml").read_bytes()}


@cache
def generated() -> Mapping[str, bytes]:
    """A portal with enough stories and pictures for every worker to get some, and equal dates, terms and titles."""
    files = {**repository("layouts", "assets"), "config.yaml": COUNTING.encode()}
    for name, place in (("ada", "production"), ("ben", "field-service"), ("cleo", "production")):
        files[f"content/people/{name}.md"] = person(name.title(), role="fitter", department=place).encode()
    for number in range(230):
        who = ("ada", "ben", "cleo")[number % 3]
        files[f"content/stories/2026/s{number}.md"] = story(
            f"## One\n\nThe {number}th. [Next](s{number + 1}.md) ![A](/pictures/p{number % 9}.png){{credit=none}}\n\n## One\n",
            title=f'"Story {number // 2}"',
            date=f"2026-0{1 + number % 5}-1{number % 7}" + (" 10:00" if number % 3 else ""),
            authors=f"[{who}]",
            topics=f"[learning, quality, thing {number % 11}, Größe {number % 5}]",
        ).encode()
    for number in range(9):
        files[f"content/pictures/p{number}.png"] = picture(width=20 + number)
    return files


def lay_out(folder: Path, files: Mapping[str, bytes], order: Iterable[str]) -> Path:
    """The files in a new folder, made one after the other in this order."""
    for path in order:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(files[path])
        os.utime(folder / path, (len(path) * 1e7, len(path) * 1e7))
    return folder


def digests(out: Path) -> dict[str, str]:
    return {
        str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*"))
        if file.is_file()
    }


def built(
    root: Path, out: Path, jobs: int, *, umask: int = -1, warm: bool = False, **environment: str
) -> dict[str, str]:
    if not warm:
        shutil.rmtree(root / ".byline", ignore_errors=True)
    done = run(
        "--root", root, "--out", out, "--now", "2026-12-01T12:00+01:00", "--jobs", str(jobs),
        environment=environment, umask=umask, cwd=root,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return digests(out)


def other_zones(folder: Path) -> Path:
    """A machine's own table of time zones, in which Berlin has Tokyo's time."""
    (folder / "Europe").mkdir(parents=True)
    (folder / "Europe" / "Berlin").write_bytes((of_package("tzdata") / "zoneinfo" / "Asia" / "Tokyo").read_bytes())
    return folder


@pytest.mark.parametrize("portal", [pytest.param("own", marks=pytest.mark.long), "generated"])
def test_same_tree_same_bytes(tmp_path: Path, portal: str) -> None:
    files = OWN if portal == "own" else generated()
    one = lay_out(tmp_path / "one", files, sorted(files))
    other = lay_out(
        tmp_path / "other" / "at" / "depth", files, sorted(files, key=lambda path: path[::-1], reverse=True)
    )
    first = built(one, tmp_path / "a", 1, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    assert len(first) > 100
    assert first == built(
        other, tmp_path / "b", 2, TZ="Asia/Kolkata", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="2", umask=0o077
    )
    assert first == built(
        one,
        tmp_path / "c" / "d",
        4,
        TZ="America/Los_Angeles",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="3",
        PYTHONTZPATH=str(other_zones(tmp_path / "zones")),
    )


@pytest.mark.long
def test_another_story_changes_bytes(tmp_path: Path) -> None:
    """The comparison can fail: it is told apart whether a single letter differs."""
    files = generated()
    newest = "content/stories/2026/s34.md"  # in every feed
    changed = {**files, newest: files[newest].replace(b"34th", b"35th")}
    first = built(lay_out(tmp_path / "one", files, sorted(files)), tmp_path / "a", 2)
    second = built(lay_out(tmp_path / "two", changed, sorted(changed)), tmp_path / "b", 2)
    assert {path for path in first if first[path] != second.get(path)} >= {"stories/2026/s34/index.html", "feed.xml"}


@pytest.mark.long
def test_building_again_over_an_edition_changes_nothing(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal", generated(), sorted(generated()))
    assert built(root, tmp_path / "out", 2) == built(root, tmp_path / "out", 2)


@pytest.mark.long
def test_an_edition_made_with_the_memo_alone_is_the_same(tmp_path: Path) -> None:
    """Into another folder, for which nothing is recorded: articles and pictures come from the memo, pages do not."""
    root = lay_out(tmp_path / "portal", generated(), sorted(generated()))
    assert built(root, tmp_path / "out", 2) == built(root, tmp_path / "other", 4, warm=True)
