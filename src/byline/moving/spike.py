"""The spike: texts of which the old program makes no page, as their names, their places or the blog's settings say.

Readers never saw them, so they are not taken along, and are told.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase

from byline.moving import fields
from byline.moving.clipping import Clipping
from byline.moving.patterns import LONGEST_PATH, globbed, is_quick
from byline.moving.pelicanconf import is_inside, texts_in
from byline.moving.places import folder_of
from byline.moving.preamble import held, lines_of, read_data
from byline.moving.records import Records
from byline.node import Scalar, Sequence
from byline.problem import Place, Problem, problem
from byline.tree import Readable

IsSpiked = Callable[[str], bool]
"""Whether there is no page of the text at a path."""

_JEKYLL = re.compile(r"_config\.(?:ya?ml|toml)\Z")
_HUGO = re.compile(r"(?:config/_default/)?(?:hugo|config)\.(?:toml|ya?ml|json)\Z")
_BUNDLE = re.compile(
    r"(content/.+)/index(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.(?:md|markdown|mdown|html?|ad|adoc|asciidoc|org|rst|pandoc|pdc)\Z",
    re.IGNORECASE,
)
"""The text that makes a bundle of its folder (gohugo.io/content-management/formats), in whatever language; not a picture."""

_ELEVENTY = re.compile(r"(?:.*/)?\.eleventyignore\Z|\.gitignore\Z")
_DATED = re.compile(r"\d{2,4}-\d\d?-\d\d?-[^/]*\.[^./]+\Z")
_ASIDE = (".", "_", "#", "~")
_LANGUAGE = re.compile(r"(?:\A|\.)languages\.([\w-]+)\.(\w+)\Z", re.IGNORECASE)


def parted(
    clippings: Iterable[Clipping], is_spiked: IsSpiked, is_post: Callable[[Clipping], bool]
) -> tuple[list[Clipping], list[Problem]]:
    """The texts without the spiked, and those of these that would be posts."""
    kept: list[Clipping] = []
    found: list[Problem] = []
    for one in clippings:
        if not is_spiked(one.path):
            kept.append(one)
        elif is_post(one):
            found.append(problem(one.source.at(0), "moved-unseen"))
    return kept, found


def spiked_by_jekyll(files: Iterable[Readable], source: str) -> IsSpiked:
    """What Jekyll passes over among posts and drafts (`Document::DATE_FILENAME_MATCHER` and `EntryFilter` in its source):
    a post without a day in its name, and what is set aside by a sign before its name, or by `exclude`. `source` is the
    folder of the whole blog.
    """
    files = tuple(files)
    excluded, included = ([one.text for one in _listed(files, _JEKYLL, key)] for key in ("exclude", "include"))
    before = f"{source.strip('./')}/".lstrip("/")

    def is_spiked(path: str) -> bool:
        _, kind, inner = re.split(r"(?:\A|/)(_posts|_drafts)/", path, maxsplit=1)
        name = path.rpartition("/")[2]
        aside = inner.startswith(_ASIDE) or name.startswith(_ASIDE) or _is_in(path.removeprefix(before), excluded)
        is_let_in = _is_in(inner, included) or _is_in(name, included)
        return (kind == "_posts" and not _DATED.match(name)) or (aside and not is_let_in)

    return is_spiked


def _is_in(path: str, patterns: Iterable[str]) -> bool:
    """Whether one of Jekyll's patterns fits, or is how the path begins."""
    bare = [one for pattern in patterns if (one := pattern.strip().removeprefix("./").lstrip("/"))]
    return any(path.startswith(one) or fnmatchcase(path, one) for one in bare)


