"""Moving in: what each kind of blog becomes, text for text, and the command as its users meet it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from blogs import body, export, item, moved, text, told
from click.testing import CliRunner, Result
from laid import lay_out, write
from portal import DEFAULTS, picture

from byline.cli import main
from byline.dateline import in_digits
from byline.messages import sentence
from byline.moving import arrival
from byline.moving.arrival import KINDS
from byline.moving.datelines import when
from byline.moving.fields import plain
from byline.moving.retyping import retyped, retyped_blocks
from byline.moving.stories import shortened
from byline.pen import write_new
from byline.settings import Settings, read_settings

JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "title: Unser Blog\nurl: https://blog.example\nbaseurl: /b\npermalink: /:year/:month/:title/\ntimezone: Europe/Berlin\nlang: de\n",
    "_data/authors.yml": "ada:\n  name: Ada Lund\n  role: Schlosserin\n  team: Fertigung & Montage\n  avatar: /images/ada.png\n  bio: Feilt *gern*.\n",
    "_posts/2020-03-01-hallo-welt.md": """\
---
title: "Hallo: Welt"
date: 2020-03-01 10:00:00
author: ada
tags: [Lernen, Werkzeug]
categories: Praxis
excerpt: Ein <b>Satz</b>.
redirect_from:
  - /alt/hallo/
