"""The settings of a portal."""

from __future__ import annotations

import datetime
import re

import pytest
from portal import CONFIG

from byline.settings import CheckedSettings, read_settings

SITE = "version: 1\nsite:\n  title: Voices\n  url: {url}\n  languages: {languages}\n"


def read(text: str) -> CheckedSettings:
    return read_settings(text, ("de", "en"))


def site(url: str = "https://intranet.example/voices/", languages: str = "[en, de]", more: str = "") -> CheckedSettings:
    return read(SITE.format(url=url, languages=languages) + more)


def test_defaults() -> None:
    settings = site().settings
    assert (settings.site.time_zone, settings.site.accent, settings.site.logo) == ("Europe/Berlin", "#a33b20", "")
    assert (settings.departments, settings.topics, settings.site.closed_topics) == ({}, {}, False)


def test_the_counter_keeps_as_little_as_it_can() -> None:
    assert site().settings.counter is None
    counter = site(more="counter: {reach: 640, show: off}\n").settings.counter
    assert counter is not None
    assert (counter.reach, counter.show, counter.threshold) == (640, "off", 10)
    assert (counter.store, counter.secret, counter.pixel) == (".counter/ledger.sqlite", "", False)
    assert (counter.push, counter.retention.days, counter.contact.works_council.at("de")) == ("daily", 13, "")


def test_terms_are_in_the_authors_order() -> None:
    settings = read(CONFIG).settings
    assert list(settings.departments) == ["production", "field-service"]
    assert settings.departments["field-service"].name.at("de") == "Außendienst"


@pytest.mark.parametrize(
    ("url", "base", "path"),
    [
        ("https://intranet.example/voices/", "https://intranet.example/voices/", "/voices/"),
        ("https://intranet.example/voices", "https://intranet.example/voices/", "/voices/"),
        ("http://intranet.example:8080", "http://intranet.example:8080/", "/"),
        ("https://intranet.example/", "https://intranet.example/", "/"),
        ("https://intranet.example/a/b", "https://intranet.example/a/b/", "/a/b/"),
    ],
)
def test_the_portals_address(url: str, base: str, path: str) -> None:
    settings = site(url).settings
    assert (settings.base, settings.base_path) == (base, path)


@pytest.mark.parametrize(
    "url",
    [
        "intranet.example",
        "/voices/",
        "ftp://intranet.example/",
        "https:///voices/",
        "javascript:alert(1)",
        "https://intranet.example/?a=1",
        "https://intranet.example/#top",
    ],
)
def test_what_is_no_address(url: str) -> None:
    found = site(f'"{url}"')
    assert [one.rule for one in found.problems] == ["bad-address"]
    assert not found.sound


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ("  time_zone: America/New_York\n", []),
        ("  time_zone: Europe/Berlim\n", ["bad-time-zone"]),
        ("  time_zone: ../../etc/passwd\n", ["bad-time-zone"]),
        ('  accent: "#A33B20"\n', []),
        ('  accent: "#FFCC00"\n', ["faint-accent"]),
        ('  accent: "#8e7100"\n', []),
        ('  accent: "#a33"\n', ["bad-colour"]),
        ("  accent: red\n", ["bad-colour"]),
        ('  accent: "#a33b2g"\n', ["bad-colour"]),
        ("  accent: rebeccapurple\n", ["too-long"]),
        ("  colour: red\n", ["unknown-key"]),
        ("counter: {reach: 640}\n", []),
        ("counter: {show: off}\n", ["missing-key"]),
        ("counter: {reach: 0}\n", ["out-of-range"]),
        ("counter: {reach: 640, threshold: 4}\n", ["out-of-range"]),
        ("counter: {reach: 640, show: managers}\n", ["bad-choice"]),
        ("counter: {reach: 640, retention: {months: 26}}\n", ["out-of-range"]),
        ("counter: {reach: 640, retention: {weeks: 1, months: 1}}\n", ["out-of-range"] * 2),
        ("counter: {reach: 640, contact: {works_council: {de: Betriebsrat}}}\n", ["missing-translation"]),
        ("topics: {learning: Learning}\n", ["mapping-expected"]),
        ("topics: {learning: {name: {en: Learning}}}\n", ["missing-translation"]),
        ("topics: {learning: {name: Learning}}\n", []),
        ("topics: {Learning: {name: Learning}}\n", ["bad-id"]),
        ("topics: {learning: {name: Learning, headcount: few}}\n", ["wrong-type"]),
    ],
)
def test_values(more: str, rules: list[str]) -> None:
    found = site(more=more)
    assert [one.rule for one in found.problems] == rules
    assert found.sound == ("bad-time-zone" not in rules)  # with anything else the content can be checked
    assert re.fullmatch("#[0-9a-fA-F]{6}", found.settings.site.accent)  # of which all colours are made


@pytest.mark.parametrize(
    ("languages", "rules"),
    [
        ("[de]", []),
        ("[en, fr]", ["no-strings"]),
        ("[en, en]", ["duplicate-key"]),
        ("[]", ["missing-key"]),
    ],
)
def test_languages(languages: str, rules: list[str]) -> None:
    assert [one.rule for one in site(languages=languages).problems] == rules


@pytest.mark.parametrize(
    ("forge", "rule", "guess"),
    [
        ("kind: gitea, url: https://git.example/p", "bad-choice", "forgejo"),
        ("kind: 5, url: https://git.example/p", "bad-choice", ""),
        ("kind: [gitlab], url: https://git.example/p", "text-expected", ""),
        ("kind: ~, url: https://git.example/p", "missing-key", ""),
        ("url: https://git.example/p", "missing-key", ""),
        ("kind: gitlab", "missing-key", ""),
    ],
)
def test_half_a_forge_is_none(forge: str, rule: str, guess: str) -> None:
    found = site(more=f"forge: {{{forge}}}\n")
    assert [(one.rule, one.guess, one.place.line) for one in found.problems] == [(rule, guess, 6)]
    assert (found.settings.forge, found.sound) == (None, True)


def test_a_fault_elsewhere_leaves_the_forge() -> None:
    found = site(more="forge: {kind: gitlab, url: https://git.example/p, reviewers: {nobody: [x]}}\ncolour: red\n")
    assert sorted(one.rule for one in found.problems) == ["unknown-department", "unknown-key"]
    assert found.settings.forge


@pytest.mark.parametrize("version", ["0", "2", "-1"])
def test_another_version_is_not_guessed_at(version: str) -> None:
    found = read(CONFIG.replace("version: 1", f"version: {version}"))
    assert [one.rule for one in found.problems] == ["unknown-version"]
    assert not found.sound


def test_the_words_around_a_text_are_in_its_language_or_the_first() -> None:
    settings = site(languages="[en, de]").settings
    assert (settings.language, settings.shown_in("de"), settings.shown_in("sv")) == ("en", "de", "en")


def test_the_time_zone_knows_summer() -> None:
    settings = site().settings
    offsets = [
        datetime.datetime(2026, month, 1, tzinfo=settings.zone).utcoffset() == datetime.timedelta(hours=hours)
        for month, hours in ((1, 1), (7, 2))
    ]
    assert offsets == [True, True]
