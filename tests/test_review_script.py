"""`deploy/forge/review.sh`, which the workflows of all forges call: what it takes of a contribution, and what it never does."""

from __future__ import annotations

import json
import os
import shutil  # noqa: TID251  # to find programs
import stat
from pathlib import Path

import pytest
from contributed import BYLINE, CONTRIBUTION, MAIN, Repository, repository
from laid import write
from markdown_it import MarkdownIt
from portal import CONFIG, person, story

pytestmark = pytest.mark.forge

LARGE = 40 * 1024 * 1024 + 1


@pytest.fixture
def portal(tmp_path: Path) -> Repository:
    return repository(tmp_path / "the portal", old=story(title="The old one", id="old"))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git/" not in str(path) and ".byline/" not in str(path)
    }


# What it is for


def test_a_sound_contribution(portal: Repository) -> None:
    portal.begin()
    write(
        portal.folder,
        {
            "content/stories/2026/new.md": story(
                "Told anew.\n", title="The new one", id="new", departments="[production]"
            ),
            "content/stories/2026/later.md": story(title="Not yet", id="later", status="draft"),
            "content/people/cy.md": person("Ida Dorn"),
        },
    )
    portal.commit(CONTRIBUTION)
    before = snapshot(portal.folder)
    done = portal.review()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Told anew." in portal.page("stories/2026/new")
    assert "Not yet" in portal.page("stories/2026/later")  # a preview shows drafts
    assert "The old one" in portal.page("stories/2026/old")
    assert "Ida Dorn" in portal.page("people/cy")
    assert "not under content/" not in portal.summary
    assert portal.summary in done.stdout  # where a forge shows no summary by itself
    assert snapshot(portal.folder) == before  # the checkout is as it was


def test_a_contribution_with_a_mistake(portal: Repository) -> None:
    portal.begin()
    write(portal.folder, {"content/stories/2026/new.md": story(authors="[adda]", id="new")})
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == 1
    assert "content/stories/2026/new.md:4:11" in done.stdout
    assert "unknown-person" in done.stdout
    assert "The old one" in portal.page("stories/2026/old")  # the preview goes without the broken story


def test_somebody_new(portal: Repository) -> None:
    """Their story is seen and nothing more is asked of them; it is published when somebody has made their file."""
    portal.begin()
    new = "content/stories/2026/new.md"
    write(portal.folder, {new: story("Told anew.\n", authors="[Quirin Öz]", id="new")})
    portal.commit(CONTRIBUTION)
    before = snapshot(portal.folder)
    done = portal.review()
    assert (done.returncode, done.stderr) == (1, "")
    assert "Told anew." in portal.page("stories/2026/new")
    assert "Quirin Öz" in portal.page("people/quirin-oez")
    assert portal.summary.startswith("**Welcome, Quirin Öz!**")
    assert "`content/people/quirin-oez.md`\n\n```markdown\n---\nname: Quirin Öz\n---\n```" in portal.summary
    assert "1. Look at the preview" in portal.summary
    assert snapshot(portal.folder) == before
    portal.git("merge", "--quiet", CONTRIBUTION)
    published = portal.folder.parent / "public"
    portal.run("publish.sh", published)
    assert (published / "index.html").is_file()
    assert not (published / "stories/2026/new").exists()


def test_each_forge_gets_its_form(portal: Repository) -> None:
    portal.begin()
    write(portal.folder, {"content/stories/2026/new.md": story(authors="[adda]", id="new")})
    portal.commit(CONTRIBUTION)
    github = portal.review("github")
    assert "::error file=content/stories/2026/new.md,line=4,col=11" in github.stdout
    portal.review_folder.rename(portal.folder.parent / "github")
    gitlab = portal.review("gitlab")
    report = json.loads((portal.review_folder / "code-quality.json").read_text(encoding="utf-8"))
    assert [one["location"]["path"] for one in report if one["check_name"] == "unknown-person"] == [
        "content/stories/2026/new.md"
    ]
    assert (github.returncode, gitlab.returncode) == (1, 1)


