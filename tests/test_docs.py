"""The documentation and the product say the same: what exists is documented, and what is documented exists."""

from __future__ import annotations

import inspect
import re
import tomllib
import typing
from collections.abc import Iterator
from typing import Any

import click
import jinja2
import msgspec
import pytest
from portal import ROOT, edition, repository

from byline import front, page, piece, story
from byline.cli import main
from byline.front import Text
from byline.messages import LANGUAGES
from byline.person import Consent, PersonFront, WebLink
from byline.plain import PlainFront
from byline.problem import OF_CHECK, RULES, Severity
from byline.render import presses
from byline.settings import Avoided, Contact, CounterSettings, Editorial, Forge, Retention, Settings, SiteSettings, Term
from byline.words import Words

NEED_MORE = {
    "ambiguous-person",
    "duplicate-key",
    "same-part",
    "same-language",
    "unknown-page",
    "unknown-topic",
    "withheld-left",
    "withheld-broken",
    "dated-back",
}
"""Rules whose example is broken only together with other lines, files or settings."""

READMES = ("README.md", "CONTRIBUTING.md", "CONTRIBUTING.de.md", "CHANGELOG.md")
DOCS = (*READMES, *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))

# Strings that the engine asks for by a name put together from a prefix and a kind are found by their prefix.
_ASKED = re.compile(r"\b(?:words|self|first)(?:\[\w+\])?\(\s*f?\"([a-z_]+)(?:\{(\w+)\}([a-z_]*))?\"")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def section(name: str, heading: str) -> str:
    """The text below a heading, up to the next one of the same level or a higher one."""
    marks = heading.partition(" ")[0]
    found = re.search(
        rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(marks)}}} |\Z)",
        without_fences(read(name)),
        re.DOTALL | re.MULTILINE,
    )
    assert found, f"{name} has no section “{heading}”"
    return found[1]


def without_fences(text: str) -> str:
    """Without code blocks, whose lines may look like headings, rows and links."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without their heads."""
    cells = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] if line.startswith("|") else []
        for line in text.splitlines()
    ]
    rules = {number for number, row in enumerate(cells) if row and set("".join(row)) == {"-"}}
    return [row for number, row in enumerate(cells) if row and number not in rules and number + 1 not in rules]


def named(text: str) -> list[str]:
    """What the first column of the tables in a text names in backquotes."""
    return [name for row in rows(text) for name in re.findall(r"`([^`]+)`", row[0])]


# --- rules


def test_rules_are_documented_in_the_order_of_the_source() -> None:
    assert re.findall(r"^### (\S+)$", read("docs/rules.md"), re.MULTILINE) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_its_severity_an_example_and_a_mend(rule: str) -> None:
    text = section("docs/rules.md", f"### {rule}")
    severity = RULES[rule]
    labels = ("Bad", "Mend") if severity in {Severity.ERROR, Severity.WARNING} else ("Example", "Change")
    assert text.strip().startswith(f"*{severity.value.capitalize()}.* ")
    assert [text.count(f"\n- {label}: ") for label in labels] == [1, 1]


def test_which_errors_stop_no_build_is_documented() -> None:
    told = section("docs/settings.md", "## `rules`")
    style = re.findall(r"^### (\S+)$", section("docs/rules.md", "## Style"), re.MULTILINE)
    assert {*style, *re.findall(r"\(rules\.md#([a-z-]+)\)", told)} - {"style"} == OF_CHECK


def test_severities_are_named_as_messages_name_them() -> None:
    table = {row[0]: row[1] for row in rows(read("docs/rules.md"))}
    assert table == {LANGUAGES["en"].severities[one.value]: LANGUAGES["de"].severities[one.value] for one in Severity}


