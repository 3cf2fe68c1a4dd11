"""A submission: what a colleague handed in by a form, by mail or as notes, told apart into names, answers and the rest.

Forms of forges come as headings with answers below (`### Who are you?`); GitLab's as the same in Markdown that was
filled in. Mails and notes say `Title: …` in a line, or hold questions of a kit, or are nothing but paragraphs; chats
and interviews hold who said what. Nothing is dropped but the form's own words, the times of chats, and of mails what
`letter` leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain, islice

import msgspec
from msgspec.structs import replace

from byline.chat import as_spoken
from byline.dialogue import is_first_question
from byline.kit import FORMS, KITS, Field, Use, same
from byline.letter import unfolded
from byline.manuscript import read_manuscript
from byline.mention import MOST_NAMES, beside, names_in, without_nobody
from byline.node import Mapping, Node, Scalar
from byline.paste import plain
from byline.section import Section, byline, form_of, is_headline, is_label, key_use, sections, senders
from byline.tree import File

LONGEST_TITLE, LONGEST_LESSON = 200, 300  # characters that front matter allows; what is longer stays a text

_STORY = {"title", "date", "authors"}  # what the front matter of a story must have
_KEY = re.compile(r"[\w-]+")
_NONE = {"_No response_", "No response"}  # what forges write for an empty field; as it is copied from a browser, too
_NOTHING = {
    "-",
    "–",
    "—",
    "/",
    "./.",
    "n/a",
    "n. a.",
    "k. a.",
}  # what people put into a field that they leave empty
_BOX = re.compile(r"\s*[-*+]\s*\[(?P<mark>[ xX])\]\s*(?P<text>.*)")
_ANSWERED = re.compile(r"\A(?:\s*(?:re|aw|wg|fwd?|antw)\s*:)+\s*", re.IGNORECASE)
_IN_QUOTES = re.compile(r"\A[\"„“»](.*)[\"“”«]\Z")


class Part(msgspec.Struct, frozen=True):
    """A text of a submission, with the name of the question that it answers; a question alone, or a text alone."""

    name: str
    text: str


class Submission(msgspec.Struct, frozen=True):
    """What was handed in. `form` and `language` are empty where no form is recognised.

    `names` are as they were written, by what they are for; `notes` are questions with answers that are for the
    editors alone; `agreed` and `pending` are the boxes of a form that were ticked, and were not.
    """

    form: str
    language: str
    title: str
    learned: str
    names: tuple[tuple[Use, str], ...]
    by_another: bool  # whoever filled it in tells, and somebody else is to write
    parts: tuple[Part, ...]
    notes: tuple[tuple[str, str], ...]
    agreed: tuple[str, ...]
    pending: tuple[str, ...]
    answered: tuple[str, ...]  # the names of questions below which something stands
    left_out: int = 0  # lines of a mail that are nobody's story
    is_chat: bool = False  # of which times were left out
    is_story: bool = False  # it has the front matter of one, and needs no draft

    def named(self, use: Use) -> tuple[str, ...]:
        """The names that were given for something."""
        return tuple(name for of, name in self.names if of == use)


def read_submission(text: str, kind: str = "", terms: Iterable[str] = (), writers: Iterable[str] = ()) -> Submission:
    """Tell apart what a text holds, of the kind of story that was asked for; whatever it is, something comes of it.

    `terms` are what the portal calls departments, roles and places; people write them beside names. `writers` are names of
    those who may have signed it.
    """
    besides = beside(terms)
    front, body = _front_matter(plain(text))
    signed = chain((one.text for one in front if one.use == "name"), senders(body, besides))
    names = islice((name for line in signed for name in names_in(line)), MOST_NAMES)
    letter = unfolded(body, is_label, (*writers, *names))
    spoken = letter.text if kind == "day" else as_spoken(letter.text)  # whose times are the story
    found = (*front, *sections(spoken, besides))
    form, language = form_of(found)
    fields = {field.name: field for field in (*chain(*reversed(FORMS.values())), *FORMS.get(form, ()))}
    made = _Reading(form, language, besides)
    for section in found:
        made.take(section, fields.get(section.name))
    is_story = {section.label for section in front} >= _STORY
    return replace(made.submission(), left_out=letter.left_out, is_story=is_story, is_chat=spoken != letter.text)


def _front_matter(text: str) -> tuple[tuple[Section, ...], str]:
    """The keys of front matter with their values, and the text below it; what nobody here needs is for the editors."""
    manuscript, _ = read_manuscript(File("", text.encode("utf-8", "replace")))
    if not manuscript or not all(_KEY.fullmatch(key.text) for key, _ in manuscript.front.entries):
        return (), text
    entries = ((key.text, _flat(value)) for key, value in manuscript.front.entries)
    return tuple(Section("", key_use(key) or "note", key, value) for key, value in entries), manuscript.body


def _flat(node: Node) -> str:
    """What a value says, an item in each line."""
    if isinstance(node, Mapping):
        return ", ".join(f"{key.text}: {_flat(value)}" for key, value in node.entries)
    return node.text if isinstance(node, Scalar) else "\n".join(map(_flat, node.items))


class _Reading:
    """A submission in the making."""

    def __init__(self, form: str, language: str, besides: re.Pattern[str]) -> None:
        self.form, self.language, self.besides = form, language, besides
        self.kit = KITS[language or "en"]
        self.title = self.subject = self.learned = ""
        self.names: list[tuple[Use, str]] = []
        self.by_another = False
        self.parts: list[Part] = []
        self.notes: list[tuple[str, str]] = []
        self.agreed: list[str] = []
        self.pending: list[str] = []
        self.answered: list[str] = []

    def take(self, section: Section, field: Field | None) -> None:
        text = section.text.strip("\n")
        if text.strip() in _NONE or (section.name and same(text) in _NOTHING):
            text = ""
        use: Use = section.use or (field.use if field else "answer")
        if use == "answer" and section.name and not text.strip():
            self.parts.append(Part(section.name, ""))
        if field and field.shape in {"choice", "boxes"}:
            text = self._ticked(text, field)
        elif use != "answer" and not (field and field.shape == "text"):  # one paragraph; what follows is a text
            text, _, rest = text.lstrip().partition("\n\n")
            self._put(section, use, text)
            section, use, text = Section(), "answer", rest
        self._put(section, use, text)

    def _put(self, section: Section, use: Use, text: str) -> None:
        text = text.strip("\n")
        if not text.strip():
            return
        if section.name:
            self.answered.append(section.name)
        if use == "title" and not self.title and len(text) <= LONGEST_TITLE:
            self.title = _bare_title(text)
        elif use == "subject" and not self.subject and len(text) <= LONGEST_TITLE:
            self.subject = _bare_title(text)
        elif use in {"name", "told_by", "helped_by"} and names_in(text):
            if not self._name(use, text):
                self.notes.append((section.label, text))
        elif use == "learned" and not self.learned and len(text) <= LONGEST_LESSON:
            self.learned = " ".join(text.split())
        elif use == "note":
            self.notes.append((section.label, text))
        else:
            self.parts.append(Part(section.name, text))

    def _name(self, use: Use, text: str) -> bool:
        """Notes the names in a line, and tells whether there was nothing else."""
        people = [one for name in names_in(self.besides.sub("", text)) if (one := without_nobody(name))]
        self.names += [(use, one) for one in people]
        return people == names_in(text)

    def _ticked(self, text: str, field: Field) -> str:
        """Notes what was ticked or chosen; returns what else was written there."""
        options = self.kit.options[field.name]
        rest: list[str] = []
        chosen: list[str] = []
        for line in text.split("\n"):
            box = _BOX.fullmatch(line)
            said = same(box["text"] if box else line)
            option = next((one for one in options if same(one) == said), "")
            if not option:
                rest.append(line)
            elif box["mark"] != " " if box else field.shape == "choice":  # a box copied from a browser tells nothing
                chosen.append(option)
        if field.use == "writer":
            self.by_another = options[1] in chosen
        elif field.use == "agreed":
            self.agreed += chosen
            self.pending += [one for one in options if one not in chosen]
        else:
            return "\n".join(["; ".join(chosen), *rest])
        return "\n".join(rest)

    def submission(self) -> Submission:
        is_headed = not self.form or any(part.text.startswith("# ") for part in self.parts[:1])
        if not (self.title or self.subject) and is_headed:
            self._take_first_line()
        self._leave_out_title()
        for named in byline(self.title or self.subject, self.besides):  # it may be no more than `A talk with Ada Berg`
            self._name(named.use or "name", named.text)
        if self.title and self.subject and self.subject != self.title:
            self.notes.append((self.kit.notes["subject"], self.subject))
        return Submission(
            self.form,
            self.language,
            self.title or self.subject,
            self.learned,
            tuple(self.names),
            self.by_another,
            tuple(self.parts),
            tuple(self.notes),
            tuple(self.agreed),
            tuple(self.pending),
            tuple(self.answered),
        )

    def _take_first_line(self) -> None:
        """Notes often begin with a title: a short first line by itself, which is no sentence."""
        if not self.parts or self.parts[0].name:
            return
        line, _, rest = self.parts[0].text.partition("\n\n")
        if "\n" in line or is_first_question(line, rest):
            return
        if is_headline(line) and (rest.strip() or self.parts[1:]):
            self.title = _bare_title(line)
            self.parts[:1] = [Part("", rest.strip("\n"))] if rest.strip() else []

    def _leave_out_title(self) -> None:
        """Mails often have their title once more as the first line of their text."""
        if not self.parts or self.parts[0].name:
            return
        line, _, rest = self.parts[0].text.lstrip("\n").partition("\n")
        if line and same(_bare_title(line)) == same(self.title or self.subject):
            self.parts[:1] = [Part("", rest.strip("\n"))] if rest.strip() else []


def _bare_title(text: str) -> str:
    """A title without what mail programs and forms put before it."""
    bare = _form_titles().sub("", " ".join(_ANSWERED.sub("", text, count=1).split()), count=1)
    return _IN_QUOTES.sub(r"\1", bare.strip("#* "))


@cache
def _form_titles() -> re.Pattern[str]:
    """How the titles begin of what forms make, in every language."""
    begin = (
        re.escape(before) for kit in KITS.values() for *_, before, _ in kit.forms.values() if before.endswith(": ")
    )
    return re.compile(rf"\A(?:{'|'.join(begin)})", re.IGNORECASE)
