"""A portal of extremes: the shortest and the longest of everything that people hand in, for tests and for eyes.

`python tests/extremes.py FOLDER` writes it down, with this repository's layouts and assets, ready for `build.py --root FOLDER`.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from portal import NOW, portal, repository

from byline.edition import Edition, make
from byline.wishes import Wishes

TITLE = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und Donaudampfschifffahrtskapitänsmütze: "
    "was uns beides über das Pumpen sagt"
)
"""140 characters, most of them in two words."""

NAME = "Maria-Magdalena Freifrau von Müller-Lüdenscheidt-Schwarzenberger zu Hohenlohe-Waldenburg"
LONG_WORD = "Arbeitssicherheits- und Gesundheitsschutzmanagementkoordinationsstelle"
LONG_ADDRESS = "https://intranet.example/" + "ein-sehr-langer-pfad/" * 8 + "?mit=auch&sehr=vielen&parametern=darin"

DEPARTMENTS = {
    "eins": ("Eins", "One"),
    "stille": ("Stille Post", "Quiet post"),
    "koordination": (LONG_WORD, "Occupational health and safety management coordination office"),
    **{f"werk-{number:02}": (f"Werk {number}", f"Plant {number}") for number in range(4, 31)},
}
"""Thirty: one with a single story, one with none, one with a long name."""

_CONFIG = """\
version: 1
site:
  title: {de: Stimmen, en: Voices}
  description: {de: Von A bis Z., en: From A to Z.}
  url: https://intranet.example/erzaehlt/
  languages: [de, en]
  time_zone: Europe/Berlin
  logo: assets/logo.svg
counter: {reach: 640, show: everyone}
"""

CONFIG = (
    _CONFIG
    + "departments:\n"
    + "".join(f"  {id_}: {{name: {{de: {de}, en: {en}}}}}\n" for id_, (de, en) in DEPARTMENTS.items())
    + """\
roles:
  chef: {name: {de: Chef, en: Boss}}
  fachkraft: {name: {de: "Fachkraft für Rohr-, Kanal- und Industrieservice und Umweltschutztechnik", en: "Specialist for pipe, sewer and industrial services and environmental technology"}}
topics:
  kurz: {name: {de: Ö, en: Oh}}
  lang: {name: {de: Informationssicherheitsmanagementsystem, en: Information security management system}}
series:
  sieben: {name: {de: Die sieben Leben der Pumpe, en: The seven lives of the pump}, description: {de: Sie lebt noch., en: It lives.}}
levels:
  spitze: {name: {de: Hauptabteilungsleitungsstellvertretung, en: Deputy head of main department}}
locations:
  weit: {name: {de: Hohenlohe-Schwarzenberg-Oberwaldenburg, en: Hohenlohe-Schwarzenberg-Oberwaldenburg}}
"""
)

_USAGE = (
    '{"version": 1, "until": "2026-05-31", "threshold": 10, "stories": {"2026/ja": 1250000}, "months": {"2026-04": 10, "2026-05": 1250000},'
    ' "departments": {"koordination": 1250000, "eins": 10}, "topics": {"lang": 10}, "languages": {"de": 1250000, "en": 10}}'
)

_PEOPLE = {
    "maria": {
        "name": NAME, "role": "fachkraft", "department": "koordination", "level": "spitze", "location": "weit",
        "portrait": "{src: /pictures/maria.jpg, alt: Eine Frau vor einer Pumpe, credit: 'Foto: Jo Li'}",
        "email": "maria-magdalena.freifrau-von-mueller-luedenscheidt-schwarzenberger@intranet.example",
        "languages": "[de, en, fr, pl, tr, uk, it]",
        "links": f"[{{title: {LONG_WORD}, url: '{LONG_ADDRESS}'}}]",
    },
    "jo": {"name": "Jo Li", "role": "chef", "department": "eins"},
    "niemand": {"name": "Nora Niemann", "show_as": "anonymous", "department": "koordination", "role": "fachkraft"},
    "agentur": {"name": "Ada Berg", "kind": "agency"},
    **{f"kollege-{number}": {"name": f"Kim Kollege{'r' * number}", "department": f"werk-{4 + number:02}", "role": "fachkraft"} for number in range(1, 7)},
}  # fmt: skip

_TEXT = """\
Am Morgen war die Pumpe noch still, und niemand wusste, warum. Wir standen zu dritt davor, mit einer Lampe, einer
Thermoskanne und der Bedienungsanleitung von 1987, und hörten zu. Dann fiel irgendwo ein Tropfen.

