"""Fields of front matter that many programs have, by their many names, as the values that Byline knows."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable

from byline import address
from byline.moving.blog import Shown
from byline.moving.bylines import is_degree, signed, without_degrees
from byline.moving.datelines import is_beyond, when
from byline.node import Mapping, Node, Scalar, Sequence, is_empty, text_in

TITLE = ("title",)
DATE = ("date", "pubdate", "publishdate", "published", "created")
PUBLISHED = ("publishdate",)  # Hugo, beside a date
EXPIRES = ("expirydate", "unpublishdate")
AUTHORS = ("authors", "author", "creators", "by")
TOPICS = ("tags", "tag", "topics", "categories", "category", "keywords")
SUMMARY = ("summary", "excerpt", "description", "subtitle", "lead", "teaser")
IMAGE = (
    "image", "featured_image", "feature_image", "featuredimage", "cover", "thumbnail", "thumb", "images", "hero_image",
    "banner", "header", "og_image", "resources",
)  # fmt: skip
ALT = ("image_alt", "alt", "image-alt", "imagealt", "cover_alt")
CREDIT = ("image_credit", "credit", "image-credit", "photo_credit")
CAPTION = ("image_caption", "image_figcaption", "caption")
LANGUAGE = ("lang", "language", "locale", "languagecode", "default_lang")
ALIASES = ("aliases", "redirect_from", "old_urls", "redirects")
STATUS = ("draft", "status", "published", "private", "hidden")

KEY = ("id", "key", "slug", "username", "github")
NAME = ("name", "full_name", "fullname", "display_name", "title")
FIRST_NAME, LAST_NAME = ("first_name", "firstname"), ("last_name", "lastname")
ROLE = ("role", "job_title", "jobtitle", "job", "position", "occupation")
DEPARTMENT = ("department", "team", "unit", "division", "organization", "organisation")
BIO = ("bio", "about", "description", "summary")
MAIL = ("email", "mail")
PORTRAIT = ("portrait", "avatar", "image", "photo", "picture", "profile_image")
OF_SOMEBODY = frozenset((*KEY, *NAME, *FIRST_NAME, *LAST_NAME, *ROLE, *DEPARTMENT, *BIO, *MAIL, *PORTRAIT))

UNTOLD = frozenset(
    "layout template type slug permalink url lastmod updated modified last_modified_at comments toc weight id guid nav"
    " eleventyexcludefromcollections eleventynavigation templateengineoverride save_as math mermaid sitemap robots"
    " title_tag tumblr_url eleventycomputed build _build cascade hero".split()
)
"""Keys that only tell another program how to make its pages."""

_KNOWN = frozenset(
    (
        *TITLE,
        *DATE,
        *EXPIRES,
        *AUTHORS,
        *TOPICS,
        *SUMMARY,
        *IMAGE,
        *ALT,
        *CREDIT,
        *CAPTION,
        *LANGUAGE,
        *ALIASES,
        *STATUS,
    )
)

_TRUE, _FALSE = frozenset("true yes on y 1".split()), frozenset("false no off n 0 never".split())
_YES_OR_NO = ("draft", "private", "hidden", "headless", "published")
_HIDDEN = frozenset("archived hidden pending private skip unlisted unpublished wip".split())
_TAG = re.compile(r"<[^<>]*>")
_REMARK = re.compile(r"<!--[^<]*?-->")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_OPENS = re.compile(r"(?:\*\*|__|[`*]|(?<!\w)_)(?=\S)")
_CLOSES = re.compile(r"(?<=\S)(?:\*\*|__|[`*]|_(?!\w))")
_SAYS_CREDIT = re.compile(
    r"\s*(?:(?:photo(?:graph)?s?|images?|pictures?|illustrations?|fotos?|bilde?r?|grafik(?:en)?|credits?|source|quelle)(?:\s+(?:credits?|source|courtesy))?"
    r"\s*(?::|\bby\b|\bcourtesy\b|\bvon\b)|©|courtesy of)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.\w{1,5}\Z")  # of a file's name
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?\Z")


def field(front: Mapping, *names: str) -> Node | None:
    """The first of these keys that has a value, in whatever case it is written."""
    entries = {key.text.lower(): value for key, value in reversed(front.entries)}
    return next((entries[name] for name in names if name in entries and not is_empty(entries[name])), None)


def text(front: Mapping, *names: str) -> str:
    """The text of the first of these keys that has one."""
    node = field(front, *names)
    return text_in(node).strip() if node else ""


def texts(front: Mapping, *names: str) -> tuple[str, ...]:
    """The texts of all these keys, each once: a list, or one text with commas."""
    found = (one for name in names if (node := field(front, name)) for one in each(node))
    return tuple(dict.fromkeys(filter(None, found)))


def authors(front: Mapping) -> tuple[str, ...]:
    """Who wrote; a degree in a list belongs to whoever stands before it."""
    found = [one for name in AUTHORS if (node := field(front, name)) for one in _signed(node)]
    names = [one for one in found if not is_degree(one)] or found
    return tuple(dict.fromkeys(filter(None, names)))


def _signed(node: Node) -> Iterable[str]:
    if isinstance(node, Scalar):
        return [] if is_empty(node) else signed(node.text).names
    return map(without_degrees, each(node))


def unsure_bylines(front: Mapping) -> tuple[str, ...]:
    """The lines of which nobody can tell for sure whom they name."""
    nodes = (field(front, name) for name in AUTHORS)
    lines = [one.text for one in nodes if isinstance(one, Scalar)]
    return tuple(line for line in lines if not (said := signed(line)).sure or said.left)


def each(node: Node) -> Iterable[str]:
    """The texts in a value that may be a list, a text with commas in it, or a mapping that names somebody."""
    if isinstance(node, Sequence):
        for item in node.items:
            if not isinstance(item, Scalar):
                yield from each(item)
            elif not is_empty(item):
                yield item.text.strip()
    elif isinstance(node, Mapping):
        yield text(node, "id", "key", "slug", "name", "title")
    elif not is_empty(node):
        yield from (one.strip() for one in node.text.split(","))


def plain(raw: str) -> str:
    """A text without HTML and Markdown, on one line."""
    without = _LINK.sub(r"\1", _TAG.sub("", _REMARK.sub("", html.unescape(raw).replace("\ufeff", ""))))
    return _unmarked(" ".join(without.split()))


def _unmarked(line: str) -> str:
    """A line without Markdown's marks of bold words, italics and code: pairs of the same mark, each right beside a word."""
    closing: dict[str, list[int]] = {}
    for mark in _CLOSES.finditer(line):
        closing.setdefault(mark[0], []).append(mark.start())
    parts, done = [], 0
    for mark in _OPENS.finditer(line):
        ends = closing.get(mark[0], [])
        place = bisect_right(ends, mark.end())
        if mark.start() >= done and place < len(ends):
            parts += [line[done : mark.start()], line[mark.end() : ends[place]]]
            done = ends[place] + len(mark[0])
    return "".join([*parts, line[done:]])


