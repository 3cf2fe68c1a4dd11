"""Pictures: nothing but their pixels leaves the house, upright, in the right colours, under a name of its own."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from portal import edition, picture as plain_picture, rules, story

from byline import photo
from byline.edition import Edition
from byline.photo import MOST_PIXELS, MOST_SCANS, develop
from byline.picture import Picture, Print, printed
from byline.signature import ENDINGS
from byline.trace import EXIF, traces
from byline.tree import File

SECRETS = (
    b"Canon",
    b"Secret",
    b"Leeds",
    b"52.31",
    b"http://ns.adobe.com",
    b"ICC_PROFILE",
    b"Exif",
    b"iCCP",
    b"eXIf",
    b"tEXt",
    b"iTXt",
    b"zTXt",
    b"XMP",
    b"8BIM",
)


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F], made[0x0110] = "Canon", "Secret 5D"
    made.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0), 29: "2026:03:14"})
    made.get_ifd(0x8769)[0x9286] = b"ASCII\x00\x00\x00Secret comment"
    return made


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>Secret Leeds</rdf></x:xmpmeta>'
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def scene(mode: str = "RGB", size: tuple[int, int] = (40, 24)) -> Image.Image:
    """A picture whose corners differ: red at the top left, green at the top right, blue at the bottom left."""
    made = Image.new("RGB", size, "white")
    half = (size[0] // 2, size[1] // 2)
    made.paste("#c00000", (0, 0, *half))
    made.paste("#00c000", (half[0], 0, size[0], half[1]))
    made.paste("#0000c0", (0, half[1], half[0], size[1]))
    return made.convert(mode)


def see_through() -> Image.Image:
    """The same without its corner at the bottom right."""
    made = scene("RGBA")
    made.paste((0, 0, 0, 0), (20, 12, 40, 24))
    return made


def saved(image: Image.Image, kind: str, **wishes: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **wishes)
    return out.getvalue()


def jpeg(orientation: int = 1) -> bytes:
    data = saved(
        scene(), "JPEG", quality=95, exif=exif(orientation), icc_profile=SRGB, comment=b"Secret comment", xmp=XMP
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x06Secret"
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + b"Secret tail"


def png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Secret")
    notes.add_text("Comment", "Secret", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=False)
    return saved(scene(), "PNG", pnginfo=notes, exif=exif(), icc_profile=SRGB) + b"Secret tail"


def webp() -> bytes:
    return saved(scene(), "WEBP", lossless=True, exif=exif(), xmp=XMP, icc_profile=SRGB)


def avif() -> bytes:
    return saved(scene(), "AVIF", quality=90, exif=exif(), xmp=XMP, icc_profile=SRGB)


def gif() -> bytes:
    return saved(scene("P"), "GIF", comment=b"Secret comment")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def developed(data: bytes, name: str = "hall.jpg") -> Picture:
    made, problems = develop(File(f"content/pictures/{name}", data))
    assert made is not None, problems
    assert problems == ()
    return made


def opened(made: Picture, one: Print | None = None) -> Image.Image:
    """One of the files of a picture, that for all programs if none is named."""
    one = one or made.fallback
    with Image.open(io.BytesIO(one.file.data)) as image:
        image.load()
        assert image.size == (one.width, one.height)
        return image.copy()


def near(one: object, other: tuple[int, ...], by: int = 12) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=False))


# What is in a photo's file beside the photo


@pytest.mark.parametrize(
    ("make", "name"), [(jpeg, "a.jpg"), (png, "a.png"), (webp, "a.webp"), (avif, "a.avif"), (gif, "a.gif")]
)
def test_nothing_but_pixels_is_left(make: Callable[[], bytes], name: str) -> None:
    given = make()
    assert b"Secret" in given
    made = developed(given, name)
    assert len(made.prints) == 3
    for one in made.prints:
        assert [secret for secret in SECRETS if secret in one.file.data] == []
        assert traces(one.file.data) == ()
        image = opened(made, one)
        assert dict(image.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment", "photoshop", "XML:com.adobe.xmp", "Author"} & set(
            image.info
        )


def test_no_foreign_segment_is_left_in_a_jpeg() -> None:
    data = developed(jpeg()).fallback.file.data
    segments, at = [], 2
    while data[at + 1] != 0xDA:
        segments.append(data[at + 1])
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    assert [segment for segment in segments if 0xE1 <= segment <= 0xEF or segment == 0xFE] == []


def test_only_the_chunks_of_the_picture_are_left_in_a_png() -> None:
    data, at, chunks = developed(saved(see_through(), "PNG"), "a.png").fallback.file.data, 8, []
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks.append(data[at + 4 : at + 8])
        at += 12 + length
    assert set(chunks) <= {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
    assert chunks[-1] == b"IEND"


def test_what_would_tell_more_all_the_same_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second wall, in case a codec begins to write notes."""
    monkeypatch.setattr(photo, "enlarge", lambda source, _: Picture(source, printed(".jpg", jpeg(), 40, 24)))
    made, problems = develop(File("content/pictures/hall.jpg", jpeg()))
    assert made is None
    assert {one.rule for one in problems} == {"picture-tells"}
    assert EXIF in {dict(one.facts)["reason"] for one in problems}


