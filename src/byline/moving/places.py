"""Where stories and pictures of a blog go below `content/`: by names that do no harm, none twice."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Mapping

from byline import address
from byline.moving.blog import Post

DROPPED = re.compile(
    r"\A(?:(?:static|assets?|public|src|source|content|images?|img|media|wp-content|uploads|pictures|files)/)+"
)
"""Beginnings of a picture's path that say nothing of the picture."""


_STORY = re.compile(r"stories/(\d{4})/([^/.]+)(?:/index)?\.md\Z")


def story_places(
    posts: Iterable[Post], newest: str, foreign: Iterable[str], before: Mapping[str, str]
) -> dict[str, str]:
    """Where each post goes, by the path of its file: one that has moved in `before` stays where it is, any other goes by
    year and name. `newest` is the day of one without a date, if none of its name has moved in; `foreign` are the places
    that others have.
    """
    every = sorted(posts, key=lambda one: bool(one.translation_of))  # an original has the plain name
    made = _kept((post.path for post in every), before)
    years = {found[2]: found[1] for one in sorted(before) if (found := _STORY.match(one))}
    taken = {one.removesuffix(".md").removesuffix("/index") for one in (*foreign, *made.values())}
    for post in every:
        if post.path in made:
            continue
        name = address.slug(post.slug)[:90].strip("-") or address.slug(post.title)[:90].strip("-") or "post"
        if post.translation_of and not name.endswith(f"-{post.language}"):
            name = f"{name}-{post.language}"
        year = post.date.isoformat()[:4] if post.date else years.get(name, newest[:4])
        free = _free(f"stories/{year}/{name}", "", taken)
        taken.add(free)
        bundled = post.path.rpartition("/")[2].lower() == "index.md"
        made[post.path] = f"{free}/index.md" if bundled else f"{free}.md"
    return made


def picture_places(
    paths: Iterable[str], folder: str, stories: Mapping[str, str], foreign: Iterable[str], before: Mapping[str, str]
) -> dict[str, str]:
    """Where each picture goes, by its path in the blog: where it went `before`; else beside its story, if it lies beside
    the post in a folder of theirs; else to `pictures/`, by its path below `folder`.
    """
    bundles = {folder_of(path): folder_of(place) for path, place in stories.items() if place.endswith("/index.md")}
    every = sorted(paths)
    made = _kept(every, before)
    taken = {*foreign, *made.values()}
    for path in every:
        if path in made:
            continue
        place = picture_place(path.removeprefix(folder))
        if bundle := bundles.get(folder_of(path)):
            place = f"{bundle}/{place.rpartition('/')[2]}"
        stem, _, ending = place.rpartition(".")
        made[path] = _free(stem, f".{ending}", taken)
        taken.add(made[path])
    return made


def _kept(paths: Iterable[str], before: Mapping[str, str]) -> dict[str, str]:
    """The places of those that have moved in already."""
    places = {path: place for place, path in before.items()}
    return {path: places[path] for path in paths if path in places}


def picture_place(path: str) -> str:
    """Where a picture goes, from its path in the blog: `assets/blog/Big Hall.JPG` is `pictures/blog/big-hall.jpg`."""
    inner = DROPPED.sub("", path.lstrip("/")) or path
    folder, name = posixpath.split(inner)
    stem, _, ending = name.rpartition(".")
    parts = [slug for part in folder.split("/") if (slug := address.slug(part)[:60].strip("-"))]
    return "/".join(("pictures", *parts[-4:], f"{address.slug(stem)[:80].strip('-') or 'picture'}.{ending.lower()}"))


def _free(stem: str, ending: str, taken: Container[str]) -> str:
    """A place, or the next one with a number that no other has."""
    number, made = 1, f"{stem}{ending}"
    while made in taken:
        number += 1
        made = f"{stem}-{number}{ending}"
    return made


def folder_of(path: str) -> str:
    return path.rpartition("/")[0]
