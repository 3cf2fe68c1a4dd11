"""How long it takes to develop photos of 12 megapixels: cold with one process and with two, and warm; in several rounds.

    python bench/pictures.py [--photos 100] [--rounds 3]

Each photo is named by one story of a portal with the layouts and assets of this checkout; the photos are invented, with
soft shapes and the noise of a camera. Told are wall time and processor time in seconds, how many processors were busy
with something else, and the bytes of what is published by kind of file. Nothing is asserted: figures belong in
docs/performance.md.
"""

from __future__ import annotations

import argparse
import io
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PIL import Image, ImageChops
from stopwatch import Run, run, wait_for_quiet

HERE = Path(__file__).resolve().parent.parent
SIZE = (4000, 3000)
CONFIG = """\
version: 1
site: {title: {en: Voices}, url: https://intranet.example/, languages: [en], time_zone: Europe/Berlin}
departments: {production: {name: {en: Production}}}
roles: {fitter: {name: {en: Fitter}}}
"""
STORY = """\
---
title: Story NUMBER
date: 2026-03-14
authors: [ada]
image: {src: photo.jpg, alt: A photo, credit: none}
id: sNUMBER
---
Text.
"""


def photo() -> bytes:
    """A photo: soft shapes in three colours, with grain."""
    channels = [Image.effect_noise((40, 30), 90).resize(SIZE, Image.Resampling.BICUBIC) for _ in range(3)]
    grain = Image.merge("RGB", [Image.effect_noise(SIZE, 8)] * 3)
    out = io.BytesIO()
    ImageChops.add(Image.merge("RGB", channels), grain, 1, -128).save(out, "JPEG", quality=92)
    return out.getvalue()


def lay_out(root: Path, photos: int) -> int:
    """A portal with this many photos, each another; gives back their bytes."""
    for name in ("layouts", "assets"):
        shutil.copytree(HERE / name, root / name)
    (root / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (root / "content/people").mkdir(parents=True)
    (root / "content/people/ada.md").write_text(
        "---\nname: Ada\nrole: fitter\ndepartment: production\n---\n", encoding="utf-8"
    )
    size = 0
    for number in range(photos):
        folder = root / f"content/stories/2026/s{number}"
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(STORY.replace("NUMBER", str(number)), encoding="utf-8")
        size += (folder / "photo.jpg").write_bytes(photo())
    return size


def build(root: Path, jobs: int) -> Run:
    made = run([sys.executable, str(HERE / "build.py"), "--jobs", str(jobs)], root, root / "log")
    if made.code:
        sys.exit((root / "log").read_text(encoding="utf-8"))
    return made


def cold(root: Path, jobs: int) -> Run:
    for name in (".byline", "public"):
        shutil.rmtree(root / name, ignore_errors=True)
    for twin in root.glob(".public-*"):
        shutil.rmtree(twin)
    return build(root, jobs)


def warm(root: Path, jobs: int) -> Run:
    """All is composed anew, since the settings have changed; the pictures are the same."""
    config = root / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "# once more\n", encoding="utf-8")
    return build(root, jobs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for a quiet machine")
    parser.add_argument("--scratch", type=Path, help="a folder on a real disk")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wishes.scratch) as scratch:
        root = Path(scratch)
        size = lay_out(root, wishes.photos)
        print(f"{wishes.photos} photos of {SIZE[0]} by {SIZE[1]} pixels, {size / 1e6:.1f} MB")
        rows = {"cold, 1 process": (cold, 1), "cold, 2 processes": (cold, 2), "warm": (warm, 2)}
        taken: dict[str, list[Run]] = {name: [] for name in rows}
        for _ in range(wishes.rounds):
            for name, (make, jobs) in rows.items():
                wait_for_quiet(wishes.patience)
                taken[name].append(make(root, jobs))
        print("| | wall, s | processor, s | others |\n| --- | ---: | ---: | ---: |")
        for name, runs in taken.items():
            wall, cpu = (statistics.median(getattr(one, key) for one in runs) for key in ("wall", "cpu"))
            others = statistics.median(one.others for one in runs)
            print(f"| {name} | {wall:.2f} | {cpu:.2f} | {others:.2f} |")
        kinds: Counter[str] = Counter()
        for file in (root / "public/pictures").iterdir():
            kinds[file.suffix[1:]] += file.stat().st_size
        print(", ".join(f"{kind} {bytes_ / 1e6:.1f} MB" for kind, bytes_ in sorted(kinds.items())))


if __name__ == "__main__":
    main()
