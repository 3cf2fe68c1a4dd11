"""A clipping: a post's file, split, and what its front matter says whatever program it was written for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import quote

import msgspec

from byline.moving import fields
from byline.moving.blog import Post, Source, dated, is_left, stem_of
from byline.moving.datelines import when
from byline.moving.dialect import translated, without_remarks
from byline.moving.preamble import held, read_preamble
from byline.moving.retyping import retyped, retyped_blocks
from byline.node import Mapping, Scalar
from byline.problem import Place, Problem, problem
from byline.reference import is_web
from byline.tree import LARGEST_TEXT, Readable

MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown")
OTHER_TEXTS = (
    ".rst", ".textile", ".adoc", ".asciidoc", ".org", ".mdx", ".njk", ".liquid", ".ipynb", ".html", ".htm", ".pandoc",
    ".webc", ".hbs", ".pug", ".vto",
)  # fmt: skip

_UNQUOTED = re.compile(r"%(?![0-9A-Fa-f]{2})|[^\w.~%/-]")  # what stands in an alias as `%20`
_UNKNOWN = frozenset({"moved-script", "moved-unclosed"})


class Clipping(msgspec.Struct, frozen=True):
    """A file with front matter and text."""

    front: Mapping
    source: Source

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def day(self) -> str:
        """The day in the file's name, or else in its folder's; may be empty."""
        return dated(stem_of(self.path))[0]

    @property
    def slug(self) -> str:
        """What the front matter or the file's name says that the address ends with."""
        return fields.text(self.front, "slug") or dated(stem_of(self.path))[1]


def read_clipping(file: Readable) -> tuple[Clipping | None, tuple[Problem, ...]]:
    """A file split in two, and what is wrong with it; None for one that cannot be read, or of whose front matter nobody
    knows what it says, such as that readers never saw the text.
    """
    data = held(file, LARGEST_TEXT)
    if isinstance(data, Problem):
        return None, (data,)
    made = read_preamble(file.path, data)
    if any(one.rule in _UNKNOWN for one in made.problems):
        return None, made.problems
    return Clipping(made.front, Source(file.path, made.body, made.first_line, made.whole)), made.problems


def read_clippings(files: Iterable[Readable]) -> tuple[list[Clipping], list[Problem]]:
    """All of these files."""
    clippings: list[Clipping] = []
    found: list[Problem] = []
    for file in files:
        clipping, problems = read_clipping(file)
        found += problems
        if clipping:
            clippings.append(clipping)
    return clippings, found


def unread(files: Iterable[Readable], is_post: Callable[[str], bool]) -> list[Problem]:
    """Posts in a form that is not read here."""
    return [
        problem(Place(file.path), "moved-unread", ending="." + file.path.rpartition(".")[2])
        for file in files
        if file.path.lower().endswith(OTHER_TEXTS) and is_post(file.path) and not is_left(file.path)
    ]


def unmapped(clippings: Iterable[Clipping]) -> list[Problem]:
    """The keys for which Byline has no place: each where it stands first, with the number of posts that have it."""
    first: dict[str, Scalar] = {}
    number: Counter[str] = Counter()
    for clipping in clippings:
        for key in fields.unknown(clipping.front):
            first.setdefault(key.text, key)
            number[key.text] += 1
    return [problem(key.place, "moved-key", key=name[:60], posts=number[name]) for name, key in first.items()]


def post_of(
    clipping: Clipping, body: str, *, addresses: Iterable[str], topics: Iterable[str], status: str = ""
) -> Post:
    """The post in a file, of which the program's own module has said what only it knows."""
    front = clipping.front
    said = fields.text(front, *fields.DATE)
    body, remarks, teaser = without_remarks(body)
    is_html = clipping.path.lower().endswith(".html")
    body, teaser = (retyped(one) if is_html else retyped_blocks(translated(one)) for one in (body, teaser))
    title = fields.text(front, *fields.TITLE) or _heading(body) or clipping.slug.replace("-", " ").strip().capitalize()
    return Post(
        path=clipping.path,
        source=clipping.source,
        slug=clipping.slug,
        title=title,
        date=when(said) or when(clipping.day),
        authors=fields.authors(front),
        bylines=fields.unsure_bylines(front),
        body=body,
        topics=tuple(dict.fromkeys(topics)),
        summary=fields.text(front, *fields.SUMMARY),
        teaser=teaser,
        image=fields.shown(front),
        language=fields.language(fields.text(front, *fields.LANGUAGE)),
        status=status or fields.status(front),
        publish_at=when(fields.text(front, *fields.PUBLISHED)),
        expires_at=when(fields.text(front, *fields.EXPIRES)),
        addresses=tuple(dict.fromkeys((*addresses, *fields.texts(front, *fields.ALIASES)))),
        remarks=remarks,
        parked=fields.parked(front, clipping.day),
    )


def below(post: Post, base: str) -> Post:
    """The post with addresses from the root of the web server, as aliases are written: programs name them from the blog's own, which has the path `base`."""
    return msgspec.structs.replace(post, addresses=tuple(dict.fromkeys(_below(one, base) for one in post.addresses)))


def _below(old: str, base: str) -> str:
    if is_web(old) or "?" in old:
        return old
    return f"{base}/{_UNQUOTED.sub(lambda found: quote(found[0]), old.lstrip('/'))}"


def _heading(body: str) -> str:
    found = re.match(r"\s*#[ \t]+([^\n]+)", body)
    return found[1].strip("# \t") if found else ""
