"""Links into the portal that lead nowhere, or to something that readers may not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from byline.person import Person
from byline.plain import Plain
from byline.problem import Problem, nearest, problem
from byline.sheet import Body, Link
from byline.site import Site
from byline.story import Story


def check_links(
    site: Site, stories: Sequence[Story], people: Sequence[Person], plains: Sequence[Plain], addresses: Set[str]
) -> Iterator[Problem]:
    """What is wrong with the links of all texts; `addresses` are those of the portal. A withheld text may link to another."""
    texts: tuple[Story | Plain, ...] = (*stories, *plains)
    known = {person.address for person in people} | {one.address for one in texts}
    anchors = {one.address: one.body.anchors for one in texts}
    published = site.by_key
    for story in stories:
        yield from _links(story.body, addresses, known, anchors, seen=story.key in published)
    for person in people:
        yield from _links(person.bio, addresses, known, anchors, seen=person.has_page)
    for plain in plains:
        yield from _links(plain.body, addresses, known, anchors, seen=True)


def _links(
    body: Body, addresses: Set[str], known: Set[str], anchors: Mapping[str, Set[str]], *, seen: bool
) -> Iterator[Problem]:
    for link in body.links:
        if link.address not in addresses and link.address not in known:
            yield problem(link.place, "dead-link", guess=_guess(link, addresses), target="/" + link.address)
        elif link.address not in addresses and seen:
            yield problem(link.place, "link-to-withheld", target="/" + link.address)
        elif link.anchor.startswith("s-") and link.address in anchors and link.anchor not in anchors[link.address]:
            yield problem(
                link.place,
                "dead-anchor",
                guess=nearest(link.anchor, anchors[link.address]),
                target="/" + link.address,
                anchor=link.anchor,
            )


def _guess(link: Link, addresses: Set[str]) -> str:
    """An address of the same kind whose last part is nearly the same, as an author would write it."""
    kind, _, rest = link.address.partition("/")
    name = rest.rstrip("/").rpartition("/")[2]
    last = {one.rstrip("/").rpartition("/")[2]: one for one in sorted(addresses) if one.startswith(f"{kind}/")}
    found = nearest(name, last)
    return f"/{last[found]}" if found else ""
