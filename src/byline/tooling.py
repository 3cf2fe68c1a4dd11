"""The commands that make what other programs need: forges, editors, a form. What they need is imported when they run."""

from __future__ import annotations

from pathlib import Path

import click

from byline.options import JOBS, LANG, ROOT


@click.command()
@ROOT
@JOBS
@LANG
def codeowners(root: Path, jobs: int | None, lang: str | None) -> None:
    """Print the file CODEOWNERS for your forge: who is asked to look at which part of a change.

    Example:  codeowners > .github/CODEOWNERS
    """
    from byline.briefing import looked
    from byline.owners import print_codeowners
    from byline.terminal import opened
    from byline.workers import Workers, processors

    spoken = opened(lang)
    memo, seen = looked(root, spoken)
    print_codeowners(root, Workers(jobs or processors(), guarded=True), memo, seen, spoken)


@click.command("schema")
@click.argument(
    "kind", metavar="[KIND]", type=click.Choice(["story", "person", "page", "settings", "snippets"]), default="story"
)
@ROOT
@click.option(
    "--lang",
    type=click.Choice(["de", "en"]),
    default=None,
    help="Language of the descriptions; by default the portal's first.",
)
def print_schema(kind: str, root: Path, lang: str | None) -> None:
    """Print the JSON Schema of a story's front matter, or of a person, a page or the settings; or snippets for VS Code.

    Editors that read it complete keys and the ids of this portal, and tell what is wrong while you type.
    """
    from byline.editors import print_schema
    from byline.terminal import opened

    print_schema(root, kind, lang, opened(lang))


@click.command()
@ROOT
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Where the form goes: a folder in which there is none yet.",
)
@click.option("--app", default="", metavar="ID", help="The form's id as an application of GitLab or Forgejo.")
@click.option("--login", default="", metavar="URL", help="The address of a service that signs people in with GitHub.")
@click.option("--branch", default="", help="Into which the form writes; by default the branch that is published.")
@click.option("--local", default="", metavar="URL", help="Write through a server on this machine, to try the form.")
@click.option(
    "--lang", type=click.Choice(["de", "en"]), default=None, help="Language of the form; by default the portal's first."
)
def admin(root: Path, out: Path, app: str, login: str, branch: str, local: str, lang: str | None) -> None:
    """Make the form in the browser in which colleagues write stories, with Decap CMS.

    Decap's own script is missing then; `make admin` puts everything together.
    """
    from byline.decap import Entrance
    from byline.editors import write_form
    from byline.terminal import opened

    write_form(root, out, Entrance(app, login, branch, local), lang, opened(lang))
