"""Photos and drawings: each is read, turned upright, stripped of everything but its pixels, and named by its digest.

A photo's file tells where and when it was taken and with which device. None of that leaves: the original is never
published, the pixels are written anew.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from byline import drawing
from byline.picture import FOLDER, Picture
from byline.problem import Place, Problem, problem
from byline.tree import File

MOST_PIXELS = 60_000_000
WIDEST = 2400  # pixels; wider than any column on any screen shows

Image.MAX_IMAGE_PIXELS = None  # pixels are counted here, before any is decoded

_FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}
_SAVING: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88, "method": 4},
    "GIF": {"optimize": True},
}
_JPEG = b"\xff\xd8\xff"  # how every one of them begins
_TURNS: dict[object, Image.Transpose] = {  # by the number with which a camera notes how it was held
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FAULTS = (  # what Pillow raises for a damaged file
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
    zlib.error,
)


class _Jpeg(JpegImageFile):
    """A JPEG, of which nobody needs the resolution that stands in its notes: damaged ones would keep it shut."""

    def _read_dpi_from_exif(self) -> None:
        pass


def develop(source: File) -> tuple[Picture | None, tuple[Problem, ...]]:
    """The picture in a file of the content, ready to be published, or None with a problem that says what to do."""
    place = Place(source.path)
    if source.path.lower().endswith(".svg"):
        return _drawing(source, place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes and broken notes; both are dealt with here
            return _photo(source, place)
    except UnidentifiedImageError:
        return None, (problem(place, "picture-kind", path=source.path),)
    except _FAULTS:
        return None, (problem(place, "picture-not-readable"),)


def _drawing(source: File, place: Place) -> tuple[Picture | None, tuple[Problem, ...]]:
    try:
        data, width, height, left_out = drawing.redraw(source.data)
    except drawing.Refused as refused:
        where = Place(source.path, refused.line, refused.column)
        return None, (problem(where, "drawing-refused", reason=refused.reason),)
    found = (problem(place, "drawing-cleaned", parts=", ".join(left_out)),) if left_out else ()
    return Picture(source.path, _address(".svg", data), data, width, height), found


def _photo(source: File, place: Place) -> tuple[Picture | None, tuple[Problem, ...]]:
    with _opened(source.data) as opened:
        kind = str(opened.format)
        if opened.width * opened.height > MOST_PIXELS:
            return None, (
                problem(
                    place, "picture-too-large", width=opened.width, height=opened.height, limit=MOST_PIXELS // 1_000_000
                ),
            )
        if kind == "GIF" and getattr(opened, "is_animated", False):
            kind = "WEBP"  # the first picture of it; moving pictures are no photos
        opened.load()
        upright = _in_srgb(_upright(opened))
        upright.thumbnail((WIDEST, WIDEST * 4), Image.Resampling.LANCZOS)
        bare = _bare(upright, kind)
    out = io.BytesIO()
    bare.save(out, kind, **_SAVING[kind])
    data = out.getvalue()
    return Picture(source.path, _address(_FORMATS[kind], data), data, bare.width, bare.height), ()


def _opened(data: bytes) -> Image.Image:
    """The picture in a file; a JPEG with several in it, as many telephones write them, is opened as its first."""
    if data.startswith(_JPEG):
        return _Jpeg(io.BytesIO(data))
    return Image.open(io.BytesIO(data), formats=tuple(_FORMATS))


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as the camera was held. Damaged notes keep no good picture from being shown."""
    try:
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation))
    except _FAULTS:
        return picture
    return picture if turn is None else picture.transpose(turn)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in the web's own colours, so that it looks the same without its colour profile."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "L", "CMYK"}:
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile; the pixels are good


def _bare(picture: Image.Image, kind: str) -> Image.Image:
    """The pixels alone, in a mode that the kind of file can hold."""
    if picture.mode.startswith("I"):  # sixteen bits of grey; browsers show eight
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if kind == "JPEG":
        mode = "L" if picture.mode == "L" else "RGB"
    elif picture.mode in {"L", "LA", "RGB", "RGBA"} or (
        picture.mode == "P" and kind == "PNG" and "transparency" not in picture.info
    ):
        mode = picture.mode
    else:
        mode = "RGBA" if picture.mode in {"P", "PA"} or "transparency" in picture.info else "RGB"
    picture = picture.convert(mode)
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P" and (palette := picture.getpalette()):
        bare.putpalette(palette)
    bare.paste(picture)
    return bare


def _address(ending: str, data: bytes) -> str:
    """Where a picture is published: the digest of its bytes alone, since a source's own name may tell whom a page hides."""
    return f"{FOLDER}{hashlib.sha256(data).hexdigest()[:16]}{ending}"
