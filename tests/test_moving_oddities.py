"""Moving in: what is rarer in blogs, and must neither vanish without a word nor show what readers never saw."""

from __future__ import annotations

import re

import pytest
from blogs import TODAY, body, export, item, moved, text, told
from portal import picture

from byline.moving.jekyll import read_jekyll
from byline.moving.reserved import read_forwarded
from byline.moving.stories import teased
from byline.moving.unpacking import unpacked
from byline.settings import read_settings
from byline.tree import File, Tree

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


@pytest.mark.parametrize(
    "start",
    [
        "---\ntitle: Kurz\ndraft: true\n----\n",
        "---\ntitle: Kurz\ndraft: true\n\n",
        "\n---  \ntitle: Kurz\n",
        '+++\ntitle = "Kurz"\ndraft = true\n++++\n',
        '{\n  "title": "Kurz",\n  "draft": true,\n}\n',
    ],
)
@pytest.mark.parametrize(
    ("program", "path"),
    [
        ("jekyll", "_posts/2020-03-01-a.md"),
        ("hugo", "content/posts/2020-03-01-a.md"),
        ("eleventy", "posts/2020-03-01-a.md"),
    ],
)
def test_front_matter_without_an_end_keeps_its_post_out_and_is_told(start: str, program: str, path: str) -> None:
    made = moved(program, {path: f"{start}Geheim.\n", "hugo.toml": "title = 'Blog'\n"})
    assert made.texts == ()
    line = 1 + start.count("\n", 0, len(start) - len(start.lstrip("\n")))
    assert [" ".join(one.split()[:2]) for one in told(made)] == [f"{path}:{line} moved-unclosed"]


@pytest.mark.parametrize("start", ["---\n\nA line. Note: this is no key.\n", "---\nWe met. Then: this.\n", "{a} b\n"])
def test_a_line_above_a_text_is_no_front_matter(start: str) -> None:
    made = moved("jekyll", {"_posts/2020-03-01-a.md": f"{start}Offen.\n"})
    assert body(made, "stories/2020/a.md").endswith("Offen.")


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
    assert [" ".join(one.split()[:2]) for one in told(made)] == [
        "posts/bare.md:1 moved-page",
        "posts/list.md:4 moved-page",
        "posts/open.md:1 moved-unclosed",
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
    assert all("status: draft\n" in text(made, f"stories/2020/{name}.md") for name in ("eins", "zwei"))
    assert made.stories == 2
    assert [one.split()[1] for one in told(made)] == ["moved-foreign", "moved-type", "moved-page"]
    assert len({one.split()[0] for one in told(made)}) == 3  # an item without a text has a line of its own


def test_whoever_writes_together_with_others() -> None:
    more = '<category domain="author" nicename="cap-eva-oez"><![CDATA[Eva Öz]]></category>'
    more += '<category domain="author" nicename="cap-ada"><![CDATA[ada]]></category>'
    made = moved("wordpress", {"export.xml": export(item("x", more=more))})
    assert "authors: [eva-oez, ada-lund]\n" in text(made, "stories/2020/t.md")


def guest(**more: str) -> str:
    """A profile of Co-Authors Plus, and a picture for it."""
    told = {"cap-user_login": "eva", "cap-display_name": "Eva Öz", "cap-description": "Baut <b>Brücken</b>.", **more}
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in {**told, "cap-user_email": "eva@wp.example", "_thumbnail_id": "9"}.items()
    )
    url = "<wp:attachment_url>https://wp.example/wp-content/uploads/2020/03/eva.png</wp:attachment_url>"
    profile = item("", id="8", type="guest-author", name="cap-eva", title="Eva Öz", more=meta)
    return profile + item("", id="9", type="attachment", name="p", more=url)


def test_profiles_of_guests() -> None:
    """What Co-Authors Plus knows of somebody without an account; the address, readers never saw."""
    more = '<category domain="author" nicename="cap-eva"><![CDATA[eva]]></category>'
    files: dict[str, str | bytes] = {
        "export.xml": export(item("x", more=more), guest()),
        "wp-content/uploads/2020/03/eva.png": picture(),
    }
    made = moved("wordpress", files)
    assert "authors: [eva-oez]\n" in text(made, "stories/2020/t.md")
    assert text(made, "people/eva-oez.md") == (
        '---\nname: Eva Öz\nportrait: {src: "/pictures/2020/03/eva.png", alt: Eva Öz}\n---\n\nBaut Brücken.\n'
    )
    assert made.stories == 1
    assert told(made) == []


