"""Template tags in a text, Liquid's and Nunjucks': what they say is put in their place, and those nobody knows are told.

Nothing is carried out. A tag is looked at as it is written: most of them name a picture, an address or a setting.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping

import msgspec

from byline.address import is_picture
from byline.moving.blog import NAMED, SIGNED, Source
from byline.moving.fields import plain
from byline.name import guessed
from byline.problem import Problem, problem

Values = Mapping[str, str]
"""What a text may ask for by name: `page.title`, `site.title`."""

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}((?:(?!\{%-?\s*raw\b).)*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}(?:(?!\{%-?\s*comment\b).)*?\{%-?\s*endcomment\s*-?%\}|\{#(?:(?!\{#).)*?#\}"
    r"|\{%-?\s*+#(?:(?!%\}|\{%).)*+%\}",
    re.DOTALL,
)
_CODE = re.compile(
    r"\{%-?\s*highlight\s++([\w+-]++)?+[^%]*+%\}((?:(?!\{%-?\s*highlight\b).)*?)\{%-?\s*endhighlight\s*-?%\}",
    re.DOTALL,
)
_TAG = re.compile(r"\{%-?\s*(\w++(?:[.-]\w++)*+)((?:(?!%\}|\{%).){0,2000}?)-?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{-?((?:(?!\}\}|\{\{).){0,2000}?)-?\}\}", re.DOTALL)
# None of these looks beyond the next tag of its own kind, so that a text full of beginnings takes no longer than another.
_ANY = re.compile("|".join(f"(?:{one.pattern})" for one in (_RAW, _COMMENT, _CODE, _TAG, _VALUE)), re.DOTALL)
_ARGUMENT = re.compile(r"(?:([\w-]+)\s*[=:]\s*)?(?:\"([^\"]*)\"|'([^']*)'|([^\s,\"'=:]+(?::[^\s,\"'=]+)*))")
_PIPE = re.compile(r"\|(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*\Z)")
_FILM = re.compile(r"https?://(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed|youtu\.be)/([\w-]+)")
_VIMEO = re.compile(r"https?://player\.vimeo\.com/video/(\d+)")
_FENCED = re.compile(
    r"^ {0,3}(`{3,}+(?![^`\n]*`)|~{3,}+)[^\n]*+\n.*?(?:^ {0,3}\1[`~]*+[ \t]*+$|\Z)", re.DOTALL | re.MULTILINE
)
_SIZES = re.compile(r"(?:\([\w\s:.-]+\)\s*)?[\d.]+(?:[lsd]?v[wh]|px|r?em|%)(?:,|\Z)")
_CLASS = re.compile(r"[a-z]+[-_][\w:-]*|\[?[\d.]+\]?")
_QUOTES = re.compile(r"`++|\n")

_SILENT = frozenset("toc endraw raw sitemap more break assign capture endcapture set endset css js".split())
"""Tags that show nothing, or only what Byline makes by itself."""

_BASES = frozenset("baseurl base url host path base_path root preview_baseurl pathprefix".split())
"""Settings that stand before an address and say where the blog is: here they say nothing."""

FILMS = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "gist": ("Gist", "https://gist.github.com/{}"),
    "tweet": ("Tweet", "https://twitter.com/i/status/{}"),
    "codepen": ("CodePen", "https://codepen.io/pen/{}"),
}
"""What shows another place's content: its name, and its address by an id."""


QUOTES = "\"'"

GONE = "\0"
"""Stands where a tag was that shows nothing; no text that is read holds it."""

REMARK = "\1"
"""Stands where a remark was that readers never saw, until all are counted; nor does any text hold this."""


class Arguments(msgspec.Struct, frozen=True):
    """What stands in a tag behind its name."""

    named: Mapping[str, str]
    others: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.others, *self.named.values())


def arguments(text: str) -> Arguments:
    """`"a.jpg" "An alt" class=wide`, with commas or without."""
    named, others = {}, []
    for found in _ARGUMENT.finditer(text):
        value = next(one for one in (found[2], found[3], found[4]) if one is not None)
        if found[1]:
            named[found[1].lower()] = value
        else:
            others.append(value)
    return Arguments(named, tuple(others))


def code_in(text: str) -> list[tuple[int, int]]:
    """Where code stands in a Markdown text, from where to where: between fences, and between backquotes in a line."""
    made: list[tuple[int, int]] = []
    begin = 0
    for found in _FENCED.finditer(text):
        made += [*_quoted(text, begin, found.start()), found.span()]
        begin = found.end()
    return [*made, *_quoted(text, begin, len(text))]