def language(raw: str) -> str:
    """A language code of two or three letters; `en-US` is `en`. Empty if it is none."""
    found = _LANGUAGE.match(raw.strip())
    return found[1].lower() if found else ""


def status(front: Mapping) -> str:
    """Byline's status for what other programs say of drafts."""
    said = {name: text(front, name).lower() for name in STATUS}
    if said["status"] in {"draft", "idea", "review", "withdrawn"}:
        return said["status"]
    build = field(front, "build", "_build")
    hidden = (
        said["status"] in _HIDDEN
        or not _TRUE.isdisjoint({said["draft"], said["private"], said["hidden"], text(front, "headless").lower()})
        or not _FALSE.isdisjoint({said["published"], text(front, "permalink").lower()})
        or (
            isinstance(build, Mapping)
            and not {text(build, name).lower() for name in ("render", "list")}.isdisjoint(_FALSE | {"link"})
        )
        or text(front, "eleventyexcludefromcollections").lower() in _TRUE
    )
    return "draft" if hidden else "published"


def parked(front: Mapping, day: str) -> str:
    """What keeps readers from seeing a post, nobody knows whether or until when, as it is written; empty if nothing does.
    `day` is that in the name of its file.
    """
    for key, value in front.entries:
        name, said = key.text.lower(), text_in(value).strip()
        if name not in (*DATE, *EXPIRES, *_YES_OR_NO) or not said or when(said):
            continue
        if name in _YES_OR_NO:
            unread = said.lower() not in _TRUE | _FALSE
        else:  # what expires beyond all years, never does
            unread = name in PUBLISHED or is_beyond(said) == (name in DATE)
        if unread:
            return f"{key.text}: {said}"
    return day if is_beyond(day) else ""


