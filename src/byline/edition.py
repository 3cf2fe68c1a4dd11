"""The edition: from a portal's files to the files of its site, with every problem on the way.

This is the conductor: the one module that knows the order. `make` is a function of its arguments alone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from byline import address
from byline.asset import Assets, fingerprint
from byline.asset import FOLDER as ASSETS
from byline.card import source_of
from byline.feed import Feeds, opml, write_feeds
from byline.leaf import leaf_addresses, leaves
from byline.linkcheck import check_links
from byline.masthead import masthead
from byline.page import Page, StoryPage
from byline.person import Person, read_person
from byline.picture import Picture, develop
from byline.plain import Plain, read_plain
from byline.plan import OPML, Edit, edits, listings
from byline.problem import Place, Problem, Severity, in_order, nearest, problem
from byline.proof import proofread, same_addresses
from byline.render import FOLDER as LAYOUTS
from byline.render import LayoutFault, press, render
from byline.settings import PATH as CONFIG
from byline.settings import Settings, missing_settings, read_settings
from byline.site import Site, assemble
from byline.sitemap import NAME as SITEMAP
from byline.sitemap import sitemap
from byline.story import Story, read_story
from byline.tree import File, Tree, read_text, read_tree
from byline.typeset import PictureUse
from byline.words import FOLDER as STRINGS
from byline.words import Words, read_words

CONTENT = "content"

_PICTURE = re.compile(rb"pictures/[a-z0-9-]+\.[0-9a-f]{12}\.[a-z]+")

Tell = Callable[[str, int], None]
"""Told of progress: the name of a stage, and how many things it has to do."""


@dataclass(frozen=True, slots=True)
class Portal:
    """Everything a site is made from, as it was read."""

    config: str | Problem | None
    content: Tree
    layouts: Tree
    assets: Tree


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the edition is wanted: for which readers, with or without what is not finished yet."""

    audience: str = "intranet"
    drafts: bool = False
    strict: bool = False  # a warning counts as an error
    keep_going: bool = False  # broken stories are left out instead of stopping the edition


