"""The store: what lies in it, and for whom."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from byline.memo import Memo, engine


def test_whoever_is_interrupted_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupted)
    memo = Memo(tmp_path / ".byline")
    with pytest.raises(KeyboardInterrupt):
        memo.save(memo.drawer("articles/00"), ())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("noted", ["pillow-99.0.dist-info", "pillow-99.0-py3.11.egg-info"])
def test_another_version_of_a_library_is_another_engine_wherever_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, noted: str
) -> None:
    pure, compiled = tmp_path / "lib", tmp_path / "lib64"
    for folder in (pure, compiled):
        folder.mkdir()
        monkeypatch.syspath_prepend(folder)
    engines = {engine()}
    for folder in (pure, compiled):
        (folder / noted).mkdir()
        engines.add(engine())
    assert len(engines) == 3


def test_what_else_lies_where_python_looks_is_no_part_of_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as the portal itself, if it is built from within."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    before = engine()
    (tmp_path / "public").mkdir()
    (tmp_path / "config.yaml").touch()
    assert engine() == before


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o277])
def test_nobody_else_can_look_into_it(tmp_path: Path, mask: int) -> None:
    old = tmp_path / "old" / ".byline"
    old.mkdir(0o755, parents=True)
    before = os.umask(mask)
    try:
        for folder in (old, tmp_path / ".byline"):
            memo = Memo(folder)
            assert memo.save(memo.drawer("articles/00"), ())
            assert memo.clock()
    finally:
        os.umask(before)
    found = [path for folder in (old, tmp_path / ".byline") for path in (folder, *folder.rglob("*"))]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in found}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}
    assert {oct(mode) for path, mode in modes.items() if path.is_dir()} == {"0o700"}
    assert len(modes) == 8


def test_a_folder_whose_mode_cannot_be_set_is_used_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    (tmp_path / ".byline").mkdir(0o755)
    monkeypatch.setattr(Path, "chmod", refused)
    memo = Memo(tmp_path / ".byline")
    assert memo.save(memo.drawer("articles/00"), ())
    assert memo.load("articles/00") == ()
