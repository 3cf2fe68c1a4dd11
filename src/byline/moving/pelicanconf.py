"""Pelican's settings. They are Python, which is not run: what is assigned as a plain text is read, the rest is told."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator

from byline.moving.patterns import LONGEST_PATH, is_quick
from byline.moving.preamble import held, lines_of
from byline.moving.records import Records
from byline.node import Mapping, Scalar
from byline.problem import Place, Problem, problem
from byline.tree import LARGEST_TEXT, Readable
from byline.unseen import without_unseen

FILES = ("publishconf.py", "pelicanconf.py")  # the first counts more

READ = frozenset(
    "SITENAME SITEURL AUTHOR TIMEZONE DEFAULT_LANG PATH ARTICLE_URL ARTICLE_LANG_URL DEFAULT_METADATA FILENAME_METADATA"
    " PATH_METADATA EXTRA_PATH_METADATA ARTICLE_PATHS ARTICLE_EXCLUDES IGNORE_FILES SLUGIFY_SOURCE"
    " SLUG_REGEX_SUBSTITUTIONS".split()
)
"""Settings that matter to what becomes of posts."""

LISTS = frozenset({"ARTICLE_PATHS", "ARTICLE_EXCLUDES", "IGNORE_FILES"})
PATTERNS = frozenset({"FILENAME_METADATA", "PATH_METADATA"})
USUAL_NAME = r"(?P<date>\d{4}-\d{2}-\d{2}).*"  # what `FILENAME_METADATA` is, if nobody changes it
METADATA = frozenset("date slug title category tags keywords lang author authors status summary".split())
"""What the path of a file may say of a post; other parts of it are only good for addresses."""
PLAIN = frozenset("articles blog content posts".split())  # folders that say nothing of what lies there

_STATEMENT = re.compile(r"\n(?=[^\s)\]}])")  # begins where a line is not set in
_NAME = re.compile(r"([A-Z_]+)\s*=")


def read_settings(files: Iterable[Readable]) -> Records:
    """The settings, those for publishing first; those of a dictionary by `NAME.key`, those of a list by `NAME.0` and so on."""
    settings: dict[str, Scalar] = {}
    unread: dict[str, Problem] = {}
    by_path = {file.path: file for file in files}
    for path in (one for one in FILES if one in by_path):
        data = held(by_path[path], LARGEST_TEXT)
        if isinstance(data, Problem):
            unread[path] = data
            continue
        for name, value, line in _assigned(lines_of(data)):
            place = Place(path, line, 1)
            if value is not None and (name not in PATTERNS or is_quick(value)):
                settings.setdefault(f"{path.removesuffix('.py')}.{name}", Scalar(value, place))
            elif name.partition(".")[0] in READ or name.endswith(" *"):
                unread.setdefault(name, problem(place, "moved-setting", name=name[:60]))
    published = {key.removeprefix("publishconf.") for key, said in settings.items() if said.text}
    return Records(settings, (), tuple(one for name, one in unread.items() if name not in published))


def named_in(path: str, settings: Records) -> dict[str, Scalar]:
    """What the path of a file tells by the patterns of the settings, and by the folder in which it lies."""
    inner = _inner(path, settings)
    *folders, name = inner.split("/")
    usual = Scalar(USUAL_NAME, Place(path))
    held = (
        (settings.setting("filename_metadata") or usual, name.rpartition(".")[0]),
        (settings.setting("path_metadata"), inner),
    )
    made: dict[str, Scalar] = {}
    for pattern, text in held:
        if pattern and len(text) <= LONGEST_PATH and (found := re.match(pattern.text, text)):
            groups = found.groupdict().items()
            made = {key.lower(): Scalar(said, pattern.place) for key, said in groups if said} | made
    if folders and folders[-1].lower() not in PLAIN and settings.value("use_folder_as_category") != "False":
        made.setdefault("category", Scalar(folders[-1], Place(path)))
    return made


def metadata(path: str, settings: Records) -> Mapping:
    """What the settings say of the file at a path (docs.getpelican.com, “Metadata”): by its name, by the folders around it, of all."""
    inner = _inner(path, settings)
    said = {key: text for key, text in named_in(path, settings).items() if key in METADATA}
    for key, text in settings.settings.items():
        name, _, way = key.partition(".")[2].partition(".")
        folder, _, field = way.rpartition(".")
        if name == "DEFAULT_METADATA" or (name == "EXTRA_PATH_METADATA" and f"{inner}/".startswith(f"{folder}/")):
            said.setdefault(field.lower(), text)
    return Mapping(tuple((Scalar(key, text.place), text) for key, text in said.items()), Place(path))


def texts_in(settings: Records, name: str) -> list[str]:
    """The texts of a list, from the first file that has some."""
    each = [
        [said.text for key, said in settings.settings.items() if key.startswith(f"{path.removesuffix('.py')}.{name}.")]
        for path in FILES
    ]
    return next(filter(None, each), [])


def folder_of_texts(settings: Records, files: Iterable[Readable]) -> str:
    """The folder in which Pelican looks for texts and pictures, with a slash behind it; empty if that is the blog's own."""
    named = f"{settings.value('path').strip('./') or 'content'}/"
    return named if any(one.path.startswith(named) for one in files) else ""


