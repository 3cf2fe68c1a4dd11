"""Long lists on several stretches: a new story changes only the first."""

from __future__ import annotations

import datetime
import itertools
import zoneinfo

import pytest
from chance import tries
from hypothesis import given, strategies as st
from portal import edition, page, story

from byline.body import Body
from byline.listing import SIZE, Stretch, stretches
from byline.problem import Place, Places
from byline.published import Published, publish
from byline.story import Story, StoryFront

NOBODY = Places(Place("x"), {})
DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def published(number: int) -> Published:
    front = StoryFront(title=str(number), date=DAY.date(), authors=())
    story = Story(str(number), "", str(number), "en", front, Body(), NOBODY)
    return publish(story, {}, DAY, zoneinfo.ZoneInfo("UTC"), draft=False)


EVERY = tuple(published(number) for number in reversed(range(SIZE * 12)))  # newest first


def listed(count: int) -> list[Stretch]:
    """The stretches of the oldest `count` stories."""
    return list(stretches("topics/x/", EVERY[len(EVERY) - count :]))


COUNTS = st.integers(0, SIZE * 11)


@tries(150)
@given(COUNTS)
def test_every_story_is_on_exactly_one_sheet_in_order(count: int) -> None:
    shown = [one for stretch in listed(count) for one in stretch.stories]
    assert shown == list(EVERY[len(EVERY) - count :])


@tries(150)
@given(COUNTS)
def test_a_new_story_changes_the_first_sheet_and_at_most_adds_one(count: int) -> None:
    before, after = ({stretch.address: stretch for stretch in listed(number)} for number in (count, count + 1))
    assert len(after) - len(before) in {0, 1}
    for address, stretch in before.items():
        if address != "topics/x/":
            assert after[address].stories == stretch.stories
            assert after[address].older == stretch.older
    moved = [address for address, stretch in before.items() if after[address] != stretch]
    assert len(moved) <= (1 if len(after) == len(before) else 2)  # the last one's way to the newer stretch


@tries(150)
@given(COUNTS)
def test_neighbours_link_both_ways(count: int) -> None:
    found = listed(count)
    assert found[0].newer == found[-1].older == ""
    assert found[0].address == "topics/x/"
    assert found[0].first
    assert not any(stretch.first for stretch in found[1:])
    for newer, older in itertools.pairwise(found):
        assert newer.older == older.address
        assert older.newer == newer.address


@tries(100)
@given(COUNTS)
def test_no_sheet_is_empty_or_twice_as_long(count: int) -> None:
    first, *rest = listed(count)
    assert all(len(stretch.stories) == SIZE for stretch in rest)
    assert len(first.stories) < 2 * SIZE
    assert len(first.stories) >= min(count, SIZE)


@pytest.mark.parametrize(
    ("count", "lengths"),
    [(0, [0]), (1, [1]), (20, [20]), (39, [39]), (40, [20, 20]), (41, [21, 20]), (60, [20, 20, 20])],
)
def test_how_many_sheets(count: int, lengths: list[int]) -> None:
    assert [len(stretch.stories) for stretch in listed(count)] == lengths


def test_on_the_portals_own_pages() -> None:
    made = edition(
        {
            f"content/stories/2026/s{number}.md": story(
                title=f"Story {number:02}", date=f"2026-01-{1 + number % 28:02}"
            )
            for number in range(45)
        }
    )
    first, older = page(made, "departments/production/"), page(made, "departments/production/page/1/")
    assert first.count("\ncard ") == 25
    assert older.count("\ncard ") == 20
    assert "older ../../departments/production/page/1/" in first
    assert "newer ../../../../departments/production/" in older
    assert page(made, "de/stories/page/1/").count("\ncard ") == 20


def test_the_first_sheet_of_an_edition_alone_changes() -> None:
    files = {
        f"content/stories/2026/s{number:02}.md": story(title=f"Story {number}", date=f"2026-01-{number + 1:02}")
        for number in range(25)
    }
    files |= {
        f"content/stories/2025/s{number:02}.md": story(title=f"Story {number}", date=f"2025-01-{number + 1:02}")
        for number in range(25)
    }
    one = edition(files)
    other = edition({**files, "content/stories/2026/new.md": story(title="New", date="2026-02-01")})
    assert page(one, "stories/page/1/") == page(other, "stories/page/1/")
    assert page(one, "stories/") != page(other, "stories/")
