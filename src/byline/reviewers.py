"""Reviewers: who looks at a story before it is published, as the settings of the forge say."""

from __future__ import annotations

from collections.abc import Mapping

from byline.person import Person
from byline.published import departments_of
from byline.settings import Settings
from byline.story import Story


def reviewers_of(story: Story, people: Mapping[str, Person], settings: Settings) -> tuple[str, ...]:
    """The teams and accounts that look at a story, each once: the editors first, then those of its departments."""
    if settings.forge is None:
        return ()
    named = settings.forge.reviewers
    of_departments = (owner for name in departments_of(story, people) for owner in named.get(name, ()))
    return tuple(dict.fromkeys((*settings.forge.editors, *of_departments)))
