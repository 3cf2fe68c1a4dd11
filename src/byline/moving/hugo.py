"""Hugo: Markdown below `content/`, front matter in YAML, TOML or JSON, bundles with their pictures, shortcodes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from byline.dateline import Moment
from byline.moving import fields
from byline.moving.blog import IN_LANGUAGE, NAMED, Blog, Post, Source, dated, is_left, paired, stem_of
from byline.moving.clipping import MARKDOWN, Clipping, below, post_of, read_clippings, unmapped, unread
from byline.moving.datelines import when
from byline.moving.defaults import with_cascades
from byline.moving.places import folder_of
from byline.moving.records import Records, flat, read_records
from byline.moving.spike import parted, spiked_by_hugo
from byline.moving.tags import (
    GONE,
    REMARK,
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
_REMARK = re.compile(
    r"(?P<remark>\{\{[<%]\s*+comment\s*+[>%]\}\})(?:(?!\{\{[<%]\s*+comment\b).)*?\{\{[<%]\s*+/\s*+comment\s*+[>%]\}\}",
    re.DOTALL,
)
_ANY = re.compile("|".join(one.pattern for one in (_REMARK, _HIGHLIGHT, _SHORTCODE)), re.DOTALL)
_TRANSLATED = re.compile(r"\.([a-z]{2})(?:-[a-z]{2,4})?\.(?:md|markdown)\Z", re.IGNORECASE)
_AUTHORS = ("content/authors/", "content/author/")
_LANGUAGE = ("defaultcontentlanguage", "languagecode")
_ENDING = r"\.[a-z]{2}(?:-[a-z]{2,4})?\Z"
_OF_LANGUAGE = re.compile(r"(?:\A|\.)languages\.([\w-]+)\.(\w+)")
_PART = re.compile(r":(\w+)(\[[^\[\]]*\])?")  # of a form of addresses: `:year`, `:sections[1:]`
_CUT = re.compile(r"\[(last|\d{0,4})(:(last|\d{0,4}))?\]", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SIGNS = "./\\_#+~-@"
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"})
"""Letters, marks and digits, which Hugo keeps in addresses beside these signs."""
_GAP = re.compile(r"\s*+(-++)\s*+|\s++")


def read_hugo(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Hugo's."""
    records = read_records(files.files)
    site = _Site(
        records, _languages(records), frozenset(folder_of(one.path) for one in files.files if _lists(one.path))
    )
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
    return records.with_signed(posts).blog(versions, shown, found, *_LANGUAGE)


def _is_text(path: str) -> bool:
    return path.lower().endswith(MARKDOWN) and path.startswith("content/")


def _lists(path: str) -> bool:
    """Whether a file only heads a list of others, or describes an author."""
    return _heads(path) or path.startswith(_AUTHORS)


def _heads(path: str) -> bool:
    return path.lower().rpartition("/")[2].startswith("_index.") and not path.startswith(_AUTHORS)


def _has_day(clipping: Clipping) -> bool:
    return bool(clipping.day or fields.text(clipping.front, *fields.DATE))


class _Site(msgspec.Struct, frozen=True):
    """What addresses depend on: settings, languages by the folders of their texts, and the folders that have an `_index` file."""

    records: Records
    languages: Mapping[str, str]
    headed: frozenset[str]

    @property
    def usual(self) -> str:
        """The language of a text that tells none."""
        return fields.language(self.records.value(*_LANGUAGE))

    def language_of(self, path: str) -> str:
        """The language that the name of a file or of the folder around it tells; empty if none."""
        return self.ending(path) or fields.language(self.languages.get([*path.split("/"), ""][1].lower(), ""))

    def ending(self, path: str) -> str:
        """The language before the ending of a file's name; empty if there is none, as in `node.js.md`."""
        said = _TRANSLATED.search(path)
        known = not self.languages or (said and said[1].lower() in map(fields.language, self.languages.values()))
        return said[1].lower() if said and known else ""

    def without_language(self, path: str) -> str:
        """The path of a text without what tells its language: versions of one text have it in common."""
        path = _TRANSLATED.sub(".md", path) if self.ending(path) else path
        content, folder, rest = (*path.split("/", 2), "")[:3]
        return f"{content}/{rest}" if rest and folder.lower() in self.languages else path

    def sections(self, folder: str, names: Sequence[str]) -> str:
        """The sections among the folders with these names around a text, of which `folder` is the last: the first, and
        those down to the last with an `_index` file.
        """
        root = folder.removesuffix("/".join(names))
        ends = (end for end in range(len(names), 1, -1) if f"{root}{'/'.join(names[:end])}" in self.headed)
        return "/".join(names[: next(ends, 1)])


