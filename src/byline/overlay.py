"""The overlay: what the preview lays over a page, or shows in its place, as HTML and as the event that tells of it.

All text is escaped here; the script in `client/` only puts it where it belongs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from byline.messages import hint, numbered, said, sentence, severity
from byline.problem import Problem, Severity
from byline.report import excerpt, untold

FOLDER = "/.byline/"  # no page of a portal can stand there: a part of an address never begins with a dot
SCRIPT, STYLE, EVENTS = f"{FOLDER}preview.js", f"{FOLDER}preview.css", f"{FOLDER}events"

MOST = 100  # problems of a kind; the rest is counted

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.WITHHELD)

Source = Callable[[str], bytes | None]
"""A file of the portal by its path, to quote the line that a problem is about."""

_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Stand:
    """How things stand: what browsers are told after every attempt."""

    run: str  # tells this run of the server from every other
    attempt: int  # counts all attempts that are told, good or not
    number: int  # counts good editions
    since: int  # the first good edition from which pages differ from today's in their style sheets alone
    sound: bool  # the latest attempt is the edition on show
    problems: tuple[Problem, ...]
    styles: tuple[str, ...] = ()  # where the style sheets are now
    moved: tuple[tuple[str, str], ...] = ()  # paths of pages that the latest edition lacks, and where they went


def tag(stand: Stand, kind: str) -> bytes:
    """What makes a page follow the preview; `kind` is `page`, `missing` (where nothing is) or `broken` (nothing yet)."""
    facts = {"run": stand.run, "attempt": stand.attempt, "number": stand.number, "kind": kind}
    return f'<script src="{SCRIPT}" defer{_data(facts)}></script>'.encode()


def _data(facts: dict[str, object]) -> str:
    return "".join(f' data-{name}="{escape(str(fact))}"' for name, fact in facts.items())


def followed(page: bytes, stand: Stand, kind: str) -> bytes:
    """A page that follows the preview."""
    head, end, rest = page.partition(b"</head>")
    return head + tag(stand, kind) + end + rest


def event(stand: Stand, source: Source, language: str) -> str:
    """How things stand, for the script."""
    errors = [one for one in stand.problems if one.severity is Severity.ERROR]
    notes = [one for one in stand.problems if one.severity is not Severity.ERROR]
    return json.dumps(
        {
            "run": stand.run,
            "attempt": stand.attempt,
            "number": stand.number,
            "since": stand.since,
            "styles": stand.styles,
            "moved": dict(stand.moved),
            "language": language,
            "errors": "" if stand.sound else listed(errors, source, language),
            "notes": listed(notes, source, language),
            "count": counted(errors if not stand.sound else notes, language),
            "words": {
                "broken": said("page-broken", language),
                "kept": said("page-kept", language),
                "notes": said("page-notes", language),
                "close": said("page-close", language),
                "gone": said("page-gone", language),
                "renamed": said("page-renamed", language),
                "moved": said("page-moved", language),
                "home": said("page-home", language),
                "ended": said("page-ended", language),
            },
        },
        ensure_ascii=False,
    )


def told(problems: Iterable[Problem]) -> list[Problem]:
    """What is worth telling while somebody writes, the worst first: no advice, and nothing that is so for good."""
    wanted = [one for one in problems if one.severity in _ORDER and not untold(one)]
    return sorted(wanted, key=lambda one: _ORDER.index(one.severity))


def counted(problems: Iterable[Problem], language: str) -> str:
    """How many problems there are of each severity that there is."""
    wanted = told(problems)
    numbers = {one: sum(found.severity is one for found in wanted) for one in _ORDER}
    return ", ".join(numbered(number, one.value, language) for one, number in numbers.items() if number)


def listed(problems: Iterable[Problem], source: Source, language: str) -> str:
    """A list of problems as HTML; empty if there are none."""
    wanted = told(problems)
    if not wanted:
        return ""
    items = "".join(_item(one, source, language) for one in wanted[:MOST])
    more = len(wanted) - MOST
    rest = f"<p>{escape(said('page-more', language, number=more))}</p>" if more > 0 else ""
    return f'<ol class="problems">{items}</ol>{rest}'


def _item(found: Problem, source: Source, language: str) -> str:
    place, data = found.place, source(found.place.path)
    where = f"{place.path}:{place.line}:{place.column}" if place.line else place.path
    quoted = excerpt(found, {place.path: data}) if data is not None else ""
    advice = hint(found, language)
    return (
        f'<li class="{found.severity.value}">'
        f'<p class="where"><strong>{escape(severity(found, language))}</strong> <code>{escape(where)}</code></p>'
        f'<p class="sentence">{_marked(sentence(found, language))}</p>'
        + (f'<p class="hint">{_marked(advice)}</p>' if advice else "")
        + (f"<pre>{escape(quoted.rstrip())}</pre>" if quoted else "")
        + "</li>"
    )


def _marked(text: str) -> str:
    """A sentence as HTML, with what stands in backquotes as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def broken(stand: Stand, source: Source, language: str) -> bytes:
    """The page that is shown while there is no edition yet, in place of every other."""
    return _page(
        said("page-broken", language),
        said("page-none", language),
        listed(stand.problems, source, language),
        stand,
        language,
    )


def plain(text: str, stand: Stand, language: str) -> bytes:
    """A page with one sentence; it follows the preview like all others."""
    return _page(text, "", "", stand, language)


def _page(title: str, text: str, more: str, stand: Stand, language: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" class="byline">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="{STYLE}">\n'
        f"{tag(stand, 'broken').decode()}\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(text)}</p>\n{more}\n</main>\n</body>\n</html>\n"
    ).encode()
