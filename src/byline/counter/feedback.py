"""Feedback: what somebody hears of the views of their own stories. Nobody is compared with anybody, and nothing is ranked.

It stands at an address that nobody can guess: a keyed digest of the person's id (RFC 2104), made with a secret that only
the service knows. Another secret gives everyone another address, another `feedback_renewed` a single person.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
from collections.abc import Mapping, Sequence

import msgspec

from byline.counter.counted import Person, Story
from byline.counter.figure import by_week, closed, has_figures, of_stories
from byline.counter.period import DAY, kept, last_day, of_day, week_of
from byline.counter.policy import Policy
from byline.counter.store import Row

SECRET = 16  # characters that a secret has at least
MILESTONES = (1, 7, 30)  # days after which there is something to say
_TOKEN = 20  # bytes: more than anybody can try


class Note(msgspec.Struct, frozen=True):
    """What is told of one story: its figure, 0 if it has none; by week, the oldest first; and how many days it is out.

    `months` is of how many months views are still kept, if the story is older than that; else 0.
    """

    story: Story
    figure: int
    weeks: dict[str, int]
    age: int
    months: int = 0

    @property
    def milestone(self) -> int:
        """The last milestone that has been passed, or after its first day the one that comes; 0 before that."""
        return max((days for days in MILESTONES if self.age > days), default=min(self.age, 1))


class Milestone(msgspec.Struct, frozen=True):
    """What had been counted of a story so many days after it appeared; told on the day after."""

    story: Story
    days: int
    figure: int
    day: datetime.date


class Letter(msgspec.Struct, frozen=True):
    """What one person hears: of each story, the newest first, and of what was passed lately."""

    person: Person
    notes: tuple[Note, ...]
    milestones: tuple[Milestone, ...]
    until: datetime.date


def token(secret: bytes, person: Person) -> str:
    """The part of somebody's private address that cannot be guessed."""
    text = f"{person.person}\n{person.renewed}".encode()
    return base64.urlsafe_b64encode(hmac.digest(secret, text, hashlib.sha256)[:_TOKEN]).decode().rstrip("=")


def is_theirs(secret: bytes, person: Person, told: str) -> bool:
    """Whether an address is this person's; takes as long for a wrong one, however wrong."""
    return hmac.compare_digest(token(secret, person).encode(), told.encode())


def letter(
    person: Person, stories: Sequence[Story], rows: Mapping[str, Sequence[Row]], today: datetime.date, policy: Policy
) -> Letter:
    """What a person hears today. `rows` are the counts of each of their stories, by id."""
    own = sorted(
        (one for one in stories if person.person in one.people), key=lambda one: (one.day, one.story), reverse=True
    )
    past = {one.story: closed(rows.get(one.story, ()), today) for one in own}
    return Letter(
        person,
        tuple(_note(one, past[one.story], today, policy) for one in own),
        tuple(found for one in own for found in _milestones(one, past[one.story], today, policy)),
        today - DAY,
    )


def _note(story: Story, rows: Sequence[Row], today: datetime.date, policy: Policy) -> Note:
    figure = of_stories([story], rows, policy).get(story.story, 0)
    weeks = by_week(story, rows, today, policy) if has_figures(story) else {}
    is_old = not kept(week_of(story.day), today, policy.retention)
    return Note(story, figure, weeks, max(0, (today - story.day).days), policy.retention.months if is_old else 0)


def _milestones(story: Story, rows: Sequence[Row], today: datetime.date, policy: Policy) -> list[Milestone]:
    """The newest first; each for as long as it can still be told what had been counted by then: nothing of that is
    forgotten, and its last day is not in a week with others that came later.
    """
    found = []
    for days in reversed(MILESTONES):
        day = story.day + (days + 1) * DAY
        last = of_day(day - DAY)
        if (
            day <= today
            and kept(last, today, policy.retention) == last
            and kept(of_day(story.day), today, policy.retention)
        ):
            by_then = [row for row in rows if last_day(row.period) < day]
            found.append(Milestone(story, days, of_stories([story], by_then, policy).get(story.story, 0), day))
    return found
