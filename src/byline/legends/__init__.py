"""Legends: what each key of front matter and settings is for, German and English. The only place for these texts.

Editors show them beside the key, and the form in the browser beside the field.
"""

from __future__ import annotations

from byline.legends import de, en

LANGUAGES = {"de": de, "en": en}


def legend(shape: str, key: str, language: str) -> str:
    """What a key of a shape (`StoryFront`) is for, in a sentence or two."""
    return LANGUAGES[language].LEGENDS[shape][key]


def label(key: str, language: str) -> str:
    """A key's name in the form, or that of anything else that the form has."""
    return LANGUAGES[language].LABELS[key]


def choice(value: str, language: str) -> str:
    """What a choice (`withdrawn`) is called; the choice itself, where it is a name (`github`)."""
    return LANGUAGES[language].CHOICES.get(value, value)
