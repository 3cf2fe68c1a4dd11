from __future__ import annotations

import datetime
import zoneinfo
from collections import Counter
from typing import Any, NamedTuple

import msgspec
import pytest
from desk import FIREFOX, POLICY
from hypothesis import given, strategies as st

from byline.counter import logline
from byline.counter.logline import Logbook, Tally
from byline.counter.policy import Policy

DAY = "2026-11-23"
STORIES = {"sound": 300, "2026/solar-roof": 300, "dot.gif": 300}
ROBOT = "Mozilla/5.0 (compatible; examplebot/2.1)"


def but(**fields: Any) -> Policy:
    return msgspec.structs.replace(POLICY, **fields)


class Said(NamedTuple):
    """What some lines say, by day and story, and by day and reason."""

    lines: int
    views: dict[tuple[str, str], int]
    refused: dict[tuple[str, str], int]
    unread: int


def tally(*lines: str, policy: Policy = POLICY, today: str = "2026-11-25") -> Said:
    book = Logbook(policy, STORIES, datetime.date.fromisoformat(today))
    return said(book.tally("".join(f"{line}\n" for line in lines).encode("latin-1")))


def said(found: Tally) -> Said:
    verdicts = [(day, verdict) for day, given in found.verdicts.items() for verdict in given]
    views = Counter((day, verdict.story) for day, verdict in verdicts if verdict.story)
    refused = Counter((day, verdict.refusal) for day, verdict in verdicts if verdict.refusal)
    return Said(found.lines, views, refused, found.unread)


def views(*lines: str, policy: Policy = POLICY) -> dict[str, int]:
    """The views of the day, and the refusals."""
    found = tally(*lines, policy=policy)
    assert {day for day, _ in [*found.views, *found.refused]} <= {DAY}
    return {name: n for (_, name), n in [*found.views.items(), *found.refused.items()]}


def common(path: str = "/voices/_v/sound", status: str = "404", when: str = "23/Nov/2026:17:11:31 +0100") -> str:
    return f'10.0.0.7 - ada [{when}] "POST {path} HTTP/1.1" {status} 153'


def combined(path: str = "/voices/_v/sound", agent: str = FIREFOX, referer: str = "-", status: str = "404") -> str:
    return f'{common(path, status)} "{referer}" "{agent}"'


@pytest.mark.parametrize(
    "line",
    [
        common(),
        combined(),
        combined(status="204"),
        combined(status="405"),
        combined(referer="https://intranet.example/voices/stories/2026/sound/"),
        combined(referer="x\\\\"),
        combined() + ' "10.9.8.7"',
        combined() + " 0.003",
        f"intranet.example:443 {combined()}",
        combined().replace("HTTP/1.1", "HTTP/2.0"),
        combined("/voices/_v/sound?x=1"),
        combined("/voices/_v/%73ound"),
        combined("/voices/_v/\\x73ound"),
        f"{DAY} /voices/_v/sound",
        f"{DAY} /voices/_v/\\x73ound",
    ],
)
def test_a_view(line: str) -> None:
    assert views(line) == {"sound": 1}
    assert tally(line).unread == 0


