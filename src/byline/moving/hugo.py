"""Hugo: Markdown below `content/`, front matter in YAML, TOML or JSON, bundles with their pictures, shortcodes."""

from __future__ import annotations

import re
from collections import Counter

from msgspec.structs import replace

from byline.moving import fields
from byline.moving.blog import IN_LANGUAGE, NAMED, Blog, Post, Source, is_left, paired, stem_of
from byline.moving.clipping import MARKDOWN, Clipping, below, post_of, read_clippings, unmapped, unread
from byline.moving.defaults import with_cascades
from byline.moving.permalinks import LANGUAGE, Site, address_of, alias_of, languages
from byline.moving.places import folder_of
from byline.moving.records import flat, read_records
from byline.moving.spike import parted, spiked_by_hugo
from byline.moving.tags import (
    GONE,
    REMARK,
    arguments,
    code_in,
    fenced,
    film,
    is_in,
    leading,
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
_REMARK = re.compile(
    r"(?P<remark>\{\{[<%]\s*+comment\s*+[>%]\}\})(?:(?!\{\{[<%]\s*+comment\b).)*?\{\{[<%]\s*+/\s*+comment\s*+[>%]\}\}",
    re.DOTALL,
)
_ANY = re.compile("|".join(one.pattern for one in (_REMARK, _HIGHLIGHT, _SHORTCODE)), re.DOTALL)
_AUTHORS = ("content/authors/", "content/author/")
_ENDING = r"\.[a-z]{2}(?:-[a-z]{2,4})?\Z"


def read_hugo(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Hugo's."""
    records = read_records(files.files)
    site = Site(records, languages(records), frozenset(folder_of(one.path) for one in files.files if _lists(one.path)))
    clippings, found = read_clippings(
        one
        for one in files.files
        if _is_text(one.path) and stem_of(one.path) and not is_left(one.path) and not _lists(one.path)
    )
    heads, of_heads = read_clippings(one for one in files.files if _is_text(one.path) and _heads(one.path))
    is_spiked, untried = spiked_by_hugo(files.files, records.values, site.language_of)
    clippings, spiked = parted(clippings, is_spiked, _has_day)
    clippings, cascaded = with_cascades(clippings, files.files, site.language_of, site.usual)
    posts = [one for one in clippings if _has_day(one)]
    made = []
    for clipping in posts:
        post, problems = _post(clipping, site)
        made.append(post)
        found += problems
    pages = [one for one in clippings if not _has_day(one)] + [one for one in heads if one.source.text.strip()]
    found += [problem(one.source.at(0), "moved-page") for one in pages]
    found += [
        *untried,
        *spiked,
        *cascaded,
        *of_heads,
        *unmapped(posts),
        *unread(files.files, lambda path: path.startswith("content/") and not is_spiked(path)),
    ]
    shown = Tree(tuple(one for one in files.files if not one.path.startswith("public/")))  # which Hugo has made
    versions = paired(made, lambda post: site.without_language(post.path), site.usual)
    return records.with_signed(posts).blog(versions, shown, found, *LANGUAGE)


def _is_text(path: str) -> bool:
    return path.lower().endswith(MARKDOWN) and path.startswith("content/")


def _lists(path: str) -> bool:
    """Whether a file only heads a list of others, or describes an author."""
    return _heads(path) or path.startswith(_AUTHORS)


def _heads(path: str) -> bool:
    return path.lower().rpartition("/")[2].startswith("_index.") and not path.startswith(_AUTHORS)


def _has_day(clipping: Clipping) -> bool:
    return bool(clipping.day or fields.text(clipping.front, *fields.DATE))


def _post(clipping: Clipping, site: Site) -> tuple[Post, tuple[Problem, ...]]:
    own = {
        way: said.text for key, value in clipping.front.entries for way, said in flat(f"page.{key.text}", value).items()
    }
    body, found = without_shortcodes(clipping.source, {**own, **site.records.values})
    topics = fields.texts(clipping.front, *fields.TOPICS)
    old, of_form = address_of(clipping, site)
    post = post_of(clipping, body, addresses=[old] if old else [], topics=topics)
    aliases = (alias_of(one, old, clipping, site) for one in post.addresses if one != old)
    post = replace(post, addresses=tuple(filter(None, (old, *aliases))))
    ending = site.ending(clipping.path)
    slug = f"{re.sub(_ENDING, '', post.slug)}-{ending}" if ending else post.slug  # next to that of the other language
    post = below(post, site.records.base)
    return replace(post, language=post.language or site.language_of(clipping.path), slug=slug), (*found, *of_form)


def without_shortcodes(source: Source, values: dict[str, str]) -> tuple[str, tuple[Problem, ...]]:
    """The text of a post without shortcodes, and those of which only the words could be kept: of each name the first, with their number."""
    first: dict[str, re.Match[str]] = {}
    number: Counter[str] = Counter()
    code = code_in(source.text)

    def put(match: re.Match[str]) -> str:
        if match["remark"]:
            return REMARK
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
        before, mark, anchor = given.named.get("path", first).partition("#")
        language = f"?{IN_LANGUAGE}={said}" if (said := fields.language(given.named.get("lang", ""))) else ""
        return f"{NAMED}{target(before)}{language}{mark}{anchor}" if before else f"#{anchor}"
    if name == "figure" and given.named.get("src"):
        caption = given.named.get("caption") or given.named.get("title") or ""
        by = given.named.get("attr", "")
        shown = markdown_picture(given.named["src"], given.named.get("alt", ""), caption, by)
        return leading(shown, caption or by, given.named.get("link", ""))
    if name == "gist" and len(given.others) > 1:
        return f"[Gist](https://gist.github.com/{given.others[0]}/{given.others[1]})"
    if name == "param" and first:
        return next((value for key, value in values.items() if key.lower().endswith(f".{first.lower()}")), None)
    return film(name, given) or picture(given)
