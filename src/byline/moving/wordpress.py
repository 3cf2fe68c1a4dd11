"""WordPress: the file that it exports (WXR, XML), and `wp-content/uploads` beside it, if it is there.

The texts are HTML with shortcodes, and what WordPress's block editor leaves in comments. Nothing is loaded.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Mapping
from urllib.parse import unquote, urlsplit

import msgspec

from byline.dateline import Moment
from byline.moving import fields
from byline.moving.blocks import notes_of, with_blocks, with_notes
from byline.moving.blog import Author, Blog, Post, Shown, Source, paired
from byline.moving.datelines import is_beyond, when
from byline.moving.dialect import without_remarks
from byline.moving.export import Export, Item, read_export
from byline.moving.records import joined
from byline.moving.retyping import retyped
from byline.moving.shortcodes import Upload, without_shortcodes
from byline.problem import Place, Problem, problem
from byline.reference import is_web
from byline.tree import LARGEST_TEXT, Readable, Tree

LONGEST_NAME = 255  # characters of a file's name, on any disk

_STATUS = {"publish": "published", "future": "published", "pending": "review"}
"""WordPress's states of a post, as Byline's; in any other, a plugin's perhaps, it is a draft."""
_NONE = frozenset({"trash", "auto-draft", "inherit", "spam"})
"""States of what nobody wants to keep."""

_OWN = frozenset(
    "page attachment revision nav_menu_item custom_css customize_changeset oembed_cache user_request wp_block wp_template"
    " wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face guest-author".split()
)
"""Types of items that WordPress or Co-Authors Plus brings itself, none of which are posts."""

_SCALED = re.compile(r"-\d{2,4}x\d{2,4}(\.(?:jpe?g|png|gif|webp))", re.IGNORECASE)


class _Kept(msgspec.Struct, frozen=True):
    """An item that somebody wants to keep: the export and the blog in which it stands."""

    path: str
    blog: str
    item: Item

    @property
    def kind(self) -> str:
        return self.item.said("wp:post_type") or "post"

    @property
    def origin(self) -> str:
        """What tells it from all others, also in a later export, which has another day in its name."""
        return f"{self.blog}/{self.item.said('wp:post_id') or self.item.line}"

    @property
    def place(self) -> Place:
        return Place(self.path, self.item.line, 1)


class _Shelf(msgspec.Struct, frozen=True):
    """What posts show: uploads and the texts of synced patterns by id, and the names of the files that are here."""

    uploads: Mapping[str, Upload]
    patterns: Mapping[str, str]
    names: frozenset[str]


