"""The cast: who has which part in a story, by what was handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from byline.kit import Use
from byline.person import Person
from byline.roster import find
from byline.submission import Submission


class Cast(msgspec.Struct, frozen=True):
    """Who has which part in a story, by their ids; `strangers` are names that belong to nobody, each with what it is
    for and the id that was perhaps meant.
    """

    authors: tuple[str, ...]
    told_by: tuple[str, ...]
    helped_by: tuple[str, ...]
    strangers: tuple[tuple[Use, str, str], ...]


def cast_of(given: Submission, people: Mapping[str, Person], authors: Sequence[str], told_by: Sequence[str]) -> Cast:
    """Who writes, tells and helps. `authors` and `told_by` were asked for, and go before what was handed in.

    Whoever handed in a story that somebody else writes tells it; if it is somebody else's, they have helped.
    """
    uses: tuple[Use, ...] = ("name", "told_by", "helped_by")
    found = {use: find(given.named(use), people) for use in uses}
    wrote, tells, helps = (found[use].people for use in uses)
    tells = tuple(dict.fromkeys((*told_by, *tells)))
    by_another = bool(authors) or given.by_another
    handed_in: Use = "name"  # what is left for whoever handed it in
    if by_another:
        rest = tuple(one for one in wrote if one not in authors)
        handed_in = "helped_by" if tells or found["told_by"].unknown else "told_by"
        tells, helps = (tells, (*rest, *helps)) if handed_in == "helped_by" else (rest, helps)
    writes = tuple(dict.fromkeys(authors)) if by_another else wrote
    strangers = tuple(
        (handed_in if use == "name" else use, name, guess) for use in uses for name, guess in found[use].unknown
    )
    return Cast(writes, () if set(tells) == set(writes) else tells, tuple(dict.fromkeys(helps)), strangers)
