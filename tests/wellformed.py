"""What no page may hold, whatever contributors write, and whether everything that opens also closes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
FORBIDDEN = frozenset(
    ["iframe", "object", "embed", "applet", "base", "frame", "form", "math", "portal", "style", "template", "textarea"]
)
ADDRESSES = frozenset(["href", "src", "action", "formaction", "poster", "background", "xlink:href", "data", "cite"])
SCHEMES = ("javascript:", "vbscript:", "data:", "file:", "blob:")

ONLY = {
    "ul": {"li"}, "ol": {"li"}, "tr": {"td", "th"}, "table": {"caption", "thead", "tbody", "tfoot"},
    "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"},
}  # fmt: skip
"""Elements with what alone may stand directly in them."""
AT_HOME = {
    "li": {"ul", "ol"}, "td": {"tr"}, "th": {"tr"}, "tr": {"thead", "tbody", "tfoot"}, "thead": {"table"},
    "tbody": {"table"}, "tfoot": {"table"}, "caption": {"table"}, "dt": {"dl", "div"}, "dd": {"dl", "div"},
    "summary": {"details"}, "figcaption": {"figure"},
}  # fmt: skip
"""Elements with what alone they may stand in."""
LINES = frozenset(
    "p h1 h2 h3 h4 h5 h6 pre abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup u".split()
)
BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 div blockquote ul ol dl table figure details pre hr section article".split())
"""What may not stand in one of the LINES."""

_OPENING = re.compile(r'<[a-zA-Z][a-zA-Z0-9]*(?:\s+[a-zA-Z][a-zA-Z:-]*(?:="[^"<]*")?)*\s*/?>')


class _Reader(HTMLParser):
    def __init__(self, scripts: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts = scripts
        self.open: list[str] = []
        self.inside: list[list[str]] = [[]]  # what stands directly in each open element
        self.ids: set[str] = set()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        if not _OPENING.fullmatch(written):
            self.faults.append(f"no clean tag: {written!r}")
        if tag == "a" and "a" in self.open:
            self.faults.append(f"a link inside a link: {written}")
        if tag in FORBIDDEN or (
            tag == "script"
            and not (
                self.scripts and {"src", "integrity"} <= dict(attrs).keys() <= {"src", "integrity", "defer", "data-to"}
            )
        ):
            self.faults.append(f"forbidden: {written}")
        for name, value in attrs:
            self.attribute(name, value or "", written)
        self.nesting(tag, written)
        if tag not in VOID and not written.endswith("/>"):
            self.open.append(tag)
            self.inside.append([])

    def nesting(self, tag: str, written: str) -> None:
        """Whether a tag may stand where it stands."""
        parent = self.open[-1] if self.open else ""
        if parent and tag not in ONLY.get(parent, {tag}):
            self.faults.append(f"{written} in {parent}")
        if parent not in AT_HOME.get(tag, {parent}):
            self.faults.append(f"{written} in {parent or 'nothing'}")
        if tag in BLOCKS and not LINES.isdisjoint(self.open):
            self.faults.append(f"{written} in {' '.join(self.open)}")
        if (tag == "summary" and self.inside[-1]) or (tag == "figcaption" and "figcaption" in self.inside[-1]):
            self.faults.append(f"{written} after {' '.join(self.inside[-1])}")
        self.inside[-1].append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
            inside = self.inside.pop()
            if not inside and tag in {
                "p",
                "ul",
                "ol",
                "dl",
                "table",
                "tr",
                "figure",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
            }:
                self.faults.append(f"nothing in {tag}")
            if tag == "dl" and not re.fullmatch("(?:(?:dt )+(?:dd )+)+|(?:div )+", " ".join([*inside, ""])):
                self.faults.append(f"{' '.join(inside)} in dl")
            if tag == "details" and inside[:1] != ["summary"]:
                self.faults.append("details without summary")
        elif not (self.get_starttag_text() or "").endswith("/>"):
            self.faults.append(f"</{tag}> closes nothing; open: {' '.join(self.open)}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script" and data.strip():
            self.faults.append(f"a script's text: {data[:60]!r}")
        if data.strip():
            if self.open and (self.open[-1] in ONLY or self.open[-1] == "dl"):
                self.faults.append(f"text in {self.open[-1]}: {data[:60]!r}")
            self.inside[-1].append("#")

    def attribute(self, name: str, value: str, written: str) -> None:
        scheme = re.sub(r"[\x00-\x20\x7f]", "", value).lower()
        if name.startswith("on") or name in {"style", "srcdoc"}:
            self.faults.append(f"forbidden attribute: {written}")
        elif name in ADDRESSES and scheme.startswith(SCHEMES):
            self.faults.append(f"forbidden address: {written}")
        elif name == "id" and value in self.ids:
            self.faults.append(f"an id twice: {value}")
        if name == "id":
            self.ids.add(value)


def faults(html: str, *, scripts: bool = False) -> list[str]:
    """What is wrong with a page or a part of one; `scripts` allows `<script src integrity defer data-to>` without a text."""
    reader = _Reader(scripts)
    reader.feed(html)
    reader.close()
    unseen = sorted(set(re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", html)))
    return [
        *reader.faults,
        *(f"<{tag}> is not closed" for tag in reader.open),
        *(f"an unseen character: U+{ord(one):04X}" for one in unseen),
    ]
