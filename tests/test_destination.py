"""What stands in the brackets of links and pictures."""

from __future__ import annotations

import pytest

from byline.address import PICTURE_ENDINGS
from byline.destination import destination, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.png)", "a.png"),
        ("a.png 'b.png')", "a.png"),
        ("a.png (b.png))", "a.png"),
        ("<a b.png>)", "a b.png"),
        ("<a> b.png)", "a"),
        ("a b.png)", "a b.png"),
        ("a b.PNG )", "a b.PNG"),
        ("IMG_2031 (1).JPG)", "IMG_2031 (1).JPG"),
        ('a b.png "A title.png")', "a b.png"),
        ("a b.png „Ein Titel“)", "a b.png"),
        ("../2026/My Story.md)", "../2026/My Story.md"),
        ("a b.png\n)", "a b.png"),
        ("a b.pdf)", "a"),
        ("a\nb.png)", "a"),
        ("see a.png for more)", "see"),
        ("https://x.example/a b.png)", "https://x.example/a"),
        ("//x.example/a b.png)", "//x.example/a"),
        ("a " + "b" * 400 + ".png)", "a"),
        *((f"a b{ending})", f"a b{ending}") for ending in PICTURE_ENDINGS),
    ],
)
def test_names_with_spaces_are_read_whole(text: str, expected: str) -> None:
    found = destination(text, 0, len(text))
    assert (found.ok, found.str) == (True, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Torn")', "Torn"),
        ("“Torn”)", "Torn"),
        ("„Gerissen“ )", "Gerissen"),
        ("»Ja« ist „ja“)", "Ja« ist „ja"),
        ("„Sie sagte (leise): nein“)", "Sie sagte (leise): nein"),
        ("„Gerissen“", "Gerissen"),
        ("„Gerissen)", None),
        ("Torn)", None),
        (")", None),
    ],
)
def test_titles_stand_in_quotes_of_any_kind(text: str, expected: str | None) -> None:
    found = title(text, 0, len(text))
    assert (found.str if found.ok else None) == expected
