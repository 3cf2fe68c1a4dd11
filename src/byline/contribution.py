"""A contribution: what somebody wants to add to the portal or change in it, as whoever reviews it wants to see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain

import msgspec

from byline import address
from byline.baseline import Baseline
from byline.comment import GONE
from byline.dateline import FIRST_YEAR, in_digits
from byline.forme import Forme
from byline.opinion import UNSAID, Style
from byline.person import Person
from byline.problem import Place, Problem, problem
from byline.published import departments_of, roles_of
from byline.standing import STORIES
from byline.story import Story, withheld
from byline.tree import CONTENT


class Contribution(msgspec.Struct, frozen=True, dict=True):
    """What a change consists of: the paths of texts that are new, others, or gone.

    `moved` tells where stories were before, by where they are now; `known_ids` by which ids readers know stories that are
    others or gone, by where they are or were; `departments` those that these stories and people had; `earlier_writers` are the
    ids of all who had told or written something before.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: Mapping[str, str] = {}
    known_ids: Mapping[str, str] = {}
    departments: Mapping[str, tuple[str, ...]] = {}
    earlier_writers: Set[str] = frozenset()

    def __contains__(self, path: str) -> bool:
        return path in self._others

    def of(self, wanted: Callable[[str], bool]) -> Contribution:
        """What it does to the texts that are wanted, by their paths."""
        return msgspec.structs.replace(
            self,
            added=tuple(filter(wanted, self.added)),
            changed=tuple(filter(wanted, self.changed)),
            removed=tuple(filter(wanted, self.removed)),
            departments={path: some for path, some in self.departments.items() if wanted(path)},
        )

    @cached_property
    def rewritten(self) -> frozenset[str]:
        """What may be a story that readers know, renamed and rewritten: all that is new, where such a story is gone."""
        return frozenset(self.added if any(path in self.known_ids for path in self.removed) else ())

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
        {path: some for path in sorted(changed | removed) if (some := before.texts[moved.get(path, path)].departments)},
        before.writers,
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
    people, unsure = forme.site.people if forme.edits else {}, namesakes(forme.problems)
    for story in stories:
        yield from _unwritten(story, people, unsure, change)
    yield from (one for story in stories for one in styles.get(story.path, UNSAID).problems)
    if before is None or not forme.edits:
        return
    zone, now = forme.site.settings.zone, forme.instant
    line = f"publish_at: {in_digits(now.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None))}"
    for story in stories:
        given = "publish_at" if story.front.publish_at else "date"
        if story.path in change.known_ids or story.path in change.rewritten or held(forme, story):
            continue
        if getattr(story.front, given).year >= FIRST_YEAR and story.appeared(zone).timestamp() <= before.newest:
            reason = "dated-late" if given == "publish_at" else "dated-early"
            yield problem(story.places.at(given), "dated-back", reason=reason, line=line)


def _unwritten(story: Story, people: Mapping[str, Person], unsure: Unsure, change: Contribution) -> Iterator[Problem]:
    """What a story does not say, so that it depends on where the file lies and who is where: its id, departments, roles.

    Of the last two nothing is said before it is clear who tells it.
    """
    front, places = story.front, story.places
    told = _other_id(story, change) or story.path in change.rewritten  # of its id, elsewhere
    if not front.id and "id" not in places.fields and not told:
        yield problem(places.start, "no-id", line=f"id: {story.id}")
    if unsure.get(story.path, frozenset()).isdisjoint(story.tellers):
        for key, of in (("departments", departments_of), ("roles", roles_of)):
            if not getattr(front, key) and (ids := of(story, people)):
                yield problem(places.start, "departments-not-written", key=key, line=f"{key}: [{', '.join(ids)}]")


Unsure = Mapping[str, Set[str]]
"""By the path of each story, the ids that come of names which several people have."""


def namesakes(problems: Iterable[Problem]) -> Unsure:
    """The ids of which it is not clear whom the stories mean."""
    found: dict[str, set[str]] = {}
    for one in problems:
        if one.rule == "ambiguous-person":
            found.setdefault(one.place.path, set()).add(dict(one.facts)["id"])
    return found


def departments_told(story: Story, people: Mapping[str, Person], unsure: Unsure) -> tuple[str, ...]:
    """The departments of a story, as far as it is clear who tells it."""
    clear = (name for name in story.tellers if name not in unsure.get(story.path, ()))
    return departments_of(story, {name: people[name] for name in clear if name in people})


def concerned(forme: Forme, stories: Iterable[Story], change: Contribution) -> tuple[str, ...]:
    """The departments that have to do with a change: those of its stories and people, as they are and as they were."""
    unsure, articles = namesakes(forme.problems), forme.setting.articles
    of_stories = (departments_told(one, forme.site.people, unsure) for one in stories)
    others = (path for path in (*change.added, *change.changed) if not path.startswith(STORIES))
    people = (one for one in (articles[path].answer[0] for path in others) if isinstance(one, Person))
    of_people = tuple(one.front.department for one in people)
    return tuple(dict.fromkeys(chain(*of_stories, of_people, *change.departments.values())))


def left_behind(forme: Forme, stories: Iterable[Story], change: Contribution) -> Iterator[Problem]:
    """Where readers would not find what they know any more: a story that is gone or only begun again, an old address from
    which no way leads, another id.
    """
    for path in change.removed:
        if path in change.known_ids:
            alias = f"/{address.of_file(path.removeprefix(f'{CONTENT}/'))}"
            yield problem(Place(path), "story-gone", alias=alias, id=change.known_ids[path])
    for story in stories:
        now = held(forme, story) if story.path in change.known_ids else None
        if now and now.rule in GONE:  # which says that it is meant
            continue
        if now:
            yield problem(now.place, "story-hidden")
        before = change.moved.get(story.path) if story.path in change.known_ids else None
        old = address.of_file(before.removeprefix(f"{CONTENT}/")) if before else ""
        if old and old != story.address and old not in {address.old(text) for text in story.front.aliases}:
            every = ", ".join((*story.front.aliases, f"/{old}"))
            reason = "listed" if "aliases" in story.places.fields else ""
            yield problem(story.places.at("aliases"), "address-left", reason=reason, line=f"aliases: [{every}]")
        if _other_id(story, change):
            yield problem(story.places.at("id"), "id-left", line=f"id: {change.known_ids[story.path]}")


def held(forme: Forme, story: Story) -> Problem | None:
    """Why nobody would see a story, whatever else is wrong with it."""
    return withheld(story, forme.instant, forme.site.settings.zone, "intranet", drafts=False)


def _other_id(story: Story, change: Contribution) -> bool:
    """Whether readers know the story by another id than it has now."""
    return change.known_ids.get(story.path, story.id) != story.id
