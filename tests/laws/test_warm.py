"""Law 3, the harder half: a warm build gives what a clean one gives, byte for byte, whatever has happened in between."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251  # a fixture would be shared by all examples
from typing import TYPE_CHECKING

import pytest
from chance import tries
from hypothesis import given, strategies as st
from portal import COUNTING, DEFAULTS, USAGE, person, picture, story
from test_touched import small, some_story  # noqa: F401  # short lists and small windows

from byline import darkroom, tree
from byline.edition import make
from byline.imprint import MARK
from byline.makeready import make_ready
from byline.memo import Memo
from byline.outcome import Outcome
from byline.portal import read_portal
from byline.pressroom import print_edition
from byline.standing import set_ahead
from byline.tree import look
from byline.wishes import Wishes
from byline.workers import Workers

if TYPE_CHECKING:
    from random import Random  # noqa: TID251  # hypothesis's own, which it can repeat

START = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
NUMBERS = range(9)


@pytest.fixture(autouse=True, scope="module")
def trusting() -> Iterator[None]:
    """Seals are believed at once, so that they are what is tried here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "RACY", 0)
        yield


def write(root: Path, path: str, text: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)


def laid_out(root: Path, chance: Random) -> None:
    for path, text in DEFAULTS.items():
        assert isinstance(text, str | bytes)
        write(root, path, text)
    write(root, "config.yaml", COUNTING.replace("640", chance.choice(["640", "640, show: everyone"])))
    write(root, "content/people/cy.md", person(role="fitter", department="production"))
    write(root, "content/people/x.md", person("Xaver Yps", show_as="anonymous", department="production"))
    write(root, "content/pages/about.md", "---\ntitle: About\n---\n[link](/stories/2026/s1/)\n")
    write(root, "content/pictures/p.png", picture())
    if chance.random() < 0.7:
        write(root, "content/usage.json", USAGE)
    for number in NUMBERS:
        write(root, f"content/stories/2026/s{number}.md", some_story(chance, NUMBERS))


def replaced(root: Path, chance: Random, folder: str, *choices: tuple[str, str]) -> None:
    """One text for another in one of the files of a folder, where it stands."""
    inside = (root / folder).rglob("*") if folder else [root / "config.yaml"]
    files = sorted(path for path in inside if path.suffix in {".md", ".html", ".yaml"})
    file, (old, new) = chance.choice(files), chance.choice(choices)
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


TABLE = "| a |\n| - |\n| 1 |"  # which has a name in the language of its text


def one_of(root: Path, chance: Random) -> Path | None:
    files = sorted((root / "content/stories").rglob("*.md"))
    return chance.choice(files) if files else None


def body(root: Path, chance: Random) -> None:
    if file := one_of(root, chance):
        picture_or_link = chance.choice(["![P](/pictures/p.png)", "[s](s2.md)", "More.", "[t](/topics/rare/)", TABLE])
        file.write_text(f"{file.read_text('utf-8')}\n{picture_or_link}\n", "utf-8")


def front(root: Path, chance: Random) -> None:
    """Title, date, author, department, status."""
    replaced(
        root, chance, "content/stories", ("title: Title", "title: Another"), ("2026-0", "2025-0"), ("[ada]", "[ben]"), ("[ben]", "[Dr. Ada Berg]"),
        ("[production]", "[field-service]"), ("topics: [", "topics: [quality, "), ("draft", "published"),
        ("---\ntitle", "---\nstatus: withdrawn\ntitle"), ("---\ntitle", "---\npublish_at: 2026-06-02\ntitle"),
        ("---\ntitle", "---\nimage: {src: /pictures/p.png, alt: P}\ntitle"), ("---\ntitle", "---\nexpires_at: 2026-06-03\ntitle"),
        ("---\ntitle", "---\nreach: 40\ntitle"), ("---\ntitle", "---\naudience: public\ntitle"), ("---\naudience: public\ntitle", "---\ntitle"),
    )  # fmt: skip


def renamed(root: Path, chance: Random) -> None:
    if file := one_of(root, chance):
        file.rename(file.with_name(f"s{chance.choice(range(12))}.md"))


