"""The preview in a real browser, with a real process and real saves: what a writer and a designer see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import launched, marks
from laid import GENEROUS, Live, dressed, serving, until, write
from portal import repository, story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = marks("preview")


FIRST = "stories/2026/first/"
LONG = "\n\n".join(f"Paragraph number {number} goes on a little." for number in range(200))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@dataclass
class Desk:
    """Somebody who writes, with the portal's folder and the preview side by side."""

    root: Path
    live: Live
    page: Page
    complaints: list[str] = field(default_factory=list)

    def save(self, text: str, name: str = "first") -> None:
        write(self.root, {f"content/stories/2026/{name}.md": text})

    def go(self, address: str) -> None:
        self.page.goto(self.live.base + address)

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=1000 * GENEROUS)

    def mark(self) -> None:
        """Something on the page that a reload takes away."""
        self.page.evaluate("() => { window.marked = true }")

    @property
    def marked(self) -> bool:
        return bool(self.page.evaluate("() => window.marked === true"))

    @property
    def overlay(self) -> Locator:
        return self.page.locator("byline-preview dialog[open]")

    @property
    def badge(self) -> Locator:
        return self.page.locator("byline-preview .badge")

    def is_painted(self, colour: str) -> None:
        """Wait for a colour of the page's ground, from its one style sheet."""
        until(lambda: self.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == colour)
        until(lambda: self.page.locator("head link[rel=stylesheet]").count() == 1)

    def wait(self, what: Locator, state: Any = "visible") -> None:
        what.wait_for(state=state, timeout=1000 * GENEROUS)


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    root = dressed(tmp_path / "portal", first=story(f"The first words.\n\n{LONG}\n", title="First"))
    with serving(root) as live:
        context = browser.new_context(viewport={"width": 1280, "height": 700})
        made = Desk(root, live, context.new_page())
        made.page.on("pageerror", lambda fault: made.complaints.append(str(fault)))
        made.page.on("console", lambda one: made.complaints.append(one.text) if one.type == "error" else None)
        made.go(FIRST)
        yield made
        context.close()


def test_a_save_reloads_the_page_where_it_was(desk: Desk) -> None:
    desk.mark()
    desk.page.evaluate("() => scrollTo(0, 900)")
    desk.save(story(f"Other words.\n\n{LONG}\n", title="First"))
    desk.sees("Other words.")
    assert not desk.marked
    until(lambda: desk.page.evaluate("() => scrollY") == 900)
    assert desk.complaints == []


def test_a_draft_appears_and_is_marked(desk: Desk) -> None:
    desk.save(story("Not yet.\n", title="First", status="draft"))
    desk.sees("Not yet.")
    assert desk.page.locator("strong.mark").first.inner_text() == "Draft"


def test_a_style_applies_without_reloading(desk: Desk) -> None:
    desk.mark()
    css = repository("assets")["assets/style.css"].decode()
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        write(desk.root, {"assets/style.css": f"{css}\nbody {{ background: {colour} }}\n"})
        desk.is_painted(colour)
    assert desk.marked
    desk.go("")
    desk.is_painted("rgb(4, 5, 6)")
    assert desk.complaints == []


def test_a_broken_save_is_laid_over_the_page_until_it_is_mended(desk: Desk) -> None:
    desk.save(story(title="First", authors="[adda, <b>]"))
    desk.wait(desk.overlay)
    text = desk.overlay.inner_text()
    assert "content/stories/2026/first.md:4:11" in text
    assert "nobody has the id adda" in text
    assert "did you mean ada?" in text
    assert "4 | authors: [adda, <b>]" in text
    assert desk.overlay.locator("b").count() == 0
    assert desk.overlay.get_attribute("role") == "alertdialog"
    assert desk.page.get_by_text("The first words.").count() == 1
    desk.save(story("All is well.\n", title="First"))
    desk.sees("All is well.")
    desk.wait(desk.overlay, "detached")
    assert desk.complaints == []


def test_the_overlay_by_keyboard(desk: Desk) -> None:
    desk.save(story(title="First", authors="[adda]"))
    desk.wait(desk.overlay)
    focused = "() => document.querySelector('byline-preview').shadowRoot.activeElement.localName"
    assert desk.page.evaluate(focused) == "h1"
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate(focused) == "button"
    desk.page.keyboard.press("Escape")
    desk.wait(desk.overlay, "detached")
    assert desk.badge.inner_text() == "1 error"
    desk.badge.focus()
    desk.page.keyboard.press("Enter")
    desk.wait(desk.overlay)


def test_what_is_closed_stays_closed_until_something_else_is_wrong(desk: Desk) -> None:
    desk.save(story(title="First", authors="[adda]"))
    desk.wait(desk.overlay)
    desk.page.keyboard.press("Escape")
    desk.save(story("x", title="Other", authors="[nobody]"), "second")
    desk.wait(desk.overlay)
    assert "second.md:4:11" in desk.overlay.inner_text()


