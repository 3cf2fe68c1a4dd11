"""The darkroom: what keeps a picture from being shown, and what was probably meant."""

from __future__ import annotations

import pytest
from portal import edition, picture, story

from byline.darkroom import MOST_COMPARED


def guesses(pictures: list[str], named: list[str]) -> list[str]:
    """What is guessed for each of these names of pictures that there are not, all named by one story."""
    files = {f"content/stories/2026/{path}": picture() for path in pictures}
    body = "\n\n".join(f"![A]({path})" for path in named)
    made = edition({"content/stories/2026/a.md": story(body), **files})
    return [one.guess for one in made.problems if one.rule == "missing-picture"]


@pytest.mark.parametrize(
    ("named", "guess"),
    [
        ("Roof.JPG", "roof.jpg"),
        ("roof.png", "roof.jpg"),
        ("rof.jpg", "roof.jpg"),
        ("hall.png", "/stories/2026/x/hall.png"),
        ("x/roof.jpg", "/stories/2026/roof.jpg"),
        ("boiler.png", ""),
        ("y/boiler.png", ""),
    ],
)
def test_what_was_probably_meant(named: str, guess: str) -> None:
    assert guesses(["roof.jpg", "x/hall.png"], [named]) == [guess]


def test_names_are_compared_for_the_first_few_only() -> None:
    """Comparing takes long; what an index tells is told for all."""
    many = range(MOST_COMPARED * 3)
    pictures = [f"picture{number:03}.png" for number in many]
    assert [bool(guess) for guess in guesses(pictures, [f"pictur{number:03}.png" for number in many])] == [
        number < MOST_COMPARED for number in many
    ]
    assert all(guesses(pictures, [f"PICTURE{number:03}.PNG" for number in many]))
    assert all(guesses(pictures, [f"../{one}" for one in pictures]))
    assert guesses(pictures, [*(f"x/other{number}.png" for number in many), "pictur001.png"])[-1] == "picture001.png"


def test_a_picture_that_cannot_be_shown_is_told_where_it_is_named() -> None:
    """Once for each time, whoever names it; and why, at its file."""
    made = edition(
        {
            "content/stories/2026/a.md": story("![A](/pictures/hall.jpg)\n\n![A](/pictures/hall.jpg)"),
            "content/stories/2026/b.md": story(image="{src: /pictures/hall.jpg, alt: Hall}"),
            "content/pages/c.md": "---\ntitle: C\n---\n![A](/pictures/hall.jpg)\n",
            "content/people/ada.md": "---\nname: Ada\nportrait: {src: /pictures/hall.jpg, alt: Ada}\n---\n",
            "content/pictures/hall.jpg": b"no picture",
        }
    )
    told = [(one.place.path, one.place.line, one.rule) for one in made.problems if one.severity.value == "warning"]
    assert told == [
        ("content/pages/c.md", 4, "picture-not-shown"),
        ("content/people/ada.md", 3, "picture-not-shown"),
        ("content/pictures/hall.jpg", 0, "picture-kind"),
        ("content/stories/2026/a.md", 8, "picture-not-shown"),
        ("content/stories/2026/a.md", 10, "picture-not-shown"),
        ("content/stories/2026/b.md", 7, "picture-not-shown"),
    ]
