"""The door through which new files come into a portal."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from byline.pen import add_lines, in_the_way, write_new


def test_something_new_is_written_once_and_never_over_something(tmp_path: Path) -> None:
    assert write_new(tmp_path, "content/stories/2026/a.md", "Ä\n")
    assert not write_new(tmp_path, "content/stories/2026/a.md", "other")
    assert (tmp_path / "content/stories/2026/a.md").read_bytes() == "Ä\n".encode()
    assert os.listdir(tmp_path / "content/stories/2026") == ["a.md"]


def test_where_no_file_can_have_two_names_something_new_is_written_nevertheless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    assert write_new(tmp_path, "a.md", "one")
    assert not write_new(tmp_path, "a.md", "other")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.md": "one"}


def test_where_no_file_can_have_two_names_what_comes_first_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else writes the file after whatever look there was for one."""

    def refused(*_: object) -> None:
        (tmp_path / "a.md").write_text("theirs")
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    assert not write_new(tmp_path, "a.md", "ours")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.md": "theirs"}


def test_where_no_file_can_have_two_names_nothing_stays_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def refused(*_: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))  # the disk is full from now on
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    try:
        with pytest.raises(OSError, match="too large"):
            write_new(tmp_path, "a.md", "more than eight bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.listdir(tmp_path) == []


def test_what_cannot_be_written_to_its_end_is_not_there_at_all(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_new(tmp_path, "content/a.md", "more than eight bytes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.listdir(tmp_path / "content") == []
    assert write_new(tmp_path, "content/a.md", "more than eight bytes")


@pytest.mark.parametrize("there", ["roof.md", "roof.MD", "roof/index.md"])
def test_another_form_of_a_text_is_in_its_way(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).touch()
    assert in_the_way(tmp_path, "roof.md") == tmp_path / there


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, "c\nd\n"), ("", "c\nd\n"), ("a\nb\n", "a\nb\nc\nd\n"), ("a\nb", "a\nb\nc\nd\n"), ("ä", "ä\nc\nd\n")],
)
def test_added_lines_begin_on_a_new_line(tmp_path: Path, before: str | None, after: str) -> None:
    if before is not None:
        (tmp_path / "list").write_text(before)
    add_lines(tmp_path, "list", ["c", "d"])
    assert (tmp_path / "list").read_text() == after
