"""The site: everything that needs all stories at once, namely their order, their terms, their neighbours.

What is withheld is already gone here, so that no page, list, count or feed can show it by mistake.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from byline import address
from byline.copydesk import Copy
from byline.dateline import in_digits
from byline.front import Text
from byline.person import Person
from byline.plain import Plain
from byline.problem import Problem, problem
from byline.published import Published, distinct, in_parts, publish
from byline.settings import CounterSettings, Settings, Term
from byline.story import Story, starts, withheld
from byline.usage import Usage, told as told_usage

KINDS = ("departments", "roles", "topics", "series")


class Site(msgspec.Struct, frozen=True, dict=True):
    """All that is published. Stories are in order, the newest first; equal dates by id. `texts` has the stories themselves, by path."""

    settings: Settings
    people: Mapping[str, Person]
    stories: tuple[Published, ...]
    plains: tuple[Plain, ...]
    audience: str = "intranet"
    texts: Mapping[str, Story] = {}
    usage: Usage | None = None  # as far as people may see it
    day: datetime.date = datetime.date.min  # for which it is made, in the portal's time zone

    @property
    def counter(self) -> CounterSettings | None:
        """By which settings views are counted. Before the public none are: the counter stands on the intranet."""
        return None if self.audience == "public" else self.settings.counter

    @cached_property
    def by_key(self) -> Mapping[str, Published]:
        return {one.key: one for one in self.stories}

    @cached_property
    def by_term(self) -> Mapping[str, Mapping[str, tuple[Published, ...]]]:
        """For each kind of term, the stories of each term that the settings name or a story uses."""
        found: dict[str, dict[str, list[Published]]] = {kind: {name: [] for name in self.terms(kind)} for kind in KINDS}
        for one in self.stories:
            for kind in KINDS:
                for name in getattr(one, kind):
                    found[kind].setdefault(name, []).append(one)
        return {
            kind: {name: tuple(stories) for name, stories in sorted(terms.items())} for kind, terms in found.items()
        }

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Published, ...]]:
        """The stories that credit or show each person."""
        found: dict[str, list[Published]] = {name: [] for name in self.people}
        for one in self.stories:
            for name in one.people:
                found.setdefault(name, []).append(one)
        return {name: tuple(stories) for name, stories in found.items()}

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Published, ...]]:
        found: dict[int, list[Published]] = {}
        for one in self.stories:
            found.setdefault(one.day.year, []).append(one)
        return {year: tuple(stories) for year, stories in sorted(found.items(), reverse=True)}

    @cached_property
    def by_language(self) -> Mapping[str, tuple[Published, ...]]:
        found: dict[str, list[Published]] = {}
        for one in self.stories:
            found.setdefault(one.language, []).append(one)
        return {language: tuple(stories) for language, stories in found.items()}

    @cached_property
    def translated(self) -> Mapping[str, tuple[Published, ...]]:
        """For each story of which a translation is published, by its key, both or all, as far as they are published."""
        names = {one.translation_of for one in self.stories if one.translation_of}
        groups: dict[str, list[Published]] = {name: [] for name in names}
        for one in self.stories:
            if one.original in names:
                groups[one.original].append(one)
        return {name: tuple(group) for name, group in sorted(groups.items())}

    def versions(self, one: Published) -> tuple[Published, ...]:
        """A story and all that say the same in another language."""
        return self.translated.get(one.original, (one,))

    def translations(self, one: Published) -> tuple[Published, ...]:
        """The other stories that say the same in another language."""
        return tuple(other for other in self.versions(one) if other.key != one.key)

    @cached_property
    def plain_versions(self) -> Mapping[str, tuple[Plain, ...]]:
        """For each plain page all its versions, itself among them."""
        groups: dict[str, list[Plain]] = {}
        for one in self.plains:
            groups.setdefault(one.front.translation_of or one.key, []).append(one)
        return {one.key: tuple(group) for group in groups.values() for one in group}

    @cached_property
    def replies(self) -> Mapping[str, tuple[Published, ...]]:
        """For each story the ones that answer it, the oldest first."""
        found: dict[str, list[Published]] = {}
        for one in reversed(self.stories):
            if one.reply_to:
                found.setdefault(one.reply_to, []).append(one)
        return {key: tuple(stories) for key, stories in found.items()}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the stories, the portal's own first."""
        own = [language for language in self.settings.languages if language in self.by_language]
        return (*own, *sorted(self.by_language.keys() - set(own)))

    def terms(self, kind: str) -> Mapping[str, Term]:
        """The terms of a kind that the settings name."""
        named: Mapping[str, Term] = getattr(self.settings, kind)
        return named

    def term_name(self, kind: str, name: str, language: str) -> str:
        """What a term is called; one that the settings do not name is shown as its first story wrote it."""
        known = self.terms(kind).get(name)
        if known:
            return known.name.at(language)
        for one in self.by_term[kind].get(name, ()):
            if kind == "topics":
                return next(topic for topic in one.topics_as_written if address.slug(topic) == name)
        return name

    def term_text(self, kind: str, name: str) -> Text:
        known = self.terms(kind).get(name)
        return known.description if known else Text()

    @cached_property
    def parts(self) -> Mapping[str, tuple[Published, ...]]:
        """For each series its stories in the order of their parts."""
        return {name: in_parts(stories) for name, stories in self.by_term["series"].items()}

    @cached_property
    def shown_people(self) -> tuple[Person, ...]:
        """Those who have a page, in the order of their names; before the public, only who has a part in a story."""
        public = self.audience == "public"
        return tuple(
            sorted(
                (one for one in self.people.values() if one.has_page and (self.by_person[one.id] or not public)),
                key=lambda one: (address.slug(one.shown_name), one.id),
            )
        )


