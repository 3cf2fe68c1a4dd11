"""The comment under a change: what the stories will look like, what must be mended, what could be, and what comes next.

It is Markdown as forges show it. Whatever contributors wrote is escaped, and calls nobody (`@name`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from byline.messages import hint, said, sentence
from byline.problem import Problem, Severity

MOST = 30  # findings of a kind that are told; whoever mends these will see the others
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|^[-+#]|^\d+[.)]")


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
    feature: bool = False
    added: bool = True


class Next(msgspec.Struct, frozen=True):
    """What comes next: who looks at the stories, and where to ask."""

    reviewers: tuple[str, ...] = ()
    help: str = ""


def comment(
    previews: Sequence[Preview],
    removed: Sequence[str],
    problems: Sequence[Problem],
    left: int,
    coming: Next,
    language: str,
) -> str:
    """The comment, in German or English; `left` is the number of problems that were there before and are not told."""
    must = [one for one in problems if one.severity is Severity.ERROR]
    could = [one for one in problems if one.severity is Severity.WARNING]
    advice = [one for one in problems if one.severity is Severity.ADVICE]
    newcomers = tuple(dict.fromkeys(name for one in previews for name in one.newcomers))
    parts = [
        *([said("comment-welcome", language, names=_names(newcomers, language))] if newcomers else []),
        *(_preview(one, language) for one in previews),
        *([_removed(removed, language)] if removed else []),
        *_findings("comment-must", must, language),
        *_findings("comment-could", could, language),
        *_findings("comment-advice", advice, language),
        *([said("comment-all-is-well", language)] if not must and not could else []),
        *([said("comment-left", language, number=left)] if left else []),
        f"### {said('comment-next', language)}\n\n{_next(previews, must, coming, language)}",
    ]
    return "\n\n".join(parts) + "\n"


def _preview(one: Preview, language: str) -> str:
    """One story, as a headline and a list."""
    title = escaped(one.title) if one.title else _code(one.path)
    credits_ = [
        (f"comment-{role}", names)
        for role, names in (("told-by", one.told_by), ("written-by", one.written_by), ("helped-by", one.helped_by))
        if names
    ]
    facts = [
        said("comment-length", language, minutes=one.minutes, words=one.words, spoken=one.language),
        *(said(key, language, names=_names(names, language)) for key, names in credits_),
        *([said("comment-departments", language, names=_names(one.departments, language))] if one.departments else []),
        *([said("comment-pictures", language, number=one.pictures)] if one.pictures else []),
        *([_reading(one, language)] if one.reading else []),
        *(f"{_sentence(told, language)}" for told in one.withheld),
    ]
    summary = [f"> {escaped(one.summary)}"] if one.summary else []
    where = said("comment-added" if one.added else "comment-changed", language, path=_code(one.path))
    return "\n\n".join([f"### {title}", *summary, where, *([_listed(facts)] if one.title else [])])


def _reading(one: Preview, language: str) -> str:
    """How hard a story is to read, and where."""
    grade = said(f"comment-{one.reading}", language)
    lines = [str(line) for line in sorted(one.hardest)]
    return said("comment-hardest", language, grade=grade, lines=_together(lines, language)) if lines else grade


def _removed(paths: Sequence[str], language: str) -> str:
    return f"### {said('comment-removed', language)}\n\n{_listed(map(_code, paths[:MOST]))}"


def _findings(heading: str, problems: Sequence[Problem], language: str) -> list[str]:
    """Findings under a heading, a line for each."""
    if not problems:
        return []
    told = [_finding(one, language) for one in problems[:MOST]]
    more = len(problems) - MOST
    told += [said("comment-more", language, number=more)] if more > 0 else []
    return [f"### {said(heading, language)}\n\n{_listed(told)}"]


def _finding(one: Problem, language: str) -> str:
    place = one.place.path + (f":{one.place.line}" if one.place.line else "")
    return f"{_code(place)} {_sentence(one, language)}"


def _sentence(one: Problem, language: str) -> str:
    """What is wrong and what to do, as two sentences."""
    wrong, advice = (_capital(text) for text in (sentence(one, language), hint(one, language)))
    return " ".join(f"{marked(text)}{'' if text.endswith(('?', '.')) else '.'}" for text in (wrong, advice) if text)


def _next(previews: Sequence[Preview], must: Sequence[Problem], coming: Next, language: str) -> str:
    steps = [
        said("comment-mend" if must else "comment-look", language),
        said("comment-review", language, names=", ".join(map(_code, coming.reviewers)))
        if coming.reviewers
        else said("comment-someone", language),
        *([said("comment-feature", language)] if any(one.feature for one in previews) else []),
        said("comment-publish", language),
        *([said("comment-help", language, help=escaped(coming.help))] if coming.help else []),
    ]
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {one}" for one in items)


def _names(names: Sequence[str], language: str) -> str:
    """Several names in a sentence."""
    return _together([escaped(name) for name in names], language)


def _together(some: Sequence[str], language: str) -> str:
    return said("comment-and", language, first=", ".join(some[:-1]), last=some[-1]) if len(some) > 1 else some[0]


def _code(text: str) -> str:
    """A name as code, which nothing in it can end."""
    return "`" + " ".join(text.split()).replace("`", "'") + "`"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def escaped(text: str) -> str:
    """A contributor's text as plain text in Markdown, on one line."""
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text.replace("&", "&amp;"))
    return text.replace("@", "@<!-- -->")


def marked(text: str) -> str:
    """A message in Markdown: what it quotes as code stays so, all else is plain text."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:
        return escaped(text)
    return "".join(f"`{part}`" if number % 2 else _escaped(part) for number, part in enumerate(parts))
