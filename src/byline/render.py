"""Rendering: a page and its masthead become a file, through the layouts.

A layout knows `page`, `masthead`, the words (`t("key", n=3)`, `day(...)`, `listed(...)`, `language_name(...)`) and the
filter `link`, nothing else. A name that does not exist is an error, with the layout's file and line.
"""

from __future__ import annotations

import contextlib
import re
import traceback
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar

import jinja2
import msgspec
from markupsafe import Markup, escape

from byline import address
from byline.memo import FORGETFUL, Memo
from byline.page import LAYOUTS, Masthead, NotFoundPage, Page
from byline.problem import Place, Problem, problem
from byline.stereotype import Stereotype
from byline.tree import File
from byline.words import MissingString, Words

FOLDER = "layouts"

E = TypeVar("E", bound=jinja2.Environment)

_INDENTATION = re.compile("^[ \\t]+", re.MULTILINE)  # of lines, which HTML does not heed, except in these:
_KEPT = re.compile("<(?:pre|textarea)\\b", re.IGNORECASE)

_TO_FOLDER = re.compile(
    rf"""(?:href|action|url)=["']?{address.ROOT}(?:[^"'<>\s\#?]*/)?(?=["'<>\s\#?])""", re.IGNORECASE
)


class Press(msgspec.Struct, frozen=True):
    """The layouts, ready to set pages in one language: quickly from stereotypes, with care in Jinja's environment."""

    environment: jinja2.Environment
    stereotype: Stereotype
    masthead: Masthead
    from_disk: bool


class _Compiled(jinja2.BytecodeCache):
    """The stereotypes of layouts, compiled once for all languages of an edition; and for later ones, if there is a store."""

    def __init__(self, store: Memo) -> None:
        self.store = store
        self.codes: dict[str, types.CodeType | None] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key not in self.codes and (kept := self.store.load(_drawer(bucket))):
            bucket.bytecode_from_string(kept)  # if it is of the same text
            self.codes[bucket.key] = bucket.code
        bucket.code = self.codes.get(bucket.key)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.codes[bucket.key] = bucket.code
        self.store.save(self.store.drawer(_drawer(bucket)), bucket.bytecode_to_string())


def _drawer(bucket: jinja2.bccache.Bucket) -> str:
    """Where the stereotype of a layout with this name is kept: the last one, of whatever portal."""
    return f"{FOLDER}/{bucket.key}"


def presses(
    layouts: Mapping[str, str],
    words: Mapping[str, Words],
    mastheads: Mapping[str, Masthead],
    store: Memo = FORGETFUL,
    *,
    from_disk: bool = False,
) -> dict[str, Press]:
    """A press for each language; `layouts` are the texts of the layouts by file name. The `store` keeps what they become, which
    is code: only the user may be able to write there.

    Browsers can open pages from a disk, without a web server, if links lead to files and nothing is asked for with a
    digest: browsers refuse to compare that with a file, and the page would stand there without its style.
    """
    compiled = _Compiled(store)
    heads = mastheads if not from_disk else {language: _unsealed(one) for language, one in mastheads.items()}
    return {
        language: _press(layouts, words[language], head, compiled, from_disk=from_disk)
        for language, head in heads.items()
    }


def _unsealed(masthead: Masthead) -> Masthead:
    """The same with assets of which nobody knows the digest."""
    return msgspec.structs.replace(masthead, assets=tuple((name, place, "") for name, place, _ in masthead.assets))


def cast(made: Mapping[str, Press]) -> None:
    """Compile all layouts, before workers are forked, so that each finds them compiled."""
    for press in made.values():
        for name in LAYOUTS.values():
            with contextlib.suppress(jinja2.TemplateSyntaxError):  # told when a page wants it
                press.stereotype.get_template(name)


