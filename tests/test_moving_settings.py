"""Moving in: what a blog's settings say of addresses, languages and paths, and what of it nobody can know here."""

from __future__ import annotations

import re

import pytest
from blogs import body, moved, text, told

from byline.moving.unpacking import Unpacked

# Pelican's addresses


@pytest.mark.parametrize(
    ("title", "settings", "old"),  # as Pelican 4 writes them
    [
        ("Grüße aus Köln", "", "grusse-aus-koln"),
        ("Straße – „Übung“ & mehr…", "", "strasse-ubung-mehr"),
        ("C++ -- das Ziel", "", "c-das-ziel"),
        ("Ça va, Łódź?", "", "ca-va-lodz"),
        ("5 € für Ängste", "", "5-eur-fur-angste"),
        ("<b>Fett</b> & mager", "", "fett-mager"),
        ("-Anfang und Ende-", "", "-anfang-und-ende-"),
        ("A_b c.d 🎉", "", "a_b-cd"),
        ("Æsir Øl", "", "aesir-ol"),
        ("Æsir Øl, 5 €", "SLUGIFY_USE_UNICODE = True\nSLUGIFY_PRESERVE_CASE = True\n", "Æsir-Øl-5"),
        ("Egal", "SLUGIFY_SOURCE = 'basename'\n", "2020-01-01-uber_uns"),
        ("Egal\nSlug: Über-Uns", "SLUGIFY_SOURCE = 'basename'\n", "Über-Uns"),
        ("Egal\nAuthors: Jörg Süß, Ada Lund", "", "egal"),
    ],
)
def test_addresses_that_pelican_makes_of_words(title: str, settings: str, old: str) -> None:
    form = "ARTICLE_URL = '{category}/{author}/{slug}.html'\n"
    post = f"Title: {title}\nDate: 2020-01-01\nAuthor: Jörg Süß\nCategory: Büro Nord\n\nx\n"
    made = moved("pelican", {"pelicanconf.py": form + settings, "content/2020-01-01-Über_uns.md": post})
    around = "Büro-Nord/Jörg-Süß" if "UNICODE" in settings else "buro-nord/jorg-suss"
    (story,) = (file.data.decode() for file in made.texts if "stories" in file.path)
    assert f'aliases: ["/{around}/{old}.html"]\n' in story
    assert [one for one in told(made) if "moved-byline" not in one] == []


@pytest.mark.parametrize(
    ("title", "settings", "rules"),
    [
        ("Привет Welt", "", ["moved-form"]),
        ("Welt", "SLUG_REGEX_SUBSTITUTIONS = [('ä', 'ae')]\n", ["moved-form", "moved-setting"]),
        ("Welt\nSlug: welt", "SLUG_REGEX_SUBSTITUTIONS = [('ä', 'ae')]\n", ["moved-setting"]),
    ],
)
def test_addresses_of_which_only_pelican_knows_the_words_are_told(title: str, settings: str, rules: list[str]) -> None:
    post = f"Title: {title}\nDate: 2020-01-01\nAuthor: Ada Lund\n\nx\n"
    made = moved("pelican", {"pelicanconf.py": f"{settings}#\n", "content/a.md": post})
    (story,) = (file.data.decode() for file in made.texts if "stories" in file.path)
    assert ("aliases" in story) == ("Slug" in title)
    assert [one.split()[1] for one in told(made)] == rules


