"""Stories for tests of style: a text in, what is said of it out."""

from __future__ import annotations

from byline.article import House
from byline.body import Labels
from byline.opinion import Style
from byline.settings import Avoided, Editorial
from byline.story import read_story
from byline.style import read_style
from byline.tree import File

PATH = "content/stories/2026/a.md"
HOUSE = House("de", "https://intranet.example/", {"de": Labels("t", "c", "f", "b")})
FRONT = ("title: T", "date: 2026-01-01", "authors: [ada]", "summary: S")


def style(text: str, language: str = "de", *front: str, gender: str = "none", avoid: tuple[Avoided, ...] = ()) -> Style:
    """The style of a story; `front` are lines of its front matter behind the usual ones."""
    head = "\n".join((*FRONT, f"language: {language}", *front))
    file = File(PATH, f"---\n{head}\n---\n{text}".encode())
    story, found = read_story(file, HOUSE)
    assert story is not None, found
    wishes = Editorial(gender=gender, avoid=avoid)  # type: ignore[arg-type]  # a test's own
    return read_style(file, story, wishes)


def rules(
    text: str, language: str = "de", *front: str, gender: str = "none", avoid: tuple[Avoided, ...] = ()
) -> list[str]:
    """The rules that a story breaks, in the order of their places."""
    return [one.rule for one in style(text, language, *front, gender=gender, avoid=avoid).problems]
