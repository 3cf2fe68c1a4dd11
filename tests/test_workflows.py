"""The files for GitHub, GitLab and Forgejo: in the form that each forge wants, without rights that nobody needs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from portal import ROOT

WORKFLOWS = [
    ".github/workflows/review.yml",
    ".github/workflows/publish.yml",
    ".forgejo/workflows/review.yml",
    ".forgejo/workflows/publish.yml",
]
REVIEWS = [name for name in WORKFLOWS if name.endswith("review.yml")]
COMMENT = ".github/workflows/comment.yml"
GITLAB = ".gitlab-ci.yml"
TEMPLATES = {
    ".github/PULL_REQUEST_TEMPLATE/quick.md": [
        ".github/pull_request_template.md",
        ".forgejo/pull_request_template.md",
        ".gitlab/merge_request_templates/Default.md",
        ".gitlab/merge_request_templates/Quick.md",
    ],
    ".github/PULL_REQUEST_TEMPLATE/feature.md": [".gitlab/merge_request_templates/Feature.md"],
}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def loaded(name: str) -> Any:
    found = yaml.safe_load(text(name))
    if True in found:  # for this parser, `on` is a yes
        found["on"] = found.pop(True)
    return found


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in loaded(name)["jobs"].values():
        yield from job["steps"]


# Form


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        *(("vendor.github-workflows", name) for name in WORKFLOWS),  # Forgejo's are written in the same language
        ("vendor.github-workflows", ".github/workflows/comment.yml"),
        *(("custom.github-workflows-require-timeout", name) for name in WORKFLOWS),
        ("vendor.gitlab-ci", GITLAB),
    ],
)
def test_the_form_that_the_forge_wants(schema: str, name: str) -> None:
    how = ["--data-transform", "gitlab-ci"] if name == GITLAB else []
    program = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [program, "--builtin-schema", schema, *how, ROOT / name], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("name", "copies"), TEMPLATES.items())
def test_templates_are_the_same_at_each_forge(name: str, copies: list[str]) -> None:
    for copy in copies:
        assert text(copy) == text(name), copy


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_ask_for_consent_in_both_languages(name: str) -> None:
    german, english = text(name).split("\n---\n")
    for half, consent, who, what in (
        (german, "hat Ja gesagt", "Wer sieht es sich an?", "Was geschieht jetzt?"),
        (english, "has said yes", "Who looks at it?", "What happens now?"),
    ):
        assert consent in half
        assert who in half
        assert what in half
    assert german.count("- [ ]") == english.count("- [ ]")


PROMISES = {
    "an answer within two working days": {
        "binnen zwei Arbeitstagen": [
            ".github/PULL_REQUEST_TEMPLATE/quick.md",
            ".github/PULL_REQUEST_TEMPLATE/feature.md",
            "CONTRIBUTING.de.md",
            "docs/buddies.de.md",
            "content/pages/mitmachen.md",
            "config.yaml",
        ],
        "within two working days": [
            ".github/PULL_REQUEST_TEMPLATE/quick.md",
            ".github/PULL_REQUEST_TEMPLATE/feature.md",
            "CONTRIBUTING.md",
            "docs/buddies.md",
            "content/pages/en/contribute.md",
            "config.yaml",
        ],
    },
    "two people read a long story": {
        "zwei Personen, davon eine aus einer anderen Abteilung": [
            ".github/PULL_REQUEST_TEMPLATE/feature.md",
            "docs/buddies.de.md",
        ],
        "two people, one of them from another department": [
            ".github/PULL_REQUEST_TEMPLATE/feature.md",
            "docs/buddies.md",
        ],
    },
    "whoever wants to be out is out by the next working day": {
        "spätestens am nächsten Arbeitstag": [
            ".github/ISSUE_TEMPLATE/4-removal.de.yml",
            ".gitlab/issue_templates/Bitte nehmt mich heraus.md",
            "src/byline/kit/de.py",
            "docs/buddies.de.md",
            "content/pages/datenschutz.md",
        ],
        "next working day": [
            ".github/ISSUE_TEMPLATE/4-removal.en.yml",
            ".gitlab/issue_templates/Please take me out.md",
            "src/byline/kit/en.py",
            "docs/buddies.md",
            "content/pages/en/privacy.md",
        ],
    },
}
DAYS = re.compile(
    r"(?:zwei(?:ten)?|nächsten|\d+) (?:Arbeits|Werk)tage?[sn]?|einer Woche|(?:two|second|next|\d+) working days?|[Ww]ithin a week"
)


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_is_the_same_wherever_it_is_made(promise: str) -> None:
    for words, names in PROMISES[promise].items():
        for name in names:
            assert words.lower() in text(name).lower(), (name, words)


def test_no_other_promise_is_made() -> None:
    names = {name for promise in PROMISES.values() for names in promise.values() for name in names}
    assert {found for name in names for found in DAYS.findall(text(name))} == {
        "zwei Arbeitstagen",
        "nächsten Arbeitstag",
        "two working days",
        "next working day",
    }


# Rights


@pytest.mark.parametrize("name", WORKFLOWS)
def test_what_others_made_is_named_by_its_commit(name: str) -> None:
    for line in text(name).splitlines():
        if "uses:" in line:
            assert re.search(
                r"uses: (?:https://code\.forgejo\.org/)?[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+(\.\d+\.\d+)?$", line
            )


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_value_becomes_a_part_of_a_command(name: str) -> None:
    """What others have chosen, such as the name of a branch, comes as a variable, and in quotes."""
    for step in steps(name):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_has_no_secret_and_no_right_to_write(name: str) -> None:
    found = loaded(name)
    assert [*found["on"]] == ["pull_request"]
    assert "secrets" not in re.sub("(?m)#.*$", "", text(name))
    assert not [job for job in found["jobs"].values() if "permissions" in job]
    if name.startswith(".github"):
        assert found["permissions"] == {"contents": "read"}


def test_no_workflow_of_github_keeps_a_token() -> None:
    for name in WORKFLOWS[:2]:
        assert loaded(name)["permissions"] == {"contents": "read"}
        for step in steps(name):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_only_the_job_that_deploys_may() -> None:
    jobs = loaded(".github/workflows/publish.yml")["jobs"]
    assert {name: job.get("permissions") for name, job in jobs.items()} == {
        "build": None,
        "pages": {"pages": "write", "id-token": "write"},
        "complete": {},
    }
    assert len(jobs["pages"]["steps"]) == 1  # where nothing of ours runs


def test_the_preview_of_gitlab_can_be_shown() -> None:
    artifacts = loaded(GITLAB)["review"]["artifacts"]
    assert artifacts["expose_as"]
    assert artifacts["paths"] == ["review/"]  # it must be literal, and end in a slash


def test_the_report_lies_beside_the_preview_at_every_forge() -> None:
    for name in REVIEWS:
        assert ("review", "review/") in {(step["with"]["name"], step["with"]["path"]) for step in uploads(name)}
    assert loaded(GITLAB)["review"]["artifacts"]["paths"] == ["review/"]


def uploads(name: str) -> list[dict[str, Any]]:
    return [step for step in steps(name) if "upload-artifact" in step.get("uses", "")]


def test_the_comment_knows_the_report_alone() -> None:
    """It may write, so it runs nothing and checks nothing out; and only the event says where it writes."""
    found = loaded(COMMENT)
    assert found["on"] == {"workflow_run": {"workflows": [loaded(REVIEWS[0])["name"]], "types": ["completed"]}}
    assert found["permissions"] == {}
    assert found["jobs"]["comment"]["permissions"] == {"actions": "read", "pull-requests": "write"}
    (step,) = steps(COMMENT)
    assert "uses" not in step
    assert {"name": "summary", "path": "review/review.md"}.items() <= uploads(REVIEWS[0])[-1]["with"].items()


def test_nothing_sets_a_language_but_the_portal() -> None:
    for name in (*WORKFLOWS, GITLAB):
        assert "BYLINE_LANG" not in text(name)


def test_publishing_is_off_until_somebody_sets_it_up() -> None:
    assert loaded(".github/workflows/publish.yml")["jobs"]["build"]["if"] == "${{ vars.BYLINE_PUBLISH != '' }}"
    assert loaded(".forgejo/workflows/publish.yml")["jobs"]["publish"]["if"] == "${{ vars.BYLINE_RSYNC_TO != '' }}"
    jobs = loaded(GITLAB)
    for name in ("pages", "rsync", "complete"):
        (rule,) = jobs[name]["rules"]
        assert rule["if"].startswith("$BYLINE_PUBLISH == ")
        assert rule["if"].endswith("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH")
