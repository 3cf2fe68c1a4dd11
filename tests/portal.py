"""Small portals for tests: texts in, an edition out. Nothing here touches the disk but `repository`."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from byline.address import file_of
from byline.baseline import Baseline, Text, read_baseline
from byline.contribution import Contribution, counsel
from byline.edition import Edition, compose, make, setting
from byline.forme import Forme
from byline.portal import Portal
from byline.problem import Problem, in_order
from byline.report import as_json
from byline.story import Story
from byline.tree import File, Tree, look_through, read_all
from byline.wishes import Wishes
from byline.workers import Workers

ROOT = Path(__file__).parent.parent
NOW = datetime.datetime(2026, 6, 1, 12, 0)  # noqa: DTZ001  # without an offset: in the portal's time zone

Files = Mapping[str, str | bytes | Problem | None]
"""What stands at each path: text, bytes, the problem that keeps it from being read, or None for nothing."""

CONFIG = """\
version: 1
site:
  title: {en: Voices, de: Stimmen}
  url: https://intranet.example/voices/
  languages: [en, de]
  time_zone: Europe/Berlin
departments:
  production: {name: {en: Production, de: Fertigung}}
  field-service: {name: {en: Field service, de: Außendienst}}
roles:
  fitter: {name: {en: Fitter, de: Schlosserin}}
  technician: {name: {en: Technician, de: Technikerin}}
topics:
  learning: {name: {en: Learning, de: Lernen}}
  quality: {name: {en: Quality, de: Qualität}}
series:
  first-days: {name: {en: First days, de: Erste Tage}}
levels:
  lead: {name: {en: Lead, de: Leitung}}
locations:
  leeds: {name: {en: Leeds, de: Leeds}}
"""

ADA = """\
---
name: Ada Berg
role: fitter
department: production
---
Ada files things down.
"""

BEN = """\
---
name: Ben Castor
role: technician
department: field-service
---
"""

COUNTING = CONFIG + "counter: {reach: 640}\n"

# What the counter might have told of some stories
USAGE = (
    '{"version": 1, "until": "2026-05-31", "threshold": 10, "stories": {"2026/s1": 1250, "2026/s2": 15}, "months": {"2026-05": 40},'
    ' "departments": {"production": 40}, "topics": {"rare": 10, "quality": 40}, "languages": {"en": 40}}'
)

# A layout prints the fields that matter, a line each, and says nothing of its own.
PARTS = """\
{% macro who(people) %}{% for one in people %}{{ one.name or "(unnamed)" }} <{{ one.address|link if one.address else "-" }}>\
{% if one.left %} left{% endif %}{% if one.portrait %} portrait {{ one.portrait.address|link }}{% endif %};{% endfor %}{% endmacro %}
{% macro cards(list) %}
{% for one in list %}
card {{ one.address|link }} [{{ one.language }}] {{ one.title }} | {{ one.summary }} | {{ who(one.people) }}
{% if one.shot %}card picture {{ one.shot.address|link }}{% endif %}
{% if one.draft %}card draft{% endif %}
{% endfor %}
{% endmacro %}
{% macro origin(of) %}{% if of %}edit {{ of.edit }}
suggest {{ of.suggest }}
history {{ of.history }}{% endif %}
{% endmacro %}
{% macro tags(list) %}{% for one in list %}{{ one.name }} <{{ one.address|link }}>;{% endfor %}{% endmacro %}
{% macro counts(list) %}{% for one in list %}{{ one.name }} <{{ one.address|link }}> {{ one.stories }};{% endfor %}{% endmacro %}
{% macro head(page) %}
address {{ page.head.address }}
title {{ page.head.title }}
description {{ page.head.description }}
{% for language, place in page.head.alternates %}version {{ language }} {{ place|link }}
{% endfor %}
{% for feed in page.head.feeds %}feed {{ feed.address|link }} {{ feed.title }}
{% endfor %}
{% for tag in masthead.footer %}footer {{ tag.address|link }} {{ tag.name }}
{% endfor %}
{% endmacro %}
"""

_LAYOUTS = {
    "story": """\
day {{ page.card.day }}{% if page.card.draft %} draft{% endif %}

