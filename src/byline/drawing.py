"""Drawings (SVG) from content: drawn by strangers, so read by a hardened parser and written anew from an allow-list.

Shapes, text and gradients pass. Scripts, handlers, style sheets, links, foreign objects and anything that points
outside the file do not.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

SVG = "{http://www.w3.org/2000/svg}"
DEEPEST = 64
MOST_ELEMENTS = 20_000

_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "symbol",
        "use",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "id",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "width",
        "height",
        "viewBox",
        "preserveAspectRatio",
        "transform",
        "offset",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "patternUnits",
        "patternContentUnits",
        "patternTransform",
        "markerWidth",
        "markerHeight",
        "markerUnits",
        "refX",
        "refY",
        "orient",
        "dx",
        "dy",
        "rotate",
        "textLength",
        "lengthAdjust",
        "startOffset",
        "pathLength",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-miterlimit",
        "opacity",
        "color",
        "stop-color",
        "stop-opacity",
        "clip-path",
        "clip-rule",
        "mask",
        "marker-start",
        "marker-mid",
        "marker-end",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "dominant-baseline",
        "letter-spacing",
        "word-spacing",
        "text-decoration",
        "visibility",
        "display",
        "vector-effect",
        "paint-order",
        "href",
        "role",
        "aria-label",
        "aria-hidden",
    ]
)
_NOTES = frozenset({"title", "desc", "metadata", "namedview"})  # about the drawing, not of it; they go without a word
_LOCAL = re.compile(r"#[\w.-]+\Z")
_URL = re.compile(r"url\(\s*['\"]?([^)'\"]*)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px)?\s*\Z")


class Refused(Exception):
    """The drawing cannot be used; the text says why."""


def redraw(data: bytes) -> tuple[bytes, int, int, tuple[str, ...]]:
    """The drawing written anew, its width and height in pixels, and the names of what was left out.

    Raises Refused for what is no drawing, or one that only an attacker would make.
    """
    try:
        root = fromstring(data.decode("utf-8-sig"), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise Refused(type(fault).__name__ if not str(fault) else str(fault).split("(")[0].strip()) from None
    if root.tag not in {f"{SVG}svg", "svg"}:
        raise Refused(f"<{_local(root.tag)}>")
    left_out: dict[str, None] = {}
    counter = [0]
    width, height = _size(root)
    text = _element(
        root, left_out, counter, 0, {"xmlns": "http://www.w3.org/2000/svg", "width": str(width), "height": str(height)}
    )
    return text.encode(), width, height, tuple(left_out)


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
            raise Refused("viewBox") from None
    if not (1 <= size[0] <= 20_000 and 1 <= size[1] <= 20_000):
        raise Refused("viewBox")
    return round(size[0]), round(size[1])


def _element(element: Element, left_out: dict[str, None], counter: list[int], depth: int, fixed: dict[str, str]) -> str:
    counter[0] += 1
    if depth > DEEPEST or counter[0] > MOST_ELEMENTS:
        raise Refused("depth" if depth > DEEPEST else "size")
    attributes = {**_attributes(element, left_out), **fixed}
    name = _local(element.tag)
    opening = "<" + name + "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    inner = [_escaped(element.text)] if element.text and element.text.strip() else []
    for child in element:
        if _local(child.tag) in _ELEMENTS and (child.tag.startswith(SVG) or "}" not in child.tag):
            inner.append(_element(child, left_out, counter, depth + 1, {}))
        elif _local(child.tag) not in _NOTES:
            left_out[f"<{_local(child.tag)}>"] = None
        if child.tail and child.tail.strip():
            inner.append(_escaped(child.tail))
    return f"{opening}>{''.join(inner)}</{name}>" if inner else f"{opening}/>"


def _attributes(element: Element, left_out: dict[str, None]) -> dict[str, str]:
    kept: dict[str, str] = {}
    given = dict(element.attrib)
    for declaration in given.pop("style", "").split(";"):  # drawing programs write attributes as styles
        name, colon, value = declaration.partition(":")
        if colon:
            given.setdefault(name.strip(), value.strip())
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
