"""What `check` accepts the JSON Schema accepts, and what it refuses the schema refuses, as far as a schema can."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import fastjsonschema
import msgspec
import pytest
from hypothesis import given, settings, strategies as st
from portal import CONFIG, ROOT, repository

from byline.decode import decode
from byline.kind import fields_of
from byline.legends import LANGUAGES
from byline.manuscript import read_manuscript
from byline.messages import LANGUAGES as SPOKEN
from byline.node import Mapping as Keys, Node, Sequence, compose
from byline.problem import is_error
from byline.schema import PEOPLE, SHAPES, TERMS, TOPICS, Names, as_json, names, schema
from byline.settings import read_settings
from byline.snippets import snippets
from byline.tree import File

ID = st.from_regex(r"[a-z]{2,8}(-[a-z]{2,8})?", fullmatch=True)
SETTINGS = read_settings(CONFIG, ("en", "de")).settings
KNOWN = names(SETTINGS, [], "en")

# --- as editors read YAML 1.2: a text is what was quoted, and what is neither a number, true, false nor nothing

_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


def as_read(node: Node) -> Any:
    if isinstance(node, Sequence):
        return [as_read(item) for item in node.items]
    if isinstance(node, Keys):
        return {key.text: as_read(value) for key, value in node.entries}
    text = node.text
    if not node.plain:
        return text
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _NUMBER.match(text):
        return float(text) if re.search(r"[.eE]", text) else int(text)
    return text


@cache
def validator(kind: str) -> Callable[[Any], Any]:
    made: Callable[[Any], Any] = fastjsonschema.compile(schema(kind, KNOWN, "en"))
    return made


def fits(kind: str, node: Node, check: Callable[[Any], Any] | None = None) -> str:
    """What the schema has against a value; empty if nothing."""
    try:
        (check or validator(kind))(as_read(node))
    except fastjsonschema.JsonSchemaException as fault:
        return str(fault)
    return ""


def front(text: str) -> Node:
    node, problems = compose(text, "story.md")
    assert node, problems
    return node


# --- values as authors write them: the right ones, and those that are nearly right

PLAIN_TEXT = st.sampled_from(["Ein Text", "Über Umlaute", "true", "12", "1.5", "null", "NO", "", " ", "~", "a" * 700])
DATES = st.sampled_from(
    [
        "2026-03-14", "2026-3-4", "2026-03-14 16:30", "2026-03-14T16:30:05.123Z", "2026-03-14T16:30+02:00", "1899-01-01",
        "2026-13-01", "2026-03-32", "14.3.2026", "2026-03-14 25:00", "2026", "2026-03-14 9:05",
    ]
)  # fmt: skip
NUMBERS = st.sampled_from(["0", "1", "7", "-1", "0.5", "1.0001", "1e-1", "12a"])
"""Not `+3`, `007` and numbers in quotes that are too large or too small, of which a schema does not learn what was typed."""
CHOICES = st.sampled_from(
    [
        "interview", "draft", "review", "Draft", " REVIEW ", "drafts", "reDraft", "public", "quick", "Quick", "left", "LEFT",
        "full", "agency", "github", "colon", "error",
    ]
)  # fmt: skip
IDS = st.sampled_from(
    ["production", "field-service", "fitter", "learning", "first-days", "lead", "leeds", "nobody", "ada", "en", "de"]
)
QUOTED_OR_NOT = st.one_of(PLAIN_TEXT, DATES, CHOICES, IDS).flatmap(
    lambda text: st.sampled_from([text, json.dumps(text, ensure_ascii=False)])
)
SCALARS = st.one_of(QUOTED_OR_NOT, NUMBERS)


def written(kind: str) -> st.SearchStrategy[str]:
    """Front matter, or settings: keys of the shape, with values that may be of another."""
    keys = list(fields_of(SHAPES[kind]))
    lists = st.lists(SCALARS, max_size=3).map(lambda items: f"[{', '.join(item.strip() or '~' for item in items)}]")
    inner = st.sampled_from(
        [
            "src",
            "alt",
            "shows",
            "focus",
            "decorative",
            "id",
            "part",
            "date",
            "text",
            "title",
            "url",
            "for",
            "de",
            "en",
            "name",
            "word",
        ]
    )
    pairs = st.dictionaries(inner, st.one_of(SCALARS, lists), max_size=3)
    mappings = pairs.map(lambda made: "{" + ", ".join(f"{key}: {value}" for key, value in made.items()) + "}")
    values = st.one_of(SCALARS, lists, mappings, mappings.map(lambda one: f"[{one}]"))
    return st.dictionaries(st.sampled_from(keys), values, max_size=4).map(
        lambda made: "".join(f"{key}: {value}\n" for key, value in made.items())
    )


SOUND = {"story": "title: T\ndate: 2026-03-14\nauthors: [ada]\n", "person": "name: Ada\n", "page": "title: T\n"}


@pytest.mark.parametrize("kind", SOUND)
def test_what_is_decoded_fits_the_schema_and_the_reverse(kind: str) -> None:
    # Of one key at a time, so that one that is refused hides no other.
    @given(written(kind))
    @settings(max_examples=300, deadline=None)
    def law(text: str) -> None:
        base = SOUND[kind]
        for line in text.splitlines():
            key = line.partition(":")[0]
            node = front(
                "".join(one for one in base.splitlines(keepends=True) if not one.startswith(f"{key}:")) + line + "\n"
            )
            decoded = decode(node, SHAPES[kind])
            accepted = not any(map(is_error, decoded.problems)) and not _unknown(kind, key, decoded.value)
            against = fits(kind, node)
            assert accepted == (not against), (line, against, decoded.problems)

    law()


def _unknown(kind: str, key: str, value: Any) -> bool:
    """Whether a value names a term that the settings do not have; this other rooms than the decoder find."""
    held = getattr(value, fields_of(SHAPES[kind])[key].name)
    terms = TERMS.get(f"{SHAPES[kind].__name__}.{key}")
    if key == "series" and held:
        return held.id not in SETTINGS.series
    if not terms or not held:
        return False
    return any(one not in getattr(SETTINGS, terms) for one in (held if isinstance(held, tuple) else [held]))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("story", "title: T\ndate: 2026-03-14\nauthors: []\n"),
        ("story", "title: T\ndate: 2026-03-14\n"),
        ("story", SOUND["story"] + "tags: [a]\n"),
        ("story", SOUND["story"] + "image: roof.jpg\n"),
        ("story", SOUND["story"] + "image: {alt: Roof}\n"),
        ("story", SOUND["story"] + "image: {src: a.jpg, focus: [0.5]}\n"),
        ("story", SOUND["story"] + "image: {src: a.jpg, focus: [0.5, 1.5]}\n"),
        ("story", SOUND["story"] + "series: {id: first-days, part: 0}\n"),
        ("story", SOUND["story"] + "departments: [personal]\n"),
        ("story", SOUND["story"] + "status: Drafts\n"),
        ("story", SOUND["story"] + "helped_by: [ada, ]\nroles: [~]\n"),
        ("person", "name: Ada\nemail: nobody\n"),
        ("settings", CONFIG.replace("version: 1", "version: 2")),
        ("settings", CONFIG + "rules: {no-such-rule: off}\n"),
        ("settings", CONFIG + "counter: {reach: 640, threshold: 4}\n"),
        ("settings", CONFIG.replace("production:", "Production:")),
    ],
)
def test_mistakes_are_told(kind: str, text: str) -> None:
    assert fits(kind, front(text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("story", SOUND["story"] + "summary:\nimage: {}\n".replace("image: {}\n", "")),
        ("story", "title: 1984\ndate: 2026-03-14T16:30:00.000Z\nauthors: [somebody-new]\n"),
        ("story", SOUND["story"] + 'series: {id: first-days, part: "2"}\ntopics: [learning, Etwas Neues]\nkind: ""\n'),
        ("story", SOUND["story"] + 'status: "Draft"\nkind: INTERVIEW\n'),
        ("settings", CONFIG + "rules: {no-id: Off}\n"),
        ("settings", CONFIG),
        (
            "settings",
            CONFIG + "counter: {reach: 640}\nrules: {missing-summary: off}\n".replace("missing-summary", "no-id"),
        ),
    ],
)
def test_what_authors_may_write_fits(kind: str, text: str) -> None:
    assert fits(kind, front(text)) == ""


@pytest.mark.parametrize("kind", SHAPES)
def test_patterns_escape_nothing_that_javascript_does_not_know(kind: str) -> None:
    patterns = re.findall(r'"pattern": (".*")', as_json(schema(kind, KNOWN, "en")))
    assert patterns
    for pattern in map(json.loads, patterns):
        assert set(re.findall(r"\\(.)", pattern)) <= set("sS."), pattern


def test_the_portal_itself_fits() -> None:
    files, config = repository("content"), (ROOT / "config.yaml").read_text("utf-8")
    known = names(read_settings(config, ("de", "en")).settings, [], "de")
    checks = {kind: fastjsonschema.compile(schema(kind, known, "de")) for kind in SHAPES}
    node, _ = compose(config, "config.yaml")
    assert node
    assert fits("settings", node, checks["settings"]) == ""
    folders = {"stories": "story", "people": "person", "pages": "page"}
    texts = {path: data for path, data in files.items() if path.endswith(".md")}
    assert len(texts) > 50
    for path, data in texts.items():
        kind = folders[path.split("/")[1]]
        manuscript, _ = read_manuscript(File(path, data))
        assert manuscript
        assert fits(kind, manuscript.front, checks[kind]) == "", path


# --- names of this portal, and descriptions


def test_editors_complete_the_names_of_this_portal() -> None:
    known = Names({"ada": "Ada Berg"}, KNOWN.terms, ("en", "de"))
    made = schema("story", known, "en")["properties"]
    assert made["authors"]["items"]["anyOf"][0] == {"enum": ["ada"], "enumDescriptions": ["Ada Berg"]}
    assert made["departments"]["items"]["enum"] == ["production", "field-service"]
    assert made["departments"]["items"]["enumDescriptions"] == ["Production", "Field service"]
    assert made["topics"]["items"]["anyOf"][0]["enum"] == ["learning", "quality"]
    assert made["series"]["properties"]["id"]["enum"] == ["first-days"]


def shapes(shape: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """A shape, and those of its values."""
    yield shape
    for one in fields_of(shape).values():
        for kind in (one.kind, *one.kind.inner):
            if (
                isinstance(kind.origin, type)
                and issubclass(kind.origin, msgspec.Struct)
                and kind.origin.__name__ != "Text"
            ):
                yield from shapes(kind.origin)


EVERY = {inner.__name__: inner for shape in SHAPES.values() for inner in shapes(shape)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_its_legend_and_no_other(language: str) -> None:
    legends: Mapping[str, Mapping[str, str]] = LANGUAGES[language].keys
    assert {name: list(keys) for name, keys in legends.items()} == {
        name: list(fields_of(shape)) for name, shape in EVERY.items()
    }
    assert all(text.endswith((".", "…", "tel:…")) for keys in legends.values() for text in keys.values())


def test_legends_are_in_the_languages_of_messages() -> None:
    assert list(LANGUAGES) == list(SPOKEN)
    assert list(LANGUAGES["de"].labels) == list(LANGUAGES["en"].labels)
    assert list(LANGUAGES["de"].choices) == list(LANGUAGES["en"].choices)


def test_keys_that_take_names_exist() -> None:
    keys = {f"{name}.{key}" for name, shape in EVERY.items() for key in fields_of(shape)}
    assert {*TERMS, *PEOPLE, TOPICS} <= keys


# --- the files in the repository


@cache
def known_there() -> Names:
    """The names as the files in the repository have them: who adds somebody need not make the files anew."""
    there = json.loads((ROOT / ".schema/story.json").read_text("utf-8"))
    suggested = there["properties"]["authors"]["items"]["anyOf"][0]
    people = dict(zip(suggested["enum"], suggested["enumDescriptions"], strict=True))
    own = read_settings((ROOT / "config.yaml").read_text("utf-8"), ("de", "en")).settings
    return msgspec.structs.replace(names(own, [], "de"), people=people)


@pytest.mark.parametrize("kind", SHAPES)
def test_the_schemas_in_the_repository_are_fresh(kind: str) -> None:
    there = (ROOT / f".schema/{kind}.json").read_text("utf-8")
    assert there == as_json(schema(kind, known_there(), "de")), "make schemas"


def test_the_snippets_in_the_repository_are_fresh() -> None:
    assert (ROOT / ".vscode/byline.code-snippets").read_text("utf-8") == snippets(known_there()), "make schemas"
