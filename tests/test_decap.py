"""The settings and the page of the form, and how it is served."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251  # a folder that others may read
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from laid import GENEROUS, lay_out
from portal import CONFIG, ROOT
from webserver import DEPLOY, WITH_EACH_SERVER, served

from byline.cli import main
from byline.decap import PERSON, PICTURE, STORY, Entrance, config, page
from byline.front import Image
from byline.kind import fields_of
from byline.person import PersonFront
from byline.schema import names
from byline.settings import Settings, read_settings
from byline.story import StoryFront

TEMPLATE = (ROOT / "src/byline/client/form.html").read_text("utf-8")

FORGES = {
    "github": "forge: {kind: github, url: https://github.com/hollerbach/voices}\n",
    "enterprise": "forge: {kind: github, url: https://git.example/hollerbach/voices}\n",
    "gitlab": "forge: {kind: gitlab, url: https://git.example/people/stories/voices.git, branch: trunk}\n",
    "forgejo": "forge: {kind: forgejo, url: https://git.example/hollerbach/voices/}\n",
}


def settings(forge: str = "") -> Settings:
    return read_settings(CONFIG + FORGES.get(forge, ""), ("en", "de")).settings


def made(forge: str = "", language: str = "de", **entrance: str) -> dict[str, Any]:
    of = settings(forge)
    told: dict[str, Any] = json.loads(config(of, names(of, [], language), language, Entrance(**entrance)))
    return told


def fields(collection: str, language: str = "de") -> dict[str, dict[str, Any]]:
    of = next(one for one in made(language=language)["collections"] if one["name"] == collection)
    return {one["name"]: one for one in of["fields"]}


@pytest.mark.parametrize(
    ("shape", "asked", "left"),
    [
        (
            StoryFront,
            STORY,
            "reply_to translation_of publish_at expires_at audience lane corrections reach aliases",
        ),
        (PersonFront, PERSON, "consent feedback feedback_renewed"),
        (Image, PICTURE, "focus"),
    ],
)
def test_every_key_is_asked_for_or_left_to_the_editors(
    shape: type[msgspec.Struct], asked: tuple[str, ...], left: str
) -> None:
    assert sorted({*asked} - {"body"} | {*left.split()}) == sorted(fields_of(shape))


def test_fields_are_in_words_and_names_of_the_portal() -> None:
    story = fields("stories")
    assert story["title"] == {
        "name": "title",
        "label": "Überschrift",
        "hint": "Die Überschrift, höchstens 200 Zeichen.",
        "required": True,
        "widget": "string",
        "pattern": [r"^[\s\S]{0,200}$", "≤ 200"],
    }
    assert story["departments"]["options"] == [
        {"value": "production", "label": "Fertigung"},
        {"value": "field-service", "label": "Außendienst"},
    ]
    assert {"value": "withdrawn", "label": "zurückgezogen"} in story["status"]["options"]
    assert story["language"]["options"] == [{"value": "en", "label": "Englisch"}, {"value": "de", "label": "Deutsch"}]
    assert (story["authors"]["widget"], story["authors"]["collection"]) == ("relation", "people")
    assert fields("people", "en")["role"]["options"] == [
        {"value": "fitter", "label": "Fitter"},
        {"value": "technician", "label": "Technician"},
    ]


@pytest.mark.parametrize(
    ("forge", "entrance", "backend", "workflow"),
    [
        (
            "github",
            {"login": "https://login.example"},
            {
                "name": "github",
                "repo": "hollerbach/voices",
                "branch": "main",
                "api_root": "https://api.github.com",
                "base_url": "https://login.example",
            },
            True,
        ),
        (
            "enterprise",
            {"login": "https://login.example", "branch": "desk"},
            {
                "name": "github",
                "repo": "hollerbach/voices",
                "branch": "desk",
                "api_root": "https://git.example/api/v3",
                "base_url": "https://login.example",
            },
            True,
        ),
        (
            "gitlab",
            {"app": "abc"},
            {
                "name": "gitlab",
                "repo": "people/stories/voices",
                "branch": "trunk",
                "auth_type": "pkce",
                "app_id": "abc",
                "api_root": "https://git.example/api/v4",
                "base_url": "https://git.example",
            },
            True,
        ),
        (
            "forgejo",
            {"app": "abc"},
            {
                "name": "gitea",
                "repo": "hollerbach/voices",
                "branch": "main",
                "app_id": "abc",
                "api_root": "https://git.example/api/v1",
                "base_url": "https://git.example",
            },
            False,  # Decap has no drafts there
        ),
        ("github", {"local": "/api/v1"}, {"name": "proxy", "proxy_url": "/api/v1"}, False),
    ],
)
def test_the_backend_is_the_forge(
    forge: str, entrance: dict[str, str], backend: dict[str, str], *, workflow: bool
) -> None:
    of = made(forge, **entrance)
    assert of["backend"] == backend
    assert (of.get("publish_mode") == "editorial_workflow") is workflow


def test_the_page_may_talk_to_its_own_server_and_the_forge() -> None:
    text = page(settings("gitlab"), "en", Entrance("abc"), TEMPLATE)
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "connect-src &#x27;self&#x27; blob: https://git.example&quot;".replace("&quot;", '"') in text
    assert "default-src &#x27;none&#x27;;" in text
    assert not re.search(r"<script(?![^>]* src=\"[a-z-]+\.js\")|<style| on\w+=|//(?!git\.example)", text)
    assert not re.search(r"\{\w+\}", text)


def test_decap_comes_without_what_its_script_already_holds() -> None:
    package, lock = (
        json.loads((ROOT / f"admin/{name}.json").read_text("utf-8")) for name in ("package", "package-lock")
    )
    decap = lock["packages"]["node_modules/decap-cms"]
    assert decap["version"] == package["dependencies"]["decap-cms"]
    assert set(decap) == {"version", "integrity", "license"}
    assert "node_modules/react" not in lock["packages"]
    assert all(one.get("integrity") for path, one in lock["packages"].items() if path)


# The command


def call(*arguments: str | Path) -> Result:
    environment = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": "en_GB.UTF-8"}
    return CliRunner(env=environment).invoke(main, ["admin", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("forge", "options", "words"),
    [
        ("", [], "names no forge"),
        ("github", ["--app", "abc"], "--login"),
        ("gitlab", ["--login", "https://login.example"], "--app"),
    ],
)
def test_what_is_missing_to_get_in_is_told(tmp_path: Path, forge: str, options: list[str], words: str) -> None:
    root = lay_out(tmp_path / "portal")
    (root / "config.yaml").write_text(CONFIG + FORGES.get(forge, ""), "utf-8")
    told = call("--root", root, "--out", tmp_path / "form", *options)
    assert told.exit_code == 2
    assert words in told.output
    assert not (tmp_path / "form").exists()


def test_the_form_is_written_into_an_empty_folder(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    assert call("--root", root, "--out", tmp_path / "form", "--local", "/api/v1").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "form").iterdir()) == [
        "config.yml",
        "form.js",
        "index.html",
        "start.js",
    ]
    again = call("--root", root, "--out", tmp_path / "form", "--local", "/api/v1")
    assert (again.exit_code, "exists already" in again.output) == (2, True)


# Behind the real web servers


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that servers may read, which run as somebody else."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@WITH_EACH_SERVER
def test_the_form_is_served_with_its_headers(name: str, folder: Path) -> None:
    assert call("--root", ROOT, "--out", folder / "form", "--local", "/api/v1").exit_code == 0
    text = (
        (DEPLOY / f"{name.rstrip('2')}-form.conf").read_text("utf-8").replace("/srv/stories/form", str(folder / "form"))
    )
    with served(name, folder, "", text) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=GENEROUS)
        connection.request("GET", "/form/")
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
    assert answer.status == 200
    assert body == (folder / "form/index.html").read_text("utf-8")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
