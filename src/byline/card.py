"""Cards and credits: how stories, people and terms are named on pages, in one language of the portal."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from byline import address
from byline.article import source_of
from byline.front import Image, credited
from byline.galley import Pictures
from byline.palette import by_day
from byline.person import Person
from byline.picture import Picture
from byline.piece import Beside, Card, Counted, Credit, Ladder, Shot, Tag
from byline.poster import HEIGHT, WIDTH, Poster, can_be_drawn, poster
from byline.published import Published
from byline.related import related
from byline.site import Site
from byline.words import Words, minutes


class Cards(msgspec.Struct, frozen=True):
    """Makes each card, credit and tag once; `language` is one of the portal's own."""

    site: Site
    words: Words
    pictures: Pictures
    _cards: dict[str, Card] = {}
    _credits: dict[str, Credit] = {}
    _tags: dict[tuple[str, str], Tag] = {}
    _ladders: dict[str, tuple[Ladder, ...]] = {}

    @property
    def language(self) -> str:
        return self.words.language

    def at(self, place: str) -> str:
        """The address of a listing in this language."""
        return address.within(self.language, self.site.settings.language, place)

    def tag(self, kind: str, name: str) -> Tag:
        found = self._tags.get((kind, name))
        if found is None:
            found = Tag(self.site.term_name(kind, name, self.language), self.at(f"{kind}/{name}/"))
            self._tags[kind, name] = found
        return found

    def tags(self, kind: str, names: tuple[str, ...]) -> tuple[Tag, ...]:
        return tuple(self.tag(kind, name) for name in names)

    def counted(self, kind: str, name: str) -> Counted:
        tag = self.tag(kind, name)
        text = self.site.term_text(kind, name).at(self.language)
        return Counted(tag.name, tag.address, len(self.site.by_term[kind].get(name, ())), text)

    def shot(self, image: Image | None, path: str) -> Shot | None:
        """The picture that front matter in the file `path` names, if it can be shown."""
        if image is None:
            return None
        picture = self.pictures.get(source_of(image, path) or "")
        if picture is None:
            return None
        focus = (round(image.focus[0] * 10), round(image.focus[1] * 10))
        alt, file = "" if image.decorative else image.alt, picture.fallback
        return Shot(
            file.address, file.width, file.height, alt, credited(image.credit), focus, self._ladders_of(picture)
        )

    def _ladders_of(self, picture: Picture) -> tuple[Ladder, ...]:
        if picture.source not in self._ladders:
            self._ladders[picture.source] = tuple(
                Ladder(kind, tuple((one.address, one.width) for one in prints)) for kind, prints in picture.ladders
            )
        return self._ladders[picture.source]

    def credit(self, name: str) -> Credit:
        """A person, named as they want to be."""
        if name not in self._credits:
            self._credits[name] = self._credit(self.site.people[name])
        return self._credits[name]

    def credits(self, names: tuple[str, ...]) -> tuple[Credit, ...]:
        return tuple(self.credit(name) for name in dict.fromkeys(names) if name in self.site.people)

    def _credit(self, person: Person) -> Credit:
        front, shown = person.front, person.shown_name
        settings = self.site.settings
        role, department = settings.roles.get(front.role), settings.departments.get(front.department)
        named = front.show_as != "anonymous"
        return Credit(
            name=shown,
            address=self.at(person.address) if person.has_page else "",
            monogram=person.monogram,
            portrait=self.shot(front.portrait, person.path) if person.has_portrait else None,
            role=role.name.at(self.language) if role and named else "",
            department=department.name.at(self.language) if department and named else "",
            agency=front.kind == "agency",
            left=front.status == "left",
        )

    @property
    def poster(self) -> Poster:
        """The portal's own poster."""
        return self._poster(self.site.settings.site.title.at(self.site.settings.language))

    def posters(self) -> Iterator[Poster]:
        """Every poster that a page may name."""
        yield self.poster
        for person in self.site.shown_people:
            if can_be_drawn(person.shown_name) and not _is_photo(self.credit(person.id).portrait):
                yield self._poster(person.shown_name)

    def _poster(self, name: str) -> Poster:
        site = self.site.settings.site
        return poster(name, site.title.at(self.site.settings.language), by_day(site.accent.lower()))

    def preview(self, shot: Shot | None = None, people: tuple[Credit, ...] = ()) -> Shot:
        """The picture that announces a page: the photo that it shows, else whom it is about, else the portal."""
        if shot and _is_photo(shot):
            return shot
        one = next((credit for credit in people if credit.address), None)
        if one and one.portrait and _is_photo(one.portrait):
            return one.portrait
        drawn = self._poster(one.name) if one and can_be_drawn(one.name) else self.poster
        return Shot(drawn.address, WIDTH, HEIGHT, drawn.name or drawn.title)

    def card(self, one: Published) -> Card:
        if one.key not in self._cards:
            story = self.site.texts[one.path]
            self._cards[one.key] = Card(
                address=story.address,
                title=story.front.title,
                summary=story.front.summary or story.body.excerpt,
                language=story.language,
                day=one.day,
                minutes=minutes(story.body.words, story.language),
                kind=story.front.kind or "",
                people=self.credits(one.tellers),
                departments=self.tags("departments", one.departments),
                shot=self.shot(story.front.image, story.path),
                draft=one.draft,
            )
        return self._cards[one.key]

    def cards(self, stories: tuple[Published, ...]) -> tuple[Card, ...]:
        return tuple(self.card(one) for one in stories)

    def beside(self, one: Published) -> tuple[Beside, ...]:
        """What to read next after a story."""
        return tuple(
            Beside(
                card=self.card(found.other),
                topics=tuple(tag.name for tag in self.tags("topics", found.topics)),
                roles=tuple(tag.name for tag in self.tags("roles", found.roles)),
                department=self.tag("departments", found.from_department).name if found.from_department else "",
            )
            for found in related(one, self.site)
        )


def _is_photo(shot: Shot | None) -> bool:
    """Whether other programs can show it: they draw no SVG."""
    return shot is not None and not shot.address.endswith(".svg")
