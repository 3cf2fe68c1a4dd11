"""Blame: which problems a change has to answer for, which of them were there before, and what it does to other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from byline import address
from byline.baseline import Baseline
from byline.claim import CLAIMED
from byline.contribution import Contribution
from byline.problem import Place, Problem, Severity, is_error, problem
from byline.story import key_of
from byline.tree import CONTENT


def at_newcomers(problems: Sequence[Problem], before: Baseline, change: Contribution) -> Iterator[Problem]:
    """The same problems, but of those who claim the same, whoever was there keeps it, and the change's own is told; and
    no link is said to lead to nothing that leads to a story that keeps it, or to one of which an error is told.

    Without a baseline nobody knows who was there, and dates decide (`byline.story.seniority`).
    """
    claims: dict[tuple[str, str], list[tuple[Problem, bool]]] = {}
    for one, is_old in before.compared([one for one in problems if one.rule in CLAIMED]):
        claims.setdefault((one.rule, dict(one.facts)["name"].casefold()), []).append((one, is_old))
    blamed, told = set[str](), set[str]()
    for those in claims.values():
        found = [one for one, _ in those]
        made = found if any(is_old for _, is_old in those) else [*_at_newcomers(found, change)]
        blamed |= {one.place.path for one in found}
        told |= {one.place.path for one in made}
        yield from made
    broken = {one.place.path for one in problems if is_error(one) and one.rule not in CLAIMED}
    shown = (blamed - told) | {path for path in broken if path in before.texts or path in change}
    cleared = {f"/{address.of_file(path.removeprefix(f'{CONTENT}/'))}" for path in shown}
    for one in problems:
        target = dict(one.facts)["target"] if one.rule == "link-to-withheld" else ""
        if one.rule not in CLAIMED and target.partition("#")[0] not in cleared:
            yield one


def _at_newcomers(claims: Sequence[Problem], change: Contribution) -> Iterator[Problem]:
    """The problems of one claim. They name the file that would keep it, which has none."""
    rule, facts = claims[0].rule, dict(claims[0].facts)
    name = facts["name"]

    def rank(place: Place) -> int:
        if place.path not in change or change.known_ids.get(place.path) == name:
            return 0
        return 1 + (place.path in change.added)

    keeper, *others = sorted((Place(facts["other"], int(facts["first"]), 1), *(one.place for one in claims)), key=rank)
    yield from (problem(place, rule, name=name, other=keeper.path, first=keeper.line) for place in others)


class Since(msgspec.Struct, frozen=True):
    """The problems that a change has to do with; the errors that were there before, as warnings; and how many others were."""

    new: tuple[Problem, ...]
    old: tuple[Problem, ...] = ()
    left: int = 0


def since(problems: Sequence[Problem], before: Baseline, change: Contribution) -> Since:
    """What a change has to do with, and what was there before.

    An error that was there before is told as a warning, wherever it is, unless it keeps everything from being checked;
    of the rest, what was there before is told of files that have changed.
    """
    new, old, left = [], [], 0
    for one, is_old in before.compared(problems):
        if not is_old or (is_error(one) and not one.place.path.startswith(f"{CONTENT}/")):
            new.append(one)
        elif is_error(one):
            old.append(replace(one, severity=Severity.WARNING))
        elif one.place.path in change:
            new.append(one)
        else:
            left += 1
    return Since(tuple(new), tuple(old), left)


def summed_up(problems: Iterable[Problem], change: Contribution) -> Iterator[Problem]:
    """The same problems, but for stories that name somebody whose file the change takes away: of these it is said once.

    Stories that the change touches itself are told as they are, each at its line.
    """
    gone = {address.of_file(path.removeprefix(f"{CONTENT}/")): path for path in change.removed}
    naming: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        name = dict(one.facts)["name"] if one.rule == "unknown-person" and one.place.path not in change else ""
        if path := gone.get(f"people/{name}/"):
            naming.setdefault((path, name), []).append(one)
        else:
            yield one
    for (path, name), those in naming.items():
        number = len({one.place.path for one in those})
        where = f"{those[0].place.path}:{those[0].place.line}"
        yield problem(Place(path), "person-gone", name=name, number=number, where=where)


def renamed(problems: Iterable[Problem], change: Contribution) -> Iterator[Problem]:
    """The same problems, but for stories that name one which the change has moved: these are told its new name."""
    names = {key_of(old): key_of(path) for path, old in change.moved.items()}
    for one in problems:
        now = names.get(dict(one.facts)["name"]) if one.rule == "unknown-story" else None
        yield replace(one, guess="", facts=(*one.facts, ("reason", "renamed"), ("now", now))) if now else one
