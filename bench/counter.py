"""The counter under load, beside nginx in the same run. Needs nginx and wrk.

python bench/counter.py            all of it, about five minutes
python bench/counter.py speed      only one part: speed, steady, million, kills
"""

from __future__ import annotations

import datetime
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from byline.counter import trial
from byline.counter.ledger import Ledger
from byline.counter.policy import Policy
from byline.counter.postbox import Postbox
from byline.counter.store import total

STORIES = 10_000
FREQUENT = 200  # of them, on which the load falls
TICK = os.sysconf("SC_CLK_TCK")
POLICY = Policy(
    title={"en": "Voices"},
    languages=("en",),
    origin="https://intranet.example",
    base_path="/voices/",
    zone=zoneinfo.ZoneInfo("Europe/Berlin"),
    reach=10**9,
)
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LUA = """
wrk.method = "POST"
wrk.headers["User-Agent"] = "%s"
wrk.headers["Origin"] = "https://intranet.example"
request = function() return wrk.format(nil, %s) end
done = function(summary, latency)
  io.write(string.format('{"requests": %%d, "us": %%d, "bad": %%d, "p50": %%d, "p99": %%d}\\n', summary.requests,
    summary.duration, summary.errors.status, latency:percentile(50), latency:percentile(99)))
end
"""
ANY = f"string.format('/voices/_v/2026/story-%05d', math.random(0, {FREQUENT - 1}))"


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def cpu(pids: list[int]) -> float:
    """Seconds of processor time of some processes."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICK


def memory(pid: int) -> float:
    """MiB of a process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0


def load(folder: Path, port: int, seconds: float, path: str = ANY, connections: int = 64) -> dict[str, int]:
    """What wrk sees in some seconds."""
    script = folder / "load.lua"
    script.write_text(LUA % (AGENT, path))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}/"]
    found: dict[str, int] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    )
    return found


@contextmanager
def nginx(folder: Path) -> Iterator[tuple[int, list[int]]]:
    """nginx that answers 204 and writes its log; its port and processes."""
    port = 8399
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error;\n"
        f"events {{}} http {{ access_log {folder}/access.log; keepalive_requests 100000000;\n"
        f"server {{ listen 127.0.0.1:{port}; location / {{ return 204; }} }} }}\n"
    )
    server = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    try:
        yield port, [server.pid, *map(int, children)]
    finally:
        server.terminate()
        server.wait()


@contextmanager
def counter(folder: Path, reach: int = 10**9) -> Iterator[tuple[int, int]]:
    edition = folder / "edition"
    trial.list_stories(edition, {f"2026/story-{number:05}": reach for number in range(STORIES)})
    with trial.serving(folder / "store", Postbox(POLICY, edition, b"", now)) as (port, child):
        time.sleep(0.5)
        yield port, child


def stored(folder: Path) -> int:
    with Ledger(folder / "store" / trial.LEDGER) as ledger:
        assert ledger.faults() == []
        return total(ledger.views())


def speed(folder: Path) -> None:
    """Five rounds, in each nginx and the counter one after the other."""
    rows = []
    with nginx(folder) as (nginx_port, pids), counter(folder) as (port, child):
        load(folder, port, 2)
        for _ in range(5):
            figures = []
            for where, who in ((nginx_port, pids), (port, [child])):
                before = cpu(who)
                found = load(folder, where, 4)
                assert found["bad"] == 0
                figures.append(
                    (
                        found["requests"] / found["us"] * 1e6,
                        (cpu(who) - before) / found["requests"] * 1e6,
                        found["p99"] / 1000,
                    )
                )
            rows.append(figures)
    rate = statistics.median(one[1][0] / one[0][0] for one in rows)
    work = statistics.median(one[1][1] / one[0][1] for one in rows)
    for name, place in (("nginx 204 with log", 0), ("counter, durable", 1)):
        medians = [statistics.median(one[place][figure] for one in rows) for figure in range(3)]
        print(f"{name:20} {medians[0]:9,.0f} hits/s  {medians[1]:5.1f} µs of processor time  p99 {medians[2]:.1f} ms")
    print(f"counter / nginx      {rate:.1%} of the hits, {work:.1f} times the processor time")


