"""What WordPress's block editor keeps elsewhere than in the text: synced patterns, footnotes, and blocks that stand there
as a comment only, of which a plugin makes what readers see (developer.wordpress.org/block-editor, “Block grammar”).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from byline.moving.blog import Source
from byline.moving.preamble import DEEPEST
from byline.moving.retyping import retyped
from byline.problem import Problem, problem
from byline.tree import LARGEST_TEXT

_ALONE = re.compile(r"<!--\s*+wp:(?P<name>[\w/-]++)\s*+(?P<said>(?:(?!-->|<!--).)*?)/-->", re.DOTALL)
_MARK = re.compile(r"(?:<sup>)?\[[^\[\]\n]*\]\(#([\w-]+)\)(?:</sup>)?")
_LEVELS = 3  # of patterns in patterns
_LOOKS = frozenset({"className", "style", "layout", "gradient"})
"""What a block says of its looks."""


class Note(msgspec.Struct, frozen=True):
    """A footnote: links to it lead to `#id`."""

    id: str
    content: str


def notes_of(meta: str) -> tuple[Note, ...]:
    """The footnotes in a post's meta value `footnotes`, which is JSON; none, if it is not sound."""
    try:
        return msgspec.json.decode(meta, type=tuple[Note, ...])
    except msgspec.DecodeError:
        return ()


def with_notes(body: str, notes: Iterable[Note]) -> str:
    """The Markdown of a post with its footnotes below, and marks instead of links to them."""
    by_id = {note.id: note for note in notes}
    numbers: dict[str, int] = {}

    def put(found: re.Match[str]) -> str:
        return f"[^{numbers.setdefault(found[1], len(numbers) + 1)}]" if found[1] in by_id else found[0]

    marked = _MARK.sub(put, body)
    written = (
        f"[^{number}]: " + retyped(by_id[id_].content).replace("\n", "\n    ") for id_, number in numbers.items()
    )
    return "\n\n".join([marked, *written])


def with_blocks(source: Source, patterns: Mapping[str, str], *, noted: bool) -> tuple[str, tuple[Problem, ...]]:
    """The HTML of a post with its synced patterns, whose texts are told by id, and with the words of other blocks that are
    only a comment: of each kind the first is told, with its number. `noted` tells that its footnotes are known.
    """
    first: dict[str, re.Match[str]] = {}
    number: Counter[str] = Counter()

    def put(found: re.Match[str]) -> str:
        name = found["name"]
        if name == "footnotes" and noted:
            return ""
        number[name] += 1
        first.setdefault(name, found)
        return "".join(f"\n\n<div>{said}</div>\n\n" for said in _words(_attributes(found)))

    text = _ALONE.sub(put, _with_patterns(source.text, patterns))
    return text, tuple(
        problem(source.place(one[0]), "moved-tag", tag=" ".join(one[0].split())[:80], spots=number[name])
        for name, one in first.items()
    )


def _with_patterns(text: str, patterns: Mapping[str, str]) -> str:
    for _ in range(_LEVELS):
        named = [pattern for found in _ALONE.finditer(text) if (pattern := _pattern(found, patterns)) is not None]
        if not named or len(text) + sum(map(len, named)) > LARGEST_TEXT:
            break
        text = _ALONE.sub(lambda found: found[0] if (one := _pattern(found, patterns)) is None else one, text)
    return text


def _pattern(found: re.Match[str], patterns: Mapping[str, str]) -> str | None:
    """The text of a synced pattern; None for other blocks, and for one that this post says differently."""
    given = _attributes(found)
    is_known = found["name"] in {"block", "core/block"} and "content" not in given
    return patterns.get(str(given.get("ref"))) if is_known else None


def _attributes(found: re.Match[str]) -> dict[str, Any]:
    try:
        made = json.loads(found["said"] or "{}")
    except (ValueError, RecursionError):
        return {}
    return made if isinstance(made, dict) else {}


def _words(value: Any, depth: int = 0) -> Iterable[str]:
    """The texts in the attributes of a block that people can read: those with a space in them."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield from (said for key, one in value.items() if key not in _LOOKS for said in _words(one, depth + 1))
    elif isinstance(value, list):
        yield from (said for one in value for said in _words(one, depth + 1))
    elif isinstance(value, str) and " " in value.strip():
        yield value
