"""Jekyll: `_posts` and `_drafts` with Liquid's tags, settings in `_config.yml`, authors in `_data/authors.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from byline.moving import fields
from byline.moving.blog import Blog, Post, is_left
from byline.moving.clipping import MARKDOWN, Clipping, below, post_of, read_clippings, unmapped, unread
from byline.moving.datelines import on_clocks, when
from byline.moving.defaults import with_scopes
from byline.moving.records import Records, read_records
from byline.moving.spike import parted, spiked_by_jekyll
from byline.moving.tags import without_tags
from byline.node import Scalar, text_in
from byline.problem import Place, Problem, problem
from byline.tree import Readable, Tree

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
"""What Jekyll calls its own forms of addresses (jekyllrb.com/docs/permalinks)."""

_NAMED = re.compile(r":([a-z_]+)")
_OF_A_DAY = frozenset({"year", "month", "day", "short_year", "i_month", "i_day", "y_day"})
_NO_TITLE = re.compile(r"[^\w.~!$&'()+,;=@]+")  # what Jekyll writes as a hyphen
_NO_SLUG = re.compile(r"[\W_]+")  # the same, where it makes a slug


def read_jekyll(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Jekyll's."""
    records = read_records(files.files)
    texts = [one for one in files.files if one.path.lower().endswith((*MARKDOWN, ".html")) and not is_left(one.path)]
    is_spiked = spiked_by_jekyll(files.files, records.value("source"))
    clippings, found = read_clippings(one for one in texts if _is_post(one.path))
    clippings, spiked = parted(clippings, is_spiked, lambda _: True)
    pages, _ = read_clippings(one for one in texts if not _is_post(one.path) and one.path.lower().endswith(MARKDOWN))
    clippings = with_scopes(clippings, files.files)
    form = records.setting("permalink") or Scalar("date", Place("_config.yml"))
    base = records.base
    made = []
    for clipping in clippings:
        post, problems = _post(clipping, form, base, records)
        made.append(post)
        found += problems
    found += [problem(one.source.at(0), "moved-page") for one in pages if fields.text(one.front, "title")]
    others = (one for one in files.files if not one.path.lower().endswith(".html"))
    found += [
        *spiked,
        *unmapped(clippings),
        *unread(others, lambda path: _is_post(path) and not is_spiked(path)),
    ]
    blog = records.with_signed(clippings).blog(made, files, found, "lang", "locale", "language")
    return replace(blog, url=f"{records.url}{base}")


def _is_post(path: str) -> bool:
    return not {"_posts", "_drafts"}.isdisjoint(path.split("/")[:-1])


def _post(clipping: Clipping, form: Scalar, base: str, records: Records) -> tuple[Post, tuple[Problem, ...]]:
    own = {f"page.{key.text}": text_in(value).strip() for key, value in clipping.front.entries}
    body, found = without_tags(clipping.source, {**records.values, **own})
    status = "draft" if "_drafts" in clipping.path.split("/") else ""
    categories = _categories(clipping, records.value("collections_dir", "source"))
    old, of_form = ("", ()) if status else _address(clipping, form, categories, records.value("timezone"))
    topics = [*_words(clipping, "tags"), *categories, *fields.texts(clipping.front, "tag")]
    post = post_of(clipping, body, addresses=[old] if old else [], topics=topics, status=status)
    return below(post, base), (*found, *of_form)


def _categories(clipping: Clipping, root: str) -> list[str]:
    """The folders in which `_posts` lies, below the folder of all of them, and what the post says; each once."""
    before = re.split(r"(?:\A|/)_(?:posts|drafts)/", clipping.path, maxsplit=1)[0]
    inner = f"{before}/".removeprefix(f"{root.strip('./')}/")
    said = (*_words(clipping, "categories"), *fields.texts(clipping.front, "category"))
    return list(dict.fromkeys(filter(None, (*inner.split("/"), *said))))


def _words(clipping: Clipping, name: str) -> tuple[str, ...]:
    """A list. A text without a comma is one of words to Jekyll (jekyllrb.com/docs/posts)."""
    said = fields.texts(clipping.front, name)
    is_text = isinstance(fields.field(clipping.front, name), Scalar)
    return tuple(said[0].split()) if len(said) == 1 and is_text and "," not in said[0] else said


def _address(clipping: Clipping, form: Scalar, categories: Iterable[str], zone: str) -> tuple[str, tuple[Problem, ...]]:
    """The address that Jekyll gives a post, by the form in the settings or in the post; empty if it needs a day that
    nobody knows, and with a problem, if a part of it is not known here.
    """
    own = fields.field(clipping.front, "permalink")
    form = own if isinstance(own, Scalar) else form
    style = _STYLES.get(form.text, form.text)
    date = on_clocks(when(fields.text(clipping.front, "date")), zone) or when(clipping.day)
    year, month, day = (date.isoformat()[:10] if date else "0000-00-00").split("-")
    parts = {
        "year": year, "month": month, "day": day, "short_year": year[2:], "i_month": month.lstrip("0"), "i_day": day.lstrip("0"),
        "y_day": f"{date.timetuple().tm_yday:03}" if date else "", "title": _NO_TITLE.sub("-", clipping.slug).strip("-"), "slug": _slugified(clipping.slug),
        "categories": "/".join(map(str.lower, categories)), "slugified_categories": "/".join(map(_slugified, categories)), "output_ext": ".html",
    }  # fmt: skip
    named = _NAMED.findall(style)
    if unknown := next((one for one in named if one not in parts), ""):
        return "", (problem(form.place, "moved-form", form=style[:80], part=f":{unknown[:40]}"),)
    if not date and any(one in _OF_A_DAY for one in named):
        return "", ()
    made = _NAMED.sub(lambda found: parts[found[1]], style)
    return re.sub(r"/{2,}", "/", f"/{made}"), ()


def _slugified(text: str) -> str:
    return _NO_SLUG.sub("-", text.lower()).strip("-")
