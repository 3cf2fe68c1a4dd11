"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

ROOT = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The portal's folder, if it is not this one.",
)
LANG = click.option(
    "--lang", type=click.Choice(["de", "en"]), default=None, help="Language of the messages; by default the terminal's."
)
