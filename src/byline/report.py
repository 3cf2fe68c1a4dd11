"""Reports: problems as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from byline.messages import hint, sentence, severity
from byline.problem import Problem, Severity

ADVICE_SHOWN = 3  # of each rule; the rest is counted

STANDING = frozenset({"withheld-left", "withheld-anonymous"})  # true for good; told with the advice

Style = Mapping[str, tuple[str, str]]
"""What stands before and after a severity's name, a rule's name and an excerpt, to colour them on a terminal."""

PLAIN: Style = {}
TERMINAL: Style = {
    "error": ("\x1b[1;31m", "\x1b[0m"),
    "warning": ("\x1b[33m", "\x1b[0m"),
    "withheld": ("\x1b[36m", "\x1b[0m"),
    "advice": ("\x1b[2m", "\x1b[0m"),
    "excerpt": ("\x1b[2m", "\x1b[0m"),
}


def line(found: Problem, language: str, style: Style = PLAIN) -> str:
    """A problem in one line: `path:line:column severity rule message (hint)`."""
    place = found.place
    before, after = style.get(found.severity.value, ("", ""))
    advice = hint(found, language)
    end = f" ({advice})" if advice else ""
    return f"{place.path}:{place.line}:{place.column} {before}{severity(found, language)}{after} {found.rule} {_flat(sentence(found, language))}{_flat(end)}"


def _flat(text: str) -> str:
    """On one line, with nothing in it that could steer a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def excerpt(found: Problem, sources: Mapping[str, bytes], style: Style = PLAIN) -> str:
    """The line of the file that a problem is about, with a mark under its column; empty if there is none."""
    data = sources.get(found.place.path)
    if data is None or found.place.line == 0:
        return ""
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if found.place.line > len(lines):
        return ""
    text = _flat(lines[found.place.line - 1])
    start = max(0, found.place.column - 60)
    shown, column = text[start : start + 100], found.place.column - 1 - start
    before, after = style.get("excerpt", ("", ""))
    number = f"{found.place.line:>5}"
    return f"{before}{number} | {shown}\n{' ' * len(number)} | {' ' * max(0, column)}^{after}\n"


def as_text(
    problems: Iterable[Problem],
    language: str,
    sources: Mapping[str, bytes] | None = None,
    *,
    advice: bool,
    style: Style = PLAIN,
) -> str:
    """All problems, a line each; with `sources` (the files by path) each with an excerpt. Advice only where wanted."""
    out: list[str] = []
    advised: dict[str, list[Problem]] = {}
    for found in problems:
        if found.rule in STANDING and not advice:
            continue
        if found.severity is Severity.ADVICE:
            advised.setdefault(found.rule, []).append(found)
            continue
        out.append(line(found, language, style) + "\n")
        if sources is not None and found.severity is not Severity.WITHHELD:
            out.append(excerpt(found, sources, style))
    for several in advised.values() if advice else ():
        out += [line(found, language, style) + "\n" for found in several[:ADVICE_SHOWN]]
        if len(several) > ADVICE_SHOWN:
            out.append(f"    + {len(several) - ADVICE_SHOWN} × {several[0].rule}\n")
    return "".join(out)


def as_json(problems: Iterable[Problem], language: str) -> str:
    """All problems as a JSON list of objects."""
    return json.dumps(
        [
            {
                "path": found.place.path,
                "line": found.place.line,
                "column": found.place.column,
                "severity": found.severity.value,
                "rule": found.rule,
                "message": sentence(found, language),
                "hint": hint(found, language),
            }
            for found in problems
        ],
        ensure_ascii=False,
        indent=2,
    )
