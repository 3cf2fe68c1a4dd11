"""What problems say: one sentence and one hint for each rule, in German and English. The only place for these texts."""

from __future__ import annotations

from byline.messages import de, en
from byline.problem import Problem

LANGUAGES = {"de": de, "en": en}


def sentence(found: Problem, language: str) -> str:
    """What is wrong, in one plain sentence."""
    return LANGUAGES[language].RULES[found.rule][0].format(**dict(found.facts))


def hint(found: Problem, language: str) -> str:
    """What to do about it: what was probably meant, where that is known, else the rule's own advice. May be empty."""
    spoken = LANGUAGES[language]
    advice = spoken.RULES[found.rule][1].format(**dict(found.facts))
    if not found.guess:
        return advice
    return spoken.DID_YOU_MEAN.format(guess=found.guess)


def severity(found: Problem, language: str) -> str:
    """The severity's name."""
    return LANGUAGES[language].SEVERITIES[found.severity.value]


def said(name: str, language: str, /, **facts: object) -> str:
    """One of the sentences that commands say beside problems."""
    return LANGUAGES[language].SENTENCES[name].format(**facts)
