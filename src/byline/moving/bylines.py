"""The line that says who wrote: the names in it, and a name as one says it."""

from __future__ import annotations

import html
import re

import msgspec

from byline.name import guessed, own_parts, without_mail

MOST_GIVEN = 3  # first names of one person
MOST_ESCAPED = 3  # times that programs have escaped one text

_BY = re.compile(r"\A(?:by|von)\s+", re.IGNORECASE)
_WORK = (
    r"(?:texte?|words|story|fotos?|photos?|fotografie|photography|bild(?:er)?|pictures?|illustration(?:en|s)?|interview|video|protokoll"
    r"|autor(?:in|en|innen)?|author|(?:eine?\s)?gast(?:beitrag|artikel|autor(?:in)?)|(?:a\s)?guest\s(?:post|article|author)"
    r"|aufgezeichnet|aufgeschrieben|geschrieben|verfasst|protokolliert|fotografiert|written|recorded|photographed)"
)
_WORKS = re.compile(rf"{_WORK}(?:\s*(?:und|and|&|\+|/)\s*{_WORK}){{0,3}}", re.IGNORECASE)
_NAMED = rf"{_WORKS.pattern}\s*(?::|\bby\b|\bvon\b)\s*"
_LABEL = re.compile(rf"\A{_NAMED}", re.IGNORECASE)
_NOBODY = re.compile(r"privat|private|archive?|archivbild(?:er)?", re.IGNORECASE)
"""Where a picture comes from that nobody is named for."""

_JOB = re.compile(
    r"\A(?:\w*(?:leiter|referent|manager|redakteur|direktor|ingenieur|entwickler|berater|meister|sprecher|praktikant|chef"
    r"|assistent|geschäftsführer|sachbearbeiter|werkstudent)(?:[:*_]?in)?|\w*beauftragter?|auszubildender?|azubi|\w*vorstand|abteilung|bereich"
    r"|team|head|chief|vice)(?![\w-])|(?<![\w-])(?:manager|engineer|director|officer)\Z"
    r"|(?-i:(?<![\w-])(?:GmbH|mbH|AG|SE|KG|OHG|Ltd|Inc|LLC|e\.\s?V)\.?\Z)",
    re.IGNORECASE,
)
_YOUNGER = re.compile(r"\s*[JS]r\b")
_NEXT = re.compile(rf",(?!{_YOUNGER.pattern})")
_AND = re.compile(r"\s+(?:&|\+|und|and|u\.)\s+|\s*[/|]\s*")
_JOINT = r"(?:&|\+|und|and|u\.)\s"
_PART = re.compile(
    rf"\s*(?:;|,\s*{_JOINT}|\({_WORKS.pattern}\)\s*[,;/|]?(?:\s*{_JOINT})?|(?:[,/|]|(?<=\s){_JOINT})\s*(?={_NAMED}))\s*",
    re.IGNORECASE,
)
"""Between two of whom one has a label of their own, or whom a semicolon or an “and” behind a comma tells apart."""

_CAPITAL = re.compile(r"\A(Von|Van|De)(?=\s+[^\W\d_A-ZÄÖÜ]+\s)")


class Byline(msgspec.Struct, frozen=True):
    """The names in a line; `sure` unless commas alone tell them apart; and what was left out, since it is no name."""

    names: tuple[str, ...]
    sure: bool = True
    left: tuple[str, ...] = ()


def signed(raw: str) -> Byline:
    """Who a line names.

    `Meier, Anna` is one, and `Anna Meier, Ben Kim`, `Meier, Anna und Kim, Ben`, `Meier, Anna; Kim, Ben` and `Text: Meier,
    Anna, Fotos: Kim, Ben` are two. Not `Leiterin Logistik`, but who stands before.
    """
    line = " ".join(unescaped(raw).split())
    if _NOBODY.fullmatch(line):
        return Byline((line,))
    parts = [part for part in _PART.split(line) if part and not _WORKS.fullmatch(part)] or [line]
    read = [_listed(without_degrees(_without_lead(_LABEL.sub("", part)))) for part in parts]
    names = [name for one in read for name in one.names]
    left = tuple(filter(_JOB.search, names[1:]))
    return Byline(
        (*names[:1], *(one for one in names[1:] if not _JOB.search(one))), all(one.sure for one in read), left
    )


def _without_lead(line: str) -> str:
    """`Von Anna Meier` as `Anna Meier`; but `von Berg, Ada` is called so."""
    return line if turned(without_degrees(_AND.split(line)[0])) else _BY.sub("", line)


def _listed(part: str) -> Byline:
    """The names behind one label, the other way round or between commas."""
    each = _AND.split(part)
    if all(map(turned, each)):
        return Byline(tuple(each))
    groups = [names for said in _NEXT.split(part) if (names := _several(said.strip()))]
    return Byline(tuple(name for names in groups for name in names), len(groups) < 2)


def without_degrees(name: str) -> str:
    """`Klaus Weber, MBA` as `Klaus Weber`: nobody is called MBA."""
    first, *others = name.split(",")
    return ",".join([first, *(part for part in others if not is_degree(part))])


def is_degree(said: str) -> bool:
    """Whether what stands behind a name, or beside one in a list, is no name."""
    return len(own_parts(f"x,{said}")) < 2 and not _YOUNGER.match(said)


def _several(said: str) -> list[str]:
    """`Anna Meier und Ben Kim` are two; `Marketing & Vertrieb` is one department, which writes; and `privat` is nobody."""
    names = [name for name in _AND.split(said) if not _NOBODY.fullmatch(name)]
    return names if len(names) == 1 or all(" " in name for name in names) else [said]


def spoken(raw: str) -> str:
    """A name as one says it: the right way round, nothing escaped, no degree behind it, no mail address. Of a mere
    address, what stands before the @.
    """
    whole = without_degrees(unescaped(raw).replace("\ufeff", ""))
    name = turned(whole) or without_mail(whole) or whole.strip("<( ").removeprefix("mailto:").partition("@")[0]
    return re.sub(r"\A\(([^()]*)\)\Z", r"\1", name)


def named(key: str) -> str:
    """The name of somebody whom posts call so: what is written as one stays as it is; of a mere id, it is guessed."""
    name = spoken(key)
    return guessed(name) if name == name.lower() and " " not in name else name


def turned(name: str) -> str:
    """`Weber, Klaus` as `Klaus Weber`, `Von der Heydt, Clara` as `Clara von der Heydt`; empty if a name does not stand the
    other way round.
    """
    last, _, first = (part.strip() for part in without_mail(name).partition(","))
    last = _CAPITAL.sub(lambda found: found[0].lower(), last)
    surname, given = last.split(), first.split()
    alone = bool(surname) and surname[-1][:1].isupper() and all(word.islower() for word in surname[:-1])
    is_given = 0 < len(own_parts(first)) <= MOST_GIVEN and all(word[:1].isupper() for word in given)
    return f"{first} {last}" if alone and is_given and "," not in first else ""


def unescaped(raw: str) -> str:
    """A text of which some program has written `&` as `&amp;`, once or several times."""
    for _ in range(MOST_ESCAPED):
        raw = html.unescape(raw)
    return raw