@pytest.mark.parametrize(
    ("written", "date", "old"),
    [
        ("24.12.2020", "2020-12-24", "2020/12"),
        ("24.12.2020 10:00", "2020-12-24", "2020/12"),
        ("24. Dec 2020 10:00", "2020-12-24 10:00", "2020/12"),
        ("Thu, 24 Dec 2020", "2020-12-24", "2020/12"),
        ("Thursday, December 24, 2020", "2020-12-24", "2020/12"),
        ("3.4.2020", "2020-04-03", "2020/03"),  # of which Pelican made an address in March
    ],
)
def test_days_that_pelican_reads(written: str, date: str, old: str) -> None:
    post = f"Title: T\nDate: {written}\nAuthor: Ada Lund\nSlug: t\n\nx\n"
    made = moved("pelican", {"pelicanconf.py": "ARTICLE_URL = '{date:%Y}/{date:%m}/{slug}/'\n", "content/a.md": post})
    assert f"date: {date}\n" in text(made, "stories/2020/t.md")
    assert f'aliases: ["/{old}/t/"]\n' in text(made, "stories/2020/t.md")
    assert told(made) == []


def test_without_a_day_no_address_with_one_is_made_up() -> None:
    posts = {
        f"content/{slug}.md": f"Title: T\nDate: {day}\nAuthor: Ada Lund\nSlug: {slug}\n\nx\n"
        for slug, day in (("a", "2020-05-01"), ("b", "bald"))
    }
    made = moved("pelican", {"pelicanconf.py": "ARTICLE_URL = '{date:%Y}/{slug}/'\n", **posts})
    assert 'aliases: ["/2020/a/"]\n' in text(made, "stories/2020/a.md")
    assert "aliases" not in text(made, "stories/2020/b.md")
    assert [one.partition(" this")[0] for one in told(made)] == ["content/b.md:2 moved-date"]


# Eleventy's addresses


@pytest.mark.parametrize(
    ("permalink", "old"),
    [
        ("/news/{{ page.fileSlug }}/", "/news/presse/"),
        ("news/{{page.fileSlug | slugify}}.html", "/news/presse.html"),
        ("/{{ page.filePathStem }}.html", "/posts/presse.html"),
        ("/{{ topic }}/{{ title | slugify }}/", "/werk/die-neue-presse/"),
        ("/fest/", "/fest/"),
    ],
)
@pytest.mark.parametrize("place", ["src/posts/2020-01-01-presse.md", "src/posts/presse/index.md"])
def test_addresses_of_eleventys_templates(permalink: str, old: str, place: str) -> None:
    post = "---\ntitle: Die neue Presse\ndate: 2020-01-01\nauthor: Ada Lund\ntopic: werk\n---\nx\n"
    made = moved("eleventy", {place: post, "src/posts/posts.json": f'{{"permalink": "{permalink}"}}'})
    old = old.replace("/presse.html", "/presse/index.html") if "filePathStem" in permalink and "index" in place else old
    (story,) = (file.data.decode() for file in made.texts if "stories" in file.path)
    assert f'aliases: ["{old}"]\n' in story
    assert [one for one in told(made) if "moved-key" not in one] == []


@pytest.mark.parametrize(
    "part", ["{{ page.date | date: '%Y' }}", "{{ title | slugify }}", "{{ unbekannt }}", "{% if x %}"]
)
def test_addresses_of_eleventys_that_only_a_template_tells_are_told_once(part: str) -> None:
    post = "---\ntitle: Größe & Gewicht\ndate: 2020-01-01\nauthor: Ada Lund\n---\n{}\n"
    data = {"posts/posts.json": f'{{"permalink": "/news/{part}/"}}', "posts/b.md": post.format("x")}
    made = moved("eleventy", {"posts/a.md": post.format("x"), **data})
    assert "aliases" not in text(made, "stories/2020/a.md")
    unknown = f"posts/posts.json:1 moved-form of addresses such as `/news/{part}/` nobody knows here what `{part}` is"
    assert told(made) == [unknown]
    linked = moved("eleventy", {"posts/a.md": post.format("[b](/news/b/)"), **data})
    assert 'aliases: ["/news/b/"]' in text(linked, "stories/2020/b.md")  # where a link leads, there was something
    assert "aliases" not in text(linked, "stories/2020/a.md")
    assert told(linked) == [unknown]


# Hugo's addresses, references and cascades by language


