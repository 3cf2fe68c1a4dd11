"""What `build --explain` tells: for each file that is another, the inputs that have changed it, and no others."""

from __future__ import annotations

import re
import shutil  # noqa: TID251  # to take the store away
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from laid import close_drawers, write
from portal import BEN, CONFIG, DEFAULTS, person, picture, story

from byline import cause, memo
from byline.cause import Cause, causes, told
from byline.changes import Changes
from byline.cli import main
from byline.collation import Collation
from byline.edition import compose, setting
from byline.portal import read_portal
from byline.provenance import provenance
from byline.search import is_search
from byline.terminal import now as instant
from byline.wishes import Wishes
from byline.workers import Workers

pytestmark = pytest.mark.long

JUNE = "2026-06-01T12:00"
A, B, C = (f"content/stories/2026/{name}.md" for name in "abc")

FILES: Mapping[str, object] = {
    **DEFAULTS,
    "config.yaml": CONFIG.replace("languages: [en, de]", "languages: [en]"),
    "content/people/cy.md": person(role="technician", department="field-service"),
    "content/pictures/p.png": picture(),
    A: story(image="{src: /pictures/p.png, alt: P}", topics="[learning]", summary="All about it."),
    B: story(date="2026-03-15", authors="[ben]", departments="", roles="", topics="[quality]"),
    C: story(authors="[cy]", departments="", roles="", publish_at="2026-06-02 09:00"),
}
"""Two stories that share nothing, and a third that nobody can see yet."""

Edit = Mapping[str, object]
"""What is done to a portal: for each path a new file, None to take it away, or texts to replace others."""


def done(root: Path, edit: Edit) -> None:
    for path, what in edit.items():
        file = root / path
        if what is None:
            file.unlink()
        elif isinstance(what, dict):
            text = file.read_text("utf-8")
            for old, new in what.items():
                assert old in text
                text = text.replace(old, new, 1)
            file.write_text(text, "utf-8")
        else:
            write(root, {path: what})


def run(root: Path, *arguments: str, command: str = "build", now: str = JUNE) -> list[str]:
    given = [command, "--root", str(root), "--jobs", "1", "--now", now, *arguments]
    output = CliRunner(env={"LC_ALL": "C"}).invoke(main, given, catch_exceptions=False).output
    close_drawers()
    return output.replace(f"{root}/", "").splitlines()


def explained(root: Path, *arguments: str, now: str = JUNE) -> list[str]:
    """What a build tells between problems and its closing line."""
    return [line for line in run(root, "--explain", *arguments, now=now)[:-1] if " ← " in line]


