"""References: what a link or picture in a manuscript points to, judged from its text alone."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from byline import address
from byline.unseen import without_unseen

ANCHOR = "s-"  # before the id of every heading, so that no heading can pass for a part of the page


@dataclass(frozen=True, slots=True)
class Inside:
    """A page of the portal, by its address, and an anchor on it (or an empty text)."""

    address: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Outside:
    """An address elsewhere: a web site, a mail address, a telephone number."""

    url: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing a link may point to; `reason` is the scheme or the text."""

    reason: str


Reference = Inside | Outside | Refused


def read_link(text: str, file: str, page: str, base: str) -> Reference:
    """What `text` points to, in the file `file` (its path under `content/`) whose page is at `page`.

    A link may name the other file (`../people/ada.md`), its address (`/people/ada/`, `../../people/ada/`), or the
    full address under `base`, the portal's own.
    """
    text = "".join(
        text.split()
    )  # browsers drop line breaks and tabs from addresses, so a scheme could hide behind them
    if text.lower().startswith(base.lower()):
        text = "/" + text[len(base) :]
    parts = _split(text)
    if parts is None:
        return Refused(text)
    if parts.scheme or text.startswith("//"):
        complete = is_web(text) or (parts.scheme.lower() in {"mailto", "tel"} and bool(parts.path))
        return Outside(text) if complete else Refused(parts.scheme or text)
    path, anchor = without_unseen(unquote(parts.path)), without_unseen(unquote(parts.fragment))
    if anchor and not anchor.startswith((ANCHOR, "fn")):
        anchor = ANCHOR + anchor
    if not path:
        return Inside(page, anchor)
    if address.is_markdown(path):
        named = (
            path[1:].removeprefix("content/")
            if path.startswith("/")
            else posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        )
        return Refused(text) if named.startswith("..") else Inside(address.of_file(named), anchor)
    target = address.join(page, path)
    return Refused(text) if target is None else Inside(target, anchor)


def is_web(url: str) -> bool:
    """Whether a text is a whole web address."""
    parts = _split(url)
    return parts is not None and parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)


def _split(text: str) -> SplitResult | None:
    try:
        return urlsplit(text)
    except ValueError:  # such as an unclosed bracket where the host stands
        return None


def read_picture(text: str, file: str) -> str | None:
    """The path under `content/` of the picture that `text` names in `file`; None if it lies elsewhere.

    A picture is named relative to its story, or from `content/` with a leading slash.
    """
    text = without_unseen(unquote(text.strip()))
    if "://" in text or text.startswith(("//", "data:")):
        return None
    inside = (
        text.lstrip("/").removeprefix("content/")
        if text.startswith("/")
        else posixpath.join(posixpath.dirname(file), text)
    )
    path = posixpath.normpath(inside)
    return None if path.startswith("..") else path
