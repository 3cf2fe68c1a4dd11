"""The search without a browser: shards, records, and files that are the same for the same stories and tell no secret."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from portal import NOW, person, portal, story

from byline import indexer, indexing, search
from byline.canon import canonical, opened
from byline.edition import compose, setting
from byline.forme import Forme
from byline.indexer import indexed
from byline.makeready import Ready
from byline.memo import FORGETFUL, Memo
from byline.outcome import Outcome
from byline.pressroom import print_edition
from byline.search import MOST, Record, parts, place_of, records
from byline.wishes import Wishes
from byline.workers import Workers

MANY = {f"content/stories/2026/s{number}.md": story(f"Words {number}.\n", title=f"T{number}") for number in range(9)}
READERS = Wishes()
SECRETS = {
    **MANY,
    "content/people/x.md": person("Xaver Yps", show_as="anonymous", department="production"),
    "content/people/vera.md": person("Vera Zimt", show_as="first", department="production"),
    "content/stories/2026/voice.md": story("Told by somebody.\n", authors="[x, vera]"),
    "content/stories/2026/draft.md": story("A zeppelin.\n", title="Zeppelin", status="draft"),
    "content/stories/2026/gone.md": story("A locomotive.\n", title="Locomotive", status="withdrawn"),
    "content/stories/2026/later.md": story("A submarine.\n", title="Submarine", date="2027-01-01"),
    "content/stories/2026/inner.md": story("A bicycle.\n", title="Bicycle", audience="intranet"),
}


def composed(files: dict[str, str], wishes: Wishes = READERS) -> Forme:
    return compose(portal(files), NOW, wishes, setting(Workers()))


def printed(files: dict[str, str], out: Path, memo: Memo = FORGETFUL, wishes: Wishes = READERS) -> Outcome:
    return print_edition(Ready(portal(files), wishes, composed(files, wishes)), out, Workers(), memo)


def files_in(out: Path) -> dict[str, bytes]:
    """The files of the search in a folder."""
    return {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("pagefind/**/*") if file.is_file()}


def readable(data: bytes) -> str:
    """What one of the search's files says."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return data.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("stories", "count"),
    [(0, 1), (1, 1), (MOST, 1), (MOST + 1, 2), (2 * MOST, 2), (2 * MOST + 1, 4), (10_000, 64)],
)
def test_into_how_many_shards_stories_go(stories: int, count: int) -> None:
    assert parts(stories) == count


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 4)


@pytest.mark.usefixtures("few")
def test_another_story_is_another_shard_and_no_more() -> None:
    before = composed(MANY).shards
    after = composed({**MANY, "content/stories/2026/new.md": story()}).shards
    assert len(before) == len(after) == 4
    assert sum(old.key != new.key for old, new in zip(before, after, strict=True)) == 1
    assert [one.key for one in after[0].stories] == sorted(one.key for one in after[0].stories)


@pytest.mark.parametrize(
    ("file", "text", "same"),
    [
        ("content/stories/2026/s3.md", story("Words 3.\n", title="T3"), True),
        ("content/stories/2026/s3.md", story("Other words.\n", title="T3"), False),
        ("content/people/ada.md", person("Ada Hill", department="production"), False),
        ("content/people/ada.md", person("Ada Berg", "Her life is another.\n", department="production"), True),
        ("content/people/ben.md", person("Ben Pollux", department="field-service"), True),
    ],
    ids=["nothing", "text", "name", "life", "somebody else"],
)
def test_what_makes_another_shard(file: str, text: str, same: bool) -> None:
    (before,), (after,) = composed(MANY).shards, composed({**MANY, file: text}).shards
    assert (before.key == after.key) is same


