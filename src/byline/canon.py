"""The canon: Pagefind's files in one order and under names of our own, so that the same stories give the same bytes.

Pagefind writes filters in the order of a hash table that is another in every run, and names each file by what is in it.
Here the values of filters are put in order; the list that names all files is told their names, which begin with the
shard's number, so that the shards of a language can share their folders. Both are written as they are, since how well
they are compressed depends on the machine's library. Texts and words are left as Pagefind made them.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from typing import Any

import cbor2
import msgspec

from byline.tree import File

MARK = b"pagefind_dcd"  # with which each of Pagefind's files begins


def canonical(
    files: Mapping[str, bytes], folder: str, number: int, name: str, names: Mapping[str, str]
) -> tuple[File, ...]:
    """The files of a shard that go into a language's folder (`pagefind/de/`), in the order of their paths.

    `name` is the shard's; `names` are those of its records, by their addresses.
    """
    (catalogue,) = (opened(data) for path, data in files.items() if path.endswith(".pf_meta"))
    version, pages, chunks, filters, sorts, fields = catalogue
    made = []
    for page in pages:
        data = files[f"fragment/{page[0]}.pf_fragment"]
        page[0] = f"{number}/{names[msgspec.json.decode(_body(data))['url']]}"
        made.append(File(f"{folder}fragment/{page[0]}.pf_fragment", data))
    for chunk in chunks:
        data = files[f"index/{chunk[2]}.pf_index"]
        chunk[2] = f"{number}/{_digest(data)}"
        made.append(File(f"{folder}index/{chunk[2]}.pf_index", data))
    for each in filters:
        kind, values = opened(files[f"filter/{each[1]}.pf_filter"])
        data = _closed([kind, sorted(values)])
        each[1] = f"{number}/{_digest(data)}"
        made.append(File(f"{folder}filter/{each[1]}.pf_filter", data))
    whole = _closed([version, pages, chunks, sorted(filters), sorts, fields])
    made.append(File(f"{folder}pagefind.{name}.pf_meta", whole))
    return tuple(sorted(made, key=lambda file: file.path))


def opened(data: bytes) -> Any:
    """What one of Pagefind's lists says."""
    return cbor2.loads(_body(data))


def _body(data: bytes) -> bytes:
    """What is in one of Pagefind's files, compressed or not."""
    return (data if data.startswith(MARK) else gzip.decompress(data)).removeprefix(MARK)


def _closed(value: object) -> bytes:
    return MARK + cbor2.dumps(value)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
