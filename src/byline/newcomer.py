"""Newcomers: people whom stories name and who have no file yet, and the file that each of them needs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from byline.front import ID, LIKE_OTHERS, LONGEST_ID, LONGEST_NAME
from byline.name import guessed, key
from byline.person import path_of
from byline.problem import Problem

_MORE = re.compile(r"[,/;+@(]")  # what stands between names, and after them


def files(problems: Iterable[Problem], before: Container[str] = ()) -> dict[str, str]:
    """The files that the newcomers among the problems need: each one's text by its path, with nothing but a name.

    Whose file is among those from `before` is not new, but has lost it.
    """
    from byline.skeleton import scalar  # which knows all questions of the kits; checks seldom need it

    called = names(one for one in problems if unknown(one))
    paths = {path_of(id_): name for id_, name in called.items() if ID.match(id_) and len(id_) <= LONGEST_ID}
    return {path: f"---\nname: {scalar(name)}\n---\n" for path, name in paths.items() if path not in before}


def names(problems: Iterable[Problem]) -> dict[str, str]:
    """What those are called, by id, of whom problems tell that nobody has their id: as the first story says it that says
    more than the id does, else as the id suggests.
    """
    made: dict[str, str] = {}
    for one in problems:
        if one.rule == "unknown-person":
            facts = dict(one.facts)
            suggested, name = guessed(facts["name"]), facts.get("called", "")
            if made.setdefault(facts["name"], suggested) == suggested and 0 < len(name) <= LONGEST_NAME:
                made[facts["name"]] = name
    return made


def unknown(one: Problem) -> str:
    """The id of which a problem tells that nobody has it; empty if it tells another thing, or that somebody else may be
    meant: by a slip, by a word that is no name, or by more than a name.
    """
    facts = dict(one.facts)
    if one.rule != "unknown-person" or one.guess or facts.get("reason") == "ask-who":
        return ""
    id_, name = facts["name"], facts.get("called", "")
    is_name = not (id_ in LIKE_OTHERS or id_.isdigit() or "@" in id_ or (_MORE.search(name) and key(name) == id_))
    return id_ if is_name else ""