def test_what_is_found_of_a_story() -> None:
    forme = composed(
        {
            "content/stories/2026/a.md": story(
                "## Head\n\nSome *wo&shy;rds*, \ufb01ve mu\u0308ller.\n",
                title="T",
                summary="In short.",
                topics="[quality]",
                learned="A lot.",
            )
        }
    )
    (record,) = records(forme.site, forme.site.stories)
    assert record.name.startswith("20260314-")
    assert record.address == "stories/2026/a/"
    assert record.text == "In short.\nHead Some words, five müller.\nA lot."
    assert dict(record.meta) == {
        "title": "T", "people": "Ada Berg", "every": search.EVERY,
        "terms": "Production Fertigung Fitter Schlosserin Quality Qualität",
    }  # fmt: skip
    assert dict(record.filters) == {
        "departments": ("production",), "roles": ("fitter",), "topics": ("quality",), "year": ("2026",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("pagefind/de/fragment/3/20260314-ab.pf_fragment", "pagefind/de/3/"),
        ("pagefind/de/pagefind.3-ab.pf_meta", "pagefind/de/3/"),
        ("pagefind/de/pagefind.js", "pagefind/de/pagefind.js"),
        ("pagefind/de/pagefind-entry.json", "pagefind/de/pagefind-entry.json"),
    ],
)
def test_to_which_shard_a_file_belongs(path: str, place: str) -> None:
    assert place_of(path) == place


_IDS = st.sampled_from(["a", "b", "c", "d", "e", "f", "g"])
_RECORDS = st.lists(
    st.builds(
        Record,
        st.just(""),
        st.uuids().map(str),
        st.text(max_size=40).map("a {}".format),  # Pagefind leaves out what has no words
        st.just((("title", "x"),)),
        st.tuples(
            st.tuples(st.just("topics"), st.lists(_IDS, min_size=1).map(tuple)),
            st.tuples(st.just("roles"), st.lists(_IDS, min_size=1).map(tuple)),
        ),
    ),
    min_size=3,
    max_size=8,
    unique_by=lambda one: one.address,
)


@settings(deadline=None, max_examples=20)  # each example runs Pagefind twice
@given(_RECORDS)
def test_the_same_records_give_the_same_bytes(some: list[Record]) -> None:
    names = {one.address: str(number) for number, one in enumerate(some)}
    first, second = (canonical(indexed(some, "de"), "pagefind/de/", 2, "2-k", names) for _ in range(2))
    assert first == second
    assert {place_of(file.path) for file in first} == {"pagefind/de/2/"}


def test_pagefind_alone_does_not() -> None:
    """What the canon is for; once this fails, it is not needed any more."""
    record = Record("", "a", "words", (), (("topics", tuple("abcdefghijklmnop")),))
    assert len({tuple(sorted(indexed([record], "de"))) for _ in range(6)}) > 1


def test_the_order_of_filters_and_their_values() -> None:
    some = [Record("", "a", "words", (), (("topics", ("c", "a", "b")), ("roles", ("z",))))]
    files = canonical(indexed(some, "de"), "", 0, "n", {"a": "x"})
    told = {file.path: opened(file.data) for file in files if file.path.endswith((".pf_filter", ".pf_meta"))}
    (whole,) = (value for path, value in told.items() if path == "pagefind.n.pf_meta")
    assert [name for name, _ in whole[3]] == ["roles", "topics"]
    assert [told[f"filter/{place}.pf_filter"][1] for _, place in whole[3]] == [
        [["z", [0]]],
        [["a", [0]], ["b", [0]], ["c", [0]]],
    ]


