"""Links and pictures of a text: found where Markdown and HTML have them, and led to where things are now."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from msgspec.structs import replace

from byline import address
from byline.moving.blog import IN_LANGUAGE, NAMED, Blog, Post, is_shown, stem_of
from byline.moving.places import DROPPED
from byline.moving.tags import in_brackets, outside_code, target
from byline.moving.topics import Topics
from byline.reference import is_web

_ENLARGED = re.compile(
    r"\[(!\[(?:[^\[\]\\]|\\.)*\]\()([^()\s]*+)([^()]*+\)(?:\{[^{}\n]*\})?)\]\(([^()\s]*+)[^()\n]*+\)"
)
"""A picture that leads to a larger one, which Byline makes of it by itself: the larger one is shown."""

_TARGET = re.compile(
    r"(?P<picture>!\[(?:[^\[\]\\]|\\.)*)?\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()<>]|\([^\s()]*\))+(?:[ ](?![\"'(])[^\s()<>\"']+)*))"
)
_DEFINED = re.compile(r"^( {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*)(?:<([^<>\n]+)>|([^\s<>]+))", re.MULTILINE)
_ATTRIBUTE = re.compile(r"(<[^<>]*?\s(?:href|src|poster|data)\s*=\s*)(\"[^\"<>]*\"|'[^'<>]*')", re.IGNORECASE)
_ALONE = re.compile(r"<(https?://[^\s<>]+)>")
_STRAY = re.compile(rf"(?<![\w(\"'<:/]){NAMED}([^\s<>()\[\]\"']+)")
_MARKED = re.compile(rf"{NAMED}[^\s<>()\[\]\"'`]*")
_UPLOAD = re.compile(r"https?://[^?#]*?/(\d{4}/\d\d/[^/]+)\Z")
_LISTS = re.compile(r"/(?:[\w-]+/)?(?:tags?|topics?|categor(?:y|ies))/([^/]+)/?\Z")
_SIGNED = re.compile(r"/(?:[\w-]+/)?authors?/([^/]+)/?\Z")

SERVED = (
    "",
    "static/",
    "public/",
    "assets/",
    "src/",
    "source/",
    "content/",
    "_includes/",
    "src/assets/",
    "content/static/",
)
"""Folders whose files programs put at the root of a blog's addresses."""


def retargeted(text: str, of_link: Callable[[str], str], of_picture: Callable[[str], str]) -> str:
    """The text with every target of a link or picture replaced by what these functions make of it."""

    def inline(found: re.Match[str]) -> str:
        named = found[2] if found[2] is not None else found[3]
        made = (of_picture if found["picture"] is not None else of_link)(named)
        return f"{found['picture'] or ''}]({target(made)}" if made != named else found[0]

    def defined(found: re.Match[str]) -> str:
        named = found[2] or found[3]
        made = (of_picture if address.is_picture(named) else of_link)(named)
        return f"{found[1]}{target(made)}" if made != named else found[0]

    def attribute(found: re.Match[str]) -> str:
        is_picture = re.match(r"<(?:img|source|image)\b", found[1], re.IGNORECASE)
        made = (of_picture if is_picture else of_link)(found[2][1:-1])
        return f"{found[1]}{found[2][0]}{made.replace(found[2][0], '%22')}{found[2][0]}"

    def alone(found: re.Match[str]) -> str:
        made = of_link(found[1])
        return found[0] if made == found[1] else f"[{found[1]}]({target(made)})"

    def stray(found: re.Match[str]) -> str:
        made = of_link(found[0])
        return f"[{in_brackets(unquote(found[1]))}]({target(made)})"

    def enlarged(found: re.Match[str]) -> str:
        before, _, behind, large = found.groups()
        if not address.is_picture(large.partition("?")[0]) or is_web(of_picture(large)):
            return found[0]
        return f"{before}{large}{behind}"

    text = outside_code(_ENLARGED, enlarged, text)
    for pattern, put in (
        (_TARGET, inline),
        (_DEFINED, defined),
        (_ATTRIBUTE, attribute),
        (_ALONE, alone),
        (_STRAY, stray),
    ):
        text = outside_code(pattern, put, text)
    return _MARKED.sub(lambda found: of_link(found[0]), text)