def test_a_guest_with_an_account_is_one_person() -> None:
    more = '<category domain="author" nicename="cap-eva"><![CDATA[eva]]></category>'
    profile = guest(**{"cap-linked_account": "ada", "_thumbnail_id": ""})
    made = moved("wordpress", {"export.xml": export(item("x", more=more), item("y", id="2", name="u"), profile)})
    assert [one.path for one in made.texts if "people" in one.path] == ["content/people/ada-lund.md"]
    assert "Baut Brücken.\n" in text(made, "people/ada-lund.md")
    assert "authors: [ada-lund]\n" in text(made, "stories/2020/t.md") + text(made, "stories/2020/u.md")


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('[code lang="python"]x = 1[/code]', "python"),
        ("[sourcecode language='C#' title=\"A\"]x = 1[/sourcecode]", "c#"),
        ('<pre class="wp-block-code"><code lang="php" class="language-php">x = 1</code></pre>', "php"),
        ('<pre class="brush: jscript; title: x">x = 1</pre>', "jscript"),
        ('<pre id="language-of-birds"><code>x = 1</code></pre>', ""),
    ],
)
def test_listings_of_wordpress_keep_their_language(html: str, language: str) -> None:
    assert (
        body(moved("wordpress", {"export.xml": export(item(html))}), "stories/2020/t.md")
        == f"```{language}\nx = 1\n```"
    )


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
    files = {"_posts/2020-01-01-a.md": "---\ntitle: A\n---\nx\n", "_drafts/nodate.md": "---\ntitle: B\n---\nx\n"}
    assert "aliases" not in text(moved("jekyll", files), "stories/2020/nodate.md")


# Links and pictures


@pytest.mark.parametrize(
    ("ref", "to"),
    [
        ("b.md", "b-de"),
        ("b", "b-de"),
        ("/posts/b.md", "b-de"),
        ("posts/b", "b-de"),
        ("c", "c-de"),
        ("/posts/c/index.md", "c-de"),
        ("d.md", "d-de"),
        ("e.md", "e"),
    ],
)
def test_hugos_references_mean_the_post_in_the_language_of_the_text(ref: str, to: str) -> None:
    post = "---\ntitle: T\ndate: 2020-01-01\n---\nx\n"
    paths = ("b.de.md", "b.en.md", "c/index.de.md", "c/index.en.md", "d.md", "d.de.md", "e.md")
    made = moved(
        "hugo",
        {
            "hugo.toml": 'defaultContentLanguage = "en"\n',
            "content/posts/a.de.md": f'---\ntitle: A\ndate: 2020-01-01\n---\n[x]({{{{< ref "{ref}" >}}}})\n',
            **{f"content/posts/{path}": post for path in paths},
        },
    )
    assert body(made, "stories/2020/a-de.md") == f"[x](/stories/2020/{to}/)"


def test_hugos_params_of_the_page_go_before_those_of_the_site() -> None:
    post = '---\ntitle: A\ndate: 2020-01-01\nfoo: own\nparams: {bar: inner}\n---\n{{< param foo >}} {{< param "bar" >}} {{< param baz >}} {{</* param foo */>}}\n'
    made = moved("hugo", {"hugo.toml": '[params]\nfoo = "site"\nbaz = "all"\n', "content/a.md": post})
    assert body(made, "stories/2020/a.md") == "own inner all {{< param foo >}}"


@pytest.mark.parametrize("ending", ["mkd", "mkdn", "mkdown", "mdown", "markdown", "MKDN"])
def test_every_ending_of_markdown_that_jekyll_knows(ending: str) -> None:
    post = f"---\ntitle: T\nauthor: Ada Lund\n---\n[b]({{% link _posts/2020-01-02-b.{ending} %}})\n"
    made = moved("jekyll", {f"_posts/2020-01-0{n}-{name}.{ending}": post for n, name in enumerate("ab", 1)})
    assert body(made, "stories/2020/a.md") == "[b](/stories/2020/b/)"
    assert told(made) == []


def test_files_in_the_folder_of_pelicans_texts() -> None:
    files: dict[str, str | bytes] = {
        "pelicanconf.py": "PATH = 'inhalt'\n",
        "inhalt/neu/a.md": "Title: A\nDate: 2020-01-01\nAuthor: Ada Lund\nTags: Ausbildung; Köln, Ost\n\n"
        "![x]({static}/images/x.png) [b]({filename}/alt/text.md)\n",
        "inhalt/alt/text.md": "Title: B\nDate: 2020-01-01\nAuthor: Ada Lund\nTags: Eins, Zwei\n\nx\n",
        "inhalt/neu/text.md": "Title: C\nDate: 2020-01-01\nAuthor: Ada Lund\n\nx\n",
        "inhalt/images/x.png": picture(),
        "inhalt/neu/images/x.png": picture() + b"other",
        "output/images/x.png": picture(),
        "output/a.html": "x",
    }
    made = moved("pelican", files)
    assert body(made, "stories/2020/a.md") == "![x](/pictures/x.png) [b](/stories/2020/b/)"
    assert made.origins["content/pictures/x.png"] == "inhalt/images/x.png"
    assert 'topics: [Ausbildung, "Köln, Ost", neu]\n' in text(made, "stories/2020/a.md")
    assert "topics: [Eins, Zwei, alt]\n" in text(made, "stories/2020/b.md")
    assert told(made) == []