Es dauerte bis zum Mittag, bis wir die Dichtung gefunden hatten. Sie war so klein wie ein Fingernagel und an einer Stelle
eingerissen, die man nur sieht, wenn man den Kopf in das Gehäuse steckt. Das macht man genau einmal.
"""

_EVERY_FORM = f"""\
Ein Absatz mit `code_ohne_jedes_leerzeichen_darin_{"x" * 60}`, mit **Fett**, *Kursiv*, ~~Gestrichenem~~ und einer Adresse:
<{LONG_ADDRESS}>. Dazu ein Wort auf [really good English]{{lang=en}}, eine Anmerkung[^eins] und noch eine[^zwei].

[^eins]: Kurz.
[^zwei]: Länger, mit einem [Verweis](/people/jo/) und einem zweiten Absatz.

    Dieser hier steht auch noch in der Anmerkung und sagt nichts.

## {LONG_WORD}

| Pumpe | Baujahr | Förderhöhe | Volumenstrom | Leistungsaufnahme | Wirkungsgrad | Standort | Verantwortlich | Bemerkung |
| --- | ---: | ---: | ---: | ---: | :---: | --- | --- | --- |
| Kreiselpumpe | 1987 | 120 m | 400 m³/h | 160 kW | 82 % | Altenbruck | Freifrau von Müller-Lüdenscheidt-Schwarzenberger | Ersatzdichtungsbeschaffungsvorgang läuft |
| P | 1 | 1 m | 1 l/h | 1 W | 1 % | L | J | |

### Programm

```
def pumpe(druck, durchfluss, temperatur, drehzahl, wirkungsgrad, dichte, viskositaet, schwerkraft=9.81, reserve=0.15, hoehe=120):
    return druck
```

Kavitation
: Dampfblasen, die in sich zusammenfallen und dabei Löcher ins Metall schlagen.
: Auch: ein Grund, nachts angerufen zu werden.

{LONG_WORD}
: Gibt es wirklich.

::: quote {NAME}
Man hört es, bevor man es misst, und man misst es, bevor man es glaubt.
:::

> Ein Zitat, das keines sein wollte.
>
> > Und eines darin.

1. Erstens
   - mit einem Unterpunkt
     - und noch einem
2. Zweitens

#### Vierte Stufe

***

Schluss.
"""

_INTERVIEW = f"""\
::: interview
? Was machst du hier?

Pumpen.

? Und wenn du einmal ganz weit ausholen darfst, bis zurück zu deinem ersten Tag in der {LONG_WORD}, an dem noch niemand wissen konnte, was daraus einmal werden würde: Was machst du hier eigentlich?

{_TEXT}
? Warum?

