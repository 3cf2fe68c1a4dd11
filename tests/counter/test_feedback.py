from __future__ import annotations

import asyncio
import datetime
import re
from collections import Counter
from pathlib import Path

import feedparser
import msgspec
import pytest
from chance import tries
from desk import POLICY, box, clerk_at
from hypothesis import given, strategies as st
from test_gate import ask

from byline.counter.counted import NAME, Person, Story, people as people_of
from byline.counter.feedback import Letter, is_theirs, letter, token
from byline.counter.gate import Gate
from byline.counter.kindly import of_note
from byline.counter.letter import as_feed, as_page, as_text
from byline.counter.period import DAY, of_day
from byline.counter.policy import Retention
from byline.counter.store import Row

SECRET = b"a secret that is long enough"
TODAY = datetime.date(2026, 11, 25)
ADA = Person("ada", "Ada <Ampère>", "en")


def told(age: int, views: int, reach: int = 100, language: str = "en") -> Letter:
    """Ada's letter on her one story, which is some days old; it was viewed so often on its first day."""
    day = TODAY - age * DAY
    story = Story("a", "stories/a/", "Pumps & <valves>", day, "en", reach, ("ada",))
    rows = {"a": [Row("a", of_day(day), views)] if views else []}
    return letter(msgspec.structs.replace(ADA, language=language), [story], rows, TODAY, POLICY)


@pytest.mark.parametrize(
    ("age", "views", "sentence"),
    [
        (0, 50, "Just published."),
        (1, 50, "A good start: about 50 views so far."),
        (1, 0, "Still too few views for a number; that is normal in the first week."),
        (2, 9, "Still too few views for a number; that is normal in the first week."),
        (2, 14, "A good start: about 10 views so far."),
        (8, 123, "After more than a week, about 120 views."),
        (8, 9, "Still too few views for a number. So it goes"),
        (31, 123, "About 120 views, and the story stays"),
        (31, 3, "So far too few views"),
        (900, 50, "About 50 views in the last 25 months."),
        (900, 3, "Too few views for a number in the last 25 months."),
    ],
)
def test_what_is_said(age: int, views: int, sentence: str) -> None:
    assert of_note(told(age, views).notes[0], "en").startswith(sentence)


def test_german_and_english_have_a_word_for_everything() -> None:
    for age in (0, 2, 8, 31):
        for views in (3, 50):
            german, english = (as_text(told(age, views, language=one), POLICY, "") for one in ("de", "en"))
            assert german != english
            assert german.count("\n") == english.count("\n")


def test_a_story_that_few_can_read_has_no_number_anywhere() -> None:
    found = told(31, 50, reach=19)
    assert not found.notes[0].weeks
    for text in (as_page(found, POLICY), as_text(found, POLICY, ""), as_feed(found, POLICY, "").decode()):
        assert "50" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_the_feed_tells_of_every_milestone_once_it_is_passed() -> None:
    found = feedparser.parse(as_feed(told(8, 14), POLICY, "https://intranet.example/voices/_v/for/ada/x/"))
    assert [(one.title, one.summary, one.guid) for one in found.entries] == [
        (
            "After a week: Pumps & <valves>",
            "After more than a week, about 10 views. Your story has found its way.",
            "a#7",
        ),
        ("After a day: Pumps & <valves>", "A good start: about 10 views so far.", "a#1"),
    ]
    assert len({one.published for one in found.entries}) == 2
    assert not found.bozo


def test_a_milestone_tells_only_of_what_was_counted_by_then() -> None:
    day = TODAY - 20 * DAY
    story = Story("a", "stories/a/", "A", day, "en", 100, ("ada",))
    rows = {"a": [Row("a", of_day(day), 12), Row("a", of_day(day + 7 * DAY), 30), Row("a", of_day(day + 8 * DAY), 500)]}
    found = letter(ADA, [story], rows, TODAY, POLICY).milestones
    assert [(one.days, one.figure) for one in found] == [(7, 40), (1, 10)]


def test_only_their_own_stories_the_newest_first_and_never_by_number() -> None:
    stories = [
        Story("old", "stories/old/", "Old", TODAY - 9 * DAY, "en", 100, ("ada",)),
        Story("new", "stories/new/", "New", TODAY - 2 * DAY, "en", 100, ("ada", "ben")),
        Story("bens", "stories/bens/", "Ben's", TODAY - 2 * DAY, "en", 100, ("ben",)),
    ]
    rows = {"old": [Row("old", of_day(TODAY - DAY), 99)], "new": [], "bens": []}
    assert [note.story.story for note in letter(ADA, stories, rows, TODAY, POLICY).notes] == ["new", "old"]


COUNTS = st.lists(
    st.builds(Row, st.just("a"), st.integers(0, 800).map(lambda age: of_day(TODAY - age * DAY)), st.integers(1, 30)),
    max_size=12,
)


