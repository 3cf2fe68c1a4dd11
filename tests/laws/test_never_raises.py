"""Law 4: whatever contributors put into content/ gives problems with a place, never a traceback, and never harm."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from chance import tries
from hypothesis import example, given, strategies as st
from PIL import Image
from portal import CONFIG, LAYOUTS, edition, person, picture, repository, story
from wellformed import faults

from byline.annotation import as_github, as_gitlab, as_sarif
from byline.comment import Beside, Next, comment
from byline.edition import Edition
from byline.messages import LANGUAGES, sentence
from byline.report import as_json, as_text

pytestmark = pytest.mark.long

STORY = "content/stories/2026/a.md"
CONFIG_EN = CONFIG.replace("languages: [en, de]", "languages: [en]")
REAL_LAYOUTS = repository("layouts", "assets")
PICTURE = "content/pictures/p.png"


def looked_over(files: Mapping[str, str | bytes], *, real: bool = False) -> Edition:
    """The edition of these files, after it was looked over for everything that no edition may have."""
    layouts = REAL_LAYOUTS if real else LAYOUTS
    made = edition({"config.yaml": CONFIG_EN, PICTURE: picture(), **layouts, **files})
    for language in LANGUAGES:
        as_text(made.problems, language, advice=True)
        as_json(made.problems, {}, language)
        for told in (as_github, as_gitlab, as_sarif):
            told(made.problems, language)
        comment([], made.problems, Beside(), Next(), language)
    for one in made.problems:
        assert all(sentence(one, language).strip() for language in LANGUAGES)
        there = files.get(one.place.path)
        if there is not None:
            data = there if isinstance(there, bytes) else there.encode("utf-8", "surrogatepass")
            lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
            assert 0 <= one.place.line <= lines, (one, lines)
            assert one.place.column >= 0
    for file in made.files:
        assert not file.path.startswith("/")
        assert {"", ".", ".."}.isdisjoint(file.path.split("/")), file.path
        if file.path.endswith(".html") and not (real and file.path.endswith("search/index.html")):  # a form of our own
            found = faults(file.data.decode(), scripts=real)
            assert not found, (file.path, found, file.data.decode() if not real else "")
    return made


# Arbitrary text and bytes


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@tries(20)
@given(
    st.one_of(st.binary(max_size=300), TEXT.map(str.encode)),
    st.sampled_from(["stories/2026/a", "people/cy", "pages/a"]),
)
def test_any_bytes_as_a_file(data: bytes, name: str) -> None:
    looked_over({f"content/{name}.md": data})


@tries(14)
@given(TEXT, TEXT)
def test_any_text_between_hyphens(front: str, body: str) -> None:
    looked_over({STORY: f"---\n{front}\n---\n{body}"})


@tries(20)
@given(TEXT)
@example("\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e")
@example("a\r\rb\r\nc")
def test_any_text_as_a_body_and_as_texts(text: str) -> None:
    quoted = "'" + text.replace("'", "''").replace("\n", " ").replace("\r", " ") + "'"
    looked_over({STORY: story(text, title=quoted, summary=quoted, learned=quoted, topics=f"[{quoted}]")})


# Front matter


KEYS = st.sampled_from(
    [
        "title",
        "date",
        "authors",
        "told_by",
        "helped_by",
        "departments",
        "roles",
        "topics",
        "language",
        "summary",
        "image",
        "series",
        "kind",
        "learned",
        "reply_to",
        "translation_of",
        "status",
        "publish_at",
        "expires_at",
        "audience",
        "lane",
        "corrections",
        "reach",
        "aliases",
        "id",
        "name",
        "role",
        "department",
        "location",
        "level",
        "portrait",
        "email",
        "links",
        "languages",
        "show_as",
        "consent",
        "order",
        "for_",
        "<<",
        "?",
        "nonsense",
    ]
)
INNER = st.sampled_from(
    [
        "src",
        "alt",
        "credit",
        "shows",
        "focus",
        "decorative",
        "id",
        "part",
        "date",
        "text",
        "title",
        "url",
        "for",
        "scope",
        "ref",
        "de",
        "en",
        "x",
    ]
)
SCALARS = st.sampled_from(
    [
        "ada",
        "ben",
        "nobody",
        "production",
        "fitter",
        "en",
        "de",
        "xx",
        "2026-03-14",
        "2026-02-30",
        "2026-03-14T25:00",
        "1900-01-01",
        "2199-12-31T23:59+14:00",
        "1",
        "0",
        "-1",
        "1e999",
        "nan",
        ".inf",
        "99999999999999999999",
        "NO",
        "~",
        "null",
        "true",
        "010",
        "12:30:45",
        "/pictures/p.png",
        "../../../../etc/passwd",
        "/..",
        "//",
        '""',
        "''",
        '"\\x07"',
        '"\\uD800"',
        "!!python/object:x",
        "&a",
        "*a",
        "<<",
        "-",
        "?",
        "|",
        ">",
        "[",
        "{",
        "]",
        "}",
        ",",
        "#",
        "%",
        "@",
        "`",
        '"a:',
        'b"',
        "'it''s'",
        "/old/",
        "/Old/",
        "/index.html",
        "/feed.xml",
        "/assets/",
        "published",
        "draft",
        "withdrawn",
        "left",
        "anonymous",
        "initials",
        "first",
        "full",
        "agency",
        "public",
        "quick",
        "interview",
        "first-days",
        "2026/a",
        "2026/b",
        "a",
        "javascript:alert(1)",
        'https://a.example/"onload=x',
        "<script>alert(1)</script>",
        "{{page}}",
        "{%raw%}",
        "\u202e",
        "😀",
        "ß",
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(INNER, inner, max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: "".join(f"\n  - {item}" for item in items)),
        st.dictionaries(INNER, inner, min_size=1, max_size=3).map(
            lambda pairs: "".join(f"\n  {key}: {value}" for key, value in pairs.items())
        ),
    ),
    max_leaves=6,
)
FRONT = st.lists(st.tuples(KEYS, VALUES), max_size=8)


@tries(20)
@given(FRONT, st.sampled_from(["stories/2026/a", "stories/2026/b", "people/ada", "people/cy", "pages/a"]))
def test_any_front_matter(front: list[tuple[str, str]], name: str) -> None:
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in front) + "---\nText.\n"
    looked_over({STORY: story(), f"content/{name}.md": text})


@tries(14)
@given(st.dictionaries(KEYS, VALUES, max_size=4))
@example({"series": "{id: ../../evil, part: 1}"})
@example({"series": "{id: '', part: 1}"})
@example({"image": "{src: /pictures/p.png, alt: a, focus: [nan, 0]}"})
def test_sound_front_matter_with_something_else_in_it(front: dict[str, str]) -> None:
    without_series = CONFIG_EN.replace("series:\n  first-days: {name: {en: First days, de: Erste Tage}}\n", "")
    looked_over({STORY: story(**{"title": "A", **front}), "config.yaml": without_series}, real=True)


@pytest.mark.parametrize(
    "broken",
    [person("Ada", level="nowhere"), "---\nname: [\n---\n", "---\nrole: fitter\n---\n", b"\xff", "no front matter"],
)
def test_a_sound_story_by_somebody_whose_file_is_broken(broken: str | bytes) -> None:
    made = looked_over({STORY: story(), "content/people/ada.md": broken})
    assert {one.place.path for one in made.problems if one.severity.value == "error"} == {"content/people/ada.md"}


# Markdown and HTML


MARKS = [
    "# ", "## A\n", "### A\n", "A\n===\n", "> ", "- ", "1. ", "    ", "\t", "\n", "\n\n", "  \n", "***", "__", "~~",
    "`", "``", "```\n", "~~~ x\n", "---\n", "|a|b|\n|-|:-:|\n|c|", "[^1]", "[^1]: ", "[^x]", "\n\n[^x]: note\n\n",
    "[a](b)", "[", "]", "(", ")", "![", "![a](/pictures/p.png)", "![a](/pictures/p.png 'cap'){.wide credit=x}",
    "![](x.png)", "[a]: b\n", "[a][a]", "{.wide}", "{#x .y onclick=z}", "{lang=de}", "[x]{lang=de}",
    '[x]{lang="a\' onx=1"}', "\n: a\n", "\na\n: b\n", "\n::: quote\n", "\n::: quote Ada <b>\n", "\n::: interview\n",
    "\n:::\n", "\n:::: interview\n", "\n::::\n", "? Why?\n\n", "::: foo\n", "&lt;", "&#12;", "&#1;", "&#x202e;",
    "&#xFDD0;", "&amp;", "&", "<", ">", '"', "'", "\\", "\xa0", "\u2028", "\x85", "\u200b", "\ufeff", "%EF%B7%90",
    "[x](#%EF%B7%9199%EF%B7%92)", "[x](#%EF%B7%910%EF%B7%92)", "[x](%00%0a)", "&#xFDD1;9&#xFDD2;",
    "&#xFDD1;0&#xFDD2;", "[x](../../people/ada.md)", "[x](/people/ada/#s_x)", "[x](javascript:alert(1))",
    "[x](<java\tscript:x>)", "[x](data:text/html,x)", '[x](https://a.example/?a=b&c="d)', "<https://a.example>",
    "<a@b.example>", "{{ page }}", "{% raw %}", "${x}",
]  # fmt: skip
"""Marks of Markdown, entities and links, the good and the bad."""

TAGS = [
    "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<div>", "</div>", "<span lang='de'>", "</span>", "<h1>", "<h2>",
    "</h2>", "<h3>x</h3>", "<a href='https://a.example'>", "<a href='../../people/ada.md'>", "<a href=javascript:x>",
    "<a>", "</a>", "<br>", "<hr>", "<img src=/pictures/p.png alt=x>", "<img src=x onerror=alert(1)>",
    "<img src='data:image/svg+xml,x'>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<caption>", "<ul>",
    "<li>", "</li>", "</ul>", "<ol start=3>", "<dl>", "<dt>", "<dd>", "<details>", "<summary>", "</details>",
    "<figure>", "<figcaption>", "</figure>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<code>", "</code>",
    "<q>", "<del>", "<sup>", "</sup>", "<kbd>", "<script>alert(1)</script>", "<script>", "</script>",
    "<style>*{}</style>", "<style>", "<iframe src=x>", "</iframe>", "<svg onload=x>", "<svg><script>", "<math>",
    "<mtext>", "</svg>", "<object>", "<embed>", "<form action=x>", "<input>", "<button>", "<select>", "<option>",
    "<textarea>", "<template>", "<noscript>", "<title>", "<body onload=x>", "<html>", "<head>", "<base href=//x>",
    "<link rel=x>", "<meta http-equiv=refresh>", "<plaintext>", "<xmp>", "<listing>", "<!--", "-->", "<!-- x -->",
    "<!DOCTYPE x>", "<?php ?>", "<![CDATA[", "]]>", "<a\nhref=x>", "<b/>", "<div/>", "< b>", "<b", "</",
    "<p style='x:y'>", "<p onclick=x>", "<b id=main class=x>", "<isindex>", "<frameset>", "<marquee>",
    "<a xlink:href=javascript:x>", "<p lang='&#xFDD3;5&#xFDD4;'>", "<span lang='&#xFDD3;5&#xFDD4;'>",
    "<span lang='&#xFDD1;0&#xFDD2;'>", "<video src=x>", "<noembed>", "<noframes>", "<image src=x>", "<keygen>",
    "<portal>", "</xmp>", "<iframe></b></iframe>", "</svg>", "<time>", "<center>", "</a>", "</details>", "</blockquote>",
]  # fmt: skip
"""Tags, the good and the bad, open and closed."""

SOUP = st.lists(
    st.one_of(st.sampled_from(MARKS), st.sampled_from(TAGS), st.text("abc *_`<>&\"'[](){}!#|:-\n", max_size=6)),
    max_size=14,
).map("".join)


@pytest.mark.parametrize(
    "body",
    [
        "> ::: interview\n> a\n> ",
        "> | a |\n> |---|\n> | b |\n> ",
        "> > ::: note\n> > a\n> >",
        "[^1]\n[^1]:0. [^1]:\n#\n<!--",
        "[^1]\n\n[^1]: a\n    [^1]:\n    # b\n",
    ],
    ids=["a block in a quote that ends the text", "a table", "in two quotes", "a note in a note", "a heading in it"],
)
def test_where_the_parser_itself_falls(body: str) -> None:
    made = edition({"content/stories/2026/a.md": story(body)})
    assert made.counts.stories == 1 or made.errors


def test_every_mark_and_tag_alone() -> None:
    """As a block, in a paragraph, in a list and before another tag."""
    looked_over(
        {
            f"content/stories/2026/s{number}.md": story(
                f"{piece}x\n\nA {piece} b\n\n- {piece}\n\n{piece}<b>c</b>\n", id=f"s{number}"
            )
            for number, piece in enumerate((*MARKS, *TAGS))
        }
    )


@tries(34)
@given(st.lists(SOUP, min_size=4, max_size=4))
@example(["a <b>x</b> [y]{lang=de} z", "x &#12; y", "<p>x &#1; y</p>", "<p>&#xFDD0;</p>"])
@example(
    ["![p](/pictures/p.png)\n\n<p>&#xFDD1;99&#xFDD2;</p>", "![p](/pictures/p.png) [x](#%EF%B7%910%EF%B7%92)", "", ""]
)
@example(
    [
        "a <span lang='&#xFDD3;5&#xFDD4;'>x</span>",
        "[a [b](c)](d)",
        "[![a](/pictures/p.png)](d)",
        "[t[^1]](u)\n\n[^1]: n",
    ]
)
def test_any_markdown(bodies: list[str]) -> None:
    looked_over(
        {
            STORY: story(bodies[0]),
            "content/stories/2026/b.md": story(bodies[1], language="de"),
            "content/people/ada.md": person("Ada", bodies[2]),
            "content/pages/p.md": f"---\ntitle: P\n---\n{bodies[3]}",
        }
    )


@tries(20)
@given(
    SOUP,
    st.dictionaries(
        st.sampled_from(["title", "summary", "learned"]), SOUP.map(lambda text: repr(text)[:180]), max_size=3
    ),
)
def test_any_markdown_in_the_real_layouts(body: str, texts: dict[str, str]) -> None:
    quoted = {key: "'" + text.replace("'", "''") + "'" for key, text in texts.items()}
    looked_over(
        {STORY: story(body, **quoted), "content/people/ada.md": person(quoted.get("title", "Ada"), body)}, real=True
    )


# File names


NAME = st.one_of(
    st.text(st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.sampled_from(
        [
            "index",
            "INDEX",
            "a",
            "A",
            "ä",
            "ae",
            "ß",
            "con",
            "nul",
            "aux",
            "..",
            ".",
            "-",
            "_",
            "%2e%2e",
            "~",
            "a.b",
            "%00",
            "404",
            "feed",
            "page",
            "assets",
            "pictures",
            "2026",
            "０",
            "ﬁ",
            "ⅷ",
            "I",
            "İ",
            "ı",
        ]
    ),
)


@tries(17)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["", "stories", "stories/2026", "people", "pages", "pages/de", "pictures", "Stories", "other"]
            ),
            st.lists(NAME, min_size=1, max_size=2).map("/".join),
            st.sampled_from([".md", ".MD", ".Md", ".png", ".svg", ".txt", ""]),
        ),
        max_size=5,
    )
)
def test_any_file_names(names: list[tuple[str, str, str]]) -> None:
    files: dict[str, str | bytes] = {}
    for folder, name, ending in names:
        path = "/".join(filter(None, ("content", folder, name + ending)))
        people = folder == "people"
        files[path] = b"x" if ending not in {".md", ".MD", ".Md"} else person() if people else story()
    looked_over(files)


# Pictures and drawings


def _bytes(kind: str, **saving: object) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (24, 16), "#a33b20")
    image.paste("#fff", (3, 3, 9, 9))
    image.save(out, kind, **saving)
    return out.getvalue()


def _sound_pictures() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return {
        "jpg": _bytes("JPEG", exif=exif, comment=b"c"),
        "png": _bytes("PNG", exif=exif),
        "webp": _bytes("WEBP", exif=exif),
        "gif": _bytes("GIF"),
    }


PICTURES = _sound_pictures()


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A sound picture that was cut off, overwritten in places, or continued with something else."""
    data = bytearray(PICTURES[draw(st.sampled_from(sorted(PICTURES)))])
    for _ in range(draw(st.integers(0, 6))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.one_of(st.none(), st.integers(0, len(data))))
    return bytes(data[:cut]) + draw(st.sampled_from([b"", b"<script>alert(1)</script>", b"\x00" * 20]))


