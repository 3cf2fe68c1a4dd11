"""What people paste: texts out of mails, chats and office programs, made into Markdown that says what they said."""

from __future__ import annotations

import re

from byline.letter import SIGNATURE
from byline.unseen import without_unseen

DEEPEST_QUOTE = 10  # levels of a mail that has been to and fro

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NOTHING = re.compile("[\ufeff\u200b\u2060\u00ad]")  # marks, joints and hyphens that programs leave behind
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INDENT = re.compile(r"\A {4}\s*(?!\s|[-*+]\s|\d+[.)]\s)")  # of four spaces and more, before anything but a list's item
_BULLET = re.compile(r"\A(\s*)[•·▪◦‣●○■\uf0a7\uf0b7][\s\u00a0]+")
_PERHAPS_BULLET = re.compile(r"\A(\s*)(?:[–—o]|§(?!\s*\d))([\s\u00a0]+)(?=\S)")  # what Word's fonts make of them
_UNDERLINE = re.compile(r" {0,3}(?:-+|=+)\s*\Z")  # would make a heading of the line above
_QUOTED = re.compile(r"\s*>")

_CODE_OR_TAG = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))"
    r"|<(?=[A-Za-z/!?])(?!(?:https?|mailto):[^\s<>]*>|[^\s<>@]+@[^\s<>]+>)"
)
_PICTURE = re.compile(r"<img\b(?=[^>]{0,500}?\ssrc=\"([^\"\s()]+)\")(?:(?=[^>]{0,500}?\salt=\"([^\"\[\]]*)\"))?[^>]*>")
_BLOCK = re.compile(r"\A( {0,3})(:{3,})")
_DEFINITION = re.compile(r"\A( {0,3})\[(?=[^\]^][^\]]*\]:)")
_QUESTION = re.compile(r"\A( {0,3}(?:>\s*)*)\?\s+")


def of_windows(data: bytes) -> str | None:
    """The text in bytes that are no UTF-8, if they are those of Windows (cp1252); None if they are not.

    What is UTF-8 but for a few bytes is damaged UTF-8, and would come out as „fÃ¼r“.
    """
    read = [one for one in data.decode("utf-8", "replace") if not one.isascii()]
    if read.count("\ufffd") * 2 < len(read) or b"\0" in data:
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def plain(text: str) -> str:
    """The text with one kind of line end and without what nobody sees or meant; a mail that is quoted as a whole, unquoted."""
    lines = [_plain(line) for line in _LINE_ENDS.sub("\n", text).split("\n")]
    for _ in range(DEEPEST_QUOTE):
        if not all(_QUOTED.match(line) for line in lines if line):
            break
        lines = [_QUOTED.sub("", line, count=1).removeprefix(" ") for line in lines]
    return "\n".join(lines).strip("\n")


def _plain(line: str) -> str:
    line = without_unseen(_NOTHING.sub("", line)).replace("\t", "    ")
    return SIGNATURE if line == SIGNATURE else line.rstrip()


def harmless(text: str) -> str:
    """The text as Markdown in which nothing begins, ends or hides what follows it, and no words are lost.

    HTML and what Byline's blocks are made of become text, but for pictures that a forge put in; code is left alone.
    """
    made: list[str] = []
    fence = ""
    lines = text.split("\n")
    for line, listed in zip(lines, _with_bullets(lines), strict=True):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        elif found:
            fence = found[1]
        else:
            if made and made[-1] and _UNDERLINE.match(line):
                made.append("")
            line = _text(listed)  # noqa: PLW2901  # the same line, made harmless
        made.append(line)
    return "\n".join([*made, fence] if fence else made).strip("\n")


def _with_bullets(lines: list[str]) -> list[str]:
    """The lines, of which those that begin with an `o`, `§` or dash are items where a wide space says so, or an item beside it."""
    found = [_PERHAPS_BULLET.match(line) for line in lines]
    items = [bool(one) or _BULLET.match(line) is not None for one, line in zip(found, lines, strict=True)]
    beside = zip([False, *items], [*items[1:], False], strict=False)
    return [
        f"{one[1]}• {line[one.end() :]}" if one and (len(one[2]) > 1 or above or below) else line
        for line, one, (above, below) in zip(lines, found, beside, strict=True)
    ]


def _text(line: str) -> str:
    """A line outside of code."""
    line = _INDENT.sub("", _BULLET.sub(r"\1- ", line))
    line = _PICTURE.sub(lambda found: f"![{found[2] or ''}]({found[1]})", line)
    line = _CODE_OR_TAG.sub(lambda found: found["code"] or r"\<", line)
    line = _QUESTION.sub(r"\1?", line)  # else a question of an interview
    return _DEFINITION.sub(r"\1\\[", _BLOCK.sub(r"\1\\\2", line))
