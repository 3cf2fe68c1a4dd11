"""The inspection: what an audit sees of the real stores, which are only read. A door: they are opened here."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from byline.counter.common import Common
from byline.counter.finding import Audit, Finding
from byline.counter.hit import Refusal
from byline.counter.ledger import FAULTS, Thing, known
from byline.counter.period import first_day, last_day
from byline.counter.sql import statement
from byline.counter.store import Unavailable

_ALWAYS = {"views", "refused"}
_WHERE_LOGS_ARE_READ = {"logs"}
_COLUMNS = {"views": ("story", "period", "n"), "refused": ("reason", "period", "n"), "batch": ("name",)}


def the_real_store_is_as_promised(what: Audit) -> Finding:
    """The real ledger: whatever is in its file, how it is written, and who may read it."""
    path = what.ledger
    if path is None or not path.exists():
        return Finding("real", good=None, facts={"store": "none"})
    try:
        return _looked_at(what, path.resolve())
    except FAULTS:
        return Finding("real", good=False, facts={"store": "unreadable"})


def _looked_at(what: Audit, path: Path) -> Finding:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        things = {Thing(*row) for row in db.execute(statement("schema"))}
        names = {one.name for one in things}
        periods = [period for (period,) in db.execute(statement("periods"))] if names >= _ALWAYS else []
        reasons = {reason for reason, *_ in db.execute(statement("refused"))} if names >= _ALWAYS else set()
        packed = [*db.execute(statement("spool/periods"))] if "packed_views" in names else []
        days = [day for _, day in db.execute(statement("logs"))] if "logs" in names else []
    spool = {one.name for one in known()} - _ALWAYS - _WHERE_LOGS_ARE_READ
    wanted = _ALWAYS | (spool if what.policy.is_common else set())
    good = (
        things <= known()  # to the letter: no other table, no column more, no index, no trigger
        and names - _WHERE_LOGS_ARE_READ == wanted
        and all(re.fullmatch(r"(\d{4}-\d\d-\d\d)?", day) for day in days)
        and write_ahead_free(path)
        and path.stat().st_mode & 0o077 == 0
        and all(_is_period(period) for period in periods)
        and reasons <= {*Refusal}
    )
    logs = {"logs": "logs-read"} if "logs" in names else {}
    facts = {"store": str(path), "tables": ", ".join(sorted(names)), **logs, "mode": f"{path.stat().st_mode & 0o777:o}"}
    if what.policy.is_common and good:
        closed = {period for period in periods if last_day(period) < what.day} | {period for (period,) in packed}
        facts["waiting"] = str(len(closed))
    return Finding("real", good, facts)


def the_common_store_is_as_promised(what: Audit) -> Finding:
    """The common store, which is only read: its tables, who may read them, and how often something was written.

    Each commit leaves its mark on what it wrote, as long as nothing else has been written there since. So there can be no
    more marks than each machine has handed over sums since the oldest of them.
    """
    try:
        seen = Common(what.policy.store).look()
    except Unavailable as fault:
        return Finding("common", good=False, facts={"reached": fault.kind})
    if not all(_is_period(period) for period in seen.periods):
        return Finding("common", good=False, facts={"tables": ", ".join(seen.tables)})
    days = 1 + max(((what.day - first_day(period)).days for period in seen.periods), default=0)
    most = max(1, seen.machines) * days * (1 if what.policy.push == "daily" else 24)
    still_open = sum(last_day(period) >= what.day for period in seen.periods)
    good = (
        seen.tables == _COLUMNS
        and not seen.acting
        and "PUBLIC" not in seen.readers
        and not seen.superuser
        and seen.commits <= most
        and (still_open == 0 or what.policy.push == "hourly")
    )
    facts = {
        "tables": ", ".join(seen.tables),
        "readers": ", ".join(seen.readers),
        "machines": str(seen.machines),
        "commits": f"{seen.commits} ≤ {most}" if seen.commits <= most else f"{seen.commits} > {most}",
        "open": str(still_open),
    }
    if seen.superuser:
        facts["account"] = "superuser"
    if seen.acting:
        facts["acting"] = ", ".join(seen.acting)
    return Finding("common", good, facts)


def _is_period(text: str) -> bool:
    try:
        first_day(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-(\d\d(-\d\d)?|W\d\d)", text) is not None


def write_ahead_free(path: Path) -> bool:
    """Whether the file is kept without a write-ahead log. Its journal may hold something while a view is just written."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\1\1" and not path.with_name(f"{path.name}-wal").exists()
