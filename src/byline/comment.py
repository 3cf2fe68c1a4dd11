"""The comment under a change: what the stories will look like, what must be mended, what could be, and what comes next.

It is Markdown as forges show it. Whatever contributors wrote is escaped, and calls nobody (`@name`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec

from byline.address import file_of
from byline.claim import CLAIMED
from byline.messages import hint, numbered, said, sentence
from byline.newcomer import files, unknown
from byline.person import path_of
from byline.problem import OF_CHECK, Problem, Severity

MOST = 30  # findings of a kind that are told; whoever mends these will see the others
MOST_NAMED = 5  # stories of which the same comes
MOST_STORIES = 20  # that are shown: forges take no comment of more than some 65,000 characters
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|^[-+#]|^\d+[.)]")
_CALLING = re.compile(r"[@#!$:](?=\S)|\b(?:www(?=\.)|GH-(?=\d))", re.IGNORECASE)
"""What forges make links of (names, numbers of issues, addresses), or formulas, or little pictures."""


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a story will look like, in the words of the language in which the comment is written."""

    path: str
    title: str = ""
    minutes: int = 0
    words: int = 0
    language: str = ""
    told_by: tuple[str, ...] = ()
    written_by: tuple[str, ...] = ()
    helped_by: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    summary: str = ""
    pictures: int = 0
    reading: str = ""  # how hard it is to read: `easy`, `medium`, `hard`, or nothing where that cannot be told
    hardest: tuple[int, ...] = ()  # the lines of the sentences that are hardest to read
    newcomers: tuple[str, ...] = ()  # those who have not told or written anything here before
    withheld: tuple[Problem, ...] = ()
    held: str = ""  # the rule by which nobody sees it, whatever else is wrong with it
    until: str = ""  # the day or time from which it is not shown any more, as it is written
    feature: bool = False
    added: bool = True
    is_known: bool = False  # whether readers see it already
    before: str = ""  # where it lay, if it lies elsewhere now
    address: str = ""

    @property
    def fate(self) -> str:
        """The message that says what becomes of the story once the change is accepted."""
        unseen, seen = _FATES[self.held]
        return seen if self.is_known else unseen

    @property
    def goes(self) -> bool:
        """Whether nobody is to see the story any more."""
        return self.held in GONE


GONE = frozenset({"withheld-withdrawn", "withheld-expired"})
"""The rules that withhold a story for good."""
_FATES = {
    "": ("comment-publish", "comment-correct"),
    "withheld-status": ("comment-draft", "comment-hide"),
    "withheld-until": ("comment-wait", "comment-hide-until"),
    "withheld-withdrawn": ("comment-absent", "comment-withdraw"),
    "withheld-expired": ("comment-absent", "comment-withdraw"),
}
"""What becomes of stories that readers do not see yet, and of those that they see, by the rule that withholds them."""


class Next(msgspec.Struct, frozen=True):
    """What comes next: who looks at the stories, when, and where to ask."""

    reviewers: tuple[str, ...] = ()
    answer: str = ""  # as a part of a sentence
    help: str = ""
    forge: str = ""  # which kind of forge it is, where the preview lies as an artifact


class Beside(msgspec.Struct, frozen=True):
    """What else is to be said of a change: other files than stories that are new or others, and files that are gone; the
    problems that were there before, and how many more there were.
    """

    others: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    old: tuple[Problem, ...] = ()
    left: int = 0


