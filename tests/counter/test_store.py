"""What holds for both stores: a ledger, and a common store in PostgreSQL."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import postgres
import pytest
from desk import POLICY

from byline.counter.common import Common
from byline.counter.ledger import Ledger
from byline.counter.policy import Retention
from byline.counter.store import Contents, Row, Store, capped

TODAY = datetime.date(2026, 11, 25)
SOME = Contents(
    [Row("2026/a", "2026-11-23", 3), Row("2026/a", "2026-11-24", 41), Row("2026/ä", "2026-11-24", 2), Row("B", "2026-11-24", 1)],
    [Row("capped", "2026-11-24", 1), Row("robot", "2026-11-24", 7)],
)  # fmt: skip


@pytest.fixture(params=["ledger", pytest.param("common", marks=postgres.needed)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store in which there is nothing."""
    if request.param == "common":
        yield Common(request.getfixturevalue("server").address)
    else:
        with Ledger(tmp_path / "ledger") as ledger:
            yield ledger


class TestStores:
    def test_what_is_put_in_is_there_in_one_order_only(self, store: Store) -> None:
        store.fill(Contents(SOME.views[::-1], SOME.refused[::-1]))
        order = ["2026/a", "2026/a", "2026/ä", "B"]
        assert sorted(SOME.views) == store.views() == list(store.contents().views)
        assert [row.name for row in store.views()] == order  # by code points, in both
        assert list(store.contents().refused) == list(SOME.refused)

    def test_the_same_contents_have_the_same_dump(self, store: Store, tmp_path: Path) -> None:
        store.fill(SOME)
        with Ledger(tmp_path / "other") as other:
            other.fill(SOME)
            assert store.dump() == other.dump()
            assert store.digest() == other.digest()
        assert store.dump().count("\n") == 6

    def test_stories_are_asked_for_by_name(self, store: Store) -> None:
        store.fill(SOME)
        assert store.views_of_stories(["2026/a", "nothing"]) == {"2026/a": list(SOME.views[:2]), "nothing": []}
        assert store.views_of_stories([]) == {}

    def test_what_is_not_empty_stays_as_it_is(self, store: Store) -> None:
        store.fill(SOME)
        before = store.dump()
        with pytest.raises(FileExistsError):
            store.fill(Contents([Row("c", "2026-11-24", 1)], []))
        assert store.dump() == before

    def test_what_is_wrong_is_not_put_in_by_half(self, store: Store) -> None:
        with pytest.raises(OSError if isinstance(store, Common) else Exception):  # either's own
            store.fill(Contents([*SOME.views, Row("c", "2026-11-24", 0)], SOME.refused))
        assert store.dump() == ""

    def test_days_become_weeks_and_months_and_nothing(self, store: Store) -> None:
        days = [Row("a", (TODAY - datetime.timedelta(days=age)).isoformat(), 1) for age in range(0, 1000, 5)]
        store.fill(Contents(sorted(days), [Row("robot", row.period, 2) for row in reversed(days)]))
        store.fold(TODAY, Retention())
        views, refused = store.contents()
        assert {len(row.period) for row in views} == {7, 8, 10}
        assert [(row.period, 2 * row.n) for row in views] == [(row.period, row.n) for row in refused]
        assert 0 < sum(row.n for row in views) < 200
        before = store.dump()
        store.fold(TODAY, Retention())
        assert store.dump() == before

    def test_either_kind_is_copied_to_the_same_dump(self, store: Store, tmp_path: Path) -> None:
        store.fill(SOME)
        with Ledger(tmp_path / "copy") as copy:
            copy.fill(store.contents())
            assert copy.dump() == store.dump()


@pytest.mark.parametrize(
    ("held", "cap", "counted", "refused"),
    [
        (0, 10, 7, 0),
        (0, 7, 7, 0),
        (0, 6, 6, 1),
        (4, 6, 2, 5),
        (6, 6, 0, 7),
        (9, 6, 0, 7),
        (0, None, 7, 0),
        (0, 0, 0, 7),
    ],
)
def test_of_a_day_no_more_is_added_than_the_cap_leaves(held: int, cap: int | None, counted: int, refused: int) -> None:
    arriving = Contents([Row("a", "2026-11-24", 7)], [Row("capped", "2026-11-24", 1), Row("robot", "2026-11-24", 2)])
    found = capped(arriving, {("a", "2026-11-24"): held}, {} if cap is None else {"a": cap})
    assert found.views == ([Row("a", "2026-11-24", counted)] if counted else [])
    assert found.refused == [Row("capped", "2026-11-24", 1 + refused), Row("robot", "2026-11-24", 2)]


@pytest.mark.parametrize(
    ("store", "common"),
    [("postgresql://db/byline", True), ("postgres://db/byline", True), (".counter/ledger.sqlite", False), ("", False)],
)
def test_an_address_is_a_common_store(store: str, common: bool) -> None:
    assert msgspec.structs.replace(POLICY, store=store).is_common is common


def test_weeks_that_arrive_late_have_no_cap() -> None:
    arriving = Contents([Row("a", "2026-W30", 70)], [])
    assert capped(arriving, {}, {"a": 7}) == arriving
