"""The JSON Schema of front matter and settings, made from the types that are decoded, for editors that complete and check.

Its dialect is draft-07, which the YAML language server speaks. It describes YAML 1.2 as editors read it: an unquoted number
is a number there, where Byline takes what was typed, so a text may be a number, too; and a key may stay empty.
"""

from __future__ import annotations

import datetime
import json
import re
import typing
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from byline.decode import MOST_ITEMS
from byline.front import ID, LONGEST_ID, Text
from byline.kind import Field, Kind, fields_of
from byline.legends import choice, legend
from byline.messages import LANGUAGES
from byline.person import Person, PersonFront
from byline.plain import PlainFront
from byline.problem import FIXED, RULES
from byline.settings import Settings
from byline.story import StoryFront

SHAPES: dict[str, type[msgspec.Struct]] = {
    "story": StoryFront,
    "person": PersonFront,
    "page": PlainFront,
    "settings": Settings,
}

TERMS = {
    "StoryFront.departments": "departments",
    "StoryFront.roles": "roles",
    "Series.id": "series",
    "PersonFront.department": "departments",
    "PersonFront.role": "roles",
    "PersonFront.level": "levels",
    "PersonFront.location": "locations",
}
"""Keys that take the ids of terms in the settings, and no others."""
PEOPLE = frozenset({"StoryFront.authors", "StoryFront.told_by", "StoryFront.helped_by", "Image.shows"})
"""Keys that take the ids of people. Others may be added at the same time, so that these are only suggested."""
TOPICS = "StoryFront.topics"
"""Takes the ids of topics, or topics as one says them."""

_MONTH, _DAY = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
_HOUR, _OFFSET = "(?:[01]?[0-9]|2[0-3])", "(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])"
_DATE = f"(?:19|2[01])[0-9]{{2}}-{_MONTH}-{_DAY}"
_TIME = rf"[T ]{_HOUR}:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?\s*{_OFFSET}?"

