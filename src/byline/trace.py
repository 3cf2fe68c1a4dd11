"""Traces: what a picture's file tells beside the picture, such as when, where, by whom and with what it was made.

Each kind of file is read by its structure, and what is not known to belong to the picture is a trace. So a part that
nobody thought of is found like those with a name. Nothing is decoded, nothing raises, and the time is that of a look at
each byte.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator

from byline.problem import Place, Problem, problem
from byline.segment import END, segments
from byline.signature import kind_of

EXIF, XMP, IPTC, PROFILE, ORIGIN = "trace-exif", "trace-xmp", "trace-iptc", "trace-profile", "trace-origin"
COMMENT, TEXT, TIME, THUMBNAIL, EDITOR, MORE = (
    "trace-comment", "trace-text", "trace-time", "trace-thumbnail", "trace-editor", "trace-more",
)  # fmt: skip
"""Kinds of traces; `byline.messages` says each in words."""


def told(path: str, data: bytes) -> tuple[Problem, ...]:
    """The problems of a file that is to be published under the name of the one at `path`."""
    return tuple(problem(Place(path), "picture-tells", reason=trace) for trace in traces(data))


def traces(data: bytes) -> tuple[str, ...]:
    """What the file of a JPEG, PNG, WebP, AVIF, GIF or SVG tells beside the picture, each once; nothing of other files."""
    read = _READERS.get(kind_of(data))
    return tuple(dict.fromkeys(read(data))) if read else ()


def _number(data: bytes, start: int, length: int = 4) -> int:
    return int.from_bytes(data[start : start + length], "big")


# JPEG: segments, each with a marker and a length, and between them the pixels

_SEGMENTS = {
    0xE1: ((b"Exif\x00", EXIF), (b"http://ns.adobe.com/", XMP)),
    0xE2: ((b"ICC_PROFILE\x00", PROFILE),),
    0xEB: ((b"JP", ORIGIN),),
    0xED: ((b"Photoshop", IPTC), (b"Adobe_CM", IPTC)),
    0xFE: ((b"", COMMENT),),
}


def _jpeg(data: bytes) -> Iterator[str]:
    marker, end = 0, 0
    for marker, start, end in segments(data):  # the last one tells whether the file ends there
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            yield from _segment(marker, data[start:end])
    if marker != END or end != len(data):
        yield MORE


def _segment(marker: int, said: bytes) -> Iterator[str]:
    if marker == 0xE0 and said.startswith(b"JFIF\x00"):
        if len(said) > 14:
            yield THUMBNAIL
    elif marker == 0xE0 and said.startswith(b"JFXX\x00"):
        yield THUMBNAIL
    elif not (marker == 0xEE and said.startswith(b"Adobe") and len(said) == 12):  # how its colours are stored
        yield next((trace for begin, trace in _SEGMENTS.get(marker, ()) if said.startswith(begin)), MORE)


# PNG: chunks, each with a length and a name

_PNG_PICTURE = frozenset(
    b"IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_PNG_TRACES = {
    b"eXIf": EXIF,
    b"iCCP": PROFILE,
    b"tIME": TIME,
    b"caBX": ORIGIN,
    **dict.fromkeys((b"tEXt", b"zTXt", b"iTXt"), TEXT),
}


def _png(data: bytes) -> Iterator[str]:
    at, name = 8, b""
    while at < len(data) and name != b"IEND":
        length, name = _number(data, at), data[at + 4 : at + 8]
        if name == b"iTXt" and data.startswith(b"XML:com.adobe.xmp", at + 8):
            yield XMP
        elif name not in _PNG_PICTURE:
            yield _PNG_TRACES.get(name, MORE)
        at += 12 + length
    if name != b"IEND" or at != len(data):
        yield MORE


# GIF: blocks, each with a kind, and the data in slices of at most 255 bytes

_GIF_PLAYS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # how often a moving picture is shown


def _gif(data: bytes) -> Iterator[str]:
    at = 13 + _table(_number(data, 10, 1))
    while at < len(data):
        mark, kind = data[at], _number(data, at + 1, 1)
        if mark == 0x3B:
            if len(data) > at + 1:
                yield MORE
            return
        if mark == 0x2C:
            at = _after_slices(data, at + 11 + _table(_number(data, at + 9, 1)))
        elif mark == 0x21:
            if kind == 0xFE:
                yield COMMENT
            elif kind == 0x01:
                yield TEXT
            elif kind == 0xFF:
                yield from _application(data[at + 3 : at + 14])
            elif kind != 0xF9:
                yield MORE
            at = _after_slices(data, at + 2)
        else:
            break
    yield MORE


def _application(name: bytes) -> Iterator[str]:
    if name not in _GIF_PLAYS:
        yield {b"XMP DataXMP": XMP, b"ICCRGBG1012": PROFILE}.get(name, MORE)


def _table(flags: int) -> int:
    """The bytes of a table of colours."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_slices(data: bytes, at: int) -> int:
    while size := _number(data, at, 1):
        at += 1 + size
    return at + 1


# WebP: chunks, each with a name and a length

_WEBP_PICTURE = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"))
_WEBP_TRACES = {b"EXIF": EXIF, b"XMP ": XMP, b"ICCP": PROFILE, b"C2PA": ORIGIN}


def _webp(data: bytes) -> Iterator[str]:
    if len(data) != 8 + int.from_bytes(data[4:8], "little"):
        yield MORE
    yield from _chunks(data, 12, len(data), moving=b"ANMF")


