from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from desk import NOON, POLICY, TODAY

from byline.counter import feedback, figure, ledger
from byline.counter.audit import PARTS, audit
from byline.counter.audit_report import conclusion, lines
from byline.counter.bookmark import Mark
from byline.counter.clerk import Clerk
from byline.counter.finding import Audit, Finding
from byline.counter.gate import Gate
from byline.counter.ledger import Ledger
from byline.counter.policy import Policy

SCRIPT = "if (navigator.doNotTrack != 1 && !navigator.globalPrivacyControl) navigator.sendBeacon(to)"


def findings(folder: Path) -> list[Finding]:
    return list(audit(Audit(POLICY, folder, SCRIPT, NOON)))


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def broken(found: list[Finding]) -> list[str]:
    return [one.part for one in found if not one.good]


def holds(part: str, folder: Path, policy: Policy = POLICY, script: str = SCRIPT, real: Path | None = None) -> bool:
    return PARTS[part](Audit(policy, folder, script, NOON, real)).good


def test_the_claim_holds_and_every_part_is_told_in_both_languages(tmp_path: Path) -> None:
    found = findings(tmp_path)
    assert broken(found) == []
    assert [one.part for one in found] == [*(f"P{n}" for n in range(1, 10)), "real"]
    german, english = ("".join(lines(one, language) for one in found) for language in ("de", "en"))
    assert german.count("— hält") == english.count("— holds") == 10
    assert german.count("\n") == english.count("\n")
    assert conclusion(found, "de") == "Alles, was versprochen ist, hält."


def test_two_audits_give_the_same_digests(tmp_path: Path) -> None:
    first, second = (PARTS["P4"](Audit(POLICY, folder(tmp_path / name), SCRIPT, NOON)) for name in "ab")
    assert first == second


def test_an_agent_that_is_logged_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Gate.__call__

    async def talkative(gate: Gate, scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
        sys.stderr.write(dict(scope["headers"])[b"user-agent"].decode() + "\n")
        await answer(gate, scope, receive, send)

    monkeypatch.setattr(Gate, "__call__", talkative)
    assert not holds("P2", tmp_path)


def test_a_write_ahead_log_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_PRAGMAS", ("PRAGMA journal_mode = WAL", *ledger._PRAGMAS[1:]))
    assert not holds("P4", tmp_path)


def test_a_number_just_below_the_threshold_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "shown", lambda n, policy: n if n >= policy.threshold - 1 else 0)
    assert not holds("P7", tmp_path)


def test_counts_that_are_shown_as_they_are_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "shown", lambda n, policy: n if n >= policy.threshold else 0)
    assert not holds("P7", tmp_path)


def test_acknowledging_too_soon_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hasty(clerk: Clerk, story: str) -> bool:
        clerk._open.stories.append(story)
        clerk._later = clerk._later or asyncio.get_running_loop().call_later(0.2, clerk._hurry)
        return True

    monkeypatch.setattr(Clerk, "count", hasty)
    assert not holds("P8", tmp_path)


def test_a_letter_that_tells_too_much_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "by_week", lambda rows, _: {row.period: row.n for row in rows})
    assert not holds("P7", tmp_path)


def test_folding_that_loses_something_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "kept", lambda period, *_: "" if "05" in period else period)
    assert not holds("P9", tmp_path)


def test_keeping_too_long_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "fold", lambda *_: None)
    assert not holds("P9", tmp_path)


@pytest.mark.parametrize("script", ["document.cookie", "localStorage.seen = 1; doNotTrack; globalPrivacyControl"])
def test_a_script_that_leaves_something_is_found(tmp_path: Path, script: str) -> None:
    assert not holds("P5", tmp_path, script=script)


def test_pushing_every_hour_is_told(tmp_path: Path) -> None:
    found = PARTS["P4"](Audit(msgspec.structs.replace(POLICY, push="hourly"), tmp_path, SCRIPT, NOON))
    assert "weicht" in lines(found, "de")
    assert conclusion([found], "en") == "Not everything that is promised holds: P4."


def test_the_real_store_is_looked_at(tmp_path: Path) -> None:
    real = tmp_path / "real"
    held = Ledger(real)
    held.close()
    before = real.read_bytes()
    assert holds("real", tmp_path, real=real)
    assert real.read_bytes() == before
    held = Ledger(real)
    held.keep_bookmarks(NOON.date(), POLICY.retention)
    with held.writing():
        held.bookmark(Path("/var/log/access.log"), TODAY, [Mark(7, 100, 100, 1)])
    held.close()
    found = PARTS["real"](Audit(POLICY, tmp_path, SCRIPT, NOON, real))
    assert (found.good, "nothing about readers" in lines(found, "en")) == (True, True)
    with Ledger(real) as held, held.writing():
        held.bookmark(Path("/var/log/access.log"), f"{TODAY} 12:00", [Mark(7, 100, 100, 1)])
    assert not holds("real", tmp_path, real=real)
    with Ledger(real) as held, held.writing():
        held.bookmark(Path("/var/log/access.log"), TODAY, [])
    assert holds("real", tmp_path, real=real)
    db = sqlite3.connect(real)
    db.execute("CREATE TABLE visits (address)")
    db.close()
    assert not holds("real", tmp_path, real=real)
    (tmp_path / "other").write_text("no ledger, but a text that is long enough to be taken for one, or nearly so" * 9)
    assert not holds("real", tmp_path, real=tmp_path / "other")
    real.chmod(0o644)
    assert not holds("real", tmp_path, real=real)