# The picture itself


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(orientation: int, kind: str) -> None:
    """A camera stores what its sensor saw and notes how it was held."""
    turns = {1: (), 2: (0,), 3: (3,), 4: (1,), 5: (5,), 6: (2,), 7: (6,), 8: (4,)}[orientation]
    held = scene()
    for turn in turns:
        held = held.transpose(Image.Transpose(turn))
    made = developed(saved(held, kind, quality=95, exif=exif(orientation)), f"a.{kind.lower()}")
    for one in made.prints:
        image = opened(made, one)
        assert image.size == (40, 24)
        corners = [image.getpixel(at) for at in ((4, 3), (35, 3), (4, 20), (35, 20))]
        wanted = [(192, 0, 0), (0, 192, 0), (0, 0, 192), (255, 255, 255)]
        assert all(near(one, other, 25) for one, other in zip(corners, wanted, strict=True)), corners


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "1"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "RGB"), ("PNG", "RGBA"),
        ("JPEG", "L"), ("JPEG", "RGB"), ("JPEG", "CMYK"), ("WEBP", "RGB"), ("WEBP", "RGBA"), ("AVIF", "RGB"), ("AVIF", "RGBA"), ("GIF", "P"), ("GIF", "L"),
    ],
)  # fmt: skip
def test_its_colours_stay(kind: str, mode: str) -> None:
    given = scene(mode)
    expected = given.convert("RGB").getpixel((4, 3))
    assert isinstance(expected, tuple)
    made = developed(saved(given, kind, **({"quality": 95} if kind in {"JPEG", "WEBP"} else {})), f"a.{kind.lower()}")
    assert near(opened(made).convert("RGB").getpixel((4, 3)), expected, 16)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
def test_what_is_transparent_stays_so(kind: str) -> None:
    made = developed(saved(see_through(), kind), f"a.{kind.lower()}")
    assert made.address.endswith(".png")
    for one in made.prints:
        assert_see_through(opened(made, one))


def assert_see_through(image: Image.Image) -> None:
    transparent, solid = image.getpixel((35, 20)), image.getpixel((4, 3))
    assert isinstance(transparent, tuple)
    assert isinstance(solid, tuple)
    assert transparent[3] == 0
    assert solid[3] == 255


def test_transparency_in_a_palette_stays() -> None:
    given = scene("P")
    data = saved(given, "PNG", transparency=given.getpixel((35, 20)))
    image = opened(developed(data, "a.png")).convert("RGBA")
    pixel = image.getpixel((35, 20))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 0


def test_colours_of_another_profile_look_the_same() -> None:
    """In a profile whose red and green are exchanged, what is stored as red is green."""
    image = Image.new("RGB", (10, 10), (200, 0, 0))
    made = opened(developed(saved(image, "PNG", icc_profile=red_is_green()), "a.png")).convert("RGB").getpixel((5, 5))
    assert isinstance(made, tuple)
    assert made[1] > 150
    assert made[0] < 100


def test_sixteen_bits_become_eight() -> None:
    grey = Image.new("I;16", (10, 10), 0xC0FF)
    assert near(opened(developed(saved(grey, "PNG"), "a.png")).getpixel((5, 5)), (0xC0, 0xC0, 0xC0), 2)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "CMYK", "L", "P"])
def test_a_profile_of_other_channels_is_passed_over(mode: str) -> None:
    """A profile for RGB in a picture in grey tells nothing."""
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = developed(saved(scene(mode), kind, icc_profile=SRGB), f"a.{ENDINGS[kind][1:]}")
    expected = scene(mode).convert("RGB").getpixel((4, 3))
    assert isinstance(expected, tuple)
    assert near(opened(made).getpixel((4, 3)), expected, 16)


