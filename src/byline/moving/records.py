"""What a blog's files of settings and data tell of the blog as a whole and of those who write in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from byline.moving import fields
from byline.moving.blog import Author, Blog, Post, is_left, stem_of
from byline.moving.clipping import MARKDOWN, read_clipping
from byline.moving.preamble import read_data
from byline.node import Mapping, Node, Scalar, Sequence, text_in
from byline.problem import Problem
from byline.tree import Readable, Tree

_ENDINGS = (".yaml", ".yml", ".json", ".toml")
_SETTINGS = frozenset({"_config", "hugo", "config", "site", "metadata", "meta", "params", "languages"})
_PEOPLE = frozenset(
    {"authors", "_authors", "author", "people", "_people", "team", "_team", "staff", "_staff", "bios", "contributors"}
)
_FOLDERS = frozenset({"", "_data", "data", "src/_data", "config", "config/_default", "content/_data", "src/data"})


class Records(msgspec.Struct, frozen=True):
    """The settings by the name of their file, as flat texts (`site.title`), and everybody who is described."""

    values: dict[str, str]
    authors: tuple[Author, ...]
    problems: tuple[Problem, ...]

    def value(self, *names: str) -> str:
        """The first of these settings that is there, whichever file has it."""
        for name in names:
            for key, value in self.values.items():
                if value and key.partition(".")[2].lower() == name:
                    return value
        return ""

    @property
    def author(self) -> str:
        """Who writes, where the settings name one person for all posts."""
        return self.value("author.name", "params.author.name", "author", "params.author")

    @property
    def url(self) -> str:
        """The blog's web address; empty if none is told."""
        said = self.value("url", "baseurl", "host", "site.url", "siteurl", "site_url", "domain")
        if re.match(r"https?://[\w-]+\.[\w.-]+", said):
            return said.rstrip("/")
        return ""

    def blog(self, posts: Iterable[Post], files: Tree[Readable], problems: Iterable[Problem], *languages: str) -> Blog:
        """The blog of these posts; `languages` are the settings that may tell its own, the surest first."""
        return Blog(
            posts=tuple(posts),
            authors=self.authors,
            files=files,
            title=self.value("title", "name"),
            author=self.author,
            url=self.url,
            language=fields.language(self.value(*languages)),
            zone=self.value("timezone", "time_zone"),
            problems=(*problems, *self.problems),
        )


def read_records(files: Iterable[Readable]) -> Records:
    """Everything that is told in YAML, TOML and JSON, and in the files about people."""
    values: dict[str, str] = {}
    authors: list[Author] = []
    found: list[Problem] = []
    for file in files:
        folder, stem = file.path.rpartition("/")[0], stem_of(file.path)
        in_data = file.path.lower().endswith(_ENDINGS)
        if is_left(file.path):
            continue
        if _is_of_somebody(file.path):
            clipping, _ = read_clipping(file)
            if clipping and clipping.front.entries:
                authors.append(author(stem, clipping.front, clipping.source.text))
        elif in_data and folder in _FOLDERS and stem.lower() in _SETTINGS | _PEOPLE:
            data = file.read()
            if isinstance(data, Problem):
                found.append(data)
            elif stem.lower() in _PEOPLE:
                authors += _listed(file.path, data)
            else:
                node, problems = read_data(file.path, data)
                found += problems
                values |= flat("site", node)
                values |= flat(stem, node)
                authors += _authors(fields.field(node, "authors", "author"))
    return Records(values, tuple(authors), tuple(found))


def _is_of_somebody(path: str) -> bool:
    """Whether a file is about one person: it lies, by itself or in a folder of its own, where people lie."""
    *folders, name = path.lower().split("/")
    if not name.endswith(MARKDOWN):
        return False
    around = folders[:-1] if name in {"_index.md", "index.md"} else folders
    return bool(around) and around[-1] in _PEOPLE


def _listed(path: str, data: bytes) -> list[Author]:
    """The authors of a file that is about nothing else; a list is read under a key of our own."""
    bare = data.lstrip()
    if bare.startswith(b"["):
        data = b'{"list": ' + data + b"}"
    elif bare.startswith(b"-") and not bare.startswith(b"---"):
        data = b"list:\n" + data
    node, _ = read_data(path, data)
    inner = fields.field(node, "list", "authors", "people", "team")
    return _authors(inner or node)


def _authors(node: Node | None) -> list[Author]:
    if isinstance(node, Sequence):
        return [author("", item, "") for item in node.items if isinstance(item, Mapping)]
    if isinstance(node, Mapping):
        if any(key.text.lower() in {"name", "email"} for key, _ in node.entries):
            return [author("", node, "")]
        return [
            author(key.text, value, "") if isinstance(value, Mapping) else Author(key.text, text_in(value))
            for key, value in node.entries
        ]
    return []


def author(key: str, front: Mapping, bio: str) -> Author:
    """What a mapping tells of somebody."""
    name = fields.text(front, "name", "full_name", "fullname", "display_name", "title")
    if not name:
        name = " ".join(
            filter(None, (fields.text(front, "first_name", "firstname"), fields.text(front, "last_name", "lastname")))
        )
    return Author(
        key=key or fields.text(front, "id", "key", "slug", "username", "github") or name,
        name=fields.plain(name),
        role=fields.plain(fields.text(front, "role", "job_title", "jobtitle", "job", "position", "occupation")),
        department=fields.plain(
            fields.text(front, "department", "team", "unit", "division", "organization", "organisation")
        ),
        bio=fields.text(front, "bio", "about", "description", "summary") or bio.strip(),
        email=fields.text(front, "email", "mail").removeprefix("mailto:"),
        portrait=fields.text(front, "portrait", "avatar", "image", "photo", "picture", "profile_image"),
    )


def flat(name: str, node: Node, depth: int = 0) -> dict[str, str]:
    """All texts of a mapping by the way to them."""
    if isinstance(node, Scalar):
        return {name: node.text}
    if isinstance(node, Sequence) or depth > 3:
        return {}
    made: dict[str, str] = {}
    for key, value in node.entries:
        made |= flat(f"{name}.{key.text}", value, depth + 1)
    return made
