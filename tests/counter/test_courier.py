from __future__ import annotations

import asyncio
import datetime
from pathlib import Path
from typing import Any

import msgspec
import postgres
import pytest
from desk import FIREFOX, NOON, POLICY, TODAY, Clock, box, listed
from postgres import Server

from byline.counter import service
from byline.counter.common import Common
from byline.counter.courier import Courier
from byline.counter.gate import Gate
from byline.counter.spool import Spool
from byline.counter.store import Row, Unavailable

pytestmark = postgres.needed

DAY = datetime.timedelta(days=1)
HOURLY = msgspec.structs.replace(POLICY, push="hourly")


async def view(gate: Gate, story: str) -> int:
    """What the gate answers a browser that tells of a view."""
    answers: list[int] = []

    async def send(message: dict[str, object]) -> None:
        if "status" in message:
            answers.append(int(str(message["status"])))

    headers = [(b"user-agent", FIREFOX.encode()), (b"origin", b"https://intranet.example")]
    scope = {"type": "http", "method": "POST", "path": f"/voices/_v/{story}", "headers": headers}
    await gate(scope, lambda: asyncio.sleep(0, {}), send)  # type: ignore[arg-type]  # no body is read
    return answers[0]


def test_a_day_is_handed_over_when_it_is_over_and_once(server: Server, tmp_path: Path) -> None:
    clock, common = Clock(), Common(server.address)
    complaints: list[Exception] = []

    async def main() -> None:
        courier = Courier(tmp_path / "s", common, POLICY, clock, complaints.append)
        with Spool(tmp_path / "s") as spool, spool.writing():
            spool.add(TODAY, {"a": 3}, {})
        assert not await courier.round({})
        clock.instant = NOON.replace(hour=22, minute=59)  # a minute before midnight in Berlin
        assert not await courier.round({})
        assert await asyncio.to_thread(common.views) == []
        clock.instant += datetime.timedelta(minutes=1)
        assert await courier.round({})
        assert not await courier.round({})
        assert await courier.ask(lambda store: store.views()) == [Row("a", TODAY, 3)]

    asyncio.run(main())
    assert complaints == []


def test_hourly_hands_over_what_there_is_of_the_open_day(server: Server, tmp_path: Path) -> None:
    clock, common = Clock(), Common(server.address)

    async def main() -> None:
        courier = Courier(tmp_path / "s", common, HOURLY, clock, print)
        for number in range(3):
            with Spool(tmp_path / "s") as spool, spool.writing():
                spool.add(TODAY, {"a": 1}, {})
            assert await courier.round({})
            assert not await courier.round({})
            assert await asyncio.to_thread(common.views) == [Row("a", TODAY, number + 1)]
            clock.instant += datetime.timedelta(hours=1)

    asyncio.run(main())


def test_while_the_store_is_away_it_says_so_once_and_asks_less_and_less(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[Exception] = []
    tries: list[int] = []
    merge, number = Common.merge, 0

    def away(common: Common, *arguments: Any) -> bool:
        tries.append(number)
        if len(tries) < 8:
            raise Unavailable("away", "no route to host")
        return merge(common, *arguments)

    async def main() -> None:
        nonlocal number
        courier = Courier(tmp_path / "s", Common(server.address), POLICY, Clock(), complaints.append)
        with Spool(tmp_path / "s") as spool, spool.writing():
            spool.add("2026-11-24", {"a": 3}, {})
        while not await courier.round({}):
            number += 1

    monkeypatch.setattr(Common, "merge", away)
    asyncio.run(main())
    assert tries == [0, 1, 3, 7, 15, 31, 63, 95]
    assert [str(one) for one in complaints] == ["away: no route to host"]
    assert Common(server.address).views() == [Row("a", "2026-11-24", 3)]


def test_counting_goes_on_while_the_store_hangs(server: Server, tmp_path: Path) -> None:
    clock = Clock(NOON - DAY)
    complaints: list[str] = []
    faults: list[Exception] = []
    edition = listed(tmp_path / "edition", {"a": 100})

    async def main() -> None:
        courier = Courier(tmp_path / "s", Common(server.address), POLICY, clock, faults.append)
        desk = msgspec.structs.replace(box(edition), clock=clock)
        async with service.gate(Spool(tmp_path / "s"), desk, complaints.append, courier) as gate:
            assert await view(gate, "a") == 204
            clock.instant += DAY
            with server.held():
                pushing = asyncio.create_task(courier.round({}))
                await asyncio.sleep(0.2)
                for _ in range(20):
                    assert await asyncio.wait_for(view(gate, "a"), 2) == 204
                assert await courier.ask(lambda store: store.views()) == []
                assert not pushing.done()
            assert await pushing

    asyncio.run(main())
    assert (complaints, faults) == ([], [])
    assert Common(server.address).views() == [Row("a", "2026-11-24", 1)]
    with Spool(tmp_path / "s") as spool:
        assert spool.views() == [Row("a", TODAY, 20)]
