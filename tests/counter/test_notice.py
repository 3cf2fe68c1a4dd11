"""The papers for readers, works council and data protection officer say what the settings are, in both languages."""

from __future__ import annotations

import re
import zoneinfo
from typing import Any, Literal, get_args

import desk
import msgspec
import pytest

from byline.counter.notice import Kind, deviations, paper
from byline.counter.papers import PAPERS
from byline.counter.policy import Policy, Retention

Language = Literal["de", "en"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LANGUAGES: tuple[Language, ...] = get_args(Language)
COMMON = "postgresql://counter:secret@db.example/byline"
POLICY = msgspec.structs.replace(desk.POLICY, languages=("de", "en"), reach=640)


def but(**fields: Any) -> Policy:
    return msgspec.structs.replace(POLICY, **fields)


POLICIES = {
    "shipped": POLICY,
    "open": but(show="everyone", pixel=True, threshold=5, retention=Retention(26, 14, 37), store=COMMON, push="hourly"),
    "off": but(show="off", store="var/counter.db", data_protection="dpo@intranet.example"),
    "common": but(store=COMMON, data_protection="Ada {Lovelace}", works_council="Durchwahl 1800", threshold=17),
    "short": but(retention=Retention(1, 1, 1), reach=21, title={"de": "Stimmen"}, push="hourly"),
}
papers = pytest.mark.parametrize("kind", KINDS)
languages = pytest.mark.parametrize("language", LANGUAGES)
policies = pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)


# --- every paper


@papers
@languages
@policies
def test_the_numbers_of_the_settings_are_in_it(kind: Kind, language: Language, policy: Policy) -> None:
    text = paper(kind, policy, language)
    assert policy.title.get(language, "Stimmen") in text
    assert f" {policy.threshold} " in text
    kept = policy.retention
    wanted = [(kept.days, "Woche" if language == "de" else "week"), (kept.weeks, "Mon" if language == "de" else "mon")]
    for number, unit in [*wanted, (kept.months, wanted[1][1])]:
        assert re.search(rf"\b{number} {unit}", text)
    if kind != "notice":
        assert f"| `reach` | {policy.reach} |" in text


@papers
@languages
@policies
def test_no_place_is_left_unfilled(kind: Kind, language: Language, policy: Policy) -> None:
    text = paper(kind, policy, language)
    assert re.findall(r"[{}]", text.replace("Ada {Lovelace}", "")) == []
    assert "\n\n\n" not in text
    assert re.search(r"[^\n]\n\Z", text)
    assert not re.search(r"[ \\]$", text, re.MULTILINE)


@papers
@languages
@policies
def test_it_counts_views_and_never_readers(kind: Kind, language: Language, policy: Policy) -> None:
    text = paper(kind, policy, language)
    assert re.search(r"\d (?:Aufrufe|views)", text)
    assert not re.search(r"(?:\d|number of|Anzahl(?: der)?|Zahl der) (?:unique )?(?:readers|Leser|Lesende)", text)


@papers
@languages
@policies
def test_the_address_of_a_common_store_is_told_to_nobody(kind: Kind, language: Language, policy: Policy) -> None:
    assert not re.search(r"secret|db\.example|postgresql:", paper(kind, policy, language))


@papers
@policies
def test_both_languages_have_the_same_parts(kind: Kind, policy: Policy) -> None:
    german, english = (paper(kind, policy, language) for language in LANGUAGES)
    for mark in (r"^#+ ", r"^- ", r"^\| ", r"^\(\d\) ", r"^> ", r"^$", r"`[^`]+`", r"\["):
        assert len(re.findall(mark, german, re.MULTILINE)) == len(re.findall(mark, english, re.MULTILINE)), mark


def test_both_languages_have_the_same_pieces() -> None:
    german, english = (PAPERS[language] for language in LANGUAGES)
    assert list(german.pieces) == list(english.pieces)
    for name, piece in german.pieces.items():
        assert sorted(re.findall(r"\{\w+\}", piece)) == sorted(re.findall(r"\{\w+\}", english.pieces[name])), name


# --- a change of the settings changes what is said

SPOKEN_OF: list[tuple[Kind, Policy]] = [
    *((kind, but(**change)) for kind in KINDS for change in (
        {"threshold": 11},
        {"show": "everyone"},
        {"show": "off"},
        {"retention": Retention(12, 13, 25)},
        {"retention": Retention(13, 12, 25)},
        {"retention": Retention(13, 13, 24)},
        {"pixel": True},
        {"store": COMMON},
        {"data_protection": "dpo@intranet.example"},
        {"works_council": "Durchwahl 1800"},
        {"title": {"de": "Erzählt", "en": "Told"}},
    )),
    *((kind, but(zone=zoneinfo.ZoneInfo("Europe/London"))) for kind in ("notice", "facts")),
    *((kind, but(**change)) for kind in ("facts", "agreement") for change in (
        {"reach": 641},
        {"origin": "https://other.example"},
        {"base_path": "/stories/"},
    )),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "policy"), SPOKEN_OF)
