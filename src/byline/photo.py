"""Photos and drawings: each is read, turned upright, and stripped of everything but what is to be seen.

A photo's file tells where and when it was taken and with which device. None of that leaves: the original is never
published, the pixels are written anew, and what was written is looked at once more.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from contextlib import suppress

from PIL import ExifTags, Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

from byline import drawing
from byline.enlarger import enlarge
from byline.picture import Picture, printed
from byline.problem import Place, Problem, problem
from byline.segment import SCAN, segments
from byline.signature import ENDINGS, kind_named, kind_of, misnamed, refused
from byline.trace import told
from byline.tree import File

MOST_PIXELS = 60_000_000
MOST_SCANS = (
    30  # of a JPEG that comes into view bit by bit; programs make ten, and each costs as much as the whole picture
)

Image.MAX_IMAGE_PIXELS = None  # pixels are counted here, before any is decoded

_FORMATS = ("PNG", "WEBP", "AVIF", "GIF")  # and JPEG, which is opened otherwise
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
    MemoryError,
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
    """The picture in a file of the content, ready to be published, and what is wrong with it. None cannot be shown at all."""
    place = Place(source.path)
    if not source.data:
        return None, (problem(place, "picture-empty"),)
    kind = kind_of(source.data) or ("SVG" if kind_named(source.path) == "SVG" else "")
    if kind not in ENDINGS:
        return None, (refused(place, source.path, kind),)
    made, found = _drawing(source, place) if kind == "SVG" else _photo(source, place, kind)
    if made is None:
        return None, found
    traces = tuple(trace for one in made.prints for trace in told(source.path, one.file.data))
    if traces:
        return None, tuple(dict.fromkeys(traces))
    other = misnamed(source.path, kind)
    return made, (*found, other) if other else found


def _drawing(source: File, place: Place) -> tuple[Picture | None, tuple[Problem, ...]]:
    try:
        data, width, height, left_out = drawing.redraw(source.data)
    except drawing.Refused as fault:
        where = Place(source.path, fault.line, fault.column)
        return None, (problem(where, "drawing-refused", reason=fault.reason),)
    found = (problem(place, "drawing-cleaned", parts=", ".join(left_out)),) if left_out else ()
    return Picture(source.path, printed(ENDINGS["SVG"], data, width, height)), found


def _photo(source: File, place: Place, kind: str) -> tuple[Picture | None, tuple[Problem, ...]]:
    if kind == "JPEG" and sum(marker == SCAN for marker, _, _ in segments(source.data)) > MOST_SCANS:
        return None, (problem(place, "picture-not-readable"),)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes and broken notes; both are dealt with here
            with _opened(source.data, kind) as opened:
                width, height = opened.size
                if width * height > MOST_PIXELS:
                    limit = MOST_PIXELS // 1_000_000
                    return None, (problem(place, "picture-too-large", width=width, height=height, limit=limit),)
                opened.load()
                return enlarge(source.path, _in_srgb(_eight_bits(_upright(opened)))), ()
    except _FAULTS:
        return None, (problem(place, "picture-not-readable"),)


def _opened(data: bytes, kind: str) -> Image.Image:
    """The picture in a file; a JPEG with several in it, as many telephones write them, is opened as its first."""
    if kind == "JPEG":
        return _Jpeg(io.BytesIO(data))
    return Image.open(io.BytesIO(data), formats=_FORMATS)


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as the camera was held. Damaged notes keep no good picture from being shown."""
    try:
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation))
    except _FAULTS:
        return picture
    return picture if turn is None else picture.transpose(turn)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """The picture in a mode with channels of eight bits: grey, RGB, CMYK, or RGBA if parts of it are transparent."""
    if picture.mode.startswith("I"):  # sixteen bits of grey; browsers show eight
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in the web's own colours, so that it looks the same without its colour profile, as RGB or RGBA."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    profile = picture.info.get("icc_profile")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):  # a broken profile; the pixels are good
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, given, srgb, outputMode=mode) or picture
    if mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        mode = "RGB"  # it could be transparent, and is not
    return picture if picture.mode == mode else picture.convert(mode)
