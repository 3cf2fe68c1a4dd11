"""Colours: how well one is seen on another, and the nearest one that is seen well enough.

A colour is written as `#a33b20`. Contrast is that of WCAG 2.2 (its “contrast ratio”, 1 to 21); lightness, chroma and hue
are those of OKLCH (Björn Ottosson, 2020), in which equal steps look equal.
"""

from __future__ import annotations

import math

_GREY = 1e-7  # chroma below which a colour has no hue
_STEP = 1 / 512  # of lightness: finer than two steps of eight bits

_Three = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """So much of one colour (0 to 1) in another, mixed in OKLab as browsers mix."""
    pairs = zip(_lab(one), _lab(other), strict=True)
    lightness, a, b = (first * share + second * (1 - share) for first, second in pairs)
    return _written(_rgb((lightness, a, b)))


def lightness(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white)."""
    return _lab(colour)[0]


def toned(colour: str, lightness: float, share: float = 1) -> str:
    """The colour with this lightness, and with this share of its chroma, or as much as a screen can show; its hue stays."""
    _, a, b = _lab(colour)
    chroma = math.hypot(a, b) * share
    hue = math.atan2(b, a) if chroma > _GREY else 0.0
    if not _is_shown(_rgb(_polar(lightness, chroma, hue))):
        low, high = 0.0, chroma
        for _ in range(16):
            middle = (low + high) / 2
            low, high = (middle, high) if _is_shown(_rgb(_polar(lightness, middle, hue))) else (low, middle)
        chroma = low
    return _written(_rgb(_polar(lightness, chroma, hue)))


def nearest(colour: str, ground: str, least: float) -> str:
    """The colour itself if its contrast on the ground is large enough, else the nearest of its hue that is further from it.

    On a light ground it gets darker, on a dark one lighter. `least` must be one that black or white reaches.
    """
    if contrast(colour, ground) >= least:
        return colour
    step = -_STEP if lightness(ground) > 0.5 else _STEP
    wanted, found = lightness(colour), colour
    while 0 < wanted < 1:
        wanted = min(1.0, max(0.0, wanted + step))
        found = toned(colour, wanted)
        if contrast(found, ground) >= least:
            return found
    return "#000000" if step < 0 else "#ffffff"


def _linear(colour: str) -> _Three:
    red, green, blue = (_decoded(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _decoded(value: float) -> float:
    """SRGB's transfer function, IEC 61966-2-1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: str) -> _Three:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _polar(lightness: float, chroma: float, hue: float) -> _Three:
    return lightness, chroma * math.cos(hue), chroma * math.sin(hue)


def _rgb(lab: _Three) -> _Three:
    """Linear red, green and blue; outside 0 to 1 where no screen can show it."""
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_shown(rgb: _Three) -> bool:
    return all(-1e-4 <= value <= 1 + 1e-4 for value in rgb)


def _written(rgb: _Three) -> str:
    values = (round(255 * _encoded(min(1.0, max(0.0, value)))) for value in rgb)
    return "#" + "".join(f"{value:02x}" for value in values)