sponsor: 3
---
Siehe [den zweiten]({% post_url 2020-04-02-zweiter %}#teil), [noch einmal]({{ site.baseurl }}{% link _posts/2020-04-02-zweiter.md %})
und [die Liste]({{ "/tags/lernen/" | relative_url }}).

{% highlight ruby %}
puts "{{ not ours }}"
{% endhighlight %}

![Die Halle]({{ site.url }}/b/images/Big Hall.PNG)
*Foto: Ben*
Davor.

{% include figure.html src="/images/missing.png" alt="Fehlt" caption="Ein Text" %}
{: .class}

{% mystery "Ein ganzer Satz" %}{% raw %}{{ roh }}{% endraw %}

[anderswo](https://other.example/x) [Impressum](/b/impressum/)
""",
    "_posts/2020-04-02-zweiter.md": "---\ntitle: Zweiter\nauthor: Jane Doe\n---\n## Teil\n\nDas ist {{ page.title }}.\n",
    "_drafts/idee.md": "---\ntitle: Idee\n---\nNoch nichts.\n",
    "impressum.md": "---\ntitle: Impressum\n---\nx",
    "images/Big Hall.PNG": picture(),
    "images/ada.png": picture(),
    "images/unused.png": picture(),
    "_site/images/ada.png": picture(),
    "_posts/2020-05-05-x.textile": "h1. x",
}


def portal_settings(more: str) -> Settings:
    """The settings of a small portal."""
    config = "version: 1\nsite: {title: P, url: https://p.example/, languages: [de]}\n" + more
    checked = read_settings(config, ())
    return checked.settings


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("publishDate: 2099-01-01", ["publish_at: 2099-01-01"]),
        ("publishDate: 2023-05-01", []),
        ("expiryDate: 2024-01-01", ["expires_at: 2024-01-01"]),
        ("publishDate: 2099-01-01\nexpiryDate: 2099-02-01", ["publish_at: 2099-01-01", "expires_at: 2099-02-01"]),
        ("expiryDate: 2021-01-01", ["status: draft"]),  # readers have never seen it
    ],
)
def test_what_is_not_to_be_seen_yet_or_no_longer_is_not(front: str, expected: list[str]) -> None:
    post = f"---\ntitle: Kurz\ndate: 2023-05-01\nauthor: Ada Lund\n{front}\n---\nText.\n"
    made = moved("hugo", {"content/posts/a.md": post})
    assert (
        re.findall(r"^(?:publish_at|expires_at|status): .*$", text(made, "stories/2023/a.md"), re.MULTILINE) == expected
    )
    assert [one for one in told(made) if "moved-key" in one] == []


def test_a_post_without_a_date_gets_the_newest_that_is_not_in_the_future() -> None:
    dated = {
        f"_posts/{day}-a{day[:4]}.md": "---\nauthor: Ada Lund\n---\nx"
        for day in ("2020-03-01", "2026-06-01", "2099-01-01")
    }
    made = moved("jekyll", {**dated, "_drafts/idee.md": "---\nauthor: Ada Lund\n---\nx"})
    assert "date: 2026-06-01\n" in text(made, "stories/2026/idee.md")
    assert [one for one in told(made) if "moved-date" in one] == [
        "_drafts/idee.md:1 moved-date this post has no date that can be read"
    ]


def test_what_is_too_long_is_cut_and_told() -> None:
    post = f"---\ntitle: Kurz\nauthor: Ada Lund\ndescription: {'lang ' * 200}\n---\nText.\n"
    made = moved("jekyll", {"_posts/2020-03-01-a.md": post})
    assert [one for one in told(made) if "moved-cut" in one] == [
        "_posts/2020-03-01-a.md:4 moved-cut `summary` is longer than 600 characters and was shortened"
    ]
    (summary,) = re.findall(r"^summary: (.*)$", text(made, "stories/2020/a.md"), re.MULTILINE)
    assert len(summary) <= 602


# Jekyll


def test_a_post_of_jekyll() -> None:
    made = moved("jekyll", JEKYLL)
    assert (
        text(made, "stories/2020/hallo-welt.md")
        == """\
---
title: "Hallo: Welt"
date: 2020-03-01 10:00+01:00
authors: [ada-lund]
departments: [fertigung-montage]
roles: [schlosserin]
topics: [Lernen, Werkzeug, Praxis]
language: de
summary: Ein Satz.
aliases: ["/b/2020/03/hallo-welt/", "/b/alt/hallo/"]
id: 2020-hallo-welt
---

Siehe [den zweiten](/stories/2020/zweiter/#teil), [noch einmal](/stories/2020/zweiter/)
und [die Liste](/topics/lernen/).

```ruby
puts "{{ not ours }}"
```

![Die Halle](/pictures/big-hall.png){credit="Foto: Ben"}

Davor.

![Fehlt](/pictures/missing.png "Ein Text")

Ein ganzer Satz{{ roh }}

[anderswo](https://other.example/x) [Impressum](https://blog.example/b/impressum/)
"""
    )


def test_people_pictures_and_settings_of_jekyll() -> None:
    made = moved("jekyll", JEKYLL)
    assert (
        text(made, "people/ada-lund.md")
        == """\
---
name: Ada Lund
role: schlosserin
department: fertigung-montage
portrait: {src: "/pictures/ada.png", alt: Ada Lund}
---

Feilt gern.
"""
    )
    assert text(made, "people/jane-doe.md") == "---\nname: Jane Doe\n---\n"
    assert [(path, file.path) for path, file in made.pictures] == [
        ("content/pictures/ada.png", "images/ada.png"),
        ("content/pictures/big-hall.png", "images/Big Hall.PNG"),
    ]
    assert (
        made.proposal
        == """\
version: 1

site:
  title: Unser Blog
  url: https://intranet.example/
  languages: [de]
  time_zone: Europe/Berlin

departments:
  fertigung-montage: {name: "Fertigung & Montage"}

roles:
  schlosserin: {name: Schlosserin}
"""
    )


def test_what_jekyll_has_and_byline_has_not_is_told_with_its_line() -> None:
    assert told(moved("jekyll", JEKYLL)) == [
        "_drafts/idee.md:1 moved-author this post names nobody who wrote it",
        "_drafts/idee.md:1 moved-date this post has no date that can be read",
        "_posts/2020-03-01-hallo-welt.md:10 moved-key Byline has no place for `sponsor`",
        "_posts/2020-03-01-hallo-welt.md:23 moved-picture the picture /images/missing.png is not there",
        '_posts/2020-03-01-hallo-welt.md:26 moved-tag `{% mystery "Ein ganzer Satz" %}` is a command of the old program that nobody knows here',
        "_posts/2020-05-05-x.textile:0 moved-unread Byline does not read texts that end in .textile",
        "impressum.md:4 moved-page this is a page and not a post",
    ]


def test_people_that_the_portal_knows_are_recognised_by_their_names() -> None:
    made = moved("jekyll", JEKYLL, al="Ada Lund")
    assert "authors: [al]" in text(made, "stories/2020/hallo-welt.md")
    assert [file.path for file in made.texts if "people" in file.path] == [
        "content/people/redaktion.md",
        "content/people/jane-doe.md",
    ]


@pytest.mark.parametrize(
    ("form", "old"),
    [
        ("date", "/praxis/2020/03/01/a.html"),
        ("pretty", "/praxis/2020/03/01/a/"),
        ("none", "/praxis/a.html"),
        ("/blog/:i_month-:short_year/:title:output_ext", "/blog/3-20/a.html"),
    ],
)
def test_the_forms_of_jekylls_addresses(form: str, old: str) -> None:
    files = {"_config.yml": f"permalink: {form}\n", "_posts/2020-03-01-a.md": "---\ntitle: A\ncategory: Praxis\n---\nx"}
    assert f'aliases: ["{old}"]' in text(moved("jekyll", files), "stories/2020/a.md")


@pytest.mark.parametrize(
    ("path", "text_of_it"),
    [
        ("_data/authors.yml", "ada:\n  name: Ada Lund\n  role: Fitter\n"),
        ("_data/authors.yml", "- id: ada\n  name: Ada Lund\n  job: Fitter\n"),
        ("_data/people.json", '[{"slug": "ada", "display_name": "Ada Lund", "position": "Fitter"}]'),
        ("_data/authors.json", '{"ada": {"name": "Ada Lund", "role": "Fitter"}}'),
        ("_authors/ada.md", "---\nname: Ada Lund\nrole: Fitter\n---\n"),
        ("content/authors/ada/_index.md", "---\ntitle: Ada Lund\nrole: Fitter\n---\n"),
        ("_config.yml", "authors:\n  ada: {name: Ada Lund, role: Fitter}\n"),
    ],
)
def test_the_forms_in_which_authors_are_described(path: str, text_of_it: str) -> None:
    made = moved("jekyll", {path: text_of_it, "_posts/2020-03-01-a.md": "---\ntitle: A\nauthor: ada\n---\nx"})
    assert text(made, "people/ada-lund.md") == "---\nname: Ada Lund\nrole: fitter\n---\n"


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        (
            "jekyll",
            {
                "_authors/ada.md": "---\nname: Ada Lund\nrole: Fitter\nimage: me.png\n---\nFeilt gern.\n",
                "_authors/me.png": picture(),
                "_data/authors.yml": "Ada:\n  name: Dr. Lund\n  role: Chef\n  team: Montage\n  email: ada@x.example\n",
                "_posts/2020-03-01-a.md": "---\ntitle: A\nauthor: ada\n---\nx",
                "_posts/2020-03-01-b.md": "---\ntitle: B\nauthor: Ada Lund\n---\nx",
            },
        ),
        (
            "hugo",
            {
                "content/authors/ada/_index.md": "---\ntitle: Ada Lund\nrole: Fitter\n---\nFeilt gern.\n",
                "content/authors/ada/avatar.png": picture(),
                "data/authors.yaml": "ada:\n  team: Montage\n  email: ada@x.example\n",
                "content/posts/a.md": "---\ntitle: A\ndate: 2020-03-01\nauthors: [ada]\n---\nx",
                "content/posts/b.md": "---\ntitle: B\ndate: 2020-03-01\nauthor: Ada Lund\n---\nx",
            },
        ),
        (
            "jekyll",
            {
                "_authors/ada.md": "---\nrole: Fitter\n---\nFeilt gern.\n",
                "_data/authors.yml": "ada: {name: Ada Lund, team: Montage, email: ada@x.example, avatar: me.png}\n",
                "_data/me.png": picture(),
                "_posts/2020-03-01-a.md": "---\ntitle: A\nauthor: ada\n---\nx",
                "_posts/2020-03-01-b.md": "---\ntitle: B\nauthor: Ada Lund\n---\nx",
            },
        ),
    ],
)
def test_somebody_of_whom_two_places_tell_is_one_person(kind: str, files: dict[str, str | bytes]) -> None:
    made = moved(kind, files)
    assert [file.path for file in made.texts if "people" in file.path] == ["content/people/ada-lund.md"]
    assert re.sub(r"portrait: .*\.png", "portrait: PNG", text(made, "people/ada-lund.md")) == (
        "---\nname: Ada Lund\nrole: fitter\ndepartment: montage\n"
        'portrait: PNG", alt: Ada Lund}\nemail: "ada@x.example"\n---\n\nFeilt gern.\n'
    )
    assert all("departments: [montage]\n" in text(made, f"stories/2020/{name}.md") for name in "ab")


def written_by(author: str, authors_yml: str = "", **people: str) -> tuple[str, list[str], list[str]]:
    """Whom a post of this author is credited to, the people who are new, and the rules that were told."""
    post = f"---\ntitle: A\nauthor: {author}\n---\nx"
    made = moved("jekyll", {"_posts/2020-01-01-a.md": post, "_data/authors.yml": authors_yml}, **people)
    new = [file.path.removeprefix("content/people/") for file in made.texts if "people" in file.path]
    credited = re.search(r"authors: \[(.*)\]", text(made, "stories/2020/a.md"))
    assert credited
    return credited[1], new, [one.rule for one in made.problems]


@pytest.mark.parametrize(
    "author", ["Anna Meier", "Dr. Anna Meier", '"Meier, Anna"', "anna-meier", "a.meier@firm.example", "ANNA MEIER"]
)
def test_somebody_of_the_portal_is_recognised_by_whatever_they_are_called(author: str) -> None:
    assert written_by(author, am="Anna Meier\nemail: a.meier@firm.example") == ("am", [], [])


@pytest.mark.parametrize(
    ("author", "id_", "name"),
    [
        ('"Weber, Klaus"', "klaus-weber", "Klaus Weber"),
        ('["Weber, Klaus Peter"]', "klaus-peter-weber", "Klaus Peter Weber"),
        ('"von der Heide, Dr. Mia"', "dr-mia-von-der-heide", "Dr. Mia von der Heide"),
        ('["Bob, Jr."]', "bob-jr", "Bob, Jr."),
        ('["Klaus Weber, Marketing"]', "klaus-weber-marketing", "Klaus Weber, Marketing"),
        ("Ben <ben@x.example>", "ben", "Ben"),
        ('"Weber, Klaus <k.w@x.example>"', "klaus-weber", "Klaus Weber"),
        ('["ben@x.example (Ben Bär)"]', "ben-baer", "Ben Bär"),
        ("ben.baer@x.example", "ben-baer", "Ben Baer"),
        ("M&amp;uuml;ller", "mueller", "Müller"),
        ("R&amp;amp;D", "r-d", "R&D"),
    ],
)
def test_names_are_written_as_one_says_them(author: str, id_: str, name: str) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: A\nauthor: {author}\n---\nx"})
    assert re.search(r"^authors: (.*)$", text(made, "stories/2020/a.md"), re.MULTILINE)[1] == f"[{id_}]"  # type: ignore[index]  # without one, it fails all the same
    assert re.search(r"^name: (.*)$", text(made, f"people/{id_}.md"), re.MULTILINE)[1].strip('"') == name  # type: ignore[index]  # without one, it fails all the same
    assert not any(b"x.example" in file.data for file in made.texts)


def test_signs_that_are_escaped_part_no_names() -> None:
    assert written_by("Anna M&uuml;ller &amp; Ben Bär")[0] == "anna-mueller, ben-baer"
    post = "Title: A\nDate: 2020-01-01\nAuthors: Anna M&uuml;ller; Orr, Cy\n\nx\n"
    assert "authors: [anna-mueller, cy-orr]" in text(moved("pelican", {"content/a.md": post}), "stories/2020/a.md")


@pytest.mark.parametrize(("author", "authors_yml"), [('"\ufeff"', ""), ("", "?\n")])
def test_whoever_has_no_name_that_can_be_seen_gets_that_of_the_editors(author: str, authors_yml: str) -> None:
    post = {"_posts/2020-01-01-a.md": f"---\ntitle: A\nauthor: {author}\n---\nx", "_data/authors.yml": authors_yml}
    made = moved("jekyll", post)
    assert [file.data for file in made.texts if "people" in file.path] == [b"---\nname: Editors\n---\n"]


def test_several_in_one_line_with_their_mail_addresses() -> None:
    assert written_by("Ben Bär <ben@x.example>, Cy Orr <cy@x.example>")[0] == "ben-baer, cy-orr"


def test_a_name_that_two_have_is_credited_to_neither() -> None:
    credited, new, rules = written_by("Leo Lang", leo1="Leo Lang", leo2="Leo Lang")
    assert (new, rules) == ([f"{credited}.md"], ["moved-namesake"])
    assert re.fullmatch(r"leo-lang-[0-9a-f]{8}", credited)


def test_a_mail_address_tells_two_of_one_name_apart() -> None:
    about = "leo:\n  name: Leo Lang\n  email: two@firm.example\n"
    two = {"leo1": "Leo Lang\nemail: one@firm.example", "leo2": "Leo Lang\nemail: two@firm.example"}
    assert written_by("leo", about, **two) == ("leo2", [], [])


@pytest.mark.parametrize(
    ("author", "name", "credited"),
    [
        ("sk", "Sabine Klein", "sabine-klein"),
        ("sk", "Frau Sabine", "frau-sabine"),
        ("Sabine Klein <presse@firm.example>", "", "sabine-klein"),
        ("sk", "Sabine von Klein", "sabine-von-klein"),
        ("sk", "Rolf Weber-Klein", "rolf"),
        ("sk", "Weber", "rolf"),
        ("presse@firm.example", "", "rolf"),
        ("Dr. Rolf von Weber <presse@firm.example>", "", "rolf"),
    ],
)
def test_a_mailbox_that_several_share_does_not_make_them_one(author: str, name: str, credited: str) -> None:
    about = f"sk:\n  name: {name}\n  email: presse@firm.example\n" if name else ""
    made = written_by(author, about, rolf="Rolf von Weber\nemail: presse@firm.example")
    is_new = credited != "rolf"
    assert made == (credited, [f"{credited}.md"] * is_new, ["moved-namesake"] * is_new)


def test_two_of_a_blog_who_share_a_mailbox_are_two_however_often_they_move_in() -> None:
    about = "".join(f"{name}: {{name: {name} Berg, email: presse@x.example}}\n" for name in ("Anna", "Ben"))
    about += "cy: {name: Cy Orr, email: presse@x.example}\n"
    post = {"_posts/2020-01-01-a.md": "---\ntitle: A\nauthor: [Cy Orr, Anna, Dee Fox <presse@x.example>]\n---\nx"}
    made = moved("jekyll", {**post, "_data/authors.yml": about})
    known = {
        one: f"{one.title().replace('-', ' ')}\nemail: presse@x.example" for one in ("anna-berg", "cy-orr", "dee-fox")
    }
    again = moved("jekyll", {**post, "_data/authors.yml": about}, **known)
    for one in (made, again):
        assert "authors: [cy-orr, anna-berg, dee-fox]\n" in text(one, "stories/2020/a.md")
    assert [one.rule for one in made.problems] == ["moved-namesake"]
    assert told(again) == []


def test_an_id_of_the_blog_is_not_taken_for_one_of_the_portal() -> None:
    assert written_by("anna", "anna:\n  name: Anna Schmidt\n", anna="Anna Meier") == (
        "anna-schmidt",
        ["anna-schmidt.md"],
        [],
    )


def test_spellings_of_a_name_that_only_posts_know_are_one_author() -> None:
    names = ("Anna Meier", "Dr. Anna Meier", '"Meier, Anna"')
    made = moved(
        "jekyll", {f"_posts/2020-01-0{n}-a.md": f"---\nauthor: {one}\n---\nx" for n, one in enumerate(names, 1)}
    )
    assert [file.path for file in made.texts if "people" in file.path] == ["content/people/anna-meier.md"]


@pytest.mark.parametrize("name", ["Leo Lang", "A" * 90])
def test_authors_whose_names_make_the_same_id_stay_apart_however_often_they_move_in(name: str) -> None:
    about = "".join(f"leo{number}:\n  name: {name}\n" for number in range(3))
    posts = {f"_posts/2020-01-0{n + 1}-a.md": f"---\ntitle: A\nauthor: leo{n}\n---\nx" for n in range(3)}
    made = moved("jekyll", {**posts, "_data/authors.yml": about})
    ids = [file.path[len("content/people/") : -3] for file in made.texts if "people" in file.path]
    assert len(set(ids)) == 3
    assert all(len(one) <= 80 for one in ids)
    again = moved("jekyll", {**posts, "_data/authors.yml": about}, **dict.fromkeys(ids, name))
    assert [file for file in made.texts if "people" not in file.path] == list(again.texts)


def test_authors_whose_ids_would_be_too_long_to_differ_stay_apart() -> None:
    posts = {f"_posts/2020-01-0{n}-a.md": f"---\ntitle: A\nauthor: {'A' * 90}{n}\n---\nx" for n in range(1, 4)}
    made = moved("jekyll", posts)
    assert len({file.path for file in made.texts if "people" in file.path}) == 3


@pytest.mark.parametrize(("mail", "kept"), [("ada@a.example", True), ("ada at a.example", False)])
def test_only_a_mail_address_is_taken_for_one(mail: str, *, kept: bool) -> None:
    about = {"_data/authors.yml": f"ada:\n  name: Ada\n  email: {mail}\n"}
    made = moved("jekyll", {**about, "_posts/2020-01-01-a.md": "---\ntitle: A\nauthor: ada\n---\nx"})
    assert (mail in text(made, "people/ada.md")) == kept


@pytest.mark.parametrize(
    ("author", "ids"),
    [
        ("von Anna Müller und Ben Bär", "anna-mueller, ben-baer"),
        ("Anna Müller, Ben Bär and Cy Orr", "anna-mueller, ben-baer, cy-orr"),
        ("Dr. Anna Müller & Ben Bär", "dr-anna-mueller, ben-baer"),
        ("Marketing & Vertrieb", "marketing-vertrieb"),
        ("ada, ben", "ada, ben"),
    ],
)
def test_one_line_that_names_several(author: str, ids: str) -> None:
    assert written_by(author)[0] == ids


@pytest.mark.parametrize(
    "hidden",
    [
        "hidden: true",
        "published: false",
        "private: true",
        "headless: true",
        "eleventyExcludeFromCollections: true",
        "permalink: false",
        "build: {render: never}",
    ],
)
def test_what_readers_of_the_blog_did_not_see_is_a_draft(hidden: str) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: A\n{hidden}\n---\nx"})
    assert "status: draft\n" in text(made, "stories/2020/a.md")


DEFAULTS_YML = """\
defaults:
  - scope: {path: ""}
    values: {author: The Team, categories: [Allgemeines], sponsor: x}
  - scope: {path: "_posts/*/2020-01-01-werk.md", type: posts}
    values: {categories: [Fertigung]}
  - scope: {path: _posts/berlin, type: posts}
    values: {author: Ada Lund, lang: de}
  - scope: {path: _posts/ber}
    values: {lang: fr}
  - scope: {path: "", type: pages}
    values: {author: Nobody}
"""


@pytest.mark.parametrize(
    ("path", "front", "form", "topics", "old"),
    [
        ("_posts/", "categories: jekyll update", "", "jekyll, update", "/jekyll/update/2020/01/01/a.html"),
        ("_posts/", "categories: [Jekyll, update]", "", "Jekyll, update", "/jekyll/update/2020/01/01/a.html"),
        ("_posts/", "category: human resources", "", "human resources", "/human%20resources/2020/01/01/a.html"),
        ("_posts/", "categories: [R&D Größe]", "", "R&D Größe", "/r%26d%20größe/2020/01/01/a.html"),
        ("_posts/", "categories: [R&D Größe]", "/:slugified_categories/:title/", "R&D Größe", "/r-d-größe/a/"),
        ("News/_posts/", "categories: [b]\ncategory: c", "none", "News, b, c", "/news/b/c/a.html"),
        ("a/b/_posts/2020/", "categories: b", "none", "a, b", "/a/b/a.html"),
        ("site/_posts/", "x: [b]", "none\nsource: ./site", "", "/a.html"),
        ("all/a/_posts/", "x: [b]", "none\ncollections_dir: all", "a", "/a/a.html"),
    ],
)
def test_categories_of_jekylls_are_topics_and_folders_of_addresses(
    path: str, front: str, form: str, topics: str, old: str
) -> None:
    files = {f"{path}2020-01-01-a.md": f"---\nauthor: Ada Lund\n{front}\n---\nx", "_config.yml": f"permalink: {form}"}
    made = text(moved("jekyll", files), "stories/2020/a.md")
    assert f'aliases: ["{old}"]' in made
    assert "".join(re.findall(r"^topics: \[(.*)\]$", made, re.MULTILINE)).replace('"', "") == topics


def test_what_jekylls_settings_say_of_many_posts_at_once() -> None:
    made = moved(
        "jekyll",
        {
            "_config.yml": DEFAULTS_YML,
            "_posts/2020-01-01-a.md": "---\ntitle: A\n---\nx",
            "_posts/berlin/2020-01-02-b.md": "---\ntitle: B\ncategories: []\n---\nx",
            "_posts/berlin/2020-01-03-c.md": "---\ntitle: C\nauthor: Ben Bär\ntags: t\ncategories: Eigenes\nlang: en\n---\nx",
        },
    )
    assert 'authors: [the-team]\ntopics: [Allgemeines]\naliases: ["/allgemeines/2020/01/01/a.html"]' in text(
        made, "stories/2020/a.md"
    )
    assert "authors: [ada-lund]\nlanguage: de\n" in text(made, "stories/2020/b.md")
    assert "authors: [ben-baer]\ntopics: [t, Eigenes]\nlanguage: en\n" in text(made, "stories/2020/c.md")
    assert told(made) == ["_config.yml:3 moved-key Byline has no place for `sponsor`"]


@pytest.mark.parametrize(
    ("kind", "path", "default"),
    [
        ("jekyll", "_config.yml", "defaults: [{scope: {path: ''}, values: {author: Redaktion}}]\n"),
        ("hugo", "content/_index.md", "---\ncascade: {author: Redaktion}\n---\n"),
        ("eleventy", "posts/posts.json", '{"author": "Redaktion"}'),
    ],
)
def test_whoever_signs_a_post_stands_in_for_whom_the_blog_names_for_all(kind: str, path: str, default: str) -> None:
    folder = {"jekyll": "_posts", "hugo": "content/posts", "eleventy": "posts"}[kind]
    post = "---\ntitle: A\ndate: 2020-01-01\n{}---\nx"
    files = {
        path: default,
        f"{folder}/2020-01-01-a.md": post.format("authors: [Ben Kim, Ada Lund]\n"),
        f"{folder}/2020-01-01-b.md": post.format(""),
    }
    made = moved(kind, files)
    assert [re.findall("authors: (.*)", one.data.decode()) for one in made.texts[:2]] == [
        ["[ben-kim, ada-lund]"],
        ["[redaktion]"],
    ]


def test_of_jekylls_defaults_the_nearest_count() -> None:
    files = {"_config.yml": DEFAULTS_YML, "_posts/berlin/2020-01-01-werk.md": "---\ntitle: W\n---\nx"}
    assert "authors: [ada-lund]\ntopics: [Fertigung]\n" in text(moved("jekyll", files), "stories/2020/werk.md")


def tagged(*tags: str, settings: Settings | None = None) -> tuple[list[str], list[str], str]:
    """The topics of posts with a tag each, what is told, and the block for `config.yaml`."""
    posts = {
        f"_posts/2020-01-0{n}-a{n}.md": f"---\ntitle: A\nauthor: Ada Lund\ntags: ['{tag}']\n---\nx"
        for n, tag in enumerate(tags, 1)
    }
    made = moved("jekyll", posts, settings)
    said = [
        re.search(r"^topics: \[(.*)\]$", text(made, f"stories/2020/a{n}.md"), re.MULTILINE)
        for n in range(1, len(tags) + 1)
    ]
    return [one[1].strip('"') if one else "" for one in said], told(made), made.proposal.partition("topics:\n")[2]


@pytest.mark.parametrize(
    ("tags", "topics", "block"),
    [
        (
            ("C", "C++", "C#", "c"),
            ["C", "c-plus-plus", "c-sharp", "C"],
            '  c: {name: C}\n  c-plus-plus: {name: "C++"}\n  c-sharp: {name: "C#"}\n',
        ),
        (("C++",), ["c-plus-plus"], '  c-plus-plus: {name: "C++"}\n'),
        (("LGBTQ+", "LGBTQ"), ["lgbtq-plus", "LGBTQ"], '  lgbtq-plus: {name: "LGBTQ+"}\n  lgbtq: {name: LGBTQ}\n'),
        (("LGBTQ+", "lgbtq+"), ["LGBTQ+", "LGBTQ+"], ""),
        ((".NET", "Net"), ["dotnet", "Net"], '  dotnet: {name: ".NET"}\n  net: {name: Net}\n'),
        (("Open Source", "open-source", "open source"), ["Open Source"] * 3, "  open-source: {name: Open Source}\n"),
        (("Übung", "uebung"), ["Übung"] * 2, ""),
    ],
)
def test_topics_whose_names_would_make_one_id(tags: tuple[str, ...], topics: list[str], block: str) -> None:
    assert tagged(*tags) == (topics, [], block)


def test_topics_that_become_one_are_told_once() -> None:
    assert tagged("Resume", "Résumé", "Résumé")[:2] == (
        ["Resume"] * 3,
        [
            "_posts/2020-01-02-a2.md:4 moved-topic “Résumé” and “Resume” are one topic here, since both make the id `resume`"
        ],
    )


def test_topics_that_the_portal_has() -> None:
    known = portal_settings("topics:\n  lang-c: {name: C++}\n  lgbtq: {name: LGBTQ}\n")
    assert tagged("C++", "LGBTQ+", settings=known) == (["lang-c", "lgbtq-plus"], [], '  lgbtq-plus: {name: "LGBTQ+"}\n')


def test_a_topic_without_an_id_is_told_with_the_number_of_its_posts() -> None:
    assert tagged("日本", "日本")[:2] == (
        ["", ""],
        ["_posts/2020-01-01-a1.md:4 moved-key Byline has no place for `日本`"],
    )


def test_links_to_the_list_of_a_topic_lead_to_its_id() -> None:
    posts = {
        "content/a.md": "Title: A\nDate: 2020-01-01\nTags: C++, C\nAuthor: Ann\n\n[a]({tag}C++) [b](/tags/c++/) [c](/tag/c/)\n"
    }
    links = "[a](/topics/c-plus-plus/) [b](/topics/c-plus-plus/) [c](/topics/c/)"
    assert body(moved("pelican", posts), "stories/2020/a.md") == links


def test_files_of_jekylls_with_spaces_in_their_names() -> None:
    posts = {
        "_posts/2020-03-01-Mein Tag.md": "---\nauthor: Ada Lund\nredirect_from: alt\n---\nx",
        "_posts/2020-03-02-b.md": "---\nauthor: Ada Lund\n---\n[a]({% link _posts/2020-03-01-Mein Tag.md %}) [b]({% post_url 2020-03-01-Mein Tag %}#c)"
        " {% link _posts/2020-03-01-Mein Tag.md %} [d](/2020/03/01/Mein-Tag.html) [e](<Mein Tag.pdf>)\n",
    }
    made = moved("jekyll", {"_config.yml": "url: https://o.example", **posts})
    assert 'aliases: ["/2020/03/01/Mein-Tag.html", "/alt"]' in text(made, "stories/2020/mein-tag.md")
    assert body(made, "stories/2020/b.md") == (
        "[a](/stories/2020/mein-tag/) [b](/stories/2020/mein-tag/#c) [_posts/2020-03-01-Mein Tag.md](/stories/2020/mein-tag/)"
        " [d](/stories/2020/mein-tag/) [e](https://o.example/2020/03/02/Mein%20Tag.pdf)"
    )


def test_links_to_other_files_of_jekylls() -> None:
    words = "# Mit {% link about.md %}\n![a]({% link images/a.png %}) [b]({% link files/b.pdf %})"
    files: dict[str, str | bytes] = {"_config.yml": "url: https://o.example", "images/a.png": picture()}
    made = moved("jekyll", {**files, "_posts/2020-01-01-b.md": f"---\nauthor: Ada Lund\n---\n{words}"})
    assert 'title: "Mit /about.md"' in text(made, "stories/2020/b.md")
    assert "![a](/pictures/a.png) [b](https://o.example/files/b.pdf)" in body(made, "stories/2020/b.md")


@pytest.mark.parametrize("url", ["", "url: https://o.example\n"])
def test_a_link_to_a_file_that_was_not_taken_along_holds_no_mark_of_ours(url: str) -> None:
    words = "[a]({% link about.md %}) {% link team.md %} `{% link c.md %}`\n\n[r]: {% link d.md %}\n\n```\n{% post_url 2020-01-01-b %}\n```\n"
    made = moved("jekyll", {"_config.yml": url, "_posts/2020-01-01-b.md": f"---\nauthor: Ada Lund\n---\n{words}"})
    assert body(made, "stories/2020/b.md") == (
        "[a](/about.md) [team.md](/team.md) `/c.md`\n\n[r]: /d.md\n\n```\n/stories/2020/b/\n```"
    )
    assert told(made) == [
        f"_posts/2020-01-01-b.md:{line} moved-link /{name}.md leads to a page that was not taken along, and its address in the old blog is not known"
        for line, name in ((4, "about"), (4, "team"), (4, "c"), (6, "d"))
    ]


def test_an_address_that_two_posts_have_is_told_as_that() -> None:
    one, two = (
        f"---\ntitle: A\nauthor: Ada Lund\nredirect_from: {old}\n---\nx" for old in ("/alt/", '["/alt/", "/assets/x"]')
    )
    made = moved("jekyll", {"_posts/2020-01-01-a.md": one, "_posts/2020-01-02-b.md": two})
    assert 'aliases: ["/2020/01/01/a.html", "/alt/"]' in text(made, "stories/2020/a.md")
    assert 'aliases: ["/2020/01/02/b.html"]' in text(made, "stories/2020/b.md")
    assert told(made) == [
        "_posts/2020-01-02-b.md:4 moved-taken two posts have the address /alt/, which leads to content/stories/2020/a.md now",
        "_posts/2020-01-02-b.md:4 moved-address the old address /assets/x was not taken along: the portal has a page of its own there, or no file may stand there",
    ]


def test_an_address_below_a_base_is_told_where_it_stands() -> None:
    post = "---\nauthor: Ada Lund\nredirect_from: /alt/\n---\nx"
    made = moved(
        "jekyll",
        {
            "_config.yml": "url: https://o.example\nbaseurl: /b",
            "_posts/2020-01-01-a.md": post,
            "_posts/2020-01-02-b.md": post,
        },
    )
    assert told(made)[0].startswith("_posts/2020-01-02-b.md:3 moved-taken two posts have the address /b/alt/")


def test_an_address_belongs_to_the_post_that_stood_there_and_not_to_one_that_took_it_over() -> None:
    one, two = "---\nauthor: Ada Lund\nredirect_from: /2020/01/02/b.html\n---\nx", "---\nauthor: Ada Lund\n---\nx"
    made = moved("jekyll", {"_posts/2020-01-01-a.md": one, "_posts/2020-01-02-b.md": two})
    assert 'aliases: ["/2020/01/02/b.html"]' in text(made, "stories/2020/b.md")
    assert [one.rpartition(" which ")[2] for one in told(made)] == ["leads to content/stories/2020/b.md now"]


@pytest.mark.parametrize("lead", ["/img/a.png", "img/a.png", "../img/a.png", "./img/A.png"])
def test_a_missing_picture_is_told_once_however_it_is_named(lead: str) -> None:
    words = "![x](/img/a.png) ![y](img/a.png) ![z](/images/a.png)"
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\nauthor: Ada Lund\nimage: {lead}\n---\n{words}"})
    assert [one.rule for one in made.problems] == ["moved-picture"] * 2  # /images/ is another folder
    assert made.missing == 2


# Hugo

HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://h.example/"\ntitle = "H"\ndefaultContentLanguage = "en"\n[permalinks]\nposts = "/:year/:slug/"\n[params]\nauthor = "The Team"\n',
    "content/posts/first/index.md": """\
+++
title = "First \\"one\\""
date = 2021-02-03T04:05:06+01:00
draft = true
tags = ["a b", "c"]
aliases = ["/old/first.html"]
[cover]
image = "ring.png"
alt = "A ring"
+++
{{< figure src="ring.png" alt="Ring" caption="The *ring*" attr="Ann" >}}

See {{< ref "second.md#part" >}} and [it]({{< relref "posts/second.md" >}}).

{{< youtube dQw4w9WgXcQ >}}

```
{{</* figure src="x.png" */>}} {{< unknown >}}
```

{{< highlight go >}}
x := 1
{{< /highlight >}}

{{% notice tip %}}
Be careful.
{{% /notice %}}
""",
    "content/posts/first/ring.png": picture(),
    "content/posts/second.md": "---\ntitle: Second\ndate: 2021-05-01\nauthor: {name: Zoe Quist}\n---\n## Part\n",
    "content/posts/second.de.md": "---\ntitle: Zweiter\ndate: 2021-05-01\n---\nHallo\n",
    "static/img/a.png": picture(),
    "public/img/a.png": picture(),
    "content/posts/shown.md": "---\ntitle: S\ndate: 2021-06-01\n---\n![](/img/a.png)\n",
    "content/about.md": "---\ntitle: About\n---\nx",
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "content/news/json.md": '{"title": "J", "date": "2020-01-01", "tags": ["x"]}\n\nBody\n',
}


def test_a_bundle_of_hugo_keeps_its_pictures_beside_it() -> None:
    made = moved("hugo", HUGO)
    assert (
        text(made, "stories/2021/first/index.md")
        == """\
---
title: "First \\"one\\""
date: 2021-02-03 04:05:06+01:00
authors: [the-team]
topics: [a b, c]
language: en
image: {src: ring.png, alt: A ring, credit: Ann}
status: draft
aliases: ["/2021/first-one/", "/old/first.html"]
id: 2021-first
---

![Ring](ring.png "The ring"){credit="Ann"}

See [second.md#part](/stories/2021/second/#part) and [it](/stories/2021/second/).

[YouTube](https://www.youtube.com/watch?v=dQw4w9WgXcQ)

```
{{< figure src="x.png" >}} {{< unknown >}}
```

```go
x := 1
```

Be careful.
"""
    )
    assert [(path, file.path) for path, file in made.pictures] == [
        ("content/pictures/a.png", "static/img/a.png"),
        ("content/stories/2021/first/ring.png", "content/posts/first/ring.png"),
    ]


@pytest.mark.parametrize(
    ("defined", "expected"),
    [
        ("<img/Üm laut.png>", "/pictures/uem-laut.png"),
        ("img/b.png", "/pictures/b.png"),
        ("<img/b.png>", "/pictures/b.png"),
        ("<https://o.example/a b>", "<https://o.example/a b>"),
    ],
)
def test_a_picture_that_is_named_below_its_text_is_found(defined: str, expected: str) -> None:
    post = f'---\nauthor: Ada Lund\n---\n![x][p]\n\n[p]: {defined} "T"\n'
    files: dict[str, str | bytes] = {
        "_posts/2020-01-01-a.md": post,
        "img/Üm laut.png": picture(),
        "img/b.png": picture(),
    }
    assert body(moved("jekyll", files), "stories/2020/a.md") == f'![x][p]\n\n[p]: {expected} "T"'


@pytest.mark.parametrize(
    ("form", "name", "more", "old"),
    [
        (":slug", "my-post", "", "c-grüße-v1.2"),
        (":slug", "my-post", "slug: Own One\n", "own-one"),
        (":title", "my-post", "slug: own\n", "c-grüße-v1.2"),
        (":filename", "my-post", "slug: own\n", "my-post"),
        (":filename", "My  Post", "", "my-post"),
        (":filename", "2020-01-02-a", "", "2020-01-02-a"),
        (":contentbasename", "2020-01-02-a", "", "2020-01-02-a"),
        (":slugorfilename", "My Post", "", "my-post"),
        (":slugorcontentbasename", "my-post", "slug: own\n", "own"),
    ],
)
def test_forms_of_addresses_of_hugo(form: str, name: str, more: str, old: str) -> None:
    """Hugo's `urlize`: blanks are hyphens, and what is neither a letter nor a digit nor one of a few signs goes."""
    post = f'---\ntitle: "C & „Grüße“ - v1.2!"\ndate: 2020-01-02\nauthor: Ada Lund\n{more}---\nx'
    made = moved("hugo", {"config.toml": f'[permalinks]\nposts = "/p/{form}/"\n', f"content/posts/{name}.md": post})
    assert re.findall(r"^aliases: (.*)$", made.texts[0].data.decode(), re.MULTILINE) == [f'["/p/{old}/"]']
    assert told(made) == []


@pytest.mark.parametrize(
    ("name", "more", "old"),
    [
        ("My Post", "date: 2020-01-02\n", "/posts/my-post/"),
        ("My Post/index", "date: 2020-01-02\n", "/posts/my-post/"),
        ("2020-01-02-a", "date: 2020-01-02\n", "/posts/2020-01-02-a/"),
        ("2020-01-02-a", "", "/posts/a/"),  # where the name tells the day, Hugo takes the slug from it, too
    ],
)
def test_addresses_of_hugo_without_a_form(name: str, more: str, old: str) -> None:
    made = moved("hugo", {f"content/posts/{name}.md": f"---\ntitle: T\nauthor: Ada Lund\n{more}---\nx"})
    assert re.findall(r"^aliases: (.*)$", made.texts[0].data.decode(), re.MULTILINE) == [f'["{old}"]']


def test_a_command_of_hugos_is_told_once_in_a_post() -> None:
    words = "{{< x >}}\n{{< y >}}\n{{< x >}}"
    made = moved("hugo", {"content/a.md": f"---\ntitle: A\ndate: 2020-01-01\nauthor: Ada Lund\n---\n{words}"})
    assert [(one.place.line, dict(one.facts)["spots"]) for one in made.problems] == [(6, "2"), (7, "1")]


def test_languages_json_and_pages_of_hugo() -> None:
    made = moved("hugo", HUGO)
    assert text(made, "stories/2021/second-de.md").startswith(
        '---\ntitle: Zweiter\ndate: 2021-05-01\nauthors: [the-team]\nlanguage: de\ntranslation_of: 2021/second\naliases: ["/de/2021/zweiter/"]'
    )
    assert "authors: [zoe-quist]" in text(made, "stories/2021/second.md")
    assert 'topics: [x]\nlanguage: en\naliases: ["/news/json/"]' in text(made, "stories/2020/json.md")
    assert told(made) == [
        "content/about.md:4 moved-page this is a page and not a post",
        "content/posts/first/index.md:25 moved-tag `{{% notice tip %}}` is a command of the old program that nobody knows here",
    ]


# Eleventy

ELEVENTY: dict[str, str | bytes] = {
    "data/site.yaml": "title: The blog\nhost: https://old.example\nlocale: en-US\n",
    "content/posts/2014-03-19-hello.md": """\
---
title: Hello
date: '2014-03-19T12:00:00-04:00'
authors: [ada-lund]
tags: [posts, open source]
image: /assets/blog/a.png
---
{% image "assets/blog/a.png" "A ring" %}
*Photo by Ben*

As [we said]({{ "/2014/03/20/more/" | url }}) with {{ "ada-lund" | team_link }} in {{ "https://www.youtube-nocookie.com/embed/abc" | embed: "the film" }}.

<figure>
  {% image_with_class "assets/blog/b.png" "left" "A gap" %}
  <figcaption>A <em>gap</em>, see <a href="/about/">about</a></figcaption>
</figure>

<blockquote>
  {% photo "ada" %}
  Words in a quote.
</blockquote>

<div class="x">

Some *text*.

</div>
""",
    "content/posts/2014-03-20-more.md": "---\ntitle: More\nauthors: [cy]\ntags: open source\n---\n[back](https://www.old.example/2014/03/19/hello)\n\n```\n{{ kept }}\n```\n",
    "assets/blog/a.png": picture(),
    "README.md": "# Not a post\n",
    "node_modules/x/posts/readme.md": "---\ntitle: Not ours\ndate: 2020-01-01\n---\n",
}


def test_a_post_of_eleventy_with_the_addresses_that_its_links_use() -> None:
    made = moved("eleventy", ELEVENTY)
    assert (
        text(made, "stories/2014/hello.md")
        == """\
---
title: Hello
date: 2014-03-19 12:00-04:00
authors: [ada-lund]
topics: [open source]
language: en
image: {src: "/pictures/blog/a.png", alt: A ring, credit: Photo by Ben}
aliases: ["/2014/03/19/hello/"]
id: 2014-hello
---

As [we said](/stories/2014/more/) with [Ada Lund](/people/ada-lund/) in [the film](https://www.youtube.com/watch?v=abc).

![A gap](/pictures/blog/b.png "A gap, see about")

> Words in a quote.

Some *text*.
"""
    )
    assert body(made, "stories/2014/more.md") == "[back](/stories/2014/hello/)\n\n```\n{{ kept }}\n```"


def test_what_is_told_of_eleventy() -> None:
    assert told(moved("eleventy", ELEVENTY)) == [
        "content/posts/2014-03-19-hello.md:4 moved-name no name is known of `ada-lund`",
        "content/posts/2014-03-19-hello.md:14 moved-picture the picture assets/blog/b.png is not there",
        'content/posts/2014-03-19-hello.md:19 moved-tag `{% photo "ada" %}` is a command of the old program that nobody knows here',
        "content/posts/2014-03-20-more.md:3 moved-name no name is known of `cy`",
    ]


def test_data_of_eleventys_folders_and_files() -> None:
    made = moved(
        "eleventy",
        {
            "src/src.json": '{"author": "The Team", "tags": ["all", "everything"]}',
            "src/posts/posts.json": '{"tags": "posts", "author": "Ada Lund",\n"sponsor": "x", "permalink": "/{{ page.fileSlug }}/"}',
            "src/posts/posts.11tydata.json": '{"tags": ["tools"], "author": "Ben Bär"}',
            "src/posts/b.11tydata.json": '{"author": "Cy Orr"}',
            "src/posts/a.md": "---\ntitle: A\ndate: 2020-01-01\ntags: own\n---\nx",
            "src/posts/b.md": "---\ntitle: B\ndate: 2020-01-02\n---\nx",
            "src/posts/deep/c.md": "---\ntitle: C\ndate: 2020-01-03\nauthor: Dee Ray\n---\nx",
            "src/d.md": "---\ntitle: D\ndate: 2020-01-04\n---\nx",
        },
    )
    names = {name: text(made, f"stories/2020/{name}.md") for name in "abcd"}
    heads = {name: re.findall(r"^(?:authors|topics): \[(.*)\]$", said, re.MULTILINE) for name, said in names.items()}
    assert heads == {
        "a": ["ben-baer", "own, tools, everything"],
        "b": ["cy-orr", "tools, everything"],
        "c": ["dee-ray", "tools, everything"],
        "d": ["the-team", "everything"],
    }
    assert told(made) == ["src/posts/posts.json:2 moved-key Byline has no place for `sponsor`"]


# Pelican

PELICAN: dict[str, str | bytes] = {
    "pelicanconf.py": "SITENAME = 'P blog'\nSITEURL = 'https://p.example'\nAUTHOR = 'Pia'\nTIMEZONE = 'Europe/Paris'\nDEFAULT_LANG = 'fr'\n"
    "ARTICLE_URL = '{date:%Y}/{slug}.html'\nPLUGINS = [x for x in ()]\n",
    "content/a.md": "Title: Bonjour: le monde\nDate: 2010-12-03 10:20\nTags: un, deux\nAuthors: Ann; Bob, Jr.\nSummary: Deux lignes\n    suite\n\n"
    "Voir [b]({filename}/cat/b.md), ![i]({static}/images/i.png) et [un]({tag}un).\n",
    "content/cat/b.md": "Title: B\nDate: 2011-01-01\nStatus: draft\n\nHi\n",
    "content/a-en.md": "Title: Hello: world\nDate: 2010-12-04\nSlug: bonjour-le-monde\nLang: en\n\nHi\n",
    "content/images/i.png": picture(),
    "content/c.rst": "x",
}


def test_a_post_of_pelican() -> None:
    made = moved("pelican", PELICAN)
    assert (
        text(made, "stories/2010/bonjour-le-monde.md")
        == """\
---
title: "Bonjour: le monde"
date: 2010-12-03 10:20+01:00
authors: [ann, bob-jr]
topics: [un, deux]
language: fr
summary: Deux lignes suite
aliases: ["/2010/bonjour-le-monde.html"]
id: 2010-bonjour-le-monde
---

Voir [b](/stories/2011/b/), ![i](/pictures/i.png) et [un](/topics/un/).
"""
    )
    assert "language: en\ntranslation_of: 2010/bonjour-le-monde\n" in text(made, "stories/2010/bonjour-le-monde-en.md")
    assert "authors: [pia]\ntopics: [cat]\nlanguage: fr\nstatus: draft\n" in text(made, "stories/2011/b.md")
    assert told(made) == ["content/c.rst:0 moved-unread Byline does not read texts that end in .rst"]


@pytest.mark.parametrize(
    ("form", "old"),
    [
        ("{date:%Y}/{date:%m}/{date:%d}/{slug}/", "/2020/01/05/a/"),
        ("{date:%Y}/{date:%-m}/{date:%-d}/{slug}.html", "/2020/1/5/a.html"),
        ("{date:%Y-%-m-%d}/{date:%-H}/{slug}/", "/2020-1-05/0/a/"),
        ("{date:%b}/{slug}/", "/Jan/a/"),
    ],
)
def test_dates_in_addresses_of_pelican(form: str, old: str) -> None:
    post = "Title: A\nDate: 2020-01-05\nAuthor: Ann\n\nx"
    made = moved("pelican", {"content/a.md": post, "pelicanconf.py": f"ARTICLE_URL = '{form}'\n"})
    assert f'aliases: ["{old}"]' in text(made, "stories/2020/a.md")


@pytest.mark.parametrize(
    "line",
    [
        'print "hello"',
        "if True:\n    print 'x'\n    y = 1\nelse:\n    exec 'z'",
        "MODE = 0755",
        "X = (",
    ],
)
def test_settings_of_pelican_are_read_beside_what_is_no_python_of_today(line: str) -> None:
    settings = f"# -*- coding: utf-8 -*-\nAUTHOR = 'Ann'\n{line}\nARTICLE_URL = (\n    'x/{{slug}}/'\n)\nSITEURL = u'https://p.example'\n"
    post = "Title: A\nDate: 2020-01-05\n\n[a](https://p.example/x/a/)"
    made = moved("pelican", {"content/a.md": post, "pelicanconf.py": settings})
    assert "authors: [ann]" in text(made, "stories/2020/a.md")
    assert 'aliases: ["/x/a/"]' in text(made, "stories/2020/a.md")
    assert body(made, "stories/2020/a.md") == "[a](/stories/2020/a/)"


def test_links_of_pelicans_in_every_form() -> None:
    post = (
        "Title: A\nDate: 2020-01-01\nAuthor: Ann\nImage: {static}/images/i.png\n\n"
        "[a]({filename}my post.md) [b](<{filename}/my post.md>) [c](%7Bfilename%7Dmy%20post.md#x) [d]({{ SITEURL }}/my-post.html)"
        " [e]({SITEURL}/my-post.html) [f]({filename}/pages/about.md) ![g]({attach}images/i.png) `{filename}b.md`, with {filename} or {static}.\n"
    )
    files = {"content/a.md": post, "content/my post.md": "Title: My post\nDate: 2020-01-02\nAuthor: Ann\n\nx\n"}
    made = moved(
        "pelican", {**files, "content/images/i.png": picture(), "pelicanconf.py": "SITEURL = 'https://p.example'"}
    )
    to = "/stories/2020/my-post/"
    assert body(made, "stories/2020/a.md") == (
        f"[a]({to}) [b]({to}) [c]({to}#x) [d]({to}) [e]({to}) [f](/pages/about.md) ![g](/pictures/i.png)"
        " `{filename}b.md`, with {filename} or {static}."
    )
    assert 'image: {src: "/pictures/i.png", alt: g}' in text(made, "stories/2020/a.md")
    assert [one.partition(" ")[2].partition(" ")[0] for one in told(made)] == ["moved-link"]


# WordPress


def test_a_post_of_wordpress() -> None:
    blocks = """<!-- wp:paragraph -->
<p>Ein <strong>fetter </strong>Satz mit <a href="https://wp.example/zwei/">Link</a>, 2 * 3_4 &amp; mehr.</p>
<!-- /wp:paragraph -->
<figure class="wp-block-image"><img src="https://wp.example/wp-content/uploads/2020/03/halle-300x200.png" alt="Die Halle"/><figcaption>Die <em>Halle</em></figcaption></figure>
<ul><li>eins</li><li>zwei<ul><li>drei</li></ul></li></ul>
[gallery ids="5"]
[mystery a="Ein Satz"]Innen[/mystery]"""
    terms = '<category domain="category" nicename="praxis">Praxis</category><category domain="category" nicename="uncategorized">Ohne</category>'
    lead = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:postmeta>"
    url = "<wp:attachment_url>https://wp.example/wp-content/uploads/2020/03/halle.png</wp:attachment_url>"
    made = moved(
        "wordpress",
        {
            "export.xml": export(
                item(blocks, title="Hallo &amp; Welt", name="hallo", more=terms + lead),
                item("Eins\nzwei\n\nDrei [sic].", name="zwei", id="2", by="bob", status="private"),
                item(id="5", type="attachment", status="inherit", more=url),
                item("Impressum", id="6", type="page"),
                item("weg", id="7", status="trash"),
            ),
            "wp-content/uploads/2020/03/halle.png": picture(),
        },
    )
    assert (
        text(made, "stories/2020/hallo.md")
        == """\
---
title: "Hallo & Welt"
date: 2020-03-01 10:00+01:00
authors: [ada-lund]
topics: [Praxis]
language: de
image: {src: "/pictures/2020/03/halle.png", alt: Die Halle}
aliases: ["/hallo/"]
id: 2020-hallo
---

Ein **fetter** Satz mit [Link](/stories/2020/zwei/), 2 \\* 3_4 & mehr.

![Die Halle](/pictures/2020/03/halle.png "Die Halle")

- eins
- zwei
  - drei

![](/pictures/2020/03/halle.png)

Ein Satz Innen
"""
    )
    assert body(made, "stories/2020/zwei.md") == "Eins\\\nzwei\n\nDrei \\[sic\\]."
    assert "status: draft" in text(made, "stories/2020/zwei.md")
    assert "@" not in text(made, "people/ada-lund.md")
    assert [one.partition(" ")[2].partition(" ")[0] for one in told(made)] == ["moved-tag", "moved-name", "moved-page"]


@pytest.mark.parametrize(
    "link", ["/?p=2", "https://wp.example/?p=2", "http://www.wp.example/index.php?p=2&amp;preview=true", "?p=2"]
)
def test_short_links_of_wordpress(link: str) -> None:
    posts = export(
        item(f'<p><a href="{link}">x</a> <a href="https://other.example/?p=2">y</a></p>'), item(id="2", name="zwei")
    )
    made = moved("wordpress", {"export.xml": posts})
    assert body(made, "stories/2020/t.md") == "[x](/stories/2020/zwei/) [y](https://other.example/?p=2)"
    assert 'aliases: ["/zwei/"]' in text(made, "stories/2020/zwei.md")
    assert told(made) == []


@pytest.mark.parametrize(
    ("html", "listing"),
    [
        ("[code]<b>fett</b> & &amp; x[/code]", "<b>fett</b> & &amp; x"),  # as typed
        ("[sourcecode]&lt;b&gt;fett&lt;/b&gt; &amp; x[/sourcecode]", "<b>fett</b> & x"),  # as the editor escapes it
        ("[code]a &amp;&amp; b && c[/code]", "a && b && c"),
        ("<pre>a:\n    https://o.example/x\n\thttps://o.example/y  \n</pre>", "a:\n    https://o.example/x\n\thttps://o.example/y  "),
    ],
)  # fmt: skip
def test_a_listing_of_wordpress_stays_as_it_was_typed(html: str, listing: str) -> None:
    made = moved("wordpress", {"export.xml": export(item(html))})
    assert body(made, "stories/2020/t.md") == f"```\n{listing}\n```"


def test_names_of_wordpress_that_are_escaped_twice() -> None:
    by = "<wp:author><wp:author_login>m</wp:author_login><wp:author_display_name>M&amp;amp;uuml;ller</wp:author_display_name></wp:author>"
    made = moved(
        "wordpress",
        {"export.xml": export(by, item(by="m", more='<category domain="post_tag"><![CDATA[R&amp;amp;D]]></category>'))},
    )
    assert text(made, "people/mueller.md") == "---\nname: Müller\n---\n"
    assert 'topics: ["R&D"]' in text(made, "stories/2020/t.md")


def test_a_gallery_shows_what_was_uploaded_for_its_post_from_whatever_host() -> None:
    url = "<wp:post_parent>1</wp:post_parent><wp:attachment_url>https://i0.wp.com/wp.files.example/2020/03/halle.png</wp:attachment_url>"
    made = moved(
        "wordpress",
        {
            "export.xml": export(
                item("Bilder: [gallery] und [video:x]"), item(id="5", type="attachment", status="inherit", more=url)
            ),
            "wp-content/uploads/2020/03/halle.png": picture(),
        },
    )
    assert body(made, "stories/2020/t.md") == "Bilder:\n\n![](/pictures/2020/03/halle.png)\n\nund \\[video:x\\]"


def test_an_export_that_breaks_off_gives_what_stands_before() -> None:
    made = moved("wordpress", {"export.xml": export(item("Ganz"), item("Halb", id="2")).partition("Halb")[0]})
    assert [file.path for file in made.texts] == ["content/stories/2020/t.md", "content/people/ada-lund.md"]
    assert told(made) == ["export.xml:9 moved-broken from here on, this file is no well-formed XML"]


def test_an_export_with_entities_of_its_own_is_not_read() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss>&a;</rss>'
    assert told(moved("wordpress", {"export.xml": bomb})) == [
        "export.xml:0 moved-broken from here on, this file is no well-formed XML"
    ]


# Dialects of Markdown


def remarked(words: str, kind: str = "jekyll", front: str = "author: Ada Lund\n") -> tuple[str, str, int]:
    """The text of a story, its summary, and the number of remarks that were left out."""
    path = {"jekyll": "_posts/2020-01-01-a.md", "hugo": "content/a.md"}[kind]
    made = moved(kind, {path: f"---\ntitle: A\ndate: 2020-01-01\n{front}---\n{words}"})
    summary = re.search(r"^summary: (.*)$", text(made, "stories/2020/a.md"), re.MULTILINE)
    return body(made, "stories/2020/a.md"), summary[1] if summary else "", made.remarks


@pytest.mark.parametrize(
    ("words", "left", "number"),
    [
        ("a\n\n<!-- ask Ben <b@x.example> -->\n\nb", "a\n\nb", 1),
        ("a <!-- one --> b<!--two\n\nlines-->\n<!---->c", "a  b\nc", 3),
        ("<!-- a <!-- b --> c --> d", " c --> d", 1),
        ("`<!-- a -->`\n\n```\n<!-- b -->\n```", "`<!-- a -->`\n\n```\n<!-- b -->\n```", 0),
        ("<!-- ``` -->\na\n<!-- ``` -->", "a", 2),
        ("a <!-- never closed", "a <!-- never closed", 0),
    ],
)
def test_remarks_that_readers_never_saw_stay_behind(words: str, left: str, number: int) -> None:
    assert remarked(words) == (left, "", number)


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->", "<!--more Weiterlesen-->"])
def test_what_stands_before_more_is_the_summary(mark: str) -> None:
    words = f"## Los\n\nEin **Satz** mit [Link](/x).\n\n![Bild](a.png)\n\nNoch einer.\n\n{mark}\n\nWeiter."
    assert remarked(words)[1:] == ("Ein Satz mit Link. Noch einer.", 0)
    assert mark not in remarked(words)[0]
    assert remarked(words, front="author: Ada Lund\nexcerpt: Kurz.\n")[1] == "Kurz."
    assert len(remarked("Wort " * 300 + mark, kind="hugo")[1]) <= 602


def test_remarks_in_html_of_jekylls() -> None:
    made = moved(
        "jekyll", {"_posts/2020-01-01-a.html": "---\nauthor: Ada\n---\n<p>Eins.</p><!--more--><p>Zwei.</p><!-- a -->"}
    )
    assert (body(made, "stories/2020/a.md"), made.remarks) == ("Eins.\n\nZwei.", 1)
    assert "summary: Eins.\n" in text(made, "stories/2020/a.md")


def test_remarks_in_wordpress() -> None:
    html = "<!-- wp:paragraph -->\n<p>Eins.</p>\n<!-- /wp:paragraph -->\n<!--more-->\n<!-- intern: noch fragen -->\n<p>Zwei.</p>"
    made = moved("wordpress", {"export.xml": export(item(html))})
    assert (body(made, "stories/2020/t.md"), made.remarks) == ("Eins.\n\nZwei.", 1)
    assert "summary: Eins.\n" in text(made, "stories/2020/t.md")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ('a\n<div class="note" markdown="1">\nSome *text*.\n</div>\nb', "a\n\nSome *text*.\n\nb"),
        ('<section markdown="block"><div>\n\n*a*\n\n</div></section>', "*a*"),
        ("<details markdown=1>\n*a*\n</details>", "<details>\n\n*a*\n\n</details>"),
        ('a <span markdown="span">*b*</span> c', "a *b* c"),
        ('`<div markdown="1">`', '`<div markdown="1">`'),
        ('<div markdown="0">*a*</div>', "\\*a\\*"),
        ("a\n\n[TOC]\n\n[[toc]]\n\nb [TOC]", "a\n\nb [TOC]"),
    ],
)
def test_marks_of_other_dialects(words: str, left: str) -> None:
    assert remarked(words)[0] == left


def test_a_file_of_pelicans_with_nothing_but_keys() -> None:
    made = moved(
        "pelican",
        {"content/a.md": "Title: A\nDate: 2020-01-01\nAuthor: Ann", "content/pages/b.md": "Title: B\nDate: 2020-01-01"},
    )
    assert body(made, "stories/2020/a.md") == ""
    assert told(made) == ["content/pages/b.md:2 moved-page this is a page and not a post"]


def test_a_blog_whose_title_nobody_can_see() -> None:
    made = moved(
        "jekyll", {"_config.yml": "title: \ufeff\n", "_posts/2020-01-01-a.md": "---\nauthor: Ada Lund\n---\nx"}
    )
    assert "  title: Stories\n" in made.proposal


def test_code_of_pelicans() -> None:
    words = 'a\n\n    :::python\n    x = 1\n\n    if x: y()\n\nb\n\n    #!c++ hl_lines="1"\n    z;\n\n    plain\n\n- c\n\n        :::sh\n        ls ```\n'
    made = moved("pelican", {"content/a.md": f"Title: A\nDate: 2020-01-01\nAuthor: Ann\n\n{words}"})
    assert body(made, "stories/2020/a.md") == (
        "a\n\n```python\nx = 1\n\nif x: y()\n```\n\nb\n\n```c++\nz;\n\nplain\n```\n\n- c\n\n    ````sh\n    ls ```\n    ````"
    )


# Parts


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <em>b</em><br>c</p>", "a *b*\\\nc"),
        ("<h1>A</h1><p># no heading</p>", "## A\n\n\\# no heading"),
        ("<p>1. no list</p><p>- nor this</p>", "1\\. no list\n\n\\- nor this"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a ``` b</pre>", "````\na ``` b\n````"),
        ("<p><code>a`b</code> <kbd>x</kbd></p>", "`` a`b `` `x`"),
        ("<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table>", "| a | b\\|c |\n| --- | --- |\n| 1 |  |"),
        (
            '<iframe src="https://www.youtube.com/embed/abc" title="Film"></iframe>',
            "[Film](https://www.youtube.com/watch?v=abc)",
        ),
        (
            '<a href="/x y">t</a> <a>u</a> <a href="https://x.example/">https://x.example/</a>',
            "[t](/x%20y) u <https://x.example/>",
        ),
        ('<ol start="9"><li>a</li><li><p>b</p><p>c</p></li></ol>', "9. a\n10. b\n\n    c"),
        ('<ol start="x"><li>a</li></ol>', "1. a"),
        ("<ol><li>a</li><li><p>b</p><p>c</p></li></ol>", "1. a\n2. b\n\n   c"),
        (
            '<ul><li><figure><img src="a.png" alt="A"></figure></li><li><img src="b.png"></li></ul>',
            "![A](a.png)\n\n![](b.png)",
        ),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n: b"),
        ("<script>x</script><p>a<span style='x'>b</span></p>", "ab"),
        ("<div>" * 100 + "deep", "deep"),
    ],
)
def test_html_is_retyped(html: str, markdown: str) -> None:
    assert retyped(html) == markdown


def test_only_whole_blocks_of_html_are_retyped_in_markdown() -> None:
    kept = "*a* <b>b</b>\n\n```\n<p>code</p>\n```\n\n<table>\n<tr><td colspan=2>x</td></tr>\n</table>\n\n<blockquote>\n\n*c*\n\n</blockquote>"
    assert retyped_blocks(kept) == kept
    assert retyped_blocks("a\n\n<blockquote><p>b</p></blockquote>\n\nc") == "a\n\n> b\n\nc"


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2014-03-21", "2014-03-21"),
        ("2014/3/21", "2014-03-21"),
        ("2014-03-21 12:00:00 -0400", "2014-03-21 12:00-04:00"),
        ("2014-03-21T12:00:00.123Z", "2014-03-21 12:00+00:00"),
        ("March 21, 2014", "2014-03-21"),
        ("Fri, 21 Mar 2014 12:00:00 +0100", "2014-03-21 12:00+01:00"),
        ("2014-03-21 12:00:00 UTC", "2014-03-21 12:00+00:00"),
        ("21/03/2014", None),
        ("soon", None),
    ],
)
def test_dates_in_the_forms_of_other_programs(raw: str, day: str | None) -> None:
    made = when(raw)
    assert (made and in_digits(made)) == day


def test_long_texts_end_with_a_sentence_or_a_word() -> None:
    assert shortened("Kurz.", 10) == "Kurz."
    assert shortened("Ein Satz. Noch ein Satz, der zu lang ist.", 20) == "Ein Satz."
    assert shortened("Ein einziger Satz, der zu lang ist.", 20) == "Ein einziger Satz…"


def test_titles_and_summaries_lose_their_marks() -> None:
    assert plain("a <b>b</b> &amp; [c](/d) **e** `f_g_h` *i*") == "a b & c e f_g_h i"


# The command


def call(*arguments: str | Path) -> Result:
    return CliRunner(env={"LC_ALL": None, "LC_MESSAGES": None, "LANG": "en_GB.UTF-8"}).invoke(
        main, [str(one) for one in arguments], catch_exceptions=False
    )


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return write(tmp_path / "blog", {path: data for path, data in JEKYLL.items() if not path.endswith(".textile")})


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted((root / "content").rglob("*"))
        if path.is_file()
    }


