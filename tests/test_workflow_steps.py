"""The steps of the workflows, run: a forge's machine is a folder, in which nothing can be installed."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from contributed import BYLINE, CONTRIBUTION, Repository, repository
from laid import write
from portal import story
from test_workflows import COMMENT, GITLAB, loaded, steps

pytestmark = pytest.mark.forge


@pytest.fixture
def server(tmp_path: Path) -> Repository:
    """The repository at the forge, with a contribution whose number is 7."""
    made = repository(tmp_path / "server", old=story(title="The old one", id="old"))
    made.begin()
    write(
        made.folder,
        {
            "content/stories/2026/new.md": story(title="The new one", id="new"),
            "content/stories/2026/wrong.md": story(authors="[nobody]", id="wrong"),
            "deploy/forge/review.sh": "#!/bin/sh\necho EVIL\n",
        },
    )
    made.commit(CONTRIBUTION)
    for ref in ("refs/pull/7/head", "refs/merge-requests/7/head"):
        made.git("update-ref", ref, CONTRIBUTION)
    return made


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Where a job works; `make` and `apt-get` have nothing to do there."""
    made = tmp_path / "machine"
    for name in ("make", "apt-get"):
        write(made, {f"bin/{name}": "#!/bin/sh\n"})
        (made / "bin" / name).chmod(0o755)
    return made


def run(machine: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{machine / 'bin'}:{os.environ['PATH']}"  # noqa: TID251
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=machine,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path, "BYLINE": str(BYLINE), **environment},  # noqa: TID251
    )


def is_reviewed(machine: Path, done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1, done.stdout + done.stderr  # for one of the stories is wrong
    assert "EVIL" not in done.stdout
    assert "The new one" in (machine / "review/preview/stories/2026/new/index.html").read_text(encoding="utf-8")
    assert "- `deploy/forge/review.sh`" in (machine / "review/review.md").read_text(encoding="utf-8")


def test_the_steps_at_github(server: Repository, machine: Path, tmp_path: Path) -> None:
    server.git("clone", "-q", server.folder, machine / "portal")
    server.git("clone", "-q", "--branch", CONTRIBUTION, server.folder, machine / "contribution")
    summary = tmp_path / "summary"
    script = "".join(step["run"] + "\n" for step in steps(".github/workflows/review.yml") if "run" in step)
    done = run(machine, script, GITHUB_WORKSPACE=str(machine), GITHUB_STEP_SUMMARY=str(summary))
    is_reviewed(machine, done)
    assert "- `deploy/forge/review.sh`" in summary.read_text(encoding="utf-8")
    assert "\n::error file=content/stories/2026/wrong.md,line=4" in f"\n{done.stdout}"


def test_the_steps_at_forgejo(server: Repository, machine: Path) -> None:
    script = "".join(step["run"] + "\n" for step in steps(".forgejo/workflows/review.yml") if "run" in step)
    done = run(machine, script, REPOSITORY=str(server.folder), NUMBER="7", TOKEN="")
    is_reviewed(machine, done)
    assert "content/stories/2026/wrong.md:4:11" in done.stdout


def test_the_steps_at_gitlab(server: Repository, machine: Path) -> None:
    job = loaded(GITLAB)["review"]
    done = run(machine, "\n".join(job["script"]), REPOSITORY=str(server.folder), CI_MERGE_REQUEST_IID="7")
    is_reviewed(machine, done)
    assert (machine / job["artifacts"]["reports"]["codequality"]).exists()


def test_publishing_at_github(server: Repository, machine: Path, tmp_path: Path) -> None:
    """Broken stories do not keep the others from being published, and it is red all the same."""
    write(server.folder, {"content/stories/2026/broken.md": story(authors="[nobody]", id="broken")})
    server.commit("main")
    server.git("clone", "-q", server.folder, machine / "portal")
    output = tmp_path / "output"
    (step,) = (step for step in steps(".github/workflows/publish.yml") if step.get("id") == "portal")
    done = run(machine, f"cd portal\n{step['run']}", TO="", GITHUB_OUTPUT=str(output))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (machine / "portal/public/stories/2026/old/index.html").exists()
    assert output.read_text() == "code=1\n"
    (last,) = loaded(".github/workflows/publish.yml")["jobs"]["complete"]["steps"]
    assert run(machine, last["run"], CODE="1").returncode == 1


def test_publishing_at_gitlab(server: Repository, machine: Path) -> None:
    server.git("clone", "-q", server.folder, machine / "portal")
    job = loaded(GITLAB)["pages"]
    done = run(machine, "cd portal\n" + "\n".join(job["script"]))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (machine / "portal/public/stories/2026/old/index.html").exists()
    assert (machine / "portal/code.env").read_text() == "BYLINE_CODE=0\n"


def test_publishing_at_forgejo(server: Repository, machine: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    script = "".join(step["run"] + "\n" for step in steps(".forgejo/workflows/publish.yml"))
    done = run(machine, script, REPOSITORY=str(server.folder), TOKEN="", TO=f"{there}/", BYLINE_SSH_KEY="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (there / "stories/2026/old/index.html").exists()


# The comment

SPY = """\
#!/usr/bin/env python3
import pathlib, sys
given = " ".join(sys.argv[1:])
here = pathlib.Path(sys.argv[0]).parent
if "/pulls " in given:
    print("7" if "head=cy:patch" in given else "")
elif "/artifacts?name=summary" in given:
    print("12")
elif given.endswith("/zip"):
    sys.stdout.buffer.write((here / "summary.zip").read_bytes())
elif "--jq" in given:
    print((here / "earlier").read_text() if (here / "earlier").exists() else "")
else:
    (here / "sent").write_text(given + "\\n" + pathlib.Path("comment.md").read_text())
"""


@pytest.mark.parametrize(
    ("earlier", "call"), [("", "POST repos/o/r/issues/7/comments"), ("99\n", "PATCH repos/o/r/issues/comments/99")]
)
def test_the_comment_at_github(machine: Path, earlier: str, call: str) -> None:
    """A report of any length becomes a comment that GitHub takes, or takes an earlier one's place."""
    write(machine, {"bin/gh": SPY, **({"bin/earlier": earlier} if earlier else {})})
    (machine / "bin/gh").chmod(0o755)
    with zipfile.ZipFile(machine / "bin/summary.zip", "w") as packed:
        packed.writestr("review.md", "$(touch run) 7 ü" + "ü" * 100_000)
    (step,) = steps(COMMENT)
    given = {"REPOSITORY": "o/r", "RUN": "3", "COMMIT": "f" * 40, "BRANCH": "cy:patch"}
    done = run(machine, step["run"], **given)
    assert done.returncode == 0, done.stderr
    sent, _, body = (machine / "bin/sent").read_text(encoding="utf-8").partition("\n")
    assert call in sent
    assert body.startswith("<!-- byline -->\n$(touch run) 7 ü")
    assert len(body) < 65_536
    assert not (machine / "run").exists()


def test_no_comment_where_there_is_no_pull_request(machine: Path) -> None:
    write(machine, {"bin/gh": SPY})
    (machine / "bin/gh").chmod(0o755)
    (step,) = steps(COMMENT)
    assert run(machine, step["run"], REPOSITORY="o/r", RUN="3", COMMIT="f" * 40, BRANCH="eve:patch").returncode == 0
    assert not (machine / "bin/sent").exists()
