"""Traces: whatever a picture's file tells beside the picture is found, and nothing where there is nothing."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from hypothesis import given, settings, strategies as some
from PIL import Image, ImageCms, PngImagePlugin
from portal import edition

from byline.trace import (
    COMMENT,
    EDITOR,
    EXIF,
    IPTC,
    MORE,
    ORIGIN,
    PROFILE,
    TEXT,
    THUMBNAIL,
    TIME,
    XMP,
    traces,
)  # fmt: skip

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PACKET = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'


def picture(mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((33, 21), 90).convert(mode)


def saved(kind: str, mode: str = "RGB", **wishes: object) -> bytes:
    out = io.BytesIO()
    picture(mode).save(out, kind, **wishes)
    return out.getvalue()


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = "Canon"
    return made


def moving(kind: str, **wishes: Any) -> bytes:
    return saved(kind, save_all=True, append_images=[picture()], duration=90, **wishes)


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with further chunks in front of its end; nobody looks at their check sums here."""
    data = saved("PNG")
    more = b"".join(len(said).to_bytes(4, "big") + name + said + bytes(4) for name, said in chunks)
    return data[:-12] + more + data[-12:]


def noted() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_text("Author", "Secret")
    made.add_itxt("XML:com.adobe.xmp", PACKET.decode())
    return made


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG with further segments at its beginning."""
    data = saved("JPEG", progressive=True)
    more = b"".join(bytes((0xFF, mark)) + (len(said) + 2).to_bytes(2, "big") + said for mark, said in segments)
    return data[:2] + more + data[2:]


def gif(*blocks: bytes) -> bytes:
    data = saved("GIF", "P")
    return data[:-1] + b"".join(blocks) + data[-1:]


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    data = saved("WEBP") + b"".join(name + len(said).to_bytes(4, "little") + said for name, said in chunks)
    return data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:]


def box(name: bytes, said: bytes) -> bytes:
    return (8 + len(said)).to_bytes(4, "big") + name + said


def svg(inside: str = "", spaces: str = "", before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {spaces} viewBox="0 0 9 9">{inside}<path d="M0 0"/></svg>'.encode()


CLEAN = {
    "jpeg": saved("JPEG"),
    "jpeg, progressive": saved("JPEG", progressive=True),
    "jpeg, grey": saved("JPEG", "L"),
    "jpeg, for print": saved("JPEG", "CMYK"),
    "png": saved("PNG"),
    "png, with a palette": saved("PNG", "P", transparency=3),
    "png, with a resolution": saved("PNG", dpi=(72, 72)),
    "png, moving": moving("PNG"),
    "gif": saved("GIF", "P"),
    "gif, moving": moving("GIF", loop=0),
    "webp": saved("WEBP"),
    "webp, lossless": saved("WEBP", "RGBA", lossless=True),
    "webp, moving": moving("WEBP"),
    "avif": saved("AVIF"),
    "avif, see-through": saved("AVIF", "RGBA"),
    "svg": svg('<title>A</title><use xlink:href="#a"/>', 'xmlns:xlink="http://www.w3.org/1999/xlink"'),
    "svg, with a head": svg(
        before='<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n'
    ),
    "svg, with words like its own": svg(
        '<text x="1"> xmlns:x="http://sodipodi.example" &lt;!-- a --&gt; metadata</text>'
    ),
    "svg, with words like its own in an attribute": svg("<text class=' xmlns=\"http://x.example\"'/>"),
    "svg, with a picture": svg(f'<image href="data:image/png;base64,{base64.b64encode(saved("PNG")).decode()}"/>'),
    "no picture": b"<!-- a comment --><html><svg></svg></html>",
    "nothing": b"",
}

TELLING = {
    "jpeg, exif": (saved("JPEG", exif=exif()), {EXIF}),
    "jpeg, xmp": (saved("JPEG", xmp=PACKET), {XMP}),
    "jpeg, profile": (saved("JPEG", icc_profile=SRGB), {PROFILE}),
    "jpeg, comment": (saved("JPEG", comment=b"Secret"), {COMMENT}),
    "jpeg, all": (saved("JPEG", exif=exif(), xmp=PACKET, icc_profile=SRGB, comment=b"x"), {EXIF, XMP, PROFILE, COMMENT}),
    "jpeg, iptc": (jpeg((0xED, b"Photoshop 3.0\x008BIM")), {IPTC}),
    "jpeg, origin": (jpeg((0xEB, b"JP\x00\x01jumb")), {ORIGIN}),
    "jpeg, thumbnail": (jpeg((0xE0, b"JFXX\x00\x10")), {THUMBNAIL}),
    "jpeg, thumbnail in its head": (jpeg((0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01abc")), {THUMBNAIL}),
    "jpeg, unknown": (jpeg((0xE5, b"Samsung")), {MORE}),
    "jpeg, more behind its end": (saved("JPEG") + b"Secret", {MORE}),
    "jpeg, several": (saved("MPO", save_all=True, append_images=[picture()]), {MORE}),
    "jpeg, cut": (saved("JPEG")[:-2], {MORE}),
    "png, text": (saved("PNG", pnginfo=noted()), {TEXT, XMP}),
    "png, exif": (saved("PNG", exif=exif()), {EXIF}),
    "png, profile": (saved("PNG", icc_profile=SRGB), {PROFILE}),
    "png, time": (png((b"tIME", bytes(7))), {TIME}),
    "png, origin": (png((b"caBX", b"jumb")), {ORIGIN}),
    "png, packed text": (png((b"zTXt", b"A\x00\x00x")), {TEXT}),
    "png, unknown": (png((b"meTa", b"Secret")), {MORE}),
    "png, more behind its end": (saved("PNG") + b"Secret", {MORE}),
    "png, cut": (saved("PNG")[:-12], {MORE}),
    "gif, comment": (saved("GIF", "P", comment=b"Secret"), {COMMENT}),
    "gif, xmp": (gif(b"!\xff\x0bXMP DataXMP\x03abc\x00"), {XMP}),
    "gif, profile": (gif(b"!\xff\x0bICCRGBG1012\x03abc\x00"), {PROFILE}),
    "gif, program": (gif(b"!\xff\x0bACDSeeABCDE\x03abc\x00"), {MORE}),
    "gif, text": (gif(b"!\x01\x0c" + bytes(12) + b"\x03abc\x00"), {TEXT}),
    "gif, more behind its end": (saved("GIF", "P") + b"Secret", {MORE}),
    "webp, exif": (saved("WEBP", exif=exif()), {EXIF}),
    "webp, xmp": (saved("WEBP", xmp=PACKET), {XMP}),
    "webp, profile": (saved("WEBP", icc_profile=SRGB), {PROFILE}),
    "webp, moving": (moving("WEBP", exif=exif()), {EXIF}),
    "webp, origin": (webp((b"C2PA", b"jumb")), {ORIGIN}),
    "webp, unknown": (webp((b"NOTE", b"Secret")), {MORE}),
    "webp, more behind its end": (saved("WEBP") + b"Secret", {MORE}),
    "avif, exif": (saved("AVIF", exif=exif()), {EXIF}),
    "avif, xmp": (saved("AVIF", xmp=PACKET), {XMP}),
    "avif, profile": (saved("AVIF", icc_profile=SRGB), {PROFILE}),
    "avif, moving": (moving("AVIF"), {TIME}),
    "avif, origin": (saved("AVIF") + box(b"uuid", b"\xd8\xfe\xc3\xd6 jumb"), {ORIGIN}),
    "avif, unused room": (saved("AVIF") + box(b"free", b"\x00\x00Secret"), {MORE}),
    "avif, unknown": (saved("AVIF") + box(b"note", b"Secret"), {MORE}),
    "avif, cut": (saved("AVIF")[:-9], {MORE}),
    "svg, comment": (svg("<!-- Secret -->"), {COMMENT}),
    "svg, comment before it": (svg(before="<!-- Generator: Secret 3.1 -->"), {COMMENT}),
    "svg, metadata": (svg("<metadata>Secret</metadata>"), {TEXT}),
    "svg, metadata under another name": (svg("<s:metadata>Secret</s:metadata>"), {TEXT}),
    "svg, editor": (svg(spaces='xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'), {EDITOR}),
    "svg, editor, in another part": (svg("<g xmlns:a='http://ns.adobe.com/Illustrator/'/>"), {EDITOR}),
    "svg, packet": (svg("<?xpacket begin?>"), {MORE}),
    "svg, picture in it": (
        svg(f'<image href="data:image/jpeg;base64,{base64.b64encode(saved("JPEG", exif=exif())).decode()}"/>'),
        {EXIF},
    ),
    "svg, of sixteen bits": (svg("<!-- Secret -->").decode().encode("utf-16"), {COMMENT}),
}  # fmt: skip


@pytest.mark.parametrize("data", CLEAN.values(), ids=CLEAN)
def test_a_picture_and_nothing_else(data: bytes) -> None:
    assert traces(data) == ()


@pytest.mark.parametrize(("data", "found"), TELLING.values(), ids=TELLING)
def test_what_is_told_beside_it(data: bytes, found: set[str]) -> None:
    assert set(traces(data)) == found


EVERY = [*CLEAN.values(), *(data for data, _ in TELLING.values())]


@settings(max_examples=400, deadline=None)
@given(
    data=some.sampled_from(EVERY),
    cut=some.integers(0, 3000),
    changes=some.lists(some.tuples(some.integers(0, 3000), some.integers(0, 255)), max_size=8),
)
def test_nothing_raises(data: bytes, cut: int, changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(data[:cut] if cut % 2 else data)
    for at, value in changes:
        if at < len(damaged):
            damaged[at] = value
    traces(bytes(damaged))


@settings(max_examples=200, deadline=None)
@given(head=some.sampled_from([data[:16] for data in EVERY]), rest=some.binary(max_size=400))
def test_nothing_raises_for_what_follows_a_good_beginning(head: bytes, rest: bytes) -> None:
    traces(head + rest)


@given(data=some.sampled_from([data for data, _ in TELLING.values()]))
def test_what_a_shorter_file_told_a_longer_one_tells_too(data: bytes) -> None:
    """Nothing that stands behind a picture hides what stands in it."""
    assert set(traces(data)) <= {*traces(data + b"more"), MORE}


PATHOLOGICAL = {
    "jpeg, fill bytes": b"\xff\xd8\xff\xda\x00\x02" + b"\xff" * 400_000,
    "jpeg, stuffed": b"\xff\xd8\xff\xda\x00\x02" + b"\xff\x00" * 200_000,
    "jpeg, scans": b"\xff\xd8" + b"\xff\xda\x00\x02" * 100_000,
    "png, empty chunks": b"\x89PNG\r\n\x1a\n" + (bytes(4) + b"tEXt" + bytes(4)) * 30_000,
    "gif, slices": b"GIF89a" + bytes(7) + b"!\xfe" + b"\x01a" * 200_000,
    "webp, nested": b"RIFF\x00\x00\x00\x00WEBP" + b"ANMF\x10\x00\x06\x00" * 50_000,
    "avif, nested": b"".join((8 * (20_000 - at)).to_bytes(4, "big") + (b"ftyp" if not at else b"iprp") for at in range(20_000)),
    "svg, namespaces": svg(' xmlns="' * 60_000),
    "svg, spaces": svg("<g xmlns" + " " * 400_000 + "/>"),
    "svg, openings": b"<?" * 200_000,
    "svg, comments": b"<!---->" * 60_000 + b"<html>",
}  # fmt: skip


@pytest.mark.parametrize("data", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_what_is_made_to_take_long_does_not(data: bytes) -> None:
    """Quadratic, each of them would take minutes, as is seen by waiting."""
    assert len(traces(data)) <= 2


def test_an_asset_that_tells_too_much_stops_the_edition() -> None:
    for data, name in ((saved("PNG", exif=exif()), "hall.png"), (saved("JPEG", comment=b"x"), "fonts/a.bin")):
        made = edition({f"assets/{name}": data})
        assert [(one.place.path, one.rule) for one in made.problems] == [(f"assets/{name}", "picture-tells")]
        assert not made.sound
    assert edition({"assets/hall.png": saved("PNG")}).sound
