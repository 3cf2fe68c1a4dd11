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
NOW = click.option(
    "--now", "now_text", metavar="TIME", default=None, help="Build as if it were this time, such as 2026-03-14T09:00."
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
BASELINE = click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Look at what has come since a check that wrote this file with --format json.",
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    help="How many processes work at once; by default one for each processor.",
)
