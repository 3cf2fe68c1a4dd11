"""Rendering: a page and its masthead become a file, through the layouts.

A layout knows `page`, `masthead`, the words (`t("key", n=3)`, `day(...)`, `listed(...)`, `language_name(...)`) and the
filter `link`, nothing else. A name that does not exist is an error, with the layout's file and line.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from byline import address
from byline.page import LAYOUTS, Masthead, NotFoundPage, Page
from byline.problem import Place, Problem, problem
from byline.tree import File
from byline.words import MissingString, Words

FOLDER = "layouts"


class LayoutFault(Exception):
    """A layout cannot be used; carries the problem that says where and why."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


@dataclass(frozen=True, slots=True)
class Press:
    """The layouts, ready to set pages in one language."""

    environment: jinja2.Environment
    masthead: Masthead


def press(layouts: Mapping[str, str], words: Words, masthead: Masthead) -> Press:
    """A press for one language; `layouts` are the texts of the layouts by file name."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(dict(layouts)), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters["link"] = lambda place: Markup(address.ROOT) + place
    environment.filters["absolute"] = lambda place: masthead.base + place
    environment.globals = {
        "t": words,
        "day": words.day,
        "listed": words.listed,
        "language_name": words.language_name,
        "masthead": masthead,
        "asset": dict(masthead.assets).__getitem__,
    }
    return Press(environment, masthead)


def render(press: Press, page: Page, base_path: str) -> File:
    """The file of a page. Raises LayoutFault where the layout has one."""
    name = LAYOUTS[type(page)]
    try:
        text = press.environment.get_template(name).render(page=page)
    except jinja2.TemplateSyntaxError as fault:
        raise LayoutFault(problem(Place(f"{FOLDER}/{fault.name}", fault.lineno, 1), "layout-fault", reason=fault.message, page=page.head.address)) from None
    except (jinja2.TemplateError, MissingString, KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as fault:
        raise LayoutFault(problem(_place(fault, name), "layout-fault", reason=_reason(fault), page=page.head.address)) from None
    way = base_path if isinstance(page, NotFoundPage) else address.way_to_root(page.head.address)
    return File(address.file_of(page.head.address), text.replace(address.ROOT, way).encode())


def _place(fault: BaseException, name: str) -> Place:
    """The line of the layout in which something went wrong: the innermost frame whose file is a layout."""
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if frame.filename == "<template>" or frame.filename.endswith(".html"):
            return Place(f"{FOLDER}/{name}", frame.lineno or 0, 1)
    return Place(f"{FOLDER}/{name}")


def _reason(fault: BaseException) -> str:
    if isinstance(fault, jinja2.TemplateNotFound):
        return f"there is no layout “{fault.message}”"
    return str(fault.args[0]) if fault.args else type(fault).__name__

