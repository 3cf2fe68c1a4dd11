"""Sums on their way to a common store, while PostgreSQL or the machine that pushes is killed. Needs Debian's `postgresql`.

python bench/push.py          fifty kills of either, a few minutes
python bench/push.py 10       ten
"""

from __future__ import annotations

import datetime
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import postgres

from byline.counter.common import Common
from byline.counter.ledger import FAULTS
from byline.counter.policy import Policy, Retention
from byline.counter.push import push
from byline.counter.spool import Spool
from byline.counter.store import total

STORIES = 10_000
QUIET = 10  # pushes that nobody disturbs
TODAY = datetime.date(2026, 11, 25)
DAYS = [(TODAY - datetime.timedelta(days=age)).isoformat() for age in (1, 2, 3, 100, 101)]  # of which two become a week


class Machine:
    """One of the machines: its spool, and how many views were ever written into it."""

    def __init__(self, path: Path, common: Common, policy: Policy) -> None:
        self.path, self.common, self.policy, self.sent = path, common, policy, 0

    def count(self) -> None:
        """A day's views of all stories."""
        views = {f"2026/story-{number:05}": random.randint(1, 9) for number in range(STORIES)}
        with Spool(self.path) as spool, spool.writing():
            spool.add(random.choice(DAYS), views, {"robot": 1})
        self.sent += sum(views.values())

    def push(self) -> bool:
        """Whether everything has been handed over."""
        try:
            with Spool(self.path) as spool:
                push(spool, self.common, TODAY, self.policy, {})
        except FAULTS:
            return False
        return True

    def pushing(self) -> int:
        """The same in a process of its own; its id."""
        child = os.fork()
        if child == 0:
            os._exit(0 if self.push() else 1)
        return child

    def state(self, server: postgres.Server) -> str:
        """How far it came."""
        with Spool(self.path) as spool:
            waiting = spool.packed()
            if not waiting:
                return "before it was packed" if spool.views() else "after all was done"
        name = waiting.name.hex()
        there = server.ask("byline", f"SELECT count(*) FROM batch WHERE name = '\\x{name}';")
        return "after the commit, unheard" if there == "1" else "before the commit"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder, postgres.running() as server:
        common = Common(server.address)
        policy = Policy(title={}, languages=(), origin="", base_path="", zone=None, reach=1, retention=Retention())  # type: ignore[arg-type]  # of which a push asks nothing
        machines = [Machine(Path(folder) / name, common, policy) for name in ("one", "two")]
        times = []
        for number in range(QUIET):
            machine = machines[number % 2]
            machine.count()
            begin = time.perf_counter()
            assert machine.push()
            times.append(time.perf_counter() - begin)
        usual = statistics.median(times)
        print(f"a push               {usual * 1000:.0f} ms for {STORIES:,} stories, median of {QUIET}")

        wrong = 0
        for victim in ("PostgreSQL", "the machine"):
            states: Counter[str] = Counter()
            for _ in range(rounds):
                machine, other = random.sample(machines, 2)
                machine.count()
                other.count()
                children = [machine.pushing(), other.pushing()]
                time.sleep(random.uniform(0, 3 * usual))  # two at once take turns
                if victim == "PostgreSQL":
                    server.kill()
                else:
                    os.kill(children[0], signal.SIGKILL)
                for child in children:
                    os.waitpid(child, 0)
                if victim == "PostgreSQL":
                    server.start()
                states[machine.state(server)] += 1
                assert all(one.push() for one in machines)
                wrong += server.ask("byline", "SELECT sum(n) FROM views;") != str(sum(one.sent for one in machines))
            print(f"kills of {victim:11} {rounds}: {', '.join(f'{n} {state}' for state, n in states.most_common())}")
        sent, found = sum(one.sent for one in machines), total(common.views())
        print(f"views                {sent:,} counted, {found:,} in the common store; rounds with another sum: {wrong}")
        server.call("pg_amcheck", "-h", str(server.folder), "-U", "admin", "--install-missing", "byline")
        for one in machines:
            with Spool(one.path) as spool:
                assert spool.faults() == []
                assert spool.dump() == ""
        names = server.ask("byline", "SELECT count(*) FROM batch;")
        print(f"integrity            ok; {names} names of batches kept")
        assert (sent, wrong) == (found, 0)


if __name__ == "__main__":
    main()
