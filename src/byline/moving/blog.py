"""A blog as it was kept elsewhere: its posts and authors, whatever program made it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from byline import address
from byline.dateline import Moment
from byline.problem import Place, Problem
from byline.tree import Readable, Tree

NAMED = "/file-of-a-post:"
"""Before the name of a post's file, where a text links to that file and not to an address. No story holds it in the end."""

IN_LANGUAGE = "lang"
"""What stands behind such a name, as in a query, if the post is meant in another language than that of the text."""

SIGNED = "/author/"
"""Before the key of an author, where a text links to whatever page there is of them."""

_NEVER = frozenset({"node_modules", "_site", "_includes", "_layouts"})
_AT_THE_TOP = frozenset({"vendor", "layouts", "themes", "dist", "resources", "archetypes"})
"""Folders in which no posts are, but what programs need or make: wherever they lie, and at the top."""


class Source(msgspec.Struct, frozen=True):
    """The text of a post as its file has it, from a line on, and the whole of a file of its own: there is looked up
    where anything stands that is told of the post.
    """

    path: str
    text: str
    first_line: int = 1
    whole: str = ""

    def place(self, *words: str) -> Place:
        """Where the first of these words stand that do, if need be in other capitals; the beginning if none stands there."""
        within = self.whole or self.text
        offset = next((found for one in words if (found := within.find(one)) >= 0), -1)
        if offset < 0:
            other = re.search("|".join(map(re.escape, words)), within, re.IGNORECASE)
            offset = other.start() if other else 0
        return _place(self.path, self.whole, offset, 1) if self.whole else self.at(offset)

    def at(self, offset: int) -> Place:
        """The place of a character of the text."""
        return _place(self.path, self.text, offset, self.first_line)


def _place(path: str, text: str, offset: int, first_line: int) -> Place:
    return Place(path, first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset))


class Shown(msgspec.Struct, frozen=True):
    """A picture that leads a post, as the blog names it."""

    src: str
    alt: str = ""
    credit: str = ""


class Author(msgspec.Struct, frozen=True):
    """What a blog tells of somebody who writes; `key` is how posts name them."""

    key: str
    name: str = ""
    role: str = ""
    department: str = ""
    bio: str = ""
    email: str = ""
    portrait: str = ""
    path: str = ""  # of the file that tells it, beside which the portrait may lie


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One post. `path` tells it from all others; it is that of its file, where it has one of its own. `body` is Markdown without template tags; links and pictures in it are still the blog's own.

    `addresses` are those under which readers found it, without the blog's own web address; the first is the one that
    links of other posts most likely use, and one with a query is only good for links. `date` is None where no file tells it.
    """

    path: str
    source: Source
    slug: str
    title: str
    date: Moment | None
    authors: tuple[str, ...]
    body: str
    bylines: tuple[str, ...] = ()  # that name them, but not for sure
    topics: tuple[str, ...] = ()
    summary: str = ""
    teaser: str = ""  # what stands before the mark `more`, where readers of lists went on
    image: Shown | None = None
    language: str = ""
    status: str = "published"
    publish_at: Moment | None = None  # if that is not its date
    expires_at: Moment | None = None
    parked: str = ""  # what keeps it from readers until nobody knows when, as it is written
    addresses: tuple[str, ...] = ()
    translation_of: str = ""  # the path of a post in another language
    remarks: int = 0  # comments of HTML that were left out


class Blog(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a blog. `folder`, with a slash, is that from which texts name files, if a setting tells it; `url` is its web address, `zone` the name of the time zone of its times; `author` is
    the name of whoever wrote the posts that name nobody.
    """

    posts: tuple[Post, ...]
    authors: tuple[Author, ...] = ()
    files: Tree[Readable] = Tree(())
    folder: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    zone: str = ""
    problems: tuple[Problem, ...] = ()


_DATED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)-(.+)\Z")


def dated(stem: str) -> tuple[str, str]:
    """The day in the name of a file and what follows it: `2014-03-21-hello` is (`2014-03-21`, `hello`)."""
    found = _DATED.match(stem)
    return (f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}", found[4]) if found else ("", stem)


def paired(posts: Iterable[Post], key: Callable[[Post], str], language: str) -> tuple[Post, ...]:
    """The posts, of which those with the same key are versions of each other in several languages.

    That in `language`, the blog's own, is the one that is translated; without it, the first.
    """
    versions: dict[str, list[Post]] = {}
    every = tuple(posts)
    for post in every:
        versions.setdefault(key(post), []).append(post)
    of: dict[str, str] = {}
    for among in versions.values():
        original = next((post for post in among if (post.language or language) == language), among[0])
        spoken = {original.language or language}
        for post in among:
            if (post.language or language) not in spoken:
                spoken.add(post.language or language)
                of[post.path] = original.path
    return tuple(msgspec.structs.replace(post, translation_of=of.get(post.path, "")) for post in every)


def stem_of(path: str) -> str:
    """The name of a file without its folders and its ending; of an `index` file, its folder's."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0] if name.lower().startswith("index.") else name.rpartition(".")[0] or name
    return folders[-1] if stem.lower() in {"index", "_index"} and folders else stem


def is_left(path: str) -> bool:
    """Whether a file belongs to a program and not to the blog."""
    folders = path.split("/")[:-1]
    return not _NEVER.isdisjoint(folders) or (bool(folders) and folders[0] in _AT_THE_TOP)


def is_shown(path: str) -> bool:
    """Whether a file is a picture that posts may show."""
    return address.is_picture(path) and not is_left(path)
