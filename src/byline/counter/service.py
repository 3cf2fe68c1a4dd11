"""The service: a web server, the gate and the clerk, put together until somebody ends it.

A door: here a web server runs. Nothing is logged of any request.
"""

from __future__ import annotations

import asyncio
import datetime
import resource
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import uvicorn
import uvloop

from byline.counter import counted
from byline.counter.alarm import Alarm
from byline.counter.clerk import Clerk
from byline.counter.courier import Courier
from byline.counter.gate import Gate
from byline.counter.ledger import Ledger
from byline.counter.postbox import Postbox

MINUTE = 60.0  # seconds: the files are tidied at every full one, so that their times tell nothing else
GLANCE = 2.0  # seconds between looks at whether the edition is another
PATIENCE = 5  # seconds for which a connection is kept between two requests

Tell = Callable[[str], object]


def run(listener: socket.socket, ledger: Ledger, box: Postbox, complain: Tell, courier: Courier | None = None) -> None:
    """Count, until the process is told to end; what has been acknowledged is on the disk then, as it always is.

    A courier is there where the ledger is the spool of a common store.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # the memory of a process that crashes holds its last requests
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(listener, ledger, box, complain, courier))


async def _serve(
    listener: socket.socket, ledger: Ledger, box: Postbox, complain: Tell, courier: Courier | None
) -> None:
    async with gate(ledger, box, complain, courier) as app:
        config = uvicorn.Config(
            app,
            loop="none",  # it is there already
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,  # so that not even the server hears of addresses behind the proxy
            server_header=False,
            date_header=False,
            timeout_keep_alive=PATIENCE,
            timeout_graceful_shutdown=PATIENCE,
        )
        server = _Server(config)
        loop = asyncio.get_running_loop()
        for ending in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(ending, server.end)
        await server.serve([listener])


class _Server(uvicorn.Server):
    """Ends when it is told to, and leaves the process to those who began it: the clerk has a ledger to close."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def end(self) -> None:
        self.should_exit = True


@asynccontextmanager
async def gate(ledger: Ledger, box: Postbox, complain: Tell, courier: Courier | None = None) -> AsyncIterator[Gate]:
    """The gate, with a clerk who keeps the ledger until the gate is closed."""
    clerk = Clerk(ledger, box.policy, box.clock, complain)
    app = Gate(clerk, box, courier)
    alarm = Alarm(complain)
    seen = await _looked(app, box.edition, None, alarm)
    watching = _watch(app, box.edition, seen, alarm)
    tasks = [asyncio.create_task(one) for one in (watching, _tidy(clerk, box.clock))]
    try:
        await asyncio.sleep(0)
        if courier:
            tasks.append(asyncio.create_task(courier.rounds(lambda: clerk.caps, clerk.rewrite)))
        yield app
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await clerk.close()


async def _watch(app: Gate, edition: Path, seen: counted.Seal | None, alarm: Alarm) -> None:
    """Know which stories are published, after every build."""
    while True:
        await asyncio.sleep(GLANCE)
        seen = await _looked(app, edition, seen, alarm)


async def _looked(app: Gate, edition: Path, seen: counted.Seal | None, alarm: Alarm) -> counted.Seal | None:
    """Take note of a list that is another than the one that was seen; in a thread, since a long one takes a while."""
    try:
        now = counted.seal(edition)
        if now != seen:
            caps, people = await asyncio.to_thread(lambda: (counted.caps(edition), counted.people(edition)))
            app.clerk.caps, app.people = caps, people
    except counted.FAULTS as fault:
        alarm.ring(fault)
        return seen
    alarm.rest()
    return now


async def _tidy(clerk: Clerk, clock: Callable[[], datetime.datetime]) -> None:
    while True:
        await clerk.tidy(idle=clerk.idle)
        await asyncio.sleep(MINUTE - clock().timestamp() % MINUTE)
