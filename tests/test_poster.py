"""Posters: drawn once for each person, the same everywhere, and a name of any length fits."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor  # several at once must not disturb each other

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from portal import CONFIG, edition, person, picture, story

from byline.palette import by_day
from byline.poster import HEIGHT, WIDTH, Poster, _font, can_be_drawn, poster

ADA = poster("Ada Berg", "Stimmen", by_day("#a33b20"))


def seen(one: Poster) -> Image.Image:
    with Image.open(io.BytesIO(one.file.data)) as made:
        return made.convert("RGB")


def test_a_poster_has_the_colours_of_the_portal() -> None:
    made = seen(ADA)
    assert made.size == (WIDTH, HEIGHT)
    assert made.getpixel((5, 5)) == (0xA3, 0x3B, 0x20)
    assert (255, 255, 255) in {colour for _, colour in made.getcolors(WIDTH * HEIGHT) or ()}


def test_the_same_poster_has_the_same_bytes_and_another_has_others() -> None:
    others = [poster("Ada Berg", "Voices", by_day("#a33b20")), poster("Ben", "Stimmen", by_day("#a33b20"))]
    with ThreadPoolExecutor(2) as pool:
        made = [*pool.map(lambda one: one.file, [ADA, *others] * 4)]
    assert len({file.path for file in made}) == len({file.data for file in made}) == 3
    assert ADA.address == ADA.file.path


@pytest.mark.parametrize(
    "name",
    ["Ö", "Maximiliane-Henriette von Schleswig-Holstein-Sonderburg", "Donaudampfschifffahrt" * 9, "Łucja Żółć İnce Вера", "Dvořák"],
)  # fmt: skip
def test_nothing_is_drawn_over_the_edge(name: str) -> None:
    made = seen(poster(name, "T" * 200, by_day("#ffcc00")))
    ground = made.getpixel((5, 5))
    frame = [made.getpixel((x, y)) for x in (2, 20) for y in range(HEIGHT)]
    frame += [made.getpixel((x, HEIGHT - 5)) for x in range(WIDTH)]
    assert set(frame) == {ground}
    letters = [(x, y) for x in range(WIDTH) for y in range(120, HEIGHT) if made.getpixel((x, y)) == (255, 255, 255)]
    assert letters
    assert max(x for x, _ in letters) <= WIDTH - 40


def test_marks_that_stand_beside_their_letters_are_put_on_them() -> None:
    composed = poster("Jürgen Müller", "Stimmen", by_day("#a33b20"))
    assert poster("Ju\u0308rgen Mu\u0308ller", "Stimmen", by_day("#a33b20")) == composed


def test_the_font_has_every_letter_that_can_be_drawn() -> None:
    font = _font(40)
    missing = bytes(font.getmask("\uffff"))
    every = [chr(code) for code in range(0x20, 0x2100) if can_be_drawn(chr(code))]
    assert len(every) > 500
    assert [one for one in every if bytes(font.getmask(one)) == missing] == []


@settings(max_examples=40)
@given(st.text(max_size=120), st.text(max_size=40))
def test_any_name_can_be_drawn(name: str, title: str) -> None:
    assert poster(name, title, by_day("#205080")).file.data.startswith(b"\x89PNG")


def preview(files: dict[str, str | bytes], address: str) -> str:
    """The picture and its words with which a page is announced, by the real layouts' rules."""
    made = edition({**files, "layouts/story.html": LAYOUT, "layouts/home.html": LAYOUT, "layouts/person.html": LAYOUT})
    html = next(file.data for file in made.files if file.path == f"{address}index.html").decode()
    found = re.search(r"preview (\S+) (\d+) (\d+) (.*)", html)
    assert found
    assert found[1].removeprefix("https://intranet.example/voices/") in {file.path for file in made.files}
    return f"{found[1].rpartition('.')[2]} {found[2]}x{found[3]} {found[4]}"


LAYOUT = (
    "preview {{ page.head.preview.address|absolute }} {{ page.head.preview.width }} {{ page.head.preview.height }}"
    " {{ page.head.preview.alt }}\n"
)
PHOTO = "{src: /pictures/p.png, alt: A roof, credit: none}"
DRAWING = "{src: /pictures/d.svg, alt: A roof, credit: none}"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'


@pytest.mark.parametrize(
    ("front", "about", "expected"),
    [
        ({}, {}, "png 800x420 Ada Berg"),
        ({"image": PHOTO}, {}, "jpg 8x6 A roof"),
        ({"image": DRAWING}, {}, "png 800x420 Ada Berg"),  # other programs draw no SVG
        ({}, {"portrait": PHOTO}, "jpg 8x6 A roof"),
        ({}, {"portrait": DRAWING}, "png 800x420 Ada Berg"),
        ({}, {"show_as": "first"}, "png 800x420 Ada"),
        ({}, {"show_as": "anonymous"}, "png 800x420 Voices"),
        ({}, {"status": "left"}, "png 800x420 Voices"),
        ({"authors": "[ben]", "told_by": "[ada]"}, {}, "png 800x420 Ada Berg"),
        ({}, {"name": "王伟"}, "png 800x420 Voices"),  # for whom the font has no letters
        ({}, {"name": '"Ada \\U0001F600"'}, "png 800x420 Voices"),
    ],
)
def test_what_announces_a_story(front: dict[str, str], about: dict[str, str], expected: str) -> None:
    files: dict[str, str | bytes] = {
        "content/stories/2026/a.md": story(**front),
        "content/people/ada.md": person(**{"name": "Ada Berg", **about}),
        "content/pictures/p.png": picture(),
        "content/pictures/d.svg": SVG,
    }
    assert preview(files, "stories/2026/a/") == expected


def test_what_announces_the_portal_and_a_person() -> None:
    files: dict[str, str | bytes] = {"content/stories/2026/a.md": story()}
    assert preview(files, "") == "png 800x420 Voices"
    assert preview(files, "people/ben/") == "png 800x420 Ben Castor"


def test_a_poster_that_nobody_needs_is_not_published() -> None:
    files: dict[str, str | bytes] = {"content/stories/2026/a.md": story(), "content/people/ada.md": person("Ada Berg")}
    names = {file.path for file in edition(files).files if file.path.startswith("pictures/")}
    photo = {**files, "content/pictures/p.png": picture(), "content/people/ada.md": person("Ada Berg", portrait=PHOTO)}
    others = {file.path for file in edition(photo).files if file.path.startswith("pictures/")}
    assert len(names) == 3  # Ada's, Ben's and the portal's
    assert len(names & others) == 2
    assert "Voices" in CONFIG
