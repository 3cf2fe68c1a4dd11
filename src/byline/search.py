"""Search: what is found of each story, and in which shard of the index it stands.

A shard is one index of up to some hundred stories of one language, so that one edited story does not mean a new index
of all. Which shard a story belongs to is told by its address alone, so each holds stories of all times and terms, and a
word is about as rare in one as in all of them: results of several shards can be put in one order.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

import msgspec

from byline.piece import Choice
from byline.published import Published
from byline.site import Site
from byline.tree import File

FOLDER = "pagefind/"  # of the output, with a folder in it for each language
SEARCH = "search/"
ENTRY = "pagefind-entry.json"
MOST = 250  # stories in a shard; with one more, there are twice as many shards
_SPOKEN = str.maketrans(
    {"\u00ad": None, "\u200b": None, "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)  # where words may be divided, and letters that are one in print: words are looked for without
KINDS = ("departments", "roles", "topics")  # of terms by which results are filtered
EVERY = "xqzjeverystory"  # stands in every record, and is looked for where readers only filter


class Record(msgspec.Struct, frozen=True):
    """What can be found of a story, and what is shown of it in a list of results."""

    name: str  # of the file that holds it: the day, so that results can be put in order, and its digest
    address: str
    text: str
    meta: tuple[tuple[str, str], ...]
    filters: tuple[tuple[str, tuple[str, ...]], ...]


class Shard(msgspec.Struct, frozen=True):
    """Some stories of one language, in the order of their addresses. Equal keys, equal records."""

    language: str
    number: int
    stories: tuple[Published, ...]
    key: bytes

    @property
    def place(self) -> str:
        """What stands for all its files: `pagefind/de/3/`."""
        return f"{FOLDER}{self.language}/{self.number}/"

    @property
    def name(self) -> str:
        """By which the index of its language names it."""
        return f"{self.number}-{self.key.hex()}"


class Facts(NamedTuple):
    """What is told of a story beside its own text: people and terms by their names, filters by ids."""

    address: str
    day: str
    people: str
    terms: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    draft: bool


def is_search(path: str) -> bool:
    """Whether a file of the output belongs to the index."""
    return path.startswith(FOLDER)


def place_of(path: str) -> str:
    """The place of the shard to which a file of the index belongs; of one that belongs to none, its own path."""
    parts = path.split("/")
    if len(parts) > 4:  # pagefind/de/fragment/3/….pf_fragment
        return f"{FOLDER}{parts[1]}/{parts[3]}/"
    if path.endswith(".pf_meta"):  # pagefind/de/pagefind.3-….pf_meta
        return f"{FOLDER}{parts[1]}/{parts[2].split('.')[1].partition('-')[0]}/"
    return path


def shards(site: Site, digests: Mapping[str, bytes]) -> tuple[Shard, ...]:
    """All shards of a site, by language and number. `digests` are those of the stories' files, by path."""
    told = _Told(site)
    found = []
    for language, stories in sorted(site.by_language.items()):
        count = parts(len(stories))
        groups: list[list[Published]] = [[] for _ in range(count)]
        for one in sorted(stories, key=lambda one: one.key):
            groups[zlib.crc32(one.key.encode()) % count].append(one)
        for number, group in enumerate(groups):
            if group:
                known = [(digests.get(one.path, b""), one) for one in group]
                value = (language, number, known, told.names(group))
                key = hashlib.sha256(msgspec.msgpack.encode(value)).digest()[:8]
                found.append(Shard(language, number, tuple(group), key))
    return tuple(found)


def parts(stories: int) -> int:
    """Into how many shards so many stories of a language go: a power of two, so that few numbers of stories change it."""
    count = 1
    while stories > MOST * count:
        count *= 2
    return count


