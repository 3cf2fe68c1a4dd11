"""Beginning something new: a story or a person, as a file with everything filled in that is known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote

import click
import msgspec
from msgspec.structs import replace

from byline import skeleton
from byline.draft import TO_TALK, draft, working_title
from byline.edition import read_known
from byline.kit import kit
from byline.letter import NoText, saved
from byline.messages import numbered, said
from byline.person import Person
from byline.portal import Portal, read_portal
from byline.problem import Place, Severity, nearest, problem
from byline.report import as_text
from byline.roster import cast_of
from byline.settings import Settings
from byline.submission import read_submission
from byline.terminal import FAULTY, piped, refuse, stop, warn
from byline.tongue import language_of
from byline.tree import LARGEST_TEXT, File, Tree, as_text as text_of, existing, given, write_new

_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")  # Word, old and new, PDF, RTF


def begin_story(
    root: Path,
    title: str,
    now: datetime.datetime,
    *,
    authors: Sequence[str],
    told_by: Sequence[str],
    language: str | None,
    kind: str,
    topics: Sequence[str],
    pictures: bool,
    spoken: str,
) -> None:
    """Write a new story's file and say what to do next; `spoken` is the language of messages."""
    portal = with_people(read_portal(root))
    settings, people = known(root, portal, spoken)
    _refuse_strangers((*authors, *told_by), people, spoken)
    day = _day(now, settings)
    text = skeleton.story(
        title,
        day,
        [people[name] for name in authors],
        [people[name] for name in told_by],
        language=language or settings.language,
        kind=kind,
        topics=topics,
    )
    path = skeleton.story_path(title, day, folder=pictures)
    _write(root, portal, path, text, title, spoken)


def begin_draft(
    root: Path,
    source: Path,
    title: str,
    now: datetime.datetime,
    *,
    authors: Sequence[str],
    told_by: Sequence[str],
    language: str | None,
    kind: str,
    topics: Sequence[str],
    pictures: bool,
    spoken: str,
) -> None:
    """Write a draft of what somebody handed in: the text at `source`, or `-` for standard input. What is asked for
    here goes before what stands there.
    """
    portal = with_people(read_portal(root))
    settings, people = known(root, portal, spoken)
    _refuse_strangers((*authors, *told_by), people, spoken)
    submission = read_submission(_handed_in(source, spoken))
    if submission.form == "removal":
        stop(said("removal", spoken))
    if not (submission.answered or submission.names or any(part.text for part in submission.parts)):
        stop(said("nothing-in-it", spoken, path=source))
    cast = cast_of(submission, people, authors, told_by)
    for _, name, guess in cast.strangers:
        warn(said("stranger-guess" if guess else "stranger", spoken, name=name, guess=guess))
    if not cast.authors:
        warn(said("no-writer", spoken))
        raise SystemExit(FAULTY)
    told = language or submission.language
    language = told or language_of((part.text for part in submission.parts), settings.languages) or settings.language
    kind = kind or ("interview" if submission.form in TO_TALK else "")
    words = kit(language).notes
    notes = [(words[use], name) for use, name, _ in cast.strangers]
    teller = people[cast.told_by[0]].shown_name if cast.told_by else ""
    titles = (title, submission.title, working_title(submission, language, teller))
    title = next((one for one in titles if skeleton.id_of(one)), "")  # the first that gives the file a name
    if not title:
        stop(said("no-title", spoken))
    if submission.title not in {"", title}:
        notes.append((words["title"], submission.title))
    day = _day(now, settings)
    text = skeleton.story(
        title,
        day,
        [people[name] for name in cast.authors],
        [people[name] for name in cast.told_by],
        [people[name] for name in cast.helped_by],
        language=language,
        kind=kind,
        topics=topics,
        learned=submission.learned,
        body=draft(submission, kind, language, notes),
    )
    _write(root, portal, skeleton.story_path(title, day, folder=pictures), text, title, spoken)
    if cast.strangers:
        warn(said("aside", spoken, names=", ".join(name for _, name, _ in cast.strangers)))
    if submission.left_out:
        click.echo(said("left-out", spoken, lines=numbered(submission.left_out, "lines", spoken)))
    if language != (told or settings.language):
        click.echo(said("guessed", spoken, language=language))
    if not (submission.answered or submission.names):
        click.echo(said("as-it-is", spoken))


def begin_person(root: Path, name: str, *, role: str, department: str, language: str | None, spoken: str) -> None:
    """Write a new person's file and say what to do next; `spoken` is the language of messages."""
    portal = with_people(read_portal(root))
    settings, _ = known(root, portal, spoken)
    text = skeleton.person(name, role, department, language or settings.language)
    _write(root, portal, skeleton.person_path(name), text, name, spoken)


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
    text = text_of(File(str(source), data)) if mail is None else mail
    return text if isinstance(text, str) else refuse(text, spoken)


def _refuse_strangers(names: Sequence[str], people: Mapping[str, Person], spoken: str) -> None:
    for name in names:
        if name not in people:
            place = Place("content/people")
            refuse(problem(place, "unknown-person", guess=nearest(name, people), name=name), spoken)


def _day(now: datetime.datetime, settings: Settings) -> datetime.date:
    """Today, where the portal is at home."""
    return (now.astimezone(settings.zone) if now.tzinfo else now).date()


def with_people(portal: Portal) -> Portal:
    """The portal without its stories: what is new is compared with the people, and a thousand texts need not be read."""
    people = (file for file in portal.content.files if file.path.startswith("content/people/"))
    return replace(portal, content=Tree(tuple(people)))


def _refuse_faulty(portal: Portal, path: str, text: str, spoken: str) -> None:
    """Refuse a file in which `check` would find an error at once: a title that is too long, a topic that is none."""
    tried = replace(portal, content=Tree((*portal.content.files, File(path, text.encode()))))
    for found in read_known(tried)[2]:
        if found.place.path == path and found.severity is Severity.ERROR:
            refuse(msgspec.structs.replace(found, place=Place(path)), spoken)


def known(root: Path, portal: Portal, spoken: str) -> tuple[Settings, dict[str, Person]]:
    """The settings and people of the portal; stops where the settings cannot be read."""
    settings, people, problems = read_known(portal)
    if settings is None:
        click.echo(as_text(problems, spoken, advice=False), nl=False)
        stop(said("no-portal", spoken, root=root))
    return settings, people


def _write(root: Path, portal: Portal, path: str, text: str, name: str, spoken: str) -> None:
    if not path:
        stop(said("no-name", spoken, name=name))
    stem = path.removesuffix("/index.md").removesuffix(".md")
    if there := existing(root / f"{stem}.md", root / stem / "index.md"):
        stop(said("exists", spoken, path=there))
    _refuse_faulty(portal, path, text, spoken)
    try:
        written = write_new(root, path, text)
    except OSError as fault:
        stop(f"{path}: {fault.strerror}")
    if not written:
        stop(said("exists", spoken, path=root / path))
    where = quote(str(root / path))
    options = "" if root == Path() else f" --root {quote(str(root))}"
    click.echo(said("made", spoken, path=root / path, command=f"check{options} {where}"))
