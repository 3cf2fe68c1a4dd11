"""Eleventy: Markdown with Nunjucks' or Liquid's tags, anywhere below a folder; data in YAML and JSON, never in JavaScript.

Where its addresses come from is often decided in JavaScript, which is not run. So the addresses are taken to be of the
form that the links of the posts themselves use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from byline.dateline import Moment
from byline.moving import fields
from byline.moving.blog import Blog, Post, is_left
from byline.moving.draft import MARKDOWN, Draft, post_of, read_drafts, unmapped, unread
from byline.moving.records import read_records
from byline.moving.tags import Values, without_tags
from byline.problem import Problem, problem
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
_COLLECTIONS = frozenset({*_POSTS, "all", "nav", "page", "pages"})
_PERMALINK = re.compile(r"/?[\w./{}| -]*\Z")


def read_eleventy(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Eleventy's."""
    records = read_records(files.files)
    drafts, found = read_drafts(
        one for one in files.files if one.path.lower().endswith(MARKDOWN) and not is_left(one.path)
    )
    posts = [one for one in drafts if _is_post(one)]
    form = _form(posts)
    people = frozenset(key for one in posts for key in fields.texts(one.front, *fields.AUTHORS))
    made = []
    for draft in posts:
        post, problems = _post(draft, form, records.values, people)
        made.append(post)
        found += problems
    found += [problem(one.source.at(0), "moved-page") for one in drafts if one not in posts and _is_page(one)]
    found += unread(files.files, lambda path: not _POSTS.isdisjoint(path.lower().split("/")[:-1]))
    return Blog(
        posts=tuple(made),
        authors=records.authors,
        files=files,
        title=records.value("title", "name"),
        author=records.author,
        url=records.url,
        language=fields.language(records.value("locale", "lang", "language")),
        zone=records.value("timezone", "time_zone"),
        problems=(*found, *records.problems, *unmapped(posts)),
    )


def _is_post(draft: Draft) -> bool:
    """A file with front matter that has a day, or lies where posts lie."""
    among = not _POSTS.isdisjoint(draft.path.lower().split("/")[:-1])
    return (
        bool(draft.front.entries)
        and (among or bool(draft.day or fields.text(draft.front, "date")))
        and not _lists(draft)
    )


def _lists(draft: Draft) -> bool:
    """Whether the file only makes pages that list others."""
    return any(key.text in {"pagination", "eleventyNavigation"} for key, _ in draft.front.entries)


def _is_page(draft: Draft) -> bool:
    return bool(draft.front.entries) and not _lists(draft)


def _post(draft: Draft, form: str, values: Values, people: frozenset[str]) -> tuple[Post, tuple[Problem, ...]]:
    own = {f"page.{key}": value for key, value in _own(draft).items()} | _own(draft)
    body, found = without_tags(draft.source, {**values, **own}, people)
    topics = [one for one in fields.texts(draft.front, *fields.TOPICS) if one.lower() not in _COLLECTIONS]
    return post_of(draft, body, addresses=_addresses(draft, form), topics=topics), found


def _own(draft: Draft) -> dict[str, str]:
    return {key.text: fields.text(draft.front, key.text.lower()) for key, _ in draft.front.entries}


def _addresses(draft: Draft, form: str) -> list[str]:
    said = fields.text(draft.front, "permalink")
    if said and "{" not in said and said.lower() not in {"true", "false"}:
        return [f"/{said.strip('/')}" if "." in said.rpartition("/")[2] else f"/{said.strip('/')}/"]
    if form:
        made = _address(draft, form)
        return [made] if made else []
    folder = "/".join(one for one in draft.path.split("/")[:-1] if one not in {"src", "content"})
    if draft.path.lower().rpartition("/")[2].startswith("index."):
        folder = folder.rpartition("/")[0]
    return [f"/{folder}/{draft.slug}/".replace("//", "/")]


def _address(draft: Draft, form: str) -> str:
    day = _day(draft)
    return (
        form.format(year=day[:4], month=day[5:7], day=day[8:10], slug=draft.slug) if day or "{year}" not in form else ""
    )


def _day(draft: Draft) -> str:
    date: Moment | None = fields.when(fields.text(draft.front, *fields.DATE)) or fields.when(draft.day)
    return date.isoformat()[:10] if date else ""


def _form(drafts: Sequence[Draft]) -> str:
    """The form of addresses to which most links between posts fit; empty if there are none."""
    linked = {target.lower() for draft in drafts for target in _targets(draft.source.text)}
    hits = {form: sum(_address(one, form).lower() in linked for one in drafts) for form in _FORMS}
    best = max(_FORMS, key=lambda form: hits[form])
    return best if hits[best] else ""


def _targets(text: str) -> Iterable[str]:
    for found in re.finditer(r"[\"'(](?:https?://[\w.:-]+)?(/[\w./%-]+)", text):
        yield f"{found[1].rstrip('/')}/"
