"""A draft: the body of a story that is made of what a colleague handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from byline.kit import KINDS, Kit, closing, comment, kit
from byline.paste import harmless
from byline.submission import Part, Submission

TO_TALK = {"interview", "nomination"}  # the forms that bring nobody's story yet, but somebody to talk to
LONGEST_QUESTION = 200  # characters of a line that is taken for a question

_ASKED = re.compile(r"(?:(?:Frage|Question)\s*\d*\s*[:.]|[FQ]\s*\d*:|\?(?=\s))\s*", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:(?:Antwort|Answer)\s*\d*\s*[:.]|A\s*\d*:)\s*", re.IGNORECASE)


class _Turn(msgspec.Struct, frozen=True):
    """A question and its answer; text before the first question has none."""

    question: str
    answer: str
    typed: bool = False  # and no question of a kit, which may still have to be asked

    @property
    def is_asked(self) -> bool:
        return bool(self.question and (self.answer or self.typed))


def draft(given: Submission, kind: str, language: str, notes: Sequence[tuple[str, str]]) -> str:
    """What was handed in as a body: texts as Markdown; what is for the editors, and what nobody answered, as comments.

    `notes` are more of what the editors should know, each with what it is about.
    """
    words = kit(language)
    make = _interview if kind == "interview" else _text
    still_to_talk = comment(words.advice.get(kind, words.advice[""])) if given.form in TO_TALK else ""
    blocks = (_notes(words, given, notes), still_to_talk, *make(words, given, kind), closing(kind, language))
    return "\n\n".join(block for block in blocks if block)


def working_title(given: Submission, language: str, name: str) -> str:
    """What a story without a title is called for now: after whoever tells it, else by its first words; may be empty."""
    if name and given.form in TO_TALK:
        return kit(language).notes["talk"].format(name=name)
    first = next(filter(None, (*(part.text for part in given.parts), given.learned)), "").split()
    return " ".join(first[:6])[:60] + (" …" if len(first) > 6 else "")


def _notes(words: Kit, given: Submission, notes: Sequence[tuple[str, str]]) -> str:
    said = [*notes, *given.notes]
    said += [(words.notes["agreed"], one) for one in given.agreed] + [
        (words.notes["pending"], one) for one in given.pending
    ]
    lines = [f"{label}{'' if label[-1:] in '?.!' else ':'} {' '.join(text.split())}" for label, text in said]
    return comment("\n".join([words.notes["head"], *lines])) if lines else ""


def _text(words: Kit, given: Submission, kind: str) -> Iterator[str]:
    """Each text, under a comment with the question that it answers."""
    for part in _parts(given, kind):
        if part.name:
            yield comment(words.questions[part.name])
        yield harmless(part.text)


def _interview(words: Kit, given: Submission, kind: str) -> Iterator[str]:
    """Questions with their answers, those that are still to be asked, and before them what answers no question."""
    turns = list(_turns(words, _parts(given, kind)))
    first = next((number for number, turn in enumerate(turns) if turn.is_asked), len(turns))
    yield from (harmless(turn.answer) for turn in turns[:first])
    yield "::: interview"
    for number, turn in enumerate(turns):
        if turn.question:
            question = f"? {harmless(turn.question)}"
            yield question if turn.is_asked else comment(question)
        yield harmless(turn.answer) if number >= first else ""
    yield ":::"


def _turns(words: Kit, parts: Iterable[Part]) -> Iterator[_Turn]:
    """Each question of the kit, and each that somebody typed, with what follows it."""
    for part in parts:
        if part.name:
            yield _Turn(words.questions[part.name], part.text)
            continue
        question, answer = "", list[str]()
        for paragraph in part.text.split("\n\n"):
            first, _, rest = paragraph.partition("\n")
            if asked := _asked(first):
                yield _Turn(question, "\n\n".join(answer), typed=True)
                question, answer = asked, []
                paragraph = rest  # noqa: PLW2901  # what follows the question in its own paragraph
            answer.append(_ANSWERED.sub("", paragraph, count=1) if _ANSWERED.match(paragraph) else paragraph)
        yield _Turn(question, "\n\n".join(answer), typed=True)


def _asked(line: str) -> str:
    """The question that a line is; empty if it is none."""
    stressed = line.strip().strip("*_").strip()
    asked = _ASKED.sub("", stressed, count=1) if _ASKED.match(stressed) else stressed
    return asked if len(asked) <= LONGEST_QUESTION and (asked != stressed or asked.endswith("?")) else ""


def _parts(given: Submission, kind: str) -> Iterator[Part]:
    """What was handed in, and after it the other questions of the kind; what nobody has answered stands once."""
    done = set(given.answered)
    for part in (*given.parts, *(Part(name, "") for name in KINDS.get(kind, ()))):
        if part.text or part.name not in done:
            yield part
        done.add(part.name)