def test_a_blog_moves_into_a_portal(tmp_path: Path, blog: Path) -> None:
    root = lay_out(tmp_path / "portal")
    before = files(root)

    dry = call("import", "jekyll", blog, "--root", root, "--dry-run")
    assert dry.exit_code == 0
    assert "Nothing was written (--dry-run). New would be: 8 files." in dry.output
    assert files(root) == before

    done = call("import", "jekyll", blog, "--root", root)
    assert done.exit_code == 0
    assert (
        "In the blog: 3 stories, 2 pictures; pictures that are missing: 1. Not known to the portal yet: 3 people."
        in done.output
    )
    assert f"{blog}/_posts/2020-03-01-hallo-welt.md:23:29 warning moved-picture" in done.output
    block = done.output.partition("Paste into config.yaml")[2].partition("\n\n")[2]
    assert (
        block
        == 'departments:\n  fertigung-montage: {name: "Fertigung & Montage"}\n\nroles:\n  schlosserin: {name: Schlosserin}\n'
    )

    after = files(root)
    again = call("import", "jekyll", blog, "--root", root)
    assert "Not known to the portal yet: 0 people." in again.output
    assert again.output.endswith(block)
    assert "Written: 0 files. There already, and the same: 4." in again.output
    assert files(root) == after

    config, pasted = root / "config.yaml", block.replace("roles:", "departments:").split("departments:\n")
    for kind, lines in zip(("departments", "roles"), pasted[1:], strict=True):
        config.write_text(config.read_text().replace(f"{kind}:\n", f"{kind}:\n{lines.rstrip()}\n"))
    checked = call("check", "--root", root, root / "content/stories/2020", root / "content/people")
    assert checked.exit_code == 0, checked.output