def _source(layouts: Mapping[str, str], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A layout's text, without its indentation, and the name under which faults find it."""
    if name not in layouts:
        return None
    text = layouts[name]
    return (text if _KEPT.search(text) else _INDENTATION.sub("", text), f"{FOLDER}/{name}", lambda: True)


@cache
def _link(place: str) -> Markup:
    """The filter `link`: an address as it stands in a link, until the page knows its way to the root."""
    return Markup(address.ROOT + str(escape(place)))  # noqa: S704  # escaped


def _press(
    layouts: Mapping[str, str], words: Words, masthead: Masthead, compiled: _Compiled, *, from_disk: bool
) -> Press:
    stereotype = _furnished(Stereotype, layouts, words, masthead)
    stereotype.bytecode_cache = compiled
    return Press(_furnished(jinja2.Environment, layouts, words, masthead), stereotype, masthead, from_disk)


def _furnished(kind: type[E], layouts: Mapping[str, str], words: Words, masthead: Masthead) -> E:
    """An environment with everything that a layout knows beside its page."""
    environment = kind(
        loader=jinja2.FunctionLoader(lambda name: _source(layouts, name)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["link"] = _link
    environment.filters["absolute"] = lambda place: masthead.base + place
    environment.globals = {
        "t": words,
        "day": words.day,
        "number": words.number,
        "listed": words.listed,
        "language_name": words.language_name,
        "masthead": masthead,
        "asset": _Assets({name: place for name, place, _ in masthead.assets}),
        "integrity": _Assets({name: digest for name, _, digest in masthead.assets}),
        "once": _Once(),
    }
    return environment


def render(press: Press, page: Page, base_path: str) -> File | Problem:
    """The file of a page, or the problem of its layout."""
    name = LAYOUTS[type(page)]
    try:
        text = press.stereotype.get_template(name).render(page=page)
    except Exception:  # noqa: BLE001  # whatever it was, Jinja's own code finds it again and tells it
        careful = _careful(press, page, name)
        if isinstance(careful, Problem):
            return careful
        text = careful
    if press.from_disk:
        text = _TO_FOLDER.sub(r"\g<0>index.html", text)
    way = base_path if isinstance(page, NotFoundPage) else address.way_to_root(page.head.address)
    return File(address.file_of(page.head.address), text.replace(address.ROOT, way).encode())


def _careful(press: Press, page: Page, name: str) -> str | Problem:
    """The text of a page by Jinja's own code, or the problem of its layout."""
    try:
        return press.environment.get_template(name).render(page=page)
    except jinja2.TemplateSyntaxError as fault:
        place = Place(f"{FOLDER}/{fault.name}", fault.lineno, 1)
        return problem(place, "layout-fault", reason=fault.message, page=page.head.address)
    except (
        jinja2.TemplateError,
        MissingString,
        LookupError,
        TypeError,
        AttributeError,
        ValueError,
        ArithmeticError,
        RecursionError,
    ) as fault:
        return problem(_place(fault, name), "layout-fault", reason=_reason(fault), page=page.head.address)


class _Assets:
    """`asset("style.css")`, `integrity("style.css")`: what is known of an asset, by its path inside `assets/`."""

    def __init__(self, assets: Mapping[str, str]) -> None:
        self.assets = assets

    def __call__(self, name: str) -> str:
        if name not in self.assets:
            raise MissingString(f"there is no file “{name}” in assets/")
        return self.assets[name]


MOST_KEPT = 40_000  # of what macros made: below each card of 10,000 stories, on all pages that name them


class _Once:
    """`once(macro, card, look="plain")`: what a macro makes of the same values, made once and used on many pages.

    Texts count as the same when they are equal, tuples when they hold the same objects, all else when it is the same
    object; the cards of one edition are made once and live as long.
    """

    def __init__(self) -> None:
        self.made: dict[tuple[object, ...], tuple[Markup, object]] = {}

    def __call__(self, macro: Callable[..., str], *values: object, **named: object) -> Markup:
        parts: list[object] = [macro, len(values), *named]
        for value in (*values, *named.values()):  # no function for each, since this is asked most of all
            if type(value) is str:
                parts.append(value)
            else:
                parts.append(tuple(map(id, value)) if isinstance(value, tuple) else id(value))
        key = tuple(parts)
        found = self.made.get(key)
        if found is None:
            if len(self.made) >= MOST_KEPT:
                self.made.clear()
            text = macro(*values, **named)
            safe = text if isinstance(text, Markup) else Markup(text)  # noqa: S704  # a macro's text is markup
            found = self.made[key] = (safe, (values, named))  # they are kept, so that nothing else gets their identity
        return found[0]


def _place(fault: BaseException, name: str) -> Place:
    """The line of the layout in which something went wrong: the innermost frame that is a layout's."""
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if frame.filename.startswith(f"{FOLDER}/"):
            return Place(frame.filename, frame.lineno or 0, 1)
    return Place(f"{FOLDER}/{name}")


def _reason(fault: BaseException) -> str:
    if isinstance(fault, jinja2.TemplateNotFound):
        return f"there is no layout “{fault.message}”"
    return str(fault.args[0]) if fault.args else type(fault).__name__