@pytest.mark.parametrize(
    ("form", "old"),
    [
        ("/:year/:monthname/:slug/", "/2020/march/t/"),
        ("/:weekday/:weekdayname/:yearday/:slug/", "/0/sunday/61/t/"),
        ("/:06/:Jan/:2/:slug/", "/20/mar/1/t/"),
        ("/:sections/:slug/", "/a/b/c/t/"),  # d has no `_index.md`
        ("/:sections[1:]/:slug/", "/b/c/t/"),
        ("/:sections[:1]/:slug/", "/a/t/"),
        ("/:sections[last]/:slug/", "/c/t/"),
        ("/:sections[:last]/:slug/", "/a/b/t/"),
        ("/:sections[0]/:sections[9]/:slug/", "/a/t/"),
    ],
)
def test_parts_of_hugos_addresses(form: str, old: str) -> None:
    files = {
        "config.toml": f'[permalinks]\na = "{form}"\n',
        "content/a/b/c/_index.md": "---\ntitle: C\n---\n",
        "content/a/b/c/d/x.md": "---\ntitle: T\ndate: 2020-03-01\nauthor: Ada Lund\n---\nx\n",
    }
    made = moved("hugo", files)
    assert f'aliases: ["{old}"]\n' in text(made, "stories/2020/x.md")
    assert told(made) == []


def test_parts_of_addresses_that_nobody_knows_are_told_once() -> None:
    post = "---\ntitle: T\ndate: 2020-03-01\nauthor: Ada Lund\n---\nx\n"
    made = moved("hugo", {"hugo.yaml": "permalinks:\n  posts: /:mood/:slug/\n", **hugo_posts("ab", post)})
    assert "aliases" not in text(made, "stories/2020/a.md")
    assert told(made) == [
        "hugo.yaml:2 moved-form of addresses such as `/:mood/:slug/` nobody knows here what `:mood` is"
    ]


@pytest.mark.parametrize(
    ("settings", "path", "front", "old"),  # as Hugo 0.168 writes them
    [
        ("", "posts/x.md", "aliases: [rel, ./punkt/, ../hoch, /ab/, /alt.html]", "/2022/x/ /2022/rel/ /2022/punkt/ /hoch/ /ab/ /alt.html"),
        ("", "posts/x.en.md", "aliases: [rel, /ab/, /en/ab]", "/en/2022/x/ /en/2022/rel/ /en/ab/ /en/en/ab/"),
        ("", "news/x/index.md", "aliases: [rel, ../../hoch]", "/news/x/ /news/rel/ /hoch/"),
        ("", "news/x.md", "url: /eigen/n/\naliases: [rel]", "/eigen/n/ /eigen/rel/"),
        ("", "news/x.en.md", "url: /eigen/n/\naliases: [rel, /ab/]", "/eigen/n/ /eigen/rel/ /en/ab/"),
        ("", "news/x.en.md", "url: eigen/n.html", "/en/eigen/n.html"),
        ("uglyURLs = true", "posts/x.md", "aliases: [rel, /ab/, /alt.html]", "/2022/x.html /2022/rel.html /ab.html /alt.html"),
        ("uglyURLs = true", "news/x/index.en.md", "aliases: [rel]", "/en/news/x.html /en/news/rel.html"),
        ("uglyURLs = true", "news/x.md", "url: eigen/n", "/eigen/n/"),
        ("[uglyURLs]\nnews = true", "news/x.md", "aliases: [rel]", "/news/x.html /news/rel.html"),
        ("[uglyURLs]\nnews = true", "posts/x.md", "", "/2022/x/"),
        ("defaultContentLanguageInSubdir = true", "news/x.md", "aliases: [rel, /ab/]", "/de/news/x/ /de/news/rel/ /de/ab/"),
    ],
)  # fmt: skip
def test_hugos_ugly_addresses_and_aliases(settings: str, path: str, front: str, old: str) -> None:
    config = f'{settings}\n[languages.de]\n[languages.en]\n[permalinks.page]\nposts = "/:year/:slug/"\n'
    post = f"---\ntitle: X\ndate: 2022-01-01\nauthor: Ada Lund\n{front}\n---\nx\n"
    made = moved("hugo", {"hugo.toml": f'defaultContentLanguage = "de"\n{config}', f"content/{path}": post})
    (story,) = (file.data.decode() for file in made.texts if "stories" in file.path)
    assert re.findall(r"^aliases: \[(.*)\]$", story, re.MULTILINE)[0].replace('"', "").split(", ") == old.split()
    assert told(made) == []


