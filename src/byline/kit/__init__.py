"""Interview kits: what a good editor asks, for each kind of story, and which of it the forms of forges ask.

Which question belongs where stands here, and is the same in all languages; the words are in `kit.de` and `kit.en`.
Skeletons, forms and the reading of filled-in forms take them from here, so that they cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from byline.kit import de, en

Use = Literal["title", "subject", "name", "told_by", "helped_by", "writer", "learned", "answer", "note", "agreed"]
"""What an answer is for: a key of the front matter, a text, a note to the editors, or something agreed to."""
Shape = Literal["line", "text", "choice", "boxes"]


class Field(msgspec.Struct, frozen=True):
    """A field of a form, by the name of its question."""

    name: str
    use: Use
    shape: Shape = "line"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kit:
    """The words of one language. `advice` and `pictures` are by kind of story, "" is for any; `hints` and `options`
    are by the name of a question; `forms` have a name, what they are for, how the title of what they make begins,
    and what stands above the first question; `keys` are words that people put before a colon, `nobody` those that
    stand where names do and are none, `around_nobody` those that stand with them: `no, it is mine`.
    """

    questions: dict[str, str]
    hints: dict[str, str]
    options: dict[str, tuple[str, ...]]
    advice: dict[str, str]
    pictures: dict[str, str]
    last: str
    forms: dict[str, tuple[str, str, str, str]]
    notes: dict[str, str]
    keys: dict[str, tuple[str, ...]]
    nobody: tuple[str, ...]
    around_nobody: tuple[str, ...]


KITS = {
    one: Kit(
        words.QUESTIONS,
        words.HINTS,
        words.OPTIONS,
        words.ADVICE,
        words.PICTURES,
        words.LAST,
        words.FORMS,
        words.NOTES,
        words.KEYS,
        words.NOBODY,
        words.AROUND_NOBODY,
    )
    for one, words in (("de", de), ("en", en))
}

KINDS: dict[str, tuple[str, ...]] = {
    "portrait": ("hands", "first-day", "called", "otherwise", "object", "hard", "unknown", "voice", "others"),
    "interview": ("moment", "expected", "wrong", "why", "ear", "since", "advise", "unasked", "others"),
    "day": ("start", "times", "unseen", "between", "laughed", "went-wrong", "end", "others"),
    "lesson": ("happened", "thought", "earlier", "cost", "helped", "since", "open", "others"),
    "project": ("trouble", "against", "dead-end", "works", "felt", "price", "without", "others"),
}
"""The questions for each kind of story. Those of `news` are three, and every newsroom knows them by heart."""

FORMS: dict[str, tuple[Field, ...]] = {
    "story": (
        Field("title", "title"),
        Field("you", "name", required=True),
        Field("writer", "writer", "choice", required=True),
        Field("whose", "told_by"),
        Field("helpers", "helped_by"),
        Field("happened", "answer", "text", required=True),
        Field("wrong", "answer", "text"),
        Field("since", "answer", "text"),
        Field("learned", "learned", "text"),
        Field("others", "note"),
        Field("asked", "agreed", "boxes"),
    ),
    "interview": (
        Field("you", "told_by", required=True),
        Field("about", "answer", "text", required=True),
        Field("moment", "answer", "text"),
        Field("unknown-work", "answer", "text"),
        Field("how", "note", "choice"),
        Field("when", "note"),
    ),
    "nomination": (
        Field("nominee", "told_by", required=True),
        Field("you", "note", required=True),
        Field("worth", "note", "text", required=True),
        Field("first-question", "note", "text"),
        Field("nominee-asked", "agreed", "boxes", required=True),
    ),
    "removal": (
        Field("you-shown", "note", required=True),
        Field("what", "note", "choice", required=True),
        Field("where", "note", "text"),
    ),
}
"""The forms with which colleagues come forward, and their fields. No story is made of the last one."""


def kit(language: str) -> Kit:
    """The kit in a language; in English where there is none."""
    return KITS.get(language, KITS["en"])


def same(text: str) -> str:
    """A text as it is compared: whatever letters, spaces and apostrophes it was typed with."""
    return " ".join(text.casefold().replace("’", "'").replace("\u00a0", " ").split())


def comment(text: str) -> str:
    """A text as a comment, which no reader sees; nothing in it can end the comment or cut it."""
    lines = [line.strip() for line in text.replace("--", "–").splitlines() if line.strip()]
    return "<!-- " + "\n     ".join(lines) + " -->"


def skeleton(kind: str, language: str) -> str:
    """The body of a new story: advice, the questions for its kind, and what is to be seen to in the end, as comments."""
    words = kit(language)
    if kind not in KINDS:
        return comment(words.advice[""])
    asked = [comment(words.questions[name]) for name in KINDS[kind]]
    if kind == "interview":
        asked = ["::: interview", *(comment(f"? {words.questions[name]}") for name in KINDS[kind]), ":::"]
    return "\n\n".join((comment(words.advice[kind]), *asked, closing(kind, language)))


def closing(kind: str, language: str) -> str:
    """What is to be seen to before a story is handed in, as a comment."""
    words = kit(language)
    return comment(f"{words.last}\n{words.pictures.get(kind, words.pictures[''])}")
