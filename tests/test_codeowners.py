"""CODEOWNERS in the form of each forge, and who looks at a story."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from portal import CONFIG, Files, forme, person, story

from byline.codeowners import HEAD, codeowners
from byline.person import Person
from byline.reviewers import reviewers_of
from byline.story import Story

FORGE = """\
forge:
  kind: %s
  url: https://git.example/voices/portal
  editors: ["@voices/editors"]
  designers: ["@voices/design"]
  developers: ["@voices/engine", "ops@firm.example"]
  reviewers:
    production: ["@makers/lead"]
    field-service: ["@field/lead", "@voices/editors"]
"""

FILES: Files = {
    "content/stories/2026/a.md": story(),
    "content/stories/2026/by-ada/index.md": story(departments="", id="b"),  # her department, since it names none
    "content/stories/2026/Öl & Ölkännchen (1).md": story(status="draft", id="c"),
    "content/stories/2026/both.md": story(departments="[field-service, production]", id="d"),
    "content/stories/2026/production/filed.md": story(id="e"),  # the folder says it already
    "content/stories/2026/production/astray.md": story(departments="[field-service]", id="f"),
    "content/people/cy.md": person("Ida Dorn"),  # no department
}

GITHUB = """\
* @voices/engine ops@firm.example
/layouts/ @voices/design
/assets/ @voices/design
/content/ @voices/editors
/config.yaml @voices/editors
/content/stories/**/production/ @voices/editors @makers/lead
/content/stories/**/field-service/ @voices/editors @field/lead
/content/people/ada.md @voices/editors @makers/lead
/content/people/ben.md @voices/editors @field/lead
/content/stories/2026/a.md @voices/editors @makers/lead
/content/stories/2026/both.md @voices/editors @field/lead @makers/lead
/content/stories/2026/by-ada/ @voices/editors @makers/lead
/content/stories/2026/production/astray.md @voices/editors @field/lead
/content/stories/2026/Öl???Ölkännchen??1?.md @voices/editors @makers/lead
"""

GITLAB = """\
* @voices/engine ops@firm.example
/layouts/ @voices/design
/assets/ @voices/design
/content/ @voices/editors
/config.yaml @voices/editors

^[production] @makers/lead
/content/stories/**/production/
/content/people/ada.md
/content/stories/2026/a.md
/content/stories/2026/both.md
/content/stories/2026/by-ada/
/content/stories/2026/Öl???Ölkännchen??1?.md