def shown(front: Mapping) -> Shown | None:
    """The picture that leads the post."""
    node = _image(front)
    if node is None:
        return None
    inner, src = node if isinstance(node, Mapping) else Mapping((), node.place), _src(node)
    captions = (text(front, *CAPTION), text(inner, "caption"))
    credit = text(inner, "credit") or text(front, *CREDIT) or next(filter(is_credit, captions), "")
    alt = text(inner, "alt", "image_alt") or text(front, *ALT)
    return Shown(src, plain(alt), plain(credit)) if src else None


def _image(front: Mapping) -> Node | None:
    node = field(front, *IMAGE)
    if not isinstance(node, Sequence):
        return node
    each = [one for one in node.items if not is_empty(one)]
    files = [one for one in each if not _ENDING.search(_src(one)) or address.is_picture(_src(one))]
    return next(iter(files), None)


def _src(image: Node) -> str:
    """The name of a picture's file, which may be one of many things that are told of it."""
    inner = image if isinstance(image, Mapping) else Mapping((), image.place)
    return text(inner, "src", "url", "path", "image", "file", "teaser", "overlay_image") or text_in(image).strip()


def _captions(front: Mapping) -> Iterable[Scalar]:
    """The captions of the picture that leads, for which a story has no place; a credit has one."""
    node = _image(front)
    for key, value in front.entries:
        if key.text.lower() in CAPTION and not is_credit(text_in(value)) and not is_empty(value):
            yield key
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if key.text.lower() == "caption" and not is_credit(text_in(value)) and not is_empty(value):
            yield key


def _beside_summary(front: Mapping) -> Iterable[Scalar]:
    """What readers saw below the title, where something else is the summary."""
    summary = text(front, *SUMMARY)
    for key, value in front.entries:
        if key.text.lower() in {"subtitle", "lead"} and text_in(value).strip() not in {"", summary}:
            yield key


def _of_somebody(front: Mapping) -> Iterable[Scalar]:
    """What is said of those who sign, for which their file has no place."""
    for node in (node for name in AUTHORS if (node := field(front, name))):
        for one in node.items if isinstance(node, Sequence) else (node,):
            yield from beyond(one) if isinstance(one, Mapping) else ()


def beyond(somebody: Mapping) -> Iterable[Scalar]:
    """The keys of a description of somebody for which their file has no place."""
    known = OF_SOMEBODY | _KNOWN | UNTOLD
    return (key for key, value in somebody.entries if key.text.lower() not in known and not is_empty(value))


def is_credit(said: str) -> bool:
    """Whether a line under a picture says who made it."""
    return _SAYS_CREDIT.match(said) is not None


def unknown(front: Mapping) -> tuple[Scalar, ...]:
    """The keys with a value for which Byline has no place."""
    return (
        *_captions(front),
        *_beside_summary(front),
        *_of_somebody(front),
        *(
            key
            for key, value in front.entries
            if key.text.lower() not in _KNOWN | UNTOLD
            and not is_empty(value)
            and text_in(value) not in {"true", "false"}
        ),
    )
