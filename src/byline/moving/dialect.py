"""What other Markdown has and Byline's has not: kramdown's and Python-Markdown's marks, and remarks in the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from byline import address
from byline.element import VOID
from byline.moving.blog import Source
from byline.moving.fields import plain
from byline.moving.tags import GONE, REMARK, code_in, fenced, is_in, outside_code, without_gone
from byline.problem import Place, Problem, problem

_MARKS = re.compile(
    r"^[ \t]*(?:[*-] [^\n]*\n[ \t]*)?\{:?\s*:?toc[^{}\n]*\}[ \t]*$|\{:[^{}\n]*\}|(?<=[\])])\{(?:\s*[.#][\w-]+)+\s*\}"
    r"|^ {0,3}(?:\[toc\]|\[\[_?toc_?\]\])[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Classes and ids of kramdown's, and lists of contents, which Byline makes by itself."""

_HEADING = re.compile(
    r"^(?P<sign> {0,3}#{1,6}[ \t]++)?+(?P<words>(?:[^{\n]++|\{(?!:|[ \t]*+[.#]\w))++)(?:\{:?+(?P<mark>[^{}\n]*+)\}[ \t#]*+)?+$"
    r"(?P<line>\n {0,3}(?:=++|-{2,}+)[ \t]*+$)?+(?:\n {0,3}\{:(?P<below>[^{}\n]*+)\}[ \t]*+$)?+",
    re.MULTILINE,
)
"""A heading, or any line, with the marks behind it: `## Words {#id .class}`, `{: #id}` also on the next line."""

_ID = re.compile(r"(?<!\S)#([^\s#.}]++)")
_TO_ID = re.compile(r"(\]\(\s*+<?|^ {0,3}\[[^\[\]\n]++\]:[ \t]*+<?|\bhref=[\"']?)#([^\s()<>\"']++)", re.MULTILINE)

_ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_INSIDE = re.compile(r"\s*\bmarkdown\s*=\s*[\"']?(\w+)[\"']?", re.IGNORECASE)
_WRAPPERS = frozenset("article aside center div footer header main nav p section span".split())
"""Elements that say nothing of what they hold."""

_LISTING = re.compile(
    r"(?:(?<=\n\n)|\A)( {4,}+|\t++)(?::::|#!)[ \t]*+([\w+#-]++)(?![/\w])[^\n]*+(?:\n|\Z)((?:\1[^\n]*+(?:\n|\Z)|[ \t]*+\n)*+)"
)
_NOTE = re.compile(
    r"^([ \t]*+)(?:!!!|\?\?\?\+?)[ \t]++([a-z][\w-]*+)[\w \t-]*+(?:\"([^\"\n]*+)\"[ \t]*+)?\n"
    r"((?:\1(?: {4}|\t)[^\n]*+(?:\n|\Z)|[ \t]*+\n)++)",
    re.MULTILINE,
)
_BOX = re.compile(
    r"^ {0,3}(:{3,}+)[ \t]*+(abstract|attention|caution|danger|details|error|example|hint|important|info|note|question"
    r"|success|tip|warning)\b[ \t]*+([^\n]*+)\n((?:(?! {0,3}:::)[^\n]*+\n)*+) {0,3}\1[ \t]*+$",
    re.MULTILINE,
)
_ALERT = re.compile(r"^((?:[ \t]*+>)++[ \t]*+)\[!(\w+)\][+-]?[ \t]*+([^\n]*+)$", re.MULTILINE)
"""Notes beside the text: Python-Markdown's, those between colons, and GitHub's in quotations."""

_UNREAD = re.compile(
    r"(?P<formula>(?<![\\$])\$\$(?!\$)(?=[^$]{0,2000}?[\\^_={}])[^$]{1,2000}\$\$(?!\$)|\$latex [^$\n]{1,500}\$"
    r"|\\{1,2}[(\[](?=(?:(?!\\[)\]])[^\n]){0,200}?(?:\\[a-zA-Z]{2}|\^))[^\n]{1,300}?\\[)\]])"
    r"|(?P<terms>(?:\A|(?<=\n\n))(?:[^\s:#>|*+-][^\n]*+\n){2,}+(?:[ \t]*+\n)?+ {0,3}:[ \t]+[^\n]+)"
    r"|(?P<abbreviation>^ {0,3}\*\[[^\[\]\n]+\]:)"
    r"|(?P<box>^ {0,3}:{3,}+[ \t]*+(?!quote\b|interview\b)[^\s:][^\n]*+)",
    re.MULTILINE,
)
"""What other Markdown has, and stays in Byline's as it was typed."""

_ASIDE = re.compile(r"\{::comment\b[^{}\n]*+(?<!/)\}.*?(\{:/(?:comment)?\}|\Z)", re.DOTALL)
"""A remark of kramdown's; without an end it is none."""

_MORE = re.compile(r"\s*more\s*\Z|more [^\n]*\Z")
_OURS = re.compile(r"\s*/?wp:|nextpage\Z")
"""What WordPress writes into comments for itself."""


