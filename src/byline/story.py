"""A story: what stands in its front matter, its body, and when readers may see it."""

from __future__ import annotations

import datetime
import hashlib
import zoneinfo
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import msgspec

from byline import address
from byline.article import House, read_article
from byline.body import Body
from byline.dateline import Moment, in_digits
from byline.front import ID, Id, Image, LanguageCode, TermId, Title
from byline.name import id_of as name_id, several, spoken
from byline.problem import Places, Problem, problem
from byline.quotes import quoted
from byline.tree import File


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The story's part in a series."""

    id: TermId
    part: Annotated[int, msgspec.Meta(ge=1)]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What was put right after the story appeared."""

    date: Moment
    text: str


class StoryFront(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of a story."""

    title: Title
    date: Moment
    authors: tuple[str, ...]
    told_by: tuple[str, ...] = ()
    helped_by: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    language: LanguageCode | None = None
    summary: Annotated[str, msgspec.Meta(max_length=600)] = ""
    image: Image | None = None
    series: Series | None = None
    kind: Literal["portrait", "interview", "day", "lesson", "project", "news"] | None = None
    learned: Annotated[str, msgspec.Meta(max_length=300)] = ""
    reply_to: str = ""
    translation_of: str = ""
    status: Literal["published", "idea", "draft", "review", "withdrawn"] = "published"
    publish_at: Moment | None = None
    expires_at: Moment | None = None
    audience: Literal["intranet", "public"] = "intranet"
    lane: Literal["quick", "feature"] | None = None
    corrections: tuple[Correction, ...] = ()
    reach: Annotated[int, msgspec.Meta(ge=1)] | None = None
    aliases: tuple[str, ...] = ()
    id: Id | None = None

    def printed(self, language: str) -> StoryFront:
        """What readers see of it, in the quotes of a language."""
        return msgspec.structs.replace(
            self,
            title=quoted(self.title, language),
            summary=quoted(self.summary, language),
            learned=quoted(self.learned, language),
            image=self.image and self.image.printed(language),
            corrections=tuple(Correction(date=one.date, text=quoted(one.text, language)) for one in self.corrections),
        )


class Story(msgspec.Struct, frozen=True, gc=False):
    """One story. `key` is how other stories name it (`2026/solar-roof`), `id` what feeds and counter know it by."""

    key: str
    path: str
    id: str
    language: str
    front: StoryFront
    body: Body
    places: Places
    names: tuple[tuple[str, str], ...] = ()  # the names of those who are written by name, by their ids

    @property
    def address(self) -> str:
        return f"stories/{self.key}/"

    @property
    def tellers(self) -> tuple[str, ...]:
        """The ids of those whose story it is: who told it, or else who wrote it."""
        return self.front.told_by or self.front.authors

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of everyone the portal credits, each once."""
        front = self.front
        shown = front.image.shows if front.image else ()
        return tuple(dict.fromkeys((*front.told_by, *front.authors, *front.helped_by, *shown)))

    def appeared(self, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
        """When the story appeared, for feeds: `publish_at`, else the time in `date`, else nine o'clock on its day.

        What is not written out, the minutes of a day or the seconds of a minute, a digest of the id fills in, so that
        two stories of one day or one minute differ and neither ever moves.
        """
        given = self.front.publish_at or self.front.date
        spread = int.from_bytes(hashlib.sha256(self.id.encode()).digest()[:4])
        if isinstance(given, datetime.datetime):
            seconds = 0 if given.second else spread % 60
            return starts(given, zone) + datetime.timedelta(seconds=seconds)
        return datetime.datetime.combine(given, datetime.time(9), zone) + datetime.timedelta(seconds=spread % 3600)


def seniority(story: Story) -> tuple[bool, datetime.datetime, str]:
    """Where a story stands among those that claim the same: the first keeps it, so that no newcomer takes it away.

    What is published goes before what is not, or has no date that can be read; then the earlier one. One that is not due
    yet is later than any that is.
    """
    front = story.front
    is_new = front.status != "published" or front.date == datetime.date.min
    return is_new, starts(front.publish_at or front.date, zoneinfo.ZoneInfo("UTC")), story.path


def starts(moment: Moment, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    """The instant at which a day or a time begins in the portal's time zone."""
    if not isinstance(moment, datetime.datetime):
        return datetime.datetime.combine(moment, datetime.time(), zone)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def day_of(moment: Moment, zone: zoneinfo.ZoneInfo) -> datetime.date:
    """The day that readers in the portal's time zone see: late in the evening UTC, Berlin has tomorrow's."""
    return starts(moment, zone).astimezone(zone).date()


