"""The topics of a blog: an id for each name with which posts are tagged, and no id for two that mean something else."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from byline import address
from byline.front import LONGEST_ID
from byline.moving.blog import Post
from byline.problem import Problem, problem
from byline.settings import Term

_ONE_LETTER = re.compile(r"[A-Za-z][+#]+\Z")
"""C++, C# and F#, of which nothing but a letter would be left."""

_PLUS, _SHARP, _DOT = re.compile(r"(?<=[\w+])\+"), re.compile(r"(?<=\w)#"), re.compile(r"\A\.(?=\w)")
_BETWEEN = re.compile(r"[\s\-_.,;:!?'’\"“”/&()]+")


class Topics(msgspec.Struct, frozen=True, dict=True):
    """`ids` by the names that posts write; by id, what it is `called`, how stories have it `written`, and the number of posts."""

    ids: Mapping[str, str]
    called: Mapping[str, str]
    written: Mapping[str, str]
    posts: Counter[str]
    problems: tuple[Problem, ...]

    def id_of(self, name: str) -> str:
        """The id of a topic that a link names, in whatever case; empty if there is none."""
        return self._by_name.get(name.casefold()) or self._by_name.get(address.slug(name), "")

    @cached_property
    def apart(self) -> frozenset[str]:
        """Ids that were chosen to differ, and those from which they do: only settings tell well what these are called."""
        chosen = {id_: slug for id_, name in self.called.items() if (slug := address.slug(name)) != id_}
        return frozenset((*chosen, *chosen.values()))

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name.casefold(): id_ for name, id_ in self.ids.items()} | {id_: id_ for id_ in self.called}


def topics_of(posts: Iterable[Post], known: Mapping[str, Term]) -> Topics:
    """The topics of these posts in a portal that has `known` ones, by their ids."""
    first: dict[str, Post] = {}
    number: Counter[str] = Counter()
    each = [(post, tuple(dict.fromkeys(post.topics))) for post in posts]
    for post, names in each:
        number.update(names)
        for name in names:
            first.setdefault(name, post)
    terms = {
        id_: [text for text in (term.name.every, *dict(term.name.each).values()) if text] for id_, term in known.items()
    }
    by_name = {text.casefold(): id_ for id_, texts in terms.items() for text in texts}
    spellings = {id_: {id_} for id_ in known}
    for name in first:
        spellings.setdefault(address.slug(name), set()).add(_spelt(name))
    ids: dict[str, str] = {}
    found: list[Problem] = []
    meant = {id_: (texts[0], {*map(_letters, (id_, *texts))}) for id_, texts in terms.items()}
    for name, post in first.items():
        slug = address.slug(name)
        apart = len(spellings[slug]) > 1 or _ONE_LETTER.match(name)
        id_ = by_name.get(name.casefold()) or (_spelt(name) if apart else slug)
        if not id_ or len(id_) > LONGEST_ID:
            found.append(problem(post.source.place(name), "moved-key", key=name[:60], posts=number[name]))
            continue
        ids[name] = id_
        other, letters = meant.setdefault(id_, (name, {_letters(name)}))
        if _letters(name) not in letters:
            found.append(problem(post.source.place(name), "moved-topic", name=name, other=other, id=id_))
        letters.add(_letters(name))
    called = {id_: name for name, id_ in reversed(ids.items())}
    return Topics(
        ids=ids,
        called=called,
        written={id_: name if address.slug(name) == id_ else id_ for id_, name in called.items()},
        posts=Counter(id_ for _, names in each for id_ in dict.fromkeys(ids[name] for name in names if name in ids)),
        problems=tuple(found),
    )


def _spelt(name: str) -> str:
    """The id of a name with its signs in words: `C++` is c-plus-plus, `C#` c-sharp, `.NET` dotnet."""
    return address.slug(_SHARP.sub(" sharp ", _PLUS.sub(" plus ", _DOT.sub("dot", name))))


def _letters(name: str) -> str:
    """A name by which it is seen to be another: `open-source` is Open Source, but `Résumé` is not Resume."""
    bare = _BETWEEN.sub("", unicodedata.normalize("NFC", name).casefold())
    return "".join(two if len(two := address.slug(one)) > 1 else one for one in bare)  # umlauts are written as two