def test_what_somebody_has_edited_is_left_alone(tmp_path: Path, blog: Path) -> None:
    root = lay_out(tmp_path / "portal")
    call("import", "jekyll", blog, "--root", root)
    edited = root / "content/stories/2020/zweiter.md"
    edited.write_text(edited.read_text() + "\nMore.\n")
    folder = root / "content/stories/2020/hallo-welt"
    folder.mkdir()
    (folder / "index.md").write_bytes((root / "content/stories/2020/hallo-welt.md").read_bytes())
    (root / "content/stories/2020/hallo-welt.md").unlink()
    before = files(root)
    done = call("import", "jekyll", blog, "--root", root, "--lang", "de")
    assert (
        "content/stories/2020/zweiter.md:0:0 Warnung moved-there diese Datei gibt es schon, und sie ist anders"
        in done.output
    )
    assert "content/stories/2020/hallo-welt.md:0:0 Warnung moved-there" in done.output
    assert files(root) == before


def test_what_colleagues_wrote_is_left_alone_and_what_moves_in_comes_beside_it(tmp_path: Path, blog: Path) -> None:
    root = lay_out(tmp_path / "portal")
    theirs = {
        "content/stories/2020/zweiter/index.md": "---\ntitle: Anders\n---\nx\n",
        "content/pictures/ada.png": b"other",
    }
    write(root, theirs)
    done = call("import", "jekyll", blog, "--root", root)
    assert [line.partition("; ")[0] for line in done.output.split("\n") if "moved-beside" in line] == [
        f"{path}:0:0 warning moved-beside this place is that of a colleague’s file or of another blog’s"
        for path in ("content/pictures/ada.png", "content/stories/2020/zweiter.md")
    ]
    assert "moved-there" not in done.output
    assert "id: 2020-zweiter-2\n" in (root / "content/stories/2020/zweiter-2.md").read_text()
    assert "/stories/2020/zweiter-2/#teil" in (root / "content/stories/2020/hallo-welt.md").read_text()
    assert 'portrait: {src: "/pictures/ada-2.png"' in (root / "content/people/ada-lund.md").read_text()
    before = files(root)
    again = call("import", "jekyll", blog, "--root", root)
    assert "Written: 0 files." in again.output
    assert files(root) == before


