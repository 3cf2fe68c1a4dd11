"""Furniture: what holds the pages of a forme in their places, namely all that settings, layouts and assets decide."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec

from byline.asset import fingerprint
from byline.counted import NAME as COUNTED, counted
from byline.feed import opml
from byline.forme import Forme
from byline.masthead import masthead
from byline.memo import FORGETFUL, Memo
from byline.page import Masthead, Order
from byline.plan import OPML, Edit
from byline.portal import Portal
from byline.sitemap import NAME as SITEMAP, ROBOTS, robots, sitemap
from byline.tree import File
from byline.wishes import Wishes
from byline.words import Words

if TYPE_CHECKING:
    from byline.render import Press


def furnished(portal: Portal, wishes: Wishes, edits: Mapping[str, Edit], memo: Memo) -> Forme:
    """A forme without pages."""
    layouts, strings = portal.layout_texts, portal.strings
    settings = next(iter(edits.values())).site.settings
    assets = fingerprint(portal.assets, settings.site.accent)
    mastheads = {language: masthead(edit, assets) for language, edit in edits.items()}
    words = {language: edit.words for language, edit in edits.items()}
    return Forme(
        (),
        ready={file.path: partial(_same, file) for file in assets.files},
        prepare=cache(partial(_presses, layouts, words, mastheads, memo.own or FORGETFUL, from_disk=wishes.from_disk)),
        press_keys={
            language: _press_key(layouts, strings[language], mastheads[language], from_disk=wishes.from_disk)
            for language in edits
        },
        edits=edits,
        design=design(portal, wishes),
        base=settings.base,
        base_path=settings.base_path,
        unnamed={language: one("someone") for language, one in words.items()},
    )


def design(portal: Portal, wishes: Wishes) -> bytes:
    """The digest of everything on which all pages depend."""
    files = [(file.path, file.data) for tree in (portal.layouts, portal.assets) for file in tree.files]
    wanted = (wishes.audience, wishes.drafts, wishes.from_disk)
    return hashlib.sha256(msgspec.msgpack.encode((str(portal.config), files, *wanted))).digest()


def directories(orders: Callable[[], Iterable[Order]], edits: Mapping[str, Edit]) -> dict[str, Callable[[], File]]:
    """The files that name all pages, feeds or stories, each made when it is asked for."""
    first = next(iter(edits.values()))
    settings, language = first.site.settings, first.words.language

    def feeds() -> File:
        groups = first.channels.groups(language)
        names = {group.kind: first.words(f"group_{group.kind}") for group in groups}
        return opml(settings.site.title.at(language), groups, names, settings.base)

    found: dict[str, Callable[[], File]] = {
        ROBOTS: cache(partial(robots, settings.base)),
        SITEMAP: cache(lambda: sitemap(orders(), settings.base)),
        OPML: cache(feeds),
    }
    if counter := first.site.counter:
        found[COUNTED] = cache(partial(counted, first.site, counter))
    return found


def _presses(
    layouts: Mapping[str, str],
    words: Mapping[str, Words],
    mastheads: Mapping[str, Masthead],
    store: Memo,
    *,
    from_disk: bool,
) -> dict[str, Press]:
    from byline.render import presses  # imported when there is a page to set

    return presses(layouts, words, mastheads, store, from_disk=from_disk)


def _same(file: File) -> File:
    return file


def _press_key(layouts: Mapping[str, str], strings: str, head: Masthead, *, from_disk: bool) -> bytes:
    """The digest of what pages get from a press, beside their own values."""
    return hashlib.sha256(msgspec.msgpack.encode((sorted(layouts.items()), strings, head, from_disk))).digest()
