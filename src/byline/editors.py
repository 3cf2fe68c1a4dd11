"""What editors and forms need to know of a portal, printed for them."""

from __future__ import annotations

from pathlib import Path

import click

from byline.begin import known, with_people
from byline.messages import LANGUAGES
from byline.portal import read_portal
from byline.schema import as_json, names, schema
from byline.settings import Settings


def print_schema(root: Path, kind: str, language: str | None, spoken: str) -> None:
    """Print the JSON Schema of one kind of text; `spoken` is the language of messages."""
    settings, people = known(root, with_people(read_portal(root)), spoken)
    language = described_in(settings, language)
    click.echo(as_json(schema(kind, names(settings, list(people.values()), language), language)), nl=False)


def described_in(settings: Settings, language: str | None) -> str:
    """The language of descriptions: the one that is wished, else the portal's first, if Byline speaks it."""
    return language or (settings.language if settings.language in LANGUAGES else "en")
