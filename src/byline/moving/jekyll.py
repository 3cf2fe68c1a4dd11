"""Jekyll: `_posts` and `_drafts` with Liquid's tags, settings in `_config.yml`, authors in `_data/authors.yml`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from byline import address
from byline.moving import fields
from byline.moving.blog import Blog, Post, is_left
from byline.moving.clipping import MARKDOWN, Clipping, post_of, read_clippings, unmapped, unread
from byline.moving.defaults import with_scopes
from byline.moving.records import read_records
from byline.moving.tags import Values, without_tags
from byline.problem import Problem, problem
from byline.reference import is_web
from byline.tree import Readable, Tree

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
"""What Jekyll calls its own forms of addresses (jekyllrb.com/docs/permalinks)."""

_NAMED = re.compile(r":([a-z_]+)")
_NO_TITLE = re.compile(r"[^\w.~!$&'()+,;=@]+")  # what Jekyll writes as a hyphen


def read_jekyll(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Jekyll's."""
    records = read_records(files.files)
    texts = [one for one in files.files if one.path.lower().endswith((*MARKDOWN, ".html")) and not is_left(one.path)]
    clippings, found = read_clippings(one for one in texts if _is_post(one.path))
    pages, _ = read_clippings(one for one in texts if not _is_post(one.path) and one.path.lower().endswith(MARKDOWN))
    clippings = with_scopes(clippings, files.files)
    form = records.value("permalink") or "date"
    base = records.value("baseurl").rstrip("/")
    base = base if base.startswith("/") else ""
    made = []
    for clipping in clippings:
        post, problems = _post(clipping, form, base, records.values)
        made.append(post)
        found += problems
    found += [problem(one.source.at(0), "moved-page") for one in pages if fields.text(one.front, "title")]
    found += [*unmapped(clippings), *unread(files.files, _is_post)]
    blog = records.blog(made, files, found, "lang", "locale", "language")
    return replace(blog, url=f"{records.url}{base}")


def _is_post(path: str) -> bool:
    return not {"_posts", "_drafts"}.isdisjoint(path.split("/")[:-1])


def _post(clipping: Clipping, form: str, base: str, values: Values) -> tuple[Post, tuple[Problem, ...]]:
    own = {f"page.{key.text}": fields.text(clipping.front, key.text.lower()) for key, _ in clipping.front.entries}
    body, found = without_tags(clipping.source, {**values, **own})
    status = "draft" if "_drafts" in clipping.path.split("/") else ""
    places = [] if status else [f"{base}{_address(clipping, form)}"]
    post = post_of(clipping, body, addresses=places, topics=_topics(clipping), status=status)
    return replace(post, addresses=tuple(dict.fromkeys(_based(one, base) for one in post.addresses))), found


def _based(old: str, base: str) -> str:
    """An address from the root of the web server: `redirect_from` names it from the blog's own."""
    if is_web(old):
        return old
    whole = "/" + old.lstrip("/")
    return whole if whole.startswith(f"{base}/") else f"{base}{whole}"


def _topics(clipping: Clipping) -> list[str]:
    """Tags and categories. A text without a comma is a list of words to Jekyll (jekyllrb.com/docs/posts)."""
    made: list[str] = []
    for name in ("tags", "categories"):
        said = fields.texts(clipping.front, name)
        made += said[0].split() if len(said) == 1 and "," not in said[0] and not _is_list(clipping, name) else said
    return [*made, *fields.texts(clipping.front, "category", "tag")]


def _is_list(clipping: Clipping, name: str) -> bool:
    from byline.node import Sequence

    return isinstance(fields.field(clipping.front, name), Sequence)


def _address(clipping: Clipping, form: str) -> str:
    """The address that Jekyll gives a post, by the form in the settings or in the post."""
    own = fields.text(clipping.front, "permalink") or form
    style = _STYLES.get(own, own)
    date = fields.when(fields.text(clipping.front, "date")) or fields.when(clipping.day)
    year, month, day = (date.isoformat()[:10] if date else "0000-00-00").split("-")
    categories = "/".join(address.slug(one) for one in fields.texts(clipping.front, "categories", "category"))
    parts = {
        "year": year, "month": month, "day": day, "short_year": year[2:], "i_month": month.lstrip("0"), "i_day": day.lstrip("0"),
        "y_day": f"{date.timetuple().tm_yday:03}" if date else "", "title": _NO_TITLE.sub("-", clipping.slug).strip("-"), "slug": address.slug(clipping.slug),
        "categories": categories, "output_ext": ".html",
    }  # fmt: skip
    made = _NAMED.sub(lambda found: parts.get(found[1], ""), style)
    return re.sub(r"/{2,}", "/", f"/{made}")