@pytest.mark.parametrize(
    ("said", "src"),
    [
        ("resources: [{src: plan.pdf}, {src: halle.png, name: x}]", "halle.png"),
        ("resources: [{src: plan.pdf}]", ""),
        ("images: [halle.png]", "halle.png"),
    ],
)
def test_only_a_picture_leads(said: str, src: str) -> None:
    post = f"---\ntitle: A\ndate: 2020-01-01\nauthor: Ada Lund\n{said}\n---\nx\n"
    files: dict[str, str | bytes] = {f"content/posts/a/{name}": picture() for name in ("halle.png", "plan.pdf")}
    made = moved("hugo", {**files, "content/posts/a/index.md": post})
    assert re.findall(r'^image: \{src: "?([^",}]*)', text(made, "stories/2020/a/index.md"), re.MULTILINE) == (
        [src] if src else []
    )


def test_names_of_pictures_from_a_mac() -> None:
    files: dict[str, str | bytes] = {
        "_posts/2020-01-01-a.md": "---\ntitle: A\nimage: /img/Übung.png\n---\n![x](/img/Mu%CC%88ll.png)\n",
        "img/U\u0308bung.png": picture(),
        "img/Müll.png": picture(),
    }
    made = moved("jekyll", files)
    assert 'image: {src: "/pictures/uebung.png"}\n' in text(made, "stories/2020/a.md")
    assert body(made, "stories/2020/a.md") == "![x](/pictures/muell.png)"
    assert made.missing == 0


# Summaries


@pytest.mark.parametrize(
    ("teaser", "summary"),
    [
        ("Ein Satz.<br>Noch einer.<br />\nUnd *der*{: .lead}.", "Ein Satz. Noch einer. Und der."),
        ("Ein Satz[^1].\n\n- eins\n- zwei\n\n1. drei\n\nNoch einer.", "Ein Satz. Noch einer."),
        ("Ein Satz.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n\nmehr\n```\n\n    code", "Ein Satz."),
        ("Ein Satz.\n\na | b\n---|---\n1 | 2\n\n> Zitat\n\n## Titel\n\nTitel\n===", "Ein Satz."),
        ('![x](a.png "Titel")\n*Bild*\n\nEin Satz.\n\n![x](a.png)\n\n*Bild: Ada*', "Ein Satz."),
        (
            "Ein Satz mit `code` und 2 \\* 3.\n\n<div>Kasten</div>\n\n<em>Ja</em>.\n\n[^1]: Fuß",
            "Ein Satz mit code und 2 * 3. Ja.",
        ),
        ("Er sagt: {so} ist es.", "Er sagt: {so} ist es."),
    ],
)
def test_a_summary_is_made_of_plain_paragraphs(teaser: str, summary: str) -> None:
    assert teased(teaser) == summary


def test_a_summary_of_wordpress_is_made_of_plain_paragraphs() -> None:
    html = "<p>Eins.<br>Zwei.</p><ul><li>drei</li></ul><figure><img src='a.png'><figcaption>Bild</figcaption></figure><!--more--><p>Rest.</p>"
    assert "summary: Eins. Zwei.\n" in text(moved("wordpress", {"export.xml": export(item(html))}), "stories/2020/t.md")


# People

AUTHORS = "kweber: {name: Klaus Weber, email: kw@x.example, bio: Feilt., avatar: /img/k.png}\n"


@pytest.mark.parametrize(
    "names", [('"Weber, Klaus"',), ("kweber", '"Weber, Klaus"'), ('"Weber, Klaus"', "Dr. Klaus Weber", "kweber")]
)
def test_somebody_described_is_recognised_whichever_way_round_posts_name_them(names: tuple[str, ...]) -> None:
    posts = {
        f"_posts/2020-01-0{n}-p{n}.md": f"---\ntitle: T\nauthor: {name}\n---\nx\n" for n, name in enumerate(names, 1)
    }
    made = moved("jekyll", {"_data/authors.yml": AUTHORS, "img/k.png": picture(), **posts})
    assert text(made, "people/klaus-weber.md") == (
        '---\nname: Klaus Weber\nportrait: {src: "/pictures/k.png", alt: Klaus Weber}\nemail: "kw@x.example"\n---\n\nFeilt.\n'
    )
    assert made.people == 1
    assert told(made) == []


