"""Blogs that move in, for tests: what they become, and what is told of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import staff

from byline.messages import sentence
from byline.moving.arrival import KINDS
from byline.moving.unpacking import Unpacked, unpacked
from byline.settings import Settings
from byline.tree import File, Tree

TODAY = datetime.date(2026, 6, 1)


def moved(kind: str, files: Mapping[str, str | bytes], settings: Settings | None = None, /, **people: str) -> Unpacked:
    given = [File(path, data if isinstance(data, bytes) else data.encode()) for path, data in sorted(files.items())]
    return unpacked(KINDS[kind](Tree(tuple(given))), settings, staff.people(**people), TODAY)


def text(made: Unpacked, path: str) -> str:
    return {file.path: file.data.decode() for file in made.texts}[f"content/{path}"]


def body(made: Unpacked, path: str) -> str:
    return text(made, path).split("\n---\n\n", 1)[1].removesuffix("\n")


def told(made: Unpacked) -> list[str]:
    return [
        f"{one.place.path}:{one.place.line} {one.rule} {sentence(one, 'en').partition(';')[0]}" for one in made.problems
    ]


ITEM = """\
<item><title>{title}</title><link>https://wp.example/{name}/</link><dc:creator><![CDATA[{by}]]></dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>2020-03-01 10:00:00</wp:post_date>
<wp:post_date_gmt>2020-03-01 09:00:00</wp:post_date_gmt><wp:post_name>{name}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{type}</wp:post_type>{more}</item>
"""


def export(*items: str) -> str:
    return f"""\
<?xml version="1.0" encoding="UTF-8" ?>
<rss xmlns:excerpt="e" xmlns:content="c" xmlns:wp="w" xmlns:dc="d"><channel><title>WP</title><link>https://wp.example</link><language>de-DE</language>
<wp:author><wp:author_login>ada</wp:author_login><wp:author_email>ada@wp.example</wp:author_email><wp:author_display_name>Ada Lund</wp:author_display_name></wp:author>
{"".join(items)}</channel></rss>"""


def item(body: str = "", **more: str) -> str:
    given = {"title": "T", "name": "t", "by": "ada", "id": "1", "status": "publish", "type": "post", "more": ""}
    return ITEM.format(**{**given, **more}, body=body)
