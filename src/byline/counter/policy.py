"""The policy: by which rules is counted, kept and shown. All of it stands in the block `counter` of the settings."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import Literal

import msgspec

PLACE = "_v/"  # of the counter, below the portal's address
CAP = 3  # times its reach a story is counted on one day at most
STEP = 5  # to which figures are rounded down
LEAST_THRESHOLD = 5
LEAST_REACH = 20  # stories that fewer people could read have no figure
LEAST_AUTHORS = 5  # behind every total


class Retention(msgspec.Struct, frozen=True):
    """How long counts are kept, and how finely: days for so many weeks, weeks for so many months, months for so many."""

    days: int = 13
    weeks: int = 13
    months: int = 25


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that decides what the counter does."""

    title: Mapping[str, str]  # the portal's name by language
    languages: tuple[str, ...]  # of the portal, the first one first
    origin: str  # of the portal's address, such as https://intranet.example
    base_path: str  # the path of its address, such as /voices/
    zone: zoneinfo.ZoneInfo  # in which days begin and end
    reach: int  # how many people could read a story that does not say otherwise
    threshold: int = 10  # below it, no number is shown
    show: Literal["everyone", "authors", "off"] = "authors"
    retention: Retention = Retention()
    pixel: bool = False  # whether browsers without scripts are counted by a picture
    push: Literal["daily", "hourly"] = "daily"  # when a node hands its sums to a common store
    store: str = ""  # the file of the ledger, or the address of a common store
    spool: str = ""  # the file from which a common store is fed
    data_protection: str = ""  # whom to ask: the data protection officer
    works_council: str = ""  # and the works council

    @property
    def is_common(self) -> bool:
        """Whether several machines share a store."""
        return self.store.startswith(("postgresql://", "postgres://"))
