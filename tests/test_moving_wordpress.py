"""Moving in from WordPress: what stands elsewhere than in the text of a post, and what is no post."""

from __future__ import annotations

import pytest
from blogs import body, export, item, moved, text, told


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def pattern(body: str, **more: str) -> str:
    return item(body, **{"type": "wp_block", "id": "50", "name": "kasten", **more})


# Blocks


@pytest.mark.parametrize(
    ("block", "left"),
    [
        ('<!-- wp:block {"ref":50} /-->', "A\n\nFragen? Ruft *Sabine* an.\n\nB"),
        ('<!-- wp:block {"ref":51} /-->', "A\n\nErst.\n\nFragen? Ruft *Sabine* an.\n\nB"),
        ("<!-- wp:paragraph --><p>C</p><!-- /wp:paragraph -->", "A\n\nC\n\nB"),
    ],
)
def test_synced_patterns_are_put_in(block: str, left: str) -> None:
    kept = pattern("<!-- wp:paragraph --><p>Fragen? Ruft <em>Sabine</em> an.</p><!-- /wp:paragraph -->")
    both = pattern('<p>Erst.</p><!-- wp:block {"ref":50} /-->', id="51")
    made = moved("wordpress", {"export.xml": export(item(f"<p>A</p>\n{block}\n<p>B</p>"), kept, both)})
    assert body(made, "stories/2020/t.md") == left
    assert made.stories == 1
    assert told(made) == []


@pytest.mark.parametrize(
    ("block", "left"),
    [
        ('<!-- wp:block {"ref":50} /-->', "A"),  # a draft, which readers never saw
        ('<!-- wp:block {"ref":99} /-->', "A"),
        ('<!-- wp:block {"ref":51,"content":{"x":{"content":"Ganz anders"}}} /-->', "A\n\nGanz anders"),
        (
            '<!-- wp:acf/zitat {"name":"acf/zitat","data":{"text":"Mein \\u003cem\\u003etag\\u003c/em\\u003e & mehr."},"className":"a b"} /-->',
            "A\n\nMein *tag* & mehr.",
        ),
        ("<!-- wp:latest-posts /-->", "A"),
        ("<!-- wp:x {kein JSON /-->", "A"),
    ],
)
def test_blocks_that_nobody_knows_are_told_and_their_words_kept(block: str, left: str) -> None:
    kept = pattern("<p>Geheim</p>", status="draft"), pattern("<p>Offen</p>", id="51")
    made = moved("wordpress", {"export.xml": export(item(f"<p>A</p>\n{block}\n{block}"), *kept)})
    assert set(body(made, "stories/2020/t.md").split("\n\n")) == set(left.split("\n\n"))
    (said,) = told(made)
    assert said.startswith(f"export.xml:6 moved-tag `{block[:80]}` is a command")


@pytest.mark.parametrize(
    ("parts", "left", "tags"),
    [
        (
            '[vc_row css=".a{margin: 0px !important;}"][vc_column_text a="1"]Eins[/vc_column_text][vc_separator][vc_column_text]Zwei[/vc_column_text][/vc_row]',
            "Eins\n\nZwei",
            {"vc_row": "1", "vc_column_text": "2", "vc_separator": "1"},
        ),
        (
            '[et_pb_section fb_built="1"][et_pb_text admin_label="Ein Text"]<p>Eins</p>[/et_pb_text][/et_pb_section]',
            "Eins",
            {"et_pb_section": "1", "et_pb_text": "1"},
        ),
        ("[one_half]Eins[/one_half][one_half_last]Zwei[/one_half_last]", "Eins\n\nZwei", {"one_half": "1", "one_half_last": "1"}),
        ('[vc_single_image image="90" alignment="center"]', "![Die Halle](/pictures/halle.png)", {}),
        ('[et_pb_image src="https://wp.example/wp-content/uploads/halle.png"]', "![](/pictures/halle.png)", {}),
        ("Siehe [oben][unten] und [vc].", "Siehe \\[oben\\]\\[unten\\] und \\[vc\\].", {}),
    ],
)  # fmt: skip
def test_the_parts_of_which_page_builders_make_a_page_go_and_are_told(
    parts: str, left: str, tags: dict[str, str]
) -> None:
    url = (
        "<wp:attachment_url>https://wp.example/wp-content/uploads/halle.png</wp:attachment_url>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>Die Halle</wp:meta_value></wp:postmeta>"
    )
    picture = item(id="90", type="attachment", name="halle", more=url)
    blog: dict[str, str | bytes] = {"export.xml": export(item(parts), picture), "wp-content/uploads/halle.png": b"png"}
    made = moved("wordpress", blog)
    assert body(made, "stories/2020/t.md") == left
    facts = [dict(one.facts) for one in made.problems if one.rule == "moved-tag"]
    assert {one["tag"].strip("[]").split()[0]: one["spots"] for one in facts} == tags


