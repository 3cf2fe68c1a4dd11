"""What a blog's files of settings and data tell of the blog as a whole and of those who write in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from byline.moving import fields
from byline.moving.authors import bare
from byline.moving.blog import Author, Blog, Post, is_left, is_shown, stem_of
from byline.moving.clipping import MARKDOWN, Clipping, read_clipping
from byline.moving.preamble import held, lines_of, read_data, read_yaml
from byline.node import Mapping, Node, Scalar, Sequence, text_in
from byline.problem import Problem, problem
from byline.reference import is_web
from byline.tree import Readable, Tree

_ENDINGS = (".yaml", ".yml", ".json", ".toml")
_SETTINGS = frozenset({"_config", "hugo", "config", "site", "metadata", "meta", "params", "languages"})
_PEOPLE = frozenset(
    {"authors", "_authors", "author", "people", "_people", "team", "_team", "staff", "_staff", "bios", "contributors"}
)
_FOLDERS = frozenset({"", "_data", "data", "src/_data", "config", "content/_data", "src/data"})
_HUGOS = "config/_default"  # where each file holds what is set under its name


class Records(msgspec.Struct, frozen=True, dict=True):
    """The settings by the name of their file, flat (`site.title`), and everybody who is described."""

    settings: dict[str, Scalar]
    authors: tuple[Author, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def values(self) -> dict[str, str]:
        """The settings as texts."""
        return {key: said.text for key, said in self.settings.items()}

    def setting(self, *names: str) -> Scalar | None:
        """The first of these settings that is there, whichever file has it."""
        return next((self._by_name[name] for name in names if name in self._by_name), None)

    def value(self, *names: str) -> str:
        """The text of that setting; empty if there is none."""
        return said.text if (said := self.setting(*names)) else ""

    @cached_property
    def _by_name(self) -> dict[str, Scalar]:
        return {key.partition(".")[2].lower(): said for key, said in reversed(self.settings.items()) if said.text}

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

    @property
    def base(self) -> str:
        """The path at which the blog begins, without a slash at its end; empty if it is a web server's root."""
        said = self.value("baseurl", "siteurl")
        path = urlsplit(said).path if is_web(said) else said
        return path.rstrip("/") if path.startswith("/") else ""

    def with_signed(self, clippings: Iterable[Clipping]) -> Records:
        """These, and whoever is described where they sign a post: `author: {name: Ada Lund, email: …}`; with or without
        titles, a name is that of one person.
        """
        told = {one for author in self.authors for one in (author.key.casefold(), bare(author.name))}
        made: dict[str, Author] = {}
        for clipping in clippings:
            for node in (node for name in fields.AUTHORS if (node := fields.field(clipping.front, name))):
                for one in node.items if isinstance(node, Sequence) else (node,):
                    key = next(iter(fields.each(one)), "") if isinstance(one, Mapping) else ""
                    own = bare(key) or key.casefold()
                    if isinstance(one, Mapping) and key and told.isdisjoint({key.casefold(), own}):
                        said = author(key, one, "", clipping.path)
                        made[own] = joined(made.get(own, said), said)
        return msgspec.structs.replace(self, authors=(*self.authors, *made.values()))

    def blog(self, posts: Iterable[Post], files: Tree[Readable], problems: Iterable[Problem], *languages: str) -> Blog:
        """The blog of these posts; `languages` are the settings that may tell its own, the surest first."""
        return Blog(
            posts=tuple(posts),
            authors=self.authors,
            files=files,
            title=self.value("title", "name", "sitename"),
            author=self.author,
            url=self.url,
            language=fields.language(self.value(*languages)),
            zone=self.value("timezone", "time_zone"),
            problems=(*problems, *self.problems),
        )


def read_records(files: Iterable[Readable]) -> Records:
    """Everything that is told in YAML, TOML and JSON, and in the files about people."""
    settings: dict[str, Scalar] = {}
    authors: list[Author] = []
    described: list[Mapping] = []
    found: list[Problem] = []
    files = tuple(files)
    avatars = {file.path.rpartition("/")[0]: file.path.rpartition("/")[2] for file in files if _is_avatar(file.path)}
    for file in files:
        folder, stem = file.path.rpartition("/")[0], stem_of(file.path)
        if is_left(file.path):
            continue
        if _is_of_somebody(file.path):
            clipping, problems = read_clipping(file)
            found += problems
            if clipping and clipping.front.entries:
                described.append(clipping.front)
                told = author(stem, clipping.front, clipping.source.text, file.path)
                in_bundle = avatars.get(folder, "") if stem != file.path.rpartition("/")[2].rpartition(".")[0] else ""
                authors.append(msgspec.structs.replace(told, portrait=told.portrait or in_bundle))
        elif file.path.lower().endswith(_ENDINGS) and is_record(file.path):
            data = held(file)
            if isinstance(data, Problem):
                found.append(data)
            elif stem.lower() in _PEOPLE:
                node, problems = _listed(file.path, data)
                found += problems
                people = _described(node)
                described += [one for _, one in people if isinstance(one, Mapping)]
                authors += [_author(key, one, file.path) for key, one in people]
            else:
                node, problems = read_data(file.path, data)
                found += problems
                settings |= flat("site", node)
                settings |= flat(stem, node)
                people = _described(fields.field(node, "authors", "author"))
                authors += [_author(key, one, file.path) for key, one in people]
    beyond = {key.text.lower(): key for one in reversed(described) for key in fields.beyond(one)}
    found += [problem(key.place, "moved-about", key=key.text[:60]) for key in beyond.values()]
    return Records(settings, _each_once(authors), tuple(found))


