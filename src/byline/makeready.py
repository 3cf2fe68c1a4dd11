"""Make-ready: what a printer does before the press runs. From the stone comes what has not changed, all else is composed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from byline.address import file_of
from byline.article import House
from byline.copydesk import is_story
from byline.counted import NAME as COUNTED, counted_stories
from byline.delivery import is_tidy
from byline.edition import Tell, compose, setting, untold
from byline.forme import Forme
from byline.memo import Memo
from byline.plan import OPML
from byline.portal import Portal
from byline.problem import is_error
from byline.published import Published
from byline.record import Doubt, Record, last
from byline.register import Register
from byline.replate import Late, Replated, replated
from byline.sitemap import NAME as SITEMAP
from byline.standing import FEW, NOTHING_SET, Setting
from byline.stone import Stone, fits, lifted, lying
from byline.touched import touched
from byline.tree import Readable
from byline.wishes import Wishes
from byline.workers import Workers


class Ready(msgspec.Struct, frozen=True):
    """A forme that is ready for the press; and if it came from the stone, its register, the record of the edition that lies
    there, what is in doubt since, and the stone's id, if just this forme lies there.
    """

    portal: Portal
    wishes: Wishes
    forme: Forme
    register: Register | None = None
    record: Record | None = None
    doubt: Doubt | None = None
    stone: str = ""


def make_ready(
    portal: Portal,
    now: datetime.datetime,
    wishes: Wishes,
    out: Path,
    workers: Workers,
    memo: Memo,
    ahead: Callable[[], Setting] | None,
    tell: Tell = untold,
) -> Ready:
    """The forme of a portal as readers may see it at the instant `now`, to be printed into the folder `out`.

    `ahead` waits for articles that are being set already, if there are any.
    """

    def setter(files: Sequence[Readable], house: House) -> Setting:
        known = ahead() if ahead else NOTHING_SET
        if known.house == house:
            return known
        found = first(files, house)
        return replace(found, before={**found.before, **known.before})

    first = setting(workers, memo, portal.clock)
    record = last(memo, out) if ahead and is_tidy(out) else None
    stone = lying(memo, out, record.stone) if record else None
    if ahead and record and stone and fits(stone, portal, wishes):
        tell("read", len(portal.content.files))
        known = ahead()
        ready = _late(record, stone, known, portal, now, wishes, memo) if known.house == stone.reading else None
        if ready:
            return ready
    return Ready(portal, wishes, compose(portal, now, wishes, setter, workers, memo, tell))


def _late(
    record: Record,
    stone: Stone,
    known: Setting,
    portal: Portal,
    now: datetime.datetime,
    wishes: Wishes,
    memo: Memo,
) -> Ready | None:
    """The forme from the stone with a few stories that are others; None if more may be different."""
    texts = known.digests
    late = {path for path in {**record.texts, **texts} if record.texts.get(path) != texts.get(path)}
    if len(late) > FEW or not all(map(is_story, late)) or any(map(is_error, record.problems)):
        return None
    old = replace(lifted(stone, portal, wishes, known, memo), problems=record.problems, holds=record.holds)
    files = [file for file in portal.content.files if file.path in late]
    made = replated(old, stone.register, Late(frozenset(late), known, files), now, wishes)
    if made is None or made.forme.pictures.keys() - old.pictures.keys():  # of which only the darkroom has the bytes
        return None
    doubt = _doubt(made, old)
    same = made.forme.site.stories is stone.stories and made.register is stone.register
    return Ready(portal, wishes, made.forme, made.register, record, doubt, stone.id if same else "") if doubt else None


def _doubt(made: Replated, old: Forme) -> Doubt | None:
    """What may have become of each file; None if that may be anything."""
    new = made.forme
    reached = touched(new.edits, made.before, made.after, made.gone | made.come)
    if reached is None:
        return None
    come = map(file_of, made.come)
    files = [path for path in dict.fromkeys((*sorted(reached), *come)) if path in new]
    mapped = made.gone or made.come or [*map(_mapped, made.before)] != [*map(_mapped, made.after)]
    gone = {*map(file_of, made.gone), *(old.pictures.keys() - new.pictures.keys())}
    listing = [OPML, *([SITEMAP] if mapped else []), *([COUNTED] if _is_counted_otherwise(made, old) else [])]
    return Doubt((*files, *listing), frozenset(gone))


def _is_counted_otherwise(made: Replated, old: Forme) -> bool:
    """Whether the counter hears something else of the stories; of people, nothing can be different here."""
    counter = made.forme.site.counter
    return counter is not None and counted_stories(old.site, made.before, counter) != counted_stories(
        made.forme.site, made.after, counter
    )


def _mapped(one: Published) -> tuple[object, ...]:
    """What the sitemap says of a story, and where it stands there."""
    return (one.key, one.appeared, one.original, one.language, one.day, one.corrections)
