"""The portal's settings: the whole of `config.yaml`, with every default in one place."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from byline import palette
from byline.front import LanguageCode, Text
from byline.guess import nearest
from byline.problem import FIXED, RULES, Place, Places, Problem, problem
from byline.reference import is_web

if TYPE_CHECKING:
    from byline.decode import Decoded

PATH = "config.yaml"

zoneinfo.reset_tzpath(())  # only the package tzdata: the machine's own zones may be older, and dates would differ

Colour = Annotated[str, msgspec.Meta(max_length=7)]


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A department, role, topic, series, level or location: its name, what it is, and how many people it has."""

    name: Text
    description: Text = Text()
    headcount: Annotated[int, msgspec.Meta(ge=0)] | None = None


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The portal as a whole."""

    title: Text
    url: str  # the address under which readers find it, with its path
    languages: tuple[str, ...]  # of the portal's own pages; the first at the root
    time_zone: str = "Europe/Berlin"
    description: Text = Text()
    accent: Colour = "#a33b20"
    logo: str = ""  # a file under assets/
    closed_topics: bool = False  # only the topics listed here


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How long views are kept, and how finely: days for so many weeks, weeks and months for so many months."""

    days: Annotated[int, msgspec.Meta(ge=1, le=13)] = 13
    weeks: Annotated[int, msgspec.Meta(ge=2, le=13)] = 13  # with 1, a month would be made before it is over
    months: Annotated[int, msgspec.Meta(ge=2, le=25)] = 25  # with 1, forgotten before it is over


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Whom readers may ask about the counter."""

    data_protection: Text = Text()
    works_council: Text = Text()


LEAST_THRESHOLD = 5  # views, of which no figure can show fewer


class CounterSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The counter of views: for how many readers, what is shown, and where and how long it is kept."""

    reach: Annotated[int, msgspec.Meta(ge=1)]  # how many people could read a story that does not say otherwise
    show: Literal["everyone", "authors", "off"] = "authors"
    threshold: Annotated[int, msgspec.Meta(ge=LEAST_THRESHOLD)] = 10  # below it, no number is shown
    store: str = ".counter/ledger.sqlite"  # a file, or the address of a common store
    spool: str = ".counter/spool.sqlite"  # the file from which a common store is fed
    secret: str = ""  # the path of a file outside the repository
    pixel: bool = False  # whether browsers without scripts are counted, too
    push: Literal["daily", "hourly"] = "daily"
    retention: Retention = Retention()
    contact: Contact = Contact()


class Forge(msgspec.Struct, frozen=True, kw_only=True):
    """Where the portal's repository is, and who looks after which part of it."""

    kind: Literal["github", "gitlab", "forgejo"]
    url: str  # the repository's page, for browsers
    branch: str = "main"  # from which the portal is published
    editors: tuple[str, ...] = ()  # who looks at every story; teams or accounts, as the forge writes them
    reviewers: dict[str, tuple[str, ...]] = {}  # who looks at the stories of a department, too
    designers: tuple[str, ...] = ()
    developers: tuple[str, ...] = ()
    answer: Text = Text()  # when contributors hear from somebody who has read along
    help: Text = Text()  # where they find somebody to ask


class Avoided(msgspec.Struct, frozen=True, kw_only=True):
    """A word that the house does not want to read, and what to write in its place."""

    word: Annotated[str, msgspec.Meta(max_length=80)]
    instead: str = ""
    language: LanguageCode | None = None  # of the stories in which it is looked for; None: in all


class Editorial(msgspec.Struct, frozen=True, kw_only=True):
    """The house's style, as far as `check` can look after it."""

    gender: Literal["pair", "colon", "star", "neutral", "none"] = (
        "none"  # how German texts name people; none: as each likes
    )
    avoid: tuple[Avoided, ...] = ()


Weight = Literal["error", "warning", "advice", "off"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All of `config.yaml`."""

    version: int
    site: SiteSettings
    departments: dict[str, Term] = {}
    roles: dict[str, Term] = {}
    topics: dict[str, Term] = {}
    series: dict[str, Term] = {}
    levels: dict[str, Term] = {}
    locations: dict[str, Term] = {}
    counter: CounterSettings | None = None
    forge: Forge | None = None
    editorial: Editorial = Editorial()
    rules: dict[str, Weight] = {}  # how much a rule matters here, if not as much as elsewhere

    @property
    def base(self) -> str:
        """The portal's address, ending in a slash."""
        return self.site.url.rstrip("/") + "/"

    @property
    def base_path(self) -> str:
        """The path of the portal's address: `/voices/`."""
        return urlsplit(self.base).path

    @property
    def languages(self) -> tuple[str, ...]:
        return self.site.languages

    @property
    def language(self) -> str:
        """The portal's first language, in which everything is that does not say otherwise."""
        return self.site.languages[0]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.site.time_zone)

    def shown_in(self, language: str) -> str:
        """The language of the portal's own words around a text in `language`."""
        return language if language in self.languages else self.language


_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.~%!$&'()*+,;=:-]+)*/?\Z", re.ASCII | re.IGNORECASE)
_STAND_IN = SiteSettings(title=Text(), url="https://portal.invalid/", languages=("de",))


class CheckedSettings(msgspec.Struct, frozen=True):
    """Settings with what is wrong with them. Those that are not `sound` hold stand-ins and serve to check the content.

    No `places`: not a single setting could be read.
    """

    settings: Settings
    places: Places | None
    problems: tuple[Problem, ...]
    sound: bool


