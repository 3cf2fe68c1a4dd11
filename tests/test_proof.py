"""Proofreading from file to file: whatever the order of the files, the same problems at the same places."""

from __future__ import annotations

import pytest
from portal import CONFIG, Files, edition, person, rules, story

from byline.claim import own_addresses, same_addresses, taken_addresses
from byline.problem import Place


def only(files: Files, rule: str) -> list[tuple[str, int, int, dict[str, str], str]]:
    """The problems of one rule, as plain values; there are none of another but advice."""
    found = [one for one in edition(files).problems if one.severity.value != "advice"]
    assert {one.rule for one in found} <= {rule}
    return [(one.place.path, one.place.line, one.place.column, dict(one.facts), one.guess) for one in found]


A, B, C = (f"content/stories/2026/{name}.md" for name in "abc")


@pytest.mark.parametrize(
    ("front", "rule", "column", "name", "guess"),
    [
        ({"authors": "[ada, benn]"}, "unknown-person", 16, "benn", "ben"),
        ({"told_by": "[nobody]"}, "unknown-person", 11, "nobody", ""),
        ({"authors": "[Nadia Benali]"}, "unknown-person", 11, "nadia-benali", ""),
        ({"authors": "[Ben Castor]"}, "unknown-person", 11, "ben-castor", "ben"),
        ({"helped_by": "[ada, nobody]"}, "unknown-person", 18, "nobody", ""),
        ({"departments": "[production, field-servce]"}, "unknown-department", 27, "field-servce", "field-service"),
        ({"roles": "[Fitter]"}, "unknown-role", 9, "Fitter", "fitter"),
        ({"series": "{part: 1, id: first-day}"}, "unknown-series", 23, "first-day", "first-days"),
        ({"reply_to": "2026/zzz"}, "unknown-story", 11, "2026/zzz", ""),
        ({"translation_of": "2026/bb"}, "unknown-story", 17, "2026/bb", ""),
        ({"topics": "[Learning, qualitty]"}, "topic-near-miss", 20, "qualitty", "quality"),
        ({"topics": "['?']"}, "bad-id", 10, "", ""),
        ({"aliases": "[/good/, bad]"}, "bad-alias", 19, "", ""),
    ],
)
def test_a_name_is_told_at_its_own_place(front: dict[str, str], rule: str, column: int, name: str, guess: str) -> None:
    files = {A: story(id="a", **front), B: story(id="b")}
    ((path, _, where, facts, meant),) = only(files, rule)
    assert (path, where, facts.get("name", ""), meant) == (A, column, name, guess)


def test_names_of_broken_files_are_names() -> None:
    files = {
        A: story(id="a", authors="[cy]", reply_to="2026/b", translation_of="2026/c"),
        B: "no front matter",
        C: story(id="c", date="never"),
        "content/people/cy.md": "---\nnmae: Cy\n---\n",
    }
    assert not {"unknown-person", "unknown-story"} & set(rules(edition(files)))


@pytest.mark.parametrize(
    ("topics", "closed", "expected"),
    [
        ("[learning, Learning, LEARNING]", False, []),
        ("[quality, Fish & chips]", False, []),
        ("[learnings]", False, ["topic-near-miss"]),
        ("[learning]", True, []),
        ("[Learning]", True, []),
        ("[learnings]", True, ["unknown-topic"]),
        ("[cooking]", True, ["unknown-topic"]),
        ("['!']", False, ["bad-id"]),
    ],
)
def test_topics(topics: str, closed: bool, expected: list[str]) -> None:
    config = CONFIG.replace("  time_zone", f"  closed_topics: {str(closed).lower()}\n  time_zone")
    assert rules(edition({"config.yaml": config, A: story(id="a", topics=topics)})) == expected


def test_without_series_in_the_settings_any_name_may_be_one() -> None:
    config = CONFIG.replace("series:\n  first-days: {name: {en: First days, de: Erste Tage}}\n", "")
    assert rules(edition({"config.yaml": config, A: story(id="a", series="{id: new-one, part: 1}")})) == []


def test_those_who_have_one_name_are_told_apart_by_their_departments() -> None:
    """But for those who do not want to be named."""
    files = {
        A: story(id="a", authors="[Cy Dorn]"),
        "content/people/cy-dorn.md": person("Ed Rust", show_as="anonymous", department="production"),
        "content/people/cy-dorn-2.md": person("Cy Dorn", department="field-service"),
        "content/people/cy-dorn-3.md": person("Cy Dorn"),
    }
    (found,) = (one for one in edition(files).problems if one.rule == "ambiguous-person")
    told = dict(found.facts)
    assert (told["id"], told["ids"]) == ("cy-dorn", "cy-dorn, cy-dorn-2 (field-service), cy-dorn-3")