def examples() -> list[tuple[str, str, str]]:
    """The examples of rules that are one key of a story: rule, bad, mended."""
    sections = re.split(r"^### (\S+)$", read("docs/rules.md"), flags=re.MULTILINE)
    found = []
    for rule, text in zip(sections[1::2], sections[2::2], strict=True):
        bad, mended = (
            re.search(rf"^- (?:{label}): `([^`]+)`", text, re.MULTILINE) for label in ("Bad|Example", "Mend|Change")
        )
        if bad and bad[1].partition(":")[0] in keys(story.StoryFront):
            found.append((rule, bad[1], mended[1] if mended else ""))
    return found


def test_bad_examples_break_their_rules_and_mended_ones_do_not() -> None:
    files: dict[str, Any] = {**repository("content"), "config.yaml": read("config.yaml")}
    given = {"title": "T", "date": "2026-01-01", "authors": "[jonas-kehl]"}
    for number, (_, *lines) in enumerate(examples()):
        for kind, line in zip(("bad", "mended"), lines, strict=True):
            rest = {key: text for key, text in given.items() if key != line.partition(":")[0]}
            text = "\n".join(["---", *(f"{key}: {value}" for key, value in rest.items()), line, "---", ""])
            files[f"content/stories/2199/{number}-{kind}.md"] = text
    made = edition(files)
    told = {(one.place.path, one.rule) for one in made.problems}
    assert len(examples()) > 20  # the pattern still finds them
    for number, (rule, bad, mended) in enumerate(examples()):
        if rule in NEED_MORE:
            continue
        assert (f"content/stories/2199/{number}-bad.md", rule) in told, bad
        assert (f"content/stories/2199/{number}-mended.md", rule) not in told, mended


# --- front matter and settings


def keys(shape: type[msgspec.Struct]) -> dict[str, tuple[Any, bool]]:
    """The keys that authors write, each with its default and whether it is required."""
    return {field.encode_name: (field.default, field.required) for field in msgspec.structs.fields(shape)}


SHAPES = [
    ("docs/front-matter.md", "## Stories", story.StoryFront),
    ("docs/front-matter.md", "### Pictures in front matter", front.Image),
    ("docs/front-matter.md", "## People", PersonFront),
    ("docs/front-matter.md", "## Plain pages", PlainFront),
    ("docs/settings.md", "## The file", Settings),
    ("docs/settings.md", "## `site`", SiteSettings),
    ("docs/settings.md", "## Terms", Term),
    ("docs/settings.md", "## `counter`", CounterSettings),
    ("docs/settings.md", "### `retention`", Retention),
    ("docs/settings.md", "### `contact`", Contact),
    ("docs/settings.md", "## `forge`", Forge),
    ("docs/settings.md", "## `editorial`", Editorial),
    ("docs/settings.md", "### `avoid`", Avoided),
]


def of_table(name: str, heading: str) -> dict[str, list[str]]:
    """The first table below a heading, before any smaller heading: key to row."""
    own = re.split(r"^#+ ", section(name, heading), flags=re.MULTILINE)[0]
    table = re.split(r"\n\n(?=[^|])", own[own.index("| Key") :])[0]
    return {row[0].strip("`"): row for row in rows(table)}


@pytest.mark.parametrize(("name", "heading", "shape"), SHAPES, ids=[shape.__name__ for *_, shape in SHAPES])
def test_keys_are_documented_with_their_defaults(name: str, heading: str, shape: type[msgspec.Struct]) -> None:
    table = of_table(name, heading)
    assert list(table) == list(keys(shape))
    for key, (default, required) in keys(shape).items():
        said = table[key][2]
        assert (said == "required") == required, key
        if isinstance(default, str) and default:
            assert said.strip('`"') == default, key
        elif isinstance(default, bool):
            assert said == f"`{str(default).lower()}`", key
        elif isinstance(default, int):
            assert said == f"`{default}`", key


@pytest.mark.parametrize(("name", "heading", "shape"), SHAPES, ids=[shape.__name__ for *_, shape in SHAPES])
def test_choices_and_lengths_are_documented(name: str, heading: str, shape: type[msgspec.Struct]) -> None:
    table = of_table(name, heading)
    hints = typing.get_type_hints(shape, include_extras=True)
    for field in msgspec.structs.fields(shape):
        kind = table[field.encode_name][1]
        for choices in _choices(hints[field.name]):
            assert set(re.findall(r"`(\w+)`", kind)) == set(choices), field.name
        if field.type is not Text and (longest := _longest(hints[field.name])):
            assert f"at most {longest} characters" in kind or longest == 7, field.name


