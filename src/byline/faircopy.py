"""A fair copy: a text as its author meant it, without what office programs, telephones and upload boxes make of it.

A character is put for a character, so that problems are told at the lines and columns that authors see; only of many
blanks behind a bullet one is left, a heading's marks get their space, and office programs' own tags go. What may be meant as it stands is left alone: dashes, quotes and wide spaces within texts, soft hyphens, a dash before direct speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from byline.keystroke import DASH, WIDE, ZERO

_BULLETS = "•·▪●○◦‣⁃"
_OFFICE_BULLETS = "\uf0b7\uf0a7"  # of the fonts that office programs take for bullets


_WIDES = re.compile(f"[{WIDE}]")
_WIDES_AND_ZEROS = re.compile(f"[{WIDE}{ZERO}]")

# Front matter
_LIST_MARK = f"[-{DASH}{_BULLETS}{_OFFICE_BULLETS}]"
_KEY = rf"[\w-]+[ {WIDE}]*:"
_AROUND_KEYS = re.compile(
    rf"^[ \t{WIDE}]*(?:{_LIST_MARK}[ {WIDE}]+)*(?:{_KEY}[ {WIDE}]+)?|(?<![ {WIDE}])[ {WIDE}]+$",
    re.MULTILINE,
)
_BRACKETS = re.compile(r"^[ \t]*(?:- +)*(?:[\w-]+ *: *)?[\[{].*", re.MULTILINE)
_IN_BRACKETS = re.compile(rf"[\[{{,][ {WIDE}]*(?:{_KEY}[ {WIDE}]+)?|(?<![ {WIDE}])[ {WIDE}]+[\]}}]")
_INDENT = re.compile(r"^[ \t]+(?=\S)", re.MULTILINE)
_ITEM = re.compile(rf"( *){_LIST_MARK}([ \t]+)")

_OPENING, _CLOSING = "„“”‟»«″", "“”‟»«″"
_SINGLE_OPENING, _SINGLE_CLOSING = "‚‘’›‹", "‘’›‹"
_MARKS = re.compile(f"[{_OPENING}{_SINGLE_OPENING}]")
_DOUBLE = rf'(["{_OPENING}])([^"\\{_OPENING}\n]*)(["{_CLOSING}])'
_SINGLE = rf"(['{_SINGLE_OPENING}])((?:[^'\"\\{_SINGLE_OPENING}\n]|(?<=\w)’(?=\w))*)(['{_SINGLE_CLOSING}])"
_VALUES = tuple(
    re.compile(rf"^( *(?:- +)*(?:[\w-]+ *: +)?){quote}(?= *(?: #.*)?$)", re.MULTILINE) for quote in (_DOUBLE, _SINGLE)
)
_ITEMS = tuple(re.compile(rf"([\[{{,] *(?:[\w-]+ *: +)?){quote}(?= *[,\]}}])") for quote in (_DOUBLE, _SINGLE))

_QUOTED_TEXT = re.compile(
    rf"^(title|summary|learned): +([{_OPENING}][^\"\\{_OPENING}\n]*[{_CLOSING}])[ \t]*$", re.MULTILINE
)

# The text below
_CODE = re.compile(r" {0,3}(```|~~~)")
_BEGINS = re.compile(
    rf"""([ \t>{WIDE}{ZERO}]*)                                # what stands before a mark, or alone
    ((?:[-*?]|\#{{1,6}}|:::+)(?=[ \t{WIDE}])                  # marks of Markdown, and Byline's own
    |\d{{1,9}}[.)](?=[ \t]|[{WIDE}][ \t{WIDE}])             # “2. Mai” with a space that does not break is a day
    |[{_BULLETS}{_OFFICE_BULLETS}](?=[ \t{WIDE}])|[–—o§](?=\t))?  # what office programs put before items
    ([ \t{WIDE}]*)""",
    re.VERBOSE,
)
_FOREIGN = frozenset(f"{_BULLETS}{_OFFICE_BULLETS}–—o§")
_CODE_INDENT = 4  # blanks
_ENDS = re.compile(rf"(?<![ \t{WIDE}])[ \t{WIDE}]+\Z")
_HEADING = re.compile(r"^( {0,3}\#{2,6})(?=[^\W_]|[„“‚»*])", re.MULTILINE)  # with one mark, it is a hashtag
_OFFICE_TAG = re.compile(r"<o:p>(?:&nbsp;|[ \u00a0])*</o:p>|</?o:p ?/?>")
_LISTED = re.compile(
    rf"[ \t{WIDE}]*(?:[-*+:{_BULLETS}{_OFFICE_BULLETS}–—o§]|\d{{1,9}}[.)]|\[\^[^\]]+\]:)(?:[ \t{WIDE}]|\Z)"
)
_TYPED = re.compile(r"\t(?=[„“»\"(]?[A-ZÄÖÜ][\w’'-]*,? (?:\S+ ){2}.*[.!?…:][“”«\")]?\s*\Z)")
"""A tab before a sentence: capital letter, at least four words, and a mark at the end of the line."""
_ATTRIBUTE = re.compile(rf'(\{{[^{{}}\n]{{0,200}}=)(["{_OPENING}])([^"\\{_OPENING}{{}}\n]{{0,300}})(["{_CLOSING}])')
_ATTRIBUTES = re.compile(f"=[{_OPENING}]")


def front_matter(text: str) -> str:
    """Front matter or settings as they were meant.

    Wide spaces count as spaces around keys and list marks and at the ends of lines; lines that are all indented by
    tabs are indented by spaces; dashes and bullets are list marks below a key; typographic quotes around a whole value
    are those of YAML, unless there are such quotes within.
    """
    if text.isascii() and "\t" not in text:
        return text
    text = _AROUND_KEYS.sub(_spaced, text)
    if _WIDES.search(text):
        text = _BRACKETS.sub(lambda line: _IN_BRACKETS.sub(_spaced, line[0]), text)
    if "\t" in text and all(set(indent) == {"\t"} for indent in _INDENT.findall(text)):
        text = _INDENT.sub(lambda found: " " * len(found[0]), text)
    text = "\n".join(_items(text.split("\n")))
    if _MARKS.search(text):
        for pattern in _VALUES:
            text = pattern.sub(_straight, text)
        for pattern in _ITEMS:
            text = _BRACKETS.sub(lambda line, one=pattern: one.sub(_straight, line[0]), text)  # type: ignore[misc]  # mypy knows no defaults of lambdas
    return text


def quoted_texts(text: str) -> Iterator[tuple[int, int, str]]:
    """Texts that readers see whose quotes `front_matter` takes for YAML's: line and column, from 0, and how to keep them."""
    if _MARKS.search(text):
        for found in _QUOTED_TEXT.finditer(text):
            column = found.start(2) - found.start()
            yield text.count("\n", 0, found.start()), column, f'{found[1]}: "{found[2]}"'


