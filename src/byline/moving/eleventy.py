"""Eleventy: Markdown with Nunjucks' or Liquid's tags, anywhere below a folder; data in YAML and JSON, never in JavaScript.

Where its addresses come from is often decided in JavaScript, which is not run. So the addresses are taken to be of the
form that the links of the posts themselves use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from byline import address
from byline.dateline import Moment
from byline.moving import fields
from byline.moving.blog import Blog, Post, dated, is_left, stem_of
from byline.moving.clipping import MARKDOWN, Clipping, below, post_of, read_clippings, unmapped, unread
from byline.moving.datelines import when
from byline.moving.defaults import with_data
from byline.moving.records import is_record, read_records
from byline.moving.spike import parted, spiked_by_eleventy
from byline.moving.tags import Values, target, without_tags
from byline.node import Scalar, text_in
from byline.problem import Place, Problem, problem
from byline.tree import Readable, Tree

_FORMS = (
    "/{year}/{month}/{day}/{slug}/",
    "/blog/{year}/{month}/{day}/{slug}/",
    "/{year}/{month}/{slug}/",
    "/blog/{year}/{month}/{slug}/",
    "/blog/{slug}/",
    "/posts/{slug}/",
    "/news/{slug}/",
    "/articles/{slug}/",
    "/{slug}/",
)
_POSTS = frozenset("posts _posts post blog articles news stories entries journal".split())
_PROGRAM = re.compile(r"\.11tydata\.[cm]?[jt]s\Z", re.IGNORECASE)  # data of folders and files, which may hide posts
_SCRIPT = re.compile(r"\.[cm]?[jt]s\Z", re.IGNORECASE)
_VALUE = re.compile(r"\{\{-?((?:(?!\}\}|\{\{).){0,200}?)-?\}\}")
_TEMPLATE = re.compile(r"\{[{%].*?[%}]\}|\{[{%]")
_PLAIN = re.compile(r"[A-Za-z0-9 -]+")  # of which all make the same
_COLLECTIONS = frozenset({*_POSTS, "all", "nav", "page", "pages"})


def read_eleventy(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Eleventy's."""
    records = read_records(files.files)
    clippings, found = read_clippings(
        one for one in files.files if one.path.lower().endswith(MARKDOWN) and not is_left(one.path)
    )
    clippings, of_data = with_data(clippings, files.files)
    is_spiked, untried = spiked_by_eleventy(files.files)
    clippings, spiked = parted(clippings, is_spiked, _is_post)
    posts = [one for one in clippings if _is_post(one)]
    linked = frozenset(target.lower() for one in posts for target in _targets(one.source.text))
    form = _form(posts, linked)
    people = frozenset(key for one in posts for key in fields.authors(one.front))
    made = []
    for clipping in posts:
        post, problems = _post(clipping, form, linked, records.values, people)
        made.append(post)
        found += problems
    dropped = [one for one in clippings if not _is_post(one)]
    found += [problem(one.source.at(0), "moved-page") for one in dropped if _is_among(one) or _is_page(one)]
    found += [
        problem(Place(one.path), "moved-data")
        for one in files.files
        if not is_left(one.path) and (_PROGRAM.search(one.path) or (_SCRIPT.search(one.path) and is_record(one.path)))
    ]
    found += unread(files.files, lambda path: _is_told(path) and not is_spiked(path))
    found += [*untried, *spiked, *of_data, *unmapped(posts)]
    return records.with_signed(posts).blog(made, files, found, "locale", "lang", "language")


def _is_post(clipping: Clipping) -> bool:
    """A file with front matter that has a day, or lies where posts lie."""
    return (
        bool(clipping.front.entries)
        and (_is_among(clipping) or bool(clipping.day or fields.text(clipping.front, "date")))
        and not _lists(clipping)
    )


def _is_told(path: str) -> bool:
    """Whether a text that is not read may be a post, and not a list of them."""
    *folders, name = path.lower().split("/")
    return not _POSTS.isdisjoint(folders) and not name.startswith("index.")


def _is_among(clipping: Clipping) -> bool:
    """Whether the file lies where posts lie."""
    return not _POSTS.isdisjoint(clipping.path.lower().split("/")[:-1])