@pytest.mark.parametrize(
    "line",
    [
        combined("/voices/stories/2026/sound/"),
        combined("/other/_v/sound"),
        combined("/_v/sound"),
        combined().replace("POST", "GET"),
        combined("/voices/_v/sound.gif").replace("POST", "GET"),
        combined("/voices/", referer="https://intranet.example/voices/_v/sound"),
        combined(
            "/voices/", agent='Mozilla/5.0 [23/Nov/2026:17:11:31 +0100] \\"POST /voices/_v/sound HTTP/1.1\\" 404 1'
        ),
        combined("/voices/", agent=f"Mozilla/5.0 {DAY} /voices/_v/sound"),
        combined(status="401"),
        combined(status="307"),
        combined(status="308"),
        '10.0.0.7 - - [23/Nov/2026:17:11:31 +0100] "-" 400 0 "-" "-"',
        '10.0.0.7 - - [23/Nov/2026:17:11:31 +0100] "\\x16\\x03" 400 0',
    ],
)
def test_what_is_none(line: str) -> None:
    assert tally(line) == Said(1, {}, {}, 0)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (combined(agent=ROBOT), "robot"),
        (combined(agent="-"), "robot"),
        (combined(agent=""), "robot"),
        (combined(agent=f'Mozilla/5.0 \\"quoted\\" {ROBOT}'), "robot"),
        (combined(agent=ROBOT, referer='a \\" b'), "robot"),
        (combined(referer='a \\" b'), "robot"),  # no browser sends quotation marks
        (combined(agent=f'{FIREFOX} \\"x\\" y'), "robot"),
        (combined("/voices/_v/unsound", agent=ROBOT), "robot"),
        (combined("/voices/_v/unsound"), "unknown"),
        (combined("/voices/_v/"), "unknown"),
        (combined("/voices/_v/%FF"), "unknown"),
        (combined("/voices/_v/sound.gif"), "unknown"),
        (f"{DAY} /voices/_v/unsound", "unknown"),
        (f"{DAY} /voices/_v/sound and more", "unknown"),
        (f"{DAY} /voices/_v/sound.gif", "unknown"),
        (f"{DAY} /voices/_v/%73ound", "unknown"),  # a server has read it already
    ],
)
def test_what_is_refused(line: str, reason: str) -> None:
    assert views(line) == {reason: 1}
    assert tally(line).unread == 0


@pytest.mark.parametrize(
    "line",
    [
        "",
        "garbage",
        '{"method": "POST", "path": "/voices/_v/sound"}',
        "2026-02-30 /voices/_v/sound",
        "2026-11-27 /voices/_v/sound",
        "1999-12-31 /voices/_v/sound",
        f"{DAY}T17:11 /voices/_v/sound",
        f"x{DAY} /voices/_v/sound",
        f"{DAY} /elsewhere/_v/sound",
        common(when="31/Feb/2026:17:11:31 +0100"),
        common(when="23/Nov/2026:25:11:31 +0100"),
        common(when="23/Foo/2026:17:11:31 +0100"),
        common(when="27/Nov/2026:17:11:31 +0100"),
        common(when="01/Jan/0001:00:00:00 +2359"),
        common(when="23/Nov/2026:17:11:31 +9999"),
        common()[:-20],
    ],
)
def test_what_cannot_be_read_is_counted_as_such(line: str) -> None:
    assert tally(line) == Said(1, {}, {}, 1)


def test_a_line_that_was_cut_takes_no_other_with_it() -> None:
    for cut in range(1, len(combined())):
        found = tally(combined()[:cut], combined(), f"{DAY} /voices/_v/sound", combined("/voices/_v/2026/solar-roof"))
        assert found.views[DAY, "2026/solar-roof"] == 1, cut
        assert found.views[DAY, "sound"] in {2, 3}, cut


@pytest.mark.parametrize(
    ("when", "zone", "day"),
    [
        ("23/Nov/2026:23:59:59 +0100", "Europe/Berlin", "2026-11-23"),
        ("24/Nov/2026:00:00:00 +0100", "Europe/Berlin", "2026-11-24"),
        ("23/Nov/2026:22:59:59 +0000", "Europe/Berlin", "2026-11-23"),
        ("23/Nov/2026:23:00:00 +0000", "Europe/Berlin", "2026-11-24"),
        ("23/Nov/2026:18:00:00 -0500", "Europe/Berlin", "2026-11-24"),
        ("23/Nov/2026:18:29:59 +0000", "Asia/Kolkata", "2026-11-23"),
        ("23/Nov/2026:18:30:00 +0000", "Asia/Kolkata", "2026-11-24"),
        ("29/Mar/2026:23:30:00 +0100", "Europe/Berlin", "2026-03-30"),
    ],
)
def test_days_are_those_of_the_portals_zone(when: str, zone: str, day: str) -> None:
    found = tally(common(when=when), policy=but(zone=zoneinfo.ZoneInfo(zone)))
    assert found.views == {(day, "sound"): 1}


