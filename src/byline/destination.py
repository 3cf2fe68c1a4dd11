"""Destinations: what stands in the round brackets of a link or picture, also as it comes from file managers and office programs.

CommonMark ends a destination at the first space. Names of pictures and texts have spaces in them (`IMG_2031 (1).JPG`,
`Bildschirmfoto 2026-05-01 um 10.22.13.png`), so one that ends as theirs do is read whole. A title may stand in
typographic quotes.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle

_ENDING = r"\.(?:jpe?g|png|webp|avif|gif|svg|md)"  # of pictures (`address`) and of texts
_OPENING, _CLOSING = "„“”»«‚‘’", '“”»«‘’"'

# The bound keeps a text of brackets from being looked through again from each of them.
_NAME = re.compile(
    rf"(?![\w+.-]+:|//)[^\s<>\"\\][^<>\"\n\\]{{0,300}}?(?:{_ENDING})(?=\s*\)|\s+[\"'{_OPENING}])", re.IGNORECASE
)
_TITLE = re.compile(rf"[{_OPENING}](.{{0,1000}}?)[{_CLOSING}](?=\s*(?:\)|\Z))")


def destination(text: str, start: int, end: int) -> Any:  # the library's own type is hidden
    """The destination that begins at `start`, as the library reads it, or the whole of a name with spaces."""
    found = parseLinkDestination(text, start, end)
    if found.ok and found.pos < end and text[found.pos] == " " and text[start] != "<":
        name = _NAME.match(text, start, end)
        if name and name.end() > found.pos and _is_balanced(name[0]):
            found.str, found.pos = name[0], name.end()
    return found


def _is_balanced(name: str) -> bool:
    """Whether no bracket of a name belongs to something around it: a title may stand in brackets, too."""
    depth = 0
    for character in name:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def title(text: str, start: int, end: int, before: Any = None) -> Any:
    """The title that begins at `start`, as the library reads it, or one in typographic quotes."""
    found = parseLinkTitle(text, start, end, before)
    if not found.ok and before is None and start < end and text[start] in _OPENING:
        quoted = _TITLE.match(text, start, end)
        if quoted:
            found.str, found.pos, found.ok = quoted[1], quoted.end(), True
    return found


HELPERS = SimpleNamespace(parseLinkDestination=destination, parseLinkLabel=parseLinkLabel, parseLinkTitle=title)
"""What the library's rules for links ask, by the names they ask for."""
