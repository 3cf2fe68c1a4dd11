"""The sheet: what typesetting gathers while a text is set, and what it tells its author."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from urllib.parse import quote as as_address, unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from byline import address, markup
from byline.blocks import CLASSES, is_comment
from byline.body import SLOT, Body, Labels, Link, PictureUse
from byline.gist import plain, shortened, words_of
from byline.piece import Heading
from byline.problem import Place, Problem, problem
from byline.quoting import quote
from byline.reference import ANCHOR, Inside, Outside, Refused, read_link, read_picture
from byline.unseen import CONTROL, without_unseen

LONGEST_ADDRESS = 500  # characters of what may be an address with spaces in it
_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%~"


class Sheet:
    """Gathers, during one run of the renderer, what the body will hold beside its HTML."""

    def __init__(self, text: str, path: str, first_line: int, base: str, labels: Labels, language: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.path = path
        self.file = path.removeprefix("content/")
        self.page = address.of_file(self.file)
        self.first_line = first_line
        self.base = base
        self.labels = labels
        self.language = language
        self.headings: list[Heading] = []
        self.anchors: dict[str, int] = {}
        self.levels: list[tuple[int, int]] = [(0, 1)]  # of the headings around: as marked, and as shown
        self.links: list[Link] = []
        self.pictures: list[PictureUse] = []
        self.problems: list[Problem] = []
        self.excerpt = ""
        self.refused: set[tuple[tuple[int, int], str]] = set()
        self.span = (0, 0)  # the lines of the block that is being set
        self.seen: tuple[tuple[int, int], dict[str, int]] = ((0, 0), {})  # where in it to look next for each text
        self.has_html = False  # whether there is raw HTML in the text

    @cached_property
    def offsets(self) -> list[int]:
        """Where each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def begin(self, token: Token) -> None:
        """From here on, what is told is told of this token's lines; one without lines stands in those before."""
        if token.map:
            self.span = (token.map[0], token.map[1])

    def look_over(self, tokens: Sequence[Token], notes: Mapping[str, int]) -> None:
        """One walk before setting: excerpt, blocks that nobody knows or nobody closed, attributes refused.

        `notes` are the footnotes that are written out, by their names, with their numbers; one below zero has none.
        """
        self.span = (0, len(self.lines))
        if "[^" in self.text:
            for name, times in Counter(_NOTE_BEGINS.findall(self.text)).items():
                if times > 1:
                    self.found(f"{name}:", "note-twice", note=name)
        for name, number in notes.items():
            if number < 0:
                mark = name.replace(":", "[^", 1) + "]"
                self.found(f"{mark}:", "unused-note", note=mark)
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self.begin(token)
                self.line(token, tokens[index - 1])
            elif kind == "html_block":
                self.has_html = True
            elif token.nesting == 1 and kind.startswith("container_"):
                self.begin(token)
                if token.map and not any(
                    _BLOCK_END.match(line) for line in self.lines[token.map[1] - 1 : token.map[1] + 1]
                ):
                    self.found(":::", "block-not-closed", name=token.info.strip())
                if kind == "container_interview_open" and not _begins_with_question(tokens, index + 1):
                    self.found(":::", "question-expected")

    def line(self, inline: Token, opening: Token) -> None:
        """Look over a line of text, behind the token that opens what it stands in, and put in its quotes."""
        if ":::" in inline.content and (names := [name.strip() for name in _COLONS.findall(inline.content)]):
            unknown = [name for name in names if name]
            for name in unknown:
                self.found(":::", "unknown-block", name=name)
            if not unknown:
                self.found(":::", "block-not-open")
        before, to_quote = None, False
        for child in inline.children or ():
            if child.meta or child.attrs:
                self.attributes(child)
            if child.type == "text":
                text = child.content
                to_quote = to_quote or '"' in text or "'" in text
                if "]" in text or "<" in text or text.startswith("{"):
                    self.stray(text, before)
            elif child.type == "html_inline":
                self.has_html = True
            before = child
        if to_quote:
            quote(inline.children or (), self.language)
        if not self.excerpt and opening.type == "paragraph_open" and inline.level == 1:
            self.excerpt = shortened(plain(inline.children))

    def stray(self, text: str, before: Token | None) -> None:
        """What stands in a text as it was typed, and was meant as something else."""
        if "<!--" in text and self.written(_COMMENT):
            self.found("<!--", "comment-cut")
        at = text.find("](")
        while at >= 0:
            end = text.find(")", at, at + LONGEST_ADDRESS)
            if end >= 0 and (found := _TARGET.match(text[at + 2 : end])) and (meant := _without_spaces(found[1])):
                self.problems.append(problem(self.place(found[1]), "link-with-spaces", guess=meant, target=found[1]))
            at = text.find("](", at + 2)
        for note in _NOTE.findall(text):
            if f"\\{note}" not in self.text:  # else it is meant as it stands there
                self.found(note, "unknown-note", note=note)
        if (
            text.startswith("{")
            and before
            and before.type in {"image", "link_close"}
            and (mark := _ATTRIBUTES.match(text))
        ):
            self.found(mark[0], "attribute-refused", name=mark[0])

    def attributes(self, token: Token) -> None:
        """Only the allow-listed attributes and classes stay."""
        for name in token.meta.get("insecure_attrs", ()):
            self.found(name, "attribute-refused", name=name)
        fitting = {
            "class": True,
            "lang": markup.is_language(str(token.attrs.get("lang", ""))),
            "credit": token.type == "image",
        }
        for name in [name for name in token.attrs if not fitting.get(name, True)]:
            said = f"{name}={token.attrs[name]}"
            self.found(name, "attribute-refused", name=said if name == "lang" else name)
            token.attrs = {key: value for key, value in token.attrs.items() if key != name}
        classes = str(token.attrs.get("class", "")).split()
        if classes:
            kept = [name for name in classes if name in CLASSES]
            for name in classes:
                if name not in CLASSES:
                    self.found(f".{name}", "attribute-refused", name=f".{name}")
            token.attrs = (
                {**token.attrs, "class": " ".join(kept)}
                if kept
                else {key: value for key, value in token.attrs.items() if key != "class"}
            )

    def place(self, text: str) -> Place:
        """Where `text` stands in the block that is being set: when it is asked for again, the next such place.

        The block's beginning if it is not found as written.
        """
        if self.seen[0] != self.span:
            self.seen = (self.span, {})
        start, end = (self.offsets[min(line, len(self.lines))] for line in self.span)
        for wanted in (text, unquote(text)):
            at = self.text.find(wanted, self.seen[1].get(wanted, start), end)
            at = at if at >= 0 else self.text.find(wanted, start, end)
            if at >= 0:
                self.seen[1][wanted] = at + 1
                line = bisect_right(self.offsets, at) - 1
                return Place(self.path, self.first_line + line, at - self.offsets[line] + 1)
        return Place(self.path, self.first_line + self.span[0], 1)

    def written(self, pattern: re.Pattern[str]) -> bool:
        """Whether something stands in the block that is being set as its author wrote it."""
        start, end = (self.offsets[min(line, len(self.lines))] for line in self.span)
        return pattern.search(self.text, start, end) is not None

    def found(self, text: str, rule: str, **facts: str | int) -> None:
        facts_as_text = {name: str(fact) for name, fact in facts.items()}
        self.problems.append(problem(self.place(text), rule, guess="", **facts_as_text))

    def tell_html(self) -> None:
        """Tell once of a text that there is HTML in it."""
        if not any(one.rule == "raw-html" for one in self.problems):
            self.found("<", "raw-html")

    def heading(self, level: int, text: str, name: str = "") -> tuple[int, str]:
        """A heading's level on the page, and its anchor.

        The page's first level is the title, and none is skipped: what is one step below another in the text, however
        many marks it has, is one step below it on the page. The anchor comes from the name that the author gave it, else
        from its words, told apart by a number where the same come again.
        """
        while self.levels[-1][0] >= level:
            self.levels.pop()
        shown = min(self.levels[-1][1] + 1, 6)
        self.levels.append((level, shown))
        text = " ".join(without_unseen(text).split())
        wanted = ANCHOR + (address.slug(name or text) or "section")
        anchor, number = wanted, self.anchors.get(wanted, 0)
        while anchor in self.anchors:
            number += 1
            anchor = f"{wanted}-{number + 1}"
        self.anchors[wanted] = number
        self.anchors[anchor] = 0
        self.headings.append(Heading(anchor, shown, text))
        return shown, anchor

    def anchor(self, name: str) -> str:
        """The anchor that an author set by name, in the portal's form; nothing where there is none, or another has it."""
        made = ANCHOR + address.slug(name)
        if made == ANCHOR or made in self.anchors:
            return ""
        self.anchors[made] = 0
        return made

    def link(self, href: str, title: str = "", language: str = "") -> str:
        """The opening tag of a link."""
        reference = read_link(href, self.file, self.page, self.base)
        extra = (f' title="{escapeHtml(title)}"' if title else "") + (
            f' lang="{escapeHtml(language)}"' if language else ""
        )
        if isinstance(reference, Inside):
            self.links.append(Link(reference.address, reference.anchor, self.place(href)))
            anchor = f"#{reference.anchor}" if reference.anchor else ""
            return f'<a href="{address.ROOT}{escapeHtml(reference.address + anchor)}"{extra}>'
        if isinstance(reference, Outside):
            kind = ' class="external" rel="external noopener"' if reference.url.lower().startswith("http") else ""
            return f'<a href="{escapeHtml(reference.url)}"{kind}{extra}>'
        self.refuse(href, reference)
        return f'<a class="dead-link"{extra}>'

    def refuse(self, href: str, reference: Refused) -> None:
        """Tell of a link that leads to nothing a link may lead to."""
        if (self.span, href) not in self.refused:  # raw HTML is looked over before it is set
            self.refused.add((self.span, href))
            place = self.place(href)
            self.problems.append(problem(place, "link-refused", guess=reference.guess, target=reference.reason))

    def table(self) -> str:
        """The opening tags of a table, in a box that scrolls."""
        return f'<div class="table" role="group" aria-label="{escapeHtml(self.labels.table)}" tabindex="0"><table>\n'

    def picture(self, src: str, alt: str, classes: str, credit: str = "") -> str:
        """The slot of a picture, of which the text says what it shows and who made it."""
        if not src:
            return ""
        place, alt = self.place(src), without_unseen(alt)
        for missing, said in (("missing-alt", alt), ("missing-credit", credit)):
            if not said and "decorative" not in classes:
                self.problems.append(problem(place, missing, picture=unquote(src)))
        self.pictures.append(PictureUse(read_picture(src, self.file), src, alt, place, "wide" in classes.split()))
        return SLOT.format(len(self.pictures) - 1)

    def body(self, html: str) -> Body:
        """The body that the text became."""
        if "&" in self.text:  # a reference brings such characters back into a text that was rid of them as it was read
            html = CONTROL.sub("", html)
        text = words_of(html)
        return Body(
            html=html,
            headings=tuple(self.headings),
            anchors=frozenset(self.anchors),
            links=tuple(self.links),
            pictures=tuple(self.pictures),
            words=len(text.split()),
            excerpt=without_unseen(self.excerpt or shortened(text)),
        )


