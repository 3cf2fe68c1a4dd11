"""Moving in: what is rarer in blogs, and must neither vanish without a word nor show what readers never saw."""

from __future__ import annotations

import pytest
from blogs import body, export, item, moved, text, told

# Eleventy


@pytest.mark.parametrize(
    "front",
    [
        '---json\n{\n"title": "Kurz",\n"date": "2020-03-01",\n"author": "Ada Lund",\n"draft": true\n}\n---\n',
        '---toml\ntitle = "Kurz"\ndate = 2020-03-01\nauthor = "Ada Lund"\ndraft = true\n---\n',
        "---yml\ntitle: Kurz\ndate: 2020-03-01\nauthor: Ada Lund\ndraft: true\n---\n",
    ],
)
def test_front_matter_that_names_its_language(front: str) -> None:
    made = moved("eleventy", {"posts/kurz.md": f"{front}Text.\n"})
    assert "title: Kurz\n" in (said := text(made, "stories/2020/kurz.md"))
    assert "status: draft\n" in said
    assert body(made, "stories/2020/kurz.md") == "Text."
    assert told(made) == []


def test_front_matter_that_is_a_program_keeps_its_post_out_and_is_told() -> None:
    files = {"posts/posts.json": '{"author": "Ada Lund"}', "posts/a.md": "---js\n{ draft: true }\n---\nGeheim.\n"}
    made = moved("eleventy", files)
    assert made.texts == ()
    assert told(made) == [
        "posts/a.md:1 moved-script the front matter of this text is a program in `js`, which is not run"
    ]


def test_nothing_that_lies_among_posts_of_eleventys_is_dropped_without_a_word() -> None:
    made = moved(
        "eleventy",
        {
            "posts/bare.md": "# No front matter\n",
            "posts/list.md": "---\npagination: {data: x}\n---\n",
            "posts/open.md": "---\ntitle: Never closed\n",
            "tags.md": "---\npagination: {data: x}\n---\n",
            "posts/posts.11tydata.js": "module.exports = { draft: true };\n",
        },
    )
    assert [one.partition(" this ")[0] for one in told(made)] == [
        "posts/bare.md:1 moved-page",
        "posts/list.md:4 moved-page",
        "posts/open.md:1 moved-page",
        "posts/posts.11tydata.js:0 moved-data",
    ]


# What a blog says of many posts at once


@pytest.mark.parametrize(
    ("index", "status"),
    [
        ("cascade:\n  draft: true", "draft"),
        ("cascade:\n  - target: {path: '/posts/**'}\n    build: {render: never}", "draft"),
        ("cascade:\n  build: {list: never}", "draft"),
        ("cascade:\n  - target: {path: '/news/**'}\n    draft: true", ""),
        ("cascade:\n  - _target: {kind: section}\n    draft: true", ""),
        ("title: Posts", ""),
    ],
)
def test_what_hugo_says_of_all_below_a_folder(index: str, status: str) -> None:
    post = "---\ntitle: A\ndate: 2020-01-01\n---\nText.\n"
    files = {"content/posts/_index.md": f"---\n{index}\n---\n", "content/posts/a.md": post}
    made = moved("hugo", {"hugo.toml": '[cascade]\nauthors = ["Ada Lund"]\n', **files})
    assert "authors: [ada-lund]\n" in (said := text(made, "stories/2020/a.md"))
    assert ("status: draft\n" in said) == (status == "draft")


def test_of_hugos_cascades_the_nearest_counts_and_the_post_most() -> None:
    post = "---\ntitle: A\ndate: 2020-01-01\nauthor: Ada Lund\n{}\n---\nText.\n"
    made = moved(
        "hugo",
        {
            "content/_index.md": "---\ncascade: {draft: true}\n---\n",
            "content/posts/_index.md": "---\ncascade: {draft: false}\n---\n",
            "content/posts/a.md": post.format(""),
            "content/posts/b.md": post.format("draft: true"),
            "content/news/c.md": post.format(""),
        },
    )
    drafts = {name: "status: draft\n" in text(made, f"stories/2020/{name}.md") for name in "abc"}
    assert drafts == {"a": False, "b": True, "c": True}