@pytest.mark.parametrize(
    ("author", "ids"),
    [
        ('"Weber, Klaus; Berg, Anna"', "klaus-weber, anna-berg"),
        ("Klaus Weber; Anna Berg", "klaus-weber, anna-berg"),
        ('"Dr. Klaus Weber, MBA"', "dr-klaus-weber"),
        ('"Klaus Weber, M.Sc., Anna Berg, Dipl.-Ing."', "klaus-weber, anna-berg"),
        ('"Weber, Klaus, LL.M."', "klaus-weber"),
        ('["Klaus Weber, PhD"]', "klaus-weber"),
        ("[Klaus Weber, PhD]", "klaus-weber"),
        ('["Weber, Klaus, PhD, MBA", Anna Berg]', "klaus-weber, anna-berg"),
        ('{name: "Klaus Weber, PhD"}', "klaus-weber"),
        ('"Klaus Weber, Jr., Anna Berg"', "klaus-weber-jr, anna-berg"),
        ("[PhD]", "phd"),  # whom else?
        ('"Von der Heydt, Clara"', "clara-von-der-heydt"),
        ('["Von der Heydt, Clara"]', "clara-von-der-heydt"),
        ('"Von Weber, Klaus"', "klaus-weber"),
        ('"Weber, Klaus und Berg, Anna"', "klaus-weber, anna-berg"),
        ("Anna Berg / Ben Kim", "anna-berg, ben-kim"),
        ("Anna Berg u. Ben Kim", "anna-berg, ben-kim"),
        ("Anna Berg | Ben Kim + Cy Orr", "anna-berg, ben-kim, cy-orr"),
        ("Forschung/Entwicklung", "forschung-entwicklung"),
        ('"Text: Klaus Weber, Fotos: Anna Berg"', "klaus-weber, anna-berg"),
        ('"Text: Klaus Weber / Fotos: Anna Berg"', "klaus-weber, anna-berg"),
        ('"Text und Fotos: Anna Berg"', "anna-berg"),
        ('"Textor, Anna"', "anna-textor"),
        ('"Autor: Berg, Anna"', "anna-berg"),
        ('"Text: Berg, Anna, Fotos: Kim, Ben"', "anna-berg, ben-kim"),
        ('"Text: Berg, Anna / Fotos: Kim, Ben"', "anna-berg, ben-kim"),
        ('"Text: Berg, Anna und Kim, Ben"', "anna-berg, ben-kim"),
        ('"Text, Fotos: Anna Berg"', "anna-berg"),
        ('"Anna Berg, Text und Fotos: Ben Kim"', "anna-berg, ben-kim"),
        ('"Jo Kurz, Bilder: Archiv"', "jo-kurz"),
        ('"Jo Kurz, Bilder: privat / Archiv"', "jo-kurz"),
        ('"Jo Kurz / Fotos: privat"', "jo-kurz"),
        ('"Text: Jo Kurz; Foto: Archiv"', "jo-kurz"),
        ("Jo Kurz, privat", "jo-kurz"),
        ('"Text: Kurz / privat"', "kurz"),
        ("Archiv", "archiv"),  # whom else?
        ('"Anna Berg, Ben Kim, and Klaus Weber"', "anna-berg, ben-kim, klaus-weber"),
        ('"Anna Berg, M.Sc., und Ben Kim, B.Eng."', "anna-berg, ben-kim"),
        ('"Berg, Anna, und Kim, Ben"', "anna-berg, ben-kim"),
        ('"Anna Berg (Text), Ben Kim (Fotos)"', "anna-berg, ben-kim"),
        ('"Anna Berg (Text) und Ben Kim (Fotos und Video)"', "anna-berg, ben-kim"),
        ('"Berg, Anna (Text & Fotos)"', "anna-berg"),
        ("Gastbeitrag von Klaus Weber", "klaus-weber"),
        ("Ein Gastbeitrag von Klaus Weber", "klaus-weber"),
        ('"Klaus Weber, aufgezeichnet von Anna Berg"', "klaus-weber, anna-berg"),
        ("A guest post by Klaus Weber", "klaus-weber"),
    ],
)
def test_semicolons_and_degrees(author: str, ids: str) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: T\nauthor: {author}\n---\nx\n"})
    assert f"authors: [{ids}]\n" in text(made, "stories/2020/a.md")


def test_a_line_that_names_nobody_is_told_as_that() -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": "---\ntitle: T\nauthor: 'Foto: privat'\n---\nx\n"})
    assert "authors: [editors]\n" in text(made, "stories/2020/a.md")
    assert [one.rule for one in made.problems] == ["moved-author"]


