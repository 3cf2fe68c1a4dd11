"""What is touched by a change: every page that is left out has the value that it had.

The lists are short and the windows small here, so that few stories make many pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from chance import tries
from hypothesis import given, strategies as st
from portal import COUNTING, USAGE, forme, person, story

from byline import feed, leaf, listing, related, touched as module
from byline.address import file_of
from byline.forme import Forme
from byline.page import StoryPage
from byline.site import Site
from byline.touched import touched

if TYPE_CHECKING:
    from random import Random  # noqa: TID251  # hypothesis's own, which it can repeat

Files = dict[str, str | bytes]
Edit = Callable[["Random", Files, range], Files]


@pytest.fixture(autouse=True, scope="module")
def small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for one, name, value in (
            (listing, "SIZE", 3),
            (module, "SIZE", 3),
            (related, "REACH", 2),
            (module, "REACH", 2),
            (feed, "ITEMS", 3),
            (module, "ITEMS", 3),
            (leaf, "LONG_FROM", 1),
        ):
            patch.setattr(one, name, value)
        yield


def some_story(chance: Random, numbers: range) -> str:
    """A story that may have a part in everything that ties stories together."""

    def maybe(text: str, often: float = 0.3) -> str:
        return text if chance.random() < often else ""

    def some(names: list[str], most: int) -> str:
        return f"[{', '.join(chance.sample(names, chance.randint(0, most)))}]"

    other = f"2026/s{chance.choice(numbers)}"
    links = chance.choice(
        ["", f"[link](s{chance.choice(numbers)}.md)\n", "[link](/topics/new-one/)\n", "[p](/people/cy/)\n"]
    )
    return story(
        f"{'Word. ' * chance.randint(1, 400)}\n\n## Heading {chance.randint(1, 3)}\n\n{links}",
        title=f"Title {chance.randint(1, 3)}",
        date=f"2026-0{chance.randint(1, 5)}-0{chance.randint(1, 3)}" + maybe(" 10:00:01"),
        authors=f"[{chance.choice(['ada', 'ben', 'cy', 'x'])}]",
        told_by=maybe("[cy]"),
        helped_by=maybe("[ben]"),
        departments=some(["production", "field-service"], 2) if chance.random() < 0.8 else "",
        roles=some(["fitter", "technician"], 2) if chance.random() < 0.8 else "",
        topics=some(["learning", "quality", chance.choice(["New one", "new one"]), "Rare"], 3),
        language=chance.choice(["en", "en", "de", "sv"]) if chance.random() < 0.6 else "",
        series=maybe(f"{{id: first-days, part: {chance.randint(1, 60)}}}", 0.2),
        reply_to=maybe(other, 0.15),
        translation_of=maybe(other, 0.15),
        status=maybe("draft", 0.1),
        aliases=maybe(f"[/old/{chance.randint(1, 4)}/]", 0.15),
        learned=maybe("Look up."),
        corrections=maybe("[{date: 2026-05-05, text: Not so.}]", 0.1),
    )


def changed(chance: Random, files: Files, numbers: range) -> Files:
    """The same portal after a few edits of stories."""
    after = dict(files)
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        path = f"content/stories/2026/s{chance.choice(numbers)}.md"
        what = chance.random()
        if what < 0.3:
            after.pop(path, None)
        elif path in after and what < 0.7:
            text = str(after[path])
            old, new = chance.choice(
                [
                    ("Word.", "Other words."),
                    ("title: Title", "title: Another"),
                    ("2026-0", "2025-0"),
                    ("[ada]", "[ben]"),
                ]
            )
            after[path] = text.replace(old, new, 1)
        else:
            after[path] = some_story(chance, numbers)
    return after


def retitled(chance: Random, files: Files, numbers: range) -> Files:
    """The same portal after a story or two were called otherwise, which stays where they are."""
    some = {f"content/stories/2026/s{chance.choice(numbers)}.md" for _ in range(2)} & files.keys()
    return {**files, **{path: str(files[path]).replace("title: Title", "title: Another") for path in some}}


def before_and_after(chance: Random, edit: Edit) -> tuple[Forme, Forme]:
    """A portal before and after an edit of its stories."""
    numbers = range(chance.choice([4, 12, 30]))
    files: Files = {
        "config.yaml": COUNTING,
        "content/people/cy.md": person(role="fitter", department="production"),
        "content/people/x.md": person("Xaver Yps", show_as="anonymous", department="production"),
        "content/usage.json": USAGE,
        "content/pages/about.md": "---\ntitle: About\n---\n[link](/stories/2026/s1/)\n",
    }
    files |= {
        f"content/stories/2026/s{number}.md": some_story(chance, numbers) for number in numbers if chance.random() < 0.8
    }
    return forme(files), forme(edit(chance, files, numbers))


def values(made: Forme) -> dict[str, object]:
    """What every page and feed shows, by path."""
    pages = {path: order.page() for path, order in made.pages.items()}
    told: dict[str, object] = {}
    for path, channel in made.channels.items():
        items: list[object] = []
        for one in channel.stories[:3]:
            page = pages[file_of(one.address)]
            assert isinstance(page, StoryPage)
            items.append((one.appeared, one.corrections, page.card.title, page.card.summary, page.html))
            items.append((page.shot, page.authors, page.departments, page.roles, page.topics))
        told[path] = (channel.title, channel.description, channel.language, channel.page, items)
    return {**pages, **told}


def different(old: Site, new: Site) -> list[str]:
    """The keys of the stories that are not the same in two sites, or only in one of them."""
    olds, news = ({key: (one, made.texts[one.path]) for key, one in made.by_key.items()} for made in (old, new))
    return [key for key in {**olds, **news} if olds.get(key) != news.get(key)]


@pytest.mark.parametrize("edit", [changed, retitled])
@tries(2, shrink=False)
@given(chance=st.randoms(use_true_random=False))
def test_what_is_left_out_is_as_it_was(edit: Edit, chance: Random) -> None:
    before, now = before_and_after(chance, edit)
    if not (before.paths and now.paths):
        return  # a fault that stops both
    olds, news = before.site.by_key, now.site.by_key
    others = different(before.site, now.site)
    found = touched(
        now.edits,
        [olds[key] for key in others if key in olds],
        [news[key] for key in others if key in news],
        before.addresses ^ now.addresses,
    )
    if found is None:
        return
    was, is_ = values(before), values(now)
    assert [path for path in was.keys() & is_.keys() if was[path] != is_[path] and path not in found] == []