def _choices(hint: Any) -> Iterator[tuple[str, ...]]:
    if typing.get_origin(hint) is typing.Literal:
        yield typing.get_args(hint)
    for inner in typing.get_args(hint) if typing.get_origin(hint) is not typing.Literal else ():
        yield from _choices(inner)


def _longest(hint: Any) -> int:
    if typing.get_origin(hint) is not typing.Annotated:
        return 0
    return max((one.max_length or 0 for one in hint.__metadata__ if isinstance(one, msgspec.Meta)), default=0)


@pytest.mark.parametrize("shape", [story.Series, story.Correction, WebLink, Consent])
def test_small_mappings_are_documented(shape: type[msgspec.Struct]) -> None:
    text = read("docs/front-matter.md")
    sentences = [sentence for sentence in text.split("\n") if not sentence.startswith("|")]
    wanted = set(keys(shape))
    assert any(wanted <= set(re.findall(r"`(\w+)`", sentence)) for sentence in sentences), shape.__name__


# --- the command line


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name, command


COMMANDS = dict(commands(main))


def test_commands_are_documented() -> None:
    text = read("docs/commands.md")
    assert re.findall(r"^## `(.+)`$", text, re.MULTILINE) == list(COMMANDS)
    assert named(text.partition("\n## ")[0]) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_options_are_documented(name: str) -> None:
    documented = {one.split()[0] for one in named(section("docs/commands.md", f"## `{name}`"))}
    parameters = COMMANDS[name].params
    options = {one.opts[0] for one in parameters if isinstance(one, click.Option)}
    arguments = {
        one.make_metavar(click.Context(COMMANDS[name])) for one in parameters if isinstance(one, click.Argument)
    }
    assert documented == options | arguments


@pytest.mark.parametrize("name", COMMANDS)
def test_choices_of_options_are_documented(name: str) -> None:
    text = section("docs/commands.md", f"## `{name}`")
    for option in COMMANDS[name].params:
        if isinstance(option.type, click.Choice):
            named = option.opts[0] if isinstance(option, click.Option) else re.escape(str(option.metavar))
            row = next(line for line in text.splitlines() if re.match(rf"\| `{named}[ `]", line))
            assert all(re.search(rf"\b{choice}\b", row) for choice in option.type.choices), option.name


# --- layouts

KINDS: list[Any] = [*page.LAYOUTS, page.Masthead]
PIECES: list[Any] = [
    one
    for one in vars(piece).values()
    if getattr(one, "__module__", "") == piece.__name__ and isinstance(one, type) and issubclass(one, msgspec.Struct)
]


def test_kinds_of_pages_are_documented() -> None:
    table = rows(re.split(r"^### ", section("docs/layouts.md", "## Kinds of pages"), flags=re.MULTILINE)[0])
    assert {row[0].strip("`"): row[1].strip("`") for row in table} == {
        kind.__name__: layout for kind, layout in page.LAYOUTS.items()
    }


def test_no_kind_or_piece_is_documented_that_does_not_exist() -> None:
    assert re.findall(r"^### (\w+)$", section("docs/layouts.md", "## Kinds of pages"), re.MULTILINE) == [
        kind.__name__ for kind in KINDS
    ]
    assert set(re.findall(r"^### (\w+)$", section("docs/layouts.md", "## Pieces of pages"), re.MULTILINE)) == {
        one.__name__ for one in PIECES
    }


@pytest.mark.parametrize("kind", [*KINDS, *PIECES], ids=lambda kind: str(kind.__name__))
def test_fields_are_documented(kind: Any) -> None:
    assert named(section("docs/layouts.md", f"### {kind.__name__}")) == list(inspect.get_annotations(kind))


