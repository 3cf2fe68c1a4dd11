"""Hugo: Markdown below `content/`, front matter in YAML, TOML or JSON, bundles with their pictures, shortcodes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from urllib.parse import urlsplit

from byline.moving import fields
from byline.moving.blog import NAMED, Blog, Post, Source, dated, is_left, paired, stem_of
from byline.moving.clipping import MARKDOWN, Clipping, below, post_of, read_clippings, unmapped, unread
from byline.moving.datelines import when
from byline.moving.defaults import with_cascades
from byline.moving.records import Records, flat, read_records
from byline.moving.tags import (
    GONE,
    arguments,
    code_in,
    fenced,
    film,
    is_in,
    markdown_picture,
    picture,
    target,
    without_gone,
)
from byline.problem import Problem, problem
from byline.tree import Readable, Tree

_SHORTCODE = re.compile(
    r"\{\{[<%](?P<escaped>/\*)?+\s*+(?P<close>/)?+\s*+(?P<name>[\w./-]++)(?P<rest>(?:(?!\*/|[>%]\}\}|\{\{).){0,2000}+)"
    r"(?:\*/)?[>%]\}\}",
    re.DOTALL,
)
_HIGHLIGHT = re.compile(
    r"\{\{[<%]\s*highlight\s++(?P<language>[\w+-]++)?+[^{}]*+(?<=[>%])\}\}(?P<listing>(?:(?!\{\{[<%]\s*highlight\b).)*?)"
    r"\{\{[<%]\s*+/\s*+highlight\s*+[>%]\}\}",
    re.DOTALL,
)
_ANY = re.compile(f"{_HIGHLIGHT.pattern}|{_SHORTCODE.pattern}", re.DOTALL)
_TRANSLATED = re.compile(r"\.([a-z]{2})(?:-[a-z]{2,4})?\.(?:md|markdown)\Z", re.IGNORECASE)
_LANGUAGE = ("defaultcontentlanguage", "languagecode")
_ENDING = r"\.[a-z]{2}(?:-[a-z]{2,4})?\Z"
_NAMED = re.compile(r":([a-z]+)")
_SIGNS = "./\\_#+~-@"
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"})
"""Letters, marks and digits, which Hugo keeps in addresses beside these signs."""
_GAP = re.compile(r"\s*+(-++)\s*+|\s++")


def read_hugo(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Hugo's."""
    records = read_records(files.files)
    clippings, found = read_clippings(
        one
        for one in files.files
        if _is_text(one.path) and stem_of(one.path) and not is_left(one.path) and not _lists(one.path)
    )
    clippings = with_cascades((one for one in clippings if one.front.entries), files.files)
    posts = [one for one in clippings if one.day or fields.text(one.front, *fields.DATE)]
    language = fields.language(records.value(*_LANGUAGE))
    made = []
    for clipping in posts:
        post, problems = _post(clipping, records)
        made.append(post)
        found += problems
    found += [problem(one.source.at(0), "moved-page") for one in clippings if one not in posts]
    found += [*unmapped(posts), *unread(files.files, lambda path: path.startswith("content/"))]
    shown = Tree(tuple(one for one in files.files if not one.path.startswith("public/")))  # which Hugo has made
    return records.with_signed(posts).blog(paired(made, _without_language, language), shown, found, *_LANGUAGE)


def _is_text(path: str) -> bool:
    return path.lower().endswith(MARKDOWN) and path.startswith("content/")


def _lists(path: str) -> bool:
    """Whether a file only heads a list of others, or describes an author."""
    return path.lower().rpartition("/")[2].startswith("_index.") or path.startswith(
        ("content/authors/", "content/author/")
    )


def _post(clipping: Clipping, records: Records) -> tuple[Post, tuple[Problem, ...]]:
    own = {way: said for key, value in clipping.front.entries for way, said in flat(f"page.{key.text}", value).items()}
    body, found = without_shortcodes(clipping.source, {**own, **records.values})
    topics = fields.texts(clipping.front, *fields.TOPICS)
    post = post_of(clipping, body, addresses=[_address(clipping, records)], topics=topics)
    base = urlsplit(records.value("baseurl")).path.rstrip("/")
    return below(_in_language(post, clipping.path), base if base.startswith("/") else ""), found


def _in_language(post: Post, path: str) -> Post:
    """The post with the language that the name of its file or of a folder tells."""
    from msgspec.structs import replace

    said = _TRANSLATED.search(path)
    folder = path.split("/")[1]
    language = post.language or (said[1].lower() if said else folder if len(folder) == 2 and folder.isalpha() else "")
    slug = f"{re.sub(_ENDING, '', post.slug)}-{language}" if said else post.slug  # next to that of the other language
    return replace(post, language=language, slug=slug)


