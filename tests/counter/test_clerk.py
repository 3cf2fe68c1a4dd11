from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import NOON, POLICY, TODAY, Clock, clerk_at

from byline.counter.clerk import Clerk
from byline.counter.hit import Refusal
from byline.counter.ledger import Ledger
from byline.counter.store import Row


def stored(path: Path) -> tuple[list[Row], list[Row]]:
    """What another process would find in the ledger now."""
    ledger = Ledger(path, make=False)
    try:
        return ledger.views(), ledger.refused()
    finally:
        ledger.close()


def test_a_view_is_safe_before_anybody_hears_so(tmp_path: Path) -> None:
    async def main() -> None:
        async with clerk_at(tmp_path / "l", {"a": 10}) as clerk:
            assert await clerk.count("a")
            assert stored(tmp_path / "l") == ([Row("a", TODAY, 1)], [])

    asyncio.run(main())


def test_many_at_once_are_all_counted(tmp_path: Path) -> None:
    async def main() -> None:
        async with clerk_at(tmp_path / "l", {"a": 1000, "b": 1000}) as clerk:
            assert all(await asyncio.gather(*(clerk.count("ab"[n % 2]) for n in range(500))))

    asyncio.run(main())
    assert stored(tmp_path / "l")[0] == [Row("a", TODAY, 250), Row("b", TODAY, 250)]


def test_those_who_ask_again_share_a_batch_with_those_who_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = 0
    add = Ledger.add

    def counted(ledger: Ledger, *what: Any) -> None:
        nonlocal batches
        batches += 1
        time.sleep(0.02)  # a slow disk, so that the second ten come while the first are written
        add(ledger, *what)

    monkeypatch.setattr(Ledger, "add", counted)

    async def main() -> None:
        async with clerk_at(tmp_path / "l", {"a": 1000}) as clerk:

            async def ask(times: int) -> None:
                for _ in range(times):
                    assert await clerk.count("a")

            async with asyncio.TaskGroup() as both:
                for _ in range(10):
                    both.create_task(ask(10))
                await asyncio.sleep(0.01)
                for _ in range(10):
                    both.create_task(ask(10))

    asyncio.run(main())
    assert stored(tmp_path / "l")[0] == [Row("a", TODAY, 200)]
    assert batches < 15  # by turns it would be twenty


def test_no_story_is_counted_beyond_its_cap(tmp_path: Path) -> None:
    async def main() -> None:
        async with clerk_at(tmp_path / "l", {"a": 3, "b": 100}) as clerk:
            for _ in range(5):
                await asyncio.gather(clerk.count("a"), clerk.count("b"))
        async with clerk_at(tmp_path / "l", {"a": 3, "b": 100}) as clerk:  # nor after a new start
            await clerk.count("a")

    asyncio.run(main())
    assert stored(tmp_path / "l") == ([Row("a", TODAY, 3), Row("b", TODAY, 5)], [Row("capped", TODAY, 3)])


def test_refusals_go_along_with_the_next_view_or_the_end(tmp_path: Path) -> None:
    async def main() -> None:
        async with clerk_at(tmp_path / "l", {"a": 10}) as clerk:
            clerk.refuse(Refusal.ROBOT)
            clerk.refuse(Refusal.ROBOT)
            await clerk.count("a")
            assert stored(tmp_path / "l")[1] == [Row("robot", TODAY, 2)]
            clerk.refuse(Refusal.UNKNOWN)

    asyncio.run(main())
    assert stored(tmp_path / "l")[1] == [Row("robot", TODAY, 2), Row("unknown", TODAY, 1)]


def test_a_day_begins_at_midnight_in_the_portals_zone(tmp_path: Path) -> None:
    clock = Clock(datetime.datetime(2026, 11, 25, 22, 59, tzinfo=datetime.UTC))

    async def main() -> None:
        async with clerk_at(tmp_path / "l", {"a": 1}, clock) as clerk:
            await clerk.count("a")
            clock.instant += datetime.timedelta(minutes=1)
            await clerk.count("a")  # the cap is a day's

    asyncio.run(main())
    assert stored(tmp_path / "l") == ([Row("a", "2026-11-25", 1), Row("a", "2026-11-26", 1)], [])


def test_old_days_are_folded_though_nobody_reads(tmp_path: Path) -> None:
    clock = Clock()

    async def main() -> None:
        async with clerk_at(tmp_path / "l", {"a": 10}, clock) as clerk:
            await clerk.count("a")
            clock.instant += datetime.timedelta(weeks=14)
            await clerk.tidy(idle=False)

    asyncio.run(main())
    assert stored(tmp_path / "l")[0] == [Row("a", "2026-W48", 1)]


