"""People of a portal, to be named in tests."""

from __future__ import annotations

from byline.article import House
from byline.body import Labels
from byline.person import Person, read_person
from byline.tree import File

LABELS = {"en": Labels(table="Table", code="Code", footnotes="Notes", back="Back")}


def people(**names: str) -> dict[str, Person]:
    made = {}
    for id_, front in names.items():
        file = File(f"content/people/{id_}.md", f"---\nname: {front}\n---\n".encode())
        person, problems = read_person(file, House("en", "https://intranet.example/", LABELS))
        assert person is not None
        assert problems == ()
        made[id_] = person
    return made
