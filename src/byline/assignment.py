"""Assignments: a story that is asked for, or a person who is new, as a file with everything filled in that is known."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from msgspec.structs import replace

from byline import newcomer, skeleton
from byline.baseline import Baseline
from byline.cast import Cast, cast_of
from byline.contact import contacts
from byline.draft import TO_TALK, asks, draft, is_as_it_was, kind_of, speakers_of, working_title
from byline.edition import setting
from byline.filing import hand_in, known, put
from byline.guess import nearest
from byline.kit import kit
from byline.letter import NoText, saved
from byline.memo import Memo, MemoSpoilt
from byline.messages import numbered, said
from byline.paste import of_windows
from byline.person import Person, path_of
from byline.portal import Portal, read_portal
from byline.problem import Place, problem
from byline.roster import Found, find
from byline.settings import Settings
from byline.shift import WorkerLost
from byline.submission import Submission, read_submission
from byline.terminal import FAULTY, piped, refuse, stop, warn
from byline.tongue import language_of
from byline.tree import LARGEST_TEXT, File, Look, as_text, given
from byline.workers import Workers

_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")  # Word, old and new, PDF, RTF


class Asked(NamedTuple):
    """A story as it is asked for. What is left open is known from the portal, or from what somebody handed in."""

    title: str
    moment: datetime.datetime
    authors: Sequence[str]
    told_by: Sequence[str]
    language: str | None
    kind: str
    topics: Sequence[str]
    pictures: bool  # it gets a folder, in which they can lie beside it
    spoken: str  # the language of messages


def begin_story(root: Path, asked: Asked) -> None:
    """Write a new story's file and say what to do next."""
    portal, settings, people = _looked_up(root, asked)
    day = _day(asked.moment, settings)
    text = skeleton.story(
        asked.title,
        day,
        [people[name] for name in asked.authors],
        [people[name] for name in asked.told_by],
        language=asked.language or settings.language,
        kind=asked.kind,
        topics=asked.topics,
    )
    path = skeleton.story_path(asked.title, day, folder=asked.pictures)
    hand_in(root, portal, path, text, asked.title, asked.spoken)


def begin_draft(root: Path, source: Path, asked: Asked) -> None:
    """Write a draft of what somebody handed in: the text at `source`, or `-` for standard input. What is asked for
    here goes before what stands there.
    """
    spoken = asked.spoken
    portal, settings, people = _looked_up(root, asked)
    writers = [people[name].front.name for name in (*asked.authors, *asked.told_by)]
    submission = read_submission(_handed_in(source, spoken), asked.kind, _terms(settings), writers)
    if submission.form == "removal":
        stop(said("removal", spoken))
    if submission.is_story:
        stop(said("is-story", spoken, path=source))
    if not (submission.answered or submission.names or any(part.text for part in submission.parts)):
        stop(said("nothing-in-it", spoken, path=source))
    kind = asked.kind or kind_of(submission)
    speakers = speakers_of(submission, kind)
    answer = find(speakers.others if speakers.is_sure else (), people)
    cast = _with_tellers(cast_of(submission, people, asked.authors, asked.told_by), answer)
    for _, name, guess in cast.strangers:
        warn(said("stranger-guess" if guess else "stranger", spoken, name=name, guess=guess))
    if not cast.authors:
        warn(said("no-writer", spoken))
        raise SystemExit(FAULTY)
    told = asked.language or submission.language
    language = told or language_of((part.text for part in submission.parts), settings.languages) or settings.language
    words = kit(language).notes
    notes = [(words[use], name) for use, name, _ in cast.strangers]
    if speakers.asker:
        spoke = find((speakers.asker, *speakers.others), people)
        notes.append((words["speakers"], ", ".join((*spoke.people, *(name for name, _ in spoke.unknown)))))
    teller = people[cast.told_by[0]].shown_name if cast.told_by else ""
    titles = (asked.title, submission.title, working_title(submission, kind, language, teller))
    title = next((one for one in titles if skeleton.id_of(one)), "")  # the first that gives the file a name
    if not title:
        stop(said("no-title", spoken))
    if submission.title not in {"", title}:
        notes.append((words["title"], submission.title))
    day = _day(asked.moment, settings)
    text = skeleton.story(
        title,
        day,
        [people[name] for name in cast.authors],
        [people[name] for name in cast.told_by],
        [people[name] for name in cast.helped_by],
        language=language,
        kind=kind,
        topics=asked.topics,
        learned=submission.learned,
        body=draft(submission, kind, language, notes),
    )
    hand_in(root, portal, skeleton.story_path(title, day, folder=asked.pictures), text, title, spoken)
    if kind == "interview" and not (cast.told_by or answer.people or submission.named("told_by")):
        warn(said("no-teller", spoken))
    if there := _reached(text, people):
        warn(said("reached", spoken, places=", ".join(there)))
    if cast.strangers:
        warn(said("aside", spoken, names=", ".join(name for _, name, _ in cast.strangers)))
    if language != (told or settings.language):
        click.echo(said("guessed", spoken, language=language))
    for sentence in _told(submission, asked.kind, spoken):
        click.echo(sentence)


