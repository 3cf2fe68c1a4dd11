"""A hit: what counting is told of a request. It is made here, from an allow-list of headers, and nowhere else.

Whatever is no part of it (who asked, from where, with which cookies) the counter cannot keep, since it has never heard it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Refusal(StrEnum):
    """Why a request is not counted. How many there were is kept by reason and day."""

    ROBOT = "robot"  # a program, by what it calls itself
    PREFETCH = "prefetch"  # fetched in advance, and perhaps never seen
    OPTED_OUT = "opted-out"  # Do Not Track, or Global Privacy Control
    FOREIGN = "foreign"  # sent by a page of another site
    UNKNOWN = "unknown"  # for no story of the edition
    CAPPED = "capped"  # more than a story's readers could be on one day


class Hit(NamedTuple):
    """A request to count a story, and why it is not to be counted, if so."""

    story: str
    refusal: Refusal | None


HEADERS = frozenset(
    {
        b"dnt",
        b"sec-gpc",
        b"sec-purpose",
        b"purpose",
        b"x-purpose",
        b"x-moz",
        b"sec-fetch-site",
        b"origin",
        b"host",
        b"user-agent",
    }
)
"""The headers whose values are looked at; of the others not even that."""

_ROBOT = re.compile(
    rb"bot(?<!cubot)(?![a-z])|crawl|spider|slurp|scanner|monitor|uptime|check(?:er|ing)|preview|archiv|headless|phantomjs"
    rb"|selenium|lighthouse|validator|externalhit|fetcher|google(?:other|imageproxy|-inspection)|powershell|nikto|nessus"
    rb"|openvas|nmap|httrack|jsdom|synthetic|ptst|ms-?office"
)
"""Programs that call themselves Mozilla, too. Not among them: Cubot, which makes telephones, as Tecno does with its Phantom,
hand scanners such as the ScanPal, and Teams and Slack, inside which people read. In lower case, and each with a letter first:
so it takes a seventh of the time."""


def is_robot(agent: bytes) -> bool:
    """Whether a program of this name is no browser. People's browsers call themselves Mozilla, all of them."""
    return not agent.startswith(b"Mozilla/") or _ROBOT.search(agent.lower()) is not None


def hit_of(story: str, headers: Iterable[tuple[bytes, bytes]], origin: bytes, *, pixel: bool = False) -> Hit:
    """The hit that a request is. `headers` are its headers with names in lower case, `origin` is the portal's own.

    Browsers say with everything that a script sends from which site it comes; with a picture, a `pixel`, some do not.
    """
    told = {name: value for name, value in headers if name in HEADERS}
    if told.get(b"dnt") == b"1" or told.get(b"sec-gpc") == b"1":
        return Hit(story, Refusal.OPTED_OUT)
    if b"sec-purpose" in told or b"purpose" in told or b"x-purpose" in told or b"x-moz" in told:
        return Hit(story, Refusal.PREFETCH)
    if not _is_own(told, origin, pixel=pixel):
        return Hit(story, Refusal.FOREIGN)
    if is_robot(told.get(b"user-agent", b"")):
        return Hit(story, Refusal.ROBOT)
    return Hit(story, None)


def _is_own(told: dict[bytes, bytes], origin: bytes, *, pixel: bool) -> bool:
    """Whether a page of the portal has sent this. Sites without encryption get no Sec-Fetch-Site; then the origin tells."""
    site = told.get(b"sec-fetch-site")
    if site is not None:
        return site == b"same-origin"
    source = told.get(b"origin")
    if source is None:
        return pixel
    return source == origin or source.partition(b"://")[2] == told.get(b"host")
