"""The darkroom: what keeps a picture from being shown, and what was probably meant."""

from __future__ import annotations

import os
import re
import resource
import shutil  # noqa: TID251  # to take the store away
from pathlib import Path

import pytest
from laid import lay_out, write
from portal import NOW, edition, picture, story

from byline import codec, photo, tree
from byline.darkroom import MOST_COMPARED
from byline.edition import Tell, compose, setting, untold
from byline.memo import Drawer, Memo
from byline.portal import read_portal
from byline.tree import File, look
from byline.wishes import Wishes
from byline.workers import Workers


def guesses(pictures: list[str], named: list[str]) -> list[str]:
    """What is guessed for each of these names of pictures that there are not, all named by one story."""
    files = {f"content/stories/2026/{path}": picture() for path in pictures}
    body = "\n\n".join(f"![A]({path})" for path in named)
    made = edition({"content/stories/2026/a.md": story(body), **files})
    return [one.guess for one in made.problems if one.rule == "missing-picture"]


@pytest.mark.parametrize(
    ("named", "guess"),
    [
        ("Roof.JPG", "roof.jpg"),
        ("roof.png", "roof.jpg"),
        ("rof.jpg", "roof.jpg"),
        ("hall.png", "/stories/2026/x/hall.png"),
        ("x/roof.jpg", "/stories/2026/roof.jpg"),
        ("boiler.png", ""),
        ("y/boiler.png", ""),
    ],
)
def test_what_was_probably_meant(named: str, guess: str) -> None:
    assert guesses(["roof.jpg", "x/hall.png"], [named]) == [guess]


def test_names_are_compared_for_the_first_few_only() -> None:
    """Comparing takes long; what an index tells is told for all."""
    many = range(MOST_COMPARED * 3)
    pictures = [f"picture{number:03}.png" for number in many]
    assert [bool(guess) for guess in guesses(pictures, [f"pictur{number:03}.png" for number in many])] == [
        number < MOST_COMPARED for number in many
    ]
    assert all(guesses(pictures, [f"PICTURE{number:03}.PNG" for number in many]))
    assert all(guesses(pictures, [f"../{one}" for one in pictures]))
    assert guesses(pictures, [*(f"x/other{number}.png" for number in many), "pictur001.png"])[-1] == "picture001.png"


def test_a_picture_that_cannot_be_shown_is_told_where_it_is_named() -> None:
    """Once for each time, whoever names it; and why, at its file."""
    made = edition(
        {
            "content/stories/2026/a.md": story(
                "![A](/pictures/hall.jpg){credit=none}\n\n![A](/pictures/hall.jpg){credit=none}"
            ),
            "content/stories/2026/b.md": story(image="{src: /pictures/hall.jpg, alt: Hall, credit: none}"),
            "content/pages/c.md": "---\ntitle: C\n---\n![A](/pictures/hall.jpg){credit=none}\n",
            "content/people/ada.md": "---\nname: Ada\nportrait: {src: /pictures/hall.jpg, alt: Ada, credit: none}\n---\n",
            "content/pictures/hall.jpg": b"no picture",
        }
    )
    told = [(one.place.path, one.place.line, one.rule) for one in made.problems if one.severity.value == "warning"]
    assert told == [
        ("content/pages/c.md", 4, "picture-not-shown"),
        ("content/people/ada.md", 3, "picture-not-shown"),
        ("content/pictures/hall.jpg", 0, "picture-kind"),
        ("content/stories/2026/a.md", 8, "picture-not-shown"),
        ("content/stories/2026/a.md", 10, "picture-not-shown"),
        ("content/stories/2026/b.md", 7, "picture-not-shown"),
    ]


# What was developed before


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tree, "RACY", -(10**18))  # files are old enough to be trusted by their seals
    return write(lay_out(tmp_path, a=story("![A](/pictures/a.png) ![B](/pictures/b.png)")), {
        "content/pictures/a.png": picture(), "content/pictures/b.png": picture(colour="#20a33b"),
    })  # fmt: skip