@tries(20)
@given(
    st.lists(st.one_of(_damaged(), st.binary(max_size=60)), min_size=6, max_size=6),
    st.sampled_from(["jpg", "png", "webp", "gif", "JPEG", "svg"]),
)
def test_any_picture(several: list[bytes], ending: str) -> None:
    files: dict[str, str | bytes] = {
        f"content/pictures/x{number}.{ending}": data for number, data in enumerate(several)
    }
    body = "\n\n".join(f"![A](/pictures/x{number}.{ending})" for number in range(len(several)))
    looked_over({STORY: story(body), **files})


DRAWING = st.recursive(
    st.sampled_from(
        [
            "<rect width='1' height='1'/>",
            "<path d='M0 0'/>",
            "text",
            "<text>a</text>",
            "<script>alert(1)</script>",
            "<script href='x'/>",
            "<circle r='1' onload='x' fill='url(#a)'/>",
            "<rect fill='url(http://x)'/>",
            "<use href='#a'/>",
            "<use xlink:href='data:image/svg+xml,x'/>",
            "<image href='http://x'/>",
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
            "<style>*{fill:url(//x)}</style>",
            "<a href='javascript:x'><rect/></a>",
            "<set attributeName='href' to='javascript:x'/>",
            "<animate/>",
            "<!-- c -->",
            "<?x y?>",
            "&amp;",
            "&x;",
            "<g style='fill: url(&quot;//x&quot;); stroke: red'/>",
            "<g style='color:expression(x)'/>",
            "<g fill='\\75rl(//x)'/>",
            "<title>&lt;script></title>",
            '<desc>"</desc>',
            "<linearGradient id='a'><stop offset='0' stop-color='red'/></linearGradient>",
            "<![CDATA[<script>]]>",
            "<rect",
            "</g>",
        ]
    ),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: "<g id='a'>" + "".join(parts) + "</g>"),
    max_leaves=8,
)
OPENING = st.sampled_from(
    [
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 10 10'>",
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='nan' height='-1' viewBox='0 0 1e9 x'>",
        "<?xml version='1.0' encoding='utf-16'?><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='x' width='5' height='5'>",
        "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='x' width='5' height='5'>",
        "<!DOCTYPE svg SYSTEM 'http://x'><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='x' width='5' height='5' onload='x'>",
        "<svg xmlns:xlink='x' width='5px' height='5'>",
        "<html xmlns:xlink='x'>",
    ]
)


@tries(20)
@given(OPENING, st.lists(DRAWING, max_size=4).map("".join), st.sampled_from(["</svg>", "", "</html>"]))
def test_any_drawing(opening: str, inner: str, closing: str) -> None:
    drawn = (opening + inner + closing).encode()
    made = looked_over({STORY: story("![A](/pictures/x.svg)"), "content/pictures/x.svg": drawn})
    for file in made.files:
        if file.path.startswith("pictures/") and file.path.endswith(".svg"):
            text = file.data.decode()
            assert [
                one for one in faults(text) if not one.startswith("an id twice")
            ] == []  # two shapes may have one name
            assert "//x" not in text
