"""Pelican: Markdown whose first lines are `Title: …`, links such as `{filename}/post.md`, settings in `pelicanconf.py`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from msgspec.structs import replace

from byline import address
from byline.moving import fields
from byline.moving.blog import NAMED, Blog, Post, Source, dated, is_left, paired, stem_of
from byline.moving.clipping import MARKDOWN, Clipping, below, post_of, read_clipping, unmapped, unread
from byline.moving.datelines import when
from byline.moving.defaults import filled
from byline.moving.dialect import with_listings
from byline.moving.pelicanconf import folder_of_texts, is_inside, metadata, named_in, read_settings
from byline.moving.preamble import held, lines_of
from byline.moving.records import Records
from byline.moving.spike import parted, spiked_by_pelican
from byline.moving.tags import outside_code, target
from byline.node import Mapping, Scalar
from byline.problem import Place, Problem, problem
from byline.tree import LARGEST_TEXT, Readable, Tree

_KEY = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)\Z")
_MORE = re.compile(r"(?: {2,}|\t)[ \t]*(\S.*)\Z")
_LINK = re.compile(
    r"(?:\{|%7B|(?<=[(<\"'])\|)(?:(filename|static|attach|tag|category|author)(?:\}|%7D|\|)((?:[\w/%]|\.{1,2}/)[^\s)\"'>]*)|index(?:\}|%7D|\|))",
    re.IGNORECASE,
)
_SITE = re.compile(r"\{\{?\s*+SITEURL\s*+\}\}?(/?)")
_DATE_PART = re.compile(r"\{date:((?:%-?[a-zA-Z]|[^{}%])+)\}")
_PART = re.compile(r"\{(\w+)[^{}]*\}")
_MONTH_FIRST = re.compile(r"\A(0?[1-9]|1[0-2])\.(\d\d?)\.(?=\d{4})")  # so Pelican reads 3.4.2020
_UNPADDED = re.compile(r"%-([a-zA-Z])")  # not every system knows it
_ASCII = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "€": "EUR", "°": "deg", "×": "x",
        "§": "SS", **dict.fromkeys("–—‑→", "-"), **dict.fromkeys("‘’‚“”„…«»‹›·•¿¡\u200d\ufe0f", ""),
    }
)  # fmt: skip
"""What Pelican makes of letters and signs that are not those of English, besides leaving out accents (Unidecode)."""
_EMOJI = 0x1F000  # from here on, Unidecode leaves characters out
_PAGES = frozenset({"pages", "images", "extra", "extras", "static", "drafts"})


def read_pelican(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Pelican's."""
    settings = read_settings(files.files)
    found: list[Problem] = []
    clippings = []
    for file in files.files:
        if file.path.lower().endswith(MARKDOWN) and not is_left(file.path):
            clipping, problems = _read(file)
            found += problems
            clippings += [filled(clipping, [metadata(file.path, settings)])] if clipping else []
    folder = folder_of_texts(settings, files.files)
    is_spiked = spiked_by_pelican(settings, folder)
    titled = (one for one in clippings if fields.text(one.front, "title"))
    clippings, spiked = parted(titled, is_spiked, _is_post)
    files = Tree(tuple(one for one in files.files if is_inside(one.path, settings, folder)))
    posts = [one for one in clippings if _is_post(one)]
    found += [problem(one.source.at(0), "moved-page") for one in clippings if not _is_post(one)]
    language = fields.language(settings.value("default_lang"))
    made = []
    for clipping in posts:
        post, problems = _post(clipping, settings)
        made.append(post)
        found += problems
    found += [
        *spiked,
        *unmapped(posts),
        *unread(files.files, lambda path: _PAGES.isdisjoint(path.split("/")) and not is_spiked(path)),
    ]
    blog = settings.with_signed(posts).blog(paired(made, _slug, language), files, found, "default_lang")
    return replace(blog, folder=folder)


def _slug(post: Post) -> str:
    """What versions of one text in several languages have in common (docs.getpelican.com, “Translations”)."""
    return post.slug


def _is_post(clipping: Clipping) -> bool:
    """Whether a text lies not among pages, and has a day or is a draft."""
    has_day = bool(fields.text(clipping.front, "date") or clipping.day)
    return "pages" not in clipping.path.split("/") and (has_day or fields.status(clipping.front) == "draft")


def _read(file: Readable) -> tuple[Clipping | None, tuple[Problem, ...]]:
    """A file with metadata in its first lines, or between lines of hyphens."""
    data = held(file, LARGEST_TEXT)
    if isinstance(data, Problem):
        return None, (data,)
    text = lines_of(data)
    return read_clipping(file) if text.lstrip("\n").startswith("---") else (_headed(file.path, text), ())


