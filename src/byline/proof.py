"""Proofreading from file to file: ids that nobody has, addresses and ids that two files claim.

It reads the values of all files, broken ones too, so that one run finds everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from babel.localedata import exists

from byline import address, gazetteer
from byline.claim import all_different, claimed_twice
from byline.dateline import in_digits
from byline.front import ID, LONGEST_ID, Image
from byline.gazetteer import Known
from byline.guess import nearest
from byline.person import Person
from byline.plain import Plain
from byline.problem import Place, Places, Problem, problem
from byline.reference import is_elsewhere
from byline.settings import Settings
from byline.story import Story, seniority, starts

BY_SETTINGS = frozenset(
    [
        "unknown-department",
        "unknown-role",
        "unknown-topic",
        "topic-near-miss",
        "unknown-series",
        "unknown-level",
        "unknown-location",
    ]
)
"""Rules that compare the content with the settings."""


Called = Iterable[tuple[str, str]]
"""What those are called whom a story names by their names, by id."""


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
    known = {
        "person": gazetteer.people(gazetteer.names(files, "people/"), people),
        "story": gazetteer.things("unknown-story", gazetteer.names(files, "stories/")),
        "page": gazetteer.things("unknown-page", gazetteer.names(files, "pages/")),
        **gazetteer.terms(settings),
    }
    return [
        *chain.from_iterable(_story(story, known, settings) for story in stories),
        *chain.from_iterable(_person(person, known) for person in people),
        *chain.from_iterable(
            _unknown(known, "page", plain.places, "translation_of", plain.front.translation_of, own=plain.key)
            for plain in plains
        ),
        *_same_ids(stories),
        *_languages((one.language, one.places) for one in stories),
        *_languages((one.language, one.places) for one in people),
        *_languages((one.language, one.places) for one in plains),
        *_parts(stories),
        *_chains([(story.key, story.front.translation_of, story.places) for story in stories]),
        *_chains([(plain.key, plain.front.translation_of, plain.places) for plain in plains]),
        *_translations([(story.key, story.front.translation_of, story.language, story.places) for story in stories]),
        *_translations([(plain.key, plain.front.translation_of, plain.language, plain.places) for plain in plains]),
    ]


def proofread_late(
    stories: Sequence[Story], people: Collection[Person], keys: Collection[str], settings: Settings
) -> list[Problem]:
    """What is wrong with some stories beside others that are sound, as far as they claim nothing that those have.

    `people` are all there are, `keys` those of all stories; or only of the ones that are named, if there are all of these.
    """
    known = {
        "person": gazetteer.people({one.id for one in people}, people),
        "story": gazetteer.things("unknown-story", keys),
        **gazetteer.terms(settings),
    }
    return [
        *chain.from_iterable(_story(story, known, settings) for story in stories),
        *_languages((story.language, story.places) for story in stories),
    ]


def _unknown(
    known: Mapping[str, Known], kind: str, places: Places, field: str, *names: str, called: Called = (), own: str = ""
) -> Iterable[Problem]:
    """Names that are not among the known ones of a kind; `field` holds one name, or a list of them, and never means `own`."""
    if _all_in(names, known[kind].ids):
        return ()
    return _guessed(known, kind, places, field, *names, called=dict(called), own=own)


def _all_in(names: Iterable[str], ids: Collection[str]) -> bool:
    return all(name in ids or not name for name in names)


def _guessed(
    known: Mapping[str, Known], kind: str, places: Places, field: str, *names: str, called: Mapping[str, str], own: str
) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name and name not in known[kind].ids:
            more = {"called": called[name]} if name in called else {}
            said = called.get(name, name)
            guess = known[kind].guess(said)
            guess = "" if guess == own else guess
            if kind == "person":
                if guess:
                    more["reason"] = "perhaps-new"
                elif known[kind].hidden(said):
                    more["reason"] = "ask-who"  # so that nobody makes a page of their name
                elif not ID.match(name):
                    more["reason"] = "no-id-of-a-name"
            yield problem(_item(places, field, index), known[kind].rule, guess=guess, name=name, **more)


def _item(places: Places, field: str, index: int) -> Place:
    """The place of an item, or of the whole field where it holds only one."""
    return places.at(f"{field}.{index}" if f"{field}.{index}" in places.fields else field)


def _everybody(story: Story, people: Known) -> Iterator[Problem]:
    """Those whom a story names: that there are such people, and that one name is not that of several."""
    front, several = story.front, {}
    for id_, name in story.names:
        who = people.called(name) | ({id_} if id_ in people.ids else set())
        if len(who) > 1:
            several[id_] = ", ".join(people.told_apart(one) for one in sorted(who))
    shown = front.image.shows if front.image else ()
    called = dict(story.names)
    for field, names in (
        ("authors", front.authors),
        ("told_by", front.told_by),
        ("helped_by", front.helped_by),
        ("image.shows", shown),
    ):
        for index, one in enumerate(names):
            if one in several:
                place = _item(story.places, field, index)
                yield problem(place, "ambiguous-person", name=called[one], id=one, ids=several[one])
        others = ("" if one in several else one for one in names)
        yield from _unknown({"person": people}, "person", story.places, field, *others, called=story.names)


def _story(story: Story, known: Mapping[str, Known], settings: Settings) -> Iterator[Problem]:
    front, places = story.front, story.places
    yield from _everybody(story, known["person"])
    yield from _unknown(known, "department", places, "departments", *front.departments)
    yield from _unknown(known, "role", places, "roles", *front.roles)
    for field, name in (("reply_to", front.reply_to), ("translation_of", front.translation_of)):
        if name:
            yield from _unknown(known, "story", places, field, name, own=story.key)
            if name == story.key:
                yield problem(places.at(field), "own-story")
    if any(topic not in known["topic"].ids for topic in front.topics):
        yield from _topics(story, known["topic"], closed=settings.site.closed_topics)
    for index, text in enumerate(front.aliases):
        if address.old(text) is None:
            yield problem(places.at(f"aliases.{index}"), "bad-alias", text=text)
    appears = front.publish_at or front.date
    if front.expires_at and starts(front.expires_at, settings.zone) <= starts(appears, settings.zone):
        yield problem(places.at("expires_at"), "expires-early", when=in_digits(appears))
    if front.image:
        yield from _untold(front.image, places, "image")
    if front.series and settings.series:
        yield from _unknown(known, "series", places, "series.id", front.series.id)


def _untold(image: Image, places: Places, field: str) -> Iterator[Problem]:
    """What front matter does not say of a picture that is no mere ornament."""
    for missing, said in (("missing-alt", image.alt), ("missing-credit", image.credit)):
        if not said and not image.decorative:
            yield problem(places.at(f"{field}.src"), missing, picture=image.src)


def _topics(story: Story, known: Known, *, closed: bool) -> Iterator[Problem]:
    for index, topic in enumerate(story.front.topics):
        place, name = story.places.at(f"topics.{index}"), address.slug(topic)
        if not name or len(name) > LONGEST_ID:
            yield problem(place, "bad-id", id=topic)
        elif name not in known.ids and closed:
            yield problem(place, "unknown-topic", guess=known.guess(topic) or known.guess(name), name=topic)
        elif name not in known.ids and (guess := nearest(name, known.names, 0.85)):  # other words are other topics
            yield problem(place, "topic-near-miss", guess=known.names[guess], name=topic)


def _person(person: Person, known: Mapping[str, Known]) -> Iterator[Problem]:
    front, places = person.front, person.places
    for index, link in enumerate(front.links):
        if link.url and not is_elsewhere(link.url):
            yield problem(places.at(f"links.{index}.url"), "link-refused", target=link.url)
    if front.portrait:
        yield from _untold(front.portrait, places, "portrait")
    for kind in ("department", "role", "level", "location"):
        yield from _unknown(known, kind, places, kind, getattr(front, kind))


def _same_ids(stories: Sequence[Story]) -> list[Problem]:
    """Two stories with one permanent id."""
    if all_different(story.id for story in stories):
        return []
    return claimed_twice("same-id", ((story.id, story.places.at("id")) for story in sorted(stories, key=seniority)))


def _parts(stories: Sequence[Story]) -> list[Problem]:
    """Two stories that are the same part of a series; a translation may be."""
    return claimed_twice(
        "same-part",
        (
            (f"{story.front.series.id} {story.front.series.part} ({story.language})", story.places.at("series.part"))
            for story in sorted((one for one in stories if one.front.series), key=seniority)
            if story.front.series
        ),
    )


_exists = cache(exists)


def _languages(texts: Iterable[tuple[str, Places]]) -> list[Problem]:
    """Codes that no language has; where two letters of it are one's, that was meant."""
    return [
        problem(places.at("language"), "unknown-language", guess=code[:2] if exists(code[:2]) else "", language=code)
        for code, places in texts
        if not _exists(code)
    ]


def _chains(texts: Sequence[tuple[str, str, Places]]) -> list[Problem]:
    """Translations of a translation: all versions name the one that was first."""
    original = {key: of for key, of, _ in texts if of}
    return [
        problem(places.at("translation_of"), "translation-chain", guess=original[of], name=of)
        for key, of, places in texts
        if of and of != key and original.get(of, of) != of
    ]


def _translations(texts: Sequence[tuple[str, str, str, Places]]) -> list[Problem]:
    """Two translations of one text into one language."""
    if not any(of for _, of, _, _ in texts):
        return []
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    found = []
    for key, of, language, places in texts:
        group, place = (of or key, language), places.at("language")
        if group in first and first[group][0] != key:
            name, keeper = f"{group[0]} ({language})", first[group][1]
            found.append(problem(place, "same-language", name=name, other=keeper.path, first=keeper.line))
        first.setdefault(group, (key, place))
    return found