@languages
def test_another_setting_is_another_text(kind: Kind, policy: Policy, language: Language) -> None:
    assert paper(kind, policy, language) != paper(kind, POLICY, language)


@papers
@languages
def test_how_often_sums_are_handed_on_matters_to_a_common_store_alone(kind: Kind, language: Language) -> None:
    assert paper(kind, but(store=COMMON, push="hourly"), language) != paper(kind, but(store=COMMON), language)
    assert paper(kind, but(push="hourly"), language) == paper(kind, POLICY, language)


# --- and the right one


@pytest.mark.parametrize(
    ("policy", "german", "english"),
    [
        (
            POLICY,
            "sieht nur, wer sie geschrieben oder erzählt hat",
            "Only those who wrote or told a story see its numbers",
        ),
        (but(show="everyone"), "steht für alle eine gerundete Zahl", "there is a rounded number for everyone"),
        (but(show="off"), "Niemand bekommt Zahlen zu sehen", "Nobody is shown any numbers"),
        (POLICY, "die keine Skripte ausführen, werden nicht gezählt", "that run no scripts are not counted"),
        (but(pixel=True), "laden stattdessen ein unsichtbares Bild", "fetch an invisible picture instead"),
        (POLICY, "in einer Datei auf dem Rechner, der zählt", "in a file on the machine that counts"),
        (but(store=COMMON), "bekommt sie einmal am Tag", "is handed them once a day"),
        (but(store=COMMON, push="hourly"), "die sie jede Stunde bekommt", "is handed them every hour"),
    ],
)
def test_the_sentence_for_a_setting(policy: Policy, german: str, english: str) -> None:
    for kind in ("notice", "agreement"):
        assert german in paper(kind, policy, "de")
        assert english in paper(kind, policy, "en")


@languages
def test_those_who_can_be_asked_are_named_if_there_are_any(language: Language) -> None:
    both = paper("notice", but(data_protection="dpo@intranet.example", works_council="extension 1800"), language)
    assert re.search(r"dpo@intranet\.example \([\w ]+\), extension 1800 \([\w ]+\)\.\n\Z", both)
    one = paper("notice", but(works_council="extension 1800"), language)
    assert re.search(r": extension 1800 \(|by extension 1800 \(", one)
    assert paper("notice", POLICY, language).endswith("`byline counter audit`.\n")


@languages
def test_the_backup_is_named_as_the_one_exact_copy(language: Language) -> None:
    for kind in KINDS:
        for policy in (POLICY, but(store=COMMON)):
            assert "`byline counter backup`" in paper(kind, policy, language)


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        (POLICY, []),
        (but(show="off"), []),
        (but(threshold=11, retention=Retention(1, 1, 1)), []),
        (but(push="hourly"), []),
        (but(show="everyone"), ["everyone"]),
        (but(threshold=9), ["threshold"]),
        (but(pixel=True), ["pixel"]),
        (but(store=COMMON, push="hourly"), ["hourly"]),
        (but(retention=Retention(13, 14, 25)), ["retention"]),
        (POLICIES["open"], ["everyone", "threshold", "pixel", "hourly", "retention"]),
    ],
)
@languages
def test_deviations_are_told(policy: Policy, found: list[str], language: Language) -> None:
    assert list(deviations(policy)) == found
    pieces = PAPERS[language].pieces
    for kind in ("facts", "agreement"):
        text = paper(kind, policy, language)
        for name in ("everyone", "threshold", "pixel", "hourly", "retention"):
            assert (pieces[f"deviation_{name}"].partition(":")[0] + ":" in text) == (name in found), name
        assert (f"\n{pieces['no_deviation']}\n" in text) == (not found)


def test_the_cap_is_the_reach_three_times() -> None:
    assert "640 Menschen, also höchstens 1920 Aufrufe" in paper("facts", POLICY, "de")
    assert "640 people, and so 1920 views at most" in paper("facts", POLICY, "en")


@languages
def test_the_fact_sheet_names_each_part_of_the_claim(language: Language) -> None:
    assert re.findall(r"^\| (P\d) \|", paper("facts", POLICY, language), re.MULTILINE) == [
        f"P{n}" for n in range(1, 10)
    ]
