"""A dialogue: an interview that somebody typed, told apart into questions and answers.

Whoever types one marks it (`Q:` and `A:`), puts the names of those who speak before what they say, or leaves it at
questions in lines of their own. Empty lines between them may be there or not. Where there are marks, names or questions
that are set apart by numbers, as headings or in bold, a line without one belongs to whoever speaks, also if it asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import msgspec

LONGEST_QUESTION = 200  # characters of a line that is taken for a question
MOST_LINES = 3  # of a marked question, which a mail program may have wrapped
FEWEST_MARKS = 2  # that are a habit; a single one may be a headline, or chance

_ASKS = re.compile(
    r"[*_]*(?:(?P<word>Frage|Question)(?:\s*\d+)?\s*[:.]|[FQ](?:\s*\d+)?:|\?(?=\s))[*_]*\s*", re.IGNORECASE
)
_ANSWERS = re.compile(
    r"(?P<open>[*_]*)(?:(?P<word>Antwort|Answer)(?:\s*\d+)?\s*[:.]|A(?:\s*\d+)?:)(?P<close>[*_]*)\s*", re.IGNORECASE
)
_SPEAKS = re.compile(
    r"(?P<open>[*_]*)(?P<name>[^\W\d_][\w.’'-]{0,30}(?: [\w.’'-]{1,30}){0,5}):(?P<close>[*_]*)\s+(?=\S)"
)
_SET_APART = re.compile(
    r"(?:#{1,6}\s+)?([*_]{0,3})(?:\d{1,2}[.)]\s+)?(?P<words>[^*_].*?\?)\1#*"
)  # where it is more than the words
_ENDED = re.compile(r"[.!?…:][\"”“«»‘’')\]*_]*\Z")  # a sentence, and with it perhaps what somebody says


class Exchange(msgspec.Struct, frozen=True):
    """A question and its answer; what stands before the first question has none."""

    question: str
    answer: str


class Speakers(msgspec.Struct, frozen=True):
    """The names before what is said: of whoever asks, and of the others; empty where there are none.

    It is sure who asks where nobody else does half as often.
    """

    asker: str = ""
    others: tuple[str, ...] = ()
    is_sure: bool = False


def dialogue(text: str) -> Iterator[Exchange]:
    """The questions of a text, each with what follows it; no word is lost but marks and names of those who speak."""
    lines, speakers = text.split("\n"), speakers_in(text)
    marked = sum(_is_marked(lines, number, speakers) for number in range(len(lines))) >= FEWEST_MARKS
    question, answer, number = "", list[str](), 0
    interrupted = False  # by somebody who speaks but once, whose words whoever answers does not take over
    while number < len(lines):
        asked, length = _asked(lines, number, speakers, marked=marked)
        if asked:
            yield Exchange(question, "\n".join(answer).strip("\n"))
            question, answer, interrupted = asked, [], False
        else:
            name = _speaker(lines[number].strip())
            apart = answer and answer[-1] and len(speakers.others) > 1 and name
            answer += (
                ["", lines[number]] if apart else [lines[number] if interrupted else _said(lines, number, speakers)]
            )
            interrupted = interrupted or (speakers.asker != "" and name not in {"", *speakers.others})
        number += length
    yield Exchange(question, "\n".join(answer).strip("\n"))


def is_marked(line: str) -> bool:
    """Whether a line says of itself that it is a question."""
    return _ASKS.match(line.strip()) is not None


def is_first_question(line: str, rest: str) -> bool:
    """Whether a line above a text is the first question of an interview, and no title: what is asked below the answer
    looks as it does.
    """
    if line.rstrip()[-1:] == "?" and not _set_apart(line):
        return any(one.question for one in dialogue(rest))
    asked = [_dress(one) for one in rest.split("\n") if one.strip()]
    return _dress(line) != "" and _dress(line) in asked[1:] and _dress(line) != asked[0]


def is_interview(text: str) -> bool:
    """Whether a text is an interview beyond doubt: its questions are marked, or bold or numbered with answers below them,
    or of those who speak one mostly asks, and no other does. Headings ask in other texts as well.
    """
    lines, nobody = text.split("\n"), Speakers()
    marked = sum(_counts(_ASKS.match(line.strip()), lines, number, nobody) for number, line in enumerate(lines))
    speakers = speakers_in(text)
    filled = [_dress(line) for line in lines if line.strip()]
    answered = sum(bool(one) and one[0] != "#" and not below for one, below in pairwise(filled))
    return (speakers.is_sure and _asking(text)[speakers.asker] > 0.5) or max(marked, answered) >= FEWEST_MARKS


def speakers_in(text: str) -> Speakers:
    """Who speaks, where two at least do so twice, and which of them asks most."""
    share = _asking(text)
    asker = max(share, key=share.__getitem__, default="")
    others = tuple(name for name in share if name != asker)
    is_sure = all(share[name] < share[asker] / 2 for name in others)
    return Speakers(asker, others, is_sure) if others and share[asker] else Speakers()


def _asking(text: str) -> dict[str, float]:
    """Those who speak twice at least, in the order in which they begin, and how much of what they say are questions."""
    said, asked = Counter[str](), Counter[str]()
    lines = [line.strip() for line in text.split("\n")]
    for number, line in enumerate(lines):
        if name := _speaker(line):
            below = takewhile(lambda one: one and not _speaker(one), lines[number + 1 : number + MOST_LINES])
            said[name] += 1
            asked[name] += any(one.rstrip("*_").endswith("?") for one in (line, *below))
    return {name: asked[name] / times for name, times in said.items() if times > 1}


def _speaker(line: str) -> str:
    """The name that stands before what a line says; empty if there is none."""
    found = _SPEAKS.match(line)
    marked = _ASKS.match(line) or _ANSWERS.match(line)
    return found["name"] if found and not marked and found["name"][0].isupper() else ""


def _is_marked(lines: Sequence[str], number: int, speakers: Speakers) -> bool:
    """Whether a line says who speaks, or is a question that is set apart from answers."""
    line = lines[number].strip()
    mark = _mark(line, speakers) or _answer_mark(line, speakers)
    return _set_apart(line) != "" or _counts(mark, lines, number, speakers)


def _set_apart(line: str) -> str:
    """The words of a question that has a number, or is a heading, bold or in italics as a whole; empty if it is none."""
    found = _SET_APART.fullmatch(line)
    return found["words"] if found and found["words"] != line else ""


def _dress(line: str) -> str:
    """How a question is set apart, whatever its number; empty if it is none."""
    found = _SET_APART.fullmatch(line.strip())
    return re.sub(r"\d+", "1", found.string[: found.start("words")]) if found else ""


def _asked(lines: Sequence[str], number: int, speakers: Speakers, *, marked: bool) -> tuple[str, int]:
    """The question that begins on a line, empty if none does; and how many lines it has."""
    line = lines[number].strip()
    mark = _mark(line, speakers)
    if mark and _counts(mark, lines, number, speakers):
        rest, length = _whole(lines, number, line[mark.end() :], speakers)
        return (rest.strip("*_ "), length) if len(rest) <= LONGEST_QUESTION else ("", 1)
    apart = _set_apart(line)
    bare = apart or line.strip("*_").strip()
    is_own = bare.endswith("?") and len(bare) <= LONGEST_QUESTION and not _answer_mark(line, speakers)
    is_asked = (
        is_own
        and _begins(lines, number, speakers)
        and _may_stand(lines, number, bare, speakers, marked=marked and not apart)
    )
    return (bare if is_asked else ""), 1


def _may_stand(lines: Sequence[str], number: int, bare: str, speakers: Speakers, *, marked: bool) -> bool:
    """Whether a line that ends with a question mark is a question to somebody: by itself, or with an answer below it;
    where those who speak are marked, only with a marked answer.
    """
    below = next((lines[at].strip() for at in range(number + 1, len(lines)) if lines[at]), "")
    if marked and (speakers.asker or not _ANSWERS.match(below)):
        return False
    if number == 0 or not lines[number - 1]:
        return True
    return bool(below) and not _mark(below, speakers) and bare.lstrip("\"„“»'‚‘(¿0123456789.) -")[:1].isupper()


def _whole(lines: Sequence[str], number: int, first: str, speakers: Speakers) -> tuple[str, int]:
    """A marked question with the lines over which it runs, up to its question mark, and how many they are."""
    text = first
    for length in range(1, MOST_LINES + 1):
        if text.rstrip("*_ ").endswith("?"):
            return text, length
        below = lines[number + length].strip() if number + length < len(lines) else ""
        if not below or _ENDED.search(text) or _mark(below, speakers) or _answer_mark(below, speakers):
            break
        text = f"{text} {below}"
    return first, 1


def _said(lines: Sequence[str], number: int, speakers: Speakers) -> str:
    """A line of an answer, without its mark."""
    line = lines[number].strip()
    mark = _answer_mark(line, speakers)
    if mark and _counts(mark, lines, number, speakers):
        return mark["open"].removesuffix(mark["close"]) + line[mark.end() :]
    return lines[number]


def _counts(mark: re.Match[str] | None, lines: Sequence[str], number: int, speakers: Speakers) -> bool:
    """Whether there is a mark, and no word that a sentence has at the beginning of a line by chance."""
    return mark is not None and (not mark.groupdict().get("word") or _begins(lines, number, speakers))


def _begins(lines: Sequence[str], number: int, speakers: Speakers) -> bool:
    """Whether somebody may begin to speak on a line: not in the middle of a sentence that runs on."""
    above = lines[number - 1].strip() if number else ""
    return not above or bool(_ENDED.search(above) or _mark(above, speakers) or _answer_mark(above, speakers))


def _mark(line: str, speakers: Speakers) -> re.Match[str] | None:
    """The mark of a question at the beginning of a line; the name of whoever asks is one."""
    return _ASKS.match(line) or (_SPEAKS.match(line) if speakers.asker and _speaker(line) == speakers.asker else None)


def _answer_mark(line: str, speakers: Speakers) -> re.Match[str] | None:
    """The mark of an answer at the beginning of a line; the name of whoever answers is one, if only one does."""
    alone = len(speakers.others) == 1 and _speaker(line) == speakers.others[0]
    return _ANSWERS.match(line) or (_SPEAKS.match(line) if alone else None)