def filled(path: Path) -> int:
    """A ledger in which every story has been viewed on each of thirteen weeks' days; how many rows that makes."""
    with Ledger(path) as ledger:
        with ledger.writing():
            for age in range(1, 92):
                day = (now() - datetime.timedelta(age)).date()
                ledger.add(
                    day.isoformat(), {f"2026/story-{number:05}": number % 7 + 1 for number in range(STORIES)}, {}
                )
        return len(ledger.views())


def steady(folder: Path) -> None:
    """A hundred hits a second for a minute: one connection after the other asks at its time."""
    import asyncio

    rows = filled(folder / "store" / trial.LEDGER)
    with counter(folder) as (port, child):
        who = trial.reader(0, POLICY.origin)
        waits: list[float] = []

        async def one(number: int, begin: float) -> None:
            await asyncio.sleep(begin + number / 100 - time.perf_counter())
            started = time.perf_counter()
            await trial.post(port, f"/voices/_v/2026/story-{number % FREQUENT:05}", who)
            waits.append((time.perf_counter() - started) * 1000)

        async def minute() -> None:
            begin = time.perf_counter() + 0.5
            await asyncio.gather(*(one(number, begin) for number in range(6000)))

        asyncio.run(minute())
        waits.sort()
        print(
            f"100 hits/s, a minute p50 {waits[3000]:.1f} ms, p99 {waits[5940]:.1f} ms, {memory(child):.1f} MiB with {STORIES:,} stories and {rows:,} rows"
        )


def million(folder: Path) -> None:
    """A million hits on one story and a million on unknown paths: the cap holds, nothing grows."""
    reach = 1000
    with counter(folder, reach) as (port, child):
        load(folder, port, 1, "'/voices/_v/2026/story-00001'")
        before, rest = memory(child), {"known": 1_000_000, "unknown": 1_000_000}
        for kind, path in (
            ("known", "'/voices/_v/2026/story-00000'"),
            ("unknown", "'/voices/_v/x/' .. math.random(1, 1000000)"),
        ):
            sent = 0
            while sent < rest[kind]:
                sent += load(folder, port, 10, path)["requests"]
            rest[kind] = sent
        after = memory(child)
        time.sleep(2)
    assert after - before < 5, "it grows"
    with Ledger(folder / "store" / trial.LEDGER) as ledger:
        rows, refused = ledger.views(), {row.name: row.n for row in ledger.refused()}
    assert [(row.name[-5:], row.n) for row in rows] == [("00000", 3 * reach), ("00001", rows[-1].n)], (
        "the cap, and no new rows"
    )
    assert sum(refused.values()) + 3 * reach >= sum(
        rest.values()
    )  # those under way when a round ends are not in its count
    print(f"two million          rows {[(row.name[-5:], row.n) for row in rows]}, refused {refused}; sent {rest}")
    print(f"                     memory {before:.1f} MiB, then {after:.1f} MiB")


def kills(folder: Path, number: int = 100) -> None:
    """kill -9 under 64 connections: acknowledged hits that are not there."""
    from byline.counter.custody import until_killed
    from byline.counter.finding import Audit

    lost = extra = acknowledged = 0
    for one in range(number):
        place = folder / f"kill-{one}"
        audit = Audit(POLICY, place, "", now())
        trial.list_stories(place / "edition", dict.fromkeys(audit.stories, 10**9))
        answered = until_killed(audit, place / "store", 1 + one * 137 % 9_000)
        found = stored(place)
        acknowledged, lost, extra = (
            acknowledged + answered,
            lost + max(0, answered - found),
            max(extra, found - answered),
        )
    print(
        f"kill -9, {number} times    {acknowledged:,} acknowledged, {lost} lost, at most {extra} more stored than acknowledged; integrity ok"
    )


PARTS = {"speed": speed, "steady": steady, "million": million, "kills": kills}


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder))


if __name__ == "__main__":
    main()
