"""Leaves of the plan: the pages that have a text of their own, namely stories, people, plain pages and old addresses."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Set
from functools import partial

from msgspec.structs import replace

from byline import address
from byline.body import Body
from byline.card import Cards
from byline.channel import NAME, Item
from byline.counted import figure, pixel, views
from byline.forge import origin
from byline.galley import Pictures, fill
from byline.page import AliasPage, Order, PersonPage, PlainPage, StoryPage
from byline.person import Person
from byline.piece import Card, CorrectionNote, Head, Heading, Origin, Part, SeriesNote, Shot
from byline.plain import Plain
from byline.plan import Edit
from byline.published import Published
from byline.reference import is_elsewhere
from byline.site import KINDS, Site
from byline.story import Story, StoryFront, day_of

CONTENTS_FROM = 3  # headings from which on a long story gets a table of contents
LONG_FROM = 500  # words that make a story long


def leaves(edits: Mapping[str, Edit], pictures: Pictures, addresses: Set[str]) -> Iterator[Order]:
    """Every page with a text of its own. `addresses` are all addresses of the portal, to tell dead links."""
    for edit in edits.values():
        for person in edit.site.shown_people:
            yield of_person(edit, person, pictures, addresses)
    first = next(iter(edits.values()))
    for one in first.site.stories:
        edit = edits[first.site.settings.shown_in(one.language)]
        yield of_story(edit, one, pictures, addresses)
        for alias in aliases(one.aliases):
            if alias != one.address:
                yield of_alias(edit, one, alias)
    for plain in first.site.plains:
        edit = edits[first.site.settings.shown_in(plain.language)]
        yield of_plain(edit, plain, pictures, addresses)


def of_story(edit: Edit, one: Published, pictures: Pictures, addresses: Set[str]) -> Order:
    """The order of a story's own page."""
    page = partial(_story, edit, one, _filled(pictures, addresses))
    return Order(one.address, edit.words.language, page, _versions(edit.site, one), _changed(edit.site, one))


def item(edit: Edit, one: Published, pictures: Pictures, addresses: Set[str]) -> Item:
    """What feeds tell of a story."""
    story, cards = edit.site.texts[one.path], edit.cards
    front = story.front
    tags = (
        *cards.tags("departments", one.departments),
        *cards.tags("roles", one.roles),
        *cards.tags("topics", one.topics),
    )
    return Item(
        one.address,
        front.title,
        front.summary or story.body.excerpt,
        _filled(pictures, addresses, for_feed=True)(edit, story.body),
        cards.shot(front.image, one.path),
        cards.credits(front.authors),
        tags,
        edit.words.language,
    )


def of_alias(edit: Edit, one: Published, alias: str) -> Order:
    """The order of the page at an old address of a story."""
    return Order(alias, edit.words.language, partial(_alias, edit, one, alias), listed=False)


def of_person(edit: Edit, person: Person, pictures: Pictures, addresses: Set[str]) -> Order:
    """The order of a person's page in one language."""
    return edit.order(person.address, partial(_person, edit, person, _filled(pictures, addresses)))


def of_plain(edit: Edit, plain: Plain, pictures: Pictures, addresses: Set[str]) -> Order:
    """The order of a plain page."""
    page = partial(_plain, edit, plain, _filled(pictures, addresses))
    return Order(plain.address, edit.words.language, page, _plain_versions(edit.site, plain))


Html = Callable[[Edit, Body], str]
"""The HTML of a body, ready for a page."""


def _alias(edit: Edit, one: Published, alias: str) -> AliasPage:
    return AliasPage(Head(alias, edit.words.language, edit.site.texts[one.path].front.title), one.address)


def _versions(site: Site, one: Published) -> tuple[tuple[str, str], ...]:
    """The addresses of a story and its translations by language, if there are any."""
    others = site.translations(one)
    return tuple(sorted((each.language, each.address) for each in (one, *others))) if others else ()


def _plain_versions(site: Site, plain: Plain) -> tuple[tuple[str, str], ...]:
    versions = site.plain_versions[plain.key]
    return tuple(sorted((each.language, each.address) for each in versions)) if len(versions) > 1 else ()


def _changed(site: Site, one: Published) -> datetime.date:
    """The day on which readers last saw a story change: it appeared, or was corrected."""
    return max((one.day, *(day_of(made.date, site.settings.zone) for made in one.corrections)))


def leaf_addresses(edits: Mapping[str, Edit]) -> Iterator[str]:
    """The addresses of all leaves."""
    for edit in edits.values():
        yield from (edit.at(person.address) for person in edit.site.shown_people)
    site = next(iter(edits.values())).site
    for one in site.stories:
        yield one.address
        yield from aliases(one.aliases)
    yield from (plain.address for plain in site.plains)