@pytest.mark.parametrize(
    ("path", "front", "old"),  # as Hugo 0.168 writes them
    [
        ("blog/a.md", "title: T", "/blog/blog/a/"),  # the blog's own address ends with `blog`, and so does the folder's name
        ("news/C++ heute - 1.md", "title: T", "/blog/news/c%2B%2B-heute---1/"),
        ("news/a.md", "title: T\naliases: [/alt+neu (1)/, /mit leer/, /a%20b/, /blog/b/]", "/blog/news/a/ /blog/alt%2Bneu%20%281%29/ /blog/mit%20leer/ /blog/a%20b/ /blog/blog/b/"),
        ("posts/a.md", "title: C++ & C# im Einsatz!", "/blog/2022/c-c%23-im-einsatz/"),
        ("posts/a.md", "title: A+B - C@D", "/blog/2022/a-b-c%40d/"),
    ],
)  # fmt: skip
def test_addresses_of_hugos_with_signs(path: str, front: str, old: str) -> None:
    settings = 'baseURL = "https://h.example/blog/"\n[permalinks]\nposts = "/:year/:title/"\n'
    post = f"---\n{front}\ndate: 2022-01-01\nauthor: Ada Lund\n---\nx\n"
    made = moved("hugo", {"hugo.toml": settings, f"content/{path}": post})
    (story,) = (file.data.decode() for file in made.texts if "stories" in file.path)
    assert re.findall(r"^aliases: \[(.*)\]$", story, re.MULTILINE)[0].replace('"', "").split(", ") == old.split()
    assert told(made) == []


def test_an_address_of_eleventys_with_a_space() -> None:
    front = '---\ntitle: T\ndate: 2020-01-01\nauthor: Ada Lund\npermalink: "/blog/{{ page.fileSlug }}/"\n---\n'
    made = moved("eleventy", {"blog/Groß Klein.md": f"{front}x\n"})
    assert 'aliases: ["/blog/Groß%20Klein/"]\n' in text(made, "stories/2020/gross-klein.md")
    assert told(made) == []


@pytest.mark.parametrize(
    ("date", "old"),
    [
        ("2021-03-04 23:30:00 +0000", "2021/03/05"),
        ("2021-03-04 23:30:00 +0100", "2021/03/04"),
        ("2021-03-04", "2021/03/04"),
    ],
)
def test_jekyll_takes_the_day_of_an_address_from_the_clocks_of_the_blog(date: str, old: str) -> None:
    post = f"---\ntitle: T\ndate: {date}\nauthor: Ada Lund\n---\nx\n"
    made = moved("jekyll", {"_config.yml": "timezone: Europe/Berlin\n", "_posts/2021-03-04-a.md": post})
    assert f'aliases: ["/{old}/a.html"]\n' in text(made, "stories/2021/a.md")


@pytest.mark.parametrize(
    ("settings", "front", "place"),
    [
        ("title: B\npermalink: /:collection/:title/\n", "", "_config.yml:2"),
        ("permalink: pretty\n", "permalink: /:collection/:title/\n", "_posts/2020-01-01-a.md:3"),
    ],
)
def test_parts_of_jekylls_addresses_that_nobody_knows_are_told(settings: str, front: str, place: str) -> None:
    post = f"---\ntitle: T\n{front}author: Ada Lund\n---\nx\n"
    made = moved("jekyll", {"_config.yml": settings, "_posts/2020-01-01-a.md": post})
    assert "aliases" not in text(made, "stories/2020/a.md")
    assert told(made) == [
        f"{place} moved-form of addresses such as `/:collection/:title/` nobody knows here what `:collection` is"
    ]


