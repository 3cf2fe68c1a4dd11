"""The commands of the counter, where it meets the engine. What they need is imported when they run, so help is fast."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from byline.options import LANG, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from byline.counter.rehearsal import Rehearsal

EDITION = click.option(
    "--edition",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The folder of the published portal, which lists what is counted; by default public.",
)
FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group("counter")
def counter() -> None:
    """Count how often stories are viewed, without being able to know by whom."""


@counter.command("run")
@ROOT
@EDITION
@click.option("--host", default="127.0.0.1", help="Where to listen; by default 127.0.0.1, behind your web server.")
@click.option("--port", type=click.IntRange(0, 65535), default=8010, help="By default 8010; 0 takes any that is free.")
@LANG
def run(root: Path, edition: Path | None, host: str, port: int, lang: str | None) -> None:
    """Count views, until somebody ends it. Your web server passes on what begins with _v/ below the portal's address."""
    from functools import partial

    from byline.counter import service
    from byline.counter.counted import caps
    from byline.counter.postbox import Postbox
    from byline.listener import listening
    from byline.mandate import mandate
    from byline.messages import said
    from byline.terminal import now, opened, say, warn
    from byline.vault import at_work, place

    gc.enable()  # a service stays
    language = opened(lang)
    wanted = mandate(root, language)
    policy, secret = wanted.policy, wanted.secret(language)
    box = Postbox(policy, edition or root / "public", secret, partial(now, None))
    with _listed(language):
        caps(box.edition)  # a counter without an edition would count nothing, and nobody would know
    ledger, courier = at_work(root, policy, box.clock, language)
    listener = listening(host, port, language)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listener.getsockname()[1]}{policy.base_path}_v/"
    say(said("counter-at", language, address=address, path=place(root, policy)))
    if not secret and policy.show != "off":
        warn(said("counter-no-secret", language))
    service.run(listener, ledger, box, lambda text: warn(said("counter-complains", language, system=text)), courier)


@counter.command("ingest")
@click.argument("logs", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@ROOT
@EDITION
@click.option("--anew", is_flag=True, help="Where a log is not recognised: begin after the last day that was counted.")
@LANG
def ingest(logs: tuple[Path, ...], root: Path, edition: Path | None, anew: bool, lang: str | None) -> None:
    """Count views from the logs of your web server, and from their rotated files; what has been counted is not again."""
    from byline.counter.counted import caps
    from byline.counter.ingest import Overtaken, Unrecognised, ingest as ingested
    from byline.counter.rotation import LogFault
    from byline.mandate import mandate
    from byline.messages import numbered, said
    from byline.terminal import now, opened, say, stop, warn
    from byline.vault import counting

    language = opened(lang)
    policy = mandate(root, language).policy
    with _listed(language):
        limits = caps(edition or root / "public")
    try:
        today = now(None).astimezone(policy.zone).date()
        with counting(root, policy, today, limits, language) as ledger:
            came = ingested(logs, ledger, limits, policy, today, anew=anew)
    except LogFault as fault:
        stop(said("counter-log", language, path=fault.path, system=fault.system.strerror))
    except Unrecognised as fault:
        stop(said("counter-log-other", language, path=fault.log, day=fault.day))
    except Overtaken as fault:
        stop(said("counter-log-taken", language, path=fault.log))
    for damaged in came.damaged:
        warn(said("counter-log-damaged", language, path=damaged))
    for log in came.gone:
        warn(said("counter-log-gone", language, path=log))
    lines, unread = (numbered(number, "lines", language) for number in (came.lines, came.unread))
    views, forgotten = (numbered(number, "views", language) for number in (came.views, came.forgotten))
    refused = ", ".join(f"{reason} {number}" for reason, number in came.refused.items())
    sentences = [said("counter-ingested", language, lines=lines, views=views)]
    sentences += [said("counter-refused", language, refused=refused)] if refused else []
    sentences += [said("counter-unread", language, lines=unread)] if came.unread else []
    sentences += [said("counter-forgotten", language, views=forgotten)] if came.forgotten else []
    say(" ".join(sentences))


@counter.command("audit")
@ROOT
@LANG
def audit(root: Path, lang: str | None) -> None:
    """Try every part of what is promised, with your settings, and report. Of the real store this only reads."""
    from byline.counter.audit import audit as audited
    from byline.counter.audit_report import conclusion, lines
    from byline.counter.finding import Audit
    from byline.counter.ledger import FAULTS
    from byline.counter.trial import scratch
    from byline.mandate import mandate
    from byline.messages import said
    from byline.terminal import FAULTY, GOOD, now, opened, stop
    from byline.tree import read_text
    from byline.vault import place

    gc.enable()
    language = opened(lang)
    policy = mandate(root, language).policy
    script = read_text(root, "assets/views.js")
    if not isinstance(script, str):
        stop(said("no-file", language, path="assets/views.js"))
    findings = []
    try:
        with scratch() as folder:
            for finding in audited(Audit(policy, folder, script, now(None), place(root, policy))):
                findings.append(finding)
                click.echo(lines(finding, language))
    except FAULTS as fault:
        stop(said("counter-no-scratch", language, system=fault))
    click.echo(conclusion(findings, language))
    sys.exit(FAULTY if any(one.good is False for one in findings) else GOOD)


@counter.command("export")
@ROOT
@EDITION
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="For a spreadsheet, or for programs.",
)
@LANG
def export(root: Path, edition: Path | None, form: str, lang: str | None) -> None:
    """Print what may be told of how the portal is read: figures of closed days, rounded, and none below the threshold."""
    from byline.counter.counted import stories
    from byline.counter.total import usage
    from byline.counter.usage import as_csv, as_json
    from byline.mandate import mandate
    from byline.messages import said
    from byline.terminal import now, opened, stop
    from byline.vault import opened as opened_store

    language = opened(lang)
    policy = mandate(root, language).policy
    if policy.show == "off":
        stop(said("counter-shows-nothing", language))
    with _listed(language):
        published = stories(edition or root / "public")
    with opened_store(root, policy, language) as store:
        rows = store.views()
    told = usage(published, rows, now(None).astimezone(policy.zone).date(), policy)
    click.echo(as_csv(told) if form == "csv" else as_json(told), nl=False)


