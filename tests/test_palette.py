"""Colours: whatever accent a company has, its portal can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from byline.colour import contrast, lightness, mixed, nearest, toned
from byline.palette import EDGE, TEXT, Palette, by_day, by_night, spoken, style

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#a33b20", "#a33b20", 1.0),
        ("#767676", "#ffffff", 4.54),  # the well-known greys on either side of 4.5
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == expected


@pytest.mark.parametrize(
    ("one", "other", "share", "expected"),
    [
        ("#ff0000", "#0000ff", 1, "#ff0000"),
        ("#ff0000", "#0000ff", 0, "#0000ff"),
        ("#000000", "#ffffff", 0.5, "#636363"),  # as browsers have it: color-mix(in oklab, #000, #fff)
        ("#ff0000", "#0000ff", 0.5, "#8c53a2"),
    ],
)
def test_mixed(one: str, other: str, share: float, expected: str) -> None:
    assert mixed(one, other, share) == expected


@pytest.mark.parametrize(
    ("colour", "ground", "least", "expected"),
    [
        ("#a33b20", "#ffffff", TEXT, "#a33b20"),  # good as it is
        ("#ffcc00", "#ffffff", TEXT, "#917300"),
        ("#ffffff", "#ffffff", TEXT, "#767676"),
        ("#00ff00", "#ffffff", EDGE, "#00ad00"),
        ("#0000ff", "#000000", TEXT, "#2d68ff"),
        ("#000000", "#000000", 21, "#ffffff"),
    ],
)
def test_nearest(colour: str, ground: str, least: float, expected: str) -> None:
    assert nearest(colour, ground, least) == expected


@given(COLOURS, st.floats(0.1, 1))
def test_a_toned_colour_has_the_lightness_that_was_asked_for(colour: str, wanted: float) -> None:
    assert lightness(toned(colour, wanted)) == pytest.approx(wanted, abs=0.02)


@given(COLOURS)
def test_whatever_the_accent_every_text_can_be_read(accent: str) -> None:
    for palette in (by_day(accent), by_night(accent)):
        for ground in (palette.paper, palette.tint):
            for text in (palette.ink, palette.soft, palette.voice):
                assert contrast(text, ground) >= TEXT
            assert contrast(palette.brim, ground) >= EDGE
        assert contrast(palette.ink, palette.tint) >= 7
        assert contrast(palette.on_voice, palette.voice) >= TEXT
        assert contrast(palette.voice, palette.wash) >= EDGE


@given(COLOURS)
def test_an_accent_that_can_be_read_stays_and_else_the_nearest_is_one(accent: str) -> None:
    found = spoken(accent)
    assert spoken(found) == found
    assert (found == accent) == (contrast(accent, by_day(accent).tint) >= TEXT)
    if found != accent:
        assert lightness(found) < lightness(accent)
        assert contrast(found, by_day(found).tint) < TEXT + 0.5  # and none that is much further away


def test_style() -> None:
    made = style("#a33b20")
    day, night, chosen, paper = made.splitlines()
    assert day.startswith(":root{color-scheme:light;--accent:#a33b20;--paper:#fefcfc;")
    assert night.startswith("@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;")
    assert chosen.startswith(":root[data-theme=dark]{color-scheme:dark;")
    assert paper.startswith("@media print{")
    assert "--paper:#ffffff" in paper
    names = {name.replace("_", "-") for name in Palette.__struct_fields__}
    for line in (day, night, chosen, paper):
        assert names <= set(re.findall(r"--([a-z-]+):#[0-9a-f]{6}[;}]", line))
