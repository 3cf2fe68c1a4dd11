"""The command line, as its users meet it: what it says, what it writes, and its exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil  # noqa: TID251  # to take a folder away
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from laid import NOW, lay_out, until, write
from portal import CONFIG, ROOT, story
from printed import run

from byline.cli import main
from byline.delivery import begin, is_tidy
from byline.imprint import MARK
from byline.kit import KITS
from byline.lock import turn


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "portal", sound=story(id="sound", summary="It is sound."))


def call(*arguments: str | Path, **environment: str) -> Result:
    """A command in this process. An exception that is not an exit is one that its user would see."""
    return CliRunner(env={"LC_ALL": None, "LC_MESSAGES": None, "LANG": "en_GB.UTF-8", **environment}).invoke(
        main, [str(one) for one in arguments], catch_exceptions=False
    )


def build(root: Path, *arguments: str | Path, **environment: str) -> Result:
    return call("build", "--root", root, "--now", NOW, *arguments, **environment)


# Help


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["build", "check", "new", "content/stories", "public"]),
        (["-h"], ["build"]),
        (
            ["build", "--help"],
            [
                "--root",
                "--out",
                "--drafts",
                "--now",
                "--audience",
                "--strict",
                "--keep-going",
                "--from-disk",
                "--changed-list",
                "--jobs",
                "--lang",
            ],
        ),
        (["check", "--help"], ["--format", "[FILES]", "--strict", "text|json"]),
        (["serve", "--help"], ["--root", "--host", "--port", "--now", "--jobs", "--lang", "127.0.0.1", "8000"]),
        (["new", "--help"], ["story", "person", "people"]),
        (["new", "story", "--help"], ["--author", "--told-by", "--kind", "--topic", "--from", "--pictures", "TITLE"]),
        (["new", "person", "--help"], ["--role", "--department", "NAME"]),
        (["--version"], ["Byline 0."]),
    ],
)
def test_help_names_what_there_is(arguments: list[str], words: list[str]) -> None:
    done = call(*arguments)
    assert done.exit_code == 0
    assert [word for word in words if word not in done.stdout] == []


def options(command: click.Command, name: str = "byline") -> Iterator[tuple[str, click.Option]]:
    yield from ((name, one) for one in command.params if isinstance(one, click.Option))
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from options(inner, f"{name} {inner.name}")


def test_every_option_and_command_is_explained() -> None:
    found = list(options(main))
    assert len(found) > 20
    for command, option in found:
        assert (option.help or "").endswith("."), (command, option.name)


# Building


def test_a_sound_portal_is_built(root: Path) -> None:
    done = build(root)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("1 story, 2 people, ")
    assert "0 errors, 0 warnings, 0 withheld." in done.stdout
    assert (root / "public" / "stories" / "2026" / "sound" / "index.html").is_file()


def test_no_command_means_build(root: Path) -> None:
    done = call("--root", root, "--now", NOW)
    assert done.exit_code == 0
    assert (root / "public" / "index.html").is_file()


def test_out_goes_elsewhere(root: Path, tmp_path: Path) -> None:
    assert build(root, "--out", tmp_path / "deep" / "out").exit_code == 0
    assert (tmp_path / "deep" / "out" / "index.html").is_file()
    assert not (root / "public").exists()


def test_a_list_of_what_has_changed(root: Path, tmp_path: Path) -> None:
    changes = tmp_path / "changes"

    def listed() -> dict[str, set[str]]:
        lines = [line.split(" ", 1) for line in changes.read_text("utf-8").splitlines()]
        return {letter: {path for one, path in lines if one == letter} for letter in "AMD"}

    assert build(root, "--changed-list", changes).exit_code == 0
    everything = {str(file.relative_to(root / "public")) for file in (root / "public").rglob("*") if file.is_file()}
    assert listed() == {"A": everything - {MARK}, "M": set(), "D": set()}
    assert build(root, "--changed-list", changes).exit_code == 0
    assert changes.read_text() == ""
    lay_out(root, other=story(title="Other", id="other"))
    (root / "content/stories/2026/sound.md").unlink()
    assert build(root, "--changed-list", changes).exit_code == 0
    assert {path for path in listed()["A"] if path.startswith("stories/")} == {"stories/2026/other/index.html"}
    assert {path for path in listed()["D"] if path.startswith("stories/")} == {"stories/2026/sound/index.html"}
    assert "index.html" in listed()["M"]
    before = changes.read_text()
    lay_out(root, broken=story(authors="[nobody]"))
    assert build(root, "--changed-list", changes).exit_code == 1
    assert changes.read_text() == before


@pytest.mark.parametrize("folder", [".byline", "public"])
def test_without_store_or_output_a_build_mends_what_somebody_did_to_the_output(root: Path, folder: str) -> None:
    page, home = (root / "public" / path for path in ("stories/2026/sound/index.html", "index.html"))
    build(root)
    lay_out(root, sound=story("Another text.\n", id="sound"))
    build(root)
    right = page.read_bytes(), home.read_bytes()
    page.write_bytes(b"by hand")
    home.unlink()
    shutil.rmtree(root / folder)
    assert build(root).exit_code == 0
    assert (page.read_bytes(), home.read_bytes()) == right


def test_an_error_keeps_the_old_edition(root: Path) -> None:
    assert build(root).exit_code == 0
    before = (root / "public" / "feed.xml").read_bytes()
    lay_out(root, broken=story(authors="[nobody]"), fine=story(title="Fine"))
    done = build(root)
    assert done.exit_code == 1
    assert "content/stories/2026/broken.md:4:11 error unknown-person nobody has the id `nobody`" in done.stdout
    assert "1 error, 0 warnings, 0 withheld." in done.stdout
    assert "Nothing was published" in done.stdout
    assert (root / "public" / "feed.xml").read_bytes() == before


def test_keep_going_leaves_out_what_is_broken_and_still_says_so(root: Path) -> None:
    lay_out(root, broken=story(authors="[nobody]"))
    done = build(root, "--keep-going")
    assert done.exit_code == 1
    assert (root / "public" / "stories" / "2026" / "sound").is_dir()
    assert not (root / "public" / "stories" / "2026" / "broken").exists()


def test_keep_going_takes_something_down(root: Path) -> None:
    build(root)
    lay_out(root, broken=story(authors="[nobody]"), sound=story(status="withdrawn"))
    assert build(root, "--keep-going").exit_code == 1
    assert not (root / "public" / "stories" / "2026" / "sound").exists()


def test_strict_makes_a_warning_an_error(root: Path) -> None:
    lay_out(root, linked=story("[x](nowhere.md)"))
    assert build(root).exit_code == 0
    lay_out(root, linked=story("[x](nowhere.md) More.", title="Changed"))
    done = build(root, "--strict")
    assert done.exit_code == 1
    assert "dead-link" in done.stdout
    assert "Changed" not in (root / "public" / "stories" / "2026" / "linked" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("front", "option", "shown"),
    [
        ({"status": "draft"}, [], False),
        ({"status": "draft"}, ["--drafts"], True),
        ({"date": "2026-06-02"}, [], False),
        ({"date": "2026-06-02"}, ["--now", "2026-06-02T00:00"], True),
        ({"date": "2026-06-02"}, ["--now", "2026-06-01T22:00+00:00"], True),
        ({"date": "2026-06-02"}, ["--now", "2026-06-01T21:59Z"], False),
        ({"audience": "intranet"}, ["--audience", "public"], False),
        ({"audience": "public"}, ["--audience", "public"], True),
    ],
)
def test_what_is_shown(root: Path, front: dict[str, str], option: list[str], *, shown: bool) -> None:
    lay_out(root, tested=story(**front))
    done = build(root, *option)
    assert done.exit_code == 0
    assert (root / "public" / "stories" / "2026" / "tested").is_dir() is shown
    assert ("withheld" in done.stdout.partition("withheld.")[0].replace("0 withheld", "")) is (not shown) or option == [
        "--audience",
        "public",
    ]


def test_what_is_withheld_goes_from_the_next_edition(root: Path) -> None:
    build(root)
    lay_out(root, sound=story(status="withdrawn"))
    done = build(root)
    assert done.exit_code == 0
    assert "withheld-withdrawn" in done.stdout
    assert not (root / "public" / "stories" / "2026").exists()


# Ten mistakes of users


def mistake(root: Path, *arguments: str | Path, code: int = 2, **environment: str) -> str:
    """What a command says on an error's way out; nothing may look like a program that broke."""
    done = call(*arguments, **environment)
    said = done.stdout + done.stderr
    assert done.exit_code == code, said
    assert "Traceback" not in said
    assert said.strip()
    assert not (root / "public").exists()
    return said


