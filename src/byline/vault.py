"""The vault: where counts are kept, opened for a command. Where that cannot be done, a sentence ends the command."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from byline.counter.common import Common
from byline.counter.courier import Courier
from byline.counter.ledger import FAULTS, Ledger, held, restore, write_out
from byline.counter.period import DAY, midnight
from byline.counter.policy import Policy
from byline.counter.push import push
from byline.counter.spool import Spool
from byline.counter.store import Store, Unavailable
from byline.messages import said
from byline.terminal import stop, warn


def place(root: Path, policy: Policy) -> Path:
    """The file into which this machine counts: the ledger, or the spool of a common store."""
    return root / (policy.spool if policy.is_common else policy.store)


def at_work(
    root: Path, policy: Policy, clock: Callable[[], datetime.datetime], language: str
) -> tuple[Ledger, Courier | None]:
    """What a service counts into; and who hands it on, where there is a common store.

    That store need not be there just now. What stays here because of that, the courier says.
    """
    path = place(root, policy)

    def complain(fault: Exception) -> None:
        warn(said("counter-waits", language, reason=_reason(fault, path, language)))

    with told(path, language):
        if not policy.is_common:
            return Ledger(path), None
        common = Common(policy.store)
        return Spool(path), Courier(path, common, policy, clock, complain)


@contextmanager
def counting(
    root: Path, policy: Policy, today: datetime.date, caps: Mapping[str, int], language: str
) -> Iterator[Ledger]:
    """What is counted into for a moment; where there is a common store, sums go there afterwards, of days before yesterday: so
    logs may be read several times a day, and there is still one transaction for each day, with its stragglers.
    """
    path = place(root, policy)
    with told(path, language):
        if not policy.is_common:
            with Ledger(path) as ledger:
                yield ledger
            return
        common = Common(policy.store)
        with Spool(path) as spool:
            yield spool
            try:
                push(spool, common, today - DAY, policy, caps)
            except Unavailable as fault:  # what has been counted waits here
                warn(said("counter-waits", language, reason=_reason(fault, path, language)))
            spool.rewrite()
            spool.blur(midnight(today, policy.zone))


@contextmanager
def opened(root: Path, policy: Policy, language: str) -> Iterator[Store]:
    """The store as it is, to be read."""
    path = place(root, policy)
    with told(path, language):
        if policy.is_common:
            yield Common(policy.store)
        else:
            with Ledger(path, make=False) as ledger:
                yield ledger


def back_up(root: Path, policy: Policy, file: Path, language: str) -> None:
    """Copy the store into a file that is not there yet."""
    with opened(root, policy, language) as store, told(file, language):
        if isinstance(store, Ledger):
            store.copy(file)
        else:
            write_out(store.contents(), file)


def put_back(root: Path, policy: Policy, file: Path, language: str) -> str:
    """Make a store of a copy, where there is none or an empty one. Where that is, in words."""
    if policy.is_common:
        with told(file, language):
            contents = held(file)
            try:
                Common(policy.store).fill(contents)
            except FileExistsError:
                stop(said("common-full", language))
        return said("common-restored", language)
    path = place(root, policy)
    with told(file, language):
        restore(file, path)
    return said("counter-restored", language, path=path)


@contextmanager
def told(path: Path, language: str) -> Iterator[None]:
    """End with a sentence where a store, or a copy of one, cannot be read or written."""
    try:
        yield
    except FileExistsError as fault:
        stop(said("counter-there", language, path=fault.filename))
    except FAULTS as fault:
        stop(_reason(fault, path, language))


def _reason(fault: Exception, path: Path, language: str) -> str:
    """Why a store cannot be used."""
    if isinstance(fault, Unavailable):
        return said(f"common-{fault.kind}", language, system=fault.system)
    return said("counter-ledger", language, path=path, system=fault)
