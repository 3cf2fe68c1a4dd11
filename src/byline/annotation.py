"""Annotations: problems in the forms in which forges show them beside the lines of a change.

GitHub reads workflow commands on a job's output, GitLab a report in the form of Code Climate ("code quality"), and many
others SARIF 2.1.0, a standard of OASIS.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from string import Formatter
from urllib.parse import quote

from byline.baseline import fingerprints
from byline.messages import LANGUAGES, hint, sentence
from byline.problem import Problem, Severity, gravity

_GITHUB = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.WITHHELD: "notice",
    Severity.ADVICE: "notice",
}
_GITLAB = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.WITHHELD: "info",
    Severity.ADVICE: "info",
}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.WITHHELD: "note", Severity.ADVICE: "note"}


def as_github(problems: Iterable[Problem], language: str) -> str:
    """A workflow command for each problem. GitHub shows the first ten of a kind, so that the worst come first."""
    return "".join(_command(one, language) for one in sorted(problems, key=gravity, reverse=True))


def _command(one: Problem, language: str) -> str:
    where = {"file": one.place.path}
    if one.place.line:
        where |= {"line": str(one.place.line), "col": str(one.place.column)}
    named = ",".join(f"{name}={_property(text)}" for name, text in {**where, "title": one.rule}.items())
    return f"::{_GITHUB[one.severity]} {named}::{_data(_said(one, language))}\n"


def _data(text: str) -> str:
    """A message as workflow commands need it (actions/toolkit, `command.ts`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Sequence[Problem], language: str) -> str:
    """A code quality report."""
    return _json(
        [
            {
                "description": _said(one, language),
                "check_name": one.rule,
                "fingerprint": mark,
                "severity": _GITLAB[one.severity],
                "location": {"path": one.place.path, "lines": {"begin": max(1, one.place.line)}},
            }
            for one, mark in zip(problems, fingerprints(problems), strict=True)
        ]
    )


def as_sarif(problems: Sequence[Problem], language: str) -> str:
    """A log in the form of SARIF 2.1.0."""
    broken = sorted({one.rule for one in problems})
    driver = {"name": "Byline", "rules": [_rule(name, language) for name in broken]}
    results = [
        {
            "ruleId": one.rule,
            "ruleIndex": broken.index(one.rule),
            "level": _SARIF[one.severity],
            "message": {"text": _said(one, language)},
            "locations": [{"physicalLocation": _location(one)}],
            "partialFingerprints": {"byline/v1": mark},
        }
        for one, mark in zip(problems, fingerprints(problems), strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"version": "2.1.0", "runs": [run]})


def _rule(name: str, language: str) -> dict[str, object]:
    """A rule in general, without the facts of a place."""
    wrong, advice = (
        "".join(said if fact is None else f"{said}…" for said, fact, *_ in Formatter().parse(text))
        for text in LANGUAGES[language].rules[name]
    )
    return {"id": name, "shortDescription": {"text": wrong}, "help": {"text": advice or wrong}}


def _location(one: Problem) -> dict[str, object]:
    artifact = {"uri": quote(one.place.path)}
    if not one.place.line:
        return {"artifactLocation": artifact}
    return {
        "artifactLocation": artifact,
        "region": {"startLine": one.place.line, "startColumn": max(1, one.place.column)},
    }


def _said(one: Problem, language: str) -> str:
    """What is wrong, and what to do."""
    advice = hint(one, language)
    return f"{sentence(one, language)} ({advice})" if advice else sentence(one, language)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
