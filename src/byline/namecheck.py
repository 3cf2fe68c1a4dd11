"""Names that people want hidden, where a text tells them after all.

The portal itself names people as they wish; only the authors can take a name out of what they wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from byline import address
from byline.copydesk import Copy
from byline.keystroke import fences, word
from byline.person import Person
from byline.problem import Place, Problem, problem
from byline.story import Story
from byline.tree import Readable, Tree, decoded

SHORTEST = 3  # letters of a part of a name that is looked for


def check_names(copy: Copy, content: Tree[Readable]) -> Iterator[Problem]:
    """Where a text tells a name that its owner wants hidden: once for each text and person, at the first such place.

    In a story in which they have a part, any hidden part of the name tells it; elsewhere only the whole name does,
    since others may be called Keller, too.
    """
    hidden = [person for person in copy.people if person.hidden]
    if not hidden:
        return
    for story in copy.stories:
        yield from _in_address(story, [person for person in hidden if person.id in story.people])
    credited = {story.path: frozenset(story.people) for story in copy.stories}
    for file in content.files:  # in the order of their paths
        data = file.read() if address.is_markdown(file.path) else b""
        if not isinstance(data, bytes):  # told where it was to be read
            continue
        path, written = file.path, decoded(data, "replace")
        text = word(written)
        words = " ".join(text.split())
        for person in hidden:
            near = person.path == path or person.id in credited.get(path, ())
            parts = [part for part in person.hidden if len(part) >= SHORTEST] if near else []
            names = _spoken(parts, person.full_name)
            if any(name in words for name in names) and (
                place := _place(text, path, names, _front_lines(written) if person.path == path else 0)
            ):
                yield problem(place, "name-in-text", show_as=person.front.show_as)


def _spoken(parts: Iterable[str], full_name: str) -> list[str]:
    """How texts say a name: as it is, in capitals, and the whole of it as in an e-mail address."""
    names = [*parts, full_name]
    return [*names, *(name.upper() for name in names), *(sign.join(full_name.lower().split()) for sign in "._")]


def _in_address(story: Story, people: Sequence[Person]) -> Iterator[Problem]:
    """Where a story's address or permanent id tells the hidden name of somebody who has a part in it."""
    said = {story.key: story.places.start, story.id: story.places.at("id")}
    said |= {text: story.places.at(f"aliases.{index}") for index, text in enumerate(story.front.aliases)}
    for person in people:
        for text, place in said.items():
            words = re.split(r"[^a-z0-9]+", text.lower())
            if told := next(
                (part for part in person.hidden if len(part) >= SHORTEST and address.slug(part) in words), ""
            ):
                yield problem(place, "name-in-address", address=text, part=told, show_as=person.front.show_as)


def _front_lines(text: str) -> int:
    """How many lines the front matter takes: in people's own files, the text below it counts."""
    lines = text.split("\n")
    _, end = fences(lines)
    return len(lines) if end < 0 else end + 1


def _place(text: str, path: str, names: list[str], skipped: int) -> Place | None:
    """Where one of the names stands as a word, also with the German or English genitive's s, also over two lines."""
    said = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    begin = sum(len(line) + 1 for line in text.split("\n")[:skipped])
    found = re.compile(rf"(?<!\w)(?:{said})(?:['’]?s)?(?!\w)").search(text, begin)
    if found is None:
        return None
    line_start = text.rfind("\n", 0, found.start()) + 1
    return Place(path, text.count("\n", 0, found.start()) + 1, found.start() - line_start + 1)
