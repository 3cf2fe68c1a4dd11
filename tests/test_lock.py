"""One at a time: who waits for whom."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from byline.lock import turn


def never() -> None:
    pytest.fail("nobody has it")


def test_whoever_comes_second_hears_so_and_waits(tmp_path: Path) -> None:
    first, heard = ExitStack(), []

    def waiting() -> None:
        heard.append("waiting")
        first.close()

    first.enter_context(turn(tmp_path, never))
    with turn(tmp_path, waiting):
        assert heard == ["waiting"]
    with turn(tmp_path, never):
        pass


def test_where_nothing_can_be_locked_nobody_waits(tmp_path: Path) -> None:
    with turn(tmp_path / "none", never):
        assert not (tmp_path / "none").exists()
