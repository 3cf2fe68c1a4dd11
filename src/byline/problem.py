"""A problem: one finding about one place in the portal's files, as a value.

Problems flow beside the values from every stage and meet in the edition. A problem holds no sentence: it names its
rule and the facts, and `byline.messages` says them in German or English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

import msgspec


class Severity(Enum):
    """What a problem means for the edition."""

    ERROR = "error"  # the value cannot be made or would do harm; nothing is switched
    WITHHELD = "withheld"  # the value is sound, but must not be seen
    WARNING = "warning"  # the page is made, and something on it is not as it was meant
    ADVICE = "advice"  # nothing is wrong; `check` mentions it, nothing else does


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """Where something stands: a path inside the portal, and a line and column counted from 1 (0: the file as such)."""

    path: str
    line: int = 0
    column: int = 0


class Places(msgspec.Struct, frozen=True, gc=False):
    """Where each field of a decoded value stands, by its path in the value: `authors.0`, `series.part`."""

    start: Place
    fields: Mapping[str, tuple[int, int]]  # line and column; the path is that of the start

    def at(self, field: str) -> Place:
        """The place of a field; of the nearest one around it, where the field itself is not written out."""
        while field not in self.fields and "." in field:
            field = field.rpartition(".")[0]
        return Place(self.start.path, *self.fields[field]) if field in self.fields else self.start


class Problem(msgspec.Struct, frozen=True, gc=False):
    """One finding.

    `rule` is a name in `byline.messages`; `facts` fill its sentence; `guess` is what was probably meant.
    """

    place: Place
    severity: Severity
    rule: str
    facts: tuple[tuple[str, str], ...] = ()
    guess: str = ""

    @property
    def sort_key(self) -> tuple[Place, str, tuple[tuple[str, str], ...], str]:
        """Problems are told in the order of their places; equal places in the order of their rules."""
        return (self.place, self.rule, self.facts, self.guess)


def problem(place: Place, rule: str, /, *, guess: str = "", **facts: object) -> Problem:
    """Make a problem of `rule`; its severity comes from the table of rules, its facts are kept as text."""
    return Problem(place, RULES[rule], rule, tuple((name, str(fact)) for name, fact in facts.items()), guess)


FIXED = frozenset((Severity.ERROR, Severity.WITHHELD))
"""Severities that no portal can change: without them, a page could not be made or would be seen that must not be."""


def judged(problems: Iterable[Problem], weights: Mapping[str, str]) -> Iterator[Problem]:
    """Problems as the portal's settings want them: `weights` say of a rule how much it matters, or that it is `off`."""
    for one in problems:
        weight = weights.get(one.rule) if RULES[one.rule] not in FIXED else None
        if weight is None:
            yield one
        elif weight != "off":
            yield msgspec.structs.replace(one, severity=Severity(weight))


def is_error(one: Problem) -> bool:
    return one.severity is Severity.ERROR


def gravity(one: Problem) -> int:
    """How bad a problem is, from 0."""
    return _LEAST_FIRST.index(one.severity)


_LEAST_FIRST = (Severity.ADVICE, Severity.WITHHELD, Severity.WARNING, Severity.ERROR)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems, each once, in the order in which they are told."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: one.sort_key))


E, W, H, A = Severity.ERROR, Severity.WARNING, Severity.WITHHELD, Severity.ADVICE