def translated(text: str) -> str:
    """A text of kramdown's or Python-Markdown's as Byline's Markdown says it; notes beside it become quotations."""
    text = _without_ids(_unwrapped(text) if "markdown" in text else text)
    text = outside_code(_MARKS, lambda _: "", text)
    text = outside_code(
        _ALERT, lambda one: f"{one[1]}**{one[3].strip() or one[2].capitalize()}**\n{one[1].rstrip()}", text
    )
    text = outside_code(_BOX, lambda one: _quoted(one[3].strip() or one[2].capitalize(), one[4].split("\n")), text)
    return outside_code(_NOTE, _noted, text)


def _without_ids(text: str) -> str:
    """The text without ids and classes of headings; its links to these lead to the ids that Byline makes of the words."""
    number: Counter[str] = Counter()
    ids: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        if not (found["sign"] or found["line"]):
            return found[0]
        slug = address.slug(plain(found["words"])) or "section"
        number[slug] += 1
        made = f"{slug}-{number[slug]}" if number[slug] > 1 else slug
        ids.update((id_, made) for id_ in _ID.findall(f"{found['mark'] or ''} {found['below'] or ''}"))
        return f"{found['sign'] or ''}{found['words'].rstrip()}{found['line'] or ''}"

    text = outside_code(_HEADING, put, text)
    return outside_code(_TO_ID, lambda found: f"{found[1]}#{ids.get(unquote(found[2]), found[2])}", text)


def _noted(found: re.Match[str]) -> str:
    margin, kind, title, inner = found.groups()
    lines = [line.removeprefix(margin).removeprefix("\t").removeprefix("    ").rstrip() for line in inner.split("\n")]
    if not any(lines):
        return found[0]
    return (
        re.sub(r"^(?=.)", margin, _quoted(kind.capitalize() if title is None else title, lines), flags=re.MULTILINE)
        + "\n\n"
    )


def _quoted(title: str, lines: list[str]) -> str:
    said = "\n".join(([f"**{title}**", ""] if title else []) + lines).strip("\n")
    return re.sub(r"^", "> ", said, flags=re.MULTILINE).replace("> \n", ">\n")


def as_typed(source: Source) -> Iterable[Problem]:
    """What stays in a post as it was typed, since Byline's Markdown does not know it: of each line the first."""
    known = (code_in(source.text), [found.span() for found in _BOX.finditer(source.text)])
    in_html = source.path.lower().endswith((".html", ".xml"))
    told: dict[int, Problem] = {}
    line, before = source.first_line, 0
    for found in _UNREAD.finditer(source.text):
        begin = found.start()
        line, before = line + source.text.count("\n", before, begin), begin
        if not any(is_in(spans, begin) for spans in known) and (found["formula"] or not in_html):
            place = Place(source.path, line, begin - source.text.rfind("\n", 0, begin))
            told.setdefault(line, problem(place, "moved-notation", mark=" ".join(found[0].split())[:60]))
    return told.values()


def _unwrapped(text: str) -> str:
    """The text without `markdown="1"`, with empty lines around what it stood for: there, Markdown goes on in HTML."""
    open_: defaultdict[str, list[str | None]] = defaultdict(list)

    def put(found: re.Match[str]) -> str:
        close, name, rest = found[1], found[2].lower(), found[3]
        if close:
            kind = open_[name].pop() if open_[name] else None
        else:
            said = _INSIDE.search(rest)
            kind = said[1] if said and said[1] != "0" else None
            if name not in VOID and not rest.endswith("/"):
                open_[name].append(kind)
        bare = found[0] if close else f"<{found[2]}{_INSIDE.sub('', rest)}>"
        if kind is None:
            return bare
        if name in _WRAPPERS:
            return "" if name == "span" else "\n\n"
        return f"\n\n{bare}\n\n"

    return outside_code(_ELEMENT, put, text)


def with_listings(text: str) -> str:
    """The text with code that is set in and begins with `:::python`, as Python-Markdown has it, between fences."""

    def put(found: re.Match[str]) -> str:
        margin = found[1][4:] if found[1].startswith(" ") else found[1][1:]
        lines = [line.removeprefix(found[1]).rstrip() for line in found[3].split("\n")]
        listing = fenced("\n".join(lines).strip("\n"), found[2])
        return re.sub(r"^(?=.)", margin, listing, flags=re.MULTILINE) + "\n\n"

    return outside_code(_LISTING, put, text)


def without_remarks(text: str) -> tuple[str, int, str]:
    """The text without remarks (HTML's comments, kramdown's, and those of tags), their number, and what stands before
    `<!--more-->`, if that is there.
    """
    text = outside_code(_ASIDE, lambda found: REMARK if found[1] else found[0], text)
    number, text = text.count(REMARK), text.replace(REMARK, GONE)
    code = code_in(text)
    parts, done, before = [], 0, ""
    for found in re.finditer("<!--", text):
        begin = found.start()
        if begin < done or is_in(code, begin):
            continue
        end = text.find("-->", begin + 2)  # `<!-->` is one, too
        if end < 0:
            break
        parts += [text[done:begin], GONE]
        done, said = end + 3, text[begin + 4 : end]
        if _MORE.match(said):
            before = before or "".join(parts)
        else:
            number += not _OURS.match(said)
    return without_gone("".join([*parts, text[done:]])), number, without_gone(before)
