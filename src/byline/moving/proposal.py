"""What `config.yaml` ought to say after moving in, ready to be pasted: the import itself never edits it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable

from byline.moving.authors import Member, term_id
from byline.moving.blog import Blog
from byline.moving.fields import plain
from byline.moving.topics import Topics
from byline.settings import Settings
from byline.skeleton import scalar

OFTEN = 3  # stories; a topic that fewer have needs no line, since topics may be used without one

URL = "https://intranet.example/"


def proposal(blog: Blog, members: Iterable[Member], topics: Topics, known: Settings | None) -> str:
    """The block for `config.yaml`, or all of it where there is none yet; empty if nothing is to be added."""
    writers = [one.author for one in members]
    departments = {term_id(one.department): one.department for one in writers if term_id(one.department)}
    roles = {term_id(one.role): one.role for one in writers if term_id(one.role)}
    closed = known is not None and known.site.closed_topics
    often = {
        id_: topics.called[id_]
        for id_, number in topics.posts.most_common()
        if closed or number >= OFTEN or id_ in topics.apart
    }
    blocks = [] if known else [_site(blog)]
    for kind, terms in (("departments", departments), ("roles", roles), ("topics", often)):
        there = getattr(known, kind) if known else {}
        lines = [f"  {scalar(id_)}: {{name: {scalar(name)}}}" for id_, name in terms.items() if id_ not in there]
        if lines:
            blocks.append("\n".join([f"{kind}:", *lines]) + "\n")
    return "\n".join(blocks)


def _site(blog: Blog) -> str:
    language = blog.language if blog.language in {"de", "en"} else "en"
    zone = f"  time_zone: {blog.zone}\n" if blog.zone in zoneinfo.available_timezones() else ""
    return f"version: 1\n\nsite:\n  title: {scalar(plain(blog.title) or 'Stories')}\n  url: {URL}\n  languages: [{language}]\n{zone}"
