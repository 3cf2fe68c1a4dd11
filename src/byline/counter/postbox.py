"""The postbox: hands each person their own letter, at the address that only they know."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from byline.counter import counted
from byline.counter.feedback import Letter, is_theirs, letter, token
from byline.counter.letter import FEED, HEADERS, as_feed, as_page
from byline.counter.policy import PLACE, Policy
from byline.counter.store import Store

FOLDER = "for/"  # of private pages, below the counter's place


class Postbox(msgspec.Struct, frozen=True):
    """What is needed to write letters: by which rules, from which edition, at which addresses and when.

    Without a secret nobody has an address, and nothing is handed out.
    """

    policy: Policy
    edition: Path  # the folder of the published portal
    secret: bytes
    clock: Callable[[], datetime.datetime]  # tells the instant, in whatever zone

    def address(self, person: counted.Person) -> str:
        """Somebody's private address."""
        place = f"{self.policy.origin}{self.policy.base_path}{PLACE}{FOLDER}"
        return f"{place}{person.person}/{token(self.secret, person)}/"

    def letter(self, person: counted.Person, store: Store) -> Letter:
        """What somebody hears today. Raises what reading the list and the store raises."""
        stories = counted.stories(self.edition, person.person)
        rows = store.views_of_stories([one.story for one in stories])
        today = self.clock().astimezone(self.policy.zone).date()
        return letter(person, stories, rows, today, self.policy)

    def addressed(self, path: str, people: Mapping[str, counted.Person]) -> tuple[counted.Person, str] | None:
        """Whose letter stands at a private address, and in which form; None where nothing does, without a word why.

        Nothing is read for that, so that guessing addresses keeps nobody waiting.
        """
        name, _, rest = path.removeprefix(FOLDER).partition("/")
        told, _, form = rest.partition("/")
        person = people.get(name)
        if not self.secret or self.policy.show == "off" or form not in {"", FEED} or "/" not in rest or person is None:
            return None
        return (person, form) if is_theirs(self.secret, person, told) else None

    def answer(self, person: counted.Person, form: str, store: Store) -> tuple[dict[str, str], bytes]:
        """Somebody's letter with its headers, as a page or, if `form` says so, as a feed."""
        found = self.letter(person, store)
        if form == FEED:
            data, kind = as_feed(found, self.policy, self.address(person)), "application/rss+xml; charset=utf-8"
        else:
            data, kind = as_page(found, self.policy).encode(), "text/html; charset=utf-8"
        return {"content-type": kind, **HEADERS}, data
