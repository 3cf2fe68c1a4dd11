"""What WordPress exports (WXR, XML): items, of which some are posts, and authors. Nothing is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from byline.moving import fields
from byline.moving.blog import Author
from byline.moving.bylines import unescaped
from byline.moving.preamble import lines_of
from byline.problem import Place, Problem, problem
from byline.tree import Readable

_BY_NICENAME = frozenset({"language", "post_translations"})  # Polylang's, of which the name is only for people

_UNSORTED = frozenset({"uncategorized", "allgemein", "unkategorisiert", "non-classe", "sin-categoria"})
"""What WordPress calls a category that nobody has chosen."""

_ITEM_FIELDS = frozenset(
    "title link dc:creator content:encoded excerpt:encoded wp:post_id wp:post_date wp:post_date_gmt wp:post_name wp:status"
    " wp:post_type wp:post_parent wp:attachment_url wp:post_password".split()
)


class Item(msgspec.Struct, frozen=True):
    """An item of the export: its fields by name, its terms with their domains, and its further values; `line` is that of
    its text.
    """

    fields: Mapping[str, str]
    terms: tuple[tuple[str, str], ...]
    meta: Mapping[str, str]
    line: int
    old_slugs: tuple[str, ...] = ()

    def said(self, name: str) -> str:
        return self.fields.get(name, "").strip()

    @property
    def topics(self) -> tuple[str, ...]:
        return self._called("category", "post_tag")

    @property
    def authors(self) -> tuple[str, ...]:
        """Whom Co-Authors Plus names."""
        return self._called("author")

    @property
    def language(self) -> str:
        """What Polylang tells; may be empty."""
        return "".join(self._called("language")[:1])

    @property
    def versions(self) -> str:
        """What Polylang calls all versions of a text in several languages; empty if there is one only."""
        return "".join(self._called("post_translations")[:1])

    def _called(self, *domains: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for domain, name in self.terms if domain in domains))


class Export(ContentHandler):
    """Gathers what the export tells, an item at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.authors: list[Author] = []
        self.channel: dict[str, str] = {}
        self.words: list[str] = []
        self.domain, self.nicename = "", ""
        self.item: dict[str, str] | None = None
        self.terms: list[tuple[str, str]] = []
        self.old_slugs: list[str] = []
        self.meta: dict[str, str] = {}
        self.meta_key = ""
        self.author: dict[str, str] = {}
        self.line = 1
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self.locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.words = []
        if name == "item":
            self.item, self.terms, self.meta, self.old_slugs = {}, [], {}, []
            self.line = (self.locator.getLineNumber() if self.locator else 1) or 1
        elif name == "category":
            self.domain, self.nicename = attrs.get("domain", ""), attrs.get("nicename", "")
        elif name == "content:encoded" and self.locator:
            self.line = self.locator.getLineNumber() or 1

    def characters(self, content: str) -> None:
        self.words.append(content)

    def endElement(self, name: str) -> None:
        said, self.words = "".join(self.words), []
        if name.startswith("wp:author_"):
            self.author[name.removeprefix("wp:author_")] = said.strip()
        elif name == "wp:author":
            self.authors.append(_author(self.author))
            self.author = {}
        elif self.item is None:
            self.channel.setdefault(name, said.strip())
        elif name == "item":
            self.items.append(Item(self.item, tuple(self.terms), self.meta, self.line, tuple(self.old_slugs)))
            self.item = None
        elif name == "category":
            name = self.nicename if self.domain in _BY_NICENAME else unescaped(said).strip()
            if name and self.nicename not in _UNSORTED:
                self.terms.append((self.domain, name))
        elif name == "wp:meta_key":
            self.meta_key = said.strip()
        elif name == "wp:meta_value":
            self.meta[self.meta_key] = said
            self.old_slugs += [said.strip()] if self.meta_key == "_wp_old_slug" and said.strip() else []
        elif name in _ITEM_FIELDS:
            self.item[name] = said


def _author(told: Mapping[str, str]) -> Author:
    name = told.get("display_name") or f"{told.get('first_name', '')} {told.get('last_name', '')}".strip()
    return Author(
        key=told.get("login", ""), name=fields.plain(name)
    )  # the address is the login's, and readers never saw it


def read_export(file: Readable) -> tuple[Export | None, list[Problem]]:
    """What an export tells, up to where it breaks off, if it does."""
    data = file.read()
    if isinstance(data, Problem):
        return None, [data]
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), lines_of(data))
    export = Export()
    try:
        parseString(text.encode("utf-8", "replace"), export, forbid_dtd=True)
    except (ValueError, DefusedXmlException):
        return export, [problem(Place(file.path), "moved-broken")]
    except Exception as fault:  # noqa: BLE001  # SAX's own error, whose class only a module knows that nobody else needs
        line = getattr(fault, "getLineNumber", lambda: 0)() or 0
        return export, [problem(Place(file.path, line, 1 if line else 0), "moved-broken")]
    return export, []
