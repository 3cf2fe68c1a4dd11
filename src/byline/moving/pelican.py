"""Pelican: Markdown whose first lines are `Title: …`, links such as `{filename}/post.md`, settings in `pelicanconf.py`.

The settings are Python. They are not run: what is assigned as a plain text is read.
"""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from byline import address
from byline.moving import fields
from byline.moving.blog import NAMED, Blog, Post, Source, dated, is_left, paired, stem_of
from byline.moving.clipping import MARKDOWN, Clipping, below, post_of, read_clipping, text_of, unmapped, unread
from byline.moving.datelines import when
from byline.moving.defaults import filled
from byline.moving.dialect import with_listings
from byline.moving.preamble import lines_of
from byline.moving.tags import outside_code, target
from byline.node import Mapping, Scalar
from byline.problem import Place, Problem, problem
from byline.tree import Readable, Tree

_KEY = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)\Z")
_MORE = re.compile(r"(?: {2,}|\t)[ \t]*(\S.*)\Z")
_LINK = re.compile(
    r"(?:\{|%7B|(?<=[(<\"'])\|)(?:(filename|static|attach|tag|category|author)(?:\}|%7D|\|)((?:[\w/%]|\.{1,2}/)[^\s)\"'>]*)|index(?:\}|%7D|\|))",
    re.IGNORECASE,
)
_SITE = re.compile(r"\{\{?\s*+SITEURL\s*+\}\}?(/?)")
_DATE_PART = re.compile(r"\{date:((?:%-?[a-zA-Z]|[^{}%])+)\}")
_UNPADDED = re.compile(r"%-([a-zA-Z])")  # not every system knows it
_STATEMENT = re.compile(r"\n(?=[^\s)\]}])")  # begins where a line is not set in
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_USUAL = "DEFAULT_METADATA."  # what posts say that do not say otherwise
_PAGES = frozenset({"pages", "images", "extra", "extras", "static", "drafts"})


def read_pelican(files: Tree[Readable]) -> Blog:
    """The blog in a folder of Pelican's."""
    settings = _settings(files)
    usual = Mapping(
        tuple(
            (Scalar(key.removeprefix(_USUAL), place := Place("pelicanconf.py")), Scalar(value, place))
            for key, value in settings.items()
            if key.startswith(_USUAL)
        ),
        Place("pelicanconf.py"),
    )
    found: list[Problem] = []
    clippings = []
    for file in files.files:
        if file.path.lower().endswith(MARKDOWN) and not is_left(file.path):
            clipping, problems = _read(file)
            found += problems
            clippings += [filled(clipping, [usual])] if clipping and fields.text(clipping.front, "title") else []
    posts = [one for one in clippings if "pages" not in one.path.split("/") and _has_day(one)]
    found += [problem(one.source.at(0), "moved-page") for one in clippings if one not in posts]
    language = fields.language(settings.get("DEFAULT_LANG", ""))
    return Blog(
        posts=paired((_post(clipping, settings) for clipping in posts), _slug, language),
        files=files,
        title=settings.get("SITENAME", ""),
        author=settings.get("AUTHOR", ""),
        url=url if (url := settings.get("SITEURL", "").rstrip("/")).startswith("http") else "",
        language=language,
        zone=settings.get("TIMEZONE", ""),
        problems=(*found, *unmapped(posts), *unread(files.files, lambda path: _PAGES.isdisjoint(path.split("/")))),
    )


def _slug(post: Post) -> str:
    """What versions of one text in several languages have in common (docs.getpelican.com, “Translations”)."""
    return post.slug


def _has_day(clipping: Clipping) -> bool:
    return bool(_day(clipping) or fields.text(clipping.front, "date") or fields.status(clipping.front) == "draft")


def _day(clipping: Clipping) -> str:
    """The day with which a file's name begins, whatever follows it: so is `FILENAME_METADATA`, if nobody changes it."""
    found = _DAY.match(stem_of(clipping.path))
    return found[0] if found else ""


