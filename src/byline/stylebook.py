"""The stylebook: what is said of the style of many stories; what was said of most of them is kept.

A look at one story takes two milliseconds, which is nothing for a contribution, and half a minute for ten thousand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from byline.memo import Memo
from byline.opinion import UNSAID, Style
from byline.settings import Editorial
from byline.shift import Limit
from byline.standing import FEW
from byline.story import Story
from byline.tree import File, Readable
from byline.workers import Assistant, Workers

DRAWER = "styles/all"
SECONDS, MEGABYTES = 5, 500  # what one story may cost


class _Kept(msgspec.Struct, frozen=True):
    """What was said, by the path of the story, with the digest of its file; and for which wishes of the house."""

    house: bytes
    said: dict[str, tuple[bytes, Style]]


def styles(
    stories: Sequence[Story],
    files: Mapping[str, Readable],
    digests: Mapping[str, bytes],
    editorial: Editorial,
    workers: Workers,
    memo: Memo,
    assistant: Assistant,
) -> dict[str, Style]:
    """What is to be said of each story's style, by its path. `files` and `digests` are those of all stories, by path.

    The assistant reads them if they are few. Raises WorkerLost.
    """
    if len(stories) <= FEW:
        wanted = {one.path: files[one.path] for one in stories}
        return assistant.ask(partial(_read, stories, wanted, editorial, workers))()
    house = hashlib.sha256(msgspec.msgpack.encode(editorial)).digest()
    kept: _Kept | None = memo.load(DRAWER)
    said = kept.said if kept and kept.house == house else {}
    known = {one.path: said[one.path][1] for one in stories if said.get(one.path, (b"",))[0] == digests[one.path]}
    new = _read([one for one in stories if one.path not in known], files, editorial, workers)
    made = known | new
    if new:
        memo.save(memo.drawer(DRAWER), _Kept(house, {path: (digests[path], one) for path, one in made.items()}))
    return made


def get_readers() -> None:
    """Import what reading and judging a text needs, before it is known which."""
    from byline import style
    from byline.article import get_parsers

    del style
    get_parsers()


def _read(
    stories: Sequence[Story], files: Mapping[str, Readable], editorial: Editorial, workers: Workers
) -> dict[str, Style]:
    """What is to be said of stories, without what was said before."""
    if not stories:
        return {}

    def read(story: Story) -> Style:
        from byline.style import read_style  # with the parser, which only whoever reads needs

        data = files[story.path].read()
        return read_style(File(story.path, data), story, editorial) if isinstance(data, bytes) else UNSAID

    size = max(1, len(stories) // 64)
    parts = [stories[start : start + size] for start in range(0, len(stories), size)]
    limit: Limit[Story, Style] = Limit(SECONDS, MEGABYTES, lambda _: UNSAID)
    found = workers.gather(read, parts, lambda _number, part: part, limit=limit)
    return dict(zip((one.path for one in stories), (one for part in found for one in part), strict=True))