def test_an_unknown_command(root: Path) -> None:
    assert "No such command 'biuld'" in mistake(root, "biuld")


def test_an_unknown_option(root: Path) -> None:
    assert "--draft" in mistake(root, "build", "--root", root, "--draftz")


def test_a_time_that_is_none(root: Path) -> None:
    assert "2026-03-14T09:00" in mistake(root, "build", "--root", root, "--now", "tomorrow")


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "100000"])
def test_a_number_of_jobs_that_is_none(root: Path, jobs: str) -> None:
    assert "--jobs" in mistake(root, "build", "--root", root, "--jobs", jobs)


@pytest.mark.parametrize("place", ["config.yaml", "content/list.md", "layouts/story.html", "link/list"])
def test_the_list_of_changes_never_takes_a_sources_place(root: Path, place: str) -> None:
    (root / "link").symlink_to(root / "content")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert "--changed-list" in mistake(root, "build", "--root", root, "--now", NOW, "--changed-list", root / place)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_no_portal_here(root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = mistake(root, "build", "--root", tmp_path / "empty")
    assert "config.yaml" in said
    assert "--root" in said
    assert "config.yaml" in mistake(root, "check", "--root", tmp_path / "nowhere")
    assert os.listdir(tmp_path / "empty") == []


def test_a_file_where_a_folder_belongs(root: Path) -> None:
    assert "config.yaml" in mistake(root, "build", "--root", root / "config.yaml")
    assert "config.yaml" in mistake(root, "build", "--root", root, "--out", root / "config.yaml")


def test_a_foreign_folder_is_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.tex").write_text("years")
    assert "Byline did not write" in mistake(root, "build", "--root", root, "--now", NOW, "--out", tmp_path / "thesis")
    assert (tmp_path / "thesis" / "thesis.tex").read_text() == "years"


@pytest.mark.parametrize("out", [".", "content", "layouts", "content/stories/2026", "content/new"])
def test_the_sources_are_no_place_for_an_edition(root: Path, out: str) -> None:
    assert "sources" in mistake(root, "build", "--root", root, "--now", NOW, "--out", root / out)
    assert not (root / "content" / "new").exists()
    assert (root / "content" / "people" / "ada.md").is_file()


def test_another_build_at_work(root: Path) -> None:
    with begin(root / "public"):
        assert "another build is at work" in mistake(root, "build", "--root", root, "--now", NOW)
        assert "arbeitet gerade ein anderer" in mistake(root, "build", "--root", root, "--now", NOW, "--lang", "de")
    assert build(root).exit_code == 0


@pytest.mark.parametrize(
    ("path", "told"), [("public/changes", "would be published"), ("no/changes", "cannot be written")]
)
def test_a_list_that_cannot_be_where_it_is_wished(root: Path, path: str, told: str) -> None:
    assert told in mistake(root, "build", "--root", root, "--now", NOW, "--changed-list", root / path)


def test_settings_that_cannot_be_read(root: Path) -> None:
    (root / "config.yaml").write_text("site: [\n")
    assert "config.yaml:" in mistake(root, "build", "--root", root, "--now", NOW, code=1)
    (root / "config.yaml").write_bytes(b"\xfc")
    assert "config.yaml:1:1" in mistake(root, "build", "--root", root, "--now", NOW)
    (root / "config.yaml").write_text("")
    assert "config.yaml:" in mistake(root, "build", "--root", root, "--now", NOW, code=1)


def test_no_layouts(root: Path) -> None:
    (root / "layouts" / "story.html").unlink()
    assert "there is no layout “story.html”" in mistake(root, "build", "--root", root, "--now", NOW, code=1)


def test_an_author_who_is_nobody(root: Path) -> None:
    said = mistake(root, "new", "story", "A title", "--root", root, "--author", "adda", code=1)
    assert "adda" in said
    assert "did you mean `ada`?" in said


def test_no_author(root: Path) -> None:
    assert "--author" in mistake(root, "new", "story", "A title", "--root", root)


def test_no_title(root: Path) -> None:
    assert "TITLE" in mistake(root, "new", "story", "--root", root, "--author", "ada")


def test_a_title_without_letters(root: Path) -> None:
    assert "!!!" in mistake(root, "new", "story", "!!!", "--root", root, "--author", "ada")


def test_an_option_value_that_does_not_exist(root: Path) -> None:
    assert "intranet" in mistake(root, "build", "--root", root, "--audience", "everyone")
    assert "json" in mistake(root, "check", "--root", root, "--format", "xml")
    assert "de" in mistake(root, "build", "--root", root, "--lang", "fr")


# Checking


def test_check_says_all_is_well(root: Path) -> None:
    done = call("check", "--root", root, "--now", NOW)
    assert (done.exit_code, done.stdout) == (0, "0 errors, 0 warnings, 0 withheld.\n")
    assert not (root / "public").exists()


@pytest.mark.parametrize(
    ("paths", "heard"),
    [
        ([], {"a.md", "b.md"}),
        (["content/stories/2026/a.md"], {"a.md"}),
        (["content/stories/2026/b.md"], {"b.md"}),
        (["content/stories"], {"a.md", "b.md"}),
        (["content/people"], set()),
        (["content/people", "content/stories/2026/a.md"], {"a.md"}),
    ],
)
def test_check_tells_only_of_what_is_named(root: Path, paths: list[str], heard: set[str]) -> None:
    lay_out(root, a=story(authors="[nobody]", id="a"), b=story("[x](nowhere.md)", id="b"))
    done = call("check", "--root", root, "--now", NOW, *(root / path for path in paths))
    assert set(re.findall(r"^content/stories/2026/(\w\.md):", done.stdout, re.MULTILINE)) == heard
    assert done.exit_code == (1 if "a.md" in heard else 0)


def test_check_from_the_portals_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(root, a=story(authors="[nobody]"))
    monkeypatch.chdir(root)
    for path in ("content/stories/2026/a.md", "./content/stories", root / "content"):
        done = call("check", "--now", NOW, path)
        assert done.exit_code == 1
        assert "content/stories/2026/a.md:4:11 error" in done.stdout


@pytest.mark.parametrize(
    ("sound", "broken"), [("Europe/Berlin", "Berlin"), ("https://intranet.example/voices/", "intranet"), ("1", "2")]
)
def test_check_tells_what_keeps_it_from_checking_and_checks_what_it_can(root: Path, sound: str, broken: str) -> None:
    lay_out(root, a=story(kind="potrait", id="a"))
    (root / "config.yaml").write_text(CONFIG.replace(f": {sound}\n", f": {broken}\n"))
    done = call("check", "--root", root, "--now", NOW, root / "content/stories/2026/a.md")
    assert done.exit_code == 1
    assert re.search(r"^config\.yaml:\d+:\d+ error", done.stdout, re.MULTILINE)
    assert "content/stories/2026/a.md:7:7 error bad-choice" in done.stdout


def test_check_of_a_file_that_is_not_the_portals(root: Path, tmp_path: Path) -> None:
    other = lay_out(tmp_path / "other", a=story(authors="[nobody]"))
    assert "not part of the portal" in mistake(root, "check", "--root", root, other / "content/stories/2026/a.md")


def test_check_looks_into_the_portal_first(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(root, a=story(authors="[nobody]"))
    monkeypatch.chdir(lay_out(tmp_path / "other", a=story(id="a")))
    done = call("check", "--root", root, "--now", NOW, "content/stories/2026/a.md")
    assert (done.exit_code, "a.md:4:11 error" in done.stdout) == (1, True)


def test_nothing_in_content_keeps_the_old_edition(root: Path) -> None:
    assert build(root).exit_code == 0
    shutil.rmtree(root / "content")
    done = build(root)
    assert (done.exit_code, "nothing in the folder content" in done.stdout) == (2, True)
    assert (root / "public" / "stories" / "2026" / "sound" / "index.html").is_file()


def test_check_strict(root: Path) -> None:
    lay_out(root, b=story("[x](nowhere.md)"))
    assert call("check", "--root", root, "--now", NOW).exit_code == 0
    assert call("check", "--root", root, "--now", NOW, "--strict").exit_code == 1


def test_codeowners(root: Path) -> None:
    forge = 'forge: {kind: github, url: "https://git.example/p", editors: ["@ed"]}\n'
    (root / "config.yaml").write_text(CONFIG + forge)
    assert call("codeowners", "--root", root).stdout.endswith("\n/content/ @ed\n/config.yaml @ed\n")
    (root / "content/stories/2026/broken.md").write_text(story(title=""))
    assert "has no line for its department: 1 story" in call("codeowners", "--root", root).stderr


@pytest.mark.parametrize("forge", ["", "forge: {kind: gitea, url: https://git.example/p}\n"])
def test_codeowners_without_a_forge(root: Path, forge: str) -> None:
    (root / "config.yaml").write_text(CONFIG + forge)
    assert "lacks the block `forge`" in mistake(root, "codeowners", "--root", root)


def test_codeowners_of_settings_that_cannot_be_read(root: Path) -> None:
    (root / "config.yaml").write_text(CONFIG.replace("version: 1", "version: 2"))
    done = call("codeowners", "--root", root)
    assert done.exit_code == 1
    assert "config.yaml:1:10 error unknown-version" in done.stdout


def test_check_for_programs(root: Path) -> None:
    lay_out(root, a=story(authors="[adda]", id="a", summary="S."))
    done = call("check", "--root", root, "--now", NOW, "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert set(told) == {"problems", "texts"}
    assert [{key: one[key] for key in one if key != "fingerprint"} for one in told["problems"]] == [
        {
            "path": "content/stories/2026/a.md",
            "line": 4,
            "column": 11,
            "severity": "error",
            "rule": "unknown-person",
            "message": "nobody has the id `adda`",
            "hint": "did you mean `ada`? Whoever is new needs content/people/adda.md with the line `name: …`; an editor is glad to make it",
        }
    ]
    assert (
        json.loads(call("check", "--root", root, "--now", NOW, "--format", "json", root / "layouts").stdout)["problems"]
        == []
    )


def test_advice_is_heard_in_check_only(root: Path) -> None:
    lay_out(root, a=story())
    assert "no-id" in call("check", "--root", root, "--now", NOW).stdout
    assert "no-id" not in build(root).stdout


# In German


@pytest.mark.parametrize(
    ("option", "environment", "german"),
    [
        ([], {"LANG": "de_DE.UTF-8"}, True),
        ([], {"LC_ALL": "de_AT.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ([], {"LC_MESSAGES": "de_CH.UTF-8"}, True),
        ([], {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, False),
        ([], {"LANG": "fr_FR.UTF-8"}, False),
        (["--lang", "de"], {}, True),
        (["--lang", "en"], {"LANG": "de_DE.UTF-8"}, False),
    ],
)
def test_messages_in_german_or_english(
    root: Path, option: list[str], environment: dict[str, str], *, german: bool
) -> None:
    lay_out(root, a=story(authors="[nobody]"))
    done = build(root, *option, **environment)
    assert done.exit_code == 1
    assert ("Fehler" in done.stdout) is german
    assert ("1 error," in done.stdout) is not german


# New


def test_a_new_story_is_sound_but_for_its_draft(root: Path) -> None:
    done = call(
        "new", "story", "Öl: die Pumpe & „ich“", "--root", root, "--author", "ada", "--told-by", "ben", "--topic", "learning",
        "--kind", "lesson", "--language", "de", "--now", NOW,
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    path = "content/stories/2026/oel-die-pumpe-ich.md"
    assert path in done.stdout
    text = (root / path).read_text("utf-8")
    assert 'title: "Öl: die Pumpe & „ich“"' in text
    for line in (
        "authors: [ada]",
        "told_by: [ben]",
        "departments: [field-service]",
        "roles: [technician]",
        "date: 2026-06-01",
        "language: de",
        "status: draft",
    ):
        assert f"\n{line}\n" in text
    checked = call("check", "--root", root, "--now", NOW, root / path)
    assert checked.exit_code == 0
    assert checked.stdout.count("\n") == 3  # that it is withheld, that a summary is missing, and the counts
    assert "no-summary" in checked.stdout
    assert "withheld-status" in checked.stdout
    assert build(root, "--drafts", "--strict").exit_code == 0


def test_a_new_story_with_a_folder_for_its_pictures(root: Path) -> None:
    assert call("new", "story", "Roof", "--root", root, "--author", "ada", "--pictures", "--now", NOW).exit_code == 0
    assert (root / "content/stories/2026/roof/index.md").is_file()


def test_what_exists_is_not_overwritten(root: Path) -> None:
    before = (root / "content/stories/2026/sound.md").read_bytes()
    done = call("new", "story", "Sound", "--root", root, "--author", "ada", "--now", NOW)
    assert done.exit_code == 2
    assert "exists already" in done.stderr
    assert (root / "content/stories/2026/sound.md").read_bytes() == before


def test_new_people(root: Path) -> None:
    write(root, {"content/stories/2026/first.md": story(authors="[ada, nadia-benali]", told_by="[benn]", id="f")})
    done = call("new", "people", "--root", root, "--lang", "en")
    path = root / "content/people/nadia-benali.md"
    made, perhaps = done.stdout.splitlines()
    assert made == f"Created {path}. Ask how the name should read before the story appears."
    assert perhaps.startswith("No file was made for Benn: perhaps somebody else is meant.")
    assert path.read_text() == "---\nname: Nadia Benali\n---\n"
    write(root, {"content/stories/2026/second.md": story(authors="[Quirin Öz]", id="s")})
    call("check", "--root", root)  # from here on, the story is known as it was read
    call("new", "people", "--root", root)
    assert (root / "content/people/quirin-oez.md").read_text("utf-8") == "---\nname: Quirin Öz\n---\n"
    (root / "content/stories/2026/first.md").unlink()
    again = call("new", "people", "--root", root, "--lang", "de")
    assert (again.exit_code, again.stdout) == (0, "Alle, die in einer Geschichte genannt sind, haben eine Datei.\n")


def test_new_people_since_a_check(root: Path) -> None:
    """Neither those who were missing before, nor those whose file has been taken away since."""
    write(root, {"content/stories/2026/old.md": story(authors="[long-missing]", id="o")})
    before = write(root, {"before.json": call("check", "--root", root, "--format", "json").stdout}) / "before.json"
    write(root, {"content/stories/2026/first.md": story(authors="[nadia-benali, long-missing]", id="f")})
    (root / "content/people/ada.md").unlink()
    call("new", "people", "--root", root, "--baseline", before)
    there = {path.name for path in (root / "content/people").iterdir()}
    assert there == {"ben.md", "nadia-benali.md", "long-missing.md"}  # whom a new story names, too
    assert "no-such.json" in call("new", "people", "--root", root, "--baseline", root / "no-such.json").stderr


def test_a_new_person_is_sound(root: Path) -> None:
    done = call(
        "new", "person", "Dr. Özlem O'Neill-Ay", "--root", root, "--role", "fitter", "--department", "production"
    )
    assert done.exit_code == 0, done.stderr
    path = root / "content/people/oezlem-o-neill-ay.md"
    assert "department: production" in path.read_text("utf-8")
    assert call("check", "--root", root, "--now", NOW, "--strict").exit_code == 0
    again = call("new", "person", "Dr. Özlem O'Neill-Ay", "--root", root)
    assert again.exit_code == 2


@pytest.mark.parametrize(
    ("option", "guess"), [(["--role", "fiter"], "fitter"), (["--department", "prodution"], "production")]
)
def test_a_new_person_of_a_kind_that_does_not_exist(root: Path, option: list[str], guess: str) -> None:
    done = call("new", "person", "Cy", "--root", root, *option)
    assert done.exit_code == 1
    assert f"did you mean `{guess}`?" in done.stderr
    assert not (root / "content/people/cy.md").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["story", "x" * 201, "--author", "ada"], "`title` is too long, with 201 characters"),
        (["story", "Rain", "--author", "ada", "--language", "zz"], "“zz” is no language’s code"),
        (["story", "Rain", "--author", "ada", "--language", "English"], "“English” is no language’s code"),
        (["story", "Rain", "--author", "ada", "--language", "de\nlane: quick"], "is no language’s code"),
        (["story", "Rain", "--author", "ada", "--topic", ""], "an item of `topics` is empty"),
        (["story", "Rain", "--author", "ada", "--topic", "日本"], "“日本” cannot be used as an id"),
        (["person", "C. " * 41], "`name` is too long, with 122 characters"),
        (["person", "C" * 121], "gives no address, since it is too long"),
        (["person", "Cy", "--language", "zz"], "“zz” is no language’s code"),
    ],
)
def test_what_check_would_refuse_is_not_begun(root: Path, arguments: list[str], told: str) -> None:
    before = sorted(root.rglob("*.md"))
    done = call("new", *arguments, "--root", root)
    assert done.exit_code == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(root.rglob("*.md")) == before


def test_a_new_story_is_in_the_portals_language_and_not_in_its_authors(root: Path) -> None:
    (root / "content/people/cy.md").write_text("---\nname: Cy\nlanguage: de\n---\n")
    assert call("new", "story", "Rain", "--root", root, "--author", "cy", "--now", NOW).exit_code == 0
    assert "\nlanguage: en\n" in (root / "content/stories/2026/rain.md").read_text("utf-8")


# New, of what was handed in


def draft(root: Path, text: str | bytes, *options: str | Path, lang: str = "en") -> Result:
    """A draft of a text in a file beside the portal."""
    notes = root.parent / "notes.txt"
    notes.write_bytes(text if isinstance(text, bytes) else text.encode())
    return call("new", "story", "--from", notes, "--root", root, "--now", NOW, "--lang", lang, *options)


def test_a_draft_of_notes_is_sound(root: Path) -> None:
    done = draft(root, "Title: Rain: a story\nBy: Ada Berg\n\nIt rained.\n", "--topic", "learning", "--pictures")
    assert (done.exit_code, done.stderr) == (0, "")
    path = "content/stories/2026/rain-a-story/index.md"
    assert path in done.stdout
    text = (root / path).read_text("utf-8")
    assert text.startswith('---\ntitle: "Rain: a story"\ndate: 2026-06-01\nauthors: [ada]\ndepartments: [production]\n')
    assert "\ntopics: [learning]\n" in text
    assert "\n---\n\nIt rained.\n\n<!-- Before" in text
    checked = call("check", "--root", root, "--now", NOW, "--strict")
    assert (checked.exit_code, checked.stdout.count("\n"), "no-summary" in checked.stdout) == (0, 3, True)


def test_a_draft_of_standard_input(root: Path) -> None:
    given = ["new", "story", "Rain", "--from", "-", "--root", str(root), "--now", NOW, "--author", "ada"]
    done = CliRunner().invoke(main, given, input=b"\xef\xbb\xbfIt rained.\r\n", catch_exceptions=False)
    assert done.exit_code == 0
    assert "\n\nIt rained.\n\n" in (root / "content/stories/2026/rain.md").read_text("utf-8")


def test_what_was_asked_for_goes_before_what_was_handed_in(root: Path) -> None:
    text = "Titel: Regen\nVon: Ada Berg\n\nWas ist passiert? Fang mittendrin an.\n\nEs regnete.\n"
    done = draft(root, text, "Snow", "--author", "ben", "--told-by", "ada", "--language", "en", "--kind", "lesson")
    assert done.exit_code == 0
    made = (root / "content/stories/2026/snow.md").read_text("utf-8")
    for line in ("title: Snow", "authors: [ben]", "told_by: [ada]", "language: en", "kind: lesson"):
        assert f"\n{line}\n" in made
    assert "     Handed in under the title: Regen -->" in made
    assert "<!-- What happened? Begin in the middle. -->\n\nEs regnete." in made


def test_names_that_nobody_has_are_told_and_kept(root: Path) -> None:
    done = draft(root, "Title: Rain\nBy: Ada Berg\nTold by: Ben Castorr\nHelped by: Cy\n\nIt rained.\n")
    assert done.exit_code == 0
    assert "nobody here is called “Ben Castorr”; did you mean `ben`?" in done.stderr
    assert 'nobody here is called “Cy”; for somebody new: python3 build.py new person "Cy"' in done.stderr
    assert "at the top of the draft says who is still to be entered: Ben Castorr, Cy" in done.stderr
    text = (root / "content/stories/2026/rain.md").read_text("utf-8")
    assert "told_by:" not in text.split("---")[1]
    assert "under `told_by`: Ben Castorr\n" in text
    assert "under `helped_by`: Cy -->" in text


def test_whoever_hands_in_a_form_need_not_fill_it_in_as_it_was_meant(root: Path) -> None:
    """Beside their name people write their department, and that the story is nobody else's."""
    kit = KITS["en"]
    answers = {"you": "Ben Castor, Production", "writer": kit.options["writer"][1], "whose": "No, mine", "happened": "Rain."}  # fmt: skip
    text = "\n\n".join(f"### {kit.questions[name]}\n\n{answer}" for name, answer in answers.items())
    done = draft(root, text, "Rain", "--author", "ada")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "\nauthors: [ada]\ntold_by: [ben]\n" in (root / "content/stories/2026/rain.md").read_text("utf-8")


def test_without_anybody_who_writes_there_is_no_draft_and_all_is_told_at_once(root: Path) -> None:
    done = draft(root, "Title: Rain\nBy: Adda Berg\nTold by: Cy\n\nIt rained.\n", lang="de")
    assert done.exit_code == 1
    assert "niemand heißt hier „Adda Berg“; meintest du `ada`?" in done.stderr
    assert "„Cy“" in done.stderr
    assert "--author" in done.stderr
    assert not (root / "content/stories/2026/rain.md").exists()


def test_nobodys_hidden_name_becomes_a_title(root: Path) -> None:
    (root / "content/people/ac.md").write_text("---\nname: Cy Dorn\nshow_as: anonymous\n---\n")
    text = "### Who are you?\n\nCy Dorn\n\n### What would you like to talk about?\n\nThe night shift\n"
    assert draft(root, text, "--author", "ada").exit_code == 0
    made = (root / "content/stories/2026/the-night-shift.md").read_text("utf-8")
    assert "\ntold_by: [ac]\n" in made
    assert "Dorn" not in made


@pytest.mark.parametrize(
    ("text", "kind", "is_told"),
    [
        ("It rained.", "lesson", True),
        ("Q: What fell?\nA: Rain.", "lesson", True),
        ("Q: What fell?\nA: Rain.", "interview", False),
        ("It rained.", "interview", True),
        ("It rained.\n\nWhat happened? Begin in the middle.", "lesson", False),
        ("Photos: Ada Berg\n\nIt rained.", "lesson", False),
    ],
)
def test_whoever_hands_in_a_text_in_which_nothing_was_found_is_told(
    root: Path, text: str, kind: str, *, is_told: bool
) -> None:
    done = draft(root, text, "Rain", "--author", "ada", "--kind", kind)
    assert done.exit_code == 0
    assert ("No form and no question was recognised" in done.stdout) == is_told


SPEAKERS = "NB: What fell?\n\nRP: Rain.\n\nNB: And then?\n\nRP: More rain.\n"
HELD = "::: interview\n\n? What fell?\n\nRain.\n\n? And then?\n\nMore rain.\n\n<!--"


@pytest.mark.parametrize(
    "text",
    [
        SPEAKERS,
        SPEAKERS.replace("NB", "F").replace("RP", "A"),
        f"From: Ada Berg\n\n{SPEAKERS}",
        SPEAKERS.replace("NB", "Question 1").replace("RP: ", ""),
    ],
)
def test_an_interview_that_was_typed_is_seen_to_be_one(root: Path, text: str) -> None:
    done = draft(root, text, "Rain", "--author", "ada")
    assert (done.exit_code, "the draft is an interview" in done.stdout) == (0, True)
    made = (root / "content/stories/2026/rain.md").read_text("utf-8")
    assert "\nkind: interview\n" in made
    assert HELD in made


def test_a_chat_becomes_an_interview(root: Path) -> None:
    text = "Editors Desk\n10:02\nHello,\nwhat fell?\n\nAda Berg\n10:05\nRain.\n\nEditors Desk\n10:08\nAnd then?\n\nAda Berg\n10:11\nMore rain.\n"
    done = draft(root, text, "Rain", "--author", "ben")
    assert (done.exit_code, "times are left out" in done.stdout) == (0, True)
    assert "stands in the story as it is" not in done.stdout
    made = (root / "content/stories/2026/rain.md").read_text("utf-8")
    assert "\nauthors: [ben]\ntold_by: [ada]\n" in made
    assert HELD.replace("What", "Hello, what") in made
    assert "     Who speaks: ada, Editors Desk -->" in made


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("What fell?\n\nRain.\n\nAnd then?\n\nMore rain.", [], "say --kind interview"),
        ("It rained.\n\nWhat fell?\n\nRain.", [], "stands in the story as it is"),
        (SPEAKERS, ["--kind", "day"], "stands in the story as it is"),
        ("It rained.\n\nQuestion: why? Answer: no.", [], "stands in the story as it is"),
    ],
)
def test_what_may_be_an_interview_or_is_not_to_be_one_stays_as_it_is(
    root: Path, text: str, options: list[str], told: str
) -> None:
    done = draft(root, text, "Rain", "--author", "ada", *options)
    assert (done.exit_code, told in done.stdout) == (0, True), done.stdout
    assert f"---\n\n{text.strip()}\n\n<!--" in (root / "content/stories/2026/rain.md").read_text("utf-8")


def test_where_two_ask_it_stays_open_who_tells(root: Path) -> None:
    text = "Ben Castor: Who fell?\nCy: I, and who asks?\nBen Castor: Tell.\nCy: Why, did you not see it?\nBen Castor: Go on.\nCy: It rained.\n"
    assert draft(root, text, "Rain", "--author", "ada", "--kind", "interview").exit_code == 0
    made = (root / "content/stories/2026/rain.md").read_text("utf-8")
    assert "told_by" not in made
    assert "     Who speaks: ben, Cy -->" in made


def test_who_speaks_in_an_interview_that_was_typed_stands_above_it(root: Path) -> None:
    """By ids, where they are known, so that nobody's hidden name is told."""
    (root / "content/people/ac.md").write_text("---\nname: Cy Dorn\nshow_as: anonymous\n---\n")
    text = "Editors: What fell?\nCy Dorn: Rain.\nEditors: And then?\nCy Dorn: More rain.\n"
    assert draft(root, text, "Rain", "--author", "ada", "--kind", "interview").exit_code == 0
    made = (root / "content/stories/2026/rain.md").read_text("utf-8")
    assert "     Who speaks: ac, Editors -->" in made
    assert "::: interview\n\n? What fell?\n\nRain.\n\n? And then?\n\nMore rain.\n\n<!--" in made
    assert "Dorn" not in made


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        (
            "Es war für Größe und ü \ufffd".encode().replace(b"\xef\xbf\xbd", b"\xfc"),
            "notes.txt:1:24 error not-utf8",
            1,
        ),
        (b"Rain f\xfcr \x81da", "notes.txt:1:7 error not-utf8", 1),
        (b"x" * (256 * 1024 + 1), "error file-too-large", 1),
        (b"PK\x03\x04...", "office program", 2),
        (b"%PDF-1.7", "office program", 2),
        (b"", "nothing in", 2),
        (b" \r\n\xc2\xa0", "nothing in", 2),
        (b"By: Ada Berg", "what is the story called?", 2),
        (b"x" * 20_001, "error line-too-long", 1),
        (b"Title: Sound\n\nIt rained.", "exists already", 2),
        (b"---\ntitle: Rain\ndate: 2026-01-01\nauthors: [ada]\n---\nIt rained.", "notes.txt is a story already", 2),
    ],
)
def test_what_cannot_become_a_story(root: Path, text: bytes, told: str, code: int) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    done = draft(root, text, "--author", "ada")
    assert (done.exit_code, done.stderr.count("\n")) == (code, 1), done.stderr
    assert told in done.stderr
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before


