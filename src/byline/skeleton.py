"""Skeletons: new files with the right front matter, so that nobody starts before an empty page."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Sequence

from byline import address, kit
from byline.front import LIKE_OTHERS
from byline.name import id_of as name_id
from byline.person import Person, path_of
from byline.unseen import without_unseen

_BARE = re.compile(r"[A-Za-zÄÖÜäöüß0-9][\w ÄÖÜäöüß.!–-]*\Z")

_BIO = {
    "de": "<!-- Ein paar Sätze: was du machst, was man dich fragen kann, was kaum jemand von dir weiß. -->",
    "en": "<!-- A few sentences: what you do, what to ask you about, what hardly anybody knows about you. -->",
}


def id_of(title: str) -> str:
    """What a story's file and its permanent id are called after; empty if the title gives no name."""
    return address.slug(title)[:60].strip("-")


def story_path(title: str, day: datetime.date, *, folder: bool) -> str:
    """Where a story with this title goes; in a folder of its own if it has pictures. Empty if the title gives no name."""
    name = id_of(title)
    if not name:
        return ""
    return f"content/stories/{day.year}/{name}/index.md" if folder else f"content/stories/{day.year}/{name}.md"


def story(
    title: str,
    day: datetime.date,
    authors: Sequence[Person],
    told_by: Sequence[Person],
    helped_by: Sequence[Person] = (),
    *,
    language: str,
    kind: str,
    topics: Sequence[str],
    learned: str = "",
    body: str = "",
) -> str:
    """The text of a new story, with the questions for its kind where there is no body yet.

    Departments and roles are written out, so that it stays where it was told when the people move on; those of people
    who do not want to be named are left to the author. The id is for ever.
    """
    tellers = [person for person in told_by or authors if person.front.show_as != "anonymous"]  # nothing tells them
    lines = [
        f"title: {scalar(title)}",
        f"date: {day.isoformat()}",
        f"authors: {_list(person.id for person in authors)}",
    ]
    if told_by:
        lines.append(f"told_by: {_list(person.id for person in told_by)}")
    if helped_by:
        lines.append(f"helped_by: {_list(person.id for person in helped_by)}")
    lines += [
        f"departments: {_list(dict.fromkeys(person.front.department for person in tellers if person.front.department))}",
        f"roles: {_list(dict.fromkeys(person.front.role for person in tellers if person.front.role))}",
        f"topics: {_list(map(scalar, topics))}",
        f"language: {scalar(language)}",
        "summary:",
    ]
    if kind:
        lines.append(f"kind: {kind}")
    lines += [f"learned: {scalar(learned)}" if learned else "learned:", "status: draft"]
    lines.append(f"id: {day.year}-{id_of(title)}")
    return _file(lines, body or kit.skeleton(kind, language))


def person_path(name: str) -> str:
    """Where a person with this name goes; empty if the name gives no id."""
    id_ = name_id(name)
    return path_of(id_) if id_ else ""


def person(name: str, role: str, department: str, language: str) -> str:
    """The text of a new person's file."""
    lines = [f"name: {scalar(name)}"]
    lines += [f"{key}: {scalar(value)}" for key, value in (("role", role), ("department", department)) if value]
    return _file([*lines, f"language: {scalar(language)}"], _BIO.get(language, _BIO["en"]))


def scalar(text: str) -> str:
    """A text as YAML: bare where that is safe, else in double quotes."""
    text = without_unseen(text)
    bare = _BARE.match(text) and text.lower() not in LIKE_OTHERS and not text.endswith(" ") and not text[0].isdigit()
    return text if bare else json.dumps(text, ensure_ascii=False)


def _list(items: Iterable[str]) -> str:
    return "[" + ", ".join(items) + "]"


def _file(lines: Sequence[str], body: str) -> str:
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body + "\n"