@counter.command("feedback")
@click.argument("person")
@ROOT
@EDITION
@LANG
def feedback(person: str, root: Path, edition: Path | None, lang: str | None) -> None:
    """Print what PERSON, an id as in content/people, hears of the views of their stories, as a text to send to them."""
    from byline.counter.counted import people
    from byline.counter.letter import as_text
    from byline.counter.postbox import Postbox
    from byline.mandate import mandate
    from byline.messages import said
    from byline.terminal import now, opened, stop
    from byline.vault import opened as opened_store

    language = opened(lang)
    wanted = mandate(root, language)
    policy, secret = wanted.policy, wanted.secret(language)
    if policy.show == "off":
        stop(said("counter-shows-nothing", language))
    box = Postbox(policy, edition or root / "public", secret, lambda: now(None))
    with _listed(language):
        found = people(box.edition).get(person)
    if found is None:
        stop(said("counter-nobody", language, person=person))
    with _listed(language), opened_store(root, policy, language) as store:
        told = box.letter(found, store)
    click.echo(as_text(told, policy, box.address(found) if secret else ""), nl=False)


@counter.command("notice")
@click.option(
    "--kind",
    type=click.Choice(["notice", "facts", "agreement"]),
    default="notice",
    show_default=True,
    help="The privacy notice, a fact sheet for works council and data protection officer, or a draft agreement.",
)
@click.option("--language", type=click.Choice(["de", "en"]), help="Of the text; by default that of the messages.")
@ROOT
@LANG
def notice(
    kind: Literal["notice", "facts", "agreement"], language: Literal["de", "en"] | None, root: Path, lang: str | None
) -> None:
    """Print what readers, the works council and the data protection officer should know, from your settings."""
    from byline.counter.notice import paper
    from byline.mandate import mandate
    from byline.terminal import opened

    spoken: Literal["de", "en"] = "de" if opened(lang) == "de" else "en"
    written = language or spoken
    click.echo(paper(kind, mandate(root, written).policy, written), nl=False)


@counter.command("backup")
@FILE
@ROOT
@LANG
def backup(file: Path, root: Path, lang: str | None) -> None:
    """Copy the store into FILE, without its history. The copy holds exact counts, and only you can read it."""
    from byline.mandate import mandate
    from byline.messages import said
    from byline.terminal import opened, say
    from byline.vault import back_up

    language = opened(lang)
    back_up(root, mandate(root, language).policy, file, language)
    say(said("counter-copied", language, path=file))


@counter.command("restore")
@FILE
@ROOT
@LANG
def restore(file: Path, root: Path, lang: str | None) -> None:
    """Put a backup in the place of a store that is gone. Where there is one, it stays, and nothing is done."""
    from byline.mandate import mandate
    from byline.terminal import opened, say
    from byline.vault import put_back

    language = opened(lang)
    say(put_back(root, mandate(root, language).policy, file, language))


def rehearsed(root: Path, language: str) -> Callable[[], AbstractAsyncContextManager[Rehearsal | None]]:
    """The counter for a preview, on a store of its own that is gone afterwards; none where the settings want none."""
    from contextlib import nullcontext
    from functools import partial

    from byline.mandate import wished
    from byline.messages import said
    from byline.terminal import now, warn

    policy = wished(root, language)
    if policy is None:
        return nullcontext
    from byline.counter.rehearsal import rehearsal

    complain = partial(said, "counter-complains", language)
    return lambda: rehearsal(policy, partial(now, None), lambda text: warn(complain(system=text)))


@contextmanager
def _listed(language: str) -> Iterator[None]:
    """End with a sentence where nobody can tell what is counted."""
    from byline.counter.counted import FAULTS
    from byline.messages import said
    from byline.terminal import stop

    try:
        yield
    except FAULTS as fault:
        stop(said("counter-list", language, system=fault))