def test_what_was_wrong_before_stops_nobody(portal: Repository) -> None:
    write(portal.folder, {"content/stories/2026/broken.md": story(authors="[nobody]", id="broken")})
    portal.commit(MAIN)
    portal.begin()
    write(portal.folder, {"content/stories/2026/new.md": story(id="new")})
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == 0, done.stdout


def test_it_shows_what_comes_of_merging(portal: Repository) -> None:
    """The default branch has gone on, and nobody who contributes has to notice."""
    portal.begin()
    write(portal.folder, {"content/stories/2026/new.md": story(title="The new one", id="new")})
    portal.commit(CONTRIBUTION)
    write(portal.folder, {"content/stories/2026/meanwhile.md": story(title="Meanwhile", id="meanwhile")})
    portal.commit(MAIN)
    assert portal.review().returncode == 0
    assert "Meanwhile" in portal.page("stories/2026/meanwhile")
    assert "The new one" in portal.page("stories/2026/new")


def test_files_become_folders_and_folders_files(portal: Repository) -> None:
    write(portal.folder, {"content/stories/2026/long/index.md": story(title="In a folder", id="long")})
    portal.commit(MAIN)
    portal.begin()
    portal.git("rm", "-rq", "content/stories/2026/long", "content/stories/2026/old.md")
    write(
        portal.folder,
        {
            "content/stories/2026/long": "No text of Byline's, but a file where a folder was.\n",
            "content/stories/2026/old.md/index.md": story(title="In a folder, too", id="old"),
        },
    )
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "In a folder, too" in portal.page("stories/2026/old-md")
    assert not (portal.review_folder / "preview/stories/2026/long").exists()


ENGLISH, GERMAN = "### This is not under content/", "### Das steht nicht unter content/"


@pytest.mark.parametrize(
    ("languages", "asked", "heading"),
    [
        ("languages: [en, de]", "", ENGLISH),
        ("languages: [de, en]", "", GERMAN),
        ('languages: ["de"]', "", GERMAN),
        ("languages:  # ours\n    - de\n    - en", "", GERMAN),
        ("# languages: [en]\n  languages: [de]", "", GERMAN),
        ("languages: [en, de]", "de", GERMAN),
        ("languages: [de, en]", "en", ENGLISH),
    ],
)
def test_it_speaks_the_language_of_the_portal(portal: Repository, languages: str, asked: str, heading: str) -> None:
    """The first, as Byline does; unless another one is asked for."""
    write(portal.folder, {"config.yaml": CONFIG.replace("languages: [en, de]", languages)})
    portal.commit(MAIN)
    portal.begin()
    write(portal.folder, {"README.md": "Hallo\n"})
    portal.commit(CONTRIBUTION)
    assert portal.review(BYLINE_LANG=asked).returncode == 0
    assert f"{heading}\n\n- `README.md`\n" in portal.summary
    assert ("Alles in Ordnung" in portal.summary) == (heading == GERMAN)


@pytest.mark.parametrize(
    "config",
    ["version: [\n", CONFIG.replace("Europe/Berlin", "Atlantis/Berlin")],
    ids=["cannot be read", "has an error"],
)
def test_a_broken_portal_is_not_green(portal: Repository, config: str) -> None:
    """Whatever is handed in, it could not be looked at, and that is nobody's fault who hands it in."""
    assert config != CONFIG
    write(portal.folder, {"config.yaml": config})
    portal.commit(MAIN)
    portal.begin()
    write(portal.folder, {"content/stories/2026/new.md": story(id="new")})
    portal.commit(CONTRIBUTION)
    assert portal.review().returncode == 2
    assert "tell the editors" in portal.summary
    assert not (portal.review_folder / "preview").exists()


