"""Permalinks: the addresses that Hugo gives posts and what led to them (gohugo.io/content-management/urls)."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence

import msgspec

from byline.dateline import Moment
from byline.moving import fields
from byline.moving.blog import dated, stem_of
from byline.moving.clipping import Clipping
from byline.moving.datelines import when
from byline.moving.records import Records
from byline.problem import Problem, problem
from byline.reference import is_web

LANGUAGE = ("defaultcontentlanguage", "languagecode")
_TRANSLATED = re.compile(r"\.([a-z]{2})(?:-[a-z]{2,4})?\.(?:md|markdown)\Z", re.IGNORECASE)
_OF_LANGUAGE = re.compile(r"(?:\A|\.)languages\.([\w-]+)\.(\w+)")
_PART = re.compile(r":(\w+)(\[[^\[\]]*\])?")  # of a form of addresses: `:year`, `:sections[1:]`
_CUT = re.compile(r"\[(last|\d{0,4})(:(last|\d{0,4}))?\]", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SIGNS = "./\\_#+~-@"
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"})
"""Letters, marks and digits, which Hugo keeps in addresses beside these signs."""
_GAP = re.compile(r"\s*+(-++)\s*+|\s++")


class Site(msgspec.Struct, frozen=True):
    """What addresses depend on: settings, languages by the folders of their texts, and the folders that have an `_index` file."""

    records: Records
    languages: Mapping[str, str]
    headed: frozenset[str]

    @property
    def usual(self) -> str:
        """The language of a text that tells none."""
        return fields.language(self.records.value(*LANGUAGE))

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

    def before(self, path: str) -> str:
        """The language with which the addresses of a text begin; empty if with none."""
        language = self.language_of(path)
        in_folder = self.records.value("defaultcontentlanguageinsubdir") == "true"
        return f"/{language or self.usual}" if in_folder or language not in {"", self.usual} else ""

    def around(self, path: str) -> list[str]:
        """The names of the folders around a text, or around its bundle, from the folder of its language on."""
        return _folder(self.without_language(path)).split("/")[1:]

    def is_ugly(self, path: str) -> bool:
        """Whether addresses end with `.html`, all or those of a section (gohugo.io/configuration/ugly-urls)."""
        section = "".join(self.around(path)[:1]).lower()
        return "true" in {self.records.value("uglyurls"), self.records.value(f"uglyurls.{section}")}

    def sections(self, folder: str, names: Sequence[str]) -> str:
        """The sections among the folders with these names around a text, of which `folder` is the last: the first, and
        those down to the last with an `_index` file.
        """
        root = folder.removesuffix("/".join(names))
        ends = (end for end in range(len(names), 1, -1) if f"{root}{'/'.join(names[:end])}" in self.headed)
        return "/".join(names[: next(ends, 1)])


def _folder(path: str) -> str:
    """The folder around a text, or around its bundle."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[0] if name.lower().startswith("index.") else folder


def languages(records: Records) -> dict[str, str]:
    """The languages that the settings name, by the folders below `content/` that hold their texts."""
    made: dict[str, str] = {}
    for key, said in records.settings.items():
        if found := _OF_LANGUAGE.search(key):
            made.setdefault(found[1].lower(), found[1])
            if found[2].lower() == "contentdir":
                made[said.text.strip("/").removeprefix("content/").lower()] = found[1]
    return made


def address_of(clipping: Clipping, site: Site) -> tuple[str, tuple[Problem, ...]]:
    """The address that Hugo gives a post; empty, with the reason, if nobody can tell."""
    before = site.before(clipping.path)
    if own := fields.text(clipping.front, "url"):
        own = own if own.startswith("/") else f"{before}/{own}"
        return own if own.endswith((".html", "/")) else f"{own}/", ()
    names, name = site.around(clipping.path), stem_of(site.without_language(clipping.path))
    title = fields.text(clipping.front, "title") or name
    written = fields.text(clipping.front, *fields.DATE)
    slug = fields.text(clipping.front, "slug") or ("" if written else dated(name)[1])  # with the day, the name tells it
    section = names[0] if names else ""
    form = site.records.setting(f"permalinks.{section}", f"permalinks.page.{section}".lower())
    date = when(written) or when(clipping.day)
    if not form or not date:
        return _finished(f"{before}/{_of_path('/'.join(names))}/{_of_path(slug or name)}/", clipping, site), ()
    parts = {
        **_of_a_day(date), "section": section, "sections": site.sections(_folder(clipping.path), names), "slug": slug or title,
        "title": title, "filename": name, "slugorfilename": slug or name, "contentbasename": name,
        "slugorcontentbasename": slug or name,
    }  # fmt: skip
    for found in _PART.finditer(form.text):
        if found[1] not in parts:
            return "", (problem(form.place, "moved-form", form=form.text[:80], part=found[0][:40]),)
    made = _PART.sub(lambda found: _urlized(_cut(parts[found[1]], found[2] or "")), form.text)
    return _finished(f"{before}/{made}", clipping, site), ()


def _finished(made: str, clipping: Clipping, site: Site) -> str:
    made = re.sub(r"/{2,}", "/", made).lower()
    return f"{made.rstrip('/')}.html" if site.is_ugly(clipping.path) else made


def alias_of(said: str, address: str, clipping: Clipping, site: Site) -> str:
    """Where an alias of the post at an address lies (`renderAliases` in Hugo's source); empty if nobody can tell."""
    if is_web(said) or not (address or said.startswith("/")):
        return said if is_web(said) else ""
    if said.startswith("/"):
        made = f"{site.before(clipping.path)}{said}"
    else:
        made = posixpath.normpath(posixpath.join(posixpath.dirname(address.rstrip("/")), said))
    if made.endswith(".html"):
        return made
    return f"{made.rstrip('/')}{'.html' if site.is_ugly(clipping.path) else '/'}"


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


def _of_path(text: str) -> str:
    """A part of a path as Hugo writes it in addresses (`paths.Sanitize` in its source)."""
    return re.sub(r"\s", "-", _kept(text))


def _urlized(text: str) -> str:
    """Words that fill a form, as Hugo writes them: a plus is a space there, and of several only one hyphen stays."""
    return _GAP.sub(lambda found: found[1] or "-", _kept(text.replace("+", " ")))


def _kept(text: str) -> str:
    return "".join(
        one for one in text if one.isspace() or one in _SIGNS or unicodedata.category(one) in _LETTERS
    ).strip()
