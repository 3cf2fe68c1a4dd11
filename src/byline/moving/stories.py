"""The stories that posts become: their files, in Byline's own form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from byline.dateline import Moment, in_digits
from byline.front import Image
from byline.kind import longest
from byline.manuscript import LONGEST_LINE
from byline.moving.fields import plain
from byline.moving.tags import code_in, outside_code
from byline.skeleton import scalar
from byline.story import StoryFront

LONGEST_TITLE, LONGEST_SUMMARY = (longest(StoryFront, key) for key in ("title", "summary"))

_FENCE = re.compile(r"`{3}|~{3}")
_NO_PARAGRAPH = re.compile(
    r" {0,3}(?:#|>|[-*+•][ \t]|\d{1,9}[.)][ \t]|\||\[\^|:[ \t]|!\[|\[!\[|<(?!/?(?:a|abbr|b|br|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u)\b))"
    r"|(?: {4}|\t)|[^\n]*\n[ \t]*(?:[|:-]*-{3}|=+[ \t]*$)",
    re.MULTILINE,
)
"""What begins a heading, a quotation, a list, a table, a footnote, code, a picture or a block of HTML."""

_CAPTION = re.compile(r"([*_])(?!\1)[^*_]+\1\Z")
_NO_WORDS = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?: \"[^\"]*\")?\)|\[\^[^\[\]\s]+\]|\{[:.#][^{}\n]*\}")
_BREAK = re.compile(r"<br\b[^<>]*>|\\\n", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SENTENCE_ENDS = re.compile(r"[.!?…][\"”’“»)]*(?=\s)")


def shortened(text: str, limit: int) -> str:
    """A text of at most so many characters, which ends with a sentence or else with a word and an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_ENDS.finditer(text, 0, limit)]
    if ends and ends[-1] > limit // 3:
        return text[: ends[-1]]
    return (
        text[: limit - 1].rpartition(" ")[0].rstrip(",;:–- ") + "…" if " " in text[:limit] else text[: limit - 1] + "…"
    )


def teased(teaser: str) -> str:
    """A summary made of how a text begins: of its plain paragraphs, and not too long."""
    for begin, end in reversed([span for span in code_in(teaser) if _FENCE.match(teaser[slice(*span)].lstrip(" "))]):
        teaser = f"{teaser[:begin]}\n\n{teaser[end:]}"
    said: list[str] = []
    before = ""
    for block in re.split(r"\n(?:[ \t]*\n)+", teaser.strip("\n")):
        is_caption = before.lstrip().startswith("![") and _CAPTION.match(block.strip())
        if not is_caption and not _NO_PARAGRAPH.match(block):
            said.append(_NO_WORDS.sub("", _BREAK.sub(" ", block)))
        before = block
    return shortened(_ESCAPED.sub(r"\1", plain("\n".join(said))), LONGEST_SUMMARY)


def story_file(
    body: str,
    *,
    title: str,
    date: Moment,
    authors: Sequence[str],
    departments: Sequence[str],
    roles: Sequence[str],
    topics: Sequence[str],
    language: str,
    summary: str,
    image: Image | None,
    translation_of: str,
    status: str,
    publish_at: Moment | None,
    expires_at: Moment | None,
    aliases: Sequence[str],
    id_: str,
) -> str:
    """The text of a story's file; what is empty is left out."""
    lists = (("departments", departments), ("roles", roles), ("topics", topics))
    lines = [f"title: {scalar(title)}", f"date: {in_digits(date)}", f"authors: {_list(authors)}"]
    lines += [f"{key}: {_list(items)}" for key, items in lists if items]
    lines += [f"{key}: {scalar(text)}" for key, text in (("language", language), ("summary", summary)) if text]
    if image:
        parts = (("src", image.src), ("alt", image.alt), ("credit", image.credit))
        lines.append(f"image: {{{', '.join(f'{key}: {scalar(text)}' for key, text in parts if text)}}}")
    if translation_of:
        lines.append(f"translation_of: {translation_of}")
    if status != "published":
        lines.append(f"status: {status}")
    moments = (("publish_at", publish_at), ("expires_at", expires_at))
    lines += [f"{key}: {in_digits(moment)}" for key, moment in moments if moment and moment != date]
    if aliases:
        lines.append(f"aliases: {_list(aliases)}")
    return "---\n" + "\n".join([*lines, f"id: {id_}"]) + f"\n---\n\n{_in_lines(body)}\n"


def _list(items: Sequence[str]) -> str:
    return f"[{', '.join(map(scalar, items))}]"


def _in_lines(body: str) -> str:
    """The body without more than one empty line at once, and without lines that are too long to be read."""
    lines = [line.rstrip() if line.strip() == "" else line for line in body.split("\n")]
    whole = "\n".join(part for line in lines for part in _broken(line))
    return outside_code(re.compile(r"\n{3,}"), lambda _: "\n\n", whole).strip("\n")


def _broken(line: str) -> list[str]:
    parts = []
    while len(line) > LONGEST_LINE:
        cut = line.rfind(" ", 0, LONGEST_LINE)
        cut = cut if cut > 0 else LONGEST_LINE - 1
        parts.append(line[:cut])
        line = line[cut:].lstrip(" ")
    return [*parts, line]
