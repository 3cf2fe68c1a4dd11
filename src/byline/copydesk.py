"""The copy desk: reads everything that contributors handed in, and proofreads it from file to file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from byline import address
from byline.article import House, readable
from byline.claim import all_different, same_addresses
from byline.person import Person
from byline.plain import Plain
from byline.problem import Place, Problem, Severity, problem
from byline.proof import proofread
from byline.settings import Settings
from byline.standing import STORIES, Setting, Value
from byline.story import Story, seniority
from byline.tree import Readable, Tree
from byline.words import Words

FOLDER = "content"


Setter = Callable[[Sequence[Readable], House], Setting]
"""Sets the articles in files: all of them, or only those that have not been set before."""


class Copy(msgspec.Struct, frozen=True):
    """What was handed in, decoded: also what is broken or withheld."""

    stories: tuple[Story, ...]
    people: tuple[Person, ...]
    plains: tuple[Plain, ...]
    files: tuple[tuple[str, str], ...]  # every Markdown file, also one that could not be read: its path and its address
    setting: Setting

    def without(self, paths: frozenset[str]) -> Copy:
        """The same without the values of some files."""
        return Copy(
            tuple(one for one in self.stories if one.path not in paths),
            tuple(one for one in self.people if one.path not in paths),
            tuple(one for one in self.plains if one.path not in paths),
            self.files,
            self.setting,
        )

    @property
    def whole(self) -> bool:
        """Whether every file could be read, so that what no value names is named nowhere."""
        return len(self.stories) + len(self.people) + len(self.plains) == len(self.files)

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of all files."""
        return frozenset(place for _, place in self.files)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The addresses for which files ask, the old ones of stories among them."""
        old = (address.old(text) for story in self.stories for text in story.front.aliases)
        return (*(place for _, place in self.files), *filter(None, old))

    @property
    def claims(self) -> Iterator[tuple[str, Place]]:
        """Which addresses the files ask for, the old ones of stories among them; whoever keeps what two want is first.

        That is a person or a page, which have no date, then the senior story, then a file that could not be read.
        """
        others: tuple[Value, ...] = (*self.people, *self.plains)
        stories = sorted(self.stories, key=seniority)
        values: dict[str, Value] = {one.path: one for one in (*others, *stories)}
        own = dict(self.files)
        for path, one in values.items():
            yield own[path], one.places.start
            for index, text in enumerate(one.front.aliases if isinstance(one, Story) else ()):
                if made := address.old(text):
                    yield made, one.places.at(f"aliases.{index}")
        yield from ((place, Place(path, 1, 1)) for path, place in self.files if path not in values)


def read_copy(
    content: Tree[Readable],
    settings: Settings,
    words: Mapping[str, Words],
    setter: Setter,
) -> tuple[Copy, list[Problem]]:
    """All stories, people and plain pages of a portal, and what is wrong with them."""
    found: list[Problem] = []
    files = readable(content, found)
    values: list[Value] = []
    house = House(settings.language, settings.base, {language: one.labels() for language, one in words.items()})
    setting = setter(files, house)
    for article in setting.articles.values():
        value, problems = article.answer
        found += problems
        if value is not None:
            values.append(value)
    unread = [one.place.path for one in content.problems if address.is_markdown(one.place.path)]
    paths = sorted((*(file.path for file in files), *unread))
    copy = Copy(
        tuple(one for one in values if isinstance(one, Story)),
        tuple(one for one in values if isinstance(one, Person)),
        tuple(one for one in values if isinstance(one, Plain)),
        tuple((path, place) for path in paths if (place := address.of_file(path.removeprefix(f"{FOLDER}/")))),
        setting,
    )
    found += proofread(copy.stories, copy.people, copy.plains, copy.files, settings)
    if not all_different(copy.wanted):
        found += same_addresses(copy.claims)
    return copy, found


def is_story(path: str) -> bool:
    """Whether a file at this path is a story, and nothing is wrong with where it lies."""
    inner = path.removeprefix(f"{FOLDER}/")
    return (
        path.startswith(STORIES) and address.is_markdown(path) and path.isprintable() and bool(address.of_file(inner))
    )


def broken(found: Iterable[Problem]) -> frozenset[str]:
    """The paths of files with an error."""
    return frozenset(one.place.path for one in found if one.severity is Severity.ERROR)


def unsure(copy: Copy, paths: frozenset[str]) -> Iterator[Problem]:
    """Sound stories that credit somebody whose own file is among the broken ones: nobody knows how to name them."""
    inner = (path.removeprefix(f"{FOLDER}/") for path in paths if path.startswith(f"{FOLDER}/people/"))
    people = {address.of_file(path).removeprefix("people/").rstrip("/") for path in inner if address.is_markdown(path)}
    if not people:
        return
    for story in copy.stories:
        if story.path not in paths:
            yield from (
                problem(story.places.start, "withheld-broken", name=one) for one in story.people if one in people
            )
