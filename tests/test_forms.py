"""Forms of forges: made of the kits, as each forge wants them, and what becomes of them when they are filled in."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import forms
import pytest
import yaml
from click.testing import CliRunner, Result
from laid import NOW, lay_out
from portal import ROOT, story

from byline import address
from byline.cli import main
from byline.kit import FORMS, KINDS, KITS

FILES = forms.every()
YAML = sorted(path for path in FILES if path.endswith(".yml") and "config" not in path)
EVERY_FORM = [(form, language) for form in FORMS for language in KITS]

# What a colleague writes into each field; where there are options, one or several of these.
ANSWERS = {
    "title": "Ring: a “seal” story",
    "you": "Ada Berg",
    "whose": "",
    "helpers": "Castor, Ben",
    "happened": "At five to six, it dripped.\n\n- first here\n- then there\n\n---\n\ntitle: not this one\n---\n\n<!-- and --> <b>this",
    "since": "I knock first.",
    "learned": "Knock\nfirst.",
    "others": "the night shift",
    "about": "Rings. Only rings.",
    "when": "Tuesdays",
    "nominee": "Ben Castor",
    "worth": "He found the hole.",
    "you-shown": "A. B.",
}


def path_of(form: str, language: str) -> str:
    return f"{forms.GITHUB}/{list(FORMS).index(form) + 1}-{form}.{language}.yml"


def read(form: str, language: str) -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load(FILES[path_of(form, language)])
    return made


def answers(form: str, language: str) -> dict[str, str]:
    options = KITS[language].options
    given = {field.name: ANSWERS.get(field.name, "") for field in FORMS[form]}
    return {**given, **{name: options[name][0] for name in given if name in options}}


def begun(root: Path, text: str, *arguments: str) -> Result:
    options = ["--root", str(root), "--now", NOW, "--lang", "en"]
    given = ["new", "story", "--from", "-", *options, *arguments]
    return CliRunner().invoke(main, given, input=text.encode(), catch_exceptions=False)


# What the files say


@pytest.mark.parametrize("path", FILES)
def test_a_form_says_what_the_kit_says(path: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(FILES[path], "utf-8")
    assert (ROOT / path).read_text("utf-8") == FILES[path]


@pytest.mark.parametrize("folder", [forms.GITHUB, forms.GITLAB])
def test_there_is_no_other_form(folder: str) -> None:
    there = {f"{folder}/{path.name}" for path in (ROOT / folder).iterdir()}
    assert there == {path for path in FILES if path.startswith(folder)}


def test_forgejo_and_gitea_have_no_forms_twice() -> None:
    """They read every one of these folders, and GitHub's among them."""
    folders = [
        f"{place}/{name}"
        for place in (".forgejo", ".gitea", ".", "docs")
        for name in ("ISSUE_TEMPLATE", "issue_template")
    ]
    assert [folder for folder in folders if (ROOT / folder).exists()] == []


# As the forges want them


@pytest.mark.parametrize(
    ("schema", "files"), [("github-issue-forms", YAML), ("github-issue-config", [f"{forms.GITHUB}/config.yml"])]
)
def test_github_accepts_them(schema: str, files: list[str]) -> None:
    command = [str(Path(sys.executable).parent / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", YAML)
def test_github_and_gitea_accept_what_no_schema_says(path: str) -> None:
    """Labels differ by more than signs and capitals, which GitHub makes addresses of; ids are letters, digits, `-`, `_`
    and differ; each has a label; there is a field beside the texts (GitHub: common validation errors; Gitea: template.go).
    """
    fields = [one for one in yaml.safe_load(FILES[path])["body"] if one["type"] != "markdown"]
    labels = [address.slug(one["attributes"]["label"]) for one in fields]
    ids = [one["id"] for one in fields]
    assert fields
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w-]+", one) for one in ids)


def test_names_of_forms_differ() -> None:
    names = [read(form, language)["name"] for form, language in EVERY_FORM]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("form", "language"), EVERY_FORM)
def test_whoever_fills_a_form_in_is_told_who_can_read_it(form: str, language: str) -> None:
    told = {
        "de": "können alle lesen, die in dieses Projekt schauen dürfen",
        "en": "veryone who may look into this project can read",
    }
    assert told[language] in KITS[language].forms[form][3]


# What becomes of them


def github(form: str, language: str) -> str:
    return forms.handed_on_by_github(read(form, language), answers(form, language))


def forgejo(form: str, language: str) -> str:
    return forms.handed_on_by_forgejo(read(form, language), answers(form, language))


