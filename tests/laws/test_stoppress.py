"""Stop press: a site with a few other stories is the one that is put in order from the beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chance import tries
from hypothesis import given, strategies as st
from msgspec.structs import replace
from portal import forme
from test_touched import before_and_after, changed, different, small, some_story  # noqa: F401  # short lists and small windows

from byline.imposition import Imposition
from byline.plan import revised_edits
from byline.published import publish
from byline.site import Site
from byline.stoppress import WORKED_OUT, revised

if TYPE_CHECKING:
    from random import Random  # noqa: TID251  # hypothesis's own, which it can repeat


def in_order(site: Site) -> list[object]:
    """What is gone through from first to last."""
    return [list(site.by_year), [list(terms) for terms in site.by_term.values()], list(site.parts)]


@tries(6, shrink=False)
@given(chance=st.randoms(use_true_random=False))
def test_late_stories_stand_where_they_would_have_stood(chance: Random) -> None:
    before, now = before_and_after(chance, changed)
    if not (before.paths and now.paths):
        return  # a fault that stops both
    olds, news = before.site.by_key, now.site.by_key
    others = different(before.site, now.site)
    zone = now.site.settings.zone
    found = revised(
        before.site,
        [olds[key] for key in others if key in olds],
        [
            publish(now.site.texts[news[key].path], now.site.people, now.instant, zone, draft=False)
            for key in others
            if key in news
        ],
        now.site.texts,
    )
    if found is None:
        return
    assert replace(found, texts={}) == replace(now.site, texts={})
    assert {name: getattr(found, name) for name in (*WORKED_OUT, "languages")} == {
        name: getattr(now.site, name) for name in (*WORKED_OUT, "languages")
    }
    assert in_order(found) == in_order(now.site)
    channels = next(iter(revised_edits(before.edits, found).values())).channels
    assert channels == next(iter(now.edits.values())).channels


@tries(1, shrink=False)
@given(chance=st.randoms(use_true_random=False))
def test_a_page_that_is_looked_for_is_the_one_that_was_planned(chance: Random) -> None:
    numbers = range(chance.choice([4, 30]))
    files = {f"content/stories/2026/s{number}.md": some_story(chance, numbers) for number in numbers}
    made = forme({**files, "content/pages/about.md": "---\ntitle: About\n---\n"})
    if not made.paths:
        return
    found = Imposition(made.edits, made.pictures_by_source, made.addresses)
    assert [*found] == [*made.pages]
    assert len(found) == len(made.pages)
    for path, planned in made.pages.items():
        one = found[path]
        assert (one.address, one.language, one.versions, one.changed, one.listed) == (
            *(planned.address, planned.language, planned.versions, planned.changed, planned.listed),
        )
        assert one.page() == planned.page()
    others = {f"{path}x" for path in made.pages} | {path.removesuffix("index.html") for path in made.pages}
    assert [path for path in others - made.pages.keys() if path in found] == []
