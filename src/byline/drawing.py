"""Drawings (SVG) from content: drawn by strangers, so read by a hardened parser and written anew from an allow-list.

Shapes, text and gradients pass. Scripts, handlers, style sheets, links, foreign objects and anything that points
outside the file do not. A part may be used many times, so a drawing is measured by what a browser has to draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Literal
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import fromstring

SVG = "{http://www.w3.org/2000/svg}"
DEEPEST = 64
MOST_ELEMENTS = 20_000
MOST_DRAWN = 50_000  # elements, each counted as often as it is drawn

Reason = Literal["no-svg", "no-xml", "entities", "no-size", "too-deep", "too-many-parts", "holds-itself"]
"""Why a drawing cannot be used; `byline.messages` says each in words."""

_ELEMENTS = frozenset(
    """
    svg g path rect circle ellipse line polyline polygon text tspan textPath defs linearGradient radialGradient
    stop clipPath mask pattern marker symbol use
    """.split()
)
_ATTRIBUTES = frozenset(
    """
    id x y x1 y1 x2 y2 cx cy r rx ry fx fy d points width height viewBox preserveAspectRatio transform offset
    gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits
    patternContentUnits patternTransform markerWidth markerHeight markerUnits refX refY orient dx dy rotate
    textLength lengthAdjust startOffset pathLength fill fill-opacity fill-rule stroke stroke-width
    stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-miterlimit opacity
    color stop-color stop-opacity clip-path clip-rule mask marker-start marker-mid marker-end font-family
    font-size font-weight font-style text-anchor dominant-baseline letter-spacing word-spacing text-decoration
    visibility display vector-effect paint-order href role aria-label aria-hidden
    """.split()
)
_NOTES = frozenset({"title", "desc", "metadata", "namedview"})  # about the drawing, not of it; they go without a word
_LOCAL = re.compile(r"#[\w.-]+\Z")
_URL = re.compile(r"url\(\s*['\"]?([^)'\"]*)", re.IGNORECASE)
_CORNER = re.compile(r"\d*\.?\d+|[zZ]")  # every number may be one
_FOR_EACH_SHAPE = frozenset({"fill", "stroke", "marker-start", "marker-end"})  # also where a group says it of all
_AT_CORNERS = "marker-mid"
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})  # used by many, drawn by none
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px)?\s*\Z")


class Refused(Exception):
    """The drawing cannot be used; where the fault is, if that is known (else 0)."""

    def __init__(self, reason: Reason, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


class _Extent(msgspec.Struct, frozen=True):
    """What a browser has to draw for an element: how many elements, how deep, and how many corners their lines have."""

    drawn: int
    depth: int
    corners: int


def redraw(data: bytes) -> tuple[bytes, int, int, tuple[str, ...]]:
    """The drawing written anew, its width and height in pixels, and the names of what was left out.

    Raises Refused for what is no drawing, or one that only an attacker would make.
    """
    root = _parsed(data)
    left_out: dict[str, None] = {}
    width, height = _size(root)
    cleaned = _cleaned(root, left_out, 0)
    _measure(cleaned)
    cleaned.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "width": str(width), "height": str(height)}
    return _written(cleaned).encode(), width, height, tuple(left_out)


def _parsed(data: bytes) -> Element:
    try:
        root = fromstring(data.decode("utf-8-sig"), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except ParseError as fault:
        line, column = fault.position
        raise Refused("no-xml", line, column + 1) from None
    except EntitiesForbidden:
        raise Refused("entities") from None
    except (DefusedXmlException, ValueError, LookupError):
        raise Refused("no-xml") from None
    if root.tag not in {f"{SVG}svg", "svg"}:
        raise Refused("no-svg")
    return root


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _size(root: Element) -> tuple[int, int]:
    """Width and height as drawn; from the view box where they are missing or relative."""
    numbers = [_LENGTH.match(root.get(name, "")[:20]) for name in ("width", "height")]
    box = re.split(r"[\s,]+", root.get("viewBox", "")[:200].strip())
    if numbers[0] and numbers[1]:
        size = (float(numbers[0][1]), float(numbers[1][1]))
    else:
        try:
            size = (float(box[2]), float(box[3]))
        except (IndexError, ValueError):
            raise Refused("no-size") from None
    if not (1 <= size[0] <= 20_000 and 1 <= size[1] <= 20_000):
        raise Refused("no-size")
    return round(size[0]), round(size[1])


def _cleaned(element: Element, left_out: dict[str, None], depth: int) -> Element:
    """The element with what may stay of it; the names of what may not are noted."""
    if depth > DEEPEST:
        raise Refused("too-deep")
    made = Element(_local(element.tag), _attributes(element, left_out))
    made.text, made.tail = element.text, element.tail
    for child in element:
        name = _local(child.tag)
        if name in _ELEMENTS and (child.tag.startswith(SVG) or "}" not in child.tag):
            made.append(_cleaned(child, left_out, depth + 1))
            continue
        if name not in _NOTES:
            left_out[f"<{name}>"] = None
        _continue(made, child.tail)
    return made


def _continue(element: Element, text: str | None) -> None:
    """Add a text to what stands in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + (text or "")
    else:
        element.text = (element.text or "") + (text or "")


