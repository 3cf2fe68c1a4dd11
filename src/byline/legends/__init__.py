"""Legends: what each key of front matter and settings is for, German and English. The only place for these texts.

Editors show them beside the key, and the form in the browser beside the field.
"""

from __future__ import annotations

from dataclasses import dataclass

from byline.legends import de, en


@dataclass(frozen=True, slots=True)
class Legends:
    """All legends in one language: of keys, by the name of their shape; what fields and choices of the form are called."""

    keys: dict[str, dict[str, str]]
    labels: dict[str, str]
    choices: dict[str, str]


LANGUAGES = {
    "de": Legends(de.LEGENDS, de.LABELS, de.CHOICES),
    "en": Legends(en.LEGENDS, en.LABELS, en.CHOICES),
}


def legend(shape: str, key: str, language: str) -> str:
    """What a key of a shape (`StoryFront`) is for, in a sentence or two."""
    return LANGUAGES[language].keys[shape][key]


def label(key: str, language: str) -> str:
    """A key's name in the form, or that of anything else that the form has."""
    return LANGUAGES[language].labels[key]


def choice(value: str, language: str) -> str:
    """What a choice (`withdrawn`) is called; the choice itself, where it is a name (`github`)."""
    return LANGUAGES[language].choices.get(value, value)
