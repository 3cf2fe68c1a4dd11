"""The door to the files, inwards: what is read from a folder, and what is passed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from byline.portal import read_portal
from byline.problem import Place, Problem, problem
from byline.tree import (
    LARGEST_PICTURE,
    LARGEST_TEXT,
    RACY,
    File,
    Source,
    as_seen,
    look,
    look_at,
    look_through,
    read_all,
    read_sealed,
    read_text,
)
from byline.workers import Workers


def put(root: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def test_files_come_in_the_order_of_their_paths_with_their_bytes(tmp_path: Path) -> None:
    put(tmp_path, {"content/b.md": b"b", "content/a/z.md": b"z\r\n", "content/a.md": b"", "other/x.md": b"x"})
    made = read_all(look_through(tmp_path, "content"))
    assert [(file.path, file.data) for file in made.files] == [
        ("content/a.md", b""),
        ("content/a/z.md", b"z\r\n"),
        ("content/b.md", b"b"),
    ]
    assert made.problems == ()


def test_no_folder_is_an_empty_tree(tmp_path: Path) -> None:
    assert read_all(look_through(tmp_path, "content")).files == ()


@pytest.mark.parametrize("name", [".hidden.md", ".git/config", "a.md~", "~$a.docx", ".a.md.swp", ".obsidian/x.md"])
def test_what_editors_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path, {f"content/{name}": b"x", "content/a.md": b"a"})
    made = read_all(look_through(tmp_path, "content"))
    assert [file.path for file in made.files] == ["content/a.md"]
    assert made.problems == ()


def test_links_are_told_and_never_followed(tmp_path: Path) -> None:
    put(tmp_path, {"secret/key.md": b"CANARY", "content/a.md": b"a"})
    (tmp_path / "content" / "file.md").symlink_to(tmp_path / "secret" / "key.md")
    (tmp_path / "content" / "folder").symlink_to(tmp_path / "secret")
    (tmp_path / "content" / "round").symlink_to(tmp_path / "content")
    (tmp_path / "content" / "nowhere.md").symlink_to(tmp_path / "nowhere")
    made = read_all(look_through(tmp_path, "content"))
    assert [file.path for file in made.files] == ["content/a.md"]
    assert sorted((one.rule, one.place.path) for one in made.problems) == [
        ("link-not-followed", f"content/{name}") for name in ("file.md", "folder", "nowhere.md", "round")
    ]


@pytest.mark.parametrize(
    ("name", "size", "read"),
    [
        ("a.md", LARGEST_TEXT, True),
        ("a.md", LARGEST_TEXT + 1, False),
        ("A.MD", LARGEST_TEXT + 1, False),
        ("a.yaml", LARGEST_TEXT + 1, False),
        ("a.jpg", LARGEST_TEXT + 1, True),
    ],
)
def test_sizes(tmp_path: Path, name: str, size: int, read: bool) -> None:
    put(tmp_path, {f"content/{name}": b"x" * size})
    made = read_all(look_through(tmp_path, "content"))
    assert [file.path for file in made.files] == ([f"content/{name}"] if read else [])
    assert [(one.rule, one.place) for one in made.problems] == (
        [] if read else [("file-too-large", Place(f"content/{name}"))]
    )


def test_what_nobody_needs_is_named_and_not_read(tmp_path: Path) -> None:
    put(tmp_path, {"content/a.md": b"a"})
    for folder in ("content", "assets"):
        (tmp_path / folder).mkdir(exist_ok=True)
        with (tmp_path / folder / "film.mp4").open("wb") as film:
            film.truncate(LARGEST_PICTURE + 1)
    made = read_portal(tmp_path)
    assert [(file.path, isinstance(file, Source)) for file in made.content.files] == [
        ("content/a.md", True),
        ("content/film.mp4", True),
    ]
    assert made.content.problems == ()
    assert [one.rule for one in made.assets.problems] == ["file-too-large"]


def test_why_something_cannot_be_read(tmp_path: Path) -> None:
    put(tmp_path, {"content/a.md": b"a", "content/b.md": b"b"})
    os.mkfifo(tmp_path / "content" / "pipe.md")
    (tmp_path / "config.yaml").mkdir()
    (tmp_path / "content" / "b.md").chmod(0)
    problems = list(read_all(look_through(tmp_path, "content")).problems)
    folder = read_text(tmp_path, "config.yaml")
    assert isinstance(folder, Problem)
    told = {one.place.path: dict(one.facts)["reason"] for one in (*problems, folder)}
    if os.access(tmp_path / "content" / "b.md", os.R_OK):  # whoever runs this may read everything
        told["content/b.md"] = "no-access"
    assert told == {"content/pipe.md": "no-file", "content/b.md": "no-access", "config.yaml": "folder"}


def test_names_that_are_no_text_can_be_told(tmp_path: Path) -> None:
    put(tmp_path, {"content/a.md": b"a"})
    try:
        (tmp_path / "content" / "b\udcff.md").write_bytes(b"b")
    except OSError:  # this file system holds only names that are text
        pytest.skip("the file system refuses such a name")
    made = read_all(look_through(tmp_path, "content"))
    assert [file.path for file in made.files] == ["content/a.md", "content/b\ufffd.md"]
    assert [file.path.encode() for file in made.files]
    assert look(tmp_path, 0).seal == look(tmp_path, 0).seal


@pytest.mark.parametrize(
    ("data", "expected"), [(b"a: 1\n", "a: 1\n"), ("\ufeffä".encode(), "ä"), (None, None), (b"", "")]
)
def test_one_text(tmp_path: Path, data: bytes | None, expected: str | None) -> None:
    if data is not None:
        put(tmp_path, {"config.yaml": data})
    assert read_text(tmp_path, "config.yaml") == expected


@pytest.mark.parametrize(
    ("data", "rule", "place"),
    [(b"a: 1\nb: \xff", "not-utf8", (2, 4)), (b"x" * (LARGEST_TEXT + 1), "file-too-large", (0, 0))],
)
def test_one_text_that_cannot_be_read(tmp_path: Path, data: bytes, rule: str, place: tuple[int, int]) -> None:
    put(tmp_path, {"config.yaml": data})
    found = read_text(tmp_path, "config.yaml")
    assert found is not None
    assert not isinstance(found, str)
    assert (found.rule, found.place) == (rule, Place("config.yaml", *place))


def test_a_folder_where_a_text_should_be(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").mkdir()
    found = read_text(tmp_path, "config.yaml")
    assert found is not None
    assert not isinstance(found, str)
    assert found.rule == "unreadable-file"


def test_text_in_another_encoding_is_told_where_it_is(tmp_path: Path) -> None:
    put(tmp_path, {"config.yaml": "version: 1\nsite:\n  title: Ä Grüße\n".encode().replace("ü".encode(), b"\xfc")})
    found = read_text(tmp_path, "config.yaml")
    assert found == problem(Place("config.yaml", 3, 14), "not-utf8")


def test_a_seal_is_believed_of_the_file_that_was_seen_and_is_old_enough(tmp_path: Path) -> None:
    put(tmp_path, {"a": b"one"})
    source = look_at(tmp_path, "a")
    assert source
    late = source.seal.last + RACY + 1
    assert read_sealed(source, late) == (b"one", source.seal)
    assert read_sealed(source, late - 1) == (b"one", None)
    assert read_sealed(File("a", b"one"), late) == (b"one", None)
    put(tmp_path, {"b": b"two"})
    os.utime(tmp_path / "b", ns=(source.seal.modified, source.seal.modified))
    (tmp_path / "b").rename(tmp_path / "a")
    assert read_sealed(source, late) == (b"two", None)
    (tmp_path / "a").unlink()
    assert read_sealed(source, late) == (problem(Place("a"), "unreadable-file", reason="refused"), None)


@pytest.mark.parametrize("workers", [Workers(1), Workers(2)], ids=["here", "in workers"])
def test_that_a_file_was_replaced_before_it_was_read_is_known_until_the_next_look(
    tmp_path: Path, workers: Workers
) -> None:
    put(tmp_path, {"content/a.md": b"one", "content/b.md": b"one"})
    files = look(tmp_path, 0).content.files
    assert workers.map(lambda file: file.read(), files, worth_it=2) == [b"one", b"one"]
    assert as_seen()
    put(tmp_path, {"content/b.md": b"other"})
    assert workers.map(lambda file: file.read(), files, worth_it=2) == [b"one", b"other"]
    assert not as_seen()
    look(tmp_path, 0)
    assert as_seen()
