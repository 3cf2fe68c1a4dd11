"""Specimens: what the stories of a change will look like, in the words of the language in which the comment is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial

from msgspec.structs import replace

from byline.comment import GONE, Preview
from byline.contribution import Contribution, Unsure, departments_told, held, namesakes
from byline.dateline import in_digits
from byline.forme import Forme
from byline.name import guessed
from byline.newcomer import names as called, unknown
from byline.opinion import UNSAID, Style
from byline.person import Person
from byline.problem import Problem, Severity, is_error
from byline.standing import STORIES
from byline.story import Story
from byline.words import minutes


def previews(
    forme: Forme,
    stories: Sequence[Story],
    styles: Mapping[str, Style],
    change: Contribution,
    problems: Sequence[Problem],
    language: str,
) -> Iterator[Preview]:
    """What stories will look like, in words of `language`; of those that could not be read, the paths alone."""
    own: dict[str, list[Problem]] = {}
    for one in problems:
        own.setdefault(one.place.path, []).append(one)
    change = replace(change, earlier_writers=change.earlier_writers | _other_writers(forme, change))
    strangers, unsure = called(problems), namesakes(forme.problems)
    for story in stories:
        if forme.edits and story.front.title:
            told, style = own.get(story.path, []), styles.get(story.path, UNSAID)
            yield _preview(forme, story, style, change, told, strangers, unsure, language)
        else:
            yield _bare(story.path, change)
    paths = {story.path for story in stories}
    for path in (*change.added, *change.changed):
        if path.startswith(STORIES) and path not in paths:
            yield _bare(path, change)


def _bare(path: str, change: Contribution) -> Preview:
    """What is known of a story that could not be read."""
    before = change.moved.get(path, "")
    return Preview(path=path, added=path in change.added, is_known=path in change.known_ids, before=before)


def _other_writers(forme: Forme, change: Contribution) -> Set[str]:
    """Those who have told or written something before that no reader sees, because of an error or a wish; and those of
    stories that readers know, as the change calls them.
    """
    hidden = {one.place.path for one in forme.problems if is_error(one) or one.rule in GONE} - {*change.added}
    paths = sorted(hidden | change.known_ids.keys())
    articles = (forme.setting.articles.get(path) for path in paths if path.startswith(STORIES))
    stories = (one for one in (article.answer[0] for article in articles if article) if isinstance(one, Story))
    return {name for one in stories for name in _writers(one)}


def _writers(story: Story) -> tuple[str, ...]:
    return (*story.front.told_by, *story.front.authors)


def _preview(
    forme: Forme,
    story: Story,
    style: Style,
    change: Contribution,
    own: Sequence[Problem],
    strangers: Mapping[str, str],
    unsure: Unsure,
    language: str,
) -> Preview:
    """What one story will look like. `own` are its problems; `strangers` are those whom the portal does not know yet, with
    their names.
    """
    settings, front, people = forme.site.settings, story.front, forme.site.people
    edit = forme.edits.get(language) or forme.edits[settings.language]
    departments = departments_told(story, people, unsure)
    withholding = held(forme, story)
    told = (*([withholding] if withholding else []), *(one for one in own if one.severity is Severity.WITHHELD))
    is_added = story.path in change.added
    slips = {dict(one.facts)["name"] for one in own if one.rule == "unknown-person" and not unknown(one)}
    others = change.earlier_writers | slips | unsure.get(story.path, frozenset())
    named = partial(_names, people, {**dict(story.names), **strangers})
    return Preview(
        path=story.path,
        address=story.address,
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
        newcomers=named((one for one in _writers(story) if is_added and one not in others), ""),
        withheld=tuple(dict.fromkeys(told)),
        held=withholding.rule if withholding else "",
        until=in_digits(front.expires_at) if front.expires_at else "",
        feature=front.lane == "feature",
        added=is_added,
        is_known=story.path in change.known_ids,
        before=change.moved.get(story.path, ""),
    )


def _names(
    people: Mapping[str, Person], strangers: Mapping[str, str], ids: Iterable[str], unnamed: str
) -> tuple[str, ...]:
    """How the portal names people, each once; whom it does not know yet as stories name them, or as the id suggests."""
    names = (people[one].shown_name or unnamed if one in people else strangers.get(one) or guessed(one) for one in ids)
    return tuple(filter(None, dict.fromkeys(names)))