RULES: dict[str, Severity] = {
    # the file as such
    "unreadable-file": E,
    "not-utf8": E,
    "file-too-large": E,
    "line-too-long": E,
    "control-characters": W,
    "link-not-followed": W,
    "stray-file": W,
    "stray-text": W,
    "stray-document": W,
    "misplaced-file": W,
    "no-content": E,
    # front matter and settings as YAML
    "no-front-matter": E,
    "front-matter-not-closed": E,
    "yaml-syntax": E,
    "yaml-tab": E,
    "yaml-feature": E,
    "yaml-too-deep": E,
    "cut-by-comment": W,
    "duplicate-key": E,
    "mapping-expected": E,
    "list-expected": E,
    "too-many-items": E,
    "empty-item": E,
    "text-expected": E,
    "unknown-key": E,
    "missing-key": E,
    "wrong-type": E,
    "bad-date": E,
    "bad-choice": E,
    "bad-id": E,
    "too-long": E,
    "out-of-range": E,
    # settings
    "no-settings": E,
    "unknown-version": E,
    "bad-address": E,
    "bad-time-zone": E,
    "bad-colour": E,
    "faint-accent": W,
    "unknown-language": E,
    "no-strings": E,
    "missing-translation": W,
    "unknown-rule": E,
    "fixed-rule": E,
    "missing-asset": E,
    # from file to file
    "unknown-person": E,
    "ambiguous-person": E,
    "unknown-department": E,
    "unknown-role": E,
    "unknown-topic": E,
    "topic-near-miss": W,
    "unknown-series": E,
    "unknown-level": E,
    "unknown-location": E,
    "unknown-story": E,
    "unknown-page": E,
    "own-story": E,
    "translation-chain": E,
    "same-address": E,
    "own-address": E,
    "bad-alias": E,
    "same-id": E,
    "same-part": E,
    "same-language": E,
    "no-address": E,
    "address-tells-name": E,
    "expires-early": E,
    # the body
    "dead-link": W,
    "dead-anchor": W,
    "link-to-withheld": W,
    "link-refused": W,
    "link-with-spaces": W,
    "cleaned-html": W,
    "raw-html": W,
    "html-not-closed": E,
    "comment-cut": E,
    "unknown-tag": W,
    "embed-linked": W,
    "attribute-refused": W,
    "unknown-block": W,
    "block-not-closed": W,
    "block-not-open": W,
    "question-expected": W,
    "unknown-note": W,
    "unused-note": W,
    "note-twice": W,
    "name-in-text": W,
    "name-in-address": W,
    "nested-too-deep": E,
    "too-much-html": E,
    "paragraph-too-long": E,
    "too-many-brackets": E,
    "table-too-large": E,
    "too-costly": E,
    # pictures
    "missing-picture": W,
    "outside-picture": W,
    "picture-on-forge": W,
    "missing-alt": W,
    "missing-credit": W,
    "picture-empty": W,
    "picture-not-readable": W,
    "picture-kind": W,
    "picture-heic": W,
    "picture-format": W,
    "picture-document": W,
    "picture-film": W,
    "picture-misnamed": W,
    "picture-tells": E,
    "picture-not-shown": W,
    "picture-too-large": E,
    "drawing-cleaned": W,
    "drawing-refused": W,
    # usage
    "usage-damaged": W,
    "usage-key": W,
    # withheld
    "withheld-status": H,
    "withheld-withdrawn": H,
    "withheld-until": H,
    "withheld-expired": H,
    "withheld-audience": H,
    "withheld-broken": H,
    "withheld-left": H,
    "withheld-anonymous": H,
    # advice
    "no-id": A,
    "quotes-not-shown": A,
    "departments-not-written": A,
    "unused-picture": A,
    "dated-back": A,
    "not-taken": E,
    "person-gone": E,
    "story-gone": W,
    "story-hidden": W,
    "address-left": W,
    "id-left": W,
    # moving in
    "moved-unread": E,
    "moved-script": E,
    "moved-unclosed": E,
    "moved-data": W,
    "moved-broken": E,
    "moved-page": W,
    "moved-unseen": W,
    "moved-type": W,
    "moved-foreign": W,
    "moved-setting": W,
    "moved-form": W,
    "moved-key": W,
    "moved-tag": W,
    "moved-notation": W,
    "moved-date": W,
    "moved-parked": W,
    "moved-author": W,
    "moved-name": A,
    "moved-byline": A,
    "moved-namesake": W,
    "moved-topic": W,
    "moved-about": W,
    "moved-cut": W,
    "moved-picture": W,
    "moved-portrait": W,
    "moved-link": W,
    "moved-address": W,
    "moved-taken": W,
    "moved-there": W,
    "moved-beside": W,
    # style
    "long-sentence": A,
    "hard-to-read": A,
    "hard-sentence": A,
    "wall-of-text": A,
    "first-level-heading": A,
    "heading-skips": A,
    "no-summary": A,
    "vague-link": A,
    "avoided-word": A,
    "gender-form": A,
    "gender-forms-mixed": A,
    "du-and-sie": A,
    # layouts and output
    "layout-fault": E,
    "no-index": E,
    "string-missing": E,
    "string-place": E,
}
"""Every rule there is, with its severity. Its sentences are in `byline.messages`, its page in docs/rules.md."""

OF_CHECK = frozenset(
    """
    no-id departments-not-written dated-back story-gone story-hidden address-left id-left
    long-sentence hard-to-read hard-sentence wall-of-text first-level-heading heading-skips
    no-summary vague-link avoided-word gender-form gender-forms-mixed du-and-sie
    """.split()
)
"""Rules that `check` alone knows, and no build: whatever a portal weighs them, no story is left out for them."""
