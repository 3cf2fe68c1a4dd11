"""A person: who tells, writes and helps, and how far the portal may name them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from byline import address
from byline.article import House, read_article
from byline.body import Body
from byline.dateline import Moment
from byline.front import ID, LONGEST_NAME, Image, LanguageCode
from byline.name import hidden_parts, own_parts, shown_name, told_by
from byline.problem import Places, Problem, problem
from byline.tree import File

Email = Annotated[
    str,
    msgspec.Meta(pattern=r"""^[^@\s<>"'?&]+@[^@\s<>"'?&]+$""", max_length=200, extra={"wanted": "ada@firm.example"}),
]
Name = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)]


def is_mail(text: str) -> bool:
    """Whether a text is a mail address that a person's file may have."""
    try:
        msgspec.convert(text, Email)
    except msgspec.ValidationError:
        return False
    return True


def path_of(id_: str) -> str:
    """Where the file of the person with this id goes."""
    return f"content/people/{id_}.md"


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
    feedback: bool = True  # whether they get to know the views of their stories
    feedback_renewed: Annotated[int, msgspec.Meta(ge=0)] = 0  # another number, another address of the page that tells

    def printed(self, language: str) -> PersonFront:
        """What readers see of it beside the name, in the quotes of a language."""
        return msgspec.structs.replace(self, portrait=self.portrait and self.portrait.printed(language))


class Person(msgspec.Struct, frozen=True, gc=False):
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


def read_person(file: File, house: House) -> tuple[Person | None, tuple[Problem, ...]]:
    """The person in a file; with an error among the problems, one that only serves to check other files."""
    article, found = read_article(file, PersonFront, house)
    if article is None:
        return None, found
    front, places = article.front.printed(article.language), article.places
    inner = file.path.removeprefix("content/")
    id_ = address.of_file(inner).removeprefix("people/").rstrip("/")
    if not ID.match(id_) or inner not in {f"people/{id_}.md", f"people/{id_}/index.md"}:
        name = inner.removeprefix("people/")
        found = (*found, problem(places.start, "bad-id", guess=id_.rpartition("/")[2], id=name))
    elif hidden := told_by(id_, front.name, front.show_as):
        place = places.at("show_as")
        found = (*found, problem(place, "address-tells-name", id=id_, part=hidden, show_as=front.show_as))
    return Person(id_, file.path, article.language, front, article.body, places), found
