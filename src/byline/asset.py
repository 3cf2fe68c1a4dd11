"""Assets: the designers' files, published under names that hold their digest, so that browsers may keep them for ever."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from byline.palette import style
from byline.problem import Problem
from byline.trace import told
from byline.tree import File, Tree

FOLDER = "assets"
STYLE = "style.css"


class Asset(msgspec.Struct, frozen=True):
    """Where an asset is published, and its digest as browsers check it before they use it (W3C, Subresource Integrity)."""

    address: str
    integrity: str


class Bygone(File, frozen=True):
    """An asset of an earlier edition, of which only this is known."""

    asset: Asset


class Assets(msgspec.Struct, frozen=True):
    """The files to publish, and each asset by its path inside `assets/`."""

    files: tuple[File, ...]
    by_name: Mapping[str, Asset]


def of_assets(tree: Tree[File]) -> Iterator[Problem]:
    """What the designers' pictures tell beside the picture."""
    for file in tree.files:
        yield from told(file.path, file.data)


def fingerprint(tree: Tree[File], accent: str) -> Assets:
    """The assets of a portal; in front of its style sheet stand the colours made from its accent (`#a33b20`)."""
    files, by_name = [], {}
    for file in tree.files:
        name = file.path.removeprefix(f"{FOLDER}/")
        if isinstance(file, Bygone):
            by_name[name] = file.asset
            files.append(File(file.asset.address, file.data))
            continue
        data = style(accent.lower()).encode() + file.data if name == STYLE else file.data
        stem, dot, ending = name.rpartition(".")
        digest = hashlib.sha256(data)
        mark = digest.hexdigest()[:12]
        place = f"{FOLDER}/{stem}.{mark}.{ending}" if dot else f"{FOLDER}/{name}.{mark}"
        by_name[name] = Asset(place, f"sha256-{base64.b64encode(digest.digest()).decode()}")
        files.append(File(place, data))
    return Assets(tuple(files), by_name)