def spiked_by_hugo(
    files: Iterable[Readable], settings: Mapping[str, str], language_of: Callable[[str], str]
) -> tuple[IsSpiked, list[Problem]]:
    """What Hugo passes over: texts in languages that are switched off, those beside the `index.md` of a bundle, which
    are its resources, and those that a pattern under `ignoreFiles` fits (gohugo.io/configuration/all); and the patterns
    that are not tried.
    """
    files = tuple(files)
    said = _listed(files, _HUGO, "ignorefiles")
    patterns = [re.compile(one.text) for one in said if is_quick(one.text)]
    off = _switched_off(settings, [one.text for one in _listed(files, _HUGO, "disablelanguages")])
    bundles = {found[1] for one in files if (found := _BUNDLE.match(one.path))}

    def is_spiked(path: str) -> bool:
        *folders, name = path.split("/")
        around = {"/".join(folders[:depth]) for depth in range(2, len(folders) + 1)}
        is_resource = not name.lower().startswith("index.") and not around.isdisjoint(bundles)
        is_ignored = len(path) <= LONGEST_PATH and any(one.search(f"/{path}") for one in patterns)
        return is_resource or is_ignored or language_of(path) in off

    return is_spiked, [
        problem(one.place, "moved-setting", name="ignoreFiles") for one in said if not is_quick(one.text)
    ]


def _switched_off(settings: Mapping[str, str], disabled: Iterable[str]) -> frozenset[str]:
    """The languages of which Hugo makes no page; none that another form of has one."""
    named = {found[1].lower() for key in settings if (found := _LANGUAGE.search(key))}
    off = {one.lower() for one in disabled} | {
        found[1].lower()
        for key, said in settings.items()
        if (found := _LANGUAGE.search(key)) and found[2].lower() == "disabled" and said == "true"
    }
    return frozenset(map(fields.language, off)) - {fields.language(one) for one in named - off} - {""}


def spiked_by_eleventy(files: Iterable[Readable]) -> tuple[IsSpiked, list[Problem]]:
    """What `.eleventyignore` and `.gitignore` name (11ty.dev/docs/ignores), and the patterns that are not tried."""
    patterns: list[re.Pattern[str]] = []
    found: list[Problem] = []
    for file in (one for one in files if _ELEVENTY.match(one.path)):
        data = held(file)
        for number, line in enumerate([] if isinstance(data, Problem) else lines_of(data).split("\n"), start=1):
            said = line.strip()
            if said and not said.startswith(("#", "!")):
                pattern = globbed(posixpath.normpath(posixpath.join(folder_of(file.path), said.lstrip("/"))))
                if is_quick(pattern):
                    patterns.append(re.compile(f"{pattern}(?:/.*)?"))
                else:
                    found.append(problem(Place(file.path, number, 1), "moved-setting", name=said[:60]))
    return lambda path: len(path) <= LONGEST_PATH and any(one.fullmatch(path) for one in patterns), found


def spiked_by_pelican(settings: Records, folder: str) -> IsSpiked:
    """What is not among Pelican's articles (docs.getpelican.com, “Settings”): what lies outside the `folder` of all texts
    and of `ARTICLE_PATHS`, in `ARTICLE_EXCLUDES`, or has a name that `IGNORE_FILES` tells.
    """
    paths, excluded, ignored = (
        texts_in(settings, name) for name in ("ARTICLE_PATHS", "ARTICLE_EXCLUDES", "IGNORE_FILES")
    )

    def is_spiked(path: str) -> bool:
        inner = path.removeprefix(folder)
        return (
            not is_inside(path, settings, folder)
            or (bool(paths) and not any(_is_below(inner, one) for one in paths))
            or any(_is_below(inner, one) for one in excluded)
            or any(fnmatchcase(part, one) for part in inner.split("/") for one in ignored)
        )

    return is_spiked


def _is_below(path: str, folder: str) -> bool:
    return f"{path}/".startswith(f"{folder.strip('./')}/".lstrip("/"))


def _listed(files: Iterable[Readable], settings: re.Pattern[str], key: str) -> list[Scalar]:
    """The texts of a list in the settings."""
    read = ((one.path, held(one)) for one in files if settings.match(one.path))
    fronts = (read_data(path, data)[0] for path, data in read if isinstance(data, bytes))
    nodes = (node for front in fronts if (node := fields.field(front, key)))
    listed = (item for node in nodes for item in (node.items if isinstance(node, Sequence) else (node,)))
    return [one for one in listed if isinstance(one, Scalar)]