def test_functions_and_filters_are_documented() -> None:
    masthead = page.Masthead("", "", "en", "", (), "", (), (), "", "", (), "")
    environment = presses({}, {"en": Words("en", {})}, {"en": masthead})["en"].environment
    plain = jinja2.Environment(autoescape=True)
    own = set(environment.globals) - set(plain.globals) | set(environment.filters) - set(plain.filters)
    documented = {
        re.split(r"[(]", one.split("|")[-1])[0] for one in named(section("docs/layouts.md", "## Functions and filters"))
    }
    assert documented - {"t.has"} == own


def test_strings_that_the_engine_asks_for_are_documented() -> None:
    documented = set(named(section("docs/layouts.md", "## Strings")))
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src/byline").glob("*.py"))
    asked = [(start, bool(hole), end) for start, hole, end in _ASKED.findall(source)]
    assert len(asked) > 10  # the pattern still finds them
    for start, hole, end in asked:
        assert any(one == start if not hole else one.startswith(start) and one.endswith(end) for one in documented), (
            start
        )
    for one in documented:
        assert re.search(rf"^{one}:", read("layouts/strings/en.yaml"), re.MULTILINE), one


# --- architecture


def test_laws_name_their_tests() -> None:
    laws = rows(section("docs/architecture.md", "## The laws"))
    assert len(laws) == 9
    for law, _, keeper in laws:
        paths = re.findall(r"`([^`]+)`", keeper)
        assert "comes with" in keeper or (paths and all((ROOT / path).is_file() for path in paths)), law


@pytest.mark.parametrize(
    ("container", "heading"), [("byline", "## The rooms"), ("byline.counter", "## The counter's rooms")]
)
def test_rooms_stand_on_the_floors_of_the_contract(container: str, heading: str) -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (contract,) = (one for one in contracts if one.get("containers") == [container])
    floors = [[room.strip() for room in floor.split("|")] for floor in contract["layers"]]
    table = [re.findall(r"`(\w+)`", row[1]) for row in rows(section("docs/architecture.md", heading))]
    assert [set(rooms) for rooms in table] == [set(rooms) for rooms in floors]


def test_dependencies_have_their_lines() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    table = rows(section("docs/architecture.md", "## Dependencies"))
    assert sorted(row[0] for row in table) == sorted(re.split(r"[<>=\[ ]", one)[0].lower() for one in wanted)
    assert all(row[1] and row[3] and row[4] for row in table)


def test_words_of_the_glossary_are_in_order_and_in_both_languages() -> None:
    table = rows(read("docs/glossary.md"))
    words = [row[0] for row in table]
    assert words == sorted(words)
    assert all(row[1] and row[2] for row in table)


# --- the documents themselves


def anchors(name: str) -> set[str]:
    """The anchors of a document's headings, as the usual web views of repositories make them."""
    headings = re.findall(r"^#+ (.+)$", without_fences(read(name)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCS)
def test_links_lead_somewhere(name: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", without_fences(read(name)))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), target
        assert not anchor or anchor in anchors(str(file.relative_to(ROOT))), target


@pytest.mark.parametrize("name", DOCS)
def test_no_path_of_somebodys_machine(name: str) -> None:
    assert not re.findall(r"(?<![\w.}])/(?:work|home|root|tmp|Users|opt|var|mnt)/\S*|[A-Z]:\\\S*", read(name))


def test_every_document_is_in_the_readme() -> None:
    assert [name for name in DOCS if name != "README.md" and f"]({name})" not in read("README.md")] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING", "docs/buddies", "docs/developing", "docs/counter"])
def test_what_is_in_both_languages_is_equal(name: str) -> None:
    english, german = read(f"{name}.md"), read(f"{name}.de.md")
    for mark in (r"^#+ ", r"^\*\*\d\.", r"^```", r"^- ", r"^\*\*[^\d]", r"^\| ", r"^\*\w"):
        assert len(re.findall(mark, english, re.MULTILINE)) == len(re.findall(mark, german, re.MULTILINE)), mark