@pytest.mark.parametrize("path", ["stories/2026/solar-on-the-roof.md", "pages/solar-on-the-roof.md"])
def test_no_text_is_told_to_name_itself(path: str) -> None:
    name = path.replace("the-roof.md", "roofs").replace("stories/", "").replace("pages/", "")
    text = story(id="a", translation_of=name) if "stories" in path else f"---\ntitle: A\ntranslation_of: {name}\n---\n"
    found = [one for one in edition({f"content/{path}": text}).problems if one.rule.startswith("unknown")]
    assert [(dict(one.facts)["name"], one.guess) for one in found] == [(name, "")]


@pytest.mark.parametrize(
    ("files", "rule", "path", "name"),
    [
        ({A: story(id="x"), B: story(id="x")}, "same-id", B, "x"),
        ({A: story(), B: story(id="2026/a")}, "same-id", B, "2026/a"),
        ({A: story(id="a", aliases="[/x/]"), B: story(aliases="[/y/]", id="x")}, "", "", ""),
        (
            {
                A: story(id="a", series="{id: first-days, part: 1}"),
                B: story(id="b", series="{id: first-days, part: 1}"),
            },
            "same-part",
            B,
            "first-days 1 (en)",
        ),
        (
            {
                A: story(id="a", series="{id: first-days, part: 1}"),
                B: story(id="b", series="{id: first-days, part: 1}", language="de", translation_of="2026/a"),
            },
            "",
            "",
            "",
        ),
        ({A: story(id="a"), B: story(id="b", translation_of="2026/a")}, "same-language", B, "2026/a (en)"),
        (
            {
                A: story(id="a"),
                B: story(id="b", translation_of="2026/a", language="de"),
                C: story(id="c", translation_of="2026/a", language="de"),
            },
            "same-language",
            C,
            "2026/a (de)",
        ),
        ({A: story(id="a", aliases="[/x/]"), B: story(id="b", aliases="[/x]")}, "same-address", B, "x/"),
    ],
)
def test_what_two_files_claim(files: dict[str, str], rule: str, path: str, name: str) -> None:
    found = only(files, rule)
    assert [(where, facts["name"]) for where, _, _, facts, _ in found] == ([(path, name)] if rule else [])


def test_three_that_claim_one_thing_are_told_of_the_first() -> None:
    found = only({A: story(id="x"), B: story(id="x"), C: story(id="x")}, "same-id")
    assert [(path, facts["other"]) for path, _, _, facts, _ in found] == [(B, A), (C, A)]


def test_of_several_claims_the_first_is_right() -> None:
    claims = [
        ("x/", Place("b.md", 2, 1)),
        ("X/", Place("a.md", 9, 1)),
        ("y/", Place("c.md")),
        ("x/", Place("a.md", 2, 1)),
    ]
    found = [(one.place, dict(one.facts)["other"]) for one in same_addresses(claims)]
    assert found == [(Place("a.md", 9, 1), "b.md"), (Place("a.md", 2, 1), "b.md")]


@pytest.mark.parametrize(
    ("own", "name", "taken"),
    [
        (["people/"], "people/", True),
        (["people/"], "people/ada/", False),
        (["feed.xml"], "feed.xml", True),
        (["feed.xml"], "feed.xml/more/", True),
        (["feed.xml"], "feed/", False),
        (["a/b.html"], "a/b.html/c/", True),
        (["a/b.html"], "a/", False),
        ([""], "index/", False),
        (["", "people/"], "about/", False),
    ],
)
def test_addresses_that_the_portal_needs(own: list[str], name: str, taken: bool) -> None:
    assert taken_addresses(own, [name]) == ({name} if taken else set())
    found = own_addresses(taken_addresses(own, [name]), [(name, Place("content/pages/x.md", 2, 1))])
    assert [one.rule for one in found] == (["own-address"] if taken else [])


def test_an_old_address_that_is_a_file_has_no_folder_inside() -> None:
    assert taken_addresses([], ["old/x.html", "old/x.html/more/"]) == {"old/x.html/more/"}


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ({"role": "pilot"}, "unknown-role"),
        ({"department": "airport"}, "unknown-department"),
        ({"level": "emperor"}, "unknown-level"),
        ({"location": "moon"}, "unknown-location"),
        ({"role": "fitter", "department": "production", "level": "lead", "location": "leeds"}, ""),
        ({}, ""),
    ],
)
def test_a_persons_names(front: dict[str, str], rule: str) -> None:
    assert rules(edition({"content/people/cy.md": person(**front)})) == ([rule] if rule else [])