@tries(120)
@given(age=st.integers(0, 500), rows=COUNTS, more=st.integers(0, 500), language=st.sampled_from(["de", "en"]))
def test_one_view_more_is_not_seen_but_where_a_number_takes_a_step(
    age: int, rows: list[Row], more: int, language: str
) -> None:
    story = Story("a", "stories/a/", "A", TODAY - age * DAY, "en", 100, ("ada",))
    person = msgspec.structs.replace(ADA, language=language)
    view = Row("a", of_day(TODAY - more * DAY), 1)

    def letters(*some: Row) -> list[str]:
        found = letter(person, [story], {"a": some}, TODAY, POLICY)
        return [as_page(found, POLICY), as_text(found, POLICY, ""), as_feed(found, POLICY, "").decode()]

    before, after = letters(*rows), letters(*rows, view)
    if before != after:
        numbers = [
            Counter(map(int, re.findall(r"\b\d+0\b|\b\d+5\b", text))) for text in ("".join(before), "".join(after))
        ]
        assert numbers[0] != numbers[1]


def test_whether_a_story_that_has_no_number_was_viewed_at_all_is_not_told() -> None:
    for age in (1, 5, 40, 400):
        nothing, something = (as_page(told(age, views), POLICY) for views in (0, 9))
        assert nothing == something


def test_a_page_escapes_everything_and_runs_nothing() -> None:
    page = as_page(told(8, 50), POLICY)
    assert "<valves>" not in page
    assert "Ada &lt;Ampère&gt;" in page
    assert "<script" not in page


def test_days_and_weeks_are_written_as_people_say_them() -> None:
    german, english = (as_text(told(8, 50, language=one), POLICY, "") for one in ("de", "en"))
    assert "- KW 47/2026: 50\n" in german
    assert "Gezählt bis 24.11.2026, seit das Portal zählt" in german
    assert "- Week 47, 2026: 50\n" in english
    assert "Counted until 2026-11-24, since" in english


def test_what_can_no_longer_be_told_apart_is_not_told() -> None:
    day = TODAY - 20 * DAY
    story = Story("a", "stories/a/", "A", day, "en", 100, ("ada",))
    short = msgspec.structs.replace(POLICY, retention=Retention(days=2))
    for policy, days in ((POLICY, [7, 1]), (short, [])):
        assert [one.days for one in letter(ADA, [story], {}, TODAY, policy).milestones] == days


def test_addresses_differ_by_person_secret_and_renewal() -> None:
    renewed = msgspec.structs.replace(ADA, renewed=1)
    ben = Person("ben", "Ben", "en")
    tokens = {token(SECRET, ADA), token(SECRET, renewed), token(SECRET, ben), token(b"another", ADA)}
    assert len(tokens) == 4
    assert all(len(one) == 27 for one in tokens)
    assert is_theirs(SECRET, ADA, token(SECRET, ADA))
    assert not is_theirs(SECRET, ADA, token(SECRET, renewed))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("for/ada/{token}/", 200),
        ("for/ada/{token}/feed.xml", 200),
        ("for/ada/{token}", 404),
        ("for/ada/{token}/other", 404),
        ("for/ben/{token}/", 404),
        ("for/ada/ä/", 404),
        ("for/ada//", 404),
        ("for/", 404),
    ],
)
def test_letters_are_handed_out_at_their_address_alone(tmp_path: Path, path: str, status: int) -> None:
    story = '{"story":"a","address":"stories/a/","title":"A","day":"2026-11-20","language":"en","reach":50,"people":["ada"]}'
    people = '{"person":"ada","name":"Ada","language":"en","renewed":0}\n{"person":"ben","name":"Ben","language":"de"}'
    (tmp_path / NAME).write_text(f"{story}\n{people}\n", "utf-8")
    ada = Person("ada", "Ada", "en")

    async def main() -> tuple[int, dict[str, str], bytes]:
        async with clerk_at(tmp_path / "l", {"a": 10}) as clerk:
            gate = Gate(clerk, box(tmp_path, secret=SECRET))
            gate.people = people_of(tmp_path)
            return await ask(gate, "GET", f"/voices/_v/{path.format(token=token(SECRET, ada))}")

    found, headers, _ = asyncio.run(main())
    assert found == status
    assert headers["cache-control"] == "no-store"
    assert found == 404 or headers["referrer-policy"] == "no-referrer"


def test_without_a_secret_nobody_has_an_address(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"person":"ada","name":"Ada","language":"en"}\n')

    async def main() -> int:
        async with clerk_at(tmp_path / "l", {}) as clerk:
            place = f"/voices/_v/for/ada/{token(b'', Person('ada', 'Ada', 'en'))}/"
            gate = Gate(clerk, box(tmp_path))
            gate.people = people_of(tmp_path)
            return (await ask(gate, "GET", place))[0]

    assert asyncio.run(main()) == 404


def test_where_nothing_is_shown_there_are_no_letters(tmp_path: Path) -> None:
    policy = msgspec.structs.replace(POLICY, show="off")
    (tmp_path / NAME).write_text('{"person":"ada","name":"Ada","language":"en"}\n')

    async def main() -> int:
        async with clerk_at(tmp_path / "l", {}, policy=policy) as clerk:
            place = f"/voices/_v/for/ada/{token(SECRET, Person('ada', 'Ada', 'en'))}/"
            gate = Gate(clerk, box(tmp_path, policy, SECRET))
            gate.people = people_of(tmp_path)
            return (await ask(gate, "GET", place))[0]

    assert asyncio.run(main()) == 404
