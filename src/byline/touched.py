"""What is touched: the pages and feeds whose values may differ once some stories are others than before.

A page is set anew if its value has changed, and only then; this module says for which pages that need not even be
looked at. It may name too many, never too few: `tests/laws/test_touched.py` holds every page that it leaves out
against its old value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

import msgspec

from byline import address
from byline.body import Body
from byline.channel import NAME
from byline.feed import ITEMS
from byline.leaf import aliases
from byline.listing import ARCHIVE, SIZE, listed, lists
from byline.plan import NOT_FOUND, SUBSCRIBE, USAGE, Edit
from byline.published import Published, newer
from byline.related import REACH, related
from byline.search import SEARCH
from byline.site import KINDS, Site

Stories = Sequence[Published]


def touched(edits: Mapping[str, Edit], before: Stories, after: Stories, addresses: Set[str]) -> frozenset[str] | None:
    """The paths of all files that may differ, but for those of a kind that name all pages; None if that may be any.

    `before` are the stories that were others or are gone, as they were; `after` those that are others or new, as they
    are. `addresses` are those that exist now and did not, or did and do not.
    """
    first = next(iter(edits.values()))
    ripple = _Ripple(edits, first.site, before, after)
    if ripple.renames_a_topic() or any(
        one.startswith("feed.") for one in addresses
    ):  # many pages name a language's feed
        return None
    found = {*ripple.own(), *ripple.of_links(addresses)}
    if not ripple.is_inward():
        found |= {*ripple.indexes(), *ripple.of_stories(), *ripple.oflists()}
    return frozenset(map(address.file_of, found))


class _Ripple(msgspec.Struct, frozen=True):
    """How far the change of some stories goes."""

    edits: Mapping[str, Edit]
    site: Site
    before: Stories
    after: Stories

    @property
    def changed(self) -> Stories:
        return (*self.before, *self.after)

    def at(self, *places: str) -> Iterator[str]:
        """Addresses in every language of the portal."""
        for edit in self.edits.values():
            yield from map(edit.at, places)

    def renames_a_topic(self) -> bool:
        """Whether a topic that the settings do not name is called otherwise: as its newest story writes it."""
        for name in {topic for one in self.changed for topic in one.topics} - self.site.terms("topics").keys():
            new = self.site.by_term["topics"].get(name, ())
            were = [one for one in self.before if name in one.topics]
            after = {one.key for one in self.after}
            old = sorted([*(one for one in new if one.key not in after), *were], key=_order)
            if new and old and _written(old[-1], name) != _written(new[0], name):
                return True
        return False

    def is_inward(self) -> bool:
        """Whether no other page shows anything by which the stories differ from what they were."""
        return self._all(Published.looks_like)

    def is_in_place(self) -> bool:
        """Whether every story stands where it stood: its title and the like are others, and no more."""
        return self._all(Published.stands_like)

    def _all(self, like: Callable[[Published, Published], bool]) -> bool:
        news = {one.key: one for one in self.after}
        return len(self.before) == len(self.after) and all(
            one.key in news and like(one, news[one.key]) for one in self.before
        )

    def own(self) -> Iterator[str]:
        """The pages and feeds that hold the stories' own texts, and the home page, which says what the one that leads has taught."""
        yield from self.at("")
        for one in self.changed:
            yield one.address
            yield from aliases(one.aliases)
        yield from self.feeds(self.changed)

    def indexes(self) -> Iterator[str]:
        """What counts everything there is: the same, as long as all stories stand on the same lists."""
        were, are = ([(one.key, *lists(one)) for one in some] for some in (self.before, self.after))
        if sorted(were) != sorted(are):
            yield from self.at("people/", *(f"{kind}/" for kind in KINDS), ARCHIVE, SUBSCRIBE, USAGE, SEARCH)
            yield NOT_FOUND

    def of_stories(self) -> Iterator[str]:
        """The stories that name them."""
        for one in self.changed:
            versions = [*self.site.versions(one)]
            if one.original in self.site.by_key:  # of which it may have been the only translation
                versions.append(self.site.by_key[one.original])
            near = [*self.site.replies.get(one.key, ()), *versions]
            near += (other for name in one.series for other in self.site.parts.get(name, ()))
            if one.reply_to in self.site.by_key:
                near.append(self.site.by_key[one.reply_to])
            near += self.beside((one, *versions))
            yield from (other.address for other in near)

    def beside(self, versions: Stories) -> Iterable[Published]:
        """The stories that offer one of these versions to be read next, or might, or might have."""
        near = {other.key: other for one in versions for other in self.neighbours(one)}.values()
        if not self.is_in_place():
            return near
        keys = {one.key for one in versions}
        return [one for one in near if any(found.other.key in keys for found in related(one, self.site))]

    def neighbours(self, one: Published) -> Iterator[Published]:
        """Those stories that may offer this one to be read next, or might have."""
        for kind, names in (("topics", one.topics), ("roles", one.roles)):
            for name in names:
                stories = self.site.by_term[kind].get(name, ())
                place = newer(stories, one)
                yield from stories[max(0, place - REACH - 1) : place + REACH + 2]

    def oflists(self) -> Iterator[str]:
        """The pages of lists on which the stories stand or stood, or on which others have moved; and feeds."""
        by_list: dict[str, list[Published]] = {}
        for one in self.changed:
            for place in lists(one):
                by_list.setdefault(place, []).append(one)
        for place, changed in by_list.items():
            stories = self.stories(place)
            if place.startswith("people/"):
                yield from self.at(place)
            else:
                yield from self.at(*self.pages(place, stories, changed))

    def feeds(self, stories: Iterable[Published]) -> Iterator[str]:
        """The feeds in which these stories stand, or would, and have."""
        for one in stories:
            yield from (NAME, f"feed.{one.language}.xml")
            for place in lists(one):
                if newer(self.stories(place), one) <= ITEMS:
                    yield from self.at(place + NAME)

    def stories(self, place: str) -> Stories:
        """The stories of a list, the newest first."""
        return listed(self.site, place) or ()

    def pages(self, place: str, stories: Stories, changed: Stories) -> Iterator[str]:
        """Those pages of a list that may differ. Pages are numbered from the oldest, so what is older does not move."""
        numbered = max(0, len(stories) // SIZE - 1)
        if self.is_in_place() and not place.startswith("series/"):
            for one in changed:
                number = (len(stories) - 1 - newer(stories, one)) // SIZE + 1
                yield f"{place}page/{number}/" if number <= numbered else place
            return
        yield place
        still = {_order(one) for one in self.before} & {_order(one) for one in self.after}
        moving = []
        for one in changed:
            number = (len(stories) - newer(stories, one)) // SIZE
            yield f"{place}page/{max(number, 1)}/"
            yield f"{place}page/{number + 1}/"
            if _order(one) not in still or any(
                place not in lists(each) for each in self.changed if each.key == one.key
            ):
                moving.append(number)
        lowest, highest = 1, numbered
        if place.startswith("series/"):  # whose parts have an order of their own
            pass
        elif sum(place in lists(one) for one in self.before) == sum(place in lists(one) for one in self.after):
            lowest, highest = min(moving, default=1), max(moving, default=-1) + 1  # what is newer has not moved either
        else:
            lowest = min(numbered, *moving) - 1  # the page before the last knows whether that one is the last
        yield from (f"{place}page/{number}/" for number in range(max(lowest, 1), highest + 1))

    def of_links(self, addresses: Set[str]) -> Iterator[str]:
        """Pages whose texts link to what is there now and was not, or was and is not."""

        def hit(links: Iterable[str]) -> bool:
            return any(not addresses.isdisjoint((link, *self.at(link))) for link in links)

        if addresses:
            linking = [one for one in self.site.stories if one.links and hit(one.links)]
            yield from (one.address for one in linking)
            yield from self.feeds(linking)
            yield from (plain.address for plain in self.site.plains if hit(_links(plain.body)))
            for person in self.site.shown_people:
                if hit(_links(person.bio)):
                    yield from self.at(person.address)


def _order(one: Published) -> tuple[object, str]:
    """What puts stories in order."""
    return (one.appeared, one.id)


def _links(body: Body) -> Iterator[str]:
    return (link.address for link in body.links)


def _written(one: Published, name: str) -> str:
    """How a story writes a topic."""
    return next(topic for topic in one.topics_as_written if address.slug(topic) == name)
