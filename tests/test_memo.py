"""The store: what lies in it, and for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from byline.memo import Memo


def test_whoever_is_interrupted_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupted)
    memo = Memo(tmp_path / ".byline")
    with pytest.raises(KeyboardInterrupt):
        memo.save(memo.drawer("articles/00"), ())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
