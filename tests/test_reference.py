"""What links and pictures point to, judged from their text alone."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from byline.reference import Inside, Outside, Reference, Refused, read_link, read_picture

BASE = "https://intranet.example/voices/"
FILE, PAGE = "stories/2026/a.md", "stories/2026/a/"
B = Inside("stories/2026/b/", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the other file
        ("b.md", B),
        ("./b.md", B),
        ("../2026/b.md", B),
        ("/stories/2026/b.md", B),
        ("/content/stories/2026/b.md", B),
        ("B.MD", B),
        ("b/index.md", B),
        ("b.md#there", Inside("stories/2026/b/", "s_there")),
        ("../../people/ada.md", Inside("people/ada/", "")),
        ("../../pages/about.md", Inside("about/", "")),
        ("../../../outside.md", Refused("../../../outside.md")),
        # its address
        ("../b/", B),
        ("../b", B),
        ("/stories/2026/b/", B),
        ("/stories/2026/b/index.html", B),
        ("/", Inside("", "")),
        ("/feed.xml", Inside("feed.xml", "")),
        ("/%73tories/2026/b/", B),
        ("../../../..", Refused("../../../..")),
        # the full address
        ("https://intranet.example/voices/stories/2026/b/", B),
        ("HTTPS://INTRANET.example/voices/stories/2026/b/", B),
        ("https://intranet.example/voices/", Inside("", "")),
        ("https://intranet.example/voices/../", Refused("/../")),
        ("https://intranet.example/other/", Outside("https://intranet.example/other/")),
        ("https://intranet.example.evil/voices/", Outside("https://intranet.example.evil/voices/")),
        # anchors
        ("#here", Inside(PAGE, "s_here")),
        ("#s_here", Inside(PAGE, "s_here")),
        ("#fn1", Inside(PAGE, "fn1")),
        ("", Inside(PAGE, "")),
        ("?a=1", Inside(PAGE, "")),
        # elsewhere
        ("https://example.org/a?b=c#d", Outside("https://example.org/a?b=c#d")),
        ("http://example.org", Outside("http://example.org")),
        ("mailto:ada@mail.example", Outside("mailto:ada@mail.example")),
        ("tel:+49123", Outside("tel:+49123")),
        ("MAILTO:ada@mail.example", Outside("MAILTO:ada@mail.example")),
        # nowhere
        ("javascript:alert(1)", Refused("javascript")),
        ("JavaScript:alert(1)", Refused("javascript")),
        ("java\nscript:alert(1)", Refused("javascript")),
        (" javascript:alert(1)", Refused("javascript")),
        ("vbscript:x", Refused("vbscript")),
        ("data:text/html,x", Refused("data")),
        ("file:///etc/passwd", Refused("file")),
        ("blob:https://x", Refused("blob")),
        ("ftp://example.org/", Refused("ftp")),
        ("//example.org/", Refused("//example.org/")),
        ("https://[x/", Refused("https://[x/")),
    ],
)
def test_links(text: str, expected: Reference) -> None:
    assert read_link(text, FILE, PAGE, BASE) == expected


@given(strategies.text(max_size=40))
def test_every_text_is_one_of_the_three_and_only_four_schemes_lead_out(text: str) -> None:
    made = read_link(text, FILE, PAGE, BASE)
    if isinstance(made, Outside):
        assert made.url.partition(":")[0].lower() in {"http", "https", "mailto", "tel"}
    elif isinstance(made, Inside):
        assert not made.address.startswith(("/", ".."))


@pytest.mark.parametrize("lead", ["", " ", "\t", "\n", "\x0b", "\u00a0", "\u2028"])
@pytest.mark.parametrize("scheme", ["javascript", "JAVASCRIPT", "java\tscript", "jav\r\nascript", "vbscript", "data"])
def test_no_disguise_lets_a_script_out(lead: str, scheme: str) -> None:
    assert not isinstance(read_link(f"{lead}{scheme}:alert(1)", FILE, PAGE, BASE), Outside)


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        ("roof.jpg", FILE, "stories/2026/roof.jpg"),
        ("./roof.jpg", FILE, "stories/2026/roof.jpg"),
        ("roof.jpg", "stories/2026/a/index.md", "stories/2026/a/roof.jpg"),
        ("../../pictures/hall.jpg", FILE, "pictures/hall.jpg"),
        ("/pictures/hall.jpg", FILE, "pictures/hall.jpg"),
        ("/content/pictures/hall.jpg", FILE, "pictures/hall.jpg"),
        ("the%20roof.jpg", FILE, "stories/2026/the roof.jpg"),
        (" roof.jpg ", FILE, "stories/2026/roof.jpg"),
        ("https://example.org/x.jpg", FILE, None),
        ("//example.org/x.jpg", FILE, None),
        ("data:image/png;base64,x", FILE, None),
    ],
)
def test_pictures(text: str, file: str, expected: str | None) -> None:
    assert read_picture(text, file) == expected


@given(strategies.text(max_size=40))
def test_a_pictures_path_is_always_below_a_folder(text: str) -> None:
    made = read_picture(text, FILE)
    assert made is None or not made.startswith("/")
