"""A person: who tells, writes and helps, and how far the portal may name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from byline import address
from byline.dateline import Moment
from byline.decode import ID, Places, decode
from byline.manuscript import read_manuscript
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


LONG_NAME = 5  # letters from which on a name is looked for inside longer words of an address
_TITLES = frozenset(
    {"dr", "prof", "dipl", "ing", "mag", "med", "phil", "rer", "nat", "hon", "mr", "mrs", "ms", "sir", "frau", "herr"}
)


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
        """What the portal must not tell: the parts of the name that are not shown, a double name in two."""
        return hidden_parts(self.front)

    @property
    def full_name(self) -> str:
        """The whole name as one would say it, without titles: `Mira Keller`."""
        return " ".join(_own_parts(self.front.name))

    @property
    def has_portrait(self) -> bool:
        """Whether the portrait may be shown: a face names a person as surely as the name."""
        return self.front.portrait is not None and self.has_page and self.front.show_as == "full"


def _own_parts(name: str) -> list[str]:
    """A name's parts without titles; `Keller, Mira` is read as `Mira Keller`."""
    last, comma, first = name.partition(",")
    parts = f"{first} {last}".split() if comma else name.split()
    return [part for part in parts if part.rstrip(".").casefold() not in _TITLES]


def shown_name(name: str, show_as: str) -> str:
    """A name in full, its first part (`Anna`), its initials (`A. K.`), or nothing. A title is no first name."""
    if show_as == "full":
        return " ".join(name.split())
    own = _own_parts(name)
    if show_as == "anonymous" or not own:
        return ""
    if show_as == "first":
        return own[0] if len(own) > 1 else f"{own[0][0].upper()}."
    return " ".join(f"{part[0].upper()}." for part in dict.fromkeys((own[0], own[-1])))


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
    elif hidden := _told_by_id(id_, decoded.value):
        found.append(
            problem(
                decoded.places.at("show_as"), "address-tells-name", id=id_, part=hidden, show_as=decoded.value.show_as
            )
        )
    own = decoded.value.language or language
    bio, of_bio = typeset(
        manuscript.body,
        path=file.path,
        first_line=manuscript.first_line,
        base=base,
        labels=labels.get(own, labels[language]),
    )
    return Person(id_, file.path, own, decoded.value, bio, decoded.places), (*found, *of_bio)


def hidden_parts(front: PersonFront) -> tuple[str, ...]:
    """The parts of a name that `show_as` hides."""
    if front.show_as == "full":
        return ()
    shown = re.split(r"[\s.-]+", shown_name(front.name, front.show_as))
    parts = (one for part in _own_parts(front.name) for one in re.split(r"[.-]+", part))
    return tuple(part for part in parts if part and part not in shown)


def _told_by_id(id_: str, front: PersonFront) -> str:
    """The part of a hidden name that stands in the person's id, and so in the page's address."""
    if front.show_as == "anonymous":  # no page, and so no address
        return ""
    parts, run = id_.split("-"), id_.replace("-", "")
    hidden = filter(None, map(address.slug, hidden_parts(front)))
    return next((one for one in hidden if one in parts or (len(one) >= LONG_NAME and one in run)), "")