def test_what_pelicans_settings_say_of_all_posts() -> None:
    made = moved(
        "pelican",
        {
            "pelicanconf.py": "DEFAULT_METADATA = {'status': 'draft', 'author': 'Ada Lund', 'n': 3}\n",
            "content/a.md": "Title: A\nDate: 2020-01-01\n\nText.\n",
            "content/b.md": "Title: B\nDate: 2020-01-01\nStatus: published\nAuthor: Ben Kim\n\nText.\n",
        },
    )
    assert "authors: [ada-lund]\nstatus: draft\n" in text(made, "stories/2020/a.md")
    assert "status" not in (said := text(made, "stories/2020/b.md"))
    assert "authors: [ben-kim]\n" in said


# WordPress


def test_types_that_a_blog_made_for_itself() -> None:
    form = item("Your name", id="3", type="form", name="form").replace(
        "https://wp.example/form/", "https://wp.example/?p=3"
    )
    made = moved(
        "wordpress",
        {
            "export.xml": export(
                item("Eins.", type="story", name="eins"),
                item("Zwei.", id="2", type="story", name="zwei", status="draft"),
                form,
                item("x", id="4", type="wp_global_styles", name="styles"),
                item("", id="5", type="page"),
            )
        },
    )
    assert body(made, "stories/2020/eins.md") == "Eins."
    assert "status: draft\n" in text(made, "stories/2020/zwei.md")
    assert made.stories == 2
    assert [one.split()[1] for one in told(made)] == ["moved-type", "moved-page"]
    assert len({one.split()[0] for one in told(made)}) == 2  # an item without a text has a line of its own


def test_whoever_writes_together_with_others() -> None:
    more = '<category domain="author" nicename="cap-eva-oez"><![CDATA[Eva Öz]]></category>'
    more += '<category domain="author" nicename="cap-ada"><![CDATA[ada]]></category>'
    made = moved("wordpress", {"export.xml": export(item("x", more=more))})
    assert "authors: [eva-oez, ada-lund]\n" in text(made, "stories/2020/t.md")


def test_names_that_an_address_had_before() -> None:
    more = "".join(
        f"<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>{old}</wp:meta_value></wp:postmeta>"
        for old in ("alt", "uralt")
    )
    made = moved("wordpress", {"export.xml": export(item("x", more=more))})
    assert 'aliases: ["/t/", "/alt/", "/uralt/"]\n' in text(made, "stories/2020/t.md")


# Old addresses


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        (
            "hugo",
            {
                "hugo.toml": 'baseURL = "https://x.example/blog/"\n',
                "content/news/a.md": "---\ntitle: A\ndate: 2020-01-01\naliases: [/alt/]\n---\n[a](/news/a/#b)\n",
            },
        ),
        (
            "pelican",
            {
                "publishconf.py": "SITEURL = 'https://x.example/blog'\nARTICLE_URL = 'news/{slug}/'\n",
                "content/a.md": "Title: A\nDate: 2020-01-01\nAliases: alt/\n\n[a](/blog/news/a/#b)\n",
            },
        ),
        (
            "jekyll",
            {
                "_config.yml": "url: https://x.example\nbaseurl: /blog\npermalink: /news/:title/\n",
                "_posts/2020-01-01-a.md": "---\ntitle: A\nredirect_from: /alt/\n---\n[a](/news/a/#b)\n",
            },
        ),
    ],
)
def test_addresses_of_a_blog_that_lies_below_a_path(kind: str, files: dict[str, str | bytes]) -> None:
    made = moved(kind, files)
    assert 'aliases: ["/blog/news/a/", "/blog/alt/"]\n' in text(made, "stories/2020/a.md")
    assert body(made, "stories/2020/a.md") == "[a](#b)"


def test_the_name_of_a_file_of_pelicans_that_begins_with_a_day() -> None:
    made = moved("pelican", {"content/2020-03-04_hallo.md": "Title: Hallo\n\nText.\n"})
    assert "date: 2020-03-04\n" in text(made, "stories/2020/hallo.md")


def test_a_post_of_jekylls_without_a_day_has_no_address_with_one() -> None:
    files = {"_posts/2020-01-01-a.md": "---\ntitle: A\n---\nx\n", "_posts/nodate.md": "---\ntitle: B\n---\nx\n"}
    assert "aliases" not in text(moved("jekyll", files), "stories/2020/nodate.md")