MAIL = b"""\
From: Ada Berg <a.berg@x.example>
To: Lena Voss <l@x.example>
Subject: WG: Regen
MIME-Version: 1.0
Content-Type: text/%s; charset=iso-8859-1

Es ist ein Tag, und ich bin nicht auf der Stra\xdfe.
-- 
Tel. 1
"""  # noqa: W291  # as signatures begin


def test_a_draft_of_a_saved_mail_says_what_was_left_out_and_what_was_guessed(root: Path) -> None:
    done = draft(root, MAIL % b"plain")
    assert (done.exit_code, done.stderr) == (0, "")
    made = (root / "content/stories/2026/regen.md").read_text("utf-8")
    assert "title: Regen\n" in made
    assert "authors: [ada]\n" in made
    assert "language: de\n" in made
    assert "nicht auf der Straße.\n\n<!--" in made
    assert "Tel" not in made
    assert "Left out of the mail: 2 lines." in done.stdout
    assert "it looks like `de`" in done.stdout
    refused = draft(root, MAIL % b"html")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "a mail that holds no text" in refused.stderr


def test_how_to_reach_somebody_is_told_where_it_stands_in_a_draft(root: Path) -> None:
    (root / "content/people/cy.md").write_text("---\nname: Cy Dorn\nemail: cy@x.example\n---\n")
    when = KITS["en"].questions["when"]
    text = f"Title: Rain\n\nCall Eve: 0151 2345678.\nOr Cy: cy@x.example\n\n{when} 0170 1234567\n"
    signature = "Ada Berg\nSales\nT +49 4321 555-123\na.berg@x.example\n"
    done = draft(root, f"{text}\n{signature}", "--author", "ada")
    made = (root / "content/stories/2026/rain.md").read_text("utf-8").split("\n")
    places = [
        (number, one) for number, line in enumerate(made, 1) for one in ("0151 2345678", "0170 1234567") if one in line
    ]
    told = ", ".join(f"{number} ({one})" for number, one in sorted(places))
    assert (done.exit_code, len(places)) == (0, 2)
    assert f"still stands in the draft, in line {told}. Take out" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Left out of the mail: 4 lines." in done.stdout
    assert "555" not in "".join(made)


