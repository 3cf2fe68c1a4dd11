"""Links into the portal that lead nowhere, or to something that readers may not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from byline.copydesk import Copy
from byline.plain import Plain
from byline.problem import Problem, nearest, problem
from byline.reference import ANCHOR
from byline.sheet import Body, Link
from byline.site import Site
from byline.story import Story

GUESSES = 20  # in one text; each takes a look at every address


def check_links(site: Site, copy: Copy, addresses: Set[str]) -> Iterator[Problem]:
    """What is wrong with the links of all texts; `addresses` are those of the portal. A withheld text may link to another."""
    texts: tuple[Story | Plain, ...] = (*copy.stories, *copy.plains)
    anchors = {one.address: one.body.anchors for one in texts}
    published = site.by_key
    for story in copy.stories:
        yield from _links(story.body, addresses, copy.addresses, anchors, seen=story.key in published)
    for person in copy.people:
        yield from _links(person.bio, addresses, copy.addresses, anchors, seen=person.has_page)
    for plain in copy.plains:
        yield from _links(plain.body, addresses, copy.addresses, anchors, seen=True)


def _links(
    body: Body, addresses: Set[str], known: Set[str], anchors: Mapping[str, Set[str]], *, seen: bool
) -> Iterator[Problem]:
    guesses = 0
    for link in body.links:
        target = f"/{link.address}"
        if link.address not in addresses and link.address not in known:
            guesses += 1
            guess = _guess(link, addresses) if guesses <= GUESSES else ""
            yield problem(link.place, "dead-link", guess=guess, target=target)
        elif link.address not in addresses and seen:
            yield problem(link.place, "link-to-withheld", target=target)
        elif link.anchor.startswith(ANCHOR) and link.address in anchors and link.anchor not in anchors[link.address]:
            wanted = link.anchor.removeprefix(ANCHOR)
            guess = nearest(wanted, (one.removeprefix(ANCHOR) for one in anchors[link.address]))
            yield problem(link.place, "dead-anchor", guess=guess, target=target, anchor=wanted)


def _guess(link: Link, addresses: Set[str]) -> str:
    """An address of the same kind whose last part is nearly the same, as an author would write it."""
    kind, _, rest = link.address.partition("/")
    name = rest.rstrip("/").rpartition("/")[2]
    last = {one.rstrip("/").rpartition("/")[2]: one for one in sorted(addresses) if one.startswith(f"{kind}/")}
    found = nearest(name, last)
    return f"/{last[found]}" if found else ""
