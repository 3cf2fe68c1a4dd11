"""Whatever is edited: each file that is another has a cause, and no cause names an input that is the same."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251  # a fixture would be shared by all examples
from typing import TYPE_CHECKING

from chance import tries
from hypothesis import given, strategies as st
from laid import close_drawers
from test_touched import small  # noqa: F401  # short lists and small windows
from test_warm import EDITS, START, laid_out, mended, standing_files

from byline.article import House
from byline.cause import causes, earlier, plates_of
from byline.collation import Collation
from byline.edition import compose, setting
from byline.makeready import Ready
from byline.memo import Memo
from byline.portal import read_portal
from byline.pressroom import print_edition
from byline.provenance import keep, keep_former
from byline.tree import look
from byline.wishes import Wishes
from byline.workers import Workers

if TYPE_CHECKING:
    from random import Random  # noqa: TID251  # hypothesis's own, which it can repeat


def sources(root: Path) -> dict[str, bytes]:
    """What the portal is made from."""
    files = [
        root / "config.yaml",
        *(path for name in ("content", "layouts", "assets") for path in (root / name).rglob("*")),
    ]
    return {str(path.relative_to(root)): path.read_bytes() for path in files if path.is_file()}


@tries(1, shrink=False)
@given(chance=st.randoms(use_true_random=False))
def test_every_change_has_a_cause_and_every_cause_has_changed(chance: Random) -> None:
    with TemporaryDirectory() as folder:
        root, now = Path(folder), START
        out, workers = root / "public", Workers()
        laid_out(root, chance)
        made_from = sources(root)  # the last edition
        wished, broken, house = Wishes(), False, House()
        for _ in range(4):
            memo = Memo(root / ".byline", "engine")
            wishes = Wishes(drafts=chance.random() < 0.1, keep_going=chance.random() < 0.2)
            portal = read_portal(root, look(root, memo.clock()))
            forme = compose(portal, now, wishes, setting(workers, memo, portal.clock), workers)
            before, stood = earlier(memo, out), standing_files(root)
            outcome = print_edition(Ready(portal, wishes, forme), out, workers, memo)
            if not outcome.sound:
                keep_former(memo, out, forme)
                broken |= not forme.paths or forme.setting.house != house  # then texts are lost
            else:
                provenance = keep(memo, out, portal, forme, wishes)
                if before.provenance and outcome.changes:
                    collation = Collation(before.provenance, provenance, portal, forme, workers)
                    found = causes(collation, before.plates, plates_of(memo, out), outcome.changes)
                    stands = standing_files(root)
                    assert found.keys() == {path for path in {**stood, **stands} if stood.get(path) != stands.get(path)}
                    assert all(one.inputs for one in found.values())
                    assert broken or all(one.sure for one in found.values())
                    is_, named = sources(root), {each for one in found.values() for each in one.inputs}
                    for one in named:
                        others = [path for path in {**made_from, **is_} if path.startswith(one.file)]
                        assert (
                            any(made_from.get(path) != is_.get(path) for path in others)
                            or one.how in {"due", "expired", "day"}
                            or (one.file == "--drafts" and wished.drafts != wishes.drafts)
                        )
                made_from, wished, broken, house = sources(root), wishes, False, forme.setting.house
            close_drawers()
            for _ in range(chance.choice([0, 1, 1, 2, 5])):
                chance.choice(EDITS)(root, chance)
            if chance.random() < 0.8:
                mended(root, chance)
            now += datetime.timedelta(hours=chance.choice([0, 1, 30]))
