"""Names: their own parts without titles, how much of one is shown, and whether an address tells the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

from byline import address
from byline.front import ID

LONG = 5  # letters from which on a name is looked for inside longer words of an address
SPEAKING = 3  # letters from which on a name beside an initial tells somebody: `anoll`, but not `ali`

_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]?")  # `(FH)`, `(Betriebsrat)`
_DEGREE = re.compile(
    r"(?<![\w.-])"
    r"(?:[BM]\.?(?:Sc|Eng|Ed|Phil)|[BM]\.\s(?:Sc|Eng|Ed)(?=\.)|[BM]\.A|(?<=,)\s*[BM]\.?\s?A|LL\.?\s?[BM]|Ph\.?\s?D|Ed\.?D"
    r"|MBA|FH|PD|h\.\s?c|[Ee]\.\s?h|(?:Mag|Dr|Ing|Prof)\.(?:a|in))"
    r"\.?(?![\w-])"
)
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"[<(]?(?:mailto:)?([^\s<>()@]+@[^\s<>()@]+)[>)]?")
_FILE = re.compile(r"(?:\S*/)?([^/\s]+?)(?:\.md|/)\Z", re.IGNORECASE)
_AND = re.compile(r"(?<!\bvon)\s+(?:und|and|&|\+|/)\s+|\s*;\s*")  # between two who stand in one place of a list
_YOUNGER = re.compile(r"\b(sen|jun|sr|jr)\.", re.IGNORECASE)  # which tells father and son apart
_TYPED = str.maketrans("’‘ʼ´`–‑‐", "'''''---")  # what telephones and office programs make of them
_BETWEEN = re.compile(r"\s+|(?<=\w\w\.)(?=\w\w)")  # between words, also in `Dr.Anna`
_TITLES = frozenset("dr prof mr mrs ms sir frau herr".split())
_SHORTENED = frozenset(  # titles only with a full stop or a hyphen: Phil, Sen and Mag are names
    "ass betr betriebsw biol chem dent dipl doz em emer eng geol habil hon inf ing iur jr jun jur kffr kfm lic mag math"
    " med mult nat oec phil phys pol priv psych päd rer sc sen soc sr techn theol univ vet wi wirt wirtsch".split()
)
_DIPLOMAS = frozenset({"dipl", "diplom"})  # what follows them names the field, whatever it is
_PARTICLES = frozenset(
    "af al auf av bin da dal das de del della den der des di do dos du el et ibn la le op te ten ter und van vd vom von"
    " y zu zum zur".split()
)
_SPELT = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))  # how addresses write one sound


def own_parts(name: str) -> list[str]:
    """A name's own parts, without titles, degrees and what stands in brackets; `Keller, Mira` is read as `Mira Keller`."""
    bare = _DEGREE.sub(" ", _ASIDE.sub(" ", name))
    groups = [[part for part in _BETWEEN.split(group) if _is_own(part)] for group in bare.split(",")]
    last, *first = [group for group in groups if group] or [[]]
    return [*(part for group in first for part in group), *last]


def id_of(name: str) -> str:
    """The id for which a name stands; empty if nothing of it can stand in one.

    `Dr. Nadia Benali`, `Benali, Nadia`, `Nadia Benali <nadia@firm.example>` and `content/people/nadia-benali.md` are `nadia-benali`.
    Of what may be more than a name, nothing is left out: `Nadia Benali (with Jonas Kehl)` is not her.
    """
    if ID.match(name):
        return name
    if path := _FILE.fullmatch(name.strip()):
        return key(path[1])
    said = _YOUNGER.sub(r"\1", as_said(name))
    aside = any(len(found.split()) > 1 for found in _ASIDE.findall(said))
    is_more = aside or any(map(own_parts, said.split(",")[1:]))
    return key(said if is_more else " ".join(own_parts(said))) or key(said)


def several(text: str) -> list[str]:
    """The names in one place of a list: `Nadia Benali und Jonas Kehl`, also with a comma, if none of them is turned round."""
    found: list[str] = []
    for one in _AND.split(text):
        groups = one.split(",")
        found += groups if all(len(own_parts(group)) > 1 for group in groups) else [one]
    return [one.strip() for one in found if one.strip()]


def as_said(name: str) -> str:
    """A name without a mail address and a word in brackets, and the right way round: `Benali, Nadia (IT)` is Nadia Benali."""
    bare = " ".join(_ASIDE.sub(lambda found: found[0] if " " in found[0] else " ", without_mail(name)).split())
    last, _, first = bare.partition(",")
    surname = [part for part in own_parts(last) if part.casefold() not in _PARTICLES]
    is_turned = len(surname) == 1 and "," not in first and bool(own_parts(first))
    return f"{first.strip()} {last.strip()}" if is_turned else bare


