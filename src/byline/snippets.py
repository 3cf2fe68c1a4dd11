"""Snippets for VS Code: beginnings of stories, and lists of this portal's names to choose from, which it offers in Markdown
without any extension. https://code.visualstudio.com/docs/editing/userdefinedsnippets
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from byline.kind import fields_of
from byline.schema import Names
from byline.story import StoryFront

_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"

_WORDS = {
    "de": {
        "story": "geschichte",
        "interview": "gespraech",
        "question": "frage",
        "picture": "bild",
        "quote": "zitat",
        "people": "person",
        "departments": "abteilung",
        "roles": "rolle",
        "topics": "thema",
        "headline": "Überschrift",
        "standfirst": "Ein oder zwei Sätze, die neugierig machen",
        "ask": "Wann hast du es gemerkt?",
        "answer": "Antwort",
        "alt": "Was das Bild zeigt",
        "file": "bild.jpg",
        "caption": "Bildunterschrift",
        "credit": "Foto: Name",
        "who": "Wer das gesagt hat",
        "said": "Was gesagt wurde",
    },
    "en": {
        "story": "story",
        "interview": "interview",
        "question": "question",
        "picture": "picture",
        "quote": "quote",
        "people": "who",
        "departments": "department",
        "roles": "role",
        "topics": "topic",
        "headline": "Headline",
        "standfirst": "A sentence or two that make readers curious",
        "ask": "When did you notice?",
        "answer": "Answer",
        "alt": "What the picture shows",
        "file": "picture.jpg",
        "caption": "Caption",
        "credit": "Photo: Name",
        "who": "Who said it",
        "said": "What was said",
    },
}


def snippets(known: Names) -> str:
    """The file of snippets, German and English."""
    made = {}
    for language, words in _WORDS.items():
        for name, lines in _bodies(known, words, language).items():
            made[f"Byline: {words[name]} ({language})"] = {"prefix": words[name], "scope": "markdown", "body": lines}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _bodies(known: Names, words: dict[str, str], language: str) -> dict[str, list[str]]:
    question = [f"? ${{1:{words['ask']}}}", "", f"${{2:{words['answer']}}}"]
    names = {"people": known.people, **{kind: known.terms[kind] for kind in ("departments", "roles", "topics")}}
    return {
        "story": [
            "---",
            f"title: ${{1:{words['headline']}}}",
            f"date: {_TODAY}",
            f"authors: [{_chosen(2, known.people)}]",
            f"departments: [{_chosen(3, known.terms['departments'])}]",
            f"roles: [{_chosen(4, known.terms['roles'])}]",
            f"topics: [{_chosen(5, known.terms['topics'])}]",
            f"language: {language}",
            f"summary: ${{6:{words['standfirst']}}}",
            f"kind: {_chosen(7, fields_of(StoryFront)['kind'].kind.arguments)}",
            "status: draft",
            "---",
            "",
            "$0",
        ],
        "interview": ["::: interview", *question, ":::"],
        "question": question,
        "picture": [
            f'![${{1:{words["alt"]}}}](${{2:{words["file"]}}} "${{3:{words["caption"]}}}"){{credit="${{4:{words["credit"]}}}"}}'
        ],
        "quote": [f"::: quote ${{1:{words['who']}}}", f"${{2:{words['said']}}}", ":::"],
        **{kind: [_chosen(1, ids)] for kind, ids in names.items() if ids},
    }


def _chosen(number: int, ids: Iterable[str]) -> str:
    """A place at which one of the ids is chosen; ids have no character that a snippet would read otherwise."""
    several = ",".join(ids)
    return f"${{{number}|{several}|}}" if several else f"${number}"