@dataclass(frozen=True, slots=True)
class Edition:
    """The files of a site and all problems. `sound` tells whether the files may be published."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    stories: int = 0
    people: int = 0
    pages: int = 0
    feeds: int = 0
    sound: bool = False

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.problems)


def read_portal(root: Path) -> Portal:
    """The files of the portal in the folder `root`."""
    return Portal(read_text(root, CONFIG), read_tree(root, CONTENT), read_tree(root, LAYOUTS), read_tree(root, ASSETS))


def make(portal: Portal, now: datetime.datetime, wishes: Wishes, tell: Tell = lambda stage, count: None) -> Edition:
    """One edition of a portal, as readers may see it at the instant `now`. Never raises for what is in the portal."""
    found: list[Problem] = [*portal.content.problems, *portal.layouts.problems, *portal.assets.problems]
    words, problems = read_words(_strings(portal.layouts))
    found += problems
    settings = _settings(portal.config, words, found)
    if settings is None or any(one.severity is Severity.ERROR for one in problems):
        return Edition((), in_order(found))

    if now.tzinfo is None:
        now = now.replace(tzinfo=settings.zone)
    tell("read", len(portal.content.files))
    copy = _read(portal.content, settings, words, found)
    broken = {one.place.path for one in found if one.severity is Severity.ERROR}
    site, problems = assemble(
        [story for story in copy.stories if story.path not in broken],
        {person.id: person for person in copy.people if person.path not in broken},
        [plain for plain in copy.plains if plain.path not in broken],
        settings,
        now,
        audience=wishes.audience,
        drafts=wishes.drafts,
    )
    found += problems

    tell("pictures", len(copy.uses))
    pictures = _develop(copy.uses, portal.content, found)

    tell("plan", len(site.stories))
    by_language = edits(site, words, pictures)
    lists = tuple(page for edit in by_language.values() for page in listings(edit))
    channels = next(iter(by_language.values())).channels
    own = (*(page.head.address for page in lists), *(channel.address for channel in channels.every), SITEMAP, OPML)
    found += same_addresses(_claims(own, copy))
    addresses = frozenset((*own, *leaf_addresses(by_language)))
    found += check_links(site, copy.stories, copy.people, copy.plains, addresses)
    pages = (*lists, *leaves(by_language, pictures, addresses))

    tell("render", len(pages))
    assets = fingerprint(portal.assets, settings.site.accent)
    files = _render(pages, by_language, assets, portal.layouts, settings, found)
    tell("feeds", len(channels.every))
    stories = {page.head.address: page for page in pages if isinstance(page, StoryPage)}
    feeds = Feeds(settings.base, stories, {language: words[language]("someone") for language in settings.languages})
    files += [*write_feeds(feeds, channels), sitemap(pages, settings.base)]
    files.append(opml(settings.site.title.at(settings.language), channels.groups(settings.language), settings.base))
    files += [*assets.files, *_shown(files, pictures)]
    problems = in_order(found)
    return Edition(
        tuple(_each_path_once(files)), problems, len(site.stories), len(site.shown_people), len(pages), len(channels.every), _sound(problems, wishes)
    )


def _sound(problems: Iterable[Problem], wishes: Wishes) -> bool:
    """Whether an edition with these problems may be published. Only errors in content can be left out."""
    for one in problems:
        if one.severity is Severity.ERROR and not (wishes.keep_going and one.place.path.startswith(f"{CONTENT}/")):
            return False
        if one.severity is Severity.WARNING and wishes.strict:
            return False
    return True


def _strings(layouts: Tree) -> dict[str, str]:
    """The texts of the portal's own words by language."""
    prefix = f"{STRINGS}/"
    return {
        file.path.removeprefix(prefix).removesuffix(".yaml"): file.data.decode("utf-8-sig", "replace")
        for file in layouts.files
        if file.path.startswith(prefix) and file.path.endswith(".yaml")
    }


def _settings(config: str | Problem | None, words: Mapping[str, Words], found: list[Problem]) -> Settings | None:
    if not isinstance(config, str):
        found.append(config or missing_settings())
        return None
    checked = read_settings(config, tuple(words))
    found += checked.problems
    return checked.settings


def read_known(portal: Portal) -> tuple[Settings | None, dict[str, Person], tuple[Problem, ...]]:
    """The settings and the people of a portal, and why there are no settings: what a new file needs to know."""
    found: list[Problem] = []
    words, _ = read_words(_strings(portal.layouts))
    settings = _settings(portal.config, words, found)
    if settings is None:
        return None, {}, in_order(found)
    copy = _read(portal.content, settings, words, [])
    return settings, {person.id: person for person in copy.people}, in_order(found)


@dataclass(frozen=True, slots=True)
class _Copy:
    """What the contributors handed in, decoded: also what is broken or withheld."""

    stories: tuple[Story, ...]
    people: tuple[Person, ...]
    plains: tuple[Plain, ...]
    uses: tuple[PictureUse, ...]


def _read(content: Tree, settings: Settings, words: Mapping[str, Words], found: list[Problem]) -> _Copy:
    stories: list[Story] = []
    people: list[Person] = []
    plains: list[Plain] = []
    labels = {language: one.labels() for language, one in words.items()}
    named = []
    for file in content.files:
        inner = file.path.removeprefix(f"{CONTENT}/")
        folder = inner.partition("/")[0]
        if not address.is_markdown(inner):
            if not address.is_picture(inner):
                found.append(problem(Place(file.path), "stray-file"))
            continue
        if folder not in {"stories", "people", "pages"} or "/" not in inner:
            found.append(problem(Place(file.path), "misplaced-file"))
            continue
        named.append(inner)
        if not address.of_file(inner):
            found.append(problem(Place(file.path), "no-address"))
            continue
        value: Story | Person | Plain | None
        if folder == "stories":
            value, problems = read_story(file, settings.language, settings.base, labels)
        elif folder == "people":
            value, problems = read_person(file, settings.base, labels[settings.language])
        else:
            value, problems = read_plain(file, settings.language, settings.base, labels)
        found += problems
        if isinstance(value, Story):
            stories.append(value)
        elif isinstance(value, Person):
            people.append(value)
        elif value is not None:
            plains.append(value)
    found += proofread(stories, people, plains, named, settings)
    return _Copy(tuple(stories), tuple(people), tuple(plains), tuple(_uses(stories, people, plains)))