@pytest.mark.parametrize(
    ("text", "options", "is_told"),
    [
        ("Q: What fell?\nA: Rain.\n\nQ: And?\nA: No.", [], True),
        ("Told by: Cy\n\nQ: What fell?\nA: Rain.\n\nQ: And?\nA: No.", [], False),
        ("Q: What fell?\nA: Rain.\n\nQ: And?\nA: No.", ["--told-by", "ben"], False),
        ("Ben Castor: What fell?\nAda Berg: Rain.\nBen Castor: And?\nAda Berg: No.", [], False),
        ("Ben Castor: What fell?\nCy: Rain.\nBen Castor: And?\nCy: No.", [], True),
        ("It rained.", [], False),
    ],
)
def test_an_interview_of_which_nobody_is_known_to_tell_it(
    root: Path, text: str, options: list[str], *, is_told: bool
) -> None:
    done = draft(root, text, "Rain", "--author", "ada", *options)
    assert (done.exit_code, "whose story it is" in done.stderr) == (0, is_told)


def test_what_is_to_be_called_next_can_be_called_as_it_is_told(root: Path) -> None:
    done = draft(root, "Rain\n\nIt rained.\n", "--author", "ada")
    command = done.stdout.partition("`python3 build.py ")[2].partition("`")[0]
    assert command == f"check --root {root} {root}/content/stories/2026/rain.md"
    assert call(*command.split()).exit_code == 0


