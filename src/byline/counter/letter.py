"""Letters: feedback as a page, as a feed, and as text. All three say the same, and none more than the figures do."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from email.utils import format_datetime
from html import escape

from byline.counter.feedback import Letter, Note
from byline.counter.kindly import of_milestone, of_note, word
from byline.counter.policy import Policy

FEED = "feed.xml"
_STYLE = """
body{max-width:42rem;margin:3rem auto;padding:0 1rem;font:1.1rem/1.6 Georgia,serif;color:#1a1a1a;background:#fff}
h1{line-height:1.2}h2{margin-top:2.5rem;line-height:1.3}svg{display:block;width:100%;height:6rem}rect{fill:#a33b20}
rect.under{fill:none;stroke:#767676;vector-effect:non-scaling-stroke}table{border-collapse:collapse}th,td{text-align:left;padding:.1rem 1.5rem .1rem 0}
a{color:#8a3019}footer{margin-top:3rem;font-size:.95rem}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}a{color:#f0a58f}rect{fill:#e07a5f}}
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
    "x-content-type-options": "nosniff",
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'",
}
"""What goes with a page or a feed that is somebody's own."""


def as_page(letter: Letter, policy: Policy) -> str:
    """A page for the person alone, which loads nothing."""
    language = letter.person.language
    title = escape(word("title", language, name=letter.person.name))
    notes = "".join(_section(note, policy, language) for note in letter.notes)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n"
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{FEED}">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{notes or _paragraph(word('none', language))}</main>\n"
        f"<footer>\n{_paragraph(_until(letter, policy))}{_paragraph(word('private', language))}{_paragraph(word('off', language))}</footer>\n</body>\n</html>\n"
    )


def as_feed(letter: Letter, policy: Policy, address: str) -> bytes:
    """RSS 2.0 of the milestones of the person's stories. `address` is that of the person's page.

    Made with the standard library: the portal's own one for feeds takes 5 MiB, of which a small service has few.
    """
    language = letter.person.language
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    for name, text in (
        ("title", word("title", language, name=letter.person.name)),
        ("link", address),
        ("description", _until(letter, policy)),
        ("language", language),
    ):
        ET.SubElement(channel, name).text = text
    for passed in letter.milestones:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = word(f"after-{passed.days}", language, title=passed.story.title)
        ET.SubElement(item, "link").text = f"{policy.origin}{policy.base_path}{passed.story.address}"
        ET.SubElement(item, "description").text = of_milestone(passed, language)
        ET.SubElement(item, "guid", isPermaLink="false").text = f"{passed.story.story}#{passed.days}"
        morning = datetime.datetime.combine(passed.day, datetime.time(6), policy.zone)
        ET.SubElement(item, "pubDate").text = format_datetime(morning)
    return bytes(ET.tostring(rss, encoding="utf-8", xml_declaration=True))


def as_text(letter: Letter, policy: Policy, address: str) -> str:
    """Markdown that can be sent as a mail as it is."""
    language = letter.person.language
    lines = [f"# {word('title', language, name=letter.person.name)}", ""]
    for note in letter.notes:
        lines += [f"## {note.story.title}", "", of_note(note, language), ""]
        lines += [f"- {week}: {figure}" for week, figure in _weeks(note, language).items()] + [""]
    if not letter.notes:
        lines += [word("none", language), ""]
    lines += [_until(letter, policy), word("off", language), "", f"<{address}>" if address else ""]
    return "\n".join(lines).rstrip() + "\n"


def _section(note: Note, policy: Policy, language: str) -> str:
    place = escape(f"{policy.base_path}{note.story.address}")
    head = f'<h2><a href="{place}" lang="{escape(note.story.language)}">{escape(note.story.title)}</a></h2>\n'
    weeks = _weeks(note, language)
    rows = "".join(f'<tr><th scope="row">{week}</th><td>{figure}</td></tr>\n' for week, figure in weeks.items())
    caption = f"<tr><th>{word('week', language)}</th><th>{word('views', language)}</th></tr>\n"
    table = f"{_chart(note.weeks, word('chart', language))}<table>\n{caption}{rows}</table>\n" if weeks else ""
    return f"<section>\n{head}{_paragraph(of_note(note, language))}{table}</section>\n"


def _weeks(note: Note, language: str) -> Mapping[str, int]:
    """The figures by week, where there are any."""
    return {_named(week, language): figure for week, figure in note.weeks.items() if figure}


def _named(week: str, language: str) -> str:
    """A week as people say it."""
    year, _, number = week.partition("-W")
    return word("week-of", language, year=year, week=int(number))


def _chart(weeks: Mapping[str, int], label: str) -> str:
    """A bar for each week; an empty one of the least height where there is no number."""
    most, width = max([*weeks.values(), 1]), 100 / max(len(weeks), 8)
    bars = []
    for place, figure in enumerate(weeks.values()):
        height = max(4.0, 40 * figure / most)
        kind = "" if figure else ' class="under"'
        bars.append(
            f'<rect{kind} x="{place * width:.2f}" y="{40 - height:.2f}" width="{width * 0.8:.2f}" height="{height:.2f}"/>'
        )
    return f'<svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label="{escape(label)}">{"".join(bars)}</svg>\n'


def _until(letter: Letter, policy: Policy) -> str:
    return word(
        "until",
        letter.person.language,
        day=word("day", letter.person.language, day=letter.until),
        threshold=policy.threshold,
        months=policy.retention.months,
    )


def _paragraph(text: str) -> str:
    """A text as a paragraph; what it quotes of a file as code."""
    quoted = re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))
    return f"<p>{quoted}</p>\n"
