"""The papers about the counter, in German and English: for readers, works council and data protection officer.

Only the texts are here, with places for the settings; `notice` fills them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from byline.counter.papers import de, en
from byline.counter.papers.pieces import AMOUNTS, PIECES, SETTINGS


class Papers(msgspec.Struct, frozen=True):
    """All papers in one language, and the sentences that depend on the settings."""

    notice: str
    facts: str
    agreement: str
    settings: str  # the table that facts and agreement end with
    pieces: Mapping[str, str]
    amounts: Mapping[str, tuple[str, str]]


PAPERS: Mapping[str, Papers] = {
    "de": Papers(de.NOTICE, de.FACTS, de.AGREEMENT, SETTINGS["de"], PIECES["de"], AMOUNTS["de"]),
    "en": Papers(en.NOTICE, en.FACTS, en.AGREEMENT, SETTINGS["en"], PIECES["en"], AMOUNTS["en"]),
}
