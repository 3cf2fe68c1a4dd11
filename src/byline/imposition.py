"""The imposition: which page stands where, told for one page at a time.

A printer's imposition says where on the sheet each page goes. Here a preview finds the page that somebody asks for
without planning all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from byline import address
from byline.galley import Pictures
from byline.leaf import aliases, leaves, of_alias, of_person, of_plain, of_story
from byline.page import Order
from byline.plan import Edit, listings, sections

_INDEX = address.file_of("")


@dataclass(frozen=True, slots=True)
class Imposition(Mapping[str, Order]):
    """The orders of all pages by their paths; `addresses` are those of the portal, to tell dead links."""

    edits: Mapping[str, Edit]
    pictures: Pictures
    addresses: Set[str]
    numbered: dict[str, Mapping[str, Order]] = field(default_factory=dict, compare=False)  # see `_numbered`

    def __getitem__(self, path: str) -> Order:
        inner, slash, name = path.rpartition("/")
        place = inner + slash if name == _INDEX else path
        found = self._story(place) or self._section(place) or self._leaf(place)
        if found is None or address.file_of(found.address) != path:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(address.file_of(order.address) for order in self.orders()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def orders(self) -> Iterator[Order]:
        """All orders, as they are printed one after the other."""
        for edit in self.edits.values():
            yield from listings(edit)
        yield from leaves(self.edits, self.pictures, self.addresses)

    def _story(self, place: str) -> Order | None:
        one = self._first.site.by_key.get(place.removeprefix("stories/").rstrip("/"))
        if one is None or one.address != place:
            return None
        return of_story(self._of(one.language), one, self.pictures, self.addresses)

    def _section(self, place: str) -> Order | None:
        """A page that lists something, or a person's."""
        for edit in self.edits.values():
            home = edit.at("")
            if not place.startswith(home):
                continue
            inner = place.removeprefix(home)
            for begin, orders in sections(edit):
                if inner == begin:
                    return next(iter(orders))
                if begin and inner.startswith(f"{begin}page/"):
                    return self._numbered(home + begin, orders).get(place)
            person = edit.site.people.get(inner.removeprefix("people/").rstrip("/"))
            if person and person.address == inner and person in edit.site.shown_people:
                return of_person(edit, person, self.pictures, self.addresses)
        return None

    def _numbered(self, place: str, orders: Iterable[Order]) -> Mapping[str, Order]:
        """The pages of a list, planned once: who looks for one of many will look for others."""
        if place not in self.numbered:
            self.numbered[place] = {order.address: order for order in orders}
        return self.numbered[place]

    def _leaf(self, place: str) -> Order | None:
        """A plain page, or an old address."""
        site = self._first.site
        for plain in site.plains:
            if plain.address == place:
                return of_plain(self._of(plain.language), plain, self.pictures, self.addresses)
        for one in site.stories:
            if one.aliases and place in aliases(one.aliases):
                return of_alias(self._of(one.language), one, place)
        return None

    @property
    def _first(self) -> Edit:
        return next(iter(self.edits.values()))

    def _of(self, language: str) -> Edit:
        """The edit in which a text of this language is shown."""
        return self.edits[self._first.site.settings.shown_in(language)]