def test_warnings_are_a_badge_that_opens_a_list(desk: Desk) -> None:
    assert desk.badge.is_hidden()
    desk.save(story("See [this](/nowhere/).\n", title="First"))
    desk.wait(desk.badge)
    assert desk.badge.inner_text() == "1 warning"
    assert desk.overlay.count() == 0
    desk.badge.click()
    desk.wait(desk.overlay)
    assert "leads nowhere" in desk.overlay.inner_text()
    desk.overlay.get_by_role("button").click()
    desk.wait(desk.overlay, "detached")


def test_a_renamed_story_tells_where_it_is(desk: Desk) -> None:
    stories = desk.root / "content/stories/2026"
    (stories / "first.md").rename(stories / "second.md")
    desk.wait(desk.overlay)
    assert "This page is no longer there" in desk.overlay.inner_text()
    desk.page.keyboard.press("Escape")
    assert desk.badge.inner_text() == "This page is no longer there"
    desk.badge.click()
    desk.overlay.get_by_text("probably here now").click()
    desk.page.wait_for_url("**/stories/2026/second/")
    desk.sees("The first words.")


def test_a_page_that_is_gone_still_tells_what_is_wrong_and_comes_back(desk: Desk) -> None:
    desk.save(story("Another.\n", title="Second"), "second")
    desk.wait(desk.page.locator("script[data-number='2']"), "attached")
    stories = desk.root / "content/stories/2026"
    text = (stories / "first.md").read_text()
    (stories / "first.md").unlink()
    desk.wait(desk.overlay)
    assert desk.overlay.get_by_text("probably here now").count() == 0
    desk.page.keyboard.press("Escape")
    desk.save(story(title="Second", authors="[adda]"), "second")
    desk.wait(desk.overlay)
    assert "second.md:4:11" in desk.overlay.inner_text()
    desk.save(story("Another.\n", title="Second"), "second")
    desk.wait(desk.overlay, "detached")
    desk.mark()
    desk.save(text.replace("The first words", "Back again"))
    desk.sees("Back again")
    assert not desk.marked


def test_where_nothing_is_a_page_may_come(desk: Desk) -> None:
    desk.go("stories/2026/second/")
    assert desk.page.locator("main h1").count() == 1
    desk.save(story("Here I am.\n", title="Second"), "second")
    desk.sees("Here I am.")


def test_a_portal_that_is_broken_at_the_start_comes_up_when_it_is_mended(browser: Browser, tmp_path: Path) -> None:
    root = dressed(tmp_path, first=story(authors="[adda]"))
    with serving(root) as live:
        page = browser.new_page()
        page.goto(live.base)
        assert "first.md:4:11" in page.inner_text("main")
        write(root, {"content/stories/2026/first.md": story(authors="[addo]")})
        page.get_by_text("addo").first.wait_for(timeout=1000 * GENEROUS)
        write(root, {"content/stories/2026/first.md": story("Mended.\n", title="Mended")})
        page.get_by_text("Mended").first.wait_for(timeout=1000 * GENEROUS)
        page.close()


def test_a_preview_that_has_ended_says_so_and_is_taken_up_again(desk: Desk) -> None:
    desk.live.process.terminate()
    desk.wait(desk.badge)
    assert desk.badge.inner_text() == "The preview has ended"
    desk.save(story("Since then.\n", title="First"))
    with serving(desk.root, "--port", str(desk.live.port)):
        desk.sees("Since then.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlay_can_be_read(browser: Browser, tmp_path: Path, scheme: Any) -> None:
    """In both colour schemes every text stands out from its ground, and nothing is wider than a phone."""
    root = dressed(tmp_path, first=story(title="First"))
    with serving(root) as live:
        page = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 700})
        page.goto(live.base)
        write(root, {"content/stories/2026/first.md": story("[x](/x/)\n", authors=f"[{'a' * 90}]")})
        dialog = page.locator("byline-preview dialog[open]")
        dialog.wait_for(timeout=1000 * GENEROUS)
        poor = dialog.evaluate(
            """dialog => {
                const lum = text => {
                    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(one => one / 255)
                        .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const ground = lum(getComputedStyle(dialog).backgroundColor);
                return [...dialog.querySelectorAll("h1, p, strong, code, pre, button")].map(one => {
                    const ink = lum(getComputedStyle(one).color);
                    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
                }).filter(ratio => ratio < 4.5);
            }"""
        )
        assert poor == []
        assert dialog.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0
        page.close()


def test_the_search_finds_what_was_just_saved(desk: Desk) -> None:
    desk.go("search/")
    desk.page.get_by_role("searchbox").fill("zeppelin")
    desk.sees("Nothing found")
    desk.save(story("A zeppelin.\n", title="Airship", status="draft"), "second")
    desk.sees("1 story found")  # the page is loaded again, with the search in its address
    desk.wait(desk.page.locator(".search-results .mark.draft"))
    assert desk.page.locator(".search-results .card-title").all_inner_texts() == ["Airship"]
    assert desk.complaints == []