def test_what_is_transparent_gets_the_right_colours_too() -> None:
    made = developed(saved(see_through(), "PNG", icc_profile=red_is_green()), "a.png")
    pixel, gone = opened(made).getpixel((4, 3)), opened(made).getpixel((35, 20))
    assert near(pixel, (0, 192, 0), 40)
    assert isinstance(gone, tuple)
    assert gone[3] == 0


def red_is_green() -> bytes:
    """A profile whose red and green are exchanged."""
    profile = bytearray(SRGB)
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


def test_a_broken_profile_is_passed_over() -> None:
    made = opened(developed(saved(scene(), "PNG", icc_profile=b"no profile"), "a.png"))
    assert near(made.convert("RGB").getpixel((4, 3)), (192, 0, 0))


def test_of_a_jpeg_with_several_pictures_the_first_stays() -> None:
    """Many telephones write a second one behind it, for depth or brightness."""
    others = [Image.new("RGB", (40, 24), colour) for colour in ("#00c000", "#0000c0")]
    data = saved(scene(), "MPO", save_all=True, append_images=others, exif=exif(), quality=95)
    with Image.open(io.BytesIO(data)) as given:
        assert (given.format, getattr(given, "n_frames", 1)) == ("MPO", 3)
    made = developed(data)
    assert made.address.endswith(".jpg")
    assert near(opened(made).getpixel((4, 3)), (192, 0, 0), 25)
    assert [secret for secret in SECRETS if secret in made.fallback.file.data] == []


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_damaged_notes_keep_no_picture_from_being_shown(kind: str) -> None:
    notes = exif(6)
    notes[0x011A] = notes[0x011B] = 72.0  # the resolution, which Pillow reads as soon as it opens a JPEG
    notes[0x0128] = 2
    data = saved(scene(), kind, exif=notes)
    if kind == "JPEG":  # as cameras write it: notes, and no header of JFIF, which has a resolution of its own
        data = data[:2] + data[4 + int.from_bytes(data[4:6]) :]
    start = data.index(b"II*\x00" if b"II*\x00" in data else b"MM\x00*")
    for at in range(start, start + 180):
        for value in (0, 1, 2, 5, 10, 255):
            damaged = bytearray(data)
            damaged[at] = value
            developed(bytes(damaged), f"a.{kind.lower()}")


def test_of_a_moving_picture_the_first_stays() -> None:
    frames = [Image.new("RGB", (12, 8), colour) for colour in ("#c00000", "#00c000")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    image = opened(developed(data, "a.gif"))
    assert getattr(image, "n_frames", 1) == 1
    assert near(image.convert("RGB").getpixel((5, 5)), (192, 0, 0), 20)
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100, lossless=True)
    image = opened(developed(data, "a.webp"))
    assert getattr(image, "n_frames", 1) == 1
    data = saved(frames[0], "AVIF", save_all=True, append_images=frames[1:], duration=100)
    made = developed(data, "a.avif")
    assert all(getattr(opened(made, one), "n_frames", 1) == 1 for one in made.prints)
    assert all(near(opened(made, one).getpixel((5, 5)), (192, 0, 0), 20) for one in made.prints)
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=100)
    assert b"acTL" in data
    assert b"acTL" not in developed(data, "a.png").fallback.file.data


# Its name


@pytest.mark.parametrize("name", ["Große Halle (2).PNG", "Mira Keller.png", "写真.png", "a" * 200 + ".png"])
def test_the_name_is_a_digest_and_tells_nothing_of_the_source(name: str) -> None:
    made = developed(png(), name)
    assert all(re.fullmatch(r"pictures/[0-9a-f]{16}\.(?:jpg|avif|webp)", one) for one in made.addresses)
    assert made.address == developed(png(), "other.png").address


def test_other_pixels_another_name() -> None:
    one, other = developed(plain_picture(), "a.png"), developed(plain_picture(colour="#a34b20"), "a.png")
    assert one.address != other.address
    assert one.address == developed(plain_picture(), "a.png").address


def test_other_notes_the_same_name() -> None:
    """Only what is published counts: the same pixels with other notes are the same file."""
    bare = saved(scene(), "PNG")
    assert developed(png(), "a.png").addresses == developed(bare, "a.png").addresses


@pytest.mark.parametrize(("make", "name"), [(jpeg, "a.jpg"), (png, "a.png"), (webp, "a.webp"), (gif, "a.gif")])
def test_the_digest_is_stable(make: Callable[[], bytes], name: str) -> None:
    assert developed(make(), name) == developed(make(), name)


