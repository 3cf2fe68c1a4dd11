"""Assets: the designers' files, published under names that hold their digest, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from byline.problem import Problem
from byline.trace import told
from byline.tree import File, Tree

FOLDER = "assets"
STYLE = "style.css"


class Bygone(File, frozen=True):
    """An asset of an earlier edition, of which only the address is known."""

    address: str


class Assets(msgspec.Struct, frozen=True):
    """The files to publish, and where each asset is found by its path inside `assets/`."""

    files: tuple[File, ...]
    addresses: Mapping[str, str]


def of_assets(tree: Tree[File]) -> Iterator[Problem]:
    """What the designers' pictures tell beside the picture."""
    for file in tree.files:
        yield from told(file.path, file.data)


def fingerprint(tree: Tree[File], accent: str) -> Assets:
    """The assets of a portal whose accent colour (`#a33b20`) stands in front of its style sheet."""
    files, addresses = [], {}
    for file in tree.files:
        name = file.path.removeprefix(f"{FOLDER}/")
        if isinstance(file, Bygone):
            addresses[name] = file.address
            files.append(File(file.address, file.data))
            continue
        data = f":root{{--accent:{accent}}}\n".encode() + file.data if name == STYLE else file.data
        stem, dot, ending = name.rpartition(".")
        digest = hashlib.sha256(data).hexdigest()[:12]
        addresses[name] = f"{FOLDER}/{stem}.{digest}.{ending}" if dot else f"{FOLDER}/{name}.{digest}"
        files.append(File(addresses[name], data))
    return Assets(tuple(files), addresses)