def is_record(path: str) -> bool:
    """Whether a file tells, whatever its form, of the blog or of those who write in it."""
    folder = path.rpartition("/")[0]
    return folder == _HUGOS or (folder in _FOLDERS and stem_of(path).lower() in _SETTINGS | _PEOPLE)


def _is_avatar(path: str) -> bool:
    """Whether a picture shows whom the folder is about, as themes of Hugo's have it."""
    return is_shown(path) and path.lower().rpartition("/")[2].startswith("avatar.")


def _each_once(authors: Iterable[Author]) -> tuple[Author, ...]:
    """Everybody, of whom several files may tell something under one key; within one file, two are two."""
    made: list[Author] = []
    at: dict[str, int] = {}
    for one in authors:
        place = at.setdefault(one.key.casefold(), len(made))
        if place < len(made) and made[place].path != one.path:
            made[place] = joined(made[place], one)
        else:
            made.append(one)
    return tuple(made)


def joined(first: Author, more: Author) -> Author:
    """What two places tell of somebody; the first counts more."""
    empty = [name for name in ("name", "role", "department", "bio", "email", "portrait") if not getattr(first, name)]
    empty += ["path"] if "portrait" in empty and more.portrait else []  # beside which it may lie
    return msgspec.structs.replace(first, **{name: getattr(more, name) for name in empty})


def _is_of_somebody(path: str) -> bool:
    """Whether a file is about one person: it lies, by itself or in a folder of its own, where people lie."""
    *folders, name = path.lower().split("/")
    if not name.endswith(MARKDOWN):
        return False
    around = folders[:-1] if name in {"_index.md", "index.md"} else folders
    return bool(around) and around[-1] in _PEOPLE


def _listed(path: str, data: bytes) -> tuple[Node, tuple[Problem, ...]]:
    """The people of a file that is about nothing else; a list is read under a key of our own."""
    bare = data.lstrip()
    if bare.startswith(b"["):
        data = b'{"list": ' + data + b"}"
    if bare.startswith(b"-") and not bare.startswith(b"---"):
        node, problems = read_yaml(f"list:\n{lines_of(data)}", path, 0)
    else:
        node, problems = read_data(path, data)
    return fields.field(node, "list", "authors", "people", "team") or node, problems


def _described(node: Node | None) -> list[tuple[str, Node]]:
    """Everybody in a list or a mapping, by key, if it tells one."""
    if isinstance(node, Sequence):
        return [("", item) for item in node.items if isinstance(item, Mapping)]
    if isinstance(node, Mapping):
        is_one = any(key.text.lower() in {"name", "email"} for key, _ in node.entries)
        return [("", node)] if is_one else [(key.text, value) for key, value in node.entries]
    return []


def _author(key: str, node: Node, path: str) -> Author:
    return author(key, node, "", path) if isinstance(node, Mapping) else Author(key, text_in(node))


def author(key: str, front: Mapping, bio: str, path: str) -> Author:
    """What a mapping in a file tells of somebody."""
    name = fields.text(front, *fields.NAME)
    if not name:
        name = " ".join(filter(None, (fields.text(front, *fields.FIRST_NAME), fields.text(front, *fields.LAST_NAME))))
    return Author(
        key=key or fields.text(front, *fields.KEY) or name,
        name=fields.plain(name),
        role=fields.plain(fields.text(front, *fields.ROLE)),
        department=fields.plain(fields.text(front, *fields.DEPARTMENT)),
        bio=fields.text(front, *fields.BIO) or bio.strip(),
        email=fields.text(front, *fields.MAIL).removeprefix("mailto:"),
        portrait=fields.text(front, *fields.PORTRAIT),
        path=path,
    )


def flat(name: str, node: Node, depth: int = 0) -> dict[str, Scalar]:
    """All texts of a mapping by the way to them."""
    if isinstance(node, Scalar):
        return {name: node}
    if isinstance(node, Sequence) or depth > 3:
        return {}
    made: dict[str, Scalar] = {}
    for key, value in node.entries:
        made |= flat(f"{name}.{key.text}", value, depth + 1)
    return made
