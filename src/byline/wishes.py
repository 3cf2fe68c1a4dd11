"""Wishes: how an edition is wanted, and whether what came of a build may be published."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from byline.problem import Problem, Severity
from byline.tree import CONTENT


class Wishes(msgspec.Struct, frozen=True):
    """How the edition is wanted: for which readers, with or without what is not finished yet."""

    audience: str = "intranet"
    drafts: bool = False
    strict: bool = False  # a warning counts as an error
    keep_going: bool = False  # broken stories are left out instead of stopping the edition
    from_disk: bool = False  # browsers can open the pages from a folder, without a web server


SHAPING = ("audience", "drafts", "from_disk")
"""The wishes that make other pages."""


def is_sound(problems: Iterable[Problem], wishes: Wishes) -> bool:
    """Whether an edition with these problems may be published. Only errors in content can be left out."""
    for one in problems:
        if one.severity is Severity.ERROR and not (wishes.keep_going and one.place.path.startswith(f"{CONTENT}/")):
            return False
        if one.severity is Severity.WARNING and wishes.strict:
            return False
    return True
