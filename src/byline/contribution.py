"""A contribution: what somebody wants to add to the portal or change in it, as whoever reviews it wants to see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, partial

import msgspec

from byline import address
from byline.baseline import Baseline
from byline.comment import GONE, Preview
from byline.dateline import FIRST_YEAR, in_digits
from byline.forme import Forme
from byline.name import guessed
from byline.newcomer import names as called, unknown
from byline.opinion import UNSAID, Style
from byline.person import Person
from byline.problem import Place, Problem, Severity, problem
from byline.published import departments_of, roles_of
from byline.standing import STORIES
from byline.story import Story, withheld
from byline.tree import CONTENT
from byline.words import minutes


class Contribution(msgspec.Struct, frozen=True, dict=True):
    """What a change consists of: the paths of texts that are new, others, or gone.

    `moved` tells where stories were before, by where they are now; `known` by which ids readers know stories that are
    others or gone, by where they are or were.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: Mapping[str, str] = {}
    known: Mapping[str, str] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._others

    def of(self, wanted: Callable[[str], bool]) -> Contribution:
        """What it does to the texts that are wanted, by their paths."""
        return msgspec.structs.replace(
            self,
            added=tuple(filter(wanted, self.added)),
            changed=tuple(filter(wanted, self.changed)),
            removed=tuple(filter(wanted, self.removed)),
        )

    @cached_property
    def rewritten(self) -> frozenset[str]:
        """What may be a story that readers know, renamed and rewritten: all that is new, where such a story is gone."""
        return frozenset(self.added if any(path in self.known for path in self.removed) else ())

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset((*self.added, *self.changed))


def contribution(texts: Mapping[str, bytes], before: Baseline, id_of: Callable[[str], str]) -> Contribution:
    """What has become of the texts since, of which `texts` are the digests by path; `id_of` tells a story's id.

    A story that lies elsewhere now has changed, and is neither new nor gone: its id tells it, or that no byte is another.
    """
    added, removed = texts.keys() - before.texts, before.texts.keys() - texts
    moved = _moved({path: texts[path].hex() for path in sorted(added)}, removed, before, id_of)
    changed = {path for path in texts.keys() & before.texts if texts[path].hex() != before.texts[path].digest}
    changed |= moved.keys()
    removed -= {*moved.values()}
    ids = ((path, before.texts[moved.get(path, path)].id) for path in sorted(changed | removed))
    return Contribution(
        tuple(sorted(added - moved.keys())),
        tuple(sorted(changed)),
        tuple(sorted(removed)),
        moved,
        {path: id_ for path, id_ in ids if id_},
    )


def _moved(
    added: Mapping[str, str], removed: Set[str], before: Baseline, id_of: Callable[[str], str]
) -> dict[str, str]:
    """Where stories were before, by where they are now; `added` are the digests of new texts, `removed` the paths of old ones."""
    gone = {path: before.texts[path] for path in sorted(removed) if path.startswith(STORIES)}
    by_id = {one.id: path for path, one in gone.items() if one.id}
    by_text = {one.digest: path for path, one in gone.items()}
    moved, taken = dict[str, str](), set[str]()
    stories = [path for path in added if gone and path.startswith(STORIES)]
    for path in sorted(stories, key=lambda path: added[path] not in by_text):  # a copied id goes for less
        origin = by_id.get(id_of(path), "") or by_text.get(added[path], "")
        if origin and origin not in taken:
            taken.add(origin)
            moved[path] = origin
    return moved


def counsel(
    forme: Forme,
    stories: Sequence[Story],
    styles: Mapping[str, Style],
    before: Baseline | None,
    change: Contribution,
) -> Iterator[Problem]:
    """Advice on stories, which builds do without; `styles` has the style of each by its path.

    On one that is withdrawn there is none: whoever asks to be taken out is not asked to write better.
    """
    stories = [one for one in stories if one.front.status != "withdrawn"]
    people = forme.site.people if forme.edits else {}
    for story in stories:
        yield from _unwritten(story, people, change)
    yield from (one for story in stories for one in styles.get(story.path, UNSAID).problems)
    if before is None or not forme.edits:
        return
    zone, now = forme.site.settings.zone, forme.instant
    line = f"publish_at: {in_digits(now.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None))}"
    for story in stories:
        given = "publish_at" if story.front.publish_at else "date"
        seen = story.path in change.known or story.path in change.rewritten or story.id in before.published
        if seen or _held(forme, story):
            continue
        if getattr(story.front, given).year >= FIRST_YEAR and story.appeared(zone).timestamp() <= before.newest:
            reason = "dated-late" if given == "publish_at" else "dated-early"
            yield problem(story.places.at(given), "dated-back", reason=reason, line=line)


def _unwritten(story: Story, people: Mapping[str, Person], change: Contribution) -> Iterator[Problem]:
    """What a story does not say, so that it depends on where the file lies and who is where: its id, departments, roles."""
    front, places = story.front, story.places
    told = _other_id(story, change) or story.path in change.rewritten  # of its id, elsewhere
    if not front.id and "id" not in places.fields and not told:
        yield problem(places.start, "no-id", line=f"id: {story.id}")
    for key, of in (("departments", departments_of), ("roles", roles_of)):
        if not getattr(front, key) and (ids := of(story, people)):
            yield problem(places.start, "departments-not-written", key=key, line=f"{key}: [{', '.join(ids)}]")