def test_the_name_with_a_number_may_be_a_colleagues_too(tmp_path: Path, blog: Path) -> None:
    root = lay_out(tmp_path / "portal")
    theirs = dict.fromkeys(
        ("content/stories/2020/zweiter.md", "content/stories/2020/zweiter-2.md"), "---\ntitle: V\n---\nx\n"
    )
    write(root, theirs)
    done = call("import", "jekyll", blog, "--root", root)
    assert "moved-there" not in done.output
    assert "title: Zweiter\n" in (root / "content/stories/2020/zweiter-3.md").read_text()
    assert {path: (root / path).read_text() for path in theirs} == theirs


def test_a_post_without_a_date_does_not_come_twice_when_the_blog_goes_on(tmp_path: Path) -> None:
    root, blog = lay_out(tmp_path / "portal"), tmp_path / "blog"
    post = "---\ntitle: T\nauthor: Ada Lund\n---\nx\n"
    write(blog, {"_posts/2020-03-01-a.md": post, "_drafts/idee.md": post})
    call("import", "jekyll", blog, "--root", root)
    write(blog, {"_posts/2021-03-01-b.md": post})
    done = call("import", "jekyll", blog, "--root", root)
    assert "Written: 1 file." in done.output
    assert sorted(path for path in files(root) if path.endswith("idee.md")) == ["content/stories/2020/idee.md"]