def test_notes_in_utf_16(root: Path) -> None:
    assert draft(root, "Title: Regen für Ada\n\nEs regnete.\n".encode("utf-16"), "--author", "ada").exit_code == 0
    assert "Es regnete." in (root / "content/stories/2026/regen-fuer-ada.md").read_text("utf-8")


def test_notes_in_the_bytes_of_windows(root: Path) -> None:
    text = "Title: Spaß für Ada\r\n\r\nSie sagte: „Spaß“ – und lachte …\r\n"
    done = draft(root, text.encode("cp1252"), "--author", "ada", lang="de")
    assert (done.exit_code, "Windows-Programme (cp1252)" in done.stdout) == (0, True)
    assert "Sie sagte: „Spaß“ – und lachte …\n" in (root / "content/stories/2026/spass-fuer-ada.md").read_text("utf-8")


def test_notes_that_are_not_there(root: Path) -> None:
    done = call("new", "story", "--from", "nowhere.txt", "--root", root, "--author", "ada")
    assert done.exit_code == 2
    assert "nowhere.txt" in done.stderr
    assert done.stderr.count("\n") == 1


# As a process


def test_the_users_door(root: Path) -> None:
    done = run("--now", NOW, cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert (root / "public" / "index.html").is_file()
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["--root", "/nowhere"], ["nonsense"], ["build", "--now", "x"], ["new", "story"], ["check", "--jobs", "0"]],
)
def test_no_mistake_shows_a_traceback(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr or done.stdout
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("command", ["build", "check"])
def test_an_interruption_is_no_fault_of_the_content(root: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("byline.makeready.compose", interrupted)  # first, else it would be imported with the other
    monkeypatch.setattr("byline.edition.compose", interrupted)
    done = call(command, "--root", root, "--now", NOW)
    assert (done.exit_code, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("builds", [0, 1, 2])
@pytest.mark.parametrize(("end", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_asked_to_end_leaves_what_was_there(
    root: Path, tmp_path: Path, builds: int, end: signal.Signals, code: int
) -> None:
    def published() -> dict[str, int]:
        return {str(path): path.stat().st_ino for path in root.glob("public/**/*")}

    for number in range(builds):
        lay_out(root, sound=story(f"As it was {number}.\n", id="sound"))
        assert build(root).exit_code == 0
    before = published()
    lay_out(root, sound=story("Another text.\n", id="sound"))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a shell's background, and then by children
    os.mkfifo(tmp_path / "list")  # nobody reads it, so the build gets no further than to the exchange
    process = subprocess.Popen(
        [sys.executable, ROOT / "build.py", "--root", root, "--now", NOW, "--changed-list", tmp_path / "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    until((root / ".public-twin" / "lock").exists)
    until((root / ".public-twin" / "edition").exists)  # before that, there is nothing yet to be kept or taken away
    os.killpg(process.pid, end)
    assert (process.communicate()[0], process.returncode) == ("", code)
    assert published() == before
    assert is_tidy(root / "public")
    assert (root / ".public-twin").exists() is bool(builds)
    assert list(root.glob(".byline/*/*~")) == []


@pytest.mark.parametrize("command", ["build", "check"])
def test_commands_that_keep_something_take_turns(root: Path, command: str) -> None:
    assert build(root, "--out", root / "other").exit_code == 0
    with turn(root / ".byline", list):
        process = subprocess.Popen(
            [sys.executable, ROOT / "build.py", command, "--root", root, "--now", NOW, "--lang", "en"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr
        assert process.stderr.readline() == "byline: another command is at work on this portal; waiting for it\n"
        lay_out(root, late=story("[nowhere](/nowhere/)\n", id="late"))
        assert not (root / "public").exists()
    told, more = process.communicate()
    assert (process.returncode, more) == (0, "")
    assert "1 warning" in told


def test_problems_go_to_standard_output_as_plain_text(root: Path) -> None:
    lay_out(root, a=story(authors="[nobody]", title="'\\x1b[2J'"))
    done = run("check", "--now", NOW, cwd=root, environment={"TERM": "xterm-256color"})
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "unknown-person" in done.stdout
    assert done.stderr == ""


def test_a_terminal_that_knows_only_ascii_is_no_reason_to_stop(root: Path) -> None:
    lay_out(root, a=story(title="„Größe“ 写真", authors="[größe]"))
    done = run(
        "check",
        "--now",
        NOW,
        "--lang",
        "de",
        cwd=root,
        environment={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_read_fast_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from byline.cli import main; main(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    heavy = {"PIL", "jinja2", "markdown_it", "feedgen", "lxml", "yaml", "babel", "nh3", "msgspec", "multiprocessing"}
    assert {name for name in heavy if f"'{name}'" in done.stdout} == set()
