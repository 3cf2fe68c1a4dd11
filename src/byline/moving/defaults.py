"""What a blog says of many posts at once: Jekyll's `defaults`, Hugo's `cascade`, the data of Eleventy's folders and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from functools import cache
from itertools import islice

import msgspec
from msgspec.structs import replace

from byline.moving import fields
from byline.moving.blog import is_left
from byline.moving.clipping import Clipping, read_clipping
from byline.moving.preamble import held, read_data
from byline.node import Mapping, Node, Scalar, Sequence, is_empty
from byline.problem import Place, Problem, problem
from byline.tree import Readable

_SETTINGS = ("_config.yml", "_config.yaml", "_config.toml")
_HUGO = re.compile(r"(?:(?:config/_default/)?(?:hugo|config)|config/_default/cascade)\.(?:toml|ya?ml|json)\Z")
_BRACES = re.compile(r"\{([^{}]*)\}")
_MOST = 1000  # patterns in one
_DATA = (".11tydata.json", ".json")  # the first counts more


def with_scopes(clippings: Iterable[Clipping], files: Iterable[Readable]) -> list[Clipping]:
    """Posts with what Jekyll's settings say of those in their scope (jekyllrb.com/docs/configuration/front-matter-defaults)."""
    scopes = [scope for file in files if file.path in _SETTINGS for scope in _scopes(file)]
    # The longest path counts most, then a type; of equal ones the last.
    scopes = sorted(scopes, key=lambda scope: (len(scope[0]), bool(scope[1])))[::-1]
    return [filled(one, (values for path, kind, values in scopes if _is_in(one, path, kind))) for one in clippings]


def _scopes(file: Readable) -> list[tuple[str, str, Mapping]]:
    """The path and the type of each scope, and its values."""
    defaults = fields.field(_read(file)[0], "defaults")  # what is wrong with them, `records` tells
    made = []
    for one in defaults.items if isinstance(defaults, Sequence) else ():
        values = fields.field(one, "values") if isinstance(one, Mapping) else None
        if isinstance(one, Mapping) and isinstance(values, Mapping):
            scope = fields.field(one, "scope")
            path, kind = (fields.text(scope, name) if isinstance(scope, Mapping) else "" for name in ("path", "type"))
            made.append((path.strip("/"), kind, values))
    return made


def _is_in(clipping: Clipping, path: str, kind: str) -> bool:
    around = f"{path}/*" if path else "*"
    return kind in {"", "posts", "drafts"} and (fnmatchcase(clipping.path, path) or fnmatchcase(clipping.path, around))


class Cascade(msgspec.Struct, frozen=True):
    """What Hugo says of all pages below a `folder`, if they are what it is `bound` to."""

    folder: str
    bound: Mapping
    values: Mapping
    language: str  # of the file that says so; empty if it is any

    def concerns(self, path: str, language: str) -> bool:
        """Whether it is said of the post at a path, in a language."""
        named = path.removeprefix("content").rpartition(".")[0].removesuffix("/index").lower()
        facts = {"path": named, "kind": "page", "lang": language, "environment": "production"}
        return (
            path.startswith(f"{self.folder}/")
            and self.language in {"", language}
            and all(_fits(fact, fields.text(self.bound, key)) for key, fact in facts.items())
        )


def _fits(fact: str, glob: str) -> bool:
    """Whether a pattern fits; nothing is said by none."""
    return not glob or any(fnmatchcase(fact, one) for one in _globs(glob.lower()))


@cache
def _globs(glob: str) -> tuple[str, ...]:
    """The patterns without braces in one with them: `/a/**` and `/b/**` in `/{a,b}/**`. Of too many the first."""
    made: tuple[str, ...] = (glob,)
    while _BRACES.search(made[0]):
        more = (
            f"{one[: found.start()]}{part.strip()}{one[found.end() :]}"
            for one in made
            if (found := _BRACES.search(one))
            for part in found[1].split(",")
        )
        made = tuple(islice(more, _MOST))
    return made


