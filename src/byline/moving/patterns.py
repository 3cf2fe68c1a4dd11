"""Patterns for the paths of files, which a blog's settings hold: only those are tried for which no path takes long."""

from __future__ import annotations

import re
import warnings

LONGEST_PATH = 255  # characters; longer ones are not held against patterns
MOST_VARIABLE = 4  # parts of a pattern that may be longer or shorter, so that no path takes long

_GLOB = re.compile(r"\*\*/|\*\*|[*?{},]|[^*?{},]+")
_IN_GLOB = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}
_REPEATED = re.compile(r"(?<!\\)\)(?:[*+]|\{)|\\[1-9]|\(\?P=")
_VARIABLE = re.compile(r"(?<!\\)(?:[*+|]|\{\d*,\d*\}|(?<!\()\?)")


def globbed(glob: str) -> str:
    """The pattern that a glob means, in which `*` stands for what is in one name, `**` for folders, and `{a,b}` for either."""
    plain = glob.replace("{", "").replace("}", "") if glob.count("{") != glob.count("}") else glob
    return "".join(_IN_GLOB.get(one, re.escape(one)) for one in _GLOB.findall(plain))


def is_quick(pattern: str) -> bool:
    """Whether a pattern is one, and holds nothing for which a path could take long."""
    if _REPEATED.search(pattern) or len(_VARIABLE.findall(pattern)) > MOST_VARIABLE:
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return bool(re.compile(pattern))
        except (re.error, RecursionError, OverflowError):
            return False
