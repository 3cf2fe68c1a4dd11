"""Newcomers: people whom stories name and who have no file yet, and the file that each of them needs."""

from __future__ import annotations

from collections.abc import Iterable

from byline.front import ID, LONGEST_ID
from byline.problem import Problem


def is_newcomer(one: Problem) -> bool:
    """Whether a problem tells of somebody new: an id that nobody has, that could be one, and that is no slip in another."""
    name = _named(one)
    return bool(ID.match(name)) and len(name) <= LONGEST_ID and not one.guess


def files(problems: Iterable[Problem]) -> dict[str, str]:
    """The files that the newcomers among the problems need: each one's text by its path, with nothing but a name."""
    ids = dict.fromkeys(_named(one) for one in problems if is_newcomer(one))
    return {f"content/people/{name}.md": f"---\nname: {name_of(name)}\n---\n" for name in ids}


def name_of(id_: str) -> str:
    """The name that an id suggests, until its owner is asked: `Nadia Benali`."""
    return id_.replace("-", " ").title()


def _named(one: Problem) -> str:
    """The id that nobody has; empty if the problem is another."""
    return dict(one.facts)["name"] if one.rule == "unknown-person" else ""
