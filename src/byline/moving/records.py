"""What a blog's files of settings and data tell of the blog as a whole and of those who write in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from byline.moving import fields
from byline.moving.blog import Author, stem_of
from byline.moving.draft import MARKDOWN, is_left, read_draft
from byline.moving.preamble import read_data
from byline.node import Mapping, Node, Scalar, Sequence, text_in
from byline.problem import Problem
from byline.tree import Readable

_ENDINGS = (".yaml", ".yml", ".json", ".toml")
_SETTINGS = ("_config", "hugo", "config", "site", "metadata", "meta", "params", "languages")
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


def read_records(files: Iterable[Readable]) -> Records:
    """Everything that is told in YAML, TOML and JSON."""
    values: dict[str, str] = {}
    authors: list[Author] = []
    found: list[Problem] = []
    for file in files:
        folder, name = file.path.rpartition("/")[::2]
        stem = stem_of(file.path)
        if is_left(file.path):
            continue
        if file.path.lower().endswith(_ENDINGS) and folder in _FOLDERS and stem.lower() in {*_SETTINGS, *_PEOPLE}:
            data = file.read()
            if isinstance(data, Problem):
                found.append(data)
                continue
            node, problems = read_data(file.path, data)
            found += problems
            if stem.lower() in _PEOPLE:
                authors += _listed(file.path, data)
            else:
                values |= _flat("site" if stem.lower() in _SETTINGS else stem, node)
            authors += _authors(fields.field(node, "authors", "author"))
        elif (name.lower().endswith(MARKDOWN) and folder.rpartition("/")[2].lower() in _PEOPLE) or (
            name.lower() in {"_index.md", "index.md"}
            and folder.split("/")[-2:-1]
            and folder.split("/")[-2].lower() in _PEOPLE
        ):
            draft, _ = read_draft(file)
            if draft and draft.front.entries:
                authors.append(author(stem, draft.front, draft.source.text))
    return Records(values, tuple(authors), tuple(found))


def _listed(path: str, data: bytes) -> list[Author]:
    """The authors of a file that is about nothing else; a list is read under a key of our own."""
    if path.lower().endswith((".yaml", ".yml")):
        data = (
            b"list:\n" + b"".join(b"  " + line for line in data.splitlines(keepends=True))
            if data.lstrip().startswith(b"-")
            else data
        )
    elif data.lstrip().startswith(b"["):
        data = b'{"list": ' + data + b"}"
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


def _flat(name: str, node: Node, depth: int = 0) -> dict[str, str]:
    """All texts of a mapping by the way to them."""
    if isinstance(node, Scalar):
        return {name: node.text}
    if isinstance(node, Sequence) or depth > 3:
        return {}
    made: dict[str, str] = {}
    for key, value in node.entries:
        made |= _flat(f"{name}.{key.text}", value, depth + 1)
    return made
