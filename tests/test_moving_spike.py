"""Moving in: texts of which the old program makes no page stay behind, each with a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from blogs import moved, told
from click.testing import CliRunner
from laid import lay_out, write

from byline.cli import main

POST = "---\ntitle: {}\ndate: 2020-01-01\nauthor: Ada Lund\n---\nx\n"


def parted(kind: str, settings: dict[str, str], *paths: str) -> tuple[list[str], list[str]]:
    """The stories that posts at these paths become, and those that are told to have no page."""
    made = moved(kind, {**settings, **{path: POST.format(path.rpartition("/")[2]) for path in paths}})
    unseen = [one.split(":")[0] for one in told(made) if " moved-unseen " in one]
    assert len(unseen) == len(told(made))
    return sorted(one for _, one in made.origins.items()), unseen


@pytest.mark.parametrize(
    ("settings", "path", "seen"),
    [
        ("", "_posts/2020-01-01-a.md", True),
        ("", "news/_posts/inner/20-1-1-a.md", True),
        ("", "_drafts/idee.md", True),
        ("", "_posts/README.md", False),
        ("", "_posts/2020-01-01.md", False),
        ("", "_posts/_2020-02-01-a.md", False),
        ("", "_posts/_alt/2020-02-01-a.md", False),
        ("include: [_alt]", "_posts/_alt/2020-02-01-a.md", True),
        ("exclude: [_posts/archiv]", "_posts/archiv/2015-01-01-a.md", False),
        ("exclude: [_posts/archiv]", "_posts/2015-01-01-archiv.md", True),
        ("exclude: ['*-intern.md']", "_posts/2015-01-01-a-intern.md", False),
        ("exclude: ['']", "_posts/2020-01-01-a.md", True),
        ("source: src\nexclude: [./alt/]", "src/alt/_posts/2020-01-01-a.md", False),
        ("exclude: [_drafts]", "_drafts/idee.md", False),
    ],
)
def test_jekyll(settings: str, path: str, *, seen: bool) -> None:
    always = "_posts/2022-02-02-immer.md"
    expected = (sorted([always, path]), []) if seen else ([always], [path])
    assert parted("jekyll", {"_config.yml": settings}, always, path) == expected


@pytest.mark.parametrize(
    ("settings", "path", "seen"),
    [
        ("", "messe/index.md", True),
        ("", "messe/roh.md", False),
        ("", "messe/bilder/roh.md", False),
        ("", "messen/a.md", True),
        ("languages: {de: {weight: 1}, fr: {disabled: true}}", "a.fr.md", False),
        ("languages: {de: {weight: 1}, fr: {disabled: false}}", "a.fr.md", True),
        ("disableLanguages: [fr]\nlanguages: {de: {weight: 1}, fr: {weight: 2}}", "a.fr.md", False),
        ("languages: {pt-br: {disabled: true}, pt: {weight: 1}}", "a.pt.md", True),
        ("ignoreFiles: ['\\.intern\\.md$']", "a.intern.md", False),
    ],
)
def test_hugo(settings: str, path: str, *, seen: bool) -> None:
    always, path = "content/posts/messe/index.md", f"content/posts/{path}"
    expected = (sorted({always, path}), []) if seen else ([always], [path])
    assert parted("hugo", {"hugo.yaml": settings}, always, path) == expected


@pytest.mark.parametrize(
    ("index", "alone"),
    [
        ("index.png", True),
        ("Index.JPG", True),
        ("index.json", True),
        ("index.old.md", True),
        ("index.md", False),
        ("index.de.md", False),
        ("index.pt-br.markdown", False),
        ("index.html", False),
        ("index.adoc", False),
    ],
)
def test_only_a_text_called_index_makes_a_bundle_of_hugos(index: str, *, alone: bool) -> None:
    posts = ["content/posts/eins.md", "content/posts/zwei.md"]
    files = {"content/posts/_index.md": "---\ntitle: Alle\n---\n", f"content/posts/{index}": "x"}
    made = moved("hugo", {**files, **{path: POST.format(path) for path in posts}})
    unseen = [line.split(":")[0] for line in told(made) if " moved-unseen " in line]
    assert (made.stories, unseen) == ((2, []) if alone else (0, posts))


def test_a_home_page_does_not_make_all_of_hugos_texts_its_own() -> None:
    posts = ["content/index.md", "content/posts/a.md"]
    assert parted("hugo", {}, *posts) == (posts, [])


@pytest.mark.parametrize(
    ("file", "lines", "path", "seen"),
    [
        (".eleventyignore", "src/posts/a.md", "src/posts/a.md", False),
        (".eleventyignore", "src/posts/a.md", "src/posts/a.md.md", True),
        (".eleventyignore", "./src/entwuerfe/\r\n", "src/entwuerfe/tief/a.md", False),
        (".eleventyignore", "src/entwuerfe", "src/entwuerfe.md", True),
        (".eleventyignore", "src/*.md", "src/posts/a.md", True),
        (".eleventyignore", "**/_*.md", "src/posts/_a.md", False),
        (".eleventyignore", "src/{alt,intern}/**", "src/intern/a.md", False),
        (".eleventyignore", "# src/posts\n!src/posts", "src/posts/a.md", True),
        ("src/.eleventyignore", "posts", "src/posts/a.md", False),
        (".gitignore", "/src/posts/a.md", "src/posts/a.md", False),
    ],
)
def test_eleventy(file: str, lines: str, path: str, *, seen: bool) -> None:
    always = "posts/immer.md"
    expected = (sorted([always, path]), []) if seen else ([always], [path])
    assert parted("eleventy", {file: lines}, always, path) == expected


def test_a_pattern_of_eleventys_that_might_take_long_is_told() -> None:
    made = moved("eleventy", {".eleventyignore": "docs\n" + "*a" * 20, "posts/a.md": POST.format("A")})
    assert [one.split(" what")[0] for one in told(made)] == [".eleventyignore:2 moved-setting"]


def test_files_that_eleventy_ignores_are_found_where_the_blog_lies(tmp_path: Path) -> None:
    root, blog = lay_out(tmp_path / "portal"), tmp_path / "blog"
    write(blog, {".eleventyignore": "posts/a.md\n", "posts/a.md": POST.format("A"), "posts/b.md": POST.format("B")})
    done = CliRunner().invoke(main, ["import", "eleventy", str(blog), "--root", str(root)])
    assert f"{blog}/posts/a.md:6:1 warning moved-unseen" in done.output
    assert "1 story" in done.output


@pytest.mark.parametrize(
    ("settings", "path", "seen"),
    [
        ("", "content/blog/a.md", True),
        ("", "entwuerfe/a.md", False),
        ("PATH = 'texte'", "content/a.md", True),  # there are no such texts
        ("ARTICLE_PATHS = ['blog']", "content/blog/a.md", True),
        ("ARTICLE_PATHS = ['blog']", "content/blogs/a.md", False),
        ("ARTICLE_PATHS = ['']", "content/a.md", True),
        ("ARTICLE_EXCLUDES = ('blog/alt', 'x')", "content/blog/alt/a.md", False),
        ("IGNORE_FILES = ['_*']", "content/blog/_a.md", False),
        ("IGNORE_FILES = ['entw*']", "content/entwuerfe/a.md", False),
    ],
)
def test_pelican(settings: str, path: str, *, seen: bool) -> None:
    always = "content/blog/immer.md"
    expected = (sorted([always, path]), []) if seen else ([always], [path])
    assert parted("pelican", {"pelicanconf.py": settings}, always, path) == expected


def test_settings_of_pelicans_for_publishing_have_lists_of_their_own() -> None:
    files = {"pelicanconf.py": "ARTICLE_PATHS = ['blog', 'intern']", "publishconf.py": "ARTICLE_PATHS = ['blog']"}
    assert parted("pelican", files, "content/blog/a.md", "content/intern/b.md") == (
        ["content/blog/a.md"],
        ["content/intern/b.md"],
    )


def test_a_list_of_pelicans_that_only_python_knows_is_told() -> None:
    made = moved("pelican", {"pelicanconf.py": "IGNORE_FILES = ['_*', get()]", "content/a.md": POST.format("A")})
    assert [one.split(" comes")[0] for one in told(made)] == ["pelicanconf.py:1 moved-setting what `IGNORE_FILES.1`"]


def test_what_pelican_has_made_is_no_text_of_the_blogs() -> None:
    made = moved("pelican", {"content/a.md": POST.format("A"), "output/a.html": "x", "output/b.html": "x"})
    assert told(made) == []