def is_inside(path: str, settings: Records, folder: str) -> bool:
    """Whether a file lies in that folder, and is not what Pelican has made."""
    return path.startswith(folder) and not path.startswith(f"{settings.value('output_path').strip('./') or 'output'}/")


def _inner(path: str, settings: Records) -> str:
    """A path from the folder of all texts on."""
    return path.removeprefix(f"{settings.value('path').strip('./') or 'content'}/")


def _assigned(source: str) -> Iterator[tuple[str, str | None, int]]:
    """Each setting, its text, and its line; None for a text that only Python knows.

    Of a source that is not sound, for a `print "…"` perhaps, each statement that is.
    """
    line = 1
    whole = _parsed(source)
    for part in [source] if whole else _STATEMENT.split(source):
        if tree := whole or _parsed(part):
            for statement in tree.body:
                for node in _within(statement):
                    for name, text in _said(node):
                        said = text if node is statement else None
                        yield without_unseen(name), said, line + getattr(node, "lineno", 1) - 1
        elif found := _NAME.match(part):
            yield found[1], None, line
        line += part.count("\n") + 1


def _parsed(source: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of `"\d"`, which many write
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _within(statement: ast.AST) -> Iterator[ast.AST]:
    """A statement and those inside it, which hold only sometimes."""
    waiting = [statement]
    while waiting:
        yield (node := waiting.pop())
        inner = ast.iter_child_nodes(node)
        waiting += [one for one in inner if isinstance(one, (ast.stmt, ast.excepthandler, ast.match_case))]


def _said(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    """The settings that a statement sets."""
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and node.module != "pelicanconf":
        yield f"from {node.module} import *", None
    elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and node.value:
        for target in node.targets if isinstance(node, ast.Assign) else (node.target,):
            if isinstance(target, ast.Name):
                yield from [(target.id, None)] if isinstance(node, ast.AugAssign) else _texts(target.id, node.value)


def _texts(name: str, value: ast.expr) -> Iterator[tuple[str, str | None]]:
    """A plain text by the name of its setting; of a dictionary, each by `NAME.key`. Numbers and `None` say nothing here."""
    if isinstance(value, ast.Dict):
        for key, one in zip(value.keys, value.values, strict=True):
            yield from _texts(f"{name}.{key.value!s}", one) if isinstance(key, ast.Constant) else [(name, None)]
    elif isinstance(value, (ast.List, ast.Tuple)) and name in LISTS:
        for number, item in enumerate(value.elts):
            yield from _texts(f"{name}.{number}", item)
    elif not isinstance(value, ast.Constant):
        yield name, None
    elif isinstance(value.value, (str, bool)):
        yield name, without_unseen(str(value.value))
