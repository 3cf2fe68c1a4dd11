"""What editors and forms need to know of a portal, printed for them."""

from __future__ import annotations

from pathlib import Path

import click

from byline.decap import Entrance, config, page
from byline.filing import known, put
from byline.messages import LANGUAGES, said
from byline.portal import read_portal
from byline.schema import as_json, names, schema
from byline.settings import Settings
from byline.snippets import snippets
from byline.terminal import stop
from byline.tree import read_text

CLIENT = Path(__file__).parent / "client"
PARTS = {"index.html": "form.html", "start.js": "start.js", "form.js": "form.js"}
"""The files of the form, and what they are called here."""


def print_schema(root: Path, kind: str, language: str | None, spoken: str) -> None:
    """Print the JSON Schema of one kind of text, or snippets for VS Code; `spoken` is the language of messages."""
    settings, people, _ = known(root, read_portal(root).without_stories, spoken)
    language = described_in(settings, language)
    told = names(settings, list(people.values()), language)
    click.echo(snippets(told) if kind == "snippets" else as_json(schema(kind, told, language)), nl=False)


def write_form(root: Path, out: Path, entrance: Entrance, language: str | None, spoken: str) -> None:
    """Write the form in the browser into a folder, all but Decap's own script; `spoken` is the language of messages."""
    settings, people, _ = known(root, read_portal(root).without_stories, spoken)
    if missing := entrance.missing(settings.forge):
        stop(said(f"admin-{missing}", spoken))
    language = described_in(settings, language)
    told = names(settings, list(people.values()), language)
    texts = {name: read_text(CLIENT, source) for name, source in PARTS.items()}
    files = {
        **{name: text for name, text in texts.items() if isinstance(text, str)},
        "config.yml": config(settings, told, language, entrance),
    }
    files["index.html"] = page(settings, language, entrance, files["index.html"])
    for name, text in files.items():
        put(out, name, text, spoken)


def described_in(settings: Settings, language: str | None) -> str:
    """The language of descriptions: the one that is wished, else the portal's first, if Byline speaks it."""
    return language or (settings.language if settings.language in LANGUAGES else "en")
