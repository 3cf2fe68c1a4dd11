"""Drawings: what strangers drew is read with care, and only shapes, text and gradients are written anew."""

from __future__ import annotations

import re

import pytest
from lxml import etree  # type: ignore[import-untyped]
from portal import edition, page, repository, story

from byline.drawing import DEEPEST, MOST_ELEMENTS, Refused, redraw
from byline.photo import develop
from byline.problem import Place
from byline.tree import File

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inner: str, attributes: str = 'viewBox="0 0 40 24"', before: str = "") -> bytes:
    return f"{before}<svg {HEAD} {attributes}>{inner}</svg>".encode()


def redrawn(inner: str, **more: str) -> tuple[str, tuple[str, ...]]:
    data, _, _, left_out = redraw(svg(inner, **more))
    etree.fromstring(data)
    return data.decode().partition(">")[2].removesuffix("</svg>"), left_out


KEPT = [
    '<rect x="1" y="2" width="3" height="4" rx="1" fill="#a33b20" stroke="none" stroke-width="0.5" opacity=".5"/>',
    '<circle cx="1" cy="2" r="3"/>',
    '<ellipse cx="1" cy="2" rx="3" ry="4"/>',
    '<line x1="1" y1="2" x2="3" y2="4" stroke-linecap="round" stroke-dasharray="1 2"/>',
    '<polyline points="0,0 1,1 2,0"/>',
    '<polygon points="0,0 1,1 2,0" fill-rule="evenodd"/>',
    '<path d="M0 0C1 1 2 2 3 3Z" transform="translate(1 2) rotate(45)"/>',
    '<text x="1" y="2" font-size="12" text-anchor="middle">Öl &amp; <tspan dy="1">Wasser &lt; 5</tspan> bar</text>',
    '<defs><linearGradient id="g" x1="0" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="red"/></linearGradient></defs><rect fill="url(#g)"/>',
    '<radialGradient id="g" cx="1" fx="2"><stop offset="50%" stop-opacity="0.5"/></radialGradient>',
    '<clipPath id="c"><rect width="1"/></clipPath><g clip-path="url(#c)"><path d="M0 0"/></g>',
    '<mask id="m"><rect fill="white"/></mask><rect mask="url(#m)"/>',
    '<symbol id="s" viewBox="0 0 1 1"><path d="M0 0"/></symbol><use href="#s" x="1"/>',
    '<pattern id="p" width="1" height="1" patternUnits="userSpaceOnUse"><path d="M0 0"/></pattern>',
    '<marker id="k" refX="1" orient="auto"><path d="M0 0"/></marker><path d="M0 0" marker-end="url(#k)"/>',
    '<g role="img" aria-label="A &quot;pump&quot;"/>',
    "<text><tspan>Hello</tspan> <tspan>World</tspan></text>",
]


def test_notes_about_the_drawing_go_without_a_word() -> None:
    assert redrawn("<title>Kurve von Anna</title><desc>C:/Anna</desc><metadata>x</metadata><path/>") == ("<path/>", ())


def test_a_style_goes_before_an_attribute() -> None:
    inner = '<path d="M0 0" fill="#000" style="fill: none; stroke: red !important"/>'
    assert redrawn(inner) == ('<path d="M0 0" fill="none" stroke="red"/>', ())


@pytest.mark.parametrize("inner", KEPT)
def test_shapes_text_and_gradients_stay_as_they_are(inner: str) -> None:
    assert redrawn(inner) == (inner, ())