def _settings(files: Tree[Readable]) -> dict[str, str]:
    """The settings that are plain texts; those for publishing win."""
    made: dict[str, str] = {}
    for name in ("pelicanconf.py", "publishconf.py"):
        for file in files.files:
            if file.path == name:
                for said in _read_settings(text_of(file)):
                    made |= {key: value for key, value in said.items() if value}
    return made


def _read_settings(source: str) -> Iterable[dict[str, str]]:
    """What a file sets; of one that is not sound, for a `print "…"` perhaps, what each statement does that is."""
    whole = _assigned(source)
    return [whole] if whole else map(_assigned, _STATEMENT.split(source))


def _assigned(source: str) -> dict[str, str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    made: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for name in node.targets:
                made |= _texts(name.id, node.value) if isinstance(name, ast.Name) else {}
    return made


def _texts(name: str, value: ast.expr) -> dict[str, str]:
    """A plain text by the name of its setting; of a dictionary, each by `NAME.key`."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return {name: value.value}
    if isinstance(value, ast.Dict):
        pairs = zip(value.keys, value.values, strict=True)
        flat = (_texts(f"{name}.{key.value!s}", one) for key, one in pairs if isinstance(key, ast.Constant))
        return {way: said for one in flat for way, said in one.items()}
    return {}


def _read(file: Readable) -> tuple[Clipping | None, tuple[Problem, ...]]:
    """A file with metadata in its first lines, or between lines of hyphens."""
    data = file.read()
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


def _post(clipping: Clipping, settings: dict[str, str]) -> Post:
    from msgspec.structs import replace

    slug = fields.text(clipping.front, "slug") or address.slug(fields.text(clipping.front, "title")) or clipping.slug
    topics = fields.texts(clipping.front, "tags", "category", "keywords")
    body = with_listings(clipping.source.text)
    body = outside_code(_SITE, lambda _: "/", outside_code(_LINK, _linked, body))
    post = post_of(clipping, body, addresses=[_address(clipping, slug, settings)], topics=topics)
    image = post.image and replace(post.image, src=_SITE.sub("/", _LINK.sub(_linked, post.image.src)))
    base = urlsplit(settings.get("SITEURL", "")).path.rstrip("/")
    date = post.date or when(_day(clipping))
    return replace(below(post, base), slug=slug, date=date, image=image)


def _linked(found: re.Match[str]) -> str:
    if found[1] is None:  # the home page
        return "/"
    kind, rest = found[1].lower(), found[2]
    if kind == "filename":
        return f"{NAMED}{rest.lstrip('/')}"
    if kind in {"static", "attach"}:
        return rest
    return f"/{kind}/{address.slug(rest) if kind == 'author' else target(rest)}/"


def _address(clipping: Clipping, slug: str, settings: dict[str, str]) -> str:
    """The address that Pelican gives a post, by `ARTICLE_URL` or `ARTICLE_LANG_URL` (docs.getpelican.com, “URL settings”)."""
    own = fields.text(clipping.front, "url", "save_as")
    usual = settings.get("ARTICLE_URL") or "{slug}.html"
    if fields.text(clipping.front, "lang") not in {"", settings.get("DEFAULT_LANG", "")}:
        usual = settings.get("ARTICLE_LANG_URL") or "{slug}-{lang}.html"
    form = own or usual
    date = when(fields.text(clipping.front, "date")) or when(_day(clipping)) or datetime.date(2000, 1, 1)
    made = _DATE_PART.sub(lambda found: _written(date, found[1]), form)
    parts = {
        "slug": slug,
        "category": address.slug(fields.text(clipping.front, "category") or clipping.path.split("/")[-2:-1][0])
        if "/" in clipping.path
        else "",
        "author": address.slug(fields.text(clipping.front, *fields.AUTHORS)),
        "lang": fields.text(clipping.front, "lang"),
        "filename": dated(stem_of(clipping.path))[1],
    }
    made = re.sub(r"\{(\w+)[^{}]*\}", lambda found: parts.get(found[1], ""), made)
    return "/" + made.lstrip("/")


def _written(date: datetime.date, form: str) -> str:
    """A date in a form of `strftime`; `%-d` is a number without a zero before it."""
    return date.strftime(_UNPADDED.sub(lambda found: date.strftime(f"%{found[1]}").lstrip("0") or "0", form))
