"""Sections: a text that was handed in, cut where a question of a kit stands, or a key before a colon.

Bylines below the title are keys that go without the colon. The words that a form has of its own are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

import msgspec
from msgspec.structs import replace

from byline.dialogue import is_marked
from byline.kit import FORMS, KINDS, KITS, Use, same
from byline.mention import PARTICLES, without_when

LONGEST_HEADLINE = 90  # characters of a first line that is taken for a title
LONGEST_BYLINE = 300  # characters

HEADLINES = 2  # that may stand above a byline: a title and what stands below it
_SHORT = {"text": "text von", "words": "written by"}  # in bylines alone, since texts begin with them as well
FEWEST_OF_LIST = 3  # lines that begin with questions of kits, and need no empty lines between them

_PRIVATE = "/confidential"  # GitLab takes it as a command


class Section(msgspec.Struct, frozen=True):
    """A label that was found, and the text below it. It has the name of a question, or a use, if it is a key."""

    name: str = ""
    use: Use | None = None
    label: str = ""
    text: str = ""


def sections(text: str, besides: re.Pattern[str]) -> Iterator[Section]:
    """The text, cut where a question of a kit stands, or a key at the beginning of a paragraph; `besides` is for
    what may stand beside names.
    """
    section, below, begins, form = Section(), list[str](), True, False
    lines = _signed(_without_forms_words(text).split("\n"), besides)
    is_list = sum(_questions().fullmatch(line) is not None for line in lines) >= FEWEST_OF_LIST
    for number, line in enumerate(lines):
        found = _label(line, begins=begins, is_list=is_list) or (_key(line) if begins and not form else None)
        if found is None:
            below.append(line)
        else:
            yield replace(section, text="\n".join(below))
            section, below = found, [found.text]
            if found.use and found.text:  # a key's value is in its line, else in those below
                yield found
                section, below = Section(), []
        begins = not line.strip(" _=") or bool(found and found.use) or (number == 0 and is_headline(line))
        if found and found.name and line.startswith("#"):
            form = True  # whose answers may hold what looks like a key
    yield replace(section, text="\n".join(below))


def _label(line: str, *, begins: bool, is_list: bool = False) -> Section | None:
    """The label that a line is, or begins with; `begins` says whether a paragraph begins there, `is_list` that the text
    is a list of questions.

    Prose asks questions as well, so what is no heading has to stand alone, or where questions of a list would.
    """
    if found := _questions().fullmatch(line):
        name, alone = _names()[same(found["label"])], not found["rest"]
        listed = begins or bool(found["mark"].strip())
        if "#" in found["mark"] or is_list or (listed and alone) or (name in _for_texts() and (listed or alone)):
            return Section(name, None, found["label"], found["rest"])
    return None


def is_label(line: str) -> bool:
    """Whether a question of a kit stands in a line with which a paragraph begins."""
    return _label(line, begins=True) is not None


def senders(text: str, besides: re.Pattern[str]) -> list[str]:
    """What stands behind keys and in bylines that name whoever has written a text, which mails have above it."""
    found = map(_key, _signed(text.split("\n"), besides))
    return [one.text for one in found if one and one.use == "name"]


def key_use(key: str) -> Use | None:
    """What a key of front matter is for: `told_by` is `told by`. None if it is for nothing that is known here."""
    return _uses().get(same(key.replace("_", " ")))


def _signed(lines: Sequence[str], besides: re.Pattern[str]) -> list[str]:
    """The lines, in which bylines below the title are keys with their values: `von Ada Berg` is `von: Ada Berg`."""
    made: list[str] = []
    titled, headed = False, 0
    for number, line in enumerate(lines):
        if titled and (signed := byline(line, besides)):
            made += ["", *(f"{one.label}: {one.text}" for one in signed)]
            continue
        if found := _key(line):
            titled = titled or found.use in {"title", "subject"}
        elif line.strip():
            if headed == HEADLINES or not is_headline(line):
                return [*made, *lines[number:]]
            titled, headed = True, headed + 1
        made.append(line)
    return made


def byline(line: str, besides: re.Pattern[str]) -> list[Section]:
    """The keys with their values that a byline is (`told by Ben Castor, photos by Ada Berg`); none if it is no byline.

    `besides` is for what may stand beside the names.
    """
    said = " ".join(line.strip(" *_.–—()-").split())
    if len(said) > LONGEST_BYLINE:
        return []
    parts = [_bylines().fullmatch(one) for one in _apart().split(said)]
    found = [(_SHORT.get(same(one["label"]), one["label"]), one["rest"]) for one in parts if one]
    if len(found) < len(parts) or not all(_are_names(names, besides) for _, names in found):
        return []
    return [Section("", _uses()[same(key)], key, names) for key, names in found]


def _are_names(text: str, besides: re.Pattern[str]) -> bool:
    """Whether a text is nothing but full names: words with capitals, and what stands between the parts of a name; days,
    places and what is meant by `besides` may stand beside them.
    """
    bare = without_when(besides.sub("", text))
    words = [one.split() for one in re.split(r",|;|/|&|\bund\b|\band\b", bare)]
    return all(
        sum(word[0].isupper() for word in name) > 1 and all(word[0].isupper() or word in PARTICLES for word in name)
        for name in words
    ) and not re.search(r"[\d:!?]", bare)


def _key(line: str) -> Section | None:
    """The key that stands in a line before a colon, and what stands behind it."""
    found = _keys().fullmatch(line)
    return Section("", _uses()[same(found["label"])], found["label"], found["rest"].strip()) if found else None


def form_of(sections: Sequence[Section]) -> tuple[str, str]:
    """The form that was filled in, the one of which most fields are there and all that must be; and the language."""
    names = {section.name for section in sections}
    spoken = [_language_of(section.label) for section in sections if section.name]
    language = max(KITS, key=spoken.count) if spoken else ""
    best = max(FORMS, key=lambda form: len(names & {field.name for field in FORMS[form]}))
    required = {field.name for field in FORMS[best] if field.required}
    return (best if required <= names else "", language)


def is_headline(line: str) -> bool:
    """Whether a line may be a title: it is short, no sentence, and no question of an interview."""
    return len(line) <= LONGEST_HEADLINE and line.rstrip()[-1:] not in ".:;,!…" and not is_marked(line)


def _without_forms_words(text: str) -> str:
    """Without the comments in which a form's template says what to do."""
    return "\n".join(line for line in _hints().sub("", text).split("\n") if line.strip() != _PRIVATE)


