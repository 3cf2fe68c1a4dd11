"""Style: what a good editor would say of how a story is written. It is advice, and the voice stays the author's.

Of stories in German and English everything here is looked at; of those in other languages, only what does not depend on
words. Nobody's quoted speech is judged by its words, and an interview is speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from byline.gendering import Form, forms
from byline.manuscript import read_manuscript
from byline.opinion import HardSentence, Style
from byline.problem import Place, Problem, in_order, problem
from byline.prose import Passage, read_prose
from byline.quotes import unquoted
from byline.readability import FEWEST_WORDS, Grade, counted, graded, readability
from byline.salutation import Salutation, salutations
from byline.sentences import WORD, sentences
from byline.settings import Editorial
from byline.story import Story
from byline.tree import File
from byline.wording import unwanted

M = TypeVar("M", Form, Salutation)

LONGEST_SENTENCE = {"de": 40, "en": 45}  # words; German has fewer and longer ones for the same
LONGEST_PARAGRAPH = 1_000  # characters; a phone shows some 800 at once
SHORTEST_HARD = 12  # words; fewer are no hard sentence, however long the words
HARDEST = 3
MOST_TOLD = 100  # problems of one kind in one story, as in typesetting

_TITLE_LEVEL = 1
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*\)|\[[^\[\]]*\])|\[\^[^\[\]\s]+\]")
_MARKS = re.compile(r"(?<![\w\\])[*_]+|[*_]+(?!\w)|[`\\]")
_VAGUE = {
    "de": frozenset(
        {"hier", "siehe hier", "an dieser stelle", "link", "dieser link", "diesem link", "weiterlesen"}
        | {"mehr", "mehr dazu", "mehr erfahren", "mehr lesen", "mehr infos", "mehr informationen"}
        | {"weitere infos", "weitere informationen"}
    ),
    "en": frozenset(
        {"here", "see here", "read more here", "right here", "this", "this link", "link", "the link"}
        | {"more", "read more", "learn more", "find out more", "more information", "more info"}
    ),
}
_CLICK = {  # what the link is for then follows, or does not; „Klick für Klick“ and “click tracks” are words like others
    "de": re.compile(
        r"(?:bitte )?(?:hier (?:bitte )?klick(?:en|e|t)?|klick(?:en|e|t)?(?: sie)?(?: bitte)?(?: hier| auf den link|$))\b"
    ),
    "en": re.compile(r"(?:please )?click(?: (?:here|this|below|to|on)\b|$)"),
}
_HOUSES = {  # the reasons why a form is not the house's
    "pair": "gender-pair",
    "colon": "gender-colon",
    "star": "gender-star",
    "neutral": "gender-neutral",
}


def read_style(file: File, story: Story, editorial: Editorial) -> Style:
    """The style of the story in a file, for a house with these wishes. Never raises, whatever the file holds."""
    manuscript = read_manuscript(file)[0] if story.body.words else None  # of a text that was refused, there is no body
    body = read_prose(manuscript.body, file.path, manuscript.first_line) if manuscript else ()
    found = [*islice(_shape(body), MOST_TOLD)]
    if not story.front.summary:
        found.append(problem(story.places.at("summary"), "no-summary"))
    language = story.language
    if language not in LONGEST_SENTENCE:
        return Style(in_order(found), None, ())
    read = [one for passage in body for one in _sentences(passage, language)]
    grade = _grade(read, language)
    hardest = _hardest(read, language)
    if grade == "hard":
        found += _difficulty(read, hardest, language)
    found += islice(_long(read, language), MOST_TOLD)
    found += islice(_links(body, language), MOST_TOLD)
    own = [*_front(story), *(one for one in body if one.voice == "author")]
    said = [(passage, unquoted(passage.text)) for passage in own]
    found += islice(_avoided(said, editorial, language), MOST_TOLD)
    if language == "de":
        found += islice(_gender(said, editorial.gender), MOST_TOLD)
        if story.front.kind != "interview":
            found += _salutation([one for one in said if one[0].kind == "paragraph"])
    shown = tuple(HardSentence(one.text, one.place) for one in hardest)
    return Style(in_order(found), grade, shown)


def _front(story: Story) -> Iterator[Passage]:
    """The texts of the front matter that readers see."""
    for name, text in (
        ("title", story.front.title),
        ("summary", story.front.summary),
        ("learned", story.front.learned),
    ):
        if text:
            place = story.places.at(name)
            yield Passage("front", text, text, place.path, ((0, place.line, place.column),))


# In every language


def _shape(body: Sequence[Passage]) -> Iterator[Problem]:
    """Headings of the first level, headings that leave a level out, and paragraphs that fill a phone."""
    above = 0  # the first heading may have any number of marks: typesetting puts it right below the title
    for passage in body:
        if passage.kind == "heading":
            if passage.level == _TITLE_LEVEL:
                yield problem(passage.place(0), "first-level-heading")
            elif above and passage.level > above + 1:
                yield problem(passage.place(0), "heading-skips", level=passage.level, wanted="#" * (above + 1))
            above = passage.level
        elif passage.kind == "paragraph" and len(passage.text) > LONGEST_PARAGRAPH:
            length = len(" ".join(passage.text.split()))
            if length > LONGEST_PARAGRAPH:
                yield problem(passage.place(0), "wall-of-text", length=length, limit=LONGEST_PARAGRAPH)


# In German and English


class _Sentence(NamedTuple):
    """A sentence of the story itself, with its words and syllables counted."""

    passage: Passage
    start: int
    end: int
    words: int
    syllables: int

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        said = _LINK.sub(r"\1", self.passage.typed[self.start : self.end])
        return " ".join(_MARKS.sub("", said).split())

    @property
    def place(self) -> Place:
        """Where its first word stands."""
        word = WORD.search(self.passage.text, self.start, self.end)
        return self.passage.place(word.start() if word else self.start)

    @property
    def is_roll_call(self) -> bool:
        """Whether it is mostly names: whoever thanks thirty people needs no shorter sentence."""
        words = WORD.findall(self.text)
        return sum(1 for word in words if word[0].isupper()) > len(words) * 2 / 3


def _sentences(passage: Passage, language: str) -> Iterator[_Sentence]:
    if passage.kind == "paragraph" and passage.voice != "quote":
        for start, end in sentences(passage.text, language):
            words, syllables = counted(passage.text[start:end], language)
            if words:
                yield _Sentence(passage, start, end, words, syllables)


def _grade(read: Sequence[_Sentence], language: str) -> Grade | None:
    words = sum(one.words for one in read)
    if words < FEWEST_WORDS:
        return None
    return graded(readability(words, len(read), sum(one.syllables for one in read), language))


def _hardest(read: Sequence[_Sentence], language: str) -> tuple[_Sentence, ...]:
    hard = [one for one in read if one.words >= SHORTEST_HARD]
    hard.sort(key=lambda one: readability(one.words, 1, one.syllables, language))
    return tuple(islice((one for one in hard if not one.is_roll_call), HARDEST))


def _difficulty(read: Sequence[_Sentence], hardest: Sequence[_Sentence], language: str) -> Iterator[Problem]:
    """Of a text that is hard to read, that it is, and where most."""
    words, syllables = sum(one.words for one in read), sum(one.syllables for one in read)
    yield problem(
        read[0].place, "hard-to-read", words=round(words / len(read)), syllables=round(100 * syllables / words)
    )
    for one in hardest:
        is_easy = graded(readability(one.words, 1, one.syllables, language)) == "easy"
        if not is_easy and one.words <= LONGEST_SENTENCE[language]:  # else that is told
            yield problem(one.place, "hard-sentence", words=one.words, syllables=one.syllables)


def _long(read: Sequence[_Sentence], language: str) -> Iterator[Problem]:
    """Very long sentences."""
    limit = LONGEST_SENTENCE[language]
    for one in read:
        if one.words > limit and not one.is_roll_call:
            yield problem(one.place, "long-sentence", words=one.words, limit=limit)


def _links(body: Sequence[Passage], language: str) -> Iterator[Problem]:
    """Links whose words do not say where they lead."""
    for passage in body:
        for link in passage.links:
            text = " ".join(link.text.split()).strip(" .,;:!?…»«→>›").lower()
            if text in _VAGUE[language] or _CLICK[language].match(text):
                yield problem(passage.place(link.start), "vague-link", text=" ".join(link.text.split()))


def _avoided(said: Sequence[tuple[Passage, str]], editorial: Editorial, language: str) -> Iterator[Problem]:
    """Words that the house does not want to read."""
    avoid = [one for one in editorial.avoid if one.language in {None, language}]
    words = tuple(one.word for one in avoid)
    for passage, text in said if words else ():
        for number, start, end in unwanted(text, words, language):
            instead = avoid[number].instead
            word = " ".join(passage.text[start:end].split())
            reason = "avoid-instead" if instead else ""
            yield problem(passage.place(start), "avoided-word", word=word, instead=instead, reason=reason)


# In German


def _gender(said: Sequence[tuple[Passage, str]], house: str) -> Iterator[Problem]:
    """Forms other than those of the house; where each may do as they like, a second kind of them in one story."""
    there = [(passage, form) for passage, text in said for form in forms(text)]
    if house != "none":
        for passage, form in there:
            if form.kind != house:
                guess = form.written(house)
                yield problem(
                    passage.place(form.start), "gender-form", guess=guess, form=_once(form), reason=_HOUSES[house]
                )
        return
    if odd := _odd(there):
        (passage, form), (where, other) = odd
        yield problem(
            passage.place(form.start),
            "gender-forms-mixed",
            form=_once(form),
            other=_once(other),
            first=where.place(other.start).line,
        )


def _odd(there: Sequence[tuple[Passage, M]]) -> tuple[tuple[Passage, M], tuple[Passage, M]] | None:
    """The first that is of another kind than most, and the first of those; None where all are of one kind."""
    kinds = Counter(one.kind for _, one in there)
    if len(kinds) <= 1:
        return None
    usual = kinds.most_common(1)[0][0]
    odd = next(found for found in there if found[1].kind != usual)
    return odd, next(found for found in there if found[1].kind == usual)


def _once(form: Form) -> str:
    """The form in one line."""
    return " ".join(form.text.split())


def _salutation(said: Sequence[tuple[Passage, str]]) -> Iterator[Problem]:
    """Readers whom a story calls du here and Sie there."""
    there = [(passage, one) for passage, text in said for one in salutations(text)]
    if odd := _odd(there):
        (passage, one), (where, other) = odd
        yield problem(
            passage.place(one.start),
            "du-and-sie",
            word=one.text,
            other=other.text,
            first=where.place(other.start).line,
        )