@pytest.mark.parametrize(
    ("inner", "stays", "left_out"),
    [
        ("<script>alert(1)</script><rect/>", "<rect/>", ("<script>",)),
        ('<script xlink:href="http://x"/>', "", ("<script>",)),
        ("<g><SCRIPT>alert(1)</SCRIPT></g>", "<g/>", ("<SCRIPT>",)),
        ('<rect onclick="alert(1)" onload="x" width="1"/>', '<rect width="1"/>', ("onclick", "onload")),
        ('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>x</script></body></foreignObject>', "", ("<foreignObject>",)),
        ('<image href="http://x/y.png"/><image href="data:image/png;base64,x"/>', "", ("<image>",)),
        ('<a href="javascript:alert(1)"><rect/></a>', "", ("<a>",)),
        ("<style>@import url(http://x); * { fill: red }</style>", "", ("<style>",)),
        ('<set attributeName="href" to="javascript:x"/><animate attributeName="href"/><animateTransform/>', "", ("<set>", "<animate>", "<animateTransform>")),
        ('<filter id="f"><feImage href="http://x"/></filter>', "", ("<filter>",)),
        ('<use href="http://x/y.svg#z"/>', "<use/>", ("href",)),
        ('<use xlink:href="http://x/y.svg#z"/>', "<use/>", ("href",)),
        ('<use href="data:image/svg+xml,&lt;svg/>"/>', "<use/>", ("href",)),
        ('<use href="javascript:alert(1)"/>', "<use/>", ("href",)),
        ('<use href=" #a"/>', "<use/>", ("href",)),
        ('<rect fill="url(http://x/#a)"/>', "<rect/>", ("fill",)),
        ("<rect fill=\"URL( 'http://x' )\"/>", "<rect/>", ("fill",)),
        ('<rect fill="url(#a) url(//x)"/>', "<rect/>", ("fill",)),
        ('<rect fill="\\75 rl(http://x)"/>', "<rect/>", ("fill",)),
        ('<rect mask="url(data:image/svg+xml,x)"/>', "<rect/>", ("mask",)),
        ('<rect style="fill: red; stroke:#000"/>', '<rect fill="red" stroke="#000"/>', ()),
        ('<rect style="fill: url(http://x); stroke: blue"/>', '<rect stroke="blue"/>', ("fill",)),
        ('<rect style="background: url(http://x); behavior: url(x)"/>', "<rect/>", ("background", "behavior")),
        ('<rect class="a" tabindex="0" nonce="x" data-x="y"/>', "<rect/>", ("class", "tabindex", "nonce", "data-x")),
        ('<x:rect xmlns:x="http://elsewhere"/>', "", ("<rect>",)),
        ('<script xmlns="http://elsewhere">x</script>', "", ("<script>",)),
        ("<!-- a note --><?php x ?><rect/>", "<rect/>", ()),
        ("<text><![CDATA[<script>alert(1)</script>]]></text>", "<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>", ()),
        ('<text fill="&#34;/>&#60;script>">x</text>', '<text fill="&quot;/&gt;&lt;script&gt;">x</text>', ()),
        ("<rect/>tail &lt;script>", "<rect/>tail &lt;script&gt;", ()),
    ],
)  # fmt: skip
def test_the_rest_goes_and_is_told(inner: str, stays: str, left_out: tuple[str, ...]) -> None:
    assert redrawn(inner) == (stays, left_out)


def doubling(inner: str, using: str, times: int = 10, levels: int = 10) -> str:
    """Level after level, each of which has the one before drawn several times; `{}` is its number, `[]` that of the
    one before.
    """
    first, rest = inner.format("0", ""), range(1, levels)
    return first + "".join(inner.format(level, using.replace("[]", str(level - 1)) * times) for level in rest)


BOMBS = [
    doubling('<g id="l{}"><path/>{}</g>', '<use href="#l[]"/>'),
    doubling('<g id="l{}"><path/>{}</g>', '<use xlink:href="#l[]"/>', times=2, levels=30),
    doubling('<symbol id="l{}"><path/>{}</symbol>', '<g><use href="#l[]"/></g>'),
    doubling('<pattern id="l{}"><path/>{}</pattern>', '<path fill="url(#l[])"/>'),
    doubling('<pattern id="l{}"><path/>{}</pattern>', "<path style=\"stroke: url( '#l[]' )\"/>"),
    doubling('<pattern id="l{}"><path/>{}</pattern>', '<g fill="url(#l[])">' + "<path/>" * 10 + "</g>", times=1),
    doubling('<marker id="l{}"><path/>{}</marker>', '<path marker-end="url(#l[])"/>'),
    doubling('<marker id="l{}"><path/>{}</marker>', '<path d="M0 0 1 1 2 2 3 3z" marker-mid="url(#l[])"/>', times=1),
    doubling('<marker id="l{}"><path/>{}</marker>', '<path d="m0 0h.5.5.5.5.5.5" marker-mid="url(#l[])"/>', 1, 7),
    doubling(
        '<marker id="l{}"><path/>{}</marker>', '<g marker-mid="url(#l[])"><polyline points="0,0 1,1 2,2 3,3"/></g>', 1
    ),
    doubling('<mask id="l{}"><path/>{}</mask>', '<path mask="url(#l[])"/>'),
    doubling('<mask id="l{}"><path/>{}</mask>', f'<path mask="{", ".join(["url(#l[])"] * 10)}"/>', times=1),
    doubling('<clipPath id="l{}"><path/>{}</clipPath>', '<path clip-path="url(#l[])"/>'),
    doubling('<g id="l{}"><path/>{}</g>', '<use href="#l[]"/>')
    + '<g id="l9"/>',  # of two with one id, the first counts
]


