"""The roster: the people of the portal, by everything by which somebody may call them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from byline.name import key, mail_in, own_parts, without_mail
from byline.person import Person


class Found(msgspec.Struct, frozen=True):
    """Whom names belong to, and names that belong to nobody, each with the id that was perhaps meant."""

    people: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]


def find(names: tuple[str, ...], people: Mapping[str, Person]) -> Found:
    """The people who are called so: by id, by full name, with or without titles, or by mail address.

    A name that two have belongs to nobody. A line with commas is one name the other way round, or several.
    """
    known = by_name(people)
    meant = guesser(known)
    found: list[str] = []
    unknown: list[tuple[str, str]] = []
    for name in names:
        for one in [name] if len(called(name, known)) == 1 or "," not in name else name.split(","):
            if len(who := called(one, known)) == 1:
                found += who
            elif one.strip():
                guess = meant(key(one))
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
        for one in {key(name), key(_bare(name))} - {""}:
            known.setdefault(one, set()).add(id_)


def called(name: str, known: Mapping[str, set[str]]) -> set[str]:
    """The ids of all who are called so; a mail address beside the name decides."""
    bare = without_mail(name)
    found = [known.get(key(one), set()) for one in (mail_in(name), bare, _bare(bare))]
    return next((one for one in found if len(one) == 1), next(filter(None, found), set()))


def _bare(name: str) -> str:
    """A name as one would say it, without titles."""
    return " ".join(own_parts(name))


def guesser(ids: Iterable[str]) -> Callable[[str], str]:
    """Which of these ids somebody meant who wrote another one; nothing where that is rather somebody else.

    Meant is one with a letter less, more or otherwise in one part; with the same parts in another order, or written
    together; with more or fewer between the first and the last; or the only one with a part that stands alone. Names that
    are alike in other ways are those of two people, as there are many in any company.
    """
    spelt: dict[object, str] = {}
    beside: dict[object, list[str]] = {}
    alone: dict[str, list[str]] = {}
    for one in sorted(ids):
        parts = one.split("-")
        for way in _spellings(parts):
            spelt.setdefault(way, one)
        for at in range(len(parts)):
            beside.setdefault(_without(parts, at), []).append(one)
        for part in {parts[0], parts[-1]}:
            alone.setdefault(part, []).append(one)

    def guess(word: str) -> str:
        parts = word.split("-")
        found = [spelt[way] for way in _spellings(parts) if way in spelt]
        for at, part in enumerate(parts):
            found += (one for one in beside.get(_without(parts, at), ()) if is_slip(part, one.split("-")[at]))
        there = alone.get(word, [])
        return next(iter(found), there[0] if len(there) == 1 else "")

    return guess


def _spellings(parts: Sequence[str]) -> Iterator[object]:
    """What stays the same of an id, whatever stands in the middle, in whatever order its parts are, and with or without hyphens."""
    yield "".join(parts)
    yield tuple(sorted(parts))
    if len(parts) > 1:
        yield parts[0], ..., parts[-1]


def _without(parts: Sequence[str], at: int) -> tuple[object, ...]:
    """The parts of an id but for one."""
    return (*parts[:at], ..., *parts[at + 1 :])


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter: another, one more, or two that changed places. The first is seldom mistyped."""
    same = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    left, right = one[same:], other[same:]
    if not same or left == right:
        return False
    swapped = left[1::-1] == right[:2] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left == right[1:] or left[1:] == right