def key(text: str) -> str:
    """A name as it is compared: `Jörg Süß`, `joerg suess` and `@joerg-suess` are the same, and so are all apostrophes."""
    return address.slug(text.translate(_TYPED))


def mail_in(text: str) -> str:
    """The mail address in a text; empty if there is none."""
    found = _MAIL.search(text)
    return found[1] if found else ""


def without_mail(name: str) -> str:
    """A name without the mail address beside it; empty if there is nothing else."""
    return " ".join(_MAIL.sub(" ", name).split())


def _is_own(part: str) -> bool:
    """Whether a part of a name belongs to the name: not a title, and not a mere dash."""
    pieces = [piece for piece in re.split(r"[.-]+", part.casefold()) if piece]
    if not any(letter.isalnum() for letter in part) or all(piece in _TITLES for piece in pieces):
        return False
    shortened = "." in part or "-" in part
    return not shortened or not (pieces[0] in _DIPLOMAS or all(piece in _TITLES | _SHORTENED for piece in pieces))


def shown_name(name: str, show_as: str) -> str:
    """A name in full, its first part (`Anna`), its initials (`A. K.`), or nothing. A title is no first name."""
    if show_as == "full":
        return " ".join(name.split())
    own = own_parts(name)
    if show_as == "anonymous" or not own:
        return ""
    if show_as == "first" and len(own) > 1:
        return own[0]
    return " ".join(map(_initial, own[:1] if show_as == "first" else dict.fromkeys((own[0], own[-1]))))


def guessed(id_: str) -> str:
    """The name that an id suggests, until its owner is asked: `nadia-benali` is Nadia Benali, `anna-von-berg` Anna von Berg.

    What is a name already stays one, with its umlauts and capitals.
    """
    text = " ".join(unicodedata.normalize("NFC", id_).split())
    if text != text.lower():
        return text if " " in text else text.replace("-", " ")
    if " " in text:
        return text
    words = _WORD.findall(text)
    inner = range(1, len(words) - 1)  # between others; at an end, `la` and `do` are names
    return (
        " ".join(word if at in inner and word in _PARTICLES else word.capitalize() for at, word in enumerate(words))
        or id_
    )


def spoken(name: str) -> str:
    """A name as one says it: `Benali, Nadia` and `nadia-benali`, with a mail address beside it or not, are Nadia Benali."""
    said = as_said(name)
    return guessed(said) if said else name


def _initial(part: str) -> str:
    return next(letter for letter in part if letter.isalnum()).upper() + "."


def hidden_parts(name: str, show_as: str) -> tuple[str, ...]:
    """The parts of a name that `show_as` hides, a double name in two. `von` and `van` belong to too many to tell one."""
    if show_as == "full":
        return ()
    own, shown = own_parts(name), _pieces(shown_name(name, show_as))
    speaking = [part for part in own if part in {own[0], own[-1]} or part.casefold() not in _PARTICLES]
    return tuple(piece for part in speaking for piece in _pieces(part) if piece not in shown)


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r'[\s."„“”-]+', text) if piece]


def told_by(id_: str, name: str, show_as: str) -> str:
    """What an id, and so the address of a page, tells of a name that is to stay hidden; empty if it tells nothing.

    It tells a part that stands between hyphens, a long one wherever it stands, and parts that are written together,
    with each other or with initials. Figures at the end do not matter.
    """
    if show_as == "anonymous":  # no page, and so no address
        return ""
    known = frozenset[str]().union(*(_spellings(piece) for part in own_parts(name) for piece in _pieces(part)))
    initials = {one[0] for one in known}
    words, run = [word.rstrip("0123456789") for word in id_.split("-")], id_.replace("-", "")
    for one in (one for piece in hidden_parts(name, show_as) for one in sorted(_spellings(piece)) if len(one) > 1):
        beside = known | initials if len(one) >= SPEAKING else known - initials
        if (len(one) >= LONG and one in run) or any(_holds(word, one, beside) for word in words):
            return one
    return ""


def _spellings(part: str) -> frozenset[str]:
    """How a part of a name may be spelt in an address: `mueller` and `muller`, `aase` and `ase`."""
    written = unicodedata.normalize("NFC", part).casefold()
    found = {address.slug(text).replace("-", "") for text in (written, written.replace("å", "aa"))}
    for long, short in _SPELT:
        found |= {one.replace(long, short) for one in found}
    return frozenset(found - {""})


def _holds(word: str, part: str, beside: Set[str]) -> bool:
    """Whether a word is this part of a name, with nothing before and after it but such others."""
    starts = (start for start in range(len(word)) if word.startswith(part, start))
    return any(_made_of(word[:start], beside) and _made_of(word[start + len(part) :], beside) for start in starts)


def _made_of(text: str, words: Set[str]) -> bool:
    """Whether a text is nothing but some of these words, written together."""
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + len(word) for word in words if text.startswith(word, start)}
    return len(text) in reached