def deleted(root: Path, chance: Random) -> None:
    if file := one_of(root, chance):
        file.unlink()


def added(root: Path, chance: Random) -> None:
    write(root, f"content/stories/2026/s{chance.choice(range(12))}.md", some_story(chance, NUMBERS))


def people(root: Path, chance: Random) -> None:
    replaced(
        root, chance, "content/people", ("role: fitter", "role: technician"), ("show_as: anonymous", "show_as: full"),
        ("name: Ada", "name: Ida"), ("name: Ben Castor", "name: Ada Berg"), ("department: production", "status: left\ndepartment: production"), ("things", "[s](/stories/2026/s1/)"),
        ("role:", "feedback: false\nrole:"), ("role:", "feedback_renewed: 1\nrole:"),
    )  # fmt: skip


def pages(root: Path, chance: Random) -> None:
    replaced(root, chance, "content/pages", ("About", "Of us"), ("link", "![P](/pictures/p.png)"))


def pictures(root: Path, chance: Random) -> None:
    file = root / "content/pictures/p.png"
    if file.exists() and chance.random() < 0.3:
        file.unlink()
    else:
        file.write_bytes(picture(colour=chance.choice(["#a33b20", "#20a33b", "#3b20a3"])))


def usage(root: Path, chance: Random) -> None:
    file = root / "content/usage.json"
    if file.exists() and chance.random() < 0.3:
        file.unlink()
    else:
        write(
            root,
            "content/usage.json",
            USAGE.replace(*chance.choice([("1250", "1255"), ("40", "45"), ("40", "41"), ("rare", "lean")])),
        )


def layouts(root: Path, chance: Random) -> None:
    replaced(root, chance, "layouts", ("title", "Title"), ("day ", "on "), ("{% for", "x{% for"))


def config(root: Path, chance: Random) -> None:
    replaced(
        root, chance, "", ("name: {en: Production", "name: {en: Works"), ("languages: [en, de]", "languages: [de, en]"), ("languages: [en, de]", "languages: [de]"),
        ("intranet.example", "portal.example"), ("Voices", "Stories"), ("reach: 640", "reach: 64, pixel: true"), ("counter:", "# counter:"), ("reach: 640", "reach: 640, show: everyone"),
    )  # fmt: skip


def ties(root: Path, chance: Random) -> None:
    """Whatever ties stories to others, or claims something."""
    number = chance.choice(range(12))
    line = chance.choice(
        [
            f"reply_to: 2026/s{number}", f"translation_of: 2026/s{number}", f"id: s{number}", "aliases: [/old/1/]", "aliases: [/topics/rare/]",
            "aliases: [/archive/2025/, /Old/2/]", "aliases: [/feed.sv.xml]", "aliases: [/topics/rare/feed.xml/x/]", "language: sv",
            f"series: {{id: first-days, part: {number}}}", "topics: [Rare, Quite rare]", "summary: In short.", "language: de", "told_by: [cy, x]", "told_by: [Ada Berg, Nobody]",
            "expires_at: 2026-06-01 13:00", "publish_at: 2026-06-02 10:00:00", "date: 2026-05-01 10:00:00", "date: 2026-05-01 12:00:00",
            "audience: public", "audience: intranet",
        ]
    )  # fmt: skip
    key = line.partition(":")[0]
    for file in [chance.choice(sorted((root / "content/stories").rglob("*.md")) or [root / "config.yaml"])]:
        head, *rest = file.read_text("utf-8").split("\n")
        kept = [other for other in rest if not other.startswith(f"{key}:")]
        if file.suffix == ".md":
            file.write_text("\n".join([head, line, *kept]), "utf-8")


def untied(root: Path) -> None:
    """No story names or claims anything that could be another's."""
    for file in (root / "content/stories").rglob("*.md"):
        lines = file.read_text("utf-8").split("\n")
        kept = [line for line in lines if not line.startswith(("reply_to:", "translation_of:", "aliases:", "series:"))]
        if kept != lines:
            file.write_text("\n".join(kept), "utf-8")


