"""The form in the browser, in which stories are written without seeing front matter: the settings of Decap CMS, and its page.

They are made from the types of front matter. Decap reads them as `config.yml`, of which JSON is a part. https://decapcms.org/docs/configuration-options/
"""

from __future__ import annotations

import datetime
import json
import typing
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

import msgspec
from babel import Locale

from byline.front import Image
from byline.kind import Field, Kind, fields_of
from byline.legends import choice, label, legend
from byline.person import PersonFront
from byline.schema import PEOPLE, TERMS, TOPICS, Names
from byline.settings import Forge, Settings
from byline.story import StoryFront

STORY = (
    *("title", "authors", "told_by", "helped_by", "body", "image", "summary", "learned", "kind", "topics", "language"),
    *("departments", "roles", "series", "date", "status", "id"),
)
"""What the form asks of a story, in this order, `body` being the text; the rest is the editors', and stays as it is in the file."""
PERSON = (
    *("name", "role", "department", "location", "level", "body", "portrait", "email", "links", "language", "languages"),
    *("kind", "show_as", "status"),
)
"""What the form asks of a person."""
PICTURE = ("src", "alt", "credit", "shows", "decorative")
"""What the form asks of a picture."""

_ASKED: Mapping[type[msgspec.Struct], tuple[str, ...]] = {StoryFront: STORY, PersonFront: PERSON, Image: PICTURE}
_OF_PICTURE = ("image", "src", "alt", "caption", "credit")  # what the page calls a picture in the text, and its parts
_BUTTONS = ("bold", "italic", "link", "heading-two", "heading-three", "quote", "bulleted-list", "numbered-list")
"""What the text can be given at a click; a first-level heading is the title's."""
_LONG = {"summary", "learned", "alt"}  # texts that need more than a line
_GIVEN = {"date": "{{now}}", "status": "draft"}  # what stands in a new story before anybody has touched it
_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'unsafe-eval'",  # its check of its own settings makes functions
    "style-src 'self' 'unsafe-inline'",  # its styles are written by scripts
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
)
"""The strictest under which Decap works; to which servers it may talk is added."""


class Entrance(msgspec.Struct, frozen=True):
    """How those who write get in: the form's id as an application of the forge, the address of a service that signs people
    in with GitHub, the branch into which the form writes, and in place of all that the address of a server on this machine.
    """

    app: str = ""
    login: str = ""
    branch: str = ""
    local: str = ""

    def missing(self, forge: Forge | None) -> str:
        """What is missing to get in; empty if nothing is."""
        if self.local:
            return ""
        if forge is None:
            return "forge"
        if forge.kind == "github":
            return "" if self.login else "login"
        return "" if self.app else "app"