def _quoted(text: str, begin: int, end: int) -> Iterable[tuple[int, int]]:
    """Where code stands between backquotes: as many of them on both sides, on one line."""
    marks = [*_QUOTES.finditer(text, begin, end)] if text.find("`", begin, end) >= 0 else []
    later: dict[str, int] = {}
    closes: dict[int, int] = {}
    for mark in reversed(marks):
        if mark[0] == "\n":
            later.clear()
            continue
        if mark[0] in later:
            closes[mark.start()] = later[mark[0]]
        later[mark[0]] = mark.end()
    done = begin
    for mark in marks:
        if mark.start() >= done and (done := closes.get(mark.start(), done)) > mark.start():
            yield mark.start(), done


def fenced(listing: str, language: str = "") -> str:
    """Code between fences that are longer than any in it."""
    longest = max((len(one) for one in re.findall(r"`{3,}", listing)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{listing.strip(chr(10))}\n{fence}"


def is_in(code: list[tuple[int, int]], offset: int) -> bool:
    """Whether a character stands in code."""
    before = bisect_right(code, (offset, sys.maxsize)) - 1
    return before >= 0 and offset < code[before][1]


def outside_code(pattern: re.Pattern[str], put: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with every match replaced that does not begin in code."""
    code = code_in(text)
    return pattern.sub(lambda found: found[0] if is_in(code, found.start()) else put(found), text)


def without_tags(source: Source, values: Values, people: Container[str] = ()) -> tuple[str, tuple[Problem, ...]]:
    """The text of a post without template tags, and those of which nothing or only their words could be kept: of each
    kind the first, with how many there are. `people` are the keys of authors, whom tags may name.
    """
    first: dict[str, int] = {}
    number: Counter[str] = Counter()
    code = code_in(source.text)

    def put(match: re.Match[str]) -> str:
        raw, language, listing, name, rest, value = match.groups()
        if raw is not None:
            return raw
        if listing is not None:
            return fenced(listing, language or "")
        if name is None and value is None:
            return REMARK
        made = _tag(name, rest) if name else _value(value, values, people)
        if made is None:
            if is_in(code, match.start()):
                return match[0]
            kind = name or "|".join(re.findall(r"\|\s*(\w+)", value)) or value.strip()
            number[kind] += 1
            first.setdefault(kind, match.start())
            return _words(rest or value or "") or GONE
        return made or GONE

    text = without_gone(_ANY.sub(put, source.text))
    found = [
        problem(source.at(offset), "moved-tag", tag=_shortened(source.text, offset), spots=number[kind])
        for kind, offset in first.items()
    ]
    return text, tuple(found)


def without_gone(text: str) -> str:
    """The text without what stands for tags that show nothing, and without lines on which nothing else stood.

    An empty line would end a block of HTML that goes on below.
    """
    return re.sub(rf"^[ \t]*(?:{GONE}[ \t]*)+(?:\n|\Z)", "", text, flags=re.MULTILINE).replace(GONE, "")


def _shortened(text: str, offset: int) -> str:
    """The tag that begins at a place of a text, on one line and not too long."""
    found = _ANY.match(text, offset)
    return " ".join((found[0] if found else "").split())[:80]


def _tag(name: str, rest: str) -> str | None:
    """What a tag shows; None if nobody knows."""
    given = arguments(rest)
    if name in _SILENT:
        return ""
    if name in {"post_url", "link"} and given.all:
        return f"{NAMED}{target(rest.strip().strip(QUOTES))}"
    return film(name, given) or film(_included(name, given), given) or picture(given)


def _included(name: str, given: Arguments) -> str:
    """The name of the file that is put in, without folders and ending."""
    file = given.others[0] if name.startswith(("include", "render")) and given.others else name
    return file.rpartition("/")[2].partition(".")[0]


def film(name: str, given: Arguments) -> str | None:
    """A link to what the tag would show of another place."""
    name = next((one for one in FILMS if one in name.lower()), "")
    id_ = given.named.get("id") or next((one for one in given.all if not one.endswith(".html")), "")
    if not name or not re.fullmatch(r"[\w./-]+|https?://[^\s<>]+", id_):
        return None
    title, url = FILMS[name]
    said = given.named.get("title", title)
    return f"[{in_brackets(said)}]({id_ if '://' in id_ else url.format(id_)})"


def picture(given: Arguments) -> str | None:
    """A picture in Markdown, where one of the arguments is a picture's file; what else is said, describes it."""
    src = next((one for one in given.all if is_picture(one.partition("?")[0])), "")
    if not src or len(src) > 300 or "\n" in src:
        return None
    behind = given.others[given.others.index(src) + 1 :] if src in given.others else ()
    words = [one for one in behind if not _is_looks(one)]
    described = next((one for one in reversed(words) if not one or " " in one), "".join(words[:1]))
    alt = given.named.get("alt") or given.named.get("alt_text") or described
    return markdown_picture(src, alt, given.named.get("caption") or given.named.get("title") or "")


def _is_looks(said: str) -> bool:
    """Whether a text tells sizes, or classes such as `card-lg`, and nothing about what a picture shows."""
    return _SIZES.match(said) is not None or (bool(said) and all(map(_CLASS.fullmatch, said.split())))


def markdown_picture(src: str, alt: str, caption: str = "", credit: str = "") -> str:
    """A picture as Byline's Markdown says it."""
    title = plain(caption).replace("\\", "").replace('"', "”")
    by = plain(credit).replace("\\", "").replace('"', "”")
    end = f' "{title}"' if title else ""
    return f"![{in_brackets(plain(alt))}]({target(src)}{end})" + (f'{{credit="{by}"}}' if by else "")


def leading(shown: str, caption: str, href: str) -> str:
    """A picture in Markdown with the link that it is. Byline's linked pictures have no caption: below one with a caption,
    the link stands alone. What leads to another picture is shown as that one in the end, and needs none.
    """
    if not href or not caption or is_picture(href.partition("?")[0]):
        return f"[{shown}]({target(href)})" if href else shown
    return f"{shown}\n\n[{in_brackets(href.partition('://')[2].partition('/')[0] or href)}]({target(href)})"


def in_brackets(text: str) -> str:
    """A text that may stand between square brackets."""
    return re.sub(r"([\[\]\\`])", r"\\\1", " ".join(text.split()))


def target(address: str) -> str:
    """An address that may stand between round brackets, on one line and without spaces."""
    return re.sub(r"[\s()<>\"\\]", lambda one: f"%{ord(one[0]):02X}" if ord(one[0]) < 128 else "%20", address.strip())


def _value(text: str, values: Values, people: Container[str]) -> str | None:
    """What `{{ "/about/" | url }}` or `{{ site.title }}` shows; None if nobody knows."""
    first, *filters = _PIPE.split(text) if len(text) < 500 else [""]
    first = first.strip()
    if quoted := re.fullmatch(r"([\"'])(.*)\1", first, re.DOTALL):
        return _filtered(quoted[2], " ".join(filters), people)
    if first.rpartition(".")[2].lower() in _BASES:
        return ""
    called = re.match(r"(\w+)\(?(.*)", first, re.DOTALL)
    return values.get(first) or (picture(arguments(called[2])) if called else None)


def _filtered(said: str, filters: str, people: Container[str]) -> str | None:
    """What a quoted text shows behind its filters: an address, a film, somebody's name."""
    if re.search(r"url|prepend|append|escape|safe|markdown", filters):
        return said
    if re.match(r"https?://", said) and (title := re.search(r"\"([^\"]+)\"|'([^']+)'", filters)):
        return f"[{in_brackets(title[1] or title[2])}]({watched(said)})"
    if re.search(r"link|name|author|team|person", filters) and said in people and "photo" not in filters:
        return f"[{in_brackets(guessed(said))}]({SIGNED}{said}/)"
    return None


def watched(url: str) -> str:
    """The page of a film, instead of the part of it that other pages show."""
    if film := _FILM.match(url):
        return f"https://www.youtube.com/watch?v={film[1]}"
    vimeo = _VIMEO.match(url)
    return f"https://vimeo.com/{vimeo[1]}" if vimeo else target(url)


def _words(rest: str) -> str:
    """What people can read of a tag that nobody knows: its quoted texts with a space in them, or somebody's name."""
    given = arguments(rest).all
    names = [
        guessed(one) for one in given[:1] if re.search(r"link|name|author|person", rest) and re.match(r"\s*[\"']", rest)
    ]
    return " ".join([*names, *(one for one in given if " " in one.strip())])
