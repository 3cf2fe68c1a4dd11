"""Names that people want hidden, where a text tells them after all.

The portal itself names people as they wish; only the authors can take a name out of what they wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from byline import address
from byline.copydesk import Copy
from byline.person import Person
from byline.problem import Place, Problem, problem
from byline.tree import Tree

SHORTEST = 3  # letters of a part of a name that is looked for


def check_names(copy: Copy, content: Tree) -> Iterator[Problem]:
    """Where a text tells a name that its owner wants hidden: once for each text and person, at the first such place.

    In a story in which they have a part, any hidden part of the name tells it; elsewhere only the whole name does,
    since others may be called Keller, too.
    """
    hidden = [person for person in copy.people if person.hidden]
    if not hidden:
        return
    credited = {story.path: frozenset(story.people) for story in copy.stories}
    texts = {file.path: file.data for file in content.files if address.is_markdown(file.path)}
    for path in sorted(texts):
        text = texts[path].decode("utf-8-sig", "replace")
        for person in hidden:
            near = person.path == path or person.id in credited.get(path, ())
            names = [part for part in person.hidden if len(part) >= SHORTEST] if near else [person.full_name]
            if any(name in text for name in names) and (place := _place(text, path, names, person)):
                yield problem(place, "name-in-text", name=person.full_name, show_as=person.front.show_as)


def _place(text: str, path: str, names: list[str], person: Person) -> Place | None:
    """Where one of the names stands as a word, also with the German or English genitive's s."""
    said = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?:['’]?s)?(?!\w)")
    own, fences = path == person.path, 0  # in people's own files the text below the front matter counts
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        fences += line.rstrip() == "---"
        if (found := said.search(line)) and not (own and fences < 2):
            return Place(path, number, found.start() + 1)
    return None
