"""A contribution: what somebody wants to add to the portal or change in it, as whoever reviews it wants to see it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from byline.baseline import Baseline, fingerprints
from byline.comment import Preview
from byline.dateline import in_digits
from byline.forme import Forme
from byline.opinion import UNSAID, Style
from byline.problem import Problem, Severity, is_error, problem
from byline.proof import advise
from byline.story import Story
from byline.words import minutes


class Contribution(msgspec.Struct, frozen=True):
    """What a change consists of: the paths of texts that are new, others, or gone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __contains__(self, path: str) -> bool:
        return path in self.added or path in self.changed


def contribution(texts: Mapping[str, bytes], before: Baseline) -> Contribution:
    """What has become of the texts since, of which `texts` are the digests by path."""
    return Contribution(
        tuple(sorted(texts.keys() - before.texts)),
        tuple(sorted(path for path in texts.keys() & before.texts if texts[path].hex() != before.texts[path].digest)),
        tuple(sorted(before.texts.keys() - texts)),
    )


class Since(msgspec.Struct, frozen=True):
    """The problems that a change has to do with; the errors that were there before, as warnings; and how many others were."""

    new: tuple[Problem, ...]
    old: tuple[Problem, ...] = ()
    left: int = 0


def since(problems: Sequence[Problem], before: Baseline, change: Contribution) -> Since:
    """What a change has to do with, and what was there before, in files that are the same."""
    known = {one.fingerprint for one in before.problems}
    marked = zip(problems, fingerprints(problems), strict=True)
    is_new = {one: one.place.path in change or mark not in known for one, mark in marked}
    old = tuple(
        msgspec.structs.replace(one, severity=Severity.WARNING) for one in problems if is_error(one) and not is_new[one]
    )
    new = tuple(one for one in problems if is_new[one])
    return Since(new, old, len(problems) - len(new) - len(old))


def counsel(
    forme: Forme, stories: Sequence[Story], styles: Mapping[str, Style], before: Baseline | None
) -> Iterator[Problem]:
    """Advice on stories, which builds do without; `styles` has the style of each by its path."""
    yield from advise(stories)
    yield from (one for style in styles.values() for one in style.problems)
    if before is None:
        return
    for story in stories:
        one = forme.site.by_key.get(story.key) if forme.edits else None
        known = before.texts.get(story.path)
        if one and one.appeared <= before.newest and not (known and known.appeared):
            line = f"publish_at: {in_digits(_soon(forme.instant, forme))}"
            yield problem(story.places.at("date"), "dated-back", line=line)


def _soon(instant: datetime.datetime, forme: Forme) -> datetime.datetime:
    """The minute of an instant, by the portal's clock."""
    return instant.astimezone(forme.site.settings.zone).replace(second=0, microsecond=0, tzinfo=None)


def previews(
    forme: Forme,
    stories: Iterable[Story],
    styles: Mapping[str, Style],
    change: Contribution,
    problems: Sequence[Problem],
    language: str,
) -> Iterator[Preview]:
    """What stories will look like, in words of `language`."""
    for story in stories:
        own = [one for one in problems if one.place.path == story.path]
        if any(map(is_error, own)) or not forme.edits:
            yield Preview(path=story.path, added=story.path in change.added)
        else:
            yield _preview(forme, story, styles.get(story.path, UNSAID), change, own, language)


def _preview(
    forme: Forme, story: Story, style: Style, change: Contribution, own: Sequence[Problem], language: str
) -> Preview:
    settings, front = forme.site.settings, story.front
    edit = forme.edits.get(language) or forme.edits[settings.language]
    shown = forme.site.by_key.get(story.key)
    departments = shown.departments if shown else front.departments
    others = {name for one in forme.site.stories if one.path not in change for name in one.writers}
    return Preview(
        path=story.path,
        title=front.title,
        minutes=minutes(story.body.words, story.language),
        words=story.body.words,
        language=edit.words.language_name(story.language),
        told_by=_names(forme, front.told_by, language),
        written_by=_names(forme, front.authors, language),
        helped_by=_names(forme, front.helped_by, language),
        departments=tuple(settings.departments[name].name.at(language) for name in departments),
        summary=front.summary,
        pictures=len(story.body.pictures) + (front.image is not None),
        reading=style.readability or "",
        hardest=tuple(one.place.line for one in style.hardest) if style.readability != "easy" else (),
        newcomers=_names(forme, [name for name in (*front.told_by, *front.authors) if name not in others], language),
        withheld=tuple(one for one in own if one.severity is Severity.WITHHELD),
        feature=front.lane == "feature",
        added=story.path in change.added,
    )


def _names(forme: Forme, people: Iterable[str], language: str) -> tuple[str, ...]:
    """How the portal names people."""
    unnamed = forme.unnamed.get(language, "")
    return tuple(dict.fromkeys(forme.site.people[one].shown_name or unnamed for one in people))