def test_the_file_is_what_it_is_whatever_it_is_called() -> None:
    for data, name, right in (
        (jpeg(), "photo.png", "photo.jpg"),
        (png(), "photo.svg", "photo.png"),
        (SVG, "a.b.jpeg", "a.b.svg"),
    ):
        made, problems = develop(File(f"content/pictures/{name}", data))
        assert made is not None
        assert [(one.rule, dict(one.facts)["name"]) for one in problems] == [("picture-misnamed", right)]
    for name in ("photo.jpg", "photo.JPEG"):
        developed(jpeg(), name)


# What is no picture


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "name", "rule"),
    [
        (b"", "a.jpg", "picture-empty"),
        (b"no picture", "a.jpg", "picture-kind"),
        (b"<html><script>alert(1)</script>", "a.png", "picture-kind"),
        (b"BM" + b"\x00" * 60, "a.png", "picture-format"),
        (saved(scene(), "BMP"), "a.jpg", "picture-format"),
        (saved(scene(), "TIFF"), "a.jpg", "picture-format"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "a.png", "picture-format"),
        (jpeg()[:400], "a.jpg", "picture-not-readable"),
        (saved(scene(size=(400, 400)), "JPEG")[:-600], "a.jpg", "picture-not-readable"),
        (png()[:120], "a.png", None),
        (saved(scene(), "PNG")[:60], "a.png", None),
        (webp()[:60], "a.webp", None),
        (gif()[:100], "a.gif", None),
        (bomb(9_000, 9_000), "a.png", "picture-too-large"),
        (bomb(50_000, 50_000), "a.png", "picture-too-large"),
        (bomb(2**31 - 1, 2**31 - 1), "a.png", None),
        (bomb(0, 5), "a.png", None),
        (bomb(300, 300), "a.png", "picture-not-readable"),
    ],
)
def test_what_cannot_be_shown_is_a_problem_with_a_name(data: bytes, name: str, rule: str | None) -> None:
    made, problems = develop(File(f"content/pictures/{name}", data))
    assert made is None
    assert len(problems) == 1
    assert problems[0].place.path == f"content/pictures/{name}"
    assert rule is None or problems[0].rule == rule
    assert problems[0].rule.startswith("picture-")


def test_a_jpeg_of_many_scans_is_not_opened() -> None:
    """Each costs as much as the whole picture, and takes a few bytes: a small file could keep a processor busy for hours."""
    data = saved(scene(), "JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    few, many = (data[:-2] + scan * number + data[-2:] for number in (MOST_SCANS - 12, MOST_SCANS))
    developed(few)
    developed(few + b"\xff\xda" * 1000)  # a film behind it, as some telephones take them, is of no account
    made, problems = develop(File("content/pictures/a.jpg", many))
    assert (made, [one.rule for one in problems]) == (None, ["picture-not-readable"])


def test_the_bound_of_pixels() -> None:
    assert (
        develop(File("content/pictures/a.png", bomb(MOST_PIXELS // 1000 + 1, 1000)))[1][0].rule == "picture-too-large"
    )
    assert develop(File("content/pictures/a.png", bomb(MOST_PIXELS // 1000, 1000)))[1][0].rule == "picture-not-readable"


# In a portal


def photos(made: Edition) -> list[str]:
    """The paths of the pictures that are published, but for those that Byline draws itself."""
    paths = [file.path for file in made.files if file.path.startswith("pictures/")]
    return [path for path in paths if not path.endswith(".png")]


def test_only_what_a_page_shows_is_published() -> None:
    """The original never, and what only something withheld names, or nothing, neither."""
    made = edition(
        {
            "content/stories/2026/a.md": story("![A](/pictures/shown.jpg){credit=none}"),
            "content/stories/2026/b.md": story("![A](/pictures/held.png)", status="draft"),
            "content/pictures/shown.jpg": jpeg(),
            "content/pictures/held.png": plain_picture(colour="#123456"),
            "content/pictures/unnamed.png": plain_picture(colour="#654321"),
        }
    )
    published = photos(made)
    assert sorted(path.rpartition(".")[2] for path in published) == ["avif", "jpg", "webp"]
    assert not [file.path for file in made.files if b"Secret" in file.data]


def test_one_picture_in_two_stories_is_one_file() -> None:
    made = edition(
        {
            "content/stories/2026/a.md": story("![A](/pictures/p.png){credit=none}"),
            "content/stories/2026/b.md": story("![B](../../pictures/p.png){credit=none}"),
            "content/pictures/p.png": plain_picture(),
        }
    )
    assert len(photos(made)) == 3  # for the three kinds of programs
    assert rules(made) == []
