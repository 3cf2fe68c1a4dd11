"""Runs a command on a quiet machine, and tells what it took: time, processor time, memory."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

QUIET = 0.12  # processors that others may keep busy for a second
PAUSE = 0.05  # seconds between two looks at the memory
CACHES = ".caches"  # what programs keep for their user, in the folder in which they run
MIB = 1024  # kilobytes


@dataclass(frozen=True)
class Run:
    """What one run took: seconds, and MiB."""

    wall: float
    cpu: float  # user and system, of all processes
    others: float  # processors that were busy with something else meanwhile, on average
    code: int
    largest: float  # the peak of the largest single process, resident
    pss: float | None = (
        None  # the peak of the sum over all processes; a page that n of them share counts as 1/n in each
    )
    rss: float | None = None  # the same, but a shared page counts in full in each


def busy() -> float:
    """Seconds of processor time that the whole machine has used since it was started, and what was taken from it."""
    times = [int(one) for one in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
    return (sum(times) - times[3] - times[4]) / os.sysconf("SC_CLK_TCK")


def wait_for_quiet(patience: float) -> None:
    """Let what was written reach the disk, then wait until others have done nearly nothing for a second."""
    os.sync()
    end = time.monotonic() + patience
    while True:
        before = busy()
        time.sleep(1)
        if busy() - before < QUIET or time.monotonic() > end:
            return


def run(command: Sequence[str], folder: Path, log: Path, *, watch_memory: bool = False) -> Run:
    """Run a command in a folder. Watching the memory slows it down, so the times of such a run are worth nothing."""
    sums: list[tuple[float, float]] = []
    before = busy()
    with log.open("wb") as file:
        start = time.perf_counter()
        around = {**os.environ, "XDG_CACHE_HOME": str(folder.absolute() / CACHES)}
        process = subprocess.Popen(command, cwd=folder, env=around, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        pid, status, used = os.wait4(process.pid, os.WNOHANG if watch_memory else 0)
        while not pid:
            sums.append(_memory(process.pid))
            time.sleep(PAUSE)
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    others = max(0.0, (busy() - before - cpu) / wall)
    pss, rss = (max(column) for column in zip(*sums, strict=True)) if sums else (None, None)
    return Run(wall, cpu, others, process.returncode, used.ru_maxrss / MIB, pss, rss)


def _memory(pid: int) -> tuple[float, float]:
    """The memory of a process and all below it, in MiB: by shares, and resident."""
    pss = rss = 0.0
    todo = [pid]
    while todo:
        process = Path(f"/proc/{todo.pop()}")
        with suppress(OSError):  # it has just ended
            for children in process.glob("task/*/children"):
                todo += map(int, children.read_text().split())
            sizes = dict(re.findall(r"(?m)^(Pss|Rss): *(\d+)", (process / "smaps_rollup").read_text()))
            pss += int(sizes.get("Pss", 0)) / MIB
            rss += int(sizes.get("Rss", 0)) / MIB
    return pss, rss