def test_a_full_disk_acknowledges_nothing_and_loses_nothing(tmp_path: Path) -> None:
    async def main() -> Clerk:
        async with clerk_at(tmp_path / "l", {f"s{n}": 10**6 for n in range(3000)}) as clerk:
            clerk._ledger._db.execute("PRAGMA max_page_count = 4")
            safe = await asyncio.gather(*(fill(clerk, n) for n in range(3000)))
            assert False in safe
            assert {name for (name, _, _), *_ in zip(stored(tmp_path / "l")[0])} == {
                f"s{n}" for n, is_safe in enumerate(safe) if is_safe
            }
            clerk._ledger._db.execute("PRAGMA max_page_count = 100000")
            assert await clerk.count("s2999")  # there is room again
        return clerk

    async def fill(clerk: Clerk, number: int) -> bool:
        await asyncio.sleep(0)
        for _ in range(number // 20):  # in batches
            await asyncio.sleep(0)
        return await clerk.count(f"s{number}")

    asyncio.run(main())
    assert Ledger(tmp_path / "l", make=False).faults() == []


def test_after_a_pause_the_files_tell_neither_order_nor_time(tmp_path: Path) -> None:
    async def main(path: Path, order: str) -> None:
        async with clerk_at(path, dict.fromkeys("abcd", 10)) as clerk:
            for story in order:
                await clerk.count(story)
            await clerk.tidy(idle=True)
            found.append(look(path))

    def look(path: Path) -> bytes:
        assert path.stat().st_mtime == NOON.replace(day=24, hour=23).timestamp()
        assert path.with_name(f"{path.name}-journal").stat().st_size == 0
        return path.read_bytes()

    found: list[bytes] = []
    for number, order in enumerate(("abcd", "dcba", "bdac")):
        asyncio.run(main(tmp_path / f"{number}", order))
    assert len(set(found)) == 1


def test_whatever_goes_wrong_the_next_view_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said once, until all is well again; and also where there is nobody to hear it."""
    said: list[str] = []

    def complain(text: str) -> None:
        said.append(text)
        raise OSError("the log is on the same full disk")

    async def main() -> list[bool]:
        clerk = Clerk(Ledger(tmp_path / "l"), POLICY, Clock(), complain)
        clerk.caps = {"a": 100}
        answers = []
        for fault in (ValueError("odd"), ValueError("odd"), OSError("full"), None, ValueError("odd"), None):
            with monkeypatch.context() as patch:
                if fault:
                    patch.setattr(Ledger, "add", raising(fault))
                answers.append(await asyncio.wait_for(clerk.count("a"), 5))
        await clerk.close()
        return answers

    assert asyncio.run(main()) == [False, False, False, True, False, True]
    assert said == ["odd", "full", "odd"]


def test_a_file_that_cannot_be_tidied_is_told_once_however_often_somebody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(Ledger, "rewrite", raising(OSError("no room")))

    async def main() -> None:
        clerk = Clerk(Ledger(tmp_path / "l"), POLICY, Clock(), said.append)
        clerk.caps = {"a": 100}
        for _ in range(3):
            assert await clerk.count("a")
            await clerk.tidy(idle=True)
        await clerk.close()

    asyncio.run(main())
    assert said == ["no room"]


def raising(fault: Exception) -> Callable[..., None]:
    def add(*_: object) -> None:
        raise fault

    return add


def test_a_cap_holds_for_two_who_count_into_one_ledger(tmp_path: Path) -> None:
    async def main() -> None:
        caps = {"a": 5}
        async with clerk_at(tmp_path / "l", caps) as first, clerk_at(tmp_path / "l", caps) as second:
            for _ in range(4):
                assert await first.count("a")
                assert await second.count("a")

    asyncio.run(main())
    with Ledger(tmp_path / "l") as ledger:
        assert ledger.views() == [Row("a", TODAY, 5)]
        assert ledger.refused() == [Row("capped", TODAY, 3)]


def test_a_large_file_is_not_rewritten_every_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewritten: list[int] = []
    monkeypatch.setattr(Ledger, "rewrite", lambda _: rewritten.append(1))

    async def main(size: int) -> int:
        monkeypatch.setattr(Ledger, "size", size)
        rewritten.clear()
        async with clerk_at(tmp_path / f"{size}", {"a": 100}) as clerk:
            for _ in range(3):
                await clerk.count("a")
                await clerk.tidy(idle=True)
            return len(rewritten)

    assert asyncio.run(main(2**19)) == 4  # when the day began, and three times
    assert asyncio.run(main(2**22)) == 1
