"""The service: it learns of new editions, tidies by itself, and nothing that fails ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest
from desk import NOON, box, listed

from byline.counter import service
from byline.counter.counted import NAME
from byline.counter.gate import Gate
from byline.counter.ledger import Ledger


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "GLANCE", 0.01)


async def until(holds: Callable[[], object]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


def test_a_list_that_is_damaged_for_a_while_is_read_when_it_is_good_again(tmp_path: Path) -> None:
    said: list[str] = []

    def more_than(number: int) -> bool:
        return len(said) > number

    async def main() -> None:
        async with service.gate(Ledger(tmp_path / "l"), box(listed(tmp_path / "e", {"a": 10})), said.append) as gate:
            assert gate.clerk.caps == {"a": 30}  # from the first moment on
            for number, damage in enumerate((b"\xff\xfe", b'{"story":"\xff"}\n', b'{"story":"b"', b"")):
                (tmp_path / "e" / NAME).write_bytes(damage)
                if not damage:
                    (tmp_path / "e" / NAME).unlink()
                await until(partial(more_than, number))
                assert gate.clerk.caps == {"a": 30}  # the last good one
            listed(tmp_path / "e", {"b": 20})
            await until(lambda: gate.clerk.caps == {"b": 60})

    asyncio.run(main())
    assert len(said) == 4


def test_people_are_known_without_a_look_at_the_list(tmp_path: Path) -> None:
    edition = listed(tmp_path / "e", {"a": 10})
    with (edition / NAME).open("a") as file:
        file.write('{"person":"ada","name":"Ada","language":"en"}\n')

    async def main() -> Gate:
        async with service.gate(Ledger(tmp_path / "l"), box(edition), lambda _: None) as gate:
            return gate

    assert [*asyncio.run(main()).people] == ["ada"]


def test_it_tidies_by_itself(tmp_path: Path) -> None:
    late = NOON.replace(second=59, microsecond=950_000)
    desk = msgspec.structs.replace(box(listed(tmp_path / "e", {"a": 10})), clock=lambda: late)

    async def main() -> None:
        async with service.gate(Ledger(tmp_path / "l"), desk, lambda _: None) as gate:
            await gate.clerk.count("a")
            await until(lambda: (tmp_path / "l").stat().st_mtime == NOON.replace(day=24, hour=23).timestamp())

    asyncio.run(main())


def test_what_fails_in_the_background_does_not_keep_the_ledger_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("nobody expected this")

    monkeypatch.setattr(service, "_tidy", broken)
    ledger = Ledger(tmp_path / "l")

    async def main() -> None:
        async with service.gate(ledger, box(listed(tmp_path / "e", {"a": 10})), lambda _: None) as gate:
            await asyncio.sleep(0)
            assert await gate.clerk.count("a")

    asyncio.run(main())
    with pytest.raises(Exception, match="closed"):
        ledger.views()
