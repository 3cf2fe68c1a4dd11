"""How long it takes to check one changed story among many: whole processes, several rounds, least, median and most.

    python bench/checks.py --portal DIR [--rounds 7]

DIR has `content/` and `config.yaml`; everything happens in a copy, with the layouts and assets of this checkout. The
portal is built and checked before, as on the machine of somebody who writes, or of a forge that keeps `.byline/`. In
every round each kind of change has its turn, and is taken back. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from builder import DATE, byline
from stopwatch import run, wait_for_quiet

OLD = 3  # seconds after which a file is old enough to be known by its time

TODAY = time.strftime("%Y-%m-%d")
NEW = "a new story"
CHANGES: dict[str, Callable[[str], str]] = {
    "its text": lambda text: f"{text}\nOne more line.\n",
    "its title": lambda text: re.sub(r"(?m)^title: *(.)", r"title: \1X", text, count=1),
    "its date, within the month": lambda text: re.sub(r"(?m)^(date: .*?-\d\d-)\d\d", r"\g<1>01", text, count=1),
    NEW: lambda text: DATE.sub(rf"\g<1>{TODAY}", text, count=1),
    "an author who is nobody": lambda text: re.sub(r"(?m)^authors: .*", "authors: [nobody]", text, count=1),
    "front matter that cannot be read": lambda text: text.replace("title:", "title: [", 1),
}
BROKEN = ("an author who is nobody", "front matter that cannot be read")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.portal.parent) as scratch:
        builder = byline(asked.portal, 0, Path(scratch) / "portal", None)
        check = [*builder.command[:2], "check", "--root", ".", "--lang", "en"]
        log, before = Path(scratch) / "log", Path(scratch) / "before.json"
        run(builder.command, builder.folder, log)
        run([*check, "--format", "json"], builder.folder, before)
        story = builder.story(0.5, alone=True)
        forms = {"since a baseline": ["--baseline", str(before)], "by its path": []}
        walls: dict[tuple[str, str], list[float]] = {(name, form): [] for name in CHANGES for form in forms}
        for _ in range(asked.rounds):
            for (name, form), found in walls.items():
                changed = story.with_name("brand-new.md") if name == NEW else story
                builder.write(changed, CHANGES[name](story.read_text("utf-8")))
                time.sleep(OLD)
                wait_for_quiet(60)
                done = run([*check, *(forms[form] or [str(changed)])], builder.folder, log)
                if (done.code == 0) != (name not in BROKEN):
                    raise SystemExit(f"{name}: exit code {done.code}, see {log.read_text()}")
                found.append(done.wall)
                builder.restore()
                time.sleep(OLD)
                run(check, builder.folder, log)
        print(f"| {builder.name}, one of which has changed: | {' | '.join(forms)} |")
        print("| --- | ---: | ---: |")
        for name in CHANGES:
            times = [walls[name, form] for form in forms]
            cells = (f"{min(one):.2f} / **{statistics.median(one):.2f}** / {max(one):.2f}" for one in times)
            print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