@pytest.mark.parametrize(
    ("author", "ids", "read"),
    [
        ("Anna Berg, Leiterin Logistik", "anna-berg", "`Anna Berg`"),
        ("Ada Lund, Software Engineer", "ada-lund", "`Ada Lund`"),
        ("Anna Berg, Team Logistik und Ben Kim", "anna-berg, ben-kim", "`Anna Berg`, `Ben Kim`"),
        ("Anna Berg, Logistik", "anna-berg, logistik", "`Anna Berg`, `Logistik`"),
        ("Ben Kim, Anna Leiter", "ben-kim, anna-leiter", "`Ben Kim`, `Anna Leiter`"),
        ("Ada Lund, Cy Orr", "ada-lund, cy-orr", ""),  # who sign others alone, or are described
        ("'Text: Anna Berg, Berlin'", "anna-berg, berlin", "`Anna Berg`, `Berlin`"),
        (
            "'Text: Anna Berg, Ben Kim, Fotos: Ada Lund'",
            "anna-berg, ben-kim, ada-lund",
            "`Anna Berg`, `Ben Kim`, `Ada Lund`",
        ),
        ("'Text: Anna Berg, Hollerbach GmbH'", "anna-berg", "`Anna Berg`"),
        ("Anna Berg | Hollerbach GmbH", "anna-berg", "`Anna Berg`"),
        ("'Interview: Anna Berg, Werkstudentin Logistik'", "anna-berg", "`Anna Berg`"),
        ("Anna Lind / Team Marketing", "anna-lind", "`Anna Lind`"),
        ("'Text: Anna Berg, Fotos: Ben Kim'", "anna-berg, ben-kim", ""),
        ("'Text: Ada Lund, Cy Orr'", "ada-lund, cy-orr", ""),
        ("Team Logistik", "team-logistik", ""),
        ("Anna Berg und Ben Kim", "anna-berg, ben-kim", ""),
    ],
)
def test_lines_that_may_name_others_than_they_seem_to_are_told(author: str, ids: str, read: str) -> None:
    files = {
        "_data/authors.yml": "cy: {name: Cy Orr}\n",
        "_posts/2020-01-01-a.md": f"---\ntitle: T\nauthor: {author}\n---\nx\n",
        "_posts/2020-01-02-b.md": f"---\ntitle: T\nauthor: {author}\n---\nx\n",
        "_posts/2020-01-03-c.md": "---\ntitle: T\nauthor: Ada Lund\n---\nx\n",
    }
    made = moved("jekyll", files)
    assert f"authors: [{ids}]\n" in text(made, "stories/2020/a.md")
    line = author.strip("'")
    assert told(made) == ([f"_posts/2020-01-01-a.md:3 moved-byline “{line}” is read as {read}"] if read else [])


def test_what_posts_tell_of_those_who_sign_them() -> None:
    made = moved(
        "hugo",
        {
            "content/a.md": "---\ntitle: A\ndate: 2020-01-01\nauthor: {name: Ada Lund, email: ada@x.example}\n---\nx\n",
            "content/b.md": "---\ntitle: B\ndate: 2020-01-02\nauthor: {name: Ada Lund, bio: Feilt., twitter: ada}\n---\nx\n",
        },
    )
    assert text(made, "people/ada-lund.md") == '---\nname: Ada Lund\nemail: "ada@x.example"\n---\n\nFeilt.\n'
    assert told(made) == ["content/b.md:4 moved-key Byline has no place for `twitter`"]


@pytest.mark.parametrize(
    ("authors", "signers", "people"),
    [
        ("", ["{name: Ada Lund}", "{name: Dr. Ada Lund}"], ["ada-lund"]),
        ("ada: {name: Dr. Ada Lund}\n", ["ada", "{name: Ada Lund}"], ["dr-ada-lund"]),
        ("a: {name: Ada Lund}\nb: {name: Dr. Ada Lund}\n", ["a", "b"], ["ada-lund-ca978112", "dr-ada-lund-3e23e816"]),
    ],
)
def test_a_title_makes_nobody_another_and_whoever_moved_in_is_known_again(
    authors: str, signers: list[str], people: list[str]
) -> None:
    posts = {
        f"_posts/2020-01-0{day}-x.md": f"---\ntitle: T\nauthor: {signer}\n---\nx\n"
        for day, signer in enumerate(signers, 1)
    }
    made = moved("jekyll", {"_data/authors.yml": authors, **posts})
    new = {file.path[15:-3]: file.data.decode() for file in made.texts if "people" in file.path}
    assert list(new) == people
    again = moved("jekyll", {"_data/authors.yml": authors, **posts}, **{id_: said[10:-5] for id_, said in new.items()})
    assert again.texts == tuple(file for file in made.texts if "people" not in file.path)


@pytest.mark.parametrize("said", ["avatar: avatar.png\n", ""])
def test_a_picture_beside_the_page_of_an_author(said: str) -> None:
    made = moved(
        "hugo",
        {
            "content/authors/ada/_index.md": f"---\ntitle: Ada Lund\n{said}---\n",
            "content/authors/ada/avatar.png": picture(),
            "content/a.md": "---\ntitle: A\ndate: 2020-01-01\nauthors: [ada]\n---\nx\n",
        },
    )
    assert 'portrait: {src: "/pictures/authors/ada/avatar.png"' in text(made, "people/ada-lund.md")


def test_a_portrait_that_is_not_there_is_told() -> None:
    files = {"_data/authors.yml": AUTHORS, "_posts/2020-01-01-a.md": "---\ntitle: T\nauthor: kweber\n---\nx\n"}
    assert told(moved("jekyll", files)) == [
        "_data/authors.yml:0 moved-portrait the picture /img/k.png of Klaus Weber is not there"
    ]


# What has no place


