"""A plain page: what a portal says about itself, such as how to contribute, or its privacy notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec

from byline import address
from byline.decode import Places, decode
from byline.manuscript import read_manuscript
from byline.problem import Problem
from byline.sheet import Body, Labels
from byline.story import LanguageCode, Title
from byline.tree import File
from byline.typeset import typeset


class PlainFront(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of a plain page."""

    title: Title
    summary: Annotated[str, msgspec.Meta(max_length=600)] = ""
    language: LanguageCode | None = None
    translation_of: str = ""
    order: int = 100  # in the list at the foot of every page; equal ones by title


@dataclass(frozen=True, slots=True)
class Plain:
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


def read_plain(
    file: File, language: str, base: str, labels: Mapping[str, Labels]
) -> tuple[Plain | None, tuple[Problem, ...]]:
    """The plain page in a file; arguments and answer as in `story.read_story`."""
    manuscript, problems = read_manuscript(file)
    if manuscript is None:
        return None, problems
    decoded = decode(manuscript.front, PlainFront)
    if decoded.value is None:
        return None, (*problems, *decoded.problems)
    own = decoded.value.language or language
    body, of_body = typeset(
        manuscript.body,
        path=file.path,
        first_line=manuscript.first_line,
        base=base,
        labels=labels.get(own, labels[language]),
    )
    page = Plain(
        address.of_file(file.path.removeprefix("content/")), file.path, own, decoded.value, body, decoded.places
    )
    return page, (*problems, *decoded.problems, *of_body)
