"""The door to the terminal, the clock and the environment: what commands read from them, and what they say."""

from __future__ import annotations

import datetime
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from byline.dateline import FIRST_YEAR, LAST_YEAR
from byline.messages import numbered, said
from byline.outcome import Outcome
from byline.problem import Problem, Severity
from byline.report import PLAIN, TERMINAL, as_text, line, untold

GOOD, FAULTY, UNUSABLE = 0, 1, 2  # exit codes: all well; errors in the content; wrong usage or broken set-up


def now(text: str | None) -> datetime.datetime:
    """The instant of this edition, the one place where the clock is read.

    `text` is a time to be taken for now; one without an offset is in the portal's time zone.
    """
    if text is None:
        return datetime.datetime.now(datetime.UTC)
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise click.BadParameter(f"“{text}” is not a time; write 2026-03-14T09:00", param_hint="--now")
    return moment


def opened(language: str | None) -> str:
    """Make the terminal ready; the language in which it is spoken to, its own where no other is wished."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack letters that messages have
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that what was begun is cleared away
    return language or spoken_language()


def spoken_language() -> str:
    """German on a German terminal, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "de" if value.lower().startswith("de") else "en"
    return "en"


def cache_folder() -> Path | None:
    """Where programs keep for this user what they can make anew (“XDG Base Directory Specification”); None if nobody says."""
    caches = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(caches):
        caches = os.path.join(os.environ.get("HOME", ""), ".cache")
    return Path(caches, "byline") if os.path.isabs(caches) else None


def ledger_address() -> str:
    """Where the counter's ledger is, if the environment says so: an address may hold a password."""
    return os.environ.get("BYLINE_COUNTER_STORE", "")


def counter_secret() -> str:
    """The secret of the counter's private addresses, if the environment has it."""
    return os.environ.get("BYLINE_COUNTER_SECRET", "")


def piped(limit: int) -> bytes:
    """What another program hands over through standard input, at most so many bytes."""
    return sys.stdin.buffer.read(limit)


def progress(language: str) -> Callable[[str, int], None]:
    """What shows progress: one line on the terminal that says what is being done, and goes when all is done (no stage)."""

    def show(stage: str, count: int) -> None:
        if sys.stderr.isatty():
            text = f"{said(f'stage-{stage}', language)} … {count or ''}" if stage else ""
            click.echo(f"\r\x1b[K{text}", err=True, nl=False)

    return show


def tell(problems: tuple[Problem, ...], source: Callable[[str], bytes | None], language: str, *, advice: bool) -> None:
    """Print problems; on a terminal in colour and with the lines they are about, of which `source` gives the files."""
    if not sys.stdout.isatty():
        click.echo(as_text(problems, language, advice=advice), nl=False)
        return
    sources = {path: data for path in {one.place.path for one in problems} if (data := source(path)) is not None}
    style = PLAIN if os.environ.get("NO_COLOR") else TERMINAL
    click.echo(as_text(problems, language, sources, advice=advice, style=style), nl=False)


def say(text: str) -> None:
    """Print a line at once, also where nobody sits at a terminal."""
    click.echo(text)
    sys.stdout.flush()


def warn(sentence: str) -> None:
    """Say something about the command itself."""
    click.echo(f"byline: {sentence}", err=True)


def stop(sentence: str) -> NoReturn:
    """End with one sentence, because nothing can be done."""
    warn(sentence)
    sys.exit(UNUSABLE)


def interrupted() -> NoReturn:
    """End as shells expect it after Ctrl-C. What was begun has been cleared away."""
    if sys.stderr.isatty():
        click.echo(err=True)  # the prompt gets a line of its own
    sys.exit(128 + signal.SIGINT)


def refuse(found: Problem, language: str) -> NoReturn:
    """End with a problem in what was asked for."""
    click.echo(line(found, language), err=True)
    sys.exit(FAULTY)


def unusable(problems: Sequence[Problem]) -> bool:
    """Whether there is no portal here that could be looked at."""
    without = {"no-settings", "no-content", "unreadable-file", "not-utf8"}
    return any(one.rule in without and one.place.path in {"config.yaml", "content"} for one in problems)


def exit_code(made: Outcome) -> int:
    """What a build says to the program that called it."""
    if unusable(made.problems):
        return UNUSABLE
    return FAULTY if made.errors or not made.sound else GOOD


def summary(made: Outcome, out: Path, language: str) -> str:
    """The closing line of a build."""
    if not made.sound:
        why = "" if made.errors else f" {said('strict', language)}"
        return f"{counts(made.problems, language)}{why} {said('kept', language, out=out)}"
    numbers = {
        name: numbered(getattr(made.counts, name), name, language) for name in ("stories", "people", "pages", "feeds")
    }
    return f"{said('built', language, out=out, **numbers)} {counts(made.problems, language)}"


def counts(problems: tuple[Problem, ...], language: str, *, advice: bool = False) -> str:
    """How many of the problems that are told there are, in a sentence; `advice` as in `report.as_text`."""
    told = (Severity.ERROR, Severity.WARNING, Severity.WITHHELD)
    numbers = {one: sum(found.severity is one and (advice or not untold(found)) for found in problems) for one in told}
    return ", ".join(numbered(number, one.value, language) for one, number in numbers.items()) + "."