def aliases(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Those old addresses at which something may stand."""
    return tuple(made for made in map(address.old, texts) if made)


def _filled(pictures: Pictures, addresses: Set[str], *, for_feed: bool = False) -> Html:
    def html(edit: Edit, body: Body) -> str:
        def way(target: str) -> str:
            """The address in the reader's language, where the portal has the page in several."""
            return edit.at(target) if edit.at(target) in addresses else target

        return fill(body, pictures, addresses, way, for_feed=for_feed)

    return html


def _story(edit: Edit, one: Published, html: Html) -> StoryPage:
    story, cards, site = edit.site.texts[one.path], edit.cards, edit.site
    front = story.front
    shot = cards.shot(front.image, story.path)
    return StoryPage(
        head=_story_head(edit, one, story, shot),
        card=cards.card(one),
        standfirst=front.summary,
        html=html(edit, story.body),
        language=story.language,
        shot=shot,
        missing_shot=front.image.alt if front.image and not front.image.decorative and not shot else "",
        authors=cards.credits(front.authors),
        told_by=cards.credits(front.told_by),
        helped_by=cards.credits(front.helped_by),
        shown=cards.credits(front.image.shows) if front.image else (),
        departments=cards.tags("departments", one.departments),
        roles=cards.tags("roles", one.roles),
        topics=cards.tags("topics", one.topics),
        contents=_contents(story.body),
        learned=front.learned,
        series=_series(cards, one),
        answers=cards.card(site.by_key[one.reply_to]) if one.reply_to in site.by_key else None,
        replies=cards.cards(site.replies.get(one.key, ())),
        translations=cards.cards(site.translations(one)),
        corrections=tuple(CorrectionNote(day_of(made.date, site.settings.zone), made.text) for made in one.corrections),
        related=cards.beside(one),
        counted=views(site, one),
        pixel=pixel(site, one),
        views=figure(site, one),
        origin=_origin(edit, story.path, story.address, front.title),
    )


def _story_head(edit: Edit, one: Published, story: Story, shot: Shot | None) -> Head:
    people = (credit.address + NAME for credit in edit.cards.credits(one.people) if credit.address)
    terms = (tag.address + NAME for kind in KINDS for tag in edit.cards.tags(kind, getattr(one, kind)))
    feeds = (*people, *terms, NAME, f"feed.{story.language}.xml")
    summary = story.front.summary or story.body.excerpt
    return Head(
        story.address,
        edit.words.language,
        story.front.title,
        summary,
        _versions(edit.site, one),
        edit.channels.links(feeds),
        edit.cards.preview(shot, edit.cards.credits(one.tellers)),
    )


def _contents(body: Body) -> tuple[Heading, ...]:
    listed = tuple(heading for heading in body.headings if heading.level <= 3)
    return listed if len(listed) >= CONTENTS_FROM and body.words >= LONG_FROM else ()


def _series(cards: Cards, one: Published) -> SeriesNote | None:
    """Where a story stands among the parts that have appeared; a part may be there in several languages."""
    if not one.series:
        return None
    (name,) = one.series
    versions: dict[int, list[Published]] = {}
    for part in cards.site.parts[name]:
        versions.setdefault(part.part, []).append(part)
    numbers = list(versions)
    here = numbers.index(one.part)

    def card(place: int) -> Card | None:
        """The part at this place, in the story's language if it is there in several."""
        if not 0 <= place < len(numbers):
            return None
        return cards.card(min(versions[numbers[place]], key=lambda part: part.language != one.language))

    return SeriesNote(cards.tag("series", name), here + 1, len(numbers), card(here - 1), card(here + 1))


def _person(edit: Edit, person: Person, html: Html) -> PersonPage:
    front, cards, site = person.front, edit.cards, edit.site
    credit, stories = cards.credit(person.id), site.by_person[person.id]
    parts = (
        Part(how, cards.cards(tuple(one for one in stories if how == _how(site.texts[one.path].front, person.id))))
        for how in ("told", "wrote", "helped", "appears")
    )
    counts: dict[str, int] = {}
    for one in stories:
        for topic in one.topics:
            counts[topic] = counts.get(topic, 0) + 1
    head = edit.head(person.address, credit.name, person.bio.excerpt, (person.address + NAME,))
    named = front.show_as == "full"  # addresses and links tell a name as surely as the name
    level, location = site.settings.levels.get(front.level), site.settings.locations.get(front.location)
    topics = sorted(counts, key=lambda name: (-counts[name], name))[:8]
    return PersonPage(
        head=replace(head, preview=cards.preview(None, (credit,))),
        credit=credit,
        html=html(edit, person.bio),
        language=person.language,
        department=cards.tag("departments", front.department) if front.department else None,
        role=cards.tag("roles", front.role) if front.role else None,
        location=location.name.at(edit.words.language) if location else "",
        level=level.name.at(edit.words.language) if level else "",
        email=front.email if named and site.audience == "intranet" else "",
        links=tuple((link.title, link.url) for link in front.links if named and is_elsewhere(link.url)),
        languages=tuple(edit.words.language_name(language) for language in front.languages),
        topics=cards.tags("topics", tuple(topics)),
        parts=tuple(part for part in parts if part.cards),
        origin=_origin(edit, person.path, credit.address, credit.name) if named else None,
    )


def _how(front: StoryFront, name: str) -> str:
    """The first of the ways in which a person takes part in a story."""
    if name in front.told_by:
        return "told"
    if name in front.authors:
        return "wrote"
    return "helped" if name in front.helped_by else "appears"


def _plain(edit: Edit, plain: Plain, html: Html) -> PlainPage:
    feeds = edit.channels.links((NAME, f"feed.{plain.language}.xml"))
    head = Head(
        plain.address,
        edit.words.language,
        plain.front.title,
        plain.front.summary or plain.body.excerpt,
        _plain_versions(edit.site, plain),
        feeds,
        edit.cards.preview(),
    )
    return PlainPage(
        head, html(edit, plain.body), plain.language, _origin(edit, plain.path, plain.address, plain.front.title)
    )


def _origin(edit: Edit, path: str, place: str, title: str) -> Origin | None:
    """Where the text of a page can be worked on; nowhere for the public, since the repository is inside."""
    forge = edit.site.settings.forge
    if forge is None or edit.site.audience == "public":
        return None
    address = edit.site.settings.base + place
    return origin(
        forge, path, edit.words("suggestion", title=title), edit.words("suggestion_text", address=address, path=path)
    )