def test_a_server_may_be_in_a_zone_where_it_is_tomorrow() -> None:
    assert tally("2026-11-26 /voices/_v/sound").views == {("2026-11-26", "sound"): 1}


def test_pictures_count_where_they_are_wanted_and_the_server_has_left_out_what_must_not() -> None:
    wanted = but(pixel=True)
    assert views(f"{DAY} /voices/_v/sound.gif", policy=wanted) == {"sound": 1}
    assert views(f"{DAY} /voices/_v/dot.gif", policy=wanted) == {"dot.gif": 1}
    assert views(f"{DAY} /voices/_v/unsound.gif", policy=wanted) == {"unknown": 1}
    assert views(combined("/voices/_v/sound.gif").replace("POST", "GET"), policy=wanted) == {}


@pytest.mark.parametrize("base", ["/", "/a.b+c/", "/%C3%BC/", "/ü/", "/a b/"])
def test_whatever_the_base_path(base: str) -> None:
    asked = {"/%C3%BC/": "/%C3%BC/", "/ü/": "/%C3%BC/", "/a b/": "/a%20b/"}.get(base, base)
    policy = but(base_path=base)
    assert views(combined(f"{asked}_v/sound"), policy=policy) == {"sound": 1}
    for meant in ("/\\xC3\\xBC/", "/\\xc3\\xbc/") if asked == "/%C3%BC/" else (base,):
        assert views(f"{DAY} {meant}_v/sound", policy=policy) == {"sound": 1}
    assert views(combined("/aXb+c/_v/sound"), policy=policy) == {}


def test_kinds_of_lines_may_be_mixed() -> None:
    found = tally(
        combined(), f"{DAY} /voices/_v/sound", common(), combined("/voices/"), "garbage", combined(agent=ROBOT)
    )
    assert found == Said(6, {(DAY, "sound"): 3}, {(DAY, "robot"): 1}, 0)


def test_the_day_of_the_first_line() -> None:
    book = Logbook(POLICY, STORIES, datetime.date(2026, 11, 25))
    for head in (
        combined("/voices/"),
        f"{DAY} /voices/_v/x",
        common(),
        '::1 - - [23/Nov/2026:09:00:00 +0000] "-" 400 0',
    ):
        assert book.first_day(f"{head}\nrest".encode()) == DAY
    for head in ("", "garbage", f"{DAY}", "2026-02-30 /x"):
        assert book.first_day(f"{head}\n{combined()}".encode()) == ""


SPEAKING = [
    combined(),
    combined("/voices/_v/2026/solar-roof"),
    combined(agent=ROBOT),
    combined(status="401"),
    combined("/voices/_v/unsound"),
    combined("/voices/", agent=f"{FIREFOX} /voices/_v/sound"),
    combined(agent=f"{FIREFOX} /voices/_v/2026/solar-roof"),
    combined().replace("POST", "GET"),
    f'10.0.0.7 - - [23/Nov/2026:17:11:30 +0100] "POST /voices/_v/so{combined()}',
    combined().replace("ada", "ada /voices/_v/sound"),
    common()[:-20],
    common(when="24/Nov/2026:09:00:00 +0100"),
    common(when="23/Nov/2026:23:15:00 +0000"),
    common(when="23/Nov/2026:18:15:00 +0545"),
    common(when="31/Feb/2026:17:11:31 +0100"),
    common("/"),
    f"{DAY} /voices/_v/sound",
    f"{DAY} /voices/_v/sound.gif",
    "2026-02-30 /voices/_v/sound",
]


@given(lines=st.lists(st.sampled_from(SPEAKING), max_size=8), same=st.integers(0, 3), kept=st.sampled_from([1, 16_384]))
def test_a_block_says_what_its_lines_say(lines: list[str], same: int, kept: int) -> None:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(logline, "_KEPT", kept)
        found = tally(*[combined()] * same, *lines)
    alone = [tally(line) for line in [combined()] * same + lines]
    assert found.views == sum((Counter(one.views) for one in alone), Counter())
    assert found.refused == sum((Counter(one.refused) for one in alone), Counter())
    assert found.unread == sum(one.unread for one in alone)