def developed(root: Path, engine: str = "one", tell: Tell = untold) -> dict[str, bytes]:
    """The pictures of a portal on the disk, made with the help of its memo."""
    memo = Memo(root / ".byline", engine)
    seen = look(root, memo.clock())
    workers = Workers()
    forme = compose(read_portal(root, seen), NOW, Wishes(), setting(workers), workers, memo, tell)
    return {made.address: made.file.data for made in forme.pictures.values()}


def test_a_picture_is_developed_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = developed(root)
    assert len(first) == 6  # three files of each
    times: list[str] = []
    right = photo.develop

    def counted(file: File) -> object:
        times.append(file.path)
        return right(file)

    monkeypatch.setattr(photo, "develop", counted)
    assert developed(root) == first
    assert times == []
    os.utime(root / "content/pictures/a.png", (1, 1))
    assert developed(root) == first
    assert times == []
    write(root, {"content/pictures/a.png": picture(colour="#3b20a3")})
    assert developed(root) != first
    assert times == ["content/pictures/a.png"]
    developed(root, "another engine")
    assert len(times) == 3
    developed(root, "another engine")
    assert len(times) == 3
    monkeypatch.setattr(codec, "codecs", lambda: "another codec")
    developed(root, "another engine")
    assert len(times) == 5


def test_how_many_there_are_to_develop_is_told(root: Path) -> None:
    told: list[int] = []

    def tell(stage: str, count: int) -> None:
        if stage == "pictures":
            told.append(count)

    developed(root, tell=tell)
    assert told == [2]
    developed(root, tell=tell)
    assert told == [2]


def test_the_codecs_are_named_with_their_versions() -> None:
    named = dict(re.findall(r"(\w+) (\S+)", codec.codecs()))
    assert named.keys() == {"pil", "avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2"}
    assert all(version[0].isdigit() for version in named.values())


def test_a_picture_that_is_gone_leaves_no_trace(root: Path) -> None:
    first = developed(root)
    gone = next(iter(first.values()))
    kept = [path for path in (root / ".byline").rglob("*") if path.is_file() and gone in path.read_bytes()]
    assert len(kept) == 1
    lay_out(root, a=story("No picture any more."))
    developed(root)
    left = [path for path in (root / ".byline/pictures").iterdir() if path.name != "index"]
    assert left == []


def test_what_a_killed_process_kept_and_told_nobody_goes(root: Path) -> None:
    developed(root)
    orphan = root / ".byline/pictures" / ("0" * 32)
    orphan.write_bytes(b"a picture")
    developed(root)
    assert not orphan.exists()


def test_what_another_build_forgets_meanwhile_is_developed_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = developed(root)
    shutil.rmtree(root / ".byline")
    keep = Memo.save

    def keep_and_lose(memo: Memo, drawer: Drawer, value: object) -> bool:
        kept = keep(memo, drawer, value)
        memo.forget("pictures", {"pictures/index"})
        return kept

    monkeypatch.setattr(Memo, "save", keep_and_lose)
    assert developed(root) == first


def test_a_damaged_drawer_is_as_good_as_none(root: Path) -> None:
    first = developed(root)
    for file in (root / ".byline/pictures").iterdir():
        file.write_bytes(file.read_bytes()[:50])
    assert developed(root) == first


def test_more_pictures_than_files_can_be_open(root: Path) -> None:
    many = resource.getrlimit(resource.RLIMIT_NOFILE)
    body = " ".join(f"![A](/pictures/p{number}.png)" for number in range(60))
    lay_out(root, a=story(body))
    write(root, {f"content/pictures/p{number}.png": picture(width=9 + number) for number in range(60)})
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) + 20, many[1]))
    try:
        first = developed(root)
        assert len(first) == 180
        assert developed(root) == first
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, many)
