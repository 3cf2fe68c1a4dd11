"""Signatures: by its first bytes, what kind of picture a file is, whatever its name says; and what is said of other kinds."""

from __future__ import annotations

import posixpath
import re

from byline.problem import Place, Problem, problem

ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WebP": ".webp", "AVIF": ".avif", "GIF": ".gif", "SVG": ".svg"}
"""The kinds that can be shown, each with the ending of its files' names."""

_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"%!PS", "PostScript"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"IIU\x00", "RAW"),
    (b"II*\x00", "TIFF"),  # also most cameras' raw files
    (b"MM\x00*", "TIFF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\x1aE\xdf\xa3", "film"),
    (b"0&\xb2u\x8ef\xcf\x11", "film"),
    (b"BM", "BMP"),
)
_BRANDS = (  # of the container that AVIF, HEIC and films share; `mif1` may be any picture, so it comes last
    ({b"avif", b"avis"}, "AVIF"),
    ({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}, "HEIC"),
    ({b"crx "}, "RAW"),
)
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?+>))*+\s*+<(?:[\w.-]++:)?svg[\s>/]",
    re.DOTALL | re.IGNORECASE,
)
_NAMED = {
    **{ending: kind for kind, ending in ENDINGS.items()},
    ".jpeg": "JPEG",
    **dict.fromkeys((".heic", ".heif"), "HEIC"),
    **dict.fromkeys((".tif", ".tiff"), "TIFF"),
    **dict.fromkeys((".cr2", ".cr3", ".nef", ".arw", ".dng", ".raf", ".orf", ".rw2"), "RAW"),
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".wmv"), "film"),
    ".pdf": "PDF",
    ".psd": "Photoshop",
    ".eps": "PostScript",
    ".bmp": "BMP",
    ".jxl": "JPEG XL",
    ".jp2": "JPEG 2000",
}
_RULES = {"HEIC": "picture-heic", "film": "picture-film", "PDF": "picture-document", "": "picture-kind"}


def kind_of(data: bytes) -> str:
    """What kind of file this is: one of `ENDINGS`, a kind that cannot be shown, or an empty text for what nobody knows."""
    if data[4:8] == b"ftyp":
        length = min(int.from_bytes(data[:4], "big"), 256)
        brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
        return next((kind for known, kind in _BRANDS if brands & known), "film")
    if data.startswith(b"RIFF"):
        return {b"WEBP": "WebP", b"AVI ": "film"}.get(data[8:12], "")
    for begin, kind in _SIGNATURES:
        if data.startswith(begin):
            return kind
    return "SVG" if _SVG.match(data) or data[2:].startswith("<svg".encode("utf-16-le")) else ""


def kind_named(path: str) -> str:
    """What kind of file this is by its name; an empty text for all others."""
    return _NAMED.get(posixpath.splitext(path)[1].lower(), "")


def refused(place: Place, path: str, kind: str) -> Problem:
    """What is said of a file of a kind that cannot be shown: by its name, since the place is often its path."""
    return problem(place, _RULES.get(kind, "picture-format"), name=posixpath.basename(path), kind=kind)


def misnamed(path: str, kind: str) -> Problem | None:
    """What is said of a picture of whose kind its name tells otherwise; it is shown all the same."""
    if kind_named(path) == kind:
        return None
    name = posixpath.splitext(posixpath.basename(path))[0] + ENDINGS[kind]
    return problem(Place(path), "picture-misnamed", kind=kind, name=name)