def with_cascades(
    clippings: Iterable[Clipping], files: Iterable[Readable], language_of: Callable[[str], str], usual: str
) -> tuple[list[Clipping], list[Problem]]:
    """Posts with what Hugo's `_index.md` and settings say under `cascade` of all below them
    (gohugo.io/content-management/front-matter/#cascade-1), and what of it is not known here. `language_of` a path is what
    it tells, else it is the `usual` one.
    """
    cascades = [one for file in files if not is_left(file.path) for one in _cascades(file, language_of(file.path))]
    cascades.sort(key=lambda one: len(one.folder), reverse=True)  # the nearest counts most
    keys = [key for one in cascades for key, _ in one.bound.entries if key.text.lower() == "sites"]
    return [
        filled(one, [said.values for said in cascades if said.concerns(one.path, language_of(one.path) or usual)])
        for one in clippings
    ], [problem(key.place, "moved-setting", name=f"cascade.target.{key.text}") for key in keys]


def _cascades(file: Readable, language: str) -> list[Cascade]:
    """What a file says of all below it."""
    folder, _, name = file.path.rpartition("/")
    if folder.split("/")[0] == "content" and name.startswith("_index."):
        clipping, _ = read_clipping(file)
        said = clipping.front if clipping else Mapping((), Place(file.path))
    elif _HUGO.match(file.path):
        folder, said = "content", _read(file)[0]
    else:
        return []
    found = fields.field(said, "cascade")
    made = []
    for one in found.items if isinstance(found, Sequence) else (found,):
        if isinstance(one, Mapping):
            target = fields.field(one, "target", "_target")
            bound = target if isinstance(target, Mapping) else Mapping((), one.place)
            inner = fields.field(one, "params")
            values = tuple(
                entry for entry in one.entries if entry[0].text.lower() not in {"target", "_target", "params"}
            )
            more = inner.entries if isinstance(inner, Mapping) else ()
            made.append(Cascade(folder, bound, Mapping((*values, *more), one.place), language))
    return made


def with_data(clippings: Iterable[Clipping], files: Iterable[Readable]) -> tuple[list[Clipping], list[Problem]]:
    """Posts with the data of their own and of all folders around them (11ty.dev/docs/data-cascade), and what is wrong
    with these. Lists of the same key are joined; tags are a list, also if there is only one.
    """
    by_path = {file.path: file for file in files if file.path.endswith(_DATA)}
    read: dict[str, Mapping] = {}
    found: list[Problem] = []

    def of(path: str) -> Iterable[Mapping]:
        stem = path.rpartition(".")[0]
        stems, folder = [stem], stem.rpartition("/")[0]
        while folder:
            stems.append(f"{folder}/{folder.rpartition('/')[2]}")
            folder = folder.rpartition("/")[0]
        for place in (f"{one}{ending}" for one in dict.fromkeys(stems) for ending in _DATA):
            if place in by_path:
                if place not in read:
                    read[place], problems = _read(by_path[place])
                    found.extend(problems)
                yield read[place]

    return [filled(one, of(one.path), joined=True) for one in clippings], found


def _read(file: Readable) -> tuple[Mapping, tuple[Problem, ...]]:
    data = held(file)
    return (Mapping((), Place(file.path)), (data,)) if isinstance(data, Problem) else read_data(file.path, data)


def filled(clipping: Clipping, defaults: Iterable[Mapping], *, joined: bool = False) -> Clipping:
    """A post with all that is said of it elsewhere, of which the first counts most after what it says itself. Whoever signs
    it, by whatever key, stands in for those who do elsewhere by other ones.
    """
    entries: dict[str, tuple[Scalar, Node]] = {}
    said = tuple(entry for entry in clipping.front.entries if not is_empty(entry[1]))
    for each in (said, *(one.entries for one in defaults)):
        others = (
            frozenset() if entries.keys().isdisjoint(fields.AUTHORS) else frozenset(fields.AUTHORS) - entries.keys()
        )
        for key, value in each:
            name = key.text.lower()
            if name in others:
                continue
            first, before = entries.setdefault(name, (key, value))
            if joined and before is not value and (name == "tags" or isinstance(before, Sequence)):
                entries[name] = (first, Sequence((*_items(before), *_items(value)), before.place))
    return replace(clipping, front=Mapping(tuple(entries.values()), clipping.front.place))


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else tuple(Scalar(one, node.place) for one in fields.each(node))