def hugo_posts(names: str, post: str) -> dict[str, str]:
    return {f"content/posts/{name}.md": post for name in names}


@pytest.mark.parametrize(
    ("ref", "to"),
    [
        ('ref "b.md" lang="en"', "b-en"),
        ('relref lang="en" path="b.md#x"', "b-en"),
        ('relref "posts/b.md"', "b"),
        ('ref "c.md" lang="en"', "c-en"),  # there is no other
        ('ref "d.md" lang="en"', "d"),  # there is none in English
    ],
)
def test_hugos_references_to_another_language(ref: str, to: str) -> None:
    made = moved(
        "hugo",
        {
            "hugo.toml": 'defaultContentLanguage = "de"\n[languages.de]\nweight = 1\n[languages.en]\nweight = 2\n',
            "content/de/posts/a.md": f"---\ntitle: A\ndate: 2020-01-01\n---\n[x]({{{{< {ref} >}}}})\n",
            **{
                f"content/{path}.md": "---\ntitle: T\ndate: 2020-01-01\n---\nx\n"
                for path in ("de/posts/b", "en/posts/b", "en/posts/c.en", "de/posts/d")
            },
        },
    )
    assert body(made, "stories/2020/a.md").partition("#")[0].rstrip(")") == f"[x](/stories/2020/{to}/"


def test_a_folder_of_hugos_with_two_letters_is_a_language_only_if_the_settings_say_so() -> None:
    post = "---\ntitle: T\ndate: 2020-01-01\nauthor: Ada Lund\n---\nx\n"
    made = moved("hugo", {"content/hr/a.md": post})
    assert "language" not in text(made, "stories/2020/a.md")
    settings = '[languages.hr]\nweight = 1\n[languages.de]\ncontentDir = "content/german"\n'
    made = moved("hugo", {"hugo.toml": settings, "content/hr/a.md": post, "content/german/a.md": post})
    assert "language: hr\n" in text(made, "stories/2020/a-hr.md") + text(made, "stories/2020/a.md")
    assert "translation_of" in text(made, "stories/2020/a-hr.md") + text(made, "stories/2020/a.md")


@pytest.mark.parametrize(
    ("index", "said"),
    [
        ("cascade: {draft: true, target: {lang: en}}", "en"),
        ("cascade: [{draft: true, _target: {lang: '{en,fr}', path: '/posts/**'}}]", "en"),
        ("cascade: {draft: true, target: {kind: '{page,section}', lang: de}}", "de"),
        ("cascade: {draft: true, target: {environment: staging}}", ""),
    ],
)
def test_hugos_cascades_for_one_language(index: str, said: str) -> None:
    post = "---\ntitle: T\ndate: 2020-01-01\n---\nx\n"
    made = moved(
        "hugo",
        {
            "hugo.toml": 'defaultContentLanguage = "de"\n',
            "content/posts/_index.md": f"---\n{index}\n---\n",
            "content/posts/a.md": post,
            "content/posts/a.en.md": post,
        },
    )
    drafts = {
        language
        for language, name in (("de", "a"), ("en", "a-en"))
        if "status: draft" in text(made, f"stories/2020/{name}.md")
    }
    assert drafts == ({said} if said else set())


def test_a_cascade_of_hugos_counts_for_the_language_of_its_file() -> None:
    post = "---\ntitle: T\ndate: 2020-01-01\n---\nx\n"
    files = {
        "content/_index.en.md": "---\ncascade: {draft: true}\n---\n",
        "content/a.de.md": post,
        "content/a.en.md": post,
    }
    made = moved("hugo", files)
    assert "status: draft" in text(made, "stories/2020/a-en.md")
    assert "status: draft" not in text(made, "stories/2020/a-de.md")


