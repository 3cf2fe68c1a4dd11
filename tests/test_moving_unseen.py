"""Moving in: what readers of the blog never saw, they do not see in the portal either."""

from __future__ import annotations

import pytest
from blogs import body, export, item, moved, text, told

# Front matter that Byline's reader refuses, for an anchor perhaps, is read a line at a time


@pytest.mark.parametrize(
    "hides",
    [
        "published: false # bis zur Freigabe",
        "published: false\n  # bis zur Freigabe",
        "draft: true\t# noch",
        '"draft": true',
        "'published': false",
        '"draft": true,',
        "draft: *ja",
        "x: {draft: &ja true}\ndraft: *ja",
        "draft: vielleicht",
    ],
)
def test_what_hides_a_post_counts_beside_remarks_and_anchors(hides: str) -> None:
    front = f"title: Geheim\nimage: &bild /x.png\nog_image: *bild\nauthor: Ada Lund\n{hides}"
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\n{front}\n---\nx\n"})
    assert "status: draft\n" in text(made, "stories/2020/a.md")


@pytest.mark.parametrize("shows", ["published: true # seit gestern", '"draft": false', "draft: no", "published: *ja"])
def test_what_shows_a_post_counts_beside_remarks_and_anchors(shows: str) -> None:
    front = f"title: Offen\ncomments: &ja true\nauthor: Ada Lund\n{shows}"
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\n{front}\n---\nx\n"})
    assert "status:" not in text(made, "stories/2020/a.md")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("author: [Anna Berg, Ben Kim] # beide", "authors: [anna-berg, ben-kim]"),
        ('author: ["Berg, Anna", \'Kim, Ben\'] # "beide"', "authors: [anna-berg, ben-kim]"),
        ("author: [Ann O'Neil, Ben O'Hara]", "authors: [ann-o-neil, ben-o-hara]"),
        ("author: # beide\n  - Anna Berg # erst sie\n  - Ben Kim", "authors: [anna-berg, ben-kim]"),
        ("editor: &anna Anna Berg # sie\nauthor: [*anna, Ben Kim]", "authors: [anna-berg, ben-kim]"),
        ("summary: Platz 1#2 # zwei", 'summary: "Platz 1#2"'),
        ('summary: "Platz # zwei" # zwei', 'summary: "Platz # zwei"'),
        ("summary: It's # \"here", 'summary: "It\'s"'),
        ("summary:\n  Eins # eins\n  zwei", "summary: Eins zwei"),
        ("summary: >\n  Eins # eins", 'summary: "Eins # eins"'),
        ("summary: | # lang\n  Eins", "summary: Eins"),
    ],
)
def test_remarks_in_front_matter_are_no_part_of_it(line: str, left: str) -> None:
    front = f"title: T\nimage: &bild /x.png\nog_image: *bild\n{line}"
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\n{front}\n---\nx\n"})
    assert f"\n{left}\n" in text(made, "stories/2020/a.md")


# Days that never come


@pytest.mark.parametrize(
    ("kind", "path", "front", "line", "said"),
    [
        ("hugo", "content/a.md", "date: 2020-01-01\npublishDate: 9999-12-31", 4, "publishDate: 9999-12-31"),
        ("hugo", "content/a.md", "date: 2020-01-01\npublishDate: irgendwann", 4, "publishDate: irgendwann"),
        ("hugo", "content/a.md", "date: 2020-01-01\nexpiryDate: gestern", 4, "expiryDate: gestern"),
        ("hugo", "content/a.md", "date: 2999-01-01", 3, "date: 2999-01-01"),
        ("hugo", "content/2020-01-01-a.md", "date: 31 December 9999", 3, "date: 31 December 9999"),
        ("jekyll", "_posts/9999-12-31-a.md", "x: true", 1, "9999-12-31"),
        ("hugo", "content/a.md", "date: 2020-01-01\ndraft: vielleicht", 4, "draft: vielleicht"),
        ("jekyll", "_posts/2020-01-01-a.md", "published: bald", 3, "published: bald"),
        ("jekyll", "_posts/2020-01-01-a.md", "published: 2999-01-01", 3, "published: 2999-01-01"),
    ],
)
def test_a_post_of_which_nobody_can_tell_when_it_is_seen_is_a_draft_and_told(
    kind: str, path: str, front: str, line: int, said: str
) -> None:
    made = moved(kind, {path: f"---\ntitle: A\n{front}\nauthor: Ada Lund\n---\nGeheim.\n"})
    assert "status: draft\n" in text(made, "stories/2020/a.md" if "2020" in path + front else "stories/2000/a.md")
    assert [one for one in told(made) if "moved-date" not in one] == [
        f"{path}:{line} moved-parked `{said}` does not tell whether or when readers see this post"
    ]


