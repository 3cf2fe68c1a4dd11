"""The enlarger: makes of one photo, developed, the prints from which browsers choose.

Qualities were chosen by looking at a face, fur and a flat drawing beside their originals, twice enlarged: at these,
nothing was to be told apart, and the three kinds come out alike (about 35 dB from the original). A photo of 2,400 by
1,600 pixels takes AVIF 1.5 seconds at speed 8, 3.7 at 7, 8 at 6 and three quarters of a minute at 4. Photos come out
smaller by a few hundredths then, a flat drawing by a seventh at 6 and a quarter at 4. The number of AVIF's threads is
told, since its bytes depend on it, and left alone it is the number of processors.
"""

from __future__ import annotations

import io

from PIL import Image

from byline.picture import Picture, Print, printed

LADDER = (240, 480, 960, 1440, 2400)  # widths in pixels, from a face beside a name to a wide screen of fine pixels
WIDEST, TALLEST = LADDER[-1], 9600
SMALL = 480  # a picture that is narrower gets by with one width
NEARLY = 0.8  # a print wider than this share of the photo's own width saves nothing worth a file
FALLBACK_WIDEST = 1440

_KINDS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("AVIF", "image/avif", {"quality": 60, "speed": 8, "max_threads": 1}),
    ("WEBP", "image/webp", {"quality": 80, "method": 4}),
)
_JPEG: dict[str, object] = {"quality": 82, "optimize": True, "progressive": True}
_PNG: dict[str, object] = {"optimize": True}
_ENDINGS = {"AVIF": ".avif", "WEBP": ".webp", "JPEG": ".jpg", "PNG": ".png"}


def widths(own: int) -> tuple[int, ...]:
    """The widths in which a photo is printed, its own (in pixels, at most `WIDEST`) being the last."""
    most = min(own, WIDEST)
    return (*(rung for rung in LADDER if own >= SMALL and rung <= most * NEARLY), most)


def enlarge(source: str, photo: Image.Image) -> Picture:
    """The picture of a photo in RGB, or RGBA if parts of it are transparent, of which nothing but the pixels is used."""
    largest = _bare(photo)
    scaled = [_scaled(largest, width) for width in widths(largest.width)]
    ladders = tuple((kind, tuple(_print(one, name, wishes) for one in scaled)) for name, kind, wishes in _KINDS)
    plain = _scaled(largest, min(largest.width, FALLBACK_WIDEST))
    fallback = _print(plain, "PNG", _PNG) if plain.mode == "RGBA" else _print(plain, "JPEG", _JPEG)
    return Picture(source, fallback, ladders)


def _bare(photo: Image.Image) -> Image.Image:
    """The pixels alone, of no more than are shown: Pillow writes notes and profiles along that an image brings with it.

    They are halved as often as can be before they are weighed: a long line of pixels would take gigabytes to weigh.
    """
    share = min(1.0, WIDEST / photo.width, TALLEST / photo.height)
    size = (max(1, round(photo.width * share)), max(1, round(photo.height * share)))
    bare = Image.new(photo.mode, size)
    bare.paste(photo if size == photo.size else photo.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0))
    return bare


def _scaled(photo: Image.Image, width: int) -> Image.Image:
    if width == photo.width:
        return photo
    return photo.resize((width, max(1, round(photo.height * width / photo.width))), Image.Resampling.LANCZOS)


def _print(photo: Image.Image, name: str, wishes: dict[str, object]) -> Print:
    out = io.BytesIO()
    photo.save(out, name, **wishes)
    return printed(_ENDINGS[name], out.getvalue(), *photo.size)
