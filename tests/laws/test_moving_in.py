"""Law 4, of what strangers bring along: whatever is in an old blog, moving in never raises, and what comes of it can be read."""

from __future__ import annotations

import datetime
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from chance import tries
from hypothesis import given, strategies as st

from byline.decode import decode
from byline.manuscript import read_manuscript
from byline.messages import LANGUAGES
from byline.moving.arrival import KINDS
from byline.moving.blog import NAMED
from byline.moving.unpacking import Unpacked, unpacked
from byline.node import compose
from byline.person import PersonFront
from byline.problem import is_error
from byline.report import as_text
from byline.settings import Settings
from byline.story import StoryFront
from byline.tree import File, Tree

WORDS = st.sampled_from(
    [
        "---\n", "+++\n", "defaults:\n  - values: {", '{"tags": [', "title: ", "url: https://a.b[\n", "url: https://a.example/b\n", "date: 2020-01-02\n", "date: ", "authors: [ada, Ben Castor]\n", "tags: a, b\n", "layout: x\n",
        "image: /a.png\n", "draft: true\n", "slug: ", "aliases:\n  - ", "{% raw %}", "{% endraw %}", "{% image 'a.png' \"A\" %}", "{{ '/x' | url }}",
        "[x](https://a.example//[y)",
        'baseURL = "https://["\n', "SITEURL = 'https://['\n", "aliases: ['//[x']\n", "baseurl: https://[\n",
        "<a href='//[x'>",
        '{{< figure src="a.png" alt="A" >}}', '{{< ref "b.md" >}}', "{% post_url 2020-01-01-b %}", "![a](a.png)", "[b](/2020/01/01/b/)",
        '<figure><img src="a.png"></figure>\n\n', "<div>", "</div>", "```\n", "`", "\n\n", "\n", " ", ":", "&x ", "*x", "!!python/name:os.system ",
        "::: tip\n", "!!! note\n    ", "> [!NOTE] ", "$$", "SITEURL = ", "PATH_METADATA = '(?P<date>.*)'\n", "[code lang=x]", "<pre class='brush: a'>",
        '"', "'", "\\", "[", "]", "(", ")", "{", "}", "<", ">", "#", "- ", "|", "\t", "é", "ß", "漢", "\ufeff", "\x00", "\u2028", "\U0001f600",
        "{filename}/b.md", "Title: T\n", "Date: 2020-01-02\n", '[caption id="a"]', "[/caption]", '[gallery ids="1"]', "<!-- wp:x -->", "<p>", "</p>", "<b>",
        "<li>", "<table><tr><td>", '<a href="/x">', "</a>", "{: .x}", "2020", "ada", "a" * 210,
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=25).map("".join)
POSTS = st.one_of(
    TEXTS,
    st.tuples(TEXTS, TEXTS).map(lambda two: f"---\ntitle: {two[0]}\ndate: 2020-03-04\n---\n{two[1]}"),
    st.tuples(st.text(max_size=300), TEXTS).map(lambda two: f"---\n{two[0]}\n---\n{two[1]}"),
)
PLACES = {
    "jekyll": (
        "_posts/2020-01-01-b.md",
        "_drafts/a.md",
        "_config.yml",
        "_data/authors.yml",
        "_posts/2020-01-02-c.html",
    ),
    "hugo": (
        "content/posts/b.md",
        "content/posts/a/index.md",
        "hugo.toml",
        "data/authors.json",
        "content/authors/ada.md",
    ),
    "eleventy": (
        "posts/b.md",
        "content/blog/2020-01-01-a.md",
        "_data/site.json",
        "_data/authors.yaml",
        "_authors/x.md",
        "posts/posts.json",
        "posts/b.11tydata.json",
    ),
    "pelican": ("content/b.md", "content/cat/a.md", "pelicanconf.py", "content/pages/x.md", "content/x.rst"),
}
"""Files that mean something to each kind of blog, first the posts that links lead to."""

EXPORT = """<?xml version="1.0"?><rss xmlns:content="c" xmlns:wp="w" xmlns:dc="d" xmlns:excerpt="e"><channel><title>T</title>
<item><title><![CDATA[{title}]]></title><dc:creator><![CDATA[{author}]]></dc:creator><link>https://old.example/{link}</link>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_date>2020-01-02 10:00:00</wp:post_date>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""


TODAY = datetime.date(2026, 6, 1)
CPU = (
    2  # seconds of a processor; what is tried takes a tenth of it, and more than this where work grows with the square
)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends what costs more of a processor's time than this, however busy the machine is."""

    def ended(*_: object) -> None:
        pytest.fail(f"not done after {seconds} s of work")

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def moved(kind: str, files: Mapping[str, str | bytes]) -> Unpacked:
    """What a blog comes to; looked over for everything that must be right of it."""
    given = [
        File(path, data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        for path, data in sorted(files.items())
    ]
    made = unpacked(KINDS[kind](Tree((*given, File("a.png", b"x")))), None, {}, TODAY)
    for language in LANGUAGES:
        as_text(made.problems, language, advice=True)
    lengths = {file.path: file.data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1 for file in given}
    for one in made.problems:
        assert 0 <= one.place.line <= lengths[one.place.path], one
    paths = [file.path for file in made.texts] + [path for path, _ in made.pictures]
    assert len(set(paths)) == len(paths)
    for file in made.texts:
        assert file.path.startswith(("content/stories/", "content/people/"))
        assert NAMED.encode() not in file.data
        assert {"", ".", ".."}.isdisjoint(file.path.split("/")), file.path
        manuscript, found = read_manuscript(file)
        assert manuscript, (file.path, found, file.data.decode())
        assert not found, (found, file.data.decode())
        front = decode(manuscript.front, StoryFront if file.path.startswith("content/stories/") else PersonFront)
        assert not front.problems, (front.problems, file.data.decode())
    node, found = compose(made.proposal, "config.yaml")
    assert node, found
    assert not found
    assert not [one for one in decode(node, Settings).problems if is_error(one)], made.proposal
    return made


@pytest.mark.parametrize("kind", PLACES)
@tries(40)
@given(data=st.data())
def test_any_texts_in_a_blog(kind: str, data: st.DataObject) -> None:
    files = {path: data.draw(POSTS) for path in PLACES[kind]}
    assert moved(kind, files) == moved(kind, dict(reversed(files.items())))


@pytest.mark.parametrize("kind", KINDS)
@tries(40)
@given(data=st.binary(max_size=300))
def test_any_bytes_in_a_blog(kind: str, data: bytes) -> None:
    moved(kind, dict.fromkeys((*PLACES.get(kind, ()), "export.xml"), data))


MANY = 32 * 1024
"""So many characters, of as many beginnings: what looks from each of them to the end takes half a milliard steps."""


@pytest.mark.parametrize(
    ("head", "rest", "end"),
    [
        ("{% x ", "\"'", ""),
        ("{{ x ", '"', ""),
        ("", "{% x ", ""),
        ("{{< x ", '"', ""),
        ("", "{{< x ", ""),
        ("[foo", " a=b", ""),
        ("", "[caption]", ""),
        ("", "![", "]("),
        ("", "`", "a"),
        ("", "`a` ![b](c.png)\n", ""),
        ("", "<b>", ""),
        ("", "<div>\n\n", ""),
        ("", "<a href=", ""),
        ("", "**", ""),
        ("", "| a | b |\n", ""),
        ("", "[", "]"),
        ("", "<table><tr><td>", ""),
        ("", "* ", ""),
    ],
)
def test_nothing_takes_for_ever(head: str, rest: str, end: str) -> None:
    """Each kind of blog is tried with what is another kind's, too."""
    number = MANY // len(rest + end)
    for kind in KINDS:
        with at_most(CPU):
            moved(kind, with_text(kind, head + rest * number + end * number))


def with_text(kind: str, text: str) -> Mapping[str, str]:
    """A blog of one post with this text."""
    if kind == "wordpress":
        return {"export.xml": EXPORT.format(title="A", author="b", link="c/", body=text.replace("]]>", ""))}
    head = "Title: A\nDate: 2020-01-02\n\n" if kind == "pelican" else "---\ntitle: A\ndate: 2020-01-02\n---\n"
    return {PLACES[kind][0]: f"{head}{text}"}


@pytest.mark.parametrize(
    ("kind", "beginnings"),
    [
        *(("jekyll", one) for one in (
            "~", "`", "{#", "{% comment %}", "{% raw %}", "{% highlight x %}", "{% #", "{::comment}", "{% a-", "*a ", " _a", "**a ", "<img ", "<!--",
            '<div markdown="1">', "<b>", "<b markdown=", "- x\n{:", "!!! a\n    b\n", '!!! a "', "::: tip\nx\n", "> [!N]\n",
            "$$^", "\\(^", "\\(\\al ", "x\ny\n", "x\ny\n\n: z\n\n", "*[a]: b\n",
        )),
        ("hugo", "{{< highlight go >}}"),
        ("hugo", "{{< highlight "),
        ("hugo", "{{% comment %}}"),
        ("pelican", "\n\n    :::x\n"),
        ("pelican", "{filename}"),
        *(("wordpress", one) for one in (
            "<pre class=", "[code lang=x]", "[code]", "[caption ", "[audio ", "[abc a=a a=a", '[abc a=" b="', "-1x1.png", "&lt;!--", "*a ", "<!-- wp:x ", "<!-- wp:x {", "<sup>[a](#b)",
        )),
    ],
)  # fmt: skip
def test_beginnings_without_an_end_are_looked_through_once(kind: str, beginnings: str) -> None:
    evil = beginnings * int(MANY / len(beginnings) ** 0.5)
    with at_most(CPU):
        moved(kind, with_text(kind, evil[:-2]))


@pytest.mark.parametrize(
    ("kind", "head", "rest"),
    [
        ("jekyll", "{% x", " "),
        ("hugo", "{{<", " "),
        ("hugo", "{{< x", "a"),
        ("wordpress", "[abc", " a=a"),
        ("jekyll", "[![a](b)](", "c"),
        ("wordpress", "[abc", ' a="'),
        ("jekyll", "---", " "),
    ],
)
def test_one_beginning_with_much_behind_it_is_looked_through_once(kind: str, head: str, rest: str) -> None:
    evil = head + rest * (MANY // len(rest)) + "x"
    with at_most(CPU):
        moved(kind, {"_posts/2020-01-01-b.md": evil} if head == "---" else with_text(kind, evil))


@pytest.mark.parametrize(
    ("kind", "path", "text"),
    [
        ("jekyll", "_posts/2020-01-01-b.md", "---\nx: [\ntags:\n" + "- x\n" * MANY + "---\n"),
        ("jekyll", "_posts/2020-01-01-b.md", "---\nx: [\ntitle: >\n" + " x\n" * MANY + "---\n"),
        ("jekyll", "_posts/2020-01-01-b.md", "---\nx: [\ntags: " + "[" * MANY + "]" * MANY + "\n---\n"),
        ("eleventy", "_data/site.json", "{" + ",\n".join(f'"k{n}": 1' for n in range(MANY // 2)) + "}"),
        ("pelican", "content/b.md", "Title: a\n" + "    x\n" * MANY),
        ("jekyll", "_posts/2020-01-01-b.md", "---\n" + "".join(f"k{n}: x\n" for n in range(MANY // 4)) + "---\n"),
        ("jekyll", "_posts/2020-01-01-b.md", "---\nx: &y z\ntags: [" + "*y," * (MANY // 4) + "]\n---\n"),
        ("jekyll", "_posts/2020-01-01-b.md", "---\nx: &y z\ntags: " + '["\\' * MANY + "\n---\n"),
        ("pelican", "pelicanconf.py", "print 'x'\n" * (MANY // 8)),
        ("pelican", "pelicanconf.py", "PATH_METADATA = '(.*)(.*)(.*)(.*)x'\n#" + "x" * MANY),
    ],
    ids=["list", "text", "brackets", "keys", "title", "front", "aliases", "quotes", "settings", "pattern"],
)
def test_front_matter_of_many_lines_is_looked_through_once(kind: str, path: str, text: str) -> None:
    with at_most(CPU):
        moved(kind, {**with_text(kind, ""), path: text})


@tries(60)
@given(title=TEXTS, author=TEXTS, link=TEXTS, body=TEXTS)
def test_any_texts_in_an_export(title: str, author: str, link: str, body: str) -> None:
    texts = {name: text.replace("]]>", "") for name, text in (("title", title), ("author", author), ("body", body))}
    moved("wordpress", {"export.xml": EXPORT.format(**texts, link=link.replace("<", "").replace("&", ""))})
