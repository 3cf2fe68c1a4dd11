"""Every kind of page, of this portal and of the portal of extremes, for people who see, read or steer in other ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from chromium import CHROMIUM, QUIET, launched, marks
from extremes import STORIES_TO_SEE, edition_of
from printed import own_edition
from served import kinds, served

from byline.edition import Edition

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = marks("accessible")

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: Mapping[str, tuple[int, Any, list[str]]] = {
    "wide": (1280, "light", STANDARDS),
    "narrow": (320, "light", STANDARDS),
    "dark": (1280, "dark", ["cat.color"]),  # it changes nothing else
}
STEERED = "a[href], button, input, select, textarea, summary, [tabindex='0']"


class Shown:
    """A portal while it is served, and the addresses of its pages: one of each kind, and certain others."""

    def __init__(self, base: str, pages: list[str]) -> None:
        self.base = base
        self.pages = pages


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def _first_of_each_kind(made: Edition) -> list[str]:
    return list(kinds({file.path: file.data.decode() for file in made.files if file.path.endswith(".html")}).values())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    with served(own_edition().files, tmp_path_factory.mktemp("own")) as base:
        yield Shown(base, _first_of_each_kind(own_edition()))


@pytest.fixture(scope="module")
def extremes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    terms = ("departments/", "departments/eins/", "departments/stille/", "departments/koordination/")
    pages = [
        "",
        "people/",
        "people/maria/",
        "usage/",
        "ueber/",
        *terms,
        *(f"stories/2026/{key}/" for key in STORIES_TO_SEE),
    ]
    made = edition_of("extremes")
    with served(made.files, tmp_path_factory.mktemp("extremes")) as base:
        yield Shown(base, pages)


def axe(page: Page, where: str, look: str) -> list[tuple[object, ...]]:
    """What axe finds on the page that is open, which has its script."""
    width, scheme, rules = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    run = "runOnly => axe.run({runOnly, resultTypes: ['violations']}).then(told => told.violations)"
    return [
        (where, look, one["id"], node["target"], node["failureSummary"])
        for one in page.evaluate(run, rules)
        for node in one["nodes"]
    ]


def test_axe_finds_nothing(page: Page, own: Shown) -> None:
    found = []
    for address in own.pages:
        page.goto(own.base + address)
        page.evaluate(AXE_SCRIPT)
        found += [one for look in LOOKS for one in axe(page, address, look)]
    assert found == []


def test_axe_finds_nothing_in_extremes(page: Page, extremes: Shown) -> None:
    found = []
    for address in extremes.pages:
        page.goto(extremes.base + address)
        page.evaluate(AXE_SCRIPT)
        found += axe(page, address, "narrow")
    assert found == []


@pytest.mark.parametrize("name", ["single", "empty"])
def test_axe_finds_nothing_where_there_is_next_to_nothing(page: Page, tmp_path: Path, name: str) -> None:
    with served(edition_of(name).files, tmp_path) as base:
        for address in ("", "people/", "stories/"):
            page.goto(base + address)
            page.evaluate(AXE_SCRIPT)
            assert axe(page, address, "narrow") == []


# What can be measured without axe, of every page, looked at once


_TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth <= room ? [] : [...document.querySelectorAll("body *")]
        .filter(one => one.getBoundingClientRect().right > room + 1).map(one => one.outerHTML.slice(0, 80)).slice(0, 3);
}"""


_LOOKS_ALIKE = """wanted => {
    const looks = one => {
        const style = getComputedStyle(one);
        return [style.outlineStyle === "none" ? "" : style.outline, style.boxShadow, style.backgroundColor, style.border].join();
    };
    document.activeElement.blur();
    return [...document.querySelectorAll(wanted)].filter(one => one.checkVisibility()).filter(one => {
        const before = looks(one);
        one.focus();
        const after = looks(one);
        one.blur();
        return before === after;
    }).map(one => one.outerHTML.slice(0, 120));
}"""


_SMALL = """() => [...document.querySelectorAll("button, input, summary, nav a, .button, .kicker a, .tags a, .feed")].filter(one => {
    return one.checkVisibility() && one.getBoundingClientRect().height < 23.9;
}).map(one => one.outerHTML.slice(0, 120))"""


_MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto";
}).map(one => one.outerHTML.slice(0, 120))"""

Measured = dict[str, list[tuple[str, str]]]


def _measure(page: Page) -> Iterator[tuple[str, str]]:
    """What is told of the page that is open: names of measurements, each with one element."""
    yield from (("moving", one) for one in page.evaluate(_MOVING))
    page.emulate_media(reduced_motion="reduce")
    yield from (("still moving", one) for one in page.evaluate(_MOVING))
    page.emulate_media(reduced_motion="no-preference")
    page.keyboard.press("Tab")  # from here on, the browser knows that there is a keyboard
    yield from (("unseen", one) for one in page.evaluate(_LOOKS_ALIKE, STEERED))
    for width in (1440, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        yield from ((f"wide at {width}", one) for one in page.evaluate(_TOO_WIDE))
    yield from (("small", one) for one in page.evaluate(_SMALL))


@pytest.fixture(scope="module")
def measured(browser: Browser, own: Shown, extremes: Shown) -> Measured:
    """What was measured on all pages, by the name of the measurement: addresses and elements."""
    told: Measured = {}
    page = browser.new_page()
    for shown in (own, extremes):
        for address in shown.pages:
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(shown.base + address)
            for name, one in _measure(page):
                told.setdefault(name, []).append((address, one))
    page.close()
    return told


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_its_window(measured: Measured, width: int) -> None:
    assert measured.get(f"wide at {width}", []) == []


def test_whoever_steers_by_keyboard_sees_where_they_are(measured: Measured) -> None:
    assert measured.get("unseen", []) == []


def test_what_is_pressed_is_tall_enough_for_a_finger(measured: Measured) -> None:
    """Links within a sentence are as tall as it is; whatever else can be pressed has 24 pixels."""
    assert measured.get("small", []) == []


def test_nothing_moves_for_those_who_do_not_want_it(measured: Measured) -> None:
    assert measured["moving"]
    assert measured.get("still moving", []) == []


def test_text_twice_as_large_has_room(browser: Browser, own: Shown, extremes: Shown) -> None:
    """By the browser's own setting. Nothing is cut off, and nothing has to be scrolled sideways."""
    faults = []
    large = browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, "--blink-settings=defaultFontSize=32"])
    page = large.new_page(viewport={"width": 1280, "height": 800})
    for shown in (own, extremes):
        for address in shown.pages:
            page.goto(shown.base + address)
            faults += [(address, found) for found in [*page.evaluate(_TOO_WIDE), *page.evaluate(_CLIPPED)]]
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    large.close()
    assert faults == []


_CLIPPED = """() => [...document.querySelectorAll("body *")].filter(one => {
    const style = getComputedStyle(one);
    const hides = axis => ["hidden", "clip"].includes(style[`overflow${axis}`]);
    return one.textContent.trim() && one instanceof HTMLElement && one.clientWidth > 1
        && ((hides("X") && one.scrollWidth > one.clientWidth + 1) || (hides("Y") && one.scrollHeight > one.clientHeight + 1));
}).map(one => one.outerHTML.slice(0, 120))"""


def test_a_wide_table_scrolls_in_its_own_box(page: Page, extremes: Shown) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{extremes.base}stories/2026/jede-form/")
    for box in (page.locator(".table"), page.locator("pre")):
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())


def test_the_keyboard_reaches_everything_and_gets_stuck_nowhere(page: Page, own: Shown, extremes: Shown) -> None:
    every = [
        (own, address)
        for address in own.pages
        if address in {"", "people/", "usage/", "subscribe/"} or "stories/2" in address
    ]
    for shown, address in [*every, (extremes, "stories/2026/jede-form/")]:
        page.goto(shown.base + address)
        wanted = page.evaluate(_STEPS, STEERED)
        assert wanted > 10
        for _ in range(wanted):
            page.keyboard.press("Tab")
        assert page.evaluate("window.steps") == list(range(wanted)), address
        page.keyboard.press("Tab")  # back to the beginning, or on to the browser
        assert page.evaluate("document.activeElement !== window.last"), address


_STEPS = """wanted => {
    const every = [...document.querySelectorAll(wanted)].filter(one => one.checkVisibility() && one.tabIndex >= 0);
    window.steps = [];
    window.last = every.at(-1);
    document.addEventListener("focusin", at => window.steps.push(every.indexOf(at.target)));
    return every.length;
}"""
