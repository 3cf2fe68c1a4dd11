"""What is done before each run that is measured, and how to tell afterwards that the run has done its work.

An edit is followed by the build at once, as after a save: Byline reads files again that are younger than two seconds,
and the build after it does so once more.
"""

from __future__ import annotations

import datetime
import re
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from builder import DATE, Builder, NotHere, another, story_name

T = TypeVar("T")
Check = Callable[[], bool]
Build = Callable[[Builder], None]
Edit = Callable[[Builder, str, Build], Check]
"""Gets a mark that no other edit has, and what makes a build that is not measured and waits for quiet afterwards."""

TITLE = re.compile(r"""(?im)^(title: *["']?)""")
AUTHORS = re.compile(r"(?im)^authors: *\S.*$")
ROLE = re.compile(r"(?m)^role: *(\S.*)$")
OLD = 3  # seconds after which a file is old enough to be known by its time


def cold(builder: Builder, _mark: str, _build: Build) -> Check:
    builder.move_aside()
    return (builder.folder / builder.listing).exists


def nothing(builder: Builder, _mark: str, _build: Build) -> Check:
    return (builder.folder / builder.listing).exists


def nothing_yet(builder: Builder, mark: str, build: Build) -> Check:
    check = body(builder, mark, build)
    build(builder)
    return check


def after_cold(builder: Builder, mark: str, build: Build) -> Check:
    builder.move_aside()
    build(builder)
    return body(builder, mark, build)


def body(builder: Builder, mark: str, _build: Build) -> Check:
    return _append(builder, builder.story(0), mark)


def body_middle(builder: Builder, mark: str, _build: Build) -> Check:
    return _append(builder, builder.story(0.5), mark)


def body_old(builder: Builder, mark: str, build: Build) -> Check:
    check = body(builder, mark, build)
    time.sleep(OLD)
    return check


def title(builder: Builder, mark: str, _build: Build) -> Check:
    story = builder.story(0)
    builder.write(story, TITLE.sub(rf"\g<1>{mark} ", _text(story), count=1))
    return lambda: mark in _text(builder.page_of(story)) and mark in _text(builder.folder / builder.listing)


def date(builder: Builder, _mark: str, _build: Build) -> Check:
    story = builder.story(0)
    found = _found(DATE, story)
    day = str(datetime.date.fromisoformat(found[2]) - datetime.timedelta(days=1))
    builder.write(story, DATE.sub(rf"\g<1>{day}", _text(story), count=1))
    return lambda: day in _text(builder.page_of(story))


def author(builder: Builder, mark: str, _build: Build) -> Check:
    story = builder.story(0)
    now = _found(AUTHORS, story)[0]
    lines = {found[0] for path in builder.newest_first[:100] if (found := AUTHORS.search(_text(path)))} - {now}
    builder.write(story, _text(story).replace(now, _one_of(sorted(lines), mark), 1))
    return _changes(builder.page_of(story))


def added(builder: Builder, mark: str, _build: Build) -> Check:
    model = builder.story(0, alone=True)
    story = model.with_name(f"added-{mark.lower()}.md")
    builder.write(story, TITLE.sub(rf"\g<1>{mark} ", another(_text(model), story.stem), count=1))
    return lambda: mark in _text(builder.page_of(story)) and mark in _text(builder.folder / builder.listing)


def removed(builder: Builder, _mark: str, _build: Build) -> Check:
    return _remove(builder, builder.story(0))


def removed_old(builder: Builder, _mark: str, _build: Build) -> Check:
    return _remove(builder, builder.story(0.75))


def role(builder: Builder, mark: str, _build: Build) -> Check:
    people = builder.folder / "content" / "people"
    ids = re.findall(r"[a-z0-9-]+", _found(AUTHORS, builder.story(0))[0].partition(":")[2])
    person = people / f"{ids[0]}.md"
    now = _found(ROLE, person)
    roles = {found[1] for path in people.glob("*.md") if (found := ROLE.search(_text(path)))} - {now[1]}
    builder.write(person, _text(person).replace(now[0], f"role: {_one_of(sorted(roles), mark)}", 1))
    return _changes(builder.folder / "public" / "people" / person.stem / "index.html")


