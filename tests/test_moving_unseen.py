"""Moving in: what readers of the blog never saw, they do not see in the portal either."""

from __future__ import annotations

import pytest
from blogs import moved, text

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