def config(settings: Settings, known: Names, language: str, entrance: Entrance) -> str:
    """The text of `config.yml`."""
    form = _Form(settings, known, language)
    backend = _backend(settings.forge, entrance)
    made = {
        "backend": backend,
        **({"publish_mode": "editorial_workflow"} if backend["name"] in {"github", "gitlab"} else {}),
        "locale": language,
        "site_url": settings.base,
        "media_folder": "content/pictures",
        "public_folder": "/pictures",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "collections": [
            {
                "name": "stories",
                "label": label("stories", language),
                "label_singular": label("story", language),
                "folder": "content/stories",
                "slug": "{{fields.id}}",  # which the page gives, so that no two stories have one folder
                "path": "{{year}}/{{slug}}/index",
                "create": True,
                "media_folder": "",  # beside the story
                "public_folder": "",
                "summary": "{{title}} ({{date}})",
                "sortable_fields": ["date", "title"],
                "editor": {"preview": False},  # which would look like another portal
                "fields": form.fields(StoryFront),
            },
            {
                "name": "people",
                "label": label("people", language),
                "label_singular": label("person", language),
                "folder": "content/people",
                "create": True,
                "identifier_field": "name",
                "slug": "{{name}}",
                "sortable_fields": ["name"],
                "editor": {"preview": False},
                "fields": form.fields(PersonFront),
            },
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def page(settings: Settings, language: str, entrance: Entrance, template: str) -> str:
    """The page of the form, from its template."""
    backend = _backend(settings.forge, entrance)
    urls = (urlsplit(backend.get(key, "")) for key in ("proxy_url", "api_root", "base_url"))
    hosts = dict.fromkeys(f"{url.scheme}://{url.netloc}" for url in urls if url.netloc)
    policy = "; ".join((*_POLICY, " ".join(("connect-src 'self' blob:", *hosts))))
    labels = json.dumps([label(name, language) for name in _OF_PICTURE], ensure_ascii=False)
    title = settings.site.title.at(language)
    for hole, text in (("language", language), ("policy", policy), ("title", title), ("labels", labels)):
        template = template.replace("{" + hole + "}", escape(text))
    return template


def _backend(forge: Forge | None, entrance: Entrance) -> dict[str, Any]:
    """How the form reaches the repository, by forge."""
    if forge is None or entrance.local:
        return {"name": "proxy", "proxy_url": entrance.local}
    url = urlsplit(forge.url)
    host = f"{url.scheme}://{url.netloc}"
    made: dict[str, Any] = {"repo": url.path.strip("/").removesuffix(".git"), "branch": entrance.branch or forge.branch}
    if forge.kind == "github":
        api = "https://api.github.com" if url.netloc == "github.com" else f"{host}/api/v3"
        return {"name": "github", **made, "api_root": api, "base_url": entrance.login}
    if forge.kind == "gitlab":
        made |= {"auth_type": "pkce", "app_id": entrance.app, "api_root": f"{host}/api/v4", "base_url": host}
        return {"name": "gitlab", **made}
    return {"name": "gitea", **made, "app_id": entrance.app, "api_root": f"{host}/api/v1", "base_url": host}


class _Form:
    """The fields of the form, in one language."""

    def __init__(self, settings: Settings, known: Names, language: str) -> None:
        self.settings = settings
        self.known = known
        self.language = language

    def fields(self, shape: type[msgspec.Struct]) -> list[dict[str, Any]]:
        fields = fields_of(shape)
        return [self.field(shape, key, fields.get(key)) for key in _ASKED.get(shape, tuple(fields))]

    def field(self, shape: type[msgspec.Struct], key: str, field: Field | None) -> dict[str, Any]:
        """One field; what no key of the front matter has is the text below it."""
        if field is None:
            name = label("body" if shape is StoryFront else "bio", self.language)
            text = {"widget": "markdown", "buttons": list(_BUTTONS), "editor_components": ["image"]}
            return {"name": key, "label": name, "required": False, **text}
        where = f"{shape.__name__}.{key}"
        made = {"name": key, "label": label(key, self.language), "hint": legend(shape.__name__, key, self.language)}
        if where == "StoryFront.id":
            return {**made, "widget": "hidden"}
        needed = field.required and shape in {StoryFront, PersonFront}  # what is not begun need not be finished
        given = {"default": _GIVEN[key]} if shape is StoryFront and key in _GIVEN else {}
        return {**made, "required": needed, **given, **self.widget(where, key, field.kind)}

    def widget(self, where: str, key: str, kind: Kind) -> dict[str, Any]:
        several = kind.origin is tuple
        if where in PEOPLE:
            people = {"collection": "people", "value_field": "{{slug}}", "search_fields": ["name"]}
            return {"widget": "relation", **people, "display_fields": ["name"], "multiple": several}
        if where in TERMS or where == TOPICS:
            return self.select(self.known.terms[TERMS.get(where, "topics")].items(), several=several)
        if key in {"language", "languages"}:
            of = Locale.parse(self.language).languages
            return self.select(((code, of.get(code, code)) for code in self.settings.languages), several=several)
        if kind.origin is typing.Literal:
            return self.select(((one, choice(one, self.language)) for one in kind.arguments), several=False)
        return self.plain(key, kind)

    def plain(self, key: str, kind: Kind) -> dict[str, Any]:
        origin = kind.inner[0].origin if kind.origin is tuple else kind.origin
        if isinstance(origin, type) and issubclass(origin, msgspec.Struct):
            shown = {"widget": "list" if kind.origin is tuple else "object", "collapsed": key != "image"}
            return {**shown, "fields": self.fields(origin)}
        if datetime.date in kind.arguments or origin is datetime.date:
            return {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False}
        if key == "src":
            return {"widget": "image", "choose_url": False}
        if origin is int:
            return {"widget": "number", "value_type": "int", "min": kind.meta.ge}
        if origin is bool:
            return {"widget": "boolean"}
        longest = kind.meta.max_length
        limit = {"pattern": [rf"^[\s\S]{{0,{longest}}}$", f"≤ {longest}"]} if longest else {}
        return {"widget": "text" if key in _LONG else "string", **limit}

    def select(self, choices: Iterable[tuple[str, str]], *, several: bool) -> dict[str, Any]:
        options = [{"value": value, "label": name} for value, name in choices]
        return {"widget": "select", "multiple": several, "options": options}