def gitlab(form: str, language: str) -> str:
    return forms.filled_in_at_gitlab(form, KITS[language], answers(form, language))


FORGES = [github, forgejo, gitlab]

EXPECTED = {
    "story": """\
title: "Ring: a “seal” story"
date: 2026-06-01
authors: [ada]
helped_by: [ben]
departments: [production]
roles: [fitter]
topics: []
language: {language}
summary:
learned: Knock first.
status: draft
id: 2026-ring-a-seal-story
""",
    "interview": """\
title: {talk} Ada Berg
date: 2026-06-01
authors: [ben]
told_by: [ada]
departments: [production]
roles: [fitter]
topics: []
language: {language}
summary:
kind: interview
learned:
status: draft
id: 2026-{slug}-ada-berg
""",
    "nomination": """\
title: {talk} Ben Castor
date: 2026-06-01
authors: [ada]
told_by: [ben]
departments: [field-service]
roles: [technician]
topics: []
language: {language}
summary:
kind: interview
learned:
status: draft
id: 2026-{slug}-ben-castor
""",
}
ASKED = {  # all that stands over an answer, or is still to be asked; what else a form asks is told in other places
    "story": {"happened", "wrong", "since"},
    "interview": {"about", "unknown-work", *KINDS["interview"]},
    "nomination": {*KINDS["interview"]},
}
EDITOR = {"story": [], "interview": ["--author", "ben"], "nomination": ["--author", "ada"]}


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("language", KITS)
@pytest.mark.parametrize("form", EXPECTED)
def test_a_form_that_was_filled_in_becomes_a_sound_draft(tmp_path: Path, forge: Any, form: str, language: str) -> None:
    root = lay_out(tmp_path, sound=story(id="sound", summary="S."))
    done = begun(root, forge(form, language), *EDITOR[form])
    assert (done.exit_code, done.stderr) == (0, "")
    (path,) = {*root.glob("content/stories/2026/*.md")} - {root / "content/stories/2026/sound.md"}
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    talk = {"de": "Im Gespräch mit", "en": "A talk with"}[language]
    assert front == EXPECTED[form].format(language=language, talk=talk, slug=address.slug(talk))
    kit = KITS[language]
    for name, answer in answers(form, language).items():
        said = [line for line in answer.splitlines() if line.strip("-") and name not in {"title", "learned", "writer"}]
        if name in {"helpers", "nominee"} or (form, name) in {("story", "you"), ("interview", "you")}:
            said = []  # these are in the front matter
        for line in said:
            assert line.replace("<", r"\<") in body, name
    asked = {name for name, text in kit.questions.items() if f"<!-- {text} -->" in body or f"? {text}" in body}
    assert asked == ASKED[form]
    checked = CliRunner().invoke(main, ["check", "--root", str(root), "--now", NOW, "--lang", "en", "--strict"])
    assert (checked.exit_code, checked.stdout.count("\n")) == (0, 3), checked.stdout
    assert "no-summary" in checked.stdout
    assert "withheld-status" in checked.stdout


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("language", KITS)
def test_who_asks_to_be_taken_out_does_not_become_a_story(tmp_path: Path, forge: Any, language: str) -> None:
    root = lay_out(tmp_path)
    done = begun(root, forge("removal", language), "--author", "ada")
    assert done.exit_code == 2
    assert "asks here to be taken out" in done.stderr
    assert not (root / "content/stories").exists()


@pytest.mark.parametrize("language", KITS)
def test_who_only_tells_does_not_become_the_author(tmp_path: Path, language: str) -> None:
    root = lay_out(tmp_path)
    given = {**answers("story", language), "writer": KITS[language].options["writer"][1]}
    text = forms.handed_on_by_github(read("story", language), given)
    done = begun(root, text)
    assert (done.exit_code, "--author" in done.stderr) == (1, True)
    assert begun(root, text, "--author", "ben").exit_code == 0
    (path,) = root.glob("content/stories/2026/*.md")
    assert "\nauthors: [ben]\ntold_by: [ada]\nhelped_by: [ben]\n" in path.read_text("utf-8")


def test_an_empty_box_is_told_to_the_editors(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    assert begun(root, github("story", "en")).exit_code == 0
    (path,) = root.glob("content/stories/2026/*.md")
    text, (words, pictures) = path.read_text("utf-8"), KITS["en"].options["asked"]
    assert f"\n     Agreed: {words}\n" in text
    assert f"\n     Not agreed yet: {pictures} -->\n" in text
