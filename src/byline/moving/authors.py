"""The authors of a blog, as people of the portal: those it knows, and files for the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from byline import address
from byline.front import LONGEST_ID
from byline.kind import longest
from byline.moving.blog import Author, Blog, Post, named_after
from byline.moving.fields import plain
from byline.person import PersonFront, is_mail
from byline.problem import Problem, problem
from byline.skeleton import scalar

NOBODY = ""
"""The key of whoever writes where a post names no author: the editors, as one."""
EDITORS = {"de": "Redaktion", "en": "Editors"}


LONGEST_NAME = longest(PersonFront, "name")


class Member(msgspec.Struct, frozen=True):
    """Somebody who writes, by the id in the portal; `known` if the portal had them before."""

    id: str
    author: Author
    known: bool

    @property
    def department(self) -> str:
        return term_id(self.author.department)

    @property
    def role(self) -> str:
        return term_id(self.author.role)


def term_id(name: str) -> str:
    """The id of a department or role, from its name."""
    return address.slug(name)[:LONGEST_ID].strip("-")


def members_of(blog: Blog, people: Mapping[str, str]) -> dict[str, Member]:
    """Everybody by the key with which posts name them. `people` are the names of those in the portal, by their ids."""
    told = {author.key.casefold(): author for author in reversed(blog.authors)}
    told |= {author.name.casefold(): author for author in reversed(blog.authors) if author.name}
    by_name = {name.casefold(): id_ for id_, name in people.items()}
    nobody = blog.author or EDITORS.get(blog.language, EDITORS["en"])
    made: dict[str, Member] = {}
    taken: dict[str, str] = {}
    for key in dict.fromkeys(key for post in blog.posts for key in post.authors or (NOBODY,)):
        author = told.get(key.casefold()) or Author(key, nobody if key == NOBODY else "")
        name = author.name or named_after(author.key)
        wanted = address.slug(author.name or author.key)[:LONGEST_ID].strip("-")
        id_ = by_name.get(name.casefold()) or wanted or f"author-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        number, free = 1, id_
        while taken.setdefault(free, author.key) != author.key:
            number += 1
            free = f"{id_[: LONGEST_ID - 1 - len(str(number))].rstrip('-')}-{number}"
        whole = msgspec.structs.replace(author, name=name[:LONGEST_NAME])
        made[key] = Member(free, whole, free in people)
    return made


def nameless(blog: Blog, members: Mapping[str, Member]) -> Iterable[Problem]:
    """Those of whom the blog tells only an id, each where it is named first."""
    named = {author.key.casefold() for author in blog.authors if author.name}
    told: set[str] = set()
    for post in blog.posts:
        for key in post.authors:
            if key not in told and key.casefold() not in named and key == key.lower() and " " not in key:
                told.add(key)
                member = members[key]
                if not member.known:
                    yield problem(post.source.place(key), "moved-name", id=member.id, name=member.author.name)


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
