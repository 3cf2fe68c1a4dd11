"""What is measured: Byline with a portal, or another generator with its site, each in a folder that is a copy."""

from __future__ import annotations

import datetime
import functools
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stopwatch import CACHES

HERE = Path(__file__).resolve().parent.parent
DATE = re.compile(r'(?im)^(date: *"?)(\d{4}-\d\d-\d\d)')


class NotHere(Exception):
    """This builder has nothing to make an edit with."""


@dataclass(frozen=True)
class Builder:
    """Paths are those inside the folder. In `page`, {name} is a story's name and {folder} what it lies in."""

    name: str
    folder: Path
    command: list[str]
    clean: list[str]  # the output and all caches
    page: str
    listing: str  # the page with the newest stories
    stories: str = "content/stories"
    help: list[str] | None = None
    _aside: list[Path] = field(default_factory=list)
    _originals: dict[Path, bytes | None] = field(default_factory=dict)

    @property
    def is_byline(self) -> bool:
        return self.help is not None

    @functools.cached_property
    def newest_first(self) -> list[Path]:
        """The files of all stories."""
        dated: list[tuple[str, Path]] = []
        for path in (self.folder / self.stories).rglob("*.md"):
            found = DATE.search(path.read_text(encoding="utf-8")[:2000])
            if found:
                dated.append((found[2], path))
        return [path for _, path in sorted(dated, reverse=True)]

    def story(self, part: float, *, alone: bool = False) -> Path:
        """The first story that has a page, from the newest (0) to the oldest (1); `alone`: not in a folder of its own."""
        for path in self.newest_first[int(part * len(self.newest_first)) :]:
            if path.exists() and self.page_of(path).exists() and not (alone and path.name == "index.md"):
                return path
        raise NotHere("no story that has a page")

    def page_of(self, story: Path) -> Path:
        place = story.parent if story.name == "index.md" else story
        folder = place.parent.relative_to(self.folder / self.stories)
        return self.folder / self.page.format(name=story_name(story), folder=folder)

    def move_aside(self) -> None:
        """Away with the output and all caches, without removing them: that would slow down what follows."""
        place = self.folder.parent / "aside" / f"{self.folder.name}-{len(self._aside)}"
        place.mkdir(parents=True)
        self._aside.append(place)
        for number, name in enumerate(self.clean):
            if (self.folder / name).exists():
                (self.folder / name).rename(place / str(number))

    def write(self, path: Path, data: str | bytes) -> None:
        self._originals.setdefault(path, path.read_bytes() if path.exists() else None)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    def remove(self, path: Path) -> None:
        self._originals.setdefault(path, path.read_bytes())
        path.unlink()

    def restore(self) -> None:
        """Take all edits back."""
        for path, data in self._originals.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
        self._originals.clear()


def story_name(path: Path) -> str:
    return path.parent.name if path.name == "index.md" else path.stem


def byline(portal: Path | None, stories: int, folder: Path, jobs: int | None) -> Builder:
    """Byline with a copy of a portal, or of the example; the layouts and assets are this checkout's."""
    source = portal or HERE
    shutil.copytree(source / "content", folder / "content")
    shutil.copy(source / "config.yaml", folder)
    if not portal:
        _multiply(folder, stories)
    for name in ("layouts", "assets"):
        shutil.copytree(HERE / name, folder / name)
    own = HERE / ".venv" / "bin" / "python"
    start = [str(own) if own.exists() else sys.executable, str(HERE / "build.py")]
    count = sum(1 for _ in (folder / "content" / "stories").rglob("*.md"))
    return Builder(
        name=f"Byline, {count:,} stories",
        folder=folder,
        command=[*start, "build", "--root", ".", *(["--jobs", str(jobs)] if jobs else [])],
        clean=["public", ".public-twin", ".byline", CACHES],
        page="public/stories/{folder}/{name}/index.html",
        listing="public/stories/index.html",
        help=[*start, "--help"],
    )


def rivals(file: Path, scratch: Path) -> Iterator[Builder]:
    """Other generators, as a TOML file describes them; docs/performance.md shows one."""
    for name, about in tomllib.loads(file.read_text(encoding="utf-8")).items():
        folder = scratch / f"rival-{name}"
        shutil.copytree(file.parent / about.pop("folder"), folder, symlinks=True)
        yield Builder(name=name, folder=folder, command=shlex.split(about.pop("command")), **about)


def another(text: str, name: str) -> str:
    """A story's text as that of another story: what there may be only once is changed or left out."""
    text = re.sub(r"(?m)^(series|reply_to|translation_of|aliases):.*\n", "", text)
    return re.sub(r'(?im)^((?:slug|id): *"?)[^"\n]*', rf"\g<1>{name}", text)


def _multiply(portal: Path, wanted: int) -> None:
    """Copy the stories until there are as many as wanted: other addresses, ids and days, the same texts."""
    originals = sorted((portal / "content" / "stories").rglob("*.md"))
    for number in range(wanted - len(originals)):
        original = originals[number % len(originals)]
        year = 2000 + number % 25
        text = another(original.read_text(encoding="utf-8"), f"copy-{number}")
        day = datetime.date(year, number // 25 % 12 + 1, number // 300 % 28 + 1)
        text = DATE.sub(rf"\g<1>{day}", text, count=1)
        text = re.sub(
            r"(src: *|\]\()(?=[\w-]+\.(?:svg|png))", rf"\1/{original.parent.relative_to(portal / 'content')}/", text
        )
        target = portal / "content" / "stories" / str(year) / f"copy-{number}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
