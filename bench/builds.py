"""How long builds take, and how much memory: whole processes, several rounds, medians. Nothing is asserted.

    python bench/builds.py --stories 1000                     the example stories, copied until there are that many
    python bench/builds.py --portal DIR --rows cold body      a portal of your own (content/ and config.yaml)
    python bench/builds.py --portal DIR --rivals FILE         other generators in the same rounds
    python bench/builds.py --portal DIR DIR --rows cold       how the time grows with the portal

In every round each builder has its turn. Before each run whatever was written is let reach the disk, and the machine is
given time to grow quiet; how many processors others kept busy during it is told. Memory is watched in runs of their own
before the timed ones, since watching takes time; they also warm things up. A cold build finds no output and no caches:
they are moved aside, and removed when all is over, since removing a big tree slows down what follows.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from builder import Builder, NotHere, byline, rivals
from edits import OLD, OURS, ROWS
from stopwatch import Run, run, wait_for_quiet

LEGEND = (
    "Least / **median** / most. Memory: the peak of the sum over all processes; what n of them share counts as 1/n in "
    "each as PSS, and in full as RSS. Others: how many processors were busy with something else."
)


@dataclass
class Bench:
    """What measures, and what it has found: for each row and builder the runs, of which the first are only watched."""

    builders: list[Builder]
    rounds: int
    watched: int
    patience: float
    log: Path
    marks: int = 0
    found: dict[str, dict[str, list[Run]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def measure(self, row: str) -> None:
        taking_part = [one for one in self.builders if one.is_byline or row not in OURS]
        for one in taking_part:
            if not (one.folder / one.listing).exists() and row not in ("cold", "help"):
                self._build(one)
        runs: dict[str, list[Run]] = {one.name: [] for one in taking_part}
        try:
            for number in range(self.watched + self.rounds):
                for one in taking_part:
                    runs[one.name].append(self._once(row, one, watch=number < self.watched))
            self.found[row] = runs
        except NotHere as reason:
            self.faults.append(f"{row} left out: {reason}")
        for one in taking_part:
            one.restore()
        time.sleep(OLD)

    def _once(self, row: str, one: Builder, *, watch: bool) -> Run:
        self.marks += 1
        wait_for_quiet(self.patience)
        check = ROWS[row][1](one, f"Edit{self.marks:04}", self._build)
        command = one.help if row == "help" and one.help else one.command
        done = run(command, one.folder, self.log, watch_memory=watch)
        name = f"{row}, {one.name}{', watched' if watch else ''}: {done.wall:.2f} s"
        print(name, file=sys.stderr, flush=True)
        if done.code:
            last = self.log.read_text(encoding="utf-8", errors="replace").strip()[-600:]
            self.faults.append(f"{name}, exit code {done.code}: {last}")
        elif row != "help" and not check():
            self.faults.append(f"{name}, the output is not as it should be")
        return done

    def _build(self, one: Builder) -> None:
        run(one.command, one.folder, self.log)
        wait_for_quiet(self.patience)

    def table(self) -> Iterator[str]:
        """What was found, in Markdown."""
        yield "| | | wall, s | processor, s | PSS, MiB | RSS, MiB | others |"
        yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
        for row, found in self.found.items():
            for number, (name, runs) in enumerate(found.items()):
                watched = [one for one in runs[: self.watched] if not one.code]
                timed = [one for one in runs[self.watched :] if not one.code]
                cells = (
                    "" if number else ROWS[row][0],
                    name,
                    spread([one.wall for one in timed]),
                    spread([one.cpu for one in timed]),
                    median([one.pss or 0 for one in watched], 0),
                    median([one.rss or 0 for one in watched], 0),
                    median([one.others for one in timed], 2),
                )
                yield f"| {' | '.join(cells)} |"

    @property
    def grows(self) -> bool:
        """Whether portals of several sizes are compared, and not generators."""
        return len(self.builders) > 1 and self.builders[1].is_byline

    def ratios(self) -> dict[str, dict[str, float]]:
        """For each row the median of the ratios of wall times in each round: the first builder's to that of the others.

        Of portals, those of the others to the first one's.
        """
        told: dict[str, dict[str, float]] = {}
        for row, found in self.found.items():
            (_, ours), *others = found.items()
            for name, theirs in others:
                pairs = zip(*((theirs, ours) if self.grows else (ours, theirs)), strict=True)
                timed = list(pairs)[self.watched :]
                every = [one.wall / other.wall for one, other in timed if not one.code and not other.code]
                if every:
                    told.setdefault(row, {})[name] = statistics.median(every)
        return told

    def ratio_table(self) -> Iterator[str]:
        """The same in Markdown."""
        ours, *others = (one.name for one in self.builders)
        yield f"| {f'to {ours}' if self.grows else f'{ours}, to'} | {' | '.join(others)} |"
        yield "| --- |" + " ---: |" * len(others)
        for row, told in self.ratios().items():
            cells = (f"{told[name]:.2f}" if name in told else "" for name in others)
            yield f"| {ROWS[row][0]} | {' | '.join(cells)} |"

    def report(self) -> str:
        lines = [
            f"{machine()}. Rounds: {self.rounds}, and {self.watched} in which the memory was watched. {LEGEND}",
            "",
            *self.table(),
        ]
        if len(self.builders) > 1:
            lines += ["", *self.ratio_table()]
        return "\n".join([*lines, *("\n" + fault for fault in self.faults)])

    def as_json(self) -> str:
        """Every single run."""
        found = {
            row: {
                name: [{"watched": number < self.watched, **asdict(one)} for number, one in enumerate(runs)]
                for name, runs in by_name.items()
            }
            for row, by_name in self.found.items()
        }
        told = {"machine": machine(), "runs": found, "ratios": self.ratios(), "faults": self.faults}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def spread(figures: Sequence[float]) -> str:
    return f"{min(figures):.2f} / **{statistics.median(figures):.2f}** / {max(figures):.2f}" if figures else "failed"


def median(figures: Sequence[float], digits: int) -> str:
    return f"{statistics.median(figures):.{digits}f}" if figures else "failed"


def machine() -> str:
    """On what all this was measured."""
    model = re.search(r"(?m)^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.datetime.now().astimezone():%d %B %Y}, {os.cpu_count()} processors ({model[1] if model else platform.machine()}), "
        f"{memory:.0f} GiB, Linux {platform.release()}, Python {platform.python_version()}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", type=Path, nargs="+", default=[], help="portals; each is copied first")
    parser.add_argument("--stories", type=int, default=1000, help="without --portal: how many stories")
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), help="what to measure; by default all")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each row that are timed; by default 5")
    parser.add_argument("--watched", type=int, default=1, help="runs before them whose memory is watched; at least 1")
    parser.add_argument("--jobs", type=int, help="how many processes Byline uses")
    parser.add_argument("--rivals", type=Path, help="a TOML file that describes other generators")
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for a quiet machine, at most")
    parser.add_argument("--scratch", type=Path, help="where to work; a folder on a real disk")
    parser.add_argument("--json", type=Path, help="also write every single run into this file")
    chosen = parser.parse_args()
    if chosen.rivals and len(chosen.portal) > 1:
        parser.error("rivals have the stories of one portal")
    with tempfile.TemporaryDirectory(dir=chosen.scratch) as name:
        scratch = Path(name)
        builders = [
            byline(portal, chosen.stories, scratch / f"portal-{number}", chosen.jobs)
            for number, portal in enumerate(chosen.portal or [None])
        ]
        builders += rivals(chosen.rivals, scratch) if chosen.rivals else []
        bench = Bench(builders, chosen.rounds, max(1, chosen.watched), chosen.patience, scratch / "log")
        for row in chosen.rows:
            bench.measure(row)
        print(bench.report(), flush=True)
        if chosen.json:
            chosen.json.write_text(bench.as_json(), encoding="utf-8")
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
