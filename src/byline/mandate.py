"""The mandate: what the settings ask of the counter. Here the engine's settings become the counter's policy."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from byline.counter.feedback import SECRET
from byline.counter.policy import STEP, Policy, Retention
from byline.messages import said
from byline.portal import Portal
from byline.problem import Problem, is_error
from byline.settings import PATH, CheckedSettings, CounterSettings, Settings, missing_settings, read_settings
from byline.terminal import FAULTY, counter_secret, ledger_address, stop, tell
from byline.tree import LAYOUTS, Tree, look_through, quoted, read_all, read_text


class Mandate(msgspec.Struct, frozen=True):
    """The policy, and in which file the secret is from which private addresses are made; none if it is not named."""

    policy: Policy
    file: Path | None

    def secret(self, language: str) -> bytes:
        """The secret that the environment holds, or else the file; empty if there is none. Ends if it cannot be read."""
        text = counter_secret() or (read_text(self.file.parent, self.file.name) if self.file else "")
        if not isinstance(text, str):
            stop(said("no-file", language, path=self.file))
        found = text.strip().encode()
        if found and len(found) < SECRET:
            stop(said("counter-short-secret", language, least=SECRET))
        return found


def mandate(root: Path, language: str) -> Mandate:
    """What the settings of the portal at `root` ask for, with contacts in a language.

    Ends with what is wrong with the settings, or if they ask for no counter.
    """
    checked = _read(root)
    found = checked.problems if isinstance(checked, CheckedSettings) else (checked,)
    errors = tuple(one for one in found if is_error(one))
    if errors or isinstance(checked, Problem):
        tell(errors, partial(quoted, root), language, advice=False)
        sys.exit(FAULTY)
    settings = checked.settings
    if settings.counter is None:
        stop(said("counter-none", language))
    policy = _policy(settings, settings.counter, language)
    if not policy.is_common and "://" in policy.store:
        stop(said("counter-no-store", language, scheme=policy.store.partition(":")[0]))
    return Mandate(policy, root / settings.counter.secret if settings.counter.secret else None)


def wished(root: Path, language: str) -> Policy | None:
    """The policy of a portal that is being worked on; none where no counter is asked for, or nobody can tell."""
    checked = _read(root)
    if isinstance(checked, Problem) or not checked.sound or checked.settings.counter is None:
        return None
    return _policy(checked.settings, checked.settings.counter, language)


def _read(root: Path) -> CheckedSettings | Problem:
    """The settings, or why there are none."""
    portal = Portal(read_text(root, PATH), Tree(()), read_all(look_through(root, LAYOUTS)), Tree(()))
    if not isinstance(portal.config, str):
        return portal.config or missing_settings()
    return read_settings(portal.config, tuple(portal.strings))


def _policy(settings: Settings, counter: CounterSettings, language: str) -> Policy:
    address = urlsplit(settings.base)
    return Policy(
        title={one: settings.site.title.at(one) for one in settings.languages},
        languages=settings.languages,
        origin=f"{address.scheme}://{address.netloc}",
        base_path=settings.base_path,
        zone=settings.zone,
        reach=counter.reach,
        threshold=-(-counter.threshold // STEP) * STEP,  # the first figure that is shown, as these are rounded down
        show=counter.show,
        retention=Retention(counter.retention.days, counter.retention.weeks, counter.retention.months),
        pixel=counter.pixel,
        push=counter.push,
        store=ledger_address() or counter.store,
        spool=counter.spool,
        data_protection=counter.contact.data_protection.at(language),
        works_council=counter.contact.works_council.at(language),
    )