def comment(
    previews: Sequence[Preview], problems: Sequence[Problem], beside: Beside, coming: Next, language: str
) -> str:
    """The comment, in German or English, of a change with these stories and these problems of its own."""
    must = [one for one in problems if one.severity is Severity.ERROR]
    could = [one for one in problems if one.severity is Severity.WARNING]
    advised = [one for one in problems if one.severity is Severity.ADVICE]
    advice = [one for one in advised if one.rule not in _OF_EDITORS]
    of_editors = [one for one in advised if one.rule in _OF_EDITORS]
    needed = files(must, beside.removed)
    lacking = frozenset(one.place.path for one in must if path_of(unknown(one)) in needed)
    newcomers = tuple(dict.fromkeys(name for one in previews for name in one.newcomers))
    to_mend = [one for one in must if path_of(unknown(one)) not in needed]  # whoever reads along makes these
    rules = {one.rule for one in to_mend}
    claiming = {one.place.path for one in must if one.rule in CLAIMED}  # their days decide which the preview has
    mending = "" if not rules else "-seen" if rules <= OF_CHECK | CLAIMED else "-unseen"
    more = len(previews) - MOST_STORIES
    parts = [
        *([_welcome(newcomers, language)] if newcomers else []),
        *(_preview(one, language) for one in previews[:MOST_STORIES]),
        *([said("comment-stories", language, number=more)] if more > 0 else []),
        *_section("comment-others", map(_code, beside.others), language),
        *_section("comment-removed", map(_code, beside.removed), language),
        *_section("comment-must", (_finding(one, language) for one in to_mend), language),
        *_section("comment-newcomers", [], language, _newcomers(needed, language)),
        *_section("comment-could", (_finding(one, language) for one in could), language),
        *_section("comment-advice", (_finding(one, language) for one in advice), language),
        *_section("comment-editors", [], language, _for_editors(of_editors, language)),
        *([said("comment-all-is-well", language)] if not must and not could else []),
        *_section("comment-old", (_finding(one, language) for one in beside.old), language),
        *(
            [said("comment-left", language, findings=numbered(beside.left, "findings", language))]
            if beside.left
            else []
        ),
        *_section(
            "comment-next",
            [],
            language,
            _next(previews, claiming, coming, mending, _becoming(previews, lacking, language), language),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _welcome(newcomers: Sequence[str], language: str) -> str:
    return said(
        "comment-welcome-all" if len(newcomers) > 1 else "comment-welcome", language, names=_names(newcomers, language)
    )


def _section(heading: str, items: Iterable[str], language: str, text: str = "") -> list[str]:
    """A heading with a list of some items; nothing if there is nothing below it."""
    every = [*items]
    more = [said("comment-more", language, number=len(every) - MOST)] if len(every) > MOST else []
    below = text or _listed([*every[:MOST], *more])
    return [f"### {said(heading, language)}\n\n{below}"] if below else []


def _preview(one: Preview, language: str) -> str:
    """One story, as a headline and a list."""
    title = escaped(one.title) if one.title else _code(one.path)
    people = (("told-by", one.told_by), ("written-by", one.written_by), ("helped-by", one.helped_by))
    length = numbered(one.words, "words", language)
    facts = [
        said("comment-length", language, minutes=one.minutes, words=length, spoken=one.language),
        *(said(f"comment-{role}", language, names=_names(names, language)) for role, names in people if names),
        *([said("comment-departments", language, names=_names(one.departments, language))] if one.departments else []),
        *([said("comment-pictures", language, number=one.pictures)] if one.pictures else []),
        *([_reading(one, language)] if one.reading else []),
        *([said("comment-until", language, when=one.until)] if one.until and not one.goes else []),
        *(_sentence(told, language, advised=told.rule != one.held) for told in one.withheld),  # its fate is told below
    ]
    summary = [f"> {escaped(one.summary)}"] if one.summary else []
    how = "moved" if one.before else "added" if one.added else "changed"
    where = said(f"comment-{how}", language, path=_code(one.path), before=_code(one.before))
    return "\n\n".join([f"### {title}", *summary, where, *([_listed(facts)] if one.title else [])])


def _reading(one: Preview, language: str) -> str:
    """How hard a story is to read, and where."""
    grade = said(f"comment-{one.reading}", language)
    lines = [str(line) for line in sorted(one.hardest)]
    return said("comment-hardest", language, grade=grade, lines=_together(lines, language)) if lines else grade


def _finding(one: Problem, language: str) -> str:
    place = one.place.path + (f":{one.place.line}" if one.place.line else "")
    return f"{_code(place)} {_sentence(one, language)}"


def _sentence(one: Problem, language: str, *, advised: bool = True) -> str:
    """What is wrong and, where it is to be said, what to do, as sentences; whatever they quote cannot end the code in which
    it stands.
    """
    facts = tuple((name, _flat(text)) for name, text in one.facts)
    quoting = msgspec.structs.replace(one, facts=facts, guess=_flat(one.guess))
    said_of_it = (sentence(quoting, language), hint(quoting, language) if advised else "")
    texts = (_begun(text) for text in said_of_it if text)
    return " ".join(f"{marked(text)}{'' if text.endswith(('?', '.')) else '.'}" for text in texts)


def _begun(text: str) -> str:
    """With a capital letter, unless it begins with a path or an address."""
    return f"{text[0].upper()}{text[1:]}" if text.partition(" ")[0].rstrip(",:").isalpha() else text


def _newcomers(needed: Mapping[str, str], language: str) -> str:
    """The files that people need whom the portal does not know yet, to be pasted as they are; empty if there are none."""
    shown = [f"{_code(path)}\n\n```markdown\n{text}```" for path, text in needed.items()]
    return "\n\n".join([said("comment-ask", language), *shown[:MOST]]) if shown else ""


_OF_EDITORS = frozenset({"no-id", "departments-not-written"})
"""Advice that says nothing to those who tell a story once."""


def _for_editors(advice: Iterable[Problem], language: str) -> str:
    """What editors add to stories, to be pasted as it is; empty if there is nothing."""
    lines: dict[str, list[str]] = {}
    for one in advice:
        lines.setdefault(one.place.path, []).append(_flat(dict(one.facts)["line"]))
    shown = [
        "\n".join([said("comment-paste", language, path=_code(path)), "", "```yaml", *some, "```"])
        for path, some in lines.items()
    ]
    return "\n\n".join(shown[:MOST])


def _becoming(previews: Sequence[Preview], lacking: Set[str], language: str) -> list[str]:
    """What becomes of the stories, said of each where it is not the same; `lacking` are the paths of those that name somebody
    who has no file yet, and are not published before.
    """
    fates: dict[str, list[str]] = {}
    for one in previews:
        fate = "comment-publish-named" if one.path in lacking and not one.held else one.fate
        title = said("comment-title", language, title=escaped(one.title)) if one.title else _code(one.path)
        fates.setdefault(fate, []).append(title)
    told = [(titles, said(f"{fate}-all" if len(titles) > 1 else fate, language)) for fate, titles in fates.items()]
    if len(told) < 2:
        return [text for _, text in told] or [said("comment-accept", language)]
    return [said("comment-of", language, names=_some(titles, language), text=text) for titles, text in told]


def _some(names: Sequence[str], language: str) -> str:
    """Several names in a sentence; of many, the first."""
    more = len(names) - MOST_NAMED
    if more <= 0:
        return _together(names, language)
    return f"{', '.join(names[:MOST_NAMED])} {said('comment-more', language, number=more)}"


def _next(
    previews: Sequence[Preview],
    claiming: Set[str],
    coming: Next,
    mending: str,
    becoming: Sequence[str],
    language: str,
) -> str:
    """The steps, numbered. `claiming` are the paths of stories that the preview may lack; `mending` tells which sentence says
    what must be changed, none if it is empty.
    """
    who = _together([*map(_code, coming.reviewers)], language) if coming.reviewers else ""
    when = f", {escaped(coming.answer)}" if coming.answer else ""
    staying = [one for one in previews if not one.goes]
    shown = [one for one in staying if one.path not in claiming]
    steps = [
        *([said(f"comment-mend{mending}", language)] if mending else []),
        *([_look(shown, coming.forge, language)] if shown and mending != "-unseen" else []),
        said("comment-review" if who else "comment-someone", language, names=who, answer=when),
        *([said("comment-feature", language)] if any(one.feature for one in staying) else []),
        *becoming,
        *([said("comment-help", language, help=escaped(coming.help))] if coming.help else []),
    ]
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def _look(stories: Sequence[Preview], forge: str, language: str) -> str:
    """Where the preview is: of one story its page, of several the first page."""
    if not forge:
        return said("comment-look", language)
    page = file_of(stories[0].address if len(stories) == 1 else "")
    return said(f"comment-look-{forge}", language, page=f"preview/{page}")


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {one}" for one in items)


def _names(names: Sequence[str], language: str) -> str:
    """Several names in a sentence."""
    return _together([escaped(name) for name in names], language)


def _together(some: Sequence[str], language: str) -> str:
    return said("comment-and", language, first=", ".join(some[:-1]), last=some[-1]) if len(some) > 1 else some[0]


def _code(text: str) -> str:
    """A name as code, which nothing in it can end."""
    return f"`{_flat(text) or '?'}`"


def _flat(text: str) -> str:
    """On one line, without backquotes and without what turns the direction of writing."""
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split())).replace("`", "'")


def escaped(text: str) -> str:
    """A contributor's text as plain text in Markdown, on one line."""
    return _escaped(_flat(text))


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text.replace("&", "&amp;"))
    return _CALLING.sub(r"\g<0><!-- -->", text)


def marked(text: str) -> str:
    """A message in Markdown: what it quotes as code stays so, all else is plain text. Its facts hold no backquotes."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:
        return escaped(text)
    return "".join(f"`{part}`" if number % 2 else _escaped(part) for number, part in enumerate(parts))
