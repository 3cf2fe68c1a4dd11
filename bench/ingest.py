"""Reading the log of a web server: how fast, and whether each line is counted once however often it is killed.

python bench/ingest.py             a million lines, read five times, then once with 50 kills
"""

from __future__ import annotations

import datetime
import gc
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zoneinfo
from pathlib import Path

from byline.counter.ingest import Outcome, ingest
from byline.counter.ledger import Ledger
from byline.counter.policy import Policy
from byline.counter.store import total

LINES = 1_000_000
KILLS = 50
ROUNDS = 5
STORIES = 200
LIMITS = {f"2026/story-{number:05}": 10**9 for number in range(10_000)}
TODAY = datetime.date(2026, 11, 30)
POLICY = Policy(
    title={"en": "Voices"},
    languages=("en",),
    origin="https://intranet.example",
    base_path="/voices/",
    zone=zoneinfo.ZoneInfo("Europe/Berlin"),
    reach=10**9,
)


def write(path: Path) -> int:
    """A log of ten days, a third of it views, the same in every run; how many are to be counted."""
    chance = random.Random(1)
    agents = [f"Mozilla/5.0 (X11; Linux x86_64; rv:{n}.0) Gecko/20100101 Firefox/{n}.0" for n in range(100, 140)]
    counted = 0
    with path.open("w") as file:
        for number in range(LINES):
            second = number * 864_000 // LINES
            day, hour, minute, rest = second // 86400 + 1, second // 3600 % 24, second // 60 % 60, second % 60
            story = f"2026/story-{chance.randrange(STORIES):05}"
            if chance.random() < 1 / 3:
                asked, from_where = f"POST /voices/_v/{story}", f"https://intranet.example/voices/stories/{story}/"
            else:
                asked, from_where = f"GET /voices/stories/{story}/", "-"
            robot = chance.random() < 0.03
            agent = "Mozilla/5.0 (compatible; examplebot/2.1)" if robot else chance.choice(agents)
            counted += asked.startswith("POST") and not robot
            file.write(
                f"10.{chance.randrange(4)}.{chance.randrange(256)}.{chance.randrange(256)} - - "
                f"[{day:02}/Nov/2026:{hour:02}:{minute:02}:{rest:02} +0100] "
                f'"{asked} HTTP/1.1" 404 153 "{from_where}" "{agent}"\n'
            )
    return counted


def read(log: Path, ledger: Path) -> Outcome:
    with Ledger(ledger) as opened:
        return ingest([log], opened, LIMITS, POLICY, TODAY)


def speed(folder: Path, log: Path, wanted: int) -> str:
    """Lines a second, by the clock and by the processor; what the ledger holds."""
    gc.disable()  # as the command does
    figures, dumps = [], set()
    for number in range(ROUNDS):
        begin, work = time.perf_counter(), time.process_time()
        came = read(log, folder / f"ledger-{number}")
        figures.append((LINES / (time.perf_counter() - begin), LINES / (time.process_time() - work)))
        assert (came.lines, came.views, came.unread) == (LINES, wanted, 0), came
        with Ledger(folder / f"ledger-{number}") as ledger:
            dumps.add(ledger.dump())
    (dump,) = dumps
    by_clock, by_work = ([one[place] for one in figures] for place in (0, 1))
    print(
        f"{log.stat().st_size / 1e6:.0f} MB, {LINES:,} lines, {wanted:,} views; other work's load {os.getloadavg()[0]:.1f}"
    )
    print(f"by the clock      {statistics.median(by_clock):10,.0f} lines/s [{min(by_clock):,.0f}–{max(by_clock):,.0f}]")
    print(f"by the processor  {statistics.median(by_work):10,.0f} lines/s [{min(by_work):,.0f}–{max(by_work):,.0f}]")
    return dump


def kills(folder: Path, log: Path, dump: str) -> None:
    """The log grows by a fiftieth, one reading after the other is killed, each at another point, and the last one is not."""
    chance = random.Random(2)
    ledger, grown = folder / "killed", folder / "growing.log"
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); from ingest import read, gc;"
        "gc.disable(); print(flush=True); read(Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    ended = 0
    with log.open("rb") as source, grown.open("wb") as target:
        part = log.stat().st_size // KILLS + 1
        for _ in range(KILLS):
            target.write(source.read(part))
            target.flush()
            with subprocess.Popen(
                [sys.executable, "-c", program, Path(__file__).parent, grown, ledger], stdout=subprocess.PIPE
            ) as child:
                assert child.stdout
                child.stdout.readline()
                time.sleep(chance.random() * 0.04)
                child.send_signal(signal.SIGKILL)
            ended += child.returncode == 0
    read(grown, ledger)
    with Ledger(ledger) as opened:
        assert opened.faults() == []
        assert opened.dump() == dump, f"{total(opened.views()):,} views"
    print(f"{KILLS - ended} of {KILLS} readings were killed; each line was counted once")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="byline-bench-") as name:
        folder = Path(name)
        wanted = write(folder / "access.log")
        kills(folder, folder / "access.log", speed(folder, folder / "access.log", wanted))


if __name__ == "__main__":
    main()