def broken(root: Path, chance: Random) -> None:
    replaced(root, chance, "content", ("---\n", "--\n"), ("title:", "tilte:"), ("[ada]", "[nobody]"))


def mended(root: Path, _chance: Random) -> None:
    for file in (root / "content").rglob("*.md"):
        text = file.read_text("utf-8")
        right = text.replace("tilte:", "title:").replace("[nobody]", "[ada]")
        right = right if right.startswith("---") else right.replace("--\n", "---\n", 1)
        if right != text:
            file.write_text(right, "utf-8")


EDITS: list[Callable[[Path, Random], None]] = [
    body, body, front, front, front, renamed, deleted, added, added, people, pages, pictures, usage, usage, layouts, config, broken, mended, mended,
]  # fmt: skip


def build(root: Path, now: datetime.datetime, wishes: Wishes, workers: Workers, out: str = "public") -> Outcome:
    return build_somehow(root, now, wishes, workers, out)[0]


def build_somehow(
    root: Path, now: datetime.datetime, wishes: Wishes, workers: Workers, out: str = "public"
) -> tuple[Outcome, bool]:
    """What comes of a build, and whether it came from the stone."""
    memo = Memo(root / ".byline", "engine")
    portal = read_portal(root, look(root, memo.clock()))
    ahead = set_ahead(portal.content, memo, workers, portal.clock)
    ready = make_ready(portal, now, wishes, root / out, workers, memo, ahead)
    return print_edition(ready, root / out, workers, memo), ready.doubt is not None


def standing_files(root: Path, out: str = "public") -> dict[str, bytes]:
    folder = root / out
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop(MARK, None)
    return found


@tries(1, shrink=False)
@given(chance=st.randoms(use_true_random=False))
def test_a_warm_build_is_a_clean_build(chance: Random) -> None:
    with TemporaryDirectory() as folder:
        root, now = Path(folder), START
        laid_out(root, chance)
        audience = chance.choice(["intranet", "intranet", "public"])
        sound: dict[str, bytes] = {}
        for _ in range(6):
            wishes = Wishes(audience, drafts=chance.random() < 0.1, keep_going=chance.random() < 0.2)
            time.sleep(0.005)  # a tick of the file system's clock
            printed = build(root, now, wishes, Workers(chance.choice([1, 1, 1, 2])))
            clean = make(read_portal(root), now, wishes)
            assert (printed.sound, printed.problems) == (clean.sound, clean.problems)
            if clean.sound:
                sound = {file.path: file.data for file in clean.files}
            stood = standing_files(root)
            assert stood == sound
            for _ in range(chance.choice([0, 1, 1, 1, 2, 5])):
                chance.choice(EDITS)(root, chance)
            now += datetime.timedelta(hours=chance.choice([0, 1, 30]))


def spoiled(root: Path, chance: Random) -> None:
    """An error in a story: in what it says itself, in what it says of others, or so that nobody can read it."""
    replaced(
        root, chance, "content/stories", ("---\n", "--\n"), ("---\n\n", "\n"), ("title:", "tilte:"), ("title:", "title: ["),
        ("[ada]", "[aba]"), ("[production]", "[prodution]"), ("---\ntitle", "---\nkind: portait\ntitle"),
        ("---\ntitle", "---\nreply_to: 2026/s77\ntitle"), ("---\ntitle", "---\nimage: {src: /pictures/q.png, alt: P}\ntitle"),
    )  # fmt: skip


LATE: list[Callable[[Path, Random], None]] = [
    body, body, front, front, front, front, deleted, added, ties, ties, spoiled,
]  # fmt: skip


