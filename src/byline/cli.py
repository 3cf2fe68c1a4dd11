"""The command line: all commands together."""

from __future__ import annotations

import gc
from typing import Any, NoReturn

import click

from byline.building import build, check, serve
from byline.counting import counter
from byline.intake import import_blog, new
from byline.tooling import admin, codeowners, print_schema


class Commands(click.Group):
    """The commands; without one, `build` runs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"-h", "--help", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from byline.terminal import interrupted

            interrupted()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="byline", message="Byline %(version)s")
def main() -> None:
    """Byline turns a folder of stories into a portal for your colleagues.

    Stories are text files in content/stories, people are text files in content/people, and config.yaml names your
    departments and roles. Without a command, the portal is built into the folder public.
    """


def run(name: str | None = None) -> NoReturn:
    """The command line as a process of its own, which is called by this name.

    One run makes values and ends; looking for circles among them would take a tenth of its time.
    """
    gc.disable()
    from byline.ending import end

    try:
        main(prog_name=name)
    except SystemExit as ended:
        end(ended.code if isinstance(ended.code, int) else 0)
    end(0)


for command in (build, check, serve, counter, codeowners, new, import_blog, print_schema, admin):
    main.add_command(command)
