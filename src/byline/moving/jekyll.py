"""Jekyll: `_posts` and `_drafts` with Liquid's tags, settings in `_config.yml`, authors in `_data/authors.yml`."""

from __future__ import annotations

import re

from byline import address
from byline.moving import fields
from byline.moving.blog import Blog, Post, is_left
from byline.moving.draft import MARKDOWN, Draft, post_of, read_drafts, unmapped, unread
from byline.moving.records import read_records
from byline.moving.tags import Values, without_tags
from byline.problem import Problem, problem
from byline.tree import Readable, Tree

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
"""What Jekyll calls its own forms of addresses (jekyllrb.com/docs/permalinks)."""

_NAMED = re.compile(r":([a-z_]+)")


def read_jekyll(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Jekyll's."""
    records = read_records(files.files)
    texts = [one for one in files.files if one.path.lower().endswith((*MARKDOWN, ".html")) and not is_left(one.path)]
    drafts, found = read_drafts(one for one in texts if _is_post(one.path))
    pages, _ = read_drafts(one for one in texts if not _is_post(one.path) and one.path.lower().endswith(MARKDOWN))
    form = records.value("permalink") or "date"
    base = records.value("baseurl").rstrip("/")
    base = base if base.startswith("/") else ""
    made = []
    for draft in drafts:
        post, problems = _post(draft, form, base, records.values)
        made.append(post)
        found += problems
    found += [problem(one.source.at(0), "moved-page") for one in pages if fields.text(one.front, "title")]
    return Blog(
        posts=tuple(made),
        authors=records.authors,
        files=files,
        title=records.value("title", "name"),
        author=records.author,
        url=f"{records.url}{base}",
        language=fields.language(records.value("lang", "locale", "language")),
        zone=records.value("timezone"),
        problems=(*found, *records.problems, *unmapped(drafts), *unread(files.files, _is_post)),
    )


def _is_post(path: str) -> bool:
    return not {"_posts", "_drafts"}.isdisjoint(path.split("/")[:-1])


def _post(draft: Draft, form: str, base: str, values: Values) -> tuple[Post, tuple[Problem, ...]]:
    own = {f"page.{key.text}": fields.text(draft.front, key.text.lower()) for key, _ in draft.front.entries}
    body, found = without_tags(draft.source, {**values, **own})
    if draft.path.lower().endswith(".html"):
        from byline.moving.retyping import retyped

        body = retyped(body)
    status = "draft" if "_drafts" in draft.path.split("/") else ""
    places = [] if status else [f"{base}{_address(draft, form)}"]
    return post_of(draft, body, addresses=places, topics=_topics(draft), status=status), found


def _topics(draft: Draft) -> list[str]:
    """Tags and categories. A text without a comma is a list of words to Jekyll (jekyllrb.com/docs/posts)."""
    made: list[str] = []
    for name in ("tags", "categories"):
        said = fields.texts(draft.front, name)
        made += said[0].split() if len(said) == 1 and "," not in said[0] and not _is_list(draft, name) else said
    return [*made, *fields.texts(draft.front, "category", "tag")]


def _is_list(draft: Draft, name: str) -> bool:
    from byline.node import Sequence

    return isinstance(fields.field(draft.front, name), Sequence)


def _address(draft: Draft, form: str) -> str:
    """The address that Jekyll gives a post, by the form in the settings or in the post."""
    own = fields.text(draft.front, "permalink") or form
    style = _STYLES.get(own, own)
    date = fields.when(fields.text(draft.front, "date")) or fields.when(draft.day)
    year, month, day = (date.isoformat()[:10] if date else "0000-00-00").split("-")
    categories = "/".join(address.slug(one) for one in fields.texts(draft.front, "categories", "category"))
    parts = {
        "year": year, "month": month, "day": day, "short_year": year[2:], "i_month": month.lstrip("0"), "i_day": day.lstrip("0"),
        "y_day": f"{date.timetuple().tm_yday:03}" if date else "", "title": draft.slug, "slug": address.slug(draft.slug),
        "categories": categories, "output_ext": ".html",
    }  # fmt: skip
    made = _NAMED.sub(lambda found: parts.get(found[1], ""), style)
    return re.sub(r"/{2,}", "/", f"/{made}")
