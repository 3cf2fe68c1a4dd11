"""Proofreading from file to file: ids that nobody has, addresses and ids that two files claim.

It reads the values of all files, broken ones too, so that one run finds everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import chain

from babel.localedata import exists

from byline import address
from byline.dateline import in_digits
from byline.decode import LONGEST_ID, Places
from byline.person import Person
from byline.plain import Plain
from byline.problem import Place, Problem, nearest, problem
from byline.reference import is_web
from byline.settings import Settings, Term
from byline.story import Story, starts

Claims = Iterable[tuple[str, Place]]


def proofread(
    stories: Sequence[Story],
    people: Sequence[Person],
    plains: Sequence[Plain],
    files: Sequence[tuple[str, str]],
    settings: Settings,
) -> list[Problem]:
    """What is wrong between the files. `files` are the paths and addresses of all files, also of those that could
    not be read: whoever names one of them names something that exists.
    """
    known_people = _names(files, "people/")
    known_stories = _names(files, "stories/")
    known_plains = _names(files, "pages/")
    return [
        *chain.from_iterable(_story(story, known_people, known_stories, settings) for story in stories),
        *chain.from_iterable(_person(person, settings) for person in people),
        *chain.from_iterable(
            _unknown(plain.places, "translation_of", (plain.front.translation_of,), known_plains, "unknown-page")
            for plain in plains
        ),
        *_claims(
            "same-id", sorted(((story.id, story.places.at("id")) for story in stories), key=lambda claim: claim[1])
        ),
        *_languages((one.language, one.places) for one in stories),
        *_languages((one.language, one.places) for one in people),
        *_languages((one.language, one.places) for one in plains),
        *_parts(stories),
        *_chains([(story.key, story.front.translation_of, story.places) for story in stories]),
        *_chains([(plain.key, plain.front.translation_of, plain.places) for plain in plains]),
        *_translations([(story.key, story.front.translation_of, story.language, story.places) for story in stories]),
        *_translations([(plain.key, plain.front.translation_of, plain.language, plain.places) for plain in plains]),
    ]


def _names(files: Iterable[tuple[str, str]], folder: str) -> frozenset[str]:
    """The names of those files that stand in a folder, as other files write them: the rest of the address."""
    return frozenset(
        place.removeprefix(folder).rstrip("/") for path, place in files if path.startswith(f"content/{folder}")
    )


def _unknown(places: Places, field: str, names: Sequence[str], among: Collection[str], rule: str) -> list[Problem]:
    """Names that are not among the known ones; `field` holds one name, or a list of them."""
    listed = places.fields
    return [
        problem(
            places.at(f"{field}.{index}" if f"{field}.{index}" in listed else field),
            rule,
            guess=_near(name, among),
            name=name,
        )
        for index, name in enumerate(names)
        if name and name not in among
    ]


def _near(name: str, among: Iterable[str]) -> str:
    """The nearest name; of names with folders, one whose last part is near: every story of a year shares the rest."""
    last = {one.rpartition("/")[2]: one for one in sorted(among)}
    found = nearest(name.rpartition("/")[2], last)
    return last[found] if found else ""


def _story(story: Story, people: Set[str], stories: Set[str], settings: Settings) -> list[Problem]:
    front, places = story.front, story.places
    found = [
        *_unknown(places, "authors", front.authors, people, "unknown-person"),
        *_unknown(places, "told_by", front.told_by, people, "unknown-person"),
        *_unknown(places, "helped_by", front.helped_by, people, "unknown-person"),
        *_unknown(places, "departments", front.departments, settings.departments, "unknown-department"),
        *_unknown(places, "roles", front.roles, settings.roles, "unknown-role"),
        *_unknown(places, "reply_to", (front.reply_to,), stories, "unknown-story"),
        *_unknown(places, "translation_of", (front.translation_of,), stories, "unknown-story"),
        *(
            problem(places.at(field), "own-story")
            for field, name in (("reply_to", front.reply_to), ("translation_of", front.translation_of))
            if name == story.key
        ),
        *_topics(story, settings.topics, closed=settings.site.closed_topics),
    ]
    found += [
        problem(places.at(f"aliases.{index}"), "bad-alias", text=text)
        for index, text in enumerate(front.aliases)
        if address.old(text) is None
    ]
    appears = front.publish_at or front.date
    if front.expires_at and starts(front.expires_at, settings.zone) <= starts(appears, settings.zone):
        found.append(problem(places.at("expires_at"), "expires-early", when=in_digits(appears)))
    if front.image and not front.image.alt and not front.image.decorative:
        found.append(problem(places.at("image.src"), "missing-alt", picture=front.image.src))
    if front.image:
        found += _unknown(places, "image.shows", front.image.shows, people, "unknown-person")
    if front.series and settings.series:
        found += _unknown(places, "series.id", (front.series.id,), settings.series, "unknown-series")
    if not front.departments or not front.roles:
        missing = " / ".join(
            key for key, given in (("departments", front.departments), ("roles", front.roles)) if not given
        )
        found.append(problem(places.start, "departments-not-written", keys=missing))
    return found


def _topics(story: Story, known: Mapping[str, Term], *, closed: bool) -> list[Problem]:
    found = []
    for index, topic in enumerate(story.front.topics):
        place, name = story.places.at(f"topics.{index}"), address.slug(topic)
        if not name or len(name) > LONGEST_ID:
            found.append(problem(place, "bad-id", id=topic))
        elif name not in known and closed:
            found.append(problem(place, "unknown-topic", guess=nearest(name, known), name=topic))
        elif name not in known and (guess := nearest(name, known, 0.85)):  # other words are other topics
            found.append(problem(place, "topic-near-miss", guess=guess, name=topic))
    return found


def _person(person: Person, settings: Settings) -> list[Problem]:
    front, places = person.front, person.places
    portrait = front.portrait
    return [
        *(
            problem(places.at(f"links.{index}.url"), "link-refused", target=link.url)
            for index, link in enumerate(front.links)
            if not is_web(link.url)
        ),
        *(
            [problem(places.at("portrait.src"), "missing-alt", picture=portrait.src)]
            if portrait and not portrait.alt and not portrait.decorative
            else []
        ),
        *_unknown(places, "department", (front.department,), settings.departments, "unknown-department"),
        *_unknown(places, "role", (front.role,), settings.roles, "unknown-role"),
        *_unknown(places, "level", (front.level,), settings.levels, "unknown-level"),
        *_unknown(places, "location", (front.location,), settings.locations, "unknown-location"),
    ]


def _claims(rule: str, claims: Claims) -> list[Problem]:
    """Two files that claim one thing: told at the later one, with the path of the first."""
    first: dict[str, Place] = {}
    found = []
    for name, place in claims:
        folded = name.casefold()  # on many disks, names that differ only in case are one
        if folded in first:
            found.append(problem(place, rule, name=name, other=first[folded].path))
        first.setdefault(folded, place)
    return found


def same_addresses(claims: Claims) -> list[Problem]:
    """Two files that would be found at one address."""
    return _claims("same-address", claims)


def taken_addresses(own: Iterable[str], claims: Claims) -> list[Problem]:
    """Files whose address the portal needs for a page of its own, or whose page would stand inside another's file."""
    wanted = list(claims)
    taken = {place.casefold() for place in own}
    every = (*taken, *(name.casefold() for name, _ in wanted))
    files = {place for place in every if place and not place.endswith("/")}
    return [
        problem(place, "own-address", name=name)
        for name, place in wanted
        if name.casefold() in taken or not files.isdisjoint(_above(name.casefold()))
    ]


