"""Links into the portal that lead nowhere, or to something that readers may not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache

from byline.body import Body, Link
from byline.copydesk import Copy
from byline.plain import Plain
from byline.problem import Problem, guesser, problem
from byline.reference import ANCHOR
from byline.site import Site
from byline.story import Story

Guess = Callable[[Link], str]


def check_links(site: Site, copy: Copy, addresses: Set[str]) -> Iterator[Problem]:
    """What is wrong with the links of all texts; `addresses` are those of the portal. A withheld text may link to another."""
    linking = [
        *((one.body, one.key in site.by_key) for one in copy.stories if one.body.links),
        *((one.bio, one.has_page) for one in copy.people if one.bio.links),
        *((one.body, True) for one in copy.plains if one.body.links),
    ]
    if not linking:
        return
    texts: tuple[Story | Plain, ...] = (*copy.stories, *copy.plains)
    anchors = {one.address: one.body.anchors for one in texts} | {one.address: one.bio.anchors for one in copy.people}
    known, guess = copy.addresses, _guesser(addresses, site.settings.base_path)

    @cache
    def near(place: str) -> Callable[[str], str]:
        return guesser(one.removeprefix(ANCHOR) for one in anchors.get(place, ()))

    for body, seen in linking:
        yield from _links(body, addresses, known, anchors, guess, near, seen=seen)


def check_links_of(
    stories: Iterable[Story], site: Site, anchors: Mapping[str, Set[str]], addresses: Set[str]
) -> Iterator[Problem]:
    """The same for a few stories, without a guess at what dead links mean; `anchors` are those of all texts that they link to."""
    for story in stories:
        yield from _links(
            story.body,
            addresses,
            anchors.keys(),
            anchors,
            lambda _: "",
            lambda place: guesser(one.removeprefix(ANCHOR) for one in anchors.get(place, ())),
            seen=story.key in site.by_key,
        )


def _links(
    body: Body,
    addresses: Set[str],
    known: Set[str],
    anchors: Mapping[str, Set[str]],
    guess: Guess,
    near: Callable[[str], Callable[[str], str]],
    *,
    seen: bool,
) -> Iterator[Problem]:
    """What is wrong with the links of one text; `near` guesses at the anchors of the page at an address."""
    for link in body.links:
        target = f"/{link.address}"
        if link.address not in addresses and link.address not in known:
            yield problem(link.place, "dead-link", guess=guess(link), target=target)
        elif link.address not in addresses and seen:
            yield problem(link.place, "link-to-withheld", target=target)
        elif link.anchor.startswith(ANCHOR) and link.anchor not in anchors.get(link.address, ()):
            wanted = link.anchor.removeprefix(ANCHOR)
            yield problem(link.place, "dead-anchor", guess=near(link.address)(wanted), target=target, anchor=wanted)


def _guesser(addresses: Set[str], base_path: str) -> Guess:
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
