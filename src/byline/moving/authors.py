"""The authors of a blog, as people of the portal: those it knows, and files for the others."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from byline import address
from byline.front import LONGEST_ID
from byline.kind import longest
from byline.moving.blog import Author, Blog, Post
from byline.moving.bylines import named, signed, spoken
from byline.moving.fields import plain
from byline.name import key as spelt, mail_in, own_parts, without_mail
from byline.person import Person, PersonFront, is_mail
from byline.problem import Problem, problem
from byline.roster import by_name, called, enter
from byline.skeleton import scalar

NOBODY = ""
"""The key of whoever writes where a post names no author: the editors, as one."""
EDITORS = {"de": "Redaktion", "en": "Editors"}


LONGEST_NAME = longest(PersonFront, "name")


class Member(msgspec.Struct, frozen=True):
    """Somebody who writes, by the id in the portal; `known` if the portal had them before.

    `namesakes` are the ids of those who may be the same, by their name or their mail address, though nobody can tell.
    """

    id: str
    author: Author
    known: bool
    namesakes: tuple[str, ...] = ()

    @property
    def department(self) -> str:
        return term_id(self.author.department)

    @property
    def role(self) -> str:
        return term_id(self.author.role)


def term_id(name: str) -> str:
    """The id of a department or role, from its name."""
    return address.slug(name)[:LONGEST_ID].strip("-")


def members_of(blog: Blog, people: Mapping[str, Person]) -> dict[str, Member]:
    """Everybody by the key with which posts name them. `people` are those of the portal, by their ids.

    Whoever is called like exactly one of the portal is taken for them. Whoever is called like several, or has only the
    mail address of somebody with another name, is somebody new, until a human decides. Of those whom only posts name,
    other spellings of one name are one author.
    """
    told = _described(blog)
    number = Counter(address.slug(spoken(author.name or author.key)) for author in blog.authors)
    alike = Counter(bare(author.name or author.key) for author in blog.authors)
    known = by_name(people)
    names = {id_: one.front.name for id_, one in people.items()}
    new: dict[str, set[str]] = {}
    made: dict[str, Member] = {}
    keys = dict.fromkeys(key for post in blog.posts for key in post.authors or (NOBODY,))
    for key in sorted(keys, key=lambda one: _told(told, one) is None):
        author = _told(told, key) or Author(key, _editors(blog) if key == NOBODY else "")
        name = spoken(author.name) or named(author.key) or _editors(blog)
        slug = address.slug(spoken(author.name or author.key))
        own = _own_id(slug, author.key)
        said = f"{author.name or author.key} {author.email if is_mail(author.email) else ''}"
        same, doubtful = _same(said, known, names)
        if len(same) != 1 and _told(told, key) is None:
            among, others = _same(key, new, names)
            same, doubtful = among or same, doubtful | others
        alone = max(number[slug], alike[bare(author.name or author.key)]) < 2 and 0 < len(slug) <= LONGEST_ID
        id_ = own if own in people else min(same) if len(same) == 1 else slug if alone and not same else own
        whole = msgspec.structs.replace(author, name=name[:LONGEST_NAME])
        made[key] = Member(
            id_, whole, id_ in people, () if id_ in {*same, *people} else tuple(sorted(same or doubtful))
        )
        names.setdefault(id_, name)
        enter(new, id_, author.key, name, author.email)
    return made


def _same(said: str, known: Mapping[str, set[str]], names: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """The ids of those whom a name means, perhaps with a mail address; and of those who have that address, but share no
    part of the name: a mailbox may be that of a whole department. `names` are those of all, by their ids.
    """
    name = without_mail(said)
    mailed = called(mail_in(said), known)
    named = called(name, known)
    is_id = name == name.lower() and " " not in name
    alike = {id_ for id_ in mailed if is_id or not _parts(name).isdisjoint(_parts(names[id_]))}
    return (named & mailed or named or alike), mailed - alike


def _parts(name: str) -> set[str]:
    """The parts by which two names are seen to be those of one person; `von` is none."""
    return {spelt(part) for part in own_parts(name) if not part.islower()}


def _own_id(slug: str, key: str) -> str:
    """The id of somebody whose name is too long for one, or also somebody else's; the same at each import."""
    return f"{slug[: LONGEST_ID - 9].strip('-') or 'author'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def _described(blog: Blog) -> dict[str, Author]:
    """Those of whom the blog tells more than posts do, by key and, where only one has it, by name."""
    number = Counter(bare(author.name) for author in blog.authors)
    names = {bare(author.name): author for author in blog.authors if number[bare(author.name)] == 1}
    names.pop("", None)
    return names | {author.key.casefold(): author for author in reversed(blog.authors) if author.key}


def _told(told: Mapping[str, Author], key: str) -> Author | None:
    """What the blog tells of somebody whom posts call by an id or a name, whichever way round it is written."""
    return told.get(key.casefold()) or told.get(bare(key))


def bare(name: str) -> str:
    """A name by which somebody is found again: without titles, degrees and a mail address."""
    return " ".join(own_parts(spoken(name))).casefold()


def _editors(blog: Blog) -> str:
    return blog.author or EDITORS.get(blog.language, EDITORS["en"])


def unsure(blog: Blog, members: Mapping[str, Member]) -> Iterable[Problem]:
    """Those of whom the blog tells only an id, or only a name that several have; each where it is named first. And lines
    that may name others.
    """
    yield from _bylines(blog, members)
    named = {author.key.casefold() for author in blog.authors if author.name}
    first: dict[str, Post] = {}
    for post in blog.posts:
        for key in post.authors:
            first.setdefault(key, post)
    for key, post in first.items():
        member, place = members[key], post.source.place(key)
        if member.namesakes:
            ids = ", ".join(f"`{one}`" for one in member.namesakes)
            yield problem(place, "moved-namesake", name=member.author.name, ids=ids, id=member.id)
        elif key.casefold() not in named and key == key.lower() and " " not in key and not member.known:
            yield problem(place, "moved-name", id=member.id, name=member.author.name)


def _bylines(blog: Blog, members: Mapping[str, Member]) -> Iterable[Problem]:
    """Lines that are read as the names of people of whom nothing else says that there are such."""
    told = _described(blog)
    sure = {key for post in blog.posts if not post.bylines for key in post.authors}
    first = {line: post for post in reversed(blog.posts) for line in post.bylines}
    for line, post in first.items():
        read = signed(line)
        names = [members[key] for key in read.names if key in members]
        if read.left or any(not (one.known or _told(told, one.author.key) or one.author.key in sure) for one in names):
            said = ", ".join(f"`{one.author.name}`" for one in names)
            yield problem(post.source.place(line), "moved-byline", line=line[:200], names=said)


def person(member: Member, portrait: str) -> str:
    """The text of the file of somebody whom the portal did not know; `portrait` is a picture of the content, or empty."""
    author = member.author
    lines = [f"name: {scalar(author.name)}"]
    lines += [f"{key}: {value}" for key, value in (("role", member.role), ("department", member.department)) if value]
    if portrait:
        lines.append(f"portrait: {{src: {scalar(portrait)}, alt: {scalar(author.name)}}}")
    if is_mail(author.email):
        lines.append(f"email: {scalar(author.email)}")
    bio = plain(author.bio)
    return "---\n" + "\n".join(lines) + "\n---\n" + (f"\n{bio}\n" if bio else "")


def of_post(post: Post, members: Mapping[str, Member]) -> list[Member]:
    """Who wrote a post, each once."""
    return list({members[key].id: members[key] for key in post.authors or (NOBODY,)}.values())