HUGOS = "---\ntitle: T\ndate: 2024-01-04\nauthor: Ada Lund\n{}---\nx\n"


@pytest.mark.parametrize(
    ("glob", "drafts"),
    [
        ("{/secret/**,/intern/**}", {"secret", "intern"}),
        ("{/secret,/intern}/**", {"secret", "intern"}),
        ("/{secret,intern}/*", {"secret", "intern"}),
        ("/{{secret,intern},posts}/**", {"secret", "intern", "posts"}),
        ("/sec{ret, ond}/**", {"secret"}),
        ("/{secret/**", set()),
        ("{,}" * 40, set()),
    ],
)
@pytest.mark.parametrize("file", ["hugo.yaml", "config/_default/hugo.yaml", "config/_default/cascade.yaml"])
def test_braces_in_patterns_of_hugos(file: str, glob: str, drafts: set[str]) -> None:
    files = {
        file: f"cascade: [{{target: {{path: '{glob}'}}, draft: true}}]\n",
        **{f"content/{name}/{name}.md": HUGOS.format("") for name in ("secret", "intern", "posts")},
    }
    made = moved("hugo", files)
    hidden = {file.path.split("/")[-1][:-3] for file in made.texts if b"status: draft" in file.data}
    assert hidden == drafts


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("permalinks.yaml", "posts: /:year/:slug/\n"),
        ("permalinks.toml", 'posts = "/:year/:slug/"\n'),
        ("permalinks.json", '{"page": {"posts": "/:year/:slug/"}}'),
        ("permalinks.yaml", "permalinks: {posts: /:year/:slug/}\n"),
    ],
)
def test_each_file_of_hugos_settings_holds_what_stands_under_its_name(name: str, content: str) -> None:
    files = {
        "config/_default/hugo.yaml": "title: B\n",
        f"config/_default/{name}": content,
        "config/_default/cascade.yaml": "draft: true\n",
        "config/_default/menus.yaml": "main: {title: Menü, posts: /x/}\n",
        "content/posts/posts.md": HUGOS.format(""),
    }
    made = moved("hugo", files)
    assert 'aliases: ["/2024/t/"]\n' in (said := text(made, "stories/2024/posts.md"))
    assert "status: draft\n" in said
    assert "title: B\n" in made.proposal.replace('"', "")


@pytest.mark.parametrize(
    ("render", "status"), [("always", ""), ("true", ""), ("link", "draft"), ("never", "draft"), ("false", "draft")]
)
@pytest.mark.parametrize("key", ["build", "_build"])
def test_posts_of_which_hugo_makes_no_page_are_drafts(key: str, render: str, status: str) -> None:
    made = moved("hugo", {"content/posts/a.md": HUGOS.format(f"{key}: {{render: {render}}}\n")})
    assert ("status: draft\n" in text(made, "stories/2024/a.md")) == bool(status)
    assert told(made) == []


def test_files_that_hugo_ignores_are_left_and_patterns_that_take_long_told() -> None:
    files = {
        "hugo.yaml": "ignoreFiles:\n- \\.intern\\.md$\n- /content/secret/\n- (a+)+b\n- '['\n",
        **{f"content/{name}.md": HUGOS.format("") for name in ("posts/a", "posts/b.intern", "secret/c")},
    }
    made = moved("hugo", files)
    assert [file.path for file in made.texts if "/stories/" in file.path] == ["content/stories/2024/a.md"]
    assert [" ".join(one.split()[:2]) for one in told(made)] == [
        "content/posts/b.intern.md:6 moved-unseen",
        "content/secret/c.md:6 moved-unseen",
        "hugo.yaml:4 moved-setting",
        "hugo.yaml:5 moved-setting",
    ]


