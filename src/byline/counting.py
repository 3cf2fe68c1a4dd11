"""The commands of the counter. Here it meets the engine: of the settings a policy is made, and of a policy a service."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from byline.counter.ledger import Ledger
    from byline.counter.policy import Policy
    from byline.counter.rehearsal import Rehearsal
    from byline.settings import CheckedSettings, CounterSettings, Settings

ROOT = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The portal's folder, if it is not this one.",
)
LANG = click.option(
    "--lang", type=click.Choice(["de", "en"]), default=None, help="Language of the messages; by default the terminal's."
)
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
    from byline.counter.ledger import FAULTS, Ledger
    from byline.messages import said
    from byline.terminal import now, opened, say, stop, warn

    gc.enable()  # a service stays
    language = opened(lang)
    policy, file = _settings(root, language)
    secret = _secret(file, language)
    path = _ledger_path(root, policy, language)
    try:
        ledger = Ledger(path)
    except FAULTS as fault:
        stop(said("counter-ledger", language, path=path, system=fault))
    try:
        listener = service.listening(host, port)
    except OSError as fault:
        stop(said("preview-refused", language, host=host, port=port, system=fault.strerror))
    address = f"http://{host}:{listener.getsockname()[1]}{policy.base_path}_v/"
    say(said("counter-at", language, address=address, path=path))
    if not secret and policy.show != "off":
        warn(said("counter-no-secret", language))
    service.run(
        listener,
        ledger,
        policy,
        edition or root / "public",
        partial(now, None),
        lambda text: warn(said("counter-complains", language, system=text)),
        secret,
    )


@counter.command("audit")
@ROOT
@LANG
def audit(root: Path, lang: str | None) -> None:
    """Try every part of what is promised, with your settings, and report. Of the real store this only reads."""
    from byline.counter.audit import audit as audited
    from byline.counter.audit_report import conclusion, lines
    from byline.counter.finding import Audit
    from byline.counter.trial import scratch
    from byline.messages import said
    from byline.terminal import FAULTY, GOOD, now, opened, stop
    from byline.tree import read_text

    gc.enable()
    language = opened(lang)
    policy = _policy(root, language)
    script = read_text(root, "assets/views.js")
    if not isinstance(script, str):
        stop(said("no-file", language, path="assets/views.js"))
    real = None if policy.store.startswith("postgresql://") else _ledger_path(root, policy, language)
    findings = []
    with scratch() as folder:
        for finding in audited(Audit(policy, folder, script, now(None), real), str):
            findings.append(finding)
            click.echo(lines(finding, language))
    click.echo(conclusion(findings, language))
    sys.exit(GOOD if all(one.good for one in findings) else FAULTY)


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
    import msgspec

    from byline.counter.counted import stories
    from byline.counter.figure import usage
    from byline.counter.ledger import FAULTS
    from byline.counter.usage import as_csv, as_json
    from byline.messages import said
    from byline.terminal import now, opened, stop

    language = opened(lang)
    policy = _policy(root, language)
    if policy.show == "off":
        stop(said("counter-shows-nothing", language))
    try:
        with _opened(root, policy, language) as ledger:
            today = now(None).astimezone(policy.zone).date()
            told = usage(stories(edition or root / "public"), ledger.views(), today, policy)
    except (*FAULTS, msgspec.DecodeError) as fault:
        stop(said("counter-list", language, system=fault))
    click.echo(as_csv(told) if form == "csv" else as_json(told), nl=False)


@counter.command("feedback")
@click.argument("person")
@ROOT
@EDITION
@LANG
def feedback(person: str, root: Path, edition: Path | None, lang: str | None) -> None:
    """Print what PERSON, an id as in content/people, hears of the views of their stories, as a text to send to them."""
    import msgspec

    from byline.counter.counted import people
    from byline.counter.ledger import FAULTS
    from byline.counter.letter import as_text
    from byline.counter.postbox import Postbox
    from byline.messages import said
    from byline.terminal import now, opened, stop

    language = opened(lang)
    policy, file = _settings(root, language)
    secret = _secret(file, language)
    if policy.show == "off":
        stop(said("counter-shows-nothing", language))
    box = Postbox(policy, edition or root / "public", secret, lambda: now(None))
    try:
        found = people(box.edition).get(person)
        if found is None:
            stop(said("counter-nobody", language, person=person))
        with _opened(root, policy, language) as ledger:
            told = box.letter(found, ledger)
    except (*FAULTS, msgspec.DecodeError) as fault:
        stop(said("counter-list", language, system=fault))
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
def notice(kind: Literal["notice", "facts", "agreement"], language: str | None, root: Path, lang: str | None) -> None:
    """Print what readers, the works council and the data protection officer should know, from your settings."""
    from byline.counter.notice import paper
    from byline.terminal import opened

    spoken = opened(lang)
    written: Literal["de", "en"] = "de" if (language or spoken) == "de" else "en"
    click.echo(paper(kind, _policy(root, written), written), nl=False)


@counter.command("backup")
@FILE
@ROOT
@LANG
def backup(file: Path, root: Path, lang: str | None) -> None:
    """Copy the ledger into FILE, without its history. The copy holds exact counts, and only you can read it."""
    from byline.counter.ledger import FAULTS
    from byline.messages import said
    from byline.terminal import opened, say, stop

    language = opened(lang)
    policy = _policy(root, language)
    try:
        with _opened(root, policy, language) as ledger:
            ledger.copy(file)
    except FileExistsError:
        stop(said("counter-there", language, path=file))
    except FAULTS as fault:
        stop(said("counter-ledger", language, path=file, system=fault))
    say(said("counter-copied", language, path=file))


@counter.command("restore")
@FILE
@ROOT
@LANG
def restore(file: Path, root: Path, lang: str | None) -> None:
    """Put a backup in the place of a ledger that is gone. Where there is one, it stays, and nothing is done."""
    from byline.counter.ledger import FAULTS, restore as restored
    from byline.messages import said
    from byline.terminal import opened, say, stop

    language = opened(lang)
    path = _ledger_path(root, _policy(root, language), language)
    try:
        restored(file, path)
    except FileExistsError:
        stop(said("counter-there", language, path=path))
    except FAULTS as fault:
        stop(said("counter-ledger", language, path=file, system=fault))
    say(said("counter-restored", language, path=path))


def rehearsed(root: Path, language: str) -> Callable[[], AbstractAsyncContextManager[Rehearsal | None]]:
    """The counter for a preview, on a store of its own that is gone afterwards; none where the settings want none."""
    from contextlib import nullcontext
    from functools import partial

    from byline.messages import said
    from byline.terminal import now, warn

    checked = _read(root)
    if checked is None or not checked.sound or checked.settings.counter is None:
        return nullcontext
    from byline.counter.rehearsal import rehearsal

    policy = _policy_of(checked.settings, checked.settings.counter, language)
    return lambda: rehearsal(
        policy, partial(now, None), lambda text: warn(said("counter-complains", language, system=text))
    )


def _policy(root: Path, language: str) -> Policy:
    """What the settings say about counting."""
    policy, _ = _settings(root, language)
    return policy


def _secret(file: str, language: str) -> bytes:
    """The secret from which private addresses are made; empty if there is none."""
    from byline.counter.feedback import SECRET
    from byline.messages import said
    from byline.terminal import counter_secret, stop
    from byline.tree import read_text

    path = Path(file)
    text = counter_secret() or (read_text(path.parent, path.name) if file else "")
    if not isinstance(text, str):
        stop(said("no-file", language, path=file))
    found = text.strip().encode()
    if found and len(found) < SECRET:
        stop(said("counter-short-secret", language, least=SECRET))
    return found


def _settings(root: Path, language: str) -> tuple[Policy, str]:
    """The policy, and the file of the secret; ends with what is wrong with the settings, or if they say nothing."""
    from functools import partial

    from byline.messages import said
    from byline.problem import is_error
    from byline.settings import missing_settings
    from byline.terminal import FAULTY, stop, tell
    from byline.tree import quoted

    checked = _read(root)
    problems = checked.problems if checked else (missing_settings(),)
    errors = tuple(one for one in problems if is_error(one))
    if checked is None or errors:
        tell(errors, partial(quoted, root), language, advice=False)
        sys.exit(FAULTY)
    block = checked.settings.counter
    if block is None:
        stop(said("counter-none", language))
    return _policy_of(checked.settings, block, language), block.secret


def _read(root: Path) -> CheckedSettings | None:
    """The settings; None if there are none that can be read."""
    from byline.settings import PATH, read_settings
    from byline.tree import LAYOUTS, look_through, read_text

    text = read_text(root, PATH)
    if not isinstance(text, str):
        return None
    strings = f"{LAYOUTS}/strings/"
    spoken = [file.path for file in look_through(root, LAYOUTS).files if file.path.startswith(strings)]
    return read_settings(text, tuple(path.removeprefix(strings).removesuffix(".yaml") for path in spoken))


def _policy_of(settings: Settings, block: CounterSettings, language: str) -> Policy:
    """What is counted, kept and shown by these settings, with contacts in one language."""
    from byline.counter.policy import Policy, Retention
    from byline.terminal import ledger_address

    address = urlsplit(settings.base)
    return Policy(
        title={one: settings.site.title.at(one) for one in settings.languages},
        languages=settings.languages,
        origin=f"{address.scheme}://{address.netloc}",
        base_path=settings.base_path,
        zone=settings.zone,
        reach=block.reach,
        threshold=block.threshold,
        show=block.show,
        retention=Retention(block.retention.days, block.retention.weeks, block.retention.months),
        pixel=block.pixel,
        push=block.push,
        store=ledger_address() or block.store,
        data_protection=block.contact.data_protection.at(language),
        works_council=block.contact.works_council.at(language),
    )


def _ledger_path(root: Path, policy: Policy, language: str) -> Path:
    """The file of the ledger."""
    from byline.messages import said
    from byline.terminal import stop

    if policy.store.startswith("postgresql://"):
        stop(said("counter-common", language))
    return root / policy.store


def _opened(root: Path, policy: Policy, language: str) -> Ledger:
    """The ledger as it is, to be read."""
    from byline.counter.ledger import Ledger
    from byline.messages import said
    from byline.terminal import stop
    from byline.tree import existing

    path = _ledger_path(root, policy, language)
    if existing(path) is None:
        stop(said("no-file", language, path=path))
    return Ledger(path, make=False)
