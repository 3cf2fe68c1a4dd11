"""What problems say: one sentence and one hint for each rule, in German and English. The only place for these texts."""

from __future__ import annotations

from dataclasses import dataclass

from byline.messages import de, en
from byline.problem import Problem


@dataclass(frozen=True, slots=True)
class Messages:
    """Everything Byline says in one language."""

    rules: dict[str, tuple[str, str]]
    sentences: dict[str, str]
    nouns: dict[str, tuple[str, str]]
    severities: dict[str, str]
    reasons: dict[str, str]
    advice: dict[str, str]
    did_you_mean: str


LANGUAGES = {
    "de": Messages(de.RULES, de.SENTENCES, de.NOUNS, de.SEVERITIES, de.REASONS, de.ADVICE, de.DID_YOU_MEAN),
    "en": Messages(en.RULES, en.SENTENCES, en.NOUNS, en.SEVERITIES, en.REASONS, en.ADVICE, en.DID_YOU_MEAN),
}


_COUNTED = ("posts", "spots")
"""Facts that are numbers of something; sentences name them with their nouns."""


def sentence(found: Problem, language: str) -> str:
    """What is wrong, in one plain sentence."""
    spoken, facts = LANGUAGES[language], dict(found.facts)
    if "reason" in facts:
        # What Jinja says of a layout stays as it is: its designers know it.
        facts["reason"] = spoken.reasons.get(facts["reason"], facts["reason"])
    numbers = {noun: numbered(int(facts[noun]), noun, language) for noun in _COUNTED if noun in facts}
    return spoken.rules[found.rule][0].format(**facts | numbers)


def hint(found: Problem, language: str) -> str:
    """What to do about it: what was probably meant, where that is known, else the advice for its reason or its rule."""
    spoken, facts = LANGUAGES[language], dict(found.facts)
    reason = facts.get("reason", "")
    advice = spoken.advice.get(reason, "")
    if found.guess:
        meant = spoken.did_you_mean.format(guess=found.guess)
        return f"{meant} {advice.format(**facts)}" if reason.startswith("perhaps") else meant
    return (advice or spoken.rules[found.rule][1]).format(**facts)


def severity(found: Problem, language: str) -> str:
    """The severity's name."""
    return LANGUAGES[language].severities[found.severity.value]


def said(name: str, language: str, /, **facts: object) -> str:
    """One of the sentences that commands say beside problems."""
    return LANGUAGES[language].sentences[name].format(**facts)


def numbered(number: int, noun: str, language: str) -> str:
    """A number with its noun: `1 error`, `2 errors`."""
    return f"{number} {LANGUAGES[language].nouns[noun][number != 1]}"
