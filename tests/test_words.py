"""The portal's own words: places, plurals, days and lists, as each language has them."""

from __future__ import annotations

import datetime

import pytest
from portal import repository

from byline.strings import NEEDED, read_words
from byline.words import READING_SPEED, MissingString, Words, minutes

STRINGS = {
    path.rpartition("/")[2].removesuffix(".yaml"): data.decode() for path, data in repository("layouts/strings").items()
}

EN = Words(
    "en",
    {"hello": "Hello, {name}!", "stories": {"one": "{n} story", "other": "{n} stories"}, "bare": "50 % {of} it"},
)
DE = Words("de", {"stories": {"one": "{n} Geschichte", "other": "{n} Geschichten"}})
PL = Words("pl", {"files": {"one": "{n} plik", "few": "{n} pliki", "many": "{n} plików", "other": "{n} pliku"}})


@pytest.mark.parametrize(
    ("words", "key", "values", "expected"),
    [
        (EN, "hello", {"name": "Ada"}, "Hello, Ada!"),
        (EN, "hello", {"name": "{name}"}, "Hello, {name}!"),
        (EN, "bare", {}, "50 % {of} it"),
        (EN, "stories", {"n": 0}, "0 stories"),
        (EN, "stories", {"n": 1}, "1 story"),
        (EN, "stories", {"n": 2}, "2 stories"),
        (EN, "stories", {"n": 11}, "11 stories"),
        (DE, "stories", {"n": 1}, "1 Geschichte"),
        (DE, "stories", {"n": 0}, "0 Geschichten"),
        (PL, "files", {"n": 1}, "1 plik"),
        (PL, "files", {"n": 3}, "3 pliki"),
        (PL, "files", {"n": 5}, "5 plików"),
        (PL, "files", {"n": 22}, "22 pliki"),
    ],
)
def test_strings(words: Words, key: str, values: dict[str, object], expected: str) -> None:
    assert words(key, **values) == expected


def test_a_string_that_does_not_exist() -> None:
    with pytest.raises(MissingString, match="helo"):
        EN("helo")
    assert (EN.has("hello"), EN.has("helo")) == (True, False)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "14 March 2026"), ("de", "14. März 2026"), ("fr", "14 mars 2026"), ("sv", "14 mars 2026")],
)
def test_a_day_in_words(language: str, expected: str) -> None:
    assert Words(language, {}).day(datetime.date(2026, 3, 14)) == expected


@pytest.mark.parametrize(
    ("language", "items", "expected"),
    [
        ("en", (), ""),
        ("en", ("a",), "a"),
        ("en", ("a", "b"), "a and b"),
        ("en", ("a", "b", "c"), "a, b and c"),
        ("de", ("a", "b", "c"), "a, b und c"),
    ],
)
def test_lists_in_words(language: str, items: tuple[str, ...], expected: str) -> None:
    assert Words(language, {}).listed(items) == expected


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("de", "en", "Englisch"),
        ("en", "de", "German"),
        ("en", "sv", "Swedish"),
        ("de", "xx", "xx"),
        ("de", "zzz", "zzz"),
    ],
)
def test_names_of_languages(language: str, code: str, expected: str) -> None:
    assert Words(language, {}).language_name(code) == expected


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        (0, "en", 1),
        (100, "en", 1),
        (READING_SPEED["en"] * 3, "en", 3),
        (READING_SPEED["en"] * 5 // 2, "en", 3),
        (READING_SPEED["de"] * 3, "de", 3),
        (184 * 4, "xx", 4),
    ],
)
def test_minutes(words: int, language: str, expected: int) -> None:
    assert minutes(words, language) == expected


BASE = "".join(f'{key}: "{"".join(f"{{{place}}} " for place in found)}"\n' for key, found in NEEDED.items())


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"en": "a: A\nb: B", "de": "a: A\nb: B"}, []),
        ({"en": "a: A\nb: B", "de": "a: A"}, [("layouts/strings/de.yaml", 0, "string-missing", "b")]),
        (
            {"en": "greeting: A", "de": "greetnig: A"},
            [
                ("layouts/strings/de.yaml", 0, "string-missing", "greeting"),
                ("layouts/strings/en.yaml", 0, "string-missing", "greetnig"),
            ],
        ),
        ({"en": "a: [x]"}, [("layouts/strings/en.yaml", 1, "text-expected", "a")]),
        ({"en": "a: {one: x}"}, [("layouts/strings/en.yaml", 1, "text-expected", "a")]),
        ({"en": "a: {one: x, other: [y]}"}, [("layouts/strings/en.yaml", 1, "text-expected", "a")]),
        ({"en": "a: A\na: B"}, [("layouts/strings/en.yaml", 2, "duplicate-key", "a")]),
        ({"en": 'a: "{anything} goes in a layout\'s own"'}, []),
        ({}, []),
    ],
)
def test_reading(texts: dict[str, str], expected: list[tuple[str, int, str, str]]) -> None:
    _, problems = read_words({language: f"{text}\n{BASE}" for language, text in texts.items()})
    told = [(one.place.path, one.place.line, one.rule, dict(one.facts)["key"]) for one in problems]
    assert sorted(told) == sorted(expected)


@pytest.mark.parametrize(
    ("key", "text", "rules"),
    [
        ("feed_person", "{name} – {site}", []),
        ("feed_person", "{name}", []),
        ("feed_person", "{nmae} – {site}", ["string-place"]),
        ("feed_person", "{name", ["string-place"]),
        ("feed_person", "{} {0}", ["string-place", "string-place"]),
        ("stories", "{name}", ["string-place"]),
        ("stories", "100 {{%}}", []),
    ],
)
def test_places_that_nothing_fills(key: str, text: str, rules: list[str]) -> None:
    lines = [line for line in BASE.splitlines() if not line.startswith(f"{key}:")]
    _, problems = read_words({"en": "\n".join([f'{key}: "{text}"', *lines])})
    assert [(one.rule, one.place.line) for one in problems] == [(rule, 1) for rule in rules]


@pytest.mark.parametrize("key", ["table", "someone", "older_page", "feed_topics_text"])
def test_strings_that_the_engine_asks_for_are_needed(key: str) -> None:
    text = "\n".join(line for line in BASE.splitlines() if not line.startswith(f"{key}:"))
    _, problems = read_words({"en": text})
    assert [(one.rule, dict(one.facts)["key"]) for one in problems] == [("string-missing", key)]


def test_a_string_keeps_what_yaml_would_change() -> None:
    words, problems = read_words({"en": f"no: NO\nyes: on\nthirty: 12:30\n{BASE}"})
    assert problems == ()
    assert [words["en"](key) for key in ("no", "yes", "thirty")] == ["NO", "on", "12:30"]


def places(words: Words, key: str) -> set[str]:
    """The names between braces in a string and all of its forms."""
    import string

    text = words.table[key]
    texts = [text] if isinstance(text, str) else list(text.values())
    return {name for one in texts for _, name, _, _ in string.Formatter().parse(one) if name}


def test_the_portals_own_words_fit_each_other() -> None:
    words, problems = read_words(STRINGS)
    assert set(words) == {"de", "en"}
    assert problems == ()
    de, en = words["de"], words["en"]
    assert {key for key in en.table if places(de, key) != places(en, key)} == set()
    assert {key for key in en.table if isinstance(de.table[key], str) != isinstance(en.table[key], str)} == set()
