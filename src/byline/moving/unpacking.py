"""Unpacking: everything of a blog gets its place in `content/`, as a pure function of the blog and of what is there."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from urllib.parse import unquote, urljoin, urlsplit

import msgspec
from msgspec.structs import replace

from byline import address
from byline.dateline import Moment
from byline.front import Image
from byline.moving.authors import Member, members_of, of_post, person, unsure
from byline.moving.blog import NAMED, Blog, Post, is_shown
from byline.moving.captions import with_captions, with_lead
from byline.moving.clipping import MARKDOWN
from byline.moving.datelines import in_zone
from byline.moving.dialect import as_typed
from byline.moving.fields import plain
from byline.moving.links import Signposts, retargeted
from byline.moving.places import folder_of, picture_place, picture_places, story_places
from byline.moving.proposal import proposal
from byline.moving.reserved import NOWHERE, Forwarded, is_reserved
from byline.moving.stories import LONGEST_SUMMARY, LONGEST_TITLE, shortened, story_file, teased
from byline.moving.topics import topics_of
from byline.person import Person, path_of
from byline.problem import Place, Problem, in_order, problem
from byline.reference import is_web
from byline.settings import Settings
from byline.story import starts
from byline.tree import CONTENT, File, Readable

UTC = zoneinfo.ZoneInfo("UTC")  # to compare days and times that tell no zone


class Unpacked(msgspec.Struct, frozen=True, kw_only=True):
    """What moving in comes to: `texts` and `pictures` by their places in the portal, `origins` in the blog by the places
    of both, the block for `config.yaml`, and what could not be taken over. `outward` is the number of links that lead to
    the old address of the blog now, `remarks` that of comments that were left out.
    """

    texts: tuple[File, ...]
    pictures: tuple[tuple[str, Readable], ...]
    origins: Mapping[str, str]
    proposal: str
    problems: tuple[Problem, ...]
    stories: int
    people: int
    missing: int
    outward: int
    remarks: int

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Everything that is to be written: what lies where, stories last, so that one is never there without its pictures.

        A picture is read when it is its turn: all of them may be more than fits into memory.
        """
        for path, file in self.pictures:
            if isinstance(data := file.read(), bytes):
                yield path, data
        yield from ((file.path, file.data) for file in reversed(self.texts))


def unpacked(
    blog: Blog,
    settings: Settings | None,
    people: Mapping[str, Person],
    today: datetime.date,
    before: Mapping[str, str] = MappingProxyType({}),
    forwarded: Forwarded = NOWHERE,
    taken: frozenset[str] = frozenset(),
) -> Unpacked:
    """All that a blog becomes in a portal with these settings and people, by their ids. `before` are the paths
    of what of this blog has moved in earlier, with those in the blog; `forwarded` the old addresses that the portal has;
    `taken` the paths of others' stories and pictures.
    """
    known = blog if is_web(blog.url) else replace(blog, url="")
    foreign = frozenset(one.removeprefix(f"{CONTENT}/") for one in taken)
    moved = {one.removeprefix(f"{CONTENT}/"): origin for one, origin in before.items()}
    return _Unpacking(known, settings, people, today, foreign, moved, forwarded).done()


