"""What comes of a snippet is what `check` accepts, in both languages."""

from __future__ import annotations

import json
import re

import pytest
from portal import CONFIG, edition, picture

from byline.schema import Names, names
from byline.settings import read_settings
from byline.snippets import snippets

KNOWN = Names(
    {"ada": "Ada Berg", "ben": "Ben Castor"}, names(read_settings(CONFIG, ("en", "de")).settings, [], "en").terms, ()
)
MADE = {one["prefix"]: "\n".join(one["body"]) for one in json.loads(snippets(KNOWN)).values()}


def typed(prefix: str) -> str:
    """What stands there when somebody has pressed Tab at every place."""
    text = re.sub(r"\$\{\d\|([^,|]+)[^|]*\|\}", r"\1", MADE[prefix])
    text = re.sub(r"\$\{\d:([^}]*)\}", r"\1", text)
    for name, value in {"$CURRENT_YEAR": "2026", "$CURRENT_MONTH": "05", "$CURRENT_DATE": "01", "$0": ""}.items():
        text = text.replace(name, value)
    return text


@pytest.mark.parametrize(
    "prefixes", [("geschichte", "gespraech", "bild", "zitat"), ("story", "interview", "picture", "quote")]
)
def test_a_story_of_snippets_is_sound(prefixes: tuple[str, ...]) -> None:
    text = "\n".join(f"{typed(prefix)}\n" for prefix in prefixes)
    made = edition(
        {
            "content/stories/2026/new/index.md": text,
            "content/stories/2026/new/bild.jpg": picture("JPEG"),
            "content/stories/2026/new/picture.jpg": picture("JPEG"),
        },
        drafts=True,
    )
    assert [one.rule for one in made.problems if one.place.path == "content/stories/2026/new/index.md"] == []
    assert "$" not in text


def test_names_are_there_to_choose_from() -> None:
    assert MADE["who"] == MADE["person"] == "${1|ada,ben|}"
    assert MADE["abteilung"] == MADE["department"] == "${1|production,field-service|}"
    assert MADE["thema"] == MADE["topic"] == "${1|learning,quality|}"


def test_where_nobody_is_known_yet_there_is_a_place_to_type() -> None:
    made = json.loads(snippets(Names({}, KNOWN.terms, ())))
    assert "authors: [$2]" in made["Byline: story (en)"]["body"]
    assert "Byline: who (en)" not in made