def _uses(stories: Sequence[Story], people: Sequence[Person], plains: Sequence[Plain]) -> Iterable[PictureUse]:
    """Every picture that is named anywhere."""
    for story in stories:
        image = story.front.image
        if image:
            yield PictureUse(source_of(image, story.path), image.src, image.alt or ("-" if image.decorative else ""), False, story.places.at("image.src"))
        yield from story.body.pictures
    for person in people:
        portrait = person.front.portrait
        if portrait:
            yield PictureUse(source_of(portrait, person.path), portrait.src, portrait.alt or "-", False, person.places.at("portrait.src"))
        yield from person.bio.pictures
    for plain in plains:
        yield from plain.body.pictures


def _develop(uses: Iterable[PictureUse], content: Tree, found: list[Problem]) -> dict[str, Picture]:
    """The pictures that are used, by their paths under `content/`."""
    there = {file.path.removeprefix(f"{CONTENT}/"): file for file in content.files if address.is_picture(file.path)}
    pictures: dict[str, Picture] = {}
    for use in uses:
        if use.path is None:
            found.append(problem(use.place, "outside-picture", picture=use.named))
        elif use.path not in there:
            found.append(problem(use.place, "missing-picture", guess=nearest(use.path, there), picture=use.named, path=f"{CONTENT}/{use.path}"))
        elif use.path not in pictures:
            picture, problems = develop(there[use.path])
            found += problems
            if picture:
                pictures[use.path] = picture
    return pictures


def _claims(own: Iterable[str], copy: _Copy) -> Iterable[tuple[str, Place]]:
    """Who wants which address; the portal's own pages come first and have no file."""
    for place in own:
        yield place, Place("")
    for one in (*copy.stories, *copy.people, *copy.plains):
        yield one.address, one.places.start
    for story in copy.stories:
        for index, text in enumerate(story.front.aliases):
            if made := address.old(text):
                yield made, story.places.at(f"aliases.{index}")


def _render(pages: Iterable[Page], by_language: Mapping[str, Edit], assets: Assets, layouts: Tree, settings: Settings, found: list[Problem]) -> list[File]:
    """The files of all pages. A layout with a fault is told once."""
    texts = {file.path.removeprefix(f"{LAYOUTS}/"): file.data.decode("utf-8-sig", "replace") for file in layouts.files if file.path.endswith(".html")}
    presses = {language: press(texts, edit.words, masthead(edit, assets)) for language, edit in by_language.items()}
    files: list[File] = []
    faults: dict[Place, Problem] = {}
    for page in pages:
        try:
            files.append(render(presses[page.head.language], page, settings.base_path))
        except LayoutFault as fault:
            faults.setdefault(fault.problem.place, fault.problem)
    found += faults.values()
    return files


def _shown(files: Iterable[File], pictures: Mapping[str, Picture]) -> Iterable[File]:
    """The pictures that a page shows: one that only something withheld names is not published."""
    by_path = {picture.address: picture.file for picture in pictures.values()}
    named = {path.decode() for file in files if file.path.endswith(".html") for path in _PICTURE.findall(file.data)}
    return (by_path[path] for path in sorted(named & by_path.keys()))


def _each_path_once(files: Iterable[File]) -> Iterable[File]:
    return {file.path: file for file in files}.values()
