"""What is told of usage, as CSV and as JSON: the same figures in either."""

from __future__ import annotations

import csv
import io

import msgspec

from byline.counter.total import Usage

KINDS = ("stories", "months", "departments", "topics", "languages")


def as_json(told: Usage) -> str:
    """As JSON, a figure to a line."""
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def as_csv(told: Usage) -> str:
    """As CSV: what is counted, its name, its figure."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("kind", "name", "views"))
    for kind in KINDS:
        lines.writerows((kind, name, figure) for name, figure in getattr(told, kind).items())
    return text.getvalue()