def _headed(path: str, text: str) -> Clipping:
    """Keys up to the first empty line; an indented line goes on with the one above (python-markdown.github.io, “Meta-Data”)."""
    said: dict[str, tuple[Place, list[str]]] = {}
    key = ""
    lines = text.split("\n")
    number = 0
    for number, line in enumerate(lines):
        if found := _KEY.match(line):
            key = found[1].lower()
            said[key] = (Place(path, number + 1, 1), [found[2].strip()])
        elif key and (more := _MORE.match(line)):
            said[key][1].append(more[1].strip())
        else:
            break
    else:  # nothing but keys
        number = len(lines)
    body = "\n".join(lines[number:]) if said else text
    entries = tuple(
        (Scalar(key, place), Scalar(" ".join(parts).strip(), place)) for key, (place, parts) in said.items()
    )
    return Clipping(
        Mapping(entries, Place(path, 1, 1)), Source(path, body, min(number + 1, len(lines)) if said else 1, text)
    )


def _post(clipping: Clipping, settings: Records) -> tuple[Post, tuple[Problem, ...]]:
    title = "" if settings.value("slugify_source") == "basename" else fields.text(clipping.front, "title")
    slug = fields.text(clipping.front, "slug") or address.slug(title) or clipping.slug
    topics = [*_tags(clipping), *fields.texts(clipping.front, "category", "keywords")]
    body = with_listings(clipping.source.text)
    body = outside_code(_SITE, lambda _: "/", outside_code(_LINK, _linked, body))
    old, found = _address(clipping, settings)
    post = post_of(clipping, body, addresses=[old] if old else [], topics=topics)
    image = post.image and replace(post.image, src=_SITE.sub("/", _LINK.sub(_linked, post.image.src)))
    return replace(below(post, settings.base), slug=slug, image=image), found


def _tags(clipping: Clipping) -> Iterable[str]:
    """The tags, between which stand semicolons or else commas (`ensure_metadata_list` in Pelican's source)."""
    said = fields.field(clipping.front, "tags")
    if isinstance(said, Scalar) and ";" in said.text:
        return filter(None, map(str.strip, said.text.split(";")))
    return fields.texts(clipping.front, "tags")


def _linked(found: re.Match[str]) -> str:
    if found[1] is None:  # the home page
        return "/"
    kind, rest = found[1].lower(), found[2]
    if kind == "filename":
        return f"{NAMED}{rest.lstrip('/')}"
    if kind in {"static", "attach"}:
        return rest
    return f"/{kind}/{address.slug(rest) if kind == 'author' else target(rest)}/"


def _address(clipping: Clipping, settings: Records) -> tuple[str, tuple[Problem, ...]]:
    """The address that Pelican gives a post, by `ARTICLE_URL` or `ARTICLE_LANG_URL` (docs.getpelican.com, “URL
    settings”); empty, if it needs a day that nobody knows, and with a problem, if a part of it is not known here.
    """
    own = fields.field(clipping.front, "url", "save_as")
    usual = settings.setting("article_url") or Scalar("{slug}.html", clipping.front.place)
    if fields.text(clipping.front, "lang") not in {"", settings.value("default_lang")}:
        usual = settings.setting("article_lang_url") or Scalar("{slug}-{lang}.html", clipping.front.place)
    form = own if isinstance(own, Scalar) else usual
    date = when(_MONTH_FIRST.sub(r"\2.\1.", fields.text(clipping.front, "date"))) or when(clipping.day)
    if not date and _DATE_PART.search(form.text):
        return "", ()
    made = _DATE_PART.sub(lambda found: _written(date, found[1]), form.text) if date else form.text
    folder = clipping.path.split("/")[-2:-1]
    name = stem_of(clipping.path)
    source = name if settings.value("slugify_source") == "basename" else fields.text(clipping.front, "title")
    parts: dict[str, str | None] = {key: said.text for key, said in named_in(clipping.path, settings).items()}
    parts |= {
        "slug": fields.text(clipping.front, "slug") or _slugified(source, settings),
        "category": _slugified(fields.text(clipping.front, "category") or "".join(folder), settings),
        "author": _slugified(next(iter(fields.texts(clipping.front, *fields.AUTHORS)), ""), settings),
        "lang": fields.text(clipping.front, "lang"),
        "filename": dated(name)[1],
    }
    if unknown := next((one for one in _PART.finditer(made) if parts.get(one[1]) is None), None):
        return "", (problem(form.place, "moved-form", form=form.text[:80], part=unknown[0][:40]),)
    return "/" + _PART.sub(lambda found: parts[found[1]] or "", made).lstrip("/"), ()


def _slugified(text: str, settings: Records) -> str | None:
    """Words as Pelican writes them in addresses (`slugify` in its source); None if only it knows how."""
    if any(dict(one.facts).get("name") == "SLUG_REGEX_SUBSTITUTIONS" for one in settings.problems):
        return None
    made = normalize("NFKC", re.sub(r"<[^<>]*>", "", text))
    if settings.value("slugify_use_unicode") != "True":
        bare = normalize("NFKD", made.translate(_ASCII))
        made = "".join(one for one in bare if not combining(one) and ord(one) < _EMOJI)
        if not made.isascii():
            return None
    made = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", made).strip())
    return made if settings.value("slugify_preserve_case") == "True" else made.lower()


def _written(date: datetime.date, form: str) -> str:
    """A date in a form of `strftime`; `%-d` is a number without a zero before it."""
    return date.strftime(_UNPADDED.sub(lambda found: date.strftime(f"%{found[1]}").lstrip("0") or "0", form))
