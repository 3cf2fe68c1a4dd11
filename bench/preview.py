"""How long the preview takes from a save to the page: the real `serve` as a process, over HTTP, medians.

    python bench/preview.py PORTAL [PORTAL ...]     portals of your own (content/ and config.yaml), which are copied

Each save writes a file and asks for a page until it shows the change. Seconds are wall time from before the file is
written until the page has been read, with the quiet time that the preview waits for. Nothing is asserted: figures belong
in docs/performance.md.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
RUNS = 9
PAUSE = 0.3  # seconds between two saves


def laid_out(portal: Path, root: Path) -> None:
    """A copy of a portal, with this checkout's layouts and assets."""
    shutil.copytree(portal / "content", root / "content")
    shutil.copy(portal / "config.yaml", root)
    for name in ("layouts", "assets"):
        shutil.copytree(HERE / name, root / name)
    if (portal / ".byline").exists():
        shutil.copytree(portal / ".byline", root / ".byline")


class Live:
    """A preview that runs."""

    def __init__(self, process: subprocess.Popen[str], port: int, base: str) -> None:
        self.process, self.port, self.base = process, port, base

    def get(self, address: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", self.base + address)
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def until(self, address: str, shown: Callable[[str], bool]) -> float:
        """The instant at which a page shows what is wanted."""
        while not shown(self.get(address)):
            pass
        return time.perf_counter()

    def memory(self) -> tuple[int, int]:
        """MB that the process has now, and had at most."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        now, most = (int(re.findall(rf"{name}:\s+(\d+)", status)[0]) // 1024 for name in ("VmRSS", "VmHWM"))
        return now, most


@contextlib.contextmanager
def serving(root: Path) -> Iterator[Live]:
    process = subprocess.Popen(
        [sys.executable, HERE / "build.py", "serve", "--root", root, "--port", "0", "--lang", "en"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout
        line = next(line for line in process.stdout if line.startswith("Preview: "))
        found = re.match(r"Preview: http://[^/]+:(\d+)(/\S*)", line)
        assert found
        yield Live(process, int(found[1]), found[2])
    finally:
        process.kill()
        process.communicate()


def story_of(root: Path) -> Path:
    """A story in the middle of the portal's years."""
    stories = sorted((root / "content" / "stories").rglob("*.md"))
    return stories[len(stories) // 2]


def saves(live: Live, root: Path) -> dict[str, list[float]]:
    """Seconds of each kind of save: until the story's page shows it, and until a list does that quotes it."""
    story = story_of(root)
    text = story.read_text(encoding="utf-8")
    own = f"{story.relative_to(root / 'content').with_suffix('')}/"
    year = f"archive/{re.findall('(?m)^date: (....)', text)[0]}/"
    found: dict[str, list[float]] = {}

    def timed(name: str, write: Callable[[], object], address: str, shown: Callable[[str], bool], other: str) -> None:
        time.sleep(PAUSE)
        start = time.perf_counter()
        write()
        found.setdefault(name, []).append(live.until(address, shown) - start)
        found.setdefault(f"{name}, with a list", []).append(live.until(other, shown) - start)

    def saved(file: Path, text: str) -> Callable[[], object]:
        return lambda: file.write_text(text, encoding="utf-8")

    def shows(mark: str) -> Callable[[str], bool]:
        return lambda text: mark in text

    def lacks(mark: str) -> Callable[[str], bool]:
        return lambda text: mark not in text

    page = next(one for one in _pages(live, year) if own in live.get(one))
    new = story.with_name("brand-new.md")
    for number in range(-1, RUNS):
        if number == 0:
            found.clear()  # the first round warms up
        body, title = f"Bodymark{number}x", f"Titlemark{number}x"

        own_page = re.sub(r"(?m)^title: .*$", f'title: "{title}"', text)
        timed("body", saved(story, f"{text}\n{body}\n"), own, shows(body), own)
        timed("title", saved(story, own_page), own, shows(title), page)
        front = re.sub(r"(?m)^date: .*$", "date: 2026-11-20", own_page.replace("Titlemark", "Newmark"))
        mark = f"Newmark{number}x"
        at = own.replace(story.stem, new.stem)
        timed("new", saved(new, front), at, shows(mark), "")
        timed("removed", new.unlink, "", lacks(mark), "stories/")
    story.write_text(text, encoding="utf-8")
    return found


def _pages(live: Live, address: str) -> Iterator[str]:
    """The addresses of all pages of a list, from the newest."""
    yield address
    numbers = [int(one) for one in re.findall(r"page/(\d+)/", live.get(address))]
    yield from (f"{address}page/{number}/" for number in range(max(numbers, default=0), 0, -1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("portals", type=Path, nargs="+")
    for portal in parser.parse_args().portals:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "portal"
            laid_out(portal, root)
            build: list[str | Path] = [
                sys.executable,
                HERE / "build.py",
                "build",
                "--root",
                root,
                "--out",
                Path(folder) / "public",
            ]
            subprocess.run(build, check=True, stdout=subprocess.DEVNULL)  # for the store
            start = time.perf_counter()
            with serving(root) as live:
                live.get("")
                print(f"{portal.name}: first page after {time.perf_counter() - start:.1f} s, with a warm store")
                print(f"memory at first: {live.memory()[0]} MB")
                for name, seconds in saves(live, root).items():
                    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
                    print(f"{name:22} min {low:6.3f}  median {middle:6.3f}  max {high:6.3f}")
                time.sleep(2)
                print("memory afterwards: {} MB, at most {} MB".format(*live.memory()))
    print(f"{RUNS} runs, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
