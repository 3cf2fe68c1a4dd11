"""CODEOWNERS: the file by which a forge knows who looks at what, in the form of each.

Editors own the content and the settings, designers layouts and assets, developers everything else, and the reviewers of a
department its stories and people, too: those whose front matter says so now, and whatever will stand in a folder of the
department's name. A new story elsewhere is the editors' until the file is made anew.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from byline.person import Person
from byline.published import departments_of
from byline.settings import Forge
from byline.story import Story
from byline.tree import ASSETS, CONFIG, CONTENT, LAYOUTS

HEAD = "# Made by `byline codeowners`. Change config.yaml, and make it anew.\n"

_YEAR = re.compile(r"/\d{4}$")  # a folder in which stories of everybody lie

Owned = Mapping[str, tuple[str, ...]]
"""What belongs to departments: the path of each file or folder (with a slash at its end), and their ids."""


def codeowners(forge: Forge, stories: Iterable[Story], people: Mapping[str, Person]) -> str:
    """The file for a forge, of all stories and people of the portal, also those that are not published."""
    owned = dict(sorted(_owned(forge, stories, people)))
    lines = {"github": _github, "gitlab": _gitlab, "forgejo": _forgejo}[forge.kind](forge, owned)
    return HEAD + "".join(f"{line}\n" for line in lines)


def _owned(
    forge: Forge, stories: Iterable[Story], people: Mapping[str, Person]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What belongs to departments that have reviewers, but for what stands in folders that say it already."""
    found = [(one.path, departments_of(one, people)) for one in stories]
    found += [(one.path, (one.front.department,)) for one in people.values()]
    for path, departments in found:
        names = tuple(sorted(name for name in departments if forge.reviewers.get(name)))
        folders = {part for part in path.split("/")[2:-1] if forge.reviewers.get(part)}
        if names and folders != {*names}:
            folder, name = posixpath.split(path)
            has_folder = name.lower() == "index.md" and not _YEAR.search(folder) and folder.count("/") > 1
            yield (f"{folder}/" if has_folder else path), names


def _houses(forge: Forge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What belongs to editors and designers."""
    yield f"{LAYOUTS}/", forge.designers
    yield f"{ASSETS}/", forge.designers
    yield f"{CONTENT}/", forge.editors
    yield CONFIG, forge.editors


def _everything(forge: Forge) -> Iterator[str]:
    """The first lines for forges where the last line that fits is the one that counts."""
    for path, owners in (("*", forge.developers), *((f"/{path}", owners) for path, owners in _houses(forge))):
        if owners:
            yield _line(path, owners)


def _github(forge: Forge, owned: Owned) -> Iterator[str]:
    """GitHub's form: the last line that fits counts, so the lines of departments name the editors, too."""
    yield from _everything(forge)
    for name, reviewers in forge.reviewers.items():
        if reviewers:
            yield _line(f"/{CONTENT}/stories/**/{name}/", (*forge.editors, *reviewers))
    for path, names in owned.items():
        reviewers = tuple(owner for name in names for owner in forge.reviewers[name])
        yield _line(_glob(path), (*forge.editors, *reviewers))


def _gitlab(forge: Forge, owned: Owned) -> Iterator[str]:
    """GitLab's form: of each section the last line that fits counts. Those of departments are optional (`^`): nobody
    has to wait for a department's approval.
    """
    yield from _everything(forge)
    for name, reviewers in forge.reviewers.items():
        if reviewers:
            yield ""
            yield _line(f"^[{name}]", reviewers)
            yield f"/{CONTENT}/stories/**/{name}/"
            yield from (_glob(path) for path, names in owned.items() if name in names)


def _forgejo(forge: Forge, owned: Owned) -> Iterator[str]:
    """The form of Forgejo and Gitea: regular expressions of whole paths, of which all that fit count. Each line looks its
    owners up, so what belongs to the same ones is one line for each folder.
    """
    houses = [(path, owners) for path, owners in _houses(forge) if owners]
    if forge.developers:
        others = "|".join(_expression(path) for path, _ in houses)
        yield _line(f"!({others})" if others else ".*", forge.developers)
    for path, owners in houses:
        yield _line(_expression(path), owners)
    for name, reviewers in forge.reviewers.items():
        if not reviewers:
            continue
        yield _line(f"{CONTENT}/stories/(.*/)?{name}/.*", reviewers)
        by_folder: dict[str, list[str]] = {}
        for path, names in owned.items():
            if name in names:
                folder, _, last = path.rstrip("/").rpartition("/")
                by_folder.setdefault(folder, []).append(last + path[len(path.rstrip("/")) :])
        for folder, inside in by_folder.items():
            yield _line(f"{_expression(folder)}/({'|'.join(map(_expression, inside))})", reviewers)


def _line(pattern: str, owners: Iterable[str]) -> str:
    return " ".join((pattern, *dict.fromkeys(owners)))


def _glob(path: str) -> str:
    """A path as a pattern. Neither forge can quote every character, so `?` stands for whatever might mean something."""
    return "/" + re.sub(r"[^\w./-]", "?", path)


def _expression(path: str) -> str:
    """A path as a regular expression. The forge takes backslashes away, so nothing is quoted with them."""
    quoted = re.sub(r"[^\w/-]", lambda found: "[.]" if found[0] == "." else ".", path)
    return f"{quoted}.*" if path.endswith("/") else quoted