Weil.
:::
"""

STORIES_TO_SEE = ("ja", "lang", "jede-form", "gespraech", "ohne-namen", "english-only", "paar", "leben-4", "vierzig")
"""The last parts of the addresses of stories that differ from each other in looks."""

_FOLDER = "content/stories/2026"


def _front(lines: dict[str, str]) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + "---\n"


def _story(title: str, body: str, **front: str) -> str:
    lines = {
        "title": json.dumps(title, ensure_ascii=False), "date": "2026-03-14", "authors": "[maria]", "departments": "[koordination]", "roles": "[fachkraft]", **front,
    }  # fmt: skip
    return _front(lines) + body


def photo(width: int, height: int, hue: int) -> bytes:
    """A photo without a subject: a slope of one hue, with a disc where eyes can tell a crop."""
    slope = Image.linear_gradient("L").resize((width, height))
    made = Image.merge("HSV", (Image.new("L", slope.size, hue), Image.new("L", slope.size, 120), slope)).convert("RGB")
    side = min(width, height) // 2
    left, top = (width - side) // 2, (height - side) // 3
    ImageDraw.Draw(made).ellipse((left, top, left + side, top + side), fill=(240, 236, 228))
    out = io.BytesIO()
    made.save(out, "JPEG", quality=70)
    return out.getvalue()


def _drawing(number: int) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60"><rect width="120" height="60" fill="#ddd"/>'
        f'<circle cx="{number * 5 + 10}" cy="30" r="20" fill="#a33b20"/></svg>'
    )


_SIZES = ((900, 600), (500, 1200), (1600, 260), (64, 64))


def _forty_pictures() -> Iterator[tuple[str, str | bytes]]:
    """A story with forty pictures: twenty photos of all shapes, twenty drawings."""
    body = [_TEXT]
    for number in range(20):
        caption = f' "{_TEXT.partition(".")[0]}."' if number % 3 == 0 else ""
        classes = ("", ".wide ", ".small ")[number % 3]
        body.append(f'![Eine Scheibe, Nummer {number}](foto-{number}.jpg{caption}){{{classes}credit="Foto: Jo Li"}}')
        body.append(f'![Ein Kreis, Nummer {number}](bild-{number}.svg){{credit="Zeichnung: {NAME}"}}')
        yield f"{_FOLDER}/vierzig/foto-{number}.jpg", photo(*_SIZES[number % 4], number * 12)
        yield f"{_FOLDER}/vierzig/bild-{number}.svg", _drawing(number)
    lead = f"{{src: foto-0.jpg, alt: Eine Scheibe, credit: 'Foto: {NAME}', shows: [maria, jo, niemand]}}"
    yield f"{_FOLDER}/vierzig/index.md", _story("Vierzig Bilder", "\n\n".join(body) + "\n", image=lead)


def _stories() -> Iterator[tuple[str, str | bytes]]:
    named: dict[str, str] = {
        "lang": _story(
            TITLE, f"{_TEXT}\n" * 4, summary=f"{LONG_WORD}. " + " ".join(_TEXT.split())[:500], learned=" ".join(_TEXT.split())[:290],
            kind="project", topics="[kurz, lang]", told_by="[maria, jo, niemand, agentur, kollege-1, kollege-2]",
            helped_by="[kollege-3, kollege-4, kollege-5, kollege-6]", image="{src: /pictures/maria.jpg, alt: Eine Frau, credit: 'Foto: Jo Li'}",
            corrections=f"[{{date: 2026-04-01, text: {LONG_WORD} hieß früher anders.}}]",
        ),
        "ja": _story("Ja", "Nein.\n", authors="[jo]", departments="[eins]", roles="[chef]", topics="[lang]", date="2026-05-31"),
        "ohne-namen": _story("Was ich nie sagen wollte", _TEXT, authors="[niemand]", learned="Sag es.", reply_to="2026/ja"),
        "jede-form": _story("Jede Form", _EVERY_FORM, reply_to="2026/ja"),
        "gespraech": _story("Zwei Fragen", _INTERVIEW, kind="interview", told_by="[jo]"),
        "english-only": _story("Only in English", "Some things cannot be said in any other way.\n", language="en", authors="[agentur]"),
        "nur-deutsch": _story("Nur auf Deutsch", _TEXT),
        "paar": _story("Ein Paar", _TEXT),
        "pair": _story("A pair", "In the morning the pump was silent.\n", language="en", translation_of="2026/paar"),
        **{
            f"leben-{part}": _story(f"Das {part}. Leben" + " der Pumpe" * part, _TEXT, series=f"{{id: sieben, part: {part}}}", date=f"2026-02-0{part}")
            for part in range(1, 8)
        },
    }  # fmt: skip
    yield from ((f"{_FOLDER}/{key}.md", text) for key, text in named.items())
    yield from _forty_pictures()


def _frame() -> dict[str, str | bytes]:
    """What every portal here has: the layouts, assets and strings of this repository."""
    return {"config.yaml": _CONFIG, **repository("layouts", "assets")}


def extremes() -> dict[str, str | bytes]:
    """The files of the portal of extremes, by their paths."""
    return {
        **_frame(),
        "config.yaml": CONFIG,
        "content/usage.json": _USAGE,
        "content/pages/ueber.md": _front({"title": LONG_WORD}) + _EVERY_FORM,
        "content/pages/en/ueber.md": _front({"title": "A"}) + "B.\n",
        "content/pictures/maria.jpg": photo(900, 1200, 10),
        **{
            f"content/people/{id_}.md": _front(front) + (_TEXT if id_ == "maria" else "")
            for id_, front in _PEOPLE.items()
        },
        **dict(_stories()),
    }


def single() -> dict[str, str | bytes]:
    """The files of a portal with one story, by one person, and nothing else."""
    story = _front({"title": "Ja", "date": "2026-03-14", "authors": "[jo]"}) + "Nein.\n"
    return {**_frame(), "content/people/jo.md": _front({"name": "Jo Li"}), f"{_FOLDER}/ja.md": story}


def empty() -> dict[str, str | bytes]:
    """The files of a portal in which nobody has told anything yet."""
    return {**_frame(), "content/people/jo.md": _front({"name": "Jo Li"})}


PORTALS = {"extremes": extremes, "single": single, "empty": empty}


@cache
def edition_of(name: str) -> Edition:
    """The edition of one of the portals."""
    files = PORTALS[name]()
    left_out = {path: None for path in ("content/people/ada.md", "content/people/ben.md") if path not in files}
    return make(portal({**left_out, **files}), NOW, Wishes())


if __name__ == "__main__":
    for path, data in extremes().items():
        target = Path(sys.argv[1], path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