def test_what_moved_in_keeps_its_place_and_what_is_new_gets_the_number(tmp_path: Path) -> None:
    root, blog = lay_out(tmp_path / "portal"), tmp_path / "blog"
    post = "---\ntitle: Sommerfest\ndate: {}\nauthor: Ada Lund\n---\n![]({})\n"
    write(
        blog,
        {
            "hugo.yaml": "baseURL: https://b.example/\n",
            "content/posts/sommerfest.md": post.format("2024-07-04", "/fest.png"),
            "static/fest.png": picture(),
        },
    )
    call("import", "hugo", blog, "--root", root)
    before = files(root)
    write(
        blog,
        {
            "content/news/sommerfest.md": post.format("2024-08-04", "/assets/fest.png"),
            "static/assets/fest.png": picture() + b"other",
        },
    )
    done = call("import", "hugo", blog, "--root", root)
    assert "moved-" not in done.output
    assert [path for path in files(root) if path not in before] == [
        "content/pictures/fest-2.png",
        "content/stories/2024/sommerfest-2.md",
    ]
    assert "2024-08-04" in (root / "content/stories/2024/sommerfest-2.md").read_text()

    before = files(root)
    write(blog, {"content/posts/sommerfest.md": post.format("2023-12-31", "/fest.png")})
    done = call("import", "hugo", blog, "--root", root)
    assert "content/stories/2024/sommerfest.md:0:0 warning moved-there" in done.output
    assert files(root) == before