class Signposts(msgspec.Struct, frozen=True, dict=True):
    """Where the things of a blog are now: `stories` by the path of a post's file, as addresses; `people` by id."""

    blog: Blog
    stories: Mapping[str, str]
    topics: Topics
    people: Mapping[str, str]

    @cached_property
    def _by_address(self) -> dict[str, Post]:
        return {_bare(one): post for post in reversed(self.blog.posts) for one in post.addresses}

    @cached_property
    def _by_stem(self) -> dict[str, Post]:
        return {_letters(stem_of(post.path)): post for post in reversed(self.blog.posts)}

    @cached_property
    def _by_path(self) -> dict[str, Post]:
        return {_letters(post.path): post for post in self.blog.posts}

    @cached_property
    def _by_slug(self) -> dict[str, list[Post]]:
        made: dict[str, list[Post]] = {}
        for post in self.blog.posts:
            made.setdefault(post.slug.lower(), []).append(post)
        return made

    @cached_property
    def _base(self) -> str:
        """The path of the blog's web address, without a slash at its end; empty if it has none."""
        return urlsplit(self.blog.url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """The blog's web address without its path."""
        parts = urlsplit(self.blog.url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def _served(self) -> tuple[str, ...]:
        return (self.blog.folder, *SERVED)

    @cached_property
    def _files(self) -> dict[str, str]:
        return {_letters(one.path): one.path for one in self.blog.files.files if is_shown(one.path)}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for low, path in self._files.items():
            made.setdefault(low.rpartition("/")[2], []).append(path)
        return made

    def inside(self, link: str) -> str | None:
        """The path of a link that leads into the blog, with its query and anchor; None if it leads elsewhere."""
        try:
            there, own = urlsplit(link), urlsplit(self.blog.url)
        except ValueError:
            return None
        if link.startswith("//") and "." not in there.netloc:  # a slash too many, where a setting was put before
            return "/" + link.lstrip("/")
        if there.scheme or link.startswith("//"):
            if not own.netloc or _host(there.netloc) != _host(own.netloc):
                return None
            rest = link.partition("//")[2]
            return "/" + rest.partition("/")[2].lstrip("/")
        return link

    def post(self, link: str, page: Post) -> Post | None:
        """The post that a link of another post leads to, by its address or by its file."""
        before, _, query = link.partition("#")[0].partition("?")
        path = unquote(before)
        if path.startswith(NAMED):
            language = (parse_qs(query).get(IN_LANGUAGE) or [""])[0]
            found = self._named(path.removeprefix(NAMED).strip("/ "), replace(page, language=language or page.language))
            return self._versions.get((_original(found), language), found) if found and language else found
        if number := parse_qs(query).get("p"):  # as WordPress links in short
            return self._by_address.get(f"?p={number[0]}")
        if not path:
            return None
        if not path.startswith("/") and page.addresses:
            joined = posixpath.normpath(posixpath.join(page.addresses[0], path))
            return self._by_address.get(_bare(joined)) or self._by_file(path, page)
        found = self._by_address.get(_bare(path)) or self._by_address.get(_bare(f"{self._base}{path}"))
        return found or self._by_file(path, page) or self._by_last(path)

    def _named(self, name: str, page: Post) -> Post | None:
        """The post that the name of a file means in a page."""
        stem = _letters(stem_of(name))
        stems = (*(f"{stem}.{language}" for language in self._languages(page)), stem)
        return self._by_file(name, page) or next((self._by_stem[one] for one in stems if one in self._by_stem), None)

    @cached_property
    def _versions(self) -> dict[tuple[str, str], Post]:
        """Posts by the path of that of which they are a version, and their language."""
        return {(_original(post), post.language or self.blog.language): post for post in reversed(self.blog.posts)}

    def _by_file(self, path: str, page: Post) -> Post | None:
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        inner = path.lstrip("/")
        for one in (beside, *(f"{folder}{inner}" for folder in (*self._served, "content/posts/", "_posts/"))):
            name = _letters(one.rstrip("/"))
            bare = name.removesuffix(".md").removesuffix("/index")
            own = (f"{bare}{form}.{language}.md" for language in self._languages(page) for form in ("", "/index"))
            for place in (*own, name, f"{name}.md", f"{name}/index.md"):
                if found := self._by_path.get(place):
                    return found
        return None

    def _languages(self, page: Post) -> list[str]:
        """Those of which a link of a post may mean a version: its own, or else the blog's."""
        return list(filter(None, dict.fromkeys((page.language, self.blog.language))))

    def _by_last(self, path: str) -> Post | None:
        """The one post whose slug ends the path and whose day does not contradict it."""
        *before, last = _bare(path).split("/")
        among = self._by_slug.get(last, []) if any(part.isdigit() and len(part) == 4 for part in before) else []
        numbers = [int(part) for part in before if part.isdigit() and part.isascii() and len(part) < 5]
        fitting = [
            post
            for post in among
            if post.date and numbers == [post.date.year, post.date.month, post.date.day][: len(numbers)]
        ]
        return fitting[0] if len(fitting) == 1 else None

    def listing(self, path: str) -> str:
        """The page of a topic or person that stands for a list of the blog; empty if none does."""
        if (found := _LISTS.search(path)) and (topic := self.topics.id_of(unquote(found[1]))):
            return f"/topics/{topic}/"
        if (found := _SIGNED.search(path)) and (person := self.people.get(unquote(found[1]))):
            return f"/people/{person}/"
        return ""

    def picture(self, named: str, by: str) -> str | None:
        """The path in the blog of a picture that the file with the path `by` names; None if it is not there."""
        path = unquote(named.partition("?")[0].partition("#")[0])
        path = path.removeprefix(self._base) if path.startswith(f"{self._base}/") else path
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(by), path.lstrip("/")))
        inner = posixpath.normpath(path).lstrip("/")
        candidates = [f"{folder}{inner}" for folder in self._served]
        if not path.startswith("/"):
            candidates.insert(0, beside)
        found = next((self._files[_letters(one)] for one in candidates if _letters(one) in self._files), None)
        return found or self._by_tail(_letters(inner))

    def uploaded(self, url: str) -> str | None:
        """The path in the blog of a picture that a post shows from another host, as WordPress's networks do; or None."""
        found = _UPLOAD.search(unquote(url.partition("?")[0]))
        return self._by_tail(_letters(found[1])) if found else None

    def _by_tail(self, inner: str) -> str | None:
        """The only picture whose path ends so: exports put the uploads anywhere."""
        among = self._by_name.get(inner.rpartition("/")[2], ())
        for tail in (one for one in (inner, DROPPED.sub("", inner)) if "/" in one):
            if len(fitting := [path for path in among if _letters(path).endswith(f"/{tail}")]) == 1:
                return fitting[0]
        return None


def _original(post: Post) -> str:
    return post.translation_of or post.path


def _letters(path: str) -> str:
    """A path as it is compared: a Mac writes `ü` as `u` and two dots."""
    return unicodedata.normalize("NFC", path).lower()


def _bare(path: str) -> str:
    """An address by which it is found again, however it is written."""
    path = _letters(unquote(path)).strip("/")
    return path.removesuffix("index.html").removesuffix(".html").strip("/")


def _host(name: str) -> str:
    return name.lower().removeprefix("www.").partition(":")[0]