def _without_language(post: Post) -> str:
    """The path of a post without what tells its language: versions of one text have it in common."""
    path = _TRANSLATED.sub(".md", post.path)
    content, folder, rest = (*path.split("/", 2), "")[:3]
    return f"{content}/{rest}" if len(folder) == 2 and folder.isalpha() else path


def _address(clipping: Clipping, records: Records) -> str:
    """The address that Hugo gives a post (gohugo.io/content-management/urls)."""
    if own := fields.text(clipping.front, "url"):
        return "/" + own.lstrip("/")
    said = _TRANSLATED.search(clipping.path)
    before = f"/{said[1].lower()}" if said and said[1].lower() != fields.language(records.value(*_LANGUAGE)) else ""
    stem = _TRANSLATED.sub(".md", clipping.path).removeprefix("content/")
    folder = stem.rpartition("/")[0]
    if stem.rpartition("/")[2].lower().startswith("index."):
        folder = folder.rpartition("/")[0]
    name = stem_of(stem)
    title = fields.text(clipping.front, "title") or name
    written = fields.text(clipping.front, *fields.DATE)
    slug = fields.text(clipping.front, "slug") or ("" if written else dated(name)[1])  # with the day, the name tells it
    section = folder.partition("/")[0]
    form = records.value(f"permalinks.{section}", f"permalinks.page.{section}")
    date = when(written) or when(clipping.day)
    if not form or not date:
        return re.sub(r"/{2,}", "/", f"{before}/{_urlized(folder)}/{_urlized(slug or name)}/").lower()
    year, month, day = date.isoformat()[:10].split("-")
    parts = {
        "year": year, "month": month, "day": day, "section": section, "sections": folder, "slug": slug or title, "title": title,
        "filename": name, "slugorfilename": slug or name, "contentbasename": name, "slugorcontentbasename": slug or name,
    }  # fmt: skip
    made = _NAMED.sub(lambda found: _urlized(parts.get(found[1], "")), form)
    return re.sub(r"/{2,}", "/", f"{before}/{made}").lower()


def _urlized(text: str) -> str:
    """A text as Hugo writes it in addresses (`paths.Sanitize` in its source)."""
    kept = "".join(one for one in text if one.isspace() or one in _SIGNS or unicodedata.category(one) in _LETTERS)
    return _GAP.sub(lambda found: found[1] or "-", kept.strip())


def without_shortcodes(source: Source, values: dict[str, str]) -> tuple[str, tuple[Problem, ...]]:
    """The text of a post without shortcodes, and those of which only the words could be kept: of each name the first, with their number."""
    first: dict[str, re.Match[str]] = {}
    number: Counter[str] = Counter()
    code = code_in(source.text)

    def put(match: re.Match[str]) -> str:
        if match["listing"] is not None:
            return fenced(match["listing"], match["language"] or "")
        if match["escaped"]:
            return re.sub(r"/\*|\*/", "", match[0])
        if match["close"]:
            return match[0] if _in_code(match) else GONE
        made = _shortcode(match["name"], match["rest"].rstrip().removesuffix("/"), values)
        if made is None:
            if _in_code(match):
                return match[0]
            first.setdefault(match["name"], match)
            number[match["name"]] += 1
            return " ".join(one for one in arguments(match["rest"]).all if " " in one.strip()) or GONE
        return made or GONE

    def _in_code(match: re.Match[str]) -> bool:
        return is_in(code, match.start())

    text = without_gone(_ANY.sub(put, source.text))
    found = [
        problem(source.at(one.start()), "moved-tag", tag=" ".join(one[0].split())[:80], spots=number[name])
        for name, one in first.items()
    ]
    return text, tuple(found)


def _shortcode(name: str, rest: str, values: dict[str, str]) -> str | None:
    """What a shortcode shows; None if nobody knows."""
    given = arguments(rest)
    first = given.all[0] if given.all else ""
    if name in {"ref", "relref"} and first:
        before, mark, anchor = first.partition("#")
        return f"{NAMED}{target(before)}{mark}{anchor}" if before else f"#{anchor}"
    if name == "figure" and given.named.get("src"):
        caption = given.named.get("caption") or given.named.get("title") or ""
        return markdown_picture(given.named["src"], given.named.get("alt", ""), caption, given.named.get("attr", ""))
    if name == "gist" and len(given.others) > 1:
        return f"[Gist](https://gist.github.com/{given.others[0]}/{given.others[1]})"
    if name == "param" and first:
        return next((value for key, value in values.items() if key.lower().endswith(f".{first.lower()}")), None)
    return film(name, given) or picture(given)