def test_a_byline_that_stops_halfway_is_not_green(portal: Repository) -> None:
    """Of the four times that it is called, the last one is the preview."""
    spy = portal.folder.parent / "spy"
    spy.write_text(f'#!/bin/sh\n[ "$1" != build ] || exit 2\nexec "{BYLINE}" "$@"\n')
    spy.chmod(spy.stat().st_mode | stat.S_IXUSR)
    portal.begin()
    portal.commit(CONTRIBUTION)
    assert portal.review(BYLINE=str(spy)).returncode == 2


def test_many_files_are_taken_at_once(portal: Repository) -> None:
    """No program is started for each: what a folder of 400 costs is told by how many processes there were."""
    portal.begin()
    write(portal.folder, {f"content/stories/2026/s{n}/index.md": story(id=f"s{n}", status="draft") for n in range(400)})
    portal.commit(CONTRIBUTION)
    calls, spy = portal.folder.parent / "calls", portal.folder.parent / "bin"
    for name in ("git", "mkdir", "rm", "mv", "cat"):
        real = shutil.which(name)
        write(spy, {name: f'#!/bin/sh\necho {name} >>"{calls}"\nexec {real} "$@"\n'})
        (spy / name).chmod(0o755)
    done = portal.review(PATH=f"{spy}:{os.environ['PATH']}")  # noqa: TID251
    assert done.returncode == 0, done.stdout + done.stderr
    assert (portal.review_folder / "preview/stories/2026/s399/index.html").exists()
    assert len(calls.read_text().splitlines()) < 40


# What it never does


def test_nothing_but_the_content_is_used(portal: Repository) -> None:
    """Everything that could be run is told and left alone; pages are those of the default branch's design."""
    portal.begin()
    trap = portal.folder.parent / "run"
    hostile = {
        "build.py": f"open({str(trap)!r}, 'w')\n",
        "pyproject.toml": f"[build-system]\nrequires = ['evil @ file://{trap}']\n",
        "Makefile": f".venv/site:\n\ttouch {trap}\n",
        "sitecustomize.py": f"open({str(trap)!r}, 'w')\n",
        "src/byline/cli.py": f"open({str(trap)!r}, 'w')\n",
        "deploy/forge/review.sh": f"#!/bin/sh\ntouch {trap}\n",
        "layouts/story.html": "EVIL",
        "layouts/strings/en.yaml": "edit_page: EVIL\n",
        "assets/theme.js": "EVIL",
        "config.yaml": CONFIG.replace("Voices", "EVIL"),
        ".gitattributes": "* filter=evil export-ignore\n",
        "content/.gitattributes": "*.md filter=evil export-ignore\n",
        ".github/workflows/review.yml": "on: pull_request_target\n",
        "content/stories/2026/new.md": story("Told anew.\n", id="new"),
    }
    write(portal.folder, hostile)
    portal.commit(CONTRIBUTION)
    portal.git("config", "filter.evil.smudge", f"touch {trap}")
    done = portal.review()
    assert done.returncode == 0, done.stdout + done.stderr
    assert not trap.exists()
    assert "Told anew." in portal.page("stories/2026/new")
    assert b"EVIL" not in b"".join(snapshot(portal.review_folder / "preview").values())
    assert {path for path in hostile if f"- `{path}`" in portal.summary} == {
        path for path in hostile if not path.startswith("content/")
    }


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passwd"
    path.write_text("root:CANARY:0:0\n")
    return path


def test_no_link_is_followed(portal: Repository, secret: Path) -> None:
    portal.begin()
    stories = portal.folder / "content/stories"
    (stories / "2026/passwd.md").symlink_to(secret)
    (stories / "2026/pump.jpg").symlink_to("/dev/zero")
    (stories / "2027").symlink_to(secret.parent)
    (portal.folder / "layouts/secret.html").symlink_to(secret)
    (stories / "2026/old.md").unlink()
    (stories / "2026/old.md").symlink_to("new.md")
    write(portal.folder, {"content/stories/2026/new.md": story("![Pump](pump.jpg)\n", id="new")})
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == 1
    for path in ("2026/passwd.md", "2026/pump.jpg", "2026/old.md", "2027"):
        assert (
            f"- `content/stories/{path}` This file was not taken: a link to another file; upload the file itself."
            in portal.summary
        )
    assert "CANARY" not in done.stdout + done.stderr
    assert b"CANARY" not in b"".join(snapshot(portal.review_folder).values())
    assert not [path for path in portal.review_folder.rglob("*") if path.is_symlink()]


