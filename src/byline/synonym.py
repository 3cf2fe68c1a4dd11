"""Synonyms: what else authors call a key or a choice, in German or in the front matter of other programs."""

from __future__ import annotations

from collections.abc import Iterable

from byline.guess import nearest

SYNONYMS: dict[str, tuple[str, ...]] = {
    "title": ("titel", "headline", "überschrift"),
    "date": ("datum", "day", "tag"),
    "authors": ("author", "autor", "autoren", "autorin", "autorinnen", "byline"),
    "departments": ("abteilung", "abteilungen"),
    "roles": ("rolle", "rollen"),
    "topics": ("tags", "categories", "category", "thema", "themen", "keywords"),
    "language": ("lang", "locale", "sprache"),
    "summary": ("excerpt", "description", "teaser", "zusammenfassung", "abstract"),
    "image": ("bild", "hero", "cover", "foto", "photo"),
    "series": ("reihe", "serie"),
    "status": ("draft", "entwurf"),
    "aliases": ("permalink", "redirect_from", "slug"),
    "department": ("abteilung", "departments"),
    "role": ("rolle", "roles"),
    "location": ("standort", "ort"),
    "portrait": ("foto", "photo", "avatar", "bild", "image"),
    "email": ("mail", "e-mail"),
    "languages": ("sprachen",),
    "forgejo": ("gitea", "codeberg"),
}
"""Our keys and choices, each with words that mean the same."""


def meant(key: str, known: Iterable[str]) -> str:
    """Which of the known keys or choices was probably meant by another word; empty if nobody knows."""
    word, keys = key.lower(), tuple(known)
    for one in keys:
        if word in SYNONYMS.get(one, ()):
            return one
    near = nearest(word, keys)
    more = word.removeprefix(near)  # `image_alt` is more than a slip of the finger away from `image`
    return near if more == word or len(more) <= 1 else ""
