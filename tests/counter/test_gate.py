from __future__ import annotations

import asyncio
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from desk import FIREFOX, POLICY, TODAY, box, clerk_at

from byline.counter.gate import Gate
from byline.counter.ledger import Ledger
from byline.counter.policy import Policy

PLAIN = {"host": "intranet.example", "origin": "https://intranet.example", "user-agent": FIREFOX}
WITH_PIXEL = msgspec.structs.replace(POLICY, pixel=True)

Answer = tuple[int, dict[str, str], bytes]


async def ask(gate: Gate, method: str, path: str, headers: Mapping[str, str] = PLAIN) -> Answer:
    """What the gate answers."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        raise AssertionError("bodies are not read")

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await gate({"type": "http", "method": method, "path": path, "headers": raw}, receive, send)
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, sent[1]["body"]


def asked(
    tmp_path: Path, *requests: tuple[str, str, Mapping[str, str]], policy: Policy = POLICY
) -> tuple[list[Answer], str]:
    """What the gate answers to some requests, and what the ledger holds then."""

    async def main() -> list[Answer]:
        async with clerk_at(tmp_path / "l", {"2026/a": 30, "über/uns": 30}, policy=policy) as clerk:
            return [await ask(Gate(clerk, box(tmp_path, policy)), *request) for request in requests]

    answers = asyncio.run(main())
    return answers, Ledger(tmp_path / "l", make=False).dump()


@pytest.mark.parametrize(
    ("path", "more", "counted"),
    [
        ("/voices/_v/2026/a", {}, "views\t2026/a"),
        ("/voices/_v/über/uns", {}, "views\tüber/uns"),
        ("/voices/_v/2026/b", {}, "refused\tunknown"),
        ("/voices/_v/", {}, "refused\tunknown"),
        ("/voices/_v/2026/a", {"dnt": "1"}, "refused\topted-out"),
        ("/voices/_v/2026/a", {"sec-purpose": "prefetch"}, "refused\tprefetch"),
        ("/voices/_v/2026/a", {"origin": "https://x.example"}, "refused\tforeign"),
        ("/voices/_v/2026/a", {"user-agent": "curl/8"}, "refused\trobot"),
    ],
)
def test_whatever_is_made_of_it_the_answer_is_the_same(
    tmp_path: Path, path: str, more: dict[str, str], counted: str
) -> None:
    answers, dump = asked(tmp_path, ("POST", path, {**PLAIN, **more}))
    assert answers == [(204, {"cache-control": "no-store"}, b"")]
    assert dump == f"{counted}\t{TODAY}\t1\n"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/voices/_v/2026/a", 404),
        ("GET", "/voices/_v/2026/a.gif", 404),
        ("PUT", "/voices/_v/2026/a", 405),
        ("HEAD", "/voices/_v/2026/a", 405),
        ("POST", "/_v/2026/a", 404),
        ("POST", "/voices/2026/a", 404),
    ],
)
def test_nothing_else_is_answered(tmp_path: Path, method: str, path: str, status: int) -> None:
    answers, dump = asked(tmp_path, (method, path, PLAIN))
    assert (answers, dump) == ([(status, {"cache-control": "no-store"}, b"")], "")


def test_a_picture_counts_only_where_it_is_wanted(tmp_path: Path) -> None:
    ((status, headers, body),), dump = asked(tmp_path, ("GET", "/voices/_v/2026/a.gif", PLAIN), policy=WITH_PIXEL)
    assert (status, headers["content-type"], headers["cache-control"]) == (200, "image/gif", "no-store")
    assert body[:6] == b"GIF89a"
    assert set(headers) == {"cache-control", "content-type", "content-length"}
    assert dump == f"views\t2026/a\t{TODAY}\t1\n"


@pytest.mark.parametrize(
    "header",
    [
        {"content-length": "1"},
        {"content-length": "99999999999"},
        {"content-length": "no number"},
        {"transfer-encoding": "chunked"},
    ],
)
def test_bodies_are_cut(tmp_path: Path, header: dict[str, str]) -> None:
    answers, _ = asked(tmp_path, ("POST", "/voices/_v/2026/a", {**PLAIN, **header}))
    assert answers == [(204, {"cache-control": "no-store", "connection": "close"}, b"")]


def test_what_cannot_be_written_down_is_not_acknowledged(tmp_path: Path) -> None:
    async def main() -> Answer:
        async with clerk_at(tmp_path / "l", {f"s{n}": 9 for n in range(2000)}) as clerk:
            await clerk.tidy(idle=False)
            clerk._ledger._db.execute("PRAGMA max_page_count = 3")
            gate = Gate(clerk, box(tmp_path))
            return (await asyncio.gather(*(ask(gate, "POST", f"/voices/_v/s{n}") for n in range(2000))))[-1]

    assert asyncio.run(main()) == (503, {"cache-control": "no-store"}, b"")
