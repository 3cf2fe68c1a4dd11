"""WordPress: the file that it exports (WXR, XML), and `wp-content/uploads` beside it, if it is there.

The texts are HTML with shortcodes, and what WordPress's block editor leaves in comments. Nothing is loaded.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import unquote, urlsplit

import msgspec

from byline.address import is_picture
from byline.dateline import Moment
from byline.moving import fields
from byline.moving.blog import Author, Blog, Post, Shown, Source
from byline.moving.datelines import is_beyond, when
from byline.moving.dialect import without_remarks
from byline.moving.export import Export, Item, read_export
from byline.moving.records import joined
from byline.moving.retyping import retyped
from byline.moving.tags import FILMS, arguments, film
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

_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b([^\[\]]*+)\]((?:(?!\[(?:wp_)?caption\b).)*?)\[/(?:wp_)?caption\]", re.DOTALL
)
_GALLERY = re.compile(r"\[gallery\b([^\[\]]*+)\]")
_EMBED = re.compile(r"\[embed\b[^\[\]]*+\]\s*+(https?://[^\s\[<]++)\s*+\[/embed\]")
_BARE = re.compile(r"^([ \t]*)(https?://[^\s<>\"]+)(?=[ \t]*$)", re.MULTILINE)
_BLOCK_EMBED = re.compile(r"<div class=\"wp-block-embed__wrapper\">\s*(https?://[^\s<]+)\s*</div>")
_MEDIA = re.compile(r"\[(?:audio|video)(\s[^\[\]]*+)?+\](?:\s*+\[/(?:audio|video)\])?")
_LISTING = re.compile(
    r"\[(?:code|sourcecode)\b([^\[\]]*+)\]((?:(?!\[(?:code|sourcecode)\b).)*?)\[/(?:code|sourcecode)\]", re.DOTALL
)
_SHORTCODE = re.compile(
    r"(?<!\[)\[(/?)([a-zA-Z][\w-]{2,40}+)"
    r"((?:\s++(?:[\w-]++\s*+=\s*+(?:\"[^\"\[\]]*+\"|'[^'\[\]]*+'|[^\s\[\]]++)|[\w./:?&-]++))*+)\s*+/?\](?![(\[:])"
)
_CLOSED = re.compile(r"\[/([\w-]++)\]")
_SCALED = re.compile(r"-\d{2,4}x\d{2,4}(\.(?:jpe?g|png|gif|webp))", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*+>", re.IGNORECASE)


class Upload(msgspec.Struct, frozen=True):
    """A file of WordPress's: its web address, what it shows, and the post for which it was uploaded."""

    url: str
    alt: str
    parent: str