@cache
def _names() -> dict[str, str]:
    return {same(text): name for kit in KITS.values() for name, text in kit.questions.items()}


@cache
def _for_texts() -> frozenset[str]:
    """The names of questions to which a text is the answer."""
    fields = chain(*FORMS.values())
    return frozenset((*chain(*KINDS.values()), *(field.name for field in fields if field.use in {"answer", "learned"})))


@cache
def _uses() -> dict[str, Use]:
    uses: list[Use] = ["title", "subject", "name", "told_by", "helped_by", "learned", "note"]
    return {same(key): use for kit in KITS.values() for use in uses for key in kit.keys[use]}


@cache
def _language_of(label: str) -> str:
    return next(
        (one for one, kit in KITS.items() if same(label) in {same(text) for text in kit.questions.values()}), ""
    )


@cache
def _questions() -> re.Pattern[str]:
    """A line with a question, as mails quote, number and stress it; an answer may stand in the same line."""
    texts = [text for kit in KITS.values() for text in kit.questions.values()]
    return re.compile(rf"(?P<mark>[\s>#*_?\d.)-]*)(?P<label>{_any_of(texts)})[*_]*:?\s*(?P<rest>.*)", re.IGNORECASE)


@cache
def _keys() -> re.Pattern[str]:
    texts = [key for kit in KITS.values() for keys in kit.keys.values() for key in keys]
    return re.compile(
        rf"[\s>#*_-]*(?:\d{{1,2}}[.)]\s+)?(?P<label>{_any_of(texts)})[*_]*\s*:[*_]*(?P<rest>.*)", re.IGNORECASE
    )


@cache
def _bylines() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{_any_of(_before_names())}):?\s+(?P<rest>.*)", re.IGNORECASE)


@cache
def _apart() -> re.Pattern[str]:
    """What parts one byline from the next on a line."""
    return re.compile(
        rf"(?:\s*[,;/|·•]\s*|\s+(?:und|and)\s+)(?=(?:{_any_of(_before_names())}):?\s)",
        re.IGNORECASE,
    )


def _before_names() -> list[str]:
    """Keys that stand before names without a colon as well."""
    uses: list[Use] = ["name", "told_by", "helped_by"]
    keys = [key for kit in KITS.values() for use in uses for key in kit.keys[use]]
    ends = (" von", " mit", " by", " with", "foto", "fotos", "photos")
    return [*(key for key in keys if key.endswith(ends) or key in {"von", "by"}), *_SHORT]


@cache
def _hints() -> re.Pattern[str]:
    texts = [hint for kit in KITS.values() for hint in (*kit.hints.values(), *(form[3] for form in kit.forms.values()))]
    return re.compile(rf"<!--\s*(?:{_any_of(texts)})\s*-->")


def _any_of(texts: list[str]) -> str:
    """A pattern for any of these texts, whatever spaces and apostrophes they are typed with."""
    patterns = [r"\s+".join(map(re.escape, one.split())) for one in sorted(texts, key=len, reverse=True)]
    return "|".join(one.replace("'", "['’]").replace("ß", "(?:ß|ss)") for one in patterns)
