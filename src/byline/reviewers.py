"""Reviewers: who looks at a change before it is published, as the settings of the forge say."""

from __future__ import annotations

from collections.abc import Iterable

from byline.settings import Forge


def reviewers_of(departments: Iterable[str], forge: Forge) -> tuple[str, ...]:
    """The teams and accounts that look at what has to do with these departments, each once: the editors first."""
    of_departments = (owner for name in departments for owner in forge.reviewers.get(name, ()))
    return tuple(dict.fromkeys((*forge.editors, *of_departments)))