def test_a_pattern_that_holds_itself_many_times_stops_nothing() -> None:
    bomb = pattern('<!-- wp:block {"ref":50} /-->' * 5000)
    made = moved("wordpress", {"export.xml": export(item('<!-- wp:block {"ref":50} /-->'), bomb)})
    assert [one.rule for one in made.problems] == ["moved-tag"]


def test_footnotes_of_wordpress() -> None:
    notes = meta("footnotes", '[{"content":"Die <em>Quelle<\\/em>.","id":"f1-a"},{"content":"Noch eine.","id":"f2"}]')
    marks = (
        '<p>Erster<sup data-fn="f1-a" class="fn"><a href="#f1-a" id="f1-a-link">1</a></sup>, <a href="#x">x</a>.</p>'
    )
    last = '<p>Zweiter<sup data-fn="f2" class="fn"><a id="f2-link" href="#f2">2</a></sup>.</p><!-- wp:footnotes /-->'
    made = moved("wordpress", {"export.xml": export(item(marks + last, more=notes))})
    assert body(made, "stories/2020/t.md") == (
        "Erster[^1], [x](#x).\n\nZweiter[^2].\n\n[^1]: Die *Quelle*.\n\n[^2]: Noch eine."
    )
    assert told(made) == []


@pytest.mark.parametrize("notes", ["kein JSON", "[]", '{"a":1}'])
def test_footnotes_that_cannot_be_read_are_told(notes: str) -> None:
    made = moved(
        "wordpress", {"export.xml": export(item("<p>x</p><!-- wp:footnotes /-->", more=meta("footnotes", notes)))}
    )
    assert [one.rule for one in made.problems] == ["moved-tag"]


# Languages and types


def test_the_languages_that_polylang_tells() -> None:
    def spoken(code: str) -> str:
        return (
            f'<category domain="language" nicename="{code}"><![CDATA[Sprache]]></category>'
            '<category domain="post_translations" nicename="pll_1"><![CDATA[pll_1]]></category>'
        )

    posts = (
        item("Shift.", name="shift", more=spoken("en-gb")),
        item("Schicht.", id="2", name="schicht", more=spoken("de")),
    )
    made = moved("wordpress", {"export.xml": export(*posts, item("Ohne.", id="3", name="ohne"))})
    shift, schicht, ohne = (text(made, f"stories/2020/{name}.md") for name in ("shift-en", "schicht", "ohne"))
    assert "language: en\ntranslation_of: 2020/schicht\n" in shift
    assert all("language: de\n" in one and "translation_of" not in one for one in (schicht, ohne))
    assert "topics" not in shift


def test_types_that_a_plugin_made_come_as_drafts_and_each_is_told_with_its_number() -> None:
    goods = [item("Ein Produkt, 199 Euro", id=str(n), type="product", name=f"pumpe-{n}") for n in (2, 3)]
    job = item("Stelle", id="4", type="job_listing", name="stelle")
    made = moved("wordpress", {"export.xml": export(item("x"), *goods, job)})
    drafts = [one.path for one in made.texts if b"\nstatus: draft\n" in one.data]
    assert drafts == [f"content/stories/2020/{name}.md" for name in ("pumpe-2", "pumpe-3", "stelle")]
    assert [dict(one.facts)["posts"] for one in made.problems] == ["2", "1"]
    assert told(made) == [
        f"export.xml:{line} moved-foreign `{kind}` is no type of WordPress's own, and whether it holds stories, nobody knows here"
        for line, kind in ((9, "product"), (17, "job_listing"))
    ]
