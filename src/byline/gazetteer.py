"""The gazetteer: the names of everything that texts can name, and what somebody meant who wrote another one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from functools import cache
from types import MappingProxyType

import msgspec

from byline import address
from byline.guess import guesser
from byline.name import id_of
from byline.person import Person
from byline.roster import by_name, called, enter, guesser as slips
from byline.settings import Settings, Term


def _nobody(_name: str) -> Set[str]:
    return frozenset()


class Known(msgspec.Struct, frozen=True):
    """The ids of one kind that there are, a guess at which of them a word means, and the rule that others break."""

    rule: str
    ids: Collection[str]
    names: Mapping[str, str]  # the ids by themselves and, in their form, by what they are called
    guess: Callable[[str], str]
    called: Callable[[str], Set[str]] = _nobody  # the ids of all people who go by a name and show it
    hidden: Callable[[str], Set[str]] = _nobody  # and of those who want it hidden
    told_apart: Callable[[str], str] = str  # an id, with what tells it from that of somebody with the same name


def people(ids: Collection[str], every: Collection[Person]) -> Known:
    """People, who also go by their names, unless they want these hidden; of some, the file could not be read."""

    @cache
    def by_names() -> Mapping[str, set[str]]:
        known = by_name({one.id: one for one in every if one.front.show_as == "full"})
        for id_ in ids:
            enter(known, id_, id_)
        return known

    @cache
    def near() -> Callable[[str], str]:
        return slips(ids)

    def guess(name: str) -> str:
        who = called(name, by_names())
        return min(who) if len(who) == 1 else near()(id_of(name))

    @cache
    def unshown() -> Mapping[str, set[str]]:
        known: dict[str, set[str]] = {}
        for one in every:
            if one.front.show_as != "full":
                enter(known, one.id, one.front.name)
        return known

    @cache
    def departments() -> Mapping[str, str]:
        return {one.id: one.front.department for one in every if one.front.show_as == "full"}

    def told_apart(id_: str) -> str:
        return f"{id_} ({department})" if (department := departments().get(id_)) else id_

    return Known(
        "unknown-person",
        frozenset(ids),
        {},
        guess,
        lambda name: called(name, by_names()),
        lambda name: called(name, unshown()),
        told_apart,
    )


def terms(settings: Settings) -> dict[str, Known]:
    """The terms that the settings name."""
    return {
        "department": _of_kind("unknown-department", settings.departments),
        "role": _of_kind("unknown-role", settings.roles),
        "topic": _of_kind("unknown-topic", settings.topics),
        "series": _of_kind("unknown-series", settings.series),
        "level": _of_kind("unknown-level", settings.levels),
        "location": _of_kind("unknown-location", settings.locations),
    }


def names(files: Iterable[tuple[str, str]], folder: str) -> frozenset[str]:
    """The names of those files that stand in a folder, as other files write them: the rest of the address."""
    return frozenset(
        place.removeprefix(folder).rstrip("/") for path, place in files if path.startswith(f"content/{folder}")
    )


def things(rule: str, ids: Collection[str], called: Mapping[str, str] = MappingProxyType({})) -> Known:
    """The ids of one kind; some also go by what they are called.

    Of ids with folders, the last part is what is compared: every story of a year shares the rest.
    """
    last = {one.rpartition("/")[2]: one for one in sorted(ids)}
    names = {name.casefold(): one for name, one in called.items()}
    near = guesser(last)

    def guess(name: str) -> str:
        return names.get(name.casefold()) or last.get(near(name.rpartition("/")[2]), "")

    return Known(
        rule,
        frozenset(ids),
        {**{address.slug(name): one for name, one in names.items()}, **{one: one for one in ids}},
        guess,
    )


def _of_kind(rule: str, terms: Mapping[str, Term]) -> Known:
    """The terms of one kind, by id and by their names in any language."""
    texts = {name: (term.name.every, *(text for _, text in term.name.each)) for name, term in terms.items()}
    return things(rule, terms, {text: name for name, several in texts.items() for text in several if text})