def _spaced(found: re.Match[str]) -> str:
    return _WIDES.sub(" ", found[0])


def _straight(found: re.Match[str]) -> str:
    before, _, text, _ = found.groups()
    return f'{before}"{text}"'


def _items(lines: list[str]) -> list[str]:
    """Lines of which those that begin with a dash or bullet are items, where items can stand: below a key, or another."""
    above = ""
    for number, line in enumerate(lines):
        found = _ITEM.match(line)
        if found and above.endswith(":"):
            lines[number] = f"{found[1]}-{' ' * len(found[2])}{line[found.end() :]}"
            continue  # what stands below an item stands below its key
        above = line.rstrip()
    return lines


def body(text: str, *, is_printable: bool) -> str:
    """The text below front matter as it was meant, but for what stands in fenced code.

    Wide spaces count as spaces before and behind the marks that begin a line and at its end; office programs' bullets
    begin items of lists; typographic quotes around a value in braces (`{credit=“…”}`) are straight; a heading gets the
    space behind its marks; a sentence behind a tab is no code, but in lists. `is_printable` tells that there are no
    wide spaces and no tabs, as is known by then.
    """
    odd = "<o:p" in text or ("##" in text and _HEADING.search(text) is not None)
    if is_printable and not odd and not any(bullet in text for bullet in _BULLETS) and not _ATTRIBUTES.search(text):
        return text
    lines, code, listed, above = text.split("\n"), "", False, ""
    for number, line in enumerate(lines):
        if fence := _CODE.match(line):
            code = "" if code == fence[1] else code or fence[1]
        elif not code:
            if line.strip():  # what is indented below an item belongs to it
                listed = _LISTED.match(line) is not None or (listed and (line[0] in " \t" or bool(above.strip())))
            if odd:
                line = _HEADING.sub(r"\1 ", line if "`" in line else _OFFICE_TAG.sub("", line))  # noqa: PLW2901  # the same line, as it was meant
            if "\t" in line and not listed:
                line = _TYPED.sub(" ", line)  # noqa: PLW2901  # as above
            lines[number] = line if line.isascii() and "\t" not in line else _line(line)
        above = line
    return "\n".join(lines)


def _line(line: str) -> str:
    if "=" in line:
        line = _ATTRIBUTE.sub(_straight, line)
    if found := _BEGINS.match(line):
        before, mark, behind = found.groups("")
        rest = line[found.end() :]
        if mark and (mark[0] in _FOREIGN or _WIDES.search(behind)):
            mark = "-" if mark[0] in _FOREIGN else mark
            behind = " " * (len(behind) if len(behind) <= _CODE_INDENT else 1)  # behind more, Markdown sees code
        if mark or not rest or len(before) < _CODE_INDENT:
            line = _WIDES_AND_ZEROS.sub(" ", before) + mark + behind + rest
    return _ENDS.sub(_spaced, line)
