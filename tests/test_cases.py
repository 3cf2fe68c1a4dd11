"""The cases in tests/cases: a small portal and what must come of it, in one readable text file each.

A title and a sentence why; then blocks, each begun by a line of its own. What goes in:

    >>> content/stories/2026/a.md       a file; `portal.DEFAULTS` has the rest of the portal
    >>> content/x.md as latin-1         the same in another encoding
    >>> content/x.jpg picture 8x6 JPEG  a picture of this size; PNG if no kind is given; `, cut short` breaks it
    >>> content/x.md unreadable         the system refuses to read it
    >>> config.yaml missing             there is none
    >>> layouts/strings/de.yaml without x   the usual one without the key `x`, behind these lines
    >>> wishes                          `now: 2026-06-01 12:00`, `audience: public`, `drafts: true` …

What must come of it:

    <<< problems                        exactly these lines
    <<< advice                          exactly these lines, which `check` tells beside them
    <<< style                           exactly this is said of how the stories are written
    <<< body content/stories/2026/a.md  exactly this HTML; `@` is the portal's root, `[picture 0]` a picture's place
    <<< page stories/2026/a/            these lines stand on that page, in this order
    <<< not on stories/2026/a/          none of these lines stands on that page
    <<< no page stories/2026/b/         there is no such page
    <<< nowhere CANARY                  no file of the edition holds this text

In an input `⟦word × 300⟧` stands for a word written 300 times and `⟦U+202E⟧` for a character.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from portal import DEFAULTS, NOW, Files, advice, edition, page, picture, portal

from byline.address import ROOT, file_of
from byline.body import SLOTS
from byline.copydesk import Copy, read_copy
from byline.edition import Edition, read_known, setting
from byline.problem import RULES, Place, Problem, Severity, in_order, problem
from byline.report import as_text, line
from byline.settings import Settings
from byline.strings import read_words
from byline.style import read_style
from byline.tree import File
from byline.wishes import Wishes
from byline.workers import Workers

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))

_MANY = re.compile(r"⟦(.+?) × (\d+)⟧", re.DOTALL)
_CODE = re.compile(r"⟦U\+([0-9A-F]{4,6})⟧")
_PICTURE = re.compile(r"picture (\d+)x(\d+)(?: (\w+))?(, cut short)?\Z")
_KIND = re.compile(r"(.*?)(?: (missing|unreadable|without \w+|as [\w-]+|picture .*))?\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a case: `>>>` or `<<<`, what stands behind it, and the lines below."""

    mark: str
    head: str
    text: str


def read_case(text: str) -> tuple[str, list[Block]]:
    """The title with the reason, and the blocks."""
    parts = re.split(r"^(>>>|<<<) (.*)\n", text, flags=re.MULTILINE)
    marks, heads, texts = parts[1::3], parts[2::3], parts[3::3]
    return parts[0], [
        Block(mark, head.strip(), text.rstrip("\n") + "\n" if text.strip("\n") else "")
        for mark, head, text in zip(marks, heads, texts, strict=True)
    ]


def write_case(reason: str, blocks: list[Block]) -> str:
    return reason + "\n".join(f"{one.mark} {one.head}\n{one.text}" for one in blocks)