@tries(2, shrink=False)
@given(chance=st.randoms(use_true_random=False))
def test_what_comes_from_the_stone_is_a_clean_build(chance: Random) -> None:
    """The same for edits of stories alone. After one that cannot be published, the stories are put back."""
    with TemporaryDirectory() as folder:
        root, now = Path(folder), START
        wishes = Wishes(chance.choice(["intranet", "public"]), drafts=chance.random() < 0.2)
        laid_out(root, chance)
        untied(root)
        if wishes.audience == "public":
            for file in sorted((root / "content/stories").rglob("*.md")):
                file.write_text(file.read_text("utf-8").replace("---\n", "---\naudience: public\n", 1), "utf-8")
        good: dict[Path, bytes] = {}
        for _ in range(10):
            time.sleep(0.005)
            printed = build(root, now, wishes, Workers())
            clean = make(read_portal(root), now, wishes)
            assert (printed.sound, printed.problems) == (clean.sound, clean.problems)
            if clean.sound:
                assert standing_files(root) == {file.path: file.data for file in clean.files}
                good = {file: file.read_bytes() for file in (root / "content/stories").rglob("*.md")}
            else:
                for file in [*(root / "content/stories").rglob("*.md")]:
                    file.unlink()
                for file, data in good.items():
                    file.write_bytes(data)
            for _ in range(chance.choice([0, 1, 1, 1, 2])):
                chance.choice(LATE)(root, chance)
            now += datetime.timedelta(hours=chance.choice([0, 0, 0, 1, -1, 30, -30]))


LONE = {"authors": "[cy]", "departments": "", "roles": ""}  # no list but the longest has two of them
LATER = {"date": "2026-03-15", "language": "de"}


@pytest.mark.parametrize(
    ("audience", "before", "after", "from_stone"),
    [
        ("intranet", LATER | {"translation_of": "2026/a"}, LATER, True),  # the only translation is none
        ("intranet", LATER, LATER | {"translation_of": "2026/a"}, True),
        (
            "intranet",
            {"date": "2026-03-14 10:00:01"},
            {"date": "2026-03-14 14:00:01"},
            True,
        ),  # another order on one day
        ("public", {"authors": "[ben]"}, {"authors": "[cy]"}, False),  # one person's only story is another's
    ],
)
def test_what_a_change_of_one_story_means_to_others(
    tmp_path: Path, audience: str, before: dict[str, str], after: dict[str, str], *, from_stone: bool
) -> None:
    stories = {
        "content/stories/2026/a.md": story(audience=audience, **LONE | {"date": "2026-03-14 12:00:01"}),
        "content/stories/2026/b.md": story(audience=audience, **LONE | before),
    }
    for path, text in {**DEFAULTS, "content/people/cy.md": person(), **stories}.items():
        assert isinstance(text, str | bytes)
        write(tmp_path, path, text)
    wishes = Wishes(audience)
    time.sleep(0.005)
    build(tmp_path, START, wishes, Workers())
    write(tmp_path, "content/stories/2026/b.md", story(audience=audience, **LONE | after))
    _, quick = build_somehow(tmp_path, START, wishes, Workers())
    clean = make(read_portal(tmp_path), START, wishes)
    assert standing_files(tmp_path) == {file.path: file.data for file in clean.files}
    assert quick == from_stone


def test_a_guess_at_a_missing_picture_is_made_where_another_is_not_missed_any_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(darkroom, "MOST_COMPARED", 1)
    named = {"a": "phot-1", "b": "phot-2", "c": "phot-1"}
    stories = {f"content/stories/2026/{one}.md": story(f"![P](/pictures/{of}.png)\n") for one, of in named.items()}
    for path, data in {**DEFAULTS, **stories, "content/pictures/photo.png": picture()}.items():
        assert isinstance(data, str | bytes)
        write(tmp_path, path, data)
    wishes = Wishes()
    time.sleep(0.005)
    build(tmp_path, START, wishes, Workers())
    write(tmp_path, "content/stories/2026/a.md", story())
    assert build(tmp_path, START, wishes, Workers()).problems == make(read_portal(tmp_path), START, wishes).problems


def test_two_editions_of_one_portal_do_not_disturb_each_other(tmp_path: Path) -> None:
    for path, text in {
        **DEFAULTS,
        "content/stories/2026/a.md": story(),
        "content/stories/2026/b.md": story(audience="public"),
    }.items():
        assert isinstance(text, str | bytes)
        write(tmp_path, path, text)
    for title in ("One", "Two", "Three"):
        write(tmp_path, "content/stories/2026/a.md", story(title=title))
        for out, audience in (("inside", "intranet"), ("outside", "public")):
            if title != "Two" or out == "inside":
                build(tmp_path, START, Wishes(audience), Workers(), out)
                clean = make(read_portal(tmp_path), START, Wishes(audience))
                assert standing_files(tmp_path, out) == {file.path: file.data for file in clean.files}


