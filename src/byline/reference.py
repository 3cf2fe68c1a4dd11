"""References: what a link or picture in a manuscript points to, judged from its text alone."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from byline import address
from byline.unseen import without_unseen

ANCHOR = "s_"
"""Before the id of every heading, so that no heading can pass for a part of the page; no heading's words begin so."""


class Inside(msgspec.Struct, frozen=True):
    """A page of the portal, by its address, and an anchor on it (or an empty text)."""

    address: str
    anchor: str


class Outside(msgspec.Struct, frozen=True):
    """An address elsewhere: a web site, a mail address, a telephone number."""

    url: str


class Refused(msgspec.Struct, frozen=True):
    """Nothing a link may point to; `reason` is the scheme or the text, `guess` what was probably meant."""

    reason: str
    guess: str = ""


Reference = Inside | Outside | Refused

_HOST = re.compile(r"www\.[\w-]+\.\w", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@/?#]+@[\w-]+\.[\w.-]+\Z")
_WEB = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9/._~-]*)?\Z")  # whole, without a doubt
_ATTACHMENT = re.compile(  # of GitHub in three forms, of GitLab, of Forgejo and Gitea
    r"/user-attachments/|//(?:private-)?user-images\.githubusercontent\.com/|/assets/\d+/[0-9a-f]{8}-"
    r"|(?:^|/)uploads/[0-9a-f]{32}/|(?:^|/)attachments/[0-9a-f]{8}-"
)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")  # of a computer with Windows
_WIDE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NOTE = re.compile(r"fn(?:ref)?\d+(?:-\d+)?\Z")


def read_link(text: str, file: str, page: str, base: str) -> Reference:
    """What `text` points to, in the file `file` (its path under `content/`) whose page is at `page`.

    A link may name the other file (`../people/ada.md`), its address (`/people/ada/`, `../../people/ada/`), or the
    full address under `base`, the portal's own.
    """
    if _WEB.match(text) and not text.lower().startswith(base.lower()):
        return Outside(text)
    text = re.sub(r"[\t\r\n]", "", text).strip()  # as browsers do, so that no scheme can hide behind them
    text = text.replace(" ", "%20")
    if text.lower().startswith(base.lower()):
        text = "/" + text[len(base) :]
    parts = _split(text)
    if parts is None:
        return Refused(text)
    if parts.scheme or text.startswith("//"):
        complete = is_elsewhere(text)
        before, mark, fragment = text.partition("#")
        return Outside(before + mark + fragment.replace("#", "%23")) if complete else Refused(parts.scheme or text)
    if _HOST.match(text):
        return Refused(text, f"https://{text}")
    if _MAIL.match(text):
        return Refused(text, f"mailto:{text}")
    path, anchor = without_unseen(unquote(parts.path)), without_unseen(unquote(parts.fragment))
    if anchor and not anchor.startswith(ANCHOR) and not _NOTE.match(anchor):
        anchor = ANCHOR + (address.slug(anchor) or anchor)
    if not path:
        return Inside(page, anchor)
    if address.is_markdown(path):
        named = (
            path[1:].removeprefix("content/")
            if path.startswith("/")
            else posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        )
        place = "" if named.startswith("..") else address.of_file(named)
        return Inside(place, anchor) if place else Refused(text)
    target = address.join(page, path)
    return Refused(text) if target is None else Inside(target, anchor)


def is_elsewhere(url: str) -> bool:
    """Whether a text is a whole web address, mail address (`mailto:`) or telephone number (`tel:`)."""
    parts = _split(url)
    return is_web(url) or (parts is not None and parts.scheme.lower() in {"mailto", "tel"} and bool(parts.path))


def is_web(url: str) -> bool:
    """Whether a text is a whole web address."""
    parts = _split(url)
    return parts is not None and parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  # read only since a wrong one is found out then
    except ValueError:  # such as an unclosed bracket where the host stands
        return None
    return parts


def is_attachment(text: str) -> bool:
    """Whether an address is of a file that a forge's editor took in: with a comment or request, and not in the repository."""
    return _ATTACHMENT.search(text) is not None


def filed(path: str) -> str:
    """A path as pictures are looked up by it: macOS takes letters apart, and puts spaces into names that look like others."""
    return path if path.isascii() else _WIDE.sub(" ", unicodedata.normalize("NFC", path))


def read_picture(text: str, file: str) -> str | None:
    """The path under `content/` of the picture that `text` names in `file`; None if it lies elsewhere.

    A picture is named relative to its story, or from `content/` with a leading slash.
    """
    text = without_unseen(unquote(text.strip()))
    if "://" in text or text.startswith(("//", "data:")) or _DRIVE.match(text):
        return None
    inside = (
        text.lstrip("/").removeprefix("content/")
        if text.startswith("/")
        else posixpath.join(posixpath.dirname(file), text)
    )
    path = filed(posixpath.normpath(inside))
    return None if path.startswith("..") else path
