"""Law 6: a layout sees its page, the masthead and the words, and nothing else."""

from __future__ import annotations

from functools import cache

import jinja2
import msgspec
import pytest
from portal import DEFAULTS, LAYOUTS, edition, forme, person, picture, repository, story

from byline.page import LAYOUTS as LAYOUT_OF, Masthead, Page
from byline.render import presses
from byline.strings import read_words
from byline.tree import File

STORY = {"content/stories/2026/a.md": story()}
ENGLISH = "layouts/strings/en.yaml"


def environment() -> jinja2.Environment:
    raw = DEFAULTS[ENGLISH]
    assert isinstance(raw, bytes)
    words, _ = read_words({"en": raw.decode()})
    values = {field.name: () if "tuple" in str(field.type) else "" for field in msgspec.structs.fields(Masthead)}
    mastheads = {"en": Masthead(**values)}  # type: ignore[arg-type]  # empty ones will do
    return presses({}, words, mastheads)["en"].environment


def test_what_a_layout_can_name() -> None:
    assert sorted(environment().globals) == sorted(
        ["t", "day", "number", "listed", "language_name", "masthead", "asset", "integrity", "once"]
    )


def test_filters_are_jinjas_own_and_two_of_ours() -> None:
    assert set(environment().filters) - set(jinja2.Environment().filters) == {"link", "absolute"}  # noqa: S701  # renders nothing


def test_everything_is_escaped_and_nothing_undefined() -> None:
    made = environment()
    assert made.autoescape is True
    assert made.undefined is jinja2.StrictUndefined


@pytest.mark.parametrize(
    "name", ["site", "settings", "config", "stories", "people", "now", "pages", "edition", "range", "dict", "cycler"]
)
def test_the_rest_does_not_exist(name: str) -> None:
    made = edition({**STORY, "layouts/story.html": f"{{{{ {name} }}}}"})
    assert [(one.place.path, one.place.line, one.rule) for one in made.problems if one.severity.value == "error"] == [
        ("layouts/story.html", 1, "layout-fault")
    ]


def test_a_page_of_each_kind_has_its_layout() -> None:
    assert {f"layouts/{name}" for name in LAYOUT_OF.values()} == set(LAYOUTS) - {"layouts/parts.html"}


def test_a_page_does_not_hold_the_site() -> None:
    """No field of a page, however deep, is of a type that knows more than the page shows."""
    known = {"str", "int", "bool", "date", "NoneType"}
    todo: list[type] = [*LAYOUT_OF, Masthead]
    seen: set[type] = set()
    while todo:
        one = todo.pop()
        seen.add(one)
        assert one.__module__ in {"byline.page", "byline.piece"}, one
        todo += [kind for kind in kinds(one) if kind.__name__ not in known and kind not in seen]


def kinds(value: type) -> set[type]:
    """The types in a dataclass's fields, with those inside tuples and alternatives."""
    import typing

    found: set[type] = set()
    todo = list(typing.get_type_hints(value).values())
    while todo:
        one = todo.pop()
        if arguments := typing.get_args(one):
            todo += [argument for argument in arguments if argument is not Ellipsis]
        else:
            found.add(one)
    return found


# A page's value changes if and only if its bytes do: with the layouts that come with Byline, no page knows more than
# it shows, and so none is set anew for nothing once its value is its record of dependencies.


def grown() -> dict[str, str | bytes]:
    """A portal in which most lists have several pages and everything that pages can show occurs."""
    files: dict[str, str | bytes] = {
        **repository("layouts", "assets"),
        "content/people/cy.md": person(role="fitter", department="production", level="lead"),
        "content/people/idle.md": person("Ida Lehr"),
        "content/people/agency.md": person("Gil Frey", kind="agency"),
        "content/people/x.md": person("Xaver Yps", show_as="anonymous"),
        "content/pages/about.md": "---\ntitle: About\n---\nAbout.\n",
        "content/pictures/p.png": picture(),
    }
    for number in range(44):
        files[f"content/stories/2026/s{number}.md"] = story(
            date=f"2026-0{1 + number % 4}-{1 + number % 28:02}",
            authors=("[ada]", "[cy, agency]", "[x]")[number % 3],
            departments="[production]",
            topics="[learning]" if number % 2 else "[quality]",
            image="{src: /pictures/p.png, alt: A, shows: [cy]}" if number % 5 == 0 else "",
            learned="Look up." if number % 7 == 0 else "",
        )
    files["content/stories/2026/s1.md"] = story(series="{id: first-days, part: 1}", authors="[cy]", date="2026-01-05")
    return files


def few() -> dict[str, str | bytes]:
    """A portal with a single story."""
    return {
        **repository("layouts", "assets"),
        "content/people/idle.md": person("Ida Lehr"),
        "content/stories/2026/s1.md": story(date="2026-01-05"),
    }


PORTALS = {"grown": grown, "few": few}


def printed(files: dict[str, str | bytes]) -> tuple[dict[str, Page], dict[str, bytes]]:
    """The value of each page of a portal, and its bytes, by address."""
    made = forme(files)
    values = {order.address: order.page() for order in made.pages.values()}
    texts = {order.address: made.file(path) for path, order in made.pages.items()}
    return values, {address: file.data for address, file in texts.items() if isinstance(file, File)}


@cache
def before(portal: str) -> tuple[dict[str, Page], dict[str, bytes]]:
    return printed(PORTALS[portal]())


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize(
    "front",
    [
        {"title": "Newest", "date": "2026-05-20"},
        {"title": "Oldest", "date": "2026-01-01"},
        {"title": "Oldest, of nowhere", "date": "2026-01-01", "departments": "", "roles": "", "authors": "[idle]"},
        {"topics": "[learning]", "date": "2026-02-10"},
        {"topics": "[learning, A new one]"},
        {"reply_to": "2026/s1"},
        {"translation_of": "2026/s1", "language": "de", "date": "2026-01-05"},
        {"translation_of": "2026/s1", "language": "de", "departments": "", "roles": "", "authors": "[idle]"},
        {"series": "{id: first-days, part: 2}"},
        {"authors": "[ben]", "helped_by": "[ada]"},
        {"departments": "[field-service]", "roles": "[technician]", "topics": "[learning]"},
        {"language": "de", "date": "2025-05-20"},
    ],
    ids=lambda front: " ".join(front) if "title" not in front else front["title"],
)
def test_one_more_story_changes_what_its_pages_show_and_nothing_else(portal: str, front: dict[str, str]) -> None:
    values, texts = before(portal)
    new_values, new_texts = printed({**PORTALS[portal](), "content/stories/2026/more.md": story(**front)})
    common = values.keys() & new_values.keys()
    changed = {place for place in common if values[place] != new_values[place]}
    assert {place for place in common if texts[place] != new_texts[place]} == changed
    assert "" in changed or "stories/" in changed
    assert len(changed) < len(common)
