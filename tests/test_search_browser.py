"""The search in a real browser: typed and found, in German and English, under a path that the portal does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from chromium import launched, marks
from portal import NOW, person, portal, repository, story
from served import serving
from test_browser import Visit

from byline import search
from byline.edition import compose, setting
from byline.makeready import Ready
from byline.memo import FORGETFUL
from byline.pressroom import print_edition
from byline.wishes import Wishes
from byline.workers import Workers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = marks("browser")

FILLING = {f"filling/{number}": story("Nothing to see here.\n", title=f"Filling {number}") for number in range(24)}
STORIES = {
    "de/pumpe": story(
        "Die alte Pumpe läuft wieder.\n", title="Nasser Keller", language="de", topics="[quality]", date="2025-02-03"
    ),
    "de/kurs": story("Wir haben viel über Größen gelernt.\n", title="Ein Kurs", language="de", topics="[learning]"),
    "en/pump": story(
        "We learned that pumps <b>run</b> if 1 < 2 &amp; more.\n",
        title="A wet cellar",
        topics="[quality]",
        roles="[technician]",
        departments="[field-service]",
        date="2024-05-06",
    ),
    "de/weit": story(
        f"Ein Elefant stand am Tor.\n\n{'Dazwischen geschieht sehr viel. ' * 80}\n\nGanz hinten war die Giraffe.\n",
        title="Weit auseinander",
        language="de",
    ),
    "en/sky": story("The sky was dark. Nobody was lying.\n", title="Above"),
    "en/secret": story("Told by somebody.\n", title="Hidden voice", authors="[x]"),
    "en/draft": story("A zeppelin.\n", title="Zeppelin", status="draft"),
    **FILLING,
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal of which the English stories are in several shards, while it is served."""
    out = tmp_path_factory.mktemp("served") / "public"
    files = {
        **repository("layouts", "assets"),
        "content/people/x.md": person("Xaver Yps", show_as="anonymous", department="production"),
        "content/people/jm.md": person("Jürgen Weiß-Müller", department="production"),
        **{f"content/stories/2026/{name}.md": text for name, text in STORIES.items()},
        "content/stories/2026/de/mensch.md": story("Hier.\n", title="Jemand", language="de", authors="[jm]"),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "MOST", 8)
        made = portal(files)
        forme = compose(made, NOW, Wishes(), setting(Workers()))
        assert len([one for one in forme.shards if one.language == "en"]) == 4
        outcome = print_edition(Ready(made, Wishes(), forme), out, Workers(), FORGETFUL)
    assert outcome.sound, [one for one in outcome.problems if one.severity.value == "error"]
    with serving(out) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(params=[True], ids=["scripts"])
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(locale="de-DE", java_script_enabled=request.param)
    made = Visit(context.new_page(), base)
    made.watch()
    yield made
    context.close()


def type_in(visit: Visit, text: str) -> None:
    visit.page.get_by_role("searchbox").fill(text)


def shown(visit: Visit, status: str) -> list[str]:
    """The titles that are shown once the page says so much."""
    visit.page.locator(".search-status", has_text=status).wait_for(timeout=10_000)
    return visit.page.locator(".search-results .card-title").all_inner_texts()


@pytest.mark.parametrize(
    ("place", "typed", "status", "titles"),
    [
        ("de/search/", "Pumpen", "2 Geschichten gefunden", ["A wet cellar", "Nasser Keller"]),
        ("de/search/", "pump", "2 Geschichten gefunden", ["A wet cellar", "Nasser Keller"]),
        ("search/", "Pumpe", "2 stories found", ["A wet cellar", "Nasser Keller"]),
        ("search/", "Kellern", "1 story found", ["Nasser Keller"]),
        ("search/", "learn run", "1 story found", ["A wet cellar"]),
        ("search/", "running", "1 story found", ["A wet cellar"]),
        ("search/", "Größe", "1 story found", ["Ein Kurs"]),
        ("search/", "grosse", "1 story found", ["Ein Kurs"]),
        ("search/", "Weiß-Müller", "1 story found", ["Jemand"]),
        ("search/", "muller", "1 story found", ["Jemand"]),
        ("search/", "Außendienst", "1 story found", ["A wet cellar"]),
        ("de/search/", "Elefant Giraffe", "1 Geschichte gefunden", ["Weit auseinander"]),  # far apart
        ("de/search/", "Elfenbeinküste", "Nichts gefunden", []),  # of which only the first letters are there
        ("search/", "skies lie", "1 story found", ["Above"]),  # forms that begin otherwise
        ("search/", "Groesse", "1 story found", ["Ein Kurs"]),
        ("search/", "Yps", "Nothing found", []),
        ("search/", "zeppelin", "Nothing found", []),
        ("search/", "x", "Nothing found", []),
    ],
)
def test_typed_and_found(visit: Visit, place: str, typed: str, status: str, titles: list[str]) -> None:
    visit.go(place)
    type_in(visit, typed)
    assert sorted(shown(visit, status)) == titles
    visit.well()


def choose(visit: Visit, label: str, name: str) -> None:
    visit.page.get_by_role("combobox", name=label).select_option(label=name)