class _Unpacking:
    def __init__(
        self,
        blog: Blog,
        settings: Settings | None,
        people: Mapping[str, Person],
        today: datetime.date,
        foreign: frozenset[str],
        before: Mapping[str, str],
        forwarded: Forwarded,
    ) -> None:
        self.blog = blog
        self.forwarded = forwarded
        self.settings = settings
        self.found = [*blog.problems]
        days = (_day(post.date) for post in blog.posts)
        self.newest = max((day for day in days if "" < day <= today.isoformat()), default="2000-01-01")
        self.members = members_of(blog, people)
        self.places = story_places(blog.posts, self.newest, foreign, before)
        self.languages = settings.site.languages if settings else (blog.language,)
        self.topics = topics_of(blog.posts, settings.topics if settings else {})
        self.found += self.topics.problems
        kinds = (settings.departments, settings.roles, settings.topics, settings.series) if settings else ()
        self.ids = {
            *people,
            *self.topics.called,
            *(term for terms in kinds for term in terms),
            *(term for one in self.members.values() for term in (one.id, one.department, one.role)),
        }
        signed = {key: member.id for key, member in self.members.items()}
        signed |= {member.id: member.id for member in self.members.values()}
        stories = {path: f"/{address.of_file(place)}" for path, place in self.places.items()}
        self.standing = forwarded.texts | {one.removeprefix("/") for one in stories.values()}
        self.signs = Signposts(blog, stories, self.topics, signed)
        shown = filter(is_shown, (file.path for file in blog.files.files))
        self.pictures = picture_places(shown, blog.folder, self.places, foreign, before)
        self.taken = frozenset(self.pictures.values())
        self.used: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        own = ((address.old(post.addresses[0]), post.path) for post in reversed(blog.posts) if post.addresses)
        self.aliases = {old.casefold(): path for old, path in own if old}  # whoever stood there goes first
        self.outward = 0

    def done(self) -> Unpacked:
        stories = [File(f"{CONTENT}/{self.places[post.path]}", self.story(post).encode()) for post in self.blog.posts]
        new = list({member.id: member for member in self.members.values() if not member.known}.values())
        people = [File(path_of(member.id), self.person(member).encode()) for member in new]
        self.found += unsure(self.blog, self.members)
        sources = {file.path: file for file in self.blog.files.files}
        return Unpacked(
            texts=(*stories, *people),
            pictures=tuple(
                (f"{CONTENT}/{place}", sources[path]) for path, place in sorted(self.used.items(), key=itemgetter(1))
            ),
            origins={f"{CONTENT}/{place}": path for path, place in (self.places | self.used).items()},
            proposal=proposal(self.blog, self.members.values(), self.topics, self.settings),
            problems=in_order(self.found),
            stories=len(stories),
            people=len(people),
            missing=len(self.missing),
            outward=self.outward,
            remarks=sum(post.remarks for post in self.blog.posts),
        )

    def story(self, post: Post) -> str:
        """The text of a story's file."""
        retyped = retargeted(post.body, partial(self.link, post), partial(self.picture, post))
        body, image = with_lead(with_captions(retyped), self.lead(post))
        self.found += as_typed(post.source)
        date = in_zone(post.date, self.blog.zone)
        if date is None:
            self.found.append(problem(post.source.place("date:"), "moved-date", date=self.newest))
        if post.parked:
            where = post.source.place(post.parked, post.parked.rpartition(": ")[2])
            self.found.append(problem(where, "moved-parked", said=post.parked[:60]))
        if not post.authors and not self.blog.author:
            self.found.append(
                problem(post.source.place("author:"), "moved-author", id=of_post(post, self.members)[0].id)
            )
        date = date or datetime.date.fromisoformat(self.newest)
        publish_at, expires_at = in_zone(post.publish_at, self.blog.zone), in_zone(post.expires_at, self.blog.zone)
        never = expires_at and starts(expires_at, UTC) <= starts(publish_at or date, UTC)
        members = of_post(post, self.members)
        place = self.places[post.path]
        language = post.language or self.blog.language
        return story_file(
            body,
            title=self.cut(post, "title", plain(_unmarked(post.title)) or post.slug or post.path, LONGEST_TITLE),
            date=date,
            authors=[member.id for member in members],
            departments=_each(member.department for member in members),
            roles=_each(member.role for member in members),
            topics=[self.topics.written[id_] for id_ in _each(self.topics.ids.get(name, "") for name in post.topics)],
            language=language,
            summary=self.cut(post, "summary", plain(post.summary), LONGEST_SUMMARY) or teased(_unmarked(post.teaser)),
            image=image,
            translation_of=self.key(post.translation_of) if post.translation_of else "",
            status="draft" if never or post.parked else post.status,
            publish_at=publish_at,
            expires_at=None if never else expires_at,
            aliases=self.old_addresses(post, address.of_file(place)),
            id_=self.key(post.path).replace("/", "-"),
        )

    def key(self, path: str) -> str:
        """How other stories name the story that the post at a path has become: `2026/solar-roof`."""
        return address.of_file(self.places[path]).removeprefix("stories/").rstrip("/")

    def cut(self, post: Post, key: str, text: str, limit: int) -> str:
        made = shortened(text, limit)
        if made != text:
            self.found.append(problem(post.source.place(text[:20]), "moved-cut", key=key, limit=limit))
        return made

    def lead(self, post: Post) -> Image | None:
        if post.image is None:
            return None
        src = self.picture(post, post.image.src)
        return Image(src=src, alt=post.image.alt, credit=post.image.credit)

    def person(self, member: Member) -> str:
        author = member.author
        inside = self.signs.inside(author.portrait)
        found = self.signs.picture(inside, author.path or self.blog.posts[0].path) if inside else None
        if author.portrait and not found:
            self.found.append(
                problem(Place(author.path), "moved-portrait", picture=author.portrait, name=author.name, id=member.id)
            )
        return person(member, self.copied(found) if found else "")

    def old_addresses(self, post: Post, own: str) -> list[str]:
        made = []
        base = urlsplit(self.blog.url).path
        for one in dict.fromkeys(post.addresses):
            old = (address.old(one) or "").casefold()  # where nothing may stand is like the home page's
            if "?" in one or old == own:  # for a query no file can stand
                continue
            place = post.source.place(one, one.removeprefix(base))
            if old in self.standing or is_reserved(old, self.languages, self.ids):
                if one.strip("/"):
                    self.found.append(problem(place, "moved-address", address=one))
            elif other := self.leads(old, post):
                self.found.append(problem(place, "moved-taken", address=one, other=other))
            else:
                made.append(one)
        return made

    def leads(self, old: str, post: Post) -> str:
        """The story to which an old address of a post, in small letters, leads in its stead."""
        path = self.places[self.aliases.setdefault(old, post.path)]
        own = self.places[post.path]
        return self.forwarded.other(old, f"{CONTENT}/{own}") or (f"{CONTENT}/{path}" if path != own else "")

    def copied(self, path: str) -> str:
        """The name, from `content/`, of a picture of the blog that is taken along."""
        self.used[path] = self.pictures[path]
        return f"/{self.used[path]}"

    def picture(self, post: Post, named: str) -> str:
        named = _unmarked(named)
        inside = self.signs.inside(named)
        found = self.signs.uploaded(named) if inside is None else self.signs.picture(inside, post.path)
        if found is None and (inside is None or named.startswith("data:")):
            return named
        if found:
            there, own = self.copied(found), folder_of(self.places[post.path])
            return there.rpartition("/")[2] if folder_of(there[1:]) == own and own.count("/") > 1 else there
        bare = (inside or named).partition("?")[0]
        key = bare.lstrip("./").lower()
        if key not in self.missing:
            place = picture_place(bare.lstrip("./"))
            self.missing[key] = f"missing/{place}" if place in self.taken else place
            self.found.append(
                problem(
                    post.source.place(named), "moved-picture", picture=named, place=f"{CONTENT}/{self.missing[key]}"
                )
            )
        return f"/{self.missing[key]}"

    def link(self, post: Post, named: str) -> str:
        inside = self.signs.inside(named)
        if inside is None or not inside or inside.startswith(("#", "mailto:", "tel:")):
            return named
        anchor = inside.partition("#")[1] + inside.partition("#")[2]
        if found := self.signs.post(inside, post):
            return anchor if found is post and anchor else f"{self.signs.stories[found.path]}{anchor}"
        if inside.startswith(NAMED):
            named = inside = _unmarked(inside)
            file = unquote(inside.partition("#")[0])
            if file.lower().endswith((*MARKDOWN, ".html")) or "." not in file:  # whose address only the program knew
                self.found.append(problem(post.source.place(file[1:]), "moved-link", target=file))
                return inside
        path = inside.partition("#")[0].partition("?")[0]
        if listing := self.signs.listing(path):
            return listing
        whole = _joined(post.addresses[0], inside) if post.addresses else inside
        if self.signs.origin and whole.startswith("/"):
            self.outward += 1
            return f"{self.signs.origin}{whole}"
        if "://" not in inside:
            self.found.append(problem(post.source.place(named), "moved-link", target=named))
        return named


def _joined(base: str, link: str) -> str:
    """Where a link on a page leads; the link itself, if the page's address is none."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _unmarked(text: str) -> str:
    """A text in which the names of files stand as they are, from the blog's folder on."""
    return text.replace(f"{NAMED}/", "/").replace(NAMED, "/")


def _day(moment: Moment | None) -> str:
    return moment.isoformat()[:10] if moment else ""


def _each(items: Iterable[str]) -> list[str]:
    return [one for one in dict.fromkeys(items) if one]
