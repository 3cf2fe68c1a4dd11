"""The store: what lies in it, and for whom."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from portal import NOW, portal

from byline.edition import compose, setting
from byline.memo import FORGETFUL, Memo, engine, own_store
from byline.tree import File
from byline.wishes import Wishes
from byline.workers import Workers


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


def test_code_is_kept_in_a_folder_of_the_users_own_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, others = tmp_path / "caches" / "byline", tmp_path / "others"
    assert own_store(own, "engine") == Memo(own, "engine")
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    others.mkdir(0o777)
    monkeypatch.setattr("os.geteuid", lambda: own.stat().st_uid + 1)
    assert [own_store(one, "engine") for one in (own, others, None)] == [FORGETFUL] * 3


def test_where_there_can_be_no_such_folder_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "caches").write_text("")
    assert own_store(tmp_path / "caches" / "byline", "engine") == FORGETFUL


def test_what_is_run_is_not_in_a_portals_store(tmp_path: Path) -> None:
    store, caches = tmp_path / ".byline", tmp_path / "caches"
    memo = Memo(store, "engine", Memo(caches, "engine"))
    made = compose(portal(), NOW, Wishes(), setting(Workers(), memo), Workers(), memo)
    assert isinstance(made.file("index.html"), File)
    assert "layouts" in {path.parent.name for path in caches.rglob("*")}
    assert not [path for path in store.rglob("*") if path.is_file() and b"<module>" in path.read_bytes()]
