"""The audit: tries every part of the claim, with the real settings, on a scratch store and with the real service.

Of the real store it only reads. Each part tells what was done, with digests, so that two audits can be held side by side.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from byline.counter import anonymity, custody, inspection
from byline.counter.counted import Person, Story
from byline.counter.feedback import letter, token
from byline.counter.finding import Audit, Finding
from byline.counter.letter import as_feed, as_page, as_text
from byline.counter.period import DAY, of_day
from byline.counter.policy import Policy
from byline.counter.postbox import FOLDER
from byline.counter.store import Row
from byline.counter.total import usage
from byline.counter.usage import KINDS, as_csv, as_json

_STEP, _REACH, _AUTHORS = 5, 20, 5
"""To what figures are rounded down, how many could read a story, and how many people are behind a total: as is promised,
and not as the program has it.
"""


def _nothing_exact_or_small_is_shown(what: Audit) -> Finding:
    """Every count up to four times the threshold, each as a story of its own; totals that would say too much of somebody;
    and every output with and without a day that is not over, and views that are too few.
    """
    policy = msgspec.structs.replace(what.policy, show="everyone")
    yesterday, people = what.day - DAY, tuple(f"p{number}" for number in range(_AUTHORS))
    stories, rows = [], []
    step = max(1, policy.threshold // 10)
    for n in sorted(
        {*range(1, 4 * policy.threshold, step), policy.threshold - 1, policy.threshold, policy.threshold + 1}
    ):
        for reach in (_REACH - 1, _REACH):
            name = f"audit/{n:03}/{reach}"
            stories.append(Story(name, name, name, yesterday - 9 * DAY, "de", reach, people, (f"d{n}",), (f"t{n}",)))
            rows.append(Row(name, of_day(yesterday), n))
            rows.append(Row(name, of_day(yesterday - 9 * DAY), n))
    figures = _figures(stories, rows, what.day, policy)
    with_today = [*rows, *(Row(story.story, of_day(what.day), 1000) for story in stories)]
    few = [Row(story.story, of_day(yesterday), policy.threshold - 1) for story in stories]
    some = [Row(story.story, of_day(yesterday - 9 * DAY), 4 * _STEP * policy.threshold) for story in stories]
    one_more = [*some, *(Row(story.story, of_day(yesterday), 1) for story in stories)]
    good = (
        bool(figures)
        and all(n >= policy.threshold and n % _STEP == 0 for n in figures)
        and _outputs(stories, rows, what.day, policy) == _outputs(stories, with_today, what.day, policy)
        and _outputs(stories, few, what.day, policy) == _outputs(stories, [], what.day, policy)
        and _outputs(stories, some, what.day, policy) == _outputs(stories, one_more, what.day, policy)
        and not _figures([one for one in stories if one.reach < _REACH], rows, what.day, policy)
        and _totals_say_nothing_of_one(what)
        and _only_those_see_it_who_may(what, stories, rows)
    )
    numbers = {"figures": str(len(figures)), "least": str(min(figures, default=0))}
    return Finding("P7", good, {"threshold": str(policy.threshold), **numbers})


def _only_those_see_it_who_may(what: Audit, stories: Sequence[Story], rows: Sequence[Row]) -> bool:
    """Whether figures of stories are told to all only if the settings say so, and letters to nobody who guesses."""
    told = usage(stories, rows, what.day, what.policy).stories
    person = Person("p0", "", "de")
    box = msgspec.structs.replace(
        what.box, policy=msgspec.structs.replace(what.policy, show="authors"), secret=b"audit" * 5
    )
    own, others = token(box.secret, person), token(b"another" * 5, person)
    handed = [box.addressed(f"{FOLDER}p0/{one}/", {"p0": person}) for one in (own, others, "", own[:-1], own.lower())]
    return bool(told) == (what.policy.show == "everyone") and [bool(one) for one in handed] == [True, *[False] * 4]


def _totals_say_nothing_of_one(what: Audit) -> bool:
    """Whether a total is told of enough people, and of no fewer, none of whom has most of it or can be worked out."""
    policy, day = what.policy, what.day - 70 * DAY
    people = [f"p{number}" for number in range(_AUTHORS)]

    def told(parts: Sequence[tuple[Sequence[str], str, int]]) -> set[str]:
        """The topics that are told of stories by these people, on this topic, each with so many views."""
        stories = [
            Story(f"s{number}", "", "", day, "de", policy.reach + _REACH, tuple(who), (), (topic,))
            for number, (who, topic, _) in enumerate(parts)
        ]
        rows = [Row(f"s{number}", of_day(day), n * policy.threshold) for number, (_, _, n) in enumerate(parts)]
        return {*usage(stories, rows, what.day, policy).topics}

    enough = [((one,), "a", 100) for one in people]
    alone, others = ((people[0],), "b", 100), [((one,), "c", 200) for one in people]
    return (
        told(enough) == {"a"}
        and not told(enough[1:])
        and not told([*enough, ((people[0],), "a", 900)])
        and not told([(people, "a", 900)])
        and told([*enough, alone, *others]) == {"c"}  # or "b" would be what is left of the month
    )


def _outputs(stories: Sequence[Story], rows: Sequence[Row], today: datetime.date, policy: Policy) -> list[str]:
    """Everything that anybody gets to see, as they get to see it."""
    told = usage(stories, rows, today, policy)
    heard = letter(Person("p0", "", "de"), stories, _by_story(stories, rows), today, policy)
    return [
        as_csv(told),
        as_json(told),
        as_page(heard, policy),
        as_text(heard, policy, ""),
        f"{as_feed(heard, policy, '')!r}",
    ]


def _figures(stories: Sequence[Story], rows: Sequence[Row], today: datetime.date, policy: Policy) -> list[int]:
    """Every number that anybody is shown: what is exported, and what one of the people hears of each story."""
    told = usage(stories, rows, today, policy)
    heard = letter(Person("p0", "", "de"), stories, _by_story(stories, rows), today, policy)
    every = [number for kind in KINDS for number in getattr(told, kind).values()]
    for note in heard.notes:
        every += [note.figure, *note.weeks.values()]
    every += [passed.figure for passed in heard.milestones]
    return [number for number in every if number]


def _by_story(stories: Sequence[Story], rows: Sequence[Row]) -> dict[str, list[Row]]:
    return {one.story: [row for row in rows if row.name == one.story] for one in stories}


PARTS: Mapping[str, Callable[[Audit], Finding]] = {
    "P1": anonymity.readers_make_no_difference,
    "P2": anonymity.nothing_personal_is_at_rest,
    "P3": anonymity.counting_hears_of_nobody,
    "P4": custody.neither_order_nor_time_is_kept,
    "P5": anonymity.nothing_is_left_on_the_device,
    "P6": anonymity.whoever_opts_out_is_not_counted,
    "P7": _nothing_exact_or_small_is_shown,
    "P8": custody.what_is_acknowledged_is_kept,
    "P9": custody.nothing_is_kept_too_long,
    "real": inspection.the_real_store_is_as_promised,
    "common": inspection.the_common_store_is_as_promised,
}


def audit(what: Audit) -> Iterator[Finding]:
    """Every part, one after the other; that of a common store, where there is one."""
    return (tried(what) for part, tried in PARTS.items() if part != "common" or what.policy.is_common)