def _languages(records: Records) -> dict[str, str]:
    """The languages that the settings name, by the folders below `content/` that hold their texts."""
    made: dict[str, str] = {}
    for key, said in records.settings.items():
        if found := _OF_LANGUAGE.search(key):
            made.setdefault(found[1].lower(), found[1])
            if found[2].lower() == "contentdir":
                made[said.text.strip("/").removeprefix("content/").lower()] = found[1]
    return made


def _post(clipping: Clipping, site: _Site) -> tuple[Post, tuple[Problem, ...]]:
    own = {
        way: said.text for key, value in clipping.front.entries for way, said in flat(f"page.{key.text}", value).items()
    }
    body, found = without_shortcodes(clipping.source, {**own, **site.records.values})
    topics = fields.texts(clipping.front, *fields.TOPICS)
    old, of_form = _address(clipping, site)
    post = post_of(clipping, body, addresses=[old] if old else [], topics=topics)
    ending = site.ending(clipping.path)
    slug = f"{re.sub(_ENDING, '', post.slug)}-{ending}" if ending else post.slug  # next to that of the other language
    post = below(post, site.records.base)
    return replace(post, language=post.language or site.language_of(clipping.path), slug=slug), (*found, *of_form)


def _address(clipping: Clipping, site: _Site) -> tuple[str, tuple[Problem, ...]]:
    """The address that Hugo gives a post (gohugo.io/content-management/urls); empty, with the reason, if nobody can tell."""
    if own := fields.text(clipping.front, "url"):
        return "/" + own.lstrip("/"), ()
    language = site.language_of(clipping.path)
    in_folder = site.records.value("defaultcontentlanguageinsubdir") == "true"
    before = f"/{language or site.usual}" if in_folder or language not in {"", site.usual} else ""
    path = site.without_language(clipping.path).removeprefix("content/")
    around = 2 if path.rpartition("/")[2].lower().startswith("index.") else 1
    names, name = path.split("/")[:-around], stem_of(path)
    title = fields.text(clipping.front, "title") or name
    written = fields.text(clipping.front, *fields.DATE)
    slug = fields.text(clipping.front, "slug") or ("" if written else dated(name)[1])  # with the day, the name tells it
    section = names[0] if names else ""
    form = site.records.setting(f"permalinks.{section}", f"permalinks.page.{section}".lower())
    date = when(written) or when(clipping.day)
    if not form or not date:
        return re.sub(r"/{2,}", "/", f"{before}/{_urlized('/'.join(names))}/{_urlized(slug or name)}/").lower(), ()
    folder = "/".join(clipping.path.split("/")[:-around])
    parts = {
        **_of_a_day(date), "section": section, "sections": site.sections(folder, names), "slug": slug or title,
        "title": title, "filename": name, "slugorfilename": slug or name, "contentbasename": name,
        "slugorcontentbasename": slug or name,
    }  # fmt: skip
    for found in _PART.finditer(form.text):
        if found[1] not in parts:
            return "", (problem(form.place, "moved-form", form=form.text[:80], part=found[0][:40]),)
    made = _PART.sub(lambda found: _urlized(_cut(parts[found[1]], found[2] or "")), form.text)
    return re.sub(r"/{2,}", "/", f"{before}/{made}").lower(), ()


def _of_a_day(date: Moment) -> dict[str, str]:
    """What a form can say of a day: by name, or as Go writes 2 January 2006."""
    year, month, day = date.isoformat()[:10].split("-")
    named, weekday = _MONTHS[date.month - 1], _WEEKDAYS[date.weekday()]
    return {
        "year": year, "month": month, "monthname": named, "day": day, "weekday": str(date.isoweekday() % 7),
        "weekdayname": weekday, "yearday": str(date.timetuple().tm_yday), "2006": year, "06": year[2:], "01": month,
        "1": str(date.month), "January": named, "Jan": named[:3], "02": day, "2": str(date.day), "Monday": weekday,
        "Mon": weekday[:3],
    }  # fmt: skip


def _cut(path: str, part: str) -> str:
    """What `[1:]`, `[last]` or `[:2]` leaves of a path (`toSliceFunc` in Hugo's source); all of it, if nothing is said."""
    if not (found := _CUT.fullmatch(part)):
        return path
    names = path.split("/") if path else []
    begin, end = (len(names) - 1 if one == "last" else int(one) if one else None for one in (found[1], found[3]))
    return "/".join(names[begin : end if found[2] else (begin or 0) + 1])


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
        return markdown_picture(given.named["src"], given.named.get("alt", ""), caption, given.named.get("attr", ""))
    if name == "gist" and len(given.others) > 1:
        return f"[Gist](https://gist.github.com/{given.others[0]}/{given.others[1]})"
    if name == "param" and first:
        return next((value for key, value in values.items() if key.lower().endswith(f".{first.lower()}")), None)
    return film(name, given) or picture(given)
