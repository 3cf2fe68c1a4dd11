from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from byline.counter.anonymity import Trap
from byline.counter.hit import HEADERS, Hit, Refusal, hit_of

ORIGIN = b"https://intranet.example"
FIREFOX = b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PLAIN = {b"host": b"intranet.example", b"origin": ORIGIN, b"user-agent": FIREFOX}


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [
        ({}, None),
        ({b"dnt": b"0"}, None),
        ({b"dnt": b"1"}, Refusal.OPTED_OUT),
        ({b"sec-gpc": b"1"}, Refusal.OPTED_OUT),
        ({b"sec-purpose": b"prefetch;prerender"}, Refusal.PREFETCH),
        ({b"purpose": b"prefetch"}, Refusal.PREFETCH),
        ({b"x-purpose": b"preview"}, Refusal.PREFETCH),
        ({b"x-moz": b"prefetch"}, Refusal.PREFETCH),
        ({b"sec-fetch-site": b"same-origin"}, None),
        ({b"sec-fetch-site": b"same-site"}, Refusal.FOREIGN),
        ({b"sec-fetch-site": b"cross-site"}, Refusal.FOREIGN),
        ({b"sec-fetch-site": b"none"}, Refusal.FOREIGN),
        ({b"origin": b"https://elsewhere.example"}, Refusal.FOREIGN),
        ({b"origin": b"null"}, Refusal.FOREIGN),
        ({b"origin": b"http://intranet", b"host": b"intranet"}, None),  # another name of the same house
        ({b"user-agent": b""}, Refusal.ROBOT),
        ({b"user-agent": b"curl/8.5"}, Refusal.ROBOT),
        ({b"user-agent": b"Mozilla/5.0 (compatible; Googlebot/2.1)"}, Refusal.ROBOT),
        ({b"user-agent": b"Mozilla/5.0 (X11) HeadlessChrome/120.0 Safari/537.36"}, Refusal.ROBOT),
        ({b"user-agent": b"Mozilla/5.0 (Linux; Android 14; CUBOT P80) Chrome/120.0 Mobile Safari/537.36"}, None),
        ({b"user-agent": b"Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0 Teams/24.1"}, None),
        ({b"user-agent": b"Mozilla/5.0 (Linux; Android 11; ScanPal EDA52) Chrome/120.0 Mobile Safari/537.36"}, None),
        ({b"user-agent": b"Mozilla/5.0 (compatible; CensysInspect/1.1; scanner)"}, Refusal.ROBOT),
        ({b"user-agent": b"Mozilla/5.0 (Linux; Android 13; TECNO PHANTOM6) Chrome/120.0 Mobile Safari/537.36"}, None),
        ({b"user-agent": b"Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 Abbott/1.0"}, None),
        ({b"user-agent": b"Mozilla/5.0 (Windows NT; Windows NT 10.0; de-DE) WindowsPowerShell/5.1"}, Refusal.ROBOT),
        ({b"user-agent": b"Mozilla/5.00 (Nikto/2.5.0)"}, Refusal.ROBOT),
        ({b"user-agent": b"Mozilla/4.0 (compatible; ms-office; MSOffice 16)"}, Refusal.ROBOT),
        ({b"dnt": b"1", b"user-agent": b"curl/8.5"}, Refusal.OPTED_OUT),
    ],
)
def test_what_is_refused(headers: dict[bytes, bytes], refusal: Refusal | None) -> None:
    assert hit_of("a", list({**PLAIN, **headers}.items()), ORIGIN) == Hit("a", refusal)


@pytest.mark.parametrize(("pixel", "refusal"), [(True, None), (False, Refusal.FOREIGN)])
def test_only_a_picture_may_come_without_a_word_of_its_site(pixel: bool, refusal: Refusal | None) -> None:
    headers = [(name, value) for name, value in PLAIN.items() if name != b"origin"]
    assert hit_of("a", headers, ORIGIN, pixel=pixel) == Hit("a", refusal)


OTHERS = [b"cookie", b"authorization", b"x-forwarded-for", b"x-real-ip", b"forwarded", b"referer", b"accept-language",
          b"remote-user", b"x-remote-user", b"via", b"sec-ch-ua", b"if-none-match", b"accept"]  # fmt: skip


def test_no_other_header_is_looked_at() -> None:
    headers: list[Any] = [*PLAIN.items(), *((name, Trap()) for name in OTHERS)]
    assert hit_of("a", headers, ORIGIN) == Hit("a", None)
    looks: list[Callable[[Any], object]] = [
        lambda value: value == b"1", bytes, bytes.decode, len, str, hash, bool, list, lambda value: value.lower(),
        lambda value: value[0], lambda value: b"x" in value, re.compile(b"x").search, lambda value: value + b"", "{}".format,
    ]  # fmt: skip
    for look in looks:
        with pytest.raises((LookupError, TypeError)):
            look(Trap())  # whoever looks is told


def test_the_list_of_headers_names_nobody() -> None:
    assert not HEADERS & set(OTHERS)


def test_a_hit_is_a_story_and_a_verdict() -> None:
    assert Hit._fields == ("story", "refusal")