authors {{ parts.who(page.authors) }}
{% for one in page.authors %}work {{ one.role }}, {{ one.department }}
{% endfor %}
told by {{ parts.who(page.told_by) }}
helped by {{ parts.who(page.helped_by) }}
shown {{ parts.who(page.shown) }}
departments {{ parts.tags(page.departments) }}
roles {{ parts.tags(page.roles) }}
topics {{ parts.tags(page.topics) }}
{% if page.shot %}picture {{ page.shot.address|link }} {{ page.shot.alt }} ({{ page.shot.credit }})
{% endif %}
{% if page.counted %}views {{ page.counted|link }}
{% endif %}
{% if page.pixel %}pixel {{ page.pixel|link }}
{% endif %}
{% if page.views %}about {{ number(page.views) }}
{% endif %}
{% if page.missing_shot %}no picture {{ page.missing_shot }}
{% endif %}
{{ page.html|safe }}
{% for one in page.contents %}contents {{ one.level }} #{{ one.anchor }} {{ one.text }}
{% endfor %}
{% if page.learned %}learned {{ page.learned }}
{% endif %}
{% if page.series %}series {{ page.series.tag.name }} {{ page.series.part }} of {{ page.series.parts }}
{% endif %}
{% if page.series and page.series.before %}before {{ parts.cards([page.series.before]) }}
{% endif %}
{% if page.series and page.series.after %}after {{ parts.cards([page.series.after]) }}
{% endif %}
{% if page.answers %}answers {{ parts.cards([page.answers]) }}
{% endif %}
{% for one in page.replies %}reply {{ one.address|link }} {{ one.title }}
{% endfor %}
{% for one in page.translations %}translation {{ one.language }} {{ one.address|link }} {{ one.title }}
{% endfor %}
{% for one in page.corrections %}corrected {{ one.day }} {{ one.text }}
{% endfor %}
{% for one in page.related %}
related {{ one.card.address|link }} {{ one.card.title }} | {{ listed(one.topics) }} | {{ listed(one.roles) }} | {{ one.department }}
{% endfor %}
{{ parts.origin(page.origin) }}
""",
    "home": """\
{% if page.lead %}lead {{ parts.cards([page.lead]) }}{% endif %}
{% if page.person %}person {{ parts.who([page.person]) }}{% endif %}
{{ parts.cards(page.newest) }}
departments {{ parts.counts(page.departments) }}
topics {{ parts.counts(page.topics) }}
{{ page.stories }} stories, {{ page.people }} people
""",
    "listing": """\
{{ page.kind }} {{ page.head.title }} {{ page.total }}
{{ parts.cards(page.cards) }}
{% if page.newer %}newer {{ page.newer|link }}{% endif %}
{% if page.older %}older {{ page.older|link }}{% endif %}
people {{ parts.who(page.people) }}
""",
    "person": """\
person {{ parts.who([page.credit]) }}
work {{ page.role.name if page.role }} {{ page.department.name if page.department }} {{ page.level }} {{ page.location }}
{{ page.email }}
{% for title, url in page.links %}link {{ title }} {{ url }}
{% endfor %}
speaks {{ listed(page.languages) }}
{{ page.html|safe }}
{% for part in page.parts %}
{{ part.how }}:
{{ parts.cards(part.cards) }}
{% endfor %}
topics {{ parts.tags(page.topics) }}
{{ parts.origin(page.origin) }}
""",
    "people": """\
{% for tag, people in page.groups %}
{% if tag %}{{ tag.name }}{% endif %}: {% for one, number in people %}{{ parts.who([one]) }} {{ number }}{% endfor %}

{% endfor %}
""",
    "terms": "{{ page.kind }} {{ parts.counts(page.terms) }}\n",
    "archive": "years {{ parts.counts(page.years) }}\n",
    "plain": "[{{ page.language }}]\n{{ page.html|safe }}\n{{ parts.origin(page.origin) }}\n",
    "usage": """\
from {{ page.threshold }}
{% for bar in page.months %}{{ bar.name }} {{ bar.views }} {{ bar.length }}
{% endfor %}
{% for kind, bars in page.groups %}
{{ kind }}: {% for bar in bars %}{{ bar.name }} <{{ bar.address|link if bar.address else "-" }}> {{ bar.views }} {{ bar.length }};{% endfor %}

{% endfor %}
""",
    "subscribe": """\
{% for group in page.groups %}
{{ group.kind }}: {% for feed in group.feeds %}{{ feed.title }} <{{ feed.address|link }}>;{% endfor %}