@pytest.mark.parametrize("inner", BOMBS)
def test_few_lines_that_would_keep_a_browser_busy_are_refused(inner: str) -> None:
    assert len(inner) < 6_000
    assert refused(svg(inner)).reason == "too-many-parts"


@pytest.mark.parametrize(
    "inner",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<pattern id="a"><path fill="url(#a)"/></pattern>',
        '<mask id="a"><g mask="url(#b)"/></mask><mask id="b"><g mask="url(#a)"/></mask>',
        '<marker id="a"><path marker-mid="url(#a)"/></marker>',
    ],
)
def test_what_holds_itself_is_refused(inner: str) -> None:
    assert refused(svg(inner)).reason == "holds-itself"


@pytest.mark.parametrize("step", [1, -1])
def test_a_long_chain_is_too_deep_in_either_order(step: int) -> None:
    chain = [f'<use id="l{number}" href="#l{number - 1}"/>' for number in range(1, 5_000)]
    assert refused(svg('<g id="l0"/>' + "".join(chain[::step]))).reason == "too-deep"


@pytest.mark.parametrize(
    "inner",
    [
        '<symbol id="s"><path/><path/></symbol>' + '<use href="#s"/>' * 8_000,
        '<linearGradient id="g"><stop/><stop/><stop/><stop/><stop/></linearGradient>' + '<path fill="url(#g)"/>' * 15_000,
        '<linearGradient id="g"><stop/><stop/><stop/></linearGradient><g fill="url(#g)" stroke="url(#g)">' + "<path/>" * 15_000 + "</g>",
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><path fill="url(#a)"/>',  # browsers notice
        '<clipPath id="c"><path/></clipPath>' + '<g clip-path="url(#c)">' * 30 + "<path/>" * 9_000 + "</g>" * 30,
        '<marker id="m"><path/></marker><polyline marker-mid="url(#m)" points="' + "1.5,2.5 " * 5_000 + '"/>',
        '<marker id="m"><path/></marker>' + '<path marker-end="url(#m)" d="M0 0 9 9"/>' * 9_000,
        '<use href="#nowhere"/><path fill="url(#nowhere)"/>',
    ],
)  # fmt: skip
def test_what_people_draw_is_not(inner: str) -> None:
    assert redrawn(inner) == (inner, ())