def test_posts_of_two_blogs_with_one_name_both_move_in(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    for year in (2019, 2021):
        post = f"---\ntitle: Willkommen\ndate: {year}-01-01\nauthor: Ada Lund\n---\nx\n"
        settings = f"baseURL: https://{year}.example/\n"
        write(tmp_path / str(year), {"hugo.yaml": settings, "content/posts/willkommen.md": post})
        call("import", "hugo", tmp_path / str(year), "--root", root)
    assert [path for path in files(root) if path.endswith("willkommen.md")] == [
        "content/stories/2019/willkommen.md",
        "content/stories/2021/willkommen.md",
    ]


@pytest.mark.parametrize(
    "told",
    [("url: https://a.example\n", "url: https://b.example\n"), ("title: A\n", "title: B\n"), ("", "")],
    ids=["by their addresses", "by their titles", "by their folders"],
)
def test_two_blogs_are_told_apart_and_share_no_place(tmp_path: Path, told: tuple[str, str]) -> None:
    root, blogs = lay_out(tmp_path / "portal"), [tmp_path / "a", tmp_path / "b"]
    for blog, settings in zip(blogs, told, strict=True):
        post = f"---\ntitle: Willkommen\nauthor: Ada Lund\n---\nIn {blog.name}.\n\n![](/assets/titel.png)\n"
        drawn = picture() + blog.name.encode()
        write(blog, {"_config.yml": settings, "_posts/2020-01-01-willkommen.md": post, "assets/titel.png": drawn})
        call("import", "jekyll", blog, "--root", root)
    made = {
        path: data for path, data in files(root).items() if path.startswith(("content/stories", "content/pictures"))
    }
    assert {path: data[-1:] for path, data in made.items() if path.endswith(".png")} == {
        "content/pictures/titel.png": b"a",
        "content/pictures/titel-2.png": b"b",
    }
    assert re.findall(r"In .|/pictures/[^)]*", made["content/stories/2020/willkommen-2.md"].decode()) == [
        "In b",
        "/pictures/titel-2.png",
    ]
    before = files(root)
    for blog in blogs:
        assert "Written: 0 files. There already, and the same: 2." in (
            call("import", "jekyll", blog, "--root", root).output
        )
    assert files(root) == before


def test_blogs_of_one_title_are_told_apart_by_the_address_that_is_given(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    for name in "ab":
        post = f"---\ntitle: Fest {name}\nauthor: Ada Lund\n---\nx\n"
        write(tmp_path / name, {"_config.yml": "title: Blog\n", "_posts/2020-01-01-fest.md": post})
    for name in "abab":
        done = call("import", "jekyll", tmp_path / name, "--root", root, "--site", f"https://{name}.example")
        assert "moved-there" not in done.output
    stories = root / "content/stories/2020"
    assert {one.name: one.read_text().split("\n")[1] for one in stories.iterdir()} == {
        "fest.md": "title: Fest a",
        "fest-2.md": "title: Fest b",
    }


def test_another_post_at_the_place_of_one_that_the_blog_has_no_more_gets_a_number(tmp_path: Path) -> None:
    root, blog = lay_out(tmp_path / "portal"), tmp_path / "blog"
    post = "---\ntitle: {}\nauthor: Ada Lund\n---\n![](/{}/fest.png)\n"
    settings = {"_config.yml": "url: https://blog.example\n"}
    write(blog, {**settings, "_posts/2020-01-01-fest.md": post.format("Eins", "img"), "img/fest.png": picture()})
    call("import", "jekyll", blog, "--root", root)
    (blog / "_posts/2020-01-01-fest.md").unlink()
    (blog / "img/fest.png").unlink()
    other = {"assets/fest.png": picture() + b"other"}
    write(blog, {"_posts/2020-07-07-fest.md": post.format("Zwei", "assets"), **other})
    before = files(root)
    done = call("import", "jekyll", blog, "--root", root)
    assert done.output.count("moved-beside") == 2
    assert sorted(files(root).keys() - before.keys()) == [
        "content/pictures/fest-2.png",
        "content/stories/2020/fest-2.md",
    ]
    before = files(root)
    assert "moved-" not in (again := call("import", "jekyll", blog, "--root", root).output)
    assert "Written: 0 files." in again
    assert files(root) == before


def test_a_post_whose_file_got_another_name_in_the_blog_does_not_come_twice(tmp_path: Path) -> None:
    root, blog = lay_out(tmp_path / "portal"), tmp_path / "blog"
    post = "---\ntitle: Fest\nauthor: Ada Lund\n---\nx\n"
    write(blog, {"_config.yml": "permalink: /:title/\n", "_posts/2020-01-01-fest.md": post})
    call("import", "jekyll", blog, "--root", root)
    (blog / "_posts/2020-01-01-fest.md").rename(blog / "_posts/2020-01-01-fest.markdown")
    assert "Written: 0 files. There already, and the same: 1." in call("import", "jekyll", blog, "--root", root).output
    (root / "content/stories/2020/fest.md").write_text("edited")
    done = call("import", "jekyll", blog, "--root", root)
    assert ("moved-there" in done.output, "Written: 0 files." in done.output) == (True, True)


def test_an_old_address_that_the_portal_has_stays_where_it_is_and_is_told(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    post = "---\ntitle: Willkommen\nauthor: Ada Lund\nredirect_from: {}\n---\nIn {}.\n"
    for name, old in (("a", "/A/"), ("b", "[/a/, /b/]")):
        files_of_it = {"_config.yml": f"url: https://{name}.example\n"}
        write(tmp_path / name, {**files_of_it, "_posts/2020-01-01-willkommen.md": post.format(old, name)})
    call("import", "jekyll", tmp_path / "a", "--root", root)
    stories = root / "content/stories/2020"
    done = call("import", "jekyll", tmp_path / "b", "--root", root)
    assert re.findall(r"(\S+) warning moved-taken (.*?) now", done.output) == [
        (
            f"{tmp_path}/b/_posts/2020-01-01-willkommen.md:{place}",
            f"two posts have the address {old}, which leads to content/stories/2020/willkommen.md",
        )
        for place, old in (("1:1", "/2020/01/01/willkommen.html"), ("4:17", "/a/"))
    ]
    assert [re.findall("aliases: .*", one.read_text()) for one in sorted(stories.iterdir())] == [
        ['aliases: ["/b/"]'],
        ['aliases: ["/2020/01/01/willkommen.html", "/A/"]'],
    ]
    before = files(root)
    for name in ("a", "b"):
        assert "and the same: 1." in call("import", "jekyll", tmp_path / name, "--root", root).output
    (stories / "willkommen.md").rename(stories / "gruss.md")
    assert "moved-taken" not in call("import", "jekyll", tmp_path / "a", "--root", root).output
    assert sorted(files(root).values()) == sorted(before.values())


def test_what_was_renamed_of_one_blog_is_not_taken_for_anothers(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    for name in ("a", "b"):
        post = f"---\ntitle: Willkommen\nauthor: Ada Lund\n---\nIn {name}.\n"
        settings = f"url: https://{name}.example\n"
        write(tmp_path / name, {"_config.yml": settings, "_posts/2020-01-01-willkommen.md": post})
    call("import", "jekyll", tmp_path / "a", "--root", root)
    stories = root / "content/stories/2020"
    (stories / "willkommen.md").rename(stories / "gruss.md")
    done = call("import", "jekyll", tmp_path / "b", "--root", root)
    assert "Deleted or renamed" not in done.output
    assert "In b." in (stories / "willkommen-2.md").read_text()
    call("import", "jekyll", tmp_path / "a", "--root", root)
    assert sorted(one.name for one in stories.iterdir()) == ["gruss.md", "willkommen-2.md"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("a", "title: Blog"), ("a", "title: Blog\nurl: https://blog.example")),
        (("a", "title: Blog\nurl: https://blog.example"), ("a", "title: Blog")),
        (("a", "url: http://www.blog.example"), ("a", "url: https://blog.example/")),
        (("a", "title: Blog"), ("a", "title: Unser Blog")),
        (("q3", ""), ("q4", "")),
    ],
    ids=["an address", "no address", "another form of the address", "another title", "another folder"],
)
def test_a_blog_is_the_same_whatever_it_is_called_now(
    tmp_path: Path, first: tuple[str, str], then: tuple[str, str]
) -> None:
    root = lay_out(tmp_path / "portal")
    posts = {f"_posts/2020-01-0{n}-{n}.md": f"---\ntitle: T{n}\nauthor: Ada Lund\n---\nx\n" for n in (1, 2, 3)}
    stories = root / "content/stories/2020"
    for time, (folder, settings) in enumerate((first, then, then)):
        write(tmp_path / folder, {"_config.yml": f"{settings}\n", **posts})
        call("import", "jekyll", tmp_path / folder, "--root", root)
        if not time:
            (stories / "1.md").write_text("edited")
            (stories / "2.md").unlink()
        assert sorted(one.name for one in stories.iterdir()) == ["1.md", "3.md"]
    assert (root / ".moved-in").read_text().count("/3.md") == 1


@pytest.mark.parametrize(
    ("urls", "is_written"), [(("", ""), False), (("https://a.example", "https://b.example"), True)]
)
def test_in_doubt_what_was_taken_out_stays_out(tmp_path: Path, urls: tuple[str, str], *, is_written: bool) -> None:
    root = lay_out(tmp_path / "portal")
    for folder, url in zip("ab", urls, strict=True):
        post = "---\ntitle: Willkommen\nauthor: Ada Lund\n---\nx\n"
        write(tmp_path / folder, {"_config.yml": f"url: {url}\n", "_posts/2020-01-01-willkommen.md": post})
        call("import", "jekyll", tmp_path / folder, "--root", root)
        for story in (root / "content/stories/2020").glob("willkommen.md"):
            story.unlink()
    assert [one.name for one in (root / "content/stories/2020").iterdir()] == ["willkommen-2.md"] * is_written


def test_a_list_of_what_moved_in_that_does_not_tell_from_where_learns_it(tmp_path: Path) -> None:
    root, blog = lay_out(tmp_path / "portal"), tmp_path / "blog"
    post = "---\ntitle: Fest\nauthor: Ada Lund\ndate: {}\n---\nx\n"
    write(blog, {"content/posts/fest.md": post.format("2024-07-04")})
    call("import", "hugo", blog, "--root", root)
    listed = (root / ".moved-in").read_text().splitlines()
    (root / ".moved-in").write_text("".join(line.partition("\t")[0] + "\n" for line in listed))
    call("import", "hugo", blog, "--root", root)
    write(blog, {"content/posts/fest.md": post.format("2023-12-31")})
    before = files(root)
    call("import", "hugo", blog, "--root", root)
    assert files(root) == before


def test_a_later_export_of_the_same_blog_is_no_other_blog(tmp_path: Path) -> None:
    root, source = lay_out(tmp_path / "portal"), tmp_path / "wp"
    first, moved_on = item("<p>Eins.</p>", id="1", name="eins"), item("<p>Eins.</p>", id="1", name="anders")
    write(source, {"blog.2026-10-01.xml": export(first)})
    call("import", "wordpress", source, "--root", root)
    second = item("<p>Zwei.</p>", id="2", name="zwei")
    write(source, {"blog.2026-11-01.xml": export(moved_on, second)})
    before = set(files(root))
    said = call("import", "wordpress", source, "--root", root).output
    assert "moved-there" in said  # the address that it now has is another
    assert set(files(root)) - before == {"content/stories/2020/zwei.md"}


def test_what_was_taken_out_or_renamed_does_not_come_back(tmp_path: Path, blog: Path) -> None:
    root = lay_out(tmp_path / "portal")
    call("import", "jekyll", blog, "--root", root)
    stories = root / "content/stories/2020"
    (stories / "zweiter.md").rename(stories / "andrer-name.md")
    (root / "content/people/jane-doe.md").unlink()
    (root / "content/pictures/ada.png").unlink()
    before = files(root)
    again = call("import", "jekyll", blog, "--root", root)
    assert "renamed in the portal since moving in, and so not written again: 3 files." in again.output
    assert files(root) == before
    listed = (root / ".moved-in").read_text()
    (root / ".moved-in").write_text(listed.replace("content/people/jane-doe.md\n", ""))
    call("import", "jekyll", blog, "--root", root)
    assert (root / "content/people/jane-doe.md").exists()


def test_a_portal_without_layouts_and_words_can_be_moved_into(tmp_path: Path, blog: Path) -> None:
    root = tmp_path / "portal"
    root.mkdir()
    (root / "config.yaml").write_text('version: 1\nsite: {title: X, url: "https://x.example", languages: [de]}\n')
    assert call("import", "jekyll", blog, "--root", root).exit_code == 0
    assert [*(root / "content/stories").rglob("*.md")]


def test_an_import_that_broke_off_knows_afterwards_what_it_had_written(
    tmp_path: Path, blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path / "portal")

    def until_a_story(root: Path, path: str, data: bytes) -> bool:
        if path.endswith("hallo-welt.md"):
            raise KeyboardInterrupt
        return write_new(root, path, data)

    monkeypatch.setattr(arrival, "write_new", until_a_story)
    before = files(root)
    assert call("import", "jekyll", blog, "--root", root).exit_code != 0
    new = [path for path in files(root) if path not in before]
    assert "content/people/jane-doe.md" in new
    listed = (root / ".moved-in").read_text().splitlines()
    assert sorted(line.partition("\t")[0] for line in listed) == new

    monkeypatch.undo()
    (root / "content/people/jane-doe.md").unlink()
    call("import", "jekyll", blog, "--root", root)
    assert (root / "content/stories/2020/hallo-welt.md").exists()
    assert not (root / "content/people/jane-doe.md").exists()


def test_a_blog_moves_into_a_folder_with_nothing_but_layouts(tmp_path: Path, blog: Path) -> None:
    root = write(
        tmp_path / "portal", {path: text for path, text in DEFAULTS.items() if path.startswith(("layouts/", "assets/"))}
    )
    done = call("import", "jekyll", blog, "--root", root)
    (root / "config.yaml").write_text("version: 1\n" + done.output.partition("\nversion: 1\n")[2])
    checked = call("check", "--root", root)
    assert checked.exit_code == 0, checked.output


def test_what_check_would_refuse_is_told_at_once(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    write(tmp_path / "blog", {"posts/2020-01-01-a.md": "---\ntitle: A\nauthor: Ada\n---\n<!-- never closed\n"})
    done = call("import", "eleventy", tmp_path / "blog", "--root", root)
    assert (done.exit_code, "content/stories/2020/a.md" in done.output) == (1, True), done.output


def test_an_export_is_named_as_a_file_with_its_uploads_beside_it(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    image = '<img src="https://wp.example/wp-content/uploads/2020/x.png" alt="X">'
    write(tmp_path / "old", {"export.xml": export(item(image)), "wp-content/uploads/2020/x.png": picture()})
    assert call("import", "wordpress", tmp_path / "old" / "export.xml", "--root", root).exit_code == 0
    assert (root / "content/pictures/2020/x.png").read_bytes() == picture()


def test_the_number_of_remarks_is_said(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    write(tmp_path / "blog", {"posts/2020-01-01-a.md": "---\ntitle: A\nauthor: Ada\n---\nx <!-- y --> <!-- z -->"})
    said = call("import", "eleventy", tmp_path / "blog", "--root", root, "--dry-run").output
    assert "Left out, since readers never saw them: 2 remarks in the texts.\n" in said


def test_links_into_a_blog_whose_address_only_its_owner_knows(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "portal")
    write(tmp_path / "blog", {"posts/2020-01-01-a.md": "---\ntitle: A\nauthor: Ada\n---\n[x](/about/)\n"})
    arguments = ("import", "eleventy", tmp_path / "blog", "--root", root, "--dry-run")
    assert "moved-link /about/ leads to a page that was not taken along" in call(*arguments).output
    assert "moved-link" not in call(*arguments, "--site", "https://old.example").output


def test_what_cannot_be_imported_is_said(tmp_path: Path, blog: Path) -> None:
    root = lay_out(tmp_path / "portal")
    nothing = call("import", "hugo", blog, "--root", root)
    assert (nothing.exit_code, nothing.stderr) == (
        2,
        f"byline: {blog} holds no post as hugo keeps them; name the blog's folder, or another kind\n",
    )
    write(tmp_path / "rest", {"content/a.rst": "x"})
    assert "content/a.rst:0:0 error moved-unread" in call("import", "pelican", tmp_path / "rest", "--root", root).stdout
    assert call("import", "jekyll", tmp_path / "nowhere", "--root", root).exit_code == 2
    assert "the portal lies in" in call("import", "jekyll", tmp_path, "--root", root).stderr
    assert "“blog” is no web address" in call("import", "jekyll", blog, "--root", root, "--site", "blog").stderr
    assert call("import", "jekyll", blog, "--root", tmp_path / "empty").exit_code == 2
    write(blog, {"_posts/2020-05-05-x.textile": "h1. x"})
    assert call("import", "jekyll", blog, "--root", root).exit_code == 1


def test_the_kinds_of_the_command_are_those_that_can_be_read() -> None:
    command = main.commands["import"]
    kind = next(one for one in command.params if one.name == "kind")
    assert isinstance(kind.type, click.Choice)
    assert list(kind.type.choices) == list(KINDS)


@pytest.mark.parametrize(
    ("number", "language", "told_so"),
    [
        (1, "de", "es blieb weg, in 1 Beitrag"),
        (2, "de", "es blieb weg, in 2 Beiträgen"),
        (1, "en", "it was left out, in 1 post"),
        (2, "en", "it was left out, in 2 posts"),
    ],
)
def test_how_many_posts_have_a_key_is_said_as_people_say_it(number: int, language: str, told_so: str) -> None:
    made = moved("jekyll", {f"_posts/2020-01-0{n}-a.md": "---\nsponsor: x\n---\nx" for n in range(1, number + 1)})
    keys = [one for one in made.problems if one.rule == "moved-key"]
    assert [sentence(one, language).partition("; ")[2] for one in keys] == [told_so]


def test_a_title_that_nobody_can_see_is_none() -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a-day.md": "---\ntitle: \ufeff\n\n+++\n---\nx"})
    assert text(made, "stories/2020/a-day.md").startswith("---\ntitle: a-day\n")
