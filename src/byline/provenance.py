"""Provenance: what the edition in a folder was made from, kept in the memo so that the next build can tell what is different.

Texts are kept of the settings and the layouts. Of everything else it is enough to know that it was another; what the
articles were is in their own drawers until the next edition stands, or here, if those have been used for something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from byline.address import is_markdown, is_picture
from byline.asset import FOLDER as ASSETS, Asset, fingerprint
from byline.forme import Forme
from byline.imprint import edition_of
from byline.memo import PROVENANCES, Memo
from byline.picture import Picture
from byline.portal import Portal
from byline.reference import filed
from byline.settings import PATH as CONFIG
from byline.standing import Standing
from byline.tree import CONTENT, USAGE
from byline.wishes import Wishes


class Provenance(msgspec.Struct, frozen=True):
    """What an edition was made from, by the paths of files."""

    edition: str
    instant: float  # for which it was made, in seconds
    wishes: Wishes
    design: Mapping[str, bytes]  # the settings, the layouts, and what the counter has told
    assets: Mapping[str, tuple[bytes, Asset]]  # their digests, and where each is published
    pictures: Mapping[str, Picture | None]  # without their bytes; None for those that no text named
    articles: Mapping[str, bytes]  # their digests
    former: Mapping[str, Standing] = {}  # articles that other commands have found to be others, or gone, since then


def provenance(edition: str, portal: Portal, forme: Forme, wishes: Wishes) -> Provenance:
    """What an edition is made from."""
    inner = (
        filed(file.path.removeprefix(f"{CONTENT}/")) for file in portal.content.files if not is_markdown(file.path)
    )
    developed = {path: one.holding(lambda _: b"") for path, one in forme.pictures_by_source.items()}
    published = fingerprint(portal.assets, forme.site.settings.site.accent).by_name
    assets = {
        file.path: (hashlib.sha256(file.data).digest(), published[file.path.removeprefix(f"{ASSETS}/")])
        for file in portal.assets.files
    }
    return Provenance(
        edition,
        forme.instant.timestamp(),
        wishes,
        {
            CONFIG: str(portal.config).encode(),
            **{file.path: file.data for file in portal.layouts.files},
            **_told(portal),
        },
        assets,
        {path: developed.get(path) for path in inner if is_picture(path)},
        forme.setting.digests,
    )


def _told(portal: Portal) -> dict[str, bytes]:
    """What the counter has told, if it can be read."""
    files = (file for file in portal.content.files if file.path == USAGE)
    return {file.path: data for file in files if isinstance(data := file.read(), bytes)}


def last(memo: Memo, out: Path) -> Provenance | None:
    """What the edition that stands in a folder was made from, if that is known."""
    found: Provenance | None = memo.load(memo.place(PROVENANCES, out))
    return found if found and found.edition == edition_of(out) else None


def keep(memo: Memo, out: Path, portal: Portal, forme: Forme, wishes: Wishes) -> Provenance:
    """Keep what the edition that now stands in a folder is made from, and nothing of the one before."""
    found = provenance(edition_of(out), portal, forme, wishes)
    memo.save(memo.drawer(memo.place(PROVENANCES, out)), found)
    return found


def keep_former(memo: Memo, out: Path, forme: Forme) -> None:
    """Keep what went into the edition that still stands in a folder, and has now left its drawer."""
    found = last(memo, out) if forme.setting.before else None
    if found:
        drawer = memo.drawer(memo.place(PROVENANCES, out))
        former = {path: one.filed(drawer) for path, one in articles_of(found, forme).items()}
        memo.save(drawer, msgspec.structs.replace(found, former=former))


def articles_of(found: Provenance, forme: Forme) -> dict[str, Standing]:
    """The articles of an earlier edition that are others now, or gone, as far as they are known."""
    return {
        path: one
        for held in (forme.setting.before, found.former)
        for path, one in held.items()
        if found.articles.get(path) == one.digest and not _is(forme, path, one.digest)
    }


def _is(forme: Forme, path: str, digest: bytes) -> bool:
    return path in forme.setting.articles and forme.setting.articles[path].digest == digest
