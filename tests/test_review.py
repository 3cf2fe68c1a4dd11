"""What comes of `check`: how a contribution is told from what was there, and that a quick look finds what a long one does."""

from __future__ import annotations

import json
import re
import shutil  # noqa: TID251  # to take a folder away
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from laid import NOW, lay_out
from portal import CONFIG, person, picture, story

from byline.cli import main

NOBODY = story(authors="[nobody]", id="a")


def check(root: Path, *arguments: str | Path, now: str = NOW) -> Result:
    return CliRunner(env={"LC_ALL": "en_GB.UTF-8"}).invoke(
        main, ["check", "--root", str(root), "--now", now, *map(str, arguments)], catch_exceptions=False
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A portal with two stories, one of which has long had an error."""
    return lay_out(tmp_path / "portal", old=NOBODY, sound=story("[Ben](/people/ben/)\n", id="sound"))


@pytest.fixture
def before(root: Path, tmp_path: Path) -> Path:
    """What a check said before the change."""
    path = tmp_path / "before.json"
    path.write_text(check(root, "--format", "json").stdout, "utf-8")
    return path


# Since a baseline


def test_what_was_there_only_warns(root: Path, before: Path) -> None:
    assert check(root).exit_code == 1
    done = check(root, "--baseline", before)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "0 errors, 1 warning, 0 withheld.")
    assert "old.md:4:11 warning unknown-person" in done.stdout
    assert check(root, "--baseline", before, "--strict").exit_code == 0


def test_whose_file_is_taken_away_is_told_once(root: Path, tmp_path: Path) -> None:
    """Of all stories that name her, but for the one that the change touches itself."""
    lay_out(root, **{f"s{number}": story(authors="[ada]", helped_by="[ada]", id=f"s{number}") for number in range(9)})
    before = tmp_path / "before.json"
    before.write_text(check(root, "--format", "json").stdout, "utf-8")
    (root / "content/people/ada.md").rename(root / "content/people/ada-bell.md")
    touched = root / "content/stories/2026/s8.md"
    touched.write_text(touched.read_text("utf-8") + "More.\n", "utf-8")
    done = check(root, "--baseline", before)
    told = [line for line in done.stdout.splitlines() if " error " in line]
    assert [line.split()[:3] for line in told] == [
        ["content/people/ada.md:0:0", "error", "person-gone"],
        ["content/stories/2026/s8.md:4:11", "error", "unknown-person"],
        ["content/stories/2026/s8.md:7:13", "error", "unknown-person"],
    ]
    assert "stories still name `ada`: 9, the first at `content/stories/2026/s0.md:4` (" in told[0]  # `sound` among them
    assert done.exit_code == 1
    only = check(root, "content/stories/2026/s0.md", "--baseline", before)
    assert "stories still name `ada`: 1, the first at `content/stories/2026/s0.md:4` (" in only.stdout
    assert check(root).stdout.count("unknown-person") == 20  # where nobody knows what there was


def test_a_new_story_is_judged(root: Path, before: Path) -> None:
    lay_out(root, new=story(kind="potrait", id="new", authors="[ada]"))
    done = check(root, "--baseline", before)
    assert (done.exit_code, "new.md:7:7 error bad-choice" in done.stdout) == (1, True)


def test_of_an_old_story_that_is_touched_only_what_is_new_is_judged(root: Path, before: Path) -> None:
    lay_out(root, old=NOBODY + "More.\n")
    assert check(root, "--baseline", before).exit_code == 0
    lay_out(root, old=NOBODY.replace("[fitter]", "[welder]"))
    assert check(root, "--baseline", before).exit_code == 1


def test_a_new_story_does_not_take_an_id_that_is_there(root: Path, before: Path) -> None:
    """Nor the blame off itself, whatever its date is, and whoever asks for it alone hears of it, too."""
    lay_out(root, new=story(date="2026-01-01", id="sound"))
    for asked in ([], ["content/stories/2026/new.md"]):
        done = check(root, *asked, "--baseline", before)
        told = [line.split()[:3] for line in done.stdout.splitlines() if " error " in line]
        assert told == [["content/stories/2026/new.md:7:1", "error", "same-id"]]
        assert "(content/stories/2026/sound.md has it already;" in done.stdout
    only = check(root, "content/stories/2026/sound.md", "--baseline", before)
    assert (only.exit_code, "same-id" in only.stdout) == (0, False)


def test_what_keeps_everything_from_being_made_fails_also_if_it_was_there_before(root: Path, tmp_path: Path) -> None:
    (root / "config.yaml").write_text("nonsense: [\n")
    (tmp_path / "before.json").write_text(check(root, "--format", "json").stdout)
    assert check(root, "--baseline", tmp_path / "before.json").exit_code == 1
    (root / "config.yaml").unlink()
    assert check(root, "--baseline", tmp_path / "before.json").exit_code == 2


def test_what_a_change_does_to_others_is_told(root: Path, before: Path) -> None:
    (root / "content/people/ben.md").unlink()
    done = check(root, "--baseline", before)
    assert "sound.md:9:7 warning dead-link" in done.stdout


def test_where_nothing_can_be_read_nothing_is_said_to_be_gone(root: Path, before: Path) -> None:
    config = root / "config.yaml"
    config.write_text(config.read_text("utf-8") + "site: [\n", "utf-8")
    told = check(root, "--baseline", before, "--format", "markdown").stdout
    assert ("config.yaml" in told, "content/stories/2026/old.md" in told) == (True, False)


def test_a_missing_or_foreign_baseline_is_refused(root: Path, tmp_path: Path) -> None:
    done = check(root, "--baseline", tmp_path / "nowhere.json")
    assert (done.exit_code, "nowhere.json" in done.stderr) == (2, True)
    (tmp_path / "other.json").write_text("[]")
    done = check(root, "--baseline", tmp_path / "other.json")
    assert (done.exit_code, "check --format json" in done.stderr) == (2, True)


def test_only_a_contribution_gets_advice(root: Path, before: Path) -> None:
    assert "advice no-id" not in check(root, "--baseline", before).stdout
    lay_out(root, new=story())
    told = check(root, "--baseline", before).stdout
    assert "new.md:2:1 advice no-id" in told
    assert "new.md:3:7 advice dated-back" in told  # both are of one day


def test_whoever_asks_to_be_taken_out_is_not_asked_to_write_better(root: Path, before: Path) -> None:
    lay_out(root, sound=story("Click [here](/people/ben/).\n", status="withdrawn", id="sound"))
    made = check(root, "--baseline", before, "--format", "markdown").stdout
    assert "Not published, because it is withdrawn." in made
    assert "This could be better" not in made
    assert "the story is gone from the portal by itself" in made


# In the forms of forges


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            "github",
            ["::error file=content/stories/2026/old.md,line=4,col=11,title=unknown-person::", "1 error, 0 warn"],
        ),
        ("gitlab", ['"check_name": "unknown-person"', '"begin": 4']),
        ("sarif", ['"ruleId": "unknown-person"', '"startLine": 4']),
        ("markdown", ["### A story", "### Who has no file yet", "### What happens next"]),
    ],
)
def test_each_form_tells_all_and_fails(root: Path, form: str, words: list[str]) -> None:
    done = check(root, "--format", form, "content/stories/2026/old.md")
    assert done.exit_code == 1
    for word in words:
        assert word in done.stdout
    if form in {"gitlab", "sarif"}:
        json.loads(done.stdout)


def test_the_comment_names_who_looks_at_it(root: Path, before: Path) -> None:
    forge = """forge:
  kind: github
  url: https://git.example/voices
  editors: ["@editors"]
  reviewers: {production: ["@makers"], field-service: ["@drivers"]}
  answer: before Friday
  help: Extension 1930
"""
    lay_out(root, new=story(id="new", title="The pump"))
    (root / "config.yaml").write_text(CONFIG + forge)
    made = check(root, "--baseline", before, "--format", "markdown").stdout
    assert "### The pump\n" in made
    assert "Who will read it, before Friday: `@editors` and `@makers`." in made
    assert "Questions? Extension 1930" in made
    assert "drivers" not in made


def test_whoever_has_told_something_before_is_not_welcomed(root: Path, before: Path) -> None:
    """Not even where the only story is gone, or renamed and rewritten; whoever has not is."""
    for name in ("old", "sound"):
        (root / f"content/stories/2026/{name}.md").unlink()
    lay_out(root, new=story("Written anew.\n", id="new"))
    told = check(root, "--baseline", before, "--format", "markdown").stdout
    assert ("### A story" in told, "Welcome" in told) == (True, False)
    lay_out(root, new=story("Written anew.\n", id="new", authors="[ada, ben]"))
    assert "**Welcome, Ben Castor!**" in check(root, "--baseline", before, "--format", "markdown").stdout


def test_the_comment_tells_only_of_what_is_asked_for(root: Path, before: Path) -> None:
    """Of `new` and `late` alone: not of another story, of a person, of what is gone or of what was there."""
    lay_out(root, **dict.fromkeys(("new", "late", "other"), story()))
    (root / "content/people/cy.md").write_text(person("Cy"), "utf-8")
    (root / "content/stories/2026/sound.md").unlink()

    def told(*names: str) -> tuple[set[str], bool]:
        asked = [f"content/stories/2026/{name}.md" for name in names]
        made = check(root, *asked, "--baseline", before, "--format", "markdown").stdout
        return {*re.findall(r"content/[\w/]+/(\w+)\.md", made)}, "### This was so before" in made

    assert told("new", "late") == ({"new", "late"}, False)
    assert told("other", "old") == ({"other", "old"}, True)
    assert told() == ({"new", "late", "other", "cy", "sound", "old"}, True)


def test_messages_are_in_the_portals_first_language(root: Path) -> None:
    assert "1 error" in check(root).stdout
    (root / "config.yaml").write_text(CONFIG.replace("languages: [en, de]", "languages: [de, en]"))
    assert "1 Fehler" in check(root).stdout
    assert "1 error" in check(root, "--lang", "en").stdout


# Quickly

CHANGES: dict[str, Mapping[str, str | bytes | None]] = {
    "a text": {"stories/2026/a.md": story("Another text.\n", id="a")},
    "an error": {"stories/2026/a.md": story(authors="[nobody]", id="a")},
    "somebody who is not known": {"stories/2026/a.md": story(authors="[bne, Ada Example]", id="a")},
    "an answer to nothing": {"stories/2026/a.md": story(reply_to="2026/bb", translation_of="2026/d", id="a")},
    "an answer to what cannot be read": {
        "stories/2026/a.md": story(reply_to="2026/nn", id="a"),
        "stories/2026/nn.md": "---\n[\n---\n",
    },
    "an error in YAML": {"stories/2026/a.md": '---\ntitle: "A\n---\n'},
    "no front matter": {"stories/2026/a.md": "Hello.\n"},
    "an error, in a story that others name": {"stories/2026/b.md": story(kind="potrait", id="b")},
    "an error in YAML, in a story that others name": {"stories/2026/b.md": "---\ntitle: [\n---\n"},
    "a new story with an error": {"stories/2026/n.md": story(roles="[nothing]", id="n")},
    "a new story that cannot be read": {"stories/2026/n.md": b"---\ntitle: \xff\n---\n"},
    "a new story at a strange place": {"stories/2026/a/index.md": story(id="n")},
    "one that claims another's id": {"stories/2026/n.md": story(id="a")},
    "a dead link": {"stories/2026/a.md": story("[x](/nowhere/)\n", id="a")},
    "a draft": {"stories/2026/b.md": story(status="draft", id="b")},
    "a story is gone": {"stories/2026/b.md": None},
    "a picture is missing": {"stories/2026/a.md": story("![P](q.png)\n", id="a")},
    "a picture is new": {"stories/2026/a.md": story("![P](q.png)\n", id="a"), "stories/2026/q.png": picture()},
    "a picture is named no longer": {"stories/2026/p.md": story(id="p")},
    "a picture's story cannot be read": {"stories/2026/p.md": "---\n[\n---\n"},
    "a person is gone": {"people/ben.md": None},
    "a person with an error": {"people/ben.md": person("Ben", role="nothing")},
    "two at once": {
        "stories/2026/a.md": story(authors="[nobody]", id="a"),
        "stories/2026/n.md": story("[a](a.md)\n", id="n"),
    },
}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("story.html", '{{ 1 // 0 if page.card.title == "BOOM" }}'),
        ("listing.html", '{{ 1 // 0 if "BOOM" in page.cards|map(attribute="title") }}'),
    ],
)
def test_a_layout_that_fails_for_one_story_is_told_beside_an_error_in_another(
    root: Path, name: str, fault: str
) -> None:
    lay_out(root, old=story(id="old"))
    layout = root / "layouts" / name
    failing = layout.read_text("utf-8") + fault
    layout.write_text(failing, "utf-8")
    assert check(root).exit_code == 0
    lay_out(root, old=story(id="old", title="BOOM"), sound=story(id="sound", authors="[nobody]"))
    layout.write_text(failing, "utf-8")
    quick = check(root, "--format", "json").stdout
    shutil.rmtree(root / ".byline")
    assert check(root, "--format", "json").stdout == quick
    assert '"rule": "layout-fault"' in quick


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that was checked before."""
    made = lay_out(
        tmp_path_factory.mktemp("quick") / "portal",
        a=story(id="a"),
        b=story(id="b", title="B"),
        c=story("[B](b.md) and [Ben](/people/ben/)\n", id="c"),
        d=story(reply_to="2026/b", id="d"),
        p=story("![P](p.png)\n", id="p"),
    )
    (made / "content/stories/2026/p.png").write_bytes(picture())
    assert check(made).exit_code == 0
    return made


@pytest.mark.parametrize(
    ("change", "built"),
    [*((change, False) for change in CHANGES), ("a text", True), ("an error", True), ("a person is gone", True)],
)
def test_a_quick_look_finds_what_a_long_one_does(looked_at: Path, tmp_path: Path, change: str, *, built: bool) -> None:
    root = tmp_path / "portal"
    shutil.copytree(looked_at, root)
    if built:
        CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW], catch_exceptions=False)
    for path, data in CHANGES[change].items():
        target = root / "content" / path
        target.parent.mkdir(exist_ok=True)
        if data is None:
            target.unlink()
        else:
            target.write_bytes(data if isinstance(data, bytes) else data.encode())
    quick = [check(root, "--format", "json") for _ in range(2)]
    shutil.rmtree(root / ".byline")
    long = check(root, "--format", "json")
    assert [one.stdout for one in quick] == [long.stdout] * 2
    assert [one.exit_code for one in quick] == [long.exit_code] * 2


