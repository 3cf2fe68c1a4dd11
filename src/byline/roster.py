"""The roster: the people of the portal, by everything by which somebody may call them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from byline import address
from byline.guess import nearest
from byline.kit import Use
from byline.name import own_parts
from byline.person import Person
from byline.submission import Submission

_MAIL = re.compile(r"[<(]?(?:mailto:)?([^\s<>()@]+@[^\s<>()@]+)[>)]?")


class Found(msgspec.Struct, frozen=True):
    """Whom names belong to, and names that belong to nobody, each with the id that was perhaps meant."""

    people: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]


class Cast(msgspec.Struct, frozen=True):
    """Who has which part in a story, by their ids; `strangers` are names that belong to nobody, each with what it is
    for and the id that was perhaps meant.
    """

    authors: tuple[str, ...]
    told_by: tuple[str, ...]
    helped_by: tuple[str, ...]
    strangers: tuple[tuple[Use, str, str], ...]


def cast_of(given: Submission, people: Mapping[str, Person], authors: Sequence[str], told_by: Sequence[str]) -> Cast:
    """Who writes, tells and helps. `authors` and `told_by` were asked for, and go before what was handed in.

    Whoever handed in a story that somebody else writes tells it; if it is somebody else's, they have helped.
    """
    uses: tuple[Use, ...] = ("name", "told_by", "helped_by")
    found = {use: find(given.named(use), people) for use in uses}
    wrote, tells, helps = (found[use].people for use in uses)
    tells = tuple(dict.fromkeys((*told_by, *tells)))
    by_another = bool(authors) or given.by_another
    handed_in: Use = "name"  # what is left for whoever handed it in
    if by_another:
        rest = tuple(one for one in wrote if one not in authors)
        handed_in = "helped_by" if tells or found["told_by"].unknown else "told_by"
        tells, helps = (tells, (*rest, *helps)) if handed_in == "helped_by" else (rest, helps)
    writes = tuple(dict.fromkeys(authors)) if by_another else wrote
    strangers = tuple(
        (handed_in if use == "name" else use, name, guess) for use in uses for name, guess in found[use].unknown
    )
    return Cast(writes, () if set(tells) == set(writes) else tells, tuple(dict.fromkeys(helps)), strangers)


def find(names: tuple[str, ...], people: Mapping[str, Person]) -> Found:
    """The people who are called so: by id, by full name, with or without titles, or by mail address.

    A name that two have belongs to nobody. A line with commas is one name the other way round, or several.
    """
    known = by_name(people)
    found: list[str] = []
    unknown: list[tuple[str, str]] = []
    for name in names:
        for one in [name] if len(called(name, known)) == 1 or "," not in name else name.split(","):
            if len(who := called(one, known)) == 1:
                found += who
            elif one.strip():
                guess = nearest(_key(one), known)
                stranger = without_mail(one) or one.strip()  # their address is nobody's business
                unknown.append((stranger, min(known[guess]) if guess and len(known[guess]) == 1 else ""))
    return Found(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown)))


def by_name(people: Mapping[str, Person]) -> dict[str, set[str]]:
    """The ids of people by everything by which somebody may call them; it is for `called`."""
    known: dict[str, set[str]] = {}
    for person in people.values():
        enter(known, person.id, person.id, person.front.name, person.front.email)
    return known


def enter(known: dict[str, set[str]], id_: str, *names: str) -> None:
    """Add somebody who is called so."""
    for name in filter(None, names):
        for one in {_key(name), _key(_bare(name))} - {""}:
            known.setdefault(one, set()).add(id_)


def called(name: str, known: Mapping[str, set[str]]) -> set[str]:
    """The ids of all who are called so; a mail address beside the name decides."""
    mail = _MAIL.search(name)
    bare = _MAIL.sub(" ", name)
    found = [known.get(_key(one), set()) for one in (*([mail[1]] if mail else ()), bare, _bare(bare))]
    return next((one for one in found if len(one) == 1), next(filter(None, found), set()))


def without_mail(name: str) -> str:
    """A name without the mail address beside it; empty if there is nothing else."""
    return " ".join(_MAIL.sub(" ", name).split())


def _bare(name: str) -> str:
    """A name as one would say it, without titles."""
    return " ".join(own_parts(name))


def _key(called: str) -> str:
    """A name as it is compared: `Jörg Süß`, `joerg suess` and `@joerg-suess` are the same."""
    return address.slug(called.lstrip("@ "))
