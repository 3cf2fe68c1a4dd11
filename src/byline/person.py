"""A person: who tells, writes and helps, and how far the portal may name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from byline import address
from byline.dateline import Moment
from byline.decode import ID, Places, decode
from byline.manuscript import read_manuscript
from byline.name import hidden_parts, own_parts, shown_name, told_by
from byline.problem import Problem, problem
from byline.sheet import Body, Labels
from byline.story import Image, LanguageCode
from byline.tree import File
from byline.typeset import typeset

Email = Annotated[
    str,
    msgspec.Meta(pattern=r"^[^@\s<>\"'?&]+@[^@\s<>\"'?&]+$", max_length=200, extra={"wanted": "ada@firm.example"}),
]
Name = Annotated[str, msgspec.Meta(max_length=120)]


class WebLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link on a person's page."""

    title: str
    url: str


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has agreed to; the signed form stays where it is, `ref` says where."""

    for_: str = msgspec.field(name="for")
    scope: str = ""
    date: Moment | None = None
    expires: Moment | None = None
    ref: str = ""


class PersonFront(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of a person's file; only the name is required."""

    name: Name
    role: str = ""
    department: str = ""
    kind: Literal["employee", "agency"] = "employee"
    location: str = ""
    level: str = ""
    portrait: Image | None = None
    email: Email = ""
    links: tuple[WebLink, ...] = ()
    language: LanguageCode | None = None  # of the text about the person
    languages: tuple[LanguageCode, ...] = ()  # that the person speaks
    status: Literal["active", "left"] = "active"
    show_as: Literal["full", "first", "initials", "anonymous"] = "full"
    consent: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the portal."""

    id: str
    path: str
    language: str
    front: PersonFront
    bio: Body
    places: Places

    @property
    def address(self) -> str:
        return f"people/{self.id}/"

    @property
    def has_page(self) -> bool:
        """Whether there is a page about this person: not of one who has left or does not want to be named."""
        return self.front.status == "active" and bool(self.shown_name)

    @property
    def shown_name(self) -> str:
        """The name as the person wants it shown; empty for one who does not want to be named."""
        return shown_name(self.front.name, self.front.show_as)

    @property
    def monogram(self) -> str:
        """The one or two letters that stand in for a portrait, of the name as it is shown."""
        return shown_name(self.shown_name, "initials").replace(". ", "").removesuffix(".")

    @property
    def hidden(self) -> tuple[str, ...]:
        """What the portal must not tell: the parts of the name that are not shown."""
        return hidden_parts(self.front.name, self.front.show_as)

    @property
    def full_name(self) -> str:
        """The whole name as one would say it, without titles: `Mira Keller`."""
        return " ".join(own_parts(self.front.name))

    @property
    def has_portrait(self) -> bool:
        """Whether the portrait may be shown: a face names a person as surely as the name."""
        return self.front.portrait is not None and self.has_page and self.front.show_as == "full"


def read_person(
    file: File, language: str, base: str, labels: Mapping[str, Labels]
) -> tuple[Person | None, tuple[Problem, ...]]:
    """The person in a file; arguments and answer as in `story.read_story`."""
    manuscript, problems = read_manuscript(file)
    if manuscript is None:
        return None, problems
    decoded = decode(manuscript.front, PersonFront)
    if decoded.value is None:
        return None, (*problems, *decoded.problems)
    inner = file.path.removeprefix("content/")
    id_ = address.of_file(inner).removeprefix("people/").rstrip("/")
    found = [*problems, *decoded.problems]
    if not ID.match(id_) or inner not in {f"people/{id_}.md", f"people/{id_}/index.md"}:
        found.append(
            problem(decoded.places.start, "bad-id", guess=id_.replace("/", "-"), id=inner.removeprefix("people/"))
        )
    elif hidden := told_by(id_, decoded.value.name, decoded.value.show_as):
        place = decoded.places.at("show_as")
        found.append(problem(place, "address-tells-name", id=id_, part=hidden, show_as=decoded.value.show_as))
    own = decoded.value.language or language
    bio, of_bio = typeset(
        manuscript.body,
        path=file.path,
        first_line=manuscript.first_line,
        base=base,
        labels=labels.get(own, labels[language]),
    )
    return Person(id_, file.path, own, decoded.value, bio, decoded.places), (*found, *of_bio)