def test_what_hugo_says_of_some_of_many_sites_counts_for_all_and_is_told() -> None:
    cascade = "cascade:\n  draft: true\n  target:\n    sites: {matrix: {languages: [en]}}\n"
    made = moved("hugo", {"hugo.yaml": cascade, "content/posts/a.md": HUGOS.format("")})
    assert "status: draft\n" in text(made, "stories/2024/a.md")
    assert [one.partition(" comes")[0] for one in told(made)] == [
        "hugo.yaml:4 moved-setting what `cascade.target.sites`"
    ]


# Pelican's settings


def pelican(settings: str, path: str = "a", head: str = "Date: 2020-01-05\nAuthor: Ada Lund\n") -> Unpacked:
    return moved("pelican", {"pelicanconf.py": settings, f"content/{path}.md": f"Title: T\n{head}\nx\n"})


@pytest.mark.parametrize(
    ("settings", "path", "place", "front"),
    [
        (
            r"FILENAME_METADATA = '(?P<Date>\d{8})-(?P<slug>.*)'",
            "20200304-hallo",
            "2020/hallo",
            ["date: 2020-03-04", 'aliases: ["/hallo.html"]'],
        ),
        (
            r"PATH_METADATA = r'(?P<year>\d+)/(?P<author>[^/]+)/(?P<date>[\d-]+)_(?P<slug>.*)\.md'; ARTICLE_URL = '{year}/{slug}'",
            "2020/Ben Kim/2020-03-04_hallo",
            "2020/hallo",
            ["date: 2020-03-04", "authors: [ben-kim]", "topics: [Ben Kim]", 'aliases: ["/2020/hallo"]'],
        ),
        (
            "EXTRA_PATH_METADATA = {'wip': {'status': 'draft'}}",
            "wip/2020-03-04-a",
            "2020/t",
            ["topics: [wip]", "status: draft"],
        ),
        ("USE_FOLDER_AS_CATEGORY = False", "wip/2020-03-04-a", "2020/t", ["date: 2020-03-04"]),
        ("PATH = './texts'", "posts/2020-03-04-a", "2020/t", ["date: 2020-03-04"]),  # says nothing of `content`
    ],
)
def test_what_paths_of_pelicans_tell(settings: str, path: str, place: str, front: list[str]) -> None:
    made = pelican(settings, path, "")
    said = text(made, f"stories/{place}.md").splitlines()
    assert [one for one in front if one not in said] == []
    assert [one for one in told(made) if "moved-author" not in one] == []


@pytest.mark.parametrize(
    ("settings", "lines"),
    [
        ("import os\nSITEURL = os.environ['SITE']", {2: "SITEURL"}),
        ("if DEBUG:\n    AUTHOR = 'Ada'", {2: "AUTHOR"}),
        ("TIMEZONE = (\n    'Europe/' + CITY\n)\nPLUGINS = [x for x in y]", {1: "TIMEZONE"}),
        ("print 'x'\nSITEURL = u'https://p.example'\nARTICLE_URL = '{slug}' if 0755 else ''", {3: "ARTICLE_URL"}),
        ("DEFAULT_METADATA = {'status': state, 'author': 'Ada'}", {1: "DEFAULT_METADATA.status"}),
        ("from shared import *\nfrom pelicanconf import *", {1: "from shared import *"}),
        ("PATH_METADATA = '(a+)+b'", {1: "PATH_METADATA"}),
        ("FILENAME_METADATA = '(?P<date'", {1: "FILENAME_METADATA"}),
        ("AUTHOR: str = 'Ada'\nSITEURL = ''\nTHEME = get()\nDEFAULT_LANG = None\n", {}),
    ],
)
def test_settings_of_pelicans_that_only_python_knows_are_told(settings: str, lines: dict[int, str]) -> None:
    assert [one for one in told(pelican(settings)) if "moved-setting" in one] == [
        f"pelicanconf.py:{line} moved-setting what `{name}` comes to, only a run of the old program would tell, or it is a pattern that might take long"
        for line, name in lines.items()
    ]


