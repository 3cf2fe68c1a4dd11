"""The porter: who may ask the preview for something."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from byline.porter import Porter, is_loopback, may_be_asked_as


async def nobody(*_: object) -> None:
    raise AssertionError


@pytest.mark.parametrize(
    ("named", "host", "may"),
    [
        ("localhost", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST:8000", "127.0.0.1", True),
        ("127.0.0.1:9", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("[::1]", "::1", True),
        ("evil.example", "127.0.0.1", False),
        ("evil.example:8000", "127.0.0.1", False),
        ("localhost.evil.example", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("localhost@evil.example", "127.0.0.1", False),
        ("evil.example@localhost", "127.0.0.1", False),
        ("localhost/evil.example", "127.0.0.1", False),
        ("192.168.1.9", "127.0.0.1", False),
        ("127.0.0.2", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        # the host given
        ("desk-7.example:8000", "desk-7.example", True),
        ("DESK-7.example", "Desk-7.example", True),
        ("desk-8.example", "desk-7.example", False),
        ("192.168.1.9:8000", "192.168.1.9", True),
        # all addresses: what cannot be pointed elsewhere is harmless
        ("192.168.1.9:8000", "0.0.0.0", True),
        ("[2001:db8::1]:8000", "::", True),
        ("evil.example", "0.0.0.0", False),
    ],
)
def test_names_under_which_the_preview_answers(named: str, host: str, may: bool) -> None:
    assert may_be_asked_as(named, host) is may


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.0.0.9", True), ("0.0.0.0", False), ("::", False),
        ("192.168.1.9", False), ("desk-7.example", False),
    ],
)  # fmt: skip
def test_what_only_this_machine_reaches(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    ("headers", "method", "status"),
    [
        ({"host": "localhost:8000"}, "GET", None),
        ({"host": "localhost:8000"}, "HEAD", None),
        ({"host": "localhost:8000", "origin": "http://localhost:8000"}, "GET", None),
        ({"host": "localhost:8000"}, "POST", 405),
        ({"host": "localhost:8000"}, "OPTIONS", 405),
        ({"host": "evil.example"}, "GET", 421),
        ({}, "GET", 421),
        ({"host": "localhost:8000", "origin": "https://evil.example"}, "GET", 403),
        ({"host": "localhost:8000", "origin": "http://localhost:9000"}, "GET", 403),
        ({"host": "localhost:8000", "origin": "null"}, "GET", 403),
        ({"host": "localhost:8000", "origin": "http://[::1"}, "GET", 403),
    ],
)
def test_what_is_refused(headers: dict[str, str], method: str, status: int | None) -> None:
    refused = Porter(nobody, "127.0.0.1", "en").refusal(Headers(headers), method)
    assert (refused.status_code if refused else None) == status


def test_two_hosts_are_none() -> None:
    twice = Headers(raw=[(b"host", b"localhost"), (b"host", b"evil.example")])
    refused = Porter(nobody, "127.0.0.1", "en").refusal(twice, "GET")
    assert refused
    assert refused.status_code == 421


@pytest.mark.parametrize(("language", "word"), [("de", "Vorschau"), ("en", "preview")])
def test_a_refusal_is_a_plain_sentence(language: str, word: str) -> None:
    refused = Porter(nobody, "127.0.0.1", language).refusal(Headers({"host": "evil.example"}), "GET")
    assert refused
    assert word in bytes(refused.body).decode()