def read_wordpress(files: Tree[Readable]) -> Blog:
    """The blog in the exports of WordPress's that lie at the top of a folder, or in the one export that was named."""
    exports: list[tuple[str, Export]] = []
    found: list[Problem] = []
    for file in files.files:
        if file.path.lower().endswith(".xml") and "/" not in file.path:
            export, problems = read_export(file)
            found += problems
            exports += [(file.path, export)] if export else []
    uploads = {
        item.said("wp:post_id"): Upload(
            item.said("wp:attachment_url"), item.meta.get("_wp_attachment_image_alt", ""), item.said("wp:post_parent")
        )
        for _, export in exports
        for item in export.items
        if item.said("wp:post_type") == "attachment"
    }
    names = frozenset(one.path.lower().rpartition("/")[2] for one in files.files)
    items = [(path, item) for path, export in exports for item in export.items]
    kinds = {"post", *(item.said("wp:post_type") for _, item in items if _is_read(item))}
    left = [
        (path, item) for path, item in items if item.said("wp:post_type") not in {"", *kinds, *_OWN} and _text(item)
    ]
    found += [
        problem(Place(path, item.line, 1), "moved-type", type=kind[:60], posts=number)
        for kind, number in Counter(item.said("wp:post_type") for _, item in left).items()
        for path, item in [next(one for one in left if one[1].said("wp:post_type") == kind)]
    ]
    authors, accounts = _authors(exports, uploads)
    posts: dict[str, Post] = {}  # what two exports hold, one made later than the other, is one post
    for path, export in exports:
        blog = export.channel.get("link") or path
        for item in export.items:
            kind = item.said("wp:post_type") or "post"
            if kind == "page" and item.said("wp:status") == "publish":
                found.append(problem(Place(path, item.line, 1), "moved-page"))
            if kind in kinds and len(_text(item).encode()) > LARGEST_TEXT:
                found.append(problem(Place(path, item.line, 1), "file-too-large", limit=LARGEST_TEXT // 1024))
            elif kind in kinds and item.said("wp:status") not in _NONE:
                origin = f"{blog}/{item.said('wp:post_id') or item.line}"  # files are named for the day of the export
                post, of_post = _post(path, origin, item, uploads, names)
                authors_of = tuple(accounts.get(one, one) for one in post.authors)
                posts[origin] = msgspec.structs.replace(post, authors=authors_of)
                found += of_post
    channel = exports[0][1].channel if exports else {}
    return Blog(
        posts=tuple(posts.values()),
        authors=authors,
        files=files,
        title=fields.plain(channel.get("title", "")),
        url=(channel.get("wp:base_blog_url") or channel.get("link", "")).rstrip("/"),
        language=fields.language(channel.get("language", "")),
        problems=tuple(found),
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


def _is_read(item: Item) -> bool:
    """Whether an item of a type that the blog made for itself is read like a post: it has a text, and a page of its own."""
    link = item.said("link")
    has_page = is_web(link) and not urlsplit(link).query and bool(urlsplit(link).path.strip("/"))
    is_seen = item.said("wp:status") == "publish" and bool(_text(item))
    return item.said("wp:post_type") not in _OWN and is_seen and has_page


def _post(
    path: str, origin: str, item: Item, uploads: Mapping[str, Upload], names: frozenset[str]
) -> tuple[Post, tuple[Problem, ...]]:
    source = Source(path, item.fields.get("content:encoded", ""), item.line)
    html, found = _without_shortcodes(source, uploads, item.said("wp:post_id"))
    html, remarks, teaser = without_remarks(html)
    html = _SCALED.sub(lambda one: _unscaled(one, html, names), html)
    breaks = "<!-- wp:" not in source.text
    link = item.said("link")
    parts = urlsplit(link) if is_web(link) else None
    address = f"{parts.path}?{parts.query}" if parts and parts.query else parts.path if parts else ""
    slug = unquote(item.said("wp:post_name")) or fields.plain(item.said("title")) or f"post-{item.said('wp:post_id')}"
    lead = uploads.get(item.meta.get("_thumbnail_id", ""))
    hidden = "draft" if item.said("wp:post_password") else ""
    return Post(
        path=origin,
        source=source,
        slug=slug,
        title=item.said("title"),
        date=_when(item),
        authors=item.authors or tuple(filter(None, (item.said("dc:creator"),))),
        body=retyped(html, breaks=breaks),
        topics=tuple(dict.fromkeys(item.topics)),
        summary=item.said("excerpt:encoded"),
        teaser=retyped(teaser, breaks=breaks),
        remarks=remarks,
        image=Shown(lead.url, fields.plain(lead.alt)) if lead and lead.url else None,
        status=hidden or _STATUS.get(item.said("wp:status"), "draft"),
        parked=day if is_beyond(day := item.said("wp:post_date")) else "",
        addresses=(
            *((address,) if "?" not in address and address.strip("/") else ()),
            f"/?p={item.said('wp:post_id')}",
            *_former(address, slug, item.old_slugs),
        ),
    ), found


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


def _without_shortcodes(source: Source, uploads: Mapping[str, Upload], post: str) -> tuple[str, tuple[Problem, ...]]:
    """The HTML of the post with the id `post` with what its shortcodes show, and those of which only the words could be kept."""
    found: list[Problem] = []
    told: set[str] = set()
    closed = frozenset(_CLOSED.findall(source.text))

    def caption(one: re.Match[str]) -> str:
        image = _IMAGE.search(one[2])
        if not image:
            return one[2]
        said = one[2].replace(image[0], "").strip() or arguments(one[1]).named.get("caption", "")
        return f"\n\n<figure>{image[0]}<figcaption>{said}</figcaption></figure>\n\n"

    def gallery(one: re.Match[str]) -> str:
        ids = [id_.strip() for id_ in arguments(one[1]).named.get("ids", "").split(",") if id_.strip()]
        named = [uploads[id_] for id_ in ids if id_ in uploads]
        own = [upload for upload in uploads.values() if upload.parent == post and is_picture(upload.url)]
        shown = named if ids else own
        if not shown:
            found.append(problem(source.place(one[0]), "moved-tag", tag=one[0][:80], spots=1))
        return "".join(f'\n\n<figure><img src="{one.url}" alt="{_attribute(one.alt)}"></figure>\n\n' for one in shown)

    def listing(one: re.Match[str]) -> str:
        given = arguments(one[1]).named
        language = given.get("language") or given.get("lang", "")
        return f'<pre class="language-{_attribute(language)}">{_escaped(one[2])}</pre>'

    def media(one: re.Match[str]) -> str:
        src = next((value for value in arguments(one[1] or "").all if "//" in value), "")
        return f'<a href="{_attribute(src)}">{_attribute(src.rpartition("/")[2])}</a>' if src else ""

    def other(one: re.Match[str]) -> str:
        close, name, rest = one.groups()
        if close:
            return "" if name in told else one[0]
        if any(name.lower() == known for known in FILMS) and (link := film(name, arguments(rest))):
            title, url = link[1:-1].split("](")
            return f'<a href="{url}">{title}</a>'
        if "=" not in rest and name not in closed:
            return one[0]  # words in brackets
        told.add(name)
        found.append(problem(source.place(one[0]), "moved-tag", tag=one[0][:80], spots=1))
        return "".join(f"{value} " for value in arguments(rest).all if " " in value.strip())

    html = _BLOCK_EMBED.sub(r'<p><a href="\1">\1</a></p>', source.text)
    html = _LISTING.sub(listing, html)
    html = _EMBED.sub(r'<a href="\1">\1</a>', _GALLERY.sub(gallery, _CAPTION.sub(caption, html)))
    html = _BARE.sub(r'\1<a href="\2">\2</a>', _MEDIA.sub(media, html))
    return _SHORTCODE.sub(other, html), tuple(found)


def _escaped(listing: str) -> str:
    """A listing as HTML: one of WordPress's editors keeps it as it was typed, the other has escaped it already."""
    return escape(listing, quote=False) if "<" in listing and "&lt;" not in listing else listing


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