@pytest.mark.parametrize(
    "settings",
    [
        r"ARTICLE_URL = '/{date:%Y\ud800}/\0{slug}.html'",
        r"ARTICLE_URL = '/{date:%Y}/{slug}.html'; DEFAULT_METADATA = {'\ud800status': 'published'}",
    ],
)
def test_what_nobody_sees_in_settings_of_pelicans_is_left_out(settings: str) -> None:
    made = pelican(settings)
    assert 'aliases: ["/2020/t.html"]\n' in text(made, "stories/2020/t.md")
    assert told(made) == []


def test_settings_for_publishing_count_more_and_make_others_known() -> None:
    files = {
        "pelicanconf.py": "SITEURL = get()\nAUTHOR = 'Ada Lund'\n",
        "publishconf.py": "from pelicanconf import *\nSITEURL = 'https://p.example/b'\nAUTHOR = who()\n",
        "content/a.md": "Title: T\nDate: 2020-01-05\n\nx\n",
    }
    made = moved("pelican", files)
    assert 'aliases: ["/b/t.html"]\n' in text(made, "stories/2020/t.md")
    assert [one.split(" what")[0] for one in told(made)] == ["publishconf.py:3 moved-setting"]


def test_a_part_of_pelicans_addresses_that_nobody_knows_is_told() -> None:
    made = pelican("ARTICLE_URL = '{mood}/{slug}.html'")
    assert "aliases" not in text(made, "stories/2020/t.md")
    assert told(made) == [
        "pelicanconf.py:1 moved-form of addresses such as `{mood}/{slug}.html` nobody knows here what `{mood}` is"
    ]


def test_who_is_described_where_they_sign_in_pelican() -> None:
    post = '---\ntitle: T\ndate: 2020-01-05\nauthor: {name: Ada Lund, email: "ada@p.example", shoe: 42}\n---\nx\n'
    made = moved("pelican", {"content/a.md": post})
    assert text(made, "people/ada-lund.md") == '---\nname: Ada Lund\nemail: "ada@p.example"\n---\n'
    assert told(made) == ["content/a.md:4 moved-key Byline has no place for `shoe`"]


# Addresses that are none


POST = "---\ntitle: T\ndate: 2020-01-01\nauthor: Ada Lund\n{}---\n[a](b/)\n"


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("hugo", {"hugo.toml": 'baseURL = "https://["\n', "content/a.md": POST}),
        ("jekyll", {"_config.yml": "baseurl: 'https://['\nurl: 'https://['\n", "_posts/2020-01-01-a.md": POST}),
        ("pelican", {"pelicanconf.py": "SITEURL = 'https://['\n", "content/a.md": POST}),
        (
            "eleventy",
            {
                "posts/a.md": "---\ntitle: T\nauthor: Ada Lund\naliases: ['//[x']\n---\n[b](/2020/01/01/b/) [a](c/)\n",
                "posts/2020-01-01-b.md": POST,
            },
        ),
    ],
)
def test_addresses_that_are_none_stop_nothing(kind: str, files: dict[str, str | bytes]) -> None:
    made = moved(kind, {path: str(one).replace("{}", "") for path, one in files.items()})
    assert made.stories
    assert [one.split()[1] for one in told(made)][-1] == "moved-link"


@pytest.mark.parametrize("line", ["  draft: true", "\tdraft: true", "  published: false"])
def test_what_hides_a_post_counts_where_its_front_matter_is_broken(line: str) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: A\ndate: 2020-01-01\n{line}\n---\nx"})
    assert "\nstatus: draft\n" in text(made, "stories/2020/a.md")
    assert "yaml-syntax" in {one.rule for one in made.problems}