def test_a_link_in_the_place_of_the_content(portal: Repository, secret: Path) -> None:
    portal.begin()
    portal.git("rm", "-rq", "content")
    (portal.folder / "content").symlink_to(secret.parent)
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode != 0
    assert "CANARY" not in done.stdout
    assert not (portal.review_folder / "preview").exists()
    assert "- `content`" in portal.summary


def test_all_content_is_deleted(portal: Repository) -> None:
    portal.begin()
    portal.git("rm", "-rq", "content")
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == 2  # as Byline itself says: there is no portal
    assert "No preview can be built of this." in portal.summary
    assert "no-content" in done.stdout


def test_names_that_could_mean_something_else(portal: Repository) -> None:
    """To a shell, a log, a terminal, Markdown or a file system."""
    trap = portal.folder.parent / "run"
    names = [
        "a\n::error file=build.py::gotcha.md",
        "b\n::add-mask::a.md",
        "c \"quoted\" and 'quoted'.md",
        f"d $(touch {trap.name}) `touch {trap.name}`; touch {trap.name}.md",
        "-rf.md",
        "e\\..\\..\\f.md",
        "f\x1b[31m.md",
        "* ? [a-z].md",
        "g`](http://evil.example) <img src=x>.md",
        "Über Öl & Ölkännchen.md",
    ]
    blob = portal.blob(story(status="draft", departments="[production]").encode())
    link = portal.blob(b"/etc/passwd")
    inside = [("100644", blob, name.replace("/", "|").encode()) for name in names]
    inside += [("120000", link, name.replace("/", "|").encode() + b".link") for name in names]
    inside += [("100644", blob, b"invalid \xff\xfe.md"), ("120000", link, b"invalid \xff\xfe.link")]
    inside += [("100644", blob, b"x" * 300 + b".md")]  # which no disk takes
    people = portal.git("rev-parse", f"{MAIN}:content/people").decode()
    stories = portal.tree(("040000", portal.tree(*sorted(inside, key=lambda entry: entry[2])), b"2026"))
    content = portal.tree(("040000", people, b"people"), ("040000", stories, b"stories"))
    outside = [("100644", blob, name.replace("/", "|").encode()) for name in names]
    portal.contribute_tree(portal.tree(*outside, ("040000", content, b"content")))
    done = portal.review("github")
    assert done.returncode == 1
    assert not [*portal.folder.parent.rglob(trap.name)]
    commands = [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
    assert not [line for line in commands if line.lstrip().startswith(("::add-mask", "::error file=build.py"))]
    assert "\x1b" not in done.stdout + portal.summary
    shown = MarkdownIt("commonmark").render(portal.summary)
    assert "<img" not in shown
    assert "<a " not in shown
    assert "- `Über Öl ? Ölkännchen.md`" in portal.summary
    assert "cannot be written; a shorter name helps" in portal.summary
    assert (portal.review_folder / "preview/stories/2026/ueber-oel-oelkaennchen/index.html").exists()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("CON.md", "Windows does not know this name"),
        ("nul.txt.md", "Windows does not know this name"),
        ("aux", "Windows does not know this name"),
        ("Lpt1 .md", "Windows does not know this name"),
        ("a:b?.md", "Windows does not know this name"),
        ("back\\slash.md", "Windows does not know this name"),
        ("blank.md ", "Windows does not know this name"),
        ("dot.", "Windows does not know this name"),
        ("line\n.md", "Windows does not know this name"),
        ("com1|index.md", "Windows does not know this name"),  # the stroke stands for a slash, see below
        ("end.|index.md", "Windows does not know this name"),
        ("OLD.md", "a file has this name already"),
        ("Console.md", ""),
        ("con-amore.md", ""),
        ("Größe (1).md", ""),
    ],
)
def test_names_that_windows_does_not_know(portal: Repository, name: str, why: str) -> None:
    """Once it is merged, nobody there could check out the portal any more."""
    portal.begin()
    write(portal.folder, {f"content/stories/2026/{name.replace('|', '/')}": story(id="new", status="draft")})
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == bool(why), done.stdout + done.stderr
    assert why in portal.summary
    assert ("This file was not taken" in portal.summary) == bool(why)
    assert ("All is well" in portal.summary) == (not why)


