"""An article: any text with front matter that was handed in, read and set. Stories, people and plain pages are articles."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from typing import Generic, Protocol, TypeVar, cast

import msgspec

from byline import address
from byline.body import Body, Labels
from byline.front import Image
from byline.guess import nearest
from byline.problem import Place, Places, Problem, problem
from byline.reference import read_picture
from byline.signature import kind_named, refused
from byline.tree import CONTENT, USAGE, File, Readable, Tree

F = TypeVar("F", bound=msgspec.Struct)


class _InALanguage(Protocol):
    """What all front matter may say."""

    @property
    def language(self) -> str | None: ...


class House(msgspec.Struct, frozen=True):
    """What reading needs to know of the portal: its first language, its full address, the typesetter's words by language."""

    language: str = ""
    base: str = ""
    labels: Mapping[str, Labels] = {}

    @property
    def digest(self) -> bytes:
        """What tells this house from others."""
        return hashlib.sha256(msgspec.msgpack.encode((self.language, self.base, sorted(self.labels.items())))).digest()


class Article(msgspec.Struct, Generic[F], frozen=True):
    """A text with its front matter, in the language that it says or else the portal's first."""

    front: F
    language: str
    body: Body
    places: Places


def read_article(file: File, shape: type[F], house: House) -> tuple[Article[F] | None, tuple[Problem, ...]]:
    """The article in a file, and what is wrong with it; None where nothing could be read."""
    from byline.decode import decode
    from byline.manuscript import read_manuscript  # the parsers are imported when something is to be read
    from byline.typeset import typeset

    manuscript, problems = read_manuscript(file)
    if manuscript is None:
        return None, problems
    decoded = decode(manuscript.front, shape)
    if decoded.value is None:
        return None, (*problems, *decoded.problems)
    language = cast("_InALanguage", decoded.value).language or house.language
    body, of_body = typeset(
        manuscript.body,
        path=file.path,
        first_line=manuscript.first_line,
        base=house.base,
        labels=house.labels.get(language, house.labels[house.language]),
        language=language,
    )
    return Article(decoded.value, language, body, decoded.places), (*problems, *decoded.problems, *of_body)


def get_parsers() -> None:
    """Import what reading needs, before it is known what is to be read."""
    from byline import decode, manuscript, typeset

    del decode, manuscript, typeset


def source_of(image: Image, path: str) -> str | None:
    """The path under `content/` of the picture that the front matter of the file `path` names; None if it lies outside."""
    return read_picture(image.src, path.removeprefix("content/"))


def readable(content: Tree[Readable], found: list[Problem]) -> list[Readable]:
    """The files with articles; what keeps others from being such is added to what has been found."""
    return [file for file in content.files if _is_readable(file.path, found)]


def _is_readable(path: str, found: list[Problem]) -> bool:
    """Whether a file of the content is a text of some kind of page; says so where it should be and is not."""
    inner = path.removeprefix(f"{CONTENT}/")
    if address.is_usual(inner):
        return True
    if not address.is_markdown(inner):
        if not address.is_picture(inner) and path != USAGE:
            found.append(_stray(path))
        return False
    top, _, rest = inner.partition("/")
    if top not in _FOLDERS or not rest:
        meant = nearest(top, _FOLDERS) if rest else ""
        found.append(problem(Place(path), "misplaced-file", guess=f"{CONTENT}/{meant}/{rest}" if meant else ""))
        return False
    if not address.of_file(inner):
        reason = "long-name" if address.is_too_long(inner) else "no-letter"
        found.append(problem(Place(path), "no-address", reason=reason, limit=address.LONGEST_PART))
        return False
    return True


_FOLDERS = ("stories", "people", "pages")
_OTHER_TEXTS = re.compile(r"(?:\.md)?\.(?:txt|markdown|mdown|mkd|mdx|text)\Z", re.IGNORECASE)
_DOCUMENTS = (".doc", ".docx", ".odt", ".pages", ".pdf", ".rtf")


def _stray(path: str) -> Problem:
    """What is said of a file that is neither a text nor a picture by its name: what it probably was meant to be."""
    name = posixpath.basename(path)
    if _OTHER_TEXTS.search(name):
        return problem(Place(path), "stray-text", guess=_OTHER_TEXTS.sub(".md", name))
    if path.lower().endswith(_DOCUMENTS):
        return problem(Place(path), "stray-document")
    kind = kind_named(path)
    return refused(Place(path), path, kind) if kind else problem(Place(path), "stray-file")
