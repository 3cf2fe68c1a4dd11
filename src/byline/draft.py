"""A draft: the body of a story that is made of what a colleague handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from byline.dialogue import Speakers, dialogue, is_interview, speakers_in
from byline.kit import KINDS, Kit, closing, comment, kit
from byline.paste import harmless
from byline.submission import Part, Submission

TO_TALK = {"interview", "nomination"}  # the forms that bring nobody's story yet, but somebody to talk to


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


def kind_of(given: Submission) -> str:
    """The kind of story that a submission says it is; empty if it does not."""
    typed = any(is_interview(part.text) for part in given.parts if not part.name)
    return "interview" if given.form in TO_TALK or typed else ""


def asks(given: Submission) -> bool:
    """Whether it may be an interview: it has several questions by themselves, or in the mouth of one who speaks."""
    return sum(bool(one.question) for part in given.parts if not part.name for one in dialogue(part.text)) > 1


def is_as_it_was(given: Submission, kind: str) -> bool:
    """Whether nothing was found in a text: nobody's name, no question of a kit, and in an interview none that was typed."""
    typed = kind == "interview" and any(one.question for part in given.parts for one in dialogue(part.text))
    return not (typed or given.names or given.answered or any(part.name for part in given.parts))


def speakers_of(given: Submission, kind: str) -> Speakers:
    """The names of those who speak in an interview that was typed; they do not stand in its draft."""
    found = (speakers_in(part.text) for part in given.parts if kind == "interview")
    return next((one for one in found if one.asker), Speakers())


def working_title(given: Submission, kind: str, language: str, name: str) -> str:
    """What a story without a title is called for now: after whoever tells it, else by its first words; may be empty.

    Where people speak, it is what is asked first: not marks, and nobody's name.
    """
    if name and given.form in TO_TALK:
        return kit(language).notes["talk"].format(name=name)
    spoken = (part.text for part in given.parts if kind == "interview" or speakers_in(part.text).asker)
    questions = (one.question for text in spoken for one in dialogue(text))
    first = (
        next(filter(None, (*questions, *(part.text for part in given.parts), given.learned)), "")
        .lstrip("> #*•-")
        .split()
    )
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
        for one in dialogue(part.text):
            yield _Turn(one.question, one.answer, typed=True)


def _parts(given: Submission, kind: str) -> Iterator[Part]:
    """What was handed in, and after it the other questions of the kind; what nobody has answered stands once."""
    done = set(given.answered)
    for part in (*given.parts, *(Part(name, "") for name in KINDS.get(kind, ()))):
        if part.text or part.name not in done:
            yield part
        done.add(part.name)
