"""The repository's own portal in a real browser, under a base path, as colleagues use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from chromium import launched, marks
from printed import own_pages, print_own
from served import KINDS, kinds, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = marks("browser")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the portal, while it is served."""
    out = tmp_path_factory.mktemp("served") / "public"
    print_own(out)
    with serving(out) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@dataclass
class Visit:
    """A page in the browser, and what went wrong while it was looked at."""

    page: Page
    base: str
    elsewhere: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.route("**/*", self.request)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )
        self.page.on(
            "response", lambda got: self.failed.append(f"{got.status} {got.url}") if got.status >= 400 else None
        )

    def request(self, route: Route) -> None:
        """Nothing but the portal's own server is asked; anything else is noted and refused."""
        if route.request.url.startswith(self.base):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()

    def go(self, address: str) -> None:
        self.page.goto(self.base + address)

    @property
    def where(self) -> str:
        """The address in the portal."""
        return self.page.url.removeprefix(self.base)

    def well(self) -> None:
        assert (self.elsewhere, self.failed, self.complaints) == ([], [], [])


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(locale="de-DE", java_script_enabled=request.param)
    made = Visit(context.new_page(), base)
    made.watch()
    yield made
    context.close()


@pytest.fixture
def scripted(browser: Browser, base: str) -> Iterator[Visit]:
    context = browser.new_context(locale="de-DE")
    made = Visit(context.new_page(), base)
    made.watch()
    yield made
    context.close()


def one_of(kind: str) -> str:
    """The address of the first page of a kind."""
    return kinds(own_pages())[kind]


def test_every_kind_of_page_loads_only_from_here(visit: Visit) -> None:
    for kind in KINDS:
        visit.go(one_of(kind))
        assert visit.page.locator("main h1, h1").first.is_visible(), kind
        if visit.page.locator("img[loading=lazy]").count():
            visit.page.locator("img[loading=lazy]").last.scroll_into_view_if_needed()
    visit.page.wait_for_load_state("networkidle")
    visit.well()


def test_every_picture_is_drawn(scripted: Visit) -> None:
    for kind in ("home", "stories", "story", "person", "people"):
        scripted.go(one_of(kind))
        scripted.page.evaluate("document.querySelectorAll('img').forEach(img => img.loading = 'eager')")
        scripted.page.wait_for_load_state("networkidle")
        broken = scripted.page.evaluate(
            "Promise.all([...document.images].map(img => img.decode().then(() => null, () => img.src))).then(all => all.filter(Boolean))"
        )
        assert broken == [], kind
    scripted.well()


def test_every_kind_of_page_is_reached_by_clicking(visit: Visit) -> None:
    """From the home page, with clicks on links that can be seen, and nothing typed."""
    ways = [
        ("stories/", ["header nav a[href$='stories/']"]),
        (r"stories/\d{4}/[^/]+/", [".lead a[href*='stories/2']"]),
        ("people/", ["header nav a[href$='people/']"]),
        ("people/[^/]+/", ["header nav a[href$='people/']", "main a[href*='people/']"]),
        ("departments/", ["header nav a[href$='departments/']"]),
        ("departments/[^/]+/", ["header nav a[href$='departments/']", "main a[href*='departments/']"]),
        ("topics/[^/]+/", ["header nav a[href$='topics/']", "main a[href*='topics/']"]),
        ("roles/[^/]+/", ["footer a[href$='roles/']", "main a[href*='roles/']"]),
        ("series/[^/]+/", ["footer a[href$='series/']", "main a[href*='series/']"]),
        (r"archive/\d{4}/", ["footer a[href$='archive/']", "main a[href*='archive/2']"]),
        ("subscribe/", ["header nav a[href$='subscribe/']"]),
        ("ueber/", ["footer a[href$='ueber/']"]),
        ("", ["header nav a[href$='people/']", "header .brand a"]),
    ]
    for address, clicks in ways:
        visit.go("")
        for click in clicks:
            visit.page.locator(click).locator("visible=true").first.click()
        assert re.fullmatch(address, visit.where), (address, visit.where)
    visit.well()


def test_where_nothing_is_one_finds_the_way_back(visit: Visit) -> None:
    for address in ("nothing/", "stories/2026/nothing/at/all/", "people/nobody"):
        visit.go(address)
        assert visit.page.locator("h1").count() == 1
        visit.page.locator("main a").first.click()
        assert visit.where == ""
    assert visit.elsewhere == []
    assert {one.partition(" ")[0] for one in visit.failed} == {"404"}


@pytest.mark.parametrize("width", [320, 360, 768, 1600])
def test_nothing_must_be_scrolled_sideways(scripted: Visit, width: int) -> None:
    scripted.page.set_viewport_size({"width": width, "height": 800})
    stories = [one.removesuffix("index.html") for one in sorted(own_pages()) if re.match(r"stories/\d{4}/", one)]
    for address in {*map(one_of, KINDS), *(stories if width == 360 else stories[:4])}:
        scripted.go(address)
        wide = scripted.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (address, width, wide)


def test_the_language_switch_leads_to_the_same_page(visit: Visit) -> None:
    for kind in ("home", "people", "person", "department", "topic", "subscribe", "archive"):
        visit.go(one_of(kind))
        there = visit.where
        assert visit.page.locator("html").get_attribute("lang") == "de"
        visit.page.locator("nav a[hreflang=en]").first.click()
        assert visit.where == f"en/{there}"
        assert visit.page.locator("html").get_attribute("lang") == "en"
        visit.page.locator("nav a[hreflang=de]").first.click()
        assert visit.where == there
    visit.well()