def _lists(clipping: Clipping) -> bool:
    """Whether the file only makes pages that list others."""
    return any(key.text in {"pagination", "eleventyNavigation"} for key, _ in clipping.front.entries)


def _is_page(clipping: Clipping) -> bool:
    return bool(clipping.front.entries) and not _lists(clipping)


def _post(
    clipping: Clipping, form: str, linked: Set[str], values: Values, people: Set[str]
) -> tuple[Post, tuple[Problem, ...]]:
    own = {f"page.{key}": value for key, value in _own(clipping).items()} | _own(clipping)
    body, found = without_tags(clipping.source, {**values, **own}, people)
    topics = [one for one in fields.texts(clipping.front, *fields.TOPICS) if one.lower() not in _COLLECTIONS]
    old, of_form = _old(clipping, form, linked)
    post = post_of(clipping, body, addresses=[old] if old else [], topics=topics)
    return below(post, ""), (*found, *of_form)


def _own(clipping: Clipping) -> dict[str, str]:
    return {key.text: text_in(value).strip() for key, value in clipping.front.entries}


def _old(clipping: Clipping, form: str, linked: Set[str]) -> tuple[str, tuple[Problem, ...]]:
    """The address of a post: that which `permalink` tells (11ty.dev/docs/permalinks), that of a form, or that of its
    file. If only a template tells, it is that of the form, where posts link to just this address; else it is empty, with
    a problem.
    """
    said = fields.field(clipping.front, "permalink")
    of_form = _address(clipping, form) if form else ""
    if isinstance(said, Scalar) and said.text.lower() not in {"true", "false"}:
        made = _VALUE.sub(lambda found: _shown(clipping, found), said.text).strip("/")
        if not (unknown := _TEMPLATE.search(made)):
            return f"/{made}" if "." in made.rpartition("/")[2] else f"/{made}/", ()
        if of_form.lower() not in linked:
            return "", (problem(said.place, "moved-form", form=said.text[:80], part=unknown[0][:40]),)
    return (of_form if form else f"/{target(_folder(clipping))}/{target(clipping.slug)}/".replace("//", "/")), ()


def _folder(clipping: Clipping, *, inside: bool = False) -> str:
    """The folder around a post, from that of all texts on; around a folder of its own, if not `inside`."""
    folder = "/".join(one for one in clipping.path.split("/")[:-1] if one not in {"src", "content"})
    is_bundle = clipping.path.lower().rpartition("/")[2].startswith("index.")
    return folder.rpartition("/")[0] if is_bundle and not inside else folder


def _shown(clipping: Clipping, found: re.Match[str]) -> str:
    """What a value in a `permalink` shows; itself if nobody knows."""
    name, _, filtered = (one.strip() for one in found[1].partition("|"))
    slug = dated(stem_of(clipping.path))[1]
    file = dated(clipping.path.rpartition("/")[2].rpartition(".")[0])[1]
    values = {**_own(clipping), "page.fileSlug": slug, "page.filePathStem": f"/{_folder(clipping, inside=True)}/{file}"}
    said = values.get(name, "")
    if filtered in {"slug", "slugify"} and _PLAIN.fullmatch(said):
        return address.slug(said)
    return said if said and not filtered else found[0]


def _address(clipping: Clipping, form: str) -> str:
    day = _day(clipping)
    return (
        form.format(year=day[:4], month=day[5:7], day=day[8:10], slug=target(clipping.slug))
        if day or "{year}" not in form
        else ""
    )


def _day(clipping: Clipping) -> str:
    date: Moment | None = when(fields.text(clipping.front, *fields.DATE)) or when(clipping.day)
    return date.isoformat()[:10] if date else ""


def _form(clippings: Sequence[Clipping], linked: Set[str]) -> str:
    """The form of addresses to which most links between posts fit; empty if there are none."""
    hits = {form: sum(_address(one, form).lower() in linked for one in clippings) for form in _FORMS}
    best = max(_FORMS, key=lambda form: hits[form])
    return best if hits[best] else ""


def _targets(text: str) -> Iterable[str]:
    for found in re.finditer(r"[\"'(](?:https?://[\w.:-]+)?(/[\w./%-]+)", text):
        yield f"{found[1].rstrip('/')}/"
