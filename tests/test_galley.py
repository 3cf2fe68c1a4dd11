"""The galley: pictures put in, links looked after."""

from __future__ import annotations

import pytest
from portal import edition, page, picture, repository, story

from byline.address import ROOT
from byline.body import SLOT, Body, Link, PictureUse
from byline.galley import fill
from byline.picture import Picture, Print
from byline.problem import Place

PUMP = {"pictures/p.png": Picture("content/pictures/p.png", Print("pictures/p.0123456789ab.png", b"", 40, 24))}
HERE = Place("x")


def use(path: str | None, alt: str) -> PictureUse:
    return PictureUse(path, "p.png", alt, place=HERE)


def filled(html: str, *uses: PictureUse, addresses: tuple[str, ...] = (), german: tuple[str, ...] = ()) -> str:
    links = (Link("x/", "", HERE),) if "<a" in html else ()
    body = Body(html=html, pictures=uses, links=links)
    return fill(body, PUMP, frozenset(addresses), lambda place: f"de/{place}" if place in german else place)


IMG = f'<img src="{ROOT}pictures/p.0123456789ab.png" width="40" height="24" alt="{{}}" loading="lazy" decoding="async">'


@pytest.mark.parametrize(
    ("uses", "html"),
    [
        ((use("pictures/p.png", "A pump"),), IMG.format("A pump")),
        ((use("pictures/p.png", ""),), IMG.format("")),
        ((use("pictures/p.png", 'A "pump" <b>'),), IMG.format("A &quot;pump&quot; &lt;b&gt;")),
        ((use("pictures/none.png", 'A "pump"'),), '<span class="missing-picture" role="img" aria-label="A &quot;pump&quot;">A &quot;pump&quot;</span>'),
        ((use(None, "Outside"),), '<span class="missing-picture" role="img" aria-label="Outside">Outside</span>'),
        ((use(None, ""),), ""),
    ],
)  # fmt: skip
def test_a_slot_becomes_a_picture_or_its_description(uses: tuple[PictureUse, ...], html: str) -> None:
    assert filled(f"<p>{SLOT.format(0)}</p>", *uses) == f"<p>{html}</p>"


def test_each_slot_gets_its_own() -> None:
    made = filled(SLOT.format(1) + SLOT.format(0), use("pictures/p.png", "one"), use("pictures/p.png", "two"))
    assert made == IMG.format("two") + IMG.format("one")


@pytest.mark.parametrize(
    ("link", "made"),
    [
        (f'<a href="{ROOT}people/ada/">', f'<a href="{ROOT}people/ada/">'),
        (f'<a href="{ROOT}people/ada/#s_x">', f'<a href="{ROOT}people/ada/#s_x">'),
        (f'<a href="{ROOT}people/ada/" title="T">', f'<a href="{ROOT}people/ada/" title="T">'),
        (f'<a href="{ROOT}">', f'<a href="{ROOT}">'),
        (f'<a href="{ROOT}people/nobody/">', '<a class="dead-link">'),
        (f'<a href="{ROOT}people/nobody/#s_x">', '<a class="dead-link">'),
        (f'<a href="{ROOT}topics/x/">', f'<a href="{ROOT}de/topics/x/">'),
        (f'<a href="{ROOT}topics/x/#s_y">', f'<a href="{ROOT}de/topics/x/#s_y">'),
        ('<a href="https://a.example/">', '<a href="https://a.example/">'),
        ('<a href="#fn1">', '<a href="#fn1">'),
    ],
)
def test_a_link_is_looked_after(link: str, made: str) -> None:
    known = ("", "people/ada/", "de/topics/x/")
    assert filled(f"{link}a</a>", addresses=known, german=("topics/x/",)) == f"{made}a</a>"


def test_on_a_page_nothing_shows_where_a_dead_link_led() -> None:
    made = edition(
        {
            "content/stories/2026/a.md": story("[CANARY text](../2026/secret-project.md) ![A](/pictures/p.png)"),
            "content/stories/2026/secret-project.md": story(status="draft"),
            "content/pictures/p.png": picture(),
        }
    )
    html = page(made, "stories/2026/a/")
    assert '<a class="dead-link">CANARY text</a>' in html
    assert not [file.path for file in made.files if b"secret-project" in file.data]


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        ("{src: none.png, alt: 'The \"hall\"'}", "The &#34;hall&#34;"),
        ("{src: 'https://x.example/y.png', alt: Hall}", "Hall"),
        ("{src: /pictures/p.png, alt: Hall}", ""),
        ("{src: none.png}", ""),
        ("{src: none.png, alt: Hall, decorative: true}", ""),
    ],
)
def test_for_a_lead_picture_that_is_missing_its_description_stands_there(image: str, shown: str) -> None:
    files: dict[str, str | bytes] = {
        "content/stories/2026/a.md": story(image=image),
        "content/pictures/p.png": picture(),
    }
    html = page(edition({**repository("layouts", "assets"), **files}), "stories/2026/a/")
    placeholder = f'<span class="missing-picture" role="img" aria-label="{shown}">{shown}</span>'
    assert html.count("missing-picture") == bool(shown)
    assert not shown or f'<figure class="story-picture">{placeholder}</figure>' in html


def test_a_german_story_links_to_german_listings() -> None:
    body = "[a](/topics/learning/) [b](../../people/ben.md) [c](/stories/2026/a/)"
    made = edition({"content/stories/2026/a.md": story(body), "content/stories/2026/b.md": story(body, language="de")})
    assert 'href="../../../topics/learning/">a' in page(made, "stories/2026/a/")
    german = page(made, "stories/2026/b/")
    assert 'href="../../../de/topics/learning/">a' in german
    assert 'href="../../../de/people/ben/">b' in german
    assert 'href="../../../stories/2026/a/">c' in german