def read_story(file: File, house: House) -> tuple[Story | None, tuple[Problem, ...]]:
    """The story in a file; with an error among the problems, one that only serves to check other files."""
    article, found = read_article(file, StoryFront, house)
    if article is None:
        return None, found
    places = article.places
    front, names = _by_ids(article.front.printed(article.language))
    key = key_of(file.path)
    id_ = id_of(front, key)
    return Story(key, file.path, id_, article.language, front, article.body, places, names), found


def _by_ids(front: StoryFront) -> tuple[StoryFront, tuple[tuple[str, str], ...]]:
    """The same with ids where people are written as one says them, and these names by their ids.

    `Nadia Benali` means `nadia-benali`. Whoever is named twice is named once, and whoever wrote what they tell is its author.
    """
    called: dict[str, str] = {}

    def ids(names: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for name in (one for place in names for one in several(place) or [place]):
            id_ = name_id(name) or name
            found.append(id_)
            if not ID.match(name.lower()):
                called.setdefault(id_, spoken(name))
        return tuple(dict.fromkeys(found))

    authors, told_by, helped_by = ids(front.authors), ids(front.told_by), ids(front.helped_by)
    image = front.image and msgspec.structs.replace(front.image, shows=ids(front.image.shows))
    told_by = () if set(told_by) == set(authors) else told_by
    by_ids = msgspec.structs.replace(front, authors=authors, told_by=told_by, helped_by=helped_by, image=image)
    return by_ids, tuple(called.items())


def key_of(path: str) -> str:
    """How other stories name the one in a file."""
    return address.of_file(path.removeprefix("content/")).removeprefix("stories/").rstrip("/")


def id_of(front: StoryFront, key: str) -> str:
    """By what feeds and counter know a story: what it says, or else what its first address says."""
    return front.id or (address.slug(front.aliases[0]) if front.aliases else "") or key


def withheld(
    story: Story, now: datetime.datetime, zone: zoneinfo.ZoneInfo, audience: str, *, drafts: bool
) -> Problem | None:
    """Why readers may not see this story at the instant `now`, or None if they may."""
    front, at = story.front, story.places.at
    if front.status == "withdrawn":
        return problem(at("status"), "withheld-withdrawn")
    if front.status != "published" and not drafts:
        return problem(at("status"), "withheld-status", status=front.status)
    if audience == "public" and front.audience != "public":
        return problem(at("audience"), "withheld-audience", audience=front.audience)
    for key, moment in (("publish_at", front.publish_at), ("date", front.date)):
        if moment is not None and starts(moment, zone) > now and not drafts:
            return problem(
                at(key),
                "withheld-until",
                key=key,
                when=in_digits(moment),
            )
    if front.expires_at is not None and starts(front.expires_at, zone) <= now:
        return problem(at("expires_at"), "withheld-expired", when=in_digits(front.expires_at))
    return None


def holds(stories: Sequence[Story], now: datetime.datetime, zone: zoneinfo.ZoneInfo) -> tuple[float, float]:
    """The instants around `now` between which no story becomes due or runs out and the day is the same, in seconds."""
    today = now.astimezone(zone).date()
    turns = [starts(moment, zone).timestamp() for story in stories for moment in _turns(story.front)]
    turns += [starts(day, zone).timestamp() for day in (today, today + datetime.timedelta(days=1))]
    here = now.timestamp()
    return (
        max((turn for turn in turns if turn <= here), default=float("-inf")),
        min((turn for turn in turns if turn > here), default=float("inf")),
    )


def _turns(front: StoryFront) -> Iterator[Moment]:
    """The moments from which a story is seen otherwise."""
    yield front.date
    if front.publish_at:
        yield front.publish_at
    if front.expires_at:
        yield front.expires_at
    yield from (correction.date for correction in front.corrections)