def _chunks(data: bytes, at: int, end: int, moving: bytes = b"") -> Iterator[str]:
    """The traces in chunks; those named `moving` hold one of several pictures, as chunks behind 16 bytes."""
    while at < end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == moving:
            yield from _chunks(data, at + 24, min(at + 8 + length, end))
        elif name not in _WEBP_PICTURE:
            yield _WEBP_TRACES.get(name, MORE)
        at += 8 + length + length % 2


# AVIF: boxes in boxes, each with a length and a name

_AVIF_BOXES = frozenset(
    b"ftyp hdlr pitm iloc idat ipma av1C ispe pixi irot imir clap pasp auxC auxi clli mdcv cclv amve a1op a1lx lsel grpl"
    b" auxl dimg prem mdat dref vmhd nmhd stsd stts stsc stsz stz2 stco co64 stss ctts elst tref".split()
)
_AVIF_HOLDS = {  # boxes that hold others, with what stands before these
    **dict.fromkeys(b"iprp ipco moov trak mdia minf stbl edts dinf".split(), 0),
    **dict.fromkeys((b"meta", b"iref"), 4),
}
_AVIF_TRACES = {b"uuid": ORIGIN, b"jumb": ORIGIN, b"thmb": THUMBNAIL, b"udes": TEXT, b"udta": TEXT}
_AVIF_ITEMS = {b"Exif": EXIF, b"mime": XMP}
_DEEPEST = 8


def _avif(data: bytes) -> Iterator[str]:
    yield from _boxes(data, 0, len(data), _DEEPEST)


def _boxes(data: bytes, at: int, end: int, deep: int) -> Iterator[str]:
    while at < end:
        length, name, start = _number(data, at), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, start = _number(data, at + 8, 8), at + 16
        after = at + length if length else end
        if after < start or after > end or not deep:
            yield MORE
            return
        if name in _AVIF_HOLDS:
            yield from _boxes(data, start + _AVIF_HOLDS[name], after, deep - 1)
        else:
            yield from _box(name, data, start, after, deep)
        at = after


def _box(name: bytes, data: bytes, start: int, end: int, deep: int) -> Iterator[str]:
    """The traces in a box that holds no others, or entries with a head of their own."""
    if name == b"iinf":
        yield from _boxes(data, start + (8 if _number(data, start, 1) else 6), end, deep - 1)
    elif name == b"infe":
        yield from _item(data[start:end])
    elif name == b"colr":
        if data[start : start + 4] != b"nclx":
            yield PROFILE
    elif name in {b"mvhd", b"tkhd", b"mdhd"}:
        if _number(data, start + 4, 16 if _number(data, start, 1) else 8):
            yield TIME
    elif name in {b"free", b"skip"}:
        if data[start:end].strip(b"\x00"):
            yield MORE
    elif name == b"cdsc":
        return  # which item describes which; the item itself is found
    elif name not in _AVIF_BOXES:
        yield _AVIF_TRACES.get(name, MORE)
    elif name == b"stsd" and b"colr" in data[start:end] and b"colrnclx" not in data[start:end]:
        yield PROFILE


def _item(said: bytes) -> Iterator[str]:
    """The traces in what is said of an item: its kind and its name."""
    at = 8 if said[:1] == b"\x03" else 6
    kind, name = said[at + 2 : at + 6], said[at + 6 :].split(b"\x00")[0]
    if kind in {b"av01", b"grid", b"iovl"}:
        if name not in {b"", b"Color", b"Alpha"}:
            yield TEXT
    else:
        yield _AVIF_ITEMS.get(kind, MORE)


# SVG: a text

_SVG_SPACES = frozenset(
    ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")
)
_SVG_TAG = re.compile(r"""<[\w.:-]++((?:\s++[\w.:-]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'))*+)""")
_SVG_ATTRIBUTE = re.compile(r"""([\w.:-]++)\s*+=\s*+["']((?:(?<=")[^"]*+|(?<=')[^']*+))""")
_SVG_ABOUT = re.compile(r"<(?:[\w.-]++:)?(?:metadata|RDF)[\s>/]", re.IGNORECASE)
_SVG_ORDER = re.compile(r"<\?(?!xml[\s?])")
_SVG_INSIDE = re.compile(r"data:image/[\w.+-]++;base64,([\w+/=\s]++)")


def _svg(data: bytes, inside: bool = True) -> Iterator[str]:  # noqa: FBT002  # whether to look into pictures in it
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if wide else "utf-8", "replace")
    if "<!--" in text:
        yield COMMENT
    if _SVG_ABOUT.search(text):
        yield TEXT
    attributes = (found for tag in _SVG_TAG.findall(text) for found in _SVG_ATTRIBUTE.findall(tag))
    if any(name.partition(":")[0] == "xmlns" and value not in _SVG_SPACES for name, value in attributes):
        yield EDITOR
    if _SVG_ORDER.search(text):
        yield MORE
    if inside:
        for found in _SVG_INSIDE.finditer(text):
            picture = _decoded(found[1])
            yield from _svg(picture, inside=False) if kind_of(picture) == "SVG" else traces(picture)


def _decoded(text: str) -> bytes:
    """The bytes of a picture that is written into another; none if they are damaged, as then no browser shows it."""
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "WebP": _webp,
    "AVIF": _avif,
    "SVG": _svg,
}
