"""The repository's own content: it builds without a word, and shows everything the portal can do."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import msgspec
import pytest
from portal import ROOT
from printed import OWN_NOW, make_own, own_edition, own_pages, own_portal
from wellformed import faults

from byline.copydesk import Copy, read_copy
from byline.edition import setting
from byline.settings import Settings, read_settings
from byline.site import Site, assemble
from byline.strings import read_words
from byline.tree import File, Tree
from byline.wishes import Wishes
from byline.workers import Workers


@pytest.fixture(scope="module")
def settings() -> Settings:
    made = read_settings((ROOT / "config.yaml").read_text("utf-8"), ("de", "en")).settings
    assert made is not None
    return made


@pytest.fixture(scope="module")
def copy(settings: Settings) -> Copy:
    words, _ = read_words({name: (ROOT / f"layouts/strings/{name}.yaml").read_text("utf-8") for name in ("de", "en")})
    return read_copy(own_portal().content, settings, words, setting(Workers()))[0]


@pytest.fixture(scope="module")
def site(settings: Settings, copy: Copy) -> Site:
    return assemble(copy, settings, OWN_NOW.replace(tzinfo=settings.zone), audience="intranet", drafts=False)[0]


@pytest.mark.parametrize("wishes", [Wishes(), Wishes(drafts=True), Wishes(strict=True)])
def test_it_builds_without_an_error_or_a_warning(wishes: Wishes) -> None:
    made = make_own(wishes)
    assert made.sound
    assert [one for one in made.problems if one.severity.value in {"error", "warning"}] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.de.md"])
def test_what_contributing_asks_for_is_enough(name: str) -> None:
    (text,) = re.findall(r"^```markdown\n(---\n.*?)^```", (ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    path = "content/stories/2026/Mein Dichtring.MD"
    own = own_portal()
    content = Tree((*own.content.files, File(path, text.encode())), own.content.problems)
    made = make_own(portal=msgspec.structs.replace(own, content=content))
    assert [one.rule for one in made.problems if one.severity.value != "advice" and one.place.path == path] == []
    assert "stories/2026/mein-dichtring/index.html" in {file.path for file in made.files}


def test_for_the_public_it_only_misses_what_is_not_theirs() -> None:
    made = make_own(Wishes(audience="public"))
    assert made.sound
    assert {one.rule for one in made.problems if one.severity.value in {"error", "warning"}} <= {"link-to-withheld"}


def test_how_much_there_is(site: Site) -> None:
    assert len(site.stories) >= 30
    assert len(site.shown_people) >= 15
    by_language = Counter(one.language for one in site.stories)
    assert min(by_language["de"], by_language["en"]) >= 10
    used = {kind: [name for name, stories in terms.items() if stories] for kind, terms in site.by_term.items()}
    assert len(used["departments"]) >= 8
    assert len(used["roles"]) >= 8
    assert len(used["topics"]) >= 10
    assert len(used["series"]) >= 2
    assert len(site.by_year) >= 2


def test_every_feature_is_shown(copy: Copy, site: Site) -> None:
    fronts = [site.texts[one.path].front for one in site.stories]
    assert {front.kind for front in fronts} >= {"portrait", "interview", "day", "lesson", "project"}
    assert any(site.translations(one) for one in site.stories)
    assert site.replies
    assert any(front.told_by for front in fronts)
    assert any(front.helped_by for front in fronts)
    assert any(front.corrections for front in fronts)
    assert any(front.learned for front in fronts)
    assert {person.front.show_as for person in copy.people} >= {"full", "initials"}
    assert {person.front.status for person in copy.people} == {"active", "left"}
    assert any(person.front.kind == "agency" for person in copy.people)
    bodies = "".join(str(site.texts[one.path].body.html) for one in site.stories)
    for part in (
        "<table>",
        'class="footnotes"',
        'class="pull-quote"',
        'class="interview"',
        "<figcaption>",
        "<blockquote>",
        "<ul>",
        "<ol>",
    ):
        assert part in bodies, part


def test_something_is_withheld_for_more_than_one_reason() -> None:
    reasons = {one.rule for one in own_edition().problems if one.severity.value == "withheld"}
    assert {"withheld-status", "withheld-until", "withheld-left"} <= reasons


def test_each_language_has_its_plain_pages(copy: Copy) -> None:
    assert Counter(one.language for one in copy.plains)["de"] == Counter(one.language for one in copy.plains)["en"] >= 3
    keys = {one.key for one in copy.plains}
    assert all(one.front.translation_of in keys for one in copy.plains if one.language == "en")


def test_every_story_has_an_id_a_summary_and_somebody_of_the_house(copy: Copy) -> None:
    for story in copy.stories:
        assert story.front.id, story.path
        assert story.front.summary, story.path
        assert story.front.departments, story.path
        assert story.front.roles, story.path


def test_every_page_is_well_formed_and_harmless() -> None:
    assert len(own_pages()) > 150
    for path, html in own_pages().items():
        if not path.endswith("search/index.html"):  # the one page with a form, which `make validate` looks at
            assert faults(html, scripts=True) == [], path


def test_every_link_inside_the_portal_leads_somewhere() -> None:
    there = {file.path for file in own_edition().files}
    for path, html in own_pages().items():
        folder = path.rpartition("/")[0]
        for address in re.findall(r'\s(?:href|src)="([^"]*)"', html):
            target, _, anchor = address.partition("#")
            if target.startswith(("https:", "http:", "mailto:", "tel:")):
                continue
            found = resolved(folder, target) if target else path
            assert found in there, (path, address)
            if anchor and found.endswith(".html"):
                assert f'id="{anchor}"' in own_pages()[found], (path, address)


def resolved(folder: str, target: str) -> str:
    """The output's path that a relative link on a page in a folder leads to."""
    if target.startswith("/erzaehlt/"):
        parts, rest = [], target.removeprefix("/erzaehlt/")
    else:
        parts, rest = folder.split("/") if folder else [], target
    for part in rest.split("/")[:-1]:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join([*parts, rest.rpartition("/")[2] or "index.html"])


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path, html in own_pages().items():
        assert re.findall(r'\s(?:src|srcset|poster)="(?:https?:)?//', html) == [], path
        assert re.findall(r'<link rel="(?:stylesheet|icon|preload)"[^>]*href="(?:https?:)?//', html) == [], path
    for file in own_edition().files:
        if file.path.endswith((".css", ".svg")):
            assert not re.search(rb"url\(\s*['\"]?(?:https?:)?//|@import", file.data), file.path


def test_each_page_has_one_title_of_the_first_level_and_skips_none() -> None:
    for path, html in own_pages().items():
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (path, levels)
