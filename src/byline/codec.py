"""Codecs: what pictures are read and written with, of which other versions make other bytes."""

from __future__ import annotations

from PIL import features

_NAMES = ("pil", "avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2")


def codecs() -> str:
    """The versions of Pillow and of the libraries in it, as one text."""
    return " ".join(f"{name} {features.version(name)}" for name in _NAMES)
