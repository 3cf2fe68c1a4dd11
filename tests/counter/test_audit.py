from __future__ import annotations

import asyncio
import datetime
import sqlite3
import sys
import tempfile  # noqa: TID251  # to leave a file there
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import postgres
import pytest
from desk import NOON, POLICY, TODAY

from byline.counter import (
    anonymity,
    clerk as clerk_room,
    custody,
    feedback,
    figure,
    gate,
    hit,
    ledger,
    postbox,
    service,
    total as total_room,
)
from byline.counter.audit import PARTS, audit
from byline.counter.audit_report import conclusion, lines
from byline.counter.bookmark import Mark
from byline.counter.clerk import Clerk
from byline.counter.common import Common
from byline.counter.finding import Audit, Finding
from byline.counter.gate import Gate
from byline.counter.ledger import Ledger
from byline.counter.period import first_day, week_of
from byline.counter.policy import Policy
from byline.counter.push import push
from byline.counter.spool import Spool

pytestmark = pytest.mark.long

SCRIPT = "if (navigator.doNotTrack != 1 && !navigator.globalPrivacyControl) navigator.sendBeacon(to)"


def findings(folder: Path) -> list[Finding]:
    return list(audit(Audit(POLICY, folder, SCRIPT, NOON)))


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def broken(found: list[Finding]) -> list[str]:
    return [one.part for one in found if one.good is False]


def holds(
    part: str, folder: Path, policy: Policy = POLICY, script: str = SCRIPT, real: Path | None = None
) -> bool | None:
    return PARTS[part](Audit(policy, folder, script, NOON, real)).good


def test_the_claim_holds_and_every_part_is_told_in_both_languages(tmp_path: Path) -> None:
    found = findings(tmp_path)
    assert broken(found) == []
    assert [one.part for one in found] == [*(f"P{n}" for n in range(1, 10)), "real"]
    german, english = ("".join(lines(one, language) for one in found) for language in ("de", "en"))
    assert german.count("— hält") == english.count("— holds") == 9
    assert german.count("— NICHT ANGESEHEN") == english.count("— NOT LOOKED AT") == 1  # there is no real store
    assert german.count("\n") == english.count("\n")
    assert conclusion(found, "de").startswith("Was angesehen wurde, hält. Der echte Speicher ist nicht dabei")
    assert conclusion(found[:9], "de") == "Alles, was versprochen ist, hält."


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