def layout(builder: Builder, mark: str, _build: Build) -> Check:
    base = builder.folder / "layouts" / "base.html"
    builder.write(base, _text(base).replace("</body>", f'<p class="{mark}"></p>\n</body>', 1))
    return lambda: mark in _text(builder.folder / builder.listing)


def picture(builder: Builder, mark: str, _build: Build) -> Check:
    story, file = next(_pictured(builder), (None, None))
    if not story or not file:
        raise NotHere("no story with a picture")
    like = sorted({*(builder.folder / "content").rglob(f"*{file.suffix}")} - {file})
    builder.write(file, _marked(_one_of(like, mark).read_bytes(), mark))
    return _changes(builder.page_of(story))


ROWS: dict[str, tuple[str, Edit]] = {
    "cold": ("cold build", cold),
    "after-cold": ("body of the newest story, first build after a cold one", after_cold),
    "nothing": ("nothing changed", nothing),
    "nothing-yet": ("nothing changed since a build right after an edit", nothing_yet),
    "body": ("body of the newest story", body),
    "body-middle": ("body of a story in the middle", body_middle),
    "body-old": (f"body of the newest story, {OLD} s before the build", body_old),
    "title": ("title", title),
    "date": ("date", date),
    "author": ("author", author),
    "added": ("newest story added", added),
    "removed": ("newest story removed", removed),
    "removed-old": ("old story removed", removed_old),
    "role": ("a person's role", role),
    "layout": ("a layout", layout),
    "picture": ("picture replaced", picture),
    "help": ("`build.py --help`", nothing),
}
"""Everything that can be measured."""
OURS = {"after-cold", "nothing-yet", "body-old", "role", "layout", "picture", "help"}
"""Of these, what is not asked of rivals."""


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _found(pattern: re.Pattern[str], path: Path) -> re.Match[str]:
    found = pattern.search(_text(path))
    if not found:
        raise NotHere(f"{path.name} has no line like {pattern.pattern}")
    return found


def _one_of(things: list[T], mark: str) -> T:
    if not things:
        raise NotHere("nothing to take instead")
    return things[int(mark[-4:]) % len(things)]


def _changes(page: Path) -> Check:
    before = _text(page)
    return lambda: _text(page) not in ("", before)


def _append(builder: Builder, story: Path, mark: str) -> Check:
    builder.write(story, f"{_text(story).rstrip()}\n\n{mark}.\n")
    return lambda: mark in _text(builder.page_of(story))


def _remove(builder: Builder, story: Path) -> Check:
    page = builder.page_of(story)
    builder.remove(story)
    listing = builder.folder / builder.listing
    return lambda: f"/{story_name(story)}/" not in _text(listing) and not (builder.is_byline and page.exists())


def _pictured(builder: Builder) -> Iterator[tuple[Path, Path]]:
    """Stories that have pages, from the newest on, each with a picture in it."""
    for story in builder.newest_first:
        for name in re.findall(r"[\w/-]+\.(?:png|jpe?g)", _text(story)):
            file = builder.folder / "content" / name[1:] if name.startswith("/") else story.parent / name
            if file.exists() and builder.page_of(story).exists():
                yield story, file


def _marked(data: bytes, mark: str) -> bytes:
    """The same picture in bytes that nobody has seen before: with a remark."""
    if data.startswith(b"\x89PNG"):
        remark = b"tEXtComment\0" + mark.encode()
        chunk = struct.pack(">I", len(remark) - 4) + remark + struct.pack(">I", zlib.crc32(remark))
        return data[:-12] + chunk + data[-12:]
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(mark) + 2) + mark.encode() + data[2:]