def test_an_old_address_that_the_portal_needs_itself_is_left_out_and_told() -> None:
    old = ("/people/", "/people/ada-lund/", "/de/topics/", "/topics/x/", "/archive/2020/", "/feed.xml", "/people/old/")
    post = f"---\ntitle: A\nlang: de\nauthor: Ada Lund\ntags: x\nredirect_from: [{', '.join(old)}]\n---\nx\n"
    made = moved("jekyll", {"_config.yml": "lang: de\n", "_posts/2020-01-01-a.md": post})
    assert re.findall(r"^aliases: \[(.*)\]$", text(made, "stories/2020/a.md"), re.MULTILINE) == [
        '"/2020/01/01/a.html", "/people/old/"'
    ]
    assert [one.split()[5] for one in told(made) if "moved-address" in one] == [*old[:-1]]


def test_an_old_address_at_which_something_of_the_portal_stands_is_left_out_and_told() -> None:
    old = (
        "/contribute/",  # a page
        "/stories/2019/theirs/",  # a story of the portal
        "/stories/2020/b/",  # the place that another post gets
        "/STORIES/",
        "/departments/finance/",  # a department in which nobody of the blog is
        "/series/pump-doctor/",
        "/series/older/",
    )
    terms = "departments: {finance: {name: F}}\nseries: {pump-doctor: {name: P}}\n"
    config = f"version: 1\nsite: {{title: P, url: https://p.example/, languages: [de]}}\n{terms}"
    portal = [File(f"content/{path}.md", b"---\n---\n") for path in ("pages/contribute", "stories/2019/theirs")]
    post = "---\ntitle: A\nauthor: Ada Lund\nredirect_from: [{}]\n---\nx\n"
    given = {
        "_posts/2020-01-01-a.md": post.format(", ".join(old)),
        "_posts/2020-01-01-b.md": post.format("/Stories/2020/B/"),  # where it stands itself
    }
    blog = read_jekyll(Tree(tuple(File(path, data.encode()) for path, data in given.items())))
    made = unpacked(blog, read_settings(config, ()).settings, {}, TODAY, forwarded=read_forwarded(portal, frozenset()))
    assert re.findall(r"^aliases: .*$", text(made, "stories/2020/a.md"), re.MULTILINE) == [
        'aliases: ["/2020/01/01/a.html", "/series/older/"]'
    ]
    assert [one.split()[5] for one in told(made) if "moved-address" in one] == [*old[:-1]]
    assert 'aliases: ["/2020/01/01/b.html"]' in text(made, "stories/2020/b.md")


def test_an_old_address_in_capitals_is_that_in_small_letters() -> None:
    post = "---\ntitle: A\nauthor: Ada Lund\nredirect_from: {}\n---\nx\n"
    made = moved(
        "jekyll", {"_posts/2020-01-01-a.md": post.format("/Alt/"), "_posts/2020-01-01-b.md": post.format("/alt/")}
    )
    assert [one.partition(" two ")[0] for one in told(made)] == ["_posts/2020-01-01-b.md:4 moved-taken"]


@pytest.mark.parametrize(
    ("front", "credit", "left"),
    [
        ("cover: {image: i.png, caption: Die Halle}", "", ["caption"]),
        ("image: i.png\ncaption: Die Halle", "", ["caption"]),
        ("image: i.png\ncaption: 'Foto: Ben'", "Foto: Ben", []),
        ("image: i.png\nphoto_credit: Ben Kim", "Ben Kim", []),
    ],
)
def test_captions_of_the_lead_picture_are_told(front: str, credit: str, left: list[str]) -> None:
    post = f"---\ntitle: A\ndate: 2020-01-01\nauthor: Ada Lund\n{front}\n---\nx\n"
    made = moved("hugo", {"content/a.md": post, "content/i.png": picture()})
    assert ("credit: " in text(made, "stories/2020/a.md")) == bool(credit)
    assert credit in text(made, "stories/2020/a.md")
    assert [one.split("`")[1] for one in told(made)] == left


# Nothing vanishes, and nothing is shown that was hidden