def _measure(root: Element) -> None:
    """Refuse a drawing of a few lines that would keep a browser busy for hours: parts that use parts that use parts."""
    elements = list(root.iter())
    if len(elements) > MOST_ELEMENTS:
        raise Refused("too-many-parts")
    by_id = {one.get("id"): one for one in reversed(elements)}  # of two with one id, the first counts
    used = {one: tuple(_used(one, by_id)) for one in elements}
    order = TopologicalSorter({one: (*one, *(other for _, other in used[one])) for one in elements})
    extents: dict[Element, _Extent] = {}
    try:
        for one in order.static_order():
            extents[one] = _extent(one, used[one], extents)
            if extents[one].drawn > MOST_DRAWN:
                raise Refused("too-many-parts")
            if extents[one].depth > DEEPEST:
                raise Refused("too-deep")
    except CycleError:
        raise Refused("holds-itself") from None


def _used(element: Element, by_id: Mapping[str | None, Element]) -> Iterator[tuple[str, Element]]:
    """What else is drawn for an element, each with the attribute that wants it."""
    for key, value in element.attrib.items():
        for name in [value] if key == "href" else _URL.findall(value):
            target = by_id.get(name.strip().removeprefix("#"))
            if target is not None and target.tag not in _GRADIENTS:
                yield key, target


def _extent(element: Element, used: Sequence[tuple[str, Element]], extents: Mapping[Element, _Extent]) -> _Extent:
    """The extent of an element, from those of its children and of what it uses."""
    each = [extents[one].drawn for key, one in used if key in _FOR_EACH_SHAPE]
    corner = [extents[one].drawn for key, one in used if key == _AT_CORNERS]
    once = [extents[one] for one in element]
    once += [extents[one] for key, one in used if key not in _FOR_EACH_SHAPE and key != _AT_CORNERS]
    corners = len(_CORNER.findall(element.get("d", "") + element.get("points", ""))) + sum(one.corners for one in once)
    depths = [extents[one].depth for one in (*element, *(other for _, other in used))]
    return _Extent(
        drawn=(1 + sum(one.drawn for one in once)) * (1 + sum(each)) + corners * sum(corner),
        depth=1 + max(depths, default=-1),
        corners=corners,
    )


def _written(element: Element) -> str:
    opening = element.tag + "".join(f' {key}="{_escaped(value)}"' for key, value in element.attrib.items())
    spaced = element.tag in {"text", "tspan", "textPath"}
    inner = _text(element.text, spaced) + "".join(_written(child) + _text(child.tail, spaced) for child in element)
    return f"<{opening}>{inner}</{element.tag}>" if inner else f"<{opening}/>"


def _text(text: str | None, spaced: bool) -> str:
    """A text; space alone is one only between the words of a text."""
    if text and text.strip():
        return _escaped(text)
    return " " if text and spaced else ""


def _attributes(element: Element, left_out: dict[str, None]) -> dict[str, str]:
    kept: dict[str, str] = {}
    given = dict(element.attrib)
    for declaration in given.pop("style", "").split(";"):  # drawing programs write attributes as styles
        name, colon, value = declaration.partition(":")
        if colon:
            given[name.strip()] = value.partition("!")[0].strip()  # a style goes before an attribute
    for key, value in given.items():
        name = _local(key)
        if name in {"xmlns", "version"} or ("}" in key and name != "href"):
            continue  # an editor's own notes
        points_outside = (name == "href" and not _LOCAL.match(value)) or any(
            not _LOCAL.match(target.strip()) for target in _URL.findall(value)
        )
        if name not in _ATTRIBUTES or points_outside or "\\" in value or "javascript:" in value.lower():
            left_out[name] = None
        else:
            kept[name] = value
    return kept


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
