"""Strings: the portal's own words, as they stand in `layouts/strings/<language>.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import TYPE_CHECKING

from babel.localedata import exists

from byline.guess import nearest
from byline.problem import Place, Problem, problem
from byline.words import FOLDER as STRINGS, Words

if TYPE_CHECKING:
    from byline.node import Node

TERMS = ("departments", "roles", "topics", "series")

NEEDED: dict[str, tuple[str, ...]] = {
    "table": (),
    "code": (),
    "footnotes": (),
    "footnote_back": (),
    "someone": (),
    "someone_by": (),
    "stories": (),
    "people": (),
    "people_text": (),
    "archive": (),
    "archive_text": (),
    "subscribe": (),
    "subscribe_text": (),
    "not_found": (),
    "older_page": ("name", "page"),
    "suggestion": ("title",),
    "suggestion_text": ("address", "path"),
    "feed_language": ("site", "language"),
    "feed_person": ("site", "name"),
    "feed_person_text": ("name",),
    "feed_term": ("site", "name"),
    **dict.fromkeys(TERMS, ()),
    **{f"{kind}_text": () for kind in TERMS},
    **{f"feed_{kind}_text": ("name",) for kind in TERMS},
    **{f"group_{group}": () for group in ("site", "languages", "people", *TERMS)},
}
"""The strings that the engine itself asks for, with the places it fills; layouts ask for more."""


def read_words(texts: Mapping[str, str]) -> tuple[dict[str, Words], tuple[Problem, ...]]:
    """The words of each language from the text of its file. A string that one language has and another lacks is an error."""
    from byline import node  # the parser is imported when something is to be read

    words: dict[str, Words] = {}
    found: list[Problem] = []
    for language, text in texts.items():
        path = f"{STRINGS}/{language}.yaml"
        made, problems = node.compose(text, path)
        found += problems
        if not exists(language):
            found.append(problem(Place(path), "unknown-language", language=language))
            continue
        if made is None:
            continue
        table: dict[str, str | Mapping[str, str]] = {}
        for key, value in made.entries if isinstance(made, node.Mapping) else ():
            forms = _forms(value)
            if forms is None:
                found.append(problem(value.place, "text-expected", key=key.text))
            else:
                table[key.text] = forms
                found += _places(key.text, forms, value.place)
        words[language] = Words(language, table)
    every = sorted({key for one in words.values() for key in one.table} | NEEDED.keys())
    for language, one in words.items():
        missing = [key for key in every if key not in one.table]
        found += [
            problem(Place(f"{STRINGS}/{language}.yaml"), "string-missing", guess=nearest(key, one.table), key=key)
            for key in missing
        ]
    return words, tuple(found)


def _places(key: str, forms: str | Mapping[str, str], place: Place) -> Iterator[Problem]:
    """The places in a string of the engine's own that nothing fills."""
    for text in (forms,) if isinstance(forms, str) else forms.values():
        try:
            named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError:  # a single brace
            named = ["{"]
        for name in named:
            if name not in NEEDED.get(key, (name,)) or name == "{":
                yield problem(place, "string-place", key=key, place=name, places=", ".join(NEEDED.get(key, ())) or "-")


def _forms(value: Node) -> str | Mapping[str, str] | None:
    """A string's text, or its texts by plural form, of which `other` is needed; None if it is neither."""
    from byline import node

    if isinstance(value, node.Scalar):
        return value.text
    if isinstance(value, node.Sequence):
        return None
    forms = {form.text: one.text for form, one in value.entries if isinstance(one, node.Scalar)}
    return forms if "other" in forms else None