_COMMENT = re.compile(r"(?<!\\)<!--")
_NOTE_BEGINS = re.compile(r"^(\[\^[^\]\s]+\]):", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_COLONS = re.compile(r"^:::+(.*)$", re.MULTILINE)
_BLOCK_END = re.compile(r"[>\s]*:::+\s*\Z")
_ATTRIBUTES = re.compile(r"\{(?=[^{}\n]{0,200}[=.#:])[^{}\n]{1,200}\}")
_TARGET = re.compile(r"\s*([^<>\"'\n]+?)(?:\s\"[^\"\n]*\")?\s*\Z")
_PLACE = re.compile(r"(?:https?:|mailto:|tel:|#|/|\.\.?/)|.*(?:/|\.\w{2,5}\Z)", re.IGNORECASE)


def _begins_with_question(tokens: Sequence[Token], start: int) -> bool:
    """Whether an interview, of which tokens begin at `start`, does so; one that holds comments alone may be left so."""
    first = start
    while is_comment(tokens[first]):
        first += 1
    ends = tokens[first].type == "container_interview_close"
    return bool(tokens[first].meta.get("question")) or (ends and first > start)


def _without_spaces(target: str) -> str:
    """What looks like an address with spaces in it, as it has to be written; empty if it is none, or has none."""
    if not re.search(r"\s", target) or not _PLACE.match(target) or re.match(r"[A-Za-z]:\\", target):
        return ""
    if target.lower().startswith(("mailto:", "tel:")):
        return re.sub(r"\s", "", target)
    return as_address(re.sub(r"/\s+", "/", target), safe=_IN_ADDRESSES)
