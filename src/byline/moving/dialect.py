"""What other Markdown has and Byline's has not: kramdown's and Python-Markdown's marks, and remarks in the text."""

from __future__ import annotations

import re
from collections import defaultdict

from byline.element import VOID
from byline.moving.tags import GONE, code_in, fenced, is_in, outside_code, without_gone

_MARKS = re.compile(
    r"^[ \t]*(?:[*-] [^\n]*\n[ \t]*)?\{:?\s*:?toc[^{}\n]*\}[ \t]*$|\{:[^{}\n]*\}|(?<=[\])])\{(?:\s*[.#][\w-]+)+\s*\}"
    r"|^ {0,3}(?:\[toc\]|\[\[_?toc_?\]\])[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Classes and ids of kramdown's, and lists of contents, which Byline makes by itself."""

_ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_INSIDE = re.compile(r"\s*\bmarkdown\s*=\s*[\"']?(\w+)[\"']?", re.IGNORECASE)
_WRAPPERS = frozenset("article aside center div footer header main nav p section span".split())
"""Elements that say nothing of what they hold."""

_LISTING = re.compile(
    r"(?:(?<=\n\n)|\A)( {4,}+|\t++)(?::::|#!)[ \t]*+([\w+#-]++)(?![/\w])[^\n]*+(?:\n|\Z)((?:\1[^\n]*+(?:\n|\Z)|[ \t]*+\n)*+)"
)
_MORE = re.compile(r"\s*more\s*\Z|more [^\n]*\Z")
_OURS = re.compile(r"\s*/?wp:|nextpage\Z")
"""What WordPress writes into comments for itself."""


def translated(text: str) -> str:
    """A text of kramdown's or Python-Markdown's as Byline's Markdown says it."""
    return outside_code(_MARKS, lambda _: "", _unwrapped(text) if "markdown" in text else text)


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
    """The text without what stands in HTML's comments, their number, and what stands before `<!--more-->`, if that is there."""
    code = code_in(text)
    parts, done, number, before = [], 0, 0, ""
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