def comes_into_view(element: Locator) -> bool:
    """Whether the whole element stands on the screen, once it has moved there."""
    for _ in range(100):
        box = element.bounding_box()
        if box and box["width"] > 1 and box["x"] >= 0 and box["y"] >= 0:
            return True
        element.page.wait_for_timeout(30)
    return False


def test_by_keyboard_the_first_step_skips_to_the_text(visit: Visit) -> None:
    for kind in ("home", "story", "subscribe"):
        visit.go(one_of(kind))
        visit.page.keyboard.press("Tab")
        focused = visit.page.locator(":focus")
        assert focused.get_attribute("href") == "#main"
        assert comes_into_view(focused), kind
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/*#main")
        visit.page.keyboard.press("Tab")
        assert visit.page.locator("main :focus").count() == 1


def test_the_filter_of_the_feeds_needs_scripts_and_the_list_does_not(visit: Visit) -> None:
    visit.go("subscribe/")
    feeds = visit.page.locator(".feed-list > li").locator("visible=true")
    every = feeds.count()
    assert every > 50
    field = visit.page.locator("input[type=search]")
    if field.count():
        field.fill("logistik")
        assert 0 < feeds.count() < every
        assert all("logistik" in text.lower() for text in feeds.all_inner_texts())
        field.fill("")
        assert feeds.count() == every
    visit.well()


def test_scripts_are_what_makes_the_filter(scripted: Visit) -> None:
    scripted.go("subscribe/")
    assert scripted.page.locator("input[type=search]").count() == 1
    scripted.page.locator(".feed-list button").first.click()
    scripted.well()


VIOLATIONS = """async () => {
    const found = new Set();
    document.addEventListener("securitypolicyviolation", (event) => found.add(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.broken = true";
    document.head.append(script);
    document.body.insertAdjacentHTML("beforeend", "<p class='within' style='color: red' onclick='window.broken = true'>in</p>");
    document.querySelector(".within").click();
    document.body.insertAdjacentHTML("beforeend", "<img src='//elsewhere.invalid/a.png' alt=''>");
    document.body.insertAdjacentHTML("beforeend", "<iframe src='//elsewhere.invalid/' title=''></iframe>");
    fetch("//elsewhere.invalid/").catch(() => {});
    for (let turn = 0; turn < 100 && found.size < 6; turn++) await new Promise((done) => setTimeout(done, 20));
    return [...found, window.broken ?? "safe"].sort();
}"""


def test_no_page_lets_in_what_stands_in_it_or_comes_from_elsewhere(scripted: Visit) -> None:
    for kind in KINDS:
        scripted.go(one_of(kind))
        assert scripted.page.evaluate(VIOLATIONS) == [
            "connect-src",
            "frame-src",
            "img-src",
            "safe",
            "script-src-attr",
            "script-src-elem",
            "style-src-attr",
        ], kind
    assert scripted.elsewhere == []


def test_a_script_that_is_not_the_one_that_was_published_does_not_run(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route(
        "**/assets/theme.*.js", lambda route: route.fulfill(body="document.documentElement.dataset.scripts = ''")
    )
    page.goto(base)
    assert page.locator("html").get_attribute("data-scripts") is None
    assert not page.locator(".theme").is_visible()
    page.close()


IS_DARK = """() => {
    const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    const style = getComputedStyle(document.body);
    return light(style.backgroundColor) < light(style.color);
}"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_readers_switch_between_light_and_dark(browser: Browser, base: str, system: str) -> None:
    """What differs from the system is remembered, without cookies; what the system says anyway is not."""
    context = browser.new_context(color_scheme=system, locale="de-DE")  # type: ignore[arg-type]  # one of its words
    visit = Visit(context.new_page(), base)
    visit.watch()
    page, dark = visit.page, system == "dark"
    kept = "JSON.stringify({...localStorage})"
    visit.go("")
    button = page.locator(".theme")
    assert (page.evaluate(IS_DARK), button.inner_text()) == (dark, "Hell" if dark else "Dunkel")
    button.focus()
    page.keyboard.press("Enter")
    assert (page.evaluate(IS_DARK), button.inner_text()) == (not dark, "Dunkel" if dark else "Hell")
    visit.go(one_of("story"))
    assert page.evaluate(IS_DARK) is not dark
    assert page.evaluate(kept) == f'{{"byline-theme":"{"light" if dark else "dark"}"}}'
    page.emulate_media(media="print")
    assert page.evaluate(IS_DARK) is False
    page.emulate_media(media="screen")
    button.click()
    assert (page.evaluate(IS_DARK), page.evaluate(kept)) == (dark, "{}")
    assert context.cookies() == []
    visit.well()
    context.close()


def test_what_stands_in_one_language_alone_says_so(visit: Visit) -> None:
    visit.go("stories/2026/eight-drawings/")
    ways = visit.page.locator(".site-languages a")
    assert ways.all_inner_texts() == ["Deutsch: Startseite", "English"]
    assert ways.last.get_attribute("aria-current") == "page"
    ways.first.click()
    assert visit.where == ""
    visit.well()


def test_dark_and_print_lose_no_text(browser: Browser, base: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(base + one_of("story"))
    light_on_dark = page.evaluate(
        "(() => { const lum = c => c.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0);"
        " const style = getComputedStyle(document.body); return [lum(style.color), lum(style.backgroundColor)]; })()"
    )
    assert light_on_dark[0] > light_on_dark[1]
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".story-body").is_visible()
    context.close()