def read_settings(text: str, strings: tuple[str, ...]) -> CheckedSettings:
    """Settings from the text of `config.yaml`; `strings` are the languages in which the portal's own words exist."""
    from byline.decode import decode
    from byline.node import compose  # the parser is imported when something is to be read

    node, problems = compose(text, PATH)
    decoded = decode(node, Settings) if node else None
    if decoded is None or decoded.value is None:
        stand_in = Settings(version=1, site=_STAND_IN)
        return CheckedSettings(stand_in, None, (*problems, *(decoded.problems if decoded else ())), sound=False)
    settings, found = decoded.value, [*problems, *decoded.problems]
    told = {one.place for one in found}
    more = [
        *_site_problems(settings.site, decoded.places, strings),
        *_forge_problems(settings, decoded.places),
        *_rule_problems(settings.rules, decoded.places),
        *_translation_problems(settings, decoded.places),
    ]
    if settings.version != 1:
        more.append(problem(decoded.places.at("version"), "unknown-version", version=settings.version))
    found += [one for one in more if one.place not in told]
    site = _usable(settings.site, strings)
    sound = settings.version == 1 and site == settings.site
    forge = None if _is_half_a_forge(decoded) else settings.forge
    site = site if _is_colour(site.accent) else msgspec.structs.replace(site, accent=_STAND_IN.accent)
    usable = msgspec.structs.replace(settings, site=site, forge=forge)
    return CheckedSettings(usable, decoded.places, tuple(found), sound)


def _usable(site: SiteSettings, strings: tuple[str, ...]) -> SiteSettings:
    """The same with stand-ins for what would keep the content from being checked."""
    languages = tuple(language for language in site.languages if language in strings)
    return msgspec.structs.replace(
        site,
        url=site.url if _is_address(site.url) else _STAND_IN.url,
        time_zone=site.time_zone if site.time_zone in zoneinfo.available_timezones() else _STAND_IN.time_zone,
        languages=languages or strings[:1] or _STAND_IN.languages,
    )


def _is_half_a_forge(decoded: Decoded[Settings]) -> bool:
    """Whether it lacks what nobody can do without, or nobody can read that: its kind, or its address."""
    places = [decoded.places.at(where) for where in ("forge", "forge.kind", "forge.url")]
    return any(one.place in places for one in decoded.problems)


def _is_colour(text: str) -> bool:
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def _is_address(url: str) -> bool:
    return is_web(url) and _ADDRESS.match(url) is not None


def missing_settings() -> Problem:
    """There is no `config.yaml` here."""
    return problem(Place(PATH), "no-settings")


def _site_problems(site: SiteSettings, places: Places, strings: tuple[str, ...]) -> list[Problem]:
    found = []
    if not _is_address(site.url):
        found.append(problem(places.at("site.url"), "bad-address", text=site.url))
    if site.time_zone not in zoneinfo.available_timezones():
        found.append(problem(places.at("site.time_zone"), "bad-time-zone", text=site.time_zone))
    if not _is_colour(site.accent):
        found.append(problem(places.at("site.accent"), "bad-colour", text=site.accent))
    elif (spoken := palette.spoken(site.accent.lower())) != site.accent.lower():
        found.append(problem(places.at("site.accent"), "faint-accent", colour=site.accent, nearest=spoken))
    for index, language in enumerate(site.languages):
        if language not in strings:
            found.append(
                problem(places.at(f"site.languages.{index}"), "no-strings", language=language, known=", ".join(strings))
            )
        if language in site.languages[:index]:
            found.append(
                problem(
                    places.at(f"site.languages.{index}"),
                    "duplicate-key",
                    key=language,
                    first=places.at("site.languages.0").line,
                )
            )
    return found


def _forge_problems(settings: Settings, places: Places) -> list[Problem]:
    found: list[Problem] = []
    if settings.forge is None:
        return found
    if not _is_address(settings.forge.url):
        found.append(problem(places.at("forge.url"), "bad-address", text=settings.forge.url))
    found += [
        problem(
            places.at(f"forge.reviewers.{name}"),
            "unknown-department",
            guess=nearest(name, settings.departments),
            name=name,
        )
        for name in settings.forge.reviewers
        if name not in settings.departments
    ]
    return found


def _rule_problems(weights: Mapping[str, str], places: Places) -> list[Problem]:
    """Weights of rules that there are not, or that weigh as much everywhere."""
    found = []
    for name in weights:
        if name not in RULES:
            found.append(problem(places.at(f"rules.{name}"), "unknown-rule", guess=nearest(name, RULES), name=name))
        elif RULES[name] in FIXED:
            found.append(problem(places.at(f"rules.{name}"), "fixed-rule", name=name))
    return found


def _translation_problems(settings: Settings, places: Places) -> list[Problem]:
    """Texts that are written in some of the portal's languages and not in all."""
    texts = {"site.title": settings.site.title, "site.description": settings.site.description}
    if settings.counter:
        contact = settings.counter.contact
        texts["counter.contact.data_protection"] = contact.data_protection
        texts["counter.contact.works_council"] = contact.works_council
    if settings.forge:
        texts |= {"forge.answer": settings.forge.answer, "forge.help": settings.forge.help}
    for kind in ("departments", "roles", "topics", "series", "levels", "locations"):
        for name, term in getattr(settings, kind).items():
            texts[f"{kind}.{name}.name"] = term.name
            texts[f"{kind}.{name}.description"] = term.description
    return [
        problem(places.at(where), "missing-translation", key=where, language=language)
        for where, text in texts.items()
        if text.each
        for language in settings.languages
        if language not in dict(text.each)
    ]
