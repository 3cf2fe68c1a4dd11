"""Reports: problems as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from byline.baseline import Text, fingerprints
from byline.messages import hint, sentence, severity
from byline.problem import Problem, Severity, gravity
from byline.tree import decoded

ADVICE_SHOWN = 3  # of each rule; the rest is counted

LONG = 60  # lines; after more, it is told how often each rule was broken

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


def untold(found: Problem) -> bool:
    """Whether a problem is no news, and so is told and counted only where advice is wanted."""
    return found.rule in STANDING


def line(found: Problem, language: str, style: Style = PLAIN) -> str:
    """A problem in one line: `path:line:column severity rule message (hint)`."""
    place = found.place
    before, after = style.get(found.severity.value, ("", ""))
    advice = hint(found, language)
    end = f" ({advice})" if advice else ""
    where = _flat(f"{place.path}:{place.line}:{place.column}")
    said = _flat(f"{found.rule} {sentence(found, language)}{end}")
    return f"{where} {before}{severity(found, language)}{after} {said}"


def _flat(text: str) -> str:
    """On one line, with nothing in it that could steer a terminal."""
    return text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)


def excerpt(found: Problem, sources: Mapping[str, bytes], style: Style = PLAIN) -> str:
    """The line of the file that a problem is about, with a mark under its column; empty if there is none."""
    data = sources.get(found.place.path)
    if data is None or found.place.line == 0:
        return ""
    lines = decoded(data, "replace").split("\n")
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
    """All problems, a line each; with `sources` (the files by path) each with an excerpt. Advice only where wanted.

    Errors come last, next to where people read on, so that a thousand warnings cannot hide the one error.
    """
    out: list[str] = []
    told: Counter[str] = Counter()
    advised = 0
    advices: Counter[str] = Counter()
    for found in sorted(problems, key=gravity):
        if (untold(found) or found.severity is Severity.ADVICE) and not advice:
            continue
        told[found.rule] += 1
        is_advice = found.severity is Severity.ADVICE
        advices[found.rule] += is_advice
        if not is_advice or advices[found.rule] <= ADVICE_SHOWN:
            out.append(line(found, language, style) + "\n")
            advised += is_advice
            if sources is not None and found.severity in {Severity.ERROR, Severity.WARNING}:
                out.append(excerpt(found, sources, style))
    more = [f"    + {number - ADVICE_SHOWN} × {rule}\n" for rule, number in advices.items() if number > ADVICE_SHOWN]
    out = [*out[:advised], *more, *out[advised:]]
    if "".join(out).count("\n") > LONG:
        out += ["\n", *(f"{number:>6} × {rule}\n" for rule, number in told.most_common())]
    return "".join(out)


def as_json(problems: Sequence[Problem], texts: Mapping[str, Text], language: str) -> str:
    """All problems, and the texts in which they were found by their paths, as `byline.baseline` reads it; a line for each."""
    found = (
        {
            "path": one.place.path,
            "line": one.place.line,
            "column": one.place.column,
            "severity": one.severity.value,
            "rule": one.rule,
            "message": sentence(one, language),
            "hint": hint(one, language),
            "fingerprint": mark,
        }
        for one, mark in zip(problems, fingerprints(problems), strict=True)
    )
    lines = ",\n".join(map(_json, found))
    by_path = ",\n".join(f"{_json(path)}: {_json(msgspec.to_builtins(one))}" for path, one in sorted(texts.items()))
    return f'{{"problems": [\n{lines}\n],\n"texts": {{\n{by_path}\n}}}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
