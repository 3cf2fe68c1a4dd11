"""Contributions: a repository with a default branch, and what the scripts of the forges make of a branch beside it."""

from __future__ import annotations

import os
import shutil  # noqa: TID251  # to copy the repository's own folders
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from laid import dressed, write
from portal import ROOT

MAIN, CONTRIBUTION = "main", "contribution"
PERSON = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@firm.example"}
WHO = PERSON | {name.replace("AUTHOR", "COMMITTER"): value for name, value in PERSON.items()}
BYLINE = Path(sys.executable).with_name("byline")


@dataclass(frozen=True)
class Repository:
    """A repository, and what is done to it."""

    folder: Path

    def git(self, *arguments: str | Path | bytes, given: bytes = b"") -> bytes:
        done = subprocess.run(
            ["git", "-C", self.folder, *arguments],
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, **WHO},  # noqa: TID251
        )
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout.strip()

    def commit(self, branch: str) -> None:
        """Everything as it lies there, as a commit of this branch; the default branch is checked out afterwards."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", branch)
        self.git("switch", "--quiet", MAIN)

    def begin(self) -> None:
        """A contribution, which begins where the default branch is now."""
        self.git("switch", "--quiet", "--create", CONTRIBUTION)

    def blob(self, data: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", given=data).decode()

    def tree(self, *entries: tuple[str, str, bytes]) -> str:
        """A tree of modes, objects and names, also such that git itself would never write."""
        kinds = {"040000": "tree", "160000": "commit"}
        lines = (f"{mode} {kinds.get(mode, 'blob')} {object_}\t".encode() + name for mode, object_, name in entries)
        return self.git("mktree", "-z", "--missing", given=b"\0".join(lines)).decode()

    def contribute_tree(self, tree: str) -> None:
        """A contribution of exactly this tree, without its ever lying anywhere."""
        commit = self.git("commit-tree", tree, "-p", MAIN, "-m", "by hand").decode()
        self.git("branch", CONTRIBUTION, commit)

    def run(self, script: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """One of the scripts, as a workflow calls it: from outside, with a shell's variables."""
        done = subprocess.run(
            [self.folder / "deploy/forge" / script, *arguments],
            cwd=self.folder.parent,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env={**os.environ, "BYLINE": str(BYLINE), **environment},  # noqa: TID251
        )
        assert done.returncode in {0, 1, 2}, done.stderr
        return done

    def review(self, form: str = "text", **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run("review.sh", form, CONTRIBUTION, self.review_folder, **environment)

    @property
    def review_folder(self) -> Path:
        return self.folder.parent / "review"

    @property
    def summary(self) -> str:
        return (self.review_folder / "review.md").read_text(encoding="utf-8")

    def page(self, address: str) -> str:
        """A page of the preview."""
        return (self.review_folder / "preview" / address / "index.html").read_text(encoding="utf-8")


def repository(folder: Path, **stories: str) -> Repository:
    """A small portal with the repository's own layouts, scripts and stories, on the default branch."""
    return _committed(dressed(folder, **stories))


def own_repository(folder: Path) -> Repository:
    """The repository's own portal."""
    folder.mkdir()
    for name in ("content", "layouts", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "config.yaml", folder)
    return _committed(folder)


def _committed(folder: Path) -> Repository:
    shutil.copytree(ROOT / "deploy/forge", folder / "deploy/forge")
    write(folder, {".gitignore": "/.byline/\n", "build.py": "raise SystemExit\n"})
    made = Repository(folder)
    made.git("init", "--quiet", f"--initial-branch={MAIN}")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "The portal")
    return made
