"""Links into the portal that lead nowhere, or to something that readers may not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache

from byline.body import Body, Link
from byline.guess import guesser
from byline.person import Person
from byline.problem import Problem, problem
from byline.reference import ANCHOR
from byline.site import Site
from byline.standing import Value
from byline.story import Story

RULES = frozenset(["dead-link", "link-to-withheld", "dead-anchor"])

Anchors = Callable[[str], Set[str]]
"""The anchors of the text at an address; none where there is no text."""


def check_links(
    values: Iterable[Value], site: Site, addresses: Set[str], known: Callable[[str], bool], anchors: Anchors
) -> Iterator[Problem]:
    """What is wrong with the links of texts. A withheld text may link to another.

    `addresses` are those of the portal; `known` tells whether a file has an address, withheld or not.
    """
    linking = [(body, seen) for one in values for body, seen in [_read(one, site)] if body.links]
    guess = cache(lambda: _guesser(addresses, site.settings.base_path))  # most portals have no dead link

    @cache
    def near(place: str) -> Callable[[str], str]:
        return guesser(one.removeprefix(ANCHOR) for one in anchors(place))

    for body, seen in linking:
        for link in body.links:
            target = f"/{link.address}"
            if link.address not in addresses and not known(link.address):
                yield problem(link.place, "dead-link", guess=guess()(link), target=target)
            elif link.address not in addresses and seen:
                yield problem(link.place, "link-to-withheld", target=target)
            elif link.anchor.startswith(ANCHOR) and link.anchor not in anchors(link.address):
                wanted = link.anchor.removeprefix(ANCHOR)
                yield problem(link.place, "dead-anchor", guess=near(link.address)(wanted), target=target, anchor=wanted)


def anchors_of(value: Value) -> Set[str]:
    """The anchors of a text, to which others can link."""
    return (value.bio if isinstance(value, Person) else value.body).anchors


def _read(value: Value, site: Site) -> tuple[Body, bool]:
    """A text, and whether readers see it."""
    if isinstance(value, Person):
        return value.bio, value.has_page
    return value.body, not isinstance(value, Story) or value.key in site.by_key


def _guesser(addresses: Set[str], base_path: str) -> Callable[[Link], str]:
    """Guesses an address as an author would write it: the same below the portal's own path, or with the same last
    part, such as one dot too few gives; else one of the same kind whose last part is nearly the same.
    """
    kinds: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for one in sorted(addresses):
        names[_last(one)] = one
        kinds.setdefault(one.partition("/")[0], {})[_last(one)] = one
    near = {kind: guesser(last) for kind, last in kinds.items()}

    def guess(link: Link) -> str:
        below = link.address.removeprefix(base_path.lstrip("/"))
        if below in addresses:
            return f"/{below}"
        kind, name = link.address.partition("/")[0], _last(link.address)
        found = kinds.get(kind, {}).get(name) or names.get(name)
        if not found and kind in near and (meant := near[kind](name)):
            found = kinds[kind][meant]
        return f"/{found}" if found else ""

    return guess


def _last(place: str) -> str:
    """The last part of an address, by which people remember it."""
    return place.rstrip("/").rpartition("/")[2]