def test_a_name_that_windows_does_not_know_can_be_mended(portal: Repository) -> None:
    write(portal.folder, {"content/stories/2026/what?.md": story(id="what")})
    portal.commit(MAIN)
    portal.begin()
    portal.git("mv", "content/stories/2026/what?.md", "content/stories/2026/what.md")
    portal.commit(CONTRIBUTION)
    done = portal.review()
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_tree_that_leaves_the_content(portal: Repository) -> None:
    """Git does not write such trees, but may be handed one."""
    blob = portal.blob(b"EVIL")
    up = portal.tree(("100644", blob, b"config.yaml"))
    content = portal.tree(("040000", up, b".."))
    portal.contribute_tree(portal.tree(("040000", content, b"content")))
    done = portal.review()
    assert done.returncode in {1, 2}
    assert "EVIL" not in done.stdout
    assert "EVIL" not in (portal.folder / "config.yaml").read_text(encoding="utf-8")
    assert not (portal.review_folder / "preview").exists()


@pytest.mark.parametrize("form", ["text", "gitlab"])
def test_a_log_shows_the_report_as_text(portal: Repository, form: str) -> None:
    """What keeps forges from making links of it stays in the report; nothing of it becomes a command of the log."""
    portal.begin()
    write(portal.folder, {"content/stories/2026/new.md": story(title='"::add-mask::*Öl* & Eis: #4 [@all]"', id="new")})
    portal.commit(CONTRIBUTION)
    done = portal.review(form)
    shown = r"### :<!-- -->:<!-- -->add-mask:<!-- -->:<!-- -->\*Öl\* &amp; Eis: #<!-- -->4 \[@<!-- -->all\]"
    assert shown in portal.summary
    assert "### ::add-mask::*Öl* & Eis: #4 [@all]\n" in done.stdout
    assert "<!-- -->" not in done.stdout
    assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]


def test_what_is_no_file_or_too_large(portal: Repository) -> None:
    portal.begin()
    write(portal.folder, {"content/pictures/hall.jpg": b"\0" * LARGE, "content/stories/2026/new.md": story(id="new")})
    portal.git("add", "content")
    portal.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},content/stories/elsewhere")
    portal.git("commit", "-qm", CONTRIBUTION)
    portal.git("switch", "-q", MAIN)
    done = portal.review()
    assert done.returncode == 1
    assert "- `content/pictures/hall.jpg` This file was not taken: 40 MB are too much; at most 40." in portal.summary
    assert "- `content/stories/elsewhere` This file was not taken: not a regular file." in portal.summary
    assert "preview" in {path.name for path in portal.review_folder.iterdir()}


def test_what_cannot_be_merged(portal: Repository) -> None:
    portal.begin()
    write(portal.folder, {"content/stories/2026/old.md": story("Theirs.\n", id="old")})
    portal.commit(CONTRIBUTION)
    write(portal.folder, {"content/stories/2026/old.md": story("Ours.\n", id="old")})
    portal.commit(MAIN)
    done = portal.review()
    assert done.returncode == 1
    assert "cannot be merged" in portal.summary
    assert portal.summary in done.stdout