def assemble(
    copy: Copy, settings: Settings, now: datetime.datetime, *, audience: str, drafts: bool, usage: Usage | None = None
) -> tuple[Site, tuple[Problem, ...]]:
    """The site of the stories that readers may see at the instant `now`, and why the others are withheld."""
    people = {person.id: person for person in copy.people}
    seen: list[Published] = []
    found: list[Problem] = []
    for story in copy.stories:
        one, told = admit(story, people, settings, now, audience=audience, drafts=drafts)
        seen += [one] if one else []
        found += told
    for person in people.values():
        if person.front.status == "left":
            found.append(problem(person.places.at("status"), "withheld-left", name=person.shown_name or person.id))
        elif person.front.show_as == "anonymous":
            found.append(problem(person.places.at("show_as"), "withheld-anonymous"))
    texts = {story.path: story for story in copy.stories}
    site = Site(settings, people, tuple(reversed(distinct(seen))), copy.plains, audience, texts)
    today = now.astimezone(settings.zone).date()
    return msgspec.structs.replace(site, usage=told_usage(usage, site.counter), day=today), tuple(found)


def admit(
    story: Story,
    people: Mapping[str, Person],
    settings: Settings,
    now: datetime.datetime,
    *,
    audience: str,
    drafts: bool,
) -> tuple[Published | None, tuple[Problem, ...]]:
    """A story as readers may see it at the instant `now`, if they may, and what is withheld of it."""
    zone = settings.zone
    if reason := withheld(story, now, zone, audience, drafts=drafts):
        return None, (reason,)
    draft = drafts and withheld(story, now, zone, audience, drafts=False) is not None
    return publish(story, people, now, zone, draft=draft), tuple(_early_corrections(story, now, zone))


def _early_corrections(story: Story, now: datetime.datetime, zone: zoneinfo.ZoneInfo) -> Iterator[Problem]:
    """Corrections that are dated in the future."""
    for index, correction in enumerate(story.front.corrections):
        if starts(correction.date, zone) > now:
            yield problem(
                story.places.at(f"corrections.{index}.date"),
                "withheld-until",
                key="date",
                when=in_digits(correction.date),
            )
