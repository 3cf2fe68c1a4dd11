"""The statements, of which each is a file here. A door: they are read here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def statement(name: str) -> str:
    """A statement by its name: a ledger's stand here, those of a spool and of a common store in folders of their own."""
    return (_HERE / f"{name}.sql").read_text("utf-8")