def files_of(blocks: list[Block]) -> Files:
    """The files that a case gives."""
    files: dict[str, object] = {}
    for block in blocks:
        path, kind = _KIND.match(block.head).groups("")  # type: ignore[union-attr]  # matches anything
        text = _CODE.sub(lambda found: chr(int(found[1], 16)), block.text)
        text = _MANY.sub(lambda found: found[1] * int(found[2]), text)
        if block.mark == "<<<" or path == "wishes":
            continue
        if made := _PICTURE.match(kind):
            data = picture(made[3] or "PNG", int(made[1]), int(made[2]))
            files[path] = data[: len(data) * 2 // 3] if made[4] else data
        elif kind == "unreadable":
            files[path] = problem(Place(path), "unreadable-file", reason="no-access")
        elif kind == "missing":
            files[path] = None
        elif kind.startswith("without "):
            given = DEFAULTS[path]
            assert isinstance(given, bytes)
            files[path] = text + re.sub(rf"^{kind[8:]}:.*\n", "", given.decode(), flags=re.MULTILINE)
        elif kind.startswith("as "):
            files[path] = text.encode(kind[3:])
        else:
            files[path] = text
    return files  # type: ignore[return-value]


def wishes_of(blocks: list[Block]) -> tuple[datetime.datetime, Wishes]:
    """For whom and for when a case is."""
    given: dict[str, str] = {}
    for block in blocks:
        if block.head == "wishes":
            given |= dict(line.split(": ", 1) for line in block.text.splitlines())
    now = given.pop("now", "")
    flags = {name: value == "true" for name, value in given.items() if name != "audience"}
    return (
        datetime.datetime.fromisoformat(now) if now else NOW,
        Wishes(audience=given.get("audience", "intranet"), **flags),
    )


def copy_of(files: Files) -> tuple[Copy, Settings]:
    """Everything that a case hands in, as it was read, and its settings."""
    given = portal(files)
    settings, _, _ = read_known(given)
    assert settings is not None
    strings = {
        file.path.rpartition("/")[2].removesuffix(".yaml"): file.data.decode()
        for file in given.layouts.files
        if file.path.startswith("layouts/strings/")
    }
    return read_copy(given.content, settings, read_words(strings)[0], setting(Workers()))[0], settings


def bodies_of(files: Files) -> dict[str, str]:
    """The typeset HTML of every text, by path."""
    copy, _ = copy_of(files)
    html = {one.path: str(one.body.html) for one in copy.stories}
    html |= {one.path: str(one.body.html) for one in copy.plains}
    html |= {one.path: str(one.bio.html) for one in copy.people}
    return {path: SLOTS.sub(r"[picture \1]", text.replace(ROOT, "@")) for path, text in html.items()}


def style_of(files: Files) -> str:
    """What is said of how the stories are written."""
    copy, settings = copy_of(files)
    found: list[Problem] = []
    for story in copy.stories:
        text = files[story.path]
        assert isinstance(text, str)
        found += read_style(File(story.path, text.encode()), story, settings.editorial).problems
    return "".join(f"{line(one, 'en')}\n" for one in in_order(found))


def answered(blocks: list[Block], made: Edition, files: Files) -> Iterator[Block]:
    """The blocks as they ought to be, judging by what came of the case; the exact ones are filled in."""
    for block in blocks:
        if block.mark == "<<<" and block.head == "problems":
            yield Block(block.mark, block.head, as_text(made.problems, "en", advice=True))
        elif block.mark == "<<<" and block.head == "advice":
            yield Block(block.mark, block.head, as_text(advice(files), "en", advice=True))
        elif block.mark == "<<<" and block.head == "style":
            yield Block(block.mark, block.head, style_of(files))
        elif block.mark == "<<<" and block.head.startswith("body "):
            text = bodies_of(files)[block.head.removeprefix("body ")]
            yield Block(block.mark, block.head, text.rstrip("\n") + "\n" if text else "")
        else:
            yield block


def judge(block: Block, made: Edition) -> None:
    """Whether the edition is as one of the other `<<<` blocks says."""
    lines = [line.strip() for line in block.text.splitlines() if line.strip()]
    verb, _, thing = block.head.partition(" ")
    if verb == "page":
        text, start = page(made, thing), 0
        for line in lines:
            found = text.find(line, start)
            assert found >= 0, f"on {thing} this is missing, or stands elsewhere: {line}\n{text}"
            start = found + len(line)
    elif block.head.startswith("not on "):
        assert lines, "a block that says nothing"
        text = page(made, block.head.removeprefix("not on "))
        assert [line for line in lines if line in text] == []
    elif block.head.startswith("no page "):
        assert file_of(block.head.removeprefix("no page ")) not in {file.path for file in made.files}
    elif verb == "nowhere":
        assert len(thing) > 3, "too short to be looked for"
        holding = [
            file.path
            for file in made.files
            if thing.lower() in (file.path + file.data.decode("utf-8", "replace")).lower()
        ]
        assert holding == []
    else:
        pytest.fail(f"nobody knows what `<<< {block.head}` is")


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text("utf-8")
    reason, blocks = read_case(text)
    assert len(reason.strip().splitlines()) >= 2, "a case begins with a title and a reason"
    assert "problems" in {block.head for block in blocks if block.mark == "<<<"}, "every case tells its problems"
    files = files_of(blocks)
    now, wishes = wishes_of(blocks)
    made = edition(
        files,
        now=now,
        audience=wishes.audience,
        drafts=wishes.drafts,
        strict=wishes.strict,
        keep_going=wishes.keep_going,
    )
    written = write_case(reason, list(answered(blocks, made, files)))
    if request.config.getoption("--update") and written != text:
        path.write_text(written, "utf-8")
        text = written
    assert written == text
    for block in blocks:
        if (
            block.mark == "<<<"
            and block.head not in {"problems", "advice", "style"}
            and not block.head.startswith("body ")
        ):
            judge(block, made)
    if not (wishes.strict or wishes.keep_going):
        assert made.sound == (made.errors == 0)
    for file in made.files:
        assert not re.search("[\ufdd0-\ufdef]", file.data.decode("utf-8", "replace")), f"{file.path} holds a stand-in"


def test_every_rule_has_a_case() -> None:
    told = set(
        re.findall(r"^\S+:\d+:\d+ \w+ ([\w-]+) ", "".join(path.read_text("utf-8") for path in CASES), re.MULTILINE)
    )
    moving = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_moving*.py"))
    told |= {rule for rule in RULES if rule.startswith("moved-") and rule in moving}
    # tests/test_contribution.py, test_review.py, test_tree.py, test_cli.py, test_search.py and test_standing.py have them
    elsewhere = {
        "address-left",
        "id-left",
        "dated-back",
        "file-too-large",
        "link-not-followed",
        "no-content",
        "no-index",
        "person-gone",
        "not-taken",
        "story-gone",
        "story-hidden",
        "too-costly",
    }
    assert RULES.keys() - told == elsewhere


def test_there_are_cases() -> None:
    assert len(CASES) >= 45
    assert {Severity.ERROR, Severity.WARNING, Severity.WITHHELD, Severity.ADVICE} == set(RULES.values())