^[field-service] @field/lead @voices/editors
/content/stories/**/field-service/
/content/people/ben.md
/content/stories/2026/both.md
/content/stories/2026/production/astray.md
"""

FORGEJO = """\
!(layouts/.*|assets/.*|content/.*|config[.]yaml) @voices/engine ops@firm.example
layouts/.* @voices/design
assets/.* @voices/design
content/.* @voices/editors
config[.]yaml @voices/editors
content/stories/(.*/)?production/.* @makers/lead
content/people/(ada[.]md) @makers/lead
content/stories/2026/(a[.]md|both[.]md|by-ada/.*|Öl...Ölkännchen..1.[.]md) @makers/lead
content/stories/(.*/)?field-service/.* @field/lead @voices/editors
content/people/(ben[.]md) @field/lead @voices/editors
content/stories/2026/(both[.]md) @field/lead @voices/editors
content/stories/2026/production/(astray[.]md) @field/lead @voices/editors
"""

PATHS = [
    *FILES,
    "content/people/ada.md",
    "content/stories/2027/field-service/new.md",
    "content/stories/2027/new.md",
    "content/stories/2026/by-ada/hall.jpg",
    "content/stories/2026/axmd",  # a dot is a dot
    "config.yaml",
    "layouts/strings/de.yaml",
    "assets/style.css",
    "src/byline/content/x.py",
    ".github/workflows/review.yml",
]


def made(kind: str, files: Files = FILES, config: str = FORGE) -> str:
    """The file for a small portal, without its first line."""
    locked_up = forme({**files, "config.yaml": CONFIG + (config % kind if "%s" in config else config)})
    values = tuple(locked_up.values)
    forge = locked_up.site.settings.forge
    assert forge
    people = {one.id: one for one in values if isinstance(one, Person)}
    text = codeowners(forge, (one for one in values if isinstance(one, Story)), people)
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD)


@pytest.mark.parametrize(("kind", "text"), [("github", GITHUB), ("gitlab", GITLAB), ("forgejo", FORGEJO)])
def test_the_form_of_each_forge(kind: str, text: str) -> None:
    assert made(kind) == text


def owners_at_github(text: str, folder: Path) -> dict[str, list[str]]:
    """Who is asked, path by path. Patterns are git's own, so git says which paths each one fits."""
    subprocess.run(["git", "init", "-q", folder], check=True)
    found: dict[str, list[str]] = {path: [] for path in PATHS}
    for line in text.splitlines():
        pattern, *owners = line.split(" ")
        (folder / ".git/info/exclude").write_text(f"{pattern}\n")
        fits = subprocess.run(
            ["git", "-C", folder, "check-ignore", "--no-index", "--stdin", "-z"],
            input="\0".join(PATHS),
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        found |= dict.fromkeys(fits.split("\0")[:-1], owners)  # the last line that fits counts
    return found


def owners_at_forgejo(text: str) -> dict[str, list[str]]:
    """The same there: a line is split at blanks, and its expression is that of a whole path."""
    found: dict[str, list[str]] = {path: [] for path in PATHS}
    for line in text.splitlines():
        assert "\\" not in line
        assert "#" not in line
        expression, *owners = line.split(" ")
        negative = expression.startswith("!")
        for path, every in found.items():
            if bool(re.search(f"^{expression.removeprefix('!')}$", path)) != negative:
                found[path] = [*every, *owners]
    return {path: list(dict.fromkeys(owners)) for path, owners in found.items()}


def test_each_forge_asks_the_same_people(tmp_path: Path) -> None:
    there, here = owners_at_github(made("github"), tmp_path), owners_at_forgejo(made("forgejo"))
    differing = {path: ({*owners}, {*here[path]}) for path, owners in there.items() if {*owners} != {*here[path]}}
    assert differing == {
        # Where a folder and the front matter disagree, GitHub asks those of the front matter, Forgejo both.
        "content/stories/2026/production/astray.md": (
            {"@voices/editors", "@field/lead"},
            {"@voices/editors", "@field/lead", "@makers/lead"},
        )
    }
    assert there["content/stories/2026/by-ada/hall.jpg"] == ["@voices/editors", "@makers/lead"]
    assert there["content/stories/2027/new.md"] == ["@voices/editors"]
    assert there["content/stories/2026/axmd"] == ["@voices/editors"]
    assert there["src/byline/content/x.py"] == ["@voices/engine", "ops@firm.example"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [("github", "* @dev\n"), ("gitlab", "* @dev\n"), ("forgejo", ".* @dev\n")],
)
def test_where_there_are_only_developers_everything_is_theirs(kind: str, text: str) -> None:
    config = f'forge: {{kind: {kind}, url: "https://git.example/portal", developers: ["@dev"]}}\n'
    assert made(kind, config=config) == text


@pytest.mark.parametrize("folder", ["content/stories", "content/stories/2026"])
def test_no_department_gets_what_is_everybodys(folder: str) -> None:
    """A story that lies at the top of a year is one file, and its folder is not the story's."""
    files = {f"{folder}/index.md": story(), "content/people/cy.md": person("Ida Dorn")}
    assert f"/{folder}/index.md @voices/editors @makers/lead\n" in made("github", files)
    assert f"/{folder}/ " not in made("github", files)


def test_where_nobody_is_named_nobody_is_asked() -> None:
    config = 'forge: {kind: github, url: "https://git.example/portal", reviewers: {production: []}}\n'
    assert made("github", config=config) == ""


def test_reviewers_are_the_editors_and_those_of_the_departments() -> None:
    settings = forme({"config.yaml": CONFIG + FORGE % "github"}).site.settings
    assert settings.forge
    assert reviewers_of(["field-service", "production", "it"], settings.forge) == (
        "@voices/editors",
        "@field/lead",
        "@makers/lead",
    )