def by_cause(lines: list[str]) -> dict[str, str]:
    """The files of each cause, without digests and those of the search."""
    found: dict[str, list[str]] = {}
    for line in lines:
        path, _, why = line.partition(" ← ")
        if not is_search(path.partition(" ")[0]):
            found.setdefault(why, []).append(path)
    return {
        why: " ".join(sorted(re.sub(r"(pictures/|style\.)[0-9a-f]+", r"\1#", path) for path in paths))
        for why, paths in found.items()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The portal, built once."""
    write(tmp_path, FILES)
    run(tmp_path)
    return tmp_path


_PRODUCTION = "  production: {name: {en: Production, de: Fertigung}}\n"

# What is done, and for each cause the files that it has changed.
EDITS: dict[str, tuple[Edit, dict[str, str]]] = {
    "the text of a story": (
        {A: {"Once": "Twice"}},
        {
            f"{A} text": """
                departments/production/feed.xml feed.en.xml feed.xml people/ada/feed.xml roles/fitter/feed.xml
                stories/2026/a/index.html topics/learning/feed.xml
            """,
        },
    ),
    "a title": (
        {A: {"title: A": "title: Another"}},
        {
            f"{A} title": """
                archive/2026/index.html departments/production/feed.xml departments/production/index.html
                feed.en.xml feed.xml index.html people/ada/feed.xml people/ada/index.html roles/fitter/feed.xml
                roles/fitter/index.html stories/2026/a/index.html stories/index.html topics/learning/feed.xml
                topics/learning/index.html
            """,
        },
    ),
    "a date": (
        {A: {"2026-03-14": "2026-03-13"}},
        {
            f"{A} date": """
                departments/production/feed.xml feed.en.xml feed.xml people/ada/feed.xml roles/fitter/feed.xml
                sitemap.xml stories/2026/a/index.html topics/learning/feed.xml
            """,
        },
    ),
    "authors": (
        {A: {"[ada]": "[cy]"}},
        {
            f"{A} authors": """
                archive/2026/index.html departments/production/feed.xml departments/production/index.html
                feed.en.xml feed.xml index.html people/ada/feed.xml people/ada/index.html people/cy/feed.xml
                people/cy/index.html people/index.html roles/fitter/feed.xml roles/fitter/index.html
                stories/2026/a/index.html stories/index.html topics/learning/feed.xml topics/learning/index.html
            """,
        },
    ),
    "a person's role": (
        {"content/people/ben.md": {"role: technician": "role: fitter"}},
        {
            "content/people/ben.md role": """
                departments/field-service/feed.xml feed.en.xml feed.xml people/ben/feed.xml people/ben/index.html
                roles/fitter/feed.xml roles/fitter/index.html roles/index.html roles/technician/feed.xml
                roles/technician/index.html search/index.html stories/2026/a/index.html stories/2026/b/index.html
                topics/quality/feed.xml
            """,
        },
    ),
    "how a person is shown": (
        {"content/people/ben.md": {"---\nname": "---\nshow_as: first\nname"}},
        {
            "content/people/ben.md show_as": """
                archive/2026/index.html departments/field-service/feed.xml departments/field-service/index.html
                feed.en.xml feed.xml feeds.opml index.html people/ben/feed.xml people/ben/index.html
                people/index.html pictures/#.png (new) pictures/#.png (removed) roles/technician/feed.xml
                roles/technician/index.html stories/2026/b/index.html stories/index.html subscribe/index.html topics/quality/feed.xml topics/quality/index.html
            """,
        },
    ),
    "the bytes of a picture": (
        {"content/pictures/p.png": picture(colour="#20a33b")},
        {
            "content/pictures/p.png": """
                archive/2026/index.html departments/production/feed.xml departments/production/index.html
                feed.en.xml feed.xml index.html people/ada/feed.xml people/ada/index.html
                pictures/#.avif (new) pictures/#.avif (removed) pictures/#.jpg (new) pictures/#.jpg (removed)
                pictures/#.webp (new) pictures/#.webp (removed) roles/fitter/feed.xml
                roles/fitter/index.html stories/2026/a/index.html stories/index.html topics/learning/feed.xml
                topics/learning/index.html
            """,
        },
    ),
    "an asset": (
        {"assets/style.css": "body { color: red }\n"},
        {
            "assets/style.css": "assets/style.#.css (new) assets/style.#.css (removed)",
        },
    ),
    "a layout": (
        {"layouts/person.html": {"speaks": "talks"}},
        {
            "layouts/person.html": "people/ada/index.html people/ben/index.html people/cy/index.html",
        },
    ),
    "the name of a department": (
        {"config.yaml": {"en: Field service": "en: Service"}},
        {
            "config.yaml departments.field-service.name.en": """
                departments/field-service/feed.xml departments/field-service/index.html departments/index.html
                feed.en.xml feed.xml feeds.opml index.html people/ben/feed.xml people/ben/index.html
                people/cy/index.html people/index.html roles/technician/feed.xml search/index.html stories/2026/b/index.html
                subscribe/index.html topics/quality/feed.xml
            """,
        },
    ),
    "the order of departments": (
        {"config.yaml": {_PRODUCTION: "", "\nroles:": f"\n{_PRODUCTION}roles:"}},
        {
            "config.yaml (order)": "people/index.html",
        },
    ),
    "one of the portal's own words": (
        {"layouts/strings/en.yaml": {"people_text: ": "people_text: All "}},
        {
            "layouts/strings/en.yaml people_text": "people/index.html",
        },
    ),
    "a story that is new": (
        {"content/stories/2026/d.md": story(topics="[Rare]")},
        {
            "content/stories/2026/d.md (new)": """
                archive/2026/index.html archive/index.html departments/index.html departments/production/feed.xml
                departments/production/index.html feed.en.xml feed.xml feeds.opml index.html people/ada/feed.xml
                people/ada/index.html people/index.html roles/fitter/feed.xml roles/fitter/index.html
                roles/index.html search/index.html sitemap.xml stories/2026/a/index.html stories/2026/d/index.html (new)
                stories/index.html subscribe/index.html topics/index.html topics/rare/feed.xml (new)
                topics/rare/index.html (new)
            """,
        },
    ),
    "a story that is gone": (
        {B: None},
        {
            f"{B} (gone)": """
                archive/2026/index.html archive/index.html departments/field-service/feed.xml
                departments/field-service/index.html departments/index.html feed.en.xml feed.xml index.html
                people/ben/feed.xml people/ben/index.html people/index.html roles/index.html
                roles/technician/feed.xml roles/technician/index.html search/index.html sitemap.xml stories/2026/b/index.html
                (removed) stories/index.html topics/index.html topics/quality/feed.xml topics/quality/index.html
            """,
        },
    ),
    "a story that is withdrawn": (
        {B: {"---\ntitle": "---\nstatus: withdrawn\ntitle"}},
        {
            f"{B} status": """
                archive/2026/index.html archive/index.html departments/field-service/feed.xml
                departments/field-service/index.html departments/index.html feed.en.xml feed.xml index.html
                people/ben/feed.xml people/ben/index.html people/index.html roles/index.html
                roles/technician/feed.xml roles/technician/index.html search/index.html sitemap.xml stories/2026/b/index.html
                (removed) stories/index.html topics/index.html topics/quality/feed.xml topics/quality/index.html
            """,
        },
    ),
    "a story that is renamed": (
        {B: None, "content/stories/2026/z.md": FILES[B]},
        {
            f"{B} (gone); content/stories/2026/z.md (new)": """
                archive/2026/index.html departments/field-service/feed.xml departments/field-service/index.html
                feed.en.xml feed.xml index.html people/ben/feed.xml people/ben/index.html roles/technician/feed.xml
                roles/technician/index.html sitemap.xml stories/2026/b/index.html (removed)
                stories/2026/z/index.html (new) stories/index.html topics/quality/feed.xml topics/quality/index.html
            """,
        },
    ),
    "a person who is renamed, with the story": (
        {"content/people/ben.md": None, "content/people/bea.md": BEN, B: {"[ben]": "[bea]"}},
        {
            f"content/people/bea.md (new); {B} authors": """
                archive/2026/index.html departments/field-service/index.html index.html roles/technician/index.html
                stories/2026/b/index.html stories/index.html topics/quality/index.html
            """,
            "content/people/bea.md (new); content/people/ben.md (gone)": "feeds.opml people/index.html sitemap.xml subscribe/index.html",
            "content/people/bea.md (new)": "people/bea/feed.xml (new) people/bea/index.html (new)",
            "content/people/ben.md (gone)": "people/ben/feed.xml (removed) people/ben/index.html (removed)",
        },
    ),
    "two edits at once": (
        {A: {"[learning]": "[quality]"}, "content/people/ben.md": {"role: technician": "role: fitter"}},
        {
            "content/people/ben.md role": """
                departments/field-service/feed.xml people/ben/feed.xml people/ben/index.html roles/fitter/index.html
                roles/index.html roles/technician/feed.xml roles/technician/index.html
            """,
            f"{A} topics": """
                departments/production/feed.xml index.html people/ada/feed.xml people/ada/index.html
                topics/index.html topics/learning/feed.xml topics/learning/index.html topics/quality/index.html
            """,
            f"content/people/ben.md role; {A} topics": """
                feed.en.xml feed.xml roles/fitter/feed.xml search/index.html stories/2026/a/index.html
                stories/2026/b/index.html topics/quality/feed.xml
            """,
        },
    ),
    "a layout and a text": (
        {"layouts/story.html": {"told by": "told"}, A: {"Once": "Twice"}},
        {
            f"{A} text": """
                departments/production/feed.xml feed.en.xml feed.xml people/ada/feed.xml roles/fitter/feed.xml
                topics/learning/feed.xml
            """,
            f"{A} text; layouts/story.html": "stories/2026/a/index.html",
            "layouts/story.html": "stories/2026/b/index.html",
        },
    ),
    "an address that all texts know, and a title": (
        {"config.yaml": {"intranet.example": "portal.example"}, A: {"title: A": "title: Another"}},
        {
            f"{A} title": """
                archive/2026/index.html departments/production/index.html index.html people/ada/index.html
                roles/fitter/index.html stories/2026/a/index.html stories/index.html topics/learning/index.html
            """,
            "config.yaml site.url": """
                departments/field-service/feed.xml feeds.opml people/ben/feed.xml people/cy/feed.xml robots.txt
                roles/technician/feed.xml series/first-days/feed.xml sitemap.xml topics/quality/feed.xml
            """,
            f"config.yaml site.url; {A} title": """
                departments/production/feed.xml feed.en.xml feed.xml people/ada/feed.xml roles/fitter/feed.xml
                topics/learning/feed.xml
            """,
        },
    ),
    "a comment": (
        {"config.yaml": {"version: 1": "version: 1  # the first"}, A: {"title: A story": 'title: "A story"'}},
        {},
    ),
}


@pytest.mark.parametrize(("edit", "files"), EDITS.values(), ids=EDITS)
def test_each_file_names_what_has_changed_it(root: Path, edit: Edit, files: dict[str, str]) -> None:
    done(root, edit)
    assert by_cause(explained(root)) == {why: " ".join(paths.split()) for why, paths in files.items()}
    assert by_cause(explained(root)) == {}


def test_a_shard_of_the_search_is_told_of_as_one_file(root: Path) -> None:
    done(root, {A: {"Once": "Never"}})
    told = [line for line in explained(root) if is_search(line)]
    assert told == [f"pagefind/en/{end} ← {A} text" for end in ("0/", "pagefind-entry.json")]


@pytest.mark.parametrize(
    ("front", "times", "why", "mark"),
    [
        ({}, (JUNE, "2026-06-02T10:00"), "publish_at (due since 2026-06-02 09:00)", " (new)"),
        ({}, ("2026-06-02T10:00", JUNE), "publish_at (not before 2026-06-02 09:00)", " (removed)"),
        ({"publish_at": ""}, ("2026-03-13T23:59", "2026-03-16"), "date (due since 2026-03-14)", " (new)"),
        (
            {"publish_at": "", "expires_at": "2026-06-03"},
            (JUNE, "2026-06-03"),
            "expires_at (expired since 2026-06-03)",
            " (removed)",
        ),
        (
            {"publish_at": "", "corrections": "[{date: 2026-06-02, text: Not so.}]"},
            (JUNE, "2026-06-02"),
            "corrections (due since 2026-06-02)",
            "",
        ),
    ],
)
def test_the_passing_of_time_is_a_cause(
    tmp_path: Path, front: dict[str, str], times: tuple[str, str], why: str, mark: str
) -> None:
    before, after = times
    c = story(**{"authors": "[cy]", "departments": "", "roles": "", "publish_at": "2026-06-02 09:00", **front})
    write(tmp_path, {**FILES, C: c, A: story(date="2020-01-01"), B: story(date="2020-01-02", authors="[ben]")})
    run(tmp_path, now=before)
    found = by_cause(explained(tmp_path, now=after))
    others = {cause: files for cause, files in found.items() if cause != f"{C} {why}"}
    assert all(cause.startswith("the day, ") for cause in others)
    assert {file.partition(" ")[0] for files in others.values() for file in files.split()} <= {
        "index.html",
        "de/index.html",
    }
    assert f"stories/2026/c/index.html{mark}" in found[f"{C} {why}"]


def test_other_readers_are_a_cause(root: Path) -> None:
    assert list(by_cause(explained(root, "--drafts"))) == ["--drafts"]
    assert list(by_cause(explained(root, "--audience", "public"))) == ["--audience", "--audience; --drafts"]


def test_pages_for_a_disk_are_a_cause_and_go_without_a_trace(root: Path) -> None:
    link = '<a href="{{ masthead.search|link }}">{{ t("search") }}</a>\n<form data-root="{{ ""|link }}" action="{{ ""|link }}">\n'
    done(root, {"layouts/person.html": {"speaks": link}})
    run(root)
    page = root / "public/people/ada/index.html"
    before = page.read_text("utf-8")
    assert '<a href="../../search/">' in before
    assert set(by_cause(explained(root, "--from-disk"))) == {"--from-disk"}
    assert '<a href="../../search/index.html">' in page.read_text("utf-8")
    assert '<form data-root="../../" action="../../index.html">' in page.read_text("utf-8")
    assert set(by_cause(explained(root))) == {"--from-disk"}
    assert page.read_text("utf-8") == before


def test_a_line_for_each_file_in_the_order_of_their_paths_before_the_closing_line(root: Path) -> None:
    done(root, {"layouts/person.html": {"speaks": "talks"}, "content/people/cy.md": person()})
    *lines, closing = run(root, "--explain")[-4:]
    assert lines == [
        "people/ben/index.html ← layouts/person.html",
        "people/cy/index.html ← content/people/cy.md department, role; layouts/person.html",
        "people/index.html ← content/people/cy.md department",
    ]
    assert closing.endswith("withheld.")


def test_everything_is_told_in_german_too(root: Path) -> None:
    done(root, {A: None, B: {"title: A": "title: Another", "Once": "Twice"}, "assets/new.css": "i {}\n"})
    told = explained(root, "--lang", "de")
    assert "stories/2026/a/index.html (entfernt) ← content/stories/2026/a.md (nicht mehr da)" in told
    assert "stories/2026/b/index.html ← content/stories/2026/b.md title, Text" in told
    assert [line.partition(" ← ")[2] for line in told if line.endswith("(neu)")] == ["assets/new.css (neu)"]
    assert run(root, "--explain", "--lang", "de")[-2] == "Nichts hat sich geändert."


def test_that_nothing_has_changed_is_told(root: Path) -> None:
    assert run(root, "--explain")[-2] == "Nothing has changed."


# What went on since the last edition


def test_what_failed_or_was_only_checked_in_between_does_not_matter(root: Path) -> None:
    done(root, {A: {"title: A": "titel: A"}, B: {"Once": "Twice"}})
    assert "Nothing was published" in run(root, "--explain")[-1]
    run(root, command="check")
    done(root, {A: {"titel: A": "title: Another"}})
    run(root, command="check")
    found = by_cause(explained(root))
    assert {*found} == {f"{A} title", f"{B} text", f"{A} title; {B} text"}


def test_nothing_that_is_deleted_stays_in_the_store(root: Path) -> None:
    def held() -> list[Path]:
        files = (path for path in (root / memo.FOLDER).rglob("*") if path.is_file())
        return [path for path in files if b"xylophone" in path.read_bytes()]

    done(root, {B: story("A xylophone.\n", summary="A xylophone", date="2026-03-15")})
    run(root)
    assert held()
    done(root, {B: None})
    run(root, command="check")
    run(root, "--explain")
    assert held() == []


def test_what_cannot_be_known_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {"other/readme": ""})
    assert explained(root, "--out", str(root / "new")) == ["everything ← this is the first edition in new"]
    done(root, {A: {"title: A": "title: Another"}})
    monkeypatch.setattr("byline.memo.engine", lambda: "another")
    assert explained(root) == [
        "everything ← Byline, Python or a library is another than last time; what each file was made from is not known any more"
    ]
    done(root, {A: {"title: A": "title: Still a"}})
    shutil.rmtree(root / memo.FOLDER)
    assert explained(root) == ["everything ← what the last edition in public was made from is not known"]


def test_where_an_old_text_is_lost_the_causes_are_not_told_apart(root: Path) -> None:
    done(root, {A: {"title: A": "title: Another"}})
    run(root, "--out", str(root / "other"))  # takes the old text out of its drawer
    done(root, {"layouts/person.html": {"speaks": "talks"}})
    found = by_cause(explained(root))
    assert found.pop("layouts/person.html") == "people/ben/index.html people/cy/index.html"
    assert list(found) == [f"one or more of: {A}; layouts/person.html"]
    done(root, {A: {"title: A": "title: Yet a"}})
    run(root, "--out", str(root / "other"))
    assert list(by_cause(explained(root))) == [A]  # there is nothing else


# Bounds


@pytest.mark.parametrize(
    ("most", "names"),
    [
        (6, {f"{A} summary, title", f"{A} summary, title, text", f"{B} title", "layouts/person.html", "--drafts"}),
        (4, {A, B, "layouts/person.html", "--drafts"}),
        (3, {"content/stories/ (2 files)", "layouts/ (1 file)", "--drafts"}),
    ],
)
def test_many_inputs_are_told_by_file_or_by_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch, most: int, names: set[str]
) -> None:
    monkeypatch.setattr(cause, "MOST", most)
    another = {"title: A": "title: Another"}
    done(root, {A: {**another, "All": "Nothing", "Once": "Twice"}, B: another})
    done(root, {"layouts/person.html": {"speaks": "talks"}})
    named = {one for why in by_cause(explained(root, "--drafts")) for one in why.split("; ")}
    assert names <= named
    assert any("title" in one for one in named) == (most == 6)


def test_a_file_that_is_another_for_the_same_inputs_was_changed_by_somebody(root: Path) -> None:
    portal = read_portal(root)
    forme = compose(portal, instant(JUNE), Wishes(), setting(Workers()))
    made_from = provenance("", portal, forme, Wishes())
    changes = Changes(changed=("index.html",))
    found = causes(
        Collation(made_from, made_from, portal, forme, Workers()), {"index.html": b"k"}, {"index.html": b"k"}, changes
    )
    assert found == {"index.html": Cause(())}
    assert [*told(found, changes, Path("public"), "en")] == ["index.html ← somebody has changed this file in public"]


def test_the_day_is_a_cause(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, A: story(date="2020-01-01"), B: story(date="2020-01-02", departments="[field-service]")})
    run(tmp_path, now="2026-06-02T23:59")
    assert by_cause(explained(tmp_path, now="2026-06-03T00:01")) == {
        "the day, 2026-06-03: somebody else leads the home page": "index.html"
    }
