"""How long a cold build takes: whole processes, several runs, medians.

    python bench/cold.py --portal DIR        a portal of your own (content/ and config.yaml)
    python bench/cold.py --stories 1000      the example stories, copied until there are that many

Each run builds into a new folder, with this checkout's layouts and assets. Processor seconds are those of all
processes; the peak is that of the largest single one. Nothing is asserted: figures belong in docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def copied_stories(portal: Path, wanted: int) -> None:
    """A portal with `wanted` stories, made from the example's own: other addresses, ids and days, the same texts."""
    shutil.copytree(HERE / "content", portal / "content")
    shutil.copy(HERE / "config.yaml", portal)
    originals = sorted((portal / "content" / "stories").rglob("*.md"))
    for number in range(wanted - len(originals)):
        original = originals[number % len(originals)]
        text = original.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(series|reply_to|translation_of|aliases):.*\n", "", text)
        text = re.sub(r"(?m)^id: *(.*)$", rf"id: \1-{number}", text)
        year = 2000 + number % 25
        text = re.sub(r"(?m)^date: *\d{4}", f"date: {year}", text).replace("-02-29", "-02-28")
        text = re.sub(
            r"(src: *|\]\()(?=[\w-]+\.(?:svg|png))", rf"\1/{original.parent.relative_to(portal / 'content')}/", text
        )
        target = portal / "content" / "stories" / str(year) / f"copy-{number}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def run(portal: Path, out: Path, jobs: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MB of one build."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, str(HERE / "build.py"), "build", "--root", str(portal), "--out", str(out), *jobs]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", type=int)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        portal = Path(folder) / "portal"
        if chosen.portal:
            shutil.copytree(chosen.portal / "content", portal / "content")
            shutil.copy(chosen.portal / "config.yaml", portal)
        else:
            copied_stories(portal, chosen.stories)
        shutil.copytree(HERE / "layouts", portal / "layouts")
        shutil.copytree(HERE / "assets", portal / "assets")
        jobs = ["--jobs", str(chosen.jobs)] if chosen.jobs else []
        run(portal, Path(folder) / "warm-up", jobs)
        runs = [run(portal, Path(folder) / f"out-{number}", jobs) for number in range(chosen.runs)]
        for name, figures in zip(("wall s", "cpu s", "peak MB"), zip(*runs, strict=True), strict=True):
            low, middle, high = min(figures), statistics.median(figures), max(figures)
            print(f"{name:8} min {low:8.2f}  median {middle:8.2f}  max {high:8.2f}")
        print(f"{chosen.runs} runs after one warm-up, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
