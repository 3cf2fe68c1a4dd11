"""The palette: all colours of a portal, by day and by night, worked out from its one accent colour.

They are worked out here, and not by browsers, so that whatever accent a company has, every text can be read: WCAG 2.2
asks for a contrast of 4.5 to 1, and of 3 to 1 for large letters and for what shows where something can be typed.
"""

from __future__ import annotations

from functools import cache

import msgspec

from byline.colour import contrast, lightness, mixed, nearest, toned

TEXT = 4.5  # the least contrast of a text, by WCAG 2.2, success criterion 1.4.3
EDGE = 3.0  # of large letters and of the edges of fields, by 1.4.3 and 1.4.11

_WHITE, _BLACK = "#ffffff", "#15171a"
_NIGHT, _NIGHT_TINT, _NIGHT_INK = "#141619", "#1a1c20", "#ece9e4"
_PAPER, _TINT = 0.015, 0.08  # how much of the accent is in them by day
_BRIGHT = 0.77  # the lightness from which on a colour glows at night


class Palette(msgspec.Struct, frozen=True):
    """The colours of a page; each becomes a custom property of its name, with hyphens."""

    paper: str  # the ground
    tint: str  # the ground of what is set apart
    ink: str  # text
    soft: str  # text that steps back
    rule: str  # lines
    brim: str  # around fields and buttons
    voice: str  # the accent, as text and as a ground
    on_voice: str  # text on it
    wash: str  # the ground behind large letters in the accent
    underline: str
    mat: str  # behind pictures, parts of which may be transparent


@cache
def by_day(accent: str) -> Palette:
    """Dark on light. The voice is the accent itself, if it can be read."""
    paper, ink = mixed(accent, _WHITE, _PAPER), mixed(accent, _BLACK, _TINT)
    return _palette(paper, _tint(accent), ink, spoken(accent), _WHITE)


def by_night(accent: str) -> Palette:
    """Light on dark. The voice is the accent, lighter and calmer."""
    paper, tint = mixed(accent, _NIGHT, 0.05), mixed(accent, _NIGHT_TINT, 0.16)
    glowing = toned(accent, max(_BRIGHT, lightness(accent)), 0.65)
    return _palette(paper, tint, _NIGHT_INK, nearest(glowing, tint, TEXT), _NIGHT)


def _palette(paper: str, tint: str, ink: str, voice: str, on_voice: str) -> Palette:
    return Palette(
        paper=paper,
        tint=tint,
        ink=ink,
        soft=nearest(mixed(ink, paper, 0.72), tint, TEXT),
        rule=mixed(ink, paper, 0.17),
        brim=nearest(mixed(ink, paper, 0.5), tint, EDGE),
        voice=voice,
        on_voice=on_voice,
        wash=mixed(voice, paper, 0.18),
        underline=mixed(voice, paper, 0.55),
        mat=paper if lightness(paper) > 0.5 else _NIGHT_INK,
    )


def spoken(accent: str) -> str:
    """The colour in which texts are set by day: the accent, or the nearest of its hue that can be read, also as an accent."""
    found = nearest(accent, _tint(accent), TEXT)
    return found if found == accent else spoken(found)


def _tint(accent: str) -> str:
    """The ground of what is set apart by day; paler, if the accent can be read on it only then."""
    tints = [mixed(accent, _WHITE, share) for share in (_TINT, 0.06, 0.04, _PAPER)]
    return next((one for one in tints if contrast(accent, one) >= TEXT), tints[0])


def style(accent: str) -> str:
    """The colours as a style sheet: by day, by night where the reader's system wants it, and as the reader has
    chosen; on paper always by day.
    """
    light = by_day(accent)
    day, night = _properties(light), _properties(by_night(accent))
    paper = _properties(msgspec.structs.replace(light, paper=_WHITE, tint=_WHITE, ink="#000000"))
    return (
        f":root{{color-scheme:light;--accent:{accent};{day}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{night}}}}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{night}}}\n"
        f"@media print{{:root:root:root{{color-scheme:light;{paper}}}}}\n"
    )


def _properties(palette: Palette) -> str:
    values = msgspec.structs.asdict(palette).items()
    return ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in values)
