"""Forwarding: where a page went whose address is gone, for somebody who still looks at it."""

from __future__ import annotations

from collections.abc import Iterable

from byline.address import file_of

_INDEX = file_of("")


def moved(before: Iterable[str], after: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Addresses of pages that are gone, each with that of the page that came in its place, where only one can have.

    In one folder one page went and one came: somebody renamed a file.
    """
    old, new = _pages(before), _pages(after)
    gone, come = _by_folder(old - new), _by_folder(new - old)
    return tuple(
        sorted(
            (gone[folder][0], come[folder][0])
            for folder in gone.keys() & come
            if len(gone[folder]) == 1 == len(come[folder])
        )
    )


def _pages(paths: Iterable[str]) -> set[str]:
    return {path.removesuffix(_INDEX) for path in paths if path.endswith(f"/{_INDEX}")}


def _by_folder(addresses: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address in addresses:
        found.setdefault(address.rstrip("/").rpartition("/")[0], []).append(address)
    return found