def read_wordpress(files: Tree[Readable]) -> Blog:
    """The blog in the exports of WordPress's that lie at the top of a folder, or in the one export that was named."""
    exports: list[tuple[str, Export]] = []
    found: list[Problem] = []
    for file in files.files:
        if file.path.lower().endswith(".xml") and "/" not in file.path:
            export, problems = read_export(file)
            found += problems
            exports += [(file.path, export)] if export else []
    kept = [
        _Kept(path, export.channel.get("link") or path, item)
        for path, export in exports
        for item in export.items
        if item.said("wp:status") not in _NONE or item.said("wp:post_type") == "attachment"
    ]
    of = {kind: [one for one in kept if one.kind == kind] for kind in dict.fromkeys(one.kind for one in kept)}
    foreign = {kind: among for kind, among in of.items() if kind != "post" and kind not in _OWN}
    read = frozenset(kind for kind, among in foreign.items() if any(map(_has_page, among)))
    found += _foreign(foreign, read)
    found += [problem(one.place, "moved-page") for one in of.get("page", ()) if one.item.said("wp:status") == "publish"]
    shelf = _Shelf(
        {one.item.said("wp:post_id"): _upload(one.item) for one in of.get("attachment", ())},
        {one.item.said("wp:post_id"): _text(one.item) for one in of.get("wp_block", ()) if _is_seen(one.item)},
        frozenset(one.path.lower().rpartition("/")[2] for one in files.files),
    )
    authors, accounts = _authors(exports, shelf.uploads)
    posts: dict[str, Post] = {}  # what two exports hold, one made later than the other, is one post
    for one in kept:
        if one.kind != "post" and one.kind not in read:
            continue
        if len(_text(one.item).encode()) > LARGEST_TEXT:
            found.append(problem(one.place, "file-too-large", limit=LARGEST_TEXT // 1024))
            continue
        post, of_post = _post(one, shelf)
        authors_of = tuple(accounts.get(name, name) for name in post.authors)
        status = "draft" if one.kind in read else post.status
        posts[post.path] = msgspec.structs.replace(post, authors=authors_of, status=status)
        found += of_post
    channel = exports[0][1].channel if exports else {}
    language = fields.language(channel.get("language", ""))
    versions = {one.origin: one.item.versions for one in kept}
    return Blog(
        posts=paired(posts.values(), lambda post: versions[post.path] or post.path, language),
        authors=authors,
        files=files,
        title=fields.plain(channel.get("title", "")),
        url=(channel.get("wp:base_blog_url") or channel.get("link", "")).rstrip("/"),
        language=language,
        problems=tuple(found),
    )


def _foreign(foreign: Mapping[str, list[_Kept]], read: Container[str]) -> Iterable[Problem]:
    """What is told of types of items that the blog or a plugin made for itself: each where it first has a text."""
    for kind, among in foreign.items():
        if told := [one for one in among if kind in read or _text(one.item)]:
            rule = "moved-foreign" if kind in read else "moved-type"
            yield problem(told[0].place, rule, type=kind[:60], posts=len(told))


def _upload(item: Item) -> Upload:
    return Upload(
        item.said("wp:attachment_url"), item.meta.get("_wp_attachment_image_alt", ""), item.said("wp:post_parent")
    )


def _authors(
    exports: Iterable[tuple[str, Export]], uploads: Mapping[str, Upload]
) -> tuple[tuple[Author, ...], dict[str, str]]:
    """Those with an account and guests of Co-Authors Plus, and the accounts of guests who have one. Their addresses,
    readers never saw.
    """
    authors = {author.key: author for _, export in exports for author in reversed(export.authors)}
    accounts: dict[str, str] = {}
    for item in (item for _, export in exports for item in export.items if item.said("wp:post_type") == "guest-author"):
        login = item.meta.get("cap-user_login") or item.said("wp:post_name").removeprefix("cap-")
        key = accounts[login] = item.meta.get("cap-linked_account") or login
        name, picture = item.meta.get("cap-display_name") or item.said("title"), item.meta.get("_thumbnail_id", "")
        portrait = uploads[picture].url if picture in uploads else ""
        guest = Author(key, fields.plain(name), bio=item.meta.get("cap-description", ""), portrait=portrait)
        authors[key] = joined(authors.get(key, guest), guest)
    return tuple(authors.values()), accounts


def _text(item: Item) -> str:
    return item.said("content:encoded")


def _is_seen(item: Item) -> bool:
    return item.said("wp:status") == "publish" and not item.said("wp:post_password")


def _has_page(one: _Kept) -> bool:
    """Whether readers saw an item on a page of its own."""
    link = one.item.said("link")
    has_page = is_web(link) and not urlsplit(link).query and bool(urlsplit(link).path.strip("/"))
    return one.item.said("wp:status") == "publish" and bool(_text(one.item)) and has_page


def _post(one: _Kept, shelf: _Shelf) -> tuple[Post, tuple[Problem, ...]]:
    item = one.item
    source = Source(one.path, item.fields.get("content:encoded", ""), item.line)
    notes = notes_of(item.meta.get("footnotes", "")) if "wp:footnotes" in source.text else ()
    html, of_blocks = with_blocks(source, shelf.patterns, noted=bool(notes))
    html, of_tags = without_shortcodes(html, source, shelf.uploads, item.said("wp:post_id"))
    html, remarks, teaser = without_remarks(html)
    html = _SCALED.sub(lambda one: _unscaled(one, html, shelf.names), html)
    breaks = "<!-- wp:" not in source.text
    link = item.said("link")
    parts = urlsplit(link) if is_web(link) else None
    address = f"{parts.path}?{parts.query}" if parts and parts.query else parts.path if parts else ""
    slug = unquote(item.said("wp:post_name")) or fields.plain(item.said("title")) or f"post-{item.said('wp:post_id')}"
    lead = shelf.uploads.get(item.meta.get("_thumbnail_id", ""))
    hidden = "draft" if item.said("wp:post_password") else ""
    return Post(
        path=one.origin,
        source=source,
        slug=slug,
        title=item.said("title"),
        date=_when(item),
        authors=item.authors or tuple(filter(None, (item.said("dc:creator"),))),
        body=with_notes(retyped(html, breaks=breaks), notes),
        topics=tuple(dict.fromkeys(item.topics)),
        summary=item.said("excerpt:encoded"),
        teaser=with_notes(retyped(teaser, breaks=breaks), notes),
        language=fields.language(item.language),
        remarks=remarks,
        image=Shown(lead.url, fields.plain(lead.alt)) if lead and lead.url else None,
        status=hidden or _STATUS.get(item.said("wp:status"), "draft"),
        parked=day if is_beyond(day := item.said("wp:post_date")) else "",
        addresses=(
            *((address,) if "?" not in address and address.strip("/") else ()),
            f"/?p={item.said('wp:post_id')}",
            *_former(address, slug, item.old_slugs),
        ),
    ), (*of_blocks, *of_tags)


def _former(address: str, slug: str, old: Iterable[str]) -> Iterable[str]:
    """The addresses of a post before its last part was changed."""
    before, _, last = address.rstrip("/").rpartition("/")
    if "?" not in address and unquote(last) == slug:
        yield from (f"{before}/{one}/" for one in old)


def _when(item: Item) -> Moment | None:
    """The post's time, with the offset by which it differs from the same in Greenwich."""
    local, greenwich = (when(item.said(name)) for name in ("wp:post_date", "wp:post_date_gmt"))
    if not isinstance(local, datetime.datetime) or not isinstance(greenwich, datetime.datetime):
        return local
    offset = local.replace(tzinfo=None) - greenwich.replace(tzinfo=None)
    if abs(offset) >= datetime.timedelta(hours=15) or offset.seconds % 60:
        return local
    return local.replace(tzinfo=datetime.timezone(offset))


def _unscaled(found: re.Match[str], html: str, names: frozenset[str]) -> str:
    """The ending of a picture's name without the size that WordPress puts there, if the picture itself is here."""
    before = html[max(0, found.start() - LONGEST_NAME) : found.start()].rpartition("/")[2]
    return found[1] if f"{before}{found[1]}".lower() in names else found[0]
