"""A plain page: what a portal says about itself, such as how to contribute, or its privacy notice."""

from __future__ import annotations

from typing import Annotated

import msgspec

from byline import address
from byline.article import House, read_article
from byline.body import Body
from byline.front import LanguageCode, Title
from byline.problem import Places, Problem
from byline.quotes import quoted
from byline.tree import File


class PlainFront(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of a plain page."""

    title: Title
    summary: Annotated[str, msgspec.Meta(max_length=600)] = ""
    language: LanguageCode | None = None
    translation_of: str = ""
    order: int = 100  # in the list at the foot of every page; equal ones by title

    def printed(self, language: str) -> PlainFront:
        """What readers see of it, in the quotes of a language."""
        return msgspec.structs.replace(self, title=quoted(self.title, language), summary=quoted(self.summary, language))


class Plain(msgspec.Struct, frozen=True, gc=False):
    """One plain page."""

    address: str
    path: str
    language: str
    front: PlainFront
    body: Body
    places: Places

    @property
    def key(self) -> str:
        """How other plain pages name it: `ueber`, `en/about`."""
        return self.address.rstrip("/")


def read_plain(file: File, house: House) -> tuple[Plain | None, tuple[Problem, ...]]:
    """The plain page in a file; with an error among the problems, one that only serves to check other files."""
    article, found = read_article(file, PlainFront, house)
    if article is None:
        return None, found
    place = address.of_file(file.path.removeprefix("content/"))
    return Plain(
        place, file.path, article.language, article.front.printed(article.language), article.body, article.places
    ), found