def test_who_has_no_story_for_the_public_any_more_has_no_page_there(tmp_path: Path) -> None:
    """In an edition for the public, stories decide which people have a page and a feed, and which links lead to them."""
    seen = "content/stories/2026/seen.md"
    files = {
        **DEFAULTS,
        seen: story(audience="public"),
        "content/stories/2026/other.md": story("[a](/people/ada/)\n", authors="[ben]", audience="public"),
    }
    for path, text in files.items():
        assert isinstance(text, str | bytes)
        write(tmp_path, path, text)
    for text in (story(audience="public"), story(), story(audience="public", title="Again")):
        write(tmp_path, seen, text)
        time.sleep(0.005)  # a tick of the file system's clock
        printed = build(tmp_path, START, Wishes("public"), Workers())
        clean = make(read_portal(tmp_path), START, Wishes("public"))
        assert standing_files(tmp_path) == {file.path: file.data for file in clean.files}
        assert printed.problems == clean.problems


def test_a_story_that_has_another_place_in_time_has_it_in_the_sitemap(tmp_path: Path) -> None:
    late = "content/stories/2026/late.md"
    files = {**DEFAULTS, "content/stories/2026/noon.md": story(date="2026-03-14 12:00")}
    for path, text in files.items():
        assert isinstance(text, str | bytes)
        write(tmp_path, path, text)
    for hour in ("11:00", "13:00"):
        write(tmp_path, late, story(date=f"2026-03-14 {hour}"))
        time.sleep(0.005)  # a tick of the file system's clock
        build(tmp_path, START, Wishes(), Workers())
        clean = make(read_portal(tmp_path), START, Wishes())
        assert standing_files(tmp_path) == {file.path: file.data for file in clean.files}


def test_the_last_translation_goes_from_the_page_of_its_original(tmp_path: Path) -> None:
    """Though the two have nothing else in common by which one would be looked at for the other."""
    files = {
        **DEFAULTS,
        "content/stories/2026/a.md": story(authors="[ben]", departments="[field-service]", roles="[technician]"),
        "content/stories/2026/b.md": story(language="de", translation_of="2026/a"),
        **{
            f"content/stories/2026/c{number}.md": story(language="de", date=f"2026-01-0{number}")
            for number in range(1, 4)
        },
    }
    for path, text in files.items():
        assert isinstance(text, str | bytes)
        write(tmp_path, path, text)
    build(tmp_path, START, Wishes(), Workers())
    (tmp_path / "content/stories/2026/b.md").unlink()
    build(tmp_path, START, Wishes(), Workers())
    clean = make(read_portal(tmp_path), START, Wishes())
    assert standing_files(tmp_path) == {file.path: file.data for file in clean.files}


def moved(root: Path, old: str, new: str) -> None:
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    (root / old).rename(root / new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("content/stories/2026/a.md", "content/stories/2026/a/index.md"),  # from where the link leads elsewhere
        ("content/pictures/one.png", "content/pictures/two.png"),  # the same bytes in the other place
    ],
)
def test_a_file_that_moves_without_another_byte_is_seen(tmp_path: Path, old: str, new: str) -> None:
    """The address of the story and those of its pictures stay as they were; its page does not."""
    text = "![One](/pictures/one.png)\n\n![Two](/pictures/two.png)\n\n[b](b.md)\n"
    stories = {"content/stories/2026/a.md": story(text), "content/stories/2026/b.md": story()}
    for path, data in {**DEFAULTS, **stories, "content/pictures/one.png": picture()}.items():
        assert isinstance(data, str | bytes)
        write(tmp_path, path, data)
    build(tmp_path, START, Wishes(), Workers())
    moved(tmp_path, old, new)
    build(tmp_path, START, Wishes(), Workers())
    clean = make(read_portal(tmp_path), START, Wishes())
    assert standing_files(tmp_path) == {file.path: file.data for file in clean.files}