def test_what_does_not_exist(portal: Repository) -> None:
    assert portal.run("review.sh", "text", "nobodys-branch", portal.review_folder).returncode == 2


def test_byline_sees_no_secret(portal: Repository) -> None:
    """Whatever a runner has in its environment, the engine gets none of it."""
    seen = portal.folder.parent / "seen"
    spy = portal.folder.parent / "spy"
    spy.write_text(f'#!/bin/sh\nenv >> "{seen}"\nexec "{BYLINE}" "$@"\n')
    spy.chmod(spy.stat().st_mode | stat.S_IXUSR)
    portal.begin()
    portal.commit(CONTRIBUTION)
    assert portal.review(BYLINE=str(spy), GITHUB_TOKEN="CANARY", CI_JOB_TOKEN="CANARY").returncode == 0  # noqa: S106
    names = {line.partition("=")[0] for line in seen.read_text().splitlines()}
    assert names <= {"PATH", "HOME", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"}
    assert "CANARY" not in seen.read_text()


# Publishing


def test_publishing_leaves_out_what_is_broken_and_says_so(portal: Repository) -> None:
    write(portal.folder, {"content/stories/2026/broken.md": story(authors="[nobody]", id="broken")})
    out = portal.folder.parent / "public"
    server = portal.folder.parent / "server"
    server.mkdir()
    assert portal.run("publish.sh", out, f"{server}/").returncode == 1
    assert (server / "stories/2026/old/index.html").read_bytes() == (out / "stories/2026/old/index.html").read_bytes()
    assert not (server / "stories/2026/broken").exists()
    assert not (server / ".byline-edition").exists()


def test_publishing_takes_down_what_has_expired(portal: Repository) -> None:
    out, server = portal.folder.parent / "public", portal.folder.parent / "server"
    server.mkdir()
    assert portal.run("publish.sh", out, f"{server}/").returncode == 0
    kept = os.stat(server / "people/ada/index.html").st_mtime_ns
    write(portal.folder, {"content/stories/2026/old.md": story(id="old", expires_at="2026-04-01T09:00")})
    assert portal.run("publish.sh", out, f"{server}/").returncode == 0
    assert not (server / "stories/2026/old").exists()
    assert kept != os.stat(server / "people/ada/index.html").st_mtime_ns  # she has told nothing any more
    assert (server / "people/ben/index.html").exists()


@pytest.mark.parametrize("config", ["version: 2\n", CONFIG.replace("Europe/Berlin", "Atlantis/Berlin")])
def test_nothing_is_published_of_a_broken_portal(portal: Repository, config: str) -> None:
    """And what is left of an earlier time is brought nowhere."""
    out, server = portal.folder.parent / "public", portal.folder.parent / "server"
    server.mkdir()
    assert portal.run("publish.sh", out).returncode == 0
    write(portal.folder, {"config.yaml": config})
    assert portal.run("publish.sh", out, f"{server}/").returncode == 2
    assert not [*server.iterdir()]


def test_what_has_not_changed_is_published_again(portal: Repository) -> None:
    """The folder may be as it was while the server is not."""
    out, server = portal.folder.parent / "public", portal.folder.parent / "server"
    server.mkdir()
    assert portal.run("publish.sh", out).returncode == 0
    assert portal.run("publish.sh", out, f"{server}/").returncode == 0
    assert (server / "stories/2026/old/index.html").exists()


def test_publishing_speaks_the_language_of_the_portal(portal: Repository) -> None:
    write(portal.folder, {"content/stories/2026/broken.md": story(authors="[nobody]", id="broken")})
    out = portal.folder.parent / "public"
    assert " Fehler " not in portal.run("publish.sh", out).stdout
    assert " Fehler " in portal.run("publish.sh", out, BYLINE_LANG="de").stdout
    write(portal.folder, {"config.yaml": CONFIG.replace("[en, de]", "[de, en]")})
    assert " Fehler " in portal.run("publish.sh", out).stdout