def test_a_post_of_wordpress_that_waits_for_a_day_that_never_comes_is_a_draft() -> None:
    far = item("x", status="future").replace("2020-03-01", "2999-03-01")
    made = moved("wordpress", {"export.xml": export(far)})
    assert "status: draft\n" in text(made, "stories/2000/t.md")
    assert "moved-parked" in {one.rule for one in made.problems}


@pytest.mark.parametrize(
    ("front", "left"),
    [
        ("date: 2020-01-01\nexpiryDate: 9999-12-31", ""),  # never
        ("date: 2020-01-01\npublishDate: 2150-01-01", "publish_at: 2150-01-01\n"),
        ("date: 2150-01-01", "date: 2150-01-01\n"),
        ("date: soon", "date: 2000-01-01\n"),  # readers saw it, whatever day it was
    ],
)
def test_a_post_whose_days_can_be_read_is_none(front: str, left: str) -> None:
    made = moved("hugo", {"content/a.md": f"---\ntitle: A\n{front}\nauthor: Ada Lund\n---\nOffen.\n"})
    story = next(file.data.decode() for file in made.texts if "stories" in file.path)
    assert left in story
    assert "status:" not in story
    assert "moved-parked" not in {one.rule for one in made.problems}


# Remarks in the text


@pytest.mark.parametrize(
    ("kind", "path", "words", "left", "remarks"),
    [
        ("jekyll", "_posts/2020-01-01-a.md", "A\n\n{::comment}\nINTERN\n{:/comment}\n\nB {::comment}auch{:/}C", "A\n\nB C", 2),
        ("jekyll", "_posts/2020-01-01-a.md", "{::comment}a {::comment}b{:/}A", "A", 1),
        ("jekyll", "_posts/2020-01-01-a.md", "{::comment}offen {::comment /}A", "offen A", 0),  # kramdown shows it, too
        ("jekyll", "_posts/2020-01-01-a.md", "`{::comment}a{:/}` {::nomarkdown}A{:/}", "`{::comment}a{:/}` A", 0),
        ("jekyll", "_posts/2020-01-01-a.md", "A{% comment %}a{% endcomment %}\n<!-- b -->\nB", "A\nB", 2),
        ("hugo", "content/a.md", "A\n\n{{% comment %}} INTERN: *x* {{% /comment %}}\n\nB", "A\n\nB", 1),
        ("hugo", "content/a.md", "A {{< comment >}}a{{< figure src=x.png >}}{{< /comment >}}B", "A B", 1),
        ("hugo", "content/a.md", "A `{{</* comment */>}}` B", "A `{{< comment >}}` B", 0),
        ("eleventy", "posts/a.md", "A {% # intern, Liquid %}B {%- #\n # mehr\n-%}C {# a #}D", "A B C D", 3),
        ("eleventy", "posts/a.md", "`{% # a %}` A", "`` A", 1),
    ],
)  # fmt: skip
def test_remarks_go_and_are_counted(kind: str, path: str, words: str, left: str, remarks: int) -> None:
    made = moved(kind, {path: f"---\ntitle: T\ndate: 2020-01-01\nauthor: Ada Lund\n---\n{words}\n"})
    assert body(made, "stories/2020/a.md") == left
    assert made.remarks == remarks
    assert told(made) == []