def _told(submission: Submission, wanted: str, spoken: str) -> Iterator[str]:
    """What whoever called for a draft should know of what became of the text; `wanted` is the kind that was asked for."""
    kind = wanted or kind_of(submission)
    if submission.left_out:
        yield said("left-out", spoken, lines=numbered(submission.left_out, "lines", spoken))
    if submission.is_chat:
        yield said("of-chat", spoken)
    if kind != wanted and submission.form not in TO_TALK:
        yield said("is-interview", spoken)
    elif not kind and asks(submission):
        yield said("perhaps-interview", spoken)
    elif not submission.is_chat and is_as_it_was(submission, kind):
        yield said("as-it-is", spoken)


def _with_tellers(cast: Cast, answer: Found) -> Cast:
    """The cast, in which those who answer in an interview tell, if nobody else does."""
    tells = () if cast.told_by or set(answer.people) <= set(cast.authors) else answer.people
    helps = tuple(one for one in cast.helped_by if one not in tells)
    return replace(cast, told_by=tells, helped_by=helps) if tells else cast


def begin_person(root: Path, name: str, *, role: str, department: str, language: str | None, spoken: str) -> None:
    """Write a new person's file and say what to do next; `spoken` is the language of messages."""
    portal = read_portal(root).without_stories
    settings, _, _ = known(root, portal, spoken)
    text = skeleton.person(name, role, department, language or settings.language)
    hand_in(root, portal, skeleton.person_path(name), text, name, spoken)


def begin_people(root: Path, before: Baseline | None, workers: Workers, memo: Memo, seen: Look, spoken: str) -> None:
    """Write a file for everybody whom stories name and who has none, with the name as stories write it.

    With a baseline, only for those whom nobody named before, and who had no file then.
    """
    portal = read_portal(root, seen)
    try:
        _, _, problems = known(root, portal, spoken, setting(workers, memo, seen.clock))
    except (WorkerLost, MemoSpoilt) as fault:
        stop(said(fault.reason, spoken))
    new = [one for one, is_old in before.compared(problems) if not is_old] if before else problems
    needed = newcomer.files(new, before.texts if before else ())
    for path, text in needed.items():
        put(root, path, text, spoken)
        click.echo(said("made-newcomer", spoken, path=root / path))
    left = [name for id_, name in newcomer.names(new).items() if path_of(id_) not in needed]
    if left:
        click.echo(said("perhaps-newcomer", spoken, names=", ".join(left)))
    elif not needed:
        click.echo(said("no-newcomer", spoken))


def _looked_up(root: Path, asked: Asked) -> tuple[Portal, Settings, dict[str, Person]]:
    """The portal without its stories, its settings and people; stops where somebody is asked for whom it does not know."""
    portal = read_portal(root).without_stories
    settings, people, _ = known(root, portal, asked.spoken)
    for name in (*asked.authors, *asked.told_by):
        if name not in people:
            guess = nearest(name, people)
            refuse(problem(Place("content/people"), "unknown-person", guess=guess, name=name), asked.spoken)
    return portal, settings, people


def _handed_in(source: Path, spoken: str) -> str:
    """What a file or standard input holds, as text; stops where it holds none."""
    data = piped(LARGEST_TEXT + 1) if str(source) == "-" else given(source)
    if data is None:
        stop(said("no-file", spoken, path=source))
    if data.startswith(_DOCUMENTS):
        stop(said("document", spoken, path=source))
    if len(data) > LARGEST_TEXT:
        refuse(problem(Place(str(source)), "file-too-large", limit=LARGEST_TEXT // 1024), spoken)
    try:
        mail = saved(data)
    except NoText:
        stop(said("no-text", spoken, path=source))
    if mail is not None:
        return mail
    text = as_text(File(str(source), data))
    if isinstance(text, str):
        return text
    if (text_of_windows := of_windows(data)) is None:
        refuse(text, spoken)
    click.echo(said("of-windows", spoken, path=source))
    return text_of_windows


def _reached(text: str, people: Mapping[str, Person]) -> list[str]:
    """The lines of a draft that tell how to reach somebody, with what they tell; mail addresses in people's files may be told."""
    known = {person.front.email.casefold() for person in people.values()}
    lines = enumerate(text.split("\n"), 1)
    return [f"{number} ({what})" for number, line in lines for what in dict.fromkeys(contacts(line, known))]


def _terms(settings: Settings) -> Iterator[str]:
    """What the portal calls its departments, roles and places, in all languages."""
    for terms in (settings.departments, settings.roles, settings.locations):
        for id_, term in terms.items():
            yield from (id_, *map(term.name.at, settings.languages))


def _day(now: datetime.datetime, settings: Settings) -> datetime.date:
    """Today, where the portal is at home."""
    return (now.astimezone(settings.zone) if now.tzinfo else now).date()
