"""The store: what lies in it, and for whom."""

from __future__ import annotations

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
