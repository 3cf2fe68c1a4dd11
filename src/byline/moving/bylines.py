"""The line that says who wrote: the names in it, and a name as one says it."""

from __future__ import annotations

import html
import re

from byline.name import guessed, own_parts, without_mail

MOST_GIVEN = 3  # first names of one person
MOST_ESCAPED = 3  # times that programs have escaped one text

_BY = re.compile(r"\A(?:by|von)\s+", re.IGNORECASE)
_YOUNGER = re.compile(r"\s*[JS]r\b")
_NEXT = re.compile(rf",(?!{_YOUNGER.pattern})")
_AND = re.compile(r" (?:&|und|and) ")


def signed(raw: str) -> list[str]:
    """The names in a line. `Meier, Anna` is one the other way round; `Anna Meier, Ben Kim` and `Meier, Anna; Kim, Ben` are two."""
    said = " ".join(unescaped(raw).split())
    if ";" in said:
        return [without_degrees(part.strip()) for part in said.split(";")]
    said = without_degrees(said)
    return (
        [said] if turned(said) else [name for part in _NEXT.split(_BY.sub("", said)) for name in _several(part.strip())]
    )


def without_degrees(name: str) -> str:
    """`Klaus Weber, MBA` as `Klaus Weber`: nobody is called MBA."""
    first, *others = name.split(",")
    return ",".join([first, *(part for part in others if not is_degree(part))])


def is_degree(said: str) -> bool:
    """Whether what stands behind a name, or beside one in a list, is no name."""
    return len(own_parts(f"x,{said}")) < 2 and not _YOUNGER.match(said)


def _several(said: str) -> list[str]:
    """`Anna Meier und Ben Kim` are two; `Marketing & Vertrieb` is one department, which writes."""
    names = _AND.split(said)
    return names if all(" " in name for name in names) else [said]


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
    """`Weber, Klaus` as `Klaus Weber`; empty if a name does not stand the other way round."""
    last, _, first = (part.strip() for part in without_mail(name).partition(","))
    surname, given = last.split(), first.split()
    alone = bool(surname) and surname[-1][:1].isupper() and all(word.islower() for word in surname[:-1])
    is_given = 0 < len(own_parts(first)) <= MOST_GIVEN and all(word[:1].isupper() for word in given)
    return f"{first} {last}" if alone and is_given and "," not in first else ""


def unescaped(raw: str) -> str:
    """A text of which some program has written `&` as `&amp;`, once or several times."""
    for _ in range(MOST_ESCAPED):
        raw = html.unescape(raw)
    return raw
