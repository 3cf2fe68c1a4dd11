"""Moving in: what other Markdown has and Byline's has not becomes something that it has, or is told."""

from __future__ import annotations

import pytest
from blogs import body, moved, told


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (
            "!!! note\n    Ein *Wort*.\n\n    Noch eins.\n\nText.",
            "> **Note**\n>\n> Ein *Wort*.\n>\n> Noch eins.\n\nText.",
        ),
        ('- a\n\n    !!! danger highlight "Halt"\n        Wort.\n', "- a\n\n    > **Halt**\n    >\n    > Wort."),
        ('??? tip ""\n    Wort.\nText.', "> Wort.\n\nText."),
        ("!!! note\nText.", "!!! note\nText."),
        ("!!! wirklich wahr !!!\n\n    code", "!!! wirklich wahr !!!\n\n    code"),
        ("::: tip Rat\nWort.\n\n- a\n:::\n\nText.", "> **Rat**\n>\n> Wort.\n>\n> - a\n\nText."),
        (":::warning\nWort.\n:::", "> **Warning**\n>\n> Wort."),
        ("> [!NOTE]\n> Wort.", "> **Note**\n>\n> Wort."),
        ("> [!tip]- Rat\n> Wort.", "> **Rat**\n>\n> Wort."),
        ("```\n!!! note\n    x\n```", "```\n!!! note\n    x\n```"),
        ("Wort\n:   Erklärung\n\n    Mehr.\n\nZwei\n\n: b", "Wort\n:   Erklärung\n\n    Mehr.\n\nZwei\n\n: b"),
    ],
)
def test_notes_beside_the_text_become_quotations(words: str, left: str) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: T\nauthor: Ada Lund\n---\n{words}\n"})
    assert body(made, "stories/2020/a.md") == left
    assert told(made) == []


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Es gilt $$E = mc^2$$.\n\n$$\n\\frac{a}{b}\n$$", [5, 7]),
        ("Mit \\\\(a^2\\\\) und \\(\\alpha\\).", [5]),
        ("HTML\nXHTML\n: Sprachen.", [5]),
        ("Wort.\n\n*[HTML]: Sprache", [7]),
        ("::: columns\nWort.\n:::", [5]),
        # nothing of this is a notation
        ("Von $$ bis $$$ kostet es $$, nicht $5 oder 6$. Ein \\[Entwurf\\] und \\(b\\).", []),
        ("`$$a^2$$` und\n\n```\n$$a^2$$\n::: columns\n```", []),
        ("Wort\n: Satz\n\n## Titel\nWort\n: Satz\n: Satz", []),
        ("::: quote Ada\nWort.\n:::\n\n::: tip\nWort.\n:::", []),
        ("Zeile\nZeile\n\n- :smile: : nein\nEs ist 12:30\n", []),
    ],
)
def test_notations_that_byline_does_not_know_are_told_with_their_lines(words: str, lines: list[int]) -> None:
    made = moved("jekyll", {"_posts/2020-01-01-a.md": f"---\ntitle: T\nauthor: Ada Lund\n---\n{words}\n"})
    assert [one.partition(" Byline")[0] for one in told(made)] == [
        f"_posts/2020-01-01-a.md:{line} moved-notation" for line in lines
    ]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("## Ende {#ende}\n\n[Zum Ende](#ende)", "## Ende\n\n[Zum Ende](#ende)"),
        ("## Groß & klein {#gk .weit} ##\n\n[Hin](#gk)", "## Groß & klein\n\n[Hin](#gross-klein)"),
        (
            "[a](#eins) [b](#zwei)\n\n## Rat {: #eins}\n\n### Rat {.weit}\n{:#zwei}",
            "[a](#rat) [b](#rat-2)\n\n## Rat\n\n### Rat",
        ),
        ("Rat {#eins}\n---\n\n[a]: #eins", "Rat\n---\n\n[a]: #rat"),
        ('## Rat {#ü .a}\n\nText <a href="#%C3%BC">hin</a>.', '## Rat\n\nText <a href="#rat">hin</a>.'),
        # nothing of this names a heading
        ("## Rat {x} und {#}\n\nWort {#wort} [hin](#wort).", "## Rat {x} und {#}\n\nWort {#wort} [hin](#wort)."),
        ("```\n## Rat {#eins}\n```\n\n[hin](#eins)", "```\n## Rat {#eins}\n```\n\n[hin](#eins)"),
    ],
)
def test_links_to_a_heading_lead_to_the_id_that_its_words_make(words: str, left: str) -> None:
    made = moved("pelican", {"a.md": f"Title: T\nDate: 2020-01-01\nAuthor: Ada Lund\nSlug: a\n\n{words}\n"})
    assert body(made, "stories/2020/a.md") == left
    assert told(made) == []