@pytest.mark.parametrize("name", [b"cookie", b"x-remote-user", b"x-forwarded-for"])
def test_a_header_that_is_looked_at_is_found(name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def curious(story: str, headers: Any, origin: bytes, *, pixel: bool = False) -> hit.Hit:
        dict(headers)[name].decode()
        return hit.hit_of(story, headers, origin, pixel=pixel)

    monkeypatch.setattr(gate, "hit_of", curious)
    assert not holds("P3", tmp_path)


@pytest.mark.parametrize(
    "look", [lambda scope: scope["client"], lambda scope: scope.get("client"), lambda scope: scope["query_string"]]
)
def test_an_address_that_is_looked_at_is_found(
    look: Callable[[Any], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Gate.__call__

    async def curious(this: Gate, scope: Any, receive: Any, send: Any) -> None:
        look(scope)
        await answer(this, scope, receive, send)

    monkeypatch.setattr(Gate, "__call__", curious)
    assert not holds("P3", tmp_path)


def test_counting_that_depends_on_the_reader_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def partial_to(story: str, headers: Any, origin: bytes, *, pixel: bool = False) -> hit.Hit:
        found = hit.hit_of(story, headers, origin, pixel=pixel)
        return found._replace(refusal=hit.Refusal.ROBOT) if b"iPhone" in dict(headers)[b"user-agent"] else found

    monkeypatch.setattr(gate, "hit_of", partial_to)
    monkeypatch.setattr(anonymity, "HITS", 1_000)
    assert not holds("P1", tmp_path)


@pytest.mark.parametrize("name", ["dnt", "sec-gpc"])
def test_a_wish_that_is_not_heard_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf(story: str, headers: Any, origin: bytes, *, pixel: bool = False) -> hit.Hit:
        return hit.hit_of(story, [one for one in headers if one[0] != name.encode()], origin, pixel=pixel)

    monkeypatch.setattr(gate, "hit_of", deaf)
    assert not holds("P6", tmp_path)
    assert not holds("P6", tmp_path, script="navigator.sendBeacon(to)")


@pytest.mark.parametrize(
    ("name", "lax"),
    [
        ("LEAST_AUTHORS", 4),
        ("_is_safe", lambda stories, _, names: len({who for one in names for who in stories[one].people}) >= 5),
        ("_kept_apart", lambda cells, _, is_safe: {cell for cell, names in cells.items() if is_safe(names)}),
    ],
    ids=["four", "half", "left"],
)
def test_a_total_that_says_too_much_is_found(
    name: str, lax: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert holds("P7", tmp_path)
    monkeypatch.setattr(total_room, name, lax)
    assert not holds("P7", tmp_path)


def test_a_week_that_is_told_only_if_somebody_came_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def telling(_: Any, rows: Any, __: Any, policy: Policy) -> dict[str, int]:
        return {week_of(first_day(row.period)): figure.shown(row.n, policy) for row in rows}

    monkeypatch.setattr(feedback, "by_week", telling)
    assert not holds("P7", tmp_path)


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
    monkeypatch.setattr(feedback, "by_week", lambda _, rows, *__: {row.period: row.n for row in rows})
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
    policy = msgspec.structs.replace(POLICY, push="hourly", store="postgresql://db/voices")
    found = PARTS["P4"](Audit(policy, tmp_path, SCRIPT, NOON))
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
    assert (found.good, "only how long they are" in lines(found, "en")) == (True, True)
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


@postgres.needed
def test_a_common_store_is_looked_at(server: postgres.Server, tmp_path: Path) -> None:
    """And whatever is not as it was promised is found."""
    common = Common(server.address)
    spool = tmp_path / "spool"
    what = Audit(msgspec.structs.replace(POLICY, store=server.address), tmp_path, SCRIPT, NOON, spool)

    def count(day: str) -> None:
        with Spool(spool) as held:
            with held.writing():
                held.add(day, {f"on-{day}": 3}, {})
            push(held, common, NOON.date() + datetime.timedelta(days=1), what.policy, {})

    def look() -> Finding:
        before = common.dump()
        found = PARTS["common"](what)
        assert common.dump() == before
        assert all(lines(found, language) for language in ("de", "en"))
        return found

    for day in range(20, 25):
        count(f"2026-11-{day}")
    facts = {
        "tables": "batch, refused, views",
        "readers": "admin, byline",
        "machines": "1",
        "commits": "5 ≤ 6",
        "open": "0",
    }
    assert look() == Finding("common", good=True, facts=facts)

    for breach, mend in (
        ("GRANT SELECT ON views TO PUBLIC", "REVOKE SELECT ON views FROM PUBLIC"),
        ("CREATE TABLE visits (at timestamptz)", "DROP TABLE visits"),
        ("ALTER TABLE views ADD COLUMN at timestamptz DEFAULT now()", "ALTER TABLE views DROP COLUMN at"),
        ("ALTER ROLE byline SUPERUSER", "ALTER ROLE byline NOSUPERUSER"),
        (
            "CREATE TRIGGER t BEFORE UPDATE ON views FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "DROP TRIGGER t ON views",
        ),
        ("INSERT INTO refused VALUES ('at 12:35', '12:35', 1)", "DELETE FROM refused WHERE period = '12:35'"),
        ("ALTER TABLE batch RENAME TO other", "ALTER TABLE other RENAME TO batch"),
    ):
        server.ask("byline", f"{breach};")
        assert not PARTS["common"](what).good, breach
        server.ask("byline", f"{mend};")
        assert look().good, mend

    count("2026-11-25")  # a day that is not over
    assert not look().good
    hourly = msgspec.structs.replace(what, policy=msgspec.structs.replace(what.policy, push="hourly"))
    assert PARTS["common"](hourly).good
    server.empty()
    for story in ("'a'", "'b'", "'c'"):  # each by itself, on the day before
        server.ask("byline", "INSERT INTO views VALUES (", story, ", '2026-11-24', 1);")
    assert look().facts["commits"] == "3 > 2"


@postgres.needed
def test_a_common_store_that_cannot_be_asked_is_no_good(server: postgres.Server, tmp_path: Path) -> None:
    wrong = server.address.replace("/byline?", "/other?")
    what = Audit(msgspec.structs.replace(POLICY, store=wrong), tmp_path, SCRIPT, NOON)
    found = PARTS["common"](what)
    assert found == Finding("common", good=False, facts={"reached": "away"})
    assert "nicht zu erreichen" in lines(found, "de")


def test_a_spool_is_looked_at(tmp_path: Path) -> None:
    policy = msgspec.structs.replace(POLICY, store="postgresql://db.invalid/byline")
    with Spool(tmp_path / "spool") as spool:
        for day in ("2026-11-23", "2026-11-24", "2026-11-25"):
            with spool.writing():
                spool.add(day, {"a": 1}, {})
            spool.pack(NOON.date() - datetime.timedelta(days=1), whole=False)
    found = PARTS["real"](Audit(policy, tmp_path, SCRIPT, NOON, tmp_path / "spool"))
    assert (found.good, found.facts["waiting"]) == (True, "2")
    Ledger(tmp_path / "ledger").close()
    assert not PARTS["real"](Audit(policy, tmp_path, SCRIPT, NOON, tmp_path / "ledger")).good


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE visits (at, who, story)",
        "CREATE TRIGGER spy AFTER INSERT ON views BEGIN INSERT INTO refused VALUES (strftime('%f'), '2026-11-25', 1); END",
        "CREATE INDEX i ON views (n)",
        "ALTER TABLE views ADD COLUMN who TEXT",
        "INSERT INTO views VALUES ('a', '2026-11-25T07', 1)",
        "INSERT INTO views VALUES ('a', '2026-13', 1)",
        "INSERT INTO refused VALUES ('10.0.0.1', '2026-11-25', 1)",
    ],
)
def test_whatever_else_is_in_the_real_store_is_found(statement: str, tmp_path: Path) -> None:
    Ledger(tmp_path / "real").close()
    assert holds("real", tmp_path, real=tmp_path / "real")
    db = sqlite3.connect(tmp_path / "real")
    db.execute(statement)
    db.commit()
    db.close()
    assert holds("real", tmp_path, real=tmp_path / "real") is False


def test_a_word_in_the_log_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def talkative(story: str, headers: Any, origin: bytes, *, pixel: bool = False) -> hit.Hit:
        sys.stderr.write("somebody reads\n")
        return hit.hit_of(story, headers, origin, pixel=pixel)

    monkeypatch.setattr(gate, "hit_of", talkative)
    assert not holds("P2", tmp_path)


def test_a_temporary_file_that_stays_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[bool] = []
    tempfile.gettempdir()  # as whoever runs the audit has asked before

    def careless(story: str, headers: Any, origin: bytes, *, pixel: bool = False) -> hit.Hit:
        if not left:
            left.append(True)
            with tempfile.NamedTemporaryFile(delete=False) as file:
                file.write(dict(headers)[b"user-agent"])
        return hit.hit_of(story, headers, origin, pixel=pixel)

    monkeypatch.setattr(gate, "hit_of", careless)
    assert not holds("P2", tmp_path)


def test_a_finer_time_than_a_day_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk_room, "of_day", lambda day: f"{day.isoformat()}T07")
    assert not holds("P4", tmp_path)


@pytest.mark.parametrize(("part", "pragma"), [("P4", "PRAGMA secure_delete = OFF"), ("P8", "PRAGMA synchronous = OFF")])
def test_a_careless_file_is_found(part: str, pragma: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_PRAGMAS", (*ledger._PRAGMAS, pragma))
    assert not holds(part, tmp_path)


def test_a_service_that_never_tidies_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def idle(*_: object) -> None:
        pass

    monkeypatch.setattr(service, "_tidy", idle)
    monkeypatch.setattr(custody, "WAITS", 5)
    assert not holds("P4", tmp_path)


def test_a_cookie_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = gate._answer

    async def leaving(send: Any, status: int, headers: Any, body: bytes = b"") -> None:
        await answer(send, status, [*headers, (b"set-cookie", b"seen=1")] if status == 404 else headers, body)

    monkeypatch.setattr(gate, "_answer", leaving)
    assert not holds("P5", tmp_path)


def test_a_view_that_is_acknowledged_and_not_there_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def optimist(clerk: Clerk, story: str) -> bool:
        await count(clerk, story)
        return True

    count = Clerk.count
    monkeypatch.setattr(Clerk, "count", optimist)
    assert not holds("P8", tmp_path)


@pytest.mark.parametrize("name", ["_STEP", "_REACH", "_AUTHORS"])
def test_what_is_promised_is_what_the_program_does(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit has these numbers from the promise, and notices if the program has others."""
    other = {
        "_STEP": (figure, "STEP", 1),
        "_REACH": (figure, "LEAST_REACH", 1),
        "_AUTHORS": (total_room, "LEAST_AUTHORS", 1),
    }
    monkeypatch.setattr(*other[name])
    assert not holds("P7", tmp_path)


@pytest.mark.parametrize("threshold", [5, 10, 1000])
def test_every_threshold_is_tried_in_time(threshold: int, tmp_path: Path) -> None:
    assert holds("P7", tmp_path, msgspec.structs.replace(POLICY, threshold=threshold))


def test_a_letter_for_anybody_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postbox, "is_theirs", lambda *_: True)
    assert not holds("P7", tmp_path)


def test_a_clerk_who_folds_only_once_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fold, folded = Ledger.fold, set()

    def once(this: Ledger, *rest: Any) -> None:
        if id(this) not in folded:
            folded.add(id(this))
            fold(this, *rest)

    monkeypatch.setattr(Ledger, "fold", once)
    assert not holds("P9", tmp_path)
