"""The papers about the counter, made from the settings in force: what they say is what the counter does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from byline.counter.papers import PAPERS, Papers
from byline.counter.policy import CAP, LEAST_AUTHORS, LEAST_REACH, STEP, Policy, Retention

Kind = Literal["notice", "facts", "agreement"]
"""The privacy notice for readers, the fact sheet for works council and data protection officer, the draft agreement."""

_SHIPPED = {field.name: field.default for field in msgspec.structs.fields(Policy)}


def paper(kind: Kind, policy: Policy, language: Literal["de", "en"]) -> str:
    """One of the papers as Markdown, true to a policy."""
    papers = PAPERS[language]
    text = {"notice": papers.notice, "facts": papers.facts, "agreement": papers.agreement}[kind]
    numbers = _numbers(policy, papers, language)
    pieces = {name: piece.format(**numbers) for name, piece in _pieces(policy, papers).items()}
    settings = papers.settings.format(**numbers, **pieces)
    filled = text.format(settings=settings, **numbers, **pieces)
    return re.sub(r"\n{3,}", "\n\n", filled).rstrip() + "\n"


def deviations(policy: Policy) -> Iterator[str]:
    """Where the settings promise less than those that Byline comes with."""
    if policy.show == "everyone":
        yield "everyone"
    if policy.threshold < _SHIPPED["threshold"]:
        yield "threshold"
    if policy.pixel:
        yield "pixel"
    if policy.is_common and policy.push == "hourly":
        yield "hourly"
    mine, usual = policy.retention, Retention()
    if mine.days > usual.days or mine.weeks > usual.weeks or mine.months > usual.months:
        yield "retention"


def _numbers(policy: Policy, papers: Papers, language: str) -> dict[str, object]:
    """What fills the places in texts and pieces."""

    def amount(number: int, unit: str) -> str:
        return f"{number} {papers.amounts[unit][number != 1]}"

    return {
        "title": policy.title.get(language) or policy.title[policy.languages[0]],
        "address": f"{policy.origin}{policy.base_path}",
        "zone": policy.zone.key,
        "reach": policy.reach,
        "cap": CAP * policy.reach,
        "times": CAP,
        "threshold": policy.threshold,
        "usual_threshold": _SHIPPED["threshold"],
        "step": STEP,
        "least_reach": LEAST_REACH,
        "least_authors": LEAST_AUTHORS,
        "days": amount(policy.retention.days, "week"),
        "weeks": amount(policy.retention.weeks, "month"),
        "months": amount(policy.retention.months, "month"),
        "show": policy.show,
        "data_protection": policy.data_protection,
        "works_council": policy.works_council,
    }


def _pieces(policy: Policy, papers: Papers) -> dict[str, str]:
    """The sentences that are right for a policy. They do not tell the address of a common store: it may hold a password."""
    said = papers.pieces
    contacts = [said[one] for one in ("data_protection", "works_council") if getattr(policy, one)]
    store = policy.push if policy.is_common else "alone"
    return {
        "shown": said[f"shown_{policy.show}"],
        "rules": said["rules_off" if policy.show == "off" else "rules"],
        "counted": said["counted_pixel" if policy.pixel else "counted"],
        "exact": said["exact_common" if policy.is_common else "exact_alone"],
        "push": said[f"push_{store}"],
        "tables": said["tables_common" if policy.is_common else "tables_alone"],
        "kind_of_store": said[f"store_{store}"],
        "pixel": said["yes" if policy.pixel else "no"],
        "contacts": said["contacts"].replace("{contacts}", ", ".join(contacts)) if contacts else "",
        "deviations": "\n".join(said[f"deviation_{one}"] for one in deviations(policy)) or said["no_deviation"],
    }