_BLANK = r"^\s*$"
_FILLED = r"\S"
_TEXT = ["string", "number", "boolean"]  # what editors make of a text that was not quoted
_NUMBER = r"-?(?:0|[1-9][0-9]*)"
_EXAMPLES = {"number": "1", "boolean": "true"}  # of what a text must allow to be read so
_SCALARS: dict[type, dict[str, Any]] = {
    str: {"type": _TEXT},
    int: {"type": ["integer", "string"], "pattern": rf"^\s*{_NUMBER}\s*$"},
    float: {"type": ["number", "string"], "pattern": rf"^\s*{_NUMBER}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\s*$"},
    bool: {  # a number because 0 and 1 may stand for false and true
        "type": ["boolean", "integer", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": r"^\s*(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|0|1)\s*$",
    },
}

_BOUNDS: dict[str, dict[str, Any]] = {
    "Settings.version": {"minimum": 1, "maximum": 1},
    "SiteSettings.url": {"pattern": "^[hH][tT][tT][pP][sS]?://"},
    "SiteSettings.accent": {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
}
"""What the settings ask of single values, beside their types."""

Schema = dict[str, Any]


class Names(msgspec.Struct, frozen=True):
    """The portal's own ids, each with what it is called: people, and of each kind the terms."""

    people: Mapping[str, str]
    terms: Mapping[str, Mapping[str, str]]
    languages: tuple[str, ...]


def names(settings: Settings, people: Sequence[Person], language: str) -> Names:
    """The names that editors suggest; of people, as much of the name as is shown."""
    kinds = (*dict.fromkeys(TERMS.values()), "topics")
    return Names(
        {one.id: one.shown_name or one.id for one in sorted(people, key=lambda one: one.id)},
        {kind: {id_: term.name.at(language) for id_, term in getattr(settings, kind).items()} for kind in kinds},
        settings.languages,
    )


def schema(kind: str, known: Names, language: str) -> Schema:
    """The schema of one kind of text (`story`, `person`, `page`) or of the `settings`, described in German or English."""
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_Drawing(known, language).struct(SHAPES[kind])}


def as_json(made: Schema) -> str:
    """A schema as a file."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


class _Drawing:
    def __init__(self, known: Names, language: str) -> None:
        self.known = known
        self.language = language

    def struct(self, shape: type[msgspec.Struct]) -> Schema:
        fields = fields_of(shape)
        return {
            "type": "object",
            "properties": {
                key: {"description": legend(shape.__name__, key, self.language), **self.field(shape, key, field)}
                for key, field in fields.items()
            },
            "required": [key for key, field in fields.items() if field.required],
            "additionalProperties": False,
        }

    def field(self, shape: type[msgspec.Struct], key: str, field: Field) -> Schema:
        where = f"{shape.__name__}.{key}"
        made = self.kind(field.kind, where)
        if not field.required:
            return self.or_empty(made)
        if made.get("type") == "array":
            return {**made, "minItems": max(1, made.get("minItems", 0))}
        return {**made, "pattern": _FILLED} if made.get("type") == _TEXT and "pattern" not in made else made

    def kind(self, kind: Kind, where: str) -> Schema:
        """What is accepted as a value that is not left out."""
        origin = kind.origin
        if origin is Text:
            return self.text()
        if isinstance(origin, type) and issubclass(origin, msgspec.Struct):
            return self.hinted(self.struct(origin), "mapping-expected")
        if origin is tuple:
            return self.hinted(self.sequence(kind, where), "list-expected")
        if origin is dict:
            return self.hinted(self.mapping(kind, where), "mapping-expected")
        if origin is typing.Literal:
            return self.choice(kind.arguments)
        if datetime.date in kind.arguments or origin is datetime.date:
            return {"type": "string", "pattern": rf"^\s*{_DATE}(?:{_TIME})?\s*$"}
        if where in TERMS and (ids := self.known.terms[TERMS[where]]):
            return self.among(ids)
        if where in PEOPLE:
            return self.suggested(self.known.people)
        if where == TOPICS:
            return self.suggested(self.known.terms["topics"])
        made = dict(_SCALARS[origin])
        bounds = {"maxLength": kind.meta.max_length, "minimum": kind.meta.ge, "maximum": kind.meta.le}
        made |= {name: bound for name, bound in bounds.items() if bound is not None}
        if kind.meta.pattern:
            made["pattern"] = rf"^\s*(?:{kind.meta.pattern.removeprefix('^').removesuffix('$')})\s*$"
            made["type"] = ["string", *(one for one, text in _EXAMPLES.items() if re.search(kind.meta.pattern, text))]
            made |= {"minimum": 0} if "number" in made["type"] else {}
        return made | _BOUNDS.get(where, {})

    def sequence(self, kind: Kind, where: str) -> Schema:
        item = self.kind(kind.inner[0], where)
        if item.get("type") == _TEXT:
            item = {"pattern": _FILLED, **item}
        exact = None if kind.arguments[-1] is Ellipsis else len(kind.arguments)
        bounds = {"maxItems": MOST_ITEMS} if exact is None else {"minItems": exact, "maxItems": exact}
        return {"type": "array", "items": item, **bounds}

    def mapping(self, kind: Kind, where: str) -> Schema:
        keys: Schema = {"pattern": "^" + ID.pattern.replace(r"\Z", "$"), "maxLength": LONGEST_ID}
        if where == "Forge.reviewers":
            keys = {"enum": list(self.known.terms["departments"])}
        elif where == "Settings.rules":
            keys = {"enum": [name for name, severity in RULES.items() if severity not in FIXED]}
        return {"type": "object", "propertyNames": keys, "additionalProperties": self.kind(kind.inner[1], where)}

    def text(self) -> Schema:
        """One text, or one for each language."""
        one = {"type": [*_TEXT, "null"]}
        each = {
            "type": "object",
            "properties": dict.fromkeys(self.known.languages, one),
            "patternProperties": {"^[a-z]{2,3}$": one},
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [{"type": _TEXT, "pattern": _FILLED}, each]}

    def among(self, choices: Mapping[str, str]) -> Schema:
        """One of the choices, each with what it is called."""
        return {"enum": list(choices), "enumDescriptions": list(choices.values())}

    def choice(self, words: Sequence[str]) -> Schema:
        """One of a few words, however it is written; editors complete them as they are."""
        written = "|".join("".join(f"[{one}{one.upper()}]" if one.isalpha() else one for one in word) for word in words)
        blind = {"type": "string", "pattern": rf"^\s*(?:{written})\s*$"}
        return {"anyOf": [self.among({one: choice(one, self.language) for one in words}), blind]}

    def suggested(self, choices: Mapping[str, str]) -> Schema:
        """Any text; the choices are those that are known."""
        text = {"type": _TEXT, "pattern": _FILLED}
        return {"anyOf": [self.among(choices), text]} if choices else text

    def hinted(self, made: Schema, rule: str) -> Schema:
        """The same, with what `check` says of another shape where an editor would tell of a pattern."""
        return {**made, "patternErrorMessage": LANGUAGES[self.language].rules[rule][1].format()}

    def or_empty(self, made: Schema) -> Schema:
        """The same, or nothing at all: an empty value counts as left out."""
        if "type" not in made or ("string" in made["type"] and "pattern" in made):
            return {"anyOf": [*made.get("anyOf", [made]), {"type": ["null", "string"], "pattern": _BLANK}]}
        if "string" in made["type"]:
            return {**made, "type": [*made["type"], "null"]}
        return {**made, "type": [made["type"], "null", "string"], "pattern": _BLANK}
