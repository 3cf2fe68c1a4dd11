"""Addresses: what is found where, as pure functions of a file's path.

An address is written from the portal's root without a leading slash: `stories/2026/solar-roof/`, `feed.xml`, and the
empty text for the home page. On a page it stands behind `ROOT`, a character that content cannot hold (`unseen`); when the page
is finished, `ROOT` becomes the way from that page to the portal's root, and in feeds the portal's full address. So
the same text serves everywhere, and the portal works under any path.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import cache, lru_cache
from urllib.parse import unquote

ROOT = "\ufdd0"  # a noncharacter of Unicode: `unseen` takes it out of everything that is read

_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "ø": "oe",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)
_REST = re.compile(r"[^a-z0-9]+")

LONGEST_PART = 120  # characters between two slashes; some disks allow no more than 255 bytes
OWN_FOLDERS = ("assets", "pictures", "pagefind", "_v")  # of the output, and of the counter; no page stands in them

_OLD = re.compile(r"/(?:[\w~%-][\w.~%-]*/)*(?:[\w~%-][\w.~%-]*)?\Z")

_STORY = re.compile(r"(?:stories|people)(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+\.md")

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")


@lru_cache(maxsize=10_000)  # of terms, which many stories name
def slug(text: str) -> str:
    """A text as a part of an address: lower case, digits and hyphens, umlauts written out. May be empty."""
    if text.isascii():  # none of the following would change it
        return _REST.sub("-", text.lower()).strip("-")
    plain = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    ascii_text = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return _REST.sub("-", ascii_text).strip("-")


def is_markdown(path: str) -> bool:
    return path.lower().endswith(".md")


def is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURE_ENDINGS)


def is_usual(path: str) -> bool:
    """Whether a path under `content/` is a story's or a person's and looks like an address, as nearly all of them do."""
    return bool(_STORY.fullmatch(path)) and not path.endswith("/index.md") and len(path) <= LONGEST_PART


@cache  # asked for several times of each file
def of_file(path: str) -> str:
    """The address of a Markdown file under `content/`, given its path there: `stories/2026/solar-roof.md`.

    A plain page stands at the root. An empty answer means that the path gives no address.
    """
    if is_usual(path):
        return f"{path[:-3]}/"  # every part is what would be made of it
    slugs = _slugs(path)
    if not all(slugs) or any(len(part) > LONGEST_PART for part in slugs):
        return ""
    if slugs[0] == "pages":
        slugs = slugs[1:]
    return "/".join(slugs) + "/" if slugs else ""


def is_too_long(path: str) -> bool:
    """Whether a Markdown file has no address only because a name in its path is too long for one."""
    return any(len(part) > LONGEST_PART for part in _slugs(path))


def _slugs(path: str) -> list[str]:
    """The parts of a Markdown file's path as they stand in addresses; some may be empty."""
    folder, name = posixpath.split(path)
    stem = name[: name.rindex(".")]
    parts = folder.split("/") if folder else []
    if stem.lower() != "index" or len(parts) < 2:
        parts.append(stem)
    return [slug(part) for part in parts]


def file_of(address: str) -> str:
    """The path in the output of what is found at an address."""
    return address + "index.html" if address == "" or address.endswith("/") else address


def way_to_root(address: str) -> str:
    """The relative way from a page to the portal's root: `../../` from `people/x/`, `./` from the home page."""
    return "../" * address.count("/") or "./"


def within(language: str, first: str, address: str) -> str:
    """A listing's address in one of the portal's languages: the first stands at the root, others under their name."""
    return address if language == first else f"{language}/{address}"


def join(page: str, reference: str) -> str | None:
    """A reference (`../x/`, `/x/`) on the page at an address, as an address; None if it leaves the portal."""
    path = reference if reference.startswith("/") else "/" + page + reference
    depth = 0
    for part in path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return None
    clean = posixpath.normpath("/" + path.lstrip("/")).lstrip("/")
    if posixpath.basename(clean) == "index.html":
        clean = clean.removesuffix("index.html")
    if clean and not clean.endswith("/") and "." not in posixpath.basename(clean):
        clean += "/"
    return clean


def old(text: str) -> str | None:
    """An address that a story had before (`/2019/03/story.html`), as an address; None if nothing may stand there."""
    made = join("", unquote(text)) if _OLD.match(text) and len(text) <= 200 else None
    if (
        not made
        or made.partition("/")[0].casefold() in OWN_FOLDERS
        or any(
            part.startswith(".") or not part.isprintable() or len(part.encode()) > LONGEST_PART
            for part in made.split("/")
        )
    ):
        return None
    return made
