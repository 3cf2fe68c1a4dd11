"""Front matter: the shapes that stories, people and plain pages share, and settings, too."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from byline.quotes import quoted

NO_CREDIT = "none"
LONGEST_NAME = 120  # characters
LIKE_OTHERS = frozenset(("true", "false", "yes", "no", "on", "off", "null"))  # words that programs take for no text
LONGEST_ID = 80  # characters; a name of a file on any disk
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

Title = Annotated[str, msgspec.Meta(max_length=200)]
BAD_ID = {"rule": "bad-id", "fact": "id"}  # the rule that a text breaks which does not fit the pattern
Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(?:[-._/][a-z0-9]+)*$", max_length=200, extra=BAD_ID)]
TermId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80, extra=BAD_ID)]
LanguageCode = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z]{2,3}$", extra={"rule": "unknown-language", "fact": "language"})
]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Text(msgspec.Struct, frozen=True):
    """What people read: one text for every language, or one for each."""

    every: str = ""
    each: tuple[tuple[str, str], ...] = ()

    def at(self, language: str) -> str:
        """The text in `language`; where that is missing, the first there is."""
        return dict(self.each).get(language) or self.every or (self.each[0][1] if self.each else "")


def credited(credit: str) -> str:
    """Who made a picture, as pages say it: nothing where nobody is to be named, which an author writes as `none`."""
    return "" if credit == NO_CREDIT else credit


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in front matter."""

    src: str
    alt: str = ""
    credit: str = ""
    shows: tuple[str, ...] = ()
    focus: tuple[Share, Share] = (0.5, 0.5)
    decorative: bool = False

    def printed(self, language: str) -> Image:
        """The picture with its credit in the quotes of a language."""
        return msgspec.structs.replace(self, credit=quoted(self.credit, language))