def _above(place: str) -> list[str]:
    """The folders in which an address stands: `a` and `a/b` for `a/b/c/`."""
    parts = place.rstrip("/").split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _parts(stories: Sequence[Story]) -> list[Problem]:
    """Two stories that are the same part of a series; a translation may be."""
    return _claims(
        "same-part",
        (
            (f"{story.front.series.id} {story.front.series.part} ({story.language})", story.places.at("series.part"))
            for story in stories
            if story.front.series
        ),
    )


def _languages(texts: Iterable[tuple[str, Places]]) -> list[Problem]:
    """Codes that no language has; where two letters of it are one's, that was meant."""
    return [
        problem(places.at("language"), "unknown-language", guess=code[:2] if exists(code[:2]) else "", language=code)
        for code, places in texts
        if not exists(code)
    ]


def _chains(texts: Sequence[tuple[str, str, Places]]) -> list[Problem]:
    """Translations of a translation: all versions name the one that was first."""
    original = {key: of for key, of, _ in texts}
    return [
        problem(places.at("translation_of"), "translation-chain", guess=original[of], name=of)
        for key, of, places in texts
        if of != key and original.get(of, of) not in {"", of}
    ]


def _translations(texts: Sequence[tuple[str, str, str, Places]]) -> list[Problem]:
    """Two translations of one text into one language."""
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    found = []
    for key, of, language, places in texts:
        group, place = (of or key, language), places.at("language")
        if group in first and first[group][0] != key:
            found.append(problem(place, "same-language", name=f"{group[0]} ({language})", other=first[group][1].path))
        first.setdefault(group, (key, place))
    return found
