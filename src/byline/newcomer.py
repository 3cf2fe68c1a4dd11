"""Newcomers: people whom stories name and who have no file yet, and the file that each of them needs."""

from __future__ import annotations

from collections.abc import Container, Iterable

from byline.front import ID, LONGEST_ID
from byline.name import guessed
from byline.person import path_of
from byline.problem import Problem


def files(problems: Iterable[Problem], before: Container[str] = ()) -> dict[str, str]:
    """The files that the newcomers among the problems need: each one's text by its path, with nothing but a name.

    Whose file is among those from `before` is not new, but has lost it.
    """
    needed = dict.fromkeys(filter(None, map(unknown, problems)))
    paths = {path_of(one): one for one in needed if ID.match(one) and len(one) <= LONGEST_ID}
    return {path: f"---\nname: {guessed(one)}\n---\n" for path, one in paths.items() if path not in before}


def unknown(one: Problem) -> str:
    """The id of which a problem tells that nobody has it; empty if it tells another thing, or of a slip in somebody's id."""
    return dict(one.facts)["name"] if one.rule == "unknown-person" and not one.guess else ""