def left_behind(forme: Forme, stories: Iterable[Story], change: Contribution) -> Iterator[Problem]:
    """Where readers would not find what they know any more: a story that is gone or only begun again, an old address from
    which no way leads, another id.
    """
    for path in change.removed:
        if path in change.known:
            alias = f"/{address.of_file(path.removeprefix(f'{CONTENT}/'))}"
            yield problem(Place(path), "story-gone", alias=alias, id=change.known[path])
    for story in stories:
        held = _held(forme, story) if story.path in change.known else None
        if held and held.rule in GONE:  # which says that it is meant
            continue
        if held:
            yield problem(held.place, "story-hidden")
        before = change.moved.get(story.path) if story.path in change.known else None
        old = address.of_file(before.removeprefix(f"{CONTENT}/")) if before else ""
        if old and old != story.address and old not in {address.old(text) for text in story.front.aliases}:
            every = ", ".join((*story.front.aliases, f"/{old}"))
            reason = "listed" if "aliases" in story.places.fields else ""
            yield problem(story.places.at("aliases"), "address-left", reason=reason, line=f"aliases: [{every}]")
        if _other_id(story, change):
            yield problem(story.places.at("id"), "id-left", line=f"id: {change.known[story.path]}")


def _held(forme: Forme, story: Story) -> Problem | None:
    """Why nobody would see a story, whatever else is wrong with it."""
    return withheld(story, forme.instant, forme.site.settings.zone, "intranet", drafts=False)


def _other_id(story: Story, change: Contribution) -> bool:
    """Whether readers know the story by another id than it has now."""
    return change.known.get(story.path, story.id) != story.id


def previews(
    forme: Forme,
    stories: Iterable[Story],
    styles: Mapping[str, Style],
    change: Contribution,
    problems: Sequence[Problem],
    language: str,
) -> Iterator[Preview]:
    """What stories will look like, in words of `language`; of those that could not be read, the paths alone."""
    paths = set()
    own: dict[str, list[Problem]] = {}
    for one in problems:
        own.setdefault(one.place.path, []).append(one)
    new = frozenset(change.added)
    others = (one for one in forme.site.stories if one.path not in new) if forme.edits else ()
    writers = frozenset(name for one in others for name in one.writers)
    strangers = called(problems)
    for story in stories:
        paths.add(story.path)
        if forme.edits and story.front.title:
            told, style = own.get(story.path, []), styles.get(story.path, UNSAID)
            before = writers if story.path in new else None
            shown = _preview(forme, story, style, told, before, strangers, language)
            known, origin = story.path in change.known, change.moved.get(story.path, "")
            yield msgspec.structs.replace(shown, known=known, before=origin, address=story.address)
        else:
            yield Preview(path=story.path, added=story.path in change.added)
    for path in (*change.added, *change.changed):
        if path.startswith(STORIES) and path not in paths:
            yield Preview(path=path, added=path in change.added)


def _preview(
    forme: Forme,
    story: Story,
    style: Style,
    own: Sequence[Problem],
    known: Set[str] | None,
    strangers: Mapping[str, str],
    language: str,
) -> Preview:
    """What one story will look like. `known` are those who have told or written something; None if the story is not new.
    `strangers` are those whom the portal does not know yet, with their names.
    """
    settings, front, people = forme.site.settings, story.front, forme.site.people
    edit = forme.edits.get(language) or forme.edits[settings.language]
    departments = departments_of(story, people)
    held = _held(forme, story)
    told = (*([held] if held else []), *(one for one in own if one.severity is Severity.WITHHELD))
    slips = {dict(one.facts)["name"] for one in own if one.rule == "unknown-person" and not unknown(one)}
    writers = () if known is None else (*front.told_by, *front.authors)
    named = partial(_names, people, {**dict(story.names), **strangers})
    return Preview(
        path=story.path,
        title=front.title,
        minutes=minutes(story.body.words, story.language),
        words=story.body.words,
        language=edit.words.language_name(story.language),
        told_by=named(front.told_by or front.authors, edit.words("someone_by")),
        written_by=named(front.authors, edit.words("someone_by")) if front.told_by else (),
        helped_by=named(front.helped_by, edit.words("someone_by")),
        departments=tuple(
            settings.departments[name].name.at(language) for name in departments if name in settings.departments
        ),
        summary=front.summary,
        pictures=len(story.body.pictures) + (front.image is not None),
        reading=style.readability or "",
        hardest=tuple(one.place.line for one in style.hardest) if style.readability != "easy" else (),
        newcomers=named([name for name in writers if name not in (known or ()) and name not in slips], ""),
        withheld=tuple(dict.fromkeys(told)),
        held=held.rule if held else "",
        feature=front.lane == "feature",
        added=known is not None,
    )


def _names(
    people: Mapping[str, Person], strangers: Mapping[str, str], ids: Iterable[str], unnamed: str
) -> tuple[str, ...]:
    """How the portal names people, each once; whom it does not know yet as stories name them, or as the id suggests."""
    names = (people[one].shown_name or unnamed if one in people else strangers.get(one) or guessed(one) for one in ids)
    return tuple(filter(None, dict.fromkeys(names)))