@pytest.mark.parametrize(
    ("kind", "path", "content", "line", "rule"),
    [
        ("hugo", "content/posts/b.md", "Ohne Angaben.\n", 1, "moved-page"),
        ("hugo", "content/posts/_index.md", "---\ntitle: P\n---\nEin Text.\n", 4, "moved-page"),
        ("hugo", "content/posts/b.html", "---\ntitle: P\n---\n<p>x</p>\n", 0, "moved-unread"),
        ("pelican", "content/b.html", "<html><head><title>B</title></head></html>", 0, "moved-unread"),
        ("eleventy", "posts/b.webc", "---\ntitle: B\n---\nx", 0, "moved-unread"),
        ("eleventy", "_data/authors.js", "module.exports = {}", 0, "moved-data"),
        ("jekyll", "_posts/2020-01-01-b.markdown", "x" * 300_000, 0, "file-too-large"),
        ("pelican", "pelicanconf.py", "#" * 300_000, 0, "file-too-large"),
        ("jekyll", "_data/authors.json", " " * 3_000_000, 0, "file-too-large"),
        ("jekyll", "_data/authors.yml", "ada:\n  name: Ada Lund\n  name: Ada\n", 3, "duplicate-key"),
        ("jekyll", "_data/team.yml", "- name: Ada Lund\n  name: Ada\n", 2, "duplicate-key"),
        ("jekyll", "_authors/ada.md", "---\nname: Ada Lund\nname: Ada\n---\n", 3, "duplicate-key"),
        ("hugo", "content/posts/_index.md", "---\ntitle: P\ntitle: Q\n---\n", 3, "duplicate-key"),
    ],
)
def test_what_is_not_read_is_told(kind: str, path: str, content: str, line: int, rule: str) -> None:
    head = (
        "Title: A\nDate: 2020-01-01\nAuthor: Ada Lund\n\n"
        if kind == "pelican"
        else "---\ntitle: A\ndate: 2020-01-01\nauthor: Ada Lund\n---\n"
    )
    place = {"jekyll": "_posts/2020-01-01-a.md", "eleventy": "posts/a.md"}.get(kind, "content/posts/a.md")
    made = moved(kind, {place: f"{head}x\n", path: content})
    assert [" ".join(one.split()[:2]) for one in told(made)] == [f"{path}:{line} {rule}"]


@pytest.mark.parametrize(
    ("kind", "path", "content"),
    [
        ("hugo", "content/posts/_index.md", "---\ntitle: P\n---\n"),
        ("hugo", "content/authors/ada/_index.md", "---\nname: Ada Lund\n---\nFeilt.\n"),
        ("eleventy", "posts/index.html", "---\ntitle: All\n---\nx"),
        ("eleventy", "_data/helpers.js", "module.exports = {}"),
        ("jekyll", "index.html", "---\nlayout: home\n---\n"),
    ],
)
def test_what_only_lists_posts_is_not_told(kind: str, path: str, content: str) -> None:
    place = {"jekyll": "_posts/2020-01-01-a.md", "eleventy": "posts/a.md"}.get(kind, "content/posts/a.md")
    made = moved(kind, {place: "---\ntitle: A\ndate: 2020-01-01\nauthor: Ada Lund\n---\nx\n", path: content})
    assert told(made) == []


@pytest.mark.parametrize(
    "said", ["draft: yes", "draft: True", "draft: on", "published: no", "status: archived", "status: skip", "hidden: 1"]
)
def test_whatever_hides_a_post_keeps_it_hidden(said: str) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: A\nauthor: Ada Lund\n{said}\n---\nx\n"})
    assert "status: draft\n" in text(made, "stories/2020/a.md")


@pytest.mark.parametrize(
    ("status", "kept"), [("pitch", "draft"), ("future", "published"), ("pending", "review"), ("trash", None)]
)
def test_states_of_posts_of_wordpress(status: str, kept: str | None) -> None:
    made = moved("wordpress", {"export.xml": export(item("x"), item("y", id="2", name="u", status=status))})
    assert made.stories == (1 if kept is None else 2)
    if kept:
        assert ("status:" not in text(made, "stories/2020/u.md")) == (kept == "published")
        assert kept == "published" or f"status: {kept}\n" in text(made, "stories/2020/u.md")


def test_a_post_of_wordpress_that_is_too_large_is_told_and_the_others_come() -> None:
    made = moved("wordpress", {"export.xml": export(item("x" * 300_000), item("y", id="2", name="u"))})
    assert made.stories == 1
    assert [" ".join(one.split()[:2]) for one in told(made)] == ["export.xml:5 file-too-large"]


@pytest.mark.parametrize(
    ("path", "content", "lines"),
    [
        ("_data/authors.yml", "ada:\n  name: Ada Lund\n  twitter: ada\nben:\n  name: Ben Kim\n  Twitter: ben\n  shoe: 42\n", {3: "twitter", 7: "shoe"}),
        ("_data/authors.json", '[{"name": "Ada Lund",\n"links": [{"url": "https://a.example"}]}]', {1: "links"}),  # JSON's reader tells no lines
        ("_authors/ada.md", "---\nlayout: author\nname: Ada Lund\nweight: 2\nphone: 12\n---\nFeilt.\n", {5: "phone"}),
        ("_data/team.yml", "- name: Ada Lund\n  role: Schlosserin\n  phone: ''\n  fax: 1\n", {4: "fax"}),
    ],
)  # fmt: skip
def test_what_is_told_of_people_and_has_no_place_is_told(path: str, content: str, lines: dict[int, str]) -> None:
    made = moved("jekyll", {path: content, "_posts/2020-01-01-a.md": "---\ntitle: A\nauthor: Ada Lund\n---\nx\n"})
    assert told(made) == [
        f"{path}:{line} moved-about of people, the blog also tells `{key}`, for which their files have no place"
        for line, key in lines.items()
    ]