{% endfor %}
""",
    "search": """\
{% for language, place in page.indexes %}index {{ language }} {{ place|link }}
{% endfor %}
{% for choice in page.departments + page.roles + page.topics %}{{ choice.value }}={{ choice.name }};{% endfor %}

years {{ page.years|join(" ") }}
archive {{ page.archive|link }}
""",
    "not_found": "home {{ masthead.home|link }}\n",
    "alias": "moved to {{ page.target|link }}\n",
}

LAYOUTS = {
    "layouts/parts.html": PARTS,
    **{
        f"layouts/{name}.html": '{% import "parts.html" as parts with context %}\n{{ parts.head(page) }}\n' + text
        for name, text in _LAYOUTS.items()
    },
}


def repository(*folders: str) -> dict[str, bytes]:
    """The repository's own files below some folders: `content`, `layouts/strings`."""
    return {file.path: file.data for folder in folders for file in read_all(look_through(ROOT, folder)).files}


STRINGS = repository("layouts/strings")

DEFAULTS: Files = {
    "config.yaml": CONFIG,
    "content/people/ada.md": ADA,
    "content/people/ben.md": BEN,
    "assets/style.css": "body {}\n",
    **LAYOUTS,
    **STRINGS,
}


def portal(files: Files | None = None) -> Portal:
    """A portal of these files and the defaults that they do not replace."""
    every = {**DEFAULTS, **(files or {})}
    config = every.pop("config.yaml")
    return Portal(
        config.decode() if isinstance(config, bytes) else config,
        _tree("content", every),
        _tree("layouts", every),
        _tree("assets", every),
    )


def _tree(folder: str, files: Files) -> Tree[File]:
    inside = {path: found for path, found in sorted(files.items()) if path.startswith(f"{folder}/")}
    return Tree(
        tuple(
            File(path, found.encode() if isinstance(found, str) else found)
            for path, found in inside.items()
            if isinstance(found, str | bytes)
        ),
        tuple(found for found in inside.values() if isinstance(found, Problem)),
    )


def edition(
    files: Files | None = None,
    *,
    now: datetime.datetime = NOW,
    audience: str = "intranet",
    drafts: bool = False,
    strict: bool = False,
    keep_going: bool = False,
) -> Edition:
    """The edition of a small portal."""
    return make(portal(files), now, Wishes(audience, drafts, strict, keep_going))


def forme(files: Files | None = None) -> Forme:
    """The same before it is printed."""
    return compose(portal(files), NOW, Wishes(), setting(Workers()))


def advice(files: Files | None = None) -> tuple[Problem, ...]:
    """What `check` says of the stories beside their problems."""
    made = forme(files)
    values = (one.answer[0] for one in made.setting.articles.values())
    return in_order(counsel(made, [one for one in values if isinstance(one, Story)], {}, None, Contribution()))


def baseline(*problems: Problem, **appeared: int) -> Baseline:
    """What an earlier check said of stories by their names; 0 for one that no reader saw."""
    paths = {f"content/stories/2026/{name}.md": at for name, at in appeared.items()}
    texts = {path: Text(path[-4].encode().hex(), path[-4] if at else "", at) for path, at in paths.items()}
    made = read_baseline(as_json(problems, texts, "en").encode())
    assert made
    return made


def page(made: Edition, address: str) -> str:
    """The text of what stands at an address of an edition."""
    path = file_of(address)
    found = {file.path: file.data for file in made.files}
    assert path in found, f"there is no {path}; there are {', '.join(sorted(found))}"
    return found[path].decode()


def rules(made: Edition) -> list[str]:
    """The names of the rules that an edition's problems break, in order."""
    return [one.rule for one in made.problems]


def story(body: str = "Once upon a time.\n", **front: str) -> str:
    """The text of a sound story by Ada; each further argument is a line of front matter, an empty one takes it away."""
    lines = {
        "title": "A story",
        "date": "2026-03-14",
        "authors": "[ada]",
        "departments": "[production]",
        "roles": "[fitter]",
        **front,
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items() if value) + "---\n" + body


def person(name: str = "Cy Dorn", body: str = "", **front: str) -> str:
    """The text of a person's file."""
    lines = {"name": name, **front}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items() if value) + "---\n" + body


def picture(kind: str = "PNG", width: int = 8, height: int = 6, colour: str = "#a33b20") -> bytes:
    """The bytes of a small picture in one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()