ENTITY = '<!DOCTYPE svg [<!ENTITY x "y">]>'
LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as found:
        redraw(data)
    return found.value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (svg("<text>&x;</text>", before=ENTITY), "entities"),
        (svg("<text>&c;</text>", before=LAUGHS), "entities"),
        (svg("<text>&x;</text>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
        (svg("<text>%x;</text>", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://x">%x;]>'), "entities"),
        (svg("<text>&undefined;</text>"), "no-xml"),
        (svg("<g>" * (DEEPEST + 1) + "</g>" * (DEEPEST + 1)), "too-deep"),
        (svg("<g/>" * (MOST_ELEMENTS + 1)), "too-many-parts"),
        (svg("<rect"), "no-xml"),
        (svg("</g>"), "no-xml"),
        (svg("", attributes=""), "no-size"),
        (svg("", attributes='viewBox="0 0 nan inf"'), "no-size"),
        (svg("", attributes='viewBox="0 0 0 10"'), "no-size"),
        (svg("", attributes='viewBox="0 0 10"'), "no-size"),
        (svg("", attributes='width="100%" height="100%"'), "no-size"),
        (svg("", attributes='width="1e9" height="5"'), "no-size"),
        (svg("", attributes='width="99999" height="5"'), "no-size"),
        (b"<html><svg/></html>", "no-svg"),
        (b"\xff\xfe<svg/>", "no-xml"),
        (b"\x1f\x8b\x08\x00", "no-xml"),
        (b"", "no-xml"),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>".encode("utf-16"), "no-xml"),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    assert refused(data).reason == reason


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"<svg>\n<a></b></svg>", (2, 6)),
        (svg("\n\n  <rect"), (3, 8)),
        (svg("<text>&x;</text>", before=ENTITY), (0, 0)),
        (svg("", attributes=""), (0, 0)),
    ],
)
def test_where_the_fault_is(data: bytes, place: tuple[int, int]) -> None:
    found = refused(data)
    assert (found.line, found.column) == place
    _, problems = develop(File("content/a.svg", data))
    assert [one.place for one in problems] == [Place("content/a.svg", *place)]


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="24"', (40, 24)),
        ('width="40px" height="24.6px"', (40, 25)),
        ('viewBox="0 0 40 24"', (40, 24)),
        ('viewBox="0,0,40,24" width="100%"', (40, 24)),
        ('width="80" height="48" viewBox="0 0 40 24"', (80, 48)),
        ('viewBox="-5 -5 40.4 24"', (40, 24)),
    ],
)
def test_its_size(attributes: str, size: tuple[int, int]) -> None:
    data, width, height, _ = redraw(svg("", attributes=attributes))
    assert (width, height) == size
    root = etree.fromstring(data)
    assert (root.get("width"), root.get("height")) == (str(size[0]), str(size[1]))
    assert bool(root.get("viewBox")) == ("viewBox" in attributes)


def test_what_drawing_programs_add_goes_without_a_word() -> None:
    made, left_out = redrawn(
        '<g inkscape:label="Layer" xmlns:inkscape="http://inkscape" sodipodi:x="1" xmlns:sodipodi="http://sodi" id="a"><rect/></g><title>Note</title><desc>Note</desc><metadata>Note</metadata>',
        attributes='viewBox="0 0 1 1" version="1.1" xml:space="preserve"',
        before='\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x">',
    )
    assert made == '<g id="a"><rect/></g>'
    assert left_out == ()


def test_within_the_bounds_everything_is_drawn() -> None:
    assert redrawn("<g>" * DEEPEST + "</g>" * DEEPEST)[1] == ()
    assert redrawn("<g/>" * (MOST_ELEMENTS - 1))[0].count("<g/>") == MOST_ELEMENTS - 1


def test_drawing_anew_twice_changes_nothing() -> None:
    for path, data in repository("content").items():
        if path.endswith(".svg"):
            once, width, height, left_out = redraw(data)
            assert left_out == (), path
            assert redraw(once) == (once, width, height, ()), path
            assert len(re.findall(rb"<(?:path|rect|circle|text|line|ellipse|polygon)\b", once)) == len(
                re.findall(rb"<(?:path|rect|circle|text|line|ellipse|polygon)\b", data)
            ), path


def test_in_a_portal() -> None:
    files: dict[str, str | bytes] = {
        "content/stories/2026/a.md": story(
            "![A](/pictures/a.svg){credit=none}\n\n![B](/pictures/b.svg){credit=none}\n"
        ),
        "content/pictures/a.svg": svg("<rect/><script>alert(1)</script>"),
        "content/pictures/b.svg": svg("<text>&x;</text>", before=ENTITY),
    }
    made = edition(files)
    assert [
        (one.place.path, one.rule, dict(one.facts).get("parts"))
        for one in made.problems
        if one.severity.value == "warning"
    ] == [
        ("content/pictures/a.svg", "drawing-cleaned", "<script>"),
        ("content/pictures/b.svg", "drawing-refused", None),
        ("content/stories/2026/a.md", "picture-not-shown", None),
    ]
    html = page(made, "stories/2026/a/")
    assert html.count("<img") == 1
    assert ">B</span>" in html  # its description stands in its place
    drawn = next(file for file in made.files if file.path.startswith("pictures/"))
    assert b"script" not in drawn.data