@pytest.mark.parametrize(
    ("front", "left"),
    [
        ("subtitle: Unten\n", []),
        ("subtitle: Unten\nlead: Unten\ndescription: ''\n", []),
        ("subtitle: Unten\nexcerpt: Kurz\ndescription: Für Suchmaschinen\n", ["subtitle"]),
    ],
)
def test_a_line_below_the_title_that_is_no_summary_is_told(front: str, left: list[str]) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: A\nauthor: Ada Lund\n{front}---\nx\n"})
    assert told(made) == [f"_posts/2020-01-01-a.md:4 moved-key Byline has no place for `{key}`" for key in left]


@pytest.mark.parametrize(
    ("tag", "alt"),
    [
        ('{% image "./img/p.png", "Die neue Presse in Halle 3", "(min-width: 30em) 50vw, 100vw" %}', "Die neue Presse in Halle 3"),
        ('{% image "./img/p.png", "Zweites Bild", [300, 600], "100vw" %}', "Zweites Bild"),
        ('{% image "./img/p.png" "Presse" "100vw" %}', "Presse"),
        ('{% image "./img/p.png", "", "100vw" %}', ""),
        ('{% image "./img/p.png", "100vw" %}', ""),
        ('{% image "./img/p.png", "Eine Presse", "lazy" %}', "Eine Presse"),
        ('{% image_with_class "./img/p.png" "height-card-lg u-left" "Eine Presse von 1960" %}', "Eine Presse von 1960"),
        ('{% image_with_class "./img/p.png" "left" "Eine Presse" %}', "Eine Presse"),
        ('{% image "./img/p.png" alt="Eine Presse" sizes="100vw" %}', "Eine Presse"),
    ],
)  # fmt: skip
def test_of_what_stands_behind_a_picture_in_a_tag_the_words_describe_it(tag: str, alt: str) -> None:
    front = "---\ntitle: T\ndate: 2020-01-01\nauthor: Ada Lund\n---\n"
    made = moved("eleventy", {"posts/a.md": f"{front}{tag}\n", "posts/img/p.png": picture()})
    assert body(made, "stories/2020/a.md") == f"![{alt}](/pictures/posts/img/p.png)"


# Linked pictures


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (
            "[![K](/img/a.png)](/img/b.png)",
            "![K](/pictures/b.png)",
        ),  # the larger one, which Byline makes smaller itself
        ('Text [![K](/img/a.png "Wort")](/img/b.png).', 'Text ![K](/pictures/b.png "Wort").'),
        ('<a href="/img/b.png"><img src="/img/a.png" alt="K"></a>', "![K](/pictures/b.png)"),
        ("[![K](/img/a.png)](https://x.example/b.png)", "[![K](/pictures/a.png)](https://x.example/b.png)"),
        ("[![K](/img/a.png)](https://x.example/)", "[![K](/pictures/a.png)](https://x.example/)"),
        (
            '<figure><a href="https://x.example/"><img src="/img/a.png" alt="K"></a><figcaption>Wort</figcaption></figure>',
            '![K](/pictures/a.png "Wort")\n\n[x.example](https://x.example/)',
        ),
        (
            '<figure><a href="/img/b.png"><img src="/img/a.png" alt="K"></a><figcaption>Wort</figcaption></figure>',
            '![K](/pictures/b.png "Wort")',
        ),
    ],
)
def test_where_pictures_lead(words: str, left: str) -> None:
    front = "---\ntitle: T\nauthor: Ada Lund\ndate: 2020-01-01\n---\n"
    pictures = {"static/img/a.png": b"a", "static/img/b.png": b"b"}
    made = moved("hugo", {"content/posts/a.md": f"{front}{words}\n", **pictures})
    assert body(made, "stories/2020/a.md") == left
    assert told(made) == []


@pytest.mark.parametrize(
    ("figure", "left"),
    [
        ('src=/img/a.png link="https://x.example/"', "[![](/pictures/a.png)](https://x.example/)"),
        (
            'src=/img/a.png link="https://x.example/" caption="Wort"',
            '![](/pictures/a.png "Wort")\n\n[x.example](https://x.example/)',
        ),
        ('src=/img/a.png link="/img/b.png" caption="Wort"', '![](/pictures/b.png "Wort")'),
    ],
)
def test_where_figures_of_hugos_lead(figure: str, left: str) -> None:
    test_where_pictures_lead(f"{{{{< figure {figure} >}}}}", left)


def test_a_captioned_picture_of_wordpress_that_leads_elsewhere() -> None:
    words = (
        '[caption id="1"]<a href="https://x.example/"><img src="https://y.example/a.png" alt="K"></a> Wort[/caption]'
    )
    made = moved("wordpress", {"export.xml": export(item(words))})
    assert body(made, "stories/2020/t.md") == (
        '![K](https://y.example/a.png "Wort")\n\n[x.example](https://x.example/)'
    )
