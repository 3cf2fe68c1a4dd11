"""The stone: on it lies what the edition that stands was printed from, so that the next one need not begin anew.

A printer's formes lie on the imposing stone until they are changed for the next edition. What lies here is everything
that is worked out from all stories together; the texts themselves stay in their drawers.
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import msgspec
from msgspec.structs import replace

from byline.address import is_markdown
from byline.article import House, readable
from byline.card import Cards
from byline.channel import Channels
from byline.darkroom import shown
from byline.forme import Forme
from byline.furniture import design, directories, furnished
from byline.imposition import Imposition
from byline.memo import STONES, Kept, Memo
from byline.person import Person
from byline.picture import Picture
from byline.plain import Plain
from byline.plan import Edit
from byline.portal import Portal
from byline.problem import Problem
from byline.published import Published
from byline.register import Register
from byline.settings import Settings
from byline.site import Site
from byline.standing import STORIES, Setting, Texts
from byline.stoppress import WORKED_OUT
from byline.tree import Source
from byline.usage import Usage
from byline.wishes import Wishes
from byline.words import Words

NOT_OF_STORIES = {"plain_versions", "shown_people"}  # but of articles, and soon worked out

ELSEWHERE = Kept("", 0, 1, 0)
"""Where the bytes of a picture are, only the darkroom knows; the press has printed them before."""


class Stone(msgspec.Struct, frozen=True):
    """What a sound forme was locked up from, but for the texts of its articles and the bytes of its files."""

    id: str
    design: bytes  # the digest of settings, layouts, assets and wishes
    others: bytes  # that of the seals of all files of the content that are no articles
    faults: tuple[Problem, ...]  # of the files, before anybody looks into them
    settings: Settings
    audience: str
    reading: House
    words: dict[str, Words]
    stories: tuple[Published, ...]
    worked_out: dict[str, object]
    channels: Channels
    register: Register
    addresses: frozenset[str]
    pictures: dict[str, Picture]  # by source
    usage: Usage | None
    day: datetime.date


def laid(id_: str, forme: Forme, portal: Portal, register: Register) -> Stone:
    """What is to be kept of a forme."""
    site, first = forme.site, next(iter(forme.edits.values()))
    return Stone(
        id_,
        forme.design,
        _others(portal),
        _faults(portal),
        site.settings,
        site.audience,
        forme.setting.house,
        {language: edit.words for language, edit in forme.edits.items()},
        site.stories,
        {name: getattr(site, name) for name in WORKED_OUT if name not in NOT_OF_STORIES},
        first.channels,
        register,
        forme.addresses,
        {path: one.holding(lambda _: ELSEWHERE) for path, one in forme.pictures_by_source.items()},
        site.usage,
        site.day,
    )


def lying(memo: Memo, out: Path, id_: str) -> Stone | None:
    """What lies on the stone for the edition in a folder, if it has this id."""
    found: Stone | None = memo.load(memo.place(STONES, out)) if id_ else None
    return found if found and found.id == id_ else None


def fits(stone: Stone, portal: Portal, wishes: Wishes) -> bool:
    """Whether nothing but articles can be different from what lies on the stone."""
    told = (stone.design, stone.others, stone.faults)
    return bool(stone.others) and told == (design(portal, wishes), _others(portal), _faults(portal))


def lifted(stone: Stone, portal: Portal, wishes: Wishes, setting: Setting, memo: Memo) -> Forme:
    """The forme that lies on a stone, with its people and plain pages from a setting in which they are the same.

    What it does not have are problems, and the bytes of pictures.
    """
    others = [one.answer[0] for path, one in setting.articles.items() if not path.startswith(STORIES)]
    people = {one.id: one for one in others if isinstance(one, Person)}
    plains = tuple(one for one in others if isinstance(one, Plain))
    site = Site(stone.settings, people, stone.stories, plains, stone.audience, Texts(setting), stone.usage, stone.day)
    vars(site).update(stone.worked_out)
    edits = {
        language: Edit(site, words, Cards(site, words, stone.pictures), stone.channels)
        for language, words in stone.words.items()
    }
    bare, pages = furnished(portal, wishes, edits, memo), Imposition(edits, stone.pictures, stone.addresses)
    return replace(
        bare,
        pages=pages,
        channels={channel.address: channel for channel in stone.channels.every},
        pictures={one.address: one for one in shown(site, stone.pictures)},
        ready={**bare.ready, **directories(pages.orders, edits)},
        addresses=stone.addresses,
        setting=setting,
        pictures_by_source=stone.pictures,
    )


def _others(portal: Portal) -> bytes:
    """The digest of the seals of all files of the content that are no articles; empty if one of them is too young to be told by it."""
    seals = [
        (file.path, file.seal if isinstance(file, Source) else None)
        for file in portal.content.files
        if not is_markdown(file.path)
    ]
    if any(seal is None or seal.is_young(portal.clock) for _, seal in seals):
        return b""
    return hashlib.sha256(msgspec.msgpack.encode(seals)).digest()


def _faults(portal: Portal) -> tuple[Problem, ...]:
    """What is wrong with the files, before anybody looks into them."""
    found = [*portal.problems]
    readable(portal.content, found)
    return tuple(found)