def test_filters_alone_and_with_words(visit: Visit) -> None:
    visit.go("search/")
    choose(visit, "Language", "German")
    assert sorted(shown(visit, "4 stories found")) == ["Ein Kurs", "Jemand", "Nasser Keller", "Weit auseinander"]
    choose(visit, "Topic", "Quality")
    assert shown(visit, "1 story found") == ["Nasser Keller"]
    choose(visit, "Language", "All")
    assert shown(visit, "2 stories found") == ["Nasser Keller", "A wet cellar"]  # the newest first
    choose(visit, "Year", "2024")
    assert shown(visit, "1 story found") == ["A wet cellar"]
    choose(visit, "Department", "Production")
    assert shown(visit, "Nothing found") == []
    choose(visit, "Department", "All")
    choose(visit, "Trade or role", "Technician")
    type_in(visit, "pump")
    visit.page.wait_for_url("**q=pump**")
    assert shown(visit, "1 story found") == ["A wet cellar"]
    assert visit.where == "search/?q=pump&roles=technician&topics=quality&year=2024"
    visit.well()


def test_an_address_is_a_search_and_back_leads_to_the_one_before(visit: Visit) -> None:
    visit.go("de/search/?q=Keller&language=de")
    assert shown(visit, "1 Geschichte gefunden") == ["Nasser Keller"]
    assert visit.page.get_by_role("combobox", name="Sprache").input_value() == "de"
    choose(visit, "Thema", "Lernen")
    shown(visit, "Nichts gefunden")
    visit.page.go_back()
    assert shown(visit, "1 Geschichte gefunden") == ["Nasser Keller"]
    assert visit.page.get_by_role("combobox", name="Thema").input_value() == ""
    visit.well()


def test_what_is_found_leads_to_the_story(visit: Visit) -> None:
    visit.go("search/?q=pump&language=en")
    assert shown(visit, "1 story found") == ["A wet cellar"]
    card = visit.page.locator(".search-results > li")
    assert card.locator(".card-summary").inner_text() == "We learned that pumps run if 1 < 2 & more."
    assert card.locator("mark").all_inner_texts() == ["pumps"]
    assert card.locator(".people").inner_text() == "Ada Berg"
    assert card.locator("time").get_attribute("datetime") == "2024-05-06"
    assert card.locator(".departments").inner_text().casefold() == "field service"
    card.get_by_role("link").click()
    visit.page.get_by_role("heading", name="A wet cellar").wait_for()
    assert visit.where == "stories/2026/en/pump/"
    visit.well()


def test_stories_in_other_languages_are_marked_and_nobody_is_named_who_does_not_want_to_be(visit: Visit) -> None:
    visit.go("de/search/?q=hidden")
    assert shown(visit, "1 Geschichte gefunden") == ["Hidden voice"]
    card = visit.page.locator(".search-results > li")
    assert card.locator(".card-title").get_attribute("lang") == "en"
    assert card.locator(".language").inner_text() == "Englisch"
    assert card.locator(".card-names").count() == 0
    assert card.locator(".draft").count() == 0
    visit.well()


def test_with_the_keyboard_alone(visit: Visit) -> None:
    visit.go("")
    link = visit.page.locator("header").get_by_role("link", name="Search")
    link.focus()
    visit.page.keyboard.press("Enter")
    field = visit.page.get_by_role("searchbox")
    field.focus()
    visit.page.keyboard.type("filling")
    assert len(shown(visit, "24 stories found")) == 10
    more = visit.page.get_by_role("button", name="Show more")
    more.focus()
    visit.page.keyboard.press("Enter")
    visit.page.locator(".search-results > li").nth(19).wait_for()
    assert visit.page.evaluate(
        "document.activeElement.closest('li') === document.querySelectorAll('.search-results > li')[10]"
    )
    field.focus()
    visit.page.keyboard.press("Escape")
    assert shown(visit, "Type a word") == []
    assert field.input_value() == ""
    visit.well()


def test_what_is_typed_before_the_script_is_there_is_looked_for(visit: Visit) -> None:
    held: list[Route] = []
    visit.page.route("**/assets/search*.js", lambda route: held.append(route))  # noqa: PLW0108  # playwright takes nothing else
    with visit.page.expect_request("**/assets/search*.js"):
        visit.page.goto(f"{visit.base}search/", wait_until="commit")
    type_in(visit, "filling")
    held[0].continue_()
    assert len(shown(visit, "24 stories found")) == 10
    visit.well()


def test_what_is_found_late_does_not_take_the_place_of_what_was_asked_last(visit: Visit) -> None:
    visit.go("search/")
    for text in ("p", "pu", "pump", "kurs"):
        type_in(visit, text)
    assert shown(visit, "1 story found") == ["Ein Kurs"]
    visit.well()


@pytest.mark.parametrize("visit", [False], indirect=True, ids=["no scripts"])
def test_without_scripts_it_says_so_and_shows_other_ways(visit: Visit) -> None:
    visit.go("search/")
    assert visit.page.get_by_text("needs JavaScript").is_visible()
    assert not visit.page.get_by_role("searchbox").is_visible()
    ways = visit.page.locator(".search-ways").get_by_role("link").all_inner_texts()
    assert ways == ["Stories", "People", "Departments", "Topics", "Archive"]
    visit.well()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(visit: Visit, scheme: str) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit.page.set_viewport_size({"width": 320, "height": 640})
    visit.go("search/?q=pump")
    shown(visit, "2 stories found")
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 320
    visit.well()


def test_only_the_search_loads_the_search(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.go("")
    visit.go("stories/2026/en/pump/")
    visit.page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url or "pagefind" in url] == []
    visit.go("search/")
    shown(visit, "Type a word")
    visit.page.wait_for_load_state("networkidle")
    assert any(url.endswith("/pagefind/en/pagefind.js") for url in asked)
    visit.well()
