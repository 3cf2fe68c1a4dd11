"""The repository's own portal, printed once in each process that tests."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from portal import ROOT

from byline import photo
from byline.edition import Edition, compose, make, setting
from byline.makeready import Ready
from byline.memo import FORGETFUL
from byline.portal import Portal, read_portal
from byline.pressroom import print_edition
from byline.wishes import Wishes
from byline.workers import Workers

OWN_NOW = datetime.datetime(2026, 12, 1, 12, 0)  # noqa: DTZ001  # without an offset: in the portal's time zone
BASE = "https://intranet.example/erzaehlt/"


@cache
def own_portal() -> Portal:
    """The repository's portal as it was read."""
    return read_portal(ROOT)


_develop = cache(photo.develop)


def make_own(wishes: Wishes | None = None, portal: Portal | None = None) -> Edition:
    """The repository's portal at `OWN_NOW`, or one with its pictures, each of which is developed once in a process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(photo, "develop", _develop)
        return make(portal or own_portal(), OWN_NOW, wishes or Wishes())


@cache
def own_edition() -> Edition:
    """The repository's portal as colleagues see it."""
    return make_own()


def print_own(out: Path) -> None:
    """Print the repository's portal into a folder, with its search."""
    forme = compose(own_portal(), OWN_NOW, Wishes(), setting(Workers()))
    assert print_edition(Ready(own_portal(), Wishes(), forme), out, Workers(), FORGETFUL).sound


@cache
def own_pages() -> dict[str, str]:
    """The text of every page of the repository's portal, by its path in the output."""
    return {file.path: file.data.decode() for file in own_edition().files if file.path.endswith(".html")}


def run(
    *arguments: str | Path, environment: Mapping[str, str] | None = None, umask: int = -1, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """`python build.py ...` as a process of its own, with nothing of this one's environment but what is given."""
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
        umask=umask,
        cwd=cwd,
    )