def records(site: Site, stories: Sequence[Published]) -> Iterator[Record]:
    """What is found of these stories."""
    from byline.gist import words_of  # imported when there is something to index: it knows the parser

    told = _Told(site)
    for one in stories:
        story = site.texts[one.path]
        address, day, people, terms, filters, draft = told.facts(one)
        whole = (story.front.summary, words_of(str(story.body.html)), story.front.learned)
        spoken = "\n".join(" ".join(normalize("NFC", part.translate(_SPOKEN)).split()) for part in whole)
        # Pagefind leaves out what has no words.
        text = next(some for some in (spoken, one.title, EVERY) if any(map(str.isalnum, some)))
        meta = (
            ("title", one.title),
            ("people", people),
            ("terms", terms),
            ("every", EVERY),
            ("draft", "1" if draft else ""),
        )
        known = tuple((name, value) for name, value in meta if value)
        digest = hashlib.sha256(msgspec.msgpack.encode((address, text, known, filters))).hexdigest()[:16]
        yield Record(f"{day.replace('-', '')}-{digest}", address, text, known, filters)


def wasm(language: str) -> str:
    """The name of the program that searches in a language's index."""
    return f"wasm.{language}.pagefind"


def entry(blank: bytes, some: Sequence[Shard]) -> File:
    """The file that names all shards of a language; `blank` is Pagefind's own for some other index.

    Pagefind keeps one index for each language there; here each shard has the name of a language variant of its own. Of
    names that it does not know it takes the one with the most pages, so the first is said to have them all.
    """
    language = some[0].language
    total = sum(len(one.stories) for one in some)
    named = {
        (f"{language}-x-{one.number}" if index else language): {
            "hash": one.name,
            "wasm": language,
            "page_count": len(one.stories) if index else total,
        }
        for index, one in enumerate(some)
    }
    told = {**msgspec.json.decode(blank), "languages": named}
    return File(f"{FOLDER}{language}/{ENTRY}", msgspec.json.encode(told))


def indexes(site: Site) -> tuple[tuple[str, str], ...]:
    """The languages of the stories, and where the index of each is."""
    return tuple((language, f"{FOLDER}{language}/") for language in site.languages)


def choices(site: Site, kind: str, language: str) -> tuple[Choice, ...]:
    """The terms of a kind that a story has, by name, to filter by; none where there is nothing to choose between."""
    named = (Choice(name, site.term_name(kind, name, language)) for name, some in site.by_term[kind].items() if some)
    found = tuple(sorted(named, key=lambda one: (one.name.casefold(), one.value)))
    return found if len(found) > 1 else ()


class _Told(msgspec.Struct, frozen=True):
    """What is told of stories beside their own texts; the name of each person and term is looked up once."""

    site: Site
    _people: dict[str, str] = {}
    _terms: dict[tuple[str, str], str] = {}

    def facts(self, one: Published) -> Facts:
        people = ", ".join(filter(None, dict.fromkeys(map(self.person, one.people))))
        terms = " ".join(self.term(kind, name) for kind in KINDS for name in getattr(one, kind))
        filters = tuple((kind, getattr(one, kind)) for kind in KINDS if getattr(one, kind))
        year = (str(one.day.year),)
        return Facts(one.address, one.day.isoformat(), people, terms, (*filters, ("year", year)), one.draft)

    def names(self, stories: Sequence[Published]) -> tuple[tuple[str, ...], ...]:
        """What people and terms of these stories are called."""
        people = {name for one in stories for name in one.people}
        terms = ((kind, {name for one in stories for name in getattr(one, kind)}) for kind in KINDS)
        return (
            tuple(self.person(name) for name in sorted(people)),
            *(tuple(self.term(kind, name) for name in sorted(names)) for kind, names in terms),
        )

    def person(self, name: str) -> str:
        """A name as the portal shows it; empty for those who do not want to be named."""
        if name not in self._people:
            self._people[name] = self.site.people[name].shown_name if name in self.site.people else ""
        return self._people[name]

    def term(self, kind: str, name: str) -> str:
        """What a term is called, in all languages of the portal."""
        if (kind, name) not in self._terms:
            named = (self.site.term_name(kind, name, one) for one in self.site.settings.languages)
            self._terms[kind, name] = " ".join(dict.fromkeys(named))
        return self._terms[kind, name]