# Style

LONG = "Die Halle war " + "sehr, sehr " * 20 + "groß.\n"


def test_style_is_advice_and_the_portal_may_make_more_of_it(root: Path) -> None:
    lay_out(root, new=story(LONG, id="new", language="de"))
    path = "content/stories/2026/new.md"
    done = check(root, path)
    assert (done.exit_code, "new.md:10:1 advice long-sentence" in done.stdout) == (0, True)
    (root / "config.yaml").write_text(CONFIG + "rules: {long-sentence: error, no-summary: off}\n")
    done = check(root, path)
    assert (done.exit_code, "new.md:10:1 error long-sentence" in done.stdout) == (1, True)
    assert "no-summary" not in done.stdout


def test_builds_know_no_style(root: Path) -> None:
    lay_out(root, old=story(id="old"), new=story(LONG, id="new", language="de"))
    (root / "config.yaml").write_text(CONFIG + "rules: {long-sentence: error}\n")
    done = CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW], catch_exceptions=False)
    assert (done.exit_code, "long-sentence" in done.stdout) == (0, False)


def test_what_was_said_of_many_stories_is_said_again(tmp_path: Path) -> None:
    """It is kept, for the same wishes of the house and the same texts."""
    texts = {
        f"s{number}": story(f"{LONG}\nSynergie {number}.\n", id=f"s{number}", language="de") for number in range(60)
    }
    root = lay_out(tmp_path / "portal", **texts)
    first = check(root, "--format", "json").stdout
    assert first.count('"rule": "long-sentence"') == 60
    assert list((root / ".byline" / "styles").iterdir())
    assert check(root, "--format", "json").stdout == first
    lay_out(root, **texts | {"s7": story("Kurz.\n", id="s7", language="de")})
    assert check(root, "--format", "json").stdout.count('"rule": "long-sentence"') == 59
    lay_out(root, **texts)
    (root / "config.yaml").write_text(CONFIG + "editorial: {avoid: [{word: Synergie}]}\n")
    told = check(root, "--format", "json").stdout
    assert (told.count('"rule": "avoided-word"'), told.count('"rule": "long-sentence"')) == (60, 60)


# What was not taken


def test_files_that_were_not_taken_are_errors_like_others(root: Path, before: Path, tmp_path: Path) -> None:
    refused = tmp_path / "refused"
    refused.write_text("content/stories/2026/what is home?.md\tno name for Windows\n\n")
    path = "content/stories/2026/what is home?.md"
    done = check(root, "--baseline", before, "--refused", refused, "--format", "github")
    assert done.exit_code == 1
    assert f"::error file={path},title=not-taken::this file was not taken: no name for Windows" in done.stdout
    told = check(root, "--baseline", before, "--refused", refused, "--format", "markdown").stdout
    assert f"### This must be changed\n\n- `{path}` This file was not taken" in told
    assert "appears in the portal" not in told  # nothing of it would
    assert check(root, "--refused", tmp_path / "nowhere").exit_code == 2