@pytest.mark.usefixtures("few")
def test_a_warm_build_has_the_files_of_a_cold_one(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo", "engine")
    changes: list[dict[str, str]] = [
        {},
        {"content/stories/2026/s3.md": story("Others.\n")},
        {f"content/stories/2026/t{number}.md": story(title=f"U{number}") for number in range(12)},
        {"content/stories/2026/s4.md": story(language="de")},
        {"content/people/ada.md": person("Ada Hill")},
        {},
    ]
    for number, change in enumerate(changes):
        assert printed({**MANY, **change}, tmp_path / "warm", memo).sound
        assert printed({**MANY, **change}, tmp_path / f"cold{number}").sound
        assert files_in(tmp_path / "warm") == files_in(tmp_path / f"cold{number}")
        assert files_in(tmp_path / "warm")


@pytest.mark.usefixtures("few")
def test_only_what_is_another_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    def counted(some: Sequence[Record], language: str) -> dict[str, bytes]:
        told.append(len(some))
        return indexed(some, language)

    monkeypatch.setattr(indexing, "indexed", counted)
    monkeypatch.setattr(Workers, "aside", staticmethod(lambda work: work))
    memo, out = Memo(tmp_path / "memo", "engine"), tmp_path / "public"
    printed(MANY, out, memo)
    assert sum(told) == 9
    told.clear()
    printed(MANY, out, memo)
    assert told == []
    printed({**MANY, "content/stories/2026/s3.md": story("Others.\n", title="T3")}, out, memo)
    assert len(told) == 1
    told.clear()
    printed({**MANY, "content/stories/2026/s3.md": story("Others.\n", title="T3")}, tmp_path / "elsewhere", memo)
    assert told == []  # the memo has them


def test_what_is_withheld_is_in_no_file_of_the_search(tmp_path: Path) -> None:
    printed(SECRETS, tmp_path / "out")
    texts = {path: readable(data) for path, data in files_in(tmp_path / "out").items() if ".pf_" in path}
    assert any("Vera" in text for text in texts.values())
    assert any("bicycl" in text for text in texts.values())  # words are there as they are
    for secret in ("Xaver", "xaver", "Yps", "yps", "Zimt", "zimt", "eppelin", "ocomotiv", "ubmarin"):
        assert [path for path, text in texts.items() if secret in text] == [], secret
    printed(SECRETS, tmp_path / "public", wishes=Wishes("public"))
    texts = {path: readable(data) for path, data in files_in(tmp_path / "public").items() if ".pf_" in path}
    assert [path for path, text in texts.items() if "icycl" in text] == []


def test_drafts_are_found_where_they_are_shown() -> None:
    forme = composed(SECRETS, Wishes(drafts=True))
    drafts = {dict(one.meta)["title"]: "draft" in dict(one.meta) for one in records(forme.site, forme.site.stories)}
    assert (drafts["Zeppelin"], drafts["T1"]) == (True, False)


@pytest.mark.parametrize(
    ("program", "told"),
    [("/nowhere/pagefind", "No such file"), ("/bin/true", "before it was done")],
    ids=["missing", "silent"],
)
def test_without_pagefind_nothing_is_published_and_it_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, told: str
) -> None:
    printed(MANY, tmp_path / "out")
    before = files_in(tmp_path / "out")
    monkeypatch.setattr(indexer, "_program", lambda: program)
    outcome = printed({**MANY, "content/stories/2026/s3.md": story("Others.\n")}, tmp_path / "out")
    assert [one.rule for one in outcome.problems] == ["no-index"]
    assert told in dict(outcome.problems[0].facts)["reason"]
    assert not outcome.sound
    assert files_in(tmp_path / "out") == before


def test_a_portal_without_stories_has_no_index(tmp_path: Path) -> None:
    assert printed({}, tmp_path / "out").sound
    assert files_in(tmp_path / "out") == {}


@pytest.mark.parametrize(("text", "title"), [("", "T"), ("…", "T"), ("", "…"), ("**–**", "!")])
def test_a_story_without_words_is_found_as_well(tmp_path: Path, text: str, title: str) -> None:
    assert printed({"content/stories/2026/a.md": story(f"{text}\n", title=f'"{title}"')}, tmp_path / "out").sound
    (fragment,) = (data for path, data in files_in(tmp_path / "out").items() if path.endswith("fragment"))
    assert '"url":"stories/2026/a/"' in readable(fragment)


def test_languages_without_a_stemmer_are_searched_too(tmp_path: Path) -> None:
    assert printed({"content/stories/2026/a.md": story("Słowo.\n", language="cs")}, tmp_path / "out").sound
    files = files_in(tmp_path / "out")
    assert files["pagefind/cs/wasm.cs.pagefind"].startswith(b"\x1f\x8b")
    assert json.loads(files["pagefind/cs/pagefind-entry.json"])["languages"]["cs"]["wasm"] == "cs"
