"""Claims: what only one file can have, such as an address or an id, and files that claim the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from byline import address
from byline.problem import Place, Problem, problem

Claims = Iterable[tuple[str, Place]]
"""What is claimed, and where."""


CLAIMED = frozenset({"same-id", "same-address", "same-part", "same-language"})
"""Rules of which problems tell what is claimed (`name`), and the path and line of the file that keeps it (`other`, `first`)."""


def all_different(names: Iterable[str]) -> bool:
    """Whether no two of the names are one, also on disks that do not tell capitals from small letters."""
    folded = [name.casefold() for name in names]
    return len(set(folded)) == len(folded)


def claimed_twice(rule: str, claims: Claims) -> list[Problem]:
    """Two files that claim one thing: told at the later one, with the place of the first."""
    first: dict[str, Place] = {}
    found = []
    for name, place in claims:
        folded = name.casefold()  # on many disks, names that differ only in case are one
        if folded in first and first[folded].path != place.path:
            keeper = first[folded]
            found.append(problem(place, rule, name=name, other=keeper.path, first=keeper.line))
        first.setdefault(folded, place)
    return found


def same_addresses(claims: Claims) -> list[Problem]:
    """Two files that would be found at one address."""
    return claimed_twice("same-address", claims)


def taken_addresses(own: Iterable[str], wanted: Sequence[str]) -> frozenset[str]:
    """Those of the wanted addresses that the portal needs for a page of its own, or that lie inside another's file."""
    taken = {place.casefold() for place in own}
    files = {place for place in (*taken, *(name.casefold() for name in wanted)) if place and not place.endswith("/")}
    return frozenset(
        name
        for name in wanted
        if name.casefold() in taken
        or name.partition("/")[0] in address.OWN_FOLDERS
        or not files.isdisjoint(_above(name.casefold()))
    )


def own_addresses(taken: Set[str], claims: Claims) -> list[Problem]:
    """Files that claim an address which is taken."""
    return [problem(place, "own-address", name=name) for name, place in claims if name in taken] if taken else []


def _above(place: str) -> list[str]:
    """The folders in which an address stands: `a` and `a/b` for `a/b/c/`."""
    parts = place.rstrip("/").split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
